"""The bot's own account on Telegram: its name, and a webhook that keeps it from listening."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.core.model.errors import BadTokenError, Refusal
from bot.core.model.reply import Text
from bot.core.ports.platform import Undelivered
from bot.platforms.telegram.errors import UnclearError
from bot.platforms.telegram.ptb_adapter import PtbRequest
from bot.platforms.telegram.updates.fields import Fields


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's id and its username."""

    id: int
    username: str


async def get_me(request: PtbRequest) -> Account:
    """The bot's account; raises TelegramError.

    Source: https://core.telegram.org/bots/api#getme
    """
    me = Fields(await request.post("getMe"))
    if not me.number("id") or not me.text("username"):
        raise UnclearError("unreadable answer")
    return Account(me.number("id"), me.text("username"))


async def webhook(request: PtbRequest) -> tuple[str, Undelivered | None]:
    """The server that Telegram sends the bot's updates to, "" for none; and the last failure, even if it is over.

    The address's path may hold a secret, so it is left out. Raises TelegramError.
    Source: https://core.telegram.org/bots/api#getwebhookinfo
    """
    info = Fields(await request.post("getWebhookInfo"))
    url, fault = info.text("url"), info.text("last_error_message")
    if not url:
        return "", None
    try:
        host = urlsplit(url).hostname or "?"
    except ValueError:
        host = "?"
    return host, Undelivered(fault, info.number("pending_update_count")) if fault else None


async def delete_webhook(request: PtbRequest) -> None:
    """Delete the webhook; pending updates are kept. Raises TelegramError."""
    await request.post("deleteWebhook")


async def log_out(request: PtbRequest) -> None:
    """Leave this Bot API server, so that another one gets the bot's updates; for ten minutes it takes the bot no more.

    Raises TelegramError. Source: https://core.telegram.org/bots/api#logout
    """
    await request.post("logOut")


def refusal(fault: TelegramError) -> Refusal:
    """Why the bot cannot be asked for, to be raised for the operator."""
    if isinstance(fault, InvalidToken):
        return bad_token()
    if str(fault).lower().endswith("logged out"):
        return Refusal(Text("telegram-logged-out"))
    return Refusal(Text("telegram-unreachable", {"reason": str(fault)}))


def bad_token() -> BadTokenError:
    """Telegram does not know the token."""
    return BadTokenError(Text("telegram-bad-token"))


def explain_conflict(fault: Conflict) -> str:
    """Why the bot gets no updates: a webhook was set for it, or another program polls. Telegram says which."""
    if "webhook" in str(fault).lower():
        return "a webhook is set for this bot, so it gets no updates; `nolike check --take-over` deletes the webhook"
    return "another program listens to Telegram with this bot's token; only one can, stop the other"
