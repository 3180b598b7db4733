import asyncio
from dataclasses import replace

import pytest

from bot.core.commands.request import Argument, Ask, Command
from bot.core.delivery.retry import INTERACTION
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Transaction
from bot.platforms.discord import answers, responder
from bot.platforms.discord.incoming import EPHEMERAL
from tests.discord_server import BROKEN, RESET, Call, Fault, words
from tests.fakes import until
from tests.platforms.discord.house import HERE, MANAGER, SOMEBODY, THERE, House, shown
from tests.talk import load_2016


async def test_a_command_is_answered_in_its_channel_for_all_to_see(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "start")
        assert words(await shown(answer)) == "en:welcome"
        assert (answer.kind, answer.flags) == (answers.MESSAGE, 0)
    assert answer.message is not None
    async with house.store.reading() as tx:
        assert await tx.chats.find(Address("discord", str(HERE))) is not None
        assert await tx.inbox.waiting("discord", house.clock.now()) == []


async def test_a_personal_answer_is_ephemeral(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "whisper")
        await shown(answer)
    assert answer.flags == EPHEMERAL


async def test_arguments_keep_their_declared_order_however_they_were_filled_in(house: House) -> None:
    echo = house.services.commands["echo"]
    two = replace(echo, arguments=(Argument("first"), Argument("second")))
    house.services = replace(house.services, commands={"echo": two})
    async with house.listening(house.another(services=house.services)):
        assert await house.ask("echo", second="b", first="a") == "en:echo a b"


async def test_only_who_manages_the_server_changes_its_settings(house: House) -> None:
    async with house.listening():
        assert await house.ask("subscribe") == "en:only-administrators </subscribe:503>"
        assert await house.ask("subscribe", MANAGER) == "en:subscribed"


async def test_a_button_runs_its_command_and_a_read_only_answer_is_ephemeral(house: House) -> None:
    async with house.listening():
        answer = await house.server.tap(HERE, SOMEBODY, "echo again")
        assert words(await shown(answer)) == "en:echo again"
        counted = await house.server.tap(HERE, SOMEBODY, "count")
        await shown(counted)
    assert (answer.flags, counted.flags) == (EPHEMERAL, 0)


async def test_a_private_command_works_in_a_server_with_ephemeral_answers(house: House) -> None:
    async def remember(ask: object, tx: object) -> Reply:
        request = ask.request  # type: ignore[attr-defined]
        await tx.chats.ensure(request.address, request.kind)  # type: ignore[attr-defined]
        return say("done", kind=request.kind.value)

    house.services = replace(house.services, commands={"secret": Command("secret", remember, private=True)})
    async with house.listening(house.another(services=house.services)):
        answer = await house.server.command(HERE, SOMEBODY, "secret", hint="fr")
        assert words(await shown(answer)) == "fr:done private"
        await house.ask("secret")
    assert answer.flags == EPHEMERAL
    assert len(house.server.of("POST", "/users/@me/channels")) == 1
    async with house.store.reading() as tx:
        chat = await tx.chats.find(Address("discord", f"9{SOMEBODY}"))
    assert chat is not None
    assert chat.kind is ChatKind.PRIVATE


