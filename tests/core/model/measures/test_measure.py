from decimal import Decimal

import pytest

from bot.core.model.measures.measure import LIKES, MEASURES, Measure, MeasureKind, Wanted, rescale


def test_a_campaign_wants_likes_to_fall_and_signatures_to_rise() -> None:
    assert [LIKES.good(change) for change in (-3, 0, 3)] == [True, None, False]
    assert [MEASURES["signatures"].good(change) for change in (-3, 0, 3)] == [False, None, True]


def test_a_place_in_a_chart_falls_when_its_number_gets_bigger() -> None:
    falling, rising = MEASURES["place"], Measure("place", MeasureKind.RANK, Wanted.RISE)
    assert (falling.good(3), falling.good(-3)) == (True, False)
    assert (rising.good(3), rising.good(-3)) == (False, True)


def test_no_place_is_nought_and_no_average_of_stars_lies_beyond_its_scale() -> None:
    place, stars = MEASURES["place"], MEASURES["stars"]
    assert [place.possible(value) for value in (0, 1, 100)] == [False, True, True]
    assert [stars.possible(value) for value in (0, 1, 500, 501, 720)] == [False, True, True, False, False]
    assert [LIKES.possible(value) for value in (-1, 0, 10**11)] == [False, True, True]
    assert Measure("other", MeasureKind.AVERAGE, decimals=1).possible(72)


def test_counts_and_rates_add_up_places_averages_and_prices_do_not() -> None:
    assert {kind for kind in MeasureKind if kind.adds_up} == {MeasureKind.COUNT, MeasureKind.RATE}


def test_a_number_is_kept_whole_and_read_back_exactly() -> None:
    stars = MEASURES["stars"]
    assert (stars.scaled(Decimal("4.535")), stars.number(454)) == (454, Decimal("4.54"))
    assert (LIKES.scaled(7), LIKES.number(7)) == (7, Decimal(7))


@pytest.mark.parametrize(
    ("value", "decimals", "to", "result"), [(453, 2, 4, 45300), (45351, 4, 2, 454), (-5, 1, 0, -1), (7, 0, 0, 7)]
)
def test_a_number_changes_its_decimals_with_halves_away_from_zero(
    value: int, decimals: int, to: int, result: int
) -> None:
    assert rescale(value, decimals, to) == result


def test_pages_share_a_block_whatever_their_goals_but_not_with_other_names() -> None:
    cards = Measure("other", names={"en": {"one": "card", "other": "cards"}})
    assert cards.identity == Measure("other", names={"en": {"other": "cards", "one": "card"}}, goal=5).identity
    assert cards.identity != Measure("other", names={"en": {"other": "letters"}}).identity


def test_every_measure_is_listed_under_its_own_key() -> None:
    assert all(key == one.key for key, one in MEASURES.items())
