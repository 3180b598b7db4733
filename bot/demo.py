"""The demo: 72 simulated hours of the 2016 campaign, between its two published figures, in six minutes."""

import asyncio
import math
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from structlog.typing import FilteringBoundLogger

from bot.app import seat_at_console
from bot.clock import FastClock
from bot.config import Settings
from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Campaign, Page
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Names, Text
from bot.core.model.snapshots import Origin, Snapshot
from bot.house import House, open_house
from bot.locales import LANGUAGES, speak
from bot.opening import Migrate
from bot.page import Listeners, address_of, serve
from bot.platforms.console.seat import NAME, Seat
from bot.platforms.console.stdin import typed_lines

HOURS = 72
PORT = 8080
STEP = timedelta(minutes=10)
GROUP = "demo"
PublishedCounts = dict[Page, tuple[int, int]]


async def demo(
    campaign: Campaign, rows: list[tuple[Page, Snapshot]], speed: float, seconds: float | None,
    write: Callable[[str], None], log: FilteringBoundLogger, language: str,
) -> None:  # fmt: skip
    """Run the simulated hours on a temporary database, deleted afterwards."""
    with TemporaryDirectory(prefix="nolike-demo-") as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder) / 'demo.db'}", secret_key=SecretStr(secrets.token_hex(32))
        )
        async with open_house(settings, {}, log, migrate=Migrate.NEVER) as house:
            await _run_demo(house, simulated(campaign), rows, speed, seconds, write, language)


async def _run_demo(
    house: House, campaign: Campaign, rows: list[tuple[Page, Snapshot]], speed: float, seconds: float | None,
    write: Callable[[str], None], language: str,
) -> None:  # fmt: skip
    end = campaign.ends_at or campaign.starts_at + timedelta(hours=HOURS)
    clock = FastClock(end - timedelta(hours=HOURS), speed)
    async with house.store.writing() as tx:
        await tx.campaigns.save(campaign, clock.now())
        stored = await tx.campaigns.get(campaign.slug) or campaign
        pages = {page: page for page in stored.pages}
        counts = published_counts(stored, rows)
        # The final counts are stored too, for the last update; readings of the future are not shown.
        published = [(pages[page], replace(one, origin=Origin.SIMULATED)) for page, one in rows]
        await take_rows(tx, stored, [*published, *_rows(stored, counts, clock.now(), end)], clock.now())
        chat = await tx.chats.ensure(Address(NAME, GROUP), ChatKind.GROUP)
        await tx.chats.update(replace(chat, language=language))
    console = seat_at_console(house, clock, write, Seat(role="admin", chat=GROUP))
    console.zone = campaign.zone
    say = speak(language)
    page = listen()
    write(say(Text("demo-page", {"url": f"{address_of(page)}{language}/{campaign.slug}"})))
    write(say(Text("demo-hello", {"hours": HOURS, "minutes": round(HOURS * 60 / speed)})))
    await console.sit("admin", "you")
    await console.take("/subscribe")
    await console.take("/stats")
    serving = asyncio.create_task(serve(house, clock, Listeners(page, None)))
    storing = asyncio.create_task(_store_counts(house, stored, counts, clock, end))
    limit = asyncio.get_running_loop().time() + (seconds if seconds is not None else HOURS * 3600 / speed + 1)
    try:
        await console.run(_until(typed_lines(0.2, until_end=False), limit))
    finally:
        storing.cancel()
        serving.cancel()
        await asyncio.wait([storing, serving])
    await console.settle()
    write(say(Text("demo-end")))


def listen() -> socket.socket:
    """A socket for the page on port 8080 of this machine, or on a free port where that is taken."""
    from bot.web import bound  # noqa: PLC0415 - no other command needs it

    try:
        return bound("127.0.0.1", PORT)
    except Refusal:
        return bound("127.0.0.1", 0)


async def _until(lines: AsyncIterator[str | None], limit: float) -> AsyncIterator[str | None]:
    """`lines` until `limit` on the loop's clock."""
    loop = asyncio.get_running_loop()
    async for line in lines:
        yield line
        if loop.time() >= limit:
            return


async def _store_counts(
    house: House, campaign: Campaign, counts: PublishedCounts, clock: FastClock, end: datetime
) -> None:
    """Store a simulated count of every page every 10 simulated minutes."""
    moment = clock.now() + STEP
    while moment <= end:
        await clock.sleep(max((moment - clock.now()).total_seconds(), 0))
        async with house.store.writing() as tx:
            await take_rows(tx, campaign, _rows(campaign, counts, moment, end), clock.now())
        moment += STEP


def _rows(campaign: Campaign, counts: PublishedCounts, at: datetime, end: datetime) -> list[tuple[Page, Snapshot]]:
    moment = at.replace(microsecond=0)
    return [
        (page, Snapshot(moment, simulated_count(*count, campaign.starts_at, end, moment), 1, Origin.SIMULATED))
        for page, count in counts.items()
    ]


def simulated(campaign: Campaign) -> Campaign:
    """The campaign with “simulated” in its title, so that every reply carries the word."""
    titles = {
        language: f"{campaign.title.in_language(language)} ({speak(language)(Text('origin-simulated'))})"
        for language in LANGUAGES
    }
    return replace(campaign, title=Names(titles))


def published_counts(campaign: Campaign, rows: list[tuple[Page, Snapshot]]) -> PublishedCounts:
    """Each page's first and last published count."""
    ordered = sorted(rows, key=lambda row: row[1].taken_at)
    counts: PublishedCounts = {}
    for page, snapshot in ordered:
        before, _ = counts.get(page, (snapshot.count, snapshot.count))
        counts[page] = (before, snapshot.count)
    return {page: counts[page] for page in campaign.pages if page in counts}


def simulated_count(before: int, after: int, start: datetime, end: datetime, moment: datetime) -> int:
    """A count between two published ones: the loss grows fast at first, then slower, and hardly at night."""
    share = min(max((moment - start) / (end - start), 0.0), 1.0)
    days = (moment - start) / timedelta(days=1)
    grown = (1 - math.exp(-2 * share)) / (1 - math.exp(-2))
    waking = grown - 0.02 * math.sin(2 * math.pi * days) * share * (1 - share)
    return round(before + (after - before) * min(max(waking, 0.0), 1.0))
