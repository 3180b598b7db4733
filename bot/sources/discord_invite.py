"""Members of a Discord server, by a public invitation to it, without a key."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.core.model.input.http_answer import looked_up
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Count, Fetch, Reading, Setting, Source, first_group

URL = "DISCORD_API_URL"


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: GET /invites/{code}?with_counts=true of docs.discord.com/developers/resources/invite (grade A).

    That it answers without a key is grade C.
    """
    request = fetch.get(f"{url}/invites/{quote(handle, safe='')}", [("with_counts", "true")], guarded=False)
    reading = await looked_up(request, "approximate_member_count")
    return replace(reading, note="note-approximate") if isinstance(reading, Count) else reading


def _link(handle: str) -> str:
    return f"https://discord.gg/{quote(handle, safe='')}"


SOURCE = Source(
    name="discord_invite",
    measure=MEASURES["members"],
    read=_read,
    handle=first_group(
        r"(?:https://)?(?:discord\.gg/|(?:www\.)?discord(?:app)?\.com/invite/)?([A-Za-z0-9][A-Za-z0-9-]{1,31})"
    ),
    link=_link,
    settings=(Setting(URL, "where Discord's API is asked", "https://discord.com/api/v10"),),
    counts="members of a server that has a public invitation",
    examples=(("https://discord.gg/Boycott-26", "Boycott-26"), ("discord.com/invite/abcDEF", "abcDEF")),
    mistakes=("", "a", "-ab", "https://discord.gg/", "https://evil.example/abc", "a/b"),
    rounding="approximate, as Discord calls it; the bot says so",
    trouble="an invitation that runs out gives no number any more: ask the server for one that does not expire",
)
