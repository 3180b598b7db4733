import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import NoReturn

import pytest

from bot.clock import FastClock
from bot.core.delivery.limiter import UNLIMITED, Limits
from bot.core.delivery.outage_detector import Circuit
from bot.core.model.announcements import (
    Action,
    AnnouncementKind,
    Delivery,
    Moved,
    NotSent,
    Outcome,
    Planned,
    Refused,
    Sent,
    State,
    Unknown,
)
from bot.core.model.chats import Address
from bot.core.ports.database import Store, Subject, Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.leases import Process
from bot.core.ports.platform import RenderError
from bot.jobs import deliver, outcomes
from bot.jobs.deliver import Deliverer
from bot.jobs.outage_watch import OutageWatch
from bot.jobs.outcome_writer import OutcomeWriter, Step
from bot.jobs.places import Places
from bot.jobs.send_gate import SendGate
from storage import open_store
from tests.conftest import SECRET
from tests.fakes import Around, Clock, Counting, Unreliable, until
from tests.full_disk import full_disk
from tests.jobs.fakes import Platform, Script
from tests.storage.samples import NOW, add_chats, announce, claim, follow, load

CALL, UPDATE = AnnouncementKind.CALL, AnnouncementKind.UPDATE


class Services:
    """A delivery engine with its surroundings: a real store, a moved clock, a platform that obeys."""

    def __init__(self, store: Store, limits: Limits = UNLIMITED) -> None:
        self.store = store
        self.clock: Clock | FastClock = Clock(NOW)
        self.platform = Platform()
        self.faults: list[BaseException] = []
        self.gate = SendGate(limits)
        self.engine = self.another()

    def another(self, store: Store | None = None) -> Deliverer:
        return Deliverer(store or self.store, self.platform, self.gate, self.clock, self.faults.append)

    async def plan(self, chats: int, kind: AnnouncementKind = CALL, due: datetime = NOW) -> int:
        await load(self.store)
        return await announce(self.store, await add_chats(self.store, chats), kind, due)

    async def counts(self, announcement: int) -> dict[State, int]:
        async with self.store.reading() as tx:
            return await tx.ledger.counts(announcement)

    async def stands(self, announcement: int, state: State, number: int) -> None:
        """Return when so many deliveries stand there."""
        async with asyncio.timeout(20):
            while (await self.counts(announcement)).get(state) != number:  # noqa: ASYNC110 - the engine runs by itself
                await asyncio.sleep(0.01)

    async def drain_over(self, minutes: float) -> None:
        """Deliver what is due, minute after minute."""
        for _ in range(int(minutes)):
            await self.engine.drain()
            self.clock.move(60)
        await self.engine.drain()

    @asynccontextmanager
    async def running(self, engine: Deliverer | None = None) -> AsyncIterator[None]:
        task = asyncio.create_task((engine or self.engine).run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


@pytest.fixture
async def services(sqlite_store: Store) -> Services:
    return Services(sqlite_store)


def times(number: int, first: Script, then: Script = lambda delivery, _: Sent(str(delivery.id))) -> Script:
    """A script that does `first` in the first tries of each delivery, and `then` after."""
    return lambda delivery, tried: (first if tried <= number else then)(delivery, tried)


async def test_a_call_reaches_every_chat_once(store: Store) -> None:
    services = Services(store)
    call = await services.plan(300)
    await services.engine.drain()
    assert Counter(services.platform.chats) == {str(-number): 1 for number in range(1, 301)}
    assert await services.counts(call) == {State.SENT: 300}
    assert services.faults == []


async def test_two_engines_on_one_database_send_each_once(store: Store) -> None:
    services = Services(store)
    call = await services.plan(200)
    await asyncio.gather(services.engine.drain(), services.another().drain())
    assert Counter(services.platform.chats) == {str(-number): 1 for number in range(1, 201)}
    assert await services.counts(call) == {State.SENT: 200}


async def test_a_sent_update_is_remembered_by_its_subscription(services: Services) -> None:
    await load(services.store)
    [chat] = await add_chats(services.store, 1)
    async with services.store.writing() as tx:
        subscription = await follow(tx, chat)
    await announce(services.store, [Planned(chat.id, Action.SEND, subscription.id, "figures")], UPDATE)
    await services.engine.drain()
    async with services.store.reading() as tx:
        [kept] = await tx.chats.subscriptions(chat)
    assert (kept.shown, kept.message) == ("figures", f"message-{services.platform.arrived[0][2].id}")


async def test_a_delivery_that_is_not_due_yet_waits(services: Services) -> None:
    later = await services.plan(2, due=NOW + timedelta(minutes=5))
    await services.engine.drain()
    assert await services.counts(later) == {State.PENDING: 2}
    services.clock.move(300)
    await services.engine.drain()
    assert await services.counts(later) == {State.SENT: 2}


async def test_calls_go_before_updates_and_one_chat_gets_its_two_messages_one_after_the_other(
    services: Services,
) -> None:
    await services.plan(20, UPDATE, NOW - timedelta(minutes=5))
    await services.plan(20, CALL)
    await services.engine.drain()
    kinds = [delivery.kind for _, _, delivery in services.platform.arrived]
    assert kinds == [CALL] * 20 + [UPDATE] * 20


async def test_a_running_engine_wakes_at_once_and_without_being_woken_within_a_second(
    services: Services,
) -> None:
    loop = asyncio.get_running_loop()
    async with services.running():
        await asyncio.sleep(0.05)
        call = await services.plan(3)
        asked = loop.time()
        services.engine.wake()
        await services.stands(call, State.SENT, 3)
        assert loop.time() - asked < 0.9
        update = await services.plan(3, UPDATE)
        await services.stands(update, State.SENT, 3)


async def test_latency_does_not_cap_the_rate_and_sends_in_flight_stay_few(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=150))
    services.platform.latency = 0.3
    call = await services.plan(150)
    loop = asyncio.get_running_loop()
    async with services.running():
        await services.stands(call, State.SENT, 150)
    moments = [at for at, _, _ in services.platform.arrived]
    assert loop.time() - moments[0] < 3
    assert moments[-1] - moments[0] < 2
    assert 8 <= services.platform.most_in_flight <= 64


