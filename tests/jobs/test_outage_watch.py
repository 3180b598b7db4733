import asyncio
from collections.abc import AsyncIterator

import pytest
import structlog
from structlog.testing import capture_logs

from bot.core.delivery import vital_signs
from bot.core.delivery.limiter import UNLIMITED
from bot.core.delivery.outage_detector import CHATS, Circuit
from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.jobs import outage_watch
from bot.jobs.outage_watch import OutageWatch
from bot.jobs.send_gate import SendGate
from tests.fakes import until
from tests.jobs.fakes import Platform


class Place:
    """A gate with its watch, and a platform whose probe obeys."""

    def __init__(self) -> None:
        self.platform = Platform()
        self.gate = SendGate(UNLIMITED)
        self.signs = VitalSigns()
        self.watch = OutageWatch(self.platform, self.gate, self.signs, structlog.get_logger(), suspicion=0.2)
        self.left: list[str] = []

    def record_failure(self, *chats: str) -> None:
        for chat in chats:
            self.gate.record_failure(Address("telegram", chat), asyncio.get_running_loop().time())

    async def send(self, chat: str, *, answered: bool = True) -> None:
        address = Address("telegram", chat)
        await self.gate.slot(address, ChatKind.GROUP, Priority.CALL)
        self.left.append(chat)
        left = asyncio.get_running_loop().time()
        await asyncio.sleep(0.01)
        if answered:
            self.gate.record_success(address, left)
        else:
            self.record_failure(chat)


@pytest.fixture
async def place(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    monkeypatch.setattr(outage_watch, "PROBE_EVERY", 0.02)
    monkeypatch.setattr(outage_watch, "TRIAL_PAUSES", (0.02,))
    made = Place()
    yield made
    await made.watch.stop()


async def test_trouble_of_one_chat_is_no_outage_where_the_platform_answers(place: Place) -> None:
    place.record_failure("angry")
    assert not await place.watch.confirm()
    await place.send("calm")
    assert place.signs.counts[Count.OUTAGES] == {}


async def test_one_chat_is_enough_where_the_platform_does_not_answer(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vital_signs, "LONG_ABSENCE", 0.0)
    place.platform.reachable = False
    place.record_failure("only")
    with capture_logs() as lines:
        assert await place.watch.confirm()
        assert place.signs.outages == {"telegram"}
        waiting = asyncio.create_task(place.send("only"))
        await asyncio.sleep(0.1)
        assert place.left == []
        place.platform.reachable = True
        await waiting
        await asyncio.gather(*(place.send(f"{number}") for number in range(9)))
        await until(lambda: place.gate.circuit is Circuit.CLOSED)
        await until(lambda: not place.signs.outages)
        assert [absence.what for absence in place.signs.untold()] == ["telegram"]
    assert [line["log_level"] for line in lines] == ["warning", "info"]
    assert place.signs.counts[Count.OUTAGES] == {"telegram": 1}


async def test_a_probe_that_hangs_counts_as_no_answer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang() -> bool:
        await asyncio.sleep(60)
        return True

    monkeypatch.setattr(place.platform, "probe", hang)
    place.record_failure("only")
    assert await place.watch.confirm()


async def test_several_chats_are_an_outage_although_the_probe_is_answered(place: Place) -> None:
    place.record_failure(*map(str, range(CHATS)))
    assert place.gate.circuit is Circuit.OPEN
    assert await place.watch.confirm()


async def test_after_an_outage_one_request_leaves_at_a_time_and_a_failed_trial_ends_it(place: Place) -> None:
    place.record_failure(*map(str, range(CHATS)))
    failing = [asyncio.create_task(place.send(f"{number}", answered=False)) for number in range(2)]
    others = [asyncio.create_task(place.send(f"{number}")) for number in range(2, 8)]
    await until(lambda: len(place.left) == 1)
    await asyncio.sleep(0.005)
    assert len(place.left) == 1
    await asyncio.gather(*failing, *others)
    await until(lambda: place.gate.circuit is Circuit.CLOSED)
    assert len(place.left) == 8


async def test_without_anything_to_send_a_platform_that_answers_is_well_after_a_while(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage_watch, "QUIET", 0.05)
    place.record_failure(*map(str, range(CHATS)))
    await until(lambda: place.gate.circuit is Circuit.CLOSED)
    await until(lambda: not place.signs.outages)


async def test_late_failures_of_requests_from_before_an_outage_do_not_reopen_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage_watch, "QUIET", 0.05)
    before = asyncio.get_running_loop().time()
    await asyncio.sleep(0.01)
    place.record_failure(*map(str, range(CHATS)))
    await until(lambda: bool(place.signs.outages))
    await until(lambda: not place.signs.outages)
    for number in range(CHATS):
        place.gate.record_failure(Address("telegram", f"{number}"), before)
    assert place.gate.circuit is Circuit.CLOSED


@pytest.mark.parametrize("reachable", [True, False])
async def test_who_suspects_an_outage_is_called_once_it_is_known(place: Place, *, reachable: bool) -> None:
    place.platform.reachable = reachable
    called: list[bool] = []
    place.watch.suspect(lambda: called.append(place.gate.circuit is Circuit.OPEN))
    assert called == []
    assert await place.watch.confirm() is not reachable
    await until(lambda: called == [not reachable])
    if not reachable:
        place.watch.suspect(lambda: called.append(place.gate.circuit is Circuit.OPEN))
        assert called == [True, True]
