"""The command that writes the page as static files: `nolike site build`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import MISNAMED, opened_house, program, read_settings, run_async, spoken, tell
from bot.clock import SystemClock
from bot.config import ConfigError
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.house import version
from bot.page import make_site

site = typer.Typer(help="The page as files.", no_args_is_help=True, rich_markup_mode=None)
program.add_typer(site, name="site")


@site.command("build")
def site_build(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to; made if it is not there.")],
) -> None:
    """Write the whole page with its data as files, for a mirror on any web server."""
    from bot.web import build  # noqa: PLC0415 - costs 12 MB that no other command needs

    settings, own = read_settings()
    # The web server reads these files as another user, and they contain only public data.
    os.umask(0o022)

    async def write() -> int:
        async with opened_house(settings, own, people=False) as house:
            return len([file async for file in build(make_site(house, SystemClock()), version(), folder)])

    try:
        files = run_async(write())
    except OSError as trouble:
        refused = Text("site-unwritable", {"folder": str(folder), "reason": trouble.strerror or str(trouble)})
        raise (ConfigError(spoken(refused)) if isinstance(trouble, MISNAMED) else Refusal(refused)) from None
    tell([Text("site-built", {"files": files, "folder": str(folder)})])