async def test_an_unsent_delivery_is_retried_and_fails_after_six_tries(services: Services) -> None:
    services.platform.script = lambda delivery, number: (
        NotSent("connect") if delivery.address.chat == "-1" or number == 1 else Sent("1")
    )
    call = await services.plan(3)
    await services.drain_over(20)
    assert await services.counts(call) == {State.FAILED: 1, State.SENT: 2}
    assert Counter(services.platform.chats) == {"-1": 6, "-2": 2, "-3": 2}


async def test_a_call_of_unknown_outcome_is_sent_once_more_and_an_update_never(services: Services) -> None:
    services.platform.script = times(1, lambda *_: Unknown("reset"))
    call = await services.plan(3)
    await services.drain_over(2)
    assert await services.counts(call) == {State.SENT: 3}
    services.platform.script = lambda delivery, _: Unknown("reset") if delivery.address.chat == "-1" else Sent("1")
    update = await services.plan(3, UPDATE)
    reminder = await services.plan(3, AnnouncementKind.REMINDER)
    await services.drain_over(5)
    assert await services.counts(update) == {State.UNKNOWN: 1, State.SENT: 2}
    assert await services.counts(reminder) == {State.UNKNOWN: 1, State.SENT: 2}
    assert len(services.platform.arrived) == 2 * 3 + 3 + 4


