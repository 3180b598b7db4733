"""What a person does with a button or a short form is the command that it equals, run as in their private chat."""

from collections.abc import Mapping

from starlette.responses import Response

from bot.core.commands.request import split
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.web.desk.visit import Place, Visit

ACTS: Mapping[str, frozenset[str]] = {
    "call": frozenset({"propose", "approve", "refuse", "cancel", "when"}),
    "calls": frozenset({"pause", "resume", "cancel", "skip", "stop"}),
    "retract": frozenset({""}),
    "event": frozenset(
        {"new", "edit", "postpone", "cancel", "choose", "confirm", "approve", "refuse", "accept", "release"}
    ),
    "count": frozenset({""}),
    "undo": frozenset({"goal"}),
    "revoke": frozenset({""}),
    "resign": frozenset({""}),
}
"""The commands that forms of the desk send, and the words that say what each does; "" where it does one thing."""


def act_of(command: str) -> tuple[str, str]:
    """The command and the word of ACTS that it is. Raises Refusal for any other."""
    name, words = split(command)
    known = ACTS.get(name, frozenset())
    found = "" if "" in known else next((word for word in words if word in known), None)
    if found is None or name not in ACTS:
        raise Refusal(Text("desk-bad-form"))
    return name, found


def is_offered(command: str) -> bool:
    """Whether a form of the desk may send this command."""
    try:
        act_of(command)
    except Refusal:
        return False
    return True


async def do(visit: Visit) -> Response:
    """Run the form's command, with the words that were typed beside it, and show the outcome on the page before."""
    command, words = visit.field("command"), visit.field("words")
    act_of(command)
    for reply in await visit.run(f"{command} {words}".strip()):
        visit.note(reply)
    return visit.back()


PLACES = (Place("/c/{slug}/do", do, Role.REPORTER, post=True),)
