"""What differs between two states of a campaign: shown, kept in the audit log, and taken back."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.core.events.from_file import load_planned
from bot.core.events.kind import EventKinds
from bot.core.files.editing.campaign_tree import tree_of
from bot.core.files.editing.toml_text import literal, read_value
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.colours import LIGHT, readable
from bot.core.model.privacy import KEY_NAME
from bot.core.model.reply import Text
from bot.core.model.source import Source
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act

CHANGED, LOADED, TAKEN_BACK = "campaign-changed", "campaign-loaded", "campaign-taken-back"
ACTS = frozenset({CHANGED, LOADED, TAKEN_BACK})
"""The acts of the audit log that changed a campaign: in the desk, by its file, and by taking one of them back."""

_PARAMETER = re.compile(rf"(?:^|&)([^=&]*{KEY_NAME})=[^&]", re.IGNORECASE)

Path: TypeAlias = tuple[str, ...]
Flat: TypeAlias = Mapping[Path, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A key of the campaign's file with its value before and after, each as TOML; None where it is not there."""

    path: Path
    before: str | None
    after: str | None

    @property
    def line(self) -> Text:
        """The change in words."""
        values = {"key": ".".join(self.path), "before": self.before or "—", "after": self.after or "—"}
        return Text("campaign-change", values)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log that changed the campaign; `number` counts these lines from 1."""

    number: int
    act: Act
    changes: tuple[Change, ...]


def flat(tree: Mapping[str, Any]) -> dict[Path, Any]:
    """Every value of a file by its path. A row of an array goes by its name, and the array's path holds these names."""
    return dict(_leaves(tree, ()))


def nested(values: Flat) -> dict[str, Any]:
    """The tables of the file that `flat` was given."""
    children: dict[Path, list[Path]] = {}
    for path in values:
        for depth in range(len(path)):
            known = children.setdefault(path[:depth], [])
            if path[: depth + 1] not in known:
                known.append(path[: depth + 1])

    def built(path: Path) -> Any:  # noqa: ANN401 - TOML is any of its types
        below = children.get(path, [])
        if path in values and path[-1] in _NAMES and isinstance(values[path], list):
            return [{**_identity(path, name), **table((*path, name))} for name in values[path]]
        return values[path] if not below else table(path)

    def table(path: Path) -> dict[str, Any]:
        return {one[-1]: built(one) for one in children.get(path, [])}

    return table(())


def changes(before: Campaign, after: Campaign, sources: Mapping[str, Source]) -> tuple[Change, ...]:
    """What differs, in the order of the file."""
    old, new = flat(tree_of(before, sources)), flat(tree_of(after, sources))
    pairs = ((path, _shown(old, path), _shown(new, path)) for path in {**old, **new})
    return tuple(Change(*pair) for pair in pairs if pair[1] != pair[2])


def taken_back(now: Flat, undone: Iterable[Change]) -> dict[Path, Any]:
    """The values with these changes undone. Raises Refusal where one of them was changed again since."""
    values = dict(now)
    for one in undone:
        here = _shown(values, one.path)
        before = None if one.before is None else read_value(one.before)
        if here != one.after and isinstance(before, list) and here is not None and one.after is not None:
            # Rows that others added meanwhile stay, those that others deleted stay away.
            after = read_value(one.after)
            kept = [name for name in values[one.path] if name in before or name not in after]
            before = kept + [name for name in before if name not in after and name not in kept]
        elif here != one.after:
            raise Refusal(Text("campaign-changed-since", {"key": ".".join(one.path)}))
        values.pop(one.path, None)
        if before is not None:
            values[one.path] = before
    return values


async def entries(tx: Transaction, slug: str) -> list[Entry]:
    """Every change of the campaign, newest first."""
    acts = await tx.audit.of(slug, ACTS)
    return [Entry(len(acts) - index, act, _read(act.about)) for index, act in enumerate(acts)]


async def change_campaign(
    tx: Transaction, after: Campaign, act: Act, sources: Mapping[str, Source], kinds: EventKinds, now: datetime
) -> int:
    """Store a campaign that was stored before, and write what changed into the audit log as `act`.

    Returns the number of the change, 0 where nothing changed. Raises a Refusal for a logo that is not stored.
    """
    for logo in after.logos:
        if await tx.pictures.get(logo) is None:
            raise Refusal(Text("logo-unknown"))
    stored = await tx.campaigns.get(after.slug)
    found = changes(stored, after, sources) if stored else ()
    await tx.campaigns.save(after, now)
    await load_planned(tx, after, kinds, now)
    if not found:
        return 0
    number = len(await entries(tx, after.slug)) + 1
    written = json.dumps([[one.path, one.before, one.after] for one in found], ensure_ascii=False)
    await tx.audit.write(replace(act, about=f"{number} {written}"))
    return number


def edited_in_desk(known: Sequence[Entry], found: Iterable[Change]) -> list[Change]:
    """Those of `found` whose key was last changed in the desk; `known` are the campaign's changes, newest first."""
    last: dict[Path, str] = {}
    for entry in known:
        for one in entry.changes:
            last.setdefault(one.path, entry.act.act)
    return [one for one in found if last.get(one.path, LOADED) != LOADED]


_NAMES = frozenset({"targets", "pages", "events", "chapters"})


def _leaves(value: Any, path: Path) -> Iterable[tuple[Path, Any]]:  # noqa: ANN401 - TOML is any of its types
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _leaves(one, (*path, name))
    elif isinstance(value, list) and path[-1] in _NAMES:
        named = [(_name(row), row) for row in value]
        yield path, [name for name, _ in named]
        for name, row in named:
            yield from _leaves(
                {key: one for key, one in row.items() if key not in _identity(path, name)}, (*path, name)
            )
    else:
        yield path, value


def _name(row: Mapping[str, Any]) -> str:
    return str(row["slug"]) if "slug" in row else f"{row['source']}:{row['handle']}"


def _identity(path: Path, name: str) -> dict[str, Any]:
    """The keys that a row's name stands for."""
    if path[-1] != "pages":
        return {"slug": name}
    source, _, handle = name.partition(":")
    return {"source": source, "handle": handle}


def _shown(values: Flat, path: Path) -> str | None:
    return literal(values[path]) if path in values else None


def _read(about: str) -> tuple[Change, ...]:
    return tuple(Change(tuple(path), before, after) for path, before, after in json.loads(about.partition(" ")[2]))


def corrected_accent(campaign: Campaign) -> list[Text]:
    """Which shade the page shows in place of an accent colour that could not be read on it by day.

    No colour has enough contrast by day and in the dark, so that the dark page always has a shade of its own: that is
    nothing to tell.
    """
    shown = readable(campaign.accent, LIGHT) if campaign.accent else ""
    if shown == campaign.accent:
        return []
    return [Text("accent-corrected", {"given": campaign.accent, "shown": shown})]


def shown_keys(campaign: Campaign) -> list[Text]:
    """What looks like a key in the addresses of the campaign's pages, which everybody can read; a text for each."""
    found = []
    for target in campaign.targets:
        names = [name for page in target.pages for name in _PARAMETER.findall(urlsplit(page.handle).query)]
        found += [(target.name, name) for name in dict.fromkeys(names)]
    example = 'header = "X-Api-Key"'
    return [Text("address-key", {"company": company, "name": name, "example": example}) for company, name in found]
