"""`nolike upgrade`: migrate the database, after older processes on it have ended."""

import asyncio
from functools import partial

from bot.cli.program import program, read_settings, run_async, tell, wait_for_others
from bot.core.model.reply import Text
from bot.core.ports.leases import SEEN_SECONDS
from bot.jobs.process_id import has_ended, name_process
from bot.opening import NotBegunError, key_fingerprint, make_store
from storage import Database

PATIENCE = 30.0
"""Seconds that older processes have to end; a running one hears of it within 7 s and finishes within 10 s."""


@program.command()
def upgrade() -> None:
    """Migrate the database of an older version to this one; older processes on it end by themselves first."""
    settings, _ = read_settings()
    store = make_store(settings, settings.secret_key.get_secret_value())

    async def work() -> None:
        try:
            before = await store.version() if await store.exists() else ""
            if not before:
                raise NotBegunError(store)
            # Also refuses a database of a newer version.
            await _upgrade(store, name_process(), key_fingerprint(settings))
            after = await store.version()
        finally:
            await store.close()
        done = Text("upgrade-done", {"before": before, "after": after})
        tell([Text("upgrade-nothing", {"schema": after}) if before == after else done])

    run_async(work())


async def _upgrade(store: Database, holder: str, fingerprint: str) -> None:
    """Ask older processes to end, wait for it, migrate. Raises StorageError where some do not end."""
    if await store.is_newest():
        return
    running = [one for one in await store.ask_to_leave(holder) if not has_ended(one.name)]
    if running:
        tell([Text("upgrade-waits", {"count": len(running)})])
        # Within the life of its lease a process has noticed that it lost it, and has stopped.
        await asyncio.sleep(SEEN_SECONDS)
    upgrading = partial(store.upgrade_alone, holder, has_ended, fingerprint)
    await wait_for_others(upgrading, PATIENCE, "upgrade-still")
