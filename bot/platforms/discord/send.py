"""Sends messages to Discord, and searches a channel for the message of an earlier attempt."""

import hashlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from bot.core.delivery.retry import REPEATABLE, insist
from bot.core.model.announcements import NotSent, Outcome, Priority
from bot.core.model.chats import Address, ChatKind
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.discord.draw import Body
from bot.platforms.discord.errors import carry
from bot.platforms.discord.http import Answered, File, HttpClient, UnclearError, UndeliveredError
from bot.platforms.discord.photos import Photos
from bot.platforms.discord.refusals import UNKNOWN_MESSAGE

PAGE = 100
# The allowed skew between our clock and Discord's.
SLACK = timedelta(seconds=10)
_DISCORD_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
NOBODY: Mapping[str, Any] = {"parse": []}


Message: TypeAlias = Mapping[str, Any]
"""A message that stands in a channel, as Discord's API gives it."""

Free = Callable[[Sequence[str]], Awaitable[Collection[str]]]
"""Tells which of these messages belong to no delivery yet."""


def nonce(*of: object) -> str:
    """The nonce of a message: for the same nonce, Discord returns the existing message instead of a duplicate.

    24 characters; Discord remembers them for "a few minutes", across channels:
    https://discord.com/developers/docs/resources/message#create-message
    """
    return hashlib.sha256("|".join(map(str, of)).encode()).hexdigest()[:24]


def snowflake(moment: datetime) -> int:
    """The smallest id that Discord can assign at `moment`."""
    return max((moment - _DISCORD_BEGAN) // _MILLISECOND, 0) << 22


class Sender:
    """Sends to channels, and passes the rate limits of each answer to the gate."""

    def __init__(self, http: HttpClient, photos: Photos, gate: Gate, clock: Clock) -> None:
        self._http = http
        self._photos = photos
        self._gate = gate
        self._clock = clock

    async def post(
        self, chat: str, body: Body, once: str, mentions: Mapping[str, Any] = NOBODY
    ) -> tuple[Outcome, Answered | None]:
        """Post a message now; `once` deduplicates posts that are repeated within minutes.

        The answer holds the message in the channel, which may have the text of an earlier attempt.
        """
        plain, file = await self._photos.attach(body)
        said = {"allowed_mentions": mentions} | plain | {"nonce": once, "enforce_nonce": True}
        return await self.carry(chat, "POST", f"/channels/{chat}/messages", said, file)

    async def carry(
        self, chat: str, method: str, path: str, body: object = None, file: File | None = None
    ) -> tuple[Outcome, Answered | None]:
        """Send one request about a channel; return its outcome, and the answer if there is one."""
        result, answered = await carry(self._http, method, path, body, file)
        if answered is not None and answered.well and answered.wait:
            self._gate.put_off(Address("discord", chat), answered.wait)
        return result, answered

    async def insist(self, chat: str, kind: ChatKind, body: Body, once: str, priority: Priority) -> Outcome:
        """Post a message with retries on flood waits and faults, each request in its own slot of the gate."""

        async def send(_: Address) -> Outcome:
            return (await self.post(chat, body, once))[0]

        outcome, _ = await insist(send, Address("discord", chat), kind, self._gate, self._clock, priority, REPEATABLE)
        return outcome

    async def find_own_messages(
        self, address: Address, kind: ChatKind, body: Body, since: datetime, me: str, free: Free
    ) -> list[Message] | NotSent | None:
        """Our own messages in the channel since `since` that belong to no delivery; one equal to `body` comes last.

        A bot can read the content of its own messages. Answers to commands are left out. Without the permission Read
        Message History, Discord returns an empty list; a request for a single message tells that case (None) from a
        channel that is really empty. The caller has already waited for the first request's slot.
        """
        path = f"/channels/{address.chat}/messages"
        after = snowflake(since - SLACK)
        found: list[Message] = []
        empty = True
        while True:
            page = await self._page(path, {"after": str(after), "limit": str(PAGE)})
            if isinstance(page, NotSent):
                return page
            ours = {str(one["id"]): one for one in page if str(one["author"]["id"]) == me and not _answers(one)}
            for number in sorted(await free([*ours]), key=int) if ours else ():
                found.append(ours[number])
                if same(body, ours[number]):
                    return found
            empty = empty and not page
            if len(page) < PAGE:
                break
            after = max(int(message["id"]) for message in page)
            await self._gate.slot(address, kind, Priority.CALL)
        if not empty:
            return found
        await self._gate.slot(address, kind, Priority.CALL)
        return await self._may_read_history(f"{path}/{snowflake(since)}")

    async def _may_read_history(self, path: str) -> list[Message] | NotSent | None:
        try:
            answered = await self._http.ask("GET", path)
        except (UndeliveredError, UnclearError) as fault:
            return NotSent(str(fault), unreachable=True)
        if answered.well or answered.code == UNKNOWN_MESSAGE:
            return []
        if answered.wait:
            return NotSent("flood", answered.wait, flood=True, alone=not answered.everywhere)
        return None if answered.status < 500 else NotSent(answered.said, unreachable=True)  # noqa: PLR2004 - as below

    async def _page(self, path: str, params: Mapping[str, str]) -> list[dict[str, Any]] | NotSent:
        try:
            answered = await self._http.ask("GET", path, params=params)
        except (UndeliveredError, UnclearError) as fault:
            return NotSent(str(fault), unreachable=True)
        if answered.well and isinstance(answered.data, list):
            return answered.data
        if answered.wait:
            return NotSent("flood", answered.wait, flood=True, alone=not answered.everywhere)
        return [] if answered.status < 500 else NotSent(answered.said, unreachable=True)  # noqa: PLR2004 - the server's own faults


def same(body: Body, message: Message) -> bool:
    """Whether a fetched message has the same content as `body`."""
    # Discord itself adds embeds to plain words that hold a link.
    shown = message if body.get("embeds") else {"content": message.get("content")}
    return _words(body) == _words(shown)


def akin(body: Body, message: Message) -> bool:
    """Whether a message may be an older text of `body`: the same title and the same buttons."""
    frame = _frame(body)
    return any(frame) and frame == _frame(message)


def _frame(message: Message) -> tuple[str, tuple[str, ...]]:
    title = next((embed.get("title") or "" for embed in message.get("embeds") or ()), "")
    buttons = [button for row in message.get("components") or () for button in row["components"]]
    return title.strip(), tuple(button["custom_id"] for button in buttons if button.get("custom_id"))


def _answers(message: Message) -> bool:
    """Whether a message of ours answers a command, and so belongs to no delivery."""
    return bool(message.get("webhook_id") or message.get("interaction_metadata"))


def _words(message: Mapping[str, Any]) -> list[str]:
    words = [message.get("content") or ""]
    for embed in message.get("embeds") or ():
        words += [embed.get("title") or "", embed.get("description") or ""]
        words += [word for field in embed.get("fields") or () for word in (field["name"], field["value"])]
    return [word.strip() for word in words]
