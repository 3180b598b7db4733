import asyncio
from bisect import bisect_right
from itertools import pairwise

import pytest

from bot.core.delivery.limiter import SECOND, UNLIMITED, Limits
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.jobs.send_gate import SendGate
from tests.jobs.fakes import quickly

TELEGRAM = Limits()
GROUP = ChatKind.GROUP


def chat(name: object) -> Address:
    return Address("telegram", str(name))


def now() -> float:
    return asyncio.get_running_loop().time()


def most_in(moments: list[float], window: float) -> int:
    return max((bisect_right(moments, at + window) - index for index, at in enumerate(moments)), default=0)


class Street:
    """Notes who left when, through a gate with Telegram's limits."""

    def __init__(self, limits: Limits = TELEGRAM) -> None:
        self.gate = SendGate(limits)
        self.left: list[tuple[str, float]] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.began = now()

    def answer(self, name: str, to: object, priority: Priority = Priority.ANSWER) -> asyncio.Task[None]:
        return self._go(self._slot(name, to, priority))

    def deliver(
        self,
        name: str,
        to: object,
        priority: Priority = Priority.UPDATE,
        *,
        prepare: float = 0.003,
        patience: float = 99,
    ) -> asyncio.Task[None]:
        return self._go(self._ticket(name, to, priority, prepare, patience))

    async def all(self) -> list[str]:
        await asyncio.gather(*self.tasks)
        return self.names

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.left]

    @property
    def moments(self) -> list[float]:
        return [at - self.began for _, at in self.left]

    def _go(self, act: object) -> asyncio.Task[None]:
        task = asyncio.ensure_future(act)  # type: ignore[call-overload]
        self.tasks.append(task)
        return task

    async def _slot(self, name: str, to: object, priority: Priority) -> None:
        await self.gate.slot(chat(to), GROUP, priority)
        self.left.append((name, now()))

    async def _ticket(self, name: str, to: object, priority: Priority, prepare: float, patience: float) -> None:
        async with self.gate.permit(chat(to), GROUP, priority, patience) as ticket:
            if ticket is None:
                self.left.append((f"{name} sent back", now()))
                return
            await asyncio.sleep(prepare)
            went = await self.gate.leave(ticket)
            self.left.append((name if went else f"{name} stopped", now()))


async def about_to_leave() -> tuple[Street, asyncio.Task[None]]:
    """A street whose second request, to another chat than the first, leaves within five milliseconds."""
    street = Street(Limits(per_second=1))
    await street.answer("first", 0)
    loser = street.deliver("loser", "chat", prepare=0)
    await asyncio.sleep(SECOND - 0.005)
    assert street.gate._leavers
    return street, loser


def cancel_as_it_is_let_through(street: Street, task: asyncio.Task[None]) -> None:
    """Cancel the task after the gate has let it through, and before it knows.

    This timer comes before the gate's own of the same moment because the gate is made to set its own again.
    """
    loop = asyncio.get_running_loop()
    timer = street.gate._timer
    assert timer is not None
    loop.call_at(timer.when(), loop.call_soon, task.cancel)
    street.gate._run()


@pytest.mark.parametrize("late", [0.0, 0.004], ids=["exact timers", "late timers"])
@pytest.mark.parametrize("prepare", [0.0, 0.003, 0.05], ids=["no intent", "quick intent", "slow intent"])
def test_a_broadcast_is_even_within_every_second_and_as_fast_as_allowed(late: float, prepare: float) -> None:
    async def broadcast() -> None:
        street = Street()
        for number in range(300):
            street.deliver(str(number), number, prepare=prepare)
        assert await street.all() == [str(number) for number in range(300)]
        assert most_in(street.moments, 1.0) <= 30
        assert all(later - earlier > 0.02 for earlier, later in pairwise(street.moments))
        assert street.moments[-1] - street.moments[0] < 299 / 30 / 0.97

    quickly(broadcast(), late)


def test_answers_and_deliveries_together_stay_within_every_second() -> None:
    async def both() -> None:
        street = Street()
        for number in range(200):
            street.deliver(str(number), number, prepare=0.02)
        for number in range(20):
            await asyncio.sleep(0.2)
            asked = now()
            await street.answer(f"answer {number}", f"asker {number}")
            assert now() - asked < 0.08
        await street.all()
        assert most_in(street.moments, 1.0) <= 30
        assert street.moments[-1] < 220 / 30 / 0.97

    quickly(both(), 0.002)


def test_answers_go_first_then_calls_then_reminders_then_updates_and_among_equals_the_oldest() -> None:
    async def queue() -> None:
        street = Street()
        street.gate.flood(1.0)
        for number, priority in enumerate([Priority.UPDATE, Priority.REMINDER, Priority.CALL, Priority.ANSWER] * 2):
            street.answer(f"{priority.name} {number}", number, priority)
        names = await street.all()
        assert names == [
            "ANSWER 3", "ANSWER 7", "CALL 2", "CALL 6", "REMINDER 1", "REMINDER 5", "UPDATE 0", "UPDATE 4",
        ]  # fmt: skip

    quickly(queue())


