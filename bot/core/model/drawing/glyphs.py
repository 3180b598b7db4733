"""Which letters pictures can show: those of the font that they are drawn with."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bot.core.model.campaign import Campaign
from bot.core.model.reply import Names, Text, listed

# The characters of both files of `bot.charts.worker.fonts`, from and to, in hexadecimal; a test reads the files.
RANGES = """
    0000 000d 0020-007e 00a0-00ff 0110 0131-0133 0135 0140-0142 0152-0153 0160-0161 0178 017d-017e 0192 0237
    02bb-02bc 02c6-02c7 02d8-02dd 0300-0304 0307-0308 030a-030c 0315 0327-0328 03c0 0600-0604 0606-061b 061e-06a1
    06a3-06ff 0750-077f 08a0 08a2-08ac 08b3 08e4-08fe 0e3f 1e9e 2010 2013-2015 2018-201a 201c-201e 2020-2022 2026
    2030 2039-203a 2044 2070 2074-2079 2080-2089 20a1 20a4 20a6 20a8-20ae 20b1-20b2 20b4-20b5 20b8-20ba 20bd 20bf
    2113 2116 2122 2126 212e 2150-2151 2153-215e 2190-2199 21a9-21aa 21b0-21b3 21b6-21b7 21ba-21bb 21c4 21c6 2202
    2206 220f 2211-2212 2215 221a 221e 222b 2248 2260 2264-2265 25ca 25cc 2713 274c 2b0e-2b11 ece0 efcc fb01-fb02
    fb51 fb53-fb55 fb57-fb59 fb5b-fb5d fb5f-fb61 fb63-fb65 fb67-fb69 fb6b-fb6d fb6f-fb71 fb73-fb75 fb77-fb79
    fb7b-fb7d fb7f-fb81 fb83 fb85 fb87 fb89 fb8b fb8d fb8f-fb91 fb93-fb95 fb97-fb99 fb9b-fb9d fb9f fba1 fba5
    fba7-fba9 fbab-fbad fbaf fbb1-fbc1 fbd4-fbd6 fbd8 fbda fbdc fbdf fbe1 fbe3 fbe5-fbe9 fbfd-fbff fc03-fc04
    fc09-fc0a fc0f-fc10 fc13-fc14 fc31-fc32 fc35-fc36 fc3d-fc3e fc42-fc44 fc4f-fc50 fc59-fc5d fc64-fc65 fc67-fc6b
    fc6d-fc71 fc73-fc77 fc79-fc7b fc83-fc84 fc8a-fc8b fc8d-fc92 fc94-fc96 fccc fcd9 fcf2-fcf4 fcfb-fcfe fd05-fd08
    fd0d-fd10 fd17-fd1a fd21-fd24 fd29-fd2c fd3c-fd3f fdf1-fdf2 fdf4 fdfa-fdfd fe70-fe74 fe76-fefc
"""
NOTHING = "…"
"""What stands for words of which pictures can show no letter."""
MOST_TOLD = 8
_UNDRAWN = {"Zs", "Cf", "Cc"}
"""Kinds of characters that need no glyph: spaces, marks of direction and joiners, line ends."""
_LONE_JOINER = re.compile(r"(?<!\w)\u200d")
"""What joined two emoji that are gone."""


@cache
def glyphs() -> frozenset[str]:
    """The characters that the font has a glyph for."""
    found: set[str] = set()
    for one in RANGES.split():
        first, _, last = one.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def drawable(text: str) -> str:
    """The text without what pictures cannot show; a letter with a mark that they lack loses the mark alone."""
    shown = "".join(_shown(letter) for letter in unicodedata.normalize("NFC", text))
    return text if shown == text else re.sub(" {2,}", " ", _LONE_JOINER.sub("", shown)).strip()


def names_drawn(names: Names) -> Names:
    """The names in those languages in which pictures can show every letter of them, else in which they show some."""
    cleaned = {code: drawable(name) for code, name in names.by_language.items()}
    some = {code: name for code, name in cleaned.items() if _letters(name) or name == names.by_language[code]}
    whole = {code: name for code, name in some.items() if _letters(name) >= _letters(names.by_language[code])}
    return replace(names, by_language=whole or some or dict.fromkeys(names.by_language, NOTHING))


def undrawn(campaign: Campaign) -> list[Text]:
    """What pictures cannot show of the campaign's title and of its companies' names."""
    found = dict.fromkeys(
        gap
        for names in (campaign.title, *(one.name for one in campaign.targets))
        for name in names.by_language.values()
        for gap in _gaps(name)
    )
    return [Text("picture-letters", {"letters": listed([*found][:MOST_TOLD])})] if found else []


def _shown(letter: str) -> str:
    known = glyphs()
    if letter in known or unicodedata.category(letter) in _UNDRAWN:
        return letter
    # A shaper puts a letter together of its parts where the font has these.
    parts = unicodedata.normalize("NFD", letter)
    if all(part in known for part in parts):
        return letter
    return parts[0] if parts[0] in known else ""


def _letters(text: str) -> int:
    return sum(unicodedata.category(letter)[0] in "LN" for letter in unicodedata.normalize("NFC", text))


def _gaps(text: str) -> Iterator[str]:
    """What is left out of a text, neighbours together; not the marks alone of what is shown."""
    # A space behind the end ends the last one.
    gap = ""
    for letter in unicodedata.normalize("NFC", f"{text} "):
        kind = unicodedata.category(letter)
        if (not _shown(letter) and (gap or kind[0] != "M")) or (gap and kind == "Cf"):
            gap += letter
        elif gap:
            yield gap
            gap = ""
