"""Pictures are compared with references that a person has looked at; `python -m tests.charts.redraw` makes new ones."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.charts import draw, draw_badge
from bot.charts.draw import ACCENT, BAD, GOOD, short_names
from bot.charts.share import ShareForm
from bot.charts.worker import fonts, render
from bot.core.counts.chart_data import Plot, Window, read_plot
from bot.core.counts.figures import Stats, read
from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Names, Text
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.browser import browsing
from tests.charts.example import FORMS, REFERENCES, name_of, picture
from tests.shipped_fonts import dress
from tests.talk import END, HOUR, START, another, load, load_2016, put


async def looked_at(store: Database, window: Window = Window.ALL, target: str = "") -> tuple[Stats, Plot]:
    campaign = await load_2016(store)
    async with store.reading() as tx:
        return await read(tx, campaign, END), await read_plot(tx, campaign, END, window, target)


@pytest.mark.parametrize("form", FORMS, ids=name_of)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_picture_looks_like_its_reference(
    sqlite_store: Database, language: str, form: ShareForm | None
) -> None:
    png = await picture(sqlite_store, language, form)
    made = Image.open(io.BytesIO(png)).convert("L")
    assert made.size == (form.value[:2] if form else (1200, 900))
    wanted = Image.open(REFERENCES / f"{name_of(form)}-{language}.png").convert("L")
    difference = ImageChops.difference(made.resize(wanted.size, Image.Resampling.LANCZOS), wanted)
    # Edges of letters may move a little between versions of the drawing library; words and lines may not.
    assert ImageStat.Stat(difference).mean[0] < 1.5
    assert sum(difference.histogram()[96:]) < 0.002 * wanted.size[0] * wanted.size[1]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_chart_is_sound_svg_without_styles(sqlite_store: Database, language: str) -> None:
    svg = draw(*await looked_at(sqlite_store), speak(language))
    ET.fromstring(svg)  # noqa: S314 - our own
    assert "style=" not in svg
    assert "direction" not in svg


async def test_arabic_is_anchored_at_the_right_and_isolated(sqlite_store: Database) -> None:
    svg = draw(*await looked_at(sqlite_store), speak("ar"))
    assert re.search(r'text-anchor="end"[^>]*>\u2067[^<]*لا مكالمات', svg)
    assert "\u2068200,000\u2069" in svg


async def test_a_target_alone_says_its_own_loss(sqlite_store: Database) -> None:
    svg = draw(*await looked_at(sqlite_store, target="inwi"), speak("en"))
    assert "147,408\u00a0likes lost (\u22127.23%)" in svg
    assert "Meditel" not in svg


async def test_a_line_comes_into_a_window_as_steep_as_it_is(sqlite_store: Database) -> None:
    def scaled(svg: str) -> list[tuple[float, float]]:
        path = re.search(r'<path d="M([^"h]+)" fill="none"', svg)
        assert path is not None
        return [(float(x), float(y)) for x, y in (pair.split(",") for pair in path[1].split("L"))]

    stats, plot = await looked_at(sqlite_store, target="inwi")
    whole = scaled(draw(stats, plot, speak("en")))
    part = scaled(draw(*await looked_at(sqlite_store, Window.DAY, "inwi"), speak("en")))
    # Both have the same scale of losses. Of the 84 hours between the two readings, the last 24 are drawn.
    assert (part[0][0], part[1]) == (whole[0][0], whole[1])
    height = whole[0][1] - whole[1][1]
    assert part[0][1] - part[1][1] == pytest.approx(height * 24 / 84, abs=0.2)


LONG_TITLE = {
    "en": "A long campaign about mobile operators that block calls over the internet",
    "fr": "Une longue campagne contre les opérateurs mobiles qui bloquent les appels sur internet",
    "ar": "حملة طويلة ضد شركات الاتصالات التي تحجب المكالمات الصوتية عبر الإنترنت في المغرب كله",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("companies", [1, 4, 7, 8, 12, 16, 40])
async def test_names_stand_at_the_ends_of_their_lines_large_enough_for_a_phone(
    sqlite_store: Database, companies: int, language: str
) -> None:
    targets = tuple(
        Target(f"t{number}", Names({"en": f"National Telephone {number}"}), (Page("manual", f"p{number}"),))
        for number in range(companies)
    )
    campaign = await load(sqlite_store, another(targets=targets, title=Names(LONG_TITLE)))
    for place in range(companies):
        await put(sqlite_store, campaign, [(place, START, 1_234_567_890), (place, START + HOUR, 1_200_000_000 + place)])
    async with sqlite_store.reading() as tx:
        stats, plot = await read(tx, campaign, END), await read_plot(tx, campaign, END, Window.ALL)
    async with browsing() as browser:
        page = await browser.new_page()
        await page.set_content(draw(stats, plot, speak(language)))
        await dress(page)
        texts = await page.evaluate("""() => [...document.querySelectorAll("text")].map(text => {
            const { x, y, width, height } = text.getBBox();
            return [text.textContent, x, y, x + width, y + height, parseFloat(getComputedStyle(text).fontSize)]; })""")
    names = [one for one in texts if "Nation" in one[0]]
    # A phone shows the picture 300 pixels wide: letters of 44 are 11 there, those of 36 are 9.
    smallest = 44 if companies <= 7 else 36
    title, *_, first, second = sorted(texts, key=lambda one: one[2])
    assert min(size for *_, size in (title, first, second)) >= min(smallest, 39)
    assert min(one[-1] for one in texts if one not in (title, first, second)) >= smallest
    assert all(left >= 0 and right <= 1200 and top >= 0 and bottom <= 900 for _, left, top, right, bottom, _ in texts)
    # Of more lines than have room for their names, those that moved most are named.
    assert len({name for name, *_ in names}) == min(companies, 12)
    numbers = sorted(int(number) for name, *_ in names for number in re.findall(r"\d+", name))
    assert numbers == [*range(min(companies, 12))] or companies == 1
    # A text's box is half as high again as its letters.
    inked = [(text, left, top + size / 4, right, bottom - size / 4) for text, left, top, right, bottom, size in texts]
    for (one, *box), (other, *beside) in combinations(inked, 2):
        apart = box[2] <= beside[0] or beside[2] <= box[0] or box[3] <= beside[1] or beside[3] <= box[1]
        assert apart, (one, other)
    tops = sorted(top for _, _, top, *_ in names)
    assert all(below - above >= smallest for above, below in pairwise(tops))


async def test_a_title_of_some_fifty_letters_stands_there_whole(sqlite_store: Database) -> None:
    title = "Boycott of the supermarkets that raised their prices"
    campaign = await load(sqlite_store, another(title=Names({"en": title})))
    await put(sqlite_store, campaign, [(0, START, 200), (0, START + HOUR, 100)])
    async with sqlite_store.reading() as tx:
        svg = draw(await read(tx, campaign, END), await read_plot(tx, campaign, END, Window.ALL), speak("en"))
    assert title in svg


async def test_the_longest_number_leaves_room_for_a_time(sqlite_store: Database) -> None:
    targets = (Target("t", Names({"en": "National Telephone"}), (Page("manual", "p"),)),)
    campaign = await load(sqlite_store, another(targets=targets))
    await put(sqlite_store, campaign, [(0, START, 9 * 10**18), (0, START + HOUR, 10**17)])
    async with sqlite_store.reading() as tx:
        svg = draw(await read(tx, campaign, END), await read_plot(tx, campaign, END, Window.ALL), speak("en"))
    assert "000,000,000,000,000,000" in svg


def test_names_that_would_look_alike_keep_their_ends() -> None:
    assert short_names(["Inwi", "National Telephone 1", "National Telephone 2"]) == [
        "Inwi", "National…phone 1", "National…phone 2",
    ]  # fmt: skip
    assert short_names(["A name of twenty letters", "Inwi"]) == ["A name of twent…", "Inwi"]


async def test_without_figures_a_picture_says_so(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    async with sqlite_store.reading() as tx:
        stats = await read(tx, campaign, END - timedelta(hours=1))
        plot = await read_plot(tx, campaign, END - timedelta(hours=1), Window.DAY)
    assert "There are no figures for this time." in draw(stats, plot, speak("en"))
    assert "—" in draw_badge(stats, speak("en"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_reading_so_far_is_a_count_and_no_line(sqlite_store: Database, language: str) -> None:
    campaign, voice = await load(sqlite_store, another()), speak(language)
    await put(sqlite_store, campaign, [(0, END - 2 * HOUR, 1_234_567)])
    async with sqlite_store.reading() as tx:
        stats = await read(tx, campaign, END - HOUR)
        for window in (Window.ALL, Window.DAY):
            plot = await read_plot(tx, campaign, END - HOUR, window)
            svg = draw(stats, plot, voice)
            assert 'class="line' not in svg
            for said in (voice(Text("chart-first")), voice(Text("cell", {"value": 1_234_567}))):
                assert said in svg
            drawn = Image.open(io.BytesIO(render(svg, fonts()))).convert("L")
            for edge in (0, drawn.width - 20):
                assert drawn.crop((edge, 20, edge + 20, drawn.height)).getextrema()[0] > 240
    assert voice(Text("cell", {"value": 1_234_567})) in draw_badge(stats, voice)


async def test_a_badge_names_the_campaign_and_its_loss(sqlite_store: Database) -> None:
    stats, _ = await looked_at(sqlite_store)
    svg = draw_badge(stats, speak("ar"))
    assert "\u2068−461,538\u2069" in svg
    assert render(svg, fonts()).startswith(b"\x89PNG")


async def test_a_badge_holds_its_words_and_its_colour_says_what_they_mean(sqlite_store: Database) -> None:
    stats, _ = await looked_at(sqlite_store)
    titles = {"MÉGA MARGES, MAUVAIS MARCHÉ": "fr", "🌊 RIVIÈRES 🌊🌊": "fr", "لا مكالمات VOIP": "ar"}
    svgs = [
        draw_badge(replace(stats, campaign=replace(stats.campaign, title=Names({code: title}))), speak(code))
        for title, code in titles.items()
    ]
    measure = """() => [...document.querySelectorAll("svg")].map(svg => {
        const [whole, right] = ["rect", "path"].map(name => svg.querySelector(name).getBBox().width);
        return [...svg.querySelectorAll("text")].map(
            (text, i) => (i ? right : whole - right) - text.getComputedTextLength());
    })"""
    async with browsing() as browser:
        page = await browser.new_page()
        # As wide as Verdana, which most readers have.
        await page.set_content("<style>text {font-family: 'DejaVu Sans'}</style>" + "".join(svgs))
        margins = await page.evaluate(measure)
    assert min(min(one) for one in margins) >= 4, margins
    total = stats.total
    assert total.lost
    for ground, now in ((GOOD, total.now), (ACCENT, total.before), (BAD, (total.before or 0) + total.lost)):
        moved = replace(stats.blocks[0], total=replace(total, now=now, lost=(total.before or 0) - (now or 0)))
        assert f'fill="{ground}"' in draw_badge(replace(stats, blocks=(moved,)), speak("en"))
