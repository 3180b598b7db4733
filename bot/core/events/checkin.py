"""Check-ins: parses what people say they did in an event, and confirms it."""

from bot.core.events.amounts import take_amount
from bot.core.events.kind import HOUR, Kind, Unit
from bot.core.events.pledges import CheckIn
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Pledge
from bot.core.model.input.digits import figure
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Money, Text
from bot.core.model.schedule import parse_duration


def parse_check_in(words: str, kind: Kind, vocabulary: Vocabulary, currency: str = "", again: str = "") -> CheckIn:
    """Parse `all`, `none`, `40h` or (for a bill) `350`. Raises a Refusal that shows the right form.

    For `again` see `take_amount`.
    """
    small = words.strip().lower()
    if vocabulary.means(small, "all"):
        return CheckIn(all=True)
    if vocabulary.means(small, "none"):
        return CheckIn()
    typed = figure(small)
    try:
        if kind.unit is Unit.HOURS:
            return CheckIn(hours=parse_duration(f"{typed}h" if typed.isdecimal() else typed) // 3600)
    except ValueError:
        pass
    if kind.unit is Unit.MONEY:
        spent, rest = take_amount(words.split(), currency, vocabulary, again)
        if spent is not None and not rest:
            return CheckIn(spent=spent)
    raise Refusal(Text("checkin-bad", {"word": words}), usage=True)


def check_in_line(kept: Pledge, event: Event, kind: Kind, currency: str) -> Text:
    """The confirmation of what was recorded, for the person alone."""
    if not kept.hours:
        return Text("checkin-none")
    if kind.unit is Unit.HOURS:
        return Text("checkin-hours", {"hours": kept.hours, "whole": event.length // HOUR})
    if kept.spent is not None:
        return Text("checkin-money", {"money": Money(kept.spent, currency)})
    return Text("checkin-done")
