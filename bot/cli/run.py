"""Commands that run and test the bot: `nolike run`, `check`, `secret`."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from bot import app
from bot.check import findings
from bot.cli.program import FAILED, make_log, opened_house, program, read_settings, run_async, spoken
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.house import open_house


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
        raise Refusal(Text("run-only", {"word": only, "known": "web"}))
    settings, own = read_settings()
    log = make_log(settings, own, settings.log_level)

    async def serve() -> None:
        async with open_house(settings, own, log, people=not only, wait=wait) as house:
            await app.run(house, only_page=bool(only))

    run_async(serve())


@program.command()
def check(
    *,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="Delete a webhook that keeps the bot from hearing its chats.")
    ] = False,
) -> None:
    """Test the configuration, the database, each token and one reading of each page; a line each."""
    settings, own = read_settings()
    settings.secret()

    async def read() -> bool:
        well = True
        async with opened_house(settings, own) as house:
            async for good, text in findings(house, take_over=take_over):
                well = well and good
                typer.echo(f"{'ok' if good else 'WRONG':6}{spoken(text)}")
        return well

    if not run_async(read()):
        raise typer.Exit(FAILED)


@program.command()
def secret() -> None:
    """Write a SECRET_KEY into .env if none is set."""
    settings, _ = read_settings()
    if settings.secret_key.get_secret_value():
        return
    path = Path(".env")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    kept = [line for line in before.splitlines() if line.strip() != "SECRET_KEY="]
    # Before the key is written to it.
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join([*kept, f"SECRET_KEY={secrets.token_hex(32)}", ""]), encoding="utf-8")
    typer.echo("A SECRET_KEY was written into .env. Keep a copy: without it every role and pledge is lost.")
