"""Counts in JSON, in the shapes in which programs write them: objects, lists of pairs, times as keys, and nested."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[object]]]
"""The names of the columns, none where nothing names them, and the rows."""

PAIR = 2
FIRST_MOMENT = 10**9
"""Seconds since 1970 have ten digits since 2001; of a pair of numbers it is the moment that has them."""
_PAIRS = ("page", "time", "count")


def read_table(text: str) -> Table | None:
    """The rows of a JSON text, or of one with a value in each line; None for a shape that has no rows of counts.

    Raises ValueError for what is no JSON, and RecursionError for what is nested too deep.
    """
    try:
        data = json.loads(text)
    except ValueError:
        # A value a line is not one JSON text.
        data = [json.loads(line) for line in text.splitlines() if line.strip()]
    return _table(data)


def _table(data: Any) -> Table | None:  # noqa: ANN401 - JSON is any of its types
    if isinstance(data, dict):
        return _of_object(data)
    if not isinstance(data, list):
        return None
    if all(isinstance(one, dict) for one in data):
        return _of_holders(data) or _of_objects(data)
    if all(isinstance(one, list) and not any(isinstance(cell, list | dict) for cell in one) for one in data):
        return (), data
    return None


def _of_object(data: Mapping[str, Any]) -> Table | None:
    """One object: of times, of pages, of columns, around the rows, or a row itself."""
    if data and all(key[:1].isdigit() for key in data):
        if all(isinstance(value, dict) for value in data.values()):
            return _of_objects([{"time": time} | value for time, value in data.items()])
        return (), list(data.items())
    inner = {key: value for key, value in data.items() if isinstance(value, list | dict) and value}
    lists = [value for value in inner.values() if isinstance(value, list)]
    if len(lists) > 1 and not any(isinstance(one, list | dict) for value in lists for one in value):
        # A list for each column.
        same = len({len(value) for value in lists}) == 1
        return ([*inner], list(zip(*lists, strict=True))) if same and len(lists) == len(inner) else None
    tables = {key: table for key, value in inner.items() if (table := _nested(value)) is not None}
    if not tables:
        return _of_objects([data])
    if len(tables) == 1:
        return next(iter(tables.values()))
    return _named(tables)


def _nested(data: Any) -> Table | None:  # noqa: ANN401 - as above
    """The rows inside another object; a plain object there is no table of its own, but a part of its row."""
    if isinstance(data, dict) and not any(isinstance(value, list | dict) for value in data.values()):
        return _of_object(data) if all(key[:1].isdigit() for key in data) else None
    return _table(data)


def _named(tables: Mapping[str, Table]) -> Table:
    """Several tables as one, each under the name of the page that it is of."""
    if all(not names and all(len(row) == PAIR for row in rows) for names, rows in tables.values()):
        return _PAIRS, [(key, *_in_order(row)) for key, (_, rows) in tables.items() for row in rows]
    names = list(dict.fromkeys(name for names, _ in tables.values() for name in names))
    rows = [
        {"page": key} | dict(zip(own, row, strict=True)) for key, (own, rows) in tables.items() for row in rows
    ]  # fmt: skip
    return ["page", *names], [[row.get(name) for name in ("page", *names)] for row in rows]


def _in_order(pair: Sequence[object]) -> Sequence[object]:
    """A pair with its moment first: a text, or the larger number of seconds since 1970."""
    first, second = pair
    turned = isinstance(first, int | float) and isinstance(second, str) and not second.isdigit()
    if isinstance(first, int | float) and isinstance(second, int | float):
        turned = first < FIRST_MOMENT <= second
    return (second, first) if turned else pair


def _of_objects(objects: Sequence[Mapping[str, Any]]) -> Table:
    """A list of objects: the first row names the keys of all, those of objects inside them with a dot."""
    flat = [dict(_flat(one)) for one in objects]
    keys = list(dict.fromkeys(key for one in flat for key in one))
    return keys, [[one.get(key) for key in keys] for one in flat]


def _of_holders(objects: Sequence[Mapping[str, Any]]) -> Table | None:
    """Objects that hold rows each, such as pages with their history: every row with what stands around it.

    None where they are rows themselves: the numbers stand in them, or the lists inside have none.
    """
    names: list[str] = []
    made: list[Mapping[str, object]] = []
    for one in objects:
        inner = [value for value in one.values() if isinstance(value, list)]
        outer = {key: value for key, value in _flat(one) if not isinstance(value, list)}
        table = _table(inner[0]) if len(inner) == 1 and inner[0] else None
        if table is None or any(_is_number(value) and not key.endswith("id") for key, value in outer.items()):
            return None
        heads, rows = table
        if not heads and all(len(row) == PAIR for row in rows):
            heads, rows = _PAIRS[1:], [_in_order(row) for row in rows]
        if not heads or not all(any(map(_is_number, row)) for row in rows):
            return None
        names += [key for key in (*outer, *heads) if key not in names]
        made += [outer | dict(zip(heads, row, strict=True)) for row in rows]
    return (names, [[row.get(name) for name in names] for row in made]) if made else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _flat(data: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in data.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value
