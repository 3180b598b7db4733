from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.calls.content import MOVING_SIGN
from bot.core.commands.request import Ask, Command
from bot.core.counts.picture_address import PictureAddress, Window
from bot.core.model.announcements import Action, Sent
from bot.core.model.limits import mark_of
from bot.core.model.reply import Reply, Text, say
from bot.core.ports.database import Transaction
from bot.core.ports.pictures import Picture
from bot.platforms.discord import answers
from bot.platforms.discord.incoming import EPHEMERAL
from bot.platforms.discord.photos import KEPT, Photos
from storage import open_store
from tests.conftest import SECRET
from tests.discord_server import words
from tests.fakes import NOON, until
from tests.platforms.discord.house import HERE, SOMEBODY, House, shown
from tests.platforms.discord.test_deliver import a_delivery

PNG = b"\x89PNG\r\n\x1a\n made up"
CHART = str(PictureAddress("chart", "c", Window.ALL, "", NOON, "fr"))


async def draft(ask: Ask, tx: Transaction) -> Reply:
    """Asks for words, then for a picture, then for nothing more."""
    platform, person = ask.request.address.platform, ask.request.person
    step = ask.words[0] if ask.words else "begin"
    following = {"begin": "draft words", "words": "draft picture", "picture": ""}[step]
    await tx.dialogues.end(platform, person, "draft ")
    if following:
        await tx.dialogues.wait(platform, person, following)
    pictures = ask.request.pictures
    return say(step, rest=" ".join(ask.words[1:]), size=sum(len(one.data) for one in pictures))


def with_draft(house: House) -> House:
    made = Command("draft", draft, private=True, person=True)
    house.services = replace(house.services, commands={"draft": made, "echo": house.services.commands["echo"]})
    return house


@pytest.fixture
async def writing(house: House) -> AsyncIterator[House]:
    with_draft(house)
    async with house.listening(house.another(services=house.services)):
        yield house


@pytest.fixture
async def rekeyed(house: House, sqlite_url: str) -> AsyncIterator[House]:
    """Somebody was asked for words, then the key changed: the question stands under the one before."""
    with_draft(house)
    async with house.store.writing() as tx:
        await tx.dialogues.wait("discord", str(SOMEBODY), "draft words")
    database = open_store(sqlite_url, "another-secret-of-the-tests-with-32-letters", old_secret=SECRET)
    async with database.writing() as tx:
        await tx.people.rotate()
    house.services = replace(house.services, store=database, moving=True)
    async with house.listening(house.another(services=house.services)):
        yield house
    await database.close()


@pytest.mark.parametrize("by", ["tap", "window"])
async def test_a_question_that_was_open_before_the_key_changed_still_takes_words(rekeyed: House, by: str) -> None:
    server, write = rekeyed.server, f"write {mark_of('draft words')}"
    if by == "tap":
        tapped = await server.tap(HERE, SOMEBODY, write)
        await until(lambda: bool(tapped.window))
        assert tapped.window["custom_id"] == write
    else:
        assert words(await shown(await server.write(HERE, SOMEBODY, "two", custom_id=write))).startswith("en:words two")


async def test_an_answer_that_asks_for_text_has_a_button_that_opens_a_modal(writing: House) -> None:
    answer = await writing.server.command(HERE, SOMEBODY, "draft")
    assert words(await shown(answer)) == "en:begin  0\n[en:button-write]"
    tapped = await writing.server.tap(HERE, SOMEBODY, "write", "fr")
    await until(lambda: bool(tapped.window))
    assert tapped.window["title"] == "fr:write-title"
    assert [part["component"]["custom_id"] for part in tapped.window["components"]] == ["words"]


