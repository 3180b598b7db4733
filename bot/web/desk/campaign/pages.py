"""The campaign's file as a form, as a download and an upload, and the changes of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.responses import Response

from bot.core.calls.content import picture_kind
from bot.core.commands.audit_words import audit_line
from bot.core.delivery.promises import broken_by
from bot.core.files.editing.campaign_changes import (
    CHANGED,
    TAKEN_BACK,
    Entry,
    change_campaign,
    changes,
    corrected_accent,
    entries,
    flat,
    nested,
    shown_keys,
    taken_back,
)
from bot.core.files.editing.campaign_form import fields_of, groups_of, renumbered, tree_from
from bot.core.files.editing.campaign_tree import toml_of, tree_of
from bot.core.files.editing.toml_text import document
from bot.core.model.campaign import Campaign
from bot.core.model.drawing.glyphs import undrawn
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.reply import Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.people import Act
from bot.core.ports.pictures import Picture
from bot.web.desk import render
from bot.web.desk.campaign.mistakes import FieldMistake, at_fields, by_field, holds_one
from bot.web.desk.visit import Place, Visit, check_size
from bot.web.page.links import logo_name

SHOWN = 20


async def show(visit: Visit) -> Response:
    """The form with what is stored, and the latest changes."""
    return await show_form(visit, fields_of(tree_of(visit.here, visit.parts.setup.sources), visit.parts.setup.keys))


async def download(visit: Visit) -> Response:
    """The campaign as the file that would load it."""
    named = {"content-disposition": f'attachment; filename="{visit.here.slug}.toml"'}
    text = toml_of(visit.here, visit.parts.setup.sources)
    return Response(text, headers=named, media_type="application/toml; charset=utf-8")


async def check_form(visit: Visit) -> Response:
    """Show what the form would change; where it is wrong, the form as it was sent with every mistake."""
    keys = visit.parts.setup.keys
    sent = {name: visit.field(name) for name in visit.form}
    sent = renumbered(keys, sent | {"campaign.slug": visit.here.slug, "campaign.logo": visit.here.logo})
    text = document(tree_from(keys, sent))
    try:
        campaign = parsed(visit, text)
    except Mistakes as wrong:
        return await show_form(visit, sent, at_fields(wrong, keys, sent, visit.writing))
    if visit.field("seen") not in {"", _digest(visit, visit.here)}:
        visit.note(say("desk-campaign-since"), refused=True)
    return show_preview(visit, campaign, text)


async def check_file(visit: Visit) -> Response:
    """Show what an uploaded file would change."""
    data = await visit.file("file")
    check_size(data)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refusal(Text("desk-campaign-text")) from None
    try:
        return show_preview(visit, parsed(visit, text), text)
    except Mistakes as wrong:
        visit.note(Reply(lines=wrong.texts), refused=True)
        return visit.back(f"{visit.base}/campaign")


async def apply(visit: Visit) -> Response:
    """Change the campaign to what was shown, if it is still the one that was shown."""
    text = visit.field("toml")
    try:
        campaign = parsed(visit, text)
    except Mistakes as wrong:
        visit.note(Reply(lines=wrong.texts), refused=True)
        return visit.back(f"{visit.base}/campaign")
    if visit.field("seen") != _digest(visit, visit.here):
        visit.note(say("desk-campaign-meanwhile"), refused=True)
        return show_preview(visit, campaign, text)
    return await _save(visit, campaign, CHANGED)


async def change_logo(visit: Visit) -> Response:
    """Take an uploaded logo, decoded and encoded anew, of the campaign or of the company that the form names.

    Without a file, it has none any more.
    """
    sent = await visit.file("logo")
    data = await visit.parts.services.clean_logo(sent) if sent else b""
    if sent:
        picture_kind(data)
    logo, of = Picture("image/png", data) if sent else None, visit.field("target")
    if of and all(one.slug != of for one in visit.here.targets):
        raise Refusal(Text("desk-campaign-meanwhile"))
    return await _save(visit, visit.here, CHANGED, logo=logo, logo_of=of)


async def show_change(visit: Visit) -> Response:
    """One change: who, when, and each key before and after."""
    entry = await _entry(visit)
    return render.page(
        visit, "campaign_change.html", Text("desk-campaign-change", {"id": str(entry.number)}), section="campaign",
        entry=entry, said=audit_line(entry.act, visit.here),
    )  # fmt: skip


async def take_back(visit: Visit) -> Response:
    """Undo one change, with the checks of the file; where a later one stands in its way, nothing is done.

    Where the rest of the campaign needs what would go, the form shows it as it would be, with every mistake.
    """
    entry = await _entry(visit)
    sources, keys = visit.parts.setup.sources, visit.parts.setup.keys
    tree = nested(taken_back(flat(tree_of(visit.here, sources)), entry.changes))
    try:
        campaign = parsed(visit, document(tree))
    except Mistakes as wrong:
        fields = fields_of(tree, keys)
        visit.note(say("desk-campaign-back-wrong"), refused=True)
        return await show_form(visit, fields, at_fields(wrong, keys, fields, visit.writing))
    return await _save(visit, campaign, TAKEN_BACK)


async def _save(
    visit: Visit, campaign: Campaign, act: str, *, logo: Picture | None = None, logo_of: str | None = None
) -> Response:
    """Store the campaign; with `logo_of`, with another logo of that company, "" for the campaign's own."""
    parts, now = visit.parts, visit.parts.clock.now()
    async with parts.services.store.writing() as tx:
        by = await visit.actor(tx, Role.OWNER)
        stored = await tx.campaigns.get(campaign.slug)
        if stored is None or _digest(visit, stored) != _digest(visit, visit.here):
            raise Refusal(Text("desk-campaign-meanwhile"))
        if logo_of is not None:
            campaign = _with_logo(campaign, logo_of, "" if logo is None else await tx.pictures.add(logo))
        line = Act(now, campaign.slug, by.role, by.pseudonym, act)
        number = await change_campaign(tx, campaign, line, parts.setup.sources, parts.services.kinds, now)
        broken = await broken_by(tx, campaign)
    told = say("desk-campaign-changed", id=str(number)) if number else say("desk-campaign-unchanged")
    colour = corrected_accent(campaign) if campaign.accent != visit.here.accent else ()
    known = [*undrawn(visit.here), *shown_keys(visit.here)]
    new = [one for one in (*undrawn(campaign), *shown_keys(campaign)) if one not in known]
    visit.note(replace(told, lines=(*told.lines, *broken, *colour, *new)))
    return visit.back(f"{visit.base}/campaign")


