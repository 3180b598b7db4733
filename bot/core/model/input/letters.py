"""Letters as people type them: the same word with or without accents, hamza and invisible marks."""

import re
import unicodedata
from collections.abc import Sequence

# C0 but tab and line feed, DEL, C1, the line and paragraph separators, embeddings and overrides, lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")

TURNING_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates: in typed text, they would change the direction of the bot's own sentence."""

JOINER = "\u2060"
"""Keeps what stands on both sides of it in one line."""

NO_BREAK_SPACE = "\u00a0"
"""A space at which no line ends; commands and days are read across it as across any space."""

_JOINED = re.compile(f"(?<=[0-9]){NO_BREAK_SPACE}(?=[0-9]{{2}}:)|{NO_BREAK_SPACE}(?![0-9])|(?<![0-9]){NO_BREAK_SPACE}")

INVISIBLE_MARKS = TURNING_MARKS | frozenset("\u061c\u200b\u200e\u200f\ufeff" + JOINER)
"""Invisible characters that are copied together with a line from a chat."""

FEWEST_LETTERS = 12

LATIN = "LATIN"
SCRIPTS = {"ar": "ARABIC"}
"""Languages that are not written in Latin letters, with their script."""

_SAME = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "ء": None, "’": "'", "œ": "oe"})
_DROP = str.maketrans(dict.fromkeys(INVISIBLE_MARKS))


def printable(text: str) -> str:
    """`text` with an escape in place of each character that would control the terminal that it is printed on.

    Joiners are dropped: some terminals show them as a space, and a shell takes them for a part of the word, as it does
    with a space at which no line ends, but within a number. A terminal ends a line anywhere.
    """
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], _JOINED.sub(" ", text.replace(JOINER, "")))


def without_marks(text: str) -> str:
    """`text` without invisible marks of direction and width."""
    return text.translate(_DROP)


def fold(text: str) -> str:
    """The form in which two spellings of a word are equal.

    Case, accents, Arabic vowel signs, hamza and its seats, ة and ه, ى and ي make no difference: `Éléphant` is
    `elephant`, `إنوي` is `انوي`.
    """
    # Decomposed (NFD), an accent or a hamza on its seat is a combining mark of its own (category Mn).
    parts = unicodedata.normalize("NFD", without_marks(text).casefold())
    return "".join(sign for sign in parts if unicodedata.category(sign) != "Mn").translate(_SAME)


def writing_script(text: str) -> str:
    """The script of most letters in `text` as Unicode names it, such as LATIN or ARABIC; "" where that is not told.

    Addresses, mentions and tags count for nothing: they are in Latin letters in every language. Nor are fewer than 12
    Latin letters told: they may be a name.
    """
    words = [word for word in text.split() if "://" not in word and word[0] not in "@#"]
    names = [unicodedata.name(sign, "").split()[0] for sign in "".join(words) if sign.isalpha()]
    return max(set(names), key=names.count) if names and (len(names) >= FEWEST_LETTERS or "LATIN" not in names) else ""


def fitting(text: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Those of the languages that are written in the script of the text; all where that is not told."""
    found = writing_script(text)
    return tuple(one for one in languages if found in {"", SCRIPTS.get(one, LATIN)})
