"""What the real program asks of PostgreSQL while nothing happens, as the server sees it."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg  # type: ignore[import-untyped] # ships no types

from tests.discord_server import TOKEN, DiscordServer
from tests.fakes import until
from tests.loopback import free_port
from tests.running import Program, load_example
from tests.telegram_server import TelegramServer

SECONDS = 36.0
"""More than five renewals of a lease, and a part of the minute in which the planner looks once."""

LOOK = 0.02
SEEN = """
    SELECT application_name, pid, query_start, query FROM pg_stat_activity
    WHERE datname = $1 AND application_name LIKE 'idle-%' AND query !~ '^LISTEN' AND query_start IS NOT NULL
"""


class Asked:
    """What each program asked: the transactions that it ended, and the questions outside of one, each once."""

    def __init__(self, url: str) -> None:
        self._server, _, self._name = url.rpartition("/")
        self.seen: dict[str, dict[tuple[int, datetime], str]] = defaultdict(dict)

    async def watch(self) -> None:
        """Look until cancelled, from another database, so that the looks are not counted."""
        connection = await asyncpg.connect(f"{self._server}/postgres")
        try:
            while True:
                for name, pid, began, query in await connection.fetch(SEEN, self._name):
                    self.seen[name][pid, began] = query
                await asyncio.sleep(LOOK)
        finally:
            await connection.close()

    def times(self, name: str) -> int:
        """How often the program asked in the last SECONDS."""
        since = datetime.now(UTC) - timedelta(seconds=SECONDS)
        return sum(
            began > since and query.startswith(("COMMIT", "ROLLBACK", "SELECT 1"))
            for (_, began), query in self.seen[name].items()
        )


async def test_an_idle_process_asks_the_database_less_than_once_in_five_seconds(
    postgresql_url: str, tmp_path: Path
) -> None:
    await load_example(postgresql_url, tmp_path)
    asked = Asked(postgresql_url)
    async with TelegramServer() as telegram, DiscordServer() as discord:
        page = {"WEB_PORT": str(free_port())}
        both = page | {"DISCORD_BOT_TOKEN": TOKEN, "DISCORD_API_URL": discord.api}
        programs = {
            name: Program(
                f"{postgresql_url}?application_name={name}", telegram.url, tmp_path / f"{name}.log", settings,
                options=options,
            )
            for name, settings, options in (
                ("idle-bot", both, ()), ("idle-page", {"WEB_PORT": str(free_port())}, ("--only", "web")),
            )
        }  # fmt: skip
        watching = asyncio.create_task(asked.watch())
        try:
            for program in programs.values():
                await program.start()
            await programs["idle-bot"].ready(2)
            # A start asks much, and what follows it comes in pauses that grow: it is idle some time after that.
            await asyncio.sleep(SECONDS)
            with suppress(TimeoutError):
                await until(lambda: all(asked.times(name) < SECONDS / 5 for name in programs), 120)
            found = {name: asked.times(name) for name in programs}
        finally:
            watching.cancel()
            for program in programs.values():
                await program.stop()
            await asyncio.wait([watching])
    for name, times in found.items():
        # It renews its leases, or says that it lives; and it asks nothing more than that allows.
        assert 3 <= times < SECONDS / 5, (name, times)
