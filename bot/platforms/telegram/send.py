"""Sends single requests to Telegram: a message, a picture, an edit, a deletion, a pin."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.model.announcements import Missing, NotSent, Outcome, Sent, Unknown
from bot.core.model.chats import Address
from bot.platforms.telegram.draw import Drawn
from bot.platforms.telegram.errors import outcome
from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.ptb_adapter import Encoded

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def post(photos: Photos, address: Address, drawn: Drawn, *, paid: bool = False) -> Outcome:
    """Send one message now; `paid` lets it go beyond 30 a second, at Telegram's price.

    The body is put together here, and of the answer only the id is read: `Bot.send_message` would encode the same text
    for every chat and build all of the message it gets back, which doubles what a broadcast costs.
    """
    if drawn.picture:
        return await _post_picture(photos, address, drawn, paid=paid)
    topic = f', "message_thread_id": {json.dumps(address.thread)}' if address.thread else ""
    body = f'{{"chat_id": {json.dumps(address.chat)}{topic}, {_fields(drawn, paid=paid)}'.encode()
    try:
        message = await photos.bot.request.post("sendMessage", Encoded(body))
        return Sent(str(int(message["message_id"])))  # type: ignore[index, call-overload] # else it is unreadable
    except TelegramError as error:
        return outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")


@lru_cache(maxsize=256)
def _fields(drawn: Drawn, *, paid: bool) -> str:
    """The rest of such a body, from after the chat to its end."""
    fields = {"text": drawn.html, "parse_mode": ParseMode.HTML, "link_preview_options": _NO_PREVIEW.to_json()}
    if drawn.keyboard is not None:
        fields["reply_markup"] = drawn.keyboard.to_json()
    if paid:
        fields["allow_paid_broadcast"] = "true"
    return json.dumps(fields)[1:]


async def _post_picture(photos: Photos, address: Address, drawn: Drawn, *, paid: bool) -> Outcome:
    photo = await photos.find(drawn.picture)
    if photo is None:
        return NotSent("picture-uploading")
    if not photo and drawn.html:
        photos.lose(drawn.picture)
        return await post(photos, address, replace(drawn, picture=""), paid=paid)
    try:
        message = await photos.bot.send_photo(
            address.chat,
            photo,
            caption=drawn.html or None,
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            message_thread_id=int(address.thread) if address.thread else None,
            allow_paid_broadcast=True if paid else None,
        )
        if isinstance(photo, bytes):
            await photos.keep(drawn.picture, message)
    except TelegramError as error:
        if isinstance(photo, str) and "file identifier" in str(error).lower():
            await photos.forget(drawn.picture)
            return NotSent("picture-unknown")
        return outcome(error)
    except (KeyError, TypeError, ValueError, IndexError):
        return Unknown("unreadable answer")
    finally:
        if isinstance(photo, bytes):
            photos.lose(drawn.picture)
    return Sent(str(message.message_id))


async def pin(bot: Bot, address: Address, message: str) -> Outcome:
    """Pin a message without telling everybody."""
    try:
        await bot.pin_chat_message(address.chat, int(message), disable_notification=True)
    except TelegramError as error:
        return outcome(error)
    return Sent(message)


async def edit(bot: Bot, address: Address, message: str, drawn: Drawn) -> Outcome:
    """Edit a message; a message that already has this text counts as success."""
    where: dict[str, Any] = {"chat_id": address.chat, "message_id": int(message), "reply_markup": drawn.keyboard}
    try:
        if drawn.picture:
            await bot.edit_message_caption(caption=drawn.html, parse_mode=ParseMode.HTML, **where)
        else:
            await bot.edit_message_text(
                drawn.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW, **where
            )
    except TelegramError as error:
        said = str(error).lower()
        if "message is not modified" in said:
            return Sent(message)
        return Missing() if "message to edit not found" in said or "message_id_invalid" in said else outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")
    return Sent(message)


async def delete(bot: Bot, address: Address, message: str) -> Outcome:
    """Delete a message; a message that is already gone counts as success."""
    try:
        await bot.delete_message(address.chat, int(message))
    except TelegramError as error:
        return Sent(message) if "message to delete not found" in str(error).lower() else outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")
    return Sent(message)
