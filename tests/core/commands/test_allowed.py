"""No button is offered to a person whom its command would refuse: every command, asked by everybody, everywhere."""

from dataclasses import replace

import pytest

from bot.core.commands.allowed import is_personal, needed_role, open_to_all
from bot.core.commands.answer import answer, check, make_ask
from bot.core.commands.request import Request, split
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply
from bot.core.model.roles import Role
from handlers import COMMANDS
from tests.event_talk import END, NEW, EventTalk
from tests.talk import GROUP, HOUR, PRIVATE, SLUG, Talk, another, ids, line, load

NOT_ALLOWED = {
    "need-role", "only-administrators", "admin-unknown", "only-in-private", "only-in-private-link", "only-a-person",
    "only-a-person-link",
}  # fmt: skip
WORDS = (
    "", "1", "99", "1 all", "1 nonsense", "nonsense", "8", SLUG, "second", "pause", "new", "new phone_off 20:00",
    "again 1", "counts nonsense", "goal", "approve", "people", "casblanca", "daily",
)  # fmt: skip
MEMBER, REPORTER, ORGANIZER, OWNER = "50", "20", "7", "21"
PEOPLE = {"member": MEMBER, "reporter": REPORTER, "organizer": ORGANIZER, "owner": OWNER}


class _UndoneError(Exception):
    """Nothing of the tap stays."""


def private(talk: Talk, person: str) -> Request:
    return Request(Address("telegram", person), PRIVATE, "", talk.now, person=person)


def group(talk: Talk, person: str, **about: object) -> Request:
    return replace(Request(Address("telegram", "-2"), GROUP, "", talk.now, person=person), **about)  # type: ignore[arg-type]


def tapped(asked: Request, command: str) -> Request:
    """The tap of the one who asked; on Discord, a private command of a server is answered to one person alone."""
    kind = (ChatKind.PRIVATE if is_personal(command, COMMANDS) else GROUP) if asked.hidden else asked.kind
    return replace(asked, text=command, kind=kind, person=asked.person or "60")


async def refused(talk: Talk, request: Request) -> str:
    """Why a tap is refused, "" if it is not."""
    name, words = split(request.text)
    try:
        async with talk.store.writing() as tx:
            ask = await make_ask(talk.services, request, words, tx)
            check(COMMANDS[name], ask)
            await COMMANDS[name].run(ask, tx)
            raise _UndoneError  # noqa: TRY301 - it takes the tap back
    except _UndoneError:
        return ""
    except Refusal as refusal:
        return refusal.text.id


def offered(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row if button.command]


@pytest.fixture(params=[1, 2])
async def talk(event_talk: EventTalk, request: pytest.FixtureRequest) -> Talk:
    """An event, a call, and people with every role in the first of so many campaigns."""
    talk = event_talk.talk
    await talk.private(NEW)
    await talk.private(f"/call {SLUG}")
    await talk.give(Role.REPORTER, REPORTER)
    await talk.give(Role.OWNER, OWNER)
    if request.param > 1:
        await load(talk.store, another("second"), talk.now)
    talk.confirms = False
    return talk


async def not_allowed(talk: Talk, asked: Request) -> tuple[list[tuple[str, ...]], int]:
    """The buttons of all answers to a person at a place that would refuse them, and how many there are in all.

    Every other word is asked with one campaign, and the others with two, in groups every fourth: all take two minutes.
    """
    async with talk.store.reading() as tx:
        several = len(await tx.campaigns.all()) > 1
    some = ("", *WORDS[1 + several :: 2 if asked.kind is ChatKind.PRIVATE else 4])
    found: list[tuple[str, ...]] = []
    seen, reasons = 0, dict[str, str]()
    for name in (*COMMANDS, "quite", "statz", "cals", "nothing-like-it"):
        for words in some if name not in {"resign", "forget"} else ("nonsense",):
            text = f"/{name} {words}".strip()
            said = await answer(talk.services, replace(asked, text=text))
            assert not talk.faults, talk.faults
            for command in offered(said.reply) if said else ():
                seen += 1
                if command not in reasons:
                    reasons[command] = await refused(talk, tapped(asked, command))
                found += [(text, command, reasons[command])] if reasons[command] in NOT_ALLOWED else []
                # Telegram looks up who administers a group only for these.
                if said and asked.kind is GROUP and COMMANDS[split(command)[0]].admin:
                    assert COMMANDS[name].admin or COMMANDS[name].asks_admin, text
    return found, seen


