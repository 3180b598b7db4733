"""Delivers an announcement to a Telegram chat: posts, edits or deletes its message."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.core.delivery.retry import DELIVERY_SECONDS, insist
from bot.core.model.announcements import PRIORITY, Action, Delivery, Outcome, Refused, Sent
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.render_cache import RenderCache
from bot.platforms.telegram.draw import Drawn
from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.send import delete, edit, pin, post

UNDELETABLE = "message can't be deleted"
# The first part may take 85 s: to connect, to upload its picture, to be answered.
REST_SECONDS = DELIVERY_SECONDS / 2


async def deliver(
    photos: Photos, gate: Gate, clock: Clock, render_cache: RenderCache[Drawn], delivery: Delivery, *, paid: bool
) -> Outcome:
    """Carry out the delivery on Telegram; the caller has already waited for the slot of its first request.

    The outcome and id of a long message's first part are those of the delivery. The other parts take slots of their
    own, and are retried for half of the delivery's time, because a restart would duplicate the first part. An edit
    changes the first part. A message that Telegram does not let us delete is edited to the announcement's new text.
    """
    if delivery.action is Action.DELETE:
        gone = await delete(photos.bot, delivery.address, delivery.message)
        if not isinstance(gone, Refused) or not gone.reason.startswith(UNDELETABLE):
            return gone
        await gate.slot(delivery.address, delivery.chat_kind, PRIORITY[delivery.kind])
    parts = render_cache.of(delivery)
    if not parts:
        return Refused("empty")
    if not delivery.action.posts:
        return await edit(photos.bot, delivery.address, delivery.message, parts[0])
    first = await post(photos, delivery.address, parts[0], paid=paid)
    if isinstance(first, Sent) and (len(parts) > 1 or delivery.action is Action.PIN):
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_SECONDS):
                await _send_rest(photos, gate, clock, delivery, parts[1:], paid=paid)
                if delivery.action is Action.PIN:
                    # Without the permission to pin, the board stays unpinned.
                    pinning = partial(pin, photos.bot, message=first.message)
                    await insist(pinning, delivery.address, delivery.chat_kind, gate, clock, PRIORITY[delivery.kind])
    return first


async def _send_rest(
    photos: Photos, gate: Gate, clock: Clock, delivery: Delivery, parts: tuple[Drawn, ...], *, paid: bool
) -> None:
    address = delivery.address
    for part in parts:
        send = partial(post, photos, drawn=part, paid=paid)
        result, moves = await insist(send, address, delivery.chat_kind, gate, clock, PRIORITY[delivery.kind])
        if not isinstance(result, Sent):
            return
        address = replace(address, chat=moves[-1]) if moves else address
