"""Pictures to pass on: what stands in them, and that they can be read on a phone."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.charts.share import Card, ShareForm, campaign_card, draw_share, event_card
from bot.charts.worker import fonts, render
from bot.core.counts.figures import read
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.measures.measure import LIKES
from bot.core.model.measures.texts import counted
from bot.core.model.reply import Names, Text
from bot.core.ports.language import Tongue
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.browser import browsing
from tests.charts.example import ADDRESS
from tests.event_talk import NEW, EventTalk
from tests.shipped_fonts import dress
from tests.talk import END, HOUR, NOW, Talk, another, load, load_2016, put

SHOWN_AT, LEAST = 300, 11
"""How wide phones show a picture, and how large its letters must be there, in pixels."""


async def drawn_of(store: Database, language: str) -> tuple[Campaign, Tongue, Card]:
    """The campaign of 2016 at its end, as its card says it."""
    campaign, voice = await load_2016(store), speak(language)
    async with store.reading() as tx:
        return campaign, voice, campaign_card(await read(tx, campaign, END), voice, ADDRESS)


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_picture_has_one_number_three_bars_campaign_address_and_date(
    sqlite_store: Database, language: str, form: ShareForm
) -> None:
    campaign, voice, card = await drawn_of(sqlite_store, language)
    svg = draw_share(card, form, rtl=voice.right_to_left)
    ET.fromstring(svg)  # noqa: S314 - our own
    for part in (card.number, ADDRESS, campaign.title.in_language(language), card.date):
        assert part in svg, part
    assert len(card.bars) == 3
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    *others, address = sorted(sizes, reverse=True)
    assert min(others) * SHOWN_AT / form.value[0] >= LEAST
    # This one has 33 characters, beside the date.
    assert address * SHOWN_AT / form.value[0] >= LEAST - 1
    assert "style=" not in svg
    assert render(svg, fonts()).startswith(b"\x89PNG")


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_number_s_comma_does_not_touch_the_words_below(
    sqlite_store: Database, language: str, form: ShareForm
) -> None:
    _, voice, card = await drawn_of(sqlite_store, language)
    svg = draw_share(replace(card, number="69,136,427", beside=""), form, rtl=voice.right_to_left)
    number = next(
        found for found in re.finditer(r'<text x="[\d.]+" y="([\d.]+)"[^>]*>(.*)</text>', svg) if "69,136" in found[2]
    )
    drawn = Image.open(io.BytesIO(render(svg, fonts()))).convert("L")
    top = float(number[1])
    rows = [drawn.crop((0, y, drawn.width, y + 1)).getextrema()[0] > 240 for y in range(int(top) + 8, int(top) + 32)]
    assert any(rows)


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_at_the_first_reading_it_shows_where_each_company_stands(
    sqlite_store: Database, language: str, form: ShareForm
) -> None:
    voice, base = speak(language), await load_2016(sqlite_store)
    fresh = await load(sqlite_store, replace(base, slug="fresh"))
    await put(sqlite_store, fresh, [(0, NOW, 2_447_581), (1, NOW, 2_039_848), (2, NOW, 2_198_648)])
    async with sqlite_store.reading() as tx:
        stats = await read(tx, fresh, NOW + HOUR)
    card = campaign_card(stats, voice, ADDRESS)
    assert [bar[1] for bar in card.bars] == [
        voice(Text("cell", {"value": count})) for count in (2_447_581, 2_198_648, 2_039_848)
    ]
    assert [round(share) for _, _, share, _ in card.bars] == [100, 90, 83]
    assert {good for *_, good in card.bars} == {None}
    svg = draw_share(card, form, rtl=voice.right_to_left)
    assert "…" not in svg
    drawn = Image.open(io.BytesIO(render(svg, fonts()))).convert("L")
    for edge in (0, drawn.width - 20):
        assert drawn.crop((edge, 40, edge + 20, drawn.height)).getextrema()[0] > 240
    alone = replace(stats, blocks=(replace(stats.blocks[0], targets=stats.targets[:1]),))
    assert campaign_card(alone, voice, ADDRESS).bars == ()


async def test_many_long_names_stay_inside_and_three_are_shown(sqlite_store: Database) -> None:
    targets = tuple(
        Target(f"t{number}", Names({"en": f"A company with the long name {number}"}), (Page("manual", f"p{number}"),))
        for number in range(8)
    )
    campaign = await load(sqlite_store, another(targets=targets))
    async with sqlite_store.reading() as tx:
        card = campaign_card(await read(tx, campaign, END), speak("en"), "")
    assert (card.number, card.bars) == ("", ())
    long = replace(card, title="A title " * 12, number="12,345,678–12,346,678", what="of something long " * 9,
                   bars=(("A company with the long name", "−12", 50.0, True),))  # fmt: skip
    for form in ShareForm:
        svg = draw_share(long, form, rtl=False)
        assert "A company with…" in svg
        assert render(svg, fonts()).startswith(b"\x89PNG")
    assert "xxxxxxx…" in draw_share(replace(card, what="x" * 300), ShareForm.STORY, rtl=False)


async def test_an_event_shows_its_day_then_who_takes_part_then_who_did(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW + " goal=10", "7")
    campaign = await load_2016(sqlite_store)

    async def told() -> tuple[str, str, int]:
        event = await event_talk.event()
        async with sqlite_store.reading() as tx:
            status = await read_status(tx, campaign, event, KINDS["phone_off"], event_talk.talk.now)
        card = event_card(status, speak("en"), ADDRESS)
        return card.number, card.what, len(card.bars)

    assert event_talk.talk.now.year == 2026
    assert await told() == ("5 Dec", "Phones off", 0)
    await event_talk.pledges(6)
    assert await told() == ("6", "people take part: Phones off", 1)


GOALS = [Text("counted-people", {"count": goal}) for goal in (10, 100, 1000, 10_000, 100_000)]
GOALS += [counted(LIKES, goal) for goal in (-1000, 100_000)]


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_bar_does_not_stand_on_its_own_words(language: str, form: ShareForm) -> None:
    voice = speak(language)
    said = [voice(Text("page-goal", {"share": share, "goal": goal})) for goal in GOALS for share in (7, 60, 100)]
    card = Card("Campaign", "37", "take part", "", (), "28 Feb 2016", ADDRESS)
    boxes = """() => [...document.querySelectorAll("svg")].map(svg => {
        const bar = [...svg.querySelectorAll("rect")].at(-2);
        const words = bar.previousElementSibling.tagName == "text" ? bar.previousElementSibling
            : bar.parentElement.querySelector("text");
        return [words, bar].map(one => { const {x, y, width, height} = one.getBBox();
            return [x, y + height / 4, x + width, y + height * 3 / 4]; }); })"""
    async with browsing() as browser:
        page = await browser.new_page()
        drawn = [
            draw_share(replace(card, bars=((one, "", 60.0, None),)), form, rtl=voice.right_to_left) for one in said
        ]
        await page.set_content("".join(drawn))
        await dress(page)
        found = await page.evaluate(boxes)
    assert len(found) == len(said)
    for words, (one, beside) in zip(said, found, strict=True):
        assert one[2] <= beside[0] or beside[2] <= one[0] or one[3] <= beside[1] or beside[3] <= one[1], words


@pytest.mark.parametrize("rtl", [True, False])
def test_a_bar_without_a_value_beside_it_goes_on_to_the_edge(*, rtl: bool) -> None:
    card = Card("Campaign", "37", "take part", "", (("18% of 200", "", 50.0, None),), "28 Feb 2016", ADDRESS)
    margin = 44 * 1.6
    for value, reach in (("", 0.62), ("\u2212122,129", 0.36)):
        svg = draw_share(replace(card, bars=(("18% of 200", value, 50.0, None),)), ShareForm.SHARE, rtl=rtl)
        track, bar = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)[-2:]
        assert float(track[1]) == pytest.approx(reach * (1200 - 2 * margin), abs=0.1)
        assert float(bar[1]) == pytest.approx(float(track[1]) / 2, abs=0.1)
        far = float(track[0]) if rtl else 1200 - float(track[0]) - float(track[1])
        assert (far == pytest.approx(margin, abs=0.2)) is not bool(value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["98,765,432", "525,185,184", "4,938,271,566"])
async def test_a_large_number_does_not_touch_the_per_cent_beside_it(
    sqlite_store: Database, language: str, number: str
) -> None:
    _, voice, card = await drawn_of(sqlite_store, language)
    svg = draw_share(
        replace(card, number=number, beside="\u221212.34\u00a0%"), ShareForm.SHARE, rtl=voice.right_to_left
    )
    async with browsing() as browser:
        page = await browser.new_page()
        await page.set_content(svg)
        await dress(page)
        boxes = await page.evaluate("""() => [...document.querySelectorAll("text")].map((text) => {
            const { x, width } = text.getBBox();
            return [text.textContent, x, x + width]; })""")
    found = {text.strip("\u2068\u2069"): sides for text, *sides in boxes}
    left, right = sorted([found[number], found["\u221212.34\u00a0%"]])
    assert left[1] + 20 <= right[0]


async def test_companies_whose_names_begin_alike_are_told_apart(sqlite_store: Database) -> None:
    _, voice, card = await drawn_of(sqlite_store, "en")
    bars = tuple((f"National Telephone {place}", *bar[1:]) for place, bar in enumerate(card.bars))
    svg = draw_share(replace(card, bars=bars), ShareForm.SHARE, rtl=voice.right_to_left)
    assert all(f"National…phone {place}" in svg for place in range(3))
