from dataclasses import replace

import pytest

from bot.core.counts.chart_data import Window
from bot.core.counts.intake import take_rows
from bot.core.counts.picture_address import parse_address
from bot.core.model.campaign import Campaign, Page, Target, named_in_buttons
from bot.core.model.limits import mark_of
from bot.core.model.measures.measure import MEASURES, Wanted
from bot.core.model.reply import Names, Reply, Text
from bot.core.model.snapshots import Snapshot
from bot.locales import speak
from tests.talk import END, HOUR, NOW, SLUG, START, Talk, another, example, line, load, put, spoken

PLAIN = dict.fromkeys((0x2067, 0x2068, 0x2069))


def drawn(reply: Reply) -> tuple[str, str, Window]:
    address = parse_address(reply.picture)
    assert address is not None
    return address.campaign, address.target, address.window


@pytest.mark.parametrize(
    ("asked", "target", "window"),
    [
        ("/chart", "", Window.ALL),
        ("/chart 24h", "", Window.DAY),
        ("/chart inwi", "inwi", Window.ALL),
        ("/chart Maroc Telecom 72H", "maroc-telecom", Window.THREE_DAYS),
        ("/chart no-voip-no-like all", "", Window.ALL),
    ],
)
async def test_a_chart_is_of_a_target_and_a_window(talk: Talk, asked: str, target: str, window: Window) -> None:
    talk.now = END
    reply = await talk.member(asked)
    assert drawn(reply) == ("no-voip-no-like", target, window)
    assert line(reply, "age-ended")
    named = named_in_buttons(example(), target)
    assert [button.command for row in reply.buttons for button in row] == [
        f"chart {named}", f"stats {named} details", f"share {SLUG}",
    ]  # fmt: skip


async def test_its_words_say_what_it_shows_where_pictures_cannot_be_seen(talk: Talk) -> None:
    talk.now = END
    said = spoken(await talk.member("/chart inwi"))["en"]
    assert "No VOIP = No Like: likes, since the start" in said
    assert "147,408\u00a0likes lost (\u22127.23%)" in said
    assert "Meditel" not in said


async def test_a_window_tells_what_changed_in_it_and_not_since_the_start(talk: Talk) -> None:
    talk.now = END - HOUR
    async with talk.store.writing() as tx:
        pages = (await tx.campaigns.all())[0].pages
        yesterday, now = END - 25 * HOUR, END - 2 * HOUR
        await tx.snapshots.add([(page.id, Snapshot(yesterday, 1_000_000)) for page in pages])
        await tx.snapshots.add([(page.id, Snapshot(now, 999_000)) for page in pages[:2]])
    # A page that was not read within the day tells no change of it, and so does the sum.
    said = spoken(await talk.member("/chart 24h"))["en"].translate(dict.fromkeys((0x2068, 0x2069)))
    assert "Meditel 1,000,000 · —" in said
    assert "The readings lie too far apart to tell a change, the last 24\u00a0hours" in said
    async with talk.store.writing() as tx:
        await tx.snapshots.add([(pages[2].id, Snapshot(now, 1_000_000))])
    said = spoken(await talk.member("/chart 24h"))["en"].translate(dict.fromkeys((0x2068, 0x2069)))
    assert "2,000\u00a0likes lost, the last 24\u00a0hours" in said
    assert "Inwi 999,000 · \u22121,000" in said
    assert "Meditel 1,000,000 · 0" in said
    assert "1,000\u00a0likes lost, the last 24\u00a0hours" in spoken(await talk.member("/chart inwi 24h"))["en"]
    assert "since the start" in spoken(await talk.member("/chart"))["en"]


async def test_without_readings_there_is_nothing_to_draw(talk: Talk) -> None:
    await load(talk.store, another())
    reply = await talk.member("/chart second")
    assert reply.lines == (Text("chart-nothing"),)
    assert reply.picture == ""


async def test_with_one_reading_there_is_its_count_and_no_picture(talk: Talk) -> None:
    await put(talk.store, await load(talk.store, another()), [(0, NOW - HOUR, 1000)])
    for text in ("/chart second", "/chart second 24h"):
        reply = await talk.member(text)
        assert [one.id for one in reply.lines[:1]] == ["headline-count"]
        assert reply.lines[-1] == Text("chart-first")
        assert reply.picture == ""
        assert reply.buttons


async def test_an_unknown_window_is_answered_with_the_valid_ones(talk: Talk) -> None:
    reply = await talk.member("/chart 48h")
    assert line(reply, "bad-window")["word"] == "48h"
    assert line(reply, "chart-usage") == {}


async def test_an_unknown_target_is_told_as_stats_does(talk: Talk) -> None:
    assert line(await talk.member("/chart zzz"), "unknown-target")["word"] == "zzz"
    assert line(await talk.member("/chart mediltel 24h"), "unknown-target-near")["near"] == Names(
        {"ar": "ميديتل", "en": "Meditel", "fr": "Meditel"}
    )


