from dataclasses import replace

import pytest

from bot.core.model.announcements import (
    Action,
    AnnouncementKind,
    Delivery,
    Missing,
    Moved,
    NotSent,
    Outcome,
    Priority,
    Refused,
    Sent,
    Unknown,
)
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.language import Speak
from bot.core.ports.platform import RenderError
from bot.platforms.render_cache import KEPT, RenderCache
from bot.platforms.telegram.deliver import deliver
from bot.platforms.telegram.draw import Drawn, draw
from bot.platforms.telegram.photos import Photos
from tests.fakes import NOON, Clock, Gate
from tests.telegram_server import (
    BROKEN,
    GATEWAY,
    KICKED,
    RESET,
    RESET_AFTER,
    Fault,
    TelegramServer,
    flood,
    migrated,
    refused,
)

spoken: list[tuple[str, str]] = []
LONG = Reply(lines=tuple(Text("line", {"is": f"{number}" * 3000}) for number in range(3)))


def speak(language: str) -> Speak:
    def say_it(text: Text) -> str:
        spoken.append((language, text.id))
        return str(text.values.get("is", f"{language}:{text.id}"))

    return say_it


@pytest.fixture(autouse=True)
def silence() -> None:
    spoken.clear()


def a_delivery(content: Reply | None = None, **changes: object) -> Delivery:
    made = Delivery(
        id=1, announcement_id=9, kind=AnnouncementKind.CALL, campaign="c", chat_id=3, chat_kind=ChatKind.GROUP,
        address=Address("telegram", "-1005", "77"), language="fr", zone="UTC", action=Action.SEND,
        content=content or say("hello"), message="", attempt=1, tries=0, again=False, first_try=NOON,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def render_cache() -> RenderCache[Drawn]:
    return RenderCache(draw, speak)


class Sender:
    def __init__(self, album: Photos, gate: Gate, clock: Clock, render_cache: RenderCache[Drawn]) -> None:
        self._parts = album, gate, clock, render_cache

    async def __call__(self, delivery: Delivery, *, paid: bool = False) -> Outcome:
        return await deliver(*self._parts, delivery, paid=paid)


@pytest.fixture
def send(album: Photos, gate: Gate, clock: Clock, render_cache: RenderCache[Drawn]) -> Sender:
    return Sender(album, gate, clock, render_cache)


async def test_a_delivery_is_posted_in_its_chat_topic_and_language(server: TelegramServer, send: Sender) -> None:
    result = await send(a_delivery())
    (call,) = server.of("sendMessage")
    assert result == Sent(str(call.message_id))
    assert (call.chat, call.params["message_thread_id"], call.text) == ("-1005", "77", "fr:hello")
    assert call.params["parse_mode"] == "HTML"
    assert "allow_paid_broadcast" not in call.params


async def test_a_chat_without_topics_gets_no_thread(server: TelegramServer, send: Sender) -> None:
    await send(a_delivery(address=Address("telegram", "-1005")))
    assert "message_thread_id" not in server.of("sendMessage")[0].params


async def test_a_bot_that_pays_says_so(server: TelegramServer, send: Sender) -> None:
    await send(a_delivery(), paid=True)
    assert server.of("sendMessage")[0].params["allow_paid_broadcast"] == "true"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (flood(35), NotSent("flood", 35, flood=True)),
        (BROKEN, NotSent("Internal Server Error", unreachable=True)),
        (GATEWAY, Unknown("unreadable answer")),
        (Fault(503, "Service Unavailable"), Unknown("HTTP 503")),
        (RESET, Unknown("ConnectionResetError")),
        (RESET_AFTER, Unknown("ConnectionResetError")),
        (Fault(200, body='{"ok": true, "result": {}}'), Unknown("unreadable answer")),
        (migrated(-1006), Moved("-1006")),
        (KICKED, Refused("kicked", gone=True)),
        (refused("Forbidden: bot was kicked from the group chat", 403), Refused("kicked", gone=True)),
        (refused("Forbidden: bot was kicked from the channel chat", 403), Refused("kicked", gone=True)),
        (refused("Forbidden: bot was blocked by the user", 403), Refused("blocked", gone=True)),
        (refused("Forbidden: user is deactivated", 403), Refused("deactivated", gone=True)),
        (refused("Forbidden: the group chat was deleted", 403), Refused("deleted", gone=True)),
        (refused("Forbidden: bot is not a member of the supergroup chat", 403), Refused("left", gone=True)),
        (refused("Bad Request: chat not found"), Refused("not-found", gone=True)),
        (refused("Bad Request: not enough rights to send text messages to the chat"), Refused("no-right")),
        (refused("Bad Request: message thread not found"), Refused("topic-gone")),
        (refused("Forbidden: something new", 403), Refused("something new")),
        (refused("Unauthorized", 401), NotSent("bad-token")),
        (refused("Method Not Allowed", 405), NotSent("Method Not Allowed")),
    ],
)
async def test_each_answer_of_telegram_is_one_outcome(
    server: TelegramServer, send: Sender, fault: Fault, expected: Outcome
) -> None:
    server.faults["sendmessage"].append(fault)
    assert await send(a_delivery()) == expected
    assert len(server.of("sendMessage")) == 1


