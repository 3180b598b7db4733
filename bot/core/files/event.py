"""Events and chapters in the campaign's file."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.events.kind import Kind, Unit
from bot.core.events.kind_options import LONGEST_LINE
from bot.core.events.parse import LONGEST, check_together, read_goal
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.event import Chapter, Plan
from bot.core.model.input.fields import line, matching, one_of, time
from bot.core.model.input.toml_form import Form, Key, Path
from bot.core.model.local_time import instant
from bot.core.model.reply import Names, Text, listed
from bot.core.model.schedule import HOUR, parse_duration

NAME, LONGEST_TEXT = 60, 400

_SLUG = re.compile(r"[a-z0-9-]{1,40}")


def event_keys(languages: Sequence[str], kinds: Mapping[str, Kind], own: str) -> Mapping[str, Key]:
    """The keys of a campaign's file that are about events; a text that stands for itself is in the language `own`."""

    def names(length: int) -> Mapping[str, Key]:
        return dict.fromkeys(languages, Key(Text("wanted-line", {"length": length}), line(length), default=""))

    # Files of earlier versions have longer titles than a chat may give: those are cut in Discord's calendar alone.
    events = {
        "slug": Key(Text("wanted-slug"), _slug),
        "kind": Key(Text("wanted-kind", {"kinds": listed(kinds)}), one_of(kinds)),
        "starts_at": Key(Text("wanted-time", {"example": "2026-12-01T20:00:00"}), time),
        "length": Key(Text("wanted-length", {"example": '"72h"'}), _length, default=0),
        "goal": Key(Text("wanted-goal", {"example": "10000"}), _text, default=""),
        "title": Key(Text("wanted-table"), _names, keys=names(LONGEST_LINE), default=Names({}), inline=own),
        "options": Key(Text("wanted-table"), _options, default={}),
    }
    chapters = {
        "slug": Key(Text("wanted-slug"), _slug),
        "name": Key(Text("wanted-table"), _names, keys=names(NAME), inline=own),
    }
    return {
        "events": Key(Text("wanted-tables"), rows=events, default=[]),
        "chapters": Key(Text("wanted-tables"), rows=chapters, default=[]),
    }


def read_events(
    form: Form, filled: Mapping[str, Any], kinds: Mapping[str, Kind], zone: str | None, targets: Collection[str]
) -> tuple[tuple[Plan, ...], tuple[Chapter, ...]]:
    """The events and chapters of what `event_keys` filled; every mistake is noted in the form.

    `targets` are the keys of the campaign's own pages: one of them would be shown as supporters and as a loss at once.
    """
    for name in ("events", "chapters"):
        _check_once(form, name, filled.get(name, []))
    rows = [row for row in filled.get("chapters", []) if row.keys() == {"slug", "name"}]
    chapters = tuple(Chapter(row["slug"], row["name"]) for row in rows)
    return tuple(_plans(form, filled.get("events", []), kinds, zone, targets)), chapters


def _plans(
    form: Form, rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind], zone: str | None, targets: Collection[str]
) -> Iterator[Plan]:
    for index, row in enumerate(rows):
        path: Path = ("events", index)
        if not {"slug", "kind", "starts_at", "length", "goal", "title", "options"} <= row.keys() or zone is None:
            continue
        kind = kinds[row["kind"]]
        local = _local(form, path, row["starts_at"], zone)
        length = row["length"] or int(kind.length.total_seconds())
        if kind.unit is Unit.HOURS and length % HOUR:
            form.wrong((*path, "length"), "mistake-whole-hours")
        options = _checked(form, path, row["options"], kind)
        if options.get("page") in targets:
            form.wrong((*path, "options", "page"), "mistake-event", why=Text("event-target-page"))
        plan = Plan(kind.name, local, length, "", row["title"], options, row["slug"])
        try:
            goal = read_goal(row["goal"], kind) if row["goal"] else ""
            plan = check_together(Plan(kind.name, local, length, goal, row["title"], options, row["slug"]), kind)
            plan = kind.set_length(plan, row["length"])
        except Refusal as refusal:
            form.wrong(path, "mistake-event", why=refusal.text)
        yield plan


def _local(form: Form, path: Path, given: datetime, zone: str) -> datetime:
    """The start on the campaign's clock; an offset that is written with it is converted."""
    place = ZoneInfo(zone)
    if given.tzinfo is not None:
        return given.astimezone(place).replace(tzinfo=None)
    try:
        instant(given, place)
    except Wrong as wrong:
        form.wrong((*path, "starts_at"), wrong.text_id, given=given.isoformat(), **wrong.values)
    return given


def _checked(form: Form, path: Path, given: Mapping[str, str], kind: Kind) -> dict[str, str]:
    options = {}
    for name, value in given.items():
        option = kind.options.get(name)
        if option is None:
            form.wrong((*path, "options", name), "mistake-unknown-far", known=listed(kind.options) or "—")
            continue
        try:
            options[name] = option.read(value)
        except (ValueError, ArithmeticError):
            form.wrong((*path, "options", name), "mistake-option", given=value, example=option.example)
    return options


def _check_once(form: Form, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    first: dict[str, Path] = {}
    for index, row in enumerate(rows):
        slug, path = row.get("slug", ""), (name, index, "slug")
        if slug and slug in first:
            form.wrong(path, "mistake-twice", given=slug, line=form.line(first[slug]))
        first.setdefault(slug, path)


def _slug(value: object) -> str:
    return matching(_SLUG, value)


def _names(by_language: Mapping[str, str]) -> Names:
    return Names({language: name for language, name in by_language.items() if name})


def _length(value: object) -> int:
    seconds = parse_duration(line(LONGEST_TEXT)(value))
    if seconds > LONGEST:
        raise ValueError
    return seconds


def _text(value: object) -> str:
    """A text, a number or a date as it would be typed."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | date):
        raise TypeError
    return line(LONGEST_TEXT)(str(value))


def _options(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return {str(name): _text(given) for name, given in value.items()}
