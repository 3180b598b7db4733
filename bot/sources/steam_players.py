"""People who play a game on Steam at this moment, without a key."""

from collections.abc import Mapping, Sequence

from bot.core.model.input.http_answer import counted_at, inside, opened
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source, first_group

URL = "STEAM_API_URL"


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: ISteamUserStats/GetNumberOfCurrentPlayers of partner.steamgames.com/doc/webapi (grade B)."""
    address = f"{url}/ISteamUserStats/GetNumberOfCurrentPlayers/v1/"
    data = await opened(fetch.get(address, [("appid", handle)], guarded=False), 300)
    if isinstance(data, Fault):
        return data
    match inside(data, "response", "result"):
        case 1:
            return counted_at(data, "response", "player_count")
        case 42:
            return Fault(FaultKind.NOT_FOUND)
    return Fault(FaultKind.BAD_ANSWER, "Steam says that it failed")


def _link(handle: str) -> str:
    return f"https://steamcommunity.com/app/{handle if handle.isdecimal() else ''}"


SOURCE = Source(
    name="steam_players",
    measure=MEASURES["players"],
    read=_read,
    handle=first_group(r"(?:https://(?:store\.steampowered|steamcommunity)\.com/app/)?([1-9]\d{0,9})(?:/.*)?"),
    link=_link,
    settings=(Setting(URL, "where Steam's Web API is asked", "https://api.steampowered.com"),),
    counts="people who play a game at this moment",
    examples=(("730", "730"), ("https://store.steampowered.com/app/730/CounterStrike_2/", "730")),
    mistakes=("", "0", "12a", "https://evil.example/app/730"),
    limits="five minutes' rest after Steam refuses",
    trouble="it rises and falls every day with the hours: compare the same hour of two days",
)
