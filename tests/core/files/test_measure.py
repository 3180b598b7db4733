from decimal import Decimal

import pytest

from bot.core.files.campaign import Mistakes, parse
from bot.core.model.campaign import Campaign
from bot.core.model.measures.measure import MEASURES, Measure, Wanted
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES

PAGES = """
[[targets]]
slug = "one"
name = { en = "One" }
pages = [
  { source = "manual", handle = "petition" },
  { source = "mastodon", handle = "one@social.example" },
]
"""
HEAD = """
[campaign]
slug = "cards"
timezone = "UTC"
starts_at = 2026-12-01T00:00:00
contact = "https://example.org"
title = { en = "Cards" }
"""


def parsed(extra: str = "", pages: str = PAGES) -> Campaign:
    return parse(HEAD + extra + pages, SOURCES, LANGUAGES, {"UTC"})


def measures(extra: str = "", pages: str = PAGES) -> list[Measure]:
    return [page.measure for page in parsed(extra, pages).pages]


def mistakes(extra: str = "", pages: str = PAGES) -> str:
    with pytest.raises(Mistakes) as refused:
        parsed(extra, pages)
    return "\n".join(speak("en")(text) for text in refused.value.texts)


def test_each_page_has_its_sources_measure_and_no_money_is_needed() -> None:
    campaign = parsed()
    assert [page.measure.key for page in campaign.pages] == ["likes", "followers"]
    assert (campaign.currency, campaign.value_per_unit, campaign.goal) == ("", None, None)
    assert not any(page.control for page in campaign.pages)


def test_the_nearest_word_counts() -> None:
    pages = PAGES.replace('"petition"', '"petition", measure = "signatures"')
    assert [one.key for one in measures('measure = "members"', pages)] == ["signatures", "members"]
    assert measures('measure = { wanted = "rise" }') == [
        Measure(wanted=Wanted.RISE), Measure("followers", wanted=Wanted.RISE),
    ]  # fmt: skip
    target = PAGES.replace('slug = "one"', 'slug = "one"\nmeasure = { key = "price", unit = "EUR", value = 0.5 }')
    assert measures(pages=target)[0] == Measure("price", MEASURES["price"].kind, unit="EUR", decimals=2,
                                                worth=Decimal("0.5"))  # fmt: skip


def test_another_key_starts_from_its_own_measure() -> None:
    pages = PAGES.replace('"petition"', '"petition", measure = "stars"')
    assert (
        measures('measure = { key = "members", unit = "x", wanted = "rise", goal = 7 }', pages)[0] == MEASURES["stars"]
    )


def test_a_campaigns_goal_is_about_the_total_and_a_pages_goal_about_the_page() -> None:
    campaign = parsed('measure = { key = "signatures", goal = 3_000_000 }')
    assert (campaign.goal, campaign.pages[0].measure.goal) == (Decimal(3_000_000), None)
    pages = PAGES.replace('"petition"', '"petition", measure = { key = "stars", goal = 4.5 }')
    assert measures(pages=pages)[0].goal == 450


def test_a_measure_of_its_own_has_nouns_in_each_language() -> None:
    names = '{ en = { one = "card", other = "cards" }, fr = "cartes" }'
    first = measures(f"measure = {{ names = {names} }}")[0]
    assert first == Measure("other", names={"en": {"one": "card", "other": "cards"}, "fr": {"other": "cartes"}})


def test_a_control_page_is_said_at_the_page_or_at_its_target() -> None:
    page = PAGES.replace('"petition"', '"petition", role = "control"')
    assert [one.control for one in parsed(pages=page).pages] == [True, False]
    target = PAGES.replace('slug = "one"', 'slug = "one"\nrole = "control"')
    assert [one.control for one in parsed(pages=target).pages] == [True, True]


def test_the_older_name_of_the_worth_stays_valid() -> None:
    for key in ("value_per_like", "value_per_unit"):
        assert parsed(f'currency = "MAD"\n{key} = 3.5').value_per_unit == Decimal("3.5")


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('measure = "lieks"', "Did you mean likes?"),
        ("measure = 3", "measure.key: 3 does not fit"),
        ("measure = [1]", "measure: […] does not fit. It wants the name of a measure"),
        ('measure = { wanted = "grow" }', "one of fall, rise, in quotes"),
        ('measure = { kind = "sum" }', "one of count, rate, rank, average, price"),
        ("measure = { decimals = 7 }", "a whole number from 0 to 6"),
        ("measure = { goal = true }", "a number without quotes"),
        ("measure = { goal = -1 }", "a number without quotes"),
        ("measure = { goal = nan }", "a number without quotes"),
        ("measure = { names = 3 }", "a table of languages"),
        ("measure = { names = {} }", "a table of languages"),
        ('measure = { names = { xx = "a" } }', "a table of languages"),
        ('measure = { names = { en = { one = "a" } } }', "a table of languages"),
        ('measure = { names = { en = { other = "a", odd = "b" } } }', "a table of languages"),
        ("value_per_unit = 3", 'this also needs currency = "MAD"'),
        ("rates = { USD = 9.8 }\nrates_date = 2026-01-01", 'this also needs currency = "MAD"'),
        ('currency = "MAD"\nvalue_per_unit = 3\nvalue_per_like = 3', "says the same as value_per_unit"),
    ],
)  # fmt: skip
def test_a_mistake_says_what_would_be_right(extra: str, said: str) -> None:
    assert said in mistakes(extra)


def test_a_role_that_there_is_not_is_refused() -> None:
    assert "one of control" in mistakes(pages=PAGES.replace('"petition"', '"petition", role = "rival"'))


def test_the_headline_is_made_of_the_first_measure_without_controls() -> None:
    pages = PAGES.replace('"petition"', '"petition", measure = "followers"')
    assert len(parsed(pages=pages).headline_pages) == 2
    assert [page.key for page in parsed().headline_pages] == ["manual:petition"]
    control = PAGES.replace('"petition"', '"petition", role = "control"')
    assert [page.key for page in parsed(pages=control).headline_pages] == ["mastodon:one@social.example"]
    assert parsed(pages=PAGES.replace('slug = "one"', 'slug = "one"\nrole = "control"')).headline_pages == ()
