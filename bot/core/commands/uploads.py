"""Files that people send in private: what arrives, and what is kept until they decide about it."""

import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import PurePath

from bot.core.model.reply import Text
from bot.core.model.source import Source
from bot.core.ports.language import Tongue

KEPT_FOR = timedelta(minutes=30)
MOST_KEPT = 16 * 10**6
"""Bytes of all that is kept at once; what was kept first makes room."""

MEGABYTE = 1_000_000
LARGEST_UPLOAD = 2 * MEGABYTE
"""Bytes of the largest file that is read from a chat or the desk: about 60,000 counts."""

UNPACKED = 10 * LARGEST_UPLOAD
"""Bytes of the largest workbook that is opened there, without its compression."""

SHEETS = frozenset({
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
})  # fmt: skip
"""Endings of the files that may hold counts."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A received file: its name, its size in bytes (0 where the platform does not say), and what downloads it.

    `fetch` returns the bytes, of a file that is too large perhaps not all of them; it raises a Refusal where the
    platform does not give them.
    """

    name: str
    size: int
    fetch: Callable[[], Awaitable[bytes]]

    @property
    def ending(self) -> str:
        """How the name ends, in small letters: `.csv`; "" for one without an ending."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class _Kept:
    """One thing that is kept: whose it is, how many bytes it takes, and until when it is kept."""

    owner: tuple[str, str]
    value: object
    size: int
    until: datetime


@dataclass(slots=True)
class Uploads:
    """What people sent and have not decided about yet, in memory: for `kept_for`, up to MOST_KEPT bytes in all.

    After a restart it is gone, and the person sends the file again. `sources` and `tongues` are what a file of counts
    is read with: how each source's pages are named, and the languages that name columns.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    tongues: Callable[[], Iterable[Tongue]] = tuple
    kept_for: timedelta = KEPT_FOR
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def keep(self, owner: tuple[str, str], value: object, size: int, now: datetime) -> str:
        """Keep a value of this person (platform, id) and return the word that names it."""
        self._make_room(size, now)
        word = secrets.token_hex(4)
        self._kept[word] = _Kept(owner, value, size, now + self.kept_for)
        return word

    def get(self, owner: tuple[str, str], word: str, now: datetime) -> object | None:
        """What this word names; None for what is somebody else's, too old, or gone."""
        kept = self._kept.get(word)
        return kept.value if kept is not None and kept.owner == owner and now < kept.until else None

    def exchange(self, word: str, value: object, size: int) -> None:
        """Let the word name this small value instead, for as long as what it named."""
        if (kept := self._kept.get(word)) is not None:
            self._kept[word] = replace(kept, value=value, size=size)

    def drop(self, word: str) -> None:
        """Stop keeping it."""
        self._kept.pop(word, None)

    def _make_room(self, size: int, now: datetime) -> None:
        for word, kept in [*self._kept.items()]:
            if now >= kept.until or size + sum(one.size for one in self._kept.values()) > MOST_KEPT:
                del self._kept[word]


def too_big() -> Text:
    """What is said of a file that is too large."""
    return Text("import-too-big", {"most": LARGEST_UPLOAD // MEGABYTE})
