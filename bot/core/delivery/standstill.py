"""Finds a delivery that stands still in the engine while others move: its chat's ticket or its answer was lost."""

from dataclasses import dataclass
from typing import Protocol

from bot.core.delivery.outage_detector import Circuit
from bot.core.delivery.retry import DELIVERY_SECONDS
from bot.core.model.announcements import PRIORITY, Delivery, Priority
from bot.core.model.chats import Address


class Gate(Protocol):
    """What is asked of the gate that everything leaves through."""

    @property
    def circuit(self) -> Circuit:
        """Open, trying or closed: the first two are an outage of the platform."""
        ...

    def halted(self) -> float:
        """Seconds that a flood wait still lasts; 0 or less if there is none."""
        ...

    def delay(self, address: Address) -> float:
        """Seconds until something may leave for this chat; below 0 for as long as it could have left and did not."""
        ...


@dataclass(slots=True)
class _Carried:
    """A claimed delivery: its place in the order, and since when it is in its present stage.

    `turn`: it still waits for its turn. `bound` are the seconds that its stage may take by itself.
    """

    address: Address
    priority: Priority
    place: int
    since: float
    turn: bool = True
    bound: float = 0.0


class Standstill:
    """What an engine carries. All times are seconds of one monotonic clock, passed by the caller.

    A delivery may wait for its turn for very long, behind what is more urgent. It stands still only if one that came
    later and is no more urgent has left meanwhile, although nothing left for its own chat and nothing limits that.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._carried: dict[int, _Carried] = {}
        self._places = 0
        self._departures: dict[Priority, tuple[float, int]] = {}

    def note_claim(self, delivery: Delivery, now: float) -> None:
        """The delivery was claimed: it waits for its turn from now on."""
        self._places += 1
        self._carried[delivery.id] = _Carried(delivery.address, PRIORITY[delivery.kind], self._places, now)

    def prepare(self, delivery: int, now: float) -> None:
        """It has its turn, or its answer: what follows takes a moment, unless the database or the platform fails."""
        if (one := self._carried.get(delivery)) is not None:
            one.turn, one.since, one.bound = False, now, 0.0

    def leave(self, delivery: int, now: float) -> None:
        """Its request leaves now."""
        if (one := self._carried.get(delivery)) is not None:
            self._departures[one.priority] = (now, one.place)
            one.since, one.bound = now, DELIVERY_SECONDS

    def end(self, delivery: int) -> None:
        """The engine no longer carries it."""
        self._carried.pop(delivery, None)

    def clear(self) -> None:
        """The engine carries nothing any more."""
        self._carried.clear()

    def carries(self) -> bool:
        """Whether there is any."""
        return bool(self._carried)

    def hindered(self) -> bool:
        """Whether an outage of the platform or a flood wait holds everything back."""
        return self._gate.circuit is not Circuit.CLOSED or self._gate.halted() > 0

    def found(self, now: float, seconds: float, trouble: float) -> bool:
        """Whether a delivery has stood still for so many seconds since the last `trouble` of everything."""
        return any(
            now - max(one.since, trouble) >= seconds + one.bound
            and (not one.turn or self._overtaken(one, now, seconds))
            for one in self._carried.values()
        )

    def _overtaken(self, one: _Carried, now: float, seconds: float) -> bool:
        idle = -self._gate.delay(one.address)
        return idle >= seconds and any(
            priority >= one.priority and place > one.place and at > max(one.since, now - idle)
            for priority, (at, place) in self._departures.items()
        )
