"""From a local time to UTC, clock changes included."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.core.model.errors import Wrong

SECOND = timedelta(seconds=1)


def to_utc(local: datetime, place: tzinfo) -> datetime:
    """The UTC moment of a local time in `place`; an aware one keeps its own offset.

    Of a time that a clock change repeats it is the first, unless `fold` says the second; one that is skipped is read
    with the offset before the change.
    """
    return local.replace(tzinfo=local.tzinfo or place).astimezone(UTC)


def instant(local: datetime, place: ZoneInfo) -> datetime:
    """The UTC moment of a local time in `place` (of one that a clock change repeats, the first); an aware one is kept.

    Raises Wrong for a local time that a clock change skips, with the next one that exists.
    """
    moment = to_utc(local, place)
    if local.tzinfo is None and moment.astimezone(place).replace(tzinfo=None) != local:
        raise Wrong("mistake-gap", zone=place.key, next=_after_gap(local, place).isoformat())
    return moment


def _after_gap(local: datetime, place: ZoneInfo) -> datetime:
    # A skipped time that is read with the offset after the change lies before it, and the other way round (PEP 495).
    before, after = to_utc(local.replace(fold=1), place), to_utc(local.replace(fold=0), place)
    offset = after.astimezone(place).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        before, after = (before, middle) if middle.astimezone(place).utcoffset() == offset else (middle, after)
    return after.astimezone(place).replace(tzinfo=None)
