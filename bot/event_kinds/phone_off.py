"""People leave their phones off together for some days, and afterwards say for how many hours they did."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.core.events.kind import HOUR, Kind, Look, Unit, banded
from bot.core.events.kind_options import Option, amount_text, bands_text, day_text, line_text
from bot.core.model.event import Share
from bot.core.model.privacy import LEAST
from bot.core.model.reply import Moment, Money, Text, Value

WHOLE = Decimal(1)


def _about(look: Look) -> tuple[Text, ...]:
    if look.turnout.all.checked_in < LEAST:
        return ()
    return (Text("phone-off-hours", {"hours": look.turnout.all.hours}),)


def _result(look: Look) -> tuple[Text, ...]:
    if not look.option("per_day") or look.turnout.all.checked_in < LEAST:
        return _about(look)
    low = sum((amount for _, amount in _low(look)), Decimal(0))
    range_ = {"low": Money(low, look.campaign.currency), "high": Money(_high(look)[1], look.campaign.currency)}
    return (*_about(look), Text("phone-off-estimate", range_))


def _sums(look: Look) -> tuple[Text, ...]:
    """The arithmetic. Each line's printed factors give its printed result: hours are whole, money is rounded once."""
    if not look.option("per_day"):
        return (Text("phone-off-no-assumption"),)
    if look.turnout.all.checked_in < LEAST:
        return (Text("phone-off-too-few", {"least": LEAST}), *_assumption(look))
    return (*(text for text, _ in _low(look)), _high(look)[0], *_assumption(look), Text("phone-off-no-measure"))


def _assumption(look: Look) -> Iterator[Text]:
    told = datetime.combine(date.fromisoformat(look.option("on")), time(), UTC)
    yield Text(
        "phone-off-assumption",
        {
            "per_day": Money(Decimal(look.option("per_day")), look.campaign.currency),
            "source": look.option("source"),
            "date": Moment(told, "UTC", "date"),
        },
    )


def _low(look: Look) -> Iterator[tuple[Text, Decimal]]:
    """Only the hours that were checked in, a line for each daily amount that they are reckoned with."""
    for share, per_day in _groups(look):
        amount = _worth(share.hours, per_day)
        yield (
            Text(
                "phone-off-low",
                {
                    "people": share.checked_in,
                    "hours": share.hours,
                    "per_day": Money(per_day, look.campaign.currency),
                    "money": Money(amount, look.campaign.currency),
                },
            ),
            amount,
        )


def _groups(look: Look) -> list[tuple[Share, Decimal]]:
    """Those who said what they spend in a day apart, where none of these groups is so small that it must be hidden."""
    usual = Decimal(look.option("per_day"))
    amounts = [usual, *banded(look)]
    shares = {band: share for band, share in look.turnout.bands.items() if share.checked_in and band < len(amounts)}
    if len(shares) > 1 and all(share.checked_in >= LEAST for share in shares.values()):
        return [(share, amounts[band]) for band, share in sorted(shares.items())]
    return [(look.turnout.all, usual)]


def _high(look: Look) -> tuple[Text, Decimal]:
    """All who pledged, for the whole time, at the highest daily amount that any of them is reckoned with."""
    per_day = max(amount for _, amount in _groups(look))
    people, hours = look.turnout.all.people, look.event.length // HOUR
    amount = _worth(people * hours, per_day)
    values: dict[str, Value] = {
        "people": people,
        "hours": hours,
        "per_day": Money(per_day, look.campaign.currency),
        "money": Money(amount, look.campaign.currency),
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
