"""What people do together at a time: every file beside this one that has a `KIND` is found by itself."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from bot.core.events.kind import Kind


def find() -> Mapping[str, Kind]:
    """The kinds of all files in this folder, by name.

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
