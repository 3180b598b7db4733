"""/call: an organizer writes a call to action, step by step, and others approve it; all in private."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.calls.content import TwoTimesError, add_picture, content, picture_kind
from bot.core.calls.lifecycle import Proposal, approve, audience_size, cancel, find_call, propose, refuse
from bot.core.calls.repeat import rule
from bot.core.calls.repeat_walk import SAID, SERIES, answer_repeat, waits_for
from bot.core.calls.replies import request_reply
from bot.core.calls.series import store_change
from bot.core.calls.wizard import (
    PREVIEW,
    apply_tap,
    apply_typed,
    move_text,
    next_step,
    other_languages,
    prompt,
    set_audience,
    steps,
    which_language,
    writing_order,
)
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.delivery.approvals import reason
from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Button, Moment, Reply, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.pictures import Picture

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
            return await _move(ask, tx, campaign, found, *content_hash.partition(":")[::2])
        case "test":
            return _test(ask, campaign, found, content_hash or campaign.fallback)
    step = verb or PREVIEW
    if step not in steps(found, order_of(ask, campaign)):
        raise Refusal(Text("call-how"), usage=True)
    return await _step(ask, tx, campaign, found, step)


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
    return say("fix-cancelled" if found.fixes else "call-cancelled", id=found.number)


def number_of(ask: Ask) -> str:
    """The number of the call; raises Refusal if it is missing."""
    if not ask.rest.isdecimal():
        raise Refusal(Text("call-which"), usage=True)
    return ask.rest


def author_of(ask: Ask, tx: Transaction, campaign: Campaign) -> str:
    """The person's pseudonym in the campaign."""
    return tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)


def order_of(ask: Ask, campaign: Campaign) -> tuple[str, ...]:
    """The languages in the order in which this person is asked for texts."""
    return writing_order(campaign.spoken(ask.languages), campaign, ask.language)


async def show(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, step: str) -> Reply:
    """Show a step's question, and wait for the person's text."""
    waits = "" if step == PREVIEW else f"call {found.id} {step} {SAID}"
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, waits)
    reach = await tx.ledger.audience(campaign.slug)
    chats = await audience_size(tx, campaign, found)
    return prompt(found, campaign, order_of(ask, campaign), step, reach, chats)


async def _begin(ask: Ask, tx: Transaction, campaign: Campaign) -> Reply:
    """This person's draft, at its first step; a new one if there is none."""
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    author = author_of(ask, tx, campaign)
    drafts = [
        one for one in await tx.calls.latest(campaign.slug) if one.author == author and one.state is CallState.DRAFT
    ]
    found = drafts[0] if drafts else await tx.calls.add(Call(0, campaign.slug, author, Script({})))
    return await show(ask, tx, campaign, found, steps(found, order_of(ask, campaign))[0])


async def _step(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, step: str) -> Reply:
    """Show a step's question; or, with words, take its answer and show the next step."""
    _, _, said = ask.typed.partition(f" {step}")
    typed = said.split(maxsplit=1)[:1] == [SAID]
    said = said.strip().removeprefix(SAID if typed else "").strip()
    pictured = ask.request.picture is not None
    changed = replace(found, script=await _pictured(ask, tx, found), state=CallState.DRAFT) if pictured else found
    notes = []
    if step == "picture" and pictured and said:
        notes, said = [Text("call-caption-left")], ""
    if typed and ask.request.formatted:
        notes.append(Text("call-formatting-left"))
    script = None if typed else apply_tap(changed.script, step, said)
    stays = script is not None or step == "buttons" or (pictured and step != "picture" and not said)
    if said and script is None:
        taken = await _taken(ask, tx, campaign, changed, step, said)
        if isinstance(taken, Reply):
            return taken
        script = taken
    if script is not None:
        changed = replace(found, script=script, state=CallState.DRAFT)
    if changed is found:
        return await show(ask, tx, campaign, found, step)
    if changed.script == found.script:
        # A tap that changes nothing keeps the call's approvals and its time.
        changed = found
    else:
        await store_change(tx, found, changed)
    following = next_step(found, order_of(ask, campaign), step)
    which = _which_language(ask, campaign, changed, step, following)
    reply = which or await show(ask, tx, campaign, changed, step if stays else following)
    if changed.state is not found.state:
        notes.append(Text("fix-taken-off" if found.fixes else "call-taken-off", {"id": found.number}))
    return replace(reply, lines=(*notes, *reply.lines))


