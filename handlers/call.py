"""/call: an organizer writes a call to action, step by step, and others approve it; all in private."""

from dataclasses import replace

from bot.core.calls.content import content
from bot.core.calls.lifecycle import (
    Proposal,
    approve,
    audience_size,
    cancel,
    check_waiting,
    find_call,
    propose,
    refuse,
)
from bot.core.calls.reach import over
from bot.core.calls.repeat import rule
from bot.core.calls.replies import request_reply
from bot.core.calls.wizard import PREVIEW, STEPS, steps
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, end_question, need_role, note_act
from bot.core.delivery.approvals import ask_why, call_matter, naming, reason
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.promises import call_breaks, halt_breaks, with_halt
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Moment, Reply, Text, listed, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.call_steps import author_of, order_of, settle_language, show, take_step
from handlers.standing import call_stands

SENT = frozenset({CallState.LAUNCHED, CallState.RETRACTED, CallState.CANCELLED, CallState.ENDED})
"""Where the words of a call are out, or will never be."""

DONE = SENT | {CallState.SCHEDULED, CallState.REPEATING}
"""Where it was launched, so that nothing is left to launch or to approve."""

TAPPED = frozenset({"approve", "cancel", "is", "move", "propose", "refuse", "test", *STEPS, PREVIEW, "text"})
"""The words of buttons after which a draft, or new words for another call, may be gone."""


async def call(ask: Ask, tx: Transaction) -> Reply:
    """Begin a call, or act on the call with this number: show or answer a step, send a test, approve it."""
    number, verb, *words = (*ask.words, "", "")
    if not number.isdecimal():
        return await _begin(ask, tx, choose_campaign(ask, ask.rest))
    found, campaign = await open_call(ask, tx, number, tapped=verb.partition(":")[0] in TAPPED)
    content_hash = next(iter(words), "")
    own = found.author == author_of(ask, tx, campaign)
    if found.state is CallState.PROPOSED and not own and not content_hash and verb in {"", PREVIEW, "approve"}:
        chats = await audience_size(tx, campaign, found)
        return await naming(tx, campaign, request_reply(found, campaign, campaign.spoken(ask.languages), chats))
    if found.state in DONE and verb in {"approve", "propose"}:
        return await call_stands(tx, found)
    if verb in {"approve", "refuse"}:
        return await (_approve if verb == "approve" else _refuse)(ask, tx, campaign, found, content_hash)
    await _check_writable(tx, found, own=own)
    match verb:
        case "cancel" | "propose":
            return await (call_off if verb == "cancel" else _propose)(ask, tx, campaign, found)
        case "is" | "move":
            return await settle_language(ask, tx, campaign, found)
        case "test":
            return _test(ask, campaign, found, content_hash or campaign.fallback)
    step = verb or PREVIEW
    if step not in steps(found, order_of(ask, campaign)):
        raise Refusal(Text("call-how"), usage=True)
    return await take_step(ask, tx, campaign, found, step)


async def _check_writable(tx: Transaction, found: Call, *, own: bool) -> None:
    if not own:
        raise Refusal(Text("call-not-yours"))
    if found.state is CallState.LAUNCHED:
        raise Refusal(Text("call-launched", {"id": str(found.id)}))
    if found.state in SENT:
        raise await over(tx, found)


