"""Commands that run and test the bot: `nolike run`, `check`, `secret`."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bot import app
from bot.check import Finding, findings, log_out
from bot.cli.program import (
    FAILED,
    make_log,
    of_named_files,
    opened_house,
    program,
    read_settings,
    run_async,
    spoken,
    tell,
)
from bot.config import (
    SHORTEST_SECRET,
    ConfigError,
    Settings,
    home,
    own_secret,
    own_text,
    secret_file,
    secret_path,
)
from bot.core.model.reply import Text
from bot.files.text import replace_text, write_secret
from bot.house import House, desk_url, has_secret, has_token, open_house
from bot.opening import Migrate, is_begun, make_store
from bot.proxies.address import without_user
from bot.waiting import waiting_room


@program.command()
def run(
    only: Annotated[
        str, typer.Option("--only", metavar="PART", help="web: nothing but the page; needs no token.")
    ] = "",
    wait: Annotated[
        float,
        typer.Option("--wait", metavar="SECONDS", min=0, help="How long to wait for the database; 0 exits at once."),
    ] = float("inf"),
) -> None:
    """Run the bot with the settings in the environment and in .env."""
    if only not in {"", "web"}:
        raise ConfigError(spoken(Text("run-only", {"word": only, "known": "web"})))
    settings, own = read_settings()
    if only and not settings.web_port:
        raise ConfigError(spoken(Text("run-no-page")))
    if not only and desk_url(settings) and not settings.secret_key.get_secret_value() and not has_token(settings):
        # A first start, from which nobody should need a file edited.
        secret()
        settings, own = read_settings()
    log = make_log(settings, own, settings.log_level)
    # A page alone may be on a database that takes no writes; it waits for the bot to begin one.
    how = Migrate.NOT_EVEN_NEW if only else Migrate.ALONE

    async def serve() -> None:
        async with (
            waiting_room(settings) as leave,
            open_house(settings, own, log, people=not only, wait=wait, migrate=how) as house,
        ):
            await leave()
            await app.run(house, only_page=bool(only), tell=typer.echo)

    run_async(serve())


@program.command()
def check(
    *,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Delete a webhook that keeps the bot from hearing its chats.")
    ] = False,
    leave: Annotated[
        bool, typer.Option("--log-out", help="Only leave the Bot API server, before you use one of your own.")
    ] = False,
) -> None:
    """Test the configuration, the database, each token and one reading of each page; a line each."""
    settings, own = read_settings()
    settings.secret()
    if take_over and settings.telegram_webhook:
        raise ConfigError(spoken(Text("check-take-over-webhook")))
    if leave:
        run_async(_leave(settings, own))
        return

    async def read() -> bool:
        well = True
        async with _checked_house(settings, own) as (house, missing):
            async for found, text in findings(house, missing, take_over=take_over):
                well = well and found is not Finding.WRONG
                typer.echo(f"{found:8}{spoken(text)}")
        return well

    if not run_async(read()):
        raise typer.Exit(FAILED)


@asynccontextmanager
async def _checked_house(settings: Settings, own: dict[str, str]) -> AsyncIterator[tuple[House, Text | None]]:
    """The house to check. Where its database is missing, which is told, one that is deleted afterwards stands in."""
    missing = None
    with TemporaryDirectory(prefix="nolike-check-") as folder:
        if settings.database_new and not await is_begun(settings):
            missing = Text("check-no-database", {"database": make_store(settings, "").about})
            settings = settings.model_copy(update={"database_url": f"sqlite:///{Path(folder) / 'check.db'}"})
        how = Migrate.NEVER if missing else Migrate.NOT_EVEN_NEW
        async with open_house(settings, own, make_log(settings, own, "error"), any_key=True, migrate=how) as house:
            yield house, missing


async def _leave(settings: Settings, own: dict[str, str]) -> None:
    async with opened_house(settings, own) as house:
        await log_out(house)
    tell([Text("telegram-left", {"server": without_user(settings.telegram_api_url)})])


@program.command()
@of_named_files()
def secret() -> None:
    """Make a SECRET_KEY, once, in a file outside the database's folder and its backups."""
    folder = home()
    env_file = folder / ".env"
    named = secret_file(env_file)
    if named is None and read_settings()[0].secret_key.get_secret_value():
        return
    file = named or secret_path(folder)
    if file.is_dir():
        why = "Docker makes one where a file that it should mount is missing"
        raise ConfigError(f"{file} is a folder, and must be a file ({why}): take it away, or name another file.")
    kept = own_secret(file) if file.is_file() else ""
    if kept and len(kept) < SHORTEST_SECRET:
        least = f"a SECRET_KEY has {SHORTEST_SECRET} or more"
        raise ConfigError(f"{file} has {len(kept)} characters, and {least}: put yours there, or take the file away.")
    # A file without anything in it is what a full disk left of one.
    if not kept and (file.is_file() or not file.exists()):
        _make_secret(file)
    if named is None:
        _note_file(env_file, file)


def _make_secret(file: Path) -> None:
    """Make the key of a database that knows none yet, in a file that holds none."""
    settings, _ = read_settings(without=frozenset({"SECRET_KEY"}))
    if run_async(has_secret(settings.database_url)):
        raise ConfigError(
            "The database was begun with a SECRET_KEY that is not set now, so none is made: set that one again."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_secret(file, secrets.token_hex(32))
    except FileExistsError:
        # Another start made one in the meantime, and may have begun the database with it.
        return
    typer.echo(
        f"SECRET_KEY is in {file}. Keep a copy of it in another place: without it every role and pledge is lost."
    )


def _note_file(env_file: Path, file: Path) -> None:
    """Name the key's file in .env, in place of an empty SECRET_KEY."""
    before, line = own_text(env_file) if env_file.exists() else "", f"SECRET_KEY_FILE={file}"
    kept = [one for one in before.splitlines() if one.strip() != "SECRET_KEY="]
    # Another start may have named it in the meantime.
    if kept[-1:] != [line]:
        env_file.parent.mkdir(parents=True, exist_ok=True)
        replace_text(env_file, "\n".join([*kept, line, ""]))
