"""A time zone as people name it: `UTC`, `GMT+1`, `Africa/Casablanca`, `Paris time`, `بتوقيت غرينتش`."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary

SAMPLED = range(1990, 2040)
LONGEST_PHRASE = 5
_OFFSET = re.compile(r"(?:gmt|utc) ?([+-]) ?(\d{1,2})(?::?(\d{2}))?")
_FARTHEST = timedelta(hours=14)


def offset_of(plain: str) -> timedelta | None:
    """How far `utc+1`, `gmt-3` or `utc+05:30` is ahead of UTC, as people mean it; None for anything else.

    Raises ValueError for an offset that no place on Earth has, such as GMT+15.
    """
    found = _OFFSET.fullmatch(plain)
    if found is None:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if ahead > _FARTHEST or int(found[3] or 0) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(plain)
    return ahead if found[1] == "+" else -ahead


def parse_zone(plain: str, vocabulary: Vocabulary) -> tzinfo | None:
    """The zone that a folded phrase names beside a time; None for any other. A city needs a word such as "time" too.

    Raises ValueError for GMT+15.
    """
    plain = plain.strip("()").strip()
    if vocabulary.means(plain, "utc"):
        return UTC
    if (ahead := offset_of(plain)) is not None:
        return timezone(ahead)
    name = zones().get(_city(plain.split(), vocabulary) or (plain if "/" in plain and plain[0].isalpha() else ""))
    return ZoneInfo(name) if name else None


def _city(words: list[str], vocabulary: Vocabulary) -> str:
    """The city of `paris time`, `heure de new york`; "" without such a word."""
    for place in range(1, len(words)):
        for said, city in ((words[:place], words[place:]), (words[place:], words[:place])):
            if vocabulary.means(" ".join(said), "zone"):
                return "_".join(city)
    return ""


@cache
def zones() -> dict[str, str]:
    """Every zone by its folded name, and by its city if all zones of that city are aliases of one zone."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        cities.setdefault(fold(name.rpartition("/")[2]), []).append(name)
    # Of several aliases of a zone, the last is the one of the city's own continent: Europe/Istanbul, not Asia/Istanbul.
    return {
        city: found[-1] for city, found in cities.items() if len(found) == 1 or len(set(map(_offsets, found))) == 1
    } | {fold(name): name for name in names}


def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """A zone's offsets from UTC, one day a month for fifty years: zones with equal offsets are aliases."""
    zone = ZoneInfo(name)
    noons = (datetime(year, month, 1, 12, tzinfo=zone) for year in SAMPLED for month in range(1, 13))
    return tuple(noon.utcoffset() for noon in noons)
