"""Every place where a value from outside comes in, as the code itself lists them."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from zoneinfo import available_timezones

import typer.main

from bot import cli  # noqa: F401 - it adds the commands to the program
from bot.cli.program import program
from bot.core.files import call as call_file
from bot.core.files import campaign as campaign_file
from bot.core.files.column_vocabulary import _COLUMNS
from bot.core.model.input.toml_form import Key
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES
from bot.web.desk.app import PLACES
from handlers import COMMANDS

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[a-z][a-z-]*")


def of_commands() -> set[str]:
    """Each argument of each command in a chat: `stats target`."""
    return {f"{command.name} {argument.name}" for command in COMMANDS.values() for argument in command.arguments}


def of_buttons() -> set[str]:
    """What buttons send back, with `{}` for each value that was put in: `call {} confirm {}`."""
    found = set()
    for tree in _trees("handlers", "bot/core"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Button":
                found.update(_template(given.value) for given in node.keywords if given.arg == "command")
    return found - {""}


def of_campaign_files() -> dict[str, Key]:
    """Each key of a campaign file: `campaign.slug`, `targets[].pages[].handle`."""
    keys = campaign_file.file_keys(SOURCES, LANGUAGES, available_timezones(), KINDS)
    return dict(_keys(keys))


def of_call_files() -> dict[str, Key]:
    """Each key of a file with a call."""
    return dict(_keys(call_file._keys(LANGUAGES, ["telegram", "discord"])))


def of_count_files() -> set[str]:
    """Each column of a file of counts."""
    return set(_COLUMNS)


def of_the_program() -> set[str]:
    """Each argument and option of `nolike`: `invite --valid`, `import FILE`."""
    return set(_parameters(typer.main.get_command(program), ""))


def of_the_page() -> set[str]:
    """Each address of the page and of the desk that has a value in it, and each query that they read."""
    paths = {f"/desk{place.path}" for place in PLACES} | {
        _template(node.args[0])
        for tree in _trees("bot/web")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Route"
    }
    return {path for path in paths if "{" in path} | {f"?{name}" for name in _read_by("query_params")}


def queries_of_the_page() -> set[str]:
    """Each query that an address of the page reads; the desk's are its own."""
    return set(_read_by("query_params", within="bot/web")) - set(_read_by("query_params", within="bot/web/desk"))


def of_forms() -> set[str]:
    """Each field of the desk's forms that its code names."""
    return set(_read_by("visit", "field")) | set(_read_by("visit", "file")) | set(_read_by("visit", "files"))


def _trees(*folders: str) -> Iterator[ast.Module]:
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield ast.parse(file.read_text(encoding="utf-8"))


def _template(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)
        case _:
            return ""


def _keys(keys: Mapping[str, Key], before: str = "") -> Iterator[tuple[str, Key]]:
    for name, key in keys.items():
        if key.rows is not None:
            yield from _keys(key.rows, f"{before}{name}[].")
        elif key.keys is not None:
            yield from _keys(key.keys, f"{before}{name}.")
        else:
            yield f"{before}{name}", key


def _parameters(command: object, before: str) -> Iterator[str]:
    for name, inner in getattr(command, "commands", {}).items():
        yield from _parameters(inner, f"{before}{name} ")
    for parameter in getattr(command, "params", []):
        option = parameter.opts[0] if parameter.param_type_name == "option" else parameter.name.upper()
        yield f"{before}{option}"


def _read_by(owner: str, method: str = "get", within: str = "bot/web") -> Iterator[str]:
    for tree in _trees(within):
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=held, attr=called), args=[ast.Constant(value=str(name)), *_]
                ) if called == method and owner in {getattr(held, "id", ""), getattr(held, "attr", "")}:
                    yield name


LISTED: Mapping[str, Mapping[str, list[str]]] = tomllib.loads((ROOT / "tests/doors.toml").read_text(encoding="utf-8"))
"""The list: by kind, the doors under the rule that checks their values."""
FOUND: Mapping[str, Callable[[], Iterable[str]]] = {
    "commands": of_commands,
    "buttons": of_buttons,
    "campaign files": of_campaign_files,
    "call files": of_call_files,
    "count files": of_count_files,
    "program": of_the_program,
    "page": of_the_page,
    "forms": of_forms,
}
