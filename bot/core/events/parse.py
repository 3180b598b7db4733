"""What organizers write down about an event, in a chat or in the campaign's file, read as a plan or refused."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.core.events.kind import Kind, Unit
from bot.core.events.kind_options import line_text
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.event import Plan
from bot.core.model.input.digits import figure
from bot.core.model.input.fields import YEARS
from bot.core.model.input.toml_form import nearest
from bot.core.model.local_time import instant
from bot.core.model.reply import Names, Text
from bot.core.model.schedule import HOUR, parse_duration

LONGEST = 366 * 24 * HOUR
NO_DAY = date(1, 1, 1)

_TOKEN = re.compile(r'(?P<name>[\w-]+)=(?:"(?P<a>[^"]*)"|“(?P<b>[^”]*)”|«(?P<c>[^»]*)»|(?P<d>\S*))|(?P<word>\S+)')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_GOAL = re.compile(r"[1-9]\d{0,8}|\d{1,2}(?:\.\d{1,2})?%|100%")


def read_plan(text: str, kinds: Mapping[str, Kind], languages: Collection[str], base: Plan | None = None) -> Plan:
    """The plan that `KIND DATE TIME [72h] [goal=N] [name=value …] [en="…"]` describes, or `base` with what is changed.

    What is not said has the kind's default, or stays as it is in `base`. Raises a Refusal that says what is wrong.
    """
    words, named = _tokens(text)
    plan = base if base is not None else _new(words, kinds)
    kind = kinds[plan.kind]
    day, clock, length = None, None, 0
    for word in map(figure, words):
        if _DAY.fullmatch(word):
            day = word
        elif _CLOCK.fullmatch(word):
            clock = word
        else:
            length = _length(word, kind)
    if base is None and (day is None or clock is None):
        raise Refusal(Text("event-no-time"), usage=True)
    plan = replace(plan, local=_local(day, clock, plan.local), length=length or plan.length)
    titles, options = dict(plan.title.by_language), dict(plan.options)
    for name, value in named:
        if name == "goal":
            plan = replace(plan, goal=read_goal(figure(value), kind))
        elif name in languages:
            titles[name] = _title(value)
        else:
            options[name] = _option(name, value, kind)
    plan = check_together(replace(plan, title=Names(titles), options=options), kind)
    return kind.fit(plan, length)


def check_together(plan: Plan, kind: Kind) -> Plan:
    """The plan, unless an option of it stands alone that only means something beside others; then a Refusal."""
    given = {name for name in kind.together if plan.options.get(name)}
    if given and len(given) < len(kind.together):
        raise Refusal(Text("event-together", {"names": ", ".join(kind.together)}))
    return plan


def check_time(plan: Plan, zone: str) -> datetime:
    """The UTC moment of a plan's start; refused where the local time does not exist."""
    try:
        return instant(plan.local, ZoneInfo(zone))
    except Wrong as gap:
        raise Refusal(Text("event-gap", {"given": f"{plan.local:%Y-%m-%d %H:%M}", **gap.values})) from None


def own_words(plan: Plan, kind: Kind) -> str:
    """A mark of everything in a plan that its organizers wrote themselves; "" where there is nothing."""
    words = {name: value for name, value in plan.options.items() if name in kind.options and kind.options[name].words}
    if not words and not plan.title.by_language:
        return ""
    whole = json.dumps([words, dict(plan.title.by_language)], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def _tokens(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    words: list[str] = []
    named: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(text):
        if found["word"]:
            words.append(found["word"])
        else:
            quoted = next((found[one] for one in "abcd" if found[one] is not None), "")
            named.append((found["name"].lower(), quoted))
    return words, named


def _new(words: list[str], kinds: Mapping[str, Kind]) -> Plan:
    word = words.pop(0).lower().replace("-", "_") if words else ""
    if word not in kinds:
        near = nearest(word, kinds)
        if near:
            raise Refusal(Text("event-no-kind-near", {"word": word, "near": near}), usage=True)
        raise Refusal(Text("event-no-kind", {"word": word or "—", "known": ", ".join(kinds)}), usage=True)
    return Plan(word, datetime.combine(NO_DAY, time()), int(kinds[word].length.total_seconds()))


def _local(day: str | None, clock: str | None, before: datetime) -> datetime:
    try:
        on = _day(day) if day else before.date()
        hour, _, minute = (clock or f"{before:%H:%M}").partition(":")
        at = time(int(hour), int(minute))
    except ValueError:
        raise Refusal(Text("event-bad-time", {"given": f"{day or ''} {clock or ''}".strip()}), usage=True) from None
    return datetime.combine(on, at)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def _length(word: str, kind: Kind) -> int:
    try:
        seconds = parse_duration(word)
    except ValueError:
        raise Refusal(Text("event-bad-word", {"word": word}), usage=True) from None
    if seconds > LONGEST or (kind.unit is Unit.HOURS and seconds % HOUR):
        raise Refusal(Text("event-bad-length", {"word": word}))
    return seconds


def read_goal(value: str, kind: Kind) -> str:
    """A goal as it is kept: a whole number above zero, or per cent where the kind allows it; else a Refusal."""
    wanted = value.replace(",", "")
    if not _GOAL.fullmatch(wanted) or (wanted.endswith("%") and not (kind.percent and Decimal(wanted[:-1]))):
        raise Refusal(Text("event-bad-goal-percent" if kind.percent else "event-bad-goal", {"given": value}))
    return wanted


def _title(value: str) -> str:
    try:
        return line_text(value)
    except ValueError:
        raise Refusal(Text("event-bad-title")) from None


def _option(name: str, value: str, kind: Kind) -> str:
    option = kind.options.get(name)
    if option is None:
        raise Refusal(Text("event-no-option", {"name": name, "known": ", ".join(["goal", *kind.options])}))
    try:
        return option.read(value)
    except (ValueError, ArithmeticError):
        raise Refusal(Text("event-bad-option", {"name": name, "given": value, "example": option.example})) from None
