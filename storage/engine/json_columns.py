"""Campaigns, calls and events as JSON documents, so that a new field needs no new column."""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from bot.core.model.call import Script
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event

T = TypeVar("T")

STORED_AS: Mapping[tuple[type, str], str] = {
    (Campaign, "value_per_unit"): "value_per_like",
    (Event, "announced_milestones"): "marks",
    (Event, "announced_plan"): "told",
    (Event, "change_due_at"): "tell_at",
}
"""The key in the document of a field that was renamed after a release; any other field is stored under its name."""


def write(value: Campaign | Script | Event) -> str:
    """Write a campaign, a call's script or an event as JSON, without ids that the store assigns (`Page.id`)."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=256)
def read(document: str) -> Campaign:
    """Read the campaign that `write` wrote, with every page's id 0.

    Missing keys take the field's default and unknown keys are ignored, so documents of older and newer versions can be
    read. Raises TypeError where a field without a default is missing.
    """
    campaign: Campaign = _typed(Campaign, json.loads(document))
    return campaign


def read_as(kind: type[T], document: str) -> T:
    """Read the value of this class that `write` wrote; raises as `read` does."""
    value: T = _typed(kind, json.loads(document))
    return value


def _key(kind: type, name: str) -> str:
    return STORED_AS.get((kind, name), name)


def _stored(kind: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401 - any dataclass
    return tuple(f for f in fields(kind) if f.compare or f.metadata.get("stored"))


def _plain(value: object) -> Any:  # noqa: ANN401 - any value that JSON has
    match value:
        case None | int() | float() | str():
            return value
        case Decimal():
            return str(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple():
            return [_plain(item) for item in value]
    if not is_dataclass(value):
        raise TypeError(f"a campaign's document cannot hold a {type(value).__name__}")
    return {_key(type(value), f.name): _plain(getattr(value, f.name)) for f in _stored(type(value))}


def _typed(hint: Any, plain: Any) -> Any:  # noqa: ANN401 - any type of a campaign's fields, from any of JSON's
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union}:
        return None if plain is None else _typed(next(kind for kind in arguments if kind is not type(None)), plain)
    if origin is tuple:
        return tuple(_typed(arguments[0], item) for item in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _typed(arguments[1], item) for key, item in plain.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        hints = typing.get_type_hints(hint)
        keys = {f.name: _key(hint, f.name) for f in _stored(hint)}
        return hint(**{name: _typed(hints[name], plain[key]) for name, key in keys.items() if key in plain})
    if issubclass(hint, date | time):
        return hint.fromisoformat(plain)
    return hint(plain) if issubclass(hint, Decimal | Enum) else plain
