"""No answer and no page of the desk shows `source:handle` where a name is meant, in any language."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.chats import Address, ChatKind
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Names
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing, Held
from bot.core.model.source import FaultKind
from bot.core.ports.desk import DeskUser
from bot.locales import LANGUAGES
from bot.web.desk.app import PLACES
from handlers import COMMANDS
from storage import Database
from tests.talk import HOUR, NOW, SLUG, Talk, example, load, put, spoken
from tests.web.desk.house import Desk, desk_of

HANDLES = ("firstpage", "secondpage", "thirdpage", "fourthpage")
PLACE = MEASURES["place"]
# The campaign's own file, with the keys that people type into it, and a file for programs.
FOR_KEYS = ("/campaign", ".csv")


def campaign() -> Campaign:
    """A company with pages of several sources, one of them measured on its own, and a company with two of one."""
    first, second, third, fourth = HANDLES
    shop = Target(
        "shop",
        Names({"en": "Shop", "fr": "Magasin", "ar": "متجر"}),
        (Page("facebook", first), Page("manual", second), Page("manual", third, measure=PLACE)),
    )
    bank = Target("bank", Names({"en": "Bank", "fr": "Banque", "ar": "بنك"}), (Page("x", fourth, measure=PLACE),))
    return replace(example(), targets=(shop, bank), ends_at=NOW + 240 * HOUR, starts_at=NOW - 48 * HOUR)


@pytest.fixture
async def talk(sqlite_store: Database) -> Talk:
    """People in a chat; one page fails, the number of another is held, and people typed some."""
    loaded = await load(sqlite_store, campaign())
    for place in range(4):
        await put(sqlite_store, loaded, [(place, NOW - 30 * HOUR, 50), (place, NOW - HOUR, 40)])
    async with sqlite_store.writing() as tx:
        first, second, *_ = loaded.pages
        await tx.snapshots.set_failing(first.id, Failing(FaultKind.HIDDEN, NOW - HOUR))
        await tx.snapshots.set_held(second.id, Held(4, 1, NOW))
    made = Talk(sqlite_store)
    await made.give(Role.OWNER)
    await made.private("/count firstpage 41")
    return made


def keys_in(text: str) -> list[str]:
    """What looks like the key of one of the campaign's pages."""
    plain = re.sub("[\u200e\u200f\u2066-\u2069]", "", text)
    return re.findall(rf"\w+:(?:{'|'.join(HANDLES)})", plain)


async def test_no_answer_shows_the_key_of_a_page(talk: Talk) -> None:
    asked = 0
    said = ["", "1", SLUG, "shop", "bank", "firstpage", "nobody 5", "shop 5", "secondpage 39", "fourthpage",
            f"counts {SLUG}", f"counts 2 {SLUG}", f"count 0 {SLUG}", f"people {SLUG}"]  # fmt: skip
    for command in COMMANDS:
        for words in said:
            for kind, address in ((ChatKind.PRIVATE, "7"), (ChatKind.GROUP, "-1")):
                here = Address("telegram", address)
                answer = await talk.ask(f"/{command} {words}", kind=kind, address=here)
                # A command of another platform has no answer here.
                for language, text in spoken(answer.reply).items() if answer else ():
                    assert not keys_in(text), (command, words, language, text)
                    asked += 1
            talk.now += HOUR / 60
    assert asked > 5 * (len(COMMANDS) - 1) * len(said)


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Desk]:
    async with desk_of(talk) as opened:
        yield opened


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_page_of_the_desk_shows_the_key_of_a_page(desk: Desk, language: str) -> None:
    browser = await desk.enter(DeskUser("telegram", "7", "7"), language)
    opened = 0
    for place in PLACES:
        path = f"/desk{place.path}".replace("{slug}", SLUG)
        if not place.post and "{" not in path and not any(one in path for one in FOR_KEYS):
            await browser.open(path)
            assert not keys_in(browser.text), path
            opened += browser.status == 200
    assert opened > 7
    base = f"/desk/c/{SLUG}/counts"
    await browser.open(base)
    await browser.send(f"{base}/check", files={"file": ("a.csv", b"date,likes\n2016-02-26,5\n")})
    options = re.findall(r"<option[^>]*>([^<]*)<", browser.page)
    assert len(options) == 4
    assert not keys_in(browser.text)
    await browser.send(f"{base}/check", files={"file": ("a.csv", b"date,firstpage\n2016-02-26 10:00,5\n")})
    assert not keys_in(browser.text)
