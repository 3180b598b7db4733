"""Maps Telegram's errors and timeouts to outcomes: not delivered, unknown, refused for good, or moved."""

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.core.model.announcements import Missing, Moved, NotSent, Refused, Unknown
from bot.platforms.refusals import MALFORMED, Sort
from bot.platforms.telegram.refusals import GONE, TOPIC_GONE_WORDS, sort

TOPIC_GONE = "topic-gone"


class UndeliveredError(NetworkError):
    """The request surely had no effect: it never left, or the server's own answer says that it failed."""


class UnclearError(NetworkError):
    """The request left and no clear answer came back."""


class FloodError(TelegramError):
    """The server asks for silence (HTTP 429) for so many `seconds`, for the whole bot."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flood wait of {seconds:g} s")
        self.seconds = seconds


def outcome(error: TelegramError) -> NotSent | Unknown | Refused | Moved | Missing:
    """The outcome of a message whose request raised `error`."""
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


def _refused(error: TelegramError) -> Refused | NotSent | Missing:
    said = description(error)
    if said.startswith("message can't be deleted"):
        return Refused(said)
    if any(part in said for part in TOPIC_GONE_WORDS):
        return Refused(TOPIC_GONE)
    match sort(said):
        case Sort.GONE:
            return Refused(GONE[said], gone=True)
        case Sort.NO_RIGHT:
            return Refused("no-right")
        case Sort.MESSAGE_GONE:
            return Missing()
        case Sort.WAIT | Sort.LATER:
            return NotSent(said)
        case Sort.MALFORMED:
            return Refused(f"{MALFORMED}{said}")
    return Refused(said)
