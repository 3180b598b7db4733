"""Bill strike: people do not pay a bill together; a warning about the risks must be confirmed before joining."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.core.events.kind import DAY, EventStatus, Kind, Unit, band_amounts
from bot.core.events.kind_options import Option, bands_text, days_text
from bot.core.events.parse import LONGEST
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Occasion, Plan
from bot.core.model.local_time import to_utc
from bot.core.model.privacy import MIN_SHOWN, Heads, fold
from bot.core.model.reply import Moment, Money, Span, Text

EARLY = 3 * DAY


def _set_length(plan: Plan, named: int) -> Plan:
    """Set the length to a day after the last due date. Raises a Refusal for a due date before the start."""
    days = [date.fromisoformat(day) for day in plan.options.get("due", "").split(",") if day]
    if not days:
        return plan
    if days[0] <= plan.local.date():
        raise Refusal(Text("bill-due-early", {"date": _date(datetime.combine(days[0], time(), UTC), "UTC")}))
    least = (days[-1] - plan.local.date() + timedelta(days=1)) // timedelta(seconds=1)
    if plan.length >= least:
        return plan
    if named or least > LONGEST:
        last = _date(datetime.combine(days[-1], time(), UTC), "UTC")
        raise Refusal(Text("bill-due-late", {"date": last, "length": Span(timedelta(seconds=least))}))
    return replace(plan, length=least)


def _date(at: datetime, zone: str) -> Moment:
    return Moment(at, zone, "date")


def _due(event: Event) -> list[datetime]:
    """The due times: the start, and every further due date at the same time of day."""
    days = [day for day in event.plan.options.get("due", "").split(",") if day]
    local = event.plan.local
    further = [
        to_utc(datetime.fromisoformat(day).replace(hour=local.hour, minute=local.minute), ZoneInfo(event.zone))
        for day in days
    ]
    return sorted({event.starts_at, *(at for at in further if event.starts_at < at < event.ends_at)})


def _occasions(event: Event) -> tuple[Occasion, ...]:
    """Three days and one day before each due date, so that people can still pay in time; and the end."""
    found: list[Occasion] = []
    for number, due in enumerate(_due(event), 1):
        found += [Occasion(f"due-{number}-soon", due - EARLY, due), Occasion(f"due-{number}-day", due - DAY, due)]
        found.append(Occasion("start" if number == 1 else f"due-{number}", due, due))
    return tuple(sorted([*found, Occasion("end", event.ends_at)], key=lambda one: one.at))


def _groups(status: EventStatus) -> list[tuple[int, Decimal]]:
    """(people, amount) for each band that may be shown; others are in no sum.

    Whoever chose no band is a group too: the total without the bands that are shown would give them away.
    """
    bands = {str(band): Heads(share.people, share.persons) for band, share in status.turnout.bands.items()}
    shown = dict(fold(bands)[0])
    return [(shown[str(band)], amount) for band, amount in enumerate(band_amounts(status), 1) if str(band) in shown]


def _typed(status: EventStatus) -> tuple[int, Decimal]:
    """The number of people who typed an amount, and their sum; zero below 5 people."""
    everybody = status.turnout.all
    return (everybody.sayers, everybody.amount) if everybody.sayers >= MIN_SHOWN else (0, Decimal(0))


def _card(status: EventStatus) -> tuple[Text, ...]:
    """The lines of the card: the due dates, and the sum."""
    dates = [Text("bill-due", {"date": _date(due, status.event.zone)}) for due in _due(status.event)]
    return (*dates, *_about(status))


def _about(status: EventStatus) -> tuple[Text, ...]:
    groups, (sayers, typed) = _groups(status), _typed(status)
    people = sum(count for count, _ in groups) + sayers
    if not people:
        return ()
    total = sum((count * amount for count, amount in groups), typed)
    return (Text("bill-sum", {"people": people, "money": Money(total, status.campaign.currency)}),)


def _sums(status: EventStatus) -> tuple[Text, ...]:
    about = _about(status)
    if not about:
        return (Text("bill-too-few", {"least": MIN_SHOWN}),)
    return (*_parts(status), *about)


def _parts(status: EventStatus) -> Iterator[Text]:
    """One line for each group in the sum."""
    sayers, typed = _typed(status)
    for count, amount in _groups(status):
        each, together = (Money(money, status.campaign.currency) for money in (amount, count * amount))
        yield Text("bill-band", {"people": count, "each": each, "money": together})
    if sayers:
        yield Text("bill-typed", {"people": sayers, "money": Money(typed, status.campaign.currency)})


def _result(status: EventStatus) -> tuple[Text, ...]:
    spenders = status.turnout.all.spenders
    if spenders < MIN_SHOWN:
        return ()
    return (
        Text("bill-kept", {"people": spenders, "money": Money(status.turnout.all.spent, status.campaign.currency)}),
    )


KIND = Kind(
    name="bill_strike",
    length=timedelta(days=31),
    title="bill-title",
    how="bill-how",
    safety="bill-safety",
    page_how="bill-page",
    unit=Unit.MONEY,
    options={"due": Option(days_text, "2027-01-05,2027-02-05"), "bands": Option(bands_text, "100,250,500")},
    occasions=_occasions,
    about=_card,
    sums=_sums,
    result=_result,
    note="bill-note",
    set_length=_set_length,
)