async def open_call(ask: Ask, tx: Transaction, number: str, *, tapped: bool = False) -> tuple[Call, Campaign]:
    """A call and its campaign, for one of its organizers.

    Where it is gone after a button of it was `tapped`, the Refusal says how that comes.
    """
    try:
        found = await find_call(tx, number)
    except Refusal as unknown:
        raise Refusal(Text("call-gone", {"id": number}), offers=("calls", "call")) if tapped else unknown from None
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
    await end_question(ask, tx, f"call {found.id} ")
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
    if not found.script.texts:
        write = Button(Text("button-rewrite"), command=f"call {found.id} {steps(found, order_of(ask, campaign))[0]}")
        raise Refusal(Text("call-no-text"), offers=(write,))
    proposal = await propose(tx, campaign, found, campaign.spoken(ask.languages), ask.now)
    await end_question(ask, tx, f"call {found.id} ")
    if found.state is not CallState.PROPOSED:
        await note_call(ask, tx, campaign, "proposed", found)
    if not proposal.missing:
        return await _launched(ask, tx, campaign, proposal)
    waits = "fix-proposed" if found.fixes else "call-proposed"
    told = say(waits, id=found.number, missing=proposal.missing, asked=proposal.asked)
    if proposal.wanting:
        few = Text("call-few-organizers", {"wanting": proposal.wanting, "campaign": campaign.slug})
        told = replace(told, lines=(*told.lines, few))
    return await with_halt(tx, campaign, told)


async def _approve(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, content_hash: str) -> Reply:
    own = author_of(ask, tx, campaign)
    again = own in await tx.approvals.approved(call_matter(found), content_hash)
    proposal = await approve(tx, campaign, found, own, content_hash, ask.now)
    if proposal.call.state is CallState.DRAFT:
        menu = Button(Text("button-menu"), command=f"menu {campaign.slug}")
        told = say("fix-lapsed-told" if found.fixes else "call-lapsed-told", id=found.number)
        return replace(told, buttons=((menu,),), personal=True)
    if not again:
        await note_call(ask, tx, campaign, "approved", found)
    if not proposal.missing:
        return await _launched(ask, tx, campaign, proposal)
    return await with_halt(tx, campaign, say("call-approved", missing=proposal.missing))


async def _refuse(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, content_hash: str) -> Reply:
    """Another organizer rejects the call, with the reason in a few words; without a reason, ask for one."""
    here = ask.request.address.platform, ask.request.person
    _, _, why = ask.rest.partition(f" {content_hash} ") if content_hash else ("", "", "")
    own = author_of(ask, tx, campaign)
    if not why:
        if found.state in DONE:
            return await call_stands(tx, found)
        await check_waiting(tx, found, own, content_hash)
        return await ask_why(tx, *here, f"call {found.id} refuse {content_hash}", back=f"call {found.id}")
    await refuse(tx, campaign, found, own, content_hash, reason(why), ask.now)
    await end_question(ask, tx, f"call {found.id} refuse ")
    await note_call(ask, tx, campaign, "refused", found)
    return await with_halt(tx, campaign, say("refused-told"))


async def _launched(ask: Ask, tx: Transaction, campaign: Campaign, proposal: Proposal) -> Reply:
    launched = proposal.call
    await note_call(ask, tx, campaign, "fixed" if launched.announcement else "launched", launched)
    chats, halt = await audience_size(tx, campaign, launched), await halt_breaks(tx, campaign)
    number = str(launched.id)
    if launched.announcement:
        return Reply(lines=(Text("call-fixed", {"id": number}), *halt))
    repeat = launched.script.repeat
    if launched.occurs is not None and repeat is not None:
        begun = say("series-begun", id=number, chats=chats, at=Moment(launched.occurs, campaign.zone, fixed=True))
        return replace(begun, lines=(*begun.lines, rule(repeat), *call_breaks(launched.script, campaign), *halt))
    if launched.script.when is None:
        report = Button(Text("button-report", {"id": number}), command=f"report {number}")
        leaves = Text("call-leaves", {"id": number, "chats": chats})
        return Reply(lines=(leaves, *halt), buttons=((report,),))
    told = say("call-scheduled", id=number, chats=chats, at=Moment(launched.script.when, campaign.zone, fixed=True))
    return replace(told, lines=(*told.lines, *call_breaks(launched.script, campaign), *halt))


COMMAND = Command(
    "call",
    call,
    arguments=(Argument("campaign", suggest="campaigns"),),
    private=True,
    person=True,
    role=Role.ORGANIZER,
    form=True,
)
