"""The one number that the page and the pictures show of a campaign, and what it is."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.counts.figures import Stats
from bot.core.model.measures.measure import LIKES, Wanted
from bot.core.model.measures.texts import between, measure_name, number
from bot.core.model.reply import Moment, Text, Value


@dataclass(frozen=True, slots=True)
class BigNumber:
    """`number` is None before the first reading; `changed` says that there is a change to speak of."""

    number: Value | None
    what: Text
    changed: bool = False


def big_number(stats: Stats) -> BigNumber:
    """The total change where the numbers add up, else where the one page stands."""
    total, measure = stats.total, stats.measure
    if total.now is None:
        typed = all(one.by_hand for one in stats.targets)
        return BigNumber(None, Text("page-typed" if typed else "page-soon"))
    values: dict[str, Value] = {"measure": measure_name(measure)}
    if total.lost is None or total.low is None or total.high is None:
        return BigNumber(number(measure, total.now), Text("page-first", values))
    if not measure.kind.adds_up:
        return BigNumber(number(measure, total.now), Text("page-standing", values), changed=True)
    values["date"] = Moment(since(stats), stats.campaign.zone, "day")
    what = "page-lost" if total.lost >= 0 else "page-gained"
    if what == "page-lost" and measure.key == LIKES.key and measure.wanted is Wanted.FALL:
        what = "page-taken-back"
    low, high = total.low, total.high
    if low * high > 0:
        low, high = sorted((abs(low), abs(high)))
    elif low != high:
        low = high = abs(total.lost)
    return BigNumber(between(measure, low, high), Text(what, values), changed=True)


def since(stats: Stats) -> datetime:
    """When counting began: the campaign's start, or the first reading where that came later."""
    firsts = [page.baseline.snapshot.taken_at for one in stats.targets for page in one.pages if page.baseline]
    return max(stats.campaign.starts_at, min(firsts, default=stats.campaign.starts_at))
