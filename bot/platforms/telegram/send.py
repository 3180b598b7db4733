"""How one message leaves for Telegram, and how an answer to a person insists until it is said or cannot be."""

from dataclasses import replace

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.core.announcements import Moved, NotSent, Outcome, Priority, Sent, Unknown
from bot.core.chats import Address, ChatKind
from bot.core.limits import pause
from bot.core.ports import Clock, Gate
from bot.platforms.telegram.draw import Drawn
from bot.platforms.telegram.faults import outcome

TRIES = 6
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def post(bot: Bot, address: Address, drawn: Drawn, *, paid: bool = False) -> Outcome:
    """Send one message now; `paid` lets it go beyond 30 a second, at Telegram's price."""
    try:
        message = await bot.send_message(
            address.chat,
            drawn.html,
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            message_thread_id=int(address.thread) if address.thread else None,
            link_preview_options=_NO_PREVIEW,
            allow_paid_broadcast=True if paid else None,
        )
    except TelegramError as error:
        return outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")
    return Sent(str(message.message_id))


async def edit(bot: Bot, address: Address, message: str, drawn: Drawn) -> Outcome:
    """Put other words into a message that stands there; that it says them already is a success."""
    try:
        await bot.edit_message_text(
            drawn.html,
            chat_id=address.chat,
            message_id=int(message),
            parse_mode=ParseMode.HTML,
            reply_markup=drawn.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except TelegramError as error:
        return Sent(message) if "message is not modified" in str(error).lower() else outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")
    return Sent(message)


async def delete(bot: Bot, address: Address, message: str) -> Outcome:
    """Take a message away; that it is gone already is a success."""
    try:
        await bot.delete_message(address.chat, int(message))
    except TelegramError as error:
        return Sent(message) if "message to delete not found" in str(error).lower() else outcome(error)
    except (KeyError, TypeError, ValueError):
        return Unknown("unreadable answer")
    return Sent(message)


async def insist(
    bot: Bot,
    address: Address,
    kind: ChatKind,
    drawn: Drawn,
    gate: Gate,
    clock: Clock,
    priority: Priority,
    *,
    paid: bool = False,
) -> tuple[Outcome, tuple[str, ...]]:
    """Send one message, through floods, trouble and moves, each request in its own slot of the gate.

    What surely did not leave is tried six times, what is unknown once more: to say an answer twice is better than to
    leave a person without one. Gives how it ended and the new ids that the chat took on the way, the latest last.
    """
    failed, unclear = 0, False
    moves: tuple[str, ...] = ()
    while True:
        await gate.slot(address, kind, priority)
        result = await post(bot, address, drawn, paid=paid)
        match result:
            case NotSent(flood=True):
                gate.flood(result.wait)
            case NotSent() if failed < TRIES - 1:
                failed += 1
                await clock.sleep(pause(failed).total_seconds())
            case Unknown() if not unclear:
                unclear = True
            case Moved() if result.chat not in moves:
                moves += (result.chat,)
                address = replace(address, chat=result.chat)
            case _:
                return result, moves