async def test_modal_input_goes_to_the_waiting_command_and_stays_ephemeral(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    answer = await writing.server.write(HERE, SOMEBODY, "two words")
    assert words(await shown(answer)) == "en:words two words 0\n[en:button-write]"
    assert answer.flags == EPHEMERAL
    tapped = await writing.server.tap(HERE, SOMEBODY, "write")
    await until(lambda: bool(tapped.window))
    assert [part["component"]["custom_id"] for part in tapped.window["components"]] == ["words", "picture"]


async def test_a_picture_is_uploaded_through_the_modal(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    await shown(await writing.server.write(HERE, SOMEBODY, "x"))
    answer = await writing.server.write(HERE, SOMEBODY, "", PNG)
    assert words(await shown(answer)) == f"en:picture  {len(PNG)}"


async def test_of_a_video_only_what_it_is_known_by_goes_on(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    await shown(await writing.server.write(HERE, SOMEBODY, "x"))
    answer = await writing.server.write(HERE, SOMEBODY, "", b"\0\0\0\x20ftypisom where it was filmed")
    assert words(await shown(answer)) == f"en:picture  {MOVING_SIGN}"


async def test_several_pictures_are_uploaded_at_once(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    await shown(await writing.server.write(HERE, SOMEBODY, "x"))
    tapped = await writing.server.tap(HERE, SOMEBODY, "write")
    await until(lambda: bool(tapped.window))
    assert tapped.window["components"][1]["component"]["max_values"] == 4
    answer = await writing.server.write(HERE, SOMEBODY, "", PNG, PNG + b"more")
    assert words(await shown(answer)) == f"en:picture  {2 * len(PNG) + 4}"


async def test_a_picture_that_cannot_be_fetched_is_told(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    answer = await writing.server.write(HERE, SOMEBODY, "x", PNG)
    await shown(answer)
    writing.server.files = {}
    gone = await writing.server._interact(
        5,
        {
            "custom_id": "write",
            "components": [{"type": 18, "component": {"type": 19, "custom_id": "picture", "values": ["1"]}}],
            "resolved": {"attachments": {"1": {"url": f"{writing.server.api}/nowhere"}}},
        },
        SOMEBODY, HERE, "en-US",
    )  # fmt: skip
    assert words(await shown(gone)) == "en:went-wrong"


async def test_modal_input_without_a_waiting_command_is_answered(writing: House) -> None:
    answer = await writing.server.write(HERE, SOMEBODY, "hello")
    assert words(await shown(answer)).startswith("en:only-commands\n")


async def test_another_command_meanwhile_has_no_button_to_write(writing: House) -> None:
    await shown(await writing.server.command(HERE, SOMEBODY, "draft"))
    answer = await writing.server.command(77, SOMEBODY, "echo")
    assert words(await shown(answer)) == "en:echo"


async def test_a_modal_opened_in_private_is_answered_there(writing: House) -> None:
    await shown(await writing.server.command(77, SOMEBODY, "draft"))
    answer = await writing.server.write(77, SOMEBODY, "in private")
    assert words(await shown(answer)).startswith("en:words in private")
    assert answer.flags == 0


async def store_picture(house: House, kind: str = "image/png") -> str:
    async with house.store.writing() as tx:
        return await tx.pictures.add(Picture(kind, PNG))


async def test_a_delivery_shows_its_picture(house: House) -> None:
    picture = await store_picture(house)
    for number in range(2):
        content = replace(say("hello"), picture=picture)
        assert isinstance(await house.discord.deliver(a_delivery(content, id=number)), Sent)
    assert [call.file for call in house.server.of("POST", "/messages")] == ["picture.png"] * 2
    assert house.server.texts(HERE) == ["fr:hello"] * 2


async def test_a_picture_is_part_of_the_embed_with_its_text(house: House) -> None:
    picture = await store_picture(house, "image/jpeg")
    await house.discord.deliver(a_delivery(Reply(title=Text("title"), picture=picture)))
    (call,) = house.server.of("POST", "/messages")
    assert call.body["embeds"][0]["image"] == {"url": "attachment://picture.jpg"}


async def test_a_picture_alone_is_a_message(house: House) -> None:
    await house.discord.deliver(a_delivery(Reply(picture=await store_picture(house))))
    (call,) = house.server.of("POST", "/messages")
    assert (call.file, "content" in call.body) == ("picture.png", False)


async def test_a_missing_picture_leaves_the_text(house: House) -> None:
    await house.discord.deliver(a_delivery(replace(say("hello"), picture="gone")))
    await house.discord.deliver(a_delivery(replace(say("hello"), picture=CHART), id=2))
    assert [call.file for call in house.server.of("POST", "/messages")] == ["", ""]
    assert house.server.texts(HERE) == ["fr:hello"] * 2


async def test_an_edit_changes_the_words_and_leaves_the_picture(house: House) -> None:
    content = replace(say("hello"), picture=await store_picture(house))
    sent = await house.discord.deliver(a_delivery(content))
    assert isinstance(sent, Sent)
    await house.discord.deliver(
        a_delivery(replace(content, lines=(Text("bye"),)), action=Action.EDIT, message=sent.message)
    )
    assert house.server.texts(HERE) == ["fr:bye"]
    assert [call.file for call in house.server.of("PATCH", "/messages")] == [""]


class Studio:
    """Draws the address itself."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    async def picture(self, address: str, /) -> bytes | None:
        self.drawn.append(address)
        return address.encode()


async def test_an_answer_shows_a_picture_that_is_drawn_for_it(house: House) -> None:
    async def chart(_: Ask, __: Transaction) -> Reply:
        return Reply(title=Text("chart"), picture=CHART)

    studio = Studio()
    house.services = replace(house.services, commands={"chart": Command("chart", chart, reads=True)}, studio=studio)
    async with house.listening(house.another(services=house.services)):
        answer = await house.server.command(HERE, SOMEBODY, "chart")
        message = await shown(answer)
    (call,) = house.server.of("POST", "/callback")
    assert (answer.kind, call.file) == (answers.MESSAGE, "picture.png")
    assert message["embeds"][0]["image"] == {"url": "attachment://picture.png"}
    assert len(studio.drawn) == 1


async def test_only_the_latest_pictures_are_kept(house: House) -> None:
    studio = Studio()
    album = Photos(house.store, studio)
    addresses = [CHART.replace("/c/", f"/c{number}/") for number in range(KEPT + 1)]
    for address in [*addresses, addresses[-1], addresses[0]]:
        await album.attach({"picture": address})
    assert len(studio.drawn) == KEPT + 2
