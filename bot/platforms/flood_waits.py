"""How long a platform, or a proxy in front of it, asks us to wait."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 86_400.0
"""Seconds; whoever asks for more is asked again after a day."""


def wait_seconds(asked: object, otherwise: float) -> float:
    """The seconds of a number, of a string with one, or until an HTTP date (RFC 9110, section 10.2.3), at most a day.

    `otherwise` where it is none of these, or nothing.
    """
    if isinstance(asked, bool) or not isinstance(asked, int | float | str):
        return otherwise
    try:
        wait = float(asked)
    except (ValueError, OverflowError):
        wait = _until(str(asked))
    return min(wait, LONGEST_WAIT) if wait > 0 and not math.isnan(wait) else otherwise


def _until(date: str) -> float:
    try:
        at = parsedate_to_datetime(date)
    except ValueError:
        return 0.0
    return (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
