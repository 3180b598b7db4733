import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.jobs import process_id
from bot.jobs.process_id import has_ended, name_process

NAME = "from bot.jobs.process_id import name_process; print(name_process(), flush=True); input()"


def test_a_process_is_known_to_have_ended_when_it_has() -> None:
    with subprocess.Popen([sys.executable, "-c", NAME], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        name = other.stdout.readline().decode().strip()
        assert not has_ended(name)
        other.kill()
        other.wait()
    assert has_ended(name)


def test_every_name_is_new() -> None:
    assert name_process() != name_process()


def test_of_a_process_somewhere_else_nobody_can_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    place, number, word = name_process().split("/")
    assert not has_ended(f"another{place}/{number}/{word}")
    assert not has_ended("")
    assert not has_ended(f"{place}/number/{word}")
    monkeypatch.setattr(process_id, "_BOOT", Path("/nowhere"))
    assert name_process().startswith(f"/{number}/")
    assert not has_ended(name_process())


def test_who_had_our_own_number_has_ended_and_who_may_not_be_asked_after_has_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert has_ended(name_process())

    def forbid(_: int, __: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbid)
    assert not has_ended(name_process())