def _with_logo(campaign: Campaign, of: str, picture: str) -> Campaign:
    if not of:
        return replace(campaign, logo=picture)
    targets = tuple(replace(one, logo=picture) if one.slug == of else one for one in campaign.targets)
    return replace(campaign, targets=targets)


def _logos(campaign: Campaign) -> list[tuple[str, Text, str]]:
    """Whose logo may stand on the page: the company's slug, "" for the campaign, its name, and where its logo is."""
    own = f"/{campaign.slug}/logo.png?{campaign.logo[:8]}" if campaign.logo else ""
    return [
        ("", Text("campaign-title", {"title": campaign.title}), own),
        *(
            (
                one.slug,
                Text("cell", {"value": one.name}),
                f"/{campaign.slug}/logos/{logo_name(one.logo)}" if one.logo else "",
            )
            for one in campaign.targets
        ),
    ]


async def show_form(visit: Visit, fields: Mapping[str, str], mistakes: Sequence[FieldMistake] = ()) -> Response:
    """The form with these fields, and the latest changes."""
    async with visit.parts.services.store.reading() as tx:
        known = await entries(tx, visit.here.slug)
    groups, wrong = groups_of(visit.parts.setup.keys, fields, languages=visit.writing), by_field(mistakes)
    return render.page(
        visit, "campaign.html", Text("desk-campaign"), section="campaign", groups=groups, mistakes=mistakes,
        wrong=wrong, holds_one=lambda group: holds_one(group, wrong),
        history=[(one, audit_line(one.act, visit.here)) for one in known[:SHOWN]], zones=visit.parts.setup.zones,
        logos=_logos(visit.here),
        # A form that was wrong keeps what it was opened on.
        seen=visit.field("seen") or _digest(visit, visit.here),
    )  # fmt: skip


def show_preview(visit: Visit, campaign: Campaign, text: str) -> Response:
    """What this campaign, which `text` describes, would change. Raises Refusal for one of another slug."""
    if campaign.slug != visit.here.slug:
        raise Refusal(Text("desk-campaign-other", {"slug": campaign.slug, "own": visit.here.slug}))
    found = changes(visit.here, campaign, visit.parts.setup.sources)
    return render.page(
        visit, "campaign_preview.html", Text("desk-campaign-would"), section="campaign", changes=found, text=text,
        seen=_digest(visit, visit.here),
    )  # fmt: skip


def parsed(visit: Visit, text: str) -> Campaign:
    """The campaign that a text describes. Raises Mistakes."""
    if visit.parts.setup.parse is None:
        raise Refusal(Text("page-not-found"))
    return visit.parts.setup.parse(text)


def _digest(visit: Visit, campaign: Campaign) -> str:
    return hashlib.sha256(toml_of(campaign, visit.parts.setup.sources).encode()).hexdigest()


async def _entry(visit: Visit) -> Entry:
    async with visit.parts.services.store.reading() as tx:
        known = await entries(tx, visit.here.slug)
    found = next((one for one in known if one.number == visit.request.path_params["number"]), None)
    if found is None:
        raise Refusal(Text("page-not-found"))
    return found


PLACES = (
    Place("/c/{slug}/campaign", show, Role.OWNER),
    Place("/c/{slug}/campaign.toml", download, Role.OWNER),
    Place("/c/{slug}/campaign/check", check_form, Role.OWNER, post=True),
    Place("/c/{slug}/campaign/load", check_file, Role.OWNER, post=True),
    Place("/c/{slug}/campaign/logo", change_logo, Role.OWNER, post=True),
    Place("/c/{slug}/campaign/apply", apply, Role.OWNER, post=True),
    Place("/c/{slug}/campaign/changes/{number:number}", show_change, Role.OWNER),
    Place("/c/{slug}/campaign/changes/{number:number}/back", take_back, Role.OWNER, post=True),
)
