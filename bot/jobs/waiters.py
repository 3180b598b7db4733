"""The entries in the queues of the send gate."""

import asyncio
from dataclasses import dataclass

Order = tuple[int, int]
"""Priority, then arrival number; the lowest goes first."""


@dataclass(slots=True, eq=False)
class Ticket:
    """The right to prepare one request to a chat, granted at a time of the loop's clock.

    While it is `held`, no other request leaves for this chat.
    """

    chat: str
    group: bool
    order: Order
    granted: float
    held: bool


@dataclass(slots=True, eq=False)
class Waiter:
    """A request that waits for its chat. An `early` one gets a ticket before it leaves, within `patience` seconds.

    `granted` resolves to None if no request may leave within that time.
    """

    chat: str
    group: bool
    order: Order
    early: bool
    patience: float
    granted: asyncio.Future[Ticket | None]


@dataclass(slots=True, eq=False)
class Leaver:
    """A request with a ticket that is ready to leave; `left` resolves to whether it may."""

    ticket: Ticket
    left: asyncio.Future[bool]
