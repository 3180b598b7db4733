"""`nolike rekey`: another SECRET_KEY, for example because a copy of the one before was stolen."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.cli.program import make_log, program, read_settings, run_async
from bot.config import ConfigError, Settings, home, old_secret_path, secret_file
from bot.core.model.schedule import parse_duration
from bot.core.ports.facts import OLD_KEY, SECRET_FINGERPRINT
from bot.core.ports.people import Rotation
from bot.house import open_house
from bot.opening import Migrate, fingerprint

HOW_LONG = "30d"


@program.command()
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
    new = _new_key(file)
    changed = settings.model_copy(update={"secret_key": SecretStr(new), "secret_key_old": settings.secret_key})
    rotation = run_async(_rotate(changed, own, until))
    # Only now that the database knows the new key; what a crash left undone between the two is done by the next run.
    file.replace(old_secret_path(file))
    _waiting_path(file).replace(file)
    typer.echo(
        f"SECRET_KEY in {file} is new. {rotation.people} people with a private chat moved over; {rotation.waiting} "
        f"pseudonyms wait until {until:%Y-%m-%d %H:%M} UTC for the bot to hear of their people, then they are deleted. "
        f"Until then keep {old_secret_path(file)}, and delete it after that."
    )


def _waiting_path(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")


def _new_key(file: Path) -> str:
    """The key to come: that of an interrupted run, else a new one in a file for the operator alone."""
    waiting = _waiting_path(file)
    if not waiting.exists():
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as made:
            made.write(f"{secrets.token_hex(32)}\n")
    return waiting.read_text(encoding="utf-8").strip()


async def _rotate(settings: Settings, own: dict[str, str], until: datetime) -> Rotation:
    """Move the database over to the key of these settings, in one transaction."""
    known, new = (fingerprint(key.get_secret_value()) for key in (settings.secret_key_old, settings.secret_key))
    log = make_log(settings, own, "error")
    async with (
        open_house(settings, own, log, any_key=True, migrate=Migrate.NOT_EVEN_NEW) as house,
        house.store.writing() as tx,
    ):
        kept = await tx.facts.get(SECRET_FINGERPRINT)
        if kept == new:
            return Rotation(0, await tx.people.waiting_to_move())
        if kept not in {None, known}:
            raise ConfigError("The database was begun with another SECRET_KEY than the one that is set.")
        if await tx.facts.get(OLD_KEY) is not None:
            raise ConfigError("The last change of SECRET_KEY is not over: people still move over to that key.")
        if await tx.leases.held(await tx.leases.now()):
            raise ConfigError("The bot is running on this database: stop every process of it first.")
        rotation = await tx.people.rotate()
        await tx.facts.put(SECRET_FINGERPRINT, "", new)
        if rotation.waiting:
            await tx.facts.put(OLD_KEY, "", until)
        return rotation
