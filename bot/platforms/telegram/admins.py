"""Looks up who administers a chat, and caches the answer for a minute."""

import asyncio
import json
from datetime import datetime, timedelta

from structlog.typing import FilteringBoundLogger
from telegram import Bot, ChatMember
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.core.delivery.retry import LOOKUP, Retry, tell_gate
from bot.core.model.chats import Address
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.telegram.errors import UnclearError, outcome
from bot.platforms.telegram.ptb_adapter import Encoded
from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.incoming import NAME

REMEMBERED = timedelta(seconds=60)
MANY = 10_000


class Admins:
    """Answers by getChatMember, kept for 60 s, or until the bot's own standing in the chat changes."""

    def __init__(self, bot: Bot, gate: Gate, clock: Clock, log: FilteringBoundLogger) -> None:
        self._bot = bot
        self._gate = gate
        self._clock = clock
        self._log = log
        self._known: dict[tuple[str, str], tuple[datetime, bool]] = {}

    async def ask(self, chat: str, user: str) -> bool | None:
        """Whether the user administers the chat; None if Telegram does not answer, which is logged."""
        try:
            return await self._remembered(chat, user)
        except TelegramError as error:
            self._log.warning("Telegram does not say who administers a chat", reason=str(error))
            return None

    async def _remembered(self, chat: str, user: str) -> bool:
        now = self._clock.now()
        known = self._known.get((chat, user))
        if known is not None and now < known[0]:
            return known[1]
        if len(self._known) >= MANY:
            self._known.clear()
        admin = await self._look_up(chat, user)
        self._known[chat, user] = (now + REMEMBERED, admin)
        return admin

    def forget(self, chat: str) -> None:
        """Drop the cached answers of a chat."""
        for key in [key for key in self._known if key[0] == chat]:
            del self._known[key]

    async def _look_up(self, chat: str, user: str) -> bool:
        """Ask Telegram, and once more after a fault: everybody waits for a command whose sender is looked up."""
        retry = Retry(LOOKUP, self._clock)
        while True:
            left = asyncio.get_running_loop().time()
            try:
                body = json.dumps({"chat_id": chat, "user_id": int(user)}).encode()
                member = Fields(await self._bot.request.post("getChatMember", Encoded(body)))
            except (BadRequest, Forbidden):
                return False
            except ChatMigrated as moved:
                if chat == str(moved.new_chat_id):
                    raise
                chat = str(moved.new_chat_id)
            except TelegramError as fault:
                result = outcome(fault)
                tell_gate(self._gate, Address(NAME, chat), result, left)
                wait = retry.wait(result)
                if wait is None:
                    raise
                await self._clock.sleep(wait)
            else:
                # The status alone: what else a member has differs between the versions of the server.
                if not member.text("status"):
                    raise UnclearError("unreadable answer")
                return member.text("status") in {ChatMember.OWNER, ChatMember.ADMINISTRATOR}
