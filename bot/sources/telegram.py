"""Members of a public Telegram channel or group, with the bot's own token."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, inside, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source

TOKEN, URL = "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL"
REST = 60
HTTP_BAD_REQUEST, HTTP_UNAUTHORIZED = 400, 401

_NAME = re.compile(r"[a-z][a-z0-9_]{3,31}")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: getChatMemberCount of core.telegram.org/bots/api (grade A), for a public chat without joining it.

    The number is exact. It is no send, so it stands outside the limits for messages.
    """
    address = f"{settings[URL].rstrip('/')}/bot{quote(settings[TOKEN], safe=':')}/getChatMemberCount"
    return {
        handle: _reading(await answered(fetch.get(address, [("chat_id", f"@{handle}")], guarded=False)))
        for handle in handles
    }


def _reading(answer: Answer | Fault) -> Reading:
    """Telegram answers "chat not found" with status 400, and how long to wait in `parameters` (grade A)."""
    if isinstance(answer, Fault):
        return answer
    if answer.status == HTTP_UNAUTHORIZED:
        return Fault(FaultKind.DEAD_TOKEN, "HTTP 401")
    said = str(inside(answer.json, "description") or "").lower()
    if answer.status == HTTP_BAD_REQUEST and "not found" in said:
        return Fault(FaultKind.NOT_FOUND)
    wait = inside(answer.json, "parameters", "retry_after")
    if fault := refused(answer, wait if isinstance(wait, int) else REST):
        return fault
    if inside(answer.json, "ok") is not True:
        return Fault(FaultKind.BAD_ANSWER, "no answer of the Bot API")
    return counted_at(answer.json, "result")


def _handle(text: str) -> str:
    handle = re.sub(r"https://(?:t|telegram)\.me/(?:s/)?", "", text.strip(), flags=re.IGNORECASE)
    handle = handle.partition("?")[0].strip("/").removeprefix("@").lower()
    if not _NAME.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://t.me/{quote(handle, safe='')}"


SOURCE = Source(
    name="telegram",
    measure=MEASURES["members"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(
        Setting(TOKEN, "the bot's own token, the one that it talks with", secret=True),
        Setting(URL, "where the Bot API is asked", "https://api.telegram.org"),
    ),
    counts="members of a public channel or group",
    examples=(("@Inwi_Ma", "inwi_ma"), ("https://t.me/s/inwi_ma", "inwi_ma")),
    mistakes=("", "a", "1abc", "a-bcd", "https://evil.example/inwi_ma", "a" * 33),
    limits="Telegram says how long to wait",
    trouble="a channel that bans the bot cannot be read",
)
