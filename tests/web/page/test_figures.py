"""The number at the top and the companies, of campaigns that count different things."""

import re
from dataclasses import replace
from html import unescape

import pytest

from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import LIKES, MEASURES
from bot.core.model.reply import Names
from bot.core.model.snapshots import Snapshot
from bot.locales import speak
from storage import Database
from tests.talk import HOUR, NOW, START, Talk, another, load
from tests.web.house import serving


@pytest.mark.parametrize(
    ("measure", "counts", "number", "what", "good"),
    [
        ("signatures", (1000, 1250), "250", "signatures gained since 26 Feb", "yes"),
        ("signatures", (1000, 990), "10", "signatures lost since 26 Feb", "no"),
        ("likes", (1000, 990), "10", "likes taken back since 26 Feb", "yes"),
        ("stars", (453, 431), "4.31", "stars (average) now", "yes"),
    ],
)
async def test_each_measure_has_its_number_and_says_what_it_is(
    sqlite_store: Database, measure: str, counts: tuple[int, int], number: str, what: str, good: str
) -> None:
    page = Page("manual", "p", measure=MEASURES[measure])
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), (page,)),)))
    async with sqlite_store.writing() as tx:
        for place, count in enumerate(counts):
            at = START + place * HOUR
            await take_rows(tx, campaign, [(campaign.pages[0], Snapshot(at, count))], at)
    async with serving(sqlite_store, NOW) as site:
        text = unescape((await site.get("/en/one")).text)
    assert re.search(r'id="headline"[^>]*>([^<]*)<', text)[1] == number  # type: ignore[index]
    assert f'<p class="what">{what}</p>' in text
    assert f'<p class="gray worth" data-good="{good}">' in text
    assert re.search(rf'id="headline"[^>]*data-good="{good}"', text)
    assert f'<svg class="bar" data-good="{good}"' in text


async def test_a_goal_has_its_bar_and_each_measure_its_own_lines(sqlite_store: Database) -> None:
    goal = replace(MEASURES["signatures"], goal=5000)
    pages = (
        Page("manual", "s", measure=goal), Page("manual", "l", measure=LIKES), Page("manual", "c", control=True),
    )  # fmt: skip
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), pages),)))
    async with sqlite_store.writing() as tx:
        for place, values in enumerate(((1000, 700, 90), (1250, 690, 80))):
            at = START + place * HOUR
            await take_rows(
                tx, campaign, [(page, Snapshot(at, n)) for page, n in zip(campaign.pages, values, strict=False)], at
            )
    async with serving(sqlite_store, NOW) as site:
        text, embedded = (await site.get("/en/one")).text, (await site.get("/embed/one/en")).text
    plain = re.sub("[\u2066-\u2069]", "", unescape(text))
    assert re.search(
        r'class="goal way"><svg[^>]*><rect width="25.0%".*?25.00% of the way to 5,000\u00a0signatures', plain, re.DOTALL
    )
    found = re.findall(r'colspan="9">([^<]*)<', plain)
    assert found == ["250\u00a0signatures gained", "10\u00a0likes lost", "for comparison"]
    assert re.findall(r'class="group">([^<]*)<', re.sub("[\u2066-\u2069]", "", unescape(embedded))) == found
    # Each measure has the small line of its own numbers, one that rises and one that falls; the control has none.
    sparks = re.findall(r'class="spark">.*?<path d="([^"]*)"', text.partition('<div id="chart"')[0])
    assert sparks == ["M0,22L88,2", "M0,2L88,22", ""]


async def test_of_several_measures_one_that_did_not_change_is_named(sqlite_store: Database) -> None:
    pages = tuple(Page("manual", key, measure=MEASURES[key]) for key in ("reviews", "players", "signatures"))
    campaign = await load(sqlite_store, another("one", targets=(Target("t", Names({"en": "Test"}), pages),)))
    async with sqlite_store.writing() as tx:
        for place, values in enumerate(((1000, 54_321), (1002, 54_321))):
            at = START + place * HOUR
            rows = [(page, Snapshot(at, count)) for page, count in zip(campaign.pages[:2], values, strict=True)]
            await take_rows(tx, campaign, rows, at)
    async with serving(sqlite_store, NOW) as site:
        text = re.sub("[\u2066-\u2069]", "", unescape((await site.get("/en/one")).text))
    assert re.findall(r'colspan="9">([^<]*)<', text) == ["2\u00a0reviews gained", "players: no change", "signatures"]
    told = "\n".join(map(speak("en"), (await Talk(sqlite_store, NOW).group("/stats one")).lines))
    told = re.sub("[\u2066-\u2069]", "", told)
    assert "players: no change (0.00%)" in told
    # One that nothing was read of yet is named as well.
    assert "No change to show yet" not in told
    assert "signatures" in told
