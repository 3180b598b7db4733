"""Tells other processes what was changed, and hears it from them: LISTEN and NOTIFY of PostgreSQL.

https://www.postgresql.org/docs/current/sql-notify.html: what is notified in a transaction is sent when it commits.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.database import Subject

CHANNEL = "nolike"
HEARTBEAT_SECONDS = 30.0
"""Seconds without a word after which it is tested whether the connection that listens still answers.

Each check-in of a process is such a word, our own too, so that on most days no test is needed.
"""

ANSWER_SECONDS = 5.0
RETRY_SECONDS = 60.0
"""Most seconds between two attempts to listen; the first pauses are shorter."""

_WRITE = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
_TOUCHED = "nolike_touched"
_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :subjects)")

SUBJECTS: Mapping[str, frozenset[Subject]] = {
    "announcements": frozenset({Subject.SEND, Subject.PAGE}),
    "baselines": frozenset({Subject.PAGE}),
    "calls": frozenset({Subject.PLAN, Subject.PAGE}),
    "campaigns": frozenset({Subject.PLAN, Subject.SEND, Subject.READ, Subject.PAGE}),
    "chats": frozenset({Subject.PLAN, Subject.SEND}),
    "deliveries": frozenset({Subject.SEND}),
    "events": frozenset({Subject.PLAN, Subject.READ, Subject.PAGE}),
    "failing": frozenset({Subject.PAGE}),
    "held": frozenset({Subject.READ, Subject.PAGE}),
    "pages": frozenset({Subject.PLAN, Subject.READ, Subject.PAGE}),
    "processes": frozenset({Subject.ALIVE}),
    "published_pledges": frozenset({Subject.PAGE}),
    "snapshots": frozenset({Subject.PLAN, Subject.READ, Subject.PAGE}),
    "subscriptions": frozenset({Subject.PLAN}),
    "update_queue": frozenset({Subject.UPDATES}),
}
"""What waits for a change of a table. A change of another table is seen when that process looks by itself."""

_ONLY_NEW = frozenset({"deliveries", "update_queue"})
"""Tables of which only new rows matter: the process that sends or listens makes all other changes itself."""


@lru_cache(1024)
def subjects_of(statement: str) -> frozenset[Subject]:
    """The subjects that a statement in SQL may change, if it changes any row."""
    found: set[Subject] = set()
    for verb, table in _WRITE.findall(statement):
        if verb == "INSERT INTO" or table not in _ONLY_NEW:
            found |= SUBJECTS.get(table, frozenset())
    return frozenset(found)


def note_touched(
    connection: Connection, cursor: Any, statement: str, *_: Any  # noqa: ANN401 - SQLAlchemy's event
) -> None:  # fmt: skip
    """Remember what a statement changed; listens to SQLAlchemy's `after_cursor_execute`."""
    if (subjects := subjects_of(statement)) and cursor.rowcount:
        connection.info.setdefault(_TOUCHED, set()).update(subjects)


def forget_touched(connection: AsyncConnection) -> None:
    """Begin a transaction: what one before it changed may never have been committed."""
    connection.info.pop(_TOUCHED, None)


async def notify(connection: AsyncConnection) -> None:
    """Let every process hear, once this transaction commits, which subjects it changed."""
    if touched := connection.info.pop(_TOUCHED, None):
        await connection.execute(_NOTIFY, {"subjects": " ".join(sorted(touched))})


class HeardChanges:
    """Fills `bot.core.ports.database.Watch`, for the changes that a listener hears."""

    def __init__(self, subject: Subject, is_heard: Callable[[], bool]) -> None:
        self.subject = subject
        self._is_heard = is_heard
        self._rung = asyncio.Event()

    @property
    def heard(self) -> bool:
        """Whether the listener listens."""
        return self._is_heard()

    def clear(self) -> None:
        """Reset the event."""
        self._rung.clear()

    def ring(self) -> None:
        """End the wait."""
        self._rung.set()

    async def wait(self, sleeping: Coroutine[Any, Any, None]) -> bool:
        """Run both until one is done."""
        tasks = (asyncio.ensure_future(sleeping), asyncio.ensure_future(self._rung.wait()))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        return self._rung.is_set()


class Listener:
    """One connection that listens, opened again whenever it ends.

    `dial` opens it, and raises where this database cannot be listened to. `on_silent` is called with the reason, once
    for each new one.
    """

    def __init__(self, dial: Callable[[], Awaitable[Any]], on_silent: Callable[[str], None]) -> None:
        self._dial = dial
        self._on_silent = on_silent
        self._watches: list[HeardChanges] = []
        self._reason = ""
        self._heard_at = 0.0
        self.heard = False

    def watch(self, subject: Subject) -> HeardChanges:
        """A new watch."""
        made = HeardChanges(subject, lambda: self.heard)
        self._watches.append(made)
        return made

    async def run(self) -> None:
        """Listen until cancelled."""
        pause = 1.0
        while True:
            try:
                await self._listen()
                pause = 1.0
            except Exception as trouble:  # noqa: BLE001 - whatever it is, the database is asked instead
                self._tell(trouble)
            finally:
                self._set_heard(heard=False)
            await asyncio.sleep(pause)
            pause = min(2 * pause, RETRY_SECONDS)

    def _tell(self, trouble: Exception) -> None:
        reason = (str(trouble).splitlines() or [""])[0] or type(trouble).__name__
        if reason != self._reason:
            self._reason = reason
            self._on_silent(reason)

    async def _listen(self) -> None:
        """Listen until the connection ends."""
        connection = await self._dial()
        ended = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: ended.set())
            await connection.add_listener(CHANNEL, self._hear)
            self._reason = ""
            self._heard_at = asyncio.get_running_loop().time()
            self._set_heard(heard=True)
            while not ended.is_set():
                # Not `wait_for`, which may swallow a cancellation on Python 3.11.
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(self._heard_at + HEARTBEAT_SECONDS):
                        await ended.wait()
                        return
                if (now := asyncio.get_running_loop().time()) < self._heard_at + HEARTBEAT_SECONDS:
                    continue
                async with asyncio.timeout(ANSWER_SECONDS):
                    await connection.execute("SELECT 1")
                self._heard_at = now
        finally:
            connection.terminate()

    def _hear(self, _connection: object, _pid: int, _channel: str, payload: str) -> None:
        self._heard_at = asyncio.get_running_loop().time()
        said = payload.split()
        for watch in self._watches:
            if watch.subject in said:
                watch.ring()

    def _set_heard(self, *, heard: bool) -> None:
        """Whoever waits looks once: something may have changed while nobody listened."""
        if heard is not self.heard:
            self.heard = heard
            for watch in self._watches:
                watch.ring()
