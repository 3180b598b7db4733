"""Cost of the idle bot: memory after a minute, and CPU time until it is ready.

Run it with `python -m bench.idle`; it prints one JSON object. The bot is the real `nolike run` on SQLite with the
bundled campaign, against a Bot API server on loopback. `--compare` runs four bots at the same time: Telegram alone,
Telegram and Discord, and the first with the page and the desk, and with the page alone. `--database` runs one on
PostgreSQL and counts its transactions, as the server does, with its connections' own tests of whether they still work.
"""

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import asyncpg  # type: ignore[import-untyped] # ships no types

from tests import postgres
from tests.discord_server import TOKEN, DiscordServer
from tests.loopback import free_port
from tests.running import Program, load_example, running
from tests.telegram_server import TelegramServer

MIB = 1024 * 1024


async def measure(seconds: float, settings: Mapping[str, str]) -> dict[str, float]:
    """Resident memory (MiB) `seconds` after the start, and CPU seconds until the bot was ready and until then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'idle.db'}"
        await load_example(url, folder)
        async with TelegramServer() as server:
            program = await Program(url, server.url, folder / "nolike.log", settings).start()
            try:
                await program.ready()
                start = program.cpu
                await asyncio.sleep(seconds)
                resident = program.watched.memory_info().rss / MIB
                return {
                    "resident_mib": round(resident, 1),
                    "cpu_to_start_seconds": round(start, 2),
                    "cpu_while_idle_seconds": round(program.cpu - start, 2),
                    "idle_seconds": seconds,
                }
            finally:
                await program.stop()


async def compare(seconds: float) -> dict[str, dict[str, float]]:
    """The same for each way to run it, side by side."""
    async with DiscordServer() as discord:
        ways = {
            "telegram": {},
            "telegram and discord": {"DISCORD_BOT_TOKEN": TOKEN, "DISCORD_API_URL": discord.api},
            "with page and desk": {"WEB_PORT": str(free_port()), "DESK": "on"},
            "with page alone": {"WEB_PORT": str(free_port()), "DESK": "off"},
        }
        found = await asyncio.gather(*(measure(seconds, settings) for settings in ways.values()))
        return dict(zip(ways, found, strict=True))


async def count(url: str, seconds: float) -> dict[str, float]:
    """Transactions that an idle bot makes on the PostgreSQL database at `url`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await load_example(url, folder)
        async with TelegramServer() as server, running(url, server.url, folder):
            # What a start is followed by: the first readings, and pauses that are still short.
            await asyncio.sleep(20)
            before = await _committed(url)
            await asyncio.sleep(seconds)
            return {"transactions": await _committed(url) - before, "idle_seconds": seconds}


async def _committed(url: str) -> int:
    # Asked from another database, so that the question is not counted.
    server, _, name = url.rpartition("/")
    connection = await asyncpg.connect(f"{server}/postgres")
    try:
        question = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = $1"
        return int(await connection.fetchval(question, name))
    finally:
        await connection.close()


def count_in_a_new_database(seconds: float) -> dict[str, float]:
    """The same in a database of its own."""
    found = postgres.find()
    if found is None:
        raise SystemExit("no PostgreSQL was found")
    with postgres.server(found) as server, postgres.database(server) as url:
        return asyncio.run(count(url, seconds))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--database", action="store_true")
    asked = parser.parse_args()
    if asked.database:
        print(json.dumps(count_in_a_new_database(asked.seconds)))
        return
    print(json.dumps(asyncio.run(compare(asked.seconds) if asked.compare else measure(asked.seconds, {}))))


if __name__ == "__main__":
    main()