async def test_a_private_chat_is_answered_in_the_language_of_the_persons_app(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(77, SOMEBODY, "start", hint="fr")
        assert words(await shown(answer)) == "fr:welcome"


async def test_only_this_person_sees_it_so_it_speaks_their_language_from_the_first_answer(house: House) -> None:
    async def ask_back(ask: Ask, tx: Transaction) -> Reply:
        await tx.chats.ensure(ask.request.address, ask.request.kind)
        await tx.dialogues.wait("discord", ask.request.person, "secret words")
        return say("done")

    made = Command("secret", ask_back, private=True, person=True)
    house.services = replace(house.services, commands={"secret": made, "echo": house.services.commands["echo"]})
    async with house.store.writing() as tx:
        server = await tx.chats.ensure(Address("discord", str(HERE)), ChatKind.GROUP)
        await tx.chats.update(replace(server, language="ar"))
    async with house.listening(house.another(services=house.services)):

        async def languages(who: int, hint: str, where: int = HERE) -> list[str]:
            answer = words(await shown(await house.server.command(where, who, "secret", hint=hint)))
            tapped = await house.server.tap(where, who, "write", hint)
            await until(lambda: bool(tapped.window))
            gone = words(await shown(await house.server.tap(where, who, "vanished", hint))) if where == HERE else answer
            return [said.partition(":")[0] for said in (answer, tapped.window["title"], gone)]

        # Discord's app has no Arabic: in English it says nothing against a server that speaks Arabic.
        assert await languages(SOMEBODY, "en-US") == ["ar"] * 3
        assert await languages(SOMEBODY, "en-US", THERE) == ["ar"] * 3
        assert await languages(SOMEBODY, "fr") == ["fr"] * 3
        assert await languages(61, "en-US", THERE) == ["en"] * 3
        for who, hint in ((SOMEBODY, "fr"), (61, "en-US")):
            async with house.store.writing() as tx:
                chat = await tx.chats.ensure(Address("discord", f"9{who}"), ChatKind.PRIVATE)
                await tx.chats.update(replace(chat, language="ar"))
            assert await languages(who, hint) == ["ar"] * 3
    async with house.listening(house.another(services=house.services)):
        tapped = await house.server.tap(HERE, SOMEBODY, "write", "fr")
        await until(lambda: bool(tapped.window))
        assert tapped.window["title"] == "ar:write-title"


async def test_a_button_of_a_removed_command_gets_an_ephemeral_answer(house: House) -> None:
    async with house.listening():
        answer = await house.server.tap(HERE, SOMEBODY, "vanished")
        assert words(await shown(answer)).startswith("en:unknown-command")
    assert answer.flags == EPHEMERAL


async def test_a_slow_answer_is_deferred_within_discords_three_seconds(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "DEFER_AFTER", 0.05)
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "hold", rest="x")
        await until(lambda: answer.kind == answers.DEFERRED)
        assert answer.at - answer.asked < 3
        house.released[""].set()
        assert words(await shown(answer)) == "en:held"
    assert answer.followed == []


async def test_a_personal_answer_that_was_deferred_publicly_is_replaced_by_an_ephemeral_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "DEFER_AFTER", 0.0)

    async def slow(_: object, __: object) -> Reply:
        await asyncio.sleep(0.1)
        return replace(say("alone"), personal=True)

    house.services = replace(house.services, commands={"slow": Command("slow", slow, reads=True)})
    async with house.listening(house.another(services=house.services)):
        answer = await house.server.command(HERE, SOMEBODY, "slow")
        await until(lambda: bool(answer.followed))
    assert answer.message is None
    assert (words(answer.followed[0]), answer.followed[0]["flags"]) == ("en:alone", EPHEMERAL)


async def test_a_long_answer_follows_in_parts(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "long")
        await until(lambda: len(answer.followed) == 1)
    assert "".join(words(one) for one in answer.seen).count("0") == 3000


async def test_an_answer_without_words_breaks_nothing(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "nothing")
        await until(lambda: bool(house.server.of("DELETE", "@original")))
    assert (answer.kind, answer.seen) == (answers.DEFERRED, [])


async def test_a_mistake_in_a_reply_is_reported_and_the_person_told(house: House) -> None:
    async def mistaken(_: object, __: object) -> Reply:
        return Reply(lines=(Text("mistake"),), buttons=((Button(Text("b"), command="x" * 101),),))

    house.services = replace(house.services, commands={"mistake": Command("mistake", mistaken, reads=True)})
    async with house.listening(house.another(services=house.services)):
        assert await house.ask("mistake") == "en:answer-not-rendered"
    assert "longer than 100" in str(house.faults[0])


@pytest.mark.parametrize("fault", [RESET, BROKEN, Fault(429, retry_after=0.5)])
async def test_an_answer_is_retried_after_faults(house: House, fault: Fault) -> None:
    failing = [fault, fault]
    house.server.choose = lambda call: failing.pop() if "callback" in call.path and failing else None
    async with house.listening():
        assert await house.ask("echo") == "en:echo"


async def test_an_answer_that_discord_refuses_is_logged_and_dropped(house: House) -> None:
    house.server.choose = lambda call: Fault(404, 10062, "Unknown interaction") if "callback" in call.path else None
    async with house.listening():
        await house.server.command(HERE, SOMEBODY, "count")
        await until(lambda: house.logged("could not be given") == 1)
    async with house.store.reading() as tx:
        assert await tx.inbox.waiting("discord", house.clock.now()) == []


async def test_an_answer_is_dropped_after_the_last_retry(house: House) -> None:
    house.server.choose = lambda call: RESET if "callback" in call.path else None
    async with house.listening():
        await house.server.command(HERE, SOMEBODY, "count")
        await until(lambda: house.logged("could not be given") == 1)


