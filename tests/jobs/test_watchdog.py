import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import structlog
from structlog.testing import capture_logs

from bot.core.delivery import standstill
from bot.core.delivery.limiter import UNLIMITED, Limits
from bot.core.delivery.vital_signs import DATABASE, Absence, Count, VitalSigns
from bot.core.model.announcements import AnnouncementKind, Sent, State
from bot.core.model.chats import Address
from bot.core.model.reply import say
from bot.core.model.roles import Role
from bot.core.ports.database import Store, Transaction
from bot.jobs import deliver
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.jobs.watchdog import LOOKS, Watchdog
from tests.fakes import Around, Clock, Counting, until
from tests.jobs.fakes import Platform
from tests.storage.samples import NOW, add_chats, announce, load, private_chat
from tests.talk import ids

ORGANIZER = Address("telegram", "9")


class Services:
    """A delivery engine under its watchdog."""

    def __init__(
        self, store: Store, limits: Limits = UNLIMITED, seen: Store | None = None, seconds: float = 0.3
    ) -> None:
        self.store = store
        self.platform = Platform()
        self.gate = SendGate(limits)
        self.signs = VitalSigns()
        self.faults: list[BaseException] = []
        clock = Clock(NOW)
        self.engine = Deliverer(seen or store, self.platform, self.gate, clock, self.faults.append, self.signs)
        self.watchdog = Watchdog(
            self.engine, "telegram", seen or store, clock, self.signs, structlog.get_logger(), seconds=seconds
        )

    async def plan(self, chats: int) -> int:
        await load(self.store)
        return await announce(self.store, await add_chats(self.store, chats))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.watchdog.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    @property
    def restarts(self) -> int:
        return self.signs.counts[Count.RESTARTS]["sender telegram"]


async def test_a_stuck_engine_is_restarted_and_organizers_are_notified(store: Store) -> None:
    services = Services(store, seconds=1.0)
    # A fault of the gate's own: tickets that nobody ever gives back.
    for number in range(1, 40):
        services.gate._lines.hold(f"-{number}")
    call = await services.plan(20)
    async with store.writing() as tx:
        await tx.people.give("no-voip", "telegram", ORGANIZER.chat, Role.OWNER, NOW)
        await private_chat(tx, ORGANIZER.chat, "role:no-voip")
    with capture_logs() as lines:
        async with services.running():
            await until(lambda: len(services.platform.chats) >= 20)
            async with asyncio.timeout(10):
                while True:
                    async with store.reading() as tx:
                        if (await tx.ledger.counts(call)).get(State.SENT) == 20:
                            break
                    await asyncio.sleep(0.02)
        await until(lambda: ORGANIZER.chat in services.platform.chats)
    told = next(delivery for _, chat, delivery in services.platform.arrived if chat == ORGANIZER.chat)
    assert told.content == say("deliveries-stalled", platform="telegram")
    assert services.restarts == 1
    assert sum("nothing was sent" in line["event"] for line in lines) == 1


async def test_one_chat_that_stands_still_while_others_are_served_restarts_the_engine(store: Store) -> None:
    services = Services(store, seconds=1.0)
    await services.plan(0)
    chats = await add_chats(store, 4)
    # A fault of the gate's own: the ticket of one chat that nobody ever gives back.
    services.gate._lines.hold("-2")
    async with services.running():
        await announce(store, chats, key="first")
        for turn in range(400):
            if services.restarts:
                break
            # The others go on, as in a long call.
            await announce(store, [chats[0], chats[2]], key=f"more-{turn}")
            services.engine.wake()
            await asyncio.sleep(0.02)
        assert services.restarts == 1
        await until(lambda: "-2" in services.platform.chats)
    assert max(Counter(delivery.id for _, _, delivery in services.platform.arrived).values()) == 1


async def test_one_send_without_an_end_restarts_the_engine_while_others_are_served(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standstill, "DELIVERY_SECONDS", 0.2)
    monkeypatch.setattr(deliver, "GRACE", 0.1)
    services = Services(sqlite_store, seconds=1.0)
    done = asyncio.Event()

    async def deaf() -> Sent:
        # As a library that swallows its cancellation.
        while not done.is_set():
            with suppress(asyncio.CancelledError):
                await done.wait()
        return Sent("late")

    services.platform.script = lambda delivery, tried: (
        deaf() if delivery.address.chat == "-2" and tried == 1 else Sent(f"{delivery.id}")
    )
    await services.plan(0)
    chats = await add_chats(sqlite_store, 4)
    try:
        async with services.running():
            await announce(sqlite_store, chats, key="first")
            for turn in range(400):
                if services.restarts:
                    break
                await announce(sqlite_store, [chats[0], chats[2]], key=f"more-{turn}")
                services.engine.wake()
                await asyncio.sleep(0.02)
            assert services.restarts == 1
            await until(lambda: services.platform.chats.count("-2") == 2)
    finally:
        done.set()


