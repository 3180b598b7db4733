"""/call: an organizer writes a call to action, step by step, and others approve it; all in private."""

from dataclasses import replace

from bot.core.calls.content import content
from bot.core.calls.lifecycle import Proposal, approve, audience_size, cancel, find_call, propose, refuse
from bot.core.calls.repeat import rule
from bot.core.calls.replies import request_reply
from bot.core.calls.wizard import PREVIEW, steps
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.delivery.approvals import ask_why, reason
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.promises import call_breaks
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Moment, Reply, Text, listed, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call_steps import author_of, move, order_of, show, take_step

SENT = frozenset({CallState.LAUNCHED, CallState.RETRACTED, CallState.CANCELLED, CallState.ENDED})
"""Where the words of a call are out, or will never be."""


async def call(ask: Ask, tx: Transaction) -> Reply:
    """Begin a call, or act on the call with this number: show or answer a step, send a test, approve it."""
    number, verb, *words = (*ask.words, "", "")
    if not number.isdecimal():
        return await _begin(ask, tx, choose_campaign(ask, ask.rest))
    found, campaign = await open_call(ask, tx, number)
    content_hash = next(iter(words), "")
    own = found.author == author_of(ask, tx, campaign)
    if found.state is CallState.PROPOSED and not own and not content_hash and verb in {"", PREVIEW, "approve"}:
        chats = await audience_size(tx, campaign, found)
        return request_reply(found, campaign, campaign.spoken(ask.languages), chats)
    if verb in {"approve", "refuse"}:
        return await (_approve if verb == "approve" else _refuse)(ask, tx, campaign, found, content_hash)
    if not own:
        raise Refusal(Text("call-not-yours"))
    if found.state in SENT:
        raise Refusal(Text("call-launched", {"id": number}))
    match verb:
        case "cancel" | "propose":
            return await (_cancel if verb == "cancel" else _propose)(ask, tx, campaign, found)
        case "move":
            return await move(ask, tx, campaign, found, *content_hash.partition(":")[::2])
        case "test":
            return _test(ask, campaign, found, content_hash or campaign.fallback)
    step = verb or PREVIEW
    if step not in steps(found, order_of(ask, campaign)):
        raise Refusal(Text("call-how"), usage=True)
    return await take_step(ask, tx, campaign, found, step)


async def open_call(ask: Ask, tx: Transaction, number: str) -> tuple[Call, Campaign]:
    """A call and its campaign, for one of its organizers."""
    found = await find_call(tx, number)
    campaign = choose_campaign(ask, found.campaign)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    return found, campaign


async def note_call(ask: Ask, tx: Transaction, campaign: Campaign, act: str, found: Call) -> None:
    """Write an organizer's action on a call, or on a fix of its texts, to the audit log."""
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    act = f"fix-{act}" if found.fixes else f"call-{act}"
    await note_act(ask, tx, campaign, role, act, found.number)


async def call_off(ask: Ask, tx: Transaction, campaign: Campaign, found: Call) -> Reply:
    """Cancel a call. Only its author can discard a draft; the author of a call that waited for approval is notified."""
    person = author_of(ask, tx, campaign)
    if found.state is CallState.DRAFT and found.author != person:
        raise Refusal(Text("call-not-yours"))
    cancelled = await cancel(tx, found)
    await note_call(ask, tx, campaign, "stop" if found.state is CallState.REPEATING else "cancel", found)
    if cancelled is not None:
        return say("calls-stop" if found.state is CallState.REPEATING else "calls-cancel", id=str(found.id))
    told = say("fix-thrown" if found.fixes else "call-thrown", id=found.number)
    await notify_organizers(tx, campaign.slug, f"thrown:{found.id}", told, ask.now, only={found.author}, but={person})
    dropped = say("fix-cancelled" if found.fixes else "call-cancelled", id=found.number)
    return replace(dropped, buttons=((Button(Text("button-menu"), command=f"menu {campaign.slug}"),),))


def number_of(ask: Ask) -> str:
    """The number of the call; raises Refusal if it is missing."""
    if not ask.rest.isdecimal():
        raise Refusal(Text("call-which"), usage=True)
    return ask.rest


