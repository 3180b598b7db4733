"""Time and memory of `nolike import` for a file of 6,588 rows and one of a million.

Run it with `python -m bench.imports` (`--database postgresql` for PostgreSQL); it prints one JSON object a file. Each
import is the program itself in a process of its own, over a fresh database that holds the bundled campaign.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests import postgres
from tests.running import Program, load_example

ROWS = (6588, 1_000_000)
FIRST = datetime(2016, 11, 2, 18, 5, 12, tzinfo=UTC)
EVERY = timedelta(seconds=5)
PAGE = "facebook:maroctelecom"
LIMITS = {6588: (3.0, 200.0), 1_000_000: (60.0, 200.0)}
"""Seconds and MiB that an import may take, for each number of rows."""


def write_file(file: Path, rows: int) -> None:
    """A file of one page as petition loggers keep it: `2024-11-24 18:05:12,2455`, a row each five seconds."""
    with file.open("w", encoding="utf-8") as out:
        for row in range(rows):
            out.write(f"{FIRST + row * EVERY:%Y-%m-%d %H:%M:%S},{2_400_000 + row * 37 % 5000}\n")


async def measure(url: str, folder: Path, rows: int) -> dict[str, float]:
    """Import so many rows: the seconds and the MiB at the peak."""
    file = folder / f"{rows}.csv"
    write_file(file, rows)
    await load_example(url, folder)
    environment = Program(url, "", folder / "nolike.log").environment
    words = ("-m", "bot", "import", str(file), "--page", PAGE, "--at", "12:00", "--yes")
    began = time.perf_counter()
    importing = subprocess.Popen((sys.executable, *words), cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    # Waited for by hand, since only this tells the memory of this one process.
    _, status, usage = os.wait4(importing.pid, 0)  # noqa: ASYNC222 - nothing else runs here
    seconds = time.perf_counter() - began
    importing.returncode = os.waitstatus_to_exitcode(status)
    assert importing.returncode == 0, importing.returncode
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return {"rows": rows, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2), "peak_mib": round(peak, 1)}


async def run(database: str, rows: tuple[int, ...]) -> bool:
    """Measure each size; whether all stayed within their limits."""
    held = True
    for size in rows:
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = f"sqlite:///{folder / 'imports.db'}"
            if database == "postgresql":
                found = postgres.find()
                assert found is not None, "no PostgreSQL was found"
                url = stack.enter_context(postgres.database(stack.enter_context(postgres.server(found))))
            measured = await measure(url, folder, size)
        seconds, memory = LIMITS.get(size, LIMITS[ROWS[-1]])
        kept = measured["seconds"] <= seconds and measured["peak_mib"] <= memory
        print(json.dumps({"database": database, **measured, "within_limits": kept}), flush=True)
        held &= kept
    return held


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rows", type=int, nargs="*", default=ROWS)
    given = parser.parse_args()
    sys.exit(0 if asyncio.run(run(given.database, tuple(given.rows))) else 1)
