"""Calls: written with previews, approved or refused, watched, fixed and taken back."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.core.calls.content import content, picture_kind
from bot.core.calls.lifecycle import audience_size, find_call, report
from bot.core.calls.link_labels import labels_example
from bot.core.calls.repeat import rule
from bot.core.calls.replies import call_lines, did_line
from bot.core.calls.series import listed
from bot.core.calls.wizard import prompt
from bot.core.counts.picture_address import is_drawn
from bot.core.model.call import UNSENT, Call, CallState
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text, in_zone, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.web.desk import render
from bot.web.desk.call_form import NOTES, changes, drafted, fields_of, languages_of, lengths, sent_fields
from bot.web.desk.visit import Place, Visit, refused

SHOWN = 50


async def index(visit: Visit) -> Response:
    """The newest calls, each with its state."""
    async with visit.parts.services.store.reading() as tx:
        found = await listed(tx, visit.here.slug, SHOWN)
        own = await _author(visit, tx)
    # A draft is its author's alone.
    shown = [one for one in found if one.state is not CallState.DRAFT or one.author == own]
    return render.page(visit, "calls.html", Text("desk-calls"), section="calls", calls=shown, rule=rule)


async def begin(visit: Visit) -> Response:
    """Begin a call, or go on with one's draft."""
    await visit.run(f"call {visit.here.slug}")
    return await _to_draft(visit, 0)


async def fix(visit: Visit) -> Response:
    """Begin new words for a call that was sent, or go on with them."""
    number = visit.request.path_params["number"]
    await visit.run(f"fix {number}")
    return await _to_draft(visit, number)


async def show(visit: Visit) -> Response:
    """One call: a form for its author, the question for an approver, the progress of one that was sent."""
    return await _show(visit, await _found(visit))


async def live(visit: Visit) -> Response:
    """The progress of a call, for the page that is open."""
    call = await _found(visit)
    async with visit.parts.services.store.reading() as tx:
        progress = await report(tx, visit.here, call, visit.parts.clock.now())
    return render.fragment(visit, "call_progress.html", progress=progress)


async def save(visit: Visit) -> Response:
    """Take the changed fields, all or none; then ask for approval where that button was pressed."""
    call, pictures = await _found(visit), await visit.files("picture")
    sent = sent_fields(visit, call)
    try:
        sent = visit.changed(sent, fields_of(call, visit.here.zone))
    except Refusal as refusal:
        visit.note(refused(refusal), refused=True)
        return await _show(visit, call, sent)
    steps = changes(call, sent, visit.here.zone, without_picture=bool(visit.field("without-picture")))
    requests = [visit.ask(step.command(call)) for step in steps]
    if pictures:
        requests.append(visit.ask(f"call {call.id} picture", *pictures))
    proposes = visit.field("then") == "propose"
    if proposes:
        requests.append(visit.ask(f"call {call.id} propose"))
    try:
        replies = await visit.run_all(requests)
    except Refusal as refusal:
        visit.note(refused(refusal), refused=True)
        return await _show(visit, call, sent)
    for reply in replies[: len(replies) - proposes]:
        if said := [line for line in reply.lines if line.id in NOTES]:
            visit.note(Reply(lines=tuple(said), buttons=reply.buttons if said[0].id == "when-two" else ()))
    visit.note(replies[-1] if proposes else say("desk-saved"))
    # New words are used up once they are in the call's messages.
    there = await _exists(visit, call.id)
    return visit.back(f"{visit.base}/calls/{call.id if there else call.fixes or ''}".rstrip("/"))


async def preview(visit: Visit) -> Response:
    """How the form's call would look in each language, as it is typed; nothing is stored."""
    call = await _found(visit)
    async with visit.parts.services.store.reading() as tx:
        reach = await tx.ledger.audience(visit.here)
        without = bool(visit.field("without-picture"))
        steps = changes(call, sent_fields(visit, call), visit.here.zone, without_picture=without)
        would_be, wrong = drafted(visit, call, steps, reach)
        chats = await audience_size(tx, visit.here, would_be)
    return render.fragment(visit, "call_preview.html", **_looks(visit, would_be, chats), wrong=wrong)


async def picture(visit: Visit) -> Response:
    """The picture of a call."""
    call = await _found(visit)
    async with visit.parts.services.store.reading() as tx:
        found = await tx.pictures.get(call.script.picture) if call.script.picture else None
    data = found.data if found is not None else None
    if is_drawn(call.script.picture):
        data = await visit.parts.services.studio.picture(call.script.picture)
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type=picture_kind(data))


