"""Commands for backups: `nolike backup`, `restore`."""

import asyncio
import os
import secrets
import signal
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.program import (
    ended_like_ctrl_c,
    of_named_files,
    opened_house,
    parse_time,
    program,
    read_settings,
    run_async,
    tell,
    warn,
)
from bot.cli.restoring.gap import BACK, close_gap
from bot.cli.restoring.standstill import ask_moved, ask_since, believed, count_as_now
from bot.config import ConfigError, Settings, home
from bot.core.delivery.backup_notices import note_copy
from bot.core.delivery.promises import all_halts
from bot.core.model.errors import StoreError
from bot.core.model.input.letters import printable
from bot.core.model.reply import Moment, Text
from bot.core.model.schedule import parse_duration
from bot.core.ports.database import OutdatedError
from bot.core.ports.facts import BACKUP, BACKUP_MARK, COPIED, MOVED, RESTORING
from bot.house import House, wrong_key
from bot.opening import Migrate, reach
from storage import MovedError, OlderSchemaError, parse
from storage.backups.folder import KEPT_DAYS, MOST_KEPT, kept_for, make_room, mount_of, name_backup, prune, refuse_gone

if TYPE_CHECKING:
    from storage.backups.archive import Lock

MOVING = timedelta(days=1)
"""How long after a move its file is believed to tell what was sent; later, a bot may have run from it before."""

AGAIN = timedelta(minutes=1)
"""How long after a failure `--every` tries again, where its time is longer."""


@program.command()
@ended_like_ctrl_c()
@of_named_files()
def backup(
    target: Annotated[
        str, typer.Argument(metavar="FILE|DIR", help="A new file; or a folder, there or not, for one file each time.")
    ],
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="Again and again, such as 1h; needs a folder.")
    ] = "",
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, max=MOST_KEPT, metavar="COUNT", help="So many files, instead of 7 days."),
    ] = None,
) -> None:
    """Back the database up into an encrypted file, while the bot runs."""
    from storage.backups.archive import try_lock  # noqa: PLC0415 - nothing else needs the encryption's 8 MB

    settings, own = read_settings()
    pause = _length(every) if every else None
    lock = backup_lock(settings)
    try_lock(lock)
    # Also one that is not there yet, as where cron makes the first backup.
    place = Path(target)
    asked = target.endswith(os.sep) or pause is not None or keep is not None
    folder = asked or place.is_dir() or not (place.suffix or place.exists())
    backups = _Backups(settings, own, lock, place, folder, pause, keep)
    try:
        run_async(backups.work())
    except OlderSchemaError as older:
        run_async(backups.work_on_older(older))


