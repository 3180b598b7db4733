"""/calls: the campaign's calls and their states; each can be paused, resumed and cancelled."""

from dataclasses import replace

from bot.core.calls import lifecycle as call_lifecycle
from bot.core.calls import series
from bot.core.calls.reach import stands
from bot.core.calls.replies import call_buttons, list_line
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role
from bot.core.delivery.promises import halt_breaks, with_halt
from bot.core.model.call import Call, CallState
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Moment, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call import call_off, note_call, open_call
from handlers.call_steps import author_of
from handlers.menu_event import menu_of
from handlers.standing import buttons_of, call_stands

ACTS = ("pause", "resume", "cancel", "skip", "stop")
SHOWN = 3


async def calls(ask: Ask, tx: Transaction) -> Reply:
    """List calls, newest first; or do what the words say, in any order: `pause 12`, `12 pause`."""
    numbers = [word for word in ask.words if word.isdecimal()]
    acts = [word.lower() for word in ask.words if word.lower() in ACTS]
    if not numbers and acts:
        raise Refusal(Text("call-which"), usage=True)
    if not numbers:
        return await _list(ask, tx, choose_campaign(ask, ask.rest))
    found, campaign = await open_call(ask, tx, numbers[0], tapped=bool({"cancel", "skip", "stop"} & set(acts)))
    if not acts:
        raise Refusal(Text("calls-how"), usage=True)
    act = acts[0]
    if act == "skip":
        return await _skip(ask, tx, campaign, found)
    if act == "stop":
        if found.script.repeat is not None and found.state in {CallState.CANCELLED, CallState.ENDED}:
            return await call_stands(tx, found)
        series.check_running(found)
    if act in {"cancel", "stop"}:
        return await call_off(ask, tx, campaign, found)
    if act == "pause" and found.status == "paused":
        return await call_stands(tx, found)
    held = await call_lifecycle.pause(tx, found, paused=act == "pause")
    await note_call(ask, tx, campaign, act, found)
    rows = tuple((button,) for button in call_buttons(held, stands=await stands(tx, held)))
    told = replace(say(f"calls-{act}", id=str(found.id)), buttons=rows, personal=True)
    return await with_halt(tx, campaign, told) if act == "resume" else told


async def _skip(ask: Ask, tx: Transaction, campaign: Campaign, found: Call) -> Reply:
    """Let one call of a series not go out, and say when the next one does."""
    if found.series and found.state is CallState.CANCELLED:
        return await call_stands(tx, found)
    goes_on = await series.skip(tx, found)
    await note_call(ask, tx, campaign, "skip", found)
    if goes_on is None or goes_on.occurs is None:
        return say("calls-cancel", id=str(found.id))
    told = say("calls-skip", id=str(found.id), at=Moment(goes_on.occurs, campaign.zone, fixed=True))
    return await with_halt(tx, campaign, told)


async def _list(ask: Ask, tx: Transaction, campaign: Campaign) -> Reply:
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    found = await series.listed(tx, campaign.slug)
    if not found:
        begin = Button(Text("button-new-call"), command=f"call {campaign.slug}")
        return replace(say("calls-none"), buttons=((begin, menu_of(campaign)),), personal=True)
    lines = (*(list_line(one, campaign) for one in found), *await halt_breaks(tx, campaign))
    person = author_of(ask, tx, campaign)
    # What waits for approval comes first: its author has no other way to it.
    own = [one for one in found if one.state is CallState.PROPOSED and one.author == person]
    first = [*own, *(one for one in found if one not in own)][: max(SHOWN, len(own))]
    buttons = [button for one in first for button in await buttons_of(tx, one, own=one.author == person)]
    return Reply(
        title=Text("calls-title", {"title": campaign.title}),
        lines=lines,
        buttons=(*((button,) for button in buttons), (menu_of(campaign),)),
        personal=True,
    )


COMMAND = Command(
    "calls",
    calls,
    arguments=(Argument("call", suggest="calls"), Argument("act", choices=ACTS)),
    private=True,
    person=True,
    role=Role.ORGANIZER,
    form=True,
)
