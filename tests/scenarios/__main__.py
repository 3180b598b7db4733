"""Long outages on the real thing: `make scenarios` prints a row for each, with what was lost and doubled.

`python -m tests.scenarios --seconds 10 60 600 --database sqlite postgresql`
"""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import structlog

from storage import Database, open_store
from tests import postgres
from tests.conftest import SECRET
from tests.scenarios.failing_server import FAULTS, FailingServer, way_to
from tests.scenarios.harness import Result, Scenario, database_fails, platform_fails

DATABASE_AWAY = "database away"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, with its tables."""
    store = open_store(url, SECRET)
    await store.upgrade()
    try:
        yield store
    finally:
        await store.close()


async def play(kind: str, url: str, fault: str, seconds: float, chats: int, processes: int) -> Result:
    """One scenario on a fresh database."""
    async with FailingServer() as server, opened(url) as store:
        server.latency, server.limits = 0.05, True
        scenario = Scenario(store, server, chats=chats, processes=processes)
        if fault != DATABASE_AWAY:
            return await platform_fails(scenario, fault, seconds)
        if kind == "sqlite":
            raise ValueError("only PostgreSQL has a way to it that can be cut")
        async with way_to(url) as (behind, cut, mend), opened(behind) as far:
            return await database_fails(scenario, far, cut, mend, seconds)


def main() -> None:
    """Play what is asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, nargs="+", default=[10, 60])
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--fault", nargs="+", default=[*FAULTS, DATABASE_AWAY])
    parser.add_argument("--processes", type=int, nargs="+", default=[1])
    parser.add_argument("--chats", type=int, default=150)
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    print("| database | processes | fault | seconds | lost | doubled | asked for in it | first send after | last |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    with ExitStack() as stack:
        found = postgres.find()
        server = stack.enter_context(postgres.server(found)) if found and "postgresql" in asked.database else ""
        rows = [
            (kind, processes, fault, seconds)
            for kind in asked.database
            for processes in asked.processes
            for fault in asked.fault
            for seconds in asked.seconds
            if not (kind == "sqlite" and (fault == DATABASE_AWAY or processes > 1))
        ]
        for kind, processes, fault, seconds in rows:
            with ExitStack() as own:
                url = _database(own, kind, server)
                result = asyncio.run(play(kind, url, fault, seconds, asked.chats, processes))
            print(
                f"| {kind} | {processes} | {fault} | {seconds:g} | {result.lost} | {result.doubled} | "
                f"{result.in_flight} | {result.first:g} s | {result.last:g} s |",
                flush=True,
            )


def _database(stack: ExitStack, kind: str, server: str) -> str:
    make: dict[str, Callable[[], str]] = {
        "sqlite": lambda: f"sqlite:///{Path(stack.enter_context(tempfile.TemporaryDirectory())) / 'nolike.db'}",
        "postgresql": lambda: stack.enter_context(postgres.database(server)),
    }
    return make[kind]()


if __name__ == "__main__":
    main()
