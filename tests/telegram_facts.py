"""What Telegram publishes of lengths and numbers: is a request one that the Bot API would take?

Sources: https://core.telegram.org/bots/api#sendmessage, #sendphoto, #answercallbackquery, #inlinekeyboardbutton,
#setmycommands, #setmydescription; the refusals' words are those of the Bot API server.
"""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

LONGEST = {
    "text": (4096, "Bad Request: message is too long"),
    "caption": (1024, "Bad Request: message caption is too long"),
}
MOST_ENTITIES = 100
LONGEST_ALERT, LONGEST_DATA, MOST_BUTTONS, MOST_IN_A_ROW = 200, 64, 100, 8
DESCRIBED = {"setmydescription": ("description", 512), "setmyshortdescription": ("short_description", 120)}


def mistake(method: str, params: Mapping[str, Any]) -> str:
    """The refusal of a request that goes over a published limit, "" for one that keeps them."""
    if method == "answercallbackquery":
        return "Bad Request: MESSAGE_TOO_LONG" if units(str(params.get("text") or "")) > LONGEST_ALERT else ""
    if method == "setmycommands":
        commands = _read(params["commands"])
        bad = len(commands) > MOST_BUTTONS or not all(_described(one) for one in commands)
        return "Bad Request: BOT_COMMAND_INVALID" if bad else ""
    if method in DESCRIBED:
        name, most = DESCRIBED[method]
        return "Bad Request: DESCRIPTION_TOO_LONG" if units(str(params.get(name) or "")) > most else ""
    if not method.startswith(("send", "edit")):
        return ""
    for name, (most, said) in LONGEST.items():
        if units(shown(str(params.get(name) or ""))) > most:
            return said
        if len(re.findall(r"<[a-z]", str(params.get(name) or ""))) > MOST_ENTITIES:
            return "Bad Request: ENTITIES_TOO_LONG"
    if method in {"sendmessage", "editmessagetext"} and not shown(str(params.get("text") or "")).strip():
        return "Bad Request: message text is empty"
    return _keyboard(_read(params["reply_markup"])) if params.get("reply_markup") else ""


def shown(markup: str) -> str:
    """The text that is left of Telegram's HTML "after entities parsing"."""
    return html.unescape(re.sub(r"</?[a-z][^<>]*>", "", markup))


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _keyboard(markup: Mapping[str, Any]) -> str:
    rows = markup.get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        return "Bad Request: reply markup is too long"
    if any(not 1 <= len(one["callback_data"].encode()) <= LONGEST_DATA for one in buttons if "callback_data" in one):
        return "Bad Request: BUTTON_DATA_INVALID"
    if any(not one["text"].strip() for one in buttons):
        return "Bad Request: text buttons are unallowed in the inline keyboard"
    return ""


def _described(command: Mapping[str, str]) -> bool:
    return bool(re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])) and 1 <= units(command["description"]) <= 256


def _read(value: Any) -> Any:  # noqa: ANN401 - JSON
    return json.loads(value) if isinstance(value, str) else value
