"""The report of a call as JSON."""

from typing import Any

from bot.core.calls.content import eta_seconds
from bot.core.model.announcements import State, Tally
from bot.core.model.call import Call


def report_json(call: Call, tally: Tally) -> dict[str, Any]:
    """How a call stands, as `nolike report --json` prints it. The states add up to the audience."""
    states = {state.value: tally.states.get(state, 0) for state in State}
    # What may stand in its chat twice is not known to be right, so it is not called sent.
    states["sent"] -= tally.twice
    states["unknown"] += tally.twice
    return {
        "call": call.id,
        "audience": tally.audience,
        **states,
        "eta_seconds": eta_seconds(call, tally),
        "failures": [{"reason": reason, "chats": chats} for reason, chats in tally.failures],
    }
