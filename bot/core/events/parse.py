"""Parses plans of events, from a chat or from the campaign's file."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.core.events.kind import Kind, Unit
from bot.core.events.kind_options import line_text
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.event import Plan
from bot.core.model.input.clock_words import NOON, BadTimeError
from bot.core.model.input.digits import figure, without_gaps
from bot.core.model.input.from_now import clock_or_length, read_shift, short_lengths, spelled_out
from bot.core.model.input.span_words import with_length
from bot.core.model.input.toml_form import nearest
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import LINKS, MOST_WORDS, When, read_when
from bot.core.model.limits import LONGEST_EVENT_TITLE
from bot.core.model.local_time import instant, to_utc
from bot.core.model.reply import Button, Moment, Names, Text, listed
from bot.core.model.schedule import HOUR, parse_duration

LONGEST = 366 * 24 * HOUR
NO_DAY = date(1, 1, 1)
MOST_TIMES = 3
EVENING_HOURS = (20, 18, 21)
"""What is offered where a day is named without a time."""

_TOKEN = re.compile(
    r'(?P<name>[\w-]+)=(?:"(?P<a>[^"]*)"|“(?P<b>[^”]*)”|«(?P<c>[^»]*)»|(?P<d>\d{1,3}(?:\s\d{3}(?!\S))+|\S*))|(?P<word>\S+)'
)
_GOAL = re.compile(r"[1-9]\d{0,8}|\d{1,2}(?:\.\d{1,2})?%|100%")


class MissingOptionError(Refusal):
    """A plan lacks the option `name`, which its kind requires."""

    def __init__(self, name: str, kind: Kind) -> None:
        super().__init__(Text("event-needs-option", {"name": name, "example": kind.options[name].example}))
        self.name = name


class WhichDayError(Refusal):
    """A new event's words name a week and no time: `days` are those of it that are ahead, `kind` all else they say.

    `kind` is "" where more was said.
    """

    def __init__(self, week: str, days: Sequence[datetime], kind: str) -> None:
        super().__init__(Text("when-week", {"given": week, "example": f"{days[0]:%Y-%m-%d}"}), usage=True)
        self.days, self.kind = tuple(days), kind


@dataclass(frozen=True, slots=True)
class Reading:
    """The context of parsing: the present time, the time zone, and the words of all languages.

    `moves`: the words give a new time, so `20h` alone is a time of day, and `by 2 hours` moves the start by that; else
    hours are a length unless a day is next to them.
    """

    now: datetime
    zone: str
    vocabulary: Vocabulary
    moves: bool = False


def read_plans(
    text: str, kinds: Mapping[str, Kind], languages: Collection[str], reading: Reading, base: Plan | None = None
) -> tuple[Plan, ...]:
    """Parse `KIND DAY TIME [72h] [goal=N] [name=value …] [en="…"]` into plans, or changes of `base`.

    Returns one plan for each meaning of an ambiguous date such as 05/03. Missing values come from `base`, else from the
    kind's defaults. Raises a Refusal that says what is wrong.
    """
    words, named = _tokens(text)
    if len(words) > MOST_WORDS:
        raise Refusal(Text("event-bad-time", {"given": f"{' '.join(words[:5])} …"}), usage=True)
    plan = base if base is not None else _new(words, kinds)
    kind = kinds[plan.kind]
    starts, rest = _starts(words, plan, reading, new=base is None, alone=not named)
    length = 0
    # A bare number is no length: the word beside it is the one that is not understood.
    for word in sorted(rest, key=lambda word: figure(word).isdecimal()):
        length = read_length(word, kind)
    plan = replace(plan, length=length or plan.length)
    titles, options = dict(plan.title.by_language), dict(plan.options)
    for name, value in named:
        if name == "goal":
            plan = replace(plan, goal=read_goal(figure(value), kind))
        elif name in languages:
            titles[name] = read_title(value)
        else:
            options[name] = read_option(name, value, kind)
    plan = check_together(replace(plan, title=Names(titles), options=options), kind)
    return tuple(kind.set_length(replace(plan, local=start), length) for start in starts)


def _starts(
    words: Sequence[str], plan: Plan, reading: Reading, *, new: bool, alone: bool
) -> tuple[list[datetime], tuple[str, ...]]:  # fmt: skip
    """The possible local start times, and the words that are not part of a time; `alone`: nothing else was said."""
    before = plan.local
    place = ZoneInfo(reading.zone)
    moved, surely = _moved(words, before, reading)
    if surely:
        return moved, ()
    try:
        today = reading.now.astimezone(place).date()
        words = spelled_out(words, reading.now, place, reading.vocabulary)
        if reading.moves and len(words) > 1 and reading.vocabulary.means(words[0], "moved-to"):
            # Moved "au 7": "au" is no end here, and has the "le" of the day in it.
            words = ["the", *words[1:]] if reading.vocabulary.means(words[0], "the") else _after_to(words, reading)
        words = with_length(words, today, reading.vocabulary, None if new else before)
        when = read_when(words, today, reading.vocabulary)
    except BadTimeError as bad:
        raise Refusal(Text("event-bad-time", {"given": str(bad)}), usage=True) from None
    rest = short_lengths(when.rest, reading.vocabulary)
    unlinked = [word for word in rest if not reading.vocabulary.meaning(word, LINKS)]
    when = replace(when, rest=tuple(unlinked if unlinked or reading.moves else rest))
    if when.hours and not when.days and not new and not reading.moves:
        when = replace(
            when, clock=None, also=timedelta(), rest=(*short_lengths([when.hours], reading.vocabulary), *when.rest)
        )
    if new and (when.clock is None or not when.days):
        # An unknown word is reported before a missing time, because it is the likely cause; a bare number is not.
        for word in when.rest:
            if not figure(word).isdecimal():
                _seconds(word)
        raise _incomplete(when, reading, place, plan.kind if alone and not when.rest else "")
    clock = when.clock or before.time()
    days = when.days or ((before.date(),),)
    # Meanings in the past are left out; if all are past, the first one is refused as past.
    starts = replace(when, days=days).moments(reading.now, place, clock) if when.days or when.clock else []
    starts = starts or [when.local(days[0][-1], place, clock)]
    return ([*starts, *moved], when.rest) if when.clock or not moved else (moved, ())


def _after_to(words: Sequence[str], reading: Reading) -> Sequence[str]:
    """The words without their "to", where it could be an "until"; "at 9" keeps its "at"."""
    return words[1:] if reading.vocabulary.means(words[0], "until") else words


def _moved(words: Sequence[str], before: datetime, reading: Reading) -> tuple[list[datetime], bool]:
    """The local start times at the length from `before` that the words say, and whether they say no time of day."""
    shift = read_shift(words, reading.vocabulary) if reading.moves else None
    clock = clock_or_length(words[0]) if len(words) == 1 else None
    if shift is None or (clock is not None and (clock.hour > NOON or not clock.minute)):
        return [], False
    length, surely = shift
    if not length % timedelta(days=1):
        # Whole days keep the time of day where clocks change.
        return [before + length], surely
    place = ZoneInfo(reading.zone)
    return [(to_utc(before, place) + length).astimezone(place).replace(tzinfo=None)], surely


def _incomplete(when: When, reading: Reading, place: ZoneInfo, kind: str) -> Refusal:
    """What a new event's time lacks: the day, the time of day, or both; the example goes on from what is there.

    Where nothing but the kind was said beside it, there is a button for each of some times that may be meant.
    """
    if when.week:
        ahead = when.moments(reading.now, place, time.max)
        return WhichDayError(when.week, ahead, kind)
    if when.days:
        evenings = [datetime.combine(when.days[0][0], time(hour)) for hour in EVENING_HOURS]
        return _offering("when-no-clock", evenings, kind, place)
    if when.clock is None:
        return Refusal(Text("event-no-time"), usage=True)
    today = reading.now.astimezone(place).date()
    next_days = tuple(today + timedelta(days=days) for days in range(3))
    meant = replace(when, days=(next_days, next_days[1:])).moments(reading.now, place, when.clock)
    return _offering("when-no-day", sorted(meant)[:MOST_TIMES], kind, place)


def _offering(name: str, meant: Sequence[datetime], kind: str, place: ZoneInfo) -> Refusal:
    offers = []
    for one in meant if kind else ():
        parts = {part: Moment(to_utc(one, place), place.key, part) for part in ("weekday", "date", "time")}
        offers.append(Button(Text("button-when-at", {**parts}), command=f"event new {kind} {one:%Y-%m-%d %H:%M}"))
    return Refusal(Text(name, {"example": f"{meant[0]:%Y-%m-%d %H:%M}"}), usage=True, offers=offers)


def check_together(plan: Plan, kind: Kind) -> Plan:
    """Return the plan.

    Raises MissingOptionError where a required option is missing, and a Refusal where one is set without those that it
    is only valid with.
    """
    for name in kind.required:
        if not plan.options.get(name):
            raise MissingOptionError(name, kind)
    given = {name for name in kind.together if plan.options.get(name)}
    if given and len(given) < len(kind.together):
        raise Refusal(Text("event-together", {"names": listed(kind.together)}))
    return plan


def check_time(plan: Plan, zone: str) -> datetime:
    """The start of a plan in UTC. Raises a Refusal where clocks skip this local time."""
    try:
        return instant(plan.local, ZoneInfo(zone))
    except Wrong as gap:
        raise Refusal(Text("event-gap", {"given": f"{plan.local:%Y-%m-%d %H:%M}", **gap.values})) from None


def own_text_hash(plan: Plan, kind: Kind) -> str:
    """The first 80 bits, in hex, of the SHA-256 of all that organizers wrote themselves in a plan; "" for nothing."""
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
        raise Refusal(Text("event-no-kind", {"word": word or "—", "known": listed(kinds)}), usage=True)
    return Plan(word, datetime.combine(NO_DAY, time()), int(kinds[word].length.total_seconds()))


def read_length(word: str, kind: Kind) -> int:
    """Parse a length such as 72h or 7d into seconds. Raises a Refusal for one that does not suit the kind."""
    seconds = _seconds(word)
    if seconds > LONGEST or (kind.unit is Unit.HOURS and seconds % HOUR):
        raise Refusal(Text("event-bad-length", {"word": word}))
    return seconds


def _seconds(word: str) -> int:
    try:
        return parse_duration(figure(word))
    except ValueError:
        raise Refusal(Text("event-bad-word", {"word": word}), usage=True) from None


def read_goal(value: str, kind: Kind) -> str:
    """Parse a goal: a whole number above zero, or per cent where the kind allows it. Raises a Refusal."""
    wanted = value.replace(",", ".") if value.endswith("%") else without_gaps(value)
    if not _GOAL.fullmatch(wanted) or (wanted.endswith("%") and not (kind.percent and Decimal(wanted[:-1]))):
        raise Refusal(Text("event-bad-goal-percent" if kind.percent else "event-bad-goal", {"given": value}))
    return wanted


def read_title(value: str) -> str:
    """Parse a title: one line that every calendar shows whole. Raises a Refusal."""
    try:
        return line_text(value, LONGEST_EVENT_TITLE)
    except ValueError:
        raise Refusal(Text("event-bad-title", {"most": LONGEST_EVENT_TITLE})) from None


def read_option(name: str, value: str, kind: Kind) -> str:
    """Parse an option's value as the kind wants it. Raises a Refusal, also for an option that is not the kind's."""
    option = kind.options.get(name)
    if option is None:
        raise Refusal(Text("event-no-option", {"name": name, "known": listed(["goal", *kind.options])}))
    try:
        return option.read(value)
    except (ValueError, ArithmeticError):
        raise Refusal(Text("event-bad-option", {"name": name, "given": value, "example": option.example})) from None
