"""What stands in line at the send gate."""

import asyncio
from dataclasses import dataclass

Order = tuple[int, int]
"""Priority, then the number of the arrival; the least goes first."""


@dataclass(slots=True, eq=False)
class Ticket:
    """The right to prepare one request to a chat, granted at a moment of the loop.

    While it is `held`, nothing else leaves for this chat.
    """

    chat: str
    group: bool
    order: Order
    granted: float
    held: bool


@dataclass(slots=True, eq=False)
class Waiter:
    """A request that waits for its chat. An `early` one gets a ticket before it leaves, within `patience` seconds.

    `granted` is None where nothing leaves as soon as that.
    """

    chat: str
    group: bool
    order: Order
    early: bool
    patience: float
    granted: asyncio.Future[Ticket | None]


@dataclass(slots=True, eq=False)
class Leaver:
    """A request with a ticket that is ready to leave; `left` says whether it may."""

    ticket: Ticket
    left: asyncio.Future[bool]
