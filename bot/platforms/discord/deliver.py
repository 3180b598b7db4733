"""Delivers an announcement to a Discord channel: posts, edits or deletes its message without duplicates."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.core.delivery.retry import DELIVERY_SECONDS
from bot.core.model.announcements import (
    PRIORITY,
    Action,
    AnnouncementKind,
    Delivery,
    Missing,
    NotSent,
    Outcome,
    Refused,
    Sent,
    Unknown,
)
from bot.core.model.chats import ChatKind
from bot.core.ports.clock import Clock
from bot.core.ports.database import Store
from bot.core.ports.delivery import Gate
from bot.core.ports.facts import NONCE_SEED
from bot.platforms.discord.archived_threads import is_archived, reopen
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Body
from bot.platforms.discord.errors import KICKED, LOCKED_REASON, NO_ACCESS, NO_RIGHT
from bot.platforms.discord.http import HttpClient
from bot.platforms.discord.permissions import MANAGE_THREADS, Permissions
from bot.platforms.discord.refusals import UNKNOWN_MESSAGE
from bot.platforms.discord.send import NOBODY, Message, Sender, akin, nonce, same
from bot.platforms.discord.server.missing_permissions import LOCKED, MissingPermissions
from bot.platforms.render_cache import RenderCache

# Discord remembers a nonce for "a few minutes"; before a later retry, the channel is searched.
REMEMBERED = timedelta(seconds=120)
# A request takes 20 s at most, and up to three run between the search and the remaining parts.
LOOK_SECONDS = DELIVERY_SECONDS / 4
REST_SECONDS = DELIVERY_SECONDS / 3
BUDGET_SPENT = "invalid-requests"
NOTHING: Mapping[str, Any] = {"content": "", "embeds": [], "components": []}


@dataclass(slots=True)
class MessageSender:
    """Carries deliveries.

    `me` is the bot's own id, `reached` the channels that accepted a message, `mark` the database's identifier.
    """

    http: HttpClient
    sender: Sender
    gate: Gate
    clock: Clock
    store: Store
    permissions: Permissions
    render_cache: RenderCache[Body]
    missing_permissions: MissingPermissions
    log: FilteringBoundLogger
    me: str = ""
    reached: set[str] = field(default_factory=set)
    mark: str = ""

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Carry out the delivery; the caller has already waited for the slot of its first request."""
        result = await self._carry_out(delivery)
        chat = delivery.address.chat
        if is_archived(result):
            await self.gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
            opened = await reopen(self.sender, chat)
            await self.gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
            result = await self._carry_out(delivery) if opened else Refused(LOCKED_REASON)
        if result == Refused(LOCKED_REASON):
            self.missing_permissions.report(chat, (MANAGE_THREADS,), LOCKED)
        if result == Refused(NO_ACCESS):
            # No event reports a removal that happened while the bot was not connected.
            out = delivery.chat_kind is not ChatKind.PRIVATE and self.permissions.outside(chat)
            result = Refused(KICKED, gone=True) if out else Refused(NO_RIGHT)
        if result == Refused(NO_RIGHT):
            self.missing_permissions.report(chat, self.permissions.missing(chat))
        return result

    async def _carry_out(self, delivery: Delivery) -> Outcome:
        chat = delivery.address.chat
        if delivery.action is Action.DELETE:
            return await self._delete(chat, delivery.message)
        parts = self.render_cache.of(delivery)
        if not parts:
            return Refused("empty")
        if self.permissions.missing(chat):
            return Refused(NO_RIGHT)
        if delivery.action.posts:
            result = await self._send(delivery, parts)
        else:
            result = await self._edit(chat, delivery.message, _with_mention(delivery, parts[0]))
        if isinstance(result, Sent):
            self.reached.add(chat)
            await self.missing_permissions.works_again(chat)
            await self.missing_permissions.works_again(chat, LOCKED)
        return result

    async def _delete(self, chat: str, message: str) -> Outcome:
        result, answered = await self.sender.carry(chat, "DELETE", f"/channels/{chat}/messages/{message}")
        gone = answered is not None and answered.code == UNKNOWN_MESSAGE
        return Sent(message) if gone or isinstance(result, Sent) else result

    async def _edit(self, chat: str, message: str, body: Body) -> Outcome:
        # The existing picture stays: an edit changes only the text.
        words = {name: value for name, value in body.items() if name != "picture"}
        whole = {**NOTHING, **words, "allowed_mentions": NOBODY}
        result, answered = await self.sender.carry(chat, "PATCH", f"/channels/{chat}/messages/{message}", whole)
        return Missing() if answered is not None and answered.code == UNKNOWN_MESSAGE else result

    async def _send(self, delivery: Delivery, parts: tuple[Body, ...]) -> Outcome:
        """Post a message; the outcome and id of a long message's first part are those of the delivery."""
        first = _with_mention(delivery, parts[0])
        earlier = await self._earlier(delivery, first) if self._late(delivery) else None
        result = earlier if earlier is not None else await self._post(delivery, first)
        if isinstance(result, Sent):
            # Also for a message that was found: the attempt that posted it may have stopped before this step.
            with suppress(TimeoutError):
                async with asyncio.timeout(REST_SECONDS):
                    await self._send_rest(delivery, parts[1:])
                    await self._publish(delivery, result.message)
                    await self._pin(delivery, result.message)
        return result

    async def _post(self, delivery: Delivery, body: Body) -> Outcome:
        if (wait := self.http.budget.wait()) and not await self._knows(delivery):
            return NotSent(BUDGET_SPENT, wait, flood=True, alone=True)
        role = _role(delivery)
        mentions = {"parse": [], "roles": [role]} if role else NOBODY
        once = await self._nonce(delivery, 0)
        result, answered = await self.sender.post(delivery.address.chat, body, once, mentions)
        if isinstance(result, Unknown):
            return Unknown(result.reason, repeat=not self._late(delivery))
        if isinstance(result, Sent) and delivery.again and answered is not None and not same(body, answered.data):
            return await self._edit_earlier(delivery, result.message, body)
        return result

    async def _edit_earlier(self, delivery: Delivery, message: str, body: Body) -> Outcome:
        """Edit the message of an earlier attempt whose text has changed since; retried until that succeeds."""
        await self.gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
        result = await self._edit(delivery.address.chat, message, body)
        return Unknown(result.reason, repeat=True) if isinstance(result, Unknown) else result

    def _late(self, delivery: Delivery) -> bool:
        """Whether an earlier attempt may be so old that Discord has forgotten its nonce."""
        since = delivery.first_try
        return since is not None and delivery.again and self.clock.now() - since > REMEMBERED

    async def _earlier(self, delivery: Delivery, body: Body) -> Outcome | None:
        """The outcome of the earlier attempt; None if it surely did not arrive, or if it is to be posted again.

        The text may have changed since. Discord does not return the nonce with a fetched message, so
        if no text matches, it is the one message of ours that belongs to no other delivery and has the same title
        and buttons. Even if that is the wrong message, the edit still puts the required text into the channel.
        """
        address, kind = delivery.address, delivery.chat_kind
        stands = None
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                found = await self._look(delivery, body)
                if isinstance(found, NotSent):
                    return found
                alike = [one for one in found or () if akin(body, one)]
                if found and same(body, found[-1]):
                    return Sent(str(found[-1]["id"]))
                if len(alike) == 1:
                    stands = str(alike[0]["id"])
                elif (found is None or alike) and not delivery.kind.at_least_once:
                    return Unknown("no right to look" if found is None else "several look like it")
                else:
                    await self.gate.slot(address, kind, PRIORITY[delivery.kind])
        except TimeoutError:
            return NotSent("looking took too long")
        return await self._edit_earlier(delivery, stands, body) if stands is not None else None

    async def _look(self, delivery: Delivery, body: Body) -> list[Message] | NotSent | None:
        async def free(messages: Sequence[str]) -> set[str]:
            async with self.store.reading() as tx:
                return {*messages} - await tx.ledger.owned(delivery.chat_id, messages)

        since = delivery.first_try or self.clock.now()
        return await self.sender.find_own_messages(delivery.address, delivery.chat_kind, body, since, self.me, free)

    async def _knows(self, delivery: Delivery) -> bool:
        if delivery.address.chat in self.reached:
            return True
        async with self.store.reading() as tx:
            return await tx.ledger.reached(delivery.chat_id)

    async def _send_rest(self, delivery: Delivery, parts: tuple[Body, ...]) -> None:
        chat, kind, priority = delivery.address.chat, delivery.chat_kind, PRIORITY[delivery.kind]
        for number, part in enumerate(parts, start=1):
            if self._late(delivery):
                await self.gate.slot(delivery.address, kind, priority)
                found = await self._look(delivery, part)
                if isinstance(found, list) and found and same(part, found[-1]):
                    continue
            said = await self.sender.insist(chat, kind, part, await self._nonce(delivery, number), priority)
            if not isinstance(said, Sent):
                return

    async def _nonce(self, delivery: Delivery, part: int) -> str:
        """The same for every attempt, whatever its text: it may change while the outcome is unknown.

        It includes the database's identifier, because a new database counts its deliveries from one again.
        """
        if not self.mark:
            async with self.store.writing() as tx:
                self.mark = await tx.facts.get(NONCE_SEED, NAME) or secrets.token_hex(8)
                await tx.facts.put(NONCE_SEED, NAME, self.mark)
        return nonce(self.mark, delivery.id, delivery.address.chat, part)

    async def _publish(self, delivery: Delivery, message: str) -> None:
        """Crosspost a call to the channels that follow this one, if the server's managers chose that."""
        if delivery.kind is not AnnouncementKind.CALL or delivery.options.get("publish") != "on":
            return
        chat = delivery.address.chat
        await self.gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
        result, _ = await self.sender.carry(chat, "POST", f"/channels/{chat}/messages/{message}/crosspost")
        if not isinstance(result, Sent):
            self.log.warning("a call could not be published to the channels that follow", reason=result)

    async def _pin(self, delivery: Delivery, message: str) -> None:
        """Pin a board; without the permission to pin, it stays unpinned."""
        if delivery.action is Action.PIN:
            chat = delivery.address.chat
            await self.gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
            await self.sender.carry(chat, "PUT", f"/channels/{chat}/messages/pins/{message}")


def _role(delivery: Delivery) -> str:
    """The role that a call mentions in this channel, "" for none."""
    return delivery.options.get("mention", "") if delivery.kind is AnnouncementKind.CALL else ""


def _with_mention(delivery: Delivery, body: Body) -> Body:
    """The message with the mention of the chosen role; Discord ignores mentions in embeds."""
    role = _role(delivery)
    return body | {"content": f"<@&{role}>\n{body.get('content', '')}".strip()} if role else body
