from dataclasses import dataclass, field

from bot.core.delivery.outage_detector import Circuit
from bot.core.delivery.retry import DELIVERY_SECONDS
from bot.core.delivery.standstill import Standstill
from bot.core.model.announcements import Action, AnnouncementKind, Delivery
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say

CALL, UPDATE = AnnouncementKind.CALL, AnnouncementKind.UPDATE
SECONDS = 20.0


@dataclass
class Gate:
    """A gate whose chats are free since 0, unless another moment stands here."""

    circuit: Circuit = Circuit.CLOSED
    flood: float = -1.0
    free: dict[str, float] = field(default_factory=dict)
    now: float = 0.0

    def halted(self) -> float:
        return self.flood

    def delay(self, address: Address) -> float:
        return self.free.get(address.chat, 0.0) - self.now


class Engine:
    def __init__(self) -> None:
        self.gate = Gate()
        self.carried = Standstill(self.gate)
        self.ids = 0

    def claim(self, chat: str, at: float, kind: AnnouncementKind = CALL) -> int:
        self.ids += 1
        self.carried.note_claim(_made(self.ids, chat, kind), at)
        return self.ids

    def pass_by(self, at: float, kind: AnnouncementKind = CALL) -> None:
        """Another delivery is claimed, leaves and ends."""
        other = self.claim("-99", at, kind)
        self.carried.prepare(other, at)
        self.carried.leave(other, at)
        self.carried.end(other)

    def found(self, at: float, trouble: float = 0.0) -> bool:
        self.gate.now = at
        return self.carried.found(at, SECONDS, trouble)


def _made(number: int, chat: str, kind: AnnouncementKind) -> Delivery:
    return Delivery(
        id=number, announcement_id=1, kind=kind, campaign="c", chat_id=1, chat_kind=ChatKind.GROUP,
        address=Address("telegram", chat), language="ar", zone="", action=Action.SEND, content=say("hello"), message="",
        attempt=1, tries=0, again=False, first_try=None,
    )  # fmt: skip


def test_what_was_overtaken_by_later_ones_for_long_stands_still() -> None:
    engine = Engine()
    engine.claim("-1", 100)
    engine.pass_by(101)
    assert not engine.found(119)
    assert engine.found(120)
    # After an outage everything has its time anew.
    assert not engine.found(120, trouble=110)
    assert engine.found(130, trouble=110)


def test_what_waits_behind_what_is_more_urgent_or_came_before_does_not() -> None:
    engine = Engine()
    before = engine.claim("-2", 99, UPDATE)
    engine.claim("-1", 100, UPDATE)
    engine.pass_by(150, CALL)
    engine.carried.prepare(before, 150)
    engine.carried.leave(before, 150)
    engine.carried.end(before)
    assert not engine.found(200)
    engine.pass_by(201, UPDATE)
    assert engine.found(202)


def test_what_its_own_chat_keeps_waiting_does_not() -> None:
    engine = Engine()
    engine.claim("-1", 100)
    engine.gate.free["-1"] = 160
    engine.pass_by(150)
    assert not engine.found(170)
    # Nothing overtook it since its chat is free.
    assert not engine.found(190)
    engine.pass_by(191)
    assert engine.found(191)


def test_a_ticket_or_an_outcome_that_leads_to_nothing_stands_still_and_a_send_has_its_own_bound() -> None:
    engine = Engine()
    one = engine.claim("-1", 100)
    engine.carried.prepare(one, 110)
    assert not engine.found(129)
    assert engine.found(130)
    engine.carried.leave(one, 130)
    assert not engine.found(130 + DELIVERY_SECONDS + SECONDS - 1)
    assert engine.found(130 + DELIVERY_SECONDS + SECONDS)
    engine.carried.prepare(one, 400)
    assert not engine.found(419)
    engine.carried.end(one)
    assert not engine.found(900)
    assert not engine.carried.carries()


def test_what_is_no_longer_carried_is_not_tracked() -> None:
    engine = Engine()
    one = engine.claim("-1", 100)
    assert engine.carried.carries()
    engine.carried.clear()
    engine.carried.prepare(one, 101)
    engine.carried.leave(one, 101)
    engine.carried.end(one)
    assert not engine.carried.carries()
    assert not engine.found(900)


def test_an_outage_and_a_flood_wait_hold_everything_back() -> None:
    engine = Engine()
    assert not engine.carried.hindered()
    engine.gate.flood = 3
    assert engine.carried.hindered()
    engine.gate.flood, engine.gate.circuit = -1, Circuit.TRYING
    assert engine.carried.hindered()
