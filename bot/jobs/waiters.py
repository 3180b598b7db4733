"""The entries in the queues of the send gate."""

import asyncio
from collections.abc import Awaitable, Callable
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


class Permit:
    """A ticket for the time of a block: `grant` waits for it, and `release` returns an unused one at the end."""

    __slots__ = ("_grant", "_release", "_ticket")

    def __init__(self, grant: Callable[[], Awaitable[Ticket | None]], release: Callable[[Ticket], None]) -> None:
        self._grant = grant
        self._release = release
        self._ticket: Ticket | None = None

    async def __aenter__(self) -> Ticket | None:
        self._ticket = await self._grant()
        return self._ticket

    async def __aexit__(self, *_: object) -> None:
        if self._ticket is not None:
            self._release(self._ticket)
