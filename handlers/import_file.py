"""/import: counts from a file that was sent in private: preview, questions, and the tap that takes them in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.commands.request import Argument, Ask, Command, actor, end_question, need_role
from bot.core.commands.uploads import LARGEST_UPLOAD, SHEETS, UNPACKED, SentFile, too_big
from bot.core.counts.replies import figures_button
from bot.core.files.column_vocabulary import collect_columns
from bot.core.files.sheet import SheetReader
from bot.core.files.sheet_form import Choice, SheetError
from bot.core.files.sheet_import import Preview, imported_lines, look_at, take_in
from bot.core.files.sheet_times import read_at
from bot.core.model.campaign import Campaign, Page, page_name
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Store, Transaction
from bot.files.rows import open_rows

MOST_LINES, MOST_BUTTONS = 8, 20
ROW_BYTES = 40
"""About how many bytes a row of a kept preview takes."""

KEPT_BYTES = 1000
_NOTHING = Choice()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is not taken in yet: what was chosen of it, and what it would change once nothing is left open.

    `known` are the answers to the question that it `asks`; `data` is empty once `found` is known.
    """

    name: str
    data: bytes = b""
    slug: str = ""
    choice: Choice = _NOTHING
    asks: str = ""
    known: tuple[str, ...] = ()
    found: Preview | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in: the number of that, and the answer to one more tap."""

    number: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Prepared:
    """The answer about a file, and the command that the person's next message completes."""

    reply: Reply
    waits: str = ""


async def prepare(ask: Ask, store: Store) -> object:
    """Look at the file that was sent, or once more with what the person has chosen; None where nothing is to be read.

    Raises Refusal.
    """
    sent = ask.request.file
    if sent is not None:
        return await _look_at_sent(ask, store, sent)
    # The question for the day says the campaign too, so that it is asked only of whoever has a role in it.
    match ask.words[1:] if ask.words[2:3] == ("at",) else ask.words:
        case [word, "at"]:
            return await _look(ask, store, _kept(ask, word))
        case [word, "in" | "page" | "count" | "dates" | "at" as what, *said]:
            if slug := _kept(ask, word).slug:
                await _need_organizer(ask, store, _campaign(ask, slug))
            return await _look(ask, store, _chosen(ask, word, what, " ".join(said)))
    return None


async def run(ask: Ask, tx: Transaction) -> Reply:
    """Show what was looked at, take a file in that was shown, or drop it."""
    platform, person = ask.request.address.platform, ask.request.person
    if isinstance(ask.prepared, Prepared):
        await end_question(ask, tx, "import ")
        if ask.prepared.waits:
            await tx.dialogues.wait(platform, person, ask.prepared.waits)
        return ask.prepared.reply
    match ask.words:
        case [word, "yes" | "good" | "no"] if isinstance(taken := ask.uploads.get(_owner(ask), word, ask.now), Taken):
            imported = await tx.imports.get(taken.number)
            if imported is None or imported.undone_at is not None:
                raise _gone(ask)
            return taken.reply
        case [word, "yes" | "good" as how]:
            return await _take(ask, tx, word, keep_good=how == "good")
        case [word, "no"]:
            ask.uploads.drop(word)
            for campaign in ask.campaigns:
                await end_question(ask, tx, f"import {campaign.slug} {word} ")
            return say("import-dropped")
        case []:
            raise Refusal(Text("import-how"))
    raise _gone(ask)


async def _take(ask: Ask, tx: Transaction, word: str, *, keep_good: bool) -> Reply:
    """Take in exactly what the preview showed."""
    found = _kept(ask, word).found
    if found is None:
        raise _gone(ask)
    campaign = _campaign(ask, found.campaign.slug)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    pages = {page.id: page for page in campaign.pages if page.id in found.pages}
    if len(pages) < len(found.pages):
        raise _gone(ask)
    found.campaign, found.pages, found.now = campaign, pages, ask.now
    imported = await take_in(tx, found, actor(ask, tx, campaign, role), keep_good=keep_good)
    undo = Button(Text("button-undo"), command=f"undo {imported.number}")
    row = (figures_button(campaign.slug), *((undo,) if imported.added.new else ()))
    ask.uploads.exchange(word, Taken(imported.number, Reply(lines=(Text("import-taken"),), buttons=(row,))), KEPT_BYTES)
    return Reply(lines=tuple(imported_lines(found, imported)), buttons=(row,))


