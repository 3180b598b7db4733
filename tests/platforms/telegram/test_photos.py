"""Pictures: uploaded once, named by their file id from then on, edited by their captions, and heard in private."""

import asyncio
from dataclasses import replace

import pytest
from telegram import Bot

from bot.core.calls.content import LARGEST_PICTURE
from bot.core.model.announcements import Action, Missing, NotSent, Priority, Sent, Unknown
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.language import Speak
from bot.core.ports.pictures import Picture
from bot.platforms.render_cache import RenderCache
from bot.platforms.telegram.attachments import download
from bot.platforms.telegram.draw import draw, plain
from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.send import pin
from bot.platforms.telegram.updates.incoming import SentDocument
from storage import Database, open_store
from tests.fakes import Clock, Gate, until
from tests.platforms.telegram.house import House
from tests.platforms.telegram.test_deliver import Sender, a_delivery
from tests.telegram_server import BROKEN, RESET, Fault, TelegramServer, flood, photo, refused

PNG = b"\x89PNG\r\n\x1a\n...."


def speak(language: str) -> Speak:
    return lambda text: str(text.values.get("is", f"{language}:{text.id}"))


@pytest.fixture
def send(album: Photos, gate: Gate, clock: Clock) -> Sender:
    return Sender(album, gate, clock, RenderCache(draw, speak))


@pytest.fixture
async def picture(sqlite_store: Database) -> str:
    async with sqlite_store.writing() as tx:
        return await tx.pictures.add(Picture("image/png", PNG))


def poster(picture: str, text: str = "hello") -> Reply:
    return Reply(
        lines=(Text("line", {"is": text}),), buttons=((Button(Text("b"), url="https://x.org"),),), picture=picture
    )


async def test_a_picture_is_uploaded_once_and_then_named_by_its_file_id(
    server: TelegramServer,
    send: Sender,
    picture: str,
    bot: Bot,
    sqlite_store: Database,
) -> None:
    assert isinstance(await send(a_delivery(poster(picture))), Sent)
    assert isinstance(await send(a_delivery(poster(picture))), Sent)
    first, second = server.of("sendPhoto")
    assert (first.text, first.params["parse_mode"], first.params["message_thread_id"]) == ("hello", "HTML", "77")
    assert first.params["photo"] == "application.octet-stream"
    assert second.params["photo"] == f"file-{first.message_id}"
    assert await Photos(bot, sqlite_store).find(picture) == f"file-{first.message_id}"


async def test_deliveries_wait_while_their_picture_is_uploaded(
    server: TelegramServer,
    send: Sender,
    picture: str,
) -> None:
    server.latency = 0.2
    uploading = asyncio.create_task(send(a_delivery(poster(picture))))
    await until(lambda: bool(server.of("sendPhoto")))
    assert await send(a_delivery(poster(picture))) == NotSent("picture-uploading")
    assert isinstance(await uploading, Sent)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (BROKEN, NotSent("Internal Server Error", unreachable=True)),
        (RESET, Unknown("ConnectionResetError")),
        (Fault(200, body='{"ok": true, "result": {}}'), Unknown("unreadable answer")),
    ],
)
async def test_an_upload_that_fails_lets_the_next_one_try(
    server: TelegramServer,
    send: Sender,
    picture: str,
    fault: Fault,
    expected: object,
) -> None:
    server.faults["sendphoto"].append(fault)
    assert await send(a_delivery(poster(picture))) == expected
    assert isinstance(await send(a_delivery(poster(picture))), Sent)


async def test_a_file_id_of_another_bot_is_forgotten_and_the_picture_uploaded_anew(
    server: TelegramServer,
    send: Sender,
    picture: str,
    album: Photos,
    sqlite_store: Database,
) -> None:
    async with sqlite_store.writing() as tx:
        await tx.pictures.remember(picture, "telegram", "foreign")
    server.faults["sendphoto"].append(refused("Bad Request: wrong file identifier/HTTP URL specified"))
    assert await send(a_delivery(poster(picture))) == NotSent("picture-unknown")
    assert isinstance(await send(a_delivery(poster(picture))), Sent)
    assert server.of("sendPhoto")[-1].params["photo"] == "application.octet-stream"
    assert await album.find("lost") == b""


async def test_a_picture_in_a_store_that_fails_may_be_tried_again(picture: str, bot: Bot, tmp_path: object) -> None:
    broken = Photos(bot, open_store(f"sqlite:///{tmp_path}/none/nolike.db", "s" * 32))
    for _ in range(2):
        with pytest.raises(Exception, match="cannot be reached"):
            await broken.find(picture)


async def test_a_caption_is_edited(server: TelegramServer, send: Sender, picture: str) -> None:
    assert await send(a_delivery(poster(picture, "new"), action=Action.EDIT, message="12")) == Sent("12")
    (call,) = server.of("editMessageCaption")
    assert (call.text, call.params["message_id"]) == ("new", "12")
    server.faults["editmessagecaption"].append(refused("Bad Request: MESSAGE_ID_INVALID"))
    assert await send(a_delivery(poster(picture), action=Action.EDIT, message="12")) == Missing()