def three_measures() -> Campaign:
    """A campaign that counts likes, followers and two places in a chart."""
    likes, followers, place = (MEASURES[key] for key in ("likes", "followers", "place"))
    targets = (
        Target(
            "one", Names({"en": "One"}), (Page("manual", "a", measure=likes), Page("manual", "b", measure=followers))
        ),
        Target("likes", Names({"en": "Likes"}), (Page("manual", "c", measure=likes),)),
        Target("app", Names({"en": "App"}), tuple(Page("manual", name, measure=place) for name in "de")),
        Target("rise", Names({"en": "Rise"}), (Page("manual", "f", measure=replace(followers, wanted=Wanted.RISE)),)),
    )
    return replace(another(), targets=targets)


@pytest.fixture
async def measured(talk: Talk) -> Talk:
    campaign = await load(talk.store, three_measures())
    talk.now = START + 5 * HOUR
    rows = [
        (page, Snapshot(START + hours * HOUR, 100 * (place + 1) - place * hours))
        for hours in range(3)
        for place, page in enumerate(campaign.pages)
    ]
    async with talk.store.writing() as tx:
        await take_rows(tx, campaign, rows, talk.now)
    return talk


@pytest.mark.parametrize(
    ("asked", "target", "window", "measure", "said"),
    [
        ("/chart second", "", Window.ALL, "", "4\u00a0likes lost"),
        ("/chart second likes", "", Window.ALL, "", "4\u00a0likes lost"),
        ("/chart second followers", "", Window.ALL, "followers", "2\u00a0followers lost"),
        (
            "/chart second 24h followers-2",
            "",
            Window.DAY,
            "followers-2",
            "10\u00a0followers lost, the last 24\u00a0hours",
        ),
        ("/chart second place all", "", Window.ALL, "place", "By place in the chart:"),
        (
            "/chart one followers 72h",
            "one",
            Window.THREE_DAYS,
            "followers",
            "2\u00a0followers lost, the last 72\u00a0hours",
        ),
        # In any language of the bot, with or without the Arabic article, as the case may be.
        ("/chart second abonnés", "", Window.ALL, "followers", "2\u00a0followers lost"),
        ("/chart second المتابعين 24h", "", Window.DAY, "followers", "2\u00a0followers lost, the last 24\u00a0hours"),
        ("/chart second متابعون", "", Window.ALL, "followers", "2\u00a0followers lost"),
        ("/chart second 72h Place au classement", "", Window.THREE_DAYS, "place", "place in the chart: page by page"),
        ("/chart second إعجابات", "", Window.ALL, "", "4\u00a0likes lost"),
        # A target may have the name of a measure.
        ("/chart likes", "likes", Window.ALL, "", "4\u00a0likes lost"),
        ("/chart likes likes 24h", "likes", Window.DAY, "", "4\u00a0likes lost, the last 24\u00a0hours"),
    ],
)
async def test_a_chart_is_of_the_measure_that_is_named(
    measured: Talk, asked: str, target: str, window: Window, measure: str, said: str
) -> None:
    reply = await measured.member(asked)
    address = parse_address(reply.picture)
    assert address is not None
    assert (address.target, address.window, address.measure) == (target, window, measure)
    assert str(address) == reply.picture
    told = spoken(reply)["en"].translate(dict.fromkeys((0x2068, 0x2069)))
    assert said in told
    # Only one measure is told of.
    assert (
        sum(noun in told for noun in ("likes lost", "followers lost", "By place in the chart:", "place in the chart: "))
        == 1
    )


async def test_every_other_measure_has_a_button_that_keeps_the_window(measured: Talk) -> None:
    reply = await measured.member("/chart second 24h followers")
    others = [button.command for row in reply.buttons for button in row][:3]
    assert others == [f"chart second 24h {mark_of(word)}" for word in ("likes", "place", "followers-2")]
    labels = [speak("en")(button.label).translate(PLAIN) for row in reply.buttons for button in row][:3]
    assert labels == ["Chart: likes", "Chart: place in the chart", "Chart: followers (should rise)"]
    for command in others:
        answer = await measured.member(f"/{command}")
        commands = [button.command for row in answer.buttons for button in row]
        assert f"chart second 24h {mark_of('followers')}" in commands


async def test_a_measure_that_is_not_counted_is_answered_with_those_that_are(measured: Talk) -> None:
    reply = await measured.member("/chart one price")
    assert line(reply, "no-such-measure")["word"] == "price"
    assert "Choose from: likes, followers." in spoken(reply)["en"].translate(dict.fromkeys((0x2068, 0x2069)))
    charts = [await measured.member(button.command) for row in reply.buttons for button in row]
    assert [parse_address(one.picture) for one in charts] == [
        parse_address((await measured.member(f"/chart one {word}")).picture) for word in ("likes", "followers")
    ]