async def _look_at_sent(ask: Ask, store: Store, sent: SentFile) -> Prepared:
    """Read a file that came now, or ask which campaign it is for."""
    async with store.reading() as tx:
        campaigns = await _organized(ask, tx)
    if not campaigns:
        raise Refusal(Text("import-not-you"))
    if sent.ending not in SHEETS:
        toml = "import-toml" if ask.desk_url else "import-toml-server"
        raise Refusal(Text(toml if sent.ending == ".toml" else "import-form"))
    data = await sent.fetch() if sent.size <= LARGEST_UPLOAD else b""
    if max(sent.size, len(data)) > LARGEST_UPLOAD:
        raise Refusal(too_big())
    if not data.strip():
        raise Refusal(Text("sheet-empty"))
    upload = Upload(sent.name, data, campaigns[0].slug)
    if len(campaigns) == 1:
        return await _look(ask, store, upload)
    known = tuple(campaign.slug for campaign in campaigns)
    word = _keep(ask, replace(upload, slug="", asks="in", known=known))
    titles = [(Text("campaign-title", {"title": one.title}), one.slug) for one in campaigns]
    buttons = [Button(title, command=f"import {word} in {slug}") for title, slug in titles]
    return Prepared(_question(Text("import-which-campaign", {"file": sent.name}), buttons, word))


async def _organized(ask: Ask, tx: Transaction) -> list[Campaign]:
    """The campaigns that the person organizes: those that run, else those that are over."""
    own = []
    for campaign in ask.campaigns:
        role = await tx.people.role(campaign.slug, ask.request.address.platform, ask.request.person)
        own += [campaign] if role is not None and role.covers(Role.ORGANIZER) else []
    return [campaign for campaign in own if not campaign.ended(ask.now)] or own


def _chosen(ask: Ask, word: str, what: str, said: str) -> Upload:
    """The kept file with one more thing chosen. Raises Refusal for an answer to a question that it does not ask."""
    upload = _kept(ask, word)
    if upload.asks != what:
        raise _gone(ask)
    if what == "at":
        try:
            on, clock = read_at(said)
        except ValueError:
            raise Refusal(Text("import-bad-day", {"given": said})) from None
        return replace(upload, choice=replace(upload.choice, on=on, at=clock))
    chosen = upload.known[int(said)] if said.isdecimal() and int(said) < len(upload.known) else said
    if chosen not in upload.known:
        raise _gone(ask)
    match what:
        case "in":
            return replace(upload, slug=chosen)
        case "page":
            pages = {page.key: page for page in _campaign(ask, upload.slug).pages}
            return replace(upload, choice=replace(upload.choice, page=pages.get(chosen)))
        case "count":
            return replace(upload, choice=replace(upload.choice, count=chosen))
    return replace(upload, choice=replace(upload.choice, day_first=chosen == "day-first"))


async def _look(ask: Ask, store: Store, upload: Upload) -> Prepared:
    """What the file would change, or the question that it leaves open."""
    campaign = _campaign(ask, upload.slug)
    await _need_organizer(ask, store, campaign)
    rows, said = open_rows(upload.data, upload.name, unpacked=UNPACKED)
    names = collect_columns(ask.uploads.tongues(), ask.vocabulary)
    reader = SheetReader(rows, campaign, ask.uploads.sources, names, upload.choice, ask.now)
    try:
        reader.look()
        found = await look_at(store, campaign, reader.read(), ask.now)
    except SheetError as wrong:
        if not wrong.asks:
            raise
        return _asked(ask, campaign, replace(upload, asks=wrong.asks, known=wrong.known), wrong.text)
    return Prepared(_preview(ask, upload.name, campaign, found, [*said, *reader.sheet.said]))


async def _need_organizer(ask: Ask, store: Store, campaign: Campaign) -> None:
    async with store.reading() as tx:
        await need_role(ask, tx, campaign, Role.ORGANIZER)


