"""What those who manage a server are told: a welcome, and once, which permission is missing in a channel."""

from collections.abc import Sequence

import discord
from structlog.typing import FilteringBoundLogger

from bot.core.announcements import Priority, Refused
from bot.core.chats import Address, Chat, ChatKind
from bot.core.command import Request, answer, speech
from bot.core.ports import Clock
from bot.core.reply import Text, say
from bot.core.telling import listed
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Pen
from bot.platforms.discord.rights import NEEDED, Rights
from bot.platforms.discord.send import Sender, nonce
from bot.platforms.discord.wire import UnclearError, UndeliveredError
from bot.platforms.discord.work import Work


class Managers:
    """Speaks to the managers of servers: in the channel that Discord keeps for them, else to the server's owner."""

    def __init__(
        self, sender: Sender, work: Work, rights: Rights, pen: Pen, clock: Clock, log: FilteringBoundLogger
    ) -> None:
        self._sender = sender
        self._work = work
        self._desk = work.desk
        self._rights = rights
        self._draw = pen
        self._clock = clock
        self._log = log
        self._told: dict[str, str] = {}

    async def welcome(self, guild: discord.Guild) -> None:
        """The server's channels may hear us again; say once what the bot is, where the server greets newcomers."""
        channels = [str(one.id) for one in guild.channels]
        await self.switch("", channels)
        chat = self._rights.spoken_to(guild, [guild.system_channel, *guild.text_channels])
        joined = guild.me.joined_at
        if not chat or joined is None:
            return
        once = f"joined-{guild.id}-{int(joined.timestamp())}"
        request = Request(Address(NAME, chat), ChatKind.GROUP, "/start", self._clock.now(), update=once)
        answered = await answer(self._desk, request)
        if answered is None:
            return
        for at, body in enumerate(self._draw(answered.reply, answered.language or "en")):
            await self._sender.insist(chat, ChatKind.GROUP, body, nonce(once, at), Priority.ANSWER)
        async with self._desk.store.writing() as tx:
            await tx.inbox.answered(NAME, [once])

    async def switch(self, reason: str, channels: Sequence[str]) -> None:
        """Switch channels off, for `reason`, or on again ("")."""
        async with self._desk.store.writing() as tx:
            for channel in channels:
                await tx.chats.all_off(NAME, channel, reason)

    async def tell_missing(self, channel: str, missing: tuple[str, ...]) -> None:
        """Say once which permissions the bot lacks in a channel; all that it needs, where it is not known which."""
        wanted = ",".join(missing)
        if self._told.get(channel) == wanted or not await self._note(channel, wanted or "all"):
            return
        self._told[channel] = wanted
        language = await self._language(channel)
        named = listed(Text(f"permission-{name}") for name in missing or NEEDED)
        reply = say("discord-missing", channel=f"<#{channel}>", permissions=named)
        self._log.warning("a permission is missing in a channel", channel=channel, permissions=wanted or "unknown")
        try:
            chat, kind = await self._place(channel)
        except (UndeliveredError, UnclearError):
            return
        if chat:
            (body,) = self._draw(reply, language)
            said = await self._sender.insist(chat, kind, body, nonce("missing", channel, wanted), Priority.UPDATE)
            if isinstance(said, Refused):
                self._log.warning("the managers of a server could not be told", reason=said.reason)

    async def speaks_again(self, channel: str) -> None:
        """A channel takes messages again: tell anew when a permission is missing next."""
        if channel in self._told:
            del self._told[channel]
            async with self._desk.store.writing() as tx:
                await tx.leases.set_note(_note(channel), "")

    async def _note(self, channel: str, wanted: str) -> bool:
        """Whether this has not been told yet; from now on it has."""
        async with self._desk.store.writing() as tx:
            if await tx.leases.note(_note(channel)) == wanted:
                return False
            await tx.leases.set_note(_note(channel), wanted)
        return True

    async def _place(self, channel: str) -> tuple[str, ChatKind]:
        guild = self._rights.guild(channel)
        if guild is None:
            return "", ChatKind.GROUP
        if chat := self._rights.spoken_to(guild, [guild.public_updates_channel]):
            return chat, ChatKind.GROUP
        return await self._work.private_chat(str(guild.owner_id)), ChatKind.PRIVATE

    async def _language(self, channel: str) -> str:
        async with self._desk.store.reading() as tx:
            chat = await tx.chats.find(Address(NAME, channel)) or Chat(0, NAME, ChatKind.GROUP)
            follows = [one.campaign for one in await tx.chats.subscriptions(chat)] if chat.id else []
            return speech(chat, "", await tx.campaigns.all(), follows, self._desk.languages)[0]


def _note(channel: str) -> str:
    return f"discord-told:{channel}"
