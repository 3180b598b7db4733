"""The one way from a local time to UTC, clock changes included."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.errors import Wrong

SECOND = timedelta(seconds=1)


def instant(local: datetime, place: ZoneInfo) -> datetime:
    """The UTC moment of a local time in `place` (of one that a clock change repeats, the first); an aware one is kept.

    Raises Wrong for a local time that a clock change skips, with the next one that exists.
    """
    moment = local.replace(tzinfo=local.tzinfo or place).astimezone(UTC)
    if local.tzinfo is None and moment.astimezone(place).replace(tzinfo=None) != local:
        raise Wrong("mistake-gap", zone=place.key, next=_after_gap(local, place).isoformat())
    return moment


def _after_gap(local: datetime, place: ZoneInfo) -> datetime:
    # A skipped time that is read with the offset after the change lies before it, and the other way round (PEP 495).
    before = local.replace(tzinfo=place, fold=1).astimezone(UTC)
    after = local.replace(tzinfo=place, fold=0).astimezone(UTC)
    offset = after.astimezone(place).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        before, after = (before, middle) if middle.astimezone(place).utcoffset() == offset else (middle, after)
    return after.astimezone(place).replace(tzinfo=None)
