"""A campaign of three measures: a chart, a table and a small line for each of them on its page."""

import re
from dataclasses import replace
from html import unescape

import pytest

from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Names, Text
from bot.core.model.snapshots import Snapshot
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.talk import HOUR, START, another, load
from tests.web.house import serving

KEYS = ("signatures", "followers", "place")


@pytest.fixture
async def read(sqlite_store: Database) -> Database:
    targets = tuple(
        Target(key, Names({"en": key.title()}), (Page("manual", key, measure=MEASURES[key]),)) for key in KEYS
    )
    campaign = await load(sqlite_store, replace(another(), targets=targets))
    rows = [
        (page, Snapshot(START + hours * HOUR, 1000 * (place + 1) + hours * (place + 1) * (-1) ** place))
        for hours in range(4)
        for place, page in enumerate(campaign.pages)
    ]
    async with sqlite_store.writing() as tx:
        await take_rows(tx, campaign, rows, START + 3 * HOUR)
    return sqlite_store


@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_measure_has_its_own_chart_and_table(read: Database, language: str) -> None:
    async with serving(read, START + 3 * HOUR) as site:
        text = unescape((await site.get(f"/{language}/second")).text)
    for mark in "\u2066\u2067\u2068\u2069":
        text = text.replace(mark, "")
    names = [speak(language)(Text(f"measure-{key}")) for key in KEYS]
    charts = text.split('<div class="one-chart">')[1:]
    assert len(charts) == len(KEYS)
    for name, key, chart in zip(names, KEYS, charts, strict=True):
        assert name in re.findall("<h3>(.*)</h3>", chart)[0]
        assert chart.count('class="line c0"') == 1
        assert re.findall('<th scope="col">(.*?)</th>', chart)[1:] == [key.title()]
        # The last row is what the readings say: a loss of what should fall, a change of the number else.
        cells = re.findall("<td><bdi>(.*?)</bdi></td>", chart)
        assert cells[-1] == str(3 * (KEYS.index(key) + 1))
    # Each company has the small line of its own numbers.
    assert text.count('class="spark"') == len(KEYS)


async def test_a_reading_of_any_measure_makes_a_new_chart(read: Database) -> None:
    pattern = 'id="chart" data-version="([^"]+)"'
    versions = set()
    for later in range(len(KEYS)):
        now = START + (4 + later) * HOUR
        async with read.writing() as tx:
            (campaign,) = await tx.campaigns.all()
            await take_rows(tx, campaign, [(campaign.pages[later], Snapshot(now, 900))], now)
        async with serving(read, START + 9 * HOUR) as site:
            versions.update(re.findall(pattern, (await site.get("/en/second")).text))
    assert len(versions) == len(KEYS)


async def test_each_measure_has_its_own_badge_and_picture_to_pass_on(read: Database) -> None:
    async with serving(read, START + 3 * HOUR) as site:
        about = (await site.get("/en/second/about")).text
        badges = [f"/en/second/badge.svg{query}" for query in ("", "?measure=followers", "?measure=place")]
        assert re.findall(r'src="(/en/second/badge.svg[^"]*)"', about) == badges
        said = [re.findall(r"<title>(.*)</title>", (await site.get(path)).text)[0] for path in badges]
        plain = [re.sub("[\u2066-\u2069]", "", one) for one in said]
        assert plain == [
            "second: signatures: +3", "second: followers: \u22126", "second: place in the chart: down 9\u00a0places",
        ]  # fmt: skip
        # Junk beside it is ignored, as everywhere, and adds nothing to what is kept; a misspelt word is no headline.
        kept = len(site.app.response_cache._entries)
        assert (await site.get(f"{badges[1]}&x=1")).text == (await site.get(badges[1])).text
        for wrong in ("", "Followers", "x" * 30):
            assert (await site.get(f"/en/second/badge.svg?measure={wrong}")).status_code == 400
        assert len(site.app.response_cache._entries) == kept
        unknown = await site.get("/en/second/share.png?measure=price")
        assert unknown.status_code == 400
        assert "signatures, followers, place" in re.sub("[\u2066-\u2069]", "", unescape(unknown.text))
        pictures = {(await site.get(f"/en/second/share.png{query}")).content for query in ("", "?measure=followers")}
        assert len(pictures) == 2
