"""Ratings of an app in one country's App Store, 50 apps in one request, without a key."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.core.model.input.http_answer import counted, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source

URL = "ITUNES_URL"
BATCH = 50
# Apple allows about 20 requests a minute.
REST = 300

HANDLE = re.compile(
    r"(?:https://apps\.apple\.com/)?([a-z]{2})/(?:app/(?:[^/?#]{1,200}/)?id)?([1-9]\d{4,11})(?:\?.*)?", re.IGNORECASE
)


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return await read_field("userRatingCount", handles, fetch, settings)


async def read_field(
    field: str,
    handles: Sequence[str],
    fetch: Fetch,
    settings: Mapping[str, str],
    form: Callable[[object], Reading] = counted,
) -> Mapping[str, Reading]:
    """This number of each app, of this form, with one request for each country: it is that of one country's store."""
    countries: dict[str, list[str]] = defaultdict(list)
    for handle in handles:
        countries[handle.partition("/")[0]].append(handle)
    readings: dict[str, Reading] = {}
    for country, apps in countries.items():
        answer = await _apps(country, apps, fetch, settings[URL].rstrip("/"))
        readings |= {handle: _field(field, answer, handle.partition("/")[2], form) for handle in apps}
    return readings


async def _apps(country: str, handles: Sequence[str], fetch: Fetch, url: str) -> dict[str, Any] | Fault:
    """Endpoint: /lookup of developer.apple.com, "iTunes Search API" (grade A); an unknown app is left out (grade B)."""
    query = [("id", ",".join(handle.partition("/")[2] for handle in handles)), ("country", country)]
    data = await opened(fetch.get(f"{url}/lookup", query, guarded=False), REST)
    if isinstance(data, Fault):
        return data
    results = data.get("results")
    if not isinstance(results, list):
        return Fault(FaultKind.BAD_ANSWER, "no list of apps")
    return {str(app.get("trackId")): app for app in results if isinstance(app, dict)}


def _field(field: str, apps: Mapping[str, Any] | Fault, number: str, form: Callable[[object], Reading]) -> Reading:
    if isinstance(apps, Fault):
        return apps
    if number not in apps:
        return Fault(FaultKind.NOT_FOUND)
    known = field in apps[number]
    return form(apps[number][field]) if known else Fault(FaultKind.BAD_ANSWER, f"nothing at {field}")


def _handle(text: str) -> str:
    found = HANDLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return f"{found[1].lower()}/{found[2]}"


def _link(handle: str) -> str:
    country, _, number = handle.partition("/")
    return f"https://apps.apple.com/{quote(country, safe='')}/app/id{quote(number, safe='')}"


SOURCE = Source(
    name="app_store",
    measure=MEASURES["ratings"],
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(Setting(URL, "where Apple's catalogue is asked", "https://itunes.apple.com"),),
    counts="ratings of an app in one country's App Store",
    examples=(
        ("https://apps.apple.com/ma/app/mon-inwi/id1234567890", "ma/1234567890"), ("MA/1234567890", "ma/1234567890"),
    ),
    mistakes=("", "1234567890", "mar/1234567890", "ma/0", "ma/12", "https://evil.example/ma/app/id1234567890"),
    limits="about 20 requests a minute; five minutes' rest after Apple refuses",
    trouble="each country's store counts its own ratings, and Apple removes some now and then",
)  # fmt: skip
