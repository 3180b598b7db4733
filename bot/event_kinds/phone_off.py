"""Phone off: people leave their phones off together for some days, and check in with hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.core.events.kind import HOUR, EventStatus, Kind, Unit, band_amounts
from bot.core.events.kind_options import Option, amount_text, bands_text, day_text, line_text
from bot.core.model.event import Share
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Moment, Money, Text, Value

WHOLE = Decimal(1)


def _about(status: EventStatus) -> tuple[Text, ...]:
    if status.turnout.all.checked_in < MIN_SHOWN:
        return ()
    return (Text("phone-off-hours", {"hours": status.turnout.all.hours}),)


def _result(status: EventStatus) -> tuple[Text, ...]:
    if not status.option("per_day") or status.turnout.all.checked_in < MIN_SHOWN:
        return _about(status)
    low = sum((amount for _, amount in _low(status)), Decimal(0))
    range_ = {"low": Money(low, status.campaign.currency), "high": Money(_high(status)[1], status.campaign.currency)}
    return (*_about(status), Text("phone-off-estimate", range_))


def _sums(status: EventStatus) -> tuple[Text, ...]:
    """The calculation. A line's printed factors give its printed result: hours are whole, money is rounded once."""
    if not status.option("per_day"):
        return (Text("phone-off-no-assumption"),)
    if status.turnout.all.checked_in < MIN_SHOWN:
        return (Text("phone-off-too-few", {"least": MIN_SHOWN}), *_assumption(status))
    return (*(text for text, _ in _low(status)), _high(status)[0], *_assumption(status), Text("phone-off-no-measure"))


def _assumption(status: EventStatus) -> Iterator[Text]:
    told = datetime.combine(date.fromisoformat(status.option("on")), time(), UTC)
    yield Text(
        "phone-off-assumption",
        {
            "per_day": Money(Decimal(status.option("per_day")), status.campaign.currency),
            "source": status.option("source"),
            "date": Moment(told, "UTC", "date"),
        },
    )


def _low(status: EventStatus) -> Iterator[tuple[Text, Decimal]]:
    """The lower bound: hours that were checked in, one line for each daily amount."""
    for share, per_day in _groups(status):
        amount = _worth(share.hours, per_day)
        yield (
            Text(
                "phone-off-low",
                {
                    "people": share.checked_in,
                    "hours": share.hours,
                    "per_day": Money(per_day, status.campaign.currency),
                    "money": Money(amount, status.campaign.currency),
                },
            ),
            amount,
        )


def _groups(status: EventStatus) -> list[tuple[Share, Decimal]]:
    """Groups by daily amount; only one group where any of them is too small to be shown."""
    usual = Decimal(status.option("per_day"))
    amounts = [usual, *band_amounts(status)]
    shares = {band: share for band, share in status.turnout.bands.items() if share.checked_in}
    told = all(band < len(amounts) and share.checked_in >= MIN_SHOWN for band, share in shares.items())
    if len(shares) > 1 and told:
        return [(share, amounts[band]) for band, share in sorted(shares.items())]
    return [(status.turnout.all, usual)]


def _high(status: EventStatus) -> tuple[Text, Decimal]:
    """The upper bound: everyone who pledged, for the whole time, at the highest daily amount."""
    per_day = max(amount for _, amount in _groups(status))
    people, hours = status.turnout.all.people, status.event.length // HOUR
    amount = _worth(people * hours, per_day)
    values: dict[str, Value] = {
        "people": people,
        "hours": hours,
        "per_day": Money(per_day, status.campaign.currency),
        "money": Money(amount, status.campaign.currency),
    }
    return Text("phone-off-high", values), amount


def _worth(hours: int, per_day: Decimal) -> Decimal:
    return (hours * per_day / 24).quantize(WHOLE, ROUND_HALF_UP)


KIND = Kind(
    name="phone_off",
    length=timedelta(hours=72),
    title="phone-off-title",
    how="phone-off-how",
    safety="phone-off-safety",
    page_how="phone-off-page",
    server_how="phone-off-server",
    unit=Unit.HOURS,
    options={
        "per_day": Option(amount_text, "2.40"),
        "source": Option(line_text, '"ANRT 2025"', words=True),
        "on": Option(day_text, "2026-11-01"),
        "bands": Option(bands_text, "1,2.40,6"),
    },
    together=("per_day", "source", "on"),
    about=_about,
    sums=_sums,
    result=_result,
)
