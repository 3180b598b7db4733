"""The polling loop for Telegram: fetches updates, handles them, then confirms them."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from structlog.typing import FilteringBoundLogger
from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.core.commands.answer import Services, answer, notice, resolve
from bot.core.commands.request import Request, split
from bot.core.commands.speech import Answer
from bot.core.delivery.fault_filter import RepeatFilter
from bot.core.delivery.retry import pause
from bot.core.delivery.vital_signs import Count, Part
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import StoreError
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import say
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.render_cache import Speaks
from bot.platforms.telegram.account import bad_token, explain_conflict
from bot.platforms.telegram.admins import Admins
from bot.platforms.telegram.answers import Answers, Saying
from bot.platforms.telegram.attachments import attach
from bot.platforms.telegram.draw import plain
from bot.platforms.telegram.errors import FloodError
from bot.platforms.telegram.updates.fields import Fields, kind_of
from bot.platforms.telegram.updates.incoming import (
    NAME,
    Asked,
    Incoming,
    MembershipChanged,
    Migrated,
    NotTaken,
    Tapped,
    ordering_chat,
    parse_update,
)
from bot.platforms.telegram.updates.lateness import Lateness
from bot.platforms.telegram.updates.pieces import Pieces, join_album
from bot.platforms.telegram.updates.queue import QueuedUpdates, Received

AT_ONCE = 16
LAST_SECONDS = 8.0
LONGEST_ALERT = OTHER_LIMITS["telegram"]["alert"]
TOO_OLD = "too old"
# How often an update is tried while the store fails, before it is asked whether the store or the update is to blame.
STORE_TRIES = 4


@dataclass(frozen=True, slots=True)
class Handled:
    """An update and what it means; `fault` is why it cannot be read. It `goes_on` with a piece that came before it."""

    update: Fields
    meaning: Incoming = None
    fault: Exception | None = None
    goes_on: bool = False


class Poller:
    """The listening loop. Updates of one chat are handled in their order, those of different chats side by side."""

    def __init__(
        self,
        bot: Bot, updates: Received, services: Services, answers: Answers, gate: Gate, clock: Clock,
        log: FilteringBoundLogger, *, speak: Speaks,
    ) -> None:  # fmt: skip
        self._bot = bot
        self._updates = updates
        self._services = services
        self._speak = speak
        self._answers = answers
        self._admins = Admins(bot, gate, clock, log)
        self._gate = gate
        self._clock = clock
        self._log = log
        self._pieces = Pieces()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._failures = 0
        self._lateness = Lateness(clock.now(), posted=isinstance(updates, QueuedUpdates))
        self._repeats = RepeatFilter()

    async def run(self) -> None:
        """Listen until cancelled, then finish what is in flight, for 8 s at most.

        Raises Refusal if Telegram does not accept the token.
        """
        batch: asyncio.Future[None] | None = None
        self._services.vitals.start(Part.LISTENER, NAME)
        try:
            await self._answers.resume()
            while True:
                updates = await self._fetch()
                if updates:
                    batch = asyncio.ensure_future(self._handle_all(updates))
                    await asyncio.shield(batch)
                    self._updates.confirm(updates)
                    self._lateness.handle(more=self._updates.more)
        finally:
            self._services.vitals.stop(Part.LISTENER, NAME)
            await self._finish(batch)

    async def _finish(self, batch: asyncio.Future[None] | None) -> None:
        try:
            async with asyncio.timeout(LAST_SECONDS):
                if batch is not None:
                    await batch
                await self._answers.drain()
        except TimeoutError:
            self._log.warning("stopped with answers unsent; they are sent at the next start")
        finally:
            await self._answers.stop()

    async def _fetch(self) -> Sequence[Fields]:
        try:
            updates = await self._updates.fetch()
        except InvalidToken:
            raise bad_token() from None
        except (TelegramError, StoreError, OSError) as fault:
            await self._on_fault(fault)
            return ()
        self._services.vitals.succeed(Part.LISTENER, NAME)
        if self._failures:
            self._log.info("Telegram answers again")
        self._failures = 0
        self._repeats.clear()
        if not updates:
            self._lateness.handle(more=self._updates.more)
        return updates

    async def _on_fault(self, fault: Exception) -> None:
        self._failures += 1
        self._lateness.lose()
        wait = fault.seconds if isinstance(fault, FloodError) else pause(self._failures).total_seconds()
        said = "Telegram gives no updates; trying again until it works"
        if isinstance(fault, Conflict):
            said = explain_conflict(fault)
        if self._repeats.is_new(said):
            self._log.warning(said, reason=str(fault))
        await self._clock.sleep(wait)

    async def _handle_all(self, updates: Sequence[Fields]) -> None:
        """Return when the effect of every update is committed; retry while the store is unavailable."""
        lines: dict[int, deque[Handled]] = {}
        for update in updates:
            line = lines.setdefault(ordering_chat(update), deque())
            handled = self._parse(update)
            if (album := join_album(line[-1].meaning, handled.meaning) if line else None) is not None:
                handled = replace(handled, meaning=album, goes_on=True)
            if handled.goes_on and line:
                # The piece before it is part of it now, and needs no answer of its own.
                line.pop()
            line.append(handled)
        failures = 0
        while lines:
            handling = (self._handle_line(line, failures) for line in lines.values())
            faults = [fault for fault in await asyncio.gather(*handling) if fault is not None]
            lines = {chat: line for chat, line in lines.items() if line}
            if faults:
                failures += 1
                self._services.report(faults[0])
                await self._clock.sleep(pause(failures).total_seconds())

    def _parse(self, update: Fields) -> Handled:
        try:
            meaning = parse_update(update, self._updates.username, self._clock.now())
            if isinstance(meaning, Asked):
                joined = self._pieces.join(meaning)
                return Handled(update, joined, goes_on=joined is not meaning)
            return Handled(update, meaning)
        except Exception as fault:  # noqa: BLE001 - whatever is in it, it is one update of many
            return Handled(update, fault=fault)

    async def _handle_line(self, line: deque[Handled], failures: int) -> Exception | None:
        """Handle one chat's updates in order; stop at a store failure, so that they are retried."""
        async with self._room:
            while line:
                try:
                    await self._handle(line[0])
                except (StoreError, OSError) as fault:
                    if failures < STORE_TRIES or not await self._mark_seen(line[0].update):
                        return fault
                    self._updates.poison.pass_over(kind_of(line[0].update), fault)
                except Exception as fault:  # noqa: BLE001 - one failed update must not block the others
                    self._updates.poison.pass_over(kind_of(line[0].update), fault)
                line.popleft()
        return None

    async def _mark_seen(self, update: Fields) -> bool:
        """Mark an update as handled; False if the store fails."""
        name = str(update.number("update_id"))
        try:
            async with self._services.store.writing() as tx:
                await tx.inbox.record(NAME, name, Address(NAME, str(ordering_chat(update))), None, self._clock.now())
        except (StoreError, OSError):
            return False
        return True

    async def _handle(self, handled: Handled) -> None:
        if handled.fault is not None:
            raise handled.fault
        match handled.meaning:
            case Asked() as asked:
                await self._answer(asked)
            case NotTaken() as untaken:
                await self._decline(untaken)
            case Tapped(tap):
                await self._acknowledge(tap)
            case Migrated(old, new):
                async with self._services.store.writing() as tx:
                    await tx.chats.move(NAME, old, new)
                    # Telegram says that the bot left the old group; the new one has it.
                    await tx.chats.all_off(NAME, new, "")
            case MembershipChanged(chat, off, welcome):
                self._admins.forget(chat)
                async with self._services.store.writing() as tx:
                    await tx.chats.all_off(NAME, chat, off)
                if welcome is not None:
                    await self._answer(Asked(welcome))

    async def _decline(self, untaken: NotTaken) -> None:
        """Say in one sentence why something cannot be taken, to a person whom the bot had asked."""
        request = untaken.request
        if not untaken.always:
            async with self._services.store.reading() as tx:
                if not await tx.dialogues.command(NAME, request.person):
                    return
        self._say(request, await notice(self._services, request, say(untaken.why)))

    async def _answer(self, asked: Asked) -> None:
        request = await attach(self._bot, self._services, asked)
        if isinstance(request, NotTaken):
            await self._decline(request)
        if not isinstance(request, Request):
            return
        command = self._services.commands.get(split(request.text)[0])
        if (
            asked.forwarded
            and command is not None
            and request.typed
            and await resolve(self._services, request) is request
        ):
            # A command works without its slash too: somebody else's words are none, unless they answer a question.
            await self._decline(NotTaken(request, "forwarded-command", always=True))
            return
        reads = command is None or command.reads
        if reads and self._lateness.is_late(asked, self._clock.now()):
            self._drop()
            return
        asks_for_admin = command is not None and (command.admin or command.asks_admin)
        if asks_for_admin and request.kind is not ChatKind.PRIVATE and request.person:
            request = replace(request, admin=await self._admins.ask(request.address.chat, request.person))
        answered = await answer(self._services, request)
        # A tap has no date, but Telegram refuses to acknowledge an old one.
        maybe = reads and self._lateness.may_be_late(asked)
        shown = bool(asked.tap) and answered is not None and await self._alert(asked.tap, answered)
        if not shown and not maybe:
            self._say(request, answered)
        refused = await self._acknowledge(asked.tap) if asked.tap and not shown else ""
        missed = maybe and TOO_OLD in refused
        if missed:
            self._drop()
        elif maybe and not shown:
            self._say(request, answered)
        if answered is not None and (shown or missed):
            async with self._services.store.writing() as tx:
                await tx.inbox.answered(NAME, [request.update])

    def _say(self, request: Request, answered: Answer | None) -> None:
        if answered is not None:
            self._answers.put(Saying(request.update, request.address, request.kind, answered.reply, answered.language))

    def _drop(self) -> None:
        self._services.vitals.count(Count.DROPPED_ANSWERS, NAME)
        said = "questions that groups asked while nobody listened are not answered any more"
        if self._repeats.is_new(said):
            self._log.info(said)

    async def _alert(self, tap: str, answered: Answer) -> bool:
        """Show a personal answer as an alert to the person who tapped; False if it must go to the chat."""
        text = plain(answered.reply, self._speak(answered.language or "en"))
        fits = 0 < len(text) <= LONGEST_ALERT and not answered.reply.buttons
        return answered.reply.personal and fits and not await self._acknowledge(tap, text)

    async def _acknowledge(self, tap: str, text: str = "") -> str:
        """Stop the tapped button's loading indicator; why Telegram rejects that, "" if it does not."""
        try:
            await self._bot.answer_callback_query(tap, text=text or None, show_alert=True if text else None)
        except TelegramError as error:
            if isinstance(error, FloodError):
                self._gate.flood(error.seconds)
            self._log.info("a tap could not be acknowledged", reason=str(error))
            return str(error)
        return ""
