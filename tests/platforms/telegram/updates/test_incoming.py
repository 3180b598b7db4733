from dataclasses import replace
from typing import Any

import pytest

from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind
from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.incoming import (
    ANONYMOUS,
    Asked,
    Incoming,
    MembershipChanged,
    Migrated,
    NotTaken,
    SentDocument,
    SentFile,
    Tapped,
    addressed,
    ordering_chat,
    parse_update,
)
from tests.fakes import NOON
from tests.telegram_server import BOT, TelegramServer, member, person, place

GROUP = -1005
ME = "NolikeBot"


def heard(**update: Any) -> Incoming:  # noqa: ANN401 - any part of the Bot API
    return parse_update(an_update(**update), ME, NOON)


def an_update(**update: Any) -> Fields:  # noqa: ANN401 - the same
    return Fields({"update_id": 11, **update})


def written(chat: int, user: int, text: str = "", /, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the same
    return TelegramServer().written(chat, user, text, **more)


def request_of(asked: Incoming) -> Request:
    assert isinstance(asked, Asked)
    return asked.request


def standing(chat: int, old: str, new: str, kind: str = "") -> Incoming:
    where = place(chat) | ({"type": kind} if kind else {})
    change = {"chat": where, "from": person(8), "date": 1, "old_chat_member": member(old)}
    return heard(my_chat_member=change | {"new_chat_member": member(new)})


def test_a_command_in_a_group_is_a_request_of_a_person() -> None:
    message = written(GROUP, 8, "/stats inwi")
    assert heard(message=message) == Asked(
        Request(
            address=Address("telegram", "-1005"),
            kind=ChatKind.GROUP,
            text="/stats inwi",
            now=NOON,
            person="8",
            update="11",
            hint="en",
            private_link="https://t.me/NolikeBot",
            typed=True,
        ),
        message=message["message_id"],
        sent=message["date"],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/stats", "/stats"),
        ("/stats@nolikebot inwi", "/stats inwi"),
        ("/stats@NOLIKEBOT\ninwi  now", "/stats inwi  now"),
        ("/stats@otherbot", None),
        ("write to me@example.org", "write to me@example.org"),
        ("", ""),
    ],
)
def test_a_bot_name_after_a_command_ignores_case_and_another_bots_command_is_ignored(
    text: str, expected: str | None
) -> None:
    assert addressed(text, ME) == expected


@pytest.mark.parametrize(
    "message",
    [
        written(GROUP, 8, "hello"),
        written(GROUP, 8, "/stats@otherbot"),
        written(GROUP, 8, photo=[]),
        written(8, 8, sticker=None),
        written(GROUP, 8, "/stats", **{"from": BOT}),
        written(GROUP, 8, "/stats", sender_chat=place(-1009), is_automatic_forward=True),
    ],
)
def test_messages_that_are_not_for_the_bot_are_ignored(message: dict[str, Any]) -> None:
    assert heard(message=message) is None


def test_an_update_of_another_kind_means_nothing() -> None:
    assert heard() is None
    assert ordering_chat(an_update()) == 0


def test_in_private_plain_words_and_deep_links_are_passed_on() -> None:
    plain = request_of(heard(message=written(8, 8, "hello")))
    assert (plain.text, plain.kind, plain.person, plain.admin) == ("hello", ChatKind.PRIVATE, "8", False)
    assert request_of(heard(message=written(8, 8, "/start CODE"))).text == "/start CODE"


def test_an_anonymous_administrator_is_an_administrator_and_no_person() -> None:
    anonymous = person(ANONYMOUS) | {"is_bot": True}
    asked = request_of(heard(message=written(GROUP, 8, "/subscribe", sender_chat=place(GROUP), **{"from": anonymous})))
    assert (asked.admin, asked.person) == (True, "")


def test_a_sender_posting_as_a_channel_is_neither_a_person_nor_an_administrator() -> None:
    channel = {"id": -1009, "type": "channel", "title": "c"}
    asked = request_of(heard(message=written(GROUP, 136817688, "/subscribe", sender_chat=channel)))
    assert (asked.admin, asked.person) == (False, "")


def test_the_anonymous_account_of_another_chat_proves_nothing() -> None:
    asked = request_of(heard(message=written(GROUP, ANONYMOUS, "/subscribe", sender_chat=place(-1009))))
    assert (asked.admin, asked.person) == (False, "")


def test_a_channel_post_counts_as_sent_by_an_administrator() -> None:
    channel = {"id": -1009, "type": "channel", "title": "c"}
    asked = request_of(heard(channel_post=written(-1009, 0, "/subscribe", chat=channel, sender_chat=channel)))
    assert (asked.kind, asked.admin, asked.person, asked.hint) == (ChatKind.CHANNEL, True, "", "")


