"""A broadcast whose program is killed again and again, and what the chats and the ledger saw of it."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage import Database
from tests.fakes import until
from tests.running import Program, add_groups, call, groups, load_example, on_the_way, opened, tally
from tests.telegram_server import TelegramServer

PATIENCE = 60.0
LONGEST_LIFE = 1.2
"""Seconds that a program sends for before it is killed, at most."""


@dataclass(frozen=True)
class Survived:
    """What came of a broadcast to `groups` chats through `kills` kills.

    `doubled` are the chats that heard it more than once, `repeated` is how many times too often it was said in all.
    `in_flight` are the chats that were being sent to at each kill, `starts` the seconds from each start to the first
    request to a chat, `most` the most requests in any rolling second as the server saw them.
    """

    groups: int
    kills: int
    lost: int
    doubled: frozenset[str]
    repeated: int
    in_flight: tuple[frozenset[str], ...]
    starts: tuple[float, ...]
    flood_waits: int
    most: int
    told_twice: int

    @property
    def explained(self) -> bool:
        """Whether what was said too often was being sent at a kill each time, and the ledger tells of it."""
        at_kills = Counter(chat for chats in self.in_flight for chat in chats)
        known = all(at_kills[chat] for chat in self.doubled) and len(self.doubled) <= self.told_twice
        return known and self.repeated <= at_kills.total()


def busiest_second(moments: list[float]) -> int:
    """The most of these moments (in their order) that lie in any one second."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most


async def broadcast_through_kills(url: str, folder: Path, kills: int, seed: int, **settings: str) -> Survived:
    """Send a call to enough groups, killing the program with kill -9 at random moments and starting it again."""
    chance = random.Random(seed)
    lives = [chance.uniform(0, LONGEST_LIFE) for _ in range(kills)]
    count = int(sum(lives) * 30) + 3 * kills + 60
    in_flight, starts = [], []
    await load_example(url, folder)
    async with TelegramServer() as server, opened(url) as store:
        server.latency, server.limits = 0.05, True
        await add_groups(store, count)
        announced = await call(store, datetime.now(UTC))
        for life in [*lives, None]:
            before = len(server.of("sendmessage"))
            program = await Program(url, server.url, folder / "nolike.log", settings).start()
            try:
                await until(lambda: len(server.of("sendmessage")) > before, PATIENCE)  # noqa: B023 - used at once
                starts.append(server.of("sendmessage")[before].at - program.started)
                if life is None:
                    await _until_all_is_said(store, announced)
                else:
                    await asyncio.sleep(life)
            finally:
                await (program.stop() if life is None else program.kill())
            if life is not None:
                in_flight.append(frozenset(await on_the_way(store)))
        said = Counter(sent.chat for sent in server.of("sendmessage") if sent.message_id)
        sends = server.of("sendmessage")
        return Survived(
            groups=count,
            kills=kills,
            lost=sum(str(group) not in said for group in groups(count)),
            doubled=frozenset(chat for chat, times in said.items() if times > 1),
            repeated=said.total() - len(said),
            in_flight=tuple(in_flight),
            starts=tuple(starts),
            flood_waits=sum(sent.status == 429 for sent in sends),
            most=busiest_second([sent.at for sent in sends]),
            told_twice=(await tally(store, announced)).twice,
        )


async def _until_all_is_said(store: Database, announced: int) -> None:
    until_then = time.monotonic() + PATIENCE
    while (await tally(store, announced)).waiting:
        if time.monotonic() > until_then:
            raise TimeoutError("the broadcast does not end")
        await asyncio.sleep(0.1)
