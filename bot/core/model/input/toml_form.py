"""Read a TOML file against a table of known keys, and report all mistakes at once, each with its line."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from bot.core.model.errors import Wrong
from bot.core.model.input.letters import JOINER
from bot.core.model.reply import Text, Value, listed

REQUIRED = object()
NEAR = 0.6
SHOWN = 60

Path: TypeAlias = tuple[str | int, ...]

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"\s*({DOTTED})\s*=\s*(\[?)")
_COMMA = re.compile(r"(=\s*\d+),(\d+)(?=\s*(?:[,}#\]]|$))")
_SYNTAX_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")


class Mistakes(Exception):  # noqa: N818 - they are the writer's, not the program's
    """A file that is refused; `texts` holds one sentence per mistake, in the order of its lines.

    `paths` holds the key that each is about, () where it is about none.
    """

    def __init__(self, texts: Iterable[Text], paths: Iterable[Path] = ()) -> None:
        self.texts = tuple(texts)
        self.paths = tuple(paths) or ((),) * len(self.texts)
        super().__init__(", ".join(text.id for text in self.texts))


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. `wanted` says what its value should be.

    A value is read by `read`, which gives it as the program keeps it or raises TypeError or ValueError (or Wrong,
    where there is more to say); a table by its `keys`; an array of tables by the keys of its `rows`. Without a
    `default` the key must be there. A table with an `inline` key may be written as that key's value alone.
    """

    wanted: Text
    read: Callable[[Any], Any] | None = None
    keys: Mapping[str, "Key"] | None = None
    rows: Mapping[str, "Key"] | None = None
    default: Any = REQUIRED
    inline: str = ""


class Form:
    """A TOML text being read: its parsed tree, the lines of its keys, and the mistakes found so far."""

    def __init__(self, text: str) -> None:
        """Raises Mistakes where the text is not TOML."""
        self.tree = _toml(text)
        self._lines = lines(text)
        self._found: list[tuple[int, Path, Text]] = []

    def table(self, table: Mapping[str, Any], keys: Mapping[str, Key], path: Path = ()) -> dict[str, Any]:
        """The values of a table; a key whose value is wrong is left out, and its mistake noted."""
        misspelt = set()
        for name in table.keys() - keys.keys():
            near = nearest(name, keys)
            misspelt.add(near)
            inside = next((outer for outer, key in keys.items() if key.keys and name in key.keys), "")
            if inside and not isinstance(table[name], dict | list):
                self.wrong((*path, name), "mistake-unknown-inside", example=_inside(table, name, inside, keys[inside]))
            elif near:
                self.wrong((*path, name), "mistake-unknown", near=near)
            else:
                self.wrong((*path, name), "mistake-unknown-far", known=listed(keys))
        filled = {}
        for name, key in keys.items():
            if name not in table:
                # A key that is there under nearly its name is not said to be missing too.
                if key.default is REQUIRED and name not in misspelt:
                    self.wrong((*path, name), "mistake-missing", wanted=key.wanted)
                elif key.default is not REQUIRED:
                    filled[name] = key.default
                continue
            try:
                filled[name] = self._value(table[name], key, (*path, name))
            except Wrong as wrong:
                self.wrong((*path, name), wrong.text_id, given=_shown(table[name]), **wrong.values)
            except (TypeError, ValueError):
                self.wrong((*path, name), "mistake-value", given=_shown(table[name]), wanted=key.wanted)
        return filled

    def wrong(self, path: Path, text_id: str, **values: Value) -> None:
        """Note a mistake at a key; its sentence is `text_id` with `where` and `values`."""
        line = self.line(path)
        where = Text("file-line", {"line": line, "key": _dotted(path)})
        self._found.append((line, path, Text(text_id, {"where": where, **values})))

    def at(self, path: Path) -> Any:  # noqa: ANN401 - TOML is any of its types
        """The value at a path; an empty table if the key is missing."""
        said: Any = self.tree
        for part in path:
            said = said[part] if isinstance(part, int) else said.get(part, {})
        return said

    def line(self, path: Path) -> int:
        """The line of a key, or of the nearest table around it that has one; 1 for the whole file."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def close(self) -> None:
        """Raise all Mistakes that were found, if any."""
        if self._found:
            found = sorted(self._found, key=lambda one: one[0])
            raise Mistakes((text for _, _, text in found), (path for _, path, _ in found))

    def _value(self, value: Any, key: Key, path: Path) -> Any:  # noqa: ANN401 - TOML is any of its types
        if key.rows is not None:
            if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
                raise TypeError
            return [self.table(row, key.rows, (*path, index)) for index, row in enumerate(value)]
        if key.keys is not None:
            if key.inline and not isinstance(value, dict | list):
                value = {key.inline: value}
            if not isinstance(value, dict):
                raise TypeError
            value = self.table(value, key.keys, path)
        return value if key.read is None else key.read(value)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is most like, "" if it is like none."""
    by_small = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower(), by_small, n=1, cutoff=NEAR)
    return by_small[near[0]] if near else ""


