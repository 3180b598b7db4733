import pytest

from bot.core.counts import figures
from bot.core.counts.chart_data import Window
from bot.core.counts.picture_address import NO_STUDIO, chart_address, localize, parse_address, share_address
from bot.core.model.reply import Moment, Reply, Text
from storage import Database
from tests.talk import END, HOUR, NOW, another, load, load_2016


async def test_the_same_figures_have_the_same_address_whenever_they_are_asked_for(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        early, late = [await figures.read(tx, campaign, moment) for moment in (NOW, NOW + HOUR)]
        over, later = [await figures.read(tx, campaign, moment) for moment in (END, END + 24 * HOUR)]
    assert chart_address(early, Window.DAY) == chart_address(late, Window.DAY)
    assert chart_address(over, Window.ALL, "inwi") == chart_address(later, Window.ALL, "inwi")
    assert chart_address(early, Window.DAY) != chart_address(over, Window.DAY)
    assert share_address(over) != chart_address(over, Window.ALL)


async def test_an_address_is_read_back_as_it_was_written(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        shown = await figures.read(tx, campaign, END)
    address = parse_address(chart_address(shown, Window.DAY, "inwi"))
    assert address is not None
    assert (address.kind, address.campaign, address.target, address.at) == ("chart", campaign.slug, "inwi", END)
    assert str(address) == chart_address(shown, Window.DAY, "inwi")
    measured = parse_address(chart_address(shown, Window.ALL, measure="followers-2"))
    assert measured is not None
    assert (measured.target, measured.measure) == ("", "followers-2")
    assert str(measured) == chart_address(shown, Window.ALL, measure="followers-2")
    spoken = parse_address(share_address(shown, "ar"))
    assert spoken is not None
    assert (spoken.language, spoken.target) == ("ar", "")


async def test_before_the_first_reading_the_address_has_the_current_time(sqlite_store: Database) -> None:
    campaign = await load(sqlite_store, another())
    async with sqlite_store.reading() as tx:
        address = parse_address(chart_address(await figures.read(tx, campaign, NOW), Window.ALL))
    assert address is not None
    assert address.at == NOW


@pytest.mark.parametrize("address", ["", "0f3a9c", "photo/1/2/3/4"])
def test_the_id_of_a_stored_picture_is_not_the_address_of_a_drawn_one(address: str) -> None:
    assert parse_address(address) is None


def test_a_reply_gets_the_language_and_zone_of_its_chat() -> None:
    reply = Reply(lines=(Text("ended", {"at": Moment(NOW)}),), picture=f"chart/c/all/-/{NOW.isoformat()}")
    told = localize(reply, "fr", "Africa/Casablanca")
    assert told.picture == f"chart/c/all/-/{NOW.isoformat()}/fr"
    assert told.lines[0].values["at"] == Moment(NOW, "Africa/Casablanca")
    assert localize(Reply(picture="0f3a"), "fr", "UTC").picture == "0f3a"


async def test_the_empty_studio_returns_no_picture() -> None:
    assert await NO_STUDIO.picture("chart/c/all/-/2026-01-01T00:00:00+00:00") is None
