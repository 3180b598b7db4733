"""How messages leave for Discord, and how what must be said insists until it is said or cannot be."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Any

from bot.core.announcements import NotSent, Outcome, Priority, Sent, Unknown
from bot.core.chats import Address, ChatKind
from bot.core.limits import pause
from bot.core.ports import Clock, Gate
from bot.platforms.discord.album import Album
from bot.platforms.discord.draw import Body
from bot.platforms.discord.faults import UNKNOWN_MESSAGE, carry
from bot.platforms.discord.wire import Answered, File, UnclearError, UndeliveredError, Wire

TRIES = 6
PAGE = 100
# Between our clock and Discord's.
SLACK = timedelta(seconds=10)
_DISCORD_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
NOBODY: Mapping[str, Any] = {"parse": []}


class Seen(Enum):
    """Whether a message that may have arrived is among a channel's messages."""

    ABSENT = auto()
    NOBODY_KNOWS = auto()


def nonce(*of: object) -> str:
    """What names one message for ever: Discord gives the message that it has instead of making a second one.

    24 signs; it remembers them for "a few minutes", whoever the channel:
    https://discord.com/developers/docs/resources/message#create-message
    """
    return hashlib.sha256("|".join(map(str, of)).encode()).hexdigest()[:24]


def snowflake(moment: datetime) -> int:
    """The least id that Discord gives to what happens at `moment`."""
    return max((moment - _DISCORD_BEGAN) // _MILLISECOND, 0) << 22


class Sender:
    """Sends into channels. Whatever an answer says of a channel's limit is told to the gate."""

    def __init__(self, wire: Wire, album: Album, gate: Gate, clock: Clock) -> None:
        self._wire = wire
        self._album = album
        self._gate = gate
        self._clock = clock

    async def post(self, chat: str, body: Body, once: str, mentions: Mapping[str, Any] = NOBODY) -> Outcome:
        """Say something now; with the same `once` it is said once, however often it is posted within minutes."""
        plain, file = await self._album.attach(body)
        said = {"allowed_mentions": mentions} | plain | {"nonce": once, "enforce_nonce": True}
        return (await self.carry(chat, "POST", f"/channels/{chat}/messages", said, file))[0]

    async def carry(
        self, chat: str, method: str, path: str, body: object = None, file: File | None = None
    ) -> tuple[Outcome, Answered | None]:
        """Send one request about a channel: what became of it, and the answer where there is one."""
        result, answered = await carry(self._wire, method, path, body, file)
        if answered is not None and answered.well and answered.wait:
            self._gate.put_off(Address("discord", chat), answered.wait)
        return result, answered

    async def insist(self, chat: str, kind: ChatKind, body: Body, once: str, priority: Priority) -> Outcome:
        """Say something, through floods and trouble, each request in its own slot of the gate."""
        failed = 0
        address = Address("discord", chat)
        while True:
            await self._gate.slot(address, kind, priority)
            result = await self.post(chat, body, once)
            match result:
                case NotSent(flood=True, alone=True):
                    await self._clock.sleep(result.wait)
                case NotSent(flood=True):
                    self._gate.flood(result.wait)
                case NotSent() | Unknown() if failed < TRIES - 1:
                    failed += 1
                    await self._clock.sleep(pause(failed).total_seconds())
                case _:
                    return result

    async def look(
        self, address: Address, kind: ChatKind, body: Body, since: datetime, me: str
    ) -> Sent | Seen | NotSent:
        """Look for our own message with these words among what was said in the channel since then.

        A bot sees the words of its own messages. Without Read Message History Discord shows an empty channel; asked
        for one message, it tells a missing one from one that may not be seen. The caller has the first request's slot.
        """
        path = f"/channels/{address.chat}/messages"
        after = snowflake(since - SLACK)
        empty = True
        while True:
            page = await self._page(path, {"after": str(after), "limit": str(PAGE)})
            if isinstance(page, NotSent):
                return page
            for message in page:
                if str(message["author"]["id"]) == me and same(body, message):
                    return Sent(str(message["id"]))
            empty = empty and not page
            if len(page) < PAGE:
                break
            after = max(int(message["id"]) for message in page)
            await self._gate.slot(address, kind, Priority.CALL)
        if not empty:
            return Seen.ABSENT
        await self._gate.slot(address, kind, Priority.CALL)
        return await self._may_look(f"{path}/{snowflake(since)}")

    async def _may_look(self, path: str) -> Seen | NotSent:
        try:
            answered = await self._wire.ask("GET", path)
        except (UndeliveredError, UnclearError) as fault:
            return NotSent(str(fault))
        if answered.well or answered.code == UNKNOWN_MESSAGE:
            return Seen.ABSENT
        if answered.wait:
            return NotSent("flood", answered.wait, flood=True, alone=not answered.everywhere)
        return Seen.NOBODY_KNOWS if answered.status < 500 else NotSent(answered.said)  # noqa: PLR2004 - as below

    async def _page(self, path: str, params: Mapping[str, str]) -> list[dict[str, Any]] | NotSent:
        try:
            answered = await self._wire.ask("GET", path, params=params)
        except (UndeliveredError, UnclearError) as fault:
            return NotSent(str(fault))
        if answered.well and isinstance(answered.data, list):
            return answered.data
        if answered.wait:
            return NotSent("flood", answered.wait, flood=True, alone=not answered.everywhere)
        return [] if answered.status < 500 else NotSent(answered.said)  # noqa: PLR2004 - the server's own faults


def same(body: Body, message: Mapping[str, Any]) -> bool:
    """Whether a message that stands in a channel says what `body` says."""
    return _words(body) == _words(message)


def _words(message: Mapping[str, Any]) -> list[str]:
    words = [message.get("content") or ""]
    for embed in message.get("embeds") or ():
        words += [embed.get("title") or "", embed.get("description") or ""]
        words += [word for field in embed.get("fields") or () for word in (field["name"], field["value"])]
    return [word.strip() for word in words]
