import pytest

from bot.core.model.announcements import Action, Delivery, Missing, NotSent, Outcome, Refused, Sent
from bot.core.model.chats import Address
from bot.core.model.reply import say
from bot.platforms.discord.errors import outcome
from bot.platforms.discord.http import Answered
from bot.platforms.discord.refusals import sort
from bot.platforms.refusals import Sort
from tests.discord_server import Call
from tests.discord_shapes import THREAD, channel
from tests.fakes import until
from tests.platforms.discord.house import GUILD, HERE, House
from tests.platforms.discord.test_deliver import a_delivery

# The documented numbers that a request of ours can draw: messages, pins, threads, events, private chats, answers.
DOCUMENTED = {
    Sort.GONE: (10003, 10004, 10013, 40007, 50007, 50033, 50055),
    Sort.MESSAGE_GONE: (10008, 10070, 50005, 50021),
    Sort.NO_RIGHT: (
        50001, 50008, 50009, 50013, 50024, 40058, 40067, 50083, 60003, 160002, 160005, 200000, 200001, 400001,
    ),
    Sort.MALFORMED: (
        10011, 20009, 20031, 30015, 40005, 50003, 50006, 50028, 50035, 50045, 50046, 50109, 50110, 50146, 240000,
    ),
    Sort.WAIT: (20016, 20022, 20028, 20029, 30046, 40003, 40062),
    Sort.LATER: (10062, 30003, 30034, 30038, 40004, 40006, 40043, 40094, 40333, 110001, 130000),
    Sort.DONE: (40033, 40060, 160004, 180000),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "codes"), DOCUMENTED.items())
def test_every_documented_refusal_is_sorted(kind: Sort, codes: tuple[int, ...]) -> None:
    assert {code: sort(code) for code in codes} == dict.fromkeys(codes, kind)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (10003, Refused("deleted", gone=True)),
        (50005, Missing()),
        (200000, Refused("no-right")),
        (50035, Refused("malformed: words")),
        (20016, NotSent("flood", wait=60, flood=True, alone=True)),
        (130000, NotSent("words")),
        (99999, Refused("words")),
        (0, Refused("words")),
    ],
)
def test_each_sort_has_an_outcome(code: int, expected: Outcome) -> None:
    assert outcome(Answered(400, {"code": code, "message": "Words"})) == expected


def thread(house: House) -> str:
    house.server.add_guild(GUILD, channel(HERE, GUILD), channel(1003, GUILD, THREAD, parent_id=str(HERE)))
    return "1003"


def to(where: str, **changes: object) -> Delivery:
    return a_delivery(address=Address("discord", where), **changes)


def opens(house: House) -> list[Call]:
    return [call for call in house.server.calls if call.method == "PATCH" and call.path == "/channels/1003"]


async def test_an_archived_thread_is_opened_and_the_edit_repeated(house: House) -> None:
    where = thread(house)
    async with house.listening():
        posted = await house.discord.deliver(to(where))
        assert isinstance(posted, Sent)
        house.server.archived.add(where)
        edit = to(where, action=Action.EDIT, message=posted.message, content=say("other"))
        assert await house.discord.deliver(edit) == posted
        house.server.archived.add(where)
        assert await house.discord.deliver(to(where, action=Action.DELETE, message=posted.message)) == posted
    assert [call.body for call in opens(house)] == [{"archived": False}] * 2


@pytest.mark.parametrize("action", [Action.SEND, Action.EDIT])
async def test_a_locked_thread_is_told_to_those_who_manage_the_server(house: House, action: Action) -> None:
    where = thread(house)
    house.server.archived.add(where)
    house.server.locked.add(where)
    async with house.listening():
        assert await house.discord.deliver(to(where, action=action, message="5")) == Refused("locked")
        await until(lambda: any("discord-locked" in str(call.body) for call in house.server.calls))
        house.server.archived.clear()
        house.server.locked.clear()
        assert isinstance(await house.discord.deliver(to(where)), Sent)
