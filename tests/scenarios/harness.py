"""The real delivery engine on Telegram's real adapter, a Bot API server that fails on order, and a real database."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from unittest.mock import patch

import structlog

from bot.clock import SystemClock
from bot.core.commands.answer import Services
from bot.core.delivery.limiter import Limits
from bot.core.delivery.vital_signs import VitalSigns
from bot.core.model.announcements import AnnouncementKind, State
from bot.core.model.chats import Chat
from bot.core.ports.database import Store
from bot.core.ports.leases import Process
from bot.core.ports.platform import ChatPlatform
from bot.jobs import lease
from bot.jobs.deliver import Deliverer
from bot.jobs.lease import Leases, hold
from bot.jobs.send_gate import SendGate
from bot.jobs.watchdog import Watchdog
from bot.platforms.telegram import Telegram
from bot.supervise import together
from tests.platforms.house import speak
from tests.scenarios.failing_server import FAULTS, FailingServer
from tests.storage.samples import add_chats, announce, load
from tests.telegram_server import TOKEN


@dataclass(frozen=True)
class Result:
    """What the groups saw. `first` and `last` are seconds from the end of the fault to the first and the last send.

    `listening` are those until a platform that is listened to was heard again; `late` is the longest time that the
    event loop waited for the machine, without which the others cannot be judged.
    """

    lost: int
    doubled: int
    in_flight: int
    first: float
    last: float
    listening: float = 0.0
    late: float = 0.0


@dataclass
class Scenario:
    """A call to so many groups, sent by one process or several. `stores` are those of each process, by turns."""

    store: Store
    server: FailingServer
    chats: int = 60
    processes: int = 1
    lease_seconds: float = lease.SECONDS
    renewal: float = lease.RENEWAL
    stalled: float = 30.0
    limits: Limits = field(default_factory=Limits)
    faults: list[BaseException] = field(default_factory=list)
    signs: list[VitalSigns] = field(default_factory=list)
    engines: list[Deliverer] = field(default_factory=list)
    call: int = 0
    stores: Sequence[Store] = ()
    late: float = 0.0

    @asynccontextmanager
    async def running(self, deliver: Store | None = None) -> AsyncIterator[None]:
        """The processes run."""
        async with AsyncExitStack() as stack:
            watching = asyncio.create_task(self._watch_the_loop())
            stack.callback(watching.cancel)
            stack.enter_context(patch.multiple(lease, SECONDS=self.lease_seconds, RENEWAL=self.renewal))
            for number in range(self.processes):
                stores = [deliver] if deliver else self.stores or [self.store]
                await stack.enter_async_context(self._process(stores[number % len(stores)], f"process-{number}"))
            yield

    async def plan(self, kind: AnnouncementKind = AnnouncementKind.CALL) -> None:
        """Plan the call."""
        await load(self.store)
        chats = await self.groups()
        self.call = await announce(self.store, chats, kind, SystemClock().now())

    platform = "telegram"
    listening = False

    @property
    def lease(self) -> str:
        """What the delivering process holds."""
        return f"platform:{self.platform}"

    @property
    def arrived(self) -> Counter[str]:
        """How often the message stands in each group."""
        return Counter(call.chat for call in self.server.of("sendMessage") if call.message_id)

    @property
    def asked(self) -> Sequence[tuple[float, bool]]:
        """When each send reached the platform, and whether it was delivered."""
        return [(call.at, bool(call.message_id)) for call in self.server.of("sendMessage")]

    async def begin(self, fault: str) -> None:
        """The platform fails from now on."""
        await self.server.begin(FAULTS[fault])

    async def groups(self) -> list[Chat]:
        """The stored groups that the call goes to."""
        return await add_chats(self.store, self.chats)

    def connect(self, services: Services, gate: SendGate) -> ChatPlatform:
        """The platform's real adapter."""
        return Telegram(
            token=TOKEN, api_url=self.server.url, messages_per_second=29.5, services=services, speak=speak, gate=gate,
            clock=SystemClock(), log=structlog.get_logger(),
        )  # fmt: skip

    async def until_arrived(self, number: int, seconds: float = 60) -> None:
        """Return when so many groups have it."""
        async with asyncio.timeout(seconds):
            while len(self.arrived) < number:  # noqa: ASYNC110 - another program's doing
                await asyncio.sleep(0.02)

    async def until_settled(self, seconds: float = 60) -> None:
        """Return when no delivery waits any more."""
        async with asyncio.timeout(seconds):
            while True:
                async with self.store.reading() as tx:
                    counts = await tx.ledger.counts(self.call)
                if not counts.get(State.PENDING) and not counts.get(State.SENDING):
                    return
                await asyncio.sleep(0.05)

    def result(self, began: float, ended: float) -> Result:
        """What became of it; the fault lasted from `began` to `ended`, on the monotonic clock."""
        asked = self.asked
        after = [at - ended for at, delivered in asked if delivered and at >= ended]
        arrived = self.arrived
        return Result(
            lost=self.chats - len(arrived),
            doubled=sum(count > 1 for count in arrived.values()),
            in_flight=sum(began - 1 <= at < ended for at, _ in asked),
            first=round(min(after, default=0.0), 2),
            last=round(max(after, default=0.0), 2),
            late=round(self.late, 2),
        )

    async def _watch_the_loop(self) -> None:
        while True:
            due = time.monotonic() + 0.1
            await asyncio.sleep(0.1)
            self.late = max(self.late, time.monotonic() - due)

    @asynccontextmanager
    async def _process(self, store: Store, holder: str) -> AsyncIterator[None]:
        clock, gate, signs = SystemClock(), SendGate(self.limits), VitalSigns()
        log = structlog.get_logger()
        services = Services({}, store, ("ar", "en", "fr"), self.faults.append)
        platform = self.connect(services, gate)
        deliverer = Deliverer(store, platform, gate, clock, self.faults.append, signs, log)
        self.engines.append(deliverer)
        self.signs.append(signs)
        watchdog = Watchdog(deliverer, self.platform, store, clock, signs, log, self.stalled)
        work = together([watchdog.run, *([platform.poll] if self.listening else [])])
        await platform.start()
        task = asyncio.create_task(hold(Leases(store, Process(holder), self.faults.append), self.lease, work))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
            await platform.close()


async def platform_fails(scenario: Scenario, name: str, seconds: float) -> Result:
    """A call is under way when the platform fails for so long; what the groups saw in the end."""
    await scenario.plan()
    async with scenario.running():
        await scenario.until_arrived(scenario.chats // 3)
        began = time.monotonic()
        await scenario.begin(name)
        await asyncio.sleep(seconds)
        await scenario.server.end()
        ended = time.monotonic()
        with suppress(TimeoutError):
            await scenario.until_settled(60 + scenario.chats)
    return scenario.result(began, ended)


async def database_fails(
    scenario: Scenario, deliver: Store | None, cut: Callable[[], None], mend: Callable[[], None], seconds: float
) -> Result:
    """A call is under way when the database is away for so long; what the groups saw in the end."""
    await scenario.plan()
    async with scenario.running(deliver):
        await scenario.until_arrived(scenario.chats // 3)
        began = time.monotonic()
        cut()
        await asyncio.sleep(seconds)
        mend()
        ended = time.monotonic()
        with suppress(TimeoutError):
            await scenario.until_settled(60 + scenario.chats)
    return scenario.result(began, ended)
