from dataclasses import replace

import pytest

from bot.core.model.announcements import Action, AnnouncementKind, Delivery, Sent
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, say
from tests.fakes import NOON, until
from tests.platforms.telegram.house import House
from tests.telegram_server import BROKEN, TelegramServer, flood, refused

DELIVERY = Delivery(
    id=1, announcement_id=9, kind=AnnouncementKind.CALL, campaign="c", chat_id=3, chat_kind=ChatKind.GROUP,
    address=Address("telegram", "-1005"), language="fr", zone="UTC", action=Action.SEND,
    content=say("hello"), message="", attempt=1, tries=0, again=False, first_try=NOON,
)  # fmt: skip


async def test_a_start_learns_the_bots_name_and_waits_until_telegram_is_there(
    server: TelegramServer, house: House
) -> None:
    server.faults["getme"].extend([BROKEN, flood(9)])
    await house.telegram.start()
    assert house.telegram.username == "NolikeBot"
    assert house.clock.sleeps == [1, 9]
    assert house.logged("out of reach") == 1


async def test_an_invalid_telegram_token_is_reported_at_once(server: TelegramServer, house: House) -> None:
    server.token = "43:another"
    with pytest.raises(Refusal, match="telegram-bad-token"):
        await house.telegram.start()
    with pytest.raises(Refusal, match="telegram-bad-token"):
        await house.telegram.check()


async def test_a_check_says_the_bots_name_or_what_is_wrong(server: TelegramServer, house: House) -> None:
    assert await house.telegram.check() == "NolikeBot"
    server.faults["getme"].append(BROKEN)
    with pytest.raises(Refusal) as caught:
        await house.telegram.check()
    assert caught.value.text.id == "telegram-unreachable"
    assert caught.value.text.values == {"reason": "Internal Server Error"}


async def test_menus_are_set_for_each_language_and_sort_of_chat_and_only_when_they_change(
    server: TelegramServer, house: House
) -> None:
    await house.telegram.start()
    calls = server.of("setMyCommands")
    assert len(calls) == 12
    arabic = next(call for call in calls if call.params.get("language_code") == "ar")
    assert '{"command": "start", "description": "ar:start-about"}' in arabic.params["commands"]
    shown = {call.params["scope"]: call.params["commands"] for call in calls if "language_code" not in call.params}
    private = shown['{"type": "all_private_chats"}']
    groups = shown['{"type": "all_group_chats"}']
    administrators = shown['{"type": "all_chat_administrators"}']
    assert ["secret" in menu for menu in (private, groups, administrators)] == [True, False, False]
    assert ["subscribe" in menu for menu in (private, groups, administrators)] == [True, False, True]
    await house.another().start()
    assert len(server.of("setMyCommands")) == 12
    services = replace(house.services, languages=("fr",))
    await house.another(services=services).start()
    assert len(server.of("setMyCommands")) == 18


async def test_menus_that_could_not_be_set_are_set_at_the_next_start(server: TelegramServer, house: House) -> None:
    server.faults["setmycommands"].append(refused("Bad Request: something"))
    await house.telegram.start()
    assert house.logged("menus could not be set") == 1
    await house.another().start()
    assert len(server.of("setMyCommands")) == 13


@pytest.mark.parametrize(("rate", "paid"), [(29.5, None), (30, None), (500, "true")])
async def test_only_a_rate_above_the_free_one_is_paid_for(
    server: TelegramServer, house: House, rate: float, paid: str | None
) -> None:
    telegram = house.another(messages_per_second=rate)
    assert isinstance(await telegram.deliver(DELIVERY), Sent)
    assert server.of("sendMessage")[0].params.get("allow_paid_broadcast") == paid
    await telegram.close()


async def test_a_webhook_is_named_without_its_path_and_taken_over(server: TelegramServer, house: House) -> None:
    server.webhook = "https://user:pass@hooks.example.org:8443/secret-path"
    with pytest.raises(Refusal) as caught:
        await house.telegram.check()
    assert caught.value.text == Text("telegram-webhook", {"host": "hooks.example.org"})
    async with house.listening():
        await until(lambda: house.logged("a webhook is set for this bot") == 1)
        await house.telegram.take_over()
        await server.message(-1005, 8, "/echo here")
        assert await house.said(1) == ["en:echo here"]
    assert await house.telegram.check() == "NolikeBot"


async def test_a_webhook_cannot_be_taken_over_with_a_wrong_token_or_without_telegram(
    server: TelegramServer, house: House
) -> None:
    server.faults["deletewebhook"].append(BROKEN)
    with pytest.raises(Refusal, match="telegram-unreachable"):
        await house.telegram.take_over()
    server.token = "43:another"
    with pytest.raises(Refusal, match="telegram-bad-token"):
        await house.telegram.take_over()


async def test_a_bot_leaves_its_api_server_which_then_takes_it_no_more(server: TelegramServer, house: House) -> None:
    server.faults["logout"].append(BROKEN)
    with pytest.raises(Refusal, match="telegram-unreachable"):
        await house.telegram.log_out()
    await house.telegram.log_out()
    with pytest.raises(Refusal, match="telegram-logged-out"):
        await house.telegram.check()
