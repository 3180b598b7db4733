"""Whatever is cancelled, and whenever: the gate gets every ticket and every place back."""

import asyncio
from contextlib import suppress

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.core.delivery.limiter import Limits
from bot.core.delivery.outage_detector import Circuit
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.jobs.send_gate import SendGate
from tests.jobs.fakes import QuickLoop

CHATS = st.integers(1, 5)


def chat(number: int) -> Address:
    return Address("telegram", f"-{number}")


class GateMachine(RuleBasedStateMachine):
    """Senders come and go through a gate with Telegram's kind of limits, on a loop whose time is moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = QuickLoop()
        asyncio.set_event_loop(self.loop)
        self.tasks: list[asyncio.Task[None]] = []
        self.gate = self.run(self._open())

    async def _open(self) -> SendGate:
        gate = SendGate(Limits(per_second=20.0, per_chat=0.2, group_count=6, group_window=2.0))
        gate.watch(lambda: None)
        return gate

    def run(self, act):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - any coroutine
        return self.loop.run_until_complete(act)

    async def _deliver(self, number: int, prepare: float, hold: float, patience: float) -> None:
        async with self.gate.permit(chat(number), ChatKind.GROUP, Priority.CALL, patience) as ticket:
            if ticket is not None:
                await asyncio.sleep(prepare)
                if await self.gate.leave(ticket):
                    await asyncio.sleep(hold)

    async def _answer(self, number: int) -> None:
        await self.gate.slot(chat(number), ChatKind.GROUP, Priority.ANSWER)

    @rule(number=CHATS, prepare=st.sampled_from([0.0, 0.01, 0.3]), hold=st.sampled_from([0.0, 0.1]),
          patience=st.sampled_from([0.5, 99.0]))  # fmt: skip
    def deliver(self, number: int, prepare: float, hold: float, patience: float) -> None:
        self.tasks.append(self.loop.create_task(self._deliver(number, prepare, hold, patience)))

    @rule(number=CHATS)
    def answer(self, number: int) -> None:
        self.tasks.append(self.loop.create_task(self._answer(number)))

    @rule(place=st.integers(0, 99), then=st.sampled_from(["", "timer", "shut", "reset"]))
    def cancel(self, place: int, then: str) -> None:
        """Cancel a sender; before it hears of that, the gate's timer runs, or an outage or a restart begins."""
        if not self.tasks:
            return
        task, timer = self.tasks[place % len(self.tasks)], self.gate._timer
        if then == "timer" and timer is not None:
            self.loop.call_at(timer.when(), task.cancel)
            self.gate._run()
            self.run(asyncio.sleep(max(timer.when() - self.loop.time(), 0)))
            return
        task.cancel()
        if then == "reset":
            # As the watchdog does it: whoever sends is cancelled first.
            for other in self.tasks:
                other.cancel()
        if then in {"shut", "reset"}:
            getattr(self.gate, then)()

    @rule(turns=st.integers(0, 4))
    def turn(self, turns: int) -> None:
        """Some turns of the loop, so that the next step meets senders in the middle of theirs."""

        async def some() -> None:
            for _ in range(turns):
                await asyncio.sleep(0)

        self.run(some())

    @rule(seconds=st.sampled_from([0.001, 0.05, 0.3, 2.5]))
    def wait(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    @rule(number=CHATS, seconds=st.sampled_from([0.1, 3.0]))
    def flood(self, number: int, seconds: float) -> None:
        self.gate.flood(seconds, chat(number))

    @rule(number=CHATS)
    def put_off(self, number: int) -> None:
        self.gate.put_off(chat(number), 0.5)

    @rule(number=CHATS)
    def record_success(self, number: int) -> None:
        self.gate.record_success(chat(number), self.loop.time())

    @rule(number=CHATS)
    def record_failure(self, number: int) -> None:
        self.gate.record_failure(chat(number), self.loop.time())

    @rule(again=st.booleans())
    def outage(self, *, again: bool) -> None:
        if again and self.gate.circuit is Circuit.OPEN:
            self.run(self.gate.try_again(0.2))
        elif not again:
            self.gate.shut()

    @invariant()
    def no_more_is_held_than_senders_are_there(self) -> None:
        self.run(asyncio.sleep(0))
        self.run(asyncio.sleep(0))
        there = sum(not task.done() for task in self.tasks)
        assert self.gate._lines.held <= there
        assert len(self.gate._leavers) <= there
        assert all(task.exception() is None for task in self.tasks if task.done() and not task.cancelled())

    def teardown(self) -> None:
        """All senders leave, in whatever way; then the gate is as good as new."""
        for task in self.tasks[::2]:
            task.cancel()

        async def end() -> None:
            while self.gate.circuit is not Circuit.CLOSED:
                await self.gate.try_again(0.1)
            with suppress(asyncio.CancelledError):
                await asyncio.wait_for(asyncio.gather(*self.tasks, return_exceptions=True), 600)
            assert self.gate._lines.held == 0
            assert not self.gate._leavers
            await asyncio.sleep(10)
            for number in range(1, 6):
                async with self.gate.permit(chat(number), ChatKind.GROUP, Priority.CALL, 99.0) as ticket:
                    assert ticket is not None
                    assert await self.gate.leave(ticket)
            assert self.gate._lines.held == 0

        self.run(end())
        self.loop.close()


TestGate = GateMachine.TestCase
TestGate.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
