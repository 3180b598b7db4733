import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.campaign import Page, Target
from bot.core.model.limits import LONGEST_COMMAND, mark_of
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Listed, Names, Number, Text
from bot.core.model.roles import Role
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.model.source import MOST_COUNT, Count
from bot.locales import LANGUAGES, vocabulary
from handlers.count import parse_count, parse_number
from tests.talk import CHANNEL, END, LINK, SLUG, Talk, another, example, ids, line, load, spoken


@pytest.fixture
async def reporter(talk: Talk) -> Talk:
    await talk.give(Role.REPORTER)
    return talk


async def latest(talk: Talk, slug: str = SLUG, at: datetime | None = None) -> list[Snapshot]:
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(slug)
        assert campaign is not None
        return list((await tx.snapshots.at([page.id for page in campaign.pages], [at or talk.now]))[0].values())


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("2,272,336", Count(2_272_336)),
        ("2 272 336", Count(2_272_336)),
        ("2\u00a0272\u202f336", Count(2_272_336)),
        ("2.272.336", Count(2_272_336)),
        ("2'272'336", Count(2_272_336)),
        ("2_272_336", Count(2_272_336)),
        ("٢٬٢٧٢٬٣٣٦", Count(2_272_336)),
        ("۲٬۲۷۲٬۳۳۶", Count(2_272_336)),
        ("2272336", Count(2_272_336)),
        ("0", Count(0)),
        ("2.27M", Count(2_270_000, 10_000)),
        ("2,27 m", Count(2_270_000, 10_000)),
        ("٢٫٢٧ مليون", Count(2_270_000, 10_000)),
        ("2.27 مليون", Count(2_270_000, 10_000)),
        ("950k", Count(950_000, 1000)),
        ("٩٥٠ ألف", Count(950_000, 1000)),
        ("2M", Count(2_000_000, 1_000_000)),
        ("1.5b", Count(1_500_000_000, 100_000_000)),
        ("1 مليار", Count(1_000_000_000, 1_000_000_000)),
        (str(MOST_COUNT - 1), Count(MOST_COUNT - 1)),
    ],
)
def test_a_number_is_understood_as_people_write_it(typed: str, count: Count) -> None:
    assert parse_count(typed, vocabulary()) == count


