"""Speed and reliability of a broadcast, compared with python-telegram-bot alone on the same work.

`python -m bench.deliver` takes some minutes and prints a JSON object per row. `--full` measures every row and appends
each to bench/results/ as it finishes; rows that are already there are not measured again. `--only WORD` measures the
rows with the word in their names. `missed` names the targets that a row does not reach; `load` is the load of the
machine's processors when the row ended, since a busy machine is slower.
"""

import argparse
import asyncio
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench import deliver_discord
from bench.server import MOVED
from bench.stage import Json, Stage, database, missed, peer, quantiles, seen, stage
from bot.core.model.announcements import State
from tests.kills import broadcast_through_kills
from tests.running import HERE, groups, tally
from tests.telegram_server import TelegramServer

RESULTS = HERE / "bench" / "results"
LATENCIES = (0.0, 0.05, 0.2)
CAP = 200.0
ASKERS = -1_002_000_000_000
Row = Callable[[], Awaitable[Json]]


async def broadcast(count: int, latency: float, kind: str = "sqlite") -> Json:
    """A call to all groups within Telegram's limits."""
    async with stage(count, latency, kind=kind) as set_up:
        before = set_up.bot.cpu
        announced = await set_up.call()
        await set_up.until_delivered(count)
        spent = set_up.bot.cpu - before
        told = seen(await set_up.server.sends(), count)
        await _settled(set_up, announced)
    bars = {
        "share_of_30_per_second": told["share_of_30_per_second"] >= 0.97,
        "most_in_a_second": told["most_in_a_second"] <= 30,
        **{name: told[name] == 0 for name in ("flood_waits", "lost", "doubled")},
    }
    return {**told, "cpu_ms_a_message": round(spent * 1000 / count, 3), "missed": missed(bars)}


async def lifted(count: int, peers: int, times: int = 3) -> Json:
    """A call without server limits, alternating with python-telegram-bot's own `send_message`; returns the medians."""
    told = [await _lifted_once(count, peers) for _ in range(times)]
    middle = {name: statistics.median(one[name] for one in told) for name in told[0]}
    bars = {
        "ratio": middle["ratio"] <= 0.4,
        "messages_per_second": middle["messages_per_second"] >= 800,
        **{name: all(one[name] == 0 for one in told) for name in ("lost", "doubled")},
    }
    return {**middle, "ratios": [one["ratio"] for one in told], "missed": missed(bars)}


async def _lifted_once(count: int, peers: int) -> Json:
    async with stage(count, limits=False) as set_up:
        before = set_up.bot.cpu
        announced = await set_up.call()
        await _settled(set_up, announced)
        spent = set_up.bot.cpu - before
        sends = await set_up.server.sends()
    told, alone = seen(sends, count), await peer("sequential", peers, 0.0, _text(sends), limits=False, cap=CAP)
    cpu = spent * 1000 / count
    return {
        "messages_per_second": told["messages_per_second"], "cpu_ms_a_message": round(cpu, 3),
        "peer_messages_per_second": alone["messages_per_second"], "peer_cpu_ms_a_message": alone["cpu_ms_a_message"],
        "ratio": round(cpu / alone["cpu_ms_a_message"], 3), "lost": told["lost"], "doubled": told["doubled"],
    }  # fmt: skip


async def alone(way: str, count: int, latency: float) -> Json:
    """python-telegram-bot alone within Telegram's limits."""
    return await peer(way, count, latency, "x" * 300, limits=True, cap=CAP)


async def asked_during(count: int, latency: float) -> Json:
    """`/stats` once a second while a call goes to all groups."""
    async with stage(count, latency) as set_up:
        await set_up.call()
        asked: dict[str, float] = {}
        while (await set_up.server.tally())["sent"] - len(asked) < count:
            await _ask(set_up, asked)
            await asyncio.sleep(1)
        await set_up.until_delivered(count + len(asked))
        sends = await set_up.server.sends()
    told = {**quantiles(_waits(sends, asked)), "flood_waits": seen(sends, count)["flood_waits"]}
    return {**told, "missed": missed({"p99_ms": told["p99_ms"] < 300 + latency * 1000})}


