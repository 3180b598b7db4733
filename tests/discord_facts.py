"""What Discord publishes of its HTTP API, as far as it is used here: is a request one that Discord would take?"""

import json
import re
from functools import cache
from pathlib import Path

import jsonschema_rs

_FACTS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_PATHS = {
    re.compile(re.escape(name).replace(r"\{\}", "[^/]+")): schema | {"schemas": _FACTS["schemas"]}
    for name, schema in _FACTS["requests"].items()
}


def mistake(method: str, path: str, body: object) -> str:
    """What is wrong with a request, "" where nothing is or where nothing is published of it."""
    for pattern in _PATHS:
        if pattern.fullmatch(f"{method} {path}"):
            found = next(_validator(pattern.pattern).iter_errors(body), None)
            return "" if found is None else f"{method} {path}: {found.message} at {list(found.instance_path)}"[:500]
    return ""


@cache
def _validator(pattern: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(next(schema for name, schema in _PATHS.items() if name.pattern == pattern))
