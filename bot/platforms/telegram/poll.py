"""How the bot listens to Telegram: it asks for news, acts on each, and says only then that it has heard."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from structlog.typing import FilteringBoundLogger
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.core.commands.answer import Answer, Services, answer, resolve
from bot.core.commands.request import Request, split
from bot.core.delivery.limiter import pause
from bot.core.model.chats import ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.render_cache import Speaks
from bot.platforms.telegram.admins import Admins
from bot.platforms.telegram.answers import Answers, Saying
from bot.platforms.telegram.draw import plain
from bot.platforms.telegram.errors import FloodError
from bot.platforms.telegram.incoming import (
    NAME,
    Asked,
    MembershipChanged,
    Migrated,
    Tapped,
    ordering_chat,
    parse_update,
)
from bot.platforms.telegram.photos import look_at

AT_ONCE = 16
LONG_POLL_SECONDS = 25
LAST_SECONDS = 8.0
LONGEST_ALERT = 200
KINDS = (Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)


class Poller:
    """The listening loop. Updates of one chat are handled in their order, those of different chats side by side."""

    def __init__(
        self,
        bot: Bot,
        services: Services,
        speak: Speaks,
        answers: Answers,
        gate: Gate,
        clock: Clock,
        log: FilteringBoundLogger,
    ) -> None:
        self._bot = bot
        self._services = services
        self._speak = speak
        self._answers = answers
        self._admins = Admins(bot, gate, clock)
        self._gate = gate
        self._clock = clock
        self._log = log
        self._room = asyncio.Semaphore(AT_ONCE)
        self._failures = 0
        self._told = ""

    async def run(self) -> None:
        """Listen until cancelled, then finish what is in flight, for 8 s at most.

        Raises Refusal where Telegram does not know the token.
        """
        batch: asyncio.Future[None] | None = None
        offset: int | None = None
        try:
            await self._answers.resume()
            while True:
                updates = await self._news(offset)
                if updates:
                    batch = asyncio.ensure_future(self._handle_all(updates))
                    await asyncio.shield(batch)
                    # The next request confirms all before the offset, and Telegram forgets what is confirmed.
                    offset = updates[-1].update_id + 1
        finally:
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

    async def _news(self, offset: int | None) -> Sequence[Update]:
        try:
            updates = await self._bot.get_updates(offset=offset, timeout=LONG_POLL_SECONDS, allowed_updates=KINDS)
        except InvalidToken:
            raise Refusal(Text("telegram-bad-token")) from None
        except (TelegramError, KeyError, TypeError, ValueError) as fault:
            await self._trouble(fault)
            return ()
        if self._failures:
            self._log.info("Telegram answers again")
        self._failures, self._told = 0, ""
        return updates

    async def _trouble(self, fault: Exception) -> None:
        self._failures += 1
        wait = fault.seconds if isinstance(fault, FloodError) else pause(self._failures).total_seconds()
        said = "Telegram cannot be asked for news; trying again until it works"
        if isinstance(fault, Conflict):
            said = "another program listens to Telegram with this bot's token; only one can, stop the other"
        if said != self._told:
            self._log.warning(said, reason=str(fault))
            self._told = said
        await self._clock.sleep(wait)

    async def _handle_all(self, updates: Sequence[Update]) -> None:
        """Return when the effect of every update is committed, however long the store is away."""
        lines: dict[int, deque[Update]] = {}
        for update in updates:
            lines.setdefault(ordering_chat(update), deque()).append(update)
        failures = 0
        while lines:
            results = await asyncio.gather(*map(self._handle_line, lines.values()), return_exceptions=True)
            lines = {chat: line for chat, line in lines.items() if line}
            faults = [result for result in results if isinstance(result, Exception)]
            if faults:
                failures += 1
                self._services.report(faults[0])
                await self._clock.sleep(pause(failures).total_seconds())

    async def _handle_line(self, line: deque[Update]) -> None:
        async with self._room:
            while line:
                await self._handle(line[0])
                line.popleft()

    async def _handle(self, update: Update) -> None:
        match parse_update(update, self._bot.username, self._clock.now()):
            case Asked() as asked:
                await self._answer(asked)
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

    async def _answer(self, asked: Asked) -> None:
        request = asked.request
        if asked.photo is not None:
            # Of pictures that nobody asked for, not even the bytes are fetched.
            answer_to_question = await resolve(self._services, request)
            if answer_to_question is request:
                return
            request = replace(answer_to_question, picture=await look_at(self._bot, asked.photo))
        command = self._services.commands.get(split(request.text)[0])
        asks_for_admin = command is not None and command.admin and request.kind is not ChatKind.PRIVATE
        if asks_for_admin and request.person:
            request = replace(request, admin=await self._administers(request))
        answered = await answer(self._services, request)
        if answered is not None:
            if asked.tap and await self._alert(asked.tap, answered):
                async with self._services.store.writing() as tx:
                    await tx.inbox.answered(NAME, [request.update])
                return
            self._answers.put(Saying(request.update, request.address, request.kind, answered.reply, answered.language))
        if asked.tap:
            await self._acknowledge(asked.tap)

    async def _administers(self, request: Request) -> bool | None:
        try:
            return await self._admins.ask(request.address.chat, request.person)
        except TelegramError as error:
            self._log.warning("Telegram does not say who administers a chat", reason=str(error))
            return None

    async def _alert(self, tap: str, answered: Answer) -> bool:
        """Show a personal answer to the one who tapped, in a window of its own; False where it must go to the chat."""
        text = plain(answered.reply, self._speak(answered.language or "en"))
        fits = 0 < len(text) <= LONGEST_ALERT and not answered.reply.buttons
        return answered.reply.personal and fits and await self._acknowledge(tap, text)

    async def _acknowledge(self, tap: str, text: str = "") -> bool:
        """Take the waiting sign from the tapped button; False where Telegram would not have it (any more)."""
        try:
            await self._bot.answer_callback_query(tap, text=text or None, show_alert=True if text else None)
        except TelegramError as error:
            if isinstance(error, FloodError):
                self._gate.flood(error.seconds)
            self._log.info("a tap could not be acknowledged", reason=str(error))
            return False
        return True
