"""Formats replies in one language: turns message ids and values into sentences."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from fluent.runtime import resolver
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentType

from bot.core.model.input.letters import NO_BREAK_SPACE, TURNING_MARKS
from bot.core.model.reply import (
    Currency,
    Listed,
    Moment,
    Money,
    Names,
    Noun,
    Number,
    Percent,
    Range,
    Rate,
    Signed,
    Span,
    Text,
    Value,
)
from bot.locales.figures import MINUS, Figures, amount_shown, figures, in_unit
from bot.locales.fluent_values import number_value, word_value
from bot.locales.isolation import END, RIGHT_TO_LEFT_LETTER, RIGHT_TO_LEFT_MARK, unbroken
from bot.locales.texts import Texts
from bot.locales.zone_names import other_names

# Fluent limits the length against untrusted files. Ours are trusted, and an organizer's text may exceed 2,500 signs.
resolver.MAX_PART_LENGTH = 1_000_000

RIGHT_TO_LEFT, FIRST_LETTERS = "\u2067", "\u2068"
_ISOLATES = ("\u2066", RIGHT_TO_LEFT, FIRST_LETTERS)
_VOWELS = frozenset("AEIOUÂÉÈÊÎÔÛ")
_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1))
_FINE = 2
"""The number of units, from the largest, that are shown together with the next smaller one."""
_MANY = 100
"""The number whose form of a currency's name is its bare name."""
_JUST_NOW = timedelta(seconds=10)
"""What is younger than this happened just now: nobody wants to hear of 0 seconds."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:]{5,8})?")
_TURNING_MARKS = re.compile(f"[{''.join(sorted(TURNING_MARKS))}]")


@dataclass(frozen=True)
class Voice:
    """The formatter of a language: `texts` are its sentences; `months` start with January, `weekdays` with Monday."""

    code: str
    texts: Texts
    figures: Figures
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    cities: Mapping[str, Mapping[str, str]]
    right_to_left: bool

    def __call__(self, text: Text) -> str:
        """Format the sentence. Raises KeyError if the id or a value that the sentence needs is missing.

        In a right-to-left language, a line that begins with a value, or with one in quotes, gets a mark that sets its
        direction.
        """
        said = self._sentence(text)
        if not self.right_to_left or not said.removeprefix("«").startswith(_ISOLATES):
            return said
        return RIGHT_TO_LEFT_MARK + said

    def _sentence(self, text: Text) -> str:
        match self.texts.pattern(text.id):
            case resolver.NeverIsolatingPlaceable(expression=resolver.VariableReference(id=alone)):
                # An isolated value cannot set its line's direction: one that is the whole line needs no isolate.
                return self._write(text.values[alone.name])
        return self._say(text.id, {name: self._argument(value) for name, value in text.values.items()})

    def _say(self, text_id: str, arguments: Mapping[str, FluentType]) -> str:
        errors: list[Exception] = []
        # `FluentBundle.format_pattern` would convert our numbers to its own type, with its own format.
        room = ResolverEnvironment(self.texts.bundle, errors, CurrentEnvironment(dict(arguments)))
        sentence = self.texts.pattern(text_id)(room)
        if errors:
            message = f"{text_id} in {self.code}: {errors[0]}"
            raise KeyError(message)
        return str(sentence)

    def _argument(self, value: Value) -> FluentType:
        written = self._write(value)
        match value:
            case int():
                return number_value(value, self._isolate(written))
            case Number() | Signed():
                return number_value(value.value, self._isolate(written), value.decimals)
            case Range():
                return number_value(value.high, self._isolate(written), value.decimals)
        return word_value(value if isinstance(value, str) else written, self._isolate(written, self._direction(value)))

    def _write(self, value: Value) -> str:  # noqa: C901, PLR0911, PLR0912 - one branch for each kind
        match value:
            case str():
                return unbroken(value) if _DATE.fullmatch(value) else _TURNING_MARKS.sub("", value)
            case int():
                return self.figures.whole(value)
            case Number():
                return self.figures.number(value)
            case Signed():
                return self.figures.signed(value)
            case Range() if value.low < 0:
                bounds = (Number(value.low, value.decimals, value.unit), Number(value.high, value.decimals, value.unit))
                low, high = (self._argument(bound) for bound in bounds)
                return self._say("range-between", {"low": low, "high": high})
            case Range():
                return self.figures.between(value)
            case Percent():
                return self.figures.percent(value)
            case Money():
                return self._money(value)
            case Currency():
                return self._currency(value.code, number_value(_MANY, ""))
            case Rate():
                return self.figures.rate(value)
            case Moment():
                return self._moment(value)
            case Span():
                return self._ago(value) if value.ago else self._span(value)
            case Names():
                return _TURNING_MARKS.sub("", value.in_language(self.code))
            case Noun():
                return self._noun(value)
            case Listed():
                return self._listed(value.values)
        return self._sentence(value)

    def _money(self, money: Money) -> str:
        """As in 525,735 MAD or 525 735 DH, on one line; beside Arabic letters, the number keeps its order."""
        said = self.figures.amount(money.amount)
        if not money.currency:
            return said
        shown = amount_shown(money.amount)
        decimals = 0 if shown == shown.to_integral_value() else -int(shown.as_tuple().exponent)
        name = self._currency(money.currency, number_value(int(shown.scaleb(decimals)), "", decimals))
        return in_unit(said, name)

    def _currency(self, code: str, count: FluentType) -> str:
        return self._say("currency", {"code": word_value(code, code), "count": count})

    def _listed(self, values: Sequence[Value]) -> str:
        *others, said = (self._isolate(self._write(value), self._direction(value)) for value in values)
        for other in reversed(others):
            said = self._say("listed", {"first": word_value(other, other), "rest": word_value(said, said)})
        return said

    def _noun(self, noun: Noun) -> str:
        """The noun in this language, else in that of the fallback, else in whatever language there is."""
        code = next((code for code in (self.code, noun.fallback, *noun.forms) if code in noun.forms), "")
        forms = noun.forms.get(code, {})
        category = "few"
        if noun.count is not None:
            category = Locale.parse(code).plural_form(Decimal(noun.count).scaleb(-noun.decimals)) if code else ""
        return _TURNING_MARKS.sub("", forms.get(category) or forms.get("other", ""))

    def _direction(self, value: Value) -> str:
        # Our own sentences keep our direction even if they begin with values; values get their own.
        return RIGHT_TO_LEFT if self.right_to_left and isinstance(value, Text | Listed) else FIRST_LETTERS

    def _isolate(self, written: str, isolate: str = FIRST_LETTERS) -> str:
        """Wrap each line of `written` in `isolate` and U+2069, so that it and the text around it keep their order.

        In a left-to-right language, only text with right-to-left letters needs that.
        """
        if not self.right_to_left and not RIGHT_TO_LEFT_LETTER.search(written):
            return written
        return "\n".join(f"{isolate}{line}{END}" if line else "" for line in written.split("\n"))

    def _ago(self, span: Span) -> str:
        if span.length < _JUST_NOW:
            return self._say("span-now", {})
        return self._say("span-ago", {"span": self._argument(Span(span.length, fine=span.fine))})

    def _span(self, span: Span) -> str:
        seconds = max(int(span.length.total_seconds()), 0)
        place = next((place for place, (_, unit) in enumerate(_UNITS) if seconds >= unit), len(_UNITS) - 1)
        said = [self._units(*_UNITS[place], seconds)]
        if span.fine and place < _FINE and (rest := seconds % _UNITS[place][1]) >= _UNITS[place + 1][1]:
            said.append(self._units(*_UNITS[place + 1], rest))
        if len(said) == 1:
            return said[0]
        return self._say("span-two", {"more": word_value(said[0], said[0]), "less": word_value(said[1], said[1])})

    def _units(self, name: str, unit: int, seconds: int) -> str:
        count = seconds // unit
        return self._say(f"span-{name}", {"count": number_value(count, self.figures.whole(count))})

    def _moment(self, moment: Moment) -> str:
        local = moment.at.astimezone(ZoneInfo(moment.zone))
        digits = {"time": f"{local:%H:%M}", "month": f"{local:%m/%Y}"}
        time = digits["time"]
        match moment.form:
            case "time" | "month":
                return digits[moment.form]
            case "weekday":
                return self.weekdays[local.weekday()]
            case "zone":
                return self._zone(moment.zone, local)
            case "offset":
                city = self._city(moment.zone)
                offset = utc_offset(local) if city else self._zone(moment.zone, local)
                parts = {"time": word_value(time, time), "city": self._argument(city), "offset": self._argument(offset)}
                return self._say("moment-offset" if city else "moment-offset-alone", parts)
        day = self._day(local, with_year=moment.form in {"date", "dated", "dated-clock"})
        if moment.form in {"date", "day"}:
            return day
        weekday = self.short_weekdays[local.weekday()]
        parts = {"weekday": word_value(weekday, weekday), "day": word_value(day, day), "time": word_value(time, time)}
        # In one line from the day to the time; the weekday before it may end one.
        clock = self._say("moment-clock", parts).replace(" ", NO_BREAK_SPACE).replace(NO_BREAK_SPACE, " ", 1)
        if moment.form in {"clock", "dated-clock"}:
            return clock
        parts = {"clock": word_value(clock, clock), "zone": self._argument(self._zone(moment.zone, local))}
        city = self._city(moment.zone)
        if moment.fixed and city:
            parts |= {"city": self._argument(city), "offset": self._argument(utc_offset(local))}
            return self._say("moment-fixed", parts)
        return self._say("moment-full", parts)

    def _day(self, local: datetime, *, with_year: bool) -> str:
        month = self.months[local.month - 1]
        parts = {"day": number_value(local.day, str(local.day)), "month": word_value(month, month)}
        if not with_year:
            return self._say("moment-day", parts)
        return self._say("moment-date", {**parts, "year": word_value(str(local.year), str(local.year))})

    def _zone(self, zone: str, local: datetime) -> str:
        """The zone as people say it: by its city, or by its offset where it has none."""
        city = self._city(zone)
        if not city:
            return zone if zone == "UTC" else utc_offset(local)
        said = self._argument(city.removeprefix("Le "))
        form = "-le" if city.startswith("Le ") else "-vowel" if city[:1] in _VOWELS else ""
        return self._say(f"moment-zone{form}", {"city": said})

    def _city(self, zone: str) -> str:
        """The city of an IANA zone in this language; "" for one that is a bare offset."""
        area, _, name = zone.rpartition("/")
        if not area or area == "Etc":
            return ""
        known = ((self.cities.get(one) or {}).get("city", "") for one in chain((zone,), other_names(zone)))
        return next(filter(None, known), "") or name.replace("_", " ")


def load(code: str, files: Sequence[Path], own_names: Mapping[str, str]) -> Voice:
    """Load the language `code` (ISO 639-1) from its files.

    `own_names` gives each language's name in that language, for the texts `language-<code>`; `tongue-<code>` are their
    names in this one.
    """
    locale = Locale.parse(code)
    right_to_left = locale.text_direction == "rtl"
    names = {f"language-{other}": name for other, name in own_names.items()}
    # As this language calls them, for sentences: en français, en arabe.
    names |= {f"tongue-{other}": locale.languages.get(other, name) for other, name in own_names.items()}
    months, days = locale.months["format"]["abbreviated"], locale.days["format"]
    return Voice(
        code,
        Texts(code, files, names, right_to_left=right_to_left),
        figures(locale),
        tuple(months[month] for month in range(1, 13)),
        tuple(days["wide"][day] for day in range(7)),
        tuple(days["abbreviated"][day] for day in range(7)),
        locale.time_zones,
        right_to_left,
    )


def own_name(code: str) -> str:
    """A language's name in itself: `fr` is Français."""
    name = Locale.parse(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def utc_offset(local: datetime) -> str:
    """A local time's offset, as in UTC+1 or UTC−3:30."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{MINUS if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
