"""Check-ins: parses what people say they did in an event, and confirms it."""

from datetime import datetime

from bot.core.events.amounts import take_amount
from bot.core.events.kind import HOUR, Kind, Unit
from bot.core.events.pledges import CheckIn
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Pledge
from bot.core.model.input.digits import figure
from bot.core.model.input.from_now import whole_length
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Money, Text

PARTS = (12, 24, 48)
MOST_DIGITS = 4


def parse_check_in(words: str, kind: Kind, vocabulary: Vocabulary, currency: str = "", again: str = "") -> CheckIn:
    """Parse `all`, `none`, `40 hours` or (for a bill) `350`. Raises a Refusal that shows the right form.

    For `again` see `take_amount`.
    """
    small = words.strip().lower()
    if vocabulary.means(small, "all"):
        return CheckIn(all=True)
    if vocabulary.means(small, "none"):
        return CheckIn()
    if kind.unit is Unit.HOURS and (hours := _hours(figure(small), vocabulary)):
        return CheckIn(hours=hours)
    if kind.unit is Unit.MONEY:
        spent, rest = take_amount(words.split(), currency, vocabulary, again)
        if spent is not None and not rest:
            return CheckIn(spent=spent)
    wrong = {Unit.HOURS: "checkin-bad-hours", Unit.MONEY: "checkin-bad-money", Unit.DONE: "checkin-bad"}
    raise Refusal(Text(wrong[kind.unit], {"word": words}), usage=True)


def _hours(typed: str, vocabulary: Vocabulary) -> int:
    """The whole hours that `40`, `40h`, `40 hours`, `يومين` or `half a day` say; 0 for anything else."""
    if typed.isdecimal():
        return int(typed) if len(typed) <= MOST_DIGITS else 0
    length = whole_length(typed, vocabulary)
    return length // HOUR if length else 0


def part_hours(event: Event, now: datetime) -> list[int]:
    """The lengths of a part that are offered: those below the event's own that can be over by now."""
    lasted = (min(now, event.ends_at) - event.starts_at) // HOUR
    return [hours for hours in PARTS if hours < event.length // HOUR and hours <= lasted]


def check_in_line(kept: Pledge, event: Event, kind: Kind, currency: str) -> Text:
    """The confirmation of what was recorded, for the person alone."""
    if not kept.hours:
        return Text("checkin-none")
    if kind.unit is Unit.HOURS:
        return Text(
            "checkin-hours", {"hours": Text("span-hours", {"count": kept.hours}), "whole": event.length // HOUR}
        )
    if kept.spent is not None:
        return Text("checkin-money", {"money": Money(kept.spent, currency)})
    return Text("checkin-done")
