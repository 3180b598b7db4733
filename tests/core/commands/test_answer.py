from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.core.commands.answer import Services, answer, notice, resolve
from bot.core.commands.request import Ask, Command, Request, split
from bot.core.commands.speech import Answer, speech, spoken
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.reply import Moment, Reply, Text, say
from bot.core.ports.database import Transaction
from storage import Database
from tests.fakes import Unreliable
from tests.storage.samples import NOTE
from tests.talk import CHANNEL, GROUP, NOW, PRIVATE, Talk, another, example, load, load_2016

REQUEST = Request(Address("telegram", "-1"), GROUP, "count", NOW, person="7", admin=True)


async def count(_: Ask, tx: Transaction) -> Reply:
    number = int(await tx.facts.get(NOTE, "count") or 0) + 1
    await tx.facts.put(NOTE, "count", str(number))
    return say("counted", number=number, at=Moment(NOW))


async def look(_: Ask, tx: Transaction) -> Reply:
    return say("seen", count=await tx.facts.get(NOTE, "count") or "")


async def refuse(ask: Ask, tx: Transaction) -> Reply:
    await tx.facts.put(NOTE, "count", "wrong")
    raise Refusal(Text("refused"), usage=ask.rest == "usage")


async def fail(_: Ask, tx: Transaction) -> Reply:
    await tx.facts.put(NOTE, "count", "wrong")
    raise ZeroDivisionError


async def choose(ask: Ask, tx: Transaction) -> Reply:
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    await tx.chats.update(replace(chat, language="fr", zone="Asia/Tokyo"))
    return say("chosen", at=Moment(NOW))


MADE = (
    Command("count", count),
    Command("look", look, reads=True),
    Command("refuse", refuse, form=True),
    Command("fail", fail),
    Command("choose", choose),
)
COMMANDS: Mapping[str, Command] = {command.name: command for command in MADE}


class House:
    """A services with these commands, and the faults that it reported."""

    def __init__(self, store: Database) -> None:
        self.store = store
        self.faults: list[BaseException] = []
        self.services = Services(COMMANDS, store, ("ar", "en", "fr"), self.faults.append)

    async def ask(self, text: str, **about: object) -> Answer | None:
        return await answer(self.services, replace(REQUEST, text=text, **about))  # type: ignore[arg-type]

    async def said(self, text: str, **about: object) -> list[Text]:
        found = await self.ask(text, **about)
        assert found is not None
        return list(found.reply.lines)

    async def count(self) -> str:
        async with self.store.reading() as tx:
            return await tx.facts.get(NOTE, "count") or ""


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL statements that are executed inside, transactions' own included."""
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


@pytest.fixture
async def house(sqlite_store: Database) -> House:
    await load(sqlite_store, example())
    return House(sqlite_store)


@pytest.mark.parametrize("text", ["/COUNT", "count", "/count now", "  /count"])
async def test_a_command_is_found_with_and_without_its_slash(house: House, text: str) -> None:
    assert [one.id for one in await house.said(text)] == ["counted"]


async def test_a_repeated_update_does_nothing_twice_and_is_not_answered_again(house: House) -> None:
    assert await house.ask("/count", update="1") is not None
    assert await house.ask("/count", update="1") is None
    assert await house.ask("/count", update="2") is not None
    assert await house.count() == "2"
    other = Address("discord", "-1")
    assert await house.ask("/count", update="1", address=other) is not None


async def test_an_update_that_only_reads_is_not_answered_again(house: House) -> None:
    assert await house.ask("/look", update="1") is not None
    assert await house.ask("/look", update="1") is None


async def test_a_change_whose_commit_was_unclear_gets_its_own_answer(house: House) -> None:
    house.services = replace(house.services, store=Unreliable(house.store, 1))
    assert [one.id for one in await house.said("/count", update="1")] == ["counted"]
    assert await house.count() == "1"
    assert len(house.faults) == 1


async def test_who_may_be_an_administrator_is_asked_to_try_again(house: House) -> None:
    command = replace(COMMANDS["count"], admin=True)
    house.services = replace(house.services, commands={"count": command})
    assert [one.id for one in await house.said("/count", admin=None)] == ["admin-unknown"]
    assert await house.count() == ""


@pytest.mark.parametrize("text", ["/look", "/refuse", "/fail", "/nothing"])
async def test_an_answer_waits_in_the_inbox_until_it_is_sent(house: House, text: str) -> None:
    found = await house.ask(text, update="1", kind=PRIVATE)
    assert found is not None
    async with house.store.reading() as tx:
        [waiting] = await tx.inbox.waiting("telegram", NOW)
    assert (waiting.update, waiting.address, waiting.reply) == ("1", REQUEST.address, found.reply)
    assert await house.ask(text, update="1", kind=PRIVATE) is None


@pytest.mark.parametrize(("text", "most"), [("/stats", 12), ("/subscribe 1h", 20), ("/language fr", 12)])
async def test_a_command_reads_every_campaign_once(sqlite_store: Database, text: str, most: int) -> None:
    await load_2016(sqlite_store)
    talk = Talk(sqlite_store)
    await talk.group("/subscribe 2h")
    with statements() as sent:
        await talk.group(text, update="1")
    assert sum("campaigns.document" in one for one in sent) == 1, sent
    assert len(sent) <= most, sent


async def test_what_answers_a_question_is_resolved_once(house: House) -> None:
    async with house.store.writing() as tx:
        await tx.dialogues.wait("telegram", "7", "count")
    written = replace(REQUEST, kind=PRIVATE, text="once", typed=True)
    resolved = await resolve(house.services, written)
    assert resolved.text == "count once"
    with statements() as sent:
        assert await resolve(house.services, resolved) is resolved
    assert sent == []


