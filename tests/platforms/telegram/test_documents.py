"""A file of counts sent to the bot on Telegram: fetched, shown, and taken in by a tap."""

import json
from dataclasses import replace

import pytest

from bot.core.commands.answer import Services
from bot.core.commands.uploads import Uploads
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.platforms.telegram import Telegram
from bot.sources import SOURCES
from handlers import COMMANDS
from tests.fakes import NOON
from tests.platforms.telegram.house import House
from tests.talk import HOUR, SLUG, example, load
from tests.telegram_server import BROKEN, Fault, photo, refused

ROWS = b"date,page,likes\n2016-02-27,inwi,2000000\n2016-02-28,inwi,1990000\n"
SENT = {"file_id": "sheet", "file_name": "likes.csv", "mime_type": "text/csv", "file_size": len(ROWS)}


@pytest.fixture
async def platform(house: House) -> Telegram:
    """The platform with the real commands, and an organizer."""
    await load(house.store, replace(example(), ends_at=NOON + 24 * HOUR))
    async with house.store.writing() as tx:
        await tx.people.give(SLUG, "telegram", "8", Role.ORGANIZER, NOON)
    house.server.files["photos/sheet.png"] = ROWS
    uploads = Uploads(SOURCES, lambda: map(speak, LANGUAGES))
    services = Services(COMMANDS, house.store, LANGUAGES, house.faults.append, uploads=uploads)
    return house.another(services=services, speak=speak)


def tappable(house: House) -> list[str]:
    """What the buttons under the last message send back."""
    keyboard = json.loads(house.server.of("sendMessage")[-1].params["reply_markup"])["inline_keyboard"]
    return [button["callback_data"] for row in keyboard for button in row]


async def test_a_document_is_shown_and_a_tap_takes_it_in_and_another_takes_it_back(
    house: House, platform: Telegram
) -> None:
    async with house.listening(platform):
        await house.server.message(8, 8, document=SENT, caption="the likes of inwi")
        shown = (await house.said(1))[0]
        assert "likes.csv" in shown
        assert "2\u00a0rows of one page" in shown
        await house.server.tap(8, 8, tappable(house)[0])
        assert "2\u00a0rows added" in (await house.said(2))[1]
        await house.server.tap(8, 8, tappable(house)[-1])
        assert "2\u00a0counts" in (await house.said(3))[2]
        async with house.store.reading() as tx:
            acts = [act.act for act in await tx.audit.list(SLUG)]
    assert acts[:2] == ["file-undone", "imported"]
    assert len(house.server.of("getFile")) == 1


async def test_after_a_restart_a_tap_says_that_the_file_is_to_be_sent_again(house: House, platform: Telegram) -> None:
    async with house.listening(platform):
        await house.server.message(8, 8, document=SENT)
        await house.said(1)
    again = Services(COMMANDS, house.store, LANGUAGES, house.faults.append)
    async with house.listening(house.another(services=again, speak=speak)):
        await house.server.tap(8, 8, tappable(house)[0])
        assert "send it once more" in (await house.said(2))[1]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (refused("Bad Request: file is too big"), "too large for a chat"),
        (BROKEN, "could not get that file"),
        (Fault(200, body='{"ok": true, "result": {}}'), "could not get that file"),
    ],
)
async def test_a_document_that_telegram_does_not_give_gets_one_sentence(
    house: House, platform: Telegram, fault: Fault, said: str
) -> None:
    async with house.listening(platform):
        house.server.faults["getfile"].append(fault)
        await house.server.message(8, 8, document=SENT)
        assert said in (await house.said(1))[0]


async def test_in_a_group_a_document_is_nothing_and_a_stranger_is_told_who_may_send_one(
    house: House, platform: Telegram
) -> None:
    async with house.listening(platform):
        await house.server.message(-1005, 8, document=SENT, caption="/import")
        await house.server.message(9, 9, document=SENT)
        assert "Only organizers" in (await house.said(1))[0]
        await house.confirmed()
    assert house.server.of("getFile") == []
    assert house.server.texts(-1005) == []


async def test_a_picture_of_numbers_is_declined_where_an_organizer_sends_it_and_ignored_elsewhere(
    house: House, platform: Telegram
) -> None:
    async with house.listening(platform):
        await house.server.message(9, 9, photo=[photo("mine")])
        await house.server.message(8, 8, photo=[photo("mine")])
        assert "numbers in a picture" in (await house.said(1))[0]
        await house.confirmed()
    assert house.server.texts(9) == []


async def test_where_the_bot_asked_for_words_another_kind_of_file_is_declined_and_a_file_of_counts_taken(
    house: House, platform: Telegram
) -> None:
    async with house.store.writing() as tx:
        await tx.dialogues.wait("telegram", "8", "count facebook:inwi")
    async with house.listening(platform):
        await house.server.message(8, 8, document=SENT | {"file_name": "poster.pdf"})
        assert "words here, or a picture" in (await house.said(1))[0]
        await house.server.message(8, 8, document=SENT)
        assert "2\u00a0rows of one page" in (await house.said(2))[1]
