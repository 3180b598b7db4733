"""The places that counts come from: every file beside this one that has a `SOURCE` is found by itself."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from bot.core.model.source import Source


def find() -> Mapping[str, Source]:
    """The sources of all files in this folder, by name.

    Raises AttributeError for a file without a `SOURCE`, and ValueError where the source is not named as its file.
    """
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__):
        source: Source = importlib.import_module(f"{__name__}.{module.name}").SOURCE
        if source.name != module.name:
            raise ValueError(f"bot/sources/{module.name}.py: its source is named {source.name!r}")
        found[source.name] = source
    return MappingProxyType(found)


SOURCES = find()