@program.command()
@ended_like_ctrl_c([signal.SIGTERM])
@of_named_files()
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

    A file of `nolike move` is different: the bot goes on where it stopped, unless it ran again after the move.
    """
    from storage.backups.archive import Lock, put_back, read_about  # noqa: PLC0415 - see `backup`
    from storage.backups.plain import is_plain  # noqa: PLC0415 - as above

    settings, own = read_settings()
    settings.secret()
    still = parse_time(since, "UTC") if since else None
    about, plain = read_about(file), is_plain(file)
    taken = about.moment
    # A move's file tells of no bot whose it is, as later backups there do.
    now = count_as_now(datetime.now(UTC), taken, still, may_be_move=not (plain or about.mark))

    async def fill() -> tuple[bool, datetime | None]:
        """Put the database back; whether it tells exactly what was sent, and when its bot surely still ran."""
        lock, url = Lock() if plain else backup_lock(settings), parse(settings.database_url)
        if url.get_backend_name() == "postgresql":
            # Its own programs have one exit code for a wrong password and for all else.
            await reach(settings)
        await put_back(file, url, lock, home())
        async with restored_house() as house, house.store.writing() as tx:
            moved = await tx.facts.get(MOVED)
            ran = await house.store.last_sign()
        # Later backups and copies of the old machine's have the mark too, and the new one may have sent since.
        if moved is None or plain or still is not None:
            return False, ran
        return about.is_of_move(moved) and abs(now - moved) <= MOVING, ran

    async def close(until: datetime | None) -> tuple[int, list[Text]]:
        async with restored_house() as house:
            closed = await close_gap(house, taken, until, now) if until else 0
            # Only now may a bot start here.
            async with house.store.writing() as tx:
                await tx.facts.drop(MOVED, "")
                await tx.facts.drop(RESTORING, "")
                # What it was restored from is still there, and the database that this was taken of may be.
                await note_copy(tx, COPIED, now, KEPT_DAYS)
                halts = await all_halts(tx, await tx.campaigns.all())
            if wrong := await wrong_key(house):
                warn(wrong)
            return closed, halts

    def restored_house() -> AbstractAsyncContextManager[House]:
        # Whatever the key: the gap must be closed before anything is sent. Nobody else works on this database yet.
        return opened_house(settings, own, any_key=True, despite=OutdatedError, migrate=Migrate.ALWAYS)

    # A terminal that closes at the question later leaves what nobody answered for, on which no bot starts.
    with ended_like_ctrl_c():
        exact, ran = run_async(fill())
    until: datetime | None
    if still is not None:
        until = believed(still, ran, now) or now
    else:
        until = ask_moved(ran, now) if exact else ask_since(ran, now)
    closed, halts = run_async(close(until))
    by = {"date": Moment(now + KEPT_DAYS, "UTC", "date")}
    if until is None:
        told = Text("restored-moved", {"taken": Moment(taken, "UTC")})
        tell([told, Text("restored-moved-ran"), Text("restored-moved-left", by)])
        return
    tell([
        Text("restored", {"taken": Moment(taken, "UTC"), "until": Moment(until, "UTC"), "closed": closed}),
        Text("restored-forget"),
        *halts,
        *map(Text, BACK),
        Text("restored-left", by),
    ])  # fmt: skip


@dataclass
class _Backups:
    """The backups of one command: into the file `target`, or a `folder` of that name, after each `pause` if any."""

    settings: Settings
    own: dict[str, str]
    lock: "Lock"
    target: Path
    folder: bool
    pause: timedelta | None
    keep: int | None
    mount: Path | None = None
    """Where the folder's disk is mounted, once a backup is there."""

    async def work(self) -> None:
        """Make a backup, or one after the other for ever. Raises OlderSchemaError before the first."""
        async with opened_house(
            self.settings, self.own, people=False, despite=MovedError, migrate=Migrate.NOT_EVEN_NEW
        ) as house:
            took = await self._note(house)
            rest = _rest(self.pause or timedelta(), took)
            while self.pause is not None:
                await asyncio.sleep(rest.total_seconds())
                rest = min(self.pause, AGAIN)
                with _only_told():
                    rest = _rest(self.pause, await self._note(house))

    async def work_on_older(self, why: OlderSchemaError) -> None:
        """The backups before an upgrade, which this program has nowhere to note; those after it once it was made."""
        await self._take("", datetime.now(UTC))
        if self.pause is None:
            return
        typer.echo(printable(str(why)), err=True)
        due = monotonic() + self.pause.total_seconds()
        while True:
            await asyncio.sleep(min(self.pause, AGAIN).total_seconds())
            with _only_told():
                try:
                    await self.work()
                except OlderSchemaError:
                    if monotonic() >= due:
                        await self._take("", datetime.now(UTC))
                        due = monotonic() + self.pause.total_seconds()

    async def _note(self, house: House) -> timedelta:
        """Make a backup that the database knows of; returns how long that took."""
        began, mark, now = monotonic(), await _own_mark(house), datetime.now(UTC)
        length = kept_for(self.target, mark, self.keep, self.pause, now) if self.folder else KEPT_DAYS
        # Before the copy, so that it knows of itself, and /forget of it; a full disk takes no writes, nor a /forget.
        with suppress(StoreError):
            async with house.store.writing() as tx:
                await note_copy(tx, COPIED, now, length)
        await self._take(mark, now)
        async with house.store.writing() as tx:
            await note_copy(tx, BACKUP, now, length)
        return timedelta(seconds=monotonic() - began)

    async def _take(self, mark: str, now: datetime) -> None:
        from storage.backups.archive import take_backup  # noqa: PLC0415 - see `backup`

        if self.mount:
            refuse_gone(self.target, self.mount)
        file = name_backup(self.target, now) if self.folder else self.target
        made_room = self.folder and make_room(self.target, mark, self.keep, now)
        await take_backup(parse(self.settings.database_url), file, self.lock, now, mark, home())
        if self.folder:
            prune(self.target, mark, self.keep, now, made_room=made_room)
            self.mount = mount_of(self.target)
        tell([Text("backup-made", {"file": str(file), "at": Moment(now, "UTC")})])


@contextmanager
def _only_told() -> Iterator[None]:
    """A full disk or a database that is away gets well again, and backups must then go on."""
    try:
        yield
    except OutdatedError:
        raise
    except (StoreError, OSError) as trouble:
        typer.echo(printable(str(trouble)), err=True)


def _rest(pause: timedelta, took: timedelta) -> timedelta:
    """How long after a backup that `took` so long the next one begins.

    So that it is whole one `pause` after the moment that the last one shows; but a slow copy lets the machine rest.
    """
    return max(pause - 2 * took, min(took, pause))


async def _own_mark(house: House) -> str:
    """What names this bot in its backups, made for its first one; "" where the database takes no writes now."""
    async with house.store.reading() as tx:
        mark = await tx.facts.get(BACKUP_MARK)
    if mark is None:
        mark = secrets.token_hex(8)
        try:
            async with house.store.writing() as tx:
                await tx.facts.put(BACKUP_MARK, "", mark)
        except StoreError:
            # A disk that is full gets room where old backups are deleted.
            return ""
    return mark


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