async def test_a_message_is_edited_in_place(server: TelegramServer, send: Sender) -> None:
    assert await send(a_delivery(action=Action.EDIT, message="12")) == Sent("12")
    (call,) = server.of("editMessageText")
    assert (call.chat, call.params["message_id"], call.text) == ("-1005", "12", "fr:hello")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refused("Bad Request: message is not modified: specified new message content is the same"), Sent("12")),
        (refused("Bad Request: message to edit not found"), Missing()),
        (refused("Bad Request: message can't be edited"), Missing()),
        (flood(3), NotSent("flood", 3, flood=True)),
        (RESET, Unknown("ConnectionResetError")),
        (Fault(200, body='{"ok": true, "result": {}}'), Unknown("unreadable answer")),
    ],
)
async def test_an_edit_has_outcomes_of_its_own(
    server: TelegramServer, send: Sender, fault: Fault, expected: Outcome
) -> None:
    server.faults["editmessagetext"].append(fault)
    assert await send(a_delivery(action=Action.EDIT, message="12")) == expected


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (None, Sent("12")),
        (refused("Bad Request: message to delete not found"), Sent("12")),
        (
            refused("Bad Request: message can't be deleted"),
            Sent("12"),
        ),
        (Fault(200, body='{"error_code": 1}'), Unknown("unreadable answer")),
    ],
)
async def test_a_message_is_deleted(
    server: TelegramServer, send: Sender, fault: Fault | None, expected: Outcome
) -> None:
    if fault is not None:
        server.faults["deletemessage"].append(fault)
    assert await send(a_delivery(action=Action.DELETE, message="12")) == expected
    assert server.of("deleteMessage")[0].params["message_id"] == "12"


async def test_a_long_message_is_several_and_its_first_part_counts(
    server: TelegramServer, send: Sender, gate: Gate
) -> None:
    result = await send(a_delivery(LONG))
    calls = server.of("sendMessage")
    assert [call.text[0] for call in calls] == ["0", "1", "2"]
    assert result == Sent(str(calls[0].message_id))
    assert gate.slots == [(Address("telegram", "-1005", "77"), ChatKind.GROUP, Priority.CALL)] * 2


async def test_the_rest_of_a_long_message_goes_on_where_the_chat_moved_to(server: TelegramServer, send: Sender) -> None:
    server.choose = lambda call: migrated(-1006) if call.chat == "-1005" and call.text[0] == "1" else None
    await send(a_delivery(LONG))
    assert [(call.chat, call.text[0]) for call in server.of("sendMessage") if call.message_id] == [
        ("-1005", "0"), ("-1006", "1"), ("-1006", "2"),
    ]  # fmt: skip


async def test_a_sent_first_part_is_not_repeated_when_the_rest_fails(
    server: TelegramServer, send: Sender, clock: Clock
) -> None:
    server.choose = lambda call: BROKEN if call.text[0] == "1" else None
    result = await send(a_delivery(LONG))
    assert result == Sent(str(server.of("sendMessage")[0].message_id))
    assert clock.sleeps == [1, 2, 4, 8, 16]
    assert [call.text[0] for call in server.of("sendMessage")] == ["0"] + ["1"] * 6


async def test_a_delivery_without_words_is_refused_and_nothing_is_sent(server: TelegramServer, send: Sender) -> None:
    assert await send(a_delivery(Reply())) == Refused("empty")
    assert server.calls == []


async def test_an_announcement_is_drawn_once_for_a_language_and_again_when_its_words_change(
    render_cache: RenderCache[Drawn],
) -> None:
    for chat in range(5):
        render_cache.of(a_delivery(chat_id=chat))
    render_cache.of(a_delivery(language="ar"))
    assert spoken == [("fr", "hello"), ("ar", "hello")]
    render_cache.of(a_delivery(say("fixed")))
    assert spoken[-1] == ("fr", "fixed")


async def test_only_the_latest_drawings_are_kept(render_cache: RenderCache[Drawn]) -> None:
    for number in range(KEPT + 1):
        render_cache.of(a_delivery(announcement_id=number))
    spoken.clear()
    render_cache.of(a_delivery(announcement_id=KEPT))
    assert spoken == []
    render_cache.of(a_delivery(announcement_id=0))
    assert spoken == [("fr", "hello")]


async def test_a_render_error_is_raised_and_nothing_is_cached(server: TelegramServer, send: Sender) -> None:
    unrenderable = Reply(lines=(Text("mistake"),), buttons=((Button(Text("b"), command="x" * 65),),))
    with pytest.raises(RenderError, match="longer than 64 bytes"):
        await send(a_delivery(unrenderable))
    assert server.of("sendMessage") == []
