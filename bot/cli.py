"""The program `nolike`: what the person at the server types."""

import bot.frugal  # noqa: F401, I001 - it must come before all else
import asyncio
import csv
import json
import os
import secrets
import sys
from collections.abc import Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

import typer
from structlog.typing import FilteringBoundLogger

from bot import app
from bot.clock import RehearsalClock, SystemClock
from bot.config import ConfigError, Settings, load, source_settings, tongue
from bot.core.counts import baselines, figures
from bot.core.calls import lifecycle as call_lifecycle, content as call_content
from bot.core.files import call as call_file
from bot.core.events import lifecycle as event_lifecycle
from bot.core.model.announcements import Tally
from bot.core.calls.replies import progress_reply
from bot.core.calls.report import report_json
from bot.core.model.call import Call
from bot.core.model.campaign import Campaign, Page
from bot.core.files.campaign import parse
from bot.core.counts.intake import take_rows
from bot.core.model.errors import Refusal
from bot.core.model.input.toml_form import Mistakes
from bot.core.files.counts_csv import COLUMNS, Line, Wrong, read_rows, write_row
from bot.core.ports.people import Act
from bot.core.ports.pictures import Picture
from bot.core.ports.database import Transaction
from bot.core.model.reply import Moment, Text, Value, in_zone
from bot.core.model.roles import Invite, Role, code_hash
from bot.core.model.schedule import parse_duration
from bot.core.model.snapshots import Baseline, Snapshot
from bot.core.counts.replies import stats_reply
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from bot.log import start_log
from bot.platforms.console import ROLES, Seat, draw
from bot.sources import SOURCES
from storage import StorageError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
T = TypeVar("T")
BATCH = 5000
EXAMPLE = Path(__file__).parent.parent / "campaigns" / "no-voip-no-like.toml"

program = typer.Typer(
    help="A self-hosted bot for consumer campaigns.", no_args_is_help=True, add_completion=False,
    rich_markup_mode=None, pretty_exceptions_enable=False,
)  # fmt: skip
campaigns = typer.Typer(help="Load and list campaigns.", no_args_is_help=True, rich_markup_mode=None)
program.add_typer(campaigns, name="campaign")
site = typer.Typer(help="The page as files.", no_args_is_help=True, rich_markup_mode=None)
program.add_typer(site, name="site")

Slug = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="The campaign's slug.")]
Language = Annotated[str, typer.Option("--language", help="ar, fr or en.")]


