import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.commands.request import Argument
from bot.core.model.announcements import Action, Refused
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say
from bot.platforms.discord import Shards
from bot.platforms.discord.permissions import INVITED_WITH, NEEDED, invitation
from tests.discord_server import FORBIDDEN, NO_ACCESS, Fault
from tests.discord_shapes import THREAD, channel, forbidden, guild
from tests.fakes import until
from tests.platforms.discord.house import GUILD, HERE, MANAGER, THERE, House
from tests.platforms.discord.test_deliver import a_delivery

OTHER = 7 << 22 | 1
MODERATORS = 3009


async def stored(house: House, *channels: int) -> list[str]:
    """Why each of these channels is off."""
    async with house.store.writing() as tx:
        return [(await tx.chats.ensure(Address("discord", str(one)), ChatKind.GROUP)).off for one in channels]


async def test_a_server_that_removes_the_bot_is_switched_off_with_its_threads(house: House) -> None:
    house.server.add_guild(OTHER, channel(3001, OTHER), channel(3002, OTHER, THREAD, parent_id="3001"))
    await stored(house, 3001, 3002, HERE)
    async with house.listening():
        await until(lambda: house.discord._permissions.guild("3001") is not None)
        await house.server.gateway.dispatch("GUILD_DELETE", {"id": str(OTHER)}, str(OTHER))
        await settled(house, 3001, "kicked")
    assert await stored(house, 3001, 3002, HERE) == ["kicked", "kicked", ""]


async def settled(house: House, which: int, off: str) -> None:
    """Return when a channel is off for this reason."""
    async with asyncio.timeout(10):
        while True:
            async with house.store.reading() as tx:
                found = await tx.chats.find(Address("discord", str(which)))
            if found is not None and found.off == off:
                return


GONE = "3001"


async def refused(house: House, fault: Fault, **about: object) -> object:
    """What becomes of a delivery to a channel that the gateway did not tell of, once the bot is ready."""
    house.server.choose = lambda call: fault if call.where == GONE else None
    client = house.discord._permissions.client
    assert client is not None
    await until(client.is_ready)
    return await house.discord.deliver(a_delivery(address=Address("discord", GONE), **about))


async def test_a_server_that_removed_the_bot_while_it_was_offline_is_switched_off(house: House) -> None:
    async with house.listening():
        assert await refused(house, NO_ACCESS) == Refused("kicked", gone=True)
        assert await refused(house, NO_ACCESS, action=Action.DELETE, message="5") == Refused("kicked", gone=True)
        assert await refused(house, Fault(404, 10004, "Unknown Guild")) == Refused("deleted", gone=True)
    assert not house.discord._missing_permissions._tasks


async def test_a_channel_that_is_only_closed_to_the_bot_is_not_switched_off(house: House) -> None:
    house.server.choose = lambda call: NO_ACCESS if call.where == GONE else None
    assert await house.discord.deliver(a_delivery(address=Address("discord", GONE))) == Refused("no-right")
    async with house.listening():
        assert await refused(house, FORBIDDEN) == Refused("no-right")
        assert await refused(house, NO_ACCESS, chat_kind=ChatKind.PRIVATE) == Refused("no-right")
        # While Discord has an outage, not every server is known.
        await house.server.gateway.dispatch("GUILD_DELETE", {"id": str(GUILD), "unavailable": True}, str(GUILD))
        await until(lambda: house.discord._permissions.client.guilds[0].unavailable)  # type: ignore[union-attr]
        assert await refused(house, NO_ACCESS) == Refused("no-right")


async def test_a_process_with_only_some_shards_does_not_guess_which_server_removed_the_bot(house: House) -> None:
    house.discord = house.another(Shards(2, (0,)))
    house.server.guilds.clear()
    async with house.listening():
        assert await refused(house, NO_ACCESS) == Refused("no-right")


async def test_an_outage_of_discord_switches_nothing_off(house: House) -> None:
    await stored(house, HERE)
    async with house.listening():
        await house.server.gateway.dispatch("GUILD_DELETE", {"id": str(GUILD), "unavailable": True}, str(GUILD))
        assert await house.ask("echo") == "en:echo"
    assert await stored(house, HERE) == [""]


