"""What stands around a chat platform in its tests, whichever it is: a store, a few commands, what was reported."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Protocol, TypeVar

from structlog.testing import capture_logs

from bot.core.commands.answer import Services
from bot.core.commands.request import Ask, Command
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Store, Transaction
from bot.core.ports.delivery import Gate
from bot.core.ports.language import Speak
from tests.fakes import Clock
from tests.storage.samples import NOTE


class Closing(Protocol):
    async def close(self) -> None: ...


ServerT = TypeVar("ServerT")
PlatformT = TypeVar("PlatformT", bound=Closing)
HouseT = TypeVar("HouseT", bound="House[Any, Any]")


@dataclass
class House(Generic[ServerT, PlatformT]):
    """The server of a platform, what stands around it, and what its program reported and logged."""

    server: ServerT
    store: Store
    gate: Gate
    clock: Clock
    faults: list[BaseException] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    opened: list[PlatformT] = field(default_factory=list)
    released: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    held: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.services = Services(commands(self), self.store, ("ar", "en", "fr"), self.faults.append)

    def logged(self, part: str) -> int:
        return sum(part in line["event"] for line in self.lines)


@asynccontextmanager
async def keeping(make: type[HouseT], *parts: Any) -> AsyncIterator[HouseT]:  # noqa: ANN401 - what the house is made of
    """A house whose log is kept, and whose platforms are closed in the end."""
    with capture_logs() as lines:
        house = make(*parts)
        house.lines = lines
        yield house
        for platform in house.opened:
            await platform.close()


@asynccontextmanager
async def listening(platform: Any) -> AsyncIterator[asyncio.Task[None]]:  # noqa: ANN401 - any chat platform
    """The platform, started, while it listens; closed in the end."""
    await platform.start()
    task = asyncio.create_task(platform.poll())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
        await platform.close()


def speak(language: str) -> Speak:
    def say_it(text: Text) -> str:
        return " ".join([f"{language}:{text.id}", *map(str, text.values.values())])

    return say_it


def commands(house: House[Any, Any]) -> Mapping[str, Command]:  # noqa: C901 - a command each
    async def start(ask: Ask, tx: Transaction) -> Reply:
        await tx.chats.ensure(ask.request.address, ask.request.kind)
        return say("welcome")

    async def echo(ask: Ask, _: Transaction) -> Reply:
        return say("echo", rest=ask.rest)

    async def count(_: Ask, tx: Transaction) -> Reply:
        number = int(await tx.facts.get(NOTE, "count") or 0) + 1
        await tx.facts.put(NOTE, "count", str(number))
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
        seen = ask.request.pictures
        files = "+".join(one.file for one in seen)
        return say("looked", size=sum(len(one.data) for one in seen), file=files, rest=ask.rest[9:])

    async def measure(ask: Ask, _: Transaction) -> Reply:
        return say("measure", size=len(ask.rest))

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
        Command("measure", measure, reads=True),
        Command("nothing", nothing, reads=True),
        Command("mistake", mistake, reads=True),
        Command("long", long, reads=True),
        Command("secret", echo, reads=True, private=True),
    )
    return {command.name: command for command in made}
