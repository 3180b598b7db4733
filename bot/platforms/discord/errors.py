"""Maps Discord's errors and timeouts to outcomes: not delivered, unknown, or refused for good."""

from http import HTTPStatus

from bot.core.model.announcements import Missing, NotSent, Outcome, Refused, Sent, Unknown
from bot.platforms.discord.http import Answered, File, HttpClient, UnclearError, UndeliveredError
from bot.platforms.discord.refusals import (
    ARCHIVED,
    GONE,
    LOCKED,
    MISSING_ACCESS,
    NOT_OURS,
    SYSTEM_MESSAGE,
    UNKNOWN_MESSAGE,
    sort,
)
from bot.platforms.refusals import MALFORMED, Sort

NO_RIGHT = "no-right"
NO_ACCESS = "no-access"
KICKED = "kicked"
ARCHIVED_REASON, LOCKED_REASON = "archived", "locked"
# Seconds, for a 429 that does not say how long to wait.
PAUSE_SECONDS = 60.0
# Discord says "no access" of a channel that is hidden from the bot, and of all in a server that removed it.
_REASONS = {MISSING_ACCESS: NO_ACCESS, ARCHIVED: ARCHIVED_REASON, LOCKED: LOCKED_REASON}


async def carry(
    http: HttpClient, method: str, path: str, body: object = None, file: File | None = None
) -> tuple[Outcome, Answered | None]:
    """Send one request that writes to a channel; return its outcome, and the answer if there is one.

    Sent has the id of the message that the answer names, "" where it names none.
    """
    try:
        answered = await http.ask(method, path, body, file=file)
    except UndeliveredError as fault:
        return NotSent(str(fault), unreachable=True), None
    except UnclearError as fault:
        return Unknown(str(fault)), None
    return outcome(answered), answered


def outcome(answered: Answered) -> Outcome:
    """The outcome of a message for this answer of Discord."""
    if answered.well:
        data = answered.data
        return Sent(str(data.get("id", "")) if isinstance(data, dict) else "")
    if answered.status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSent("flood", wait=answered.wait, flood=True, alone=not answered.everywhere)
    if answered.status == HTTPStatus.UNAUTHORIZED:
        return NotSent("bad-token")
    if answered.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # A proxy that answers for Discord may have lost the answer to a request that took effect.
        return Unknown(f"HTTP {answered.status}")
    return _refused(answered)


def _refused(answered: Answered) -> Outcome:
    """What one of Discord's own refusals means."""
    said = answered.said.lower()
    if answered.code in {UNKNOWN_MESSAGE, NOT_OURS, SYSTEM_MESSAGE}:
        return Missing()
    match sort(answered.code):
        case Sort.GONE:
            return Refused(GONE[answered.code], gone=True)
        case Sort.NO_RIGHT:
            return Refused(_REASONS.get(answered.code, NO_RIGHT))
        case Sort.MALFORMED:
            return Refused(f"{MALFORMED}{said}")
        case Sort.WAIT:
            return NotSent("flood", wait=answered.wait or PAUSE_SECONDS, flood=True, alone=True)
        case Sort.LATER:
            return NotSent(said)
    return Refused(said)
