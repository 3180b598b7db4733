"""The one button at the top, and the ways to pass the page on."""

import re
from html import unescape
from pathlib import Path

import pytest

import bot.web
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.campaign import Page, Target
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Moment, Names, Text
from bot.core.ports.facts import BOT_LINK
from bot.locales import LANGUAGES, speak
from bot.web.page.actions import sharing
from storage import Database
from tests.event_talk import END as OVER
from tests.event_talk import NEW, EventTalk
from tests.event_talk import NOW as NOW_IN_2026
from tests.talk import END, HOUR, NOW, SLUG, Talk, another, load, put
from tests.web.house import PAGE, Served, serving


async def button(site: Served) -> tuple[str, str] | None:
    """The text and the address of the button at the top."""
    text = unescape((await site.get(PAGE)).text)
    found = re.search(r'id="primary">\s*<a class="go" href="([^"]*)"[^>]*>([^<]*)</a>', text)
    return None if found is None else (found[2], found[1])


async def test_without_event_or_call_it_leads_to_the_companies(sqlite_store: Database, served: Served) -> None:
    assert await button(served) is None
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
    async with serving(sqlite_store, NOW) as site:
        assert await button(site) == ("Take back your like", "#companies")
        assert 'href="https://www.facebook.com/inwi"' in (await site.get(PAGE)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_the_end_nothing_invites_to_follow_and_sharing_is_what_is_left(
    served: Served, language: str
) -> None:
    say, link = speak(language), CallButton(ButtonKind.LINK, {"en": "Read on"}, "https://example.org/more")
    async with served.store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
        await tx.calls.add(Call(0, SLUG, "", Script({"en": "Now"}, (link,)), CallState.LAUNCHED, due=NOW - HOUR))
    pages = []
    for now in (NOW, END + HOUR):
        async with serving(served.store, now) as site:
            pages.append(unescape((await site.get(f"/{language}/{SLUG}")).text))
            about = unescape((await site.get(f"/{language}/{SLUG}/about")).text)
    before, after = pages
    live = [say(Text(name)) for name in ("page-live", "page-short-late", "page-follow", "page-join-telegram")]
    assert [said for said in [*live, "/subscribe"] if said not in before] == []
    assert [said for said in [*live, "/subscribe", 'class="go" href'] if said in after] == []
    date = Moment(END, "Africa/Casablanca", "date")
    for name in ("page-over", "page-short-ended"):
        assert say(Text(name, {"date": date})) in after
        assert say(Text(name, {"date": date})) not in before
    assert say(Text("page-how-ended", {"date": date})) in about
    share = say(Text("button-share"))
    assert all(f"<summary>{share}</summary>" in page for page in pages)


@pytest.mark.parametrize("source", ["manual", "facebook"])
@pytest.mark.parametrize("counts", [(), (1000, 900)])
async def test_after_the_end_no_figures_are_promised_and_nothing_is_said_to_be_read_or_typed(
    sqlite_store: Database, source: str, counts: tuple[int, ...]
) -> None:
    target = Target("t", Names({"en": "Test"}), (Page(source, "p"),))
    campaign = await load(sqlite_store, another("one", targets=(target,)))
    if counts:
        await put(sqlite_store, campaign, [(0, NOW - (2 - place) * HOUR, count) for place, count in enumerate(counts)])
    for language in LANGUAGES:
        say, date = speak(language), Moment(END, "Africa/Casablanca", "date")
        async with serving(sqlite_store, END + HOUR) as site:
            text, about = [unescape((await site.get(f"/{language}/one{part}")).text) for part in ("", "/about")]
        live = ("page-soon", "page-soon-next", "page-typed", "page-typed-next", "page-how-read", "page-how-typed")
        assert [name for name in live if say(Text(name)) in text + about] == []
        assert say(Text("page-how-ended", {"date": date})) in about
        without = (say(Text("page-ended-without")) in text, say(Text("no-figures-ended")) in text)
        assert without == ((False, False) if counts else (True, True))
        stay = [say(Text(name, {"date": date})) for name in ("page-over", "page-over-unread")]
        assert stay[bool(not counts)] in text
        assert (stay[0] in text) is bool(counts)


async def test_after_the_end_it_leads_to_what_came_of_an_event(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW + " goal=10", "7")
    await event_talk.go(NOW_IN_2026 + 800 * HOUR)
    async with serving(sqlite_store, event_talk.talk.now) as site:
        assert await button(site) == ("What came of it", "#past")
        assert 'id="past"' in (await site.get(PAGE)).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_numbers_that_are_typed_are_said_to_be_and_no_company_is_linked(
    sqlite_store: Database, language: str
) -> None:
    target = Target("t", Names({"en": "Test"}), (Page("manual", "p"),))
    campaign = await load(sqlite_store, another("one", targets=(target,)))
    await put(sqlite_store, campaign, [(0, NOW - 2 * HOUR, 1000), (0, NOW - HOUR, 900)])
    say = speak(language)
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_LINK, "telegram", "https://t.me/NolikeBot")
    async with serving(sqlite_store, NOW) as site:
        text, about = [unescape((await site.get(f"/{language}/one{part}")).text) for part in ("", "/about")]
    assert re.search(r'id="primary">\s*<a class="go" href="https://t.me/NolikeBot"', text)
    assert 'href="#companies"' not in text
    assert say(Text("page-short-typed")) in text
    assert say(Text("page-how-typed")) in about
    read = [say(Text(name)) for name in ("page-short", "page-how-read", "page-act-take-back")]
    assert [said for said in read if said in text + about] == []