def test_an_address_includes_the_topic_unless_it_is_the_general_one() -> None:
    topic = request_of(heard(message=written(GROUP, 8, "/stats", message_thread_id=77, is_topic_message=True)))
    assert topic.address == Address("telegram", "-1005", "77")
    general = request_of(heard(message=written(GROUP, 8, "/stats", message_thread_id=1)))
    assert general.address == Address("telegram", "-1005")


def a_tap(**more: Any) -> Incoming:  # noqa: ANN401 - any part of the Bot API
    return heard(callback_query={"id": "t", "from": person(8), "chat_instance": "1", "data": "stats"} | more)


def test_a_tap_is_a_request_of_the_real_user_in_the_messages_topic() -> None:
    asked = a_tap(message=written(GROUP, 42, "update", message_thread_id=77, is_topic_message=True))
    assert isinstance(asked, Asked)
    assert asked.tap == "t"
    assert (asked.request.text, asked.request.person, asked.request.address.thread) == ("stats", "8", "77")


def test_a_tap_under_an_inaccessible_old_message_is_handled() -> None:
    asked = a_tap(message={"chat": place(GROUP), "message_id": 3, "date": 0})
    assert request_of(asked).address == Address("telegram", "-1005")


def test_a_tap_without_a_known_chat_only_stops_the_loading_indicator() -> None:
    assert a_tap() == Tapped("t")
    assert a_tap(data=None, message=written(GROUP, 42, "update")) == Tapped("t")


@pytest.mark.parametrize(
    ("chat", "old", "new", "expected"),
    [
        (GROUP, "member", "kicked", MembershipChanged("-1005", "kicked")),
        (GROUP, "administrator", "left", MembershipChanged("-1005", "left")),
        (8, "member", "kicked", MembershipChanged("8", "blocked")),
        (8, "kicked", "member", MembershipChanged("8", "")),
        (GROUP, "member", "administrator", MembershipChanged("-1005", "")),
        (GROUP, "administrator", "restricted", MembershipChanged("-1005", "")),
    ],
)
def test_the_bots_membership_switches_a_chat_off_and_on(
    chat: int, old: str, new: str, expected: MembershipChanged
) -> None:
    assert standing(chat, old, new) == expected


def test_a_group_that_adds_the_bot_is_welcomed_and_a_channel_is_not() -> None:
    welcomed = standing(GROUP, "left", "member")
    assert isinstance(welcomed, MembershipChanged)
    assert welcomed.welcome is not None
    assert (welcomed.welcome.text, welcomed.welcome.person, welcomed.welcome.kind) == ("/start", "8", ChatKind.GROUP)
    assert standing(-1009, "left", "administrator", "channel") == MembershipChanged("-1009", "")


def test_both_messages_about_a_migration_are_parsed_and_handled_in_order() -> None:
    old = written(-5, 8, chat={"id": -5, "type": "group", "title": "g"}, migrate_to_chat_id=GROUP)
    new = written(GROUP, 8, migrate_from_chat_id=-5)
    assert heard(message=old) == heard(message=new) == Migrated("-5", "-1005")
    assert ordering_chat(an_update(message=old)) == ordering_chat(an_update(message=new)) == GROUP


def test_a_chat_of_a_type_that_is_not_known_is_private_where_its_id_is_positive() -> None:
    odd = {"type": "megagroup", "title": "g"}
    assert request_of(heard(message=written(GROUP, 8, "/stats", chat=odd | {"id": GROUP}))).kind is ChatKind.GROUP
    assert request_of(heard(message=written(8, 8, "/stats", chat=odd | {"id": 8}))).kind is ChatKind.PRIVATE


@pytest.mark.parametrize(
    "message",
    [
        written(GROUP, 8, "", text=5),
        written(GROUP, 8, "/stats", chat=None),
        written(GROUP, 8, "/stats", chat={"id": "five", "type": "group"}),
    ],
)
def test_a_message_without_its_words_or_its_chat_cannot_be_read(message: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"chat|text"):
        heard(message=message)


def test_fields_of_another_type_and_lone_surrogates_do_not_hide_a_command() -> None:
    odd = {"language_code": 7, "is_bot": None}
    asked = request_of(heard(message=written(GROUP, 8, "/echo a\ud800b\x00", **{"from": person(8) | odd})))
    assert (asked.text, asked.hint) == ("/echo a\ufffdb\ufffd", "")


def test_a_member_without_the_fields_of_a_newer_server_still_says_where_the_bot_is() -> None:
    change = {"chat": place(GROUP), "new_chat_member": {"status": "administrator"}, "old_chat_member": 5}
    assert heard(my_chat_member=change | {"from": person(8)}) == standing(GROUP, "left", "administrator")
    assert heard(my_chat_member={"chat": place(GROUP), "new_chat_member": {}}) is None