async def test_a_platform_that_breaks_or_hangs_gives_an_unknown_outcome_and_is_reported(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(delivery: Delivery, _: int) -> Sent:
        raise KeyError(delivery.id)

    services.platform.script = breaks
    update = await services.plan(1, UPDATE)
    await services.engine.drain()
    monkeypatch.setattr(outcomes, "DELIVERY_SECONDS", 0.02)
    services.platform.latency, services.platform.script = 9, None
    slow = await services.plan(1, UPDATE, NOW - timedelta(hours=1))
    await services.engine.drain()
    assert await services.counts(update) == await services.counts(slow) == {State.UNKNOWN: 1}
    assert [type(fault) for fault in services.faults] == [KeyError, TimeoutError]


@pytest.mark.parametrize("reachable", [True, False])
async def test_a_send_that_hangs_makes_room_for_others_unless_the_whole_platform_hangs(
    services: Services, monkeypatch: pytest.MonkeyPatch, *, reachable: bool
) -> None:
    monkeypatch.setattr(deliver, "LATE", 0.05)
    monkeypatch.setattr(deliver, "GRACE", 0.0)
    monkeypatch.setattr(deliver, "OutageWatch", partial(OutageWatch, suspicion=0.3))
    services.platform.latency = 60
    if not reachable:
        monkeypatch.setattr(services.platform, "probe", asyncio.Event().wait)
    await services.plan(6)
    engine = services.another()
    engine._in_flight = Places(2)
    async with services.running(engine):
        if reachable:
            await until(lambda: services.platform.in_flight == 6)
        else:
            await until(lambda: services.gate.circuit is Circuit.OPEN)
        assert services.platform.most_in_flight == (6 if reachable else 2)


async def test_a_delivery_that_cannot_be_rendered_has_failed_and_is_reported(services: Services) -> None:
    def unrenderable(*_: object) -> Sent:
        raise RenderError("no words")

    services.platform.script = unrenderable
    call = await services.plan(2)
    await services.engine.drain()
    assert await services.counts(call) == {State.FAILED: 2}
    async with services.store.reading() as tx:
        assert (await tx.ledger.tally(call, NOW)).failures == (("not-rendered", 2),)
    assert [type(fault) for fault in services.faults] == [RenderError] * 2


async def test_a_chat_that_removed_the_bot_is_disabled_and_other_refusals_disable_nothing(
    services: Services,
) -> None:
    services.platform.script = lambda delivery, _: Refused("kicked", gone=delivery.address.chat == "-1")
    call = await services.plan(2)
    await services.engine.drain()
    assert await services.counts(call) == {State.FAILED: 2}
    async with services.store.reading() as tx:
        chats = [await tx.chats.find(Address("telegram", name)) for name in ("-1", "-2")]
    assert [chat.off for chat in chats if chat] == ["kicked", ""]


async def test_a_chat_that_moved_gets_the_message_under_its_new_id(services: Services) -> None:
    services.platform.script = times(1, lambda *_: Moved("-1001"))
    call = await services.plan(1)
    await services.engine.drain()
    assert services.platform.chats == ["-1", "-1001"]
    assert await services.counts(call) == {State.SENT: 1}
    async with services.store.reading() as tx:
        assert await tx.chats.find(Address("telegram", "-1")) is None
        assert await tx.chats.find(Address("telegram", "-1001")) is not None


async def test_a_flood_wait_stops_every_send_and_loses_nothing(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=200))
    flooded = []

    def once(delivery: Delivery, _: int) -> Sent | NotSent:
        if not flooded:
            flooded.append(asyncio.get_running_loop().time())
            return NotSent("flood", wait=3, flood=True)
        return Sent(str(delivery.id))

    services.platform.script = once
    services.platform.latency = 0.02
    services.clock = FastClock(NOW, 1)
    call = await services.plan(100)
    async with services.running(services.another()):
        await services.stands(call, State.SENT, 100)
    assert not [at for at, _, _ in services.platform.arrived if flooded[0] + 0.001 < at < flooded[0] + 2.9]
    assert len(services.platform.arrived) == 101


@pytest.mark.parametrize("then", [NotSent("refused"), Moved("-1001")])
async def test_flood_waits_use_up_no_tries(sqlite_store: Store, then: Outcome) -> None:
    class Patient(SendGate):
        """Lets the moved clock do the waiting."""

        def flood(self, *_: object) -> None: ...

    services = Services(sqlite_store)
    services.gate = Patient(UNLIMITED)
    services.engine = services.another()
    sixth = times(6, lambda *_: then)
    services.platform.script = times(5, lambda *_: NotSent("flood", wait=100, flood=True), sixth)
    call = await services.plan(1)
    await services.drain_over(12)
    assert await services.counts(call) == {State.SENT: 1}
    assert len(services.platform.arrived) == 7


async def test_an_intent_whose_request_the_gate_stops_uses_up_no_try(sqlite_store: Store) -> None:
    class Shut(SendGate):
        async def leave(self, *_: object) -> bool:
            return False

    services = Services(sqlite_store)
    services.gate = Shut(UNLIMITED)
    engine = services.another()
    await services.plan(1)
    assert await engine._claim(1, 0.0) == 1
    await asyncio.wait(engine._tasks)
    [one] = await claim(services.store)
    assert (one.attempt, one.tries, one.address.chat) == (2, 0, "-1")


async def test_a_group_that_may_not_hear_more_yet_delays_nobody(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=500))
    services.gate.load_history([(Address("telegram", "-1"), (await add_chats(sqlite_store, 1))[0].kind, 1.0)] * 20)
    call = await services.plan(100)
    async with services.running():
        await services.stands(call, State.SENT, 99)
        assert "-1" not in services.platform.chats
    assert await services.counts(call) == {State.SENT: 99, State.PENDING: 1}


