"""Health of this process: when each part last succeeded, and counters, for `/readyz` and the metrics."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Part(StrEnum):
    """A part of the program that runs in a loop."""

    LISTENER = "listener"
    SENDER = "sender"
    PLANNER = "planner"
    COLLECTOR = "collector"


BOUNDS: Mapping[Part, float] = {Part.LISTENER: 120.0, Part.SENDER: 30.0, Part.PLANNER: 30.0, Part.COLLECTOR: 120.0}
"""Seconds within which a running part must succeed again.

A long poll of Telegram lasts 50 s at most; Discord's gateway answers a heartbeat every 41 s. The other three look for
work every second, the collector every half a minute, or say every 15 s that they wait for a change.
"""


DATABASE_PAUSE = 60.0
"""Seconds after an error of the database in which a part that is late is not taken for stuck."""

LONG_ABSENCE = 300.0
"""Seconds from which on organizers are told of an outage when it is over."""

FORGOTTEN_AFTER = 3600.0
"""Seconds after which nobody is told of one any more: another process has done so, or would have."""

DATABASE = "database"
BOT = "bot"
"""What is away where it is no platform: the database, or every process of this program."""

MOST_SKEW = 2.0
"""Seconds by which this machine's clock may differ from the database's before an operator is told."""


class Count(StrEnum):
    """What is counted since the process began, each by a label (a platform, unless it says otherwise)."""

    OUTCOMES = "outcomes"
    """Outcomes of sends, by `platform:outcome`, such as `telegram:sent`."""

    FLOOD_WAITS = "flood_waits"
    """Answers 429: the platform asked for a pause."""

    RETRIES = "retries"
    """Deliveries that are requeued after a try."""

    OUTAGES = "outages"
    """Outages that began."""

    RESTARTS = "restarts"
    """Restarts of a part by the watchdog."""

    DROPPED_ANSWERS = "dropped_answers"
    """Answers to groups that were not sent, because they had waited for a minute."""

    POISON_UPDATES = "poison_updates"
    """Updates that were skipped because handling them fails."""

    UNSORTED_REFUSALS = "unsorted_refusals"
    """Refused messages with an unknown reason or an invalid form."""

    DATABASE_ERRORS = "database_errors"
    """Transactions that the database failed; the label is empty."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One part that runs: seconds since its last success (or its start), and the bound for that."""

    part: Part
    label: str
    age: float
    bound: float

    @property
    def overdue(self) -> bool:
        """Whether it has not succeeded for longer than its bound."""
        return self.age > self.bound

    @property
    def name(self) -> str:
        """The part with its label, such as `sender telegram`."""
        return f"{self.part} {self.label}".rstrip()


@dataclass(frozen=True, slots=True)
class Absence:
    """From when to when a platform, or the DATABASE, could not be used, or the BOT was off, in seconds of `now`."""

    what: str
    began: float
    ended: float


@dataclass
class VitalSigns:
    """Counters and times in memory, written by jobs and platforms and read by the web server.

    Times are of `now`, a monotonic clock in seconds. `skew` is by how many seconds this machine's clock is ahead of the
    database's. `outages` holds the platforms with an open circuit, `leases` the leases of this process. `absences` are
    long outages that are over and that nobody was told of yet. `paces` are how many messages this process may send in a
    second, by platform. `dead` are the platforms that no longer know the bot's token. `wrong` says what of the settings
    keeps this process from its work.
    """

    now: Callable[[], float] = time.monotonic
    skew: float = 0.0
    outages: set[str] = field(default_factory=set)
    leases: set[str] = field(default_factory=set)
    paces: dict[str, float] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    counts: dict[Count, Counter[str]] = field(default_factory=lambda: {one: Counter() for one in Count})
    _last: dict[tuple[Part, str], float] = field(default_factory=dict)
    _database_failed: float = -DATABASE_PAUSE
    _away: dict[str, float] = field(default_factory=dict)

    def start(self, part: Part, label: str = "") -> None:
        """Record that the part runs from now on, so it must succeed within its bound."""
        self._last[part, label] = self.now()

    def stop(self, part: Part, label: str = "") -> None:
        """Record that the part no longer runs here, for example because another process took its lease."""
        self._last.pop((part, label), None)

    def succeed(self, part: Part, label: str = "") -> None:
        """Record that the part has finished a whole turn; ignored for a part that does not run."""
        if (part, label) in self._last:
            self._last[part, label] = self.now()

    def count(self, what: Count, label: str = "", by: int = 1) -> None:
        """Add to a counter."""
        self.counts[what][label] += by
        if what is Count.DATABASE_ERRORS:
            self._database_failed = self.now()
            self.miss(DATABASE)

    def miss(self, what: str) -> None:
        """Record that a platform, or the database, cannot be used from now on."""
        self._away.setdefault(what, self.now())

    def meet(self, what: str) -> None:
        """Record that it can be used, again or still."""
        began = self._away.pop(what, None)
        if began is not None:
            self.end(what, self.now() - began)

    def end(self, what: str, seconds: float) -> None:
        """Record that something was away for so long, until now."""
        if seconds >= LONG_ABSENCE:
            self.absences.append(Absence(what, self.now() - seconds, self.now()))

    def untold(self) -> list[Absence]:
        """The long outages that nobody was told of yet; from now on they count as told."""
        since, found = self.now() - FORGOTTEN_AFTER, self.absences
        self.absences = []
        return [absence for absence in found if absence.ended >= since]

    def signs(self) -> list[Sign]:
        """Every part that runs, ordered by part and label."""
        now = self.now()
        return [Sign(part, label, now - at, BOUNDS[part]) for (part, label), at in sorted(self._last.items())]

    def overdue(self) -> list[Sign]:
        """The parts that have not succeeded within their bounds."""
        return [sign for sign in self.signs() if sign.overdue]

    def stuck(self) -> list[Sign]:
        """The overdue parts that a restart may help: nothing outside the program explains why they are late.

        A listener waits for its platform alone, so it is never among them.
        """
        if self.now() - self._database_failed < DATABASE_PAUSE:
            return []
        return [sign for sign in self.overdue() if sign.part is not Part.LISTENER and sign.label not in self.outages]
