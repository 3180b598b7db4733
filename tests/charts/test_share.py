"""Pictures to pass on: what stands in them, and that they can be read on a phone."""

import io
import re
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.charts.share import Card, ShareForm, campaign_card, draw_share, event_card
from bot.charts.worker import fonts, render
from bot.core.counts.figures import read
from bot.core.counts.intake import take_rows
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.input.letters import without_marks
from bot.core.model.measures.measure import LIKES, MEASURES
from bot.core.model.measures.texts import counted
from bot.core.model.reply import Names, Percent, Text
from bot.core.model.snapshots import Snapshot
from bot.core.ports.language import Tongue
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from storage import Database
from tests.browser import browsing
from tests.charts.example import ADDRESS
from tests.charts.test_fitted import LONG
from tests.event_talk import END as OVER
from tests.event_talk import NEW, EventTalk
from tests.shipped_fonts import dress
from tests.talk import END, HOUR, NOW, SLUG, START, Talk, another, load, load_2016, put

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


async def test_changes_that_make_no_total_stand_by_themselves(sqlite_store: Database) -> None:
    targets = tuple(Target(one, Names({"en": one}), (Page("manual", one, measure=MEASURES["stars"]),)) for one in "ab")
    campaign = await load(sqlite_store, another(targets=targets))
    await put(sqlite_store, campaign, [(0, START, 432), (1, START, 398)])
    for counts, bars in ((), ()), ((401, 377), (("a", "\u22120.31", 100.0), ("b", "\u22120.21", 100 * 21 / 31))):
        await put(sqlite_store, campaign, [(0, START, 432), *((at, NOW, count) for at, count in enumerate(counts))])
        async with sqlite_store.reading() as tx:
            card = campaign_card(await read(tx, campaign, NOW), speak("en"), "")
        assert (card.number, without_marks(card.what)) == ("", "Page by page: stars (average)")
        assert tuple((without_marks(name), without_marks(said), share) for name, said, share, _ in card.bars) == bars


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
    await event_talk.go(OVER)
    assert await told() == ("6", "people pledged: Phones off", 0)
    for person in range(100, 105):
        await event_talk.talk.private("/checkin 1 all", str(person))
    await event_talk.go(OVER + HOUR)
    assert await told() == ("5", "people did it: Phones off", 1)


async def test_an_event_that_is_called_off_shows_its_day_and_that(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW + " goal=10", "7")
    await event_talk.pledges(6)
    await event_talk.talk.private("/event cancel 1 weather", "7")
    async with sqlite_store.reading() as tx:
        campaign, event = await tx.campaigns.get(SLUG), await event_talk.event()
        assert campaign is not None
        status = await read_status(tx, campaign, event, KINDS["phone_off"], event_talk.talk.now)
    for language, said in (("en", "called off: Phones off"), ("fr", "action annulée\u00a0: "), ("ar", "أُلغيت: ")):
        card = event_card(status, speak(language), ADDRESS)
        assert card.what.startswith(said)
        assert ("6" in card.number, card.bars) == (False, ())


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


ROUNDED = {
    "en": ("600,000–1,200,000", "about\u00a0\u22121,400,000"),
    "fr": ("600\u202f000–1\u202f200\u202f000", "environ\u00a0\u22121\u202f400\u202f000"),
    "ar": ("\u2066600,000–1,200,000\u2069", "نحو\u00a0\u2068\u22121,400,000\u2069"),
}
NAMES = {"long": "National Telecommunications", "short": "Inwi", "capitals": "MAROC TELECOM WW"}
TOUCHING = """() => [...document.querySelectorAll("svg")].map(svg => {
    const boxes = [...svg.querySelectorAll("text, rect[rx]")].map(one => { const {x, y, width, height} = one.getBBox();
        return {rect: one.tagName == "rect", text: one.textContent || "bar", left: x, right: x + width,
            top: y + height * 0.3, bottom: y + height * 0.75}; }).filter(one => one.right > one.left);
    const out = boxes.filter(one => one.left < 0 || one.right > svg.viewBox.baseVal.width).map(one => one.text);
    return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(other => !(one.rect && other.rect)
        && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        .map(other => `${one.text} | ${other.text}`)).concat(out); })"""
