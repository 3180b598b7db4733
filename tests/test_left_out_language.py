"""A campaign that leaves English out offers it nowhere: in chats, walks, notices, page, pictures, desk."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.model.chats import Address, ChatKind, Mode
from bot.core.model.reply import Names, Reply
from bot.core.model.roles import Role
from bot.core.model.schedule import Cadence
from storage import Database
from tests.drive import KARIM, SAMIRA, Drive
from tests.talk import NOW, SLUG, Talk, another, example, ids, line, load
from tests.web.desk.house import BASE, desk_of
from tests.web.house import PAGE, serving
from tests.web.test_static_site import broken_links, mirror

LEFT = ("ar", "fr")


@pytest.fixture
async def drive(sqlite_store: Database) -> Drive:
    await load(sqlite_store, replace(example(), languages=LEFT, fallback="ar"))
    talk = Talk(sqlite_store)
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    return Drive(talk, sqlite_store)


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def test_chats_cannot_choose_it_and_are_not_spoken_to_in_it(drive: Drive) -> None:
    talk = drive.talk
    assert commands(await talk.group("/language")) == ["language ar", "language fr"]
    refused = await talk.group("/language en")
    assert (ids(refused), commands(refused)) == (["unknown-language"], ["language ar", "language fr"])
    # An app in English, and a chat that chose English before it was left out.
    answer = await talk.ask("/help", address=Address("telegram", "5"), kind=ChatKind.PRIVATE, person="5", hint="en")
    assert answer is not None
    assert answer.language == "ar"
    await drive.follow("-9", "en")
    chosen = await talk.ask("/stats", address=Address("telegram", "-9"))
    assert chosen is not None
    assert chosen.language == "ar"
    title = (await drive.says("/call")).title
    number = str(title.values["id"]) if title else ""
    await drive.says("أطفئوا هواتفكم")
    await drive.taps(f"call {number} propose")
    told = [one for one in await drive.settle() if "request" in str(one.content.title)]
    assert {one.language for one in told} == {"ar"}
    assert not any("tongue-en" in str(text) for text in told[0].content.lines)
    await drive.taps(told[0].content.buttons[0][0].command, person=KARIM)
    sent = [one for one in await drive.settle() if one.address.chat == "-9"]
    assert {one.language for one in sent} == {"ar"}


async def test_a_chat_that_follows_another_campaign_too_may_choose_what_that_one_offers(drive: Drive) -> None:
    await load(drive.store, another(zone="UTC"))
    assert "language en" in commands(await drive.talk.group("/language"))
    async with drive.store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
        await tx.chats.subscribe(stored, SLUG, Cadence(3600), Mode.POST, None)
    assert "language en" not in commands(await drive.talk.group("/language"))


async def test_walks_and_previews_do_not_ask_for_it(drive: Drive) -> None:
    asked = await drive.says("/call")
    assert line(asked, "call-ask-text")["most"]
    number = str(asked.title.values["id"]) if asked.title else ""
    assert ids(await drive.taps(f"call {number} text:en")) == ["call-how", "call-usage"]
    await drive.taps(f"call {number} text:ar")
    await drive.says("أطفئوا هواتفكم")
    audience = await drive.taps(f"call {number} audience")
    assert f"call {number} audience en" not in commands(audience)
    preview = await drive.taps(f"call {number}")
    assert f"call {number} test fr" in commands(preview)
    assert f"call {number} test en" not in commands(preview)
    assert "tongue-en" not in str(preview)
    assert ids(await drive.taps(f"call {number} test en")) == ["unknown-language"]
    refused = await drive.talk.private('/event new phone_off 2016-02-28 20:00 en="Quiet"', SAMIRA)
    assert ids(refused)[0] == "event-no-option"


async def test_the_page_its_pictures_and_its_copy_do_not_offer_it(drive: Drive, tmp_path: Path) -> None:
    async with serving(drive.store, NOW) as site:
        lists = ("/", "/en", "/none", "/en/none")
        for path in (PAGE, f"/en/{SLUG}", f"/{SLUG}", f"/embed/{SLUG}", f"/{SLUG}/about", *lists):
            page = (await site.get(path)).text
            assert re.search('<html[^>]* lang="ar"', page), path
            assert 'hreflang="en"' not in page
            assert f"/en/{SLUG}" not in page
        assert 'hreflang="fr"' in (await site.get(f"/{SLUG}")).text
        assert 'lang="fr"' in (await site.get(f"/fr/{SLUG}")).text
        arabic, english = [(await site.get(f"/{code}/{SLUG}/share.png")).content for code in ("ar", "en")]
        assert arabic == english
    pages = [path for path in await mirror(drive.store, tmp_path) if path.suffix == ".html"]
    assert [link for page in pages for link in broken_links(page)] == []
    for path in (tmp_path / "en" / SLUG / "index.html", tmp_path / "en" / "index.html", tmp_path / "index.html"):
        assert re.search('<html[^>]* lang="ar"', path.read_text(encoding="utf-8")), path
        assert 'hreflang="en"' not in path.read_text(encoding="utf-8")


async def test_the_list_of_campaigns_offers_what_any_of_them_does(drive: Drive) -> None:
    await load(drive.store, another(languages=("en",), fallback="en"))
    async with serving(drive.store, NOW) as site:
        page = (await site.get("/")).text
        assert re.search('<html[^>]* lang="en"', page)
        assert all(f'hreflang="{code}"' in page for code in ("ar", "en", "fr"))


async def test_the_desk_has_no_field_for_it(drive: Drive) -> None:
    async with desk_of(drive.talk) as desk:
        anna = await desk.person(Role.ORGANIZER, "7")
        await anna.open(f"{BASE}/events/new?kind=phone_off")
        assert 'name="title:fr"' in anna.page
        assert 'name="title:en"' not in anna.page
        await anna.send(f"{BASE}/calls/new")
        assert 'name="text:ar"' in anna.page
        assert 'name="text:en"' not in anna.page
        assert '<option value="en"' not in anna.page


def test_without_a_list_a_campaign_offers_all_languages() -> None:
    campaign = replace(example(), title=Names({"en": "x"}))
    assert campaign.spoken(("ar", "en", "fr")) == ("ar", "en", "fr")
    assert (campaign.tongue("en"), campaign.tongue("")) == ("en", campaign.fallback)
    left = replace(campaign, languages=LEFT, fallback="fr")
    assert left.spoken(("ar", "en", "fr")) == LEFT
    assert (left.tongue("ar"), left.tongue("en"), left.tongue("")) == ("ar", "fr", "fr")