@pytest.mark.parametrize("who", PEOPLE)
async def test_in_private_a_person_is_offered_only_what_they_may_do(talk: Talk, who: str) -> None:
    found, seen = await not_allowed(talk, private(talk, PEOPLE[who]))
    assert found == []
    assert seen > 300


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("admin", [False, True])
@pytest.mark.parametrize("chat", ["-1", "-2"])
async def test_in_a_group_a_person_is_offered_only_what_they_may_do(
    talk: Talk, who: str, chat: str, *, admin: bool
) -> None:
    found, seen = await not_allowed(talk, group(talk, PEOPLE[who], admin=admin, address=Address("telegram", chat)))
    assert found == []
    assert seen > 60


@pytest.mark.parametrize("who", PEOPLE)
async def test_where_only_the_person_reads_the_answer_in_a_group(talk: Talk, who: str) -> None:
    found, _ = await not_allowed(talk, group(talk, PEOPLE[who], admin=False, hidden=True))
    assert found == []


async def test_who_is_not_known_to_administer_a_group_is_not_offered_what_needs_it(event_talk: EventTalk) -> None:
    await event_talk.talk.group("/subscribe")
    assert offered(await event_talk.talk.group("/undo", person=MEMBER, admin=None)) == []


async def test_an_anonymous_administrator_and_a_channel(talk: Talk) -> None:
    for asked in (group(talk, "", admin=True), group(talk, "", admin=True, kind=ChatKind.CHANNEL)):
        assert (await not_allowed(talk, asked))[0] == []


async def test_what_chats_are_told_has_buttons_for_everybody(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.group("/subscribe 1h")
    request = offered(await talk.private(NEW))
    told = []
    for hours in range(0, 200, 10):
        await event_talk.go(talk.now + HOUR * (hours and 10))
        told += [(one.address.chat, offered(one.content)) for one in await event_talk.deliveries()]
        for chat, commands in told[-9:]:
            if chat == "8" and commands and "approve" in commands[0]:
                await talk.private(f"/{commands[0]}", "8")
    await event_talk.go(END + HOUR)
    told += [(one.address.chat, offered(one.content)) for one in await event_talk.deliveries()]
    for chat, commands in told:
        for command in commands:
            if chat.startswith("-"):
                assert split(command)[0] in open_to_all(COMMANDS), command
                assert needed_role(command, COMMANDS) is None, command
            else:
                assert await refused(talk, replace(private(talk, chat), text=command)) not in NOT_ALLOWED, command
    assert {chat for chat, commands in told if commands} >= {"-1"}
    assert request == []


async def test_a_member_of_two_campaigns_is_not_asked_which_one_they_may_not_act_in(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await load(talk.store, another("second"), talk.now)
    reply = await talk.private("/audit", MEMBER)
    assert (ids(reply), offered(reply)) == (["need-role"], [])
    assert "second" in str(line(reply, "need-role")["title"])
    assert (await talk.private("/audit")).title is not None
    for slug in (SLUG, "second"):
        await talk.give(Role.ORGANIZER, slug=slug)
    assert offered(await talk.private("/audit")) == [f"audit {SLUG}", "audit second"]
    assert offered(await talk.private("/audit nonsense")) == [f"audit {SLUG}", "audit second"]


async def test_taking_back_offers_to_end_the_updates_only_to_administrators(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.group("/subscribe")
    reply = await talk.member("/undo", person=MEMBER)
    assert (ids(reply), offered(reply)) == (["undo-nothing"], [])
    assert offered(await talk.group("/undo", person=MEMBER)) == [f"unsubscribe {SLUG}"]


async def test_a_new_group_is_offered_updates_only_by_an_administrator(event_talk: EventTalk) -> None:
    new = Address("telegram", "-2")
    assert "subscribe" in offered(await event_talk.talk.group("/start", address=new))
    assert offered(await event_talk.talk.member("/start", address=new, person=MEMBER)) == ["stats", "help"]
