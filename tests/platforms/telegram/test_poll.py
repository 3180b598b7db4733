import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.answer import Services, answer
from bot.core.commands.request import Ask, Command, Request
from bot.core.delivery.vital_signs import Count
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Store, Transaction
from tests.fakes import Failing, Gate, until
from tests.platforms.telegram.house import House
from tests.telegram_server import BROKEN, KICKED, RESET, RESET_AFTER, Fault, TelegramServer, flood, migrated, refused

GROUP = -1005
OTHER = -1006


class ShutGate(Gate):
    """A gate that lets nothing through until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = asyncio.Event()

    async def slot(self, *args: object) -> None:
        await self.opened.wait()
        await super().slot(*args)  # type: ignore[arg-type]


async def keep(store: Store, chat: int = GROUP) -> None:
    async with store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", str(chat)), ChatKind.GROUP)
        await tx.chats.update(replace(stored, language="fr"))


async def off(store: Store, chat: int = GROUP) -> str | None:
    async with store.reading() as tx:
        found = await tx.chats.find(Address("telegram", str(chat)))
    return found.off if found is not None else None


async def left_waiting(store: Store, house: House) -> int:
    async with store.reading() as tx:
        return len(await tx.inbox.waiting("telegram", house.clock.now().replace(year=2000)))


def a_request(house: House, update: int, text: str) -> Request:
    return Request(Address("telegram", str(GROUP)), ChatKind.GROUP, text, house.clock.now(), update=str(update))


async def test_a_command_is_answered_and_other_messages_are_not(server: TelegramServer, house: House) -> None:
    async with house.listening():
        await server.message(GROUP, 8, "hello")
        await server.message(GROUP, 8, "/echo@otherbot no")
        await server.message(GROUP, 8, "/unknown")
        await server.message(GROUP, 8, "/echo@NOLIKEBOT yes", message_thread_id=77, is_topic_message=True)
        await server.message(8, 8, "hello")
        assert await house.said(1, GROUP) == ["en:echo yes"]
        assert await house.said(1, 8) == ["en:only-commands"]
        await house.confirmed()
    assert len(server.texts()) == 2
    assert server.of("sendMessage", GROUP)[0].params["message_thread_id"] == "77"
    assert await left_waiting(house.store, house) == 0
    assert house.faults == []


async def test_each_answer_of_telegram_is_a_vital_sign_of_the_listener(server: TelegramServer, house: House) -> None:
    vitals = house.services.vitals
    async with house.listening():
        await until(lambda: bool(server.of("getUpdates")))
        later = vitals.now() + 1000
        vitals.now = lambda: later
        assert [sign.name for sign in vitals.overdue()] == ["listener telegram"]
        await server.message(GROUP, 8, "/echo yes")
        await until(lambda: not vitals.overdue())
    assert vitals.signs() == []


async def test_updates_of_one_chat_keep_their_order_and_other_chats_do_not_wait(
    server: TelegramServer, house: House
) -> None:
    await server.message(GROUP, 8, "/hold first")
    await server.message(GROUP, 8, "/echo second")
    await server.message(OTHER, 8, "/echo other")
    async with house.listening():
        assert await house.said(1) == ["en:echo other"]
        assert server.texts(GROUP) == []
        house.released["first"].set()
        assert await house.said(2, GROUP) == ["en:held first", "en:echo second"]


async def test_at_most_sixteen_chats_are_handled_at_once(server: TelegramServer, house: House) -> None:
    await house.telegram.start()
    server.latency = 0.3
    for chat in range(20):
        await server.message(-2000 - chat, 7, "/subscribe")
    async with house.listening():
        await house.said(20)
    asked = [call.at for call in server.of("getChatMember")]
    assert len(asked) == 20
    assert asked[15] - asked[0] < 0.3 <= asked[16] - asked[0]


async def test_an_update_is_confirmed_only_once_its_effect_is_committed(server: TelegramServer, house: House) -> None:
    await server.message(GROUP, 8, "/hold it")
    async with house.listening():
        await until(lambda: bool(house.held))
        assert server.pending == 1
        assert len(server.of("getUpdates")) == 1
        house.released["it"].set()
        await house.confirmed()


async def test_an_answer_that_waits_does_not_hold_the_next_updates(server: TelegramServer, house: House) -> None:
    gate = ShutGate()
    async with house.listening(house.another(gate=gate)):
        await server.message(GROUP, 8, "/echo 1")
        await house.confirmed()
        await server.message(GROUP, 8, "/echo 2")
        await house.confirmed()
        assert server.texts() == []
        gate.opened.set()
        assert await house.said(2) == ["en:echo 1", "en:echo 2"]


async def test_a_repeated_update_does_nothing_twice(server: TelegramServer, house: House) -> None:
    async with house.listening():
        update = await server.message(GROUP, 8, "/count")
        await house.said(1)
        await house.confirmed()
        await server.push({"update_id": update + 1000, "message": server.written(GROUP, 8, "/count")})
        await house.said(2)
    await server.push({"update_id": update, "message": server.written(GROUP, 8, "/count")})
    await server.message(GROUP, 8, "/echo end")
    async with house.listening(house.another()):
        assert (await house.said(3))[-1] == "en:echo end"
    assert server.texts() == ["en:count 1", "en:count 2", "en:echo end"]


async def test_a_command_whose_process_was_killed_before_it_answered_is_answered_once(
    server: TelegramServer, house: House
) -> None:
    update = await server.message(GROUP, 8, "/count")
    await answer(house.services, a_request(house, update, "/count"))
    async with house.listening():
        assert await house.said(1) == ["en:count 1"]
        await server.message(GROUP, 8, "/count")
        assert await house.said(2) == ["en:count 1", "en:count 2"]
        await house.confirmed()
    async with house.listening(house.another()):
        await server.message(GROUP, 8, "/echo end")
        assert (await house.said(3))[-1] == "en:echo end"


async def test_answers_that_could_not_be_sent_before_the_end_are_sent_at_the_next_start(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(house.store)
    with monkeypatch.context() as impatient:
        impatient.setattr("bot.platforms.telegram.poll.LAST_SECONDS", 0.05)
        async with house.listening(house.another(gate=ShutGate())):
            await server.message(GROUP, 8, "/echo group")
            await server.message(8, 8, "/echo private")
            await house.confirmed()
    assert server.texts() == []
    assert house.logged("stopped with answers unsent") == 1
    async with house.listening():
        assert sorted(await house.said(2)) == ["en:echo private", "fr:echo group"]


async def test_an_answer_from_over_ten_minutes_ago_is_not_sent_any_more(house: House) -> None:
    await answer(house.services, a_request(house, 5, "/echo old"))
    house.clock.move(599)
    await answer(house.services, a_request(house, 6, "/echo newer"))
    house.clock.move(2)
    async with house.listening():
        assert await house.said(1) == ["en:echo newer"]


async def test_an_answer_from_over_a_minute_ago_is_not_sent_to_a_group_after_a_restart(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(house.store)
    with monkeypatch.context() as impatient:
        impatient.setattr("bot.platforms.telegram.poll.LAST_SECONDS", 0.05)
        async with house.listening(house.another(gate=ShutGate())):
            for number in range(2):
                for chat in (GROUP, 8):
                    await server.message(chat, 8, f"/echo {number}")
                await house.confirmed()
                house.clock.move(45)
    async with house.listening():
        assert sorted(await house.said(3)) == ["en:echo 0", "en:echo 1", "fr:echo 1"]
    assert server.texts(GROUP) == ["fr:echo 1"]
    assert await left_waiting(house.store, house) == 0


async def test_the_end_waits_for_what_is_in_flight(server: TelegramServer, house: House) -> None:
    await house.telegram.start()
    server.latency = 0.2
    async with house.listening():
        await server.message(GROUP, 8, "/hold it")
        await until(lambda: bool(house.held))
        asyncio.get_running_loop().call_later(0.1, house.released["it"].set)
    assert server.texts() == ["en:held it"]
    assert await left_waiting(house.store, house) == 0


async def test_a_flood_wait_pauses_the_gate_and_the_answer_is_sent_afterwards(
    server: TelegramServer, house: House, gate: Gate
) -> None:
    server.faults["sendmessage"].append(flood(1))
    async with house.listening():
        await server.message(GROUP, 8, "/echo hello")
        assert await house.said(1) == ["en:echo hello"]
    assert (gate.floods, gate.drew, gate.passes) == ([1], [str(GROUP)], [str(GROUP)])


async def test_an_answer_is_dropped_after_ten_minutes_of_flood_waits(
    server: TelegramServer, house: House, gate: Gate
) -> None:
    server.chat_faults[str(GROUP)] = flood(0)
    async with house.listening():
        await server.message(GROUP, 8, "/echo hello")
        await until(lambda: len(gate.floods) > 2)
        assert await left_waiting(house.store, house) == 1
        house.clock.move(600)
        await server.message(8, 8, "/echo there")
        assert await house.said(1, 8) == ["en:echo there"]
        async with asyncio.timeout(20):
            while await left_waiting(house.store, house):  # noqa: ASYNC110 - the answers are given up by themselves
                await asyncio.sleep(0.01)
        del server.chat_faults[str(GROUP)]
        await server.message(GROUP, 8, "/echo again")
        assert await house.said(1, GROUP) == ["en:echo again"]


async def test_a_flood_wait_for_a_tap_pauses_the_gate(server: TelegramServer, house: House, gate: Gate) -> None:
    server.faults["answercallbackquery"].append(flood(1))
    async with house.listening():
        await server.tap(GROUP, 8, "echo x")
        assert await house.said(1) == ["en:echo x"]
        await until(lambda: gate.floods == [1])


@pytest.mark.parametrize(
    ("faults", "times"),
    [
        ([BROKEN] * 5, 1),
        ([Fault(503, "Service Unavailable")], 1),
        ([RESET], 1),
        ([RESET_AFTER], 2),
        ([BROKEN] * 6, 0),
        ([RESET] * 2, 0),
    ],
)
async def test_an_answer_is_dropped_after_its_retries_and_the_next_one_is_sent(
    server: TelegramServer, house: House, faults: list[Fault], times: int
) -> None:
    server.faults["sendmessage"].extend(faults)
    async with house.listening():
        await server.message(GROUP, 8, "/echo hello")
        await server.message(GROUP, 8, "/echo end")
        await until(lambda: "en:echo end" in server.texts())
    assert server.texts() == ["en:echo hello"] * times + ["en:echo end"]
    assert house.logged("an answer could not be sent") == (times == 0)
    assert await left_waiting(house.store, house) == 0


async def test_a_chat_that_removed_the_bot_is_switched_off_and_keeps_its_settings(
    server: TelegramServer, house: House
) -> None:
    await keep(house.store)
    server.chat_faults[str(GROUP)] = KICKED
    async with house.listening():
        await server.message(GROUP, 8, "/long")
        await server.message(OTHER, 8, "/echo other")
        await house.said(1)
        await until(lambda: house.logged("an answer could not be sent") == 1)
    assert await off(house.store) == "kicked"
    assert len(server.of("sendMessage", GROUP)) == 1
    async with house.store.reading() as tx:
        found = await tx.chats.find(Address("telegram", str(GROUP)))
    assert found is not None
    assert found.language == "fr"


async def test_an_unknown_refusal_switches_no_chat_off(server: TelegramServer, house: House) -> None:
    await keep(house.store)
    server.faults["sendmessage"].append(refused("Forbidden: something new", 403))
    async with house.listening():
        await server.message(GROUP, 8, "/echo 1")
        await server.message(GROUP, 8, "/echo 2")
        assert await house.said(1) == ["fr:echo 2"]
    assert await off(house.store) == ""


async def test_an_answer_follows_a_chat_to_its_new_id(server: TelegramServer, house: House) -> None:
    await keep(house.store)
    server.chat_faults[str(GROUP)] = migrated(OTHER)
    async with house.listening():
        await server.message(GROUP, 8, "/long")
        assert len(await house.said(2, OTHER)) == 2
    assert await off(house.store, GROUP) is None
    assert await off(house.store, OTHER) == ""
    assert len(server.of("sendMessage", GROUP)) == 1


async def test_a_group_that_becomes_a_supergroup_is_moved(server: TelegramServer, house: House) -> None:
    await keep(house.store, -5)
    async with house.listening():
        await server.message(-5, 8, migrate_to_chat_id=GROUP)
        await server.message(GROUP, 8, migrate_from_chat_id=-5)
        await house.confirmed()
    assert await off(house.store, -5) is None
    assert await off(house.store, GROUP) == ""


async def test_a_change_of_the_bots_membership_switches_a_chat_and_welcomes_a_new_group_once(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        await server.my_chat_member(GROUP, 8, "left", "member")
        assert await house.said(1) == ["en:welcome"]
        await server.my_chat_member(GROUP, 8, "member", "kicked")
        await house.confirmed()
        assert await off(house.store) == "kicked"
        await server.my_chat_member(GROUP, 8, "member", "administrator")
        await house.confirmed()
        assert await off(house.store) == ""
    assert server.texts() == ["en:welcome"]


async def test_another_program_on_the_same_token_is_one_line_in_the_log(server: TelegramServer, house: House) -> None:
    server.conflict = True
    async with house.listening():
        await until(lambda: len(server.of("getUpdates")) >= 7)
        server.conflict = False
        await server.message(GROUP, 8, "/echo again")
        assert await house.said(1) == ["en:echo again"]
    assert house.logged("another program listens") == 1
    assert house.logged("Telegram answers again") == 1
    assert house.clock.sleeps[:7] == [1, 2, 4, 8, 16, 30, 30][: len(house.clock.sleeps)]


async def test_a_flood_wait_on_getupdates_is_waited_out(server: TelegramServer, house: House) -> None:
    server.faults["getupdates"].append(flood(17))
    async with house.listening():
        await server.message(GROUP, 8, "/echo later")
        await house.said(1)
    assert house.clock.sleeps == [17]


async def test_a_network_outage_is_one_log_line_until_it_ends(server: TelegramServer, house: House) -> None:
    async with house.listening():
        await until(lambda: bool(server.of("getUpdates")))
        await server.stop()
        await until(lambda: len(house.clock.sleeps) >= 3)
        await server.start()
        await server.message(GROUP, 8, "/echo back")
        assert await house.said(1) == ["en:echo back"]
    assert house.logged("gives no updates") == 1
    assert house.logged("Telegram answers again") == 1


async def test_a_revoked_telegram_token_ends_the_polling_with_a_clear_error(
    server: TelegramServer, house: House
) -> None:
    server.faults["getupdates"].append(refused("Unauthorized", 401))
    async with house.listening() as task:
        with pytest.raises(Refusal, match="telegram-bad-token"):
            await task


async def test_while_the_store_is_away_nothing_is_confirmed_and_nothing_is_lost(
    server: TelegramServer, house: House
) -> None:
    await server.message(GROUP, 8, "/count")
    await server.message(GROUP, 8, "/count")
    await server.message(OTHER, 8, "/echo other")
    failing = Failing(house.store, 0)
    services = Services(house.services.commands, failing, house.services.languages, house.faults.append)
    telegram = house.another(services=services)
    await telegram.start()
    failing.failures = 6
    async with house.listening(telegram):
        assert await house.said(2, GROUP) == ["en:count 1", "en:count 2"]
        assert await house.said(1, OTHER) == ["en:echo other"]
        await house.confirmed()
    assert any(isinstance(fault, OSError) for fault in house.faults)


async def test_an_answer_that_cannot_be_rendered_is_reported_the_person_told_and_the_next_answer_sent(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        await server.message(GROUP, 8, "/mistake")
        await server.message(GROUP, 8, "/nothing")
        await server.message(GROUP, 8, "/echo end")
        assert await house.said(2) == ["en:answer-not-rendered", "en:echo end"]
    assert [str(fault) for fault in house.faults] == [f"a button's command is longer than 64 bytes: {'x' * 65}"]


async def test_a_tap_is_answered_in_the_chat_and_its_loading_indicator_stops(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        await server.tap(GROUP, 8, "echo tapped", message_thread_id=77, is_topic_message=True)
        assert await house.said(1, GROUP) == ["en:echo tapped"]
        await until(lambda: len(server.of("answerCallbackQuery")) == 1)
    assert "text" not in server.of("answerCallbackQuery")[0].params
    assert server.of("sendMessage")[0].params["message_thread_id"] == "77"


async def test_a_personal_answer_to_a_tap_is_seen_by_the_person_alone(server: TelegramServer, house: House) -> None:
    async with house.listening():
        await server.tap(GROUP, 8, "whisper hush")
        await until(lambda: len(server.of("answerCallbackQuery")) == 1)
        await house.confirmed()
    params = server.of("answerCallbackQuery")[0].params
    assert (params["text"], params["show_alert"]) == ("en:whisper hush", "true")
    assert server.texts() == []
    assert await left_waiting(house.store, house) == 0


async def test_a_personal_answer_that_does_not_fit_or_comes_too_late_goes_to_the_chat(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        await server.tap(GROUP, 8, "whisper " + "x" * 200)
        assert len(await house.said(1)) == 1
        await house.confirmed()
        server.faults["answercallbackquery"].append(
            refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
        )
        await server.tap(GROUP, 8, "whisper late")
        assert (await house.said(2))[1] == "en:whisper late"


async def test_a_tap_without_a_command_only_stops_the_loading_indicator(server: TelegramServer, house: House) -> None:
    async with house.listening():
        await server.tap(GROUP, 8, "unknown")
        await server.push({"callback_query": {"id": "t", "from": {"id": 8, "is_bot": False, "first_name": "x"},
                                              "chat_instance": "1", "data": "echo"}})  # fmt: skip
        await until(lambda: len(server.of("answerCallbackQuery")) == 2)
    assert server.texts() == []


async def test_telegram_is_asked_who_administers_only_for_a_command_that_needs_it_and_once_a_minute(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        for user, text in ((8, "/echo x"), (7, "/subscribe"), (7, "/subscribe"), (8, "/subscribe")):
            await server.message(GROUP, user, text)
        said = await house.said(4, GROUP)
        assert said == ["en:echo x", "en:subscribed", "en:subscribed", "en:only-administrators /subscribe"]
        assert len(server.of("getChatMember")) == 2
        await server.message(8, 8, "/subscribe")
        assert await house.said(1, 8) == ["en:subscribed"]
        assert len(server.of("getChatMember")) == 2
        house.clock.move(61)
        await server.message(GROUP, 7, "/subscribe")
        await house.said(5, GROUP)
        assert len(server.of("getChatMember")) == 3
        await server.my_chat_member(GROUP, 8, "member", "administrator")
        await server.message(GROUP, 7, "/subscribe")
        await house.said(6, GROUP)
        assert len(server.of("getChatMember")) == 4


async def test_who_administers_is_asked_too_where_buttons_depend_on_it(server: TelegramServer, house: House) -> None:
    async def greet(_: Ask, __: Transaction) -> Reply:
        return replace(say("welcome"), buttons=((Button(Text("follow"), command="subscribe"),),))

    made = Command("greet", greet, asks_admin=True)
    house.services = replace(house.services, commands={**house.services.commands, "greet": made})
    async with house.listening(house.another(services=house.services)):
        for user in (7, 8):
            await server.message(GROUP, user, "/greet")
        await house.said(2, GROUP)
    shown = ["reply_markup" in call.params for call in server.of("sendMessage", GROUP)]
    assert shown == [True, False]


async def test_a_channel_post_needs_no_administrator_lookup(server: TelegramServer, house: House) -> None:
    async with house.listening():
        await server.post(-1009, "/subscribe")
        assert await house.said(1) == ["en:subscribed"]
    assert server.of("getChatMember") == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (refused("Bad Request: chat not found"), "en:only-administrators /subscribe"),
        (flood(1), "en:subscribed"),
        (BROKEN, "en:subscribed"),
        (migrated(-1007), "en:subscribed"),
    ],
)
async def test_a_failed_administrator_lookup_loses_no_command(
    server: TelegramServer, house: House, fault: Fault, expected: str
) -> None:
    server.faults["getchatmember"].append(fault)
    async with house.listening():
        await server.message(GROUP, 7, "/subscribe")
        assert await house.said(1) == [expected]


@pytest.mark.parametrize("fault", [BROKEN, migrated(-1007)])
async def test_an_unanswered_administrator_lookup_does_not_block_other_chats(
    server: TelegramServer, house: House, fault: Fault
) -> None:
    server.faults["getchatmember"] += [fault] * 2
    async with house.listening():
        await server.message(GROUP, 7, "/subscribe")
        await server.message(-1006, 6, "/echo hello")
        assert await house.said(1, GROUP) == ["en:admin-unknown /subscribe"]
        assert await house.said(1, -1006) == ["en:echo hello"]


async def test_the_administrator_cache_is_bounded(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.admins.MANY", 1)
    async with house.listening():
        for user in (7, 9, 7):
            await server.message(GROUP, user, "/subscribe")
        await house.said(3)
    assert len(server.of("getChatMember")) == 3


async def test_an_answer_queued_for_a_minute_is_dropped_in_a_group_and_kept_in_private(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        server.latency = 0.6
        for chat in (GROUP, 8):
            for number in range(2):
                await server.message(chat, 8, f"/echo {number}")
        await house.confirmed()
        house.clock.move(61)
        server.latency = 0
        assert sorted(await house.said(3)) == ["en:echo 0", "en:echo 0", "en:echo 1"]
        await until(lambda: len(server.texts(8)) == 2)
    assert server.texts(GROUP) == ["en:echo 0"]
    assert await left_waiting(house.store, house) == 0
    assert house.services.vitals.counts[Count.DROPPED_ANSWERS] == {"telegram": 1}


async def test_no_more_answers_wait_than_can_be_sent_in_a_minute(
    server: TelegramServer, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.telegram.answers.MOST_WAITING", 2)
    gate = ShutGate()
    async with house.listening(house.another(gate=gate)):
        for number in range(4):
            # Of one chat or of several: all that wait are counted.
            await server.message(GROUP - number % 2, 8, "/echo in a group")
        await house.confirmed()
        await server.message(8, 8, "/echo in private")
        await house.confirmed()
        gate.opened.set()
        assert sorted(await house.said(3)) == ["en:echo in a group", "en:echo in a group", "en:echo in private"]
    assert await left_waiting(house.store, house) == 0
    assert house.services.vitals.counts[Count.DROPPED_ANSWERS] == {"telegram": 2}
    assert house.logged("answers to groups are dropped") == 1


async def test_what_a_group_asked_while_nobody_listened_is_answered_for_a_minute_and_in_private_always(
    server: TelegramServer, house: House
) -> None:
    for chat, words in ((GROUP, "/echo old"), (GROUP, "/unknown old"), (GROUP, "/count"), (8, "/echo old")):
        await server.message(chat, 8, words)
    house.clock.move(61)
    await server.message(GROUP, 8, "/echo new")
    async with house.listening():
        # What changes something is done and answered, however late it comes.
        assert sorted(await house.said(3)) == ["en:count 1", "en:echo new", "en:echo old"]
        assert server.texts(8) == ["en:echo old"]
        await house.confirmed()
        assert house.services.vitals.counts[Count.DROPPED_ANSWERS] == {"telegram": 2}
        assert house.logged("questions that groups asked while nobody listened") == 1
        # From then on a date that seems old is that of a wrong clock, and nobody is left without an answer.
        server.now = lambda: house.clock.now() - timedelta(hours=1)
        await server.message(GROUP, 8, "/echo late clock")
        await until(lambda: "en:echo late clock" in server.texts(GROUP))


async def test_a_tap_from_before_the_bot_listened_is_answered_in_a_group_unless_telegram_calls_it_too_old(
    server: TelegramServer, house: House
) -> None:
    old = refused("Bad Request: query is too old and response timeout expired or query ID is invalid")
    server.faults["answercallbackquery"].append(old)
    await server.tap(GROUP, 8, "echo old")
    async with house.listening():
        await house.confirmed()
        assert server.texts() == []
        # What is live is answered, whatever Telegram says.
        server.faults["answercallbackquery"].append(old)
        await server.tap(GROUP, 8, "echo live")
        assert await house.said(1) == ["en:echo live"]
    await server.tap(GROUP, 8, "echo recent")
    async with house.listening(house.another()):
        assert (await house.said(2))[-1] == "en:echo recent"
    await server.tap(GROUP, 8, "count")
    server.faults["answercallbackquery"].append(old)
    async with house.listening(house.another()):
        assert (await house.said(3))[-1] == "en:count 1"


async def test_with_a_wrong_clock_the_first_question_after_an_idle_start_is_answered(
    server: TelegramServer, house: House
) -> None:
    server.now = lambda: house.clock.now() - timedelta(hours=1)
    async with house.listening():
        await server.polled()
        await server.polled()
        await server.message(GROUP, 8, "/echo first")
        assert await house.said(1) == ["en:echo first"]


async def test_after_a_failure_of_telegram_old_questions_of_groups_are_not_answered(
    server: TelegramServer, house: House
) -> None:
    async with house.listening():
        await server.message(GROUP, 8, "/echo first")
        await house.said(1)
        server.faults["getupdates"].append(BROKEN)
        await server.polled()
        server.now = lambda: house.clock.now() - timedelta(hours=1)
        await server.message(GROUP, 8, "/echo old")
        await house.confirmed()
        await server.message(GROUP, 8, "/echo live")
        await until(lambda: "en:echo live" in server.texts(GROUP))
    assert server.texts(GROUP) == ["en:echo first", "en:echo live"]
