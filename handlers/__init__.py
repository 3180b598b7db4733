"""The commands, one file each, the same on every platform. `COMMANDS` is in the order of /help.

A new command is a file in this folder with a `COMMAND`, and its name here.
"""

from collections.abc import Mapping
from importlib import import_module

from bot.core.commands.request import Command

NAMES = (
    "start",
    "help",
    "menu",
    "stats",
    "chart",
    "share",
    "subscribe",
    "unsubscribe",
    "settings",
    "language",
    "timezone",
    "quiet",
    "did",
    "count",
    "undo",
    "import",
    "event",
    "events",
    "pledge",
    "checkin",
    "chapters",
    "chapter",
    "call",
    "calls",
    "report",
    "retract",
    "fix",
    "audit",
    "desk",
    "claim",
    "resign",
    "revoke",
    "privacy",
    "forget",
    "server",
)

FILES = {"import": "import_file"}
"""The files of commands whose name is a word of Python."""

COMMANDS: Mapping[str, Command] = {
    name: import_module(f"handlers.{FILES.get(name, name)}").COMMAND for name in NAMES
}  # fmt: skip