async def test_a_halted_campaign_sends_nothing_more_not_even_what_was_claimed(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=20))
    call = await services.plan(30)
    async with services.running():
        await until(lambda: len(services.platform.arrived) >= 3)
        async with services.store.writing() as tx:
            await tx.campaigns.halt("no-voip", NOW)
        sent = len(services.platform.arrived)
        await until(lambda: not services.engine._tasks)
        assert len(services.platform.arrived) - sent <= 1
        async with services.store.writing() as tx:
            await tx.campaigns.halt("no-voip", None)
        await services.stands(call, State.SENT, 30)
    assert len(services.platform.arrived) == 30


async def test_stopping_finishes_what_is_in_flight_and_gives_back_the_rest(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=20))
    services.platform.latency = 0.3
    call = await services.plan(100)
    async with services.running():
        await until(lambda: services.platform.in_flight >= 3)
    sent = len(services.platform.arrived)
    assert await services.counts(call) == {State.SENT: sent, State.PENDING: 100 - sent}
    assert len(await claim(services.store, 200)) == 100 - sent


async def test_stopping_does_not_wait_for_ever_and_the_next_start_settles_what_was_in_flight(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "GRACE", 0.1)
    services.platform.latency = 60
    call = await services.plan(3)
    update = await announce(services.store, (await add_chats(services.store, 6))[3:], UPDATE)
    async with services.running():
        await until(lambda: services.platform.in_flight == 6)
    assert await services.counts(call) == {State.SENDING: 3}
    assert await services.counts(update) == {State.SENDING: 3}
    services.platform.latency = 0
    async with services.running(services.another()):
        await services.stands(call, State.SENT, 3)
        await services.stands(update, State.UNKNOWN, 3)
    assert len(services.platform.arrived) == 6 + 3


async def test_a_restarted_engine_settles_deliveries_it_left_in_flight(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "GRACE", 0.1)
    services.platform.latency = 60
    call = await services.plan(3)
    async with services.running():
        await until(lambda: services.platform.in_flight == 3)
    services.platform.latency = 0
    async with services.running():
        await services.stands(call, State.SENT, 3)


async def test_a_restarted_engine_writes_known_outcomes_first(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "LAST_WRITE", 0.05)
    away = Away(services.store)
    engine = services.another(away)
    call = await services.plan(1)

    def last(delivery: Delivery, _: int) -> Sent:
        away.gone = True
        return Sent(str(delivery.id))

    services.platform.script = last
    async with services.running(engine):
        await until(lambda: away.gone)
    away.gone = False
    async with services.running(engine):
        await services.stands(call, State.SENT, 1)
    assert len(services.platform.arrived) == 1


async def test_deliveries_claimed_by_a_killed_process_are_requeued_at_the_next_start(services: Services) -> None:
    call = await services.plan(5)
    # Its clock was an hour ahead.
    await claim(services.store, 5, NOW + timedelta(hours=1), "dead")
    async with services.running():
        await services.stands(call, State.SENT, 5)


async def test_a_clock_that_is_moved_takes_nothing_from_a_send_in_flight(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "RECLAIM_EVERY", 0.0)
    services.platform.latency = 0.5
    call = await services.plan(3)
    async with services.running():
        await until(lambda: services.platform.in_flight == 3)
        services.clock.move(7200)
        services.engine.wake()
        await services.stands(call, State.SENT, 3)
    assert len(services.platform.arrived) == 3


async def test_after_a_restart_the_rate_limits_count_earlier_sends(sqlite_store: Store) -> None:
    services = Services(sqlite_store)
    await services.plan(1)
    await services.engine.drain()
    services.clock.move(0.2)
    # So long that a slow start does not use it up.
    services.gate = SendGate(Limits(per_chat=120.0))
    async with services.running(services.another()):
        await until(lambda: services.gate.delay(Address("telegram", "-1")) > 30)


class Away(Around):
    """A store whose database is out of reach while it is `gone`."""

    gone = False

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        if self.gone:
            raise ConnectionError("the database is away")
        async with self.store.writing() as tx:
            yield tx


