"""A time zone as people name it: `UTC`, `GMT+1`, `Africa/Casablanca`, `Paris time`, `بتوقيت غرينتش`."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold, without_marks
from bot.core.model.input.vocabulary import Vocabulary

SAMPLED = range(1990, 2040)
COMING = range(2026, 2036)
LONGEST_PHRASE = 5
LARGEST = {
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Perth"),
    "BR": ("America/Sao_Paulo", "America/Manaus", "America/Rio_Branco"),
    "CA": ("America/Toronto", "America/Vancouver", "America/Edmonton"),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk"),
    "US": ("America/New_York", "America/Chicago", "America/Los_Angeles"),
}
"""The zones with most people, of the large countries whose zones the tz database lists from east to west."""

SHORT = {
    "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
}  # fmt: skip
"""Hours ahead of UTC of short names that stand beside one time; AST, BST, CST and IST are each of several places."""

CLOCKS = {"wet": "WET", "west": "WET", "cet": "CET", "cest": "CET", "eet": "EET", "eest": "EET"}
"""The zones of short names that stand over many times, with their summers."""

_BARE = re.compile(r"([+-])(\d{2}):?(\d{2})?")
_OFFSET = re.compile(r"(?:gmt|utc) ?([+-]) ?(\d{1,2})(?::?(\d{2}))?")
_FARTHEST = timedelta(hours=14)
_WORDED = re.compile(r"(|.*?[^\d\s+-]) ?([+-]?) ?(\d{1,2})(?::?(\d{2})|[.,](5|25|75))?")
_ELIDED = re.compile(r"(?<= )([dl]')(?=\w)")
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[Tt](\d{1,2}:\d{2})(?::00)?(|[Zz]|[+-]\d{1,2}:?\d{2})")
_CLOCK_IN_ZONE = re.compile(
    r"(\d{1,2}[:h]\d{2}(?::00)?|\d{1,2} ?h|\d{1,2}[ap]m)(z|(?:utc|gmt).*|\+\d{1,2}(?::?\d{2})?)", re.IGNORECASE
)
_MINUTES = {"25": "15", "5": "30", "75": "45"}


def parts(word: str) -> list[str]:
    """A word as the words it is written together from: a date, a time and a zone, without the comma between them."""
    word = without_marks(word)
    plain = figure(word).rstrip(",،;")
    if dated := _DATED.fullmatch(plain):
        return [dated[1], dated[2], *([_offset(dated[3])] if dated[3] else [])]
    if zoned := _CLOCK_IN_ZONE.fullmatch(plain):
        return [zoned[1], _offset(zoned[2])]
    return [word.rstrip(",،;")] if plain else []


def _offset(written: str) -> str:
    return f"UTC{written}" if written[0] in "+-" else written


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


def plain_offset(plain: str, vocabulary: Vocabulary) -> str:
    """`utc+05:30` for the same in other words, where a zone alone is said: `+5.5`, `gmt 1`, `غرينتش +1`, `UTC−3`.

    Other phrases stay as they are.
    """
    found = _WORDED.fullmatch(re.sub("[\u2010-\u2013\u2212]", "-", plain))
    if found is None or not (vocabulary.means(found[1], "utc") if found[1] else found[2]):
        return plain
    return f"utc{found[2] or '+'}{found[3]}:{found[4] or _MINUTES.get(found[5], '00')}"


def parse_zone(plain: str, vocabulary: Vocabulary) -> tzinfo | None:
    """The zone that a folded phrase names beside a time; None for any other. A city needs a word such as "time" too.

    Raises ValueError for GMT+15.
    """
    plain = plain.strip("()").strip()
    if vocabulary.means(plain, "utc"):
        return UTC
    if (ahead := offset_of(plain)) is not None:
        return timezone(ahead)
    city = city_of(plain, vocabulary)
    name = vocabulary.cities.get(city.replace("_", " ")) or zones().get(
        city or (plain if "/" in plain and plain[0].isalpha() else "")
    )
    return ZoneInfo(name) if name else None


def zone_beside(plain: str, vocabulary: Vocabulary) -> tzinfo | None:
    """The zone that a folded text beside a time in a file names, as programs write it too; None for any other.

    It takes `+01:00`, `cest`, `gmt+0100 (central european time)` and `[europe/paris]` beside what `parse_zone` takes.
    Raises ValueError for GMT+15.
    """
    plain = re.sub(r" \(.*\)$", "", plain.strip()).strip("[]")
    if _BARE.fullmatch(plain):
        plain = f"utc{plain}"
    return timezone(timedelta(hours=SHORT[plain])) if plain in SHORT else parse_zone(plain, vocabulary)


def zone_of_head(name: str, vocabulary: Vocabulary) -> tuple[str, tzinfo] | None:
    """The zone that the name of a column of times says, such as `Time (UTC+2)`, and how it writes it."""
    for said in _ends(name):
        plain = fold(said)
        try:
            zone = ZoneInfo(CLOCKS[plain]) if plain in CLOCKS else zone_beside(plain, vocabulary)
        except ValueError:
            continue
        if zone is not None:
            return said, zone
    return None


def _ends(name: str) -> Iterator[str]:
    """The last word of a name, the last two and so on; `_` is part of a zone's name or stands between words."""
    for between in (r"[\s()\[\],]+", r"[\s()\[\],_]+"):
        words = [word for word in re.split(between, name) if word]
        yield from (" ".join(words[place:]) for place in reversed(range(len(words))))


