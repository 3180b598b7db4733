"""Keeps the engine's clock at the database's time, and logs when this machine's clock differs from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.vital_signs import MOST_SKEW, VitalSigns
from bot.core.ports.database import Store, Transaction


@dataclass(frozen=True, slots=True)
class Measured:
    """The database's time, and how many seconds this machine's clock is ahead of it."""

    moment: datetime
    skew: float


async def measure(tx: Transaction) -> Measured:
    """Compare both clocks."""
    before = datetime.now(UTC)
    moment = await tx.leases.now()
    after = datetime.now(UTC)
    return Measured(moment, (before + (after - before) / 2 - moment).total_seconds())


async def read(store: Store) -> Measured:
    """The same in a transaction of its own."""
    async with store.reading() as tx:
        return await measure(tx)


@dataclass(frozen=True, slots=True)
class Follower:
    """Passes each time that was measured to `follow`, and logs when a clock skew begins or ends."""

    follow: Callable[[datetime], None]
    vitals: VitalSigns
    log: FilteringBoundLogger

    def __call__(self, measured: Measured) -> None:
        """Take over what was measured."""
        self.follow(measured.moment)
        skew = measured.skew
        if (abs(skew) > MOST_SKEW) != (abs(self.vitals.skew) > MOST_SKEW):
            if abs(skew) > MOST_SKEW:
                self.log.warning("clocks differ: this machine's is ahead of the database's", seconds=round(skew, 1))
            else:
                self.log.info("clocks agree again")
        self.vitals.skew = skew