def main() -> None:
    """Run the program; whatever goes wrong is one sentence on standard error and an exit code."""
    # The bundled time zones win over the system's, which may still have Morocco at UTC+1.
    reset_tzpath(to=[])
    try:
        program()
    except ConfigError as wrong:
        _stop(str(wrong), MISUSED)
    except StorageError as trouble:
        _stop(str(trouble), FAILED)
    except Refusal as refusal:
        _stop(_said(refusal.text), FAILED)
    except Mistakes as mistakes:
        _stop("\n".join(_said(text) for text in mistakes.texts), FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(FAILED)
    except OSError as trouble:
        _stop(f"{trouble.filename or 'nolike'}: {trouble.strerror or type(trouble).__name__}.", FAILED)
    except Exception as fault:
        if os.environ.get("LOG_LEVEL", "").lower() == "debug":
            raise
        # Its own words may hold anything, a secret too.
        _stop(f"nolike failed: {type(fault).__name__}. With LOG_LEVEL=debug in the environment it says where.", FAILED)


@program.command()
def run(
    only: Annotated[
        str, typer.Option("--only", metavar="PART", help="web: nothing but the page; needs no token.")
    ] = "",
) -> None:
    """Run the bot with the settings in the environment and in .env."""
    if only not in {"", "web"}:
        raise Refusal(Text("run-only", {"word": only, "known": "web"}))
    settings, own = _settings()
    log = _log(settings, own, settings.log_level)

    async def serve() -> None:
        async with app.open_house(settings, own, log, people=not only) as house:
            await app.run(house, only_page=bool(only))

    _go(serve())


@program.command()
def check() -> None:
    """Test the configuration, the database, each token and one reading of each page; a line each."""
    settings, own = _settings()
    settings.secret()

    async def look() -> bool:
        well = True
        async with _house(settings, own) as house:
            async for good, text in app.check(house):
                well = well and good
                typer.echo(f"{'ok' if good else 'WRONG':6}{_said(text)}")
        return well

    if not _go(look()):
        raise typer.Exit(FAILED)


@program.command()
def secret() -> None:
    """Write a SECRET_KEY into .env if none is set."""
    settings, _ = _settings()
    if settings.secret_key.get_secret_value():
        return
    path = Path(".env")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = [line for line in before.splitlines() if line.strip() != "SECRET_KEY="]
    path.write_text("\n".join([*kept, f"SECRET_KEY={secrets.token_hex(32)}", ""]), encoding="utf-8")
    path.chmod(0o600)
    typer.echo("A SECRET_KEY was written into .env. Keep a copy: without it every role and pledge is lost.")


@campaigns.command("load")
def campaign_load(file: Annotated[Path, typer.Argument(help="The campaign's TOML file.")]) -> None:
    """Load a campaign, or update one that is loaded. No snapshot is ever lost."""
    campaign = parse(_read(file), SOURCES, LANGUAGES, available_timezones(), KINDS)
    settings, own = _settings()

    async def save() -> list[Text]:
        async with _house(settings, own, people=False) as house, house.store.writing() as tx:
            now = datetime.now(UTC)
            new = await tx.campaigns.save(campaign, now)
            await event_lifecycle.load_planned(tx, campaign, KINDS, app.rules(settings), now)
            values: dict[str, Value] = {"title": campaign.title, "slug": campaign.slug, "pages": len(campaign.pages)}
            return [Text("loaded-new" if new else "loaded-again", values), *await _changed_baselines(tx, campaign, now)]

    _tell(_go(save()))


async def _changed_baselines(tx: Transaction, campaign: Campaign, now: datetime) -> list[Text]:
    """Pages whose stored baseline is not what their snapshots would give now: it stays, and that is said."""
    stored = await tx.campaigns.get(campaign.slug)
    told = []
    for page in stored.pages if stored else ():
        kept = await baselines.settle_baseline(tx, campaign, page, now)
        found = await baselines.find_baseline(tx, campaign, page, now)
        if kept and found and kept.snapshot != found.snapshot:
            told.append(Text("baseline-kept", {"page": page.key, "slug": campaign.slug}))
    return told


@campaigns.command("list")
def campaign_list() -> None:
    """List the loaded campaigns."""
    settings, own = _settings()

    async def fetch() -> list[Text]:
        async with _house(settings, own, people=False) as house, house.store.reading() as tx:
            found = await tx.campaigns.all()
        return [Text("campaign-line", {"slug": one.slug, "title": one.title}) for one in found] or [Text("no-campaign")]

    _tell(_go(fetch()))


@site.command("build")
def site_build(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; made if it is not there.")],
) -> None:
    """Write the whole page with its data as files, for a mirror on any web server."""
    from bot.web import build  # noqa: PLC0415 - costs 12 MB that no other command needs

    settings, own = _settings()

    async def write() -> int:
        async with _house(settings, own, people=False) as house:
            return len([file async for file in build(app.site(house, SystemClock()), app.version(), folder)])

    try:
        files = _go(write())
    except OSError as trouble:
        raise Refusal(
            Text("site-unwritable", {"folder": str(folder), "reason": trouble.strerror or str(trouble)})
        ) from None
    _tell([Text("site-built", {"files": files, "folder": str(folder)})])


@program.command("stats")
def show_stats(
    campaign: Annotated[str, typer.Argument(metavar="[CAMPAIGN]")] = "",
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="As of this time, of the campaign's zone.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
    language: Language = "",
) -> None:
    """Print the figures of a campaign."""
    settings, own = _settings()
    _refuse_unknown(language)

    async def look() -> tuple[figures.Stats, str]:
        async with _house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await _campaign(tx, campaign)
            return await figures.read(tx, meant, _time(at, meant.zone) if at else datetime.now(UTC)), meant.zone

    shown, zone = _go(look())
    if as_json:
        typer.echo(json.dumps(figures.as_json(shown), ensure_ascii=False))
    else:
        reply = replace(in_zone(stats_reply(shown), zone), buttons=())
        typer.echo(draw(reply, speak(language or tongue(LANGUAGES))))


@program.command("import")
def import_rows(
    file: Annotated[Path, typer.Argument(help="source,handle,taken_at,count[,step]")],
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")],
) -> None:
    """Add snapshots from a file. Good rows are kept; exits 1 if any was refused."""
    settings, own = _settings()

    async def take() -> bool:
        async with _house(settings, own, people=False) as house:
            return await _import(house, file, campaign)

    if not _go(take()):
        raise typer.Exit(FAILED)


async def _import(house: app.House, file: Path, slug: str) -> bool:
    now = datetime.now(UTC)
    new = already = refused = 0
    async with house.store.reading() as tx:
        campaign = await _campaign(tx, slug)
    kept: dict[int, Page] = {}
    for batch in _progress(_batches(read_rows(_cells(file), campaign, now))):
        good = [row for row in batch if isinstance(row, Line)]
        wrong = [row for row in batch if isinstance(row, Wrong)]
        async with house.store.writing() as tx:
            imported = await take_rows(tx, campaign, [(row.page, row.snapshot) for row in good], now)
        wrong += [Wrong(good[index].number, Text("row-conflict")) for index in imported.added.conflicts]
        new, already, refused = new + imported.added.new, already + imported.added.already, refused + len(wrong)
        kept |= {page.id: page for page in imported.kept}
        for row in sorted(wrong, key=lambda row: row.number):
            _warn(Text("row-refused", {"line": str(row.number), "why": row.why}))
    _tell([Text("imported", {"new": new, "already": already, "refused": refused})])
    _tell([Text("baseline-kept", {"page": page.key, "slug": slug}) for page in kept.values()])
    return not refused


@program.command("export")
def export_rows(
    file: Annotated[Path | None, typer.Argument(help="Where to; standard output without it.")] = None,
    campaign: Annotated[str, typer.Option("--campaign", metavar="SLUG")] = "",
) -> None:
    """Write every snapshot of a campaign in the form that `import` reads."""
    settings, own = _settings()

    async def give() -> None:
        async with _house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await _campaign(tx, campaign)
            with file.open("w", encoding="utf-8", newline="") if file else nullcontext(sys.stdout) as sheet:
                writer = csv.writer(sheet, lineterminator="\n")
                writer.writerow(COLUMNS)
                async for page, snapshot in tx.snapshots.export(meant.slug):
                    writer.writerow(write_row(page, snapshot))

    _go(give())


@program.command()
def baseline(
    campaign: Slug,
    recompute: Annotated[bool, typer.Option("--recompute", help="Take what the snapshots give now.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Show which snapshot each page's losses are counted from, or correct it."""
    settings, own = _settings()

    async def look() -> list[Text]:
        async with _house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await _campaign(tx, campaign)
            now = datetime.now(UTC)
            if recompute:
                for page in meant.pages:
                    await baselines.recompute_baseline(tx, meant, page, now)
            stored = await tx.snapshots.baselines([page.id for page in meant.pages])
            return [_baseline_line(page, stored.get(page.id), meant.zone) for page in meant.pages]

    _tell(_go(look()))


def _baseline_line(page: Page, stored: Baseline | None, zone: str) -> Text:
    if stored is None:
        return Text("baseline-none", {"page": page.key})
    at = Moment(stored.snapshot.taken_at, zone)
    values: dict[str, Value] = {"page": page.key, "count": stored.snapshot.count, "at": at}
    if stored.corrected_at is None:
        return Text("baseline-is", values)
    return Text("baseline-is-corrected", {**values, "date": Moment(stored.corrected_at, zone, "date")})


@program.command()
def invite(
    campaign: Slug,
    role: Annotated[Role, typer.Option("--role")],
    valid: Annotated[str, typer.Option("--valid", help="How long, such as 48h.")] = "48h",
) -> None:
    """Print a single-use code that gives a role; the last line is the code alone."""
    settings, own = _settings()
    try:
        length = timedelta(seconds=parse_duration(valid))
    except ValueError:
        raise ConfigError(f"--valid {valid} is not a length of time: write for example 30m, 48h or 7d.") from None
    code = secrets.token_urlsafe(16)

    async def keep() -> list[Text]:
        async with _house(settings, own) as house, house.store.writing() as tx:
            meant = await _campaign(tx, campaign)
            until = datetime.now(UTC) + length
            await tx.people.invite(code_hash(code), Invite(meant.slug, role, until))
            await tx.audit.write(Act(datetime.now(UTC), meant.slug, "operator", "", "invited", role.value))
            values: dict[str, Value] = {"role": Text(f"role-{role.value}"), "until": Moment(until, meant.zone)}
            return [Text("invited", {**values, "title": meant.title})]

    _tell(_go(keep()))
    typer.echo(code)


@program.command()
def organizers(campaign: Slug) -> None:
    """List who holds a role: pseudonym, role, platform, since."""
    settings, own = _settings()

    async def look() -> list[Text]:
        async with _house(settings, own) as house, house.store.reading() as tx:
            meant = await _campaign(tx, campaign)
            return [
                Text(
                    "organizer-line",
                    {
                        "pseudonym": one.pseudonym, "role": Text(f"role-{one.role.value}"), "platform": one.platform,
                        "since": Moment(one.since, meant.zone),
                    },
                )
                for one in await tx.people.members(meant.slug)
            ] or [Text("organizers-none")]  # fmt: skip

    _tell(_go(look()))


@program.command()
def revoke(campaign: Slug, pseudonym: Annotated[str, typer.Argument()]) -> None:
    """Take a person's role away, at once, and delete their private address."""
    settings, own = _settings()

    async def take() -> list[Text]:
        async with _house(settings, own) as house, house.store.writing() as tx:
            meant = await _campaign(tx, campaign)
            found = [one for one in await tx.people.members(meant.slug) if one.pseudonym.startswith(pseudonym.lower())]
            if len(found) != 1:
                raise Refusal(Text("no-such-member", {"word": pseudonym}))
            await tx.people.revoke(meant.slug, found[0].pseudonym)
            await tx.audit.write(Act(datetime.now(UTC), meant.slug, "operator", "", "revoked", found[0].pseudonym))
            return [Text("revoked", {"pseudonym": found[0].pseudonym, "role": Text(f"role-{found[0].role.value}")})]

    _tell(_go(take()))


@program.command()
def halt(campaign: Slug) -> None:
    """Stop every send of a campaign until `resume`."""
    _set_halt(campaign, "halted", Text("campaign-halted"), halted=True)


@program.command()
def resume(campaign: Slug) -> None:
    """Let the sends of a halted campaign go on."""
    _set_halt(campaign, "resumed", Text("campaign-resumed"), halted=False)


def _set_halt(slug: str, act: str, done: Text, *, halted: bool) -> None:
    settings, own = _settings()

    async def change() -> list[Text]:
        async with _house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await _campaign(tx, slug)
            now = datetime.now(UTC)
            await tx.campaigns.halt(meant.slug, now if halted else None)
            await tx.audit.write(Act(now, meant.slug, "operator", "", act))
            return [Text(done.id, {"title": meant.title})]

    _tell(_go(change()))


@program.command()
def audit(campaign: Slug) -> None:
    """Print the audit log, oldest first: when, who, what."""
    settings, own = _settings()

    async def look() -> tuple[list[Act], str]:
        async with _house(settings, own, people=False) as house, house.store.reading() as tx:
            meant = await _campaign(tx, campaign)
            return await tx.audit.list(meant.slug, 10_000), meant.zone

    acts, zone = _go(look())
    for act in reversed(acts):
        who = " ".join(part for part in (act.role, act.pseudonym[:8]) if part) or "-"
        at = act.at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        typer.echo(f"{at}  {who}  {act.act}  {act.about}".rstrip())


@program.command("call")
def send_call(file: Annotated[Path, typer.Argument(help="The call's TOML file.")]) -> None:
    """Launch a call to action, without anybody's approval; the last line is its id alone."""
    order = call_file.parse(_read(file), LANGUAGES, app.PLATFORMS)
    picture = _bytes(file.parent / order.picture) if order.picture else b""
    kind = call_content.picture_kind(picture) if picture else ""
    settings, own = _settings()

    async def launch() -> tuple[Text, int]:
        async with _house(settings, own, people=False) as house, house.store.writing() as tx:
            meant = await _campaign(tx, order.campaign)
            now = datetime.now(UTC)
            name = await tx.pictures.add(Picture(kind, picture)) if picture else ""
            script = replace(order.script, when=call_file.due_of(order, meant, now), picture=name)
            made = await tx.calls.add(Call(0, meant.slug, "", script))
            launched = await call_lifecycle.launch(tx, meant, made, now)
            await tx.audit.write(Act(now, meant.slug, "operator", "", "call-launched", str(made.id)))
            chats = await call_lifecycle.audience_size(tx, meant, launched)
            values: dict[str, Value] = {"id": str(made.id), "chats": chats}
            if script.when is None:
                return Text("call-leaves", values), made.id
            return Text("call-scheduled", {**values, "at": Moment(script.when, meant.zone)}), made.id

    told, number = _go(launch())
    _tell([told])
    typer.echo(number)


@program.command()
def report(
    call: Annotated[int, typer.Argument(metavar="CALL", help="The call's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Print how far a call has come, and why it failed where it did."""
    settings, own = _settings()

    async def look() -> tuple[Call, Campaign, Tally]:
        async with _house(settings, own, people=False) as house, house.store.reading() as tx:
            found = await call_lifecycle.find_call(tx, str(call))
            meant = await _campaign(tx, found.campaign)
            return found, meant, await call_lifecycle.tally(tx, meant, found, datetime.now(UTC))

    found, meant, tally = _go(look())
    if as_json:
        typer.echo(json.dumps(report_json(found, tally), ensure_ascii=False))
    else:
        shown = replace(progress_reply(found, meant, tally), buttons=())
        typer.echo(draw(in_zone(shown, meant.zone), speak(tongue(LANGUAGES))))


@program.command()
def console(
    acts_as: Annotated[str, typer.Option("--as", metavar="ROLE[:NAME]", help=", ".join(ROLES))] = "member:you",
    chat: Annotated[str, typer.Option("--chat", metavar="NAME", help="The group to sit in.")] = "group",
    private: Annotated[bool, typer.Option("--private", help="Sit in the private chat.")] = False,  # noqa: FBT002 - a flag
    language: Language = "",
    now: Annotated[str, typer.Option("--now", metavar="TIME", help="Start with this time; it then stands still.")] = "",
) -> None:
    """Talk to the bot in this terminal: a line in, the answer out."""
    settings, own = _settings()
    role, _, name = acts_as.partition(":")
    if role not in ROLES:
        raise ConfigError(_said(Text("console-as-how", {"roles": ", ".join(ROLES)})))
    _refuse_unknown(language)
    seat = Seat(name or "you", role, "private" if private else chat, language)

    async def talk() -> None:
        async with _house(settings, own) as house:
            await _converse(house, seat, now)

    _go(talk())


async def _converse(house: app.House, seat: Seat, now: str) -> None:
    clock = RehearsalClock()
    prompt = sys.stdin.isatty()
    terminal = app.seat_at_console(house, clock, typer.echo, seat)
    await terminal.sit(seat.role, seat.person, keep=True)
    if now:
        if await terminal.live():
            raise Refusal(Text("console-clock-live"))
        clock.move(_time(now, terminal.zone))
    if prompt:
        typer.echo(_said(Text("console-hello")))
    await terminal.run(app.typed_lines(1.0 if prompt else 0.2))


@program.command()
def demo(
    speed: Annotated[float, typer.Option(min=1, max=100_000, help="How many times as fast as a clock.")] = 720,
    seconds: Annotated[float | None, typer.Option("--for", metavar="SECONDS", min=0, help="End after this.")] = None,
    language: Language = "en",
) -> None:
    """Watch 72 simulated hours of the 2016 campaign, in a database of its own."""
    from bot.demo import demo as play  # noqa: PLC0415 - nothing else needs it

    _refuse_unknown(language)
    campaign = parse(_read(EXAMPLE), SOURCES, LANGUAGES, available_timezones())
    rows: list[tuple[Page, Snapshot]] = [
        (row.page, row.snapshot)
        for row in read_rows(_cells(EXAMPLE.with_suffix(".csv")), campaign, datetime.now(UTC))
        if isinstance(row, Line)
    ]
    _go(play(campaign, rows, speed, seconds, typer.echo, start_log("error", []), language))


def _refuse_unknown(language: str) -> None:
    if language and language not in LANGUAGES:
        raise ConfigError(_said(Text("unknown-language", {"word": language, "known": ", ".join(LANGUAGES)})))


def _settings() -> tuple[Settings, dict[str, str]]:
    own = {setting.name: setting.default for source in SOURCES.values() for setting in source.settings}
    return load(), source_settings(own)


def _log(settings: Settings, own: dict[str, str], level: str) -> FilteringBoundLogger:
    return start_log(level, app.secrets_of(settings, own))


def _house(settings: Settings, own: dict[str, str], *, people: bool = True) -> AbstractAsyncContextManager[app.House]:
    return app.open_house(settings, own, _log(settings, own, "error"), people=people)


def _go(work: Coroutine[Any, Any, T]) -> T:
    """Run the program's asynchronous part, on uvloop where it is installed; Ctrl-C ends it quietly."""
    uvloop = import_module("uvloop") if find_spec("uvloop") else asyncio
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


async def _campaign(tx: Transaction, slug: str) -> Campaign:
    """The campaign of that slug, or the only one; refused with the list of them otherwise."""
    found = await tx.campaigns.all()
    if not found:
        raise Refusal(Text("no-campaign-operator"))
    if not slug and len(found) == 1:
        return found[0]
    meant = next((one for one in found if one.slug == slug), None)
    if meant is None:
        known = ", ".join(one.slug for one in found)
        raise Refusal(
            Text("unknown-campaign", {"word": slug, "known": known})
            if slug
            else Text("which-campaign", {"known": known})
        )
    return meant


def _time(text: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{text} is not a time: write for example 2016-02-29T12:00 or 2016-02-29T12:00Z.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{file} is not a UTF-8 text file.") from None
    except OSError as trouble:
        raise ConfigError(f"{file} cannot be read: {trouble.strerror}.") from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise ConfigError(f"{file} cannot be read: {trouble.strerror}.") from None


def _cells(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with the numbers of their lines."""
    reader = csv.reader(_read(file).splitlines())
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as wrong:
        raise ConfigError(f"{file}, line {reader.line_num}: {wrong}.") from None


def _batches(rows: Iterator[Line | Wrong]) -> Iterator[list[Line | Wrong]]:
    batch: list[Line | Wrong] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _progress(batches: Iterator[list[Line | Wrong]]) -> Iterator[list[Line | Wrong]]:
    """The batches, with a count of their rows on a terminal once there is more than one of them."""
    first = next(batches)
    yield first
    if len(first) < BATCH:
        return
    from rich.console import Console  # noqa: PLC0415 - costs 10 MB that a small import does not need
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn  # noqa: PLC0415

    terminal = Console(stderr=True)
    with Progress(SpinnerColumn(), MofNCompleteColumn(), console=terminal, disable=not terminal.is_terminal) as bar:
        rows = bar.add_task("", completed=len(first), total=None)
        for batch in batches:
            yield batch
            bar.advance(rows, len(batch))


def _said(text: Text) -> str:
    return speak(tongue(LANGUAGES))(text)


def _tell(texts: list[Text]) -> None:
    for text in texts:
        typer.echo(_said(text))


def _warn(text: Text) -> None:
    typer.echo(_said(text), err=True)


def _stop(sentence: str, code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(code)
