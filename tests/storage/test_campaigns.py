from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES, Measure, Wanted
from bot.core.model.schedule import Cadence
from storage import Database
from storage.engine import json_columns
from tests.storage.samples import HOUR, NOW, load, names, sample_campaign, snapshot


async def test_a_campaign_comes_back_as_it_was_saved(store: Database) -> None:
    campaign = sample_campaign()
    async with store.writing() as tx:
        assert await tx.campaigns.save(campaign, NOW)
    async with store.reading() as tx:
        stored = await tx.campaigns.get("no-voip")
        assert await tx.campaigns.get("other") is None
    assert stored == campaign
    assert all(page.id > 0 for page in stored.pages)


async def test_campaigns_come_in_the_order_of_their_slugs_each_with_its_own_pages(store: Database) -> None:
    for slug in ("b-2", "b", "a-z", "ab"):
        await load(store, slug)
    async with store.reading() as tx:
        campaigns = await tx.campaigns.all()
    assert [campaign.slug for campaign in campaigns] == ["a-z", "ab", "b", "b-2"]
    ids = [page.id for campaign in campaigns for page in campaign.pages]
    assert len(set(ids)) == len(ids) == 12


async def test_a_page_that_left_the_file_has_its_snapshots_again_when_it_comes_back(store: Database) -> None:
    first = await load(store)
    page = first.pages[0]
    async with store.writing() as tx:
        await tx.snapshots.add([(page.id, snapshot(-1))])
        assert not await tx.campaigns.save(sample_campaign(pages=("two", "four")), NOW)
        without = await tx.campaigns.get("no-voip")
    assert without is not None
    assert [one.handle for one in without.pages] == ["two", "four"]
    assert without.pages[0].id == first.pages[1].id
    again = await load(store)
    assert [one.id for one in again.pages] == [one.id for one in first.pages]
    async with store.reading() as tx:
        assert (await tx.snapshots.at([page.id], [NOW]))[0] == {page.id: snapshot(-1)}


async def test_loading_again_changes_the_campaign_and_keeps_it_halted(store: Database) -> None:
    await load(store)
    changed = replace(sample_campaign(), ends_at=None, value_per_unit=Decimal(4), rates={}, rates_date=None)
    async with store.writing() as tx:
        await tx.campaigns.halt("no-voip", NOW)
        assert not await tx.campaigns.save(changed, NOW + HOUR)
    async with store.reading() as tx:
        assert await tx.campaigns.get("no-voip") == changed
        assert await tx.campaigns.halted("no-voip") == NOW
    async with store.writing() as tx:
        await tx.campaigns.halt("no-voip", None)
        assert await tx.campaigns.halted("no-voip") is None
        assert await tx.campaigns.halted("other") is None


async def test_what_a_page_measures_is_stored_with_the_campaign(store: Database) -> None:
    cards = Measure("other", wanted=Wanted.RISE, goal=500, worth=Decimal("0.5"), names={"en": {"other": "cards"}})
    pages = (
        Page("manual", "cards", measure=cards),
        Page("mastodon", "a@b.cd", measure=MEASURES["followers"], control=True),
    )
    campaign = replace(sample_campaign(), targets=(Target("one", names("one"), pages),))
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, NOW)
        stored = await tx.campaigns.get("no-voip")
    assert stored is not None
    assert [(page.measure, page.control) for page in stored.pages] == [(cards, False), (MEASURES["followers"], True)]


async def test_a_campaign_may_have_no_pages_yet(store: Database) -> None:
    async with store.writing() as tx:
        assert await tx.campaigns.save(sample_campaign(pages=()), NOW)
        stored = await tx.campaigns.get("no-voip")
    assert stored is not None
    assert stored.pages == ()


def test_a_document_gives_the_same_campaign_back_with_every_kind_of_value() -> None:
    campaign = replace(
        sample_campaign(),
        updates=Cadence(every=5400),
        starts_at=datetime(2016, 2, 26, 0, 0, 0, 1, tzinfo=UTC),
        targets=(Target("both", names("Both"), (Page("facebook", "a"), Page("bluesky", "b.example"))),),
    )
    assert json_columns.read(json_columns.write(campaign)) == campaign


def test_a_document_contains_no_page_ids() -> None:
    numbered = replace(sample_campaign().targets[0], pages=(Page("facebook", "one", 12),))
    document = json_columns.write(replace(sample_campaign(), targets=(numbered,)))
    assert json_columns.read(document).pages[0].id == 0
    assert '"id"' not in document


def test_a_document_with_an_unknown_key_is_read_without_it() -> None:
    document = json_columns.write(sample_campaign()).replace('{"slug"', '{"of_the_future":[1],"slug"', 1)
    assert json_columns.read(document) == sample_campaign()


def test_a_document_without_a_key_that_must_be_there_is_refused() -> None:
    document = json_columns.write(sample_campaign()).replace('"zone"', '"place"')
    with pytest.raises(TypeError, match="zone"):
        json_columns.read(document)


def test_what_no_document_can_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="a campaign's document cannot hold a object"):
        json_columns.write(replace(sample_campaign(), contact=object()))  # type: ignore[arg-type]
