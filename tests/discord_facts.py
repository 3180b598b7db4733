"""What Discord publishes of its HTTP API, as far as it is used here: is a request one that Discord would take?"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

_FACTS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_PATHS = {
    re.compile(re.escape(name).replace(r"\{\}", "[^/]+")): schema | {"schemas": _FACTS["schemas"]}
    for name, schema in _FACTS["requests"].items()
}


MOST_TEXT_OF_EMBEDS = 6000
"""Of all embeds of a message. Source: https://discord.com/developers/docs/resources/message#embed-object-embed-limits"""


def mistake(method: str, path: str, body: object) -> str:
    """What is wrong with a request, "" where nothing is or where nothing is published of it."""
    if isinstance(body, dict) and (size := sum(map(_text_of, body.get("embeds") or []))) > MOST_TEXT_OF_EMBEDS:
        return f"{method} {path}: the embeds hold {size} characters, more than {MOST_TEXT_OF_EMBEDS}"
    for pattern in _PATHS:
        if pattern.fullmatch(f"{method} {path}"):
            found = next(_validator(pattern.pattern).iter_errors(body), None)
            return "" if found is None else f"{method} {path}: {found.message} at {list(found.instance_path)}"[:500]
    return ""


def _text_of(embed: dict[str, Any]) -> int:
    parts = [embed, *embed.get("fields", []), embed.get("footer", {}), embed.get("author", {})]
    return sum(len(part.get(key, "")) for part in parts for key in ("title", "description", "name", "value", "text"))


@cache
def _validator(pattern: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(next(schema for name, schema in _PATHS.items() if name.pattern == pattern))
