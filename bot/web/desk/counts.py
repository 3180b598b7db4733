"""Counts: the state of each page, numbers that people type, held readings, and rows of a file."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.responses import Response

from bot.core.commands.uploads import UNPACKED
from bot.core.counts.acts.undo import check_undo, find_act, is_final, may_undo, undo
from bot.core.counts.acts.words import described
from bot.core.counts.figures import find_failing
from bot.core.counts.intake import settle_held
from bot.core.files.column_vocabulary import collect_columns
from bot.core.files.editing.campaign_form import Field, every_field, fields_of, groups_of, tree_from
from bot.core.files.editing.campaign_tree import tree_of
from bot.core.files.editing.toml_text import document
from bot.core.files.sheet import SheetReader
from bot.core.files.sheet_form import Choice, SheetError
from bot.core.files.sheet_import import Preview, imported_lines, look_at, take_in
from bot.core.files.sheet_times import read_at
from bot.core.model.campaign import Page, page_name
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.measures.texts import counted, number
from bot.core.model.reply import Reply, Text, say
from bot.core.model.roles import Role
from bot.core.model.snapshots import Held, Snapshot
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act
from bot.files.rows import open_rows
from bot.web.desk import render
from bot.web.desk.campaign.mistakes import FieldMistake, at_fields, by_field
from bot.web.desk.campaign.pages import parsed, show_form, show_preview
from bot.web.desk.visit import Place, Visit, check_size

POINTS, WIDTH, HEIGHT = 60, 144, 32
ROWS_SHOWN = 20
ACTS_SHOWN, ACTS_LOOKED_AT = 5, 50
CHOICES = ("page", "count", "dates", "at")
TOTAL = "campaign."
COUNTED = re.compile(r"(targets\.\d+\.pages\.\d+\.)(?:measure\.(?:key|wanted|goal)|role)|(campaign\.)measure\.goal")
"""Fields of the campaign's file about what is counted, after the place of their page."""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page as the table shows it; `spark` are the points of its line over the last week.

    `settings` are the fields of the campaign's file that say what is counted there, for an owner.
    """

    page: Page
    name: Text
    goal: Text | None
    settings: tuple[Field, ...]
    now: Snapshot | None
    fault: Text | None
    held: Held | None
    spark: str


async def show(visit: Visit) -> Response:
    """Every page with its latest number."""
    setup = visit.parts.setup
    return await show_settings(visit, fields_of(tree_of(visit.here, setup.sources), setup.keys))


async def show_settings(visit: Visit, fields: Mapping[str, str], mistakes: Sequence[FieldMistake] = ()) -> Response:
    """The same, with what stands in the fields about what is counted, and what is wrong there."""
    now, settings = visit.parts.clock.now(), _settings(visit, fields)
    async with visit.parts.services.store.reading() as tx:
        pages = await _pages(visit, tx, now, settings)
        acts = await _acts(visit, tx, now)
    goal, measure = visit.here.goal, visit.here.measure
    return render.page(
        visit, "counts.html", Text("desk-counts"), section="counts", pages=pages, acts=acts,
        goal=counted(measure, measure.scaled(goal)) if goal is not None else None,
        total=settings.get(TOTAL, ()) if visit.may(Role.OWNER) else (), mistakes=mistakes, wrong=by_field(mistakes),
    )  # fmt: skip


async def check_part(visit: Visit) -> Response:
    """Show what some fields of the form would change, as this page sends them; the others stay as stored."""
    keys = visit.parts.setup.keys
    stored = fields_of(tree_of(visit.here, visit.parts.setup.sources), keys)
    known = {one.name for one in every_field(groups_of(keys, stored))}
    sent = {name: visit.field(name) for name in visit.form if name in known and name != "campaign.slug"}
    text = document(tree_from(keys, stored | sent))
    try:
        campaign = parsed(visit, text)
    except Mistakes as wrong:
        mistakes = at_fields(wrong, keys, stored | sent, visit.writing)
        # What is wrong may stand at a field that only the campaign's form has.
        shows = show_settings if all(COUNTED.fullmatch(one.name) for one in mistakes) else show_form
        return await shows(visit, stored | sent, mistakes)
    return show_preview(visit, campaign, text)


async def take_back(visit: Visit) -> Response:
    """Take a typed count or a file of counts back, as `/undo` does."""
    now, number = visit.parts.clock.now(), visit.field("number")
    async with visit.parts.services.store.writing() as tx:
        by = await visit.actor(tx, Role.REPORTER)
        _, act = await find_act(tx, [visit.here], number)
        await check_undo(tx, visit.here, act, by, now)
        what = await described(tx, visit.here, act)
        await undo(tx, visit.here, act, now, by, now)
    visit.note(say("undone", what=what))
    return visit.back(f"{visit.base}/counts")


async def _acts(visit: Visit, tx: Transaction, now: datetime) -> list[tuple[int, Text]]:
    """The newest acts that this person may take back: number and words."""
    by = await visit.actor(tx, Role.REPORTER)
    found = [one for one in await tx.imports.latest(visit.here.slug, ACTS_LOOKED_AT) if may_undo(one, by)]
    open_still = [one for one in found if not await is_final(tx, visit.here, one, now)]
    return [(one.id, await described(tx, visit.here, one)) for one in open_still[:ACTS_SHOWN]]


async def settle(visit: Visit) -> Response:
    """Accept or reject a held reading, exactly as it was shown."""
    page = next((one for one in visit.here.pages if one.key == visit.field("page")), None)
    count, step, at = visit.field("count"), visit.field("step"), visit.field("read_at")
    if page is None or not (count.isdecimal() and step.isdecimal()):
        raise Refusal(Text("desk-bad-form"))
    now, accept = visit.parts.clock.now(), visit.field("act") == "accept"
    try:
        shown = Held(int(count), int(step), datetime.fromisoformat(at))
    except ValueError:
        raise Refusal(Text("desk-bad-form")) from None
    async with visit.parts.services.store.writing() as tx:
        by = await visit.actor(tx, Role.ORGANIZER)
        if not await settle_held(tx, visit.here, page, shown, now, accept=accept):
            raise Refusal(Text("desk-held-gone"))
        act = "held-accepted" if accept else "held-rejected"
        await tx.audit.write(Act(now, visit.here.slug, by.role, by.pseudonym, act, f"{page.key} {count}"))
    said = "desk-held-accepted" if accept else "desk-held-rejected"
    visit.note(say(said, page=page_name(visit.here, page), count=number(page.measure, shown.count)))
    return visit.back(f"{visit.base}/counts")


async def check_file(visit: Visit) -> Response:
    """Show what an uploaded file would change, without adding it, or ask what it does not say itself."""
    sent, name = await visit.file("file"), visit.file_name("file")
    data, name = (sent, name) if sent else _kept(visit)
    check_size(data)
    asked: SheetError | None = None
    found: Preview | None = None
    said: list[Text] = []
    try:
        found, said = await _look(visit, data, name)
    except SheetError as wrong:
        if not wrong.asks:
            raise
        asked = wrong
    return render.page(
        visit, "import.html", Text("desk-import"), section="counts", found=found, said=said, asked=asked, name=name,
        kept=base64.b64encode(data).decode(), choices={one: visit.field(one) for one in CHOICES},
        rows=[(found.pages[page], *row) for page, *row in found.rows.sample(ROWS_SHOWN)] if found else [],
        names={page.key: Text("cell", {"value": page_name(visit.here, page)}) for page in visit.here.pages},
    )  # fmt: skip


async def take_file(visit: Visit) -> Response:
    """Add the rows of the file that was shown, as `nolike import` does: all of them, or the good ones if told so."""
    found, _ = await _look(visit, *_kept(visit))
    async with visit.parts.services.store.writing() as tx:
        by = await visit.actor(tx, Role.ORGANIZER)
        imported = await take_in(tx, found, by, keep_good=visit.field("keep") == "good")
    visit.note(Reply(lines=tuple(imported_lines(found, imported))))
    return visit.back(f"{visit.base}/counts")


async def _look(visit: Visit, data: bytes, name: str) -> tuple[Preview, list[Text]]:
    """What a file would change, and what was assumed of it. Raises Refusal."""
    parts = visit.parts
    rows, said = open_rows(data, name, unpacked=UNPACKED)
    names = collect_columns(map(parts.speak, parts.languages), parts.services.vocabulary)
    page = next((one for one in visit.here.pages if one.key == visit.field("page")), None)
    order = visit.field("dates")
    try:
        on, clock = read_at(visit.field("at")) if visit.field("at") else (None, None)
    except ValueError:
        raise Refusal(Text("desk-bad-form")) from None
    choice = Choice(page, visit.field("count"), clock, order == "day-first" if order else None, on)
    reader = SheetReader(rows, visit.here, parts.setup.sources, names, choice, parts.clock.now())
    reader.look()
    found = await look_at(parts.services.store, visit.here, reader.read(), reader.now)
    return found, [*said, *reader.sheet.said]


def _kept(visit: Visit) -> tuple[bytes, str]:
    """The bytes and the name of the file that the form before showed. Raises Refusal."""
    try:
        return base64.b64decode(visit.field("kept"), validate=True), visit.field("name")
    except ValueError:
        raise Refusal(Text("desk-bad-form")) from None


async def _pages(
    visit: Visit, tx: Transaction, now: datetime, settings: Mapping[str, tuple[Field, ...]]
) -> list[PageState]:
    ids = [page.id for page in visit.here.pages]
    latest = (await tx.snapshots.at(ids, [now]))[0]
    failing, held = await find_failing(tx, visit.here.pages), await tx.snapshots.held(ids)
    found = []
    for row, target in enumerate(visit.here.targets):
        for column, page in enumerate(target.pages):
            series = await tx.snapshots.series(page.id, now - timedelta(days=7), now, POINTS)
            fault = failing.get(page.id)
            name = page_name(visit.here, page)
            said = Text(f"fault-{fault.kind.value}", {"page": name}) if fault else None
            goal = counted(page.measure, page.measure.goal) if page.measure.goal is not None else None
            fields = settings.get(f"targets.{row}.pages.{column}.", ())
            state = (goal, fields, latest.get(page.id), said, held.get(page.id), sparkline(series))
            found.append(PageState(page, Text("cell", {"value": name}), *state))
    return found


def _settings(visit: Visit, fields: Mapping[str, str]) -> dict[str, tuple[Field, ...]]:
    """The fields about what is counted, by the place of their page in the campaign's file."""
    found: dict[str, list[Field]] = {}
    for one in every_field(groups_of(visit.parts.setup.keys, fields)):
        place = COUNTED.fullmatch(one.name)
        if place:
            found.setdefault(place[1] or place[2], []).append(one)
    return {place: tuple(fields) for place, fields in found.items()}


def sparkline(series: Sequence[Snapshot]) -> str:
    """The points of a polyline of WIDTH by HEIGHT through these snapshots; "" for fewer than two."""
    if len(series) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    low, high = min(one.count for one in series), max(one.count for one in series)
    begin, length = series[0].taken_at, (series[-1].taken_at - series[0].taken_at).total_seconds() or 1
    return " ".join(
        f"{(one.taken_at - begin).total_seconds() / length * WIDTH:.1f},"
        f"{HEIGHT - 2 - (one.count - low) / (high - low or 1) * (HEIGHT - 4):.1f}"
        for one in series
    )


PLACES = (
    Place("/c/{slug}/counts", show, Role.REPORTER),
    Place("/c/{slug}/campaign/part", check_part, Role.OWNER, post=True),
    Place("/c/{slug}/counts/undo", take_back, Role.REPORTER, post=True),
    Place("/c/{slug}/counts/held", settle, Role.ORGANIZER, post=True),
    Place("/c/{slug}/counts/check", check_file, Role.ORGANIZER, post=True),
    Place("/c/{slug}/counts/import", take_file, Role.ORGANIZER, post=True),
)