async def test_a_channel_that_is_deleted_is_switched_off_with_its_threads(house: House) -> None:
    house.server.add_guild(OTHER, channel(3001, OTHER), channel(3002, OTHER, THREAD, parent_id="3001"))
    await stored(house, 3001, 3002)
    async with house.listening():
        await until(lambda: house.discord._permissions.guild("3001") is not None)
        await house.server.gateway.dispatch("CHANNEL_DELETE", house.server.channels["3001"], str(OTHER))
        await settled(house, 3001, "deleted")
    assert await stored(house, 3002) == ["deleted"]


async def test_a_thread_that_is_deleted_is_switched_off(house: House) -> None:
    await stored(house, 3002)
    async with house.listening():
        gone = {"id": "3002", "guild_id": str(GUILD), "parent_id": str(HERE), "type": THREAD}
        await house.server.gateway.dispatch("THREAD_DELETE", gone, str(GUILD))
        await settled(house, 3002, "deleted")


async def test_a_server_that_adds_the_bot_is_greeted_once_and_switched_on_again(house: House) -> None:
    new = guild(OTHER, [channel(3001, OTHER), channel(3002, OTHER)], [], system_channel_id="3002")
    # Only a server that was there before is told of with this key.
    del new["unavailable"]
    async with house.store.writing() as tx:
        chat = await tx.chats.ensure(Address("discord", "3001"), ChatKind.GROUP)
        await tx.chats.update(replace(chat, off="kicked"))
    async with house.listening():
        await until(lambda: (client := house.discord._permissions.client) is not None and client.is_ready())
        for _ in range(2):
            await house.server.gateway.dispatch("GUILD_CREATE", new, str(OTHER))
            await until(lambda: house.server.texts(3002) == ["en:welcome"])
            await house.server.gateway.dispatch("GUILD_DELETE", {"id": str(OTHER), "unavailable": False}, str(OTHER))
            await settled(house, 3001, "kicked")
    assert house.server.texts(3001) == []


async def test_a_server_without_a_channel_the_bot_can_post_in_is_not_greeted(house: House) -> None:
    new = guild(OTHER, [channel(3001, OTHER, permission_overwrites=[forbidden(OTHER)])], [])
    del new["unavailable"]
    await stored(house, 3001)
    async with house.listening():
        await until(lambda: (client := house.discord._permissions.client) is not None and client.is_ready())
        await house.server.gateway.dispatch("GUILD_CREATE", new, str(OTHER))
        await until(lambda: house.discord._permissions.guild("3001") is not None)
        assert await house.ask("echo") == "en:echo"
    assert house.server.texts(3001) == []


async def test_managers_are_told_once_which_permission_is_missing_in_their_own_channel(house: House) -> None:
    house.server.add_guild(
        OTHER, channel(3001, OTHER, permission_overwrites=[forbidden(OTHER)]), channel(MODERATORS, OTHER),
        public_updates_channel_id=str(MODERATORS),
    )  # fmt: skip
    async with house.listening():
        await until(lambda: house.discord._permissions.guild("3001") is not None)
        for number in range(3):
            delivery = a_delivery(id=number, address=Address("discord", "3001"))
            assert await house.discord.deliver(delivery) == Refused("no-right")
        await until(lambda: bool(house.server.texts(MODERATORS)))
    (told,) = house.server.texts(MODERATORS)
    assert told.startswith("en:discord-missing <#3001>")
    assert "send\\_messages" in told
    again = house.another()
    async with house.listening(again):
        await until(lambda: again._permissions.guild("3001") is not None)
        await again.deliver(a_delivery(id=9, address=Address("discord", "3001")))
        await until(lambda: not again._missing_permissions._tasks)
    assert len(house.server.texts(MODERATORS)) == 1


async def test_without_such_a_channel_the_owner_is_told_in_private(house: House) -> None:
    house.server.choose = lambda call: FORBIDDEN if call.where == str(THERE) else None
    async with house.listening():
        await house.discord.deliver(a_delivery(address=Address("discord", str(THERE))))
        await until(lambda: bool(house.server.texts("98")))
    (told,) = house.server.texts("98")
    assert all(name.replace("_", "\\_") in told for name in NEEDED)


