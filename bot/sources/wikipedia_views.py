"""Views of a Wikipedia article on the last day that was counted, without a key."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

from bot.core.model.input.http_answer import counted_at, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source

URL = "WIKIMEDIA_URL"
REST = 6 * 3600
# A day is counted some hours after its end, and now and then a day or two later.
DAYS = 5

_HANDLE = re.compile(r"(?:https://)?([a-z][a-z-]{1,15})(?:\.m)?\.wikipedia(?:\.org/wiki)?/([^/?#\s][^?#]{0,250})")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: /metrics/pageviews/per-article of doc.wikimedia.org/generated-data-platform/aqs (grade B).

    Views of people, without known robots; the last day that stands in the answer. 404 where there is none at all.
    """
    project, _, title = handle.partition("/")
    now = datetime.now(UTC)
    first, last = (f"{day:%Y%m%d}" for day in (now - timedelta(days=DAYS), now))
    parts = [f"{project}.org", "all-access", "user", title, "daily", first, last]
    path = "/".join(quote(part, safe="") for part in parts)
    data = await opened(fetch.get(f"{url}/api/rest_v1/metrics/pageviews/per-article/{path}", guarded=False), REST)
    if isinstance(data, Fault):
        return data
    days = data.get("items")
    if not isinstance(days, list) or not days:
        return Fault(FaultKind.BAD_ANSWER, "no days in the answer")
    return counted_at(days[-1], "views")


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip())
    title = unquote(found[2]).strip().replace(" ", "_") if found else ""
    if found is None or not title.isprintable() or not title.strip("._/"):
        raise ValueError(text)
    return f"{found[1]}.wikipedia/{title}"


def _link(handle: str) -> str:
    project, _, title = handle.partition("/")
    return f"https://{quote(project, safe='')}.org/wiki/{quote(title, safe='')}"


SOURCE = Source(
    name="wikipedia_views",
    measure=MEASURES["views"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "where Wikimedia's figures are asked", "https://wikimedia.org"),),
    counts="views of an article on the last day that was counted",
    examples=(
        ("https://fr.wikipedia.org/wiki/Maroc_Telecom", "fr.wikipedia/Maroc_Telecom"),
        ("ar.wikipedia/اتصالات المغرب", "ar.wikipedia/اتصالات_المغرب"),
        ("https://ar.m.wikipedia.org/wiki/%D9%85%D9%82%D8%A7%D8%B7%D8%B9%D8%A9", "ar.wikipedia/مقاطعة"),
    ),
    mistakes=(
        "",
        "Maroc_Telecom",
        "fr.wikipedia/",
        "fr.wikipedia/a?b",
        "https://evil.example/wiki/A",
        "fr.wikipedia/..",
    ),
    limits="each article is read every six hours, as a day is counted once",
    rest_between=lambda _: REST,
    trouble="a day is counted some hours after it ends, so the figure is yesterday's",
)
