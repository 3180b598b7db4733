"""Keeps the engine's clock at the database's time, and logs when this machine's clock differs from it."""

from collections.abc import Callable
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.vital_signs import MOST_SKEW, VitalSigns
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store

EVERY = 10.0
"""Seconds between two measurements of the database's time."""


async def measure(store: Store) -> tuple[datetime, float]:
    """The database's time, and how many seconds this machine's clock is ahead of it."""
    async with store.reading() as tx:
        before = datetime.now(UTC)
        moment = await tx.leases.now()
        after = datetime.now(UTC)
    return moment, (before + (after - before) / 2 - moment).total_seconds()


async def run(
    store: Store, clock: Clock, follow: Callable[[datetime], None], vitals: VitalSigns, log: FilteringBoundLogger
) -> None:
    """Measure until cancelled: pass each time to `follow`, and log when a clock skew begins or ends."""
    while True:
        moment, skew = await measure(store)
        follow(moment)
        if (abs(skew) > MOST_SKEW) != (abs(vitals.skew) > MOST_SKEW):
            if abs(skew) > MOST_SKEW:
                log.warning("clocks differ: this machine's is ahead of the database's", seconds=round(skew, 1))
            else:
                log.info("clocks agree again")
        vitals.skew = skew
        await clock.sleep(EVERY)
