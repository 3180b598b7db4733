import asyncio

import pytest

from bot.core.model.errors import Refusal
from bot.platforms.discord import Shards
from bot.platforms.discord.gateway import ReconnectBackoff
from tests.discord_server import BROKEN, Fault, flood
from tests.discord_shapes import channel
from tests.fakes import until
from tests.platforms.discord.house import GUILD, HERE, SOMEBODY, House, shown


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's pauses of some seconds pass in a hundredth of one."""
    real = asyncio.sleep
    monkeypatch.setattr("asyncio.sleep", lambda seconds, result=None: real(min(seconds, 0.01), result))


async def test_a_start_learns_the_bots_name_and_waits_until_discord_is_there(house: House) -> None:
    faults = [BROKEN, BROKEN]
    house.server.choose = lambda _: faults.pop(0) if faults else None
    await house.discord.start()
    assert house.discord.username == "nolike"
    assert house.clock.sleeps == [1, 2]
    assert house.logged("out of reach") == 1


async def test_an_invalid_token_is_reported_at_once(house: House) -> None:
    house.server.token = "another"
    with pytest.raises(Refusal, match="discord-bad-token"):
        await house.discord.start()
    with pytest.raises(Refusal, match="discord-bad-token"):
        await house.discord.check()


async def test_a_check_says_the_bots_name_or_what_is_wrong(house: House) -> None:
    assert await house.discord.check() == "nolike"
    house.server.choose = lambda _: BROKEN
    with pytest.raises(Refusal) as caught:
        await house.discord.check()
    assert caught.value.text.values == {"reason": "HTTP 502"}


async def test_the_bot_asks_for_no_privileged_intent(house: House) -> None:
    async with house.listening():
        (identified,) = house.server.gateway.identified
    assert identified["intents"] == 1


async def test_events_during_a_lost_connection_arrive_after_the_resume(house: House) -> None:
    async with house.listening():
        await house.server.gateway.drop()
        answer = await house.server.command(HERE, SOMEBODY, "count")
        await shown(answer)
        assert len(house.server.gateway.resumed) == 1
        assert len(house.server.gateway.identified) == 1
        assert await house.ask("count") == "en:count 2"


async def test_a_reconnect_that_discord_asks_for_loses_nothing(house: House) -> None:
    async with house.listening():
        await house.server.gateway.ask_to_reconnect()
        await until(lambda: len(house.server.gateway.resumed) == 1)
        assert await house.ask("count") == "en:count 1"


async def test_an_ended_session_is_replaced_by_a_new_one(house: House, fast: None) -> None:  # noqa: ARG001
    async with house.listening():
        await house.server.gateway.invalidate()
        await until(lambda: len(house.server.gateway.identified) == 2)
        await until(lambda: house.server.gateway.connected == 1)
        assert await house.ask("count") == "en:count 1"


async def test_an_interrupted_session_that_discord_keeps_is_resumed_and_loses_nothing(house: House) -> None:
    async with house.listening():
        for times in (1, 2):
            await house.server.gateway.invalidate(resumable=True)
            await shown(await house.server.command(HERE, SOMEBODY, "count"))
            assert len(house.server.gateway.resumed) == times
        assert len(house.server.gateway.identified) == 1
        assert await house.ask("count") == "en:count 3"


async def test_a_number_of_shards_that_is_set_still_dials_the_address_that_discord_gives(house: House) -> None:
    house.server.add_guild(2 << 22 | 1, channel(2001, 2 << 22 | 1))
    async with house.listening(house.another(Shards(4, (1, 3)))):
        assert [one["shard"] for one in house.server.gateway.identified] == [[1, 4]]
        assert await house.ask("count") == "en:count 1"


async def test_processes_share_the_shards_and_each_has_a_lease_of_its_own(house: House) -> None:
    other = (0 << 22) + 5
    house.server.add_guild(other, channel(2001, other))
    first, second = house.another(Shards(2, (0,))), house.another(Shards(2, (1,)))
    assert (first.listening, second.listening) == ("platform:discord:0/2", "platform:discord:1/2")
    assert house.discord.listening == "platform:discord"
    await first.start()
    task = asyncio.create_task(first.poll())
    async with house.listening(second):
        await until(lambda: house.server.gateway.connected == 2)
        assert await house.ask("count") == "en:count 1"
        assert await house.ask("count", where=2001) == "en:count 2"
    task.cancel()
    await asyncio.wait([task])


async def test_a_revoked_token_ends_the_listening(house: House, fast: None) -> None:  # noqa: ARG001
    await house.discord.start()
    house.server.gateway.refuse = 4004
    with pytest.raises(Refusal, match="discord-bad-token"):
        await house.discord.poll()


