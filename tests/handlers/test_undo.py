"""/undo, and the button under a count: who may take what back, and what is said of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.counts.acts.record import record_rows
from bot.core.model.campaign import Target
from bot.core.model.reply import Names, Reply
from bot.core.model.roles import Actor, Role
from bot.core.model.snapshots import Origin
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from tests.talk import HOUR, SLUG, Talk, example, ids, line, load, spoken


@pytest.fixture
async def reporter(talk: Talk) -> Talk:
    await talk.give(Role.REPORTER)
    return talk


def buttons(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def newest(talk: Talk) -> list[int]:
    """The latest count of each page."""
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        return [
            one.count for one in (await tx.snapshots.at([page.id for page in campaign.pages], [talk.now]))[0].values()
        ]


async def a_file(talk: Talk) -> int:
    """Two rows that the operator imported."""
    async with talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        page = campaign.pages[1]
        moment = int(talk.now.timestamp())
        rows = [(page.id, moment - 60 * place, 2_000_000 + place, 1, int(Origin.IMPORT)) for place in (1, 2)]
        return (await record_rows(tx, campaign, [page], rows, talk.now, Actor())).number


async def test_the_button_under_a_count_takes_exactly_it_back(reporter: Talk) -> None:
    before = await newest(reporter)
    taken = await reporter.group("/count inwi 2,000,000")
    (button,) = buttons(taken)
    assert button.startswith("undo ")
    assert (await newest(reporter))[1] == 2_000_000

    undone = await reporter.group(f"/{button}")
    assert ids(undone) == ["undone"]
    assert "Inwi: 2,000,000" in spoken(undone)["en"]
    assert await newest(reporter) == before
    acts = await reporter.audit()
    assert [(act.act, act.role) for act in acts][-1] == ("count-undone", "reporter")
    assert acts[-1].pseudonym == acts[-2].pseudonym
    assert acts[-1].at == reporter.now.replace(minute=0)
    assert ids(await reporter.group(f"/{button}")) == ["undo-already"]


async def test_somebody_elses_count_needs_an_organizer(reporter: Talk) -> None:
    (button,) = buttons(await reporter.group("/count inwi 2,000,000"))
    assert ids(await reporter.private(f"/{button}", "8")) == ["need-role"]
    await reporter.give(Role.REPORTER, "8")
    assert ids(await reporter.private(f"/{button}", "8")) == ["undo-others"]
    await reporter.give(Role.ORGANIZER, "9")
    assert ids(await reporter.private(f"/{button}", "9")) == ["undone"]


@pytest.mark.parametrize("word", ["77", "x", "9" * 40, "٧٧"])
async def test_a_number_of_nothing_gets_one_clear_sentence(reporter: Talk, word: str) -> None:
    assert ids(await reporter.private(f"/undo {word}")) == ["undo-unknown"]


async def test_after_the_end_the_figures_stay(reporter: Talk) -> None:
    (button,) = buttons(await reporter.private("/count inwi 2,000,000"))
    await load(reporter.store, replace(example(), ends_at=reporter.now + HOUR))
    reporter.now += 2 * HOUR
    assert ids(await reporter.private(f"/{button}")) == ["undo-ended"]
    assert ids(await reporter.private("/undo")) == ["undo-nothing"]


@pytest.mark.parametrize("where", ["private", "group"])
async def test_a_count_that_is_typed_after_the_end_can_be_taken_back(reporter: Talk, where: str) -> None:
    (early,) = buttons(await reporter.private("/count inwi 2,000,000"))
    # A group's act is kept with its hour, which begins before this end.
    await load(reporter.store, replace(example(), ends_at=reporter.now + timedelta(minutes=5)))
    reporter.now += timedelta(minutes=10)
    before = await newest(reporter)
    typed = reporter.private if where == "private" else reporter.group
    (late,) = buttons(await typed("/count inwi 1,990,000"))
    assert ids(await typed(f"/{late}")) == ["undone"]
    assert await newest(reporter) == before
    (later,) = buttons(await typed("/count inwi 1,980,000"))
    asked = await reporter.private("/undo")
    assert (ids(asked), buttons(asked)) == (
        (["undone"], [f"stats {SLUG}"]) if where == "private" else (["undo-which"], [later])
    )
    assert ids(await reporter.private(f"/{early}")) == ["undo-ended"]


async def test_undo_alone_takes_back_what_was_just_typed_in_private(reporter: Talk) -> None:
    assert ids(await reporter.private("/undo")) == ["undo-nothing"]
    await reporter.private("/count inwi 2,000,000")
    reporter.now += timedelta(minutes=1)
    assert ids(await reporter.private("/undo")) == ["undone"]


async def test_undo_asks_which_where_more_than_one_may_be_meant(reporter: Talk) -> None:
    first = buttons(await reporter.private("/count inwi 2,000,000"))
    second = buttons(await reporter.private("/count meditel 1,000,000"))
    second = second or buttons(await reporter.private("/count meditel 1,000,000"))
    assert first
    await reporter.private(f"/subscribe {SLUG}")
    asked = await reporter.private("/undo")
    assert ids(asked) == ["undo-which"]
    assert buttons(asked) == [*second, *first, f"unsubscribe {SLUG}"]
    assert "Inwi: 2,000,000" in spoken(asked)["en"]
    assert ids(await reporter.private(f"/{buttons(asked)[-1]}")) == ["unsubscribed"]
    reporter.now += HOUR
    assert buttons(await reporter.private("/undo")) == [*second, *first]


async def test_without_a_role_or_a_name_only_the_chats_updates_are_offered(talk: Talk) -> None:
    await talk.group(f"/subscribe {SLUG}")
    for person in ("7", ""):
        assert buttons(await talk.group("/undo", person=person)) == [f"unsubscribe {SLUG}"]


async def test_a_file_is_named_by_its_day_and_rows(reporter: Talk) -> None:
    number = await a_file(reporter)
    assert ids(await reporter.private(f"/undo {number}")) == ["undo-others"]
    await reporter.give(Role.ORGANIZER)
    undone = await reporter.private(f"/undo {number}")
    assert "file of 27 Feb 2016, 2\u00a0counts" in spoken(undone)["en"].replace("\u2068", "").replace("\u2069", "")
    assert (await reporter.audit())[-1].act == "file-undone"


async def test_a_count_whose_page_has_left_the_campaign_is_still_named(reporter: Talk) -> None:
    (button,) = buttons(await reporter.private("/count inwi 2,000,000"))
    await load(reporter.store, replace(example(), targets=example().targets[:1]))
    assert ids(await reporter.private(f"/{button}")) == ["undone"]


async def test_an_act_that_only_settled_a_baseline_is_still_named(reporter: Talk) -> None:
    async with reporter.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        act = Import(SLUG, ImportKind.COUNT, reporter.now, "operator", "", 0)
        number = await tx.imports.add(act, [ImportedPage(campaign.pages[0].id, (), settled=True)])
    await reporter.give(Role.ORGANIZER)
    assert ids(await reporter.private(f"/undo {number}")) == ["undone"]


async def test_a_count_says_at_once_that_a_rounded_first_count_gives_way(reporter: Talk) -> None:
    target = Target("bank", Names({"en": "Bank"}), example().targets[0].pages)
    await load(reporter.store, replace(example(), slug="fresh", starts_at=reporter.now - HOUR, targets=(target,)))
    await reporter.give(Role.REPORTER, slug="fresh")
    page = "bank"
    assert ids(await reporter.private(f"/count {page} 1.4M")) == ["count-rounded"]
    reporter.now += HOUR
    exact = await reporter.private(f"/count {page} 1,388,000")
    assert ids(exact) == ["count-taken", "count-gave-way"]
    assert line(exact, "count-gave-way") == {"before": 1_400_000, "count": 1_388_000}
    reporter.now += HOUR
    assert ids(await reporter.private(f"/count {page} 1,387,000")) == ["count-taken"]
