"""The servers that the bot is in: greet one that it joins, switch its chats off where it is removed."""

from collections.abc import Sequence

import discord

from bot.core.commands.answer import answer
from bot.core.commands.request import Request
from bot.core.model.announcements import Priority
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.clock import Clock
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Renderer
from bot.platforms.discord.permissions import Permissions
from bot.platforms.discord.responder import Responder
from bot.platforms.discord.send import Sender, nonce


class Membership:
    """Switches the chats of servers on and off as servers add and remove the bot."""

    def __init__(
        self, sender: Sender, responder: Responder, permissions: Permissions, renderer: Renderer, clock: Clock
    ) -> None:
        self._sender = sender
        self._services = responder.services
        self._permissions = permissions
        self._renderer = renderer
        self._clock = clock

    async def welcome(self, guild: discord.Guild) -> None:
        """Switch the server's channels on, and introduce the bot once, in the channel for newcomers."""
        await self.switch("", [str(one.id) for one in guild.channels])
        chat = self._permissions.spoken_to(guild, [guild.system_channel, *guild.text_channels])
        joined = guild.me.joined_at
        if not chat or joined is None:
            return
        once = f"joined-{guild.id}-{int(joined.timestamp())}"
        request = Request(Address(NAME, chat), ChatKind.GROUP, "/start", self._clock.now(), update=once)
        answered = await answer(self._services, request)
        if answered is None:
            return
        for at, body in enumerate(self._renderer(answered.reply, answered.language or "en")):
            await self._sender.insist(chat, ChatKind.GROUP, body, nonce(once, at), Priority.ANSWER)
        async with self._services.store.writing() as tx:
            await tx.inbox.answered(NAME, [once])

    async def switch(self, reason: str, channels: Sequence[str]) -> None:
        """Switch channels off, for `reason`, or on again ("")."""
        async with self._services.store.writing() as tx:
            for channel in channels:
                await tx.chats.all_off(NAME, channel, reason)
