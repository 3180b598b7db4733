"""A member floods one of many groups with questions while a call goes out; the real program, Telegram's real limits.

`python -m tests.scenarios.attackers --groups 600` prints when the call reached that group and the others.
"""

import argparse
import asyncio
import itertools
import json
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.model.announcements import Announcement, AnnouncementKind, Audience
from bot.core.model.reply import Names, Reply, Text
from storage import Database
from tests import running
from tests.telegram_server import TelegramServer

QUESTIONS = ("/stats", "/events", "/help", "/settings", "/privacy", "/chart 24h", "/stats inwi", "/chapters")
WORDS = "Switch your phones off now"
QUIET = 4.0
"""Seconds without an answer after which the bot spares the rest of the group's window."""


@dataclass(frozen=True)
class Crowded:
    """Seconds from the launch of the call until it was in the attacked group, and in the last of the others."""

    attacked: float
    others: float
    answers_before: int
    flood_waits: int
    missing: int


async def crowd_out(folder: Path, groups: int, accounts: int, patience: float = 120) -> Crowded:
    """Play it: so many accounts ask without a pause, from before the launch until the call is everywhere."""
    url = f"sqlite:///{folder / 'nolike.db'}"
    attacked = running.groups(groups)[groups // 2]
    async with TelegramServer() as server, running.opened(url) as store:
        server.latency, server.limits = 0.05, True
        await running.load_example(url, folder)
        await running.add_groups(store, groups)
        async with running.running(url, server.url, folder):
            flooding = asyncio.create_task(_ask(server, attacked, accounts))
            try:
                before = await _until_quiet(server, attacked)
                launched = time.monotonic()
                await _launch(store)
                with suppress(TimeoutError):
                    async with asyncio.timeout(patience):
                        while len(_arrived(server)) < groups:  # noqa: ASYNC110 - another program's doing
                            await asyncio.sleep(0.1)
            finally:
                flooding.cancel()
            arrived = _arrived(server)
    return Crowded(
        attacked=round(arrived.get(str(attacked), float("inf")) - launched, 1),
        others=round(max(at for chat, at in arrived.items() if chat != str(attacked)) - launched, 1),
        answers_before=before,
        flood_waits=sum(call.status == 429 for call in server.calls),
        missing=groups - len(arrived),
    )


async def _ask(server: TelegramServer, group: int, accounts: int) -> None:
    """A hundred questions at once, then five a second for ever."""
    asked = itertools.cycle(itertools.product(range(accounts), QUESTIONS))
    for number in itertools.count():
        person, question = next(asked)
        await server.message(group, 40_000 + person, question)
        if number >= 100:
            await asyncio.sleep(0.2)


async def _until_quiet(server: TelegramServer, group: int) -> int:
    """How many answers the group got before the bot spared the rest of its window."""
    seen, since = 0, time.monotonic()
    async with asyncio.timeout(60):
        while not seen or time.monotonic() - since < QUIET:
            if (now := len(server.of("sendMessage", group))) != seen:
                seen, since = now, time.monotonic()
            await asyncio.sleep(0.05)
    return seen


async def _launch(store: Database) -> None:
    content = Reply(lines=(Text("call-text", {"text": Names({"en": WORDS})}),))
    said = Announcement("attackers", running.SLUG, AnnouncementKind.CALL, datetime.now(UTC), content)
    async with store.writing() as tx:
        await tx.ledger.broadcast(said, Audience(running.SLUG))


def _arrived(server: TelegramServer) -> dict[str, float]:
    """When the call came to each group, on the monotonic clock."""
    return {call.chat: call.at for call in server.of("sendMessage") if call.message_id and WORDS in call.text}


def main() -> None:
    """Play it once and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=600)
    parser.add_argument("--accounts", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asdict(asyncio.run(crowd_out(Path(folder), asked.groups, asked.accounts)))))


if __name__ == "__main__":
    main()