async def test_a_message_that_cannot_be_deleted_is_edited_to_the_retraction(
    server: TelegramServer,
    send: Sender,
    gate: Gate,
) -> None:
    server.faults["deletemessage"].append(refused("Bad Request: message can't be deleted for everyone"))
    assert await send(a_delivery(say("taken-back"), action=Action.DELETE, message="12")) == Sent("12")
    assert [call.text for call in server.of("editMessageText")] == ["fr:taken-back"]
    assert gate.slots == [(Address("telegram", "-1005", "77"), ChatKind.GROUP, Priority.CALL)]


async def test_a_board_is_posted_and_pinned_quietly(
    server: TelegramServer,
    send: Sender,
    gate: Gate,
    bot: Bot,
) -> None:
    sent = await send(a_delivery(action=Action.PIN))
    assert isinstance(sent, Sent)
    (pinned,) = server.of("pinChatMessage")
    assert (pinned.params["message_id"], pinned.params["disable_notification"]) == (sent.message, "true")
    assert len(gate.slots) == 1
    server.faults["pinchatmessage"].append(refused("Bad Request: not enough rights to manage pinned messages"))
    assert isinstance(await send(a_delivery(action=Action.PIN)), Sent)
    assert await pin(bot, Address("telegram", "-1"), "1") == Sent("1")


@pytest.mark.parametrize("fault", [flood(1), BROKEN, RESET])
async def test_pinning_a_board_is_retried_after_faults(
    server: TelegramServer, send: Sender, gate: Gate, fault: Fault
) -> None:
    server.faults["pinchatmessage"].append(fault)
    assert isinstance(await send(a_delivery(action=Action.PIN)), Sent)
    assert [call.status for call in server.of("pinChatMessage")][-1] == 200
    assert gate.floods == ([1] if fault.status == 429 else [])


def test_a_long_text_follows_its_picture() -> None:
    spoken = speak("en")
    short, long = poster("p"), poster("p", "x" * 1100)
    assert [(one.html[:5], one.picture, one.keyboard is not None) for one in draw(short, spoken)] == [
        ("hello", "p", True)
    ]
    assert [(one.html[:5], one.picture, one.keyboard is not None) for one in draw(long, spoken)] == [
        ("", "p", False), ("xxxxx", "", True),
    ]  # fmt: skip
    assert [(one.html, one.picture) for one in draw(Reply(picture="p"), spoken)] == [("", "p")]
    assert plain(short, spoken) == "hello"


async def test_a_photo_is_fetched_only_where_the_bot_has_asked_for_something(house: House) -> None:
    house.server.files["photos/mine.png"] = PNG
    async with house.listening():
        await house.server.message(8, 8, photo=[photo("small"), photo("mine")])
        await house.confirmed()
        assert house.server.of("getFile") == []
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, photo=[photo("small"), photo("mine")], caption="a poster")
        assert await house.said(1) == ["en:looked 12 mine a poster"]
        house.server.faults["getfile"].append(refused("Bad Request: file is too big"))
        await house.server.message(8, 8, photo=[photo("mine")])
        assert (await house.said(2))[1] == "en:looked 0  "
        house.server.faults["getfile"].append(BROKEN)
        await house.server.message(8, 8, photo=[photo("mine")])
        assert (await house.said(3))[2] == "en:picture-not-fetched"
        house.server.files["photos/mine.png"] = b"." * (LARGEST_PICTURE + 1)
        await house.server.message(8, 8, photo=[photo("mine")])
        assert (await house.said(4))[3] == "en:looked 0  "
        await house.server.message(-1005, 8, photo=[photo("mine")], caption="/echo no")
        await house.confirmed()
    assert len(house.server.of("getFile")) == 4


async def test_a_picture_sent_as_a_file_is_taken_but_its_file_id_is_not_kept(house: House) -> None:
    house.server.files["photos/mine.png"] = PNG
    async with house.listening():
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, document={"file_id": "mine", "mime_type": "image/png"})
        assert await house.said(1) == ["en:looked 12  "]
        await house.server.message(8, 8, document={"file_id": "mine", "mime_type": "image/png", "file_size": 9**9})
        assert (await house.said(2))[1] == "en:looked 0  "
    assert len(house.server.of("getFile")) == 1


async def test_an_album_is_one_message_of_which_no_more_pictures_are_fetched_than_needed(house: House) -> None:
    house.server.files["photos/mine.png"] = PNG
    async with house.store.writing() as tx:
        await tx.dialogues.wait("telegram", "8", "look at this:")
    for number in range(7):
        caption = {"caption": "all of it"} if number == 0 else {}
        await house.server.message(8, 8, photo=[photo("mine")], media_group_id="album", **caption)
    async with house.listening():
        assert await house.said(1) == ["en:looked 60 mine+mine+mine+mine+mine all of it"]
        await house.server.message(8, 8, photo=[photo("mine")], media_group_id="another")
        assert (await house.said(2))[1] == "en:looked 12 mine "
    assert len(house.server.of("getFile")) == 6


