"""Commands for backups: `nolike backup`, `restore`."""

import asyncio
import re
import sys
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.program import ended_like_ctrl_c, opened_house, parse_time, program, read_settings, run_async, spoken, tell
from bot.clock import SystemClock
from bot.config import ConfigError, Settings
from bot.core.delivery import organizer_notices
from bot.core.model.chats import PLATFORMS
from bot.core.model.errors import StoreError
from bot.core.model.input.letters import printable
from bot.core.model.reply import Moment, Text, say
from bot.core.model.schedule import parse_duration
from bot.core.ports.database import OutdatedError
from bot.core.ports.facts import BACKUP, MOVED, RESTORING, KeptBackups
from bot.house import House, event_kinds
from bot.jobs import plan
from bot.jobs.purge import purge
from bot.opening import Migrate
from storage import MovedError, OlderSchemaError, parse

if TYPE_CHECKING:
    from storage.backups.archive import Lock

KEPT_DAYS = timedelta(days=7)
"""How long backups are kept by default: data that people asked to delete must not stay in them."""

MOVING = timedelta(days=1)
"""How long after a move its file is believed to tell what was sent; later, a bot may have run from it before."""

EARLY = timedelta(minutes=30)
"""Cron is not exact to the second: of one backup a day, each is deleted on the day that /forget names, no day later."""

AGAIN = timedelta(minutes=1)
"""How long after a failure `--every` tries again, where its time is longer."""

_NAME = "nolike-%Y%m%dT%H%M%SZ"
_OURS = re.compile(r"nolike-\d{8}T\d{6}Z")


@program.command()
@ended_like_ctrl_c()
def backup(
    target: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="A new file; or a folder, there or not, for one file each time.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Again and again, such as 1h; needs a folder.")
    ] = "",
    keep: Annotated[
        int | None, typer.Option("--keep", min=1, metavar="COUNT", help="So many files, instead of 7 days.")
    ] = None,
) -> None:
    """Back the database up into an encrypted file, while the bot runs."""
    from storage.backups.archive import ENDING, take_backup  # noqa: PLC0415 - nothing else needs the encryption's 8 MB

    settings, own = read_settings()
    pause = _length(every) if every else None
    lock = backup_lock(settings)
    # Also one that is not there yet, as where cron makes the first backup.
    folder = target.is_dir() or pause is not None or keep is not None or not (target.suffix or target.exists())

    async def take() -> KeptBackups:
        now = datetime.now(UTC)
        file = target / f"{now.strftime(_NAME)}{ENDING}" if folder else target
        await take_backup(parse(settings.database_url), file, lock, now)
        kept = KEPT_DAYS
        if folder:
            files = _prune(target, ENDING, keep, now)
            kept = _kept(files, keep, pause)
        tell([Text("backup-made", {"file": str(file), "at": Moment(now, "UTC")})])
        return KeptBackups(now, now + kept)

    async def note(house: House) -> timedelta:
        began = monotonic()
        kept = await take()
        async with house.store.writing() as tx:
            before = await tx.facts.get(BACKUP)
            # An older backup may be kept for longer than this one.
            await tx.facts.put(BACKUP, "", kept._replace(gone=max(kept.gone, before.gone)) if before else kept)
        return timedelta(seconds=monotonic() - began)

    async def work() -> None:
        async with opened_house(settings, own, people=False, despite=MovedError, migrate=Migrate.NOT_EVEN_NEW) as house:
            rest = _rest(pause or timedelta(), await note(house))
            while pause is not None:
                await asyncio.sleep(rest.total_seconds())
                try:
                    rest = _rest(pause, await note(house))
                except OutdatedError:
                    raise
                except (StoreError, OSError) as trouble:
                    # A full disk or a database that is away gets well again, and backups must then go on.
                    typer.echo(printable(str(trouble)), err=True)
                    rest = min(pause, AGAIN)

    try:
        run_async(work())
    except OlderSchemaError:
        # The backup before an upgrade, which this program has nowhere to note.
        run_async(take())


