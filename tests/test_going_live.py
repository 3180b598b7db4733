"""The real program against a Bot API server: what a campaign's first day asks of it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model.chats import Address
from storage import open_store
from tests.fakes import until
from tests.program import KEY, Program, started
from tests.telegram_server import ADMINISTRATOR, KICKED, TOKEN, TelegramServer, flood, migrated

GROUP, OTHER, PERSON = -1_001, -1_002, 88
CAMPAIGN = """
[campaign]
slug = "live"
timezone = "Africa/Casablanca"
starts_at = {start}
currency = "MAD"
value_per_like = 3.0
value_note = {{ en = "a worth that the tests made up" }}
contact = "https://example.org"
title = {{ en = "Live" }}
[[targets]]
slug = "inwi"
name = {{ en = "Inwi" }}
pages = [{{ source = "manual", handle = "inwi" }}]
"""


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
def live(nolike: Program, server: TelegramServer, tmp_path: Path) -> Program:
    """A campaign that goes on, with 1,000 likes before it and 900 now, and the settings of a bot."""
    nolike.set(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, WEB_PORT="0")
    begun = datetime.now(UTC) - timedelta(days=2)
    (tmp_path / "live.toml").write_text(CAMPAIGN.format(start=begun.strftime("%Y-%m-%dT00:00:00")), encoding="utf-8")
    before, now = begun - timedelta(days=1), datetime.now(UTC) - timedelta(minutes=3)
    rows = [f"manual,inwi,{at:%Y-%m-%dT%H:%M:%SZ},{count}" for at, count in ((before, 1000), (now, 900))]
    (tmp_path / "counts.csv").write_text("\n".join(rows), encoding="utf-8")
    assert nolike("campaign", "load", "live.toml").code == 0
    assert nolike("import", "counts.csv", "--campaign", "live").code == 0
    return nolike


async def make_due(program: Program, chat: int, ago: float = 1) -> None:
    """Let the chat's next update be due, as if its hour had come so many seconds ago.

    Two updates of one whole second are one update, so who wants a second one has the first due earlier.
    """
    store = open_store(f"sqlite:///{program.folder / 'nolike.db'}", KEY)
    async with store.writing() as tx:
        found = await tx.chats.find(Address("telegram", str(chat)))
        assert found is not None
        due = {one.id: datetime.now(UTC) - timedelta(seconds=ago) for one in await tx.chats.subscriptions(found)}
        assert due
        await tx.chats.set_due(due)
    await store.close()


async def is_shown(program: Program, chat: int) -> None:
    """Return when the store knows which message shows the chat's last update."""
    store = open_store(f"sqlite:///{program.folder / 'nolike.db'}", KEY)
    async with asyncio.timeout(60):
        while True:
            async with store.reading() as tx:
                found = await tx.chats.find(Address("telegram", str(chat)))
                assert found is not None
                if all(one.message for one in await tx.chats.subscriptions(found)):
                    break
            await asyncio.sleep(0.05)
    await store.close()


async def chat_is(program: Program, chat: int, test: Callable[[str | None], bool]) -> None:
    """Return when what the store says of the chat (None: no such chat; else why it is off) passes the test."""
    store = open_store(f"sqlite:///{program.folder / 'nolike.db'}", KEY)
    async with asyncio.timeout(60):
        while True:
            async with store.reading() as tx:
                found = await tx.chats.find(Address("telegram", str(chat)))
            if test(None if found is None else found.off):
                break
            await asyncio.sleep(0.05)
    await store.close()


def said(server: TelegramServer, chat: int, words: str) -> Callable[[], bool]:
    """Whether these words have arrived in the chat."""
    return lambda: any(words in text for text in server.texts(chat))


async def subscribed(server: TelegramServer, chat: int) -> None:
    await server.message(chat, ADMINISTRATOR, "/subscribe")
    await until(said(server, chat, "This chat now gets updates"))


async def test_a_group_subscribes_asks_and_gets_its_update(live: Program, server: TelegramServer) -> None:
    async with started("run") as process:
        await subscribed(server, GROUP)
        await server.message(GROUP, PERSON, "/stats")
        await until(said(server, GROUP, "100\u00a0likes lost ("))
        assert any("100\u00a0likes lost (\u221210.00%)" in text for text in server.texts(GROUP))

        await make_due(live, GROUP, ago=10)
        await until(said(server, GROUP, "Live: update"))
        updates = [text for text in server.texts(GROUP) if "Live: update" in text]
        assert len(updates) == 1
        assert "100\u00a0likes lost (\u221210.00%) · about\u00a0300\u00a0MAD" in updates[0]

        # Nothing new: the message that stands there gets a fresh age, and no second one comes.
        await is_shown(live, GROUP)
        await make_due(live, GROUP)
        await until(lambda: bool(server.of("editMessageText", GROUP)))
        assert len([text for text in server.texts(GROUP) if "Live: update" in text]) == 1

        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0