def city_of(plain: str, vocabulary: Vocabulary) -> str:
    """The city or country of `paris time`, `heure de new york`, joined with `_`; "" without such a word."""
    words = _ELIDED.sub(r"\1 ", plain).split()
    # The longest first: in "time in Tunis" the city is not "in Tunis".
    for size in reversed(range(1, min(len(words), LONGEST_PHRASE + 1))):
        for said, city in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if vocabulary.means(" ".join(said), "zone"):
                return "_".join(city)
    return ""


def bare_place(plain: str, vocabulary: Vocabulary) -> str:
    """A city without what people say around it: `in paris`, `d'alger`, `paris, france` if Paris has France's zone."""
    plain = re.sub(r"^[dl]'(?=\w)", "", plain)
    first, _, rest = plain.partition(" ")
    if rest and vocabulary.meaning(first, ("filler", "at", "after", "from")):
        plain = rest
    parts = [part.strip() for part in re.split("[,،/]", plain)]
    if len(parts) == 2:  # noqa: PLR2004 - a city and its country
        zone = vocabulary.cities.get(parts[0]) or zones().get(parts[0].replace(" ", "_"))
        if zone in _countries().get(vocabulary.countries.get(parts[1], ""), ()):
            return parts[0]
    return plain


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


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country, by its ISO 3166 code, whose clocks differ in the coming years, the largest first."""
    found: dict[tuple[timedelta | None, ...], str] = {}
    for name in (*LARGEST.get(country, ()), *_countries().get(country, ())):
        found.setdefault(_offsets(name, COMING), name)
    return tuple(found.values())


@cache
def zones_ahead(ahead: timedelta) -> tuple[str, ...]:
    """The zones that are always that far ahead of UTC in the coming years, one for each country."""
    first = [names[0] for country in _countries() if (names := _always(country, ahead))]
    return tuple(dict.fromkeys(first))


def _always(country: str, ahead: timedelta) -> list[str]:
    return [name for name in _countries()[country] if set(_offsets(name, COMING)) == {ahead}]


@cache
def _countries() -> dict[str, list[str]]:
    """The zones of each country. Source: zone.tab of the tz database, https://www.iana.org/time-zones."""
    found: dict[str, list[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            found.setdefault(country, []).append(name)
    return found


def _offsets(name: str, years: range = SAMPLED) -> tuple[timedelta | None, ...]:
    """A zone's offsets from UTC, one day a month for these years: zones with equal offsets are aliases."""
    zone = ZoneInfo(name)
    noons = (datetime(year, month, 1, 12, tzinfo=zone) for year in years for month in range(1, 13))
    return tuple(noon.utcoffset() for noon in noons)
