"""Anonymity: the threshold below which a number of people is hidden, and the rounding of times. Secrets in texts."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from bot.core.model.reply import Text, Value

MIN_SHOWN = 5
"""The number of a group smaller than this is never shown."""

MIN_MEDIAN = 2 * MIN_SHOWN + 1
"""From so many values on their middle is told: then five people are on each side of it."""


MINUTE, TEN_MINUTES, HOUR = timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_OF_ORDER = "".join(
    rf"(?<!{word})(?<!{word}[_.-])" for word in ("sort", "order", "group", "partition", "primary", "foreign")
)
"""Not behind what names a column."""

KEY_NAME = (
    # A word of its own, so also in `api_key` and `apiKey`, but not in `monkey`; some are often written as one.
    rf"(?:(?:(?<![^\W_])|(?-i:(?<=[a-z0-9])(?=[A-Z])))"
    rf"(?:(?:h?api|access|app|auth|client|consumer|dev|private|refresh|secret|service|session|subscription|user)"
    rf"(?:token|key|secret)|token|{_OF_ORDER}key|secret|password|passwd|pwd|auth|sig|signature"
    # The number of a game is short, the key of a service long.
    rf"|appid(?==[^&\s\"']{{16}})))"
)
"""How the name of a key ends in an address, as a regular expression whatever the case."""

_KEY = re.compile(rf"({KEY_NAME}=)[^&\s\"']+", re.IGNORECASE)


def coarse(moment: datetime, step: timedelta) -> datetime:
    """The last whole `step` (counted from 1970 in UTC) at or before an aware moment."""
    return moment - (moment - _EPOCH) % step


class Heads(NamedTuple):
    """A number of people, and how many accounts reported it: one account can claim to bring twenty others."""

    people: int
    persons: int


def shown_count(people: int, persons: int | None = None) -> Value:
    """The number of people as it may be shown: "fewer than 5" if it, or the number of `persons`, is below 5."""
    said = people if persons is None else min(people, persons)
    return people if said >= MIN_SHOWN else Text("fewer-than", {"least": MIN_SHOWN})


def fold(groups: Mapping[str, Heads]) -> tuple[list[tuple[str, int]], Heads]:
    """The groups that may be shown, the largest first, and how many people the others have together.

    A group of fewer than 5 persons joins the others; so do the smallest of the rest until the others are at least two
    groups and at least 5 persons: else the total would give a hidden group away. Nobody is among the others if none is
    small.
    """
    shown = sorted(
        ((name, heads) for name, heads in groups.items() if heads.persons),
        key=lambda group: (-group[1].persons, group[0]),
    )
    hidden: list[Heads] = []
    while shown and (
        shown[-1][1].persons < MIN_SHOWN
        or (hidden and (len(hidden) == 1 or sum(one.persons for one in hidden) < MIN_SHOWN))
    ):
        hidden.append(shown.pop()[1])
    ranked = sorted(((name, heads.people) for name, heads in shown), key=lambda group: (-group[1], group[0]))
    return ranked, Heads(sum(one.people for one in hidden), sum(one.persons for one in hidden))


def forms(secrets: Iterable[str]) -> tuple[str, ...]:
    """Every form in which libraries write these secrets: plain, percent-encoded, with escapes; longest first."""
    found = {form for secret in secrets if secret for form in _forms(secret)}
    return tuple(sorted(found, key=len, reverse=True))


def _forms(secret: str) -> Iterable[str]:
    as_bytes = repr(secret.encode(errors="surrogatepass"))[2:-1]
    escaped = secret.encode("unicode_escape").decode("ascii")
    encoded = (quote(secret, safe="", errors="replace"), quote_plus(secret, errors="replace"))
    return secret, *encoded, escaped, as_bytes, repr(secret)[1:-1], json.dumps(secret)[1:-1]


def hidden(text: str, known: Iterable[str], mark: str) -> str:
    """`text` with `mark` in place of all `known` forms, and of what an address names as a key."""
    for form in known:
        text = text.replace(form, mark)
    return without_keys(text, mark)


def without_keys(text: str, mark: str = "…") -> str:
    """`text` with `mark` in place of what an address in it names as a key, as in `?api_key=…`."""
    return _KEY.sub(lambda found: f"{found[1]}{mark}", text)