async def signing(store: Database, **bots: str) -> EventTalk:
    """A campaign with an event that people sign for elsewhere."""
    event_talk = EventTalk(Talk(store))
    await event_talk.start()
    await event_talk.talk.private("/event new sign_on 2026-12-05 20:00 72h link=https://petition.example/a", "7")
    async with store.writing() as tx:
        for platform, link in bots.items():
            await tx.facts.put(BOT_LINK, platform, link)
    return event_talk


async def test_beside_signing_stands_the_way_to_tell_the_bot_and_once_it_is_over_only_that(
    sqlite_store: Database,
) -> None:
    event_talk = await signing(sqlite_store, telegram="https://t.me/NolikeBot", discord="https://discord.com/x")
    sign, tell = "https://petition.example/a", "https://t.me/NolikeBot?start=part-1"
    for now in (event_talk.talk.now, OVER - HOUR):
        async with serving(sqlite_store, now) as site:
            page = unescape((await site.get(PAGE)).text)
            assert await button(site) == ("Sign here", sign)
        assert f'<a class="go" href="{sign}" rel="noopener">Sign here</a>' in page[page.index('id="event-1"') :]
        assert f'<p><a href="{tell}" rel="noopener">Tell the bot that you take part</a></p>' in page
    async with serving(sqlite_store, OVER + HOUR) as site:
        page = unescape((await site.get(PAGE)).text)
    assert f'<a class="go" href="{tell}" rel="noopener">Say what you did</a>' in page
    assert [said for said in (sign, "On Discord", "Tell the bot that you take part") if said in page] == []


async def test_where_only_discord_is_what_to_write_stands_beside_signing(sqlite_store: Database) -> None:
    event_talk = await signing(sqlite_store, discord="https://discord.com/x")
    for now, command in ((event_talk.talk.now, "/pledge"), (OVER + HOUR, "/checkin")):
        async with serving(sqlite_store, now) as site:
            page = unescape((await site.get(PAGE)).text)
        assert f"<p>On Discord, write {command} in your server.</p>" in page
        assert ("Sign here" in page) == (command == "/pledge")


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


def test_what_is_passed_on_has_the_colon_of_its_language() -> None:
    assert "A\u00a0: b" in without_marks(sharing("A", "b", "", speak("fr"))["text"])
    # Nowhere else does the page join words with the colon of English.
    pages = Path(bot.web.__file__).parent
    joined = re.compile(r"\}\}: \{\{|f\"\{\w+\}: \{\w+\}\"")
    texts = [*pages.glob("templates/*.html"), *pages.glob("page/*.py"), *(pages.parent / "charts").rglob("*.svg")]
    assert [path.name for path in texts if joined.search(path.read_text(encoding="utf-8"))] == []
