"""The words of pictures lose what would be an empty box, and nothing else."""

from dataclasses import replace

import pytest

from bot.charts.drawn_words import DrawnWords
from bot.charts.gallery import Gallery
from bot.charts.painter import Painter
from bot.charts.share import campaign_card
from bot.core.counts.figures import read
from bot.core.counts.picture_address import share_address
from bot.core.model.drawing.glyphs import drawable
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Names, Text, listed
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.charts.example import ADDRESS
from tests.talk import END, HOUR, START, example, load, load_2016, put


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pictures_say_our_own_words_as_they_are(sqlite_store: Database, language: str) -> None:
    campaign, words = await load_2016(sqlite_store), DrawnWords(speak(language))
    assert (words.code, words.right_to_left) == (language, language == "ar")
    async with sqlite_store.reading() as tx:
        stats = await read(tx, campaign, END)
    card = campaign_card(stats, words, ADDRESS)
    assert card == campaign_card(stats, speak(language), ADDRESS)
    assert card.number
    assert drawable(card.what) == card.what


def test_every_kind_of_value_is_cleaned() -> None:
    words = DrawnWords(speak("en"))
    name = Names({"en": "🍔 Burger"})
    for value, said in (
        (name, "Burger"), ("🔥 Stop", "Stop"), ("🔥", "…"), ("", ""), (12, "12"), (listed(["🔥 A", name]), "A, Burger"),
        (Text("campaign-title", {"title": name}), "Burger"),
    ):  # fmt: skip
        assert without_marks(words(Text("cell", {"value": value}))) == said


async def test_a_picture_of_emoji_and_foreign_letters_is_the_one_without_them(sqlite_store: Database) -> None:
    plain = [("Stop", {"en": "Burger"}), ("Stop", {"ar": "شركة"})]
    foreign = [("🔥 Stop 🇲🇦", {"en": "Burger 🍔"}), ("Stop 🔥", {"en": "中文公司", "ar": "شركة"})]
    painter, told = Painter(), list[BaseException]()
    gallery, drawn = Gallery(sqlite_store, speak, painter, told.append), []
    for title, names in (*plain, *foreign):
        base = example()
        target = replace(base.targets[0], name=Names(names))
        others = (*base.targets[1:],)
        campaign = await load(sqlite_store, replace(base, title=Names({"en": title}), targets=(target, *others)), START)
        await put(sqlite_store, campaign, [(place, START, 5000) for place in range(3)])
        await put(sqlite_store, campaign, [(place, START + HOUR, 4000) for place in range(3)])
        async with sqlite_store.reading() as tx:
            address = share_address(await read(tx, campaign, START + 2 * HOUR))
        drawn.append(await gallery.picture(f"{address}/en"))
    await painter.close()
    assert told == []
    assert drawn[0] is not None
    assert drawn[0] != drawn[1]
    assert drawn[2:] == drawn[:2]
