"""The queue of answers: in order within a chat, concurrent across chats, stored until they are sent."""

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from structlog.typing import FilteringBoundLogger

from bot.core.commands.answer import Services
from bot.core.commands.speech import recall
from bot.core.delivery.retry import FRESH, insist
from bot.core.delivery.vital_signs import Count
from bot.core.model.announcements import Priority, Refused, Sent
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Reply, say
from bot.core.ports.chats import Waiting
from bot.core.ports.clock import Clock
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import Gate
from bot.platforms.render_cache import Speaks
from bot.platforms.telegram.draw import Drawn, draw
from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.send import post
from bot.platforms.telegram.updates.incoming import NAME

# Seconds.
GATHER = 0.05
DROPPED_AFTER = timedelta(seconds=60)
MOST_WAITING = 1800
"""Answers that may wait: as many as Telegram takes in a minute. A group's next one would be too late."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A queued answer and its language; `update` is what it answers, `since` when it was queued."""

    update: str
    address: Address
    kind: ChatKind
    reply: Reply
    language: str
    since: datetime | None = None


class Answers:
    """Sends answers; each is forgotten by the store's inbox once it is sent, or once it never can be."""

    def __init__(
        self,
        photos: Photos,
        services: Services,
        speak: Speaks,
        gate: Gate,
        clock: Clock,
        log: FilteringBoundLogger,
    ) -> None:
        self._photos = photos
        self._services = services
        self._speak = speak
        self._gate = gate
        self._clock = clock
        self._log = log
        self._lines: dict[str, deque[Saying]] = {}
        self._waiting = 0
        self._said: list[str] = []
        self._forgetting: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._logged_drop: datetime | None = None

    def put(self, saying: Saying) -> None:
        """Queue an answer after the chat's pending ones."""
        saying = replace(saying, since=saying.since or self._clock.now())
        chat = saying.address.chat
        if saying.kind is not ChatKind.PRIVATE and self._waiting >= MOST_WAITING:
            self._drop(saying)
            return
        self._waiting += 1
        if chat in self._lines:
            self._lines[chat].append(saying)
            return
        self._lines[chat] = deque([saying])
        task = asyncio.create_task(self._send_queue(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def resume(self) -> None:
        """Queue the unsent answers of an earlier process: of ten minutes, and in groups of the last one."""
        async with self._services.store.reading() as tx:
            for waiting in await tx.inbox.waiting(NAME, self._clock.now() - FRESH):
                self.put(await self._requeue(waiting, tx))

    async def drain(self) -> None:
        """Return when every queued answer is sent."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Stop sending; unsent answers stay in the store."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lines.clear()
        self._waiting = 0
        if self._said:
            await self._mark_sent()

    async def _requeue(self, waiting: Waiting, tx: Transaction) -> Saying:
        address = waiting.address
        # Only private chats have positive ids on Telegram.
        kind = ChatKind.GROUP if address.chat.startswith("-") else ChatKind.PRIVATE
        answer = await recall(self._services.languages, waiting, kind, tx)
        return Saying(waiting.update, address, kind, answer.reply, answer.language, waiting.at)

    async def _send_queue(self, chat: str) -> None:
        line = self._lines[chat]
        while line:
            try:
                if self._stale(line[0]):
                    self._drop(line[0])
                else:
                    await self._send(line[0])
            except Exception as fault:  # noqa: BLE001 - one failed answer must not block the chat
                self._services.report(fault)
            line.popleft()
            self._waiting -= 1
        del self._lines[chat]

    async def _send(self, saying: Saying) -> None:
        address = saying.address
        for drawn in self._render(saying):
            send = partial(post, self._photos, drawn=drawn)
            result, moves = await insist(send, address, saying.kind, self._gate, self._clock, Priority.ANSWER)
            for new in moves:
                async with self._services.store.writing() as tx:
                    await tx.chats.move(NAME, address.chat, new)
                address = replace(address, chat=new)
            if not isinstance(result, Sent):
                self._log.warning("an answer could not be sent to Telegram", reason=result)
            if isinstance(result, Refused) and result.gone:
                async with self._services.store.writing() as tx:
                    await tx.chats.all_off(NAME, address.chat, result.reason)
            if not isinstance(result, Sent):
                break
        self._done(saying)

    def _stale(self, saying: Saying) -> bool:
        """Whether an answer is too late to send: in a group, a minute after the question."""
        waited = self._clock.now() - saying.since if saying.since else timedelta()
        return saying.kind is not ChatKind.PRIVATE and waited > DROPPED_AFTER

    def _drop(self, saying: Saying) -> None:
        """Send no answer, count that, and log it once a minute."""
        now = self._clock.now()
        self._services.vitals.count(Count.DROPPED_ANSWERS, NAME)
        if self._logged_drop is None or now - self._logged_drop > DROPPED_AFTER:
            self._logged_drop = now
            self._log.warning("answers to groups are dropped: they waited for a minute, or too many wait")
        self._done(saying)

    def _done(self, saying: Saying) -> None:
        self._said.append(saying.update)
        if self._forgetting is None:
            self._forgetting = asyncio.create_task(self._forget())
            self._tasks.add(self._forgetting)
            self._forgetting.add_done_callback(self._tasks.discard)

    def _render(self, saying: Saying) -> tuple[Drawn, ...]:
        speak = self._speak(saying.language or "en")
        try:
            return draw(saying.reply, speak)
        except Exception as fault:  # noqa: BLE001 - whatever failed, the person needs an answer
            self._services.report(fault)
            return draw(say("answer-not-rendered"), speak)

    async def _forget(self) -> None:
        await asyncio.sleep(GATHER)
        self._forgetting = None
        await self._mark_sent()

    async def _mark_sent(self) -> None:
        """Mark answers as sent, in batches of one transaction, so that people do not wait for it."""
        said, self._said = self._said, []
        try:
            async with self._services.store.writing() as tx:
                await tx.inbox.answered(NAME, said)
        except Exception as fault:  # noqa: BLE001 - an answer that is not marked is sent again after a restart
            self._services.report(fault)
