"""The real program as a process of its own, with a campaign and many groups to speak to, for tests and benches."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import psutil
import pyrage
from sqlalchemy import insert, literal, select

from bot.core.counts import figures
from bot.core.counts.replies import update_reply
from bot.core.model.announcements import Announcement, AnnouncementKind, Audience, State, Tally
from storage import Database, open_store
from storage.tables import chats, deliveries, subscriptions
from tests.telegram_server import TOKEN

HERE = Path(__file__).parent.parent
EXAMPLE = HERE / "campaigns" / "no-voip-no-like.toml"
SLUG = EXAMPLE.stem
SECRET = "a-secret-of-the-tests-with-32-letters"
FIRST_GROUP = -1_001_000_000_000
PATIENCE = 60.0
LANGUAGES = ("ar", "fr", "en")

_IDENTITY = pyrage.x25519.Identity.generate()
BACKUP_KEY = {"BACKUP_RECIPIENT": str(_IDENTITY.to_public()), "BACKUP_IDENTITY": str(_IDENTITY)}
"""Settings that encrypt a backup. A passphrase takes a second of computing by design, at each turn."""


def groups(count: int) -> list[int]:
    """The ids of so many groups."""
    return [FIRST_GROUP - number for number in range(count)]


@dataclass
class Program:
    """`nolike run` on the database at `url`, talking to the Bot API server at `api`; its log goes to `log`.

    `options` are those of `nolike run`.
    """

    url: str
    api: str
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None
    started: float = 0.0
    options: tuple[str, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """What the program is told."""
        own = {
            "DATABASE_URL": self.url, "SECRET_KEY": SECRET, "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.api, "PYTHONPATH": str(HERE), "WEB_PORT": "0",
            "NOLIKE_HOME": str(self.log.parent), "XDG_CONFIG_HOME": str(self.log.parent / "config"),
        }  # fmt: skip
        return os.environ | own | self.settings

    async def start(self) -> Self:
        """Start it; it may not be ready yet."""
        with self.log.open("ab") as log:
            self.started = time.monotonic()
            # The working folder has no .env, so that nobody's own settings are read.
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", *self.options),
                cwd=self.log.parent,
                env=self.environment,
                stderr=log,
            )
        return self

    async def ready(self, times: int = 1) -> None:
        """Return when it has said so often that it is ready."""
        until = time.monotonic() + PATIENCE
        while self.log.read_text().count("event=ready") < times:
            if time.monotonic() > until or self._running.returncode is not None:
                raise RuntimeError(f"nolike did not start: {self.log.read_text()}")
            await asyncio.sleep(0.02)

    @property
    def watched(self) -> psutil.Process:
        """The process as the machine sees it: its memory and its CPU."""
        return psutil.Process(self._running.pid)

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        used = self.watched.cpu_times()
        return float(used.user + used.system)

    async def kill(self) -> None:
        """End it as a power cut would, with kill -9."""
        self._running.kill()
        await self._running.wait()

    async def stop(self) -> None:
        """End it as an operator would."""
        if self._running.returncode is None:
            self._running.send_signal(signal.SIGTERM)
        await self._running.wait()

    @property
    def _running(self) -> asyncio.subprocess.Process:
        if self.process is None:
            raise RuntimeError("nolike was not started")
        return self.process


@asynccontextmanager
async def running(url: str, api: str, folder: Path, **settings: str) -> AsyncIterator[Program]:
    """The program, started and ready; stopped at the end."""
    program = await Program(url, api, folder / "nolike.log", settings).start()
    try:
        await program.ready()
        yield program
    finally:
        await program.stop()


@dataclass(frozen=True)
class Typed:
    """What became of a command: its exit code, what it said, and what it said of errors."""

    code: int
    out: str
    err: str


async def typed(url: str, folder: Path, *words: str, **settings: str) -> Typed:
    """Type a command of `nolike` about the database at `url` in `folder`, as a process of its own."""
    environment = Program(url, "", folder / "nolike.log", settings).environment
    ran = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), cwd=folder, env=environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await ran.communicate()
    return Typed(ran.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database at `url`, its tables up to date."""
    store = open_store(url, SECRET)
    await store.upgrade()
    try:
        yield store
    finally:
        await store.close()


async def load_example(url: str, folder: Path) -> None:
    """Load the bundled campaign with its counts into the database."""
    for words in (("campaign", "load", EXAMPLE), ("import", EXAMPLE.with_suffix(".csv"), "--campaign", SLUG)):
        settings = Program(url, "", folder / "nolike.log").environment
        loading = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=folder,
            env=settings,
            stdout=asyncio.subprocess.DEVNULL,
        )
        if await loading.wait():
            raise RuntimeError(f"nolike {words[0]} failed")


async def add_groups(store: Database, count: int) -> None:
    """Store so many groups of Telegram that follow the campaign, in the three languages by turns."""
    await add_chats(store, "telegram", [str(group) for group in groups(count)])


async def add_chats(store: Database, platform: str, addresses: Sequence[str]) -> None:
    """Store these groups, which follow the campaign, in the three languages by turns; no update of it is due."""
    rows = [
        {"platform": platform, "kind": "group", "address": address, "language": LANGUAGES[place % 3]}
        for place, address in enumerate(addresses)
    ]
    follow = insert(subscriptions).from_select(
        ["chat_id", "campaign", "cadence", "mode", "platform"],
        select(chats.c.id, literal(SLUG), literal("3600"), literal("post"), chats.c.platform),
    )
    # Not through the ports, which are made for one chat at a time.
    async with store._engines.writer.begin() as connection:
        await connection.execute(insert(chats), rows)
        await connection.execute(follow)


async def call(store: Database, now: datetime, key: str = "call") -> int:
    """Plan a call to all who follow the campaign, with its figures as the text; its id."""
    async with store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        if campaign is None:
            raise RuntimeError("the campaign is not loaded")
        content = update_reply(await figures.read(tx, campaign, now))
        return await tx.ledger.broadcast(Announcement(key, SLUG, AnnouncementKind.CALL, now, content), Audience(SLUG))


async def on_the_way(store: Database) -> set[str]:
    """The chats with a delivery whose request may have left and whose outcome is not known."""
    sending = select(chats.c.address).join(deliveries).where(deliveries.c.state == State.SENDING.value)
    async with store._engines.reader.connect() as connection:
        return set(await connection.scalars(sending))


async def tally(store: Database, announcement: int) -> Tally:
    """How the call stands."""
    async with store.reading() as tx:
        return await tx.ledger.tally(announcement, datetime.now(UTC))