async def test_a_group_that_throws_the_bot_out_is_left_alone_and_its_settings_stay(
    live: Program, server: TelegramServer
) -> None:
    async with started("run"):
        await subscribed(server, GROUP)
        await server.my_chat_member(GROUP, ADMINISTRATOR, "member", "kicked", "supergroup")
        await chat_is(live, GROUP, lambda off: off == "kicked")
        await server.my_chat_member(GROUP, ADMINISTRATOR, "kicked", "member", "supergroup")
        await chat_is(live, GROUP, lambda off: off == "")
        await make_due(live, GROUP)
        await until(said(server, GROUP, "Live: update"))


async def test_an_update_to_a_group_that_is_gone_switches_it_off_and_the_next_group_gets_its_own(
    live: Program, server: TelegramServer
) -> None:
    async with started("run"):
        await subscribed(server, GROUP)
        await subscribed(server, OTHER)
        server.chat_faults[str(GROUP)] = KICKED
        await make_due(live, GROUP)
        await make_due(live, OTHER)
        await until(said(server, OTHER, "Live: update"))
        await chat_is(live, GROUP, lambda off: off == "kicked")


async def test_a_group_that_became_a_supergroup_gets_its_update_under_its_new_id(
    live: Program, server: TelegramServer
) -> None:
    async with started("run"):
        await subscribed(server, GROUP)
        server.chat_faults[str(GROUP)] = migrated(OTHER)
        await make_due(live, GROUP)
        await until(said(server, OTHER, "Live: update"))
        await chat_is(live, GROUP, lambda off: off is None)
        assert not said(server, GROUP, "Live: update")()


async def test_the_token_of_another_bot_touches_no_message_of_the_bot_before(
    live: Program, server: TelegramServer
) -> None:
    async with started("run"):
        await subscribed(server, GROUP)
        await make_due(live, GROUP)
        await until(said(server, GROUP, "Live: update"))
    server.me = {**server.me, "id": 43, "username": "OtherBot"}
    polls = len(server.of("getUpdates"))
    async with started("run"):
        # It is told who it is before it asks for updates.
        await until(lambda: len(server.of("getUpdates")) > polls)
        await make_due(live, GROUP)
        await until(lambda: len([text for text in server.texts(GROUP) if "Live: update" in text]) == 2)
    assert not server.of("editMessageText", GROUP)


async def test_a_flood_wait_is_waited_for_and_nothing_is_lost_or_doubled(live: Program, server: TelegramServer) -> None:
    async with started("run"):
        await subscribed(server, GROUP)
        server.faults["sendmessage"].append(flood(2))
        await make_due(live, GROUP)
        await until(said(server, GROUP, "Live: update"))
        refused, arrived = [call for call in server.of("sendMessage", GROUP) if "Live: update" in call.text]
        assert refused.status == 429
        assert arrived.at - refused.at >= 2


async def test_a_second_process_stands_by_and_takes_over_when_the_first_is_killed(
    live: Program, server: TelegramServer
) -> None:
    async with started("run") as first:
        await subscribed(server, GROUP)
        async with started("run"):
            first.kill()
            await first.wait()
            await server.message(GROUP, PERSON, "/stats")
            await until(said(server, GROUP, "100\u00a0likes lost ("))
    assert len([text for text in server.texts(GROUP) if "100\u00a0likes lost (" in text]) == 1
    assert live.folder.exists()


async def test_check_names_the_bot_and_reads_the_campaign(live: Program) -> None:
    found = await asyncio.to_thread(lambda: live.process("check"))
    assert found.code == 0
    assert "telegram: the bot is NolikeBot" in found.out
    assert "manual:inwi: typed in with /count" in found.out


async def test_check_and_run_say_that_a_token_is_unknown_without_telling_it(live: Program) -> None:
    # With 1 a service starts the bot again: a platform may refuse a good token during an outage of its own.
    wrong = "43:another-token-that-nobody-knows"
    live.set(TELEGRAM_BOT_TOKEN=wrong)
    for words in (("check",), ("run",)):
        found = await asyncio.to_thread(lambda words=words: live.process(*words))
        assert found.code == 1
        assert "token" in found.out + found.err
        assert wrong not in found.out + found.err
        assert "Traceback" not in found.err