async def test_outcomes_are_kept_however_long_the_database_is_away(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "POLL", 0.02)
    monkeypatch.setattr(deliver, "RECLAIM_EVERY", 0.0)
    away = Away(services.store)
    engine = services.another(away)
    engine._journal._pauses = (0.0, 0.0)
    services.platform.latency = 0.1
    call = await services.plan(3)
    async with services.running(engine):
        await until(lambda: services.platform.in_flight == 3)
        away.gone = True
        await until(lambda: not services.platform.in_flight)
        await asyncio.sleep(0.1)
        away.gone = False
        services.clock.move(61)
        await services.stands(call, State.SENT, 3)
    assert len(services.platform.arrived) == 3


async def test_a_database_that_fails_for_a_moment_loses_and_doubles_nothing(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "POLL", 0.05)
    unreliable = Unreliable(services.store, 2)
    call = await services.plan(4)
    async with services.running(services.another(unreliable)):
        await services.stands(call, State.SENT, 4)
    assert {type(fault) for fault in services.faults} == {ConnectionError}
    assert len(services.platform.arrived) == 4


async def test_a_claim_whose_answer_was_lost_is_made_again_when_its_lease_has_passed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "POLL", 0.05)
    unreliable = Unreliable(services.store, 0)
    engine = services.another(unreliable)
    call = await services.plan(4)
    unreliable.failures = 1
    with pytest.raises(ConnectionError):
        await engine.drain()
    assert await claim(services.store, 4) == []
    services.clock.move(61)
    async with services.running(engine):
        await services.stands(call, State.SENT, 4)
    assert len(services.platform.arrived) == 4


async def test_a_claim_that_is_cancelled_while_it_is_committed_is_made_again(services: Services) -> None:
    committed = asyncio.Event()

    class Slow(Unreliable):
        @asynccontextmanager
        async def writing(self) -> AsyncIterator[Transaction]:
            async with self.store.writing() as tx:
                yield tx
            if not committed.is_set():
                committed.set()
                await asyncio.sleep(60)

    engine = services.another(Slow(services.store, 0))
    call = await services.plan(2)
    claiming = asyncio.create_task(engine.drain())
    await committed.wait()
    claiming.cancel()
    await asyncio.wait([claiming])
    async with services.running(engine):
        await services.stands(call, State.SENT, 2)


async def test_an_outcome_is_kept_until_the_database_is_back(services: Services) -> None:
    unreliable = Unreliable(services.store, 0)
    engine = services.another(unreliable)

    def fails_now(delivery: Delivery, _: int) -> Sent:
        unreliable.failures = 2
        return Sent(str(delivery.id))

    services.platform.script = fails_now
    call = await services.plan(1)
    await engine.drain()
    assert await services.counts(call) == {State.SENT: 1}
    assert len(services.platform.arrived) == 1


async def test_one_step_that_cannot_be_written_does_not_hold_up_the_others(services: Services) -> None:
    await services.plan(2)
    one, two = await claim(services.store, 2)
    journal = OutcomeWriter(services.store, services.clock, services.faults.append, pauses=(0.0, 0.0))

    async def poison(_: Transaction) -> None:
        raise ValueError("cannot be written")

    written = await asyncio.gather(
        journal.write(Step("no-voip", Change(one.id, one.attempt, State.SENDING), poison)),
        journal.write(Step("no-voip", Change(two.id, two.attempt, State.SENDING))),
        journal.write(Step("no-voip", Change(two.id, two.attempt - 1, State.SENT))),
    )
    assert written == [False, True, False]
    assert len(services.faults) == 2
    await journal.flush()


async def test_an_outcome_is_kept_until_a_full_disk_has_room_again(sqlite_store: Store) -> None:
    services = Services(sqlite_store)
    call = await services.plan(1)
    [one] = await claim(services.store, 1)
    journal = OutcomeWriter(services.store, services.clock, services.faults.append, pauses=(0.0, 0.01))
    tried: list[int] = []

    class Counting(Around):
        """A store that counts the writes."""

        @asynccontextmanager
        async def writing(self) -> AsyncIterator[Transaction]:
            tried.append(1)
            async with self.store.writing() as tx:
                yield tx

    journal._store = Counting(services.store)
    with full_disk():
        waiting = asyncio.create_task(journal.write(Step("no-voip", Change(one.id, one.attempt, State.SENDING))))
        await until(lambda: len(tried) > 8)
        assert not waiting.done()
    assert await waiting
    assert await services.counts(call) == {State.SENDING: 1}


