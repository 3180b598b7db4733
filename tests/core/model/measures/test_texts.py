from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.model.measures.measure import LIKES, MEASURES, Measure, Wanted
from bot.core.model.measures.texts import between, counted, measure_name, moved, number, shifted, signed, standing
from bot.core.model.reply import Number, Range, Signed, Text
from bot.core.model.reply_json import pack, unpack
from bot.locales import LANGUAGES, speak

CARDS = Measure(
    "other",
    names={
        "en": {"one": "postcard", "other": "postcards"},
        "ar": {"two": "بطاقتين", "few": "بطاقات", "other": "بطاقة"},
    },
)
SIGNATURES, STARS, PLACE, PRICE = (MEASURES[key] for key in ("signatures", "stars", "place", "price"))
MARKS = dict.fromkeys(map(ord, "\u200f\u2067\u2068\u2069"))


def said(text: Text, language: str = "en") -> str:
    return speak(language)(text).translate(MARKS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (moved(SIGNATURES, 2_803_543), "2,803,543\u00a0signatures gained"),
        (moved(SIGNATURES, -1), "1\u00a0signature lost"),
        (moved(LIKES, -175_245), "175,245\u00a0likes lost"),
        (moved(LIKES, -175_000, -176_000, -174_000), "174,000\u2060–\u2060176,000\u00a0likes lost"),
        (moved(LIKES, 0, -500, 500), "change: between −500 and 500\u00a0likes"),
        (moved(LIKES, -250, -500, 0), "0\u2060–\u2060500\u00a0likes lost"),
        (moved(LIKES, 0), "no change"),
        (moved(STARS, -30), "down 0.30\u00a0stars"),
        (moved(STARS, 100), "up 1.00\u00a0stars"),
        (moved(PLACE, 3), "down 3\u00a0places"),
        (moved(PLACE, -1), "up 1\u00a0place"),
        (moved(Measure("price", PRICE.kind, unit="EUR", decimals=2), -420), "down 4.20\u00a0EUR"),
        (moved(CARDS, 1), "1\u00a0postcard gained"),
        (moved(CARDS, 1200), "1,200\u00a0postcards gained"),
    ],
)  # fmt: skip
def test_a_change_says_its_measure_and_its_direction(text: Text, sentence: str) -> None:
    assert said(text) == sentence


def test_french_and_arabic_inflect_the_noun_by_the_number() -> None:
    assert said(moved(SIGNATURES, 2_803_543), "fr") == "2\u202f803\u202f543\u00a0signatures de plus"
    assert said(moved(SIGNATURES, 2_803_543), "ar") == "زيادة 2,803,543\u00a0توقيعًا"
    assert said(counted(CARDS, 2), "ar") == "بطاقتين"
    assert said(counted(CARDS, 5), "ar") == "5\u00a0بطاقات"
    assert said(counted(CARDS, 5), "fr") == "5\u00a0postcards"
    assert said(measure_name(CARDS), "ar") == "بطاقات"
    assert said(measure_name(CARDS)) == "postcards"
    assert said(counted(MEASURES["other"], 5)) == "5"
    assert said(counted(Measure("other", names={"en": {"few": "cards"}}), 5)) == "5\u00a0"
    assert said(measure_name(Measure("other", names={"eo": {"other": "poŝtkartoj"}}))) == "poŝtkartoj"


def test_an_own_noun_for_two_says_its_number_itself_in_arabic() -> None:
    own = {"ar": {"two": "مراجعتين", "few": "مراجعات", "other": "مراجعة"}, "en": {"one": "review", "other": "reviews"}}
    measure = Measure("other", wanted=Wanted.RISE, names=own)
    assert said(moved(measure, 2), "ar") == "زيادة مراجعتين"
    assert said(counted(measure, 3), "ar") == "3\u00a0مراجعات"
    assert said(counted(measure, 1, 2), "ar").endswith("\u00a0مراجعتين")
    assert "2" in said(counted(measure, 1, 2), "ar")
    assert said(counted(measure, 2)) == "2\u00a0reviews"
    assert said(counted(replace(measure, decimals=1), 20), "ar") == "مراجعتين"
    assert "2.0" in said(counted(replace(measure, decimals=1, unit="EUR"), 20), "ar")
    for alike in ({"other": "بطاقة"}, {"two": "بطاقة", "other": "بطاقة"}):
        assert said(counted(Measure("other", names={"ar": alike}), 2), "ar") == "2\u00a0بطاقة"


def test_a_place_stands_and_is_no_number_of_places() -> None:
    assert (said(standing(PLACE, 3)), said(standing(LIKES, 3))) == ("place 3", "3\u00a0likes")


def test_bare_numbers_carry_decimals_and_unit() -> None:
    assert (number(LIKES, 12), number(STARS, 453)) == (12, Number(453, 2))
    assert signed(STARS, -30) == Signed(-30, 2)
    assert (between(LIKES, 3, 3), between(STARS, 1, 2)) == (3, Range(1, 2, 2))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_speaks_every_language(key: str, language: str) -> None:
    measure = MEASURES[key]
    for value in (0, 1, 2, 5, 11, 100, 2_447_581):
        digits = said(counted(measure, value), language)
        assert digits.strip()
        # Arabic says one and two without their digit.
        assert any(sign.isdigit() for sign in digits) or (language == "ar" and value in {1, 2})
    assert said(measure_name(measure), language)


def test_a_text_of_a_measure_is_stored_and_read_back() -> None:
    texts = (moved(CARDS, 12, 10, 14), moved(STARS, -30), measure_name(CARDS))
    assert tuple(unpack(pack(text)) for text in texts) == texts
    assert Decimal(STARS.number(453)) == Decimal("4.53")


FOLLOWERS, SUBSCRIBERS = MEASURES["followers"], MEASURES["subscribers"]
RISING = replace(FOLLOWERS, wanted=Wanted.RISE)


@pytest.mark.parametrize(
    ("measures", "names"),
    [
        ([FOLLOWERS, LIKES, replace(FOLLOWERS, goal=9)], ["followers", "likes", "followers"]),
        ([FOLLOWERS, RISING], ["followers (should fall)", "followers (should rise)"]),
        ([PRICE, replace(PRICE, unit="EUR")], ["price", "price (EUR)"]),
        ([FOLLOWERS, RISING, replace(RISING, decimals=1)], ["followers (1)", "followers (2)", "followers (3)"]),
        ([CARDS, replace(CARDS, wanted=Wanted.RISE)], ["postcards (should fall)", "postcards (should rise)"]),
        ([CARDS, replace(CARDS, names={"en": {"other": "coupons"}})], ["postcards", "coupons"]),
    ],
)
def test_measures_of_one_name_are_told_apart(measures: list[Measure], names: list[str]) -> None:
    assert [said(measure_name(one, measures)) for one in measures] == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_measures_of_a_campaign_have_one_name(language: str) -> None:
    everything = [*MEASURES.values(), RISING, replace(PRICE, unit="EUR"), replace(PRICE, unit="MAD")]
    found = [said(measure_name(one, everything), language) for one in everything]
    assert len(set(found)) == len(everything)


def test_inside_a_sentence_a_place_moves_in_words_and_all_else_by_its_sign() -> None:
    place = MEASURES["place"]
    assert [shifted(place, change) for change in (-2, 0, 1)] == [moved(place, -2), Text("moved-not"), moved(place, 1)]
    assert shifted(MEASURES["stars"], -30) == signed(MEASURES["stars"], -30)