def test_a_slow_chat_delays_nobody_else_and_keeps_its_own_order() -> None:
    async def crowd() -> None:
        street = Street()
        for number in range(5):
            street.answer(f"slow {number}", "slow")
        for number in range(20):
            street.deliver(f"quick {number}", number)
        await street.all()
        slow = [at for name, at in street.left if name.startswith("slow")]
        assert [name for name in street.names if name.startswith("slow")] == [f"slow {number}" for number in range(5)]
        assert all(later - earlier >= 1.05 - 1e-9 for earlier, later in pairwise(slow))
        assert max(at for name, at in street.left if name.startswith("quick")) - street.began < 21 / 29.5 + 0.05
        assert slow[-1] - street.began < 4 * 1.05 + 0.1

    quickly(crowd())


def test_in_one_chat_an_answer_overtakes_an_update_that_waits() -> None:
    async def chat_of_both() -> None:
        street = Street()
        await street.answer("first", "chat")
        street.deliver("update", "chat")
        await asyncio.sleep(0.5)
        street.answer("answer", "chat")
        assert await street.all() == ["first", "answer", "update"]

    quickly(chat_of_both())


def test_while_one_request_to_a_chat_is_prepared_no_other_leaves_for_it() -> None:
    async def stall() -> None:
        street = Street()
        street.deliver("written slowly", "chat", prepare=3.0)
        await asyncio.sleep(0.1)
        street.answer("answer", "chat")
        street.answer("elsewhere", "other")
        assert await street.all() == ["elsewhere", "written slowly", "answer"]
        assert street.moments[2] - street.moments[1] > 1.049

    quickly(stall())


def test_a_stalled_database_does_not_pile_up_intents_and_lets_no_burst_out_after_it() -> None:
    async def stall() -> None:
        street = Street()
        for number in range(100):
            street.deliver(str(number), number, prepare=2.0 if number < 2 else 0.003)
        await asyncio.sleep(1.9)
        assert street.gate._lines.held <= 2
        await street.all()
        assert most_in(street.moments, 1.0) <= 30

    quickly(stall())


def test_a_flood_wait_stops_what_has_not_left_sends_deliveries_back_and_lets_answers_wait() -> None:
    async def flood() -> None:
        street = Street()
        for number in range(10):
            street.deliver(str(number), number, prepare=0.5, patience=2)
        street.answer("answer", "asker")
        await asyncio.sleep(0.3)
        street.gate.flood(30)
        assert 29 < street.gate.halted() <= 30
        async with street.gate.permit(chat("later"), GROUP, Priority.CALL) as ticket:
            assert ticket is None
        await street.all()
        assert street.names[0] == "answer"
        assert sorted(street.names[1:]) == sorted(["0 stopped"] + [f"{number} sent back" for number in range(1, 10)])
        street.answer("after", "asker")
        street.deliver("patient", "patient")
        await street.all()
        assert street.moments[-2] > 30.29

    quickly(flood())


def test_a_request_that_is_ready_to_leave_is_stopped_by_a_flood_wait() -> None:
    async def flood() -> None:
        street = Street(Limits(per_second=1))
        await street.answer("first", 0)
        street.deliver("ready", 1, prepare=0)
        await asyncio.sleep(SECOND - 0.005)
        assert street.gate._leavers
        street.gate.flood(10)
        assert await street.all() == ["first", "ready stopped"]
        assert not street.gate._lines.held

    quickly(flood())


def test_a_short_flood_wait_is_waited_out() -> None:
    async def flood() -> None:
        street = Street()
        street.gate.flood(1.5)
        street.deliver("patient", 1, patience=2)
        await asyncio.sleep(0.1)
        street.gate.flood(1.5)
        assert await street.all() == ["patient"]
        assert street.moments[0] >= 1.6

    quickly(flood())


def test_a_chat_that_alone_causes_flood_waits_is_delayed_alone() -> None:
    async def flood() -> None:
        street = Street()
        street.gate.flood(1, chat("angry"))
        await asyncio.sleep(1)
        street.gate.record_success(chat("calm"), now())
        for number in range(2):
            street.deliver(f"angry {number}", "angry", patience=2)
        street.deliver("calm", "calm", patience=2)
        street.gate.flood(20, chat("angry"))
        await street.all()
        assert sorted(street.names) == ["angry 0 sent back", "angry 1 sent back", "calm"]
        assert street.gate.halted() <= 0
        assert 19 < street.gate.delay(chat("angry")) <= 20
        assert street.moments[-1] < 1.2

    quickly(flood())