async def sending_elsewhere(services: Services) -> tuple[int, Delivery]:
    """Another process was sending one of three deliveries when it lost its lease; it has not said that it ended."""
    call = await services.plan(3)
    [one] = await claim(services.store, 1, holder="other")
    async with services.store.writing() as tx:
        assert await tx.ledger.record([Change(one.id, one.attempt, State.SENDING)], NOW) == [True]
        for name in ("this", "other"):
            await tx.processes.check_in(Process(name), NOW)
    return call, one


async def test_what_another_process_was_sending_is_left_to_it_while_it_may_write_the_outcome(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "OUTCOMES_WITHIN", 60.0)
    services = Services(store)
    call, one = await sending_elsewhere(services)
    async with services.running():
        await services.stands(call, State.SENT, 2)
        async with store.writing() as tx:
            assert await tx.ledger.record([Change(one.id, one.attempt, State.SENT, "55")], NOW) == [True]
        await services.stands(call, State.SENT, 3)
    assert one.address.chat not in services.platform.chats


async def test_what_another_process_was_sending_is_sent_once_more_when_no_outcome_comes(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "OUTCOMES_WITHIN", 0.2)
    services = Services(sqlite_store)
    call, one = await sending_elsewhere(services)
    async with services.running():
        await services.stands(call, State.SENT, 3)
    assert services.platform.chats.count(one.address.chat) == 1


async def test_a_step_is_written_even_if_its_caller_is_cancelled(services: Services) -> None:
    call = await services.plan(1)
    [one] = await claim(services.store, 1)
    journal = OutcomeWriter(services.store, services.clock, services.faults.append)
    waiting = asyncio.create_task(journal.write(Step("no-voip", Change(one.id, one.attempt, State.SENDING))))
    await asyncio.sleep(0)
    waiting.cancel()
    await journal.flush()
    assert await services.counts(call) == {State.SENDING: 1}


async def test_a_delivery_that_was_taken_over_is_not_sent(sqlite_store: Store) -> None:
    services = Services(sqlite_store, Limits(per_second=1))
    call = await services.plan(3)
    async with services.running():
        await services.stands(call, State.SENT, 1)
        async with services.store.writing() as tx:
            await tx.ledger.reclaim(NOW + timedelta(hours=1))
        assert len(await claim(services.store, 3, holder="other")) == 2
        await until(lambda: not services.engine._tasks)
    assert len(services.platform.arrived) == 1


async def test_a_fault_of_the_engines_own_is_reported(services: Services) -> None:
    await services.plan(1)

    class Broken(SendGate):
        def permit(self, *_: object, **__: object) -> NoReturn:
            raise LookupError("gate")

    services.gate = Broken(UNLIMITED)
    engine = services.another()
    await engine.drain()
    assert [type(fault) for fault in services.faults] == [LookupError]


@pytest.mark.parametrize(("later", "halted"), [(10, True), (40, False), (-600, False)])
async def test_a_flood_wait_goes_on_after_a_restart(sqlite_store: Store, later: int, *, halted: bool) -> None:
    services = Services(sqlite_store)
    services.platform.script = lambda *_: NotSent("flood", wait=30, flood=True)
    call = await services.plan(1)
    async with services.running():
        await until(lambda: bool(services.platform.arrived))
        await services.stands(call, State.PENDING, 1)
    services.gate, services.clock = SendGate(UNLIMITED), Clock(NOW + timedelta(seconds=later))
    after = services.another()
    async with services.running(after):
        await after.started.wait()
        assert (services.gate.halted() > 0) is halted
    assert not after.started.is_set()


async def test_an_engine_that_hears_other_processes_asks_for_nothing_until_there_is_something(
    postgresql_url: str,
) -> None:
    store, other = open_store(postgresql_url, SECRET), open_store(postgresql_url, SECRET)
    watch = store.watch(Subject.SEND)
    assert watch is not None
    await until(lambda: watch.heard, 30)
    counted = Counting(store)
    services = Services(store)
    engine = Deliverer(counted, services.platform, services.gate, services.clock, services.faults.append, watch=watch)
    async with services.running(engine):
        await until(lambda: counted.quiet_for(2.5), 60)
        services.store = other
        call = await services.plan(3)
        began = asyncio.get_running_loop().time()
        await services.stands(call, State.SENT, 3)
        # Not found by a look at fixed times, which comes much later.
        assert asyncio.get_running_loop().time() - began < deliver.POLL_HEARD.total_seconds() / 2
        await until(lambda: counted.quiet_for(2.5), 60)
    await store.close()
    await other.close()