async def _show(visit: Visit, call: Call, sent: Mapping[str, str] | None = None) -> Response:
    async with visit.parts.services.store.reading() as tx:
        own = call.author == await _author(visit, tx)
        reach = await tx.ledger.audience(visit.here)
        chats = await audience_size(tx, visit.here, call)
        progress = None
        if call.state not in {CallState.DRAFT, CallState.PROPOSED}:
            progress = await report(tx, visit.here, call, visit.parts.clock.now())
    may_edit = own and call.state in UNSENT
    asked = (
        prompt(call, visit.here, visit.languages, "audience", reach, chats, visit.parts.clock.now())
        if not call.fixes
        else Reply()
    )
    audiences = [
        (button.command.rpartition(" ")[2], button.label)
        for row in asked.buttons
        for button in row
        if " audience " in button.command
    ]
    stored = fields_of(call, visit.here.zone)
    stored |= {f"text:{one}": stored.get(f"text:{one}", "") for one in visit.languages}
    title = Text("desk-fix" if call.fixes else "desk-call", {"id": call.number})
    return render.page(
        visit, "call.html", title, section="calls", own=own, may_edit=may_edit, audiences=audiences,
        fields=sent or stored, was=json.dumps(stored), progress=progress, wrong=[], did=did_line(call.did),
        texts=languages_of(visit, call), labels=labels_example(visit.languages),
        lines_of_call=call_lines(call, visit.here, visit.languages, chats), **_looks(visit, call, chats),
    )  # fmt: skip


def _looks(visit: Visit, call: Call, chats: int) -> dict[str, Any]:
    """The call in each language that any chat of its audience reads, as it is spoken there."""
    shown = in_zone(content(call, visit.here), visit.here.zone)
    tongues = [(language, visit.parts.speak(language)) for language in languages_of(visit, call)]
    wanted = [(language, speak) for language, speak in tongues if call.script.tongue(visit.here) in {"", language}]
    looks = [
        {
            "language": language,
            "dir": "rtl" if speak.right_to_left else "ltr",
            "title": speak(shown.title),
            "text": "\n".join(speak(line) for line in shown.lines),
            "buttons": [(speak(button.label), button.url) for row in shown.buttons for button in row],
            "stands_in": language not in call.script.texts,
        }
        for language, speak in (wanted if call.script.texts and shown.title else [])
    ]
    return {"looks": looks, "chats": chats, "sizes": lengths(call.script, visit.languages), "call": call}


async def _found(visit: Visit) -> Call:
    """The call of the address; only its author sees a draft."""
    async with visit.parts.services.store.reading() as tx:
        call = await find_call(tx, str(visit.request.path_params["number"]))
        own = await _author(visit, tx)
    if call.campaign != visit.here.slug or (call.state is CallState.DRAFT and call.author != own):
        raise Refusal(Text("call-unknown", {"id": str(visit.request.path_params["number"])}))
    return call


async def _author(visit: Visit, tx: Transaction) -> str:
    user = visit.session.user
    return "" if user.operator else tx.people.pseudonym(visit.here.slug, user.platform, user.person)


async def _exists(visit: Visit, number: int) -> bool:
    async with visit.parts.services.store.reading() as tx:
        return await tx.calls.get(number) is not None


async def _to_draft(visit: Visit, fixes: int) -> Response:
    async with visit.parts.services.store.reading() as tx:
        own = await _author(visit, tx)
        found = await tx.calls.latest(visit.here.slug, fixes=fixes)
    drafts = [one for one in found if one.author == own and (fixes or one.state is CallState.DRAFT)]
    return visit.back(f"{visit.base}/calls/{drafts[0].id}")


PLACES = (
    Place("/c/{slug}/calls", index, Role.ORGANIZER),
    Place("/c/{slug}/calls/new", begin, Role.ORGANIZER, post=True),
    Place("/c/{slug}/calls/{number:number}", show, Role.ORGANIZER),
    Place("/c/{slug}/calls/{number:number}/live", live, Role.ORGANIZER),
    Place("/c/{slug}/calls/{number:number}/save", save, Role.ORGANIZER, post=True),
    Place("/c/{slug}/calls/{number:number}/preview", preview, Role.ORGANIZER, post=True),
    Place("/c/{slug}/calls/{number:number}/fix", fix, Role.ORGANIZER, post=True),
    Place("/c/{slug}/calls/{number:number}/picture", picture, Role.ORGANIZER),
)