def test_a_cancelled_waiter_uses_no_slot() -> None:
    async def leave() -> None:
        street = Street()
        await street.answer("first", "chat")
        impatient = [street.answer(f"impatient {number}", number) for number in range(100)]
        held = street.deliver("impatient delivery", "chat")
        street.answer("patient", "patient")
        street.answer("patient too", "chat")
        await asyncio.sleep(0)
        for task in [*impatient, held]:
            task.cancel()
        await asyncio.wait(street.tasks)
        assert street.names == ["first", "patient", "patient too"]
        assert street.moments[1] < 0.05
        assert 1.049 < street.moments[2] < 1.1
        assert not street.gate._lines._lines

    quickly(leave())


def test_a_slot_granted_while_its_waiter_is_cancelled_goes_to_the_next() -> None:
    async def leave() -> None:
        street = Street(Limits(per_second=1))
        await street.answer("first", 0)
        loser = street.answer("loser", 1)
        winner = street.answer("winner", 2)
        await asyncio.sleep(0.9)
        cancel_as_it_is_let_through(street, loser)
        await asyncio.wait([loser, winner])
        assert loser.cancelled()
        assert street.names == ["first", "winner"]
        assert street.moments[1] < 1.1

    quickly(leave())


def test_a_ticket_granted_while_its_waiter_is_cancelled_frees_its_chat() -> None:
    async def leave() -> None:
        street = Street()
        await street.answer("first", "chat")
        loser = street.deliver("loser", "chat")
        street.answer("winner", "chat", Priority.UPDATE)
        await asyncio.sleep(1.0)
        cancel_as_it_is_let_through(street, loser)
        await asyncio.wait(street.tasks)
        assert street.names == ["first", "winner"]

    quickly(leave())


def test_a_request_cancelled_while_it_waits_to_leave_frees_its_chat_for_the_next() -> None:
    async def leave() -> None:
        street, loser = await about_to_leave()
        loser.cancel()
        street.answer("winner", "chat")
        await asyncio.wait(street.tasks)
        assert street.names == ["first", "winner"]
        assert street.moments[1] < 1.1

    quickly(leave())


def test_a_request_cancelled_at_the_moment_of_its_departure_stops_nobody() -> None:
    async def leave() -> None:
        street, loser = await about_to_leave()
        timer = street.gate._timer
        assert timer is not None
        # In one turn of the loop: first the cancellation, then the gate's timer, then the task hears of it.
        asyncio.get_running_loop().call_at(timer.when(), loser.cancel)
        street.gate._run()
        await asyncio.wait([loser])
        assert loser.cancelled()
        await street.answer("winner", "chat")
        assert street.names == ["first", "winner"]
        assert street.moments[1] < 1.1
        assert not street.gate._lines.held

    quickly(leave())


@pytest.mark.parametrize("then", ["shut", "reset"])
def test_a_cancelled_request_ends_as_cancelled_whatever_the_gate_does_before_it_knows(then: str) -> None:
    async def leave() -> None:
        street, loser = await about_to_leave()
        loser.cancel()
        getattr(street.gate, then)()
        await asyncio.wait([loser])
        assert loser.cancelled()
        assert not street.gate._lines.held

    quickly(leave())


def test_a_request_cancelled_after_it_was_let_out_has_used_its_slot() -> None:
    async def leave() -> None:
        street, loser = await about_to_leave()
        cancel_as_it_is_let_through(street, loser)
        await asyncio.wait([loser])
        assert loser.cancelled()
        await street.answer("next", 2)
        assert street.moments[-1] > 1.9
        assert not street.gate._lines.held

    quickly(leave())


def test_a_ticket_that_is_released_takes_no_place() -> None:
    async def release() -> None:
        street = Street()
        for number in range(50):
            async with street.gate.permit(chat(number), GROUP, Priority.UPDATE) as ticket:
                assert ticket is not None
        await street.answer("next", 0)
        assert street.moments == [0.0]

    quickly(release())


def test_a_group_that_has_heard_twenty_sends_deliveries_back_at_once_and_delays_nobody() -> None:
    async def full() -> None:
        street = Street()
        street.gate.load_history([(chat("full"), GROUP, 20.0 - second) for second in range(20)])
        assert 40 < street.gate.delay(chat("full")) <= 41
        street.deliver("twenty-first", "full", patience=2)
        street.deliver("other", "other", patience=2)
        assert await street.all() == ["twenty-first sent back", "other"]
        assert street.moments[-1] < 0.1

    quickly(full())


