"""Texts of a picture in so many lines and such letters that they have room and can be read."""

import re
import unicodedata
from dataclasses import dataclass

UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u2060\u2066\u2067\u2068\u2069"))
_WIDTHS = {
    **dict.fromkeys("\u00a0 '’ijl.,:;!()|·", 0.33), **dict.fromkeys("fIrt-/«»sczJ?gL", 0.5),
    **dict.fromkeys("mMwW%٪œŒ…", 0.93),
}  # fmt: skip
_LARGE, _SMALL, _ARABIC, _WIDE = 0.7, 0.58, 0.46, 1.0
"""How wide semi-bold letters of this font are in em, on average: capitals, others, Arabic ones, those of East Asia."""
_OPENING, _CLOSING = "\u2066\u2067\u2068", "\u2069"
_ALONE, _STEP = 0.88, 0.95
"""How small letters may be so that a text stays in one line, and how they shrink step by step for several."""
_EVEN = (0.6, 0.7, 0.8, 0.9, 1)
"""The parts of the width that are tried so that lines are of about one length."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text's lines, and how large its letters are."""

    lines: tuple[str, ...]
    size: float


def fitted(text: str, width: float, largest: float, smallest: float, most_lines: int) -> Fitted:
    """The text in at most so many lines of that width, in the largest letters that let all of it stand there.

    Where even the smallest ones do not, it ends with "…" behind a whole word.
    """
    alone = min(largest, width / max(ems(text), 1))
    size = alone if alone >= max(smallest, largest * _ALONE) else largest
    while size > smallest and not _all_there(_lines(text, width / size), width / size, most_lines):
        size = max(size * _STEP, smallest)
    most = width / size
    lines = _lines(text, most)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _ended(" ".join(lines[most_lines - 1 :]), most)]
    else:
        lines = next(even for share in _EVEN if len(even := _lines(text, most * share)) == len(lines))
    return Fitted(tuple(_isolated([_within(line, most) for line in lines])), round(size, 1))


def _all_there(lines: list[str], most: float, most_lines: int) -> bool:
    return len(lines) <= most_lines and all(ems(line) <= most for line in lines)


def cut(text: str, most: int) -> str:
    """The text in at most `most` characters that show; marks of direction do not."""
    shown = text.translate(UNSEEN)
    return text if len(shown) <= most else shown[: most - 1].rstrip() + "…"


def ems(text: str) -> float:
    """How wide a text is at most, in em."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    kind = unicodedata.category(letter)
    if kind in {"Cf", "Mn"}:
        return 0
    if "\u0590" <= letter <= "\u08ff":
        return _WIDTHS.get(letter, _ARABIC)
    if unicodedata.east_asian_width(letter) in "WF" or kind == "So":
        return _WIDE
    return _WIDTHS.get(letter) or (_LARGE if kind == "Lu" else _SMALL)


def _lines(text: str, most: float) -> list[str]:
    """The text's words in lines of that many em; a word that is longer has a line of its own."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if ems(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _ended(text: str, most: float) -> str:
    """As many words of the text as have room before "…"."""
    words = text.split(" ")
    while len(words) > 1 and ems(" ".join(words)) + ems("…") > most:
        words.pop()
    return re.sub(r"[\s,.:;«(]+$", "", " ".join(words)) + "…"


def _within(line: str, most: float) -> str:
    """A line of one word that is longer than the line, cut inside it."""
    shown = len(line.translate(UNSEEN))
    while ems(line) > most and shown > 1:
        shown -= 1
        line = cut(line, shown)
    return line


def _isolated(lines: list[str]) -> list[str]:
    """The lines with each isolate that goes over an end of one closed there and opened again."""
    made, open_ones = [], ""
    for line in lines:
        whole = open_ones + line
        for mark in line:
            if mark in _OPENING:
                open_ones += mark
            elif mark == _CLOSING:
                open_ones = open_ones[:-1]
        made.append(whole + _CLOSING * len(open_ones))
    return made