def _preview(ask: Ask, name: str, campaign: Campaign, found: Preview, said: Sequence[Text]) -> Reply:
    """What a file would change, with the button that takes exactly that in."""
    title = Text("import-file", {"file": name, "title": campaign.title})
    if not found.rows:
        return Reply(title, tuple(_short(found.refusal_lines())) or (Text("sheet-empty"),))
    refused = _short(found.refusal_lines())
    lines = [*_short([*found.summary(), *said]), *refused]
    word = _keep(ask, Upload(name, slug=campaign.slug, found=found))
    take = Button(Text("button-import"), command=f"import {word} yes")
    if refused:
        lines.append(Text("import-mend"))
        take = Button(Text("button-import-good"), command=f"import {word} good")
    return Reply(title, tuple(lines), buttons=((take, _cancel(word)),))


def _asked(ask: Ask, campaign: Campaign, upload: Upload, why: Text) -> Prepared:
    """The question that a file leaves open, with its answers as buttons."""
    word, known = _keep(ask, upload), enumerate(upload.known)
    match upload.asks:
        case "page":
            pages = {page.key: page for page in campaign.pages}
            buttons = [Button(_named(campaign, pages[key]), command=f"import {word} page {at}") for at, key in known]
            return Prepared(_question(Text("import-whose"), buttons, word))
        case "count":
            buttons = [Button(_cell(column), command=f"import {word} count {at}") for at, column in known]
            return Prepared(_question(Text("import-which-column"), buttons, word))
        case "dates":
            orders = (Text("import-day-first"), Text("import-month-first"))
            buttons = [Button(order, command=f"import {word} dates {at}") for at, order in enumerate(orders)]
            return Prepared(_question(why, buttons, word))
    day = ask.now.astimezone(ZoneInfo(campaign.zone)).date()
    days = ((Text("import-today"), day), (Text("import-yesterday"), day - timedelta(days=1)))
    buttons = [Button(text, command=f"import {word} at {one.isoformat()}") for text, one in days]
    return Prepared(_question(Text("import-which-day"), buttons, word), f"import {campaign.slug} {word} at")


def _question(text: Text, answers: Sequence[Button], word: str) -> Reply:
    rows = [(button,) for button in answers[:MOST_BUTTONS]]
    return Reply(lines=(text,), buttons=(*rows, (_cancel(word),)))


def _cancel(word: str) -> Button:
    return Button(Text("button-walk-cancel"), command=f"import {word} no")


def _cell(value: Value) -> Text:
    return Text("cell", {"value": value})


def _named(campaign: Campaign, page: Page) -> Text:
    return _cell(page_name(campaign, page))


def _short(lines: Sequence[Text]) -> list[Text]:
    """The first of many lines, and how many more there are."""
    more = len(lines) - MOST_LINES
    return [*lines] if more <= 1 else [*lines[:MOST_LINES], Text("import-more", {"count": more})]


def _owner(ask: Ask) -> tuple[str, str]:
    return ask.request.address.platform, ask.request.person


def _keep(ask: Ask, upload: Upload) -> str:
    rows = len(upload.found.rows) if upload.found is not None else 0
    return ask.uploads.keep(_owner(ask), upload, len(upload.data) + rows * ROW_BYTES + KEPT_BYTES, ask.now)


def _kept(ask: Ask, word: str) -> Upload:
    """The file that this word names. Raises Refusal where it is not kept any more."""
    kept = ask.uploads.get(_owner(ask), word, ask.now)
    if not isinstance(kept, Upload):
        raise _gone(ask)
    return kept


def _gone(ask: Ask) -> Refusal:
    """A file is not kept any more, and how it is sent again: Discord gives the bot only what comes with a command."""
    return Refusal(Text("import-gone-attach" if ask.request.address.platform == "discord" else "import-gone"))


def _campaign(ask: Ask, slug: str) -> Campaign:
    """The campaign of a kept file; none is ever deleted."""
    return next(campaign for campaign in ask.campaigns if campaign.slug == slug)


COMMAND = Command(
    "import",
    run,
    arguments=(Argument("file", required=True, suggest="files"),),
    private=True,
    person=True,
    role=Role.ORGANIZER,
    prepare=prepare,
)
