"""Commands that run and test the bot: `nolike run`, `check`, `secret`."""

import os
import secrets
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.check import Finding, findings, log_out
from bot.cli.program import FAILED, make_log, opened_house, program, read_settings, run_async, spoken, tell
from bot.config import ConfigError, Settings, home, secret_file, secret_path
from bot.core.model.reply import Text
from bot.house import desk_url, has_secret, has_token, open_house
from bot.opening import Migrate


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
    # A page alone may be on a database that takes no writes.
    how = Migrate.NEVER if only else Migrate.ALONE

    async def serve() -> None:
        async with open_house(settings, own, log, people=not only, wait=wait, migrate=how) as house:
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
    if leave:
        run_async(_leave(settings, own))
        return

    async def read() -> bool:
        well = True
        async with opened_house(settings, own, any_key=True) as house:
            async for found, text in findings(house, take_over=take_over):
                well = well and found is not Finding.WRONG
                typer.echo(f"{found:8}{spoken(text)}")
        return well

    if not run_async(read()):
        raise typer.Exit(FAILED)


async def _leave(settings: Settings, own: dict[str, str]) -> None:
    async with opened_house(settings, own) as house:
        await log_out(house)
    tell([Text("telegram-left", {"server": settings.telegram_api_url})])


@program.command()
def secret() -> None:
    """Make a SECRET_KEY, once, in a file outside the database's folder and its backups."""
    folder = home()
    env_file = folder / ".env"
    named = secret_file(env_file)
    if named is None and read_settings()[0].secret_key.get_secret_value():
        return
    file = named or secret_path(folder)
    if not file.exists():
        settings, _ = read_settings(without=frozenset({"SECRET_KEY"}))
        if run_async(has_secret(settings.database_url)):
            raise ConfigError(
                "The database was begun with a SECRET_KEY that is not set now, so none is made: set that one again."
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        # Readable by the operator alone from the first byte on; never over a key that is there.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as made:
            made.write(f"{secrets.token_hex(32)}\n")
        typer.echo(
            f"SECRET_KEY is in {file}. Keep a copy of it in another place: without it every role and pledge is lost."
        )
    if named is None:
        _note_file(env_file, file)


def _note_file(env_file: Path, file: Path) -> None:
    """Name the key's file in .env, in place of an empty SECRET_KEY."""
    before = env_file.read_text(encoding="utf-8") if env_file.exists() else ""
    kept = [line for line in before.splitlines() if line.strip() != "SECRET_KEY="]
    env_file.parent.mkdir(parents=True, exist_ok=True)
    # Before tokens are written to it.
    env_file.touch(mode=0o600)
    env_file.chmod(0o600)
    env_file.write_text("\n".join([*kept, f"SECRET_KEY_FILE={file}", ""]), encoding="utf-8")
