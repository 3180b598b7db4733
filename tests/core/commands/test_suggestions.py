"""What a platform may offer while an argument is typed."""

from bot.core.commands.suggestions import MOST_OFFERS, Offer, offers
from bot.core.model.reply import Names, Text
from tests.event_talk import NEW, EventTalk
from tests.talk import SLUG, Talk


async def offered(talk: Talk, suggest: str, typed: str = "") -> list[Offer]:
    async with talk.store.reading() as tx:
        return await offers(talk.services, tx, suggest, typed)


async def values(talk: Talk, suggest: str, typed: str = "") -> list[str]:
    return [value for value, _ in await offered(talk, suggest, typed)]


async def test_campaigns_targets_and_pages_are_found_by_what_they_are_called(talk: Talk) -> None:
    assert await values(talk, "campaigns", "voip") == [SLUG]
    assert await values(talk, "targets", "TELECOM") == ["maroc-telecom"]
    assert await values(talk, "targets") == ["maroc-telecom", "inwi", "meditel"]
    assert all("inwi" in page for page in await values(talk, "pages", "inwi"))
    assert await offered(talk, "measures") == [("likes", Text("measure-likes"))]
    assert await values(talk, "chapters") == []
    assert await values(talk, "targets", "nobody") == []
    assert await values(talk, "colours", "") == []


async def test_zones_are_found_by_words_and_what_begins_so_comes_first(talk: Talk) -> None:
    assert await values(talk, "zones", "new york") == ["America/New_York"]
    assert (await values(talk, "zones", "a"))[0].startswith("A")
    assert len(await values(talk, "zones")) == MOST_OFFERS


async def test_events_are_offered_newest_first_under_their_titles(event_talk: EventTalk) -> None:
    await event_talk.talk.private(NEW)
    await event_talk.talk.private(f'{NEW} en="A quiet evening"')
    assert await values(event_talk.talk, "events") == ["2", "1"]
    assert await values(event_talk.talk, "events", "quiet") == ["2"]
    (_, title), *_ = await offered(event_talk.talk, "events", "quiet")
    assert isinstance(title, Names)
