"""A campaign's file as the fields of a form, made from the same keys that the file is checked with."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.files.editing.toml_text import MINUTES, literal, read_value
from bot.core.model.errors import Wrong
from bot.core.model.input.fields import day, time
from bot.core.model.input.toml_form import REQUIRED, Key
from bot.core.model.reply import Listed

MOST_ROWS = 200
REMOVE = "remove"
# Values of `wanted` that name all that may be picked.
_CHOICES = ("known", "sources", "kinds", "languages")
_OLDER = frozenset({"value_per_like"})
_ROW = r"\.(\d+)\."


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `name` is its place in the file (`targets.0.slug`), `label` its key, `kind` the type of its input."""

    name: str
    label: str
    value: str
    kind: str
    choices: tuple[str, ...]
    example: str
    required: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together: a table, or one row of an array (`row` from 0; `new` where it is not there yet)."""

    name: str
    label: str
    fields: tuple[Field, ...]
    groups: tuple["Group", ...]
    row: int | None = None
    new: bool = False


def fields_of(tree: Mapping[str, Any], keys: Mapping[str, Key], path: str = "") -> dict[str, str]:
    """What stands in the fields for the tables of a file."""
    found: dict[str, str] = {}
    for name, value in tree.items():
        key, here = keys[name], f"{path}{name}"
        if key.rows is not None:
            for index, row in enumerate(value):
                found |= fields_of(row, key.rows, f"{here}.{index}.")
        elif key.keys is not None:
            found |= fields_of(value, key.keys, f"{here}.")
        else:
            found[here] = value if isinstance(value, str) else literal(value)
    return found


def groups_of(
    keys: Mapping[str, Key], fields: Mapping[str, str], path: str = "", languages: Sequence[str] = ()
) -> tuple[Group, ...]:
    """The tables and rows of a file as groups of fields; every array ends with a row that is still empty.

    What is written in several languages has its fields in the order of `languages`.
    """
    groups: list[Group] = []
    for name, key in keys.items():
        here = f"{path}{name}"
        if key.rows is not None:
            count = _rows(fields, here)
            groups += [
                Group(
                    f"{here}.{row}", name, *_parts(key.rows, fields, f"{here}.{row}.", languages), row, new=row == count
                )
                for row in range(count + 1)
            ]
        elif key.keys is not None:
            groups.append(Group(here, name, *_parts(key.keys, fields, f"{here}.", languages)))
    return tuple(groups)


def tree_from(keys: Mapping[str, Key], fields: Mapping[str, str], path: str = "") -> dict[str, Any]:
    """The tables of the file that the fields describe: empty fields and empty or removed rows are left out."""
    tree: dict[str, Any] = {}
    for name, key in keys.items():
        here = f"{path}{name}"
        value: Any = None
        if key.rows is not None:
            value = [one for _, one in _kept_rows(key.rows, fields, here)] or None
        elif key.keys is not None:
            value = tree_from(key.keys, fields, f"{here}.") or None
        elif fields.get(here):
            value = _value(fields[here], key)
        if value is not None:
            tree[name] = value
    return tree


def renumbered(keys: Mapping[str, Key], fields: Mapping[str, str], path: str = "", new: str = "") -> dict[str, str]:
    """The fields with their rows numbered as in the file of `tree_from`: without those that are empty or removed."""
    kept: dict[str, str] = {}
    for name, key in keys.items():
        here, there = f"{path}{name}", f"{new}{name}"
        if key.rows is not None:
            for number, (row, _) in enumerate(_kept_rows(key.rows, fields, here)):
                kept |= renumbered(key.rows, fields, f"{here}.{row}.", f"{there}.{number}.")
        elif key.keys is not None:
            kept |= renumbered(key.keys, fields, f"{here}.", f"{there}.")
        elif here in fields:
            kept[there] = fields[here]
    return kept


def every_field(groups: Iterable[Group], *, new: bool = False) -> Iterator[Field]:
    """Every field of these groups and of those inside them; those of rows that are still empty with `new` alone."""
    for group in groups:
        if new or not group.new:
            yield from group.fields
            yield from every_field(group.groups, new=new)


def is_filled(group: Group) -> bool:
    """Whether anything stands in a field of the group."""
    return any(field.value for field in group.fields) or any(map(is_filled, group.groups))


def _parts(
    keys: Mapping[str, Key], fields: Mapping[str, str], path: str, languages: Sequence[str]
) -> tuple[tuple[Field, ...], tuple[Group, ...]]:
    plain = {name: key for name, key in keys.items() if key.keys is None and key.rows is None and name not in _OLDER}
    made = tuple(_field(name, key, fields.get(f"{path}{name}", ""), path) for name, key in plain.items())
    ordered = sorted(made, key=lambda one: languages.index(one.label) if one.label in languages else -1)
    return tuple(ordered), groups_of(keys, fields, path, languages)


def _field(name: str, key: Key, value: str, path: str) -> Field:
    given = key.wanted.values
    offered = next((given[one] for one in _CHOICES if one in given), "")
    choices = tuple(map(str, offered.values)) if isinstance(offered, Listed) else (str(offered),) if offered else ()
    kind = "datetime-local" if key.read is time else "date" if key.read is day else "text"
    if kind == "datetime-local" and value and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", value):
        kind = "text"
    example = str(given.get("example", "")).strip('"')
    return Field(f"{path}{name}", name, value, kind, choices, example, key.default is REQUIRED)


def _rows(fields: Mapping[str, str], path: str) -> int:
    """How many rows of an array have a field with something in it."""
    numbers = (re.match(re.escape(path) + _ROW, name) for name, value in fields.items() if value)
    found = [int(one[1]) for one in numbers if one and len(one[1]) <= len(str(MOST_ROWS))]
    return min(max(found, default=-1) + 1, MOST_ROWS)


def _kept_rows(keys: Mapping[str, Key], fields: Mapping[str, str], path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of an array with something in them that are not removed: the number of each, and its table."""
    for row in range(_rows(fields, path)):
        if not fields.get(f"{path}.{row}.{REMOVE}") and (table := tree_from(keys, fields, f"{path}.{row}.")):
            yield row, table


def _value(text: str, key: Key) -> Any:  # noqa: ANN401 - TOML is any of its types
    """The value that somebody means: as it stands, or as TOML; what fits the key wins."""
    if MINUTES.fullmatch(text) and key.read is time:
        text = f"{text}:00"
    try:
        written = read_value(text)
    except ValueError:
        return text
    either = (text, written) if isinstance(written, str) else (written, text)
    return next((one for one in either if _fits(one, key)), written)


def _fits(value: Any, key: Key) -> bool:  # noqa: ANN401 - as `_value`
    try:
        return key.read is not None and key.read(value) is not None
    except (TypeError, ValueError, ArithmeticError, Wrong):
        return False
