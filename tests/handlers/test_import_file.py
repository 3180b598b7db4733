"""/import: a file that an organizer sends in private, its preview, its questions, and what a tap takes in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.uploads import KEPT_FOR, LARGEST_UPLOAD, MOST_KEPT, SentFile, Uploads
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Role
from tests.talk import NOW, SLUG, Talk, another, example, ids, load, put, spoken
from tests.workbooks import xlsx

HEAD = "source,handle,taken_at,count\n"
GOOD = HEAD + "facebook,maroctelecom,2016-02-27T01:00:00Z,2000000\nfacebook,maroctelecom,2016-02-27T02:00:00Z,1999000\n"


def a_file(data: str | bytes, name: str = "counts.csv") -> SentFile:
    content = data.encode() if isinstance(data, str) else data

    async def fetch() -> bytes:
        return content

    return SentFile(name, len(content), fetch)


def buttons(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


def labels(reply: Reply, language: str = "en") -> list[str]:
    spoken_in = spoken(replace(reply, lines=(), title=None))[language]
    return spoken_in.splitlines()


async def send(talk: Talk, data: str | bytes, name: str = "counts.csv", person: str = "7") -> Reply:
    return await talk.private("import", person, file=a_file(data, name))


async def stored(talk: Talk) -> int:
    """How many snapshots the campaign has."""
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        return sum(
            [len(await tx.snapshots.series(one.id, NOW - timedelta(days=9), NOW, 1000)) for one in campaign.pages]
        )


@pytest.fixture
async def organizer(talk: Talk) -> Talk:
    await talk.give(Role.ORGANIZER)
    return talk


async def test_a_file_is_shown_before_anything_changes_and_one_tap_takes_all_of_it_in(organizer: Talk) -> None:
    before = await stored(organizer)
    shown = await send(organizer, GOOD)
    assert ids(shown)[0] == "import-rows"
    assert "counts.csv" in spoken(shown)["fr"]
    assert await stored(organizer) == before
    take, cancel = buttons(shown)

    taken = await organizer.private(f"/{take}")
    assert spoken(taken)["en"].startswith("2\u00a0rows added")
    assert await stored(organizer) == before + 2
    acts = await organizer.audit()
    assert [(act.act, act.role, act.about) for act in acts][-1] == ("imported", "organizer", "2")
    for again in (take, cancel):
        assert ids(await organizer.private(f"/{again}")) == ["import-taken"]
    assert ids(await organizer.private(f"/{cancel}x")) == ["import-gone"]

    undone = await organizer.private(f"/{buttons(taken)[-1]}")
    assert ids(undone) == ["undone"]
    assert await stored(organizer) == before
    assert ids(await organizer.private(f"/{take}")) == ["import-gone"]


async def test_a_file_whose_rows_are_stored_already_has_nothing_to_undo(organizer: Talk) -> None:
    for expected in (2, 1):
        take, _ = buttons(await send(organizer, GOOD))
        taken = await organizer.private(f"/{take}")
        assert len(buttons(taken)) == expected
    assert "0\u00a0rows added, 2 already there" in spoken(taken)["en"]


async def test_a_file_that_is_cancelled_leaves_nothing(organizer: Talk) -> None:
    before = await stored(organizer)
    take, cancel = buttons(await send(organizer, GOOD))
    assert ids(await organizer.private(f"/{cancel}")) == ["import-dropped"]
    assert ids(await organizer.private(f"/{take}")) == ["import-gone"]
    assert await stored(organizer) == before


async def test_rows_that_are_refused_stop_the_file_unless_the_good_ones_alone_are_meant(organizer: Talk) -> None:
    before = await stored(organizer)
    shown = await send(organizer, GOOD + "facebook,maroctelecom,yesterday,1\n")
    assert ids(shown)[-2:] == ["import-refused", "import-mend"]
    good, _ = buttons(shown)
    assert ids(await organizer.private(f"/{good.replace('good', 'yes')}")) == ["import-stopped"]
    assert await stored(organizer) == before
    await organizer.private(f"/{good}")
    assert await stored(organizer) == before + 2


async def test_a_file_without_one_good_row_says_why_and_offers_nothing(organizer: Talk) -> None:
    shown = await send(organizer, HEAD + "facebook,nobody,2016-02-27T01:00:00Z,1\n")
    assert ids(shown) == ["import-refused"]
    assert buttons(shown) == []
    assert ids(await send(organizer, HEAD)) == ["sheet-empty"]


async def test_after_the_end_a_file_still_comes_in_and_can_be_taken_back(organizer: Talk) -> None:
    before = await stored(organizer)
    take, _ = buttons(await send(organizer, GOOD))
    await load(organizer.store, replace(example(), ends_at=organizer.now))
    _, undo = buttons(await organizer.private(f"/{take}"))
    assert await stored(organizer) == before + 2
    assert ids(await organizer.private(f"/{undo}")) == ["undone"]
    assert await stored(organizer) == before


async def test_many_lines_are_cut_short(organizer: Talk) -> None:
    rows = "".join(f"x{number},nobody,2016-02-27T01:00:00Z,1\n" for number in range(12))
    shown = await send(organizer, HEAD + rows)
    assert len(shown.lines) == 9
    assert shown.lines[-1] == Text("import-more", {"count": 4})


async def test_what_a_file_does_not_say_is_asked_by_buttons(organizer: Talk) -> None:
    asked = await send(organizer, "date,likes,followers\n3/4/2015,5000000,7\n4/4/2015,4990000,8\n")
    assert ids(asked) == ["import-whose"]
    said = labels(asked)
    assert not any(":" in label for label in said), said
    shown = await organizer.private(f"/{buttons(asked)[0]}")
    assert ids(shown) == ["sheet-which-dates"]
    shown = await organizer.private(f"/{buttons(shown)[0]}")
    assert "3 Apr" in spoken(shown)["en"]
    assert buttons(shown)[0].endswith(" yes")


async def test_the_column_of_the_counts_is_asked_by_its_names(organizer: Talk) -> None:
    asked = await send(organizer, "date,handle,posts,shares\n2016-02-27,inwi,5,2000000\n")
    assert ids(asked) == ["import-which-column"]
    at = labels(asked).index("shares")
    shown = await organizer.private(f"/{buttons(asked)[at]}")
    assert buttons(shown)[0].endswith(" yes")


async def test_the_day_of_a_file_without_dates_is_tapped_or_written(organizer: Talk) -> None:
    without = "handle,likes\ninwi,2000000\n"
    for answer in ("tap", "2016-02-26", "2016-02-26T12:00"):
        asked = await send(organizer, without)
        assert ids(asked) == ["import-which-day"]
        shown = (
            await organizer.private(f"/{buttons(asked)[1]}")
            if answer == "tap"
            else await organizer.private(answer, typed=True)
        )
        assert buttons(shown)[0].endswith(" yes"), answer
        assert "26 Feb" in spoken(shown)["en"]
    await send(organizer, without)
    assert ids(await organizer.private("when it rained", typed=True)) == ["import-bad-day"]


async def test_with_several_campaigns_the_person_says_which(organizer: Talk) -> None:
    await load(organizer.store, another())
    await organizer.give(Role.ORGANIZER, slug="second")
    asked = await send(organizer, GOOD)
    assert ids(asked) == ["import-which-campaign"]
    assert buttons(asked)[0].endswith(f"in {SLUG}")
    shown = await organizer.private(f"/{buttons(asked)[0]}")
    assert buttons(shown)[0].endswith(" yes")
    await load(organizer.store, replace(example(), ends_at=organizer.now - timedelta(hours=1)))
    assert ids(await send(organizer, HEAD + "facebook,x,2016-02-27T01:00:00Z,1\n")) == ["import-refused"]


@pytest.mark.parametrize("answer", ["in nowhere", "page 77", "page x", "dates 0", "yes", "page", "and so on"])
async def test_an_answer_that_was_not_offered_gets_one_sentence(organizer: Talk, answer: str) -> None:
    asked = await send(organizer, "date,likes\n2016-02-27,5000000\n")
    word = buttons(asked)[0].split()[1]
    assert ids(await organizer.private(f"/import {word} {answer}")) == ["import-gone"]


async def test_on_discord_a_file_that_is_gone_is_attached_to_the_command_again(organizer: Talk) -> None:
    asked = await organizer.group("/import x1 yes", address=Address("discord", "9"), kind=ChatKind.PRIVATE)
    assert ids(asked) == ["import-gone-attach"]


async def test_what_somebody_else_sent_is_nobody_elses(organizer: Talk) -> None:
    await organizer.give(Role.ORGANIZER, "8")
    take, _ = buttons(await send(organizer, GOOD))
    assert ids(await organizer.private(f"/{take}", "8")) == ["import-gone"]


async def test_who_is_no_organizer_any_more_takes_nothing_in(organizer: Talk) -> None:
    asked = await send(organizer, "date,likes\n2016-02-27,5000000\n")
    take, _ = buttons(await send(organizer, GOOD))
    async with organizer.store.writing() as tx:
        await tx.people.give(SLUG, "telegram", "7", Role.REPORTER, NOW)
    assert ids(await organizer.private(f"/{take}")) == ["need-role"]
    assert ids(await organizer.private(f"/{buttons(asked)[0]}")) == ["need-role"]


async def test_a_campaign_whose_pages_changed_meanwhile_is_asked_for_the_file_again(organizer: Talk) -> None:
    take, _ = buttons(await send(organizer, GOOD))
    one = example()
    await load(organizer.store, replace(one, targets=one.targets[1:]))
    assert ids(await organizer.private(f"/{take}")) == ["import-gone"]


async def test_a_count_that_came_in_meanwhile_and_contradicts_stops_the_file(organizer: Talk) -> None:
    take, _ = buttons(await send(organizer, GOOD))
    async with organizer.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    await put(organizer.store, campaign, [(0, NOW.replace(hour=1, minute=0), 5)])
    assert ids(await organizer.private(f"/{take}")) == ["import-meanwhile"]


@pytest.mark.parametrize("role", [None, Role.REPORTER])
async def test_who_may_not_send_files_is_told_so_and_nothing_is_fetched(talk: Talk, role: Role | None) -> None:
    if role is not None:
        await talk.give(role)

    async def fetch() -> bytes:
        raise AssertionError

    assert ids(await talk.private("import", file=SentFile("counts.csv", 9, fetch))) == ["import-not-you"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("campaign.toml", "import-toml-server"), ("numbers.pdf", "import-form"), ("", "import-form"),
        ("broken.xlsx", "sheet-bad-workbook"), ("broken.json", "sheet-bad-json"),
    ],
)  # fmt: skip
async def test_a_file_of_another_kind_gets_one_sentence(organizer: Talk, name: str, said: str) -> None:
    assert ids(await send(organizer, "{nothing", name)) == [said]


async def test_a_campaigns_own_file_leads_to_the_desk_where_there_is_one(organizer: Talk) -> None:
    organizer.services = replace(organizer.services, desk_url="https://desk.example")
    assert ids(await send(organizer, "{nothing", "campaign.toml")) == ["import-toml"]


async def test_a_file_that_is_empty_or_too_large_gets_one_sentence(organizer: Talk) -> None:
    assert ids(await send(organizer, " \n")) == ["sheet-empty"]
    assert ids(await send(organizer, "only words\nhere")) == ["sheet-no-head"]
    large = a_file("1" * (LARGEST_UPLOAD + 1))
    assert ids(await organizer.private("import", file=large)) == ["import-too-big"]
    unsaid = SentFile(large.name, 0, large.fetch)
    assert ids(await organizer.private("import", file=unsaid)) == ["import-too-big"]


async def test_a_file_that_the_platform_does_not_give_gets_its_sentence(organizer: Talk) -> None:
    async def fetch() -> bytes:
        raise Refusal(Text("import-not-fetched"))

    assert ids(await organizer.private("import", file=SentFile("counts.csv", 9, fetch))) == ["import-not-fetched"]


async def test_a_workbook_is_read_as_well(organizer: Talk) -> None:
    shown = await send(organizer, xlsx([["date", "handle", "likes"], ["2016-02-27", "inwi", 2_000_000]]), "counts.xlsx")
    assert buttons(shown)[0].endswith(" yes")


async def test_import_alone_says_how_and_in_a_group_leads_to_the_private_chat(organizer: Talk) -> None:
    assert ids(await organizer.private("/import")) == ["import-how"]
    assert ids(await organizer.group("/import"))[0].startswith("only-in-private")


async def test_what_is_kept_goes_after_a_while_and_makes_room() -> None:
    uploads = Uploads()
    me = ("telegram", "7")
    first = uploads.keep(me, "a", MOST_KEPT // 2, NOW)
    second = uploads.keep(me, "b", MOST_KEPT // 2, NOW)
    assert (uploads.get(me, first, NOW), uploads.get(me, second, NOW)) == ("a", "b")
    third = uploads.keep(me, "c", 1, NOW + KEPT_FOR / 2)
    assert (uploads.get(me, first, NOW), uploads.get(me, second, NOW)) == (None, "b")
    assert uploads.get(("discord", "7"), second, NOW) is None
    assert uploads.get(me, second, NOW + KEPT_FOR) is None
    uploads.keep(me, "d", MOST_KEPT, NOW + 2 * KEPT_FOR)
    assert uploads.get(me, third, NOW) is None
    uploads.drop("nothing")
    uploads.exchange("nothing", "e", 1)
    assert uploads.get(me, "nothing", NOW) is None
