"""What pictures can show is what their font has, and what they cannot is left out or said in another language."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest

from bot.charts.worker import fonts
from bot.core.model.drawing.glyphs import NOTHING, drawable, glyphs, names_drawn, undrawn
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Names
from bot.locales import LANGUAGES, speak
from tests.talk import example

WINDOWS, SEGMENTS = (3, 1), 4
"""The table of characters that every font has for Windows, and the form that it has (OpenType, "cmap")."""


def characters(font: str) -> set[str]:
    """The characters that a font file has a glyph for."""
    data = Path(font).read_bytes()
    tables = [struct.unpack_from(">4sLLL", data, 12 + 16 * place) for place in range(data[5])]
    start = next(offset for name, _, offset, _ in tables if name == b"cmap")
    kinds = [struct.unpack_from(">HHL", data, start + 4 + 8 * place) for place in range(data[start + 3])]
    at = start + next(offset for *kind, offset in kinds if tuple(kind) == WINDOWS)
    form, twice = struct.unpack_from(">H", data, at)[0], struct.unpack_from(">H", data, at + 6)[0]
    assert form == SEGMENTS
    lasts = struct.unpack_from(f">{twice // 2}H", data, at + 14)
    firsts = struct.unpack_from(f">{twice // 2}H", data, at + 16 + twice)
    return {chr(one) for first, last in zip(firsts, lasts, strict=True) for one in range(first, last + 1)} - {"\uffff"}


def test_the_letters_of_pictures_are_those_of_both_of_their_fonts() -> None:
    assert glyphs() == set.intersection(*map(characters, fonts()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("🔥 Boycott & Co 🇲🇦", "Boycott & Co"), ("Boycott 🔥 now", "Boycott now"), ("1️⃣ كلنا ❤️ معا", "1 كلنا معا"),
        ("👨‍👩‍👧 Famille", "Famille"), ("Şok Mağaza", "Şok Magaza"), ("Cafe\u0301", "Café"),
        ("中文", ""), ("C中2", "C2"), ("1\u202f234\u00a0%", "1\u202f234\u00a0%"), ("", ""),
    ],
)  # fmt: skip
def test_what_has_no_glyph_is_left_out_and_a_mark_alone_where_that_is_enough(text: str, shown: str) -> None:
    assert drawable(text) == shown


def test_a_name_is_said_in_the_language_whose_letters_are_there() -> None:
    for names, shown in (
        ({"en": "🍔 Burger", "ar": "🍔 برغر"}, {"en": "Burger", "ar": "برغر"}),
        ({"en": "中文公司 2", "ar": "شركة"}, {"ar": "شركة"}),
        ({"en": "中文公司 2"}, {"en": "2"}),
        ({"en": "++", "fr": "Plus"}, {"en": "++", "fr": "Plus"}),
        ({"en": "🔥", "fr": "中文"}, {"en": NOTHING, "fr": NOTHING}),
    ):
        assert names_drawn(Names(names, "fr")) == Names(shown, "fr")


def test_what_pictures_cannot_show_of_a_campaign_is_named_once_in_every_language() -> None:
    campaign = example()
    assert undrawn(campaign) == []
    [first, *others] = campaign.targets
    named = replace(first, name=Names({"en": "中文公司 🍔", "fr": "🍔 Şok Mağaza"}))
    [told] = undrawn(replace(campaign, title=Names({"en": "🔥 Stop 🇲🇦 👨‍👩‍👧 ❤️"}), targets=(named, *others)))
    assert "cannot show 🔥, 🇲🇦, 👨‍👩‍👧, ❤️, 中文公司, 🍔:" in without_marks(speak("en")(told)).replace(
        "\ufe0f", "\ufe0f"
    )
    for language in LANGUAGES:
        assert "🔥" in speak(language)(told)
    [many] = undrawn(replace(campaign, title=Names({"en": " ".join(map(chr, range(0x4E00, 0x4F00)))})))
    assert len(speak("en")(many)) < 250