def test_without_limits_ten_thousand_pass_at_once() -> None:
    async def crowd() -> None:
        street = Street(UNLIMITED)
        assert street.gate.pace == UNLIMITED.per_second
        for number in range(5000):
            street.answer("answer", number % 7)
            street.deliver("delivery", number, prepare=0)
        await street.all()
        assert len(street.left) == 10_000
        assert street.moments[-1] < 2

    quickly(crowd())


def test_an_idle_gate_keeps_no_timer_and_no_waiter() -> None:
    async def idle() -> None:
        street = Street()
        for number in range(10):
            street.answer("answer", number % 2)
            street.deliver("delivery", number % 3)
        await street.all()
        gate = street.gate
        assert gate._timer is None
        assert not gate._lines._lines
        assert not gate._lines._later
        assert not gate._lines.held
        assert not gate._lines._timed

    quickly(idle())


async def test_with_the_machines_own_time_the_gate_keeps_its_pace() -> None:
    street = Street(Limits(per_second=100))
    for number in range(100):
        street.deliver(str(number), number, prepare=0.001)
    await street.all()
    assert street.moments[-1] >= 0.98


def test_an_answer_to_a_chat_that_is_put_off_waits_without_holding_up_the_next() -> None:
    async def flood() -> None:
        street = Street()
        street.gate.flood(0, chat("angry"))
        street.gate.record_success(chat("calm"), now())
        street.answer("first", "first")
        street.answer("angry", "angry")
        street.answer("calm", "calm")
        await asyncio.sleep(0.01)
        street.gate.flood(20, chat("angry"))
        assert await street.all() == ["first", "calm", "angry"]
        assert street.moments[1] < 0.1
        assert street.moments[2] >= 20

    quickly(flood())


async def test_a_call_gets_its_place_in_a_group_that_one_member_floods_with_questions() -> None:
    """A window of 3 s for 6 requests: the flood takes all of the first one, and at most half of each one after it."""
    street = Street(Limits(per_second=200, per_chat=0.0, group_count=6, group_window=3.0))
    for number in range(30):
        street.answer(f"answer {number}", "-1")
    await asyncio.gather(*street.tasks[:6])
    async with street.gate.permit(chat("-1"), GROUP, Priority.CALL, 0.1) as ticket:
        assert ticket is None
    await asyncio.sleep(max(street.gate.delay(chat("-1")), 0))
    calls = [street.deliver(f"call {number}", "-1", Priority.CALL) for number in range(3)]
    await asyncio.gather(*calls)
    assert max(at for name, at in street.left if name.startswith("call")) - street.began < 3.5
    for task in street.tasks:
        task.cancel()


async def test_answers_take_the_whole_window_where_nothing_else_waits() -> None:
    street = Street(Limits(per_second=200, per_chat=0.0, group_count=6, group_window=3.0))
    for number in range(6):
        street.answer(f"answer {number}", "-1")
    await street.all()
    assert street.moments[-1] < 0.5


async def test_a_delivery_that_never_comes_back_keeps_no_answer_for_ever() -> None:
    street = Street(Limits(per_second=200, per_chat=0.0, group_count=2, group_window=0.3))
    for number in range(2):
        street.answer(f"answer {number}", "-1")
    await street.all()
    async with street.gate.permit(chat("-1"), GROUP, Priority.CALL, 0.0) as ticket:
        assert ticket is None
    for number in range(2, 6):
        street.answer(f"answer {number}", "-1")
    await asyncio.wait_for(street.all(), 15)
    assert len(street.names) == 6


def test_a_call_goes_on_however_many_groups_ask_at_the_same_time() -> None:
    """More questions than the platform lets out: the call gets one place in four, and the answers get the rest."""

    async def asked() -> None:
        street = Street()
        for number in range(600):
            street.answer("answer", f"asker {number}")
        for number in range(60):
            street.deliver(f"call {number}", f"group {number}", Priority.CALL, prepare=0.02)
        names = await street.all()
        arrived = [place for place, name in enumerate(names) if name != "answer"]
        assert [names[place] for place in arrived] == [f"call {number}" for number in range(60)]
        assert arrived[-1] < 60 * 5
        assert max(later - earlier for earlier, later in pairwise(arrived)) <= 5

    quickly(asked())


def test_answers_that_the_platform_has_room_for_do_not_wait_for_a_call() -> None:
    """Twenty questions a second beside a call: each is answered within two places, as before."""

    async def asked() -> None:
        street = Street()
        for number in range(100):
            street.deliver(f"call {number}", f"group {number}", Priority.CALL)
        waited = []

        async def ask(number: int) -> None:
            asked = now()
            await street.gate.slot(chat(f"asker {number}"), GROUP, Priority.ANSWER)
            waited.append(now() - asked)

        for number in range(60):
            await asyncio.sleep(0.05)
            street.tasks.append(asyncio.ensure_future(ask(number)))
        await street.all()
        assert max(waited) < 3 / TELEGRAM.per_second

    quickly(asked())
