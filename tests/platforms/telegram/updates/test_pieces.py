import pytest

from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind
from bot.platforms.telegram.updates.incoming import Asked, SentFile
from bot.platforms.telegram.updates.pieces import Pieces, join_album
from tests.fakes import NOON
from tests.platforms.telegram.house import House


def piece(text: str, message: int, sent: int = 100, chat: str = "8", kind: ChatKind = ChatKind.PRIVATE) -> Asked:
    return Asked(Request(Address("telegram", chat), kind, text, NOON, chat), message=message, sent=sent)


FIRST = piece("a" * 4000, 1)


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        (piece("b" * 150, 2, 101), True),
        (piece("b" * 150, 2, 103), False),
        (piece("b" * 150, 9, 101), True),
        (piece("b" * 150, 1, 101), False),
        (piece("b" * 50, 2, 101), False),
        (piece("b" * 150, 2, 101, chat="9"), False),
    ],
)
def test_a_message_right_after_a_long_one_is_joined_to_it(second: Asked, *, joined: bool) -> None:
    pieces = Pieces()
    assert pieces.join(FIRST) is FIRST
    expected = FIRST.request.text + second.request.text if joined else second.request.text
    assert pieces.join(second).request.text == expected


def test_three_pieces_are_one_text() -> None:
    pieces = Pieces()
    joined = [pieces.join(piece("a" * 4000, number)) for number in (1, 2, 3)]
    assert [len(one.request.text) for one in joined] == [4000, 8000, 12000]


def test_groups_and_pictures_have_no_pieces() -> None:
    pieces = Pieces()
    group = piece("a" * 4000, 1, kind=ChatKind.GROUP)
    assert pieces.join(group) is group
    assert pieces.join(FIRST) is FIRST
    pictured = Asked(piece("b" * 150, 2).request, files=(SentFile("x", photo=True),), message=2, sent=100)
    assert pieces.join(pictured) is pictured


async def test_a_pasted_text_that_came_in_two_pieces_is_answered_once(house: House) -> None:
    async with house.store.writing() as tx:
        await tx.dialogues.wait("telegram", "8", "measure")
    await house.server.message(8, 8, "a" * 4000, date=100)
    # What somebody else writes to the bot meanwhile takes the number between them.
    await house.server.message(9, 9, "hello", date=100)
    await house.server.message(8, 8, "b" * 150, date=101)
    async with house.listening():
        assert sorted(await house.said(2)) == ["en:measure 4150", "en:only-commands"]
        await house.server.message(8, 8, "next", date=101)
        assert (await house.said(3))[-1] == "en:measure 4"


def shot(name: str, message: int, text: str = "", album: str = "a") -> Asked:
    sent = piece(text, message)
    return Asked(sent.request, files=(SentFile(name, photo=True, album=album),), message=message, sent=100)


def test_pictures_of_one_album_are_one_message_with_the_words_of_any_of_them() -> None:
    first = join_album(shot("x", 1), shot("y", 2, "words"))
    assert first is not None
    joined = join_album(first, shot("z", 3))
    assert joined is not None
    assert [one.id for one in joined.files] == ["x", "y", "z"]
    assert (joined.request.text, joined.message) == ("words", 3)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (shot("x", 1), shot("y", 2, album="b")),
        (shot("x", 1, album=""), shot("y", 2, album="")),
        (piece("x", 1), shot("y", 2)),
        (shot("x", 1), piece("y", 2)),
        (None, shot("y", 2)),
        (shot("x", 1), None),
    ],
)
def test_pictures_that_were_not_sent_together_are_two_messages(before: object, now: object) -> None:
    assert join_album(before, now) is None
