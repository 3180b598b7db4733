"""Cost of the idle bot: memory after a minute, and CPU time until it is ready.

Run it with `python -m bench.idle`; it prints one JSON object. The bot is the real `nolike run` on SQLite with the
bundled campaign, against a Bot API server on loopback.
"""

import argparse
import asyncio
import json
import tempfile
from pathlib import Path

from tests.running import Program, load_example
from tests.telegram_server import TelegramServer

MIB = 1024 * 1024


async def measure(seconds: float) -> dict[str, float]:
    """Resident memory (MiB) `seconds` after the start, and CPU seconds until the bot was ready and until then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'idle.db'}"
        await load_example(url, folder)
        async with TelegramServer() as server:
            program = await Program(url, server.url, folder / "nolike.log").start()
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    print(json.dumps(asyncio.run(measure(parser.parse_args().seconds))))


if __name__ == "__main__":
    main()
