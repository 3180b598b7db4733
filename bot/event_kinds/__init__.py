"""Kinds of events: every module in this package defines one as `KIND`, and is registered automatically."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from bot.core.events.kind import Kind


def find() -> Mapping[str, Kind]:
    """Load the kinds of all modules in this package, by name.

    Raises AttributeError for a file without a `KIND`, and ValueError where the kind is not named as its file.
    """
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(__path__):
        kind: Kind = importlib.import_module(f"{__name__}.{module.name}").KIND
        if kind.name != module.name:
            raise ValueError(f"bot/event_kinds/{module.name}.py: its kind is named {kind.name!r}")
        found[kind.name] = kind
    return MappingProxyType(found)


KINDS = find()
