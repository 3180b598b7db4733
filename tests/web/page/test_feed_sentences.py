"""What a feed says is a sentence for every measure: it names what is measured, and begins and ends as sentences do."""

import re
from dataclasses import replace
from html import unescape

import pytest

from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES, MeasureKind
from bot.core.model.reply import Names
from bot.web.page.feed_sentences import closed
from storage import Database
from tests.talk import HOUR, NOW, another, load, put
from tests.web.house import Served, serving

NAMES = {
    "en": {"one": "tree", "other": "trees"},
    "fr": {"one": "arbre", "other": "arbres"},
    "ar": {"few": "أشجار", "other": "شجرة"},
}
ALL = {key: replace(one, unit="EUR") if key == "price" else one for key, one in MEASURES.items()}
ALL["other"] = replace(ALL["other"], names=NAMES)
SHOPS = ({"en": "Shop", "fr": "Boutique", "ar": "متجر"}, {"en": "inwi", "fr": "inwi", "ar": "إنوي"})
FIRST = {
    "place": ("Shop is at place 392 in the chart.", "Boutique est à la place n° 392 du classement.",
              "متجر في المركز 392 في الترتيب."),
    "stars": ("Shop has an average of 3.92 stars.", "Boutique a une moyenne de 3,92 étoiles.",
              "متوسط متجر هو 3.92 نجمة."),
    "price": ("The price at Shop is 3.92 EUR.", "Le prix chez Boutique est de 3,92 EUR.",
              "السعر لدى متجر هو 3.92 EUR."),
}  # fmt: skip
LATER = {
    "place": ("Shop is now at place 350 in the chart: up 42 places.",
              "Boutique est maintenant à la place n° 350 du classement : gain de 42 places.",
              "متجر الآن في المركز 350 في الترتيب: تقدّم 42 مركزًا."),
    "stars": ("Shop now has an average of 3.50 stars: −0.42.",
              "Boutique a maintenant une moyenne de 3,50 étoiles : −0,42.", "متوسط متجر الآن 3.50 نجمة: التغيّر −0.42."),
    "price": ("The price at Shop is now 3.50 EUR: −0.42 EUR, or −10.71%.",
              "Le prix chez Boutique est maintenant de 3,50 EUR : −0,42 EUR, soit −10,71 %.",
              "السعر لدى متجر الآن 3.50 EUR: التغيّر −0.42 EUR، أي −10.71%."),
}  # fmt: skip


async def told(site: Served, language: str) -> tuple[str, list[str]]:
    """The newest entry: its title, and its sentences."""
    xml = unescape((await site.get(f"/{language}/second/feed.xml")).text)
    xml = re.sub("[\u200f\u2066-\u2069]", "", xml).replace("\u00a0", " ").replace("\u202f", " ")
    title = re.findall("<title>(.*?)</title>", xml)[1]
    return title, xml.partition('<content type="text">')[2].partition("</content>")[0].splitlines()


@pytest.mark.parametrize("key", ALL)
async def test_every_line_is_a_sentence_that_names_what_does_not_add_up(sqlite_store: Database, key: str) -> None:
    targets = tuple(
        Target(f"t{place}", Names(name), (Page("manual", f"p{place}", measure=ALL[key]),))
        for place, name in enumerate(SHOPS)
    )
    campaign = await load(sqlite_store, another(targets=targets))
    for at, counts, expected in ((NOW, (392, 158), FIRST), (NOW + 2 * HOUR, (350, 161), LATER)):
        await put(sqlite_store, campaign, [(place, at, count) for place, count in enumerate(counts)])
        async with serving(sqlite_store, at + HOUR) as site:
            for place, language in enumerate(("en", "fr", "ar")):
                title, lines = await told(site, language)
                own = [line for line in lines if not line.startswith("inwi")]
                assert all(not line[0].islower() for line in (title, *own)), lines
                assert all(line.endswith((".", ":")) for line in lines), lines
                page = unescape((await site.get(f"/{language}/second")).text)
                for name in ("og:description", "description"):
                    [said] = re.findall(f'="{name}" content="(.*?)"', page)
                    assert not re.sub("[\u200f\u2066-\u2069]", "", said)[0].islower(), said
                if key in expected:
                    assert expected[key][place] in lines
                if not ALL[key].kind.adds_up:
                    assert not any("en compte" in line or "لدى إنوي 1" in line or " has 1" in line for line in lines)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Said that they did it: 6", "Said that they did it: 6."),
        ("\u2067انتهت\u2069", "\u2067انتهت\u2069."),
        ("\u2067انتهت.\u2069", "\u2067انتهت.\u2069"),
        ("Read on: https://example.org/more", "Read on: https://example.org/more"),
        ("By stars:", "By stars:"),
    ],
)
def test_a_full_stop_is_added_where_there_is_none_and_to_no_address(said: str, whole: str) -> None:
    assert closed(said) == whole


async def test_each_of_several_measures_has_its_own_words(sqlite_store: Database) -> None:
    pages = [Page("manual", key, measure=ALL[key]) for key in ("likes", "stars", "place")]
    assert {page.measure.kind for page in pages if page.measure} == {
        MeasureKind.COUNT, MeasureKind.AVERAGE, MeasureKind.RANK,
    }  # fmt: skip
    campaign = await load(sqlite_store, another(targets=(Target("t", Names(SHOPS[0]), tuple(pages)),)))
    await put(sqlite_store, campaign, [(place, NOW, 392) for place in range(3)])
    async with serving(sqlite_store, NOW + HOUR) as site:
        _, lines = await told(site, "en")
    assert lines[:6] == [
        "392 likes at the first reading.", "Shop has 392.", "3.92 stars at the first reading.", FIRST["stars"][0],
        "Place 392 at the first reading.", FIRST["place"][0],
    ]  # fmt: skip
