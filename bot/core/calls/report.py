"""The report of a call as JSON."""

from collections.abc import Sequence
from typing import Any

from bot.core.calls.content import eta_seconds
from bot.core.model.announcements import Tally
from bot.core.model.call import Call


def series_json(series: Call, calls: Sequence[Call]) -> dict[str, Any]:
    """A series as `nolike report --json` prints it: its state, the time of its next call, and the latest calls."""
    return {
        "series": series.id,
        "status": series.status,
        "next": None if series.occurs is None else series.occurs.isoformat(),
        "calls": [
            {"call": call.id, "at": call.due.isoformat() if call.due else None, "status": call.status} for call in calls
        ],
    }


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
