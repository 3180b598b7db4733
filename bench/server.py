"""The Bot API server of the tests as a process for benches: it tells how much it has seen, and can make trouble.

`python -m bench.server --latency 0.05 --limits --faults 1` prints its address. The kinds of trouble, and how often they
come, are those of the row "faults", see `FAULTS`; `--faults` takes the seed of the chance.
"""

import argparse
import asyncio
import random

import uvloop
from aiohttp import web

from tests.telegram_server import BROKEN, KICKED, RESET, RESET_AFTER, Call, Fault, TelegramServer, migrated

FAULTS = {"broken": 0.05, "reset": 0.01, "reset after delivery": 0.01, "kicked": 0.01, "migrated": 0.01}
MOVED = 500_000_000
"""What a group's id is lowered by when it becomes a supergroup."""


class Trouble:
    """What goes wrong with the first request to a chat, by chance: at most once for each chat, but for kicks."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._stays: dict[str, Fault | None] = {}

    def __call__(self, call: Call) -> Fault | None:
        """The fault of this request, or None."""
        if call.chat in self._stays:
            return self._stays[call.chat]
        drawn = self._random.choices([*FAULTS, ""], [*FAULTS.values(), 1 - sum(FAULTS.values())])[0]
        moves = migrated(int(call.chat) - MOVED)
        self._stays[call.chat] = {"kicked": KICKED, "migrated": moves}.get(drawn)
        if drawn == "migrated":
            self._stays[str(int(call.chat) - MOVED)] = None
        once = {"broken": BROKEN, "reset": RESET, "reset after delivery": RESET_AFTER}
        return once.get(drawn, self._stays[call.chat])


class Server(TelegramServer):
    """The server, which also answers GET /tally: how many requests came, and how many messages were delivered."""

    async def _control(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/tally":
            sent = sum(call.message_id > 0 for call in self.calls)
            return web.json_response({"calls": len(self.calls), "sent": sent})
        return await super()._control(request)


async def serve(latency: float, seed: int, *, limits: bool) -> None:
    """Serve for ever on a free port."""
    server = Server()
    server.latency, server.limits = latency, limits
    if seed:
        server.choose = Trouble(seed)
    async with server:
        print(server.url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds from request to answer")
    parser.add_argument("--limits", action="store_true", help="hold Telegram's real limits")
    parser.add_argument("--faults", type=int, default=0, help="the seed of the trouble it makes; 0: none")
    given = parser.parse_args()
    uvloop.run(serve(given.latency, given.faults, limits=given.limits))