async def test_a_request_without_a_name_is_not_noted(house: House) -> None:
    await house.ask("/count")
    async with house.store.reading() as tx:
        assert await tx.inbox.waiting("telegram", NOW) == []


async def test_a_refusal_undoes_what_the_command_did_and_is_for_who_asked(house: House) -> None:
    found = await house.ask("/refuse")
    assert found is not None
    assert found.reply == Reply(lines=(Text("refused"),), personal=True)
    assert await house.said("/refuse usage") == [Text("refused"), Text("refuse-usage")]
    assert (await house.count(), house.faults) == ("", [])
    # No text shows the form of some commands, such as that of the menu.
    house.services = replace(house.services, commands={"refuse": Command("refuse", refuse)})
    assert await house.said("/refuse usage") == [Text("refused")]


async def test_a_fault_of_the_program_is_one_sentence_and_is_reported(house: House) -> None:
    assert await house.said("/fail") == [Text("went-wrong")]
    assert await house.count() == ""
    assert [type(fault) for fault in house.faults] == [ZeroDivisionError]


async def test_a_fault_before_the_chat_is_known_is_spoken_in_english(house: House) -> None:
    async with house.store._engines.writer.begin() as connection:
        await connection.exec_driver_sql("UPDATE campaigns SET document = '{}'")
    found = await house.ask("/count")
    assert found is not None
    assert (found.reply.lines, found.language, found.zone) == ((Text("went-wrong"),), "", "UTC")
    assert len(house.faults) == 1


@pytest.mark.parametrize("kind", [GROUP, CHANNEL])
@pytest.mark.parametrize("text", ["/cuont", "hello", "", "/"])
async def test_in_a_group_what_is_no_command_is_met_with_silence(house: House, kind: ChatKind, text: str) -> None:
    assert await house.ask(text, kind=kind, update="1") is None


async def test_in_private_what_is_no_command_is_answered(house: House) -> None:
    assert await house.said("/cuont", kind=PRIVATE) == [
        Text("unknown-command-near", {"command": "/cuont", "near": "/count"})
    ]
    assert await house.said("/xyz", kind=PRIVATE) == [Text("unknown-command", {"command": "/xyz"})]
    assert await house.said("hello", kind=PRIVATE) == [Text("only-commands")]
    assert await house.said("", kind=PRIVATE) == [Text("only-commands")]


async def test_an_answer_is_spoken_in_the_language_and_zone_that_the_command_set(house: House) -> None:
    before = await house.ask("/count")
    assert before is not None
    assert (before.language, before.zone) == ("ar", "Africa/Casablanca")
    assert before.reply.lines[0].values["at"] == Moment(NOW, "Africa/Casablanca")
    after = await house.ask("/choose")
    assert after is not None
    assert (after.language, after.zone) == ("fr", "Asia/Tokyo")
    assert after.reply.lines[0].values["at"] == Moment(NOW, "Asia/Tokyo")


def test_a_reply_may_be_said_in_a_language_of_its_own() -> None:
    assert spoken(Reply(language="fr"), "ar", "UTC").language == "fr"
    assert spoken(Reply(), "ar", "UTC").language == "ar"


def test_a_chat_without_choices_speaks_as_the_campaign_that_it_follows() -> None:
    campaigns = (replace(example(), fallback="ar"), another(fallback="fr", zone="Asia/Tokyo"))
    chat = Chat(1, "telegram", GROUP)
    languages = ("ar", "en", "fr")
    assert speech(chat, "", campaigns, (), languages) == ("ar", "Africa/Casablanca")
    assert speech(chat, "", campaigns, ("second",), languages) == ("fr", "Asia/Tokyo")
    assert speech(chat, "", (), (), languages) == ("en", "UTC")
    chosen = replace(chat, language="en", zone="UTC")
    assert speech(chosen, "", campaigns, ("second",), languages) == ("en", "UTC")


def test_an_app_without_arabic_does_not_speak_against_a_group_in_arabic() -> None:
    languages = ("ar", "en", "fr")
    discord, telegram = (Chat(1, platform, ChatKind.PRIVATE) for platform in ("discord", "telegram"))
    for chat, hint, around, said in (
        (discord, "en-US", "ar", "ar"),
        (discord, "fr", "ar", "fr"),
        (discord, "en-US", "fr", "en"),
        (replace(discord, app_language="ar"), "en-US", "", "ar"),
        (replace(discord, app_language="ar"), "", "", "ar"),
        (replace(discord, app_language="ar"), "en-US", "en", "en"),
        (replace(discord, language="en"), "en-US", "ar", "en"),
        (telegram, "en", "ar", "en"),
        (replace(telegram, app_language="fr"), "de", "", "fr"),
    ):
        assert speech(chat, hint, (), (), languages, around)[0] == said, (chat, hint, around)
    assert speech(discord, "en-US", (), (), ("en", "fr"), "ar")[0] == "en"


def test_a_command_and_its_words() -> None:
    assert split("/Stats  inwi  ") == ("stats", ("inwi",))
    assert split("   ") == ("", ())


def test_digits_and_separators_of_every_script_are_read() -> None:
    assert figure("٢٬٢٧٢٫٥ ۳ २") == "2,272.5 3 2"


async def test_a_notice_is_kept_until_it_is_sent_and_said_once(store: Database) -> None:
    house = House(store)
    asked = replace(REQUEST, update="77", kind=PRIVATE, hint="fr")
    said = await notice(house.services, asked, say("only-words-and-pictures"))
    assert said is not None
    assert (said.reply, said.language) == (say("only-words-and-pictures"), "fr")
    async with store.reading() as tx:
        assert [one.update for one in await tx.inbox.waiting("telegram", NOW)] == ["77"]
    assert await notice(house.services, asked, say("only-words-and-pictures")) is None
