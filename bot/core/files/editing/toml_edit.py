"""Change one key of a TOML text; its comments and everything else stay as they are written."""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.core.files.editing.toml_text import MINUTES, literal, name_of, read_value
from bot.core.model.errors import Wrong
from bot.core.model.input.toml_form import DOTTED, Path, lines
from bot.core.model.reply import listed

ROOTS = ("campaign", "targets", "events", "chapters")

_ASSIGNED = re.compile(rf"(\s*{DOTTED}\s*=\s*)\S.*")
_ROW = re.compile(r"(\s*)\{.*\}(\s*,?\s*(?:#.*)?)")


def find_path(tree: dict[str, Any], key: str) -> Path:
    """The path of a key as people write it: `updates`, `title.fr`, `targets.inwi.pages.1.handle`.

    Without a table it is a key of [campaign]. A row is named by its slug, or by its number, from 1. Raises Wrong.
    """
    parts = key.split(".")
    if parts[0] not in ROOTS:
        parts.insert(0, ROOTS[0])
    path: list[str | int] = []
    here: Any = tree
    for part in parts:
        step: str | int = part
        if isinstance(here, list):
            slugs = [str(row.get("slug", "")) for row in here if isinstance(row, dict)]
            numbers = [str(number) for number in range(1, len(here) + 1)]
            if part not in {*slugs, *numbers}:
                known = listed(filter(None, slugs)) or listed(numbers)
                raise Wrong("edit-no-row", given=part, known=known)
            step = slugs.index(part) if part in slugs else numbers.index(part)
            here = here[step]
        else:
            here = here.get(part, {}) if isinstance(here, dict) else {}
        path.append(step)
    return tuple(path)


def read_typed(text: str) -> Any:  # noqa: ANN401 - TOML is any of its types
    """A value as people type it in a terminal: as TOML has it where it is TOML, else as a text."""
    try:
        return read_value(f"{text}:00" if MINUTES.fullmatch(text) else text)
    except ValueError:
        return text


def set_key(text: str, path: Path, value: Any) -> str:  # noqa: ANN401 - as above
    """The text with this value at the path. Raises Wrong where no line of the text can hold it."""
    tree = tomllib.loads(text, parse_float=Decimal)
    places, rows = lines(text), text.splitlines()
    for depth in range(len(path), 0, -1):
        place = places.get(path[:depth], 0)
        if not place:
            continue
        new = literal(_with(_at(tree, path[:depth]), path[depth:], value))
        if row := _ROW.fullmatch(rows[place - 1]):
            # A row of an array that stands over several lines.
            rows[place - 1] = f"{row[1]}{new}{row[2]}"
            return "\n".join(rows) + "\n"
        if assigned := _ASSIGNED.fullmatch(rows[place - 1]):
            end, comment = _end(rows, place - 1)
            rows[place - 1 : end] = [f"{assigned[1]}{new}{comment}"]
            return "\n".join(rows) + "\n"
    place = places.get(path[:-1], 0)
    if not place or not rows[place - 1].lstrip().startswith("["):
        raise Wrong("edit-no-table", key=".".join(map(str, path[:-1])))
    rows.insert(place, f"{name_of(str(path[-1]))} = {literal(value)}")
    return "\n".join(rows) + "\n"


def _end(rows: Sequence[str], start: int) -> tuple[int, str]:
    """After which line the value that begins at `start` ends, and the comment behind it with the space before it."""
    for end in range(start + 1, len(rows)):
        whole = "\n".join(rows[start:end])
        for cut in [*(found.start() for found in re.finditer(r"\s*#", whole)), len(whole)]:
            if _is_toml(whole[:cut]):
                return end, whole[cut:] if "\n" not in whole[cut:] else ""
    return len(rows), ""


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _at(tree: Any, path: Path) -> Any:  # noqa: ANN401 - as above
    for part in path:
        tree = tree[part]
    return tree


def _with(held: Any, path: Path, value: Any) -> Any:  # noqa: ANN401 - as above
    """What is held, with this value at the path inside it."""
    if not path:
        return value
    if isinstance(held, list):
        return [_with(one, path[1:], value) if place == path[0] else one for place, one in enumerate(held)]
    if not isinstance(held, dict):
        raise Wrong("edit-no-table", key=str(path[0]))
    return {**held, str(path[0]): _with(held.get(str(path[0]), {}), path[1:], value)}
