"""A file of counts given to /import on Discord: fetched from where Discord keeps it, shown, and taken in by a tap."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.answer import Services
from bot.core.commands.uploads import Uploads
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.platforms.discord import Discord
from bot.platforms.discord.commands import payload
from bot.sources import SOURCES
from handlers import COMMANDS
from tests.discord_server import words
from tests.fakes import NOON
from tests.platforms.discord.house import HERE, SOMEBODY, House, shown
from tests.talk import HOUR, SLUG, example, load

PRIVATE = 77
ROWS = b"date,page,likes\n2016-02-27,inwi,2000000\n2016-02-28,inwi,1990000\n"


@pytest.fixture
async def platform(house: House) -> Discord:
    """The platform with the real commands, and an organizer."""
    await load(house.store, replace(example(), ends_at=NOON + 9999 * 24 * HOUR))
    async with house.store.writing() as tx:
        await tx.people.give(SLUG, "discord", str(SOMEBODY), Role.ORGANIZER, NOON)
    # Of the clock of these tests hours pass within a second.
    uploads = Uploads(SOURCES, lambda: map(speak, LANGUAGES), kept_for=timedelta(days=9999))
    services = Services(COMMANDS, house.store, LANGUAGES, house.faults.append, uploads=uploads)
    return house.another(services=services, speak=speak)


def tappable(message: dict[str, object]) -> list[str]:
    """What the buttons under a message send back."""
    rows = message.get("components")
    assert isinstance(rows, list)
    return [str(button["custom_id"]) for row in rows for button in row["components"]]


def test_discord_asks_for_a_file(house: House) -> None:
    services = Services(COMMANDS, house.store, LANGUAGES, house.faults.append)
    (command,) = [one for one in payload(services, speak) if one["name"] == "import"]
    assert [(one["name"], one["type"], one["required"]) for one in command["options"]] == [("file", 11, True)]


@pytest.mark.parametrize("where", [PRIVATE, HERE])
async def test_a_file_is_shown_and_a_tap_takes_it_in_and_another_takes_it_back(
    house: House, platform: Discord, where: int
) -> None:
    async with house.listening(platform):
        answer = await house.server.attach(where, SOMEBODY, "import", "likes.csv", ROWS)
        preview = await shown(answer)
        assert "likes.csv" in words(preview)
        assert "2\u00a0rows of one page" in words(preview)
        # In a server nobody else sees it.
        assert answer.flags == (64 if where == HERE else 0)
        taken = await shown(await house.server.tap(where, SOMEBODY, tappable(preview)[0]))
        assert "2\u00a0rows added" in words(taken)
        await shown(await house.server.tap(where, SOMEBODY, tappable(taken)[-1]))
    async with house.store.reading() as tx:
        assert [act.act for act in await tx.audit.list(SLUG)][:2] == ["file-undone", "imported"]


async def test_a_file_that_discord_does_not_give_gets_one_sentence(house: House, platform: Discord) -> None:
    async with house.listening(platform):
        answer = await house.server.attach(PRIVATE, SOMEBODY, "import", "likes.csv", ROWS, gone=True)
        assert "could not get that file" in words(await shown(answer))


async def test_who_organizes_nothing_is_told_so_and_nothing_is_fetched(house: House, platform: Discord) -> None:
    async with house.listening(platform):
        answer = await house.server.attach(PRIVATE, 6, "import", "likes.csv", ROWS, gone=True)
        assert "Only organizers" in words(await shown(answer))
