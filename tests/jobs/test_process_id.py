import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.ports.leases import Process
from bot.jobs import process_id
from bot.jobs.process_id import has_ended, is_alone, is_page, name_page, name_process, still_running
from storage import Database

NAME = "from bot.jobs.process_id import name_process; print(name_process(), flush=True); input()"


def test_a_process_is_known_to_have_ended_when_it_has() -> None:
    with subprocess.Popen([sys.executable, "-c", NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        name = other.stdout.readline().decode().strip()
        assert not has_ended(name)
        other.kill()
        other.wait()
    assert has_ended(name)


def test_every_process_name_is_unique() -> None:
    assert name_process() != name_process()


def test_a_process_that_cannot_be_checked_is_not_taken_for_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    place, number, word = name_process().split("/")
    assert not has_ended(f"another{place}/{number}/{word}")
    assert not has_ended("")
    assert not has_ended(f"{place}/number/{word}")
    monkeypatch.setattr(process_id, "_BOOT", Path("/nowhere"))
    assert name_process().startswith(f"/{number}/")
    assert not has_ended(name_process())


def test_an_earlier_process_with_our_pid_has_ended_and_one_we_may_not_signal_has_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert has_ended(name_process())

    def forbid(_: int, __: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbid)
    assert not has_ended(name_process())


async def test_what_checked_in_lately_is_running_whatever_it_does_unless_it_surely_ended(
    sqlite_store: Database,
) -> None:
    page = name_page()
    async with sqlite_store.writing() as tx:
        now = await tx.leases.now()
        # Of our own PID on this machine an earlier process has ended.
        for name in (page, f"another{page}", f"another{name_process()}"):
            await tx.processes.check_in(Process(name), now)
        await tx.processes.check_in(Process("another/1/2"), now - timedelta(minutes=1))
        running = [one.name for one in await still_running(tx)]
    assert (len(running), page in running, f"another{page}" in running) == (2, False, True)


async def test_a_page_is_no_other_process_that_may_send(sqlite_store: Database) -> None:
    page = name_page()
    assert is_page(page)
    assert not is_page(name_process())
    here = page.partition("/")[0]
    async with sqlite_store.writing() as tx:
        now = await tx.leases.now()
        for name in (f"another{page}", name_process()):
            await tx.processes.check_in(Process(name), now)
        assert await is_alone(tx)
        for name in (f"another{here}/1/2", f"another{here}/1/3"):
            await tx.processes.check_in(Process(name), now)
        assert not await is_alone(tx)
