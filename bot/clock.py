"""The clocks: the real one, a fast one for the demo, and manual ones for rehearsals and tests."""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The machine's time, see `bot.core.ports.clock.Clock`."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` have passed."""
        await asyncio.sleep(seconds)


class SteadyClock(SystemClock):
    """The database's time, continued by the monotonic clock, so that a change of the system clock has no effect.

    If the database is ahead, this clock jumps forward at once. If it is behind, this clock runs at half speed until
    both agree, and so never goes back.
    """

    def __init__(self) -> None:
        self._at, self._began, self._ahead = datetime.now(UTC), time.monotonic(), 0.0

    def now(self) -> datetime:
        """The time of this clock, as aware UTC."""
        passed = time.monotonic() - self._began
        return self._at + timedelta(seconds=passed - min(passed / 2, self._ahead))

    def follow(self, moment: datetime) -> None:
        """Adjust to `moment`, the database's current time."""
        ours = self.now()
        self._at, self._began = max(ours, moment), time.monotonic()
        self._ahead = max(0.0, (ours - moment).total_seconds())


class FastClock:
    """Time that starts at `start` and runs `speed` times as fast as the machine's."""

    def __init__(self, start: datetime, speed: float) -> None:
        self._start = start
        self._speed = speed
        self._began = asyncio.get_running_loop().time()

    def now(self) -> datetime:
        """The simulated present, as aware UTC."""
        passed = asyncio.get_running_loop().time() - self._began
        return self._start + timedelta(seconds=passed * self._speed)

    def move(self, to: datetime) -> None:
        """Set the time; it runs on from there."""
        self._start, self._began = to.astimezone(UTC), asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of simulated time have passed."""
        await asyncio.sleep(seconds / self._speed)


class ManualClock:
    """Time that stands still until it is moved; sleepers wake when it has been moved far enough."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, asyncio.Event]] = []

    def now(self) -> datetime:
        """The moment it was last moved to, as aware UTC."""
        return self._now

    def move(self, to: datetime) -> None:
        """Set the time, forwards or back, and wake the sleepers whose time has come."""
        self._now = to
        for until, woken in self._sleepers:
            if until <= to:
                woken.set()

    async def sleep(self, seconds: float) -> None:
        """Return when the clock has been moved by `seconds` or more."""
        woken = asyncio.Event()
        sleeper = (self._now + timedelta(seconds=seconds), woken)
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._sleepers.append(sleeper)
        try:
            await woken.wait()
        finally:
            self._sleepers.remove(sleeper)


class RehearsalClock:
    """The machine's time until it is moved; from then on it stands still."""

    def __init__(self, start: datetime | None = None) -> None:
        self._set = start

    def now(self) -> datetime:
        """The time that this clock was moved to."""
        return self._set or datetime.now(UTC)

    def move(self, to: datetime) -> None:
        """Set the time."""
        self._set = to.astimezone(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return at once if the time stands still, since no other task will move it meanwhile."""
        await asyncio.sleep(0 if self._set else seconds)