NO_COUNTS = (
    "", "many", "2.27", "2,27", "22,7,2", "-5", "+5", "1e6", "2.2727M", "M", "2 M 3", "0x10", "½",
    str(MOST_COUNT), "9999b", "9" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("typed", NO_COUNTS, ids=lambda typed: typed[:12])
def test_text_that_is_not_a_number_gives_no_count(typed: str) -> None:
    assert parse_count(typed, vocabulary()) is None


@given(st.integers(0, MOST_COUNT - 1), st.sampled_from([",", " ", ".", "٬", "\u202f", ""]), st.sampled_from("0٠۰०"))
def test_every_count_is_read_in_every_way_of_writing_it(number: int, gap: str, zero: str) -> None:
    digits = f"{number:,}".replace(",", gap)
    typed = "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in digits)
    assert parse_count(typed, vocabulary()) == Count(number)


@pytest.mark.parametrize(
    "page",
    [
        "facebook:inwi",
        "inwi",
        "INWI",
        "إنوي",
        "Facebook:Inwi",
        "https://www.facebook.com/Inwi/",
        "m.facebook.com/inwi?ref=1",
        "facebook:@Inwi",
    ],
)
async def test_a_page_is_named_in_any_clear_way(reporter: Talk, page: str) -> None:
    reply = await reporter.group(f"/count {page} 2,000,000")
    assert line(reply, "count-taken") == {"page": example().targets[1].name, "count": 2_000_000}
    assert (await latest(reporter))[1] == Snapshot(reporter.now, 2_000_000, 1, Origin.MANUAL)
    assert [(act.act, act.about, act.role) for act in await reporter.audit()][-1] == (
        "count", "facebook:inwi 2000000", "reporter",
    )  # fmt: skip


async def test_a_name_of_two_words_and_a_number_of_three(reporter: Talk) -> None:
    reply = await reporter.private("/count Maroc Telecom 2 440 000")
    assert line(reply, "count-taken") == {"page": example().targets[0].name, "count": 2_440_000}


async def test_a_rounded_number_is_said_to_be_rounded(reporter: Talk) -> None:
    reply = await reporter.group("/count inwi 2.03M")
    assert line(reply, "count-rounded") == {"page": example().targets[1].name, "count": 2_030_000, "step": 10_000}
    assert (await latest(reporter))[1].step == 10_000


async def test_an_implausible_number_is_stored_when_it_is_sent_again(reporter: Talk) -> None:
    reply = await reporter.group("/count inwi 1,000,000")
    assert line(reply, "count-again") == {"page": example().targets[1].name, "count": 1_000_000, "last": 2_039_848}
    assert (await latest(reporter))[1].count == 2_039_848
    assert "held" not in ids(await reporter.group("/stats"))
    assert [act.act for act in await reporter.audit()] == ["claimed"]

    reporter.now += timedelta(seconds=5)
    assert ids(await reporter.group("/count inwi 1 000 000")) == ["count-taken"]
    assert (await latest(reporter))[1].count == 1_000_000


async def test_two_numbers_in_one_second_do_not_overwrite_each_other(reporter: Talk) -> None:
    await reporter.group("/count inwi 2,000,000")
    assert line(await reporter.group("/count inwi 2,000,001"), "count-too-soon")["last"] == 2_000_000
    reporter.now += timedelta(seconds=1)
    assert ids(await reporter.group("/count inwi 2,000,001")) == ["count-taken"]


@pytest.mark.parametrize("words", ["", "inwi", "2,000,000"])
async def test_what_is_missing_is_answered_with_the_right_form(reporter: Talk, words: str) -> None:
    assert ids(await reporter.group(f"/count {words}")) == ["count-how", "count-usage"]


async def test_nonsense_is_answered_with_the_right_form(reporter: Talk) -> None:
    reply = await reporter.group("/count inwi many likes")
    assert line(reply, "bad-number") == {"word": "many likes"}
    assert ids(reply)[1] == "count-usage"


async def test_an_unknown_page_is_answered_with_those_there_are(reporter: Talk) -> None:
    assert line(await reporter.group("/count orange 5"), "unknown-page")["word"] == "orange"
    said = spoken(await reporter.group("/count orange 5"))
    assert "Choose from: Maroc Telecom, Inwi, Meditel." in re.sub("[\u2068\u2069]", "", said["en"])


async def test_a_target_of_several_pages_is_asked_about(reporter: Talk) -> None:
    pages = (Page("manual", "one"), Page("manual", "two"))
    await load(reporter.store, replace(example(), targets=(Target("bank", Names({"en": "Bank"}), pages),)))
    assert line(await reporter.group("/count bank 5"), "which-page") == {
        "word": "bank",
        "known": Listed(("one", "two")),
    }
    assert ids(await reporter.group("/count two 5")) == ["count-taken"]


async def test_two_pages_of_one_handle_are_told_by_what_can_be_typed(reporter: Talk) -> None:
    pages = (Page("facebook", "bank"), Page("x", "bank"), Page("manual", "two"))
    await load(reporter.store, replace(example(), targets=(Target("shop", Names({"en": "Shop"}), pages),)))
    for typed, why in (("shop", "which-page"), ("orange", "unknown-page")):
        known = spoken(await reporter.group(f"/count {typed} 5"))["en"]
        assert "facebook:bank, x:bank, two" in re.sub("[\u2068\u2069]", "", known), why
    taken = await reporter.group("/count x:bank 5")
    assert "Shop (X)" in re.sub("[\u2068\u2069]", "", spoken(taken)["en"])


async def test_only_a_person_with_a_role_counts(talk: Talk) -> None:
    refused = line(await talk.group("/count inwi 5"), "need-role")
    assert refused == {"role": Text("role-reporter"), "title": example().title}
    assert ids(await talk.group("/count inwi 5", person="")) == ["only-a-person"]
    there = await talk.group("/count inwi 5", person="", private_link=LINK)
    assert line(there, "only-a-person-link") == {"command": "/count", "link": LINK}
    assert ids(await talk.group("/count inwi 5", person="", kind=CHANNEL)) == ["only-a-person"]


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_counts(talk: Talk, role: Role) -> None:
    await talk.give(role)
    assert ids(await talk.member("/count inwi 2,000,000")) == ["count-taken"]


async def test_a_page_of_two_campaigns_is_that_of_the_campaign_with_the_role(reporter: Talk) -> None:
    await load(reporter.store, another("a-first"))
    await reporter.private("/count inwi 2,000,000")
    assert [one.count for one in await latest(reporter)] == [2_447_581, 2_000_000, 2_198_648]
    assert await latest(reporter, "a-first") == []


async def test_a_page_of_two_campaigns_is_that_of_the_followed_one_or_of_the_one_that_still_runs(
    reporter: Talk,
) -> None:
    await load(reporter.store, another(ends_at=END + timedelta(days=9)))
    await reporter.give(Role.REPORTER, slug="second")
    assert ids(await reporter.private("/count inwi 2,000,000")) == ["which-page"]
    await reporter.private("/subscribe second")
    assert ids(await reporter.private("/count inwi 2,000,000")) == ["count-taken"]
    assert [one.count for one in await latest(reporter, "second")] == [2_000_000]
    await reporter.private("/unsubscribe")

    reporter.now = END + timedelta(days=1)
    assert ids(await reporter.private("/count inwi 2,000,500")) == ["count-taken"]
    assert [one.count for one in await latest(reporter, "second")] == [2_000_500]


async def both(talk: Talk) -> None:
    """A second campaign runs with the same pages, and the reporter counts for both."""
    await load(talk.store, another())
    await talk.give(Role.REPORTER, slug="second")


async def chosen(talk: Talk) -> list[list[int]]:
    """What was counted of Inwi today in each campaign."""
    return [[int(one.about.split()[1]) for one in await talk.audit(slug) if one.act == "count"] for slug in BOTH]


BOTH = SLUG, "second"


@pytest.mark.parametrize("followed", ["", *BOTH])
@pytest.mark.parametrize("slug", BOTH)
async def test_a_page_of_two_campaigns_that_is_chosen_in_the_menu_is_that_of_the_menus_campaign(
    reporter: Talk, slug: str, followed: str
) -> None:
    await both(reporter)
    if followed:
        await reporter.private(f"/subscribe {followed}")
    inwi = (await reporter.private(f"menu counts {slug}")).buttons[1][0]
    asked = await reporter.private(inwi.command)
    assert (ids(asked), asked.buttons[0][0].command) == (["count-which-number"], f"menu counts {slug}")
    wrong = await reporter.private("many", typed=True)
    assert ids(await reporter.private(wrong.buttons[0][0].command)) == ["count-which-number"]
    assert ids(await reporter.private("2,030,000", typed=True)) == ["count-taken"]
    assert await chosen(reporter) == [[2_030_000] if one == slug else [] for one in BOTH]


async def test_a_page_of_two_campaigns_is_asked_about_with_a_button_for_each(reporter: Talk) -> None:
    await both(reporter)
    for where in (reporter.private, reporter.group):
        reporter.now += timedelta(minutes=1)
        asked = await where("/count inwi 2 030 000")
        assert [row[0].label.values["value"] for row in asked.buttons] == [
            Text("target-page", {"name": example().targets[1].name, "page": title})
            for title in (example().title, another().title)
        ]
        assert ids(await where(asked.buttons[1][0].command)) == ["count-taken"]
    asked = await reporter.private("/count inwi")
    assert ids(asked) == ["which-page"]
    assert ids(await reporter.private(asked.buttons[1][0].command)) == ["count-which-number"]
    assert ids(await reporter.private("2 030 000", typed=True)) == ["count-taken"]
    assert await chosen(reporter) == [[], [2_030_000] * 3]


async def test_what_is_shown_of_a_page_of_two_campaigns_can_be_typed(reporter: Talk) -> None:
    await both(reporter)
    asked = await reporter.private("/count إنوي 2,030,000")
    assert ids(asked) == ["which-page"]
    assert re.search("Which one\\? Inwi \\(.+\\), Inwi \\(second\\)$", plain(spoken(asked)["en"].splitlines()[0]))
    for typed in ("Inwi (second) 2000001", "second إنوي 2000002", "Second facebook:inwi 2000003"):
        reporter.now += timedelta(minutes=1)
        assert ids(await reporter.group(f"/count {typed}")) == ["count-taken"], typed
    assert await chosen(reporter) == [[], [2_000_001, 2_000_002, 2_000_003]]
    assert line(await reporter.group("/count second orange 5"), "unknown-page")["word"] == "orange"
    known = spoken(await reporter.group("/count orange 5"))["en"]
    assert "Choose from: Maroc Telecom, Inwi, Meditel." in plain(known)
    for language in LANGUAGES:
        shown = plain(spoken(asked)[language].splitlines()[0])
        reporter.now += timedelta(minutes=1)
        inwi = re.split("[?؟] | : ", shown)[-1].split(" (")[0]
        assert ids(await reporter.group(f"/count {inwi} (second) 2000004")) == ["count-taken"], language


def plain(text: str) -> str:
    """The text without invisible marks."""
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", text)


async def test_a_number_too_long_for_a_button_is_asked_for_again_in_private(reporter: Talk) -> None:
    slug = "a" * 40
    await load(reporter.store, another(slug))
    await reporter.give(Role.REPORTER, slug=slug)
    asked = await reporter.private("/count inwi 2,030,000")
    assert all(len(row[0].command.encode()) <= LONGEST_COMMAND for row in asked.buttons)
    assert [ids(await reporter.private(row[0].command)) for row in asked.buttons] == [["count-which-number"]] * 2
    there = await reporter.group("/count inwi 2,030,000")
    assert (ids(there), there.buttons) == (["which-page"], ())


async def test_a_campaign_that_is_named_is_no_other_one(reporter: Talk) -> None:
    await load(reporter.store, another())
    refused = await reporter.private("/count second inwi 5")
    assert line(refused, "need-role")["title"] == another().title
    assert ids(await reporter.private("/count second inwi")) == ["need-role"]


async def test_a_company_that_begins_with_a_campaigns_name_is_found(reporter: Talk) -> None:
    shop = Target("shop", Names({"en": "Second Shop"}), (Page("manual", "one"),))
    await load(reporter.store, replace(example(), targets=(shop,)))
    await load(reporter.store, another())
    assert ids(await reporter.group("/count Second Shop 5")) == ["count-taken"]


async def test_a_tapped_page_asks_for_its_number_and_takes_the_next_message(reporter: Talk) -> None:
    asked = await reporter.private("/count facebook:inwi")
    again = await reporter.private("about two million", typed=True)
    taken = await reporter.private("2,030,000", typed=True)
    after = await reporter.private("2,020,000", typed=True)

    assert line(asked, "count-which-number") == {"page": example().targets[1].name}
    assert [one.command for one in asked.buttons[0]] == [f"menu counts {SLUG}", f"menu {SLUG}"]
    assert ids(again) == ["bad-number"]
    assert [(one.label.id, one.command) for one in again.buttons[0]] == [
        ("button-again", f"count {SLUG} {mark_of('facebook:inwi')}"), ("button-counts", f"menu counts {SLUG}"),
        ("button-menu", f"menu {SLUG}"),
    ]  # fmt: skip
    assert await reporter.private(again.buttons[0][0].command) == asked
    assert line(taken, "count-taken") == {"page": example().targets[1].name, "count": 2_030_000}
    assert ids(after) == ["only-commands"]
    assert (await latest(reporter))[1].count == 2_030_000


async def test_a_page_whose_mark_would_be_a_number_is_asked_for_its_number_too(reporter: Talk) -> None:
    shop = Page("facebook", "carrefour.fr")
    assert hashlib.sha256(shop.key.encode()).hexdigest()[:12].isdecimal()
    target = Target("shop", Names({"en": "Shop"}), (shop,))
    await load(reporter.store, replace(example(), targets=(target, *example().targets[1:])))

    menu = await reporter.private(f"menu counts {SLUG}")
    asked = await reporter.private(menu.buttons[0][0].command)
    again = await reporter.private("many", typed=True)

    assert ids(asked) == ids(await reporter.private(again.buttons[0][0].command)) == ["count-which-number"]
    assert ids(await reporter.private("2,030,000", typed=True)) == ["count-taken"]


async def test_a_number_is_asked_for_only_of_a_page_that_is_known(reporter: Talk) -> None:
    assert ids(await reporter.private("/count orange")) == ["count-how", "count-usage"]
    assert ids(await reporter.private("/count orange many")) == ["bad-number", "count-usage"]


async def test_only_a_reporter_is_asked_for_a_number(talk: Talk) -> None:
    assert ids(await talk.private("/count inwi")) == ["need-role"]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("1.459", 146), ("1,459", 146), ("١٫٤٥٩", 146), ("4.5", 450), ("4", 400), ("1,234.56", None), ("2.4k", 240_000)],
)
def test_for_a_price_one_separator_is_a_decimal_sign(typed: str, whole: int | None) -> None:
    number = parse_number(typed, vocabulary(), MEASURES["price"])
    assert (number.value if number else None) == whole


async def test_a_fraction_is_taken_where_the_pages_measure_has_decimals_and_nowhere_else(reporter: Talk) -> None:
    price = Page("manual", "bread", measure=MEASURES["price"])
    likes = Page("manual", "likes")
    stars, place = (Page("manual", name, measure=MEASURES[name]) for name in ("stars", "place"))
    targets = tuple(
        Target(page.handle, Names({"en": page.handle.capitalize()}), (page,)) for page in (price, likes, stars, place)
    )
    await load(reporter.store, replace(example(), targets=targets))

    taken = await reporter.group("/count bread 4.53")
    refused = await reporter.group("/count likes 4.53")
    for page, beyond in ((stars, "7.2"), (stars, "0"), (place, "0"), (place, "2.5")):
        asked = await reporter.group(f"/count {page.handle} {beyond}")
        assert line(asked, "row-measure")["given"] == beyond

    assert line(taken, "count-taken") == {"page": Names({"en": "Bread"}), "count": Number(453, 2)}
    assert [one.count for one in await latest(reporter)] == [453]
    assert ids(refused) == ["row-measure", "count-usage"]
    assert (await reporter.audit())[-1].about == "manual:bread 4.53"
