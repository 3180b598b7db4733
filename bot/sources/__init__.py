"""Sources of counts: every module in this folder defines a `SOURCE` and is found automatically."""

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
# What most campaigns begin with stands first in docs/sources.md.
FIRST = ("facebook", "manual")


def described() -> str:
    """All sources as Markdown, for docs/sources.md."""
    order = sorted(SOURCES.values(), key=lambda source: (source.name not in FIRST, source.name))
    return "\n".join(_about(source) for source in order)


def _about(source: Source) -> str:
    key = next((one.name for one in source.settings if one.secret and not one.optional), "")
    forms = ", ".join(f"`{typed.strip()}`" for typed, _ in source.examples)
    rows = [
        ("what is counted", source.counts),
        ("a handle is typed as", forms),
        ("and stored as", ", ".join(dict.fromkeys(f"`{stored}`" for _, stored in source.examples))),
        ("key needed", f"yes, `{key}`" if key else "no"),
        ("rounding", source.rounding),
        ("limits", source.limits),
        ("pages in one request", str(source.batch) if source.read else "none"),
        *((f"`{one.name}` in the campaign file", f"{one.about}, such as `{one.example}`") for one in source.options),
        *(
            [("price", f"{source.price.amount} {source.price.currency} for a reading of a page")]
            if source.price
            else ()
        ),
        *([("what may go wrong", source.trouble)] if source.trouble else ()),
        *((f"`{one.name}`", one.about + (f" (`{one.default}`)" if one.default else "")) for one in source.settings),
    ]
    table = "\n".join(f"| {name} | {value.replace('|', '&#124;')} |" for name, value in rows)
    return f"## {source.name}\n\n| | |\n|---|---|\n{table}\n"