async def _taken(ask: Ask, tx: Transaction, campaign: Campaign, call: Call, step: str, said: str) -> Script | Reply:
    """The script with the answer to a step, or the question that follows from it."""
    if step == "audience":
        return set_audience(call.script, said, await tx.ledger.audience(campaign.slug), ask.vocabulary)
    if step == "when" and said.split(maxsplit=1)[0] == SERIES:
        asked = answer_repeat(call, campaign, said, ask.now, ask.vocabulary)
        if isinstance(asked, Reply):
            await tx.dialogues.wait(ask.request.address.platform, ask.request.person, waits_for(asked))
            return asked
        return replace(call.script, repeat=asked, when=None, until=None)
    try:
        return apply_typed(call, campaign, campaign.spoken(ask.languages), step, said, ask.now, ask.vocabulary)
    except TwoTimesError as two:
        return _which_time(call, said, campaign.zone, two)


def _which_language(ask: Ask, campaign: Campaign, call: Call, step: str, following: str) -> Reply | None:
    """The question which language the text of this step is in; None where its script fits, and at any other step."""
    kind, _, language = step.partition(":")
    others = other_languages(call.script, language, order_of(ask, campaign)) if kind == "text" else None
    return None if others is None else which_language(call, language, others, following)


async def _move(ask: Ask, tx: Transaction, campaign: Campaign, found: Call, language: str, other: str) -> Reply:
    """Take the text of one language as that of another, which has none yet; then ask for the former again."""
    if language not in found.script.texts or other not in campaign.spoken(ask.languages) or other in found.script.texts:
        raise Refusal(Text("call-how"))
    moved = replace(found, script=move_text(found.script, language, other), state=CallState.DRAFT)
    await store_change(tx, found, moved)
    return await show(ask, tx, campaign, moved, f"text:{language}")


def _which_time(found: Call, said: str, zone: str, two: TwoTimesError) -> Reply:
    """A button for each possible meaning of the time."""
    rows = []
    for local in two.times:
        at = to_utc(local, ZoneInfo(zone))
        values: dict[str, Value] = {"weekday": Moment(at, zone, "weekday"), "date": Moment(at, zone, "date")}
        command = f"call {found.id} when {SAID} {local:%Y-%m-%d %H:%M}"
        rows.append((Button(Text("button-when", values), command=command),))
    return Reply(lines=(Text("when-two", {"given": said}),), buttons=tuple(rows), personal=True)


async def _pictured(ask: Ask, tx: Transaction, found: Call) -> Script:
    picture = ask.request.picture
    if picture is None or found.fixes:
        raise Refusal(Text("call-words-alone"))
    name = await tx.pictures.add(Picture(picture_kind(picture.data), picture.data))
    if picture.file:
        await tx.pictures.remember(name, ask.request.address.platform, picture.file)
    return add_picture(found.script, name)


def _test(ask: Ask, campaign: Campaign, found: Call, language: str) -> Reply:
    """Show the call itself, as a chat of this language will see it."""
    if language not in (known := campaign.spoken(ask.languages)):
        raise Refusal(Text("unknown-language", {"word": language, "known": ", ".join(known)}))
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
        await tx.dialogues.wait(*here, f"call {found.id} refuse {content_hash}")
        return say("refuse-why")
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
        return replace(begun, lines=(*begun.lines, rule(repeat)))
    if launched.script.when is None:
        return say("call-leaves", id=number, chats=chats)
    return say("call-scheduled", id=number, chats=chats, at=Moment(launched.script.when, campaign.zone, fixed=True))


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
