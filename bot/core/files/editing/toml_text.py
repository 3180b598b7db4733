"""Write values and tables as TOML, and read a single value."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
MINUTES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
"""A time without seconds, as people type it; TOML asks for seconds."""


def literal(value: Any) -> str:  # noqa: ANN401 - TOML is any of its types
    """A value as TOML writes it on one line. Raises TypeError for a value that TOML has not."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case str():
            # A string of JSON is a basic string of TOML, but for the one control character that JSON leaves.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case date() | time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case Mapping():
            return f"{{ {', '.join(f'{name_of(name)} = {literal(one)}' for name, one in value.items())} }}"
    raise TypeError(f"TOML has no {type(value).__name__}")


def document(tree: Mapping[str, Any]) -> str:
    """A TOML file of tables, and of arrays of tables whose rows stand on lines of their own."""
    parts = []
    for name, part in tree.items():
        rows = part if isinstance(part, list) else [part]
        header = f"[[{name}]]" if isinstance(part, list) else f"[{name}]"
        parts += [
            "\n".join([header, *(f"{name_of(key)} = {_long(value)}" for key, value in row.items())]) for row in rows
        ]
    return "\n\n".join(parts) + "\n"


def read_value(text: str) -> Any:  # noqa: ANN401 - as `literal`
    """The value that `text` is in TOML; ValueError where it is none, or more than one value."""
    try:
        tree = tomllib.loads(f"value = {text}", parse_float=Decimal)
    except RecursionError:
        raise ValueError(text) from None
    if tree.keys() != {"value"}:
        raise ValueError(text)
    return tree["value"]


def _long(value: Any) -> str:  # noqa: ANN401 - as `literal`
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        return "".join(["[\n", *(f"  {literal(one)},\n" for one in value), "]"])
    return literal(value)


def name_of(name: str) -> str:
    """The name of a key as TOML writes it: bare where that is possible."""
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
