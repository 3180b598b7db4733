"""Followers of accounts on X, 100 in one request, with a paid token."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, Price, Reading, Setting, Source

TOKEN, URL = "X_BEARER_TOKEN", "X_API_URL"
BATCH = 100
REST = 900
# X charges for each account once in a day of UTC; asking once a day pays nothing twice.
DAY = 86_400
HTTP_PAYMENT_REQUIRED, HTTP_UNAUTHORIZED = 402, 401

_NAME = re.compile(r"[a-z0-9_]{1,15}")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: GET /2/users/by of docs.x.com/x-api/users (grade A); what it cannot give stands in `errors` (B)."""
    query = [("usernames", ",".join(handles)), ("user.fields", "public_metrics")]
    headers = {"authorization": f"Bearer {settings[TOKEN]}"}
    answer = await answered(fetch.get(f"{settings[URL].rstrip('/')}/users/by", query, headers, guarded=False))
    if isinstance(answer, Fault):
        return dict.fromkeys(handles, answer)
    if fault := _refused(answer):
        return dict.fromkeys(handles, fault)
    users = _by_name(answer.json.get("data"), "username")
    errors = _by_name(answer.json.get("errors"), "value")
    return {handle: _reading(users.get(handle), errors.get(handle)) for handle in handles}


def _refused(answer: Answer) -> Fault | None:
    if answer.status == HTTP_UNAUTHORIZED:
        return Fault(FaultKind.DEAD_TOKEN, "HTTP 401")
    if answer.status == HTTP_PAYMENT_REQUIRED:
        return Fault(FaultKind.QUOTA, "HTTP 402: no credit left", DAY // 4)
    if fault := refused(answer, REST):
        return fault
    known = isinstance(answer.json, dict) and ("data" in answer.json or "errors" in answer.json)
    return None if known else Fault(FaultKind.BAD_ANSWER, "no accounts in the answer")


def _by_name(rows: Any, name: str) -> dict[str, Mapping[str, Any]]:  # noqa: ANN401 - JSON is any of its types
    named = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {str(row.get(name, "")).lower(): row for row in named}


def _reading(user: Mapping[str, Any] | None, error: Mapping[str, Any] | None) -> Reading:
    if user is not None:
        return counted_at(user, "public_metrics", "followers_count")
    if error is None:
        return Fault(FaultKind.BAD_ANSWER, "neither an account nor why there is none")
    said = str(error.get("detail", "")).lower()
    return Fault(FaultKind.SUSPENDED) if "suspended" in said else Fault(FaultKind.NOT_FOUND)


def _handle(text: str) -> str:
    handle = re.sub(r"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/", "", text.strip())
    handle = handle.partition("?")[0].strip("/").removeprefix("@").lower()
    if not _NAME.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://x.com/{quote(handle, safe='')}"


SOURCE = Source(
    name="x",
    measure=MEASURES["followers"],
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(
        Setting(TOKEN, "an app's bearer token from developer.x.com, with credit", secret=True),
        Setting(URL, "where X's API is asked", "https://api.x.com/2"),
    ),
    counts="followers of an account",
    examples=(("@Maroc_Telecom", "maroc_telecom"), ("https://x.com/inwi?lang=fr", "inwi")),
    mistakes=("", "a-b", "a" * 16, "a b", "https://evil.example/inwi"),
    limits="each account is read once a day, because each reading is paid for",
    rest_between=lambda _: DAY,
    price=Price(Decimal("0.010"), "USD"),
    trouble="without credit X refuses everything: the bot asks again four times a day",
)
