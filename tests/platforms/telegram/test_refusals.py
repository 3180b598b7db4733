from dataclasses import replace

import pytest
from telegram.error import BadRequest, Forbidden

from bot.core.model.announcements import Missing, Moved, NotSent, Outcome, Refused, Sent
from bot.core.model.chats import Address, ChatKind
from bot.platforms.refusals import Sort
from bot.platforms.telegram.errors import outcome
from bot.platforms.telegram.refusals import sort
from tests.platforms.telegram.house import House
from tests.platforms.telegram.test_telegram import DELIVERY
from tests.telegram_server import refused

# What tdlib/telegram-bot-api and Telegram's servers say of messages, with what each means for a delivery.
DOCUMENTED = {
    "the group chat was deleted": Sort.GONE,
    "group chat is deactivated": Sort.GONE,
    "bot was blocked by the user": Sort.GONE,
    "user is deactivated": Sort.GONE,
    "bot can't initiate conversation with a user": Sort.GONE,
    "bot can't send messages to bots": Sort.GONE,
    "bot was kicked from the group chat": Sort.GONE,
    "bot was kicked from the supergroup chat": Sort.GONE,
    "bot was kicked from the channel chat": Sort.GONE,
    "bot is not a member of the group chat": Sort.GONE,
    "bot is not a member of the supergroup chat": Sort.GONE,
    "bot is not a member of the channel chat": Sort.GONE,
    "channel_private": Sort.GONE,
    "chat not found": Sort.GONE,
    "peer_id_invalid": Sort.GONE,
    "user_is_blocked": Sort.GONE,
    "input_user_deactivated": Sort.GONE,
    "channel_invalid": Sort.GONE,
    "group chat was upgraded to a supergroup chat": Sort.MOVED,
    "message to edit not found": Sort.MESSAGE_GONE,
    "message to delete not found": Sort.MESSAGE_GONE,
    "message to pin not found": Sort.MESSAGE_GONE,
    "message_id_invalid": Sort.MESSAGE_GONE,
    "message can't be edited": Sort.MESSAGE_GONE,
    "there is no text in the message to edit": Sort.MESSAGE_GONE,
    "there is no caption in the message to edit": Sort.MESSAGE_GONE,
    "privacy_premium_required": Sort.NO_RIGHT,
    "allow_payment_required_5": Sort.NO_RIGHT,
    "message can't be deleted": Sort.NO_RIGHT,
    "message_delete_forbidden": Sort.NO_RIGHT,
    "not enough rights to send text messages to the chat": Sort.NO_RIGHT,
    "not enough rights to send photos to the chat": Sort.NO_RIGHT,
    "not enough rights to manage pinned messages in the chat": Sort.NO_RIGHT,
    "have no rights to send a message": Sort.NO_RIGHT,
    "need administrator rights in the channel chat": Sort.NO_RIGHT,
    "chat_write_forbidden": Sort.NO_RIGHT,
    "chat_admin_required": Sort.NO_RIGHT,
    "chat_restricted": Sort.NO_RIGHT,
    "chat_send_plain_forbidden": Sort.NO_RIGHT,
    "chat_send_photos_forbidden": Sort.NO_RIGHT,
    "topic_closed": Sort.NO_RIGHT,
    "message is too long": Sort.MALFORMED,
    "message caption is too long": Sort.MALFORMED,
    "media_caption_too_long": Sort.MALFORMED,
    "message text is empty": Sort.MALFORMED,
    'can\'t parse entities: unsupported start tag "x" at byte offset 0': Sort.MALFORMED,
    "button_url_invalid": Sort.MALFORMED,
    "button_user_privacy_restricted": Sort.MALFORMED,
    "entity_mention_user_invalid": Sort.MALFORMED,
    "message_empty": Sort.MALFORMED,
    "button_data_invalid": Sort.MALFORMED,
    "inline keyboard button url 'x' is invalid: wrong http url": Sort.MALFORMED,
    "photo_invalid_dimensions": Sort.MALFORMED,
    "image_process_failed": Sort.MALFORMED,
    "wrong file identifier/http url specified": Sort.MALFORMED,
    "request entity too large": Sort.MALFORMED,
    "strings must be encoded in utf-8": Sort.MALFORMED,
    "too many requests: retry after 5": Sort.WAIT,
    "internal server error": Sort.LATER,
    "msg_wait_failed": Sort.LATER,
    "slowmode_wait_30": Sort.WAIT,
    "message_not_modified": Sort.DONE,
    "chat_not_modified": Sort.DONE,
    "message is not modified: specified new message content is exactly the same": Sort.DONE,
}


