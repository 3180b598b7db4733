from decimal import Decimal

import pytest

from bot.core.model.campaign import Page, Target
from bot.core.model.reply import Money, Names, Percent, Text
from tests.talk import END, HOUR, Talk, another, cell, example, ids, line, load, spoken


async def test_the_table_of_2016_comes_from_one_set_of_figures(talk: Talk) -> None:
    talk.now = END
    reply = await talk.member("/stats")

    assert reply.title == Text("campaign-title", {"title": example().title})
    assert not reply.personal
    said = spoken(reply)["en"]
    for figure in ("2,447,581", "2,272,336", "175,245", "147,408", "138,885", "461,538"):
        assert figure in said
    assert cell(reply, "row-lost", 3) == 461_538
    assert [button.command for row in reply.buttons for button in row] == ["stats no-voip-no-like"]


@pytest.mark.parametrize("word", ["inwi", "INWI", "إنوي", "Inwi", "facebook:inwi"])
async def test_a_target_is_narrowed_to_by_any_of_its_names(talk: Talk, word: str) -> None:
    talk.now = END
    reply = await talk.member(f"stats {word}")

    assert reply.table is not None
    assert len(reply.table.columns) == 1
    assert cell(reply, "row-lost", 0) == 147_408
    assert cell(reply, "row-percent", 0) == Percent(Decimal("7.23"))


async def test_a_name_of_two_words_is_one_target(talk: Talk) -> None:
    talk.now = END
    money = cell(await talk.member("/stats Maroc Telecom"), "row-money", 0)
    assert isinstance(money, Money)
    assert (str(money.amount), money.currency) == ("525735.00", "MAD")


async def test_the_campaign_can_be_named(talk: Talk) -> None:
    await load(talk.store, another())
    reply = await talk.member("/stats NO-VOIP-NO-LIKE")
    assert reply.title == Text("campaign-title", {"title": example().title})
    assert reply.table is not None
    assert len(reply.table.columns) == 4


async def test_a_mistyped_target_is_answered_with_the_nearest_one(talk: Talk) -> None:
    reply = await talk.member("/stats mediltel")
    assert line(reply, "unknown-target-near") == {"word": "mediltel", "near": "meditel"}
    assert reply.personal


async def test_an_unknown_target_is_answered_with_all_of_them(talk: Talk) -> None:
    reply = await talk.member("/stats zzz")
    assert line(reply, "unknown-target")["known"] == "maroc-telecom, inwi, meditel"


async def test_of_several_campaigns_the_followed_one_is_meant(talk: Talk) -> None:
    await load(talk.store, another())
    assert line(await talk.member("/stats"), "which-campaign")["known"] == "no-voip-no-like, second"
    assert line(await talk.member("/stats inwi"), "which-campaign")["known"] == "no-voip-no-like, second"

    await talk.group("/subscribe second")
    assert (await talk.member("/stats")).title == Text("campaign-title", {"title": Names({"en": "second"})})
    assert (await talk.member("/stats inwi")).title == Text("campaign-title", {"title": Names({"en": "second"})})

    await talk.group("/subscribe no-voip-no-like")
    assert line(await talk.member("/stats"), "which-campaign")["known"] == "no-voip-no-like, second"


async def test_a_target_of_one_campaign_alone_is_found_without_naming_it(talk: Talk) -> None:
    bank = Target("bank", Names({"en": "The Bank"}), (Page("manual", "bank"),))
    await load(talk.store, another(targets=(bank,)))
    reply = await talk.member("/stats the bank")
    assert reply.table is not None
    assert reply.table.columns == (bank.name,)


async def test_before_the_start_and_after_the_end_it_is_said(talk: Talk) -> None:
    campaign = example()
    talk.now = campaign.starts_at - HOUR
    assert "not-started" in ids(await talk.member("/stats"))
    talk.now = END + 24 * HOUR
    assert "ended" in ids(await talk.member("/stats"))


async def test_without_a_campaign_there_is_a_sentence(talk: Talk, sqlite_store: object) -> None:
    assert talk.store is sqlite_store
    async with talk.store._engines.writer.begin() as connection:
        for table in ("baselines", "snapshots", "pages", "campaigns"):
            await connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - the names above
    assert ids(await talk.member("/stats")) == ["no-campaign"]
    assert ids(await talk.private("/start")) == ["start-private"]
    assert ids(await talk.private("/settings"))[-1] == "settings-follows-nothing"
    assert ids(await talk.private("/privacy"))[-1] == "privacy-forget"
