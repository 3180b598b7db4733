"""`nolike install`: write the service's unit for this machine."""

import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.program import of_named_files, program, spoken, tell
from bot.config import ConfigError, home
from bot.core.model.reply import Text
from bot.systemd import KEY, STATE, system_unit, user_unit

SYSTEM_FILE = Path("/etc/systemd/system/nolike.service")
HIDDEN = (Path("/home"), Path("/root"), Path("/run/user"))
"""Folders that the system's unit hides from the program."""


@program.command()
@of_named_files()
def install(
    *,
    systemd: Annotated[bool, typer.Option("--systemd", help="As a service of systemd.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the unit instead of writing it.")] = False,
) -> None:
    """Write the service's unit for this machine: as root for the whole machine, else for you alone."""
    if not systemd:
        raise ConfigError(spoken(Text("install-what")))
    called = Path(sys.argv[0]).resolve()
    path = called if called.name == "nolike" and called.is_file() else Path(sys.executable).parent / "nolike"
    if os.geteuid() == 0:
        if any(path.is_relative_to(folder) for folder in HIDDEN):
            raise ConfigError(spoken(Text("install-hidden", {"path": str(path)})))
        file, unit = SYSTEM_FILE, system_unit(path)
        after = [
            f"useradd --system --home-dir {STATE} --shell /usr/sbin/nologin nolike",
            f"install -d -o nolike -g nolike -m 0700 {STATE} {KEY.parent}",
            f"sudo -u nolike env NOLIKE_HOME={STATE} SECRET_KEY_FILE={KEY} {shlex.quote(str(path))} secret",
            "systemctl daemon-reload",
            "systemctl enable --now nolike",
        ]
    else:
        folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        file, unit = folder / "systemd" / "user" / SYSTEM_FILE.name, user_unit(path, home())
        after = ["loginctl enable-linger", "systemctl --user daemon-reload", "systemctl --user enable --now nolike"]
    if show:
        typer.echo(unit, nl=False)
        return
    if file != SYSTEM_FILE:
        # The unit starts there. For the system's, systemd makes the folder itself.
        home().mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(unit, encoding="utf-8")
    file.chmod(0o644)
    tell([Text("install-written", {"path": str(file)})])
    typer.echo("\n".join(f"  {line}" for line in after))