async def test_what_waits_its_turn_behind_a_long_call_is_no_reason_for_a_restart(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=10.0, per_chat=0.0, group_count=0), seconds=4.0)
    await services.plan(0)
    chats = await add_chats(sqlite_store, 60)
    update = await announce(sqlite_store, chats[:5], AnnouncementKind.UPDATE, key="update")
    async with services.running():
        await until(lambda: bool(services.engine._tasks))
        await announce(sqlite_store, chats[5:], key="call")
        services.engine.wake()
        await until(lambda: len(services.platform.chats) == 60)
    async with sqlite_store.reading() as tx:
        assert await tx.ledger.counts(update) == {State.SENT: 5}
    assert services.restarts == 0


async def test_an_engine_with_nothing_to_do_or_in_a_flood_wait_is_left_alone(sqlite_store: Store) -> None:
    services = Services(sqlite_store)
    async with services.running():
        await asyncio.sleep(0.5)
        services.gate.flood(60)
        await services.plan(3)
        await asyncio.sleep(0.6)
    assert services.restarts == 0


async def test_an_engine_whose_turns_show_that_it_waits_is_not_asked_after(sqlite_store: Store) -> None:
    services = Services(sqlite_store)
    looks = Counting(sqlite_store)
    services.watchdog = Watchdog(
        services.engine, "telegram", looks, Clock(NOW), services.signs, structlog.get_logger(), seconds=LOOKS * 0.05
    )
    turns = asyncio.create_task(_turn(services.engine))
    try:
        async with services.running():
            await until(lambda: looks.opened == 1)
            await asyncio.sleep(0.5)
            assert looks.opened == 1
            # Somebody thinks that there is work.
            services.engine.wake()
            await until(lambda: looks.opened == 2)
            await asyncio.sleep(0.3)
            assert looks.opened == 2
            # It no longer turns: now the database is asked every time whether something is due.
            turns.cancel()
            services.engine.turned_at = 0
            await until(lambda: looks.opened >= 4)
    finally:
        turns.cancel()
    assert services.restarts == 0


async def _turn(engine: Deliverer) -> None:
    while True:
        engine.turned_at = asyncio.get_running_loop().time()
        await asyncio.sleep(0.005)


async def test_while_the_database_is_away_the_engine_is_left_alone(sqlite_store: Store) -> None:
    class Away(Around):
        gone = False

        @asynccontextmanager
        async def reading(self) -> AsyncIterator[Transaction]:  # type: ignore[override]
            if self.gone:
                raise ConnectionError("away")
            async with self.store.reading() as tx:
                yield tx

        @asynccontextmanager
        async def writing(self) -> AsyncIterator[Transaction]:
            if self.gone:
                raise ConnectionError("away")
            async with self.store.writing() as tx:
                yield tx

    away = Away(sqlite_store)
    services = Services(sqlite_store, seen=away)
    async with services.running():
        await services.engine.started.wait()
        away.gone = True
        await services.plan(3)
        await asyncio.sleep(0.8)
        assert services.restarts == 0
        away.gone = False
        await until(lambda: len(services.platform.chats) == 3)


async def test_organizers_are_told_of_a_long_outage_of_the_database_once_it_takes_writes(sqlite_store: Store) -> None:
    class Full(Around):
        gone = True

        @asynccontextmanager
        async def writing(self) -> AsyncIterator[Transaction]:
            if self.gone:
                raise ConnectionError("database or disk is full")
            async with self.store.writing() as tx:
                yield tx

    full = Full(sqlite_store)
    services = Services(sqlite_store, seen=full)
    await load(sqlite_store)
    async with sqlite_store.writing() as tx:
        await tx.people.give("no-voip", "telegram", ORGANIZER.chat, Role.OWNER, NOW)
        await private_chat(tx, ORGANIZER.chat, "role:no-voip")
    services.signs.absences.append(Absence(DATABASE, services.signs.now() - 900, services.signs.now()))
    async with services.running():
        await asyncio.sleep(0.2)
        assert services.platform.chats == []
        full.gone = False
        await until(lambda: services.platform.chats == [ORGANIZER.chat])
    assert ids(services.platform.arrived[0][2].content) == ["away-database"]
    assert services.signs.absences == []


async def test_what_the_engine_raises_is_raised(sqlite_store: Store) -> None:
    services = Services(sqlite_store)

    async def breaks() -> None:
        raise LookupError("broken")

    services.engine.run = breaks  # type: ignore[method-assign]
    with suppress(LookupError):
        await services.watchdog.run()
        raise AssertionError("it was not raised")
