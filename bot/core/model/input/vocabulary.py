"""Words that people type, and what they mean to a command. Each language file brings its own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.model.input.letters import fold

_REGION = re.compile(r"([a-z]{2})[-_][a-z\d.@_-]+")
_BRACKETS = re.compile(r" *[(\[].*")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")

MEANINGS = (
    "all", "none", "now", "on", "off", "yes", "remind", "low", "middle", "high", "daily", "hourly",
    "thousand", "million", "billion", "today", "tonight", "tomorrow", "overmorrow", "next", "at", "hour", "am", "pm",
    "noon", "midnight", "filler", "every", "until", "after", "one", "minutes", "hours", "days", "two-minutes",
    "two-hours", "two-days", "weeks", "two-weeks", "from-now", "half", "quarter", "third", "past", "to", "less", "plus",
    "night", "utc", "zone", "local", "during", "from", "by", "later", "earlier",
    "the", "deadline", "moved-to", "sooner-by",
    "this-week", "next-week", "week-later", "weekend", "next-weekend",
    "month-start", "month-middle", "month-end", "month",
)  # fmt: skip
"""What a word can mean. Each has a text `typed-<meaning>` in every language file; its English name is always taken."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all languages, each understood in every chat; all of them are folded, see `fold`.

    `words` are those of each meaning, `languages` the code of each language by any of its names. `weekdays` are
    0 (Monday) to 6, `months` 1 to 12, `numbers` 1 to 59, and `hour_names` name an hour alone: الثامنة. `day_names` are
    the days of a month in words: first, premier, الخامس. A name may be a weekday and a month: `mar`. `countries` are
    ISO 3166 codes by name, `cities` time zones by name, `currencies` the ISO 4217 codes that a word or sign may mean.
    `overmorrow` is the day after tomorrow, `filler` a word that says nothing, `the` one before the number of a day,
    `deadline` says that something is over by then, `less` stands in "neuf heures moins dix".
    """

    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    hour_names: Mapping[str, int] = field(default_factory=dict)
    day_names: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def means(self, word: str, meaning: str) -> bool:
        """Whether `word` says `meaning` in any language."""
        folded = fold(word.strip())
        return folded == meaning or folded in self.words.get(meaning, ())

    def language(self, name: str) -> str:
        """The code of the language of that name, in any language; "" where the bot speaks none of that name.

        A code may have a region, as programs write it, and a name may have one in brackets or a flag: `fr-MA`, `en_US`,
        `English (UK)`.
        """
        plain = _AROUND.sub("", _BRACKETS.sub("", fold(name.strip())))
        code = _REGION.fullmatch(plain)
        return self.languages.get(code[1] if code else plain, "")

    def meaning(self, word: str, meanings: Iterable[str]) -> str:
        """The first of `meanings` that `word` says, "" for none of them."""
        return next((meaning for meaning in meanings if self.means(word, meaning)), "")
