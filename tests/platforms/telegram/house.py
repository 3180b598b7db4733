"""A whole Telegram platform for the tests: the real adapter and store, a few commands, and a server on loopback."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from structlog.testing import capture_logs

from bot.core.command import Ask, Command, Desk
from bot.core.ports import Gate, Speak, Store, Transaction
from bot.core.reply import Button, Reply, Text, say
from bot.platforms.telegram import Telegram
from tests.fakes import Clock, until
from tests.telegram_server import TOKEN, TelegramServer


def speak(language: str) -> Speak:
    def say_it(text: Text) -> str:
        return " ".join([f"{language}:{text.id}", *map(str, text.values.values())])

    return say_it


@dataclass
class House:
    """The platform `telegram`, what stands around it, and what its program reported and logged."""

    server: TelegramServer
    store: Store
    gate: Gate
    clock: Clock
    faults: list[BaseException] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    opened: list[Telegram] = field(default_factory=list)
    released: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    held: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = Desk(commands(self), self.store, ("ar", "en", "fr"), self.faults.append)
        self.telegram = self.another()

    def another(self, **changes: Any) -> Telegram:  # noqa: ANN401 - any setting
        settings = {
            "token": TOKEN, "api_url": self.server.url, "messages_per_second": 29.5, "desk": self.desk,
            "speak": speak, "gate": self.gate, "clock": self.clock, "log": structlog.get_logger(),
        }  # fmt: skip
        telegram = Telegram(**settings | changes)
        self.opened.append(telegram)
        return telegram

    @asynccontextmanager
    async def listening(self, telegram: Telegram | None = None) -> AsyncIterator[asyncio.Task[None]]:
        telegram = telegram or self.telegram
        await telegram.start()
        task = asyncio.create_task(telegram.poll())
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait([task])
            await telegram.close()

    async def said(self, count: int, chat: int | None = None) -> list[str]:
        """What was said, once there are so many."""
        await until(lambda: len(self.server.texts(chat)) >= count)
        return self.server.texts(chat)

    async def confirmed(self) -> None:
        """Return when every update is handled and confirmed."""
        await until(lambda: not self.server.pending)

    def logged(self, part: str) -> int:
        return sum(part in line["event"] for line in self.lines)


@asynccontextmanager
async def open_house(server: TelegramServer, store: Store, gate: Gate, clock: Clock) -> AsyncIterator[House]:
    with capture_logs() as lines:
        house = House(server, store, gate, clock)
        house.lines = lines
        yield house
        for telegram in house.opened:
            await telegram.close()


def commands(house: House) -> Mapping[str, Command]:  # noqa: C901 - a command each
    async def start(ask: Ask, tx: Transaction) -> Reply:
        await tx.chats.ensure(ask.request.address, ask.request.kind)
        return say("welcome")

    async def echo(ask: Ask, _: Transaction) -> Reply:
        return say("echo", rest=ask.rest)

    async def count(_: Ask, tx: Transaction) -> Reply:
        number = int(await tx.leases.note("count") or 0) + 1
        await tx.leases.set_note("count", str(number))
        return say("count", number=number)

    async def subscribe(_: Ask, __: Transaction) -> Reply:
        return say("subscribed")

    async def whisper(ask: Ask, _: Transaction) -> Reply:
        return replace(say("whisper", rest=ask.rest), personal=True)

    async def hold(ask: Ask, _: Transaction) -> Reply:
        house.held.append(ask.rest)
        await house.released[ask.rest].wait()
        return say("held", rest=ask.rest)

    async def look(ask: Ask, _: Transaction) -> Reply:
        seen = ask.request.picture
        return say("looked", size=len(seen.data) if seen else 0, file=seen.file if seen else "", rest=ask.rest[9:])

    async def nothing(_: Ask, __: Transaction) -> Reply:
        return Reply()

    async def mistake(_: Ask, __: Transaction) -> Reply:
        return Reply(lines=(Text("mistake"),), buttons=((Button(Text("b"), command="x" * 65),),))

    async def long(_: Ask, __: Transaction) -> Reply:
        return Reply(lines=tuple(Text("line", {"is": f"{number}" * 3000}) for number in range(2)))

    made = (
        Command("start", start),
        Command("echo", echo, reads=True),
        Command("count", count),
        Command("subscribe", subscribe, admin=True),
        Command("whisper", whisper, reads=True),
        Command("hold", hold, reads=True),
        Command("look", look, reads=True),
        Command("nothing", nothing, reads=True),
        Command("mistake", mistake, reads=True),
        Command("long", long, reads=True),
        Command("secret", echo, reads=True, private=True),
    )
    return {command.name: command for command in made}