@pytest.mark.parametrize(("said", "kind"), DOCUMENTED.items())
def test_every_documented_refusal_is_sorted(said: str, kind: Sort) -> None:
    assert sort(said) is kind


def test_an_unknown_refusal_is_unsorted_and_keeps_the_chat_on() -> None:
    assert sort("something new") is Sort.OTHER
    assert outcome(Forbidden("Forbidden: something new")) == Refused("something new")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("chat not found", Refused("not-found", gone=True)),
        ("TOPIC_CLOSED", Refused("no-right")),
        ("message can't be edited", Missing()),
        ("message is too long", Refused("malformed: message is too long")),
        ("Too Many Requests: try again later", NotSent("too many requests: try again later")),
        ("message thread not found", Refused("topic-gone")),
    ],
)
def test_each_sort_has_an_outcome(said: str, expected: Outcome) -> None:
    assert outcome(BadRequest(f"Bad Request: {said}")) == expected


async def test_an_unknown_refusal_is_reported_to_the_operator_once_a_day_and_counted(house: House) -> None:
    for _ in range(2):
        house.server.faults["sendmessage"].append(refused("Bad Request: something new"))
        assert await house.telegram.deliver(DELIVERY) == Refused("something new")
    assert [line["reason"] for line in house.lines if "why is new" in line["event"]] == ["something new"]
    house.clock.move(86_400)
    house.server.faults["sendmessage"].append(refused("Bad Request: something new"))
    await house.telegram.deliver(DELIVERY)
    house.server.faults["sendmessage"].append(refused("Bad Request: message is too long"))
    await house.telegram.deliver(DELIVERY)
    house.server.faults["sendmessage"].append(refused("Bad Request: TOPIC_CLOSED"))
    await house.telegram.deliver(DELIVERY)
    assert house.logged("why is new") == 2
    assert house.logged("refused as malformed") == 1
    assert house.services.vitals.counts["unsorted_refusals"] == {"telegram": 4}


async def test_a_deleted_topic_is_left_for_the_general_one_and_that_is_told_once(house: House) -> None:
    address = Address("telegram", "-1005", "77")
    async with house.store.writing() as tx:
        chat = await tx.chats.ensure(address, ChatKind.GROUP)
    delivery = replace(DELIVERY, address=address, chat_id=chat.id)
    house.server.faults["sendmessage"].append(refused("Bad Request: message thread not found"))
    assert await house.telegram.deliver(delivery) == Moved("-1005", topic="77")
    assert house.server.texts() == ["fr:topic-gone"]
    async with house.store.writing() as tx:
        await tx.chats.lose_topic("telegram", "-1005", "77")
        await tx.chats.lose_topic("telegram", "-1005", "78")
        general = await tx.chats.find(replace(address, thread=""))
    assert general == chat
    assert isinstance(await house.telegram.deliver(replace(delivery, address=replace(address, thread=""))), Sent)


async def test_a_deleted_topic_stays_as_it_is_where_general_takes_nothing_either(house: House) -> None:
    delivery = replace(DELIVERY, address=Address("telegram", "-1005", "77"))
    house.server.faults["sendmessage"].extend(
        [refused("Bad Request: TOPIC_DELETED"), refused("Bad Request: not enough rights to send text messages")]
    )
    assert await house.telegram.deliver(delivery) == Refused("no-right")
