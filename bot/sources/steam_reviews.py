"""Reviews of a game on Steam, the negative ones or the positive ones alone, without a key."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import counted, counted_at, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Count, Fault, FaultKind, Fetch, Reading, Setting, Source

URL = "STEAM_STORE_URL"
# Steam answers 429 for a while after a few hundred requests (grade B).
REST = 300

_HANDLE = re.compile(r"(?:https://store\.steampowered\.com/app/)?([1-9]\d{0,9})(?:/[^:]*)?(:negative|:positive)?")
# Reviews in every language, from keys as well as purchases, and those that Steam sets aside as a review bomb.
_QUERY = [
    ("json", "1"), ("num_per_page", "0"), ("language", "all"), ("purchase_type", "all"),
    ("filter_offtopic_activity", "0"),
]  # fmt: skip


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: /appreviews/{id} of partner.steamgames.com/doc/store/getreviews (grade B).

    Steam answers an unknown game with no reviews at all, so that 0 of them is no count.
    """
    game, _, kind = handle.partition(":")
    data = await opened(fetch.get(f"{url}/appreviews/{quote(game, safe='')}", _QUERY, guarded=False), REST)
    if isinstance(data, Fault):
        return data
    if data.get("success") != 1:
        return Fault(FaultKind.BAD_ANSWER, "Steam says that it failed")
    return _chosen(
        kind, counted_at(data, "query_summary", "total_reviews"), counted_at(data, "query_summary", "total_positive")
    )


def _chosen(kind: str, every: Reading, liked: Reading) -> Reading:
    if not isinstance(every, Count):
        return every
    if not every.value:
        return Fault(FaultKind.NOT_FOUND, "no reviews at all")
    if not kind:
        return every
    if not isinstance(liked, Count):
        return liked
    return liked if kind == "positive" else counted(every.value - liked.value)


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return found[1] + (found[2] or "")


def _link(handle: str) -> str:
    return f"https://store.steampowered.com/app/{quote(handle.partition(':')[0], safe='')}/"


SOURCE = Source(
    name="steam_reviews",
    measure=MEASURES["reviews"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "where Steam's store is asked", "https://store.steampowered.com"),),
    counts="reviews of a game in every language; `:negative` or `:positive` after its number counts those alone",
    examples=(
        ("730", "730"),
        ("https://store.steampowered.com/app/1086940/Baldurs_Gate_3/", "1086940"),
        ("730:negative", "730:negative"),
    ),
    mistakes=("", "0", "12a", "730:bad", "https://store.steampowered.com/app/", "https://evil.example/app/730", "730:"),
    limits="five minutes' rest after Steam refuses",
    trouble="Steam sets reviews aside as a review bomb; they are counted here all the same",
)