async def asked_alone(rate: int, latency: float, *, limits: bool, seconds: int = 12) -> Json:
    """`/stats` so many times a second, each from another group, without other load."""
    async with stage(1, latency, limits=limits) as set_up:
        asked: dict[str, float] = {}
        began, before = time.monotonic(), set_up.bot.cpu
        for number in range(rate * seconds):
            await asyncio.sleep(began + number / rate - time.monotonic())
            await _ask(set_up, asked)
        await set_up.until_delivered(len(asked))
        spent = set_up.bot.cpu - before
        waits = _waits(await set_up.server.sends(), asked)
    told = {**quantiles(waits), "cpu_ms_an_answer": round(spent * 1000 / len(asked), 2)}
    bars = {"p50_ms": told["p50_ms"] < 10 + latency * 1000, "p99_ms": told["p99_ms"] < 50 + latency * 1000}
    return {**told, "missed": missed(bars)}


async def flooded(count: int, latency: float, silence: float) -> Json:
    """A flood wait during a call. `after_first_ms`: how long requests still arrived after the first refusal."""
    async with stage(count, latency) as set_up:
        announced = await set_up.call()
        await set_up.until_delivered(count // 3)
        await set_up.server.set(flood_until=time.monotonic() + silence)
        await _settled(set_up, announced)
        sends = await set_up.server.sends()
    told = seen(sends, count)
    refused = [send["at"] for send in sends if send["status"] == 429]
    late = (refused[-1] - refused[0]) * 1000
    # A request sent before the first refusal arrived was in flight; 30 ms allow for the way of the answer.
    bars = {"after_first_ms": late <= latency * 1000 + 30, "lost": not told["lost"], "doubled": not told["doubled"]}
    return {
        "flood_waits": len(refused), "after_first_ms": round(late, 1), "lost": told["lost"],
        "doubled": told["doubled"], "most_in_a_second": told["most_in_a_second"], "missed": missed(bars),
    }  # fmt: skip


async def troubled(count: int, latency: float) -> Json:
    """5 % 500, 2 % resets half of them after delivery, 1 % kicked, 1 % migrated, one flood wait of 5 s."""
    async with stage(count, latency, faults=1) as set_up:
        announced = await set_up.call()
        await set_up.until_delivered(count // 2)
        await set_up.server.set(flood_until=time.monotonic() + 5)
        await _settled(set_up, announced)
        sends = await set_up.server.sends()
        report = await tally(set_up.store, announced)
    kicked = {send["params"]["chat_id"] for send in sends if send["status"] == 403}
    said = {str(group): 0 for group in groups(count) if str(group) not in kicked}
    for send in sends:
        chat = str(send["params"]["chat_id"])
        first = chat if chat in said else str(int(chat) + MOVED)
        if send["message_id"] and first in said:
            said[first] += 1
    lost, doubled = (sum(wanted(times) for times in said.values()) for wanted in (lambda n: n == 0, lambda n: n > 1))
    unknown = report.states.get(State.UNKNOWN, 0) + report.twice
    bars = {"lost": lost == 0, "unknown": doubled <= unknown}
    return {
        "reachable": len(said), "kicked": len(kicked), "lost": lost, "doubled": doubled, "unknown": unknown,
        "requests": len(sends), "missed": missed(bars),
    }  # fmt: skip


async def planned() -> Json:
    """A call to 100,000 chats, planned and claimed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.planning"), cwd=HERE, stdout=asyncio.subprocess.PIPE
    )
    told = json.loads((await process.communicate())[0])
    bars = {
        "seconds": told["seconds"] < 5,
        "more_memory_mib": told["more_memory_mib"] < 100,
        "claim_last_ms": told["claim_last_ms"] <= 1.5 * told["claim_first_ms"],
    }
    return {**told, "missed": missed(bars)}


async def killed(kind: str, kills: int) -> Json:
    """A call whose process is killed with kill -9 at random times and restarted each time."""
    with tempfile.TemporaryDirectory() as folder:
        async with database(kind, Path(folder)) as url:
            survived = await broadcast_through_kills(url, Path(folder), kills, seed=2)
    told = asdict(survived)
    in_flight = [len(chats) for chats in told.pop("in_flight")]
    starts = sorted(told.pop("starts"))
    bars = {
        "lost": survived.lost == 0,
        "doubled": survived.explained,
        "flood_waits": survived.flood_waits == 0,
        "most": survived.most <= 30,
        "longest_start_seconds": starts[-1] < 5,
    }
    return {
        **told, "doubled": len(survived.doubled), "in_flight_at_kills": sum(in_flight),
        "most_in_flight_at_a_kill": max(in_flight), "median_start_seconds": round(starts[len(starts) // 2], 2),
        "longest_start_seconds": round(starts[-1], 2), "missed": missed(bars),
    }  # fmt: skip


def rows(*, full: bool) -> Iterator[tuple[str, Row]]:
    """The names of all rows, with the function that measures each."""
    yield "limits lifted, 10,000 groups", lambda: lifted(10_000, 3000)
    yield "600 groups at 50 ms", lambda: broadcast(600, 0.05)
    yield "600 groups at 50 ms, python-telegram-bot sequential", lambda: alone("sequential", 600, 0.05)
    yield "600 groups at 50 ms, python-telegram-bot with AIORateLimiter", lambda: alone("limited", 600, 0.05)
    yield "/stats 20 a second at 50 ms", lambda: asked_alone(20, 0.05, limits=True)
    yield "/stats 50 a second, limits lifted", lambda: asked_alone(50, 0.0, limits=False)
    yield "/stats during 600 groups at 50 ms", lambda: asked_during(600, 0.05)
    yield "flood wait of 30 s", lambda: flooded(300, 0.05, 30)
    yield "faults, 600 groups at 50 ms", lambda: troubled(600, 0.05)
    yield "planning 100,000 chats", planned
    if full:
        yield from _long_rows()


def _long_rows() -> Iterator[tuple[str, Row]]:
    for kind in ("sqlite", "postgresql"):
        yield f"50 kills, {kind}", lambda kind=kind: killed(kind, 50)
    yield "/stats during 5,000 groups at 50 ms", lambda: asked_during(5000, 0.05)
    yield "/stats 20 a second at 0 ms", lambda: asked_alone(20, 0.0, limits=True)
    for count, latency in itertools.product((600, 5000), LATENCIES):
        about = f"{count:,} groups at {latency * 1000:.0f} ms"
        if (count, latency) != (600, 0.05):
            yield about, lambda count=count, latency=latency: broadcast(count, latency)
            yield (
                f"{about}, python-telegram-bot sequential",
                lambda count=count, latency=latency: alone("sequential", count, latency),
            )
            yield (
                f"{about}, python-telegram-bot with AIORateLimiter",
                lambda count=count, latency=latency: alone("limited", count, latency),
            )
        if latency == 0.05:
            yield f"{about}, PostgreSQL", lambda count=count: broadcast(count, 0.05, "postgresql")


async def _settled(set_up: Stage, announced: int) -> None:
    """Return when every delivery of the call has an outcome."""

    async def done() -> bool:
        return not (await tally(set_up.store, announced)).waiting

    await set_up.until(done)


async def _ask(set_up: Stage, asked: dict[str, float]) -> None:
    chat = ASKERS - len(asked)
    written = TelegramServer().written(chat, 88, "/stats@NolikeBot")
    asked[str(chat)] = await set_up.server.push({"message": written})


def _waits(sends: list[Json], asked: dict[str, float]) -> list[float]:
    """Seconds from each question until its answer reached the server."""
    first = {str(send["params"]["chat_id"]): send["at"] for send in reversed(sends)}
    return [first[chat] - at for chat, at in asked.items()]


def _text(sends: list[Json]) -> str:
    return str(sends[0]["params"]["text"])


PLATFORMS = {"telegram": rows, "discord": deliver_discord.rows}


async def main(platform: str, only: str, *, full: bool) -> None:
    """Measure the rows and print them."""
    file = RESULTS / f"{platform}.jsonl"
    kept = file.read_text(encoding="utf-8").splitlines() if full and file.exists() else []
    known = {json.loads(line)["row"] for line in kept}
    for name, measure in PLATFORMS[platform](full=full):
        if only not in name or name in known:
            continue
        began = time.monotonic()
        told = await measure()
        line = {
            "row": name, **told, "load": round(os.getloadavg()[0], 1), "took": round(time.monotonic() - began),
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip
        print(json.dumps(line), flush=True)
        if full:
            RESULTS.mkdir(exist_ok=True)
            with file.open("a", encoding="utf-8") as results:
                results.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=PLATFORMS, default="telegram", help="whose limits and rows")
    parser.add_argument("--full", action="store_true", help="every row, kept in bench/results/")
    parser.add_argument("--only", default="", metavar="WORD", help="the rows with this in their names")
    given = parser.parse_args()
    asyncio.run(main(given.platform, given.only, full=given.full))
