"""The report of a call as JSON."""

from typing import Any

from bot.core.calls.content import eta_seconds
from bot.core.model.announcements import Tally
from bot.core.model.call import Call


def report_json(call: Call, tally: Tally) -> dict[str, Any]:
    """The report as `nolike report --json` prints it. The numbers of all states add up to the audience."""
    return {
        "call": call.id,
        "audience": tally.audience,
        **{state.value: chats for state, chats in tally.shown_states.items()},
        "unreachable": tally.unreachable,
        "eta_seconds": eta_seconds(call, tally),
        "failures": [{"reason": reason, "chats": chats} for reason, chats in tally.failures],
    }
