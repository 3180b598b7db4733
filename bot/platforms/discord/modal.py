"""The modal in which a person writes what the bot asked for; nobody else sees what is typed there."""

from dataclasses import dataclass
from typing import Any

from bot.core.calls.pictures import MOST_PICTURES
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.language import Speak

COMMAND = "write"
WORDS, PICTURE = "words", "picture"
# https://discord.com/developers/docs/components/reference
LABEL, TEXT_INPUT, FILE_UPLOAD = 18, 4, 19
PARAGRAPH = 2
LONGEST = OTHER_LIMITS["discord"]["modal-answer"]
LONGEST_TITLE, LONGEST_LABEL = OTHER_LIMITS["discord"]["modal-title"], OTHER_LIMITS["discord"]["modal-label"]


@dataclass(frozen=True, slots=True)
class Written:
    """A submitted modal: the text, and the addresses of the pictures."""

    words: str
    pictures: tuple[str, ...]


def offered(reply: Reply) -> Reply:
    """The reply with a button that opens the modal."""
    button = Button(Text("button-write"), command=COMMAND)
    return Reply(
        reply.title, reply.lines, reply.table, (*reply.buttons, (button,)), reply.picture, personal=reply.personal
    )


def window(waits: str, speak: Speak) -> dict[str, Any]:
    """The modal, in the form of Discord's API, for an answer that completes the command `waits`."""
    words = {"type": TEXT_INPUT, "custom_id": WORDS, "style": PARAGRAPH, "required": False, "max_length": LONGEST}
    parts = [{"type": LABEL, "label": speak(Text("write-words"))[:LONGEST_LABEL], "component": words}]
    if PICTURE in waits.split():
        upload = {"type": FILE_UPLOAD, "custom_id": PICTURE, "required": False, "min_values": 0}
        upload["max_values"] = MOST_PICTURES
        parts.append({"type": LABEL, "label": speak(Text("write-picture"))[:LONGEST_LABEL], "component": upload})
    return {"custom_id": COMMAND, "title": speak(Text("write-title"))[:LONGEST_TITLE], "components": parts}


def written(data: Any) -> Written:  # noqa: ANN401 - Discord's JSON
    """Parse the data of a submitted modal."""
    filled = {part["component"]["custom_id"]: part["component"] for part in data.get("components", ())}
    files = filled.get(PICTURE, {}).get("values") or ()
    attachments = data.get("resolved", {}).get("attachments", {})
    pictures = tuple(str(attachments[file]["url"]) for file in files if "url" in attachments.get(file, {}))
    return Written(str(filled.get(WORDS, {}).get("value") or ""), pictures)
