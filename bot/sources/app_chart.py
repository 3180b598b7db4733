"""An app's place among the first 100 of one country's App Store, without a key."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import counted, inside, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source
from bot.sources.app_store import HANDLE

URL = "APP_CHART_URL"
BATCH = 50
REST = 1800
# Apple draws the charts anew a few times a day.
HOUR = 3600

_CHART = re.compile(r"(.*?)(?::(top-free|top-paid))?")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """One request for each country and chart."""
    charts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for handle in handles:
        country, _, rest = handle.partition("/")
        charts[country, rest.partition(":")[2] or "top-free"].append(handle)
    readings: dict[str, Reading] = {}
    for (country, chart), apps in charts.items():
        parts = [quote(country, safe=""), "apps", quote(chart, safe=""), "100", "apps.json"]
        readings |= await _places(f"{settings[URL].rstrip('/')}/api/v2/{'/'.join(parts)}", apps, fetch)
    return readings


async def _places(address: str, handles: Sequence[str], fetch: Fetch) -> dict[str, Reading]:
    """Endpoint: rss.applemarketingtools.com, as its own feed generator writes it (grade B); it lists the first 100."""
    data = await opened(fetch.get(address, guarded=False), REST)
    if isinstance(data, Fault):
        return dict.fromkeys(handles, data)
    results = inside(data, "feed", "results")
    if not isinstance(results, list) or not results:
        return dict.fromkeys(handles, Fault(FaultKind.BAD_ANSWER, "no chart in the answer"))
    places = {str(inside(app, "id")): place for place, app in reversed(list(enumerate(results, 1)))}
    return {handle: _place(places, handle.partition("/")[2].partition(":")[0]) for handle in handles}


def _place(places: Mapping[str, int], number: str) -> Reading:
    return counted(places[number]) if number in places else Fault(FaultKind.OUT_OF_CHART)


def _handle(text: str) -> str:
    parts = _CHART.fullmatch(text.strip())
    found = HANDLE.fullmatch(parts[1]) if parts else None
    if parts is None or found is None:
        raise ValueError(text)
    return f"{found[1].lower()}/{found[2]}" + (":top-paid" if parts[2] == "top-paid" else "")


def _link(handle: str) -> str:
    country, _, rest = handle.partition("/")
    return f"https://apps.apple.com/{quote(country, safe='')}/app/id{quote(rest.partition(':')[0], safe='')}"


SOURCE = Source(
    name="app_chart",
    measure=MEASURES["place"],
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(Setting(URL, "where Apple's charts are asked", "https://rss.applemarketingtools.com"),),
    counts="an app's place among the first 100 free apps of a country; `:top-paid` after its number for the paid ones",
    examples=(
        ("https://apps.apple.com/ma/app/mon-inwi/id1234567890", "ma/1234567890"),
        ("ma/1234567890:top-paid", "ma/1234567890:top-paid"),
    ),
    mistakes=("", "1234567890", "ma/1234567890:top-films", "ma/0", "https://evil.example/ma/app/id1234567890"),
    limits="each chart is read once an hour",
    rest_between=lambda _: HOUR,
    trouble="an app that leaves the first 100 has no place: the bot says so, and never writes 0",
)