async def test_a_token_revoked_before_the_login_ends_the_listening(house: House) -> None:
    await house.discord.start()
    house.server.token = "another"
    with pytest.raises(Refusal, match="discord-bad-token"):
        await house.discord.poll()


@pytest.mark.parametrize("fault", [BROKEN, flood(1), Fault(404, page=True)])
async def test_connection_faults_are_retried(house: House, fault: Fault) -> None:
    await house.discord.start()
    faults = [fault]
    house.server.choose = lambda call: faults.pop() if faults and "gateway" in call.path else None
    async with house.listening():
        assert await house.ask("count") == "en:count 1"
    assert house.logged("cannot be listened to") == 1


async def test_a_connection_closed_by_discord_is_opened_again(house: House) -> None:
    await house.discord.start()
    async with house.listening():
        await house.server.gateway.drop(4013)
        await until(lambda: len(house.server.gateway.identified) == 2)
        assert await house.ask("count") == "en:count 1"
    assert house.logged("closed the connection") == 1


async def test_an_answer_in_flight_is_given_before_the_program_stops(house: House) -> None:
    async with house.listening() as task:
        answer = await house.server.command(HERE, SOMEBODY, "hold", rest="x")
        await until(lambda: bool(house.held))
        task.cancel()
        await asyncio.sleep(0.05)
        house.released[""].set()
        await shown(answer)


async def test_the_listening_ends_also_while_a_connection_is_tried_again(house: House) -> None:
    async with house.listening() as task:
        house.server.gateway.mute = True
        await house.server.gateway.drop()
        await until(lambda: house.server.gateway.unanswered == 1)
        task.cancel()
        ended, _ = await asyncio.wait([task], timeout=30)
        assert ended == {task}
        assert task.cancelled()


async def test_a_log_record_of_the_library_is_one_line_without_a_traceback(house: House, fast: None) -> None:  # noqa: ARG001
    async with house.listening():
        house.server.gateway.away = 2
        await house.server.gateway.drop()
        await until(lambda: house.logged("library") >= 1)
        await until(lambda: house.server.gateway.connected == 1)
        assert await house.ask("count") == "en:count 1"
    line = next(line for line in house.lines if "library" in line["event"])
    assert line["reason"] == "WSServerHandshakeError"
    assert "exc_info" not in line


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses of whoever sleeps, in seconds; each passes in a hundredth of a second."""
    real, asked = asyncio.sleep, list[float]()

    async def sleep(seconds: float, result: object = None) -> object:
        asked.append(seconds)
        return await real(min(seconds, 0.01), result)

    monkeypatch.setattr("asyncio.sleep", sleep)
    return asked


async def test_a_gateway_that_was_away_for_long_is_tried_again_every_half_minute(
    house: House, pauses: list[float]
) -> None:
    async with house.listening():
        pauses.clear()
        house.server.gateway.away = 12
        await house.server.gateway.drop()
        await until(lambda: house.server.gateway.connected == 1)
        assert await house.ask("count") == "en:count 1"
    assert 15 <= max(pauses) <= 30
    assert house.logged("library") == 1


def test_a_shard_that_was_connected_for_long_tries_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    backoff, now = ReconnectBackoff(), 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    grown = [backoff.delay() for _ in range(8)]
    assert grown[0] <= 1
    assert 15 <= grown[-1] <= 30
    now += 3600
    assert backoff.delay() <= 1


async def test_servers_of_other_shards_are_ignored(house: House) -> None:
    async with house.listening(house.another(Shards(2, (1,)))):
        assert house.opened[-1]._permissions.guild("2001") is None
        assert house.opened[-1]._permissions.guild("no number") is None
        assert str(GUILD) in house.server.guilds


async def test_connected_shards_are_a_vital_sign_of_the_listener(house: House, fast: None) -> None:  # noqa: ARG001
    vitals = house.services.vitals
    async with house.listening():
        later = vitals.now() + 1000
        vitals.now = lambda: later
        await until(lambda: [sign.age for sign in vitals.signs()] == [0.0])
        house.server.gateway.away = 10**9
        await house.server.gateway.drop()
        await until(lambda: house.logged("gateway is away") == 1)
        house.server.gateway.away = 0
        await until(lambda: house.logged("gateway is back") == 1)
        assert house.server.gateway.connected == 1
        assert [sign.name for sign in vitals.signs()] == ["listener discord"]
    assert vitals.signs() == []
    assert house.logged("gateway is away") == 1
