"""The one number that the page and the pictures show of a campaign, and what it is."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.counts.figures import Stats
from bot.core.model.measures.measure import LIKES, Wanted
from bot.core.model.measures.texts import between, measure_name, number
from bot.core.model.reply import Moment, Text, Value


@dataclass(frozen=True, slots=True)
class BigNumber:
    """`number` is None where no single one can be told; `changed` says that there is a change to speak of.

    `waits` says when the first figures come, as long as there are none.
    """

    number: Value | None
    what: Text
    changed: bool = False
    waits: Text | None = None


def big_number(stats: Stats) -> BigNumber:
    """The total change where the numbers add up, else where the one page stands."""
    total, measure = stats.total, stats.measure
    if total.now is None:
        return _without_total(stats) or _without_figures(stats)
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


def _without_total(stats: Stats) -> BigNumber | None:
    """What is said of figures that make no total: they do not add up, or were read before the start. None without any.

    The sum of what was read before the start is no total yet, since no change counts from it.
    """
    measure = stats.measure
    values: dict[str, Value] = {"measure": measure_name(measure)}
    if (so_far := count_so_far(stats)) is not None:
        return BigNumber(number(measure, so_far), Text("page-before", values))
    if any(one.figures.now is not None for one in stats.targets):
        return BigNumber(None, Text("page-each", values))
    if any(one.figures.now is not None for block in stats.blocks[1:] for one in block.targets):
        return BigNumber(None, Text("page-none-of", values))
    if not stats.targets and any(one.figures.now is not None for one in stats.controls):
        return BigNumber(None, Text("page-compared"))
    return None


def count_so_far(stats: Stats) -> int | None:
    """The one count that there is while no change is known: of the first readings, or of those before the start."""
    total = stats.total
    if total.now is not None:
        return total.now if total.lost is None else None
    read = [one.figures.now for one in stats.targets if one.figures.now is not None]
    return sum(read) if read and (len(read) == 1 or stats.measure.kind.adds_up) else None


def _without_figures(stats: Stats) -> BigNumber:
    if stats.ended:
        return BigNumber(None, Text("page-ended-without"))
    if all(one.by_hand for one in stats.targets or stats.controls):
        return BigNumber(None, Text("page-typed"), waits=Text("page-typed-next"))
    return BigNumber(None, Text("page-soon"), waits=Text("page-soon-next"))


def since(stats: Stats) -> datetime:
    """When counting began: the campaign's start, or the first reading where that came later."""
    firsts = [page.baseline.snapshot.taken_at for one in stats.targets for page in one.pages if page.baseline]
    return max(stats.campaign.starts_at, min(firsts, default=stats.campaign.starts_at))
