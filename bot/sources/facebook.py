"""Likes of Facebook pages, up to 50 in one request, with the operator's own access token."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted, refused
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source

BATCH = 50
# Meta counts an app's calls over a rolling hour; half of one gives most of it back.
REST = 1800
# Above this share of the app's allowance, in per cent, Meta is about to refuse every call.
FULL = 95

# An address as people paste it: of a page by its name, or by its number.
_ADDRESS = re.compile(
    r"(?:https?://)?(?:[a-z-]{1,8}\.)?(?:facebook|fb)\.com/"
    r"(?:profile\.php\?id=(?P<id>\d{5,20})(?:&.*)?|people/[^/?#]{1,200}/(?P<number>\d{5,20})/?(?:\?.*)?"
    r"|(?:pg/)?(?P<name>[a-z0-9.-]{1,100})/?(?:[?#].*)?)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,98}[a-z0-9])?")

# developers.facebook.com/docs/graph-api/guides/error-handling and …/overview/rate-limiting
_KINDS = {
    1: FaultKind.UNREACHABLE,
    2: FaultKind.UNREACHABLE,
    4: FaultKind.QUOTA,
    17: FaultKind.QUOTA,
    32: FaultKind.QUOTA,
    613: FaultKind.QUOTA,
    10: FaultKind.NO_PERMISSION,
    24: FaultKind.NOT_FOUND,
    110: FaultKind.NOT_FOUND,
    100: FaultKind.NOT_FOUND,
    803: FaultKind.NOT_FOUND,
    102: FaultKind.DEAD_TOKEN,
    190: FaultKind.DEAD_TOKEN,
} | dict.fromkeys(range(200, 300), FaultKind.NO_PERMISSION)


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: developers.facebook.com/docs/graph-api/batch-requests.

    The answer is a list in the order of the questions, each with a status, headers and a body that is JSON in a
    string; null where Facebook ran out of time.
    """
    fields = "fields=fan_count,followers_count"
    batch = [{"method": "GET", "relative_url": f"{quote(handle, safe='')}?{fields}"} for handle in handles]
    form = {"batch": json.dumps(batch), "access_token": settings["FACEBOOK_ACCESS_TOKEN"]}
    answer = await answered(fetch.post(settings["FACEBOOK_API_URL"].rstrip("/"), form, guarded=False))
    if isinstance(answer, Fault):
        return dict.fromkeys(handles, answer)
    if not isinstance(answer.json, list):
        return dict.fromkeys(handles, refusal(answer))
    rest = REST if usage(answer.headers) >= FULL else 0
    parts = [*answer.json, *[{}] * len(handles)]
    return {handle: _page(part, rest) for handle, part in zip(handles, parts, strict=False)}


def _page(part: Any, rest: int) -> Reading:  # noqa: ANN401 - one answer of the batch, of whatever form
    if part is None:
        return Fault(FaultKind.UNREACHABLE, "Facebook ran out of time", rest)
    try:
        answer = Answer(int(part["code"]), _headers(part), json.loads(part["body"]))
    except (KeyError, TypeError, ValueError, RecursionError):
        return Fault(FaultKind.BAD_ANSWER, "an unreadable part of the batch", rest)
    rest = REST if usage(answer.headers) >= FULL else rest
    if answer.status != 200 or not isinstance(answer.json, dict) or "error" in answer.json:  # noqa: PLR2004 - HTTP's OK
        return refusal(answer)
    if answer.json.get("fan_count") is not None:
        return counted(answer.json["fan_count"], rest=rest)
    if "id" not in answer.json and "followers_count" not in answer.json:
        return Fault(FaultKind.BAD_ANSWER, "no page in a part of the batch", rest)
    return counted(answer.json.get("followers_count"), note="note-followers", rest=rest)


def refusal(answer: Answer) -> Fault:
    """What a Graph API answer without numbers means. Its own message is left out: it may repeat the token."""
    error = answer.json.get("error") if isinstance(answer.json, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    if not isinstance(code, int):
        return refused(answer, REST) or Fault(FaultKind.BAD_ANSWER, "no counts in the answer")
    detail = f"Facebook's error {code}"
    kind = _KINDS.get(code)
    if kind is None:
        return refused(answer, REST) or Fault(FaultKind.BAD_ANSWER, detail)
    return Fault(kind, detail, REST if kind is FaultKind.QUOTA else 0)


def usage(headers: Mapping[str, str]) -> float:
    """How much of the app's allowance is used, in per cent: the largest figure of X-App-Usage, 0 without one."""
    try:
        figures = json.loads(headers.get("x-app-usage", "{}"))
    except ValueError:
        return 0
    if not isinstance(figures, dict):
        return 0
    return max((figure for figure in figures.values() if isinstance(figure, int | float)), default=0)


def _headers(part: Mapping[str, Any]) -> dict[str, str]:
    return {str(header["name"]).lower(): str(header["value"]) for header in part.get("headers") or ()}


def _handle(text: str) -> str:
    # Facebook's names are case-insensitive; lower case avoids asking for the same page twice.
    handle = text.strip().removeprefix("@").lower()
    if found := _ADDRESS.fullmatch(handle):
        handle = found["id"] or found["number"] or found["name"]
    if not _HANDLE.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://www.facebook.com/{quote(handle, safe='')}"


SOURCE = Source(
    name="facebook",
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(
        Setting("FACEBOOK_ACCESS_TOKEN", "an app's token with Page Public Metadata Access", secret=True),
        Setting("FACEBOOK_API_URL", "where Facebook's Graph API is asked", "https://graph.facebook.com/v26.0"),
    ),
    counts="likes of a page; its followers where Facebook gives no likes, and the bot says so",
    examples=(
        ("@MarocTelecom", "maroctelecom"),
        ("inwi.ma", "inwi.ma"),
        ("https://www.facebook.com/MarocTelecom/?ref=page", "maroctelecom"),
        ("https://m.facebook.com/profile.php?id=100064512345678", "100064512345678"),
        ("facebook.com/people/Inwi/100064512345678/", "100064512345678"),
    ),
    mistakes=(
        "",
        "https://evil.example/inwi",
        "https://facebook.com.evil.example/inwi",
        "https://www.facebook.com/",
        "a/b",
        "a?b",
        "a b",
        ".a",
        "a" * 200,
    ),
    limits="half an hour's rest when 95 % of the app's hourly allowance is used",
)
