"""What those who manage a server are told once: in which of its channels the bot lacks permissions, and which."""

import asyncio
from collections.abc import Mapping

from structlog.typing import FilteringBoundLogger

from bot.core.commands.speech import speech
from bot.core.counts.phrases import dotted
from bot.core.model.announcements import Priority, Refused
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.reply import Reply, Text
from bot.core.ports.clock import Clock
from bot.core.ports.facts import REPORTED_PERMISSIONS
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Renderer
from bot.platforms.discord.http import UnclearError, UndeliveredError
from bot.platforms.discord.permissions import NEEDED, Permissions
from bot.platforms.discord.responder import Responder
from bot.platforms.discord.send import Sender, nonce

GATHERED = 10.0
"""Seconds in which what is found out about one server is gathered into one message."""

NAMED = 20
"""How many channels are named at most for one set of permissions."""

SPEAKING, EVENTS, LOCKED = "", "events", "locked"
"""What cannot be done in a channel, or in its server, without what is missing."""

Place = tuple[str, str]
"""A channel, and what cannot be done there."""

Found = Mapping[Place, tuple[str, ...]]

_SAID = {SPEAKING: "discord-missing", EVENTS: "discord-missing-events", LOCKED: "discord-locked"}


class MissingPermissions:
    """Tells the managers of servers: in the channel that Discord keeps for them, else the server's owner in private."""

    def __init__(
        self,
        sender: Sender,
        responder: Responder,
        permissions: Permissions,
        renderer: Renderer,
        clock: Clock,
        log: FilteringBoundLogger,
    ) -> None:
        self._sender = sender
        self._responder = responder
        self._permissions = permissions
        self._renderer = renderer
        self._clock = clock
        self._log = log
        self._told: dict[Place, tuple[str, ...]] = {}
        self._gathered: dict[int, dict[Place, tuple[str, ...]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def report(self, channel: str, missing: tuple[str, ...], what: str = SPEAKING) -> None:
        """Record permissions missing in a channel (empty: unknown which); the managers are told in the background."""
        place = channel, what
        if self._told.get(place) == missing:
            return
        self._told[place] = missing
        guild = self._permissions.guild(channel)
        number = guild.id if guild is not None else 0
        if number not in self._gathered:
            self._gathered[number] = {}
            task = asyncio.create_task(self._tell(number))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._gathered[number][place] = missing

    async def works_again(self, channel: str, what: str = SPEAKING) -> None:
        """Record that `what` works again: the next missing permission is reported again."""
        if self._told.pop((channel, what), None) is not None:
            async with self._responder.services.store.writing() as tx:
                await tx.facts.drop(REPORTED_PERMISSIONS, _subject((channel, what)))

    async def stop(self) -> None:
        """Stop; pending reports are dropped."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _tell(self, number: int) -> None:
        await self._clock.sleep(GATHERED)
        try:
            found = await self._unreported(self._gathered.pop(number))
            if found:
                self._log.warning("permissions are missing on Discord", server=number or "unknown", channels=len(found))
                await self._say(found)
        except (UndeliveredError, UnclearError):
            self._log.warning("the managers of a server could not be told", reason="no private chat")
        except Exception as fault:  # noqa: BLE001 - what managers are not told must not stop a delivery
            self._responder.services.report(fault)

    async def _unreported(self, found: Found) -> Found:
        """The channels whose missing permissions were not reported yet; marks them as reported."""
        async with self._responder.services.store.writing() as tx:
            fresh = {}
            for place, missing in found.items():
                wanted = ",".join(missing) or "all"
                if await tx.facts.get(REPORTED_PERMISSIONS, _subject(place)) != wanted:
                    await tx.facts.put(REPORTED_PERMISSIONS, _subject(place), wanted)
                    fresh[place] = missing
        return fresh

    async def _say(self, found: Found) -> None:
        first, _ = next(iter(found))
        guild = self._permissions.guild(first)
        if guild is None:
            return
        chat, kind = self._permissions.spoken_to(guild, [guild.public_updates_channel]), ChatKind.GROUP
        if not chat:
            chat, kind = await self._responder.private_chat(str(guild.owner_id)), ChatKind.PRIVATE
        for body in self._renderer(Reply(lines=_lines(found)), await self._language(first)):
            said = await self._sender.insist(chat, kind, body, nonce("lacks", body), Priority.UPDATE)
            if isinstance(said, Refused):
                self._log.warning("the managers of a server could not be told", reason=said.reason)
                return

    async def _language(self, channel: str) -> str:
        services = self._responder.services
        async with services.store.reading() as tx:
            chat = await tx.chats.find(Address(NAME, channel)) or Chat(0, NAME, ChatKind.GROUP)
            follows = [one.campaign for one in await tx.chats.subscriptions(chat)] if chat.id else []
            return speech(chat, "", await tx.campaigns.all(), follows, services.languages)[0]


def _lines(found: Found) -> tuple[Text, ...]:
    """A line for each set of permissions and what it is needed for, with the channels that lack it."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (channel, what), missing in found.items():
        alike.setdefault((_SAID[what], missing or NEEDED), []).append(f"<#{channel}>")
    return tuple(
        Text(
            said,
            {
                "channels": " ".join(channels[:NAMED]) + (" …" if len(channels) > NAMED else ""),
                "permissions": dotted(Text(f"permission-{name}") for name in missing),
            },
        )
        for (said, missing), channels in alike.items()
    )


def _subject(place: Place) -> str:
    return f"{NAME}:{':'.join(filter(None, place))}"
