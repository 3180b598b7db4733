"""`nolike move`: end the bot here for good, and put all it has into a file with which it goes on elsewhere."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.backup import backup_lock
from bot.cli.program import opened_house, program, read_settings, run_async, spoken, tell
from bot.config import ConfigError
from bot.core.model.reply import Moment, Text
from bot.core.ports.facts import MOVED
from bot.core.ports.leases import Process
from bot.jobs.process_id import has_ended
from bot.opening import versions_of
from storage import Database, StorageError, parse

if TYPE_CHECKING:
    from storage.backups.archive import Lock

PATIENCE = 45.0
"""Seconds that the bot has to end: it hears of it within 3 s, finishes what is in flight within 10 s."""

POLL_SECONDS = 0.2


@program.command()
def move(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A new file.")] = None,
    *,
    back: Annotated[bool, typer.Option("--back", help="Stay after all: the file was never restored.")] = False,
) -> None:
    """End the bot here for good, and write all it has into FILE; `restore` elsewhere goes on where it stopped."""
    if (file is None) is not back:
        raise ConfigError(spoken(Text("move-how")))
    settings, own = read_settings()
    settings.secret()

    lock = None if file is None else backup_lock(settings)
    if file is not None and file.exists():
        raise StorageError(f"{file} exists already; name another file.")

    async def leave(target: Path, lock: "Lock") -> None:
        from storage.backups.archive import take_backup  # noqa: PLC0415 - nothing else needs the encryption's 8 MB

        async with opened_house(settings, own) as house:
            now = datetime.now(UTC)
            async with house.store.writing() as tx:
                await tx.facts.put(MOVED, "", now)
            try:
                await _wait_until_alone(house.store)
                await take_backup(parse(settings.database_url), target, lock, now)
            except BaseException:
                # Without the file there is no other place yet where the bot could go on.
                await _stay(house.store)
                raise
        tell([Text("move-done", {"file": str(target), "at": Moment(now, "UTC")}), Text("move-next")])

    async def stay() -> None:
        async with opened_house(settings, own, moved_too=True) as house:
            stayed = await _stay(house.store)
        tell([Text("move-back" if stayed else "move-none")])

    run_async(stay() if file is None or lock is None else leave(file, lock))


async def _stay(store: Database) -> bool:
    """Let the bot run here again; False where it had not moved."""
    async with store.writing() as tx:
        moved = await tx.facts.get(MOVED)
        await tx.facts.drop(MOVED, "")
    return moved is not None


async def _wait_until_alone(store: Database) -> None:
    """Return once no process works on the database any more. Raises StorageError after PATIENCE seconds."""
    until = asyncio.get_running_loop().time() + PATIENCE
    running = await _running(store)
    if running:
        tell([Text("move-waits", {"count": len(running)})])
    while running := await _running(store):
        if asyncio.get_running_loop().time() > until:
            still = Text("move-still", {"count": len(running), "versions": versions_of(running)})
            raise StorageError(spoken(still))
        await asyncio.sleep(POLL_SECONDS)


async def _running(store: Database) -> list[Process]:
    async with store.reading() as tx:
        return [one for one in await tx.processes.running(await tx.leases.now()) if not has_ended(one.name)]
