from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.model.campaign import Page, Target
from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.reply import Money, Names, Percent, Text, listed
from tests.event_talk import NEW, EventTalk
from tests.talk import END, HOUR, NOW, SLUG, Talk, another, cell, example, ids, line, load, put, spoken


async def test_the_answer_is_short_and_the_figures_of_2016_stand_in_it(talk: Talk) -> None:
    talk.now = END
    reply = await talk.member("/stats")

    assert reply.title == Text("campaign-title", {"title": example().title})
    assert not reply.personal
    assert ids(reply) == ["headline", "company", "company", "company", "age-ended"]
    said = spoken(reply)["en"]
    for figure in (
        "2,272,336",
        "\u2212175,245",
        "\u2212147,408",
        "\u2212138,885",
        "461,538\u00a0likes lost",
        "about\u00a01,400,000\u00a0MAD",
    ):
        assert figure in said
    assert said.count("MAD") == 2
    assert [button.command for row in reply.buttons for button in row] == [
        f"chart {SLUG}", f"stats {SLUG} details", f"share {SLUG}",
    ]  # fmt: skip


async def test_the_table_stands_behind_details(talk: Talk) -> None:
    talk.now = END
    reply = await talk.member(f"/stats {SLUG} details")
    said = spoken(reply)["en"]
    for figure in ("2,447,581", "2,272,336", "175,245", "147,408", "138,885", "461,538"):
        assert figure in said
    assert cell(reply, "row-lost", 3) == 461_538


@pytest.mark.parametrize("word", ["inwi", "INWI", "إنوي", "Inwi", "facebook:inwi"])
async def test_a_target_is_narrowed_to_by_any_of_its_names(talk: Talk, word: str) -> None:
    talk.now = END
    reply = await talk.member(f"stats {word} details")

    assert reply.table is not None
    assert len(reply.table.columns) == 1
    assert cell(reply, "row-lost", 0) == 147_408
    assert cell(reply, "row-percent", 0) == Percent(Decimal("7.23"))
    assert ids(await talk.member(f"stats {word}")) == ["headline", "company-now", "age-ended"]


async def test_a_name_of_two_words_is_one_target(talk: Talk) -> None:
    talk.now = END
    money = cell(await talk.member("/stats Maroc Telecom details"), "row-money", 0)
    assert money == Text("about", {"value": Money(Decimal(530_000), "MAD")})


async def test_an_open_event_is_one_tap_away(event_talk: EventTalk) -> None:
    async def commands() -> list[str]:
        return [button.command for row in (await event_talk.talk.member("/stats")).buttons for button in row]

    # No page has been read yet, and people can take part already.
    assert "pledge 1" not in await commands()
    await event_talk.talk.group(NEW)
    assert "pledge 1" in await commands()
    await event_talk.talk.group(NEW)
    assert f"events {SLUG}" in await commands()


async def test_the_campaign_can_be_named(talk: Talk) -> None:
    await load(talk.store, another())
    reply = await talk.member("/stats NO-VOIP-NO-LIKE details")
    assert reply.title == Text("campaign-title", {"title": example().title})
    assert reply.table is not None
    assert len(reply.table.columns) == 4


async def test_a_mistyped_target_is_answered_with_the_nearest_one(talk: Talk) -> None:
    reply = await talk.member("/stats mediltel")
    assert line(reply, "unknown-target-near") == {"word": "mediltel", "near": example().targets[2].name}
    assert reply.personal


async def test_an_unknown_target_is_answered_with_all_of_them(talk: Talk) -> None:
    reply = await talk.member("/stats zzz")
    assert line(reply, "unknown-target")["known"] == listed([one.name for one in example().targets])


async def test_of_several_campaigns_the_followed_one_is_meant(talk: Talk) -> None:
    await load(talk.store, another())
    both = listed([example().title, Names({"en": "second"})])
    assert line(await talk.member("/stats"), "which-campaign")["known"] == both
    assert line(await talk.member("/stats inwi"), "which-campaign")["known"] == both

    await talk.group("/subscribe second")
    assert (await talk.member("/stats")).title == Text("campaign-title", {"title": Names({"en": "second"})})
    assert (await talk.member("/stats inwi")).title == Text("campaign-title", {"title": Names({"en": "second"})})

    await talk.group("/subscribe no-voip-no-like")
    assert line(await talk.member("/stats"), "which-campaign")["known"] == both


