"""What a file of counts looks like: the names of its columns, what was chosen, and what was found and assumed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, tzinfo

from bot.core.model.campaign import Page
from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Text


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The names of columns in every language, in small letters; `counts` gives the key of the measure that each counts.

    The key is "" for a name such as `count`, which fits any measure (those are `plain`), and for one that two measures
    share. `total` is what a row of totals calls itself, and `words` are the words of times as people type them, which
    stand in cells too: months, evening, Paris time.
    """

    time: frozenset[str]
    zone: frozenset[str]
    source: frozenset[str]
    handle: frozenset[str]
    page: frozenset[str]
    step: frozenset[str]
    total: frozenset[str]
    counts: Mapping[str, str]
    words: Vocabulary
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who imports says of a file.

    `page` is the page of all rows, `count` the column of the counts, `at` the time of day of a date without one (the
    end of the day if None), `day_first` how 3/4/2026 is read (None: as the file itself shows), `on` the day of a file
    that has no dates.
    """

    page: Page | None = None
    count: str = ""
    at: time | None = None
    day_first: bool | None = None
    on: date | None = None


@dataclass(slots=True)
class Sheet:
    """A file that was looked through once. `said` tells what was assumed of it, in the order in which it was found.

    `zone` is that of times without one where the head names it, and how it writes it. `more_times` are the columns of
    times of the tables that stand beside the first.
    """

    columns: dict[str, int] = field(default_factory=dict)
    wide: dict[int, Page] = field(default_factory=dict)
    head: int = 0
    said: list[Text] = field(default_factory=list)
    zone: tuple[str, tzinfo] | None = None
    more_times: tuple[int, ...] = ()


class SheetError(Refusal):
    """The file as a whole cannot be read; `text` says what is missing.

    `asks` is what of a Choice would help (page, count, dates or at, "" where none would), `known` what may be chosen.
    """

    def __init__(self, text: Text, asks: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.asks = asks
        self.known = tuple(known)
