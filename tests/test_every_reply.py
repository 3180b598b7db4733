"""Every command's answer in three languages, with no company, one, four and twelve: short, whole, with few buttons."""

import re
from dataclasses import replace

import pytest

from bot.core.counts import figures
from bot.core.counts.figures import HOUR, Stats
from bot.core.counts.replies import MOST_COMPANIES, SHOWN_OF_MANY
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.reply import Names, Reply, in_zone
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.platforms.cutting import split_at_spaces
from bot.platforms.telegram.draw import draw as draw_telegram
from handlers import COMMANDS
from storage import Database
from tests.talk import START, Talk, example, load, put

COMPANIES = (0, 1, 4, 12)
MARKS = re.compile("[\u200f\u2060\u2066-\u2069]")
# Lines and characters of the whole answer. Lists of what there is may be longer.
LINES, CHARACTERS, BUTTONS, LABEL = 16, 1_400, 6, 40
LISTS = frozenset({"help", "privacy", "start", "report", "settings", "audit"})
LONGER = 40, 3_500
MENUS, MOST_CHOICES = frozenset({"start", "menu", "help"}), 16
"""Answers to an organizer that are a menu, and its choices."""


def campaign(companies: int) -> Campaign:
    """A campaign of so many companies with long names and numbers of ten digits."""
    targets = tuple(
        Target(
            f"company-{place}",
            Names(
                {
                    "en": f"National Telephone Company {place}",
                    "fr": f"Compagnie nationale {place}",
                    "ar": f"شركة {place}",
                }
            ),
            (Page("manual", f"page{place}"),),
        )
        for place in range(companies)
    )
    return replace(example(), slug="big", targets=targets)


@pytest.fixture(params=COMPANIES)
async def talk(request: pytest.FixtureRequest, sqlite_store: Database) -> Talk:
    """People in a chat that follows a campaign of so many companies, an hour after its second readings."""
    companies = int(request.param)
    loaded = await load(sqlite_store, campaign(companies), START)
    for place in range(companies):
        await put(
            sqlite_store,
            loaded,
            [(place, START, 1_234_567_890), (place, START + 24 * HOUR, 1_234_567_890 - 98_765_432)],
        )
    made = Talk(sqlite_store, START + 25 * HOUR)
    await made.give(Role.OWNER, "7", "big")
    return made


async def figures_of(talk: Talk) -> Stats:
    async with talk.store.reading() as tx:
        loaded = await tx.campaigns.get("big")
        assert loaded is not None
        return await figures.read(tx, loaded, talk.now)


def drawn(reply: Reply, language: str) -> tuple[list[str], list[str]]:
    """The lines of an answer as Telegram shows them, and the labels of its buttons."""
    messages = draw_telegram(in_zone(reply, "Africa/Casablanca"), speak(language))
    assert len(messages) <= 1
    lines = [line for message in messages for line in MARKS.sub("", re.sub("<[^>]+>", "", message.html)).split("\n")]
    lines = [line for line in lines if line]
    rows = messages[0].keyboard.inline_keyboard if messages and messages[0].keyboard else ()
    return lines, [button.text for row in rows for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_answer_keeps_within_its_limits(talk: Talk, language: str) -> None:
    await talk.private(f"/language {language}")
    asked = 0
    for command in COMMANDS:
        for said in (command, f"{command} 1", f"{command} company-0", f"{command} big", f"{command} big 24h"):
            lines, labels = drawn(await talk.private(f"/{said}"), language)
            await talk.private(f"/language {language}")
            most_lines, most_characters = LONGER if command in LISTS else (LINES, CHARACTERS)
            assert len(lines) <= most_lines, (said, lines)
            assert sum(map(len, lines)) <= most_characters, (said, lines)
            assert len(labels) <= (MOST_CHOICES if command in MENUS else BUTTONS), (said, labels)
            assert all(len(label) <= LABEL for label in labels), (said, labels)
            asked += 1
    assert asked == 5 * len(COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_figures_take_three_lines_and_one_for_each_company(talk: Talk, language: str) -> None:
    lines, labels = drawn(await talk.private("/stats big"), language)
    companies = len((await figures_of(talk)).targets)
    assert len(lines) <= (3 + companies if companies <= MOST_COMPANIES else 4 + SHOWN_OF_MANY)
    assert len(labels) <= 4
    counted = [line for line in lines if speak(language).figures.whole(1_234_567_890 - 98_765_432) in line]
    assert len(counted) >= min(companies, SHOWN_OF_MANY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("longest", range(11, 40))
def test_no_number_is_cut_where_a_line_is_too_long(language: str, longest: int) -> None:
    number = speak(language).figures.whole(2_447_581)
    line = " ".join(f"{name} {number}" for name in ("Inwi", "Maroc", "Meditel", "Orange", "a", "of"))
    parts = list(split_at_spaces(line, longest))
    assert "".join(parts) == line
    assert all(len(part) <= longest for part in parts)
    assert sum(part.count(number) for part in parts) == line.count(number)