async def test_when_a_channel_is_lost_again_managers_are_told_again(house: House) -> None:
    refusing = [True]
    house.server.choose = lambda call: FORBIDDEN if call.where == str(HERE) and refusing[0] else None
    async with house.listening():
        for refusing[0] in (True, False, True):
            await house.discord.deliver(a_delivery(say(f"words {refusing[0]}"), id=len(house.server.calls)))
            await until(lambda: not house.discord._missing_permissions._tasks)
    assert len(house.server.of("POST", "/channels/98/messages")) == 2


async def test_nobody_is_told_where_the_server_is_not_known_here(house: House) -> None:
    house.server.forbidden.add("4001")
    assert await house.discord.deliver(a_delivery(address=Address("discord", "4001"))) == Refused("no-right")
    await until(lambda: house.logged("permissions are missing") == 1)
    assert len(house.server.calls) == 1


async def test_an_owner_who_takes_no_messages_is_logged(house: House) -> None:
    closed = Fault(403, 50007, "Cannot send messages to this user")
    house.server.choose = lambda call: {str(HERE): FORBIDDEN, "98": closed}.get(call.where)
    async with house.listening():
        await house.discord.deliver(a_delivery())
        await until(lambda: house.logged("could not be told") == 1)


async def test_an_owner_without_a_private_chat_stops_nothing(house: House) -> None:
    def closed(call: object) -> Fault | None:
        path = call.path  # type: ignore[attr-defined]
        return FORBIDDEN if str(HERE) in path else Fault(400) if path == "/users/@me/channels" else None

    house.server.choose = closed
    async with house.listening():
        assert await house.discord.deliver(a_delivery()) == Refused("no-right")
        await until(lambda: house.logged("could not be told") == 1)


async def test_many_channels_of_a_server_are_told_in_one_message(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    found = asyncio.Event()

    async def until_found(_: float) -> None:
        await found.wait()

    monkeypatch.setattr(house.clock, "sleep", until_found)
    house.server.choose = lambda call: FORBIDDEN if call.where in {str(HERE), str(THERE)} else None
    async with house.listening():
        for where in (HERE, THERE):
            await house.discord.deliver(a_delivery(address=Address("discord", str(where))))
        found.set()
        await until(lambda: bool(house.server.texts("98")))
    (told,) = house.server.texts("98")
    assert f"<#{HERE}> <#{THERE}>" in told


async def test_a_store_failure_while_managers_are_told_is_reported(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(house.discord._missing_permissions, "_say", broken)
    house.server.forbidden.add(str(HERE))
    await house.discord.deliver(a_delivery())
    await until(lambda: bool(house.faults))


async def test_subscribe_names_the_missing_permission_at_once(house: House) -> None:
    from handlers.subscribe import COMMAND  # noqa: PLC0415 - the real command, beside those of the tests
    from tests.talk import NOW, load_2016  # noqa: PLC0415 - the same

    await load_2016(house.store)  # type: ignore[arg-type]
    real = replace(COMMAND, arguments=(Argument("campaign"),))
    house.services = replace(house.services, commands={"subscribe": real})
    house.clock.move((NOW - house.clock.now()).total_seconds())
    async with house.listening(house.another(services=house.services)):
        answer = await house.server._interact(
            2, {"id": "1", "name": "subscribe", "type": 1, "options": []}, MANAGER, HERE, "en-US",
            app_permissions=str(1 << 10),
        )  # fmt: skip
        await until(lambda: bool(answer.seen))
    said = answer.seen[0]["content"]
    assert "subscribed-missing" in said
    assert "permission-send\\_messages" in said


def test_the_readme_and_the_bot_itself_invite_with_the_same_permissions() -> None:
    (named,) = re.findall(r"https://discord\.com/oauth2/authorize\S+", Path("README.md").read_text(encoding="utf-8"))
    assert named.rstrip("`") == invitation("APPLICATION")
    assert f"permissions={INVITED_WITH}`" in Path("docs/discord.md").read_text(encoding="utf-8")


def test_the_invitation_asks_for_what_is_used_and_nothing_more() -> None:
    assert INVITED_WITH == 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 38 | 1 << 44 | 1 << 51