async def test_a_voice_message_is_declined_only_where_something_was_asked(house: House) -> None:
    async with house.listening():
        await house.server.message(8, 8, voice={"file_id": "v"})
        await house.server.message(8, 8, "/unsubscribe", forward_date=1)
        assert await house.said(1) == ["en:forwarded-command"]
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, sticker={"file_id": "s"})
        assert (await house.said(2))[1] == "en:only-words-and-pictures"


async def test_a_picture_on_the_servers_own_disk_is_told_of(house: House) -> None:
    house.server.local = True
    async with house.listening():
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, photo=[photo("mine")])
        assert await house.said(1) == ["en:telegram-local"]


async def test_a_document_on_the_servers_own_disk_is_refused(server: TelegramServer, bot: Bot) -> None:
    server.local = True
    with pytest.raises(Refusal) as raised:
        await download(bot, SentDocument("f", "counts.csv"))
    assert raised.value.text == Text("telegram-local")


async def test_an_edit_answers_no_question_and_is_told_to_be_unread(house: House) -> None:
    async with house.listening():
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.push({"edited_message": house.server.written(8, 8, "/echo two", edit_date=1)})
        assert await house.said(1) == ["en:edited-message"]
        await house.server.message(8, 8, "unsubscribe")
        assert (await house.said(2))[-1] == "en:looked 0  unsubscribe"


async def test_a_forwarded_message_is_an_answer_to_a_question_but_never_a_command(house: House) -> None:
    async with house.listening():
        for number, typed in enumerate(("echo", "\u2066/echo\u2069", "Echo all"), 1):
            await house.server.message(8, 8, typed, forward_date=1)
            assert (await house.said(number))[-1] == "en:forwarded-command"
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, "unsubscribe", forward_date=1)
        assert (await house.said(4))[-1] == "en:looked 0  unsubscribe"
        house.server.files["photos/mine.png"] = PNG
        await house.server.message(8, 8, photo=[photo("mine")], forward_date=1)
        assert (await house.said(5))[-1] == "en:looked 12 mine "


async def test_a_video_where_a_picture_was_asked_is_answered_and_the_question_still_stands(house: House) -> None:
    async with house.listening():
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "look at this:")
        await house.server.message(8, 8, video={"file_id": "v"})
        assert await house.said(1) == ["en:only-stills"]
        async with house.store.reading() as tx:
            assert await tx.dialogues.command("telegram", "8") == "look at this:"


async def test_what_is_typed_in_private_answers_the_bots_question(house: House) -> None:
    async with house.listening():
        async with house.store.writing() as tx:
            await tx.dialogues.wait("telegram", "8", "echo so")
        await house.server.message(8, 8, "stay\nhome")
        assert await house.said(1) == ["en:echo so stay home"]
        await house.server.tap(8, 8, "echo tapped")
        assert (await house.said(2))[1] == "en:echo tapped"


class Studio:
    """Draws what it is told to; `asked` are the addresses it was given."""

    def __init__(self, png: bytes | None) -> None:
        self.png = png
        self.asked: list[str] = []

    async def picture(self, address: str) -> bytes | None:
        self.asked.append(address)
        return self.png


CHART = "chart/no-voip-no-like/all/-/2016-02-29T12:00:00+00:00"


async def test_a_drawn_picture_is_drawn_in_the_chats_language_and_uploaded_once(
    server: TelegramServer, bot: Bot, sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    studio = Studio(PNG)
    send = Sender(Photos(bot, sqlite_store, studio), gate, clock, RenderCache(draw, speak))
    for language in ("ar", "ar", "fr"):
        assert isinstance(await send(replace(a_delivery(poster(CHART)), language=language)), Sent)
    assert studio.asked == [f"{CHART}/ar", f"{CHART}/fr"]
    first, second, third = server.of("sendPhoto")
    assert second.params["photo"] == f"file-{first.message_id}"
    assert third.params["photo"] == "application.octet-stream"
    async with sqlite_store.reading() as tx:
        assert await tx.pictures.file(f"{CHART}/ar", "telegram") == ""


async def test_a_picture_that_cannot_be_drawn_leaves_its_words(
    server: TelegramServer, bot: Bot, sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    send = Sender(Photos(bot, sqlite_store, Studio(None)), gate, clock, RenderCache(draw, speak))
    assert isinstance(await send(a_delivery(poster(CHART))), Sent)
    assert server.of("sendPhoto") == []
    assert [one.text for one in server.of("sendMessage")] == ["hello"]


async def test_only_the_last_drawn_pictures_are_remembered(
    bot: Bot, sqlite_store: Database, gate: Gate, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.photos.KEPT", 1)
    album = Photos(bot, sqlite_store, Studio(PNG))
    send = Sender(album, gate, clock, RenderCache(draw, speak))
    for hour in range(3):
        await send(a_delivery(poster(f"chart/c/all/-/2016-02-29T{hour:02}:00:00+00:00")))
    assert len(album._files) == 1