async def _begin(ask: Ask, tx: Transaction, campaign: Campaign) -> Reply:
    """This person's draft, at its first step; a new one if there is none."""
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    author = author_of(ask, tx, campaign)
    drafts = [
        one for one in await tx.calls.latest(campaign.slug) if one.author == author and one.state is CallState.DRAFT
    ]
    found = drafts[0] if drafts else await tx.calls.add(Call(0, campaign.slug, author, Script({})))
    return await show(ask, tx, campaign, found, steps(found, order_of(ask, campaign))[0])


def _test(ask: Ask, campaign: Campaign, found: Call, language: str) -> Reply:
    """Show the call itself, as a chat of this language will see it."""
    if language not in (known := campaign.spoken(ask.languages)):
        raise Refusal(Text("unknown-language", {"word": language, "known": listed(known)}))
    if not found.script.texts:
        raise Refusal(Text("call-no-text"))
    return replace(content(found, campaign), language=language)


async def _propose(ask: Ask, tx: Transaction, campaign: Campaign, found: Call) -> Reply:
    proposal = await propose(tx, campaign, found, campaign.spoken(ask.languages), ask.now)
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, "")
    await note_call(ask, tx, campaign, "proposed", found)
    if not proposal.missing:
        return await _launched(ask, tx, campaign, proposal)
    told = say("call-proposed", id=found.number, missing=proposal.missing, asked=proposal.asked)
    if not proposal.wanting:
        return told
    few = Text("call-few-organizers", {"wanting": proposal.wanting, "campaign": campaign.slug})
    return replace(told, lines=(*told.lines, few))


async def _approve(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, content_hash: str) -> Reply:
    own = author_of(ask, tx, campaign)
    proposal = await approve(tx, campaign, found, own, content_hash, ask.now)
    await note_call(ask, tx, campaign, "approved", found)
    if not proposal.missing:
        return await _launched(ask, tx, campaign, proposal)
    return say("call-approved", missing=proposal.missing)


async def _refuse(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, content_hash: str) -> Reply:
    """Another organizer rejects the call, with the reason in a few words; without a reason, ask for one."""
    here = ask.request.address.platform, ask.request.person
    _, _, why = ask.rest.partition(f" {content_hash} ") if content_hash else ("", "", "")
    if not why:
        return await ask_why(tx, *here, f"call {found.id} refuse {content_hash}", back=f"call {found.id}")
    await refuse(tx, campaign, found, author_of(ask, tx, campaign), content_hash, reason(why), ask.now)
    await tx.dialogues.wait(*here, "")
    await note_call(ask, tx, campaign, "refused", found)
    return say("refused-told")


async def _launched(ask: Ask, tx: Transaction, campaign: Campaign, proposal: Proposal) -> Reply:
    launched = proposal.call
    await note_call(ask, tx, campaign, "fixed" if launched.announcement else "launched", launched)
    chats = await audience_size(tx, campaign, launched)
    number = str(launched.id)
    if launched.announcement:
        return say("call-fixed", id=number)
    repeat = launched.script.repeat
    if launched.occurs is not None and repeat is not None:
        begun = say("series-begun", id=number, chats=chats, at=Moment(launched.occurs, campaign.zone, fixed=True))
        return replace(begun, lines=(*begun.lines, rule(repeat), *call_breaks(launched.script, campaign)))
    if launched.script.when is None:
        report = Button(Text("button-report", {"id": number}), command=f"report {number}")
        return replace(say("call-leaves", id=number, chats=chats), buttons=((report,),))
    told = say("call-scheduled", id=number, chats=chats, at=Moment(launched.script.when, campaign.zone, fixed=True))
    return replace(told, lines=(*told.lines, *call_breaks(launched.script, campaign)))


async def _cancel(ask: Ask, tx: Transaction, campaign: Campaign, found: Call) -> Reply:
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, "")
    return await call_off(ask, tx, campaign, found)


COMMAND = Command(
    "call",
    call,
    arguments=(Argument("campaign", suggest="campaigns"),),
    private=True,
    person=True,
    role=Role.ORGANIZER,
)
