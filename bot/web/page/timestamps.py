"""How moments are written where programs read them."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """A moment as in 2016-02-29T12:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
