"""Restarts the delivery engine if it stands still although nothing prevents it: as a whole, or for a single delivery.

Organizers are told of that, and of long outages.
"""

import asyncio
from contextlib import suppress

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.absence_notices import notify_of_absences
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.model.reply import say
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store
from bot.jobs.deliver import Deliverer

STALLED = 30.0
"""Seconds without a send, while deliveries are due, after which the engine is restarted."""

LOOKS = 6
"""Number of checks within that time."""

SINGLE_LOOKS = 4
"""As many checks' time is what one delivery may stand still while others move; two more in a row must find it so."""

IDLE_LOOK = 300.0
"""Seconds between two looks for due deliveries while the engine waits for them, as its turns show.

It is looked at once too whenever the engine was woken: the planner does that each minute while some are due.
"""

STOP_SECONDS = 15.0
"""Seconds that the engine gets to stop."""


class Watchdog:
    """Runs and watches the engine of one platform. A restart is counted, logged and reported to organizers."""

    def __init__(
        self,
        deliverer: Deliverer,
        platform: str,
        store: Store,
        clock: Clock,
        signs: VitalSigns,
        log: FilteringBoundLogger,
        seconds: float = STALLED,
    ) -> None:
        self._deliverer = deliverer
        self._platform = platform
        self._store = store
        self._clock = clock
        self._signs = signs
        self._log = log
        self._seconds = seconds

    async def run(self) -> None:
        """Deliver until cancelled; raises what the engine raises."""
        while True:
            engine = asyncio.create_task(self._deliverer.run())
            try:
                await self._watch(engine)
            finally:
                engine.cancel()
                await asyncio.wait([engine], timeout=STOP_SECONDS)
            if engine.done() and not engine.cancelled():
                return engine.result()
            self._deliverer.reset()
            self._signs.count(Count.RESTARTS, f"sender {self._platform}")
            self._log.error(
                "deliveries were due and nothing was sent; sending is started again", platform=self._platform
            )
            with suppress(Exception):
                await self._tell()

    async def _watch(self, engine: asyncio.Task[None]) -> None:
        """Return when the engine has ended or is stuck."""
        loop = asyncio.get_running_loop()
        since, looked = loop.time(), float("-inf")
        trouble, found, carried = since, 0, self._deliverer.standstill
        while True:
            await asyncio.wait([engine], timeout=self._seconds / LOOKS)
            if engine.done():
                return
            if self._signs.absences:
                await self._tell_absences()
            now = loop.time()
            if carried.carries() and (carried.hindered() or await self._due() is None):
                trouble = loop.time()
            found = found + 1 if carried.found(loop.time(), self._seconds * SINGLE_LOOKS / LOOKS, trouble) else 0
            if found == LOOKS - SINGLE_LOOKS:
                return
            quiet = not self._deliverer.busy and self._deliverer.woken_at <= looked
            if quiet and now < min(self._deliverer.turned_at + self._seconds, looked + IDLE_LOOK):
                since = now
                continue
            due = await self._due()
            looked = float("-inf") if due else now
            if due is None or not self._deliverer.free or not (self._deliverer.busy or due):
                since = loop.time()
            if loop.time() - max(since, self._deliverer.moved_at) >= self._seconds:
                return

    async def _due(self) -> bool | None:
        """Whether deliveries are due; None if the database does not answer."""
        try:
            async with asyncio.timeout(self._seconds / LOOKS), self._store.reading() as tx:
                due = await tx.ledger.next_due(self._platform)
        except Exception:  # noqa: BLE001 - the engine reports database errors itself
            return None
        return due is not None and due <= self._clock.now()

    async def _tell_absences(self) -> None:
        """Tell what was away for long; where the database fails at that, the next time."""
        found = self._signs.untold()
        try:
            async with asyncio.timeout(self._seconds / LOOKS), self._store.writing() as tx:
                await notify_of_absences(tx, found, self._signs.now(), self._clock.now())
        except Exception:  # noqa: BLE001 - the engine reports database errors itself
            self._signs.absences += found

    async def _tell(self) -> None:
        now = self._clock.now()
        async with self._store.writing() as tx:
            for campaign in await tx.campaigns.all():
                key = f"stalled:{self._platform}:{campaign.slug}:{now:%Y-%m-%dT%H}"
                await notify_organizers(tx, campaign.slug, key, say("deliveries-stalled", platform=self._platform), now)
