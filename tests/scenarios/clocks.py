"""Clocks that are really wrong: two processes under libfaketime, one clock 15 s ahead, or set back by an hour.

`python -m tests.scenarios.clocks --groups 300` plays each on PostgreSQL and SQLite and prints what was lost and
doubled. It needs Debian's package `faketime`. On SQLite both processes have the clock of their machine. With the
library a look at the clock is dear: the row in which nobody sets a clock shows how much of the seconds is its doing.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests import postgres
from tests.fakes import until
from tests.running import Program, add_groups, call, groups, load_example, opened, tally
from tests.telegram_server import TelegramServer

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
PATIENCE = 120.0
RIGHT, AHEAD, BACK, BOTH_BACK = (
    "every clock right",
    "one clock 15 s ahead",
    "the sender's clock set back by an hour",
    "every clock set back by an hour",
)


@dataclass(frozen=True)
class Told:
    """What came of a call: chats without it and with it twice, answers 429, and how many processes sent it.

    `told` are the log lines about clocks, `seconds` how long the call took.
    """

    lost: int
    doubled: int
    flood_waits: int
    senders: int
    told: int
    seconds: float


@dataclass
class Clocks:
    """Two processes on one database, each with a clock that is set by writing a file: its offset in seconds.

    With `one` they share it, as processes of one machine do.
    """

    folder: Path
    one: bool = False

    def program(self, number: int, url: str, api: str) -> Program:
        """A process of that number."""
        wrong = {
            "LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self._file(number)), "FAKETIME_NO_CACHE": "1",
            # No setting of a clock moves the monotonic one.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip
        pace = {"TELEGRAM_MESSAGES_PER_SECOND": "24"}
        return Program(url, api, self.folder / f"nolike-{number}.log", wrong | pace)

    def set(self, number: int, offset: float) -> None:
        """Set the clock of a process to so many seconds from the right time."""
        # Replaced at once: the library reads it all the time.
        new = self._file(number).with_suffix(".new")
        new.write_text(f"{offset:+.0f}\n", encoding="utf-8")
        new.replace(self._file(number))

    def _file(self, number: int) -> Path:
        return self.folder / f"clock-{0 if self.one else number}"


async def play(url: str, folder: Path, fault: str, count: int) -> Told:
    """Send a call to `count` groups by two processes, with the fault in the middle of it."""
    await load_example(url, folder)
    clocks = Clocks(folder, one=url.startswith("sqlite"))
    async with TelegramServer() as server, opened(url) as store:
        server.latency, server.limits = 0.05, True
        await add_groups(store, count)
        programs = [clocks.program(number, url, server.url) for number in range(2)]
        try:
            for number, program in enumerate(programs):
                clocks.set(number, 15 if number and fault == AHEAD else 0)
                await _start(program)
            began = time.monotonic()
            announced = await call(store, datetime.now(UTC))
            await until(lambda: len(server.of("sendmessage")) >= count // 3, PATIENCE)
            if fault in {BACK, BOTH_BACK}:
                clocks.set(0, -3600)
            if fault == BOTH_BACK:
                clocks.set(1, -3600)
            # A group that is lost for good must not stop the count.
            with suppress(TimeoutError):
                await until(lambda: len(server.of("sendmessage")) >= count, PATIENCE)
            for _ in range(50):
                await asyncio.sleep(0.1)
                if not (await tally(store, announced)).waiting:
                    break
            seconds = time.monotonic() - began
        finally:
            for program in programs:
                if program.process is not None:
                    await program.stop()
        logs = [program.log.read_text() for program in programs]
        said = Counter(sent.chat for sent in server.of("sendmessage") if sent.message_id)
        return Told(
            lost=sum(str(group) not in said for group in groups(count)),
            doubled=sum(times > 1 for times in said.values()),
            flood_waits=sum(sent.status == 429 for sent in server.calls),
            senders=sum("lease=platform:telegram" in log for log in logs if "lease taken" in log),
            told=sum(log.count("clocks differ") for log in logs),
            seconds=round(seconds, 1),
        )


async def _start(program: Program) -> None:
    """Start it, again where `time.sleep` fails under the library's 0.9.10: it is used where a file is locked."""
    for _ in range(5):
        await program.start()
        try:
            return await program.ready()
        except RuntimeError:
            if "Invalid argument" not in program.log.read_text():
                raise
    raise RuntimeError("it does not start under libfaketime")


def main() -> None:
    """Play every fault on both kinds of database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=300)
    count = parser.parse_args().groups
    if LIBRARY is None:
        print("libfaketime is not here (Debian: apt install faketime): nothing is played")
        return
    print("| database | fault | lost | doubled | 429 | processes that sent | told | seconds |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    with ExitStack() as stack:
        found = postgres.find()
        server = stack.enter_context(postgres.server(found)) if found else None
        for kind, faults in (("postgresql", (RIGHT, AHEAD, BACK, BOTH_BACK)), ("sqlite", (RIGHT, BOTH_BACK))):
            for fault in faults:
                with ExitStack() as own:
                    folder = Path(own.enter_context(tempfile.TemporaryDirectory()))
                    if kind == "postgresql" and server is None:
                        continue
                    url = own.enter_context(postgres.database(server)) if server and kind == "postgresql" else ""
                    told = asyncio.run(play(url or f"sqlite:///{folder / 'nolike.db'}", folder, fault, count))
                    print(
                        f"| {kind} | {fault} | {told.lost} | {told.doubled} | {told.flood_waits} | {told.senders} | "
                        f"{told.told} | {told.seconds} |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