def lines(text: str) -> dict[Path, int]:
    """In which line each key and table of a TOML text stands; keys of an inline table stand where it begins."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    array: Path = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not quote:
            if header := _HEADER.fullmatch(line):
                table, array = _enter(_parts(header[2]), counts, rows=header[1] == "[["), ()
                found.setdefault(table, number)
                if header[1] == "[[":
                    found.setdefault(table[:-1], number)
            elif key := _KEY.match(line):
                path = (*table, *_parts(key[1]))
                found[path] = number
                array = path if key[2] else ()
            elif array and line.lstrip().startswith("{"):
                index = counts[array] = counts.get(array, -1) + 1
                found[*array, index] = number
        quote = _open_quote(line, quote)
    return found


def _toml(text: str) -> dict[str, Any]:
    try:
        # An example that was copied from an answer keeps its joiners.
        return tomllib.loads(text.replace(JOINER, ""), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        reason = str(error)
        at = _SYNTAX_AT.search(reason)
        line, column = (int(at[1]), int(at[2])) if at and at[1] else (max(len(text.splitlines()), 1), 1)
        written = text.splitlines()[line - 1] if at and at[1] and line <= len(text.splitlines()) else ""
        if _COMMA.search(written):
            right = _COMMA.sub(r"\1.\2", written).strip()
            raise Mistakes([Text("mistake-comma", {"line": line, "example": right})]) from None
        said = _SYNTAX_AT.sub("", reason)
        raise Mistakes([Text("mistake-syntax", {"line": line, "column": column, "reason": f"({said})"})]) from None


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, dotted))


def _enter(parts: Path, counts: dict[Path, int], *, rows: bool) -> Path:
    """The path of a table's header, with the index of every array of tables that it lies in."""
    path: Path = ()
    for place, part in enumerate(parts, start=1):
        path = (*path, part)
        if rows and place == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _open_quote(line: str, quote: str) -> str:
    """The sign of the string over several lines that is still open after `line`, "" if none is."""
    for sign in re.findall(r'"""|\'\'\'', line):
        quote = "" if sign == quote else quote or sign
    return quote


def _dotted(path: Path) -> str:
    """`targets[2].pages[1].handle`: as people count, from one."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _inside(table: Mapping[str, Any], name: str, outer: str, key: Key) -> str:
    """The line that has a key in the table where it belongs, beside what that one says already."""
    said = table.get(outer, {})
    rest = said if isinstance(said, dict) else {key.inline: said}
    values = {**rest, name: table[name]}
    return f"{outer} = {{ {', '.join(f'{one} = {_shown(value)}' for one, value in values.items())} }}"


def _shown(value: Any) -> str:  # noqa: ANN401 - TOML is any of its types
    """A value as it may be shown: short, on one line, without invisible signs."""
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        shown = shown.lower()
    if isinstance(value, dict | list):
        shown = "{…}" if isinstance(value, dict) else "[…]"
    visible = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in shown)
    return visible if len(visible) <= SHOWN else f"{visible[:SHOWN]}…"
