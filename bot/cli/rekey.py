"""`nolike rekey`: another SECRET_KEY, for example because a copy of the one before was stolen."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.cli.program import make_log, of_named_files, program, read_settings, run_async, spoken
from bot.config import ConfigError, Settings, home, old_secret_path, own_secret, secret_file
from bot.core.delivery.backup_notices import last_copy_gone
from bot.core.model.reply import Text
from bot.core.model.schedule import parse_duration
from bot.core.ports.facts import OLD_KEY, SECRET_FINGERPRINT
from bot.core.ports.people import Rotation
from bot.files.text import write_secret
from bot.house import open_house
from bot.jobs.process_id import still_running
from bot.opening import Migrate, find_key, fingerprint
from storage.backups.folder import KEPT_DAYS

HOW_LONG = "30d"


@program.command()
@of_named_files()
def rekey(
    valid: Annotated[
        str, typer.Option("--for", help="How long people known under the old key may still move over.")
    ] = HOW_LONG,
) -> None:
    """Replace SECRET_KEY, with the bot stopped; people move over to the new one when the bot next hears of them."""
    try:
        until = datetime.now(UTC) + timedelta(seconds=parse_duration(valid))
    except ValueError:
        raise ConfigError(f"{valid} is not a length of time: write for example 30d or 12h.") from None
    file = secret_file(home() / ".env")
    if file is None:
        raise ConfigError(
            "SECRET_KEY stands in a setting, where it cannot be replaced: write it into a file, and name that file as "
            "SECRET_KEY_FILE in its place."
        )
    settings, own = read_settings()
    settings.secret()
    waiting = _waiting_path(file)
    new = own_secret(waiting) if waiting.exists() else secrets.token_hex(32)
    changed = settings.model_copy(update={"secret_key": SecretStr(new), "secret_key_old": settings.secret_key})
    try:
        rotation, kept = run_async(_rotate(changed, own, until, waiting))
    except BaseException:
        if waiting.exists():
            left = (
                "is left of a change of SECRET_KEY that did not end: keep it, the next `nolike rekey` goes on with it."
            )
            typer.echo(f"{waiting} {left}", err=True)
        raise
    # Only now that the database knows the new key; what a crash left undone between the two is done by the next run.
    _keep_older(old_secret_path(file))
    file.replace(old_secret_path(file))
    waiting.replace(file)
    typer.echo(
        f"SECRET_KEY in {file} is new. {rotation.people} people with a private chat moved over; {rotation.waiting} "
        f"pseudonyms wait until {until:%Y-%m-%d %H:%M} UTC for the bot to hear of their people, then they are deleted. "
        f"Keep {old_secret_path(file)} until {max(until, kept):%Y-%m-%d %H:%M} UTC, and for as long as you have any "
        "backup from before: what is restored from that one needs it."
    )


def _keep_older(old: Path) -> None:
    """A key that was replaced before is no longer asked by the bot, but opens what backups there are of its time."""
    if old.exists():
        free = next(name for number in count(1) if not (name := old.with_name(f"{old.name}.{number}")).exists())
        old.rename(free)


def _waiting_path(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


@contextmanager
def _kept(waiting: Path, key: str) -> Iterator[None]:
    """Keep the key to come in a file for the operator alone, where no interrupted run did; not if this fails."""
    if waiting.exists():
        yield
        return
    # Before the database knows the key.
    write_secret(waiting, key)
    try:
        yield
    except BaseException:
        waiting.unlink()
        raise


async def _rotate(settings: Settings, own: dict[str, str], until: datetime, waiting: Path) -> tuple[Rotation, datetime]:
    """Move the database over to the key of these settings, in one transaction; until when copies from before are kept.

    What is refused is refused before a file is made. The key is kept in `waiting` before the end of the transaction: a
    crash there leaves the database with either key.
    """
    known, new = (fingerprint(key.get_secret_value()) for key in (settings.secret_key_old, settings.secret_key))
    log = make_log(settings, own, "error")
    async with (
        open_house(settings, own, log, any_key=True, migrate=Migrate.NOT_EVEN_NEW) as house,
        house.store.writing() as tx,
    ):
        kept, now = await tx.facts.get(SECRET_FINGERPRINT), datetime.now(UTC)
        gone = max(now + max(KEPT_DAYS, timedelta(days=settings.replica_days)), await last_copy_gone(tx, now) or now)
        if kept == new:
            return Rotation(0, await tx.people.waiting_to_move()), gone
        if kept not in {None, known}:
            if found := find_key(settings, kept or ""):
                raise ConfigError(spoken(Text("check-secret-beside", found)))
            raise ConfigError("The database was begun with another SECRET_KEY than the one that is set.")
        if await tx.facts.get(OLD_KEY) is not None:
            raise ConfigError("The last change of SECRET_KEY is not over: people still move over to that key.")
        if await tx.leases.held(await tx.leases.now()) or await still_running(tx):
            raise ConfigError(
                "The bot is running on this database: stop every process of it first, also one that serves only the "
                "page or waits for its token."
            )
        with _kept(waiting, settings.secret_key.get_secret_value()):
            rotation = await tx.people.rotate()
            await tx.facts.put(SECRET_FINGERPRINT, "", new)
            if rotation.waiting:
                await tx.facts.put(OLD_KEY, "", until)
        return rotation, gone
