"""The other names of a time zone, under which Babel may know the city that it is said by."""

from collections.abc import Iterator

from babel.core import get_global


def other_names(zone: str) -> Iterator[str]:
    """The names that the zone had before: Asia/Calcutta of Asia/Kolkata; and one that ends in the same city.

    Babel reads them with its first language, so they cost no memory. Other links of the tz database lead to
    other cities whose clocks are the same.
    """
    aliases = get_global("zone_aliases")
    yield from (name for name, now in aliases.items() if now == zone)
    now = aliases.get(zone, "")
    if now.rpartition("/")[2] == zone.rpartition("/")[2]:
        yield now
