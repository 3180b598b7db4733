"""Texts that are broken in lines, and the letters that they then have."""

import pytest
from PIL import ImageFont

from bot.charts.fitted import ems, fitted
from bot.charts.worker import fonts

LONG = {
    "en": "Three days without phones, so that prices are fairer for all people in this country and its regions",
    "fr": "Trois jours sans téléphone pour des prix plus justes pour tous les gens de ce pays et de ses régions",
    "ar": "ثلاثة أيام بلا هاتف من أجل أسعار أكثر عدلًا لجميع الناس في هذا البلد وفي كل مدنه وقراه ومناطقه كلها",
}


@pytest.mark.parametrize("text", [*LONG.values(), "MOMENTUM WITHOUT MARKUP", "minimum wages", "٪ 12,345", "Łódź, 5 €"])
def test_a_text_is_not_wider_than_it_is_taken_for(text: str) -> None:
    font = ImageFont.truetype(fonts()[1], 100)
    assert 1 <= ems(text) * 100 / font.getlength(text) <= 1.35


@pytest.mark.parametrize("text", LONG.values())
def test_a_text_shrinks_then_wraps_then_ends_behind_a_word(text: str) -> None:
    words = text.split(" ")
    short = fitted(" ".join(words[:3]), 1000, 55, 44, 2)
    assert (short.lines, short.size) == ((" ".join(words[:3]),), 55)
    alone = fitted(" ".join(words[:6]), ems(" ".join(words[:6])) * 50, 55, 44, 2)
    assert (len(alone.lines), alone.size) == (1, 50)
    two = fitted(text, ems(text) * 30, 55, 44, 2)
    assert " ".join(two.lines) == text
    assert len(two.lines) == 2
    assert 44 <= two.size <= 55
    ended = fitted(text, ems(text) * 14, 55, 44, 2)
    assert ended.size == 44
    assert ended.lines[-1].endswith("…")
    assert text.startswith(" ".join(ended.lines).removesuffix("…"))
    said = " ".join(ended.lines).removesuffix("…").split(" ")
    assert said == [word.rstrip(",") if word is words[len(said) - 1] else word for word in words[: len(said)]]
    assert all(ems(line) * 44 <= ems(text) * 14 for line in ended.lines)


def test_a_word_longer_than_a_line_is_cut_inside() -> None:
    (line,) = fitted("x" * 300, 1000, 55, 44, 2).lines
    assert line.endswith("xx…")
    assert ems(line) * 44 <= 1000


def test_an_isolate_over_a_line_s_end_is_closed_and_opened_again() -> None:
    lines = fitted("عدد المشاركين: \u2068Three days without phones\u2069", 500, 55, 44, 2).lines
    assert len(lines) == 2
    assert all(line.count("\u2068") == line.count("\u2069") == 1 for line in lines)