def test_a_forwarded_command_is_not_run() -> None:
    forwarded = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}
    untaken = heard(message=written(8, 8, "/unsubscribe", **forwarded))
    assert isinstance(untaken, NotTaken)
    assert (untaken.why, untaken.always) == ("forwarded-command", True)
    assert heard(message=written(8, 8, "/unsubscribe", forward_date=1)) == replace(
        untaken, request=replace(untaken.request)
    )
    assert heard(message=written(GROUP, 8, "/unsubscribe", **forwarded)) is None
    assert request_of(heard(message=written(8, 8, "a poster's words", **forwarded))).text == "a poster's words"


@pytest.mark.parametrize("words", [{"text": "/pledge 40"}, {"caption": "words of a call"}])
def test_an_edit_in_private_is_told_to_be_unread_and_elsewhere_nothing(words: dict[str, str]) -> None:
    edited = written(8, 8, **words, edit_date=1)
    untaken = heard(edited_message=edited)
    assert isinstance(untaken, NotTaken)
    assert (untaken.why, untaken.always, untaken.request.person) == ("edited-message", True, "8")
    assert ordering_chat(an_update(edited_message=edited)) == 8
    # What no person changed: a preview of a link that came later, a place that moves.
    assert heard(edited_message=written(8, 8, **words)) is None
    assert heard(edited_message=written(8, 8, location={"latitude": 1}, edit_date=1)) is None
    assert heard(edited_message=written(GROUP, 8, **words, edit_date=1)) is None


@pytest.mark.parametrize("typed", ["\u2066/unsubscribe\u2069", "\u200f/unsubscribe", "\ufeff /unsubscribe"])
def test_invisible_marks_before_a_command_hide_it_from_nobody(typed: str) -> None:
    untaken = heard(message=written(8, 8, typed, forward_date=1))
    assert isinstance(untaken, NotTaken)
    assert untaken.why == "forwarded-command"
    assert request_of(heard(message=written(GROUP, 8, f"{typed} all\u2069"))).text == "/unsubscribe all\u2069"
    named = typed.replace("scribe", f"scribe@{ME}")
    assert request_of(heard(message=written(GROUP, 8, named))).text == "/unsubscribe"
    assert request_of(heard(message=written(8, 8, "\u2066words\u2069"))).text == "\u2066words\u2069"


@pytest.mark.parametrize("kind", ["voice", "sticker", "audio", "location"])
def test_other_content_than_text_and_pictures_is_declined_only_in_private(kind: str) -> None:
    untaken = heard(message=written(8, 8, **{kind: {"file_id": "x", "mime_type": "application/pdf"}}))
    assert isinstance(untaken, NotTaken)
    assert (untaken.why, untaken.always) == ("only-words-and-pictures", False)
    assert heard(message=written(GROUP, 8, **{kind: {"file_id": "x"}})) is None


@pytest.mark.parametrize(
    "content",
    [
        {"video": {"file_id": "x"}},
        {"video_note": {"file_id": "x"}},
        {"animation": {"file_id": "x"}, "document": {"file_id": "x", "mime_type": "video/mp4"}},
        {"document": {"file_id": "x", "file_name": "clip.mov", "mime_type": "video/quicktime"}},
    ],
)
def test_a_video_is_declined_with_what_would_be_right_and_only_in_private(content: dict[str, object]) -> None:
    untaken = heard(message=written(8, 8, **content))
    assert isinstance(untaken, NotTaken)
    assert (untaken.why, untaken.always) == ("only-gif" if "animation" in content else "only-stills", False)
    assert heard(message=written(GROUP, 8, **content)) is None


def test_another_file_is_read_by_its_command_and_only_in_private() -> None:
    sent = {"file_id": "x", "file_name": "likes.csv", "mime_type": "text/csv", "file_size": 9}
    asked = heard(message=written(8, 8, document=sent, caption="/stats"))
    assert isinstance(asked, Asked)
    assert (asked.request.text, asked.request.typed) == ("import", False)
    assert asked.document == SentDocument("x", "likes.csv", 9)
    assert heard(message=written(GROUP, 8, document=sent)) is None


def test_a_picture_that_is_sent_as_a_file_is_taken() -> None:
    asked = heard(
        message=written(8, 8, document={"file_id": "f", "mime_type": "image/png", "file_size": 9}, caption="words")
    )
    assert isinstance(asked, Asked)
    assert asked.files == (SentFile("f", photo=False, size=9),)
    assert asked.request.text == "words"
