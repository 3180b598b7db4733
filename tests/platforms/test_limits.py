"""A call that holds as much as the check lets in is taken by both platforms, in every language's direction."""

from dataclasses import replace

import pytest

from bot.core.calls.content import LONGEST_LABEL, LONGEST_TEXT, MOST_BUTTONS
from bot.core.model.announcements import Refused, Sent
from bot.core.model.limits import LONGEST_LINK
from bot.core.model.reply import Button, Reply, Text
from storage import Database
from tests.discord_server import DiscordServer
from tests.fakes import Clock, Gate
from tests.platforms.discord import house as discord_house
from tests.platforms.discord.test_deliver import a_delivery
from tests.platforms.telegram import house as telegram_house
from tests.platforms.telegram.test_telegram import DELIVERY
from tests.telegram_server import TelegramServer

LINK = "https://example.org/" + "a" * (LONGEST_LINK - len("https://example.org/"))


def fullest(sign: str) -> Reply:
    text = sign * (LONGEST_TEXT // (len(sign.encode("utf-16-le")) // 2) - 10)
    button = Button(Text("b", {"label": "x" * (LONGEST_LABEL - 6)}), url=LINK)
    return Reply(Text("title", {"is": "t" * 90}), (Text("t", {"is": text}),), buttons=((button,),) * MOST_BUTTONS)


@pytest.mark.parametrize("sign", ["x", "ض", "📵", "*", "<"])
async def test_a_call_at_every_limit_is_accepted_by_both_platforms(
    sqlite_store: Database, gate: Gate, clock: Clock, sign: str
) -> None:
    content = fullest(sign)
    async with TelegramServer() as server, telegram_house.open_house(server, sqlite_store, gate, clock) as telegram:
        assert isinstance(await telegram.telegram.deliver(replace(DELIVERY, content=content)), Sent)
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        assert isinstance(await discord.discord.deliver(a_delivery(content)), Sent)
        assert town.strict
        assert town.mistakes == []


async def test_an_address_one_character_longer_is_refused_by_discord(
    sqlite_store: Database, gate: Gate, clock: Clock
) -> None:
    content = replace(fullest("x"), buttons=((Button(Text("b"), url=f"{LINK}a"),),))
    async with DiscordServer() as town, discord_house.open_house(town, sqlite_store, gate, clock) as discord:
        refused = await discord.discord.deliver(a_delivery(content))
        assert isinstance(refused, Refused)
        assert refused.reason.startswith("malformed")
