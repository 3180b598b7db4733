"""The tests' Bot API server as a process for benches: it reports what it has received, and can inject faults.

`python -m bench.server --latency 0.05 --limits --faults 1` prints its address. The kinds of faults and their rates are
those of the row "faults", see `FAULTS`; `--faults` takes the random seed.
"""

import argparse
import asyncio
import random
import time

import uvloop
from aiohttp import web

from tests.telegram_server import BROKEN, KICKED, RESET, RESET_AFTER, Call, Fault, TelegramServer, migrated

FAULTS = {"broken": 0.05, "reset": 0.01, "reset after delivery": 0.01, "kicked": 0.01, "migrated": 0.01}
MOVED = 500_000_000
"""The amount subtracted from a group's id when it becomes a supergroup."""


class Trouble:
    """Random faults for the first request to a chat: at most one for each chat, except kicks."""

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
    """The server, which also answers GET /tally: how many requests it received and how many messages it delivered.

    POST /push answers when the update was available: `{"at": seconds}` of the machine's monotonic clock.
    """

    async def _control(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/push":
            update = await request.json()
            at = time.monotonic()
            await self.push(update)
            return web.json_response({"at": at})
        if request.path == "/tally":
            sent = sum(call.message_id > 0 for call in self.calls)
            return web.json_response({"calls": len(self.calls), "sent": sent})
        return await super()._control(request)


async def serve(latency: float, seed: int, *, limits: bool) -> None:
    """Serve on a free port until killed."""
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
