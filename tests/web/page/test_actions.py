"""The one button at the top, and the ways to pass the page on."""

import re
from html import unescape

from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.ports.facts import BOT_LINK
from bot.locales import speak
from bot.web.page.actions import sharing
from storage import Database
from tests.event_talk import END as OVER
from tests.event_talk import NEW, EventTalk
from tests.talk import END, HOUR, NOW, SLUG, Talk
from tests.web.house import PAGE, Served, serving


async def button(site: Served) -> tuple[str, str] | None:
    """The text and the address of the button at the top."""
    text = unescape((await site.get(PAGE)).text)
    found = re.search(r'id="primary">\s*<a class="go" href="([^"]*)"[^>]*>([^<]*)</a>', text)
    return None if found is None else (found[2], found[1])


async def test_without_event_or_call_it_leads_to_the_companies_and_after_the_end_to_the_bot(
    sqlite_store: Database, served: Served
) -> None:
    assert await button(served) is None
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
    async with serving(sqlite_store, END + HOUR) as site:
        assert await button(site) == ("Follow in Telegram", "https://t.me/NolikeBot")
    async with serving(sqlite_store, NOW) as site:
        assert await button(site) == ("Take back your like", "#companies")
        assert 'href="https://www.facebook.com/inwi"' in (await site.get(PAGE)).text


async def test_a_call_goes_before_the_companies(served: Served) -> None:
    link = CallButton(ButtonKind.LINK, {"en": "Read on"}, "https://example.org/more")
    async with served.store.writing() as tx:
        await tx.calls.add(Call(0, SLUG, "", Script({"en": "Now"}, (link,)), CallState.LAUNCHED, due=NOW - HOUR))
    async with serving(served.store, NOW) as site:
        assert await button(site) == ("Read on", "https://example.org/more")


async def test_an_open_event_goes_before_everything(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW + " goal=10", "7")
    async with serving(sqlite_store, event_talk.talk.now) as site:
        assert await button(site) == ("Take part", "#event-1")
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_LINK, "discord", "https://discord.com/oauth2/authorize?client_id=1")
    async with serving(sqlite_store, event_talk.talk.now) as site:
        # That link would bring the bot to a server of the visitor's own.
        assert await button(site) == ("Take part", "#event-1")
        page = (await site.get(PAGE)).text
        assert 'class="go" href="https://discord.com' not in page
        assert "<p>On Discord, write /pledge in your server.</p>" in page
    async with serving(sqlite_store, OVER + HOUR) as site:
        assert "<p>On Discord, write /checkin in your server.</p>" in (await site.get(PAGE)).text
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
    async with serving(sqlite_store, event_talk.talk.now) as site:
        assert await button(site) == ("Take part", "https://t.me/NolikeBot?start=part-1")
        page = (await site.get(PAGE)).text
        assert page.count('href="https://t.me/NolikeBot?start=part-1"') == 2
        assert "On Discord" not in page


def test_the_places_get_the_text_and_the_address_and_none_is_listed_without_an_address() -> None:
    made = sharing("A & B", "5 likes", "https://likes.example.org/en/x", speak("en"))
    whatsapp, telegram, x = (place["href"] for place in made["places"])
    assert whatsapp == "https://wa.me/?text=A%20%26%20B%3A%205%20likes%20https%3A%2F%2Flikes.example.org%2Fen%2Fx"
    assert telegram.startswith("https://t.me/share/url?url=https%3A%2F%2Flikes")
    assert x.startswith("https://x.com/intent/post?text=A%20%26%20B")
    assert sharing("A", "b", "", speak("en"))["places"] == []
