"""Subscribers of YouTube channels, 50 in one request, with a key of the YouTube Data API."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted, inside, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Count, Fault, FaultKind, Fetch, Reading, Setting, Source

KEY, URL = "YOUTUBE_API_KEY", "YOUTUBE_API_URL"
BATCH = 50
# The allowance is a day's: asking again each hour finds the next day soon enough.
REST = 3600
# YouTube shows three significant digits.
DIGITS = 3

_ID = re.compile(r"UC[A-Za-z0-9_-]{22}")
_NAME = re.compile(r"@[\w.·-]{3,30}")

# developers.google.com/youtube/v3/docs/errors and …/getting-started#quota (grade B), and Google's codes for keys.
_KINDS = {
    "quotaExceeded": FaultKind.QUOTA,
    "dailyLimitExceeded": FaultKind.QUOTA,
    "rateLimitExceeded": FaultKind.QUOTA,
    "userRateLimitExceeded": FaultKind.QUOTA,
    "RATE_LIMIT_EXCEEDED": FaultKind.QUOTA,
    "keyInvalid": FaultKind.DEAD_TOKEN,
    "keyExpired": FaultKind.DEAD_TOKEN,
    "API_KEY_INVALID": FaultKind.DEAD_TOKEN,
    "accessNotConfigured": FaultKind.NO_PERMISSION,
    "SERVICE_DISABLED": FaultKind.NO_PERMISSION,
    "ipRefererBlocked": FaultKind.NO_PERMISSION,
}


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: channels.list of developers.google.com/youtube/v3/docs/channels/list (grade A): 50 ids in a request.

    A name with @ is asked for alone. Each request costs one unit of the 10,000 a day (grade A for the unit).
    """
    url, key = settings[URL].rstrip("/"), settings[KEY]

    async def ask(name: str, value: str) -> Answer | Fault:
        query = [("part", "statistics"), (name, value), ("maxResults", str(BATCH))]
        # In a header (cloud.google.com/docs/authentication/api-keys-use), since proxies and servers log addresses.
        return await answered(fetch.get(f"{url}/channels", query, {"x-goog-api-key": key}, guarded=False))

    readings: dict[str, Reading] = {}
    ids = [handle for handle in handles if not handle.startswith("@")]
    if ids:
        answer = await ask("id", ",".join(ids))
        readings |= {handle: _channel(answer, handle) for handle in ids}
    for handle in (handle for handle in handles if handle.startswith("@")):
        readings[handle] = _channel(await ask("forHandle", handle), "")
    return readings


def _channel(answer: Answer | Fault, number: str) -> Reading:
    """The reading of the channel with this id, or of the only one in the answer for ""."""
    if isinstance(answer, Fault):
        return answer
    if answer.status != 200 or not isinstance(answer.json, dict) or answer.json.get("error"):  # noqa: PLR2004 - HTTP's OK
        return _refusal(answer)
    items = answer.json.get("items", [])
    if not isinstance(items, list) or not (items or "pageInfo" in answer.json):
        return Fault(FaultKind.BAD_ANSWER, "no list of channels")
    for item in items:
        if not number or inside(item, "id") == number:
            statistics = inside(item, "statistics")
            known = isinstance(statistics, dict)
            return _subscribers(statistics) if known else Fault(FaultKind.BAD_ANSWER, "a channel without statistics")
    return Fault(FaultKind.NOT_FOUND)


def _subscribers(statistics: Any) -> Reading:  # noqa: ANN401 - JSON is any of its types
    if inside(statistics, "hiddenSubscriberCount") is True:
        return Fault(FaultKind.HIDDEN)
    reading = counted(inside(statistics, "subscriberCount"))
    if not isinstance(reading, Count):
        return reading
    return Count(reading.value, 10 ** max(len(str(reading.value)) - DIGITS, 0))


def _refusal(answer: Answer) -> Fault:
    """What an answer without channels means. Google's own message is left out: it may repeat the key."""
    errors, details = inside(answer.json, "error", "errors"), inside(answer.json, "error", "details")
    reasons = [inside(one, "reason") for part in (details, errors) if isinstance(part, list) for one in part]
    for reason in reasons:
        if isinstance(reason, str) and reason in _KINDS:
            kind = _KINDS[reason]
            return Fault(kind, f"Google's reason {reason}", REST if kind is FaultKind.QUOTA else 0)
    return refused(answer, REST) or Fault(FaultKind.BAD_ANSWER, "no JSON object")


def _handle(text: str) -> str:
    handle = re.sub(r"https://(?:www\.|m\.)?youtube\.com/(?:channel/)?", "", text.strip())
    handle = re.sub(r"/.*", "", handle)
    if _ID.fullmatch(handle):
        return handle
    if not _NAME.fullmatch(handle):
        raise ValueError(text)
    return handle.lower()


def _link(handle: str) -> str:
    name = quote(handle, safe="@")
    return (
        f"https://www.youtube.com/{name}/featured"
        if name.startswith("@")
        else f"https://www.youtube.com/channel/{name}"
    )


SOURCE = Source(
    name="youtube",
    measure=MEASURES["subscribers"],
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(
        Setting(KEY, "a key of the YouTube Data API v3, from console.cloud.google.com (free)", secret=True),
        Setting(URL, "where the YouTube Data API is asked", "https://www.googleapis.com/youtube/v3"),
    ),
    counts="subscribers of a channel",
    examples=(
        ("UC_x5XG1OV2P6uZZ5FSM9Ttw", "UC_x5XG1OV2P6uZZ5FSM9Ttw"),
        ("https://www.youtube.com/@GoogleDevelopers", "@googledevelopers"),
        ("https://www.youtube.com/channel/UC_x5XG1OV2P6uZZ5FSM9Ttw", "UC_x5XG1OV2P6uZZ5FSM9Ttw"),
    ),
    mistakes=("", "GoogleDevelopers", "@a", "UCshort", "https://evil.example/@abc", "@a b c"),
    rounding="three digits: 1,234,567 is shown as 1,230,000, so changes below 10,000 are not seen",
    limits="10,000 requests a day; an hour's rest when they are used up",
    trouble="a channel may hide its subscribers; small drops are lost in the rounding",
)
