"""What Telegram's refusals and silences mean: surely not delivered, perhaps delivered, refused for good, or moved."""

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.core.model.announcements import Moved, NotSent, Refused, Unknown

# A closed list: an unknown 403 or 400 must never switch a chat off.
# Source: tdlib/telegram-bot-api, Client.cpp, and the list that healthchecks.io keeps.
_GONE = {
    "the group chat was deleted": "deleted",
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "bot was kicked from the group chat": "kicked",
    "bot was kicked from the supergroup chat": "kicked",
    "bot was kicked from the channel chat": "kicked",
    "bot is not a member of the group chat": "left",
    "bot is not a member of the supergroup chat": "left",
    "bot is not a member of the channel chat": "left",
    "chat not found": "not-found",
}
_NO_RIGHT = (
    "not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden", "chat_admin_required",
    "chat_restricted", "chat_send_plain_forbidden", "topic_closed",
)  # fmt: skip


class UndeliveredError(NetworkError):
    """The request surely had no effect: it never left, or the server's own answer says that it failed."""


class UnclearError(NetworkError):
    """The request left and no clear answer came back."""


class FloodError(TelegramError):
    """The server asks for silence (HTTP 429) for so many `seconds`, for the whole bot."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flood wait of {seconds:g} s")
        self.seconds = seconds


def outcome(error: TelegramError) -> NotSent | Unknown | Refused | Moved:
    """What became of a message whose sending raised `error`."""
    match error:
        case FloodError():
            return NotSent("flood", wait=error.seconds, flood=True)
        case UnclearError():
            return Unknown(error.message)
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case BadRequest() | Forbidden():
            return _refused(error)
        case InvalidToken():
            return NotSent("bad-token")
        case _:
            return NotSent(error.message, unreachable=isinstance(error, UndeliveredError))


def description(error: TelegramError) -> str:
    """The server's sentence in lower case, without the words that only repeat the status."""
    return error.message.lower().removeprefix("forbidden: ").removeprefix("bad request: ")


def _refused(error: TelegramError) -> Refused:
    said = description(error)
    if said in _GONE:
        return Refused(_GONE[said], gone=True)
    return Refused("no-right" if any(mark in said for mark in _NO_RIGHT) else said)
