"""What stands in line at the send gate."""

import asyncio
from dataclasses import dataclass

Order = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to prepare one request to a chat; nothing else leaves for this chat until it is used or released."""

    chat: str
    group: bool
    order: Order
    granted: float


@dataclass(slots=True, eq=False)
class Waiter:
    """A request that waits for its chat. An `early` one gets a ticket before it leaves, within `patience` seconds."""

    chat: str
    group: bool
    order: Order
    early: bool
    patience: float
    granted: asyncio.Future[float | None]


@dataclass(slots=True, eq=False)
class Leaver:
    """A request with a ticket that is ready to leave; `left` says whether it may."""

    ticket: Ticket
    left: asyncio.Future[bool]
