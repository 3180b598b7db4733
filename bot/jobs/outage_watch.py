"""Handles the outage of a whole platform: stop sending, probe it, and resume slowly."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.outage_detector import Circuit
from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.ports.platform import Platform
from bot.jobs.send_gate import SendGate

PROBE_EVERY = 1.0
"""Seconds between two probes. A probe does not wait for the previous one, which may hang."""

PROBES = 16
"""Maximum concurrent probes; the oldest is cancelled for a new one."""

SUSPICION = 3.0
"""Seconds without an answer to any probe after which the platform counts as unreachable."""

TRIAL_PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds until the next trial if a probe is answered but the request sent after it is not."""

QUIET = 10.0
"""Seconds without a request after which a platform that answers probes counts as available again."""


class OutageWatch:
    """Opens and closes the gate of one platform by the results of its probe. Runs only during trouble."""

    def __init__(
        self,
        platform: Platform,
        gate: SendGate,
        signs: VitalSigns,
        log: FilteringBoundLogger,
        suspicion: float = SUSPICION,
    ) -> None:
        self._platform = platform
        self._gate = gate
        self._signs = signs
        self._log = log
        self._suspicion = suspicion
        self._task: asyncio.Task[None] | None = None
        self._known = asyncio.Event()
        self._once_known: list[Callable[[], None]] = []
        self.on_end: Callable[[], None] = lambda: None
        gate.watch(self.suspect)

    def suspect(self, once_known: Callable[[], None] = lambda: None) -> None:
        """Start to check whether an unclear outcome comes from an outage; returns at once.

        `once_known` is called when that is known.
        """
        self._once_known.append(once_known)
        if self._task is None or self._task.done():
            self._known.clear()
            self._task = asyncio.create_task(self._watch())
            self._task.add_done_callback(self._ended)
        elif self._known.is_set():
            self._know()

    async def confirm(self) -> bool:
        """Wait until it is known whether the platform has an outage, and return that."""
        if self._task is not None:
            await self._known.wait()
        return self._gate.circuit is not Circuit.CLOSED

    async def stop(self) -> None:
        """Stop watching; the gate keeps its state."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._task is task:
            self._task = None
            self._know()
        if not task.cancelled() and (fault := task.exception()):
            self._log.error("fault", exc_info=fault)

    def _know(self) -> None:
        self._known.set()
        told, self._once_known = self._once_known, []
        for once_known in told:
            once_known()

    async def _watch(self) -> None:
        if self._gate.circuit is Circuit.CLOSED:
            answers = await self._answers(self._suspicion)
            # Trouble of a single chat, unless other chats have had it in the meantime.
            if answers and self._gate.circuit is Circuit.CLOSED:
                return
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._gate.shut()
        self._know()
        self._signs.outages.add(self._platform.name)
        self._signs.miss(self._platform.name)
        self._signs.count(Count.OUTAGES, self._platform.name)
        self._log.warning(
            "the platform is out of reach; nothing is sent until it answers", platform=self._platform.name
        )
        trials = 0
        while True:
            await self._answers(None)
            if await self._gate.try_again(QUIET):
                break
            await asyncio.sleep(TRIAL_PAUSES[min(trials, len(TRIAL_PAUSES) - 1)])
            trials += 1
        self._signs.outages.discard(self._platform.name)
        self._signs.meet(self._platform.name)
        self._log.info(
            "the platform answers again", platform=self._platform.name, seconds=round(loop.time() - began, 1)
        )
        self.on_end()

    async def _answers(self, seconds: float | None) -> bool:
        """Return True once a probe is answered; False if it fails or takes longer than the limit in seconds."""
        probes: list[asyncio.Task[bool]] = []
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while True:
                        if len(probes) >= PROBES:
                            probes.pop(0).cancel()
                        probes.append(asyncio.create_task(self._probe()))
                        done, _ = await asyncio.wait(probes, timeout=PROBE_EVERY, return_when=asyncio.FIRST_COMPLETED)
                        if any(one.result() for one in done):
                            return True
                        if done and seconds is not None:
                            return False
                        probes = [one for one in probes if one not in done]
                        if done:
                            await asyncio.sleep(PROBE_EVERY)
        finally:
            for one in probes:
                one.cancel()
        return False

    async def _probe(self) -> bool:
        try:
            return await self._platform.probe()
        except Exception:  # noqa: BLE001 - any failure counts as no answer
            return False
