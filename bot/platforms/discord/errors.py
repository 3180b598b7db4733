"""What Discord's refusals and silences mean: surely not delivered, perhaps delivered, or refused for good."""

from http import HTTPStatus

from bot.core.model.announcements import NotSent, Outcome, Refused, Sent, Unknown
from bot.platforms.discord.http import Answered, File, HttpClient, UnclearError, UndeliveredError

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
UNKNOWN_SERVER = 10004
UNKNOWN_MESSAGE = 10008
ACKNOWLEDGED = 40060
MISSING_ACCESS = 50001
CLOSED_TO_US = 50007
MISSING_PERMISSIONS = 50013
NO_RIGHT = "no-right"
NO_ACCESS = "no-access"
KICKED = "kicked"

_GONE = {UNKNOWN_CHANNEL: "deleted", UNKNOWN_SERVER: "deleted", CLOSED_TO_US: "blocked"}
# Discord says "no access" of a channel that is hidden from the bot, and of all in a server that threw it out.
_NOT_NOW = {MISSING_ACCESS: NO_ACCESS, MISSING_PERMISSIONS: NO_RIGHT}


async def carry(
    http: HttpClient, method: str, path: str, body: object = None, file: File | None = None
) -> tuple[Outcome, Answered | None]:
    """Send one request that says something in a channel: what became of it, and the answer where there is one.

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
    """What became of a message that Discord answered so."""
    if answered.well:
        data = answered.data
        return Sent(str(data.get("id", "")) if isinstance(data, dict) else "")
    if answered.status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSent("flood", wait=answered.wait, flood=True, alone=not answered.everywhere)
    if answered.status == HTTPStatus.UNAUTHORIZED:
        return NotSent("bad-token")
    if answered.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # Whoever answers in Discord's place may have lost the answer of a request that took effect.
        return Unknown(f"HTTP {answered.status}")
    if answered.code in _GONE:
        return Refused(_GONE[answered.code], gone=True)
    return Refused(_NOT_NOW.get(answered.code) or answered.said.lower())