async def test_the_unsent_answer_of_a_killed_process_is_sent_by_the_next_one(house: House) -> None:
    async with house.listening():
        pass
    answer = await house.server.command(HERE, SOMEBODY, "count")
    answer.kind, answer.flags = answers.DEFERRED, EPHEMERAL
    (token,) = house.server.answers
    async with house.store.writing() as tx:
        address = Address("discord", str(HERE))
        update = token.removeprefix("token-of-")
        await tx.inbox.record("discord", update, address, say("late"), house.clock.now(), f"64:{token}")
    async with house.listening(house.another()):
        assert words(await shown(answer)) == "en:late"
    async with house.store.reading() as tx:
        assert await tx.inbox.waiting("discord", house.clock.now()) == []


async def test_a_repeated_interaction_does_nothing_twice(house: House) -> None:
    async with house.listening():
        answer = await house.server.command(HERE, SOMEBODY, "count")
        await shown(answer)
        session = next(iter(house.server.gateway.sessions.values()))
        await house.server.gateway.dispatch("INTERACTION_CREATE", session.sent[-1]["d"], str(1 << 22))
        assert await house.ask("count") == "en:count 2"


async def test_an_unavailable_store_is_retried_and_then_the_person_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    async def away(*_: object) -> None:
        nonlocal tries
        tries += 1
        raise OSError("the database is away")

    async with house.listening():
        monkeypatch.setattr(responder, "answer", away)
        assert await house.ask("echo") == "en:went-wrong"
    assert tries == len(house.faults) == INTERACTION.tries


async def test_autocomplete_offers_the_values_that_match(house: House) -> None:
    await load_2016(house.store)  # type: ignore[arg-type]
    stats = Command("stats", house.services.commands["echo"].run, arguments=(Argument("target", suggest="targets"),))
    house.services = replace(house.services, commands={"stats": stats})
    async with house.listening(house.another(services=house.services)):
        english = await house.server.type(HERE, SOMEBODY, "stats", "target", "IN")
        await until(lambda: english.kind == answers.OFFERS)
        french = await house.server.type(HERE, SOMEBODY, "stats", "target", "maroc", "fr")
        await until(lambda: french.kind == answers.OFFERS)
        nothing = await house.server.type(HERE, SOMEBODY, "stats", "another", "")
        await until(lambda: nothing.kind == answers.OFFERS)
        await house.server.type(HERE, SOMEBODY, "vanished", "target", "")
    assert english.choices == [{"name": "Inwi", "value": "inwi"}]
    assert french.choices == [{"name": "Maroc Telecom", "value": "maroc-telecom"}]
    assert nothing.choices == []


async def test_answers_do_not_wait_at_the_gate(house: House) -> None:
    house.gate.flood(60)
    async with house.listening():
        assert await house.ask("echo") == "en:echo"


async def test_a_person_whose_private_chat_cannot_be_opened_is_told(house: House) -> None:
    def closed(call: Call) -> Fault | None:
        return Fault(400, 50033, "Invalid Recipient(s)") if call.path == "/users/@me/channels" else None

    house.server.choose = closed
    async with house.listening():
        assert await house.ask("secret") == "en:went-wrong"


@pytest.mark.parametrize(
    ("mentionable", "permissions", "unheard"),
    [(False, 0, True), (True, 0, False), (False, 1 << 17, False)],
)
async def test_a_role_that_a_mention_would_not_notify_is_known_to_the_command(
    house: House, *, mentionable: bool, permissions: int, unheard: bool
) -> None:
    async def choose(ask: Ask, _: Transaction) -> Reply:
        return say("chosen", unheard=",".join(ask.request.unheard) or "none")

    house.services = replace(
        house.services, commands={"choose": Command("choose", choose, arguments=(Argument("role"),))}
    )
    role = {"id": "77", "name": "everybody", "mentionable": mentionable}
    given = {
        "id": "1", "name": "choose", "type": 1, "options": [{"name": "role", "type": 8, "value": "77"}],
        "resolved": {"roles": {"77": role}},
    }  # fmt: skip
    async with house.listening(house.another(services=house.services)):
        answer = await house.server._interact(2, given, MANAGER, HERE, "en-US", app_permissions=str(permissions))
        assert words(await shown(answer)) == f"en:chosen {'77' if unheard else 'none'}"