"""What stands on something else in each picture, or beyond its edge."""


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_values_of_rounded_counts_stand_beside_their_bars(language: str, form: ShareForm) -> None:
    number, value = ROUNDED[language]
    per_cent = speak(language)(Text("about", {"value": Percent(Decimal("-16.67"), signed=True)}))
    card = Card("No VOIP = No Like", number, "likes taken back", per_cent, (), "28 Feb 2016", ADDRESS)
    drawn = [
        draw_share(replace(card, bars=((name, value, 100.0, True),) * 3), form, rtl=speak(language).right_to_left)
        for name in NAMES.values()
    ]
    for svg in drawn:
        # The number is the largest, whatever stands beside it.
        sizes = dict(re.findall(r'font-size="([\d.]+)"[^>]*>\u2068?(.*?)\u2069?</text>', svg)[::-1])
        assert max(map(float, sizes)) == float(next(size for size, text in sizes.items() if text == number))
        assert max(map(float, sizes)) * SHOWN_AT / form.value[0] > 2 * LEAST - 1
        widths = [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"[^>]*rx=', svg)]
        assert min(widths) >= 88
    async with browsing() as browser:
        page = await browser.new_page()
        await page.set_content("".join(drawn))
        await dress(page)
        assert await page.evaluate(TOUCHING) == [[]] * len(drawn)


async def test_of_rounded_counts_each_company_has_the_middle(sqlite_store: Database) -> None:
    base = await load_2016(sqlite_store)
    campaign = await load(sqlite_store, replace(base, slug="rounded"))
    async with sqlite_store.writing() as tx:
        for at, count in ((NOW, 2_400_000), (NOW + HOUR, 2_000_000)):
            await take_rows(tx, campaign, [(page, Snapshot(at, count, 100_000)) for page in campaign.pages], at)
        card = campaign_card(await read(tx, campaign, NOW + HOUR), speak("en"), ADDRESS)
    assert without_marks(card.number) == "900,000–1,500,000"
    assert [value for _, value, *_ in card.bars] == ["about\u00a0\u2212400,000"] * 3
    # Beside a short number there is room for the per cent, beside a long one none: the number is what is read.
    for number, shown in (("400,000", True), (card.number, False)):
        assert (card.beside in draw_share(replace(card, number=number), ShareForm.SHARE, rtl=False)) is shown
        assert card.beside in draw_share(replace(card, number=number), ShareForm.STORY, rtl=False)


async def test_companies_whose_names_begin_alike_are_told_apart(sqlite_store: Database) -> None:
    _, voice, card = await drawn_of(sqlite_store, "en")
    bars = tuple((f"National Telephone {place}", *bar[1:]) for place, bar in enumerate(card.bars))
    svg = draw_share(replace(card, bars=bars), ShareForm.SHARE, rtl=voice.right_to_left)
    assert all(f"National…phone {place}" in svg for place in range(3))


BARS = (
    ("National Telecommunications", "\u2212122,129", 100.0, True),
    ("Ooredoo", "\u22122,129", 3.0, False),
    ("إنوي", "+12", 1.0, None),
)
BOXES = """() => [...document.querySelectorAll("svg")].map(svg => [...svg.querySelectorAll("text, image")].map(one => {
    const {x, y, width, height} = one.getBBox();
    return one.tagName == "image" ? [x, y, x + width, y + height, ""]
        : [x, y + height * 0.3, x + width, y + height * 0.75, one.textContent]; })
    .filter(box => box[2] > box[0]))"""


def longest_cards(language: str) -> list[Card]:
    """Pictures with the longest titles: an event with a goal or without, its result, counts and the first reading."""
    voice, title = speak(language), LONG[language]
    said = [voice(Text(text_id, {"title": title})) for text_id in ("picture-take-part", "picture-did")]
    said += [title, voice(Text("page-first", {"measure": Text("measure-views")}))]
    goal = ((voice(Text("page-goal", {"share": 11, "goal": Text("counted-people", {"count": 200})})), "", 11.0, None),)
    logo = io.BytesIO()
    Image.new("RGB", (80, 80)).save(logo, "PNG")
    return [
        Card(title, number, what, beside, bars, "5 Dec 2026", ADDRESS, logo=picture)
        for number, beside in (("123", ""), ("69,136,427", "\u221212.34\u00a0%"))
        for what in said for bars in ((), goal, BARS) for picture in (b"", logo.getvalue())
    ]  # fmt: skip


@pytest.mark.parametrize("form", list(ShareForm))
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_longest_titles_are_read_on_a_phone_and_stand_on_nothing(language: str, form: ShareForm) -> None:
    width, rtl = form.value[0], speak(language).right_to_left
    cards = longest_cards(language)
    drawn = [draw_share(card, form, rtl=rtl) for card in cards]
    for svg in drawn:
        # The address is the longest that is told apart from the date.
        *others, _ = sorted((float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)), reverse=True)
        assert min(others) * SHOWN_AT / width >= LEAST
    async with browsing() as browser:
        page = await browser.new_page()
        await page.set_content("".join(drawn))
        await dress(page)
        found = await page.evaluate(BOXES)
    assert len(found) == len(cards)
    for boxes in found:
        assert len(boxes) >= 5
        assert all(min(box[:2]) >= 0 and box[2] <= width and box[3] <= form.value[1] for box in boxes)
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