async def test_the_campaign_of_a_target_that_several_have_is_named_before_it(talk: Talk) -> None:
    await load(talk.store, another())
    (first,), (second,) = (await talk.member("/stats inwi details")).buttons
    assert (first.command, second.command) == (f"stats {SLUG} inwi details", "stats second inwi details")
    reply = await talk.member(second.command)
    assert reply.title == Text("campaign-title", {"title": Names({"en": "second"})})
    assert reply.table is not None
    assert len(reply.table.columns) == 1
    assert line(await talk.member("/stats second zzz"), "unknown-target")["word"] == "zzz"


@pytest.mark.parametrize("followed", ["", SLUG, "second"])
@pytest.mark.parametrize(
    "asked", ["/stats {} inwi", "/stats {} inwi details", "/chart {} inwi 24h", "/stats {} zzz", "/stats {} inwii"]
)
async def test_every_button_under_a_companys_figures_stays_in_its_campaign(
    talk: Talk, asked: str, followed: str
) -> None:
    """Also where the slugs are as long as they may be, and a company's is the word of a measure."""
    long = "b" * 40
    first, second = await load(talk.store, example()), await load(talk.store, another())
    targets = (replace(second.targets[0], slug="likes"), replace(second.targets[1], slug=long))
    third = await load(talk.store, another("a" * 40, targets=(*targets, second.targets[2])))
    for one in (first, second, third):
        await put(talk.store, one, [(1, NOW - hours * HOUR, 1_000_000 - hours) for hours in (2, 1)])
    if followed:
        await talk.group(f"/subscribe {followed}")
    for campaign in (first, second, third):
        reply = await talk.member(asked.format(campaign.slug))
        buttons = [button for row in reply.buttons for button in row if not button.command.startswith("share")]
        assert buttons, ids(reply)
        for button in buttons:
            assert len(button.command.encode()) <= LONGEST_COMMAND
            shown = await talk.member(button.command)
            assert shown.title is not None, (button.command, ids(shown))
            assert shown.title.values["title"] == campaign.title


async def test_a_target_of_one_campaign_alone_is_found_without_naming_it(talk: Talk) -> None:
    bank = Target("bank", Names({"en": "The Bank"}), (Page("manual", "bank"),))
    await load(talk.store, another(targets=(bank,)))
    reply = await talk.member("/stats the bank details")
    assert reply.table is not None
    assert reply.table.columns == (bank.name,)


async def test_before_the_start_and_after_the_end_it_is_said(talk: Talk) -> None:
    campaign = example()
    talk.now = campaign.starts_at - HOUR
    reply = await talk.member("/stats")
    assert ids(reply) == ["no-figures", "no-figures-next"]
    assert [button.command for row in reply.buttons for button in row] == [f"stats {SLUG} details", f"share {SLUG}"]
    assert "not-started" in ids(await talk.member(f"/stats {SLUG} details"))
    talk.now = END + 24 * HOUR
    assert ids(await talk.member("/stats"))[-1] == "age-ended"
    assert "ended" in ids(await talk.member(f"/stats {SLUG} details"))


async def test_without_a_campaign_there_is_a_sentence(talk: Talk, sqlite_store: object) -> None:
    assert talk.store is sqlite_store
    async with talk.store._engines.writer.begin() as connection:
        for table in ("baselines", "snapshots", "pages", "campaigns"):
            await connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - the names above
    assert ids(await talk.member("/stats")) == ["no-campaign"]
    assert ids(await talk.private("/start")) == ["start-private"]
    assert ids(await talk.private("/settings"))[-1] == "settings-follows-nothing"
    assert ids(await talk.private("/privacy"))[-1] == "privacy-forget"


async def test_a_company_that_is_there_for_comparison_has_its_figures_and_no_chart(talk: Talk) -> None:
    rival = Target("rival", Names({"en": "Rival"}), (Page("manual", "rival", control=True),))
    bank = Target("bank", Names({"en": "The Bank"}), (Page("manual", "bank"),))
    campaign = await load(talk.store, another(targets=(bank, rival)))
    talk.now = NOW + 2 * HOUR
    assert ids(await talk.member("/stats rival")) == ["no-figures", "no-figures-typed"]
    await put(talk.store, campaign, [(1, NOW - HOUR, 1000), (1, NOW + HOUR, 950)])
    said = await talk.member("/stats rival")
    assert ids(said)[:2] == ["control-only", "headline-change"]
    assert "50\u00a0likes lost" in spoken(said)["en"]
    assert ids(await talk.member("/stats second"))[0] == "no-figures"
    details = await talk.member("/stats rival details")
    assert details.table is not None
    assert details.table.columns == (rival.name,)
    assert "control-only" in ids(details)
    chart = await talk.member("/chart rival")
    assert ids(chart)[0] == "control-only"
    assert chart.picture == ""
    commands = [one.command for reply in (said, details, chart) for row in reply.buttons for one in row]
    assert not any(command.startswith("chart ") for command in commands)