@program.command()
@ended_like_ctrl_c()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or a plain SQLite file.")],
    since: Annotated[
        str,
        typer.Option(
            "--since", "--stopped", metavar="TIME", help="Since when the bot stands still (UTC), if before now."
        ),
    ] = "",
) -> None:
    """Restore a backup into an empty database. What was due after it was taken is not sent again.

    On a terminal it asks since when the bot stands still, where --since does not say it.

    A file of `nolike move` is different: the bot goes on where it stopped.
    """
    from storage.backups.archive import Lock, put_back, read_about  # noqa: PLC0415 - see `backup`
    from storage.backups.plain import is_plain  # noqa: PLC0415 - as above

    settings, own = read_settings()
    settings.secret()
    now = datetime.now(UTC)
    still = parse_time(since, "UTC") if since else None
    taken = read_about(file).moment

    async def fill() -> bool:
        """Put the database back; whether it tells exactly what was sent."""
        lock = Lock() if is_plain(file) else backup_lock(settings)
        await put_back(file, parse(settings.database_url), lock)
        async with restored_house() as house, house.store.writing() as tx:
            moved = await tx.facts.get(MOVED)
            # The first schema had no place for it in the backup.
            await tx.facts.put(RESTORING, "", taken)
        return moved is not None and now - moved <= MOVING and still is None

    async def close(until: datetime | None) -> int:
        async with restored_house() as house:
            closed = await _close_gap(house, taken, until, now) if until else 0
            # Only now may a bot start here.
            async with house.store.writing() as tx:
                await tx.facts.drop(MOVED, "")
                await tx.facts.drop(RESTORING, "")
            return closed

    def restored_house() -> AbstractAsyncContextManager[House]:
        # Whatever the key: the gap must be closed before anything is sent. Nobody else works on this database yet.
        return opened_house(settings, own, any_key=True, despite=OutdatedError, migrate=Migrate.ALWAYS)

    if run_async(fill()):
        run_async(close(None))
        tell([Text("restored-moved", {"taken": Moment(taken, "UTC")})])
        return
    until = min(still or _ask_since(now), now)
    closed = run_async(close(until))
    tell([
        Text("restored", {"taken": Moment(taken, "UTC"), "until": Moment(until, "UTC"), "closed": closed}),
        Text("restored-forget"),
    ])  # fmt: skip


def _ask_since(now: datetime) -> datetime:
    """Since when the bot stands still, as the person at the terminal says; without one, or without an answer, `now`."""
    while sys.stdin.isatty():
        try:
            said = typer.prompt(spoken(Text("restore-ask")), default="", show_default=False, err=True).strip()
            return parse_time(said, "UTC") if said else now
        except typer.Abort:
            # What is restored already is made safe all the same.
            return now
        except ConfigError as wrong:
            typer.echo(printable(str(wrong)), err=True)
    return now


async def _close_gap(house: House, taken: datetime, until: datetime, now: datetime) -> int:
    """Close deliveries that were due up to `until`, since they may have been sent already; returns how many.

    Plans first, so that nothing that was unplanned when the backup was taken is planned afterwards.
    """
    kinds = event_kinds(house.settings)
    await purge(house.store, SystemClock(), kinds.rules)
    await plan.plan(house.store, until, PLATFORMS, {}, kinds)
    closed = await house.store.close_gap(until)
    async with house.store.writing() as tx:
        for campaign in await tx.campaigns.all():
            values = {"taken": Moment(taken, campaign.zone), "until": Moment(until, campaign.zone)}
            await organizer_notices.notify_organizers(
                tx,
                campaign.slug,
                f"restored:{campaign.slug}:{int(now.timestamp())}",
                say("restored-notice", **values),
                now,
            )
    return closed


def _rest(pause: timedelta, took: timedelta) -> timedelta:
    """How long after a backup that `took` so long the next one begins.

    So that it is whole one `pause` after the moment that the last one shows; but a slow copy lets the machine rest.
    """
    return max(pause - 2 * took, min(took, pause))


def _kept(made: Sequence[datetime], keep: int | None, pause: timedelta | None) -> timedelta:
    """For how long a new backup stays in its folder, whose backups were `made` then, newest first."""
    if not keep:
        return KEPT_DAYS
    if pause is not None:
        return pause * keep
    # Cron's pause shows in what is there; before that, a day is believed.
    return max(KEPT_DAYS, keep * (made[0] - made[1] if len(made) > 1 else timedelta(days=1)))


def _prune(folder: Path, ending: str, keep: int | None, now: datetime) -> list[datetime]:
    """Delete old backups of the folder: all but the newest `keep`, or those older than 7 days; when each was made."""
    # Another file, such as `nolike-before-upgrade`, is somebody's own.
    files = sorted((file for file in folder.glob(f"nolike-*{ending}") if _OURS.fullmatch(file.stem)), reverse=True)
    times = [datetime.strptime(file.stem, _NAME).replace(tzinfo=UTC) for file in files]
    for place, (file, made) in enumerate(zip(files, times, strict=True)):
        if (place >= keep) if keep else (now - made > KEPT_DAYS - EARLY):
            file.unlink()
    return times


def backup_lock(settings: Settings) -> "Lock":
    """The keys of backups, from the settings. Raises ConfigError where there are none."""
    from storage.backups.archive import Lock  # noqa: PLC0415 - see `backup`

    lock = Lock(
        settings.backup_passphrase.get_secret_value(), settings.backup_recipient,
        settings.backup_identity.get_secret_value(),
    )  # fmt: skip
    if lock == Lock():
        raise ConfigError(
            "A backup is always encrypted: set BACKUP_PASSPHRASE (a sentence that you keep elsewhere) "
            "or BACKUP_RECIPIENT (an age key)."
        )
    return lock


def _length(text: str) -> timedelta:
    try:
        return timedelta(seconds=parse_duration(text))
    except ValueError:
        raise ConfigError(f"--every {text} is not a length of time: write for example 10m, 1h or 1d.") from None
