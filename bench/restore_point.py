"""How much is lost when the machine dies under 100 writes a second: a backup every minute, and Litestream's replica.

Run it with `python -m bench.restore_point`; it prints one JSON object, after about four minutes. Each is killed just
before its next file would be whole, which is the worst moment for a backup. Litestream's program is looked for where
`make litestream` puts it.
"""

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.core.ports.facts import SOURCE_REST
from storage import open_store
from tests.program import ROOT
from tests.running import BACKUP_KEY, SECRET, load_example, typed

RATE = 100
SECONDS = {"backup": 117.0, "litestream": 40.0}
LITESTREAM = ROOT / "build/litestream/bin/litestream"


async def lose(way: str, folder: Path) -> dict[str, object]:
    """Write, kill, restore, and compare."""
    url, back = f"sqlite:///{folder / 'nolike.db'}", folder / "back.db"
    await load_example(url, folder)
    own = {"DATABASE_URL": url, "SECRET_KEY": SECRET, "NOLIKE_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    environment = os.environ | own | BACKUP_KEY | {"NOLIKE_REPLICA": str(folder / "replica")}
    config = ("-config", str(ROOT / "deploy/litestream.yml"))
    folder.joinpath("backups").mkdir()
    words = {
        "backup": (sys.executable, "-m", "bot", "backup", "backups", "--every", "1m"),
        "litestream": (str(LITESTREAM), "replicate", *config),
    }[way]
    keeper = await asyncio.create_subprocess_exec(
        *words, env=environment, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    written = await _write(url, SECONDS[way])
    keeper.send_signal(signal.SIGKILL)
    killed = time.time()
    await keeper.wait()
    if way == "backup":
        newest = max((folder / "backups").iterdir())
        ran = await typed(f"sqlite:///{back}", folder, "restore", str(newest), **BACKUP_KEY)
        assert ran.code == 0, ran.err
    else:
        words = (str(LITESTREAM), "restore", *config, "-o", str(back), str(folder / "nolike.db"))
        restoring = await asyncio.create_subprocess_exec(*words, env=environment, stderr=asyncio.subprocess.DEVNULL)
        assert await restoring.wait() == 0
    with sqlite3.connect(back) as restored:
        [kept] = restored.execute("SELECT count(*) FROM facts WHERE subject LIKE 'write %'").fetchone()
        [sound] = restored.execute("PRAGMA integrity_check").fetchone()
    return {
        "writes_a_second": round(len(written) / SECONDS[way]), "lost_writes": len(written) - kept,
        "lost_seconds": round(killed - written[kept - 1], 1), "integrity": sound,
    }  # fmt: skip


async def _write(url: str, seconds: float) -> list[float]:
    """Commit RATE times a second; returns when each was written."""
    store = open_store(url, SECRET)
    written = list[float]()
    end = time.monotonic() + seconds
    turn = time.monotonic()
    while time.monotonic() < end:
        async with store.writing() as tx:
            await tx.facts.put(SOURCE_REST, f"write {len(written)}", datetime.now(UTC))
        written.append(time.time())
        turn += 1 / RATE
        await asyncio.sleep(max(turn - time.monotonic(), 0))
    await store.close()
    return written


async def measure() -> dict[str, object]:
    """Both ways, one after the other."""
    found = dict[str, object]()
    for way in SECONDS:
        if way == "litestream" and not LITESTREAM.exists():
            found[way] = "not measured: `make litestream` first"
            continue
        folder = Path(tempfile.mkdtemp())
        found[way] = await lose(way, folder)
        shutil.rmtree(folder)
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure()), indent=2))
