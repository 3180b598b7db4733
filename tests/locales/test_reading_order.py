"""A browser lays out every Arabic text, and each of its characters must stand where it is read."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Currency, Moment, Money, Percent, Range, Rate, Signed, Span, Text, Value
from bot.locales import LANGUAGES, speak
from tests.browser import browsing
from tests.locales.test_every_text import Variables, sample, texts

LEFT, RIGHT, FIRST, END = "\u2066", "\u2067", "\u2068", "\u2069"
MARKS = frozenset("\u200f\u2060" + LEFT + RIGHT + FIRST + END)
ARABIC, LATIN = re.compile("[\u0620-\u064a]"), re.compile("[A-Za-z0-9]")
CORE = re.compile(r"[/@#+\u2212-]?[A-Za-z0-9](?:.*[A-Za-z0-9%])?", re.DOTALL)
AT = datetime(2026, 12, 2, 20, tzinfo=UTC)
TYPICAL: dict[str, Value] = {
    "low": Money(Decimal(1_200), "MAD"),
    "high": Money(Decimal(3_500), "MAD"),
    "value": Money(Decimal(3), "MAD"),
    "each": Money(Decimal(100), "MAD"),
    "per_day": Money(Decimal("2.40"), "MAD"),
    "currency": Currency("USD"),
    "base": Currency("MAD"),
    "percent": Percent(Decimal("-7.23"), signed=True),
    "money": Money(Decimal(1_400_000), "MAD"),
    "at": Moment(AT, "Africa/Casablanca", fixed=True),
    "until": Moment(AT, "Africa/Casablanca"),
    "date": Moment(AT, "UTC", "date"),
    "now": Moment(AT, "America/Mexico_City", "offset"),
    "change": Range(-88_000, 112_000),
    "lost": Range(175_000, 176_000),
    "age": Span(timedelta(hours=7), ago=True),
    "hours": "23:00\u2060–\u206008:00",
    "rate": Rate(Decimal("9.8838")),
    "link": "https://t.me/NolikeBot?start=1",
    "command": "/stats inwi",
    "given": "2026-12-01 20:00",
    "delta": Signed(-175_245),
}
MEASURED = """lines => {
  // All of them at once: each change of the document before a measure lays it out anew.
  const all = lines.map(line => {
    const shown = document.createElement("p");
    shown.dir = "auto";
    shown.style.cssText = "white-space:pre;position:absolute;font:20px sans-serif";
    shown.textContent = line;
    return shown;
  });
  document.body.append(...all);
  const range = document.createRange();
  const places = all.map(shown => [...Array(shown.textContent.length).keys()].map(at => {
    range.setStart(shown.firstChild, at);
    range.setEnd(shown.firstChild, at + 1);
    const box = range.getBoundingClientRect();
    return [box.left, box.right];
  }));
  all.forEach(shown => shown.remove());
  return JSON.stringify(places);
}"""


@dataclass
class Unit:
    """Characters (their places in the text) that are read one after the other in one direction."""

    left_to_right: bool
    places: list[int]


def direction(text: str, start: int) -> str:
    """What the isolate at `start` reads like: that of its first letter, which may stand in it alone."""
    depth = 0
    for sign in text[start:]:
        depth += (sign in {LEFT, RIGHT, FIRST}) - (sign == END)
        if depth == 0:
            break
        if depth == 1 and ARABIC.match(sign):
            return RIGHT
        if depth == 1 and sign.isalpha():
            return LEFT
    return LEFT


def units(text: str) -> Iterator[Unit]:
    """What stands in a right-to-left sentence, in the order in which it must be read."""
    inside: list[str] = []
    token: list[int] = []
    for at, sign in enumerate(f"{text} "):
        left = LEFT in inside
        if sign in {LEFT, RIGHT, FIRST}:
            kind = direction(text, at) if sign == FIRST else sign
            if not left and kind == LEFT:
                yield from word(text, token)
                token = []
            inside.append(kind)
        elif sign == END:
            inside.pop()
            if left and LEFT not in inside:
                yield Unit(left_to_right=True, places=token)
                token = []
        elif left:
            token += [] if sign.isspace() or sign in MARKS else [at]
        elif sign.isspace():
            yield from word(text, token)
            token = []
        else:
            token.append(at)


def word(text: str, places: list[int]) -> Iterator[Unit]:
    """A word outside of isolates: its Arabic letters, or from its first Latin letter, digit or sign to its last."""
    said = "".join(text[at] for at in places)
    if ARABIC.search(said):
        yield Unit(left_to_right=False, places=[at for at in places if ARABIC.match(text[at])])
    elif found := CORE.search(said):
        yield Unit(left_to_right=True, places=places[found.start() : found.end()])


def misplaced(text: str, boxes: list[list[float]]) -> list[str]:
    """What a reader would read in another order than it is written."""
    wrong = []
    before: Unit | None = None
    for unit in units(text):
        seen = [
            at for at in unit.places if unicodedata.category(text[at]) not in {"Mn", "Cf"} and text[at] not in MARKS
        ]
        if unit.left_to_right:
            seen = [at for at in seen if not ARABIC.match(text[at])]
        lefts = [round(boxes[at][0], 1) for at in seen]
        if lefts != sorted(lefts, reverse=not unit.left_to_right):
            wrong.append("".join(text[at] for at in unit.places))
        if before is not None and seen:
            edge = min(boxes[at][0] for at in before.places)
            if max(boxes[at][1] for at in seen) > edge + 1:
                wrong.append("".join(text[at] for at in (*before.places, *unit.places)))
        before = Unit(unit.left_to_right, seen) if seen else before
    return wrong


def value(name: str, variables: Variables) -> Value:
    return TYPICAL.get(name) or sample(name, variables) if name not in variables.counts else 175_245


def lines() -> list[tuple[str, str]]:
    speaker = speak("ar")
    said = []
    for name, variables in texts("ar").items():
        if name.startswith(("name-", "typed-", "argument-")):
            continue
        for values in (
            {variable: value(variable, variables) for variable in variables.all},
            {variable: 3 if variable in variables.counts else "Inwi-2" for variable in variables.all},
        ):
            said += [(name, line) for line in speaker(Text(name, values)).split("\n") if ARABIC.search(line)]
    return said


async def test_every_arabic_text_is_read_in_its_order() -> None:
    said = lines()
    async with browsing() as browser:
        page = await browser.new_page()
        boxes = json.loads(await page.evaluate(MEASURED, [line for _, line in said]))
    wrong = [
        (name, line, found) for (name, line), box in zip(said, boxes, strict=True) if (found := misplaced(line, box))
    ]
    assert wrong == []
    assert len(said) > 500


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("الأرقام في \u2066/stats\u2069 والباقي", []),
        ("الأرقام في /stats والباقي", ["/stats"]),
        ("يوم 2026-12-01 مساء", ["2026-12-01"]),
        ("اختر Inwi Orange أو غيرهما", ["InwiOrange"]),
    ],
)
async def test_what_would_be_read_backwards_is_found(line: str, found: list[str]) -> None:
    async with browsing() as browser:
        page = await browser.new_page()
        [boxes] = json.loads(await page.evaluate(MEASURED, [line]))
    assert misplaced(line, boxes) == found


BROKEN = """([lines, width]) => lines.map(line => {
  const shown = document.createElement("p");
  shown.dir = "auto";
  shown.style.cssText = `position:absolute;width:${width}px;font:20px sans-serif`;
  shown.textContent = line;
  document.body.append(shown);
  const range = document.createRange(), node = shown.firstChild, found = [];
  let before = null, said = "";
  for (let at = 0; at < line.length; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const box = range.getClientRects()[0];
    if (box && box.width && before !== null && box.top > before + 10) { found.push(said); said = ""; }
    if (box && box.width) before = box.top;
    said += line[at];
  }
  shown.remove();
  return [...found, said];
})"""
"""The lines in which a browser shows each text at that width."""

AMOUNTS = (
    Text("cell", {"value": Span(timedelta(minutes=57))}),
    Text("cell", {"value": Signed(-175_245)}),
    Text("cell", {"value": Percent(Decimal("-7.23"), signed=True)}),
    Text("about", {"value": Money(Decimal(1_400_000), "MAD")}),
    Text("about", {"value": Span(timedelta(days=12))}),
    Text("counted-likes", {"count": 12_345}),
)
FILLERS = {"en": "so it is ", "fr": "et puis il ", "ar": "وهكذا صار "}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_line_of_a_phone_ends_within_an_amount(language: str) -> None:
    """At every place in a line: before it stand ever more words and letters."""
    speaker = speak(language)
    said = [speaker(amount) for amount in AMOUNTS]
    before = [FILLERS.get(language, FILLERS["en"]) * words + "ii" * part for words in range(5) for part in range(6)]
    filled = [(one, f"{start} {one} .") for one in said for start in before]
    async with browsing() as browser:
        page = await browser.new_page()
        for width in (320, 360):
            shown = await page.evaluate(BROKEN, [[line for _, line in filled], width])
            plain = (
                (without_marks(one), [*map(without_marks, lines)])
                for (one, _), lines in zip(filled, shown, strict=True)
            )
            parted = {one for one, lines in plain if not any(one in line for line in lines)}
            assert parted == set()
            assert max(map(len, shown)) > 1
