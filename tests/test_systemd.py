"""systemd: what the program tells it over a real datagram socket, and the unit that `nolike install` writes."""

import asyncio
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import install
from bot.core.delivery.vital_signs import BOUNDS, Part, VitalSigns
from bot.systemd import Notifier, system_unit, user_unit
from tests.fakes import until
from tests.loopback import free_port
from tests.program import Program, started
from tests.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parent.parent
ANALYZE = shutil.which("systemd-analyze") or ""


class Manager:
    """The end of the socket that systemd holds."""

    def __init__(self, address: str) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.socket.settimeout(0)
        self.states: list[str] = []

    def heard(self) -> list[str]:
        """Every state so far."""
        while True:
            try:
                self.states.append(self.socket.recv(4096).decode())
            except BlockingIOError:
                return self.states


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    made = Manager(str(tmp_path / "notify"))
    with closing(made.socket):
        yield made


@pytest.mark.usefixtures("nolike")
async def test_a_bot_is_ready_once_it_has_its_lease_and_then_gives_signs_of_life(
    manager: Manager, tmp_path: Path
) -> None:
    async with TelegramServer() as server:
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url,
            "NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000",
        }  # fmt: skip
        async with started("run", **settings) as process:
            await until(lambda: "READY=1" in manager.heard(), 60)
            assert server.of("getMe")
            lives = manager.heard().count("WATCHDOG=1")
            await until(lambda: manager.heard().count("WATCHDOG=1") > lives + 2, 20)
            process.terminate()
            _, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert 'event="lease taken"' in err.decode()


@pytest.mark.usefixtures("nolike")
async def test_a_bot_that_waits_for_its_first_token_is_ready(manager: Manager, tmp_path: Path) -> None:
    async with started("run", WEB_PORT=str(free_port()), NOTIFY_SOCKET=str(tmp_path / "notify")) as process:
        await until(lambda: manager.heard() == ["READY=1"], 60)
        process.terminate()
        await asyncio.wait_for(process.communicate(), 20)


async def test_no_sign_of_life_is_given_while_a_part_is_stuck(manager: Manager, tmp_path: Path) -> None:
    vitals = VitalSigns()
    vitals.start(Part.SENDER, "telegram")
    began = vitals.now()
    watching = asyncio.create_task(Notifier(str(tmp_path / "notify"), 0.04).watch(vitals))
    await until(lambda: manager.heard().count("WATCHDOG=1") > 1, 10)
    asked = 0

    def late() -> float:
        nonlocal asked
        asked += 1
        return began + BOUNDS[Part.SENDER] + 1

    vitals.now = late
    before = len(manager.heard())
    await until(lambda: asked > 12, 10)
    assert len(manager.heard()) == before
    vitals.outages.add("telegram")
    await until(lambda: len(manager.heard()) > before, 10)
    watching.cancel()


async def test_without_systemd_nothing_is_sent_and_a_socket_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    await asyncio.wait_for(Notifier.of({}).watch(VitalSigns()), 5)
    Notifier.of({}).ready()
    Notifier(str(tmp_path / "gone")).ready()
    assert Notifier.of({"NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "5000000"}) == Notifier("@x", 5.0)
    assert Notifier.of({"WATCHDOG_USEC": "5000000", "WATCHDOG_PID": "1"}).watchdog == 0
    assert Notifier.of({"WATCHDOG_USEC": "5000000", "WATCHDOG_PID": str(os.getpid())}).watchdog == 5


def test_an_abstract_address_is_reached() -> None:
    name = f"nolike-test-{os.getpid()}"
    made = Manager(f"\0{name}")
    with closing(made.socket):
        Notifier(f"@{name}").ready()
        assert made.heard() == ["READY=1"]


def test_the_unit_in_the_tree_is_the_one_that_is_written() -> None:
    assert (ROOT / "deploy" / "nolike.service").read_text(encoding="utf-8") == system_unit()


def test_root_gets_a_unit_for_the_machine_and_is_told_what_to_type(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = nolike.folder / "etc" / "nolike.service"
    monkeypatch.setattr(install, "SYSTEM_FILE", file)
    monkeypatch.setattr(install, "HIDDEN", ())
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said = nolike("install", "--systemd").out
    assert "systemctl enable --now nolike" in said
    path = Path(sys.executable).parent / "nolike"
    assert file.read_text(encoding="utf-8") == system_unit(path)
    assert nolike("install", "--systemd", "--show").out == system_unit(path)


def test_a_program_that_the_service_could_not_read_is_refused(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "HIDDEN", (Path("/"),))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    ran = nolike("install", "--systemd")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "/opt/nolike" in ran.err


def test_a_person_without_root_gets_a_unit_of_their_own(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    said = nolike("install", "--systemd").out
    file = nolike.folder / "config" / "systemd" / "user" / "nolike.service"
    assert "systemctl --user enable --now nolike" in said
    unit = file.read_text(encoding="utf-8")
    assert f"Environment=NOLIKE_HOME={nolike.folder}" in unit
    assert "User=" not in unit
    assert nolike("install").code == 2


def test_the_folder_that_a_persons_own_unit_starts_in_is_there_and_closed_to_others(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    folder = nolike.folder / "share" / "nolike"
    nolike.set(NOLIKE_HOME=str(folder))
    shown = nolike("install", "--systemd", "--show").out
    assert (f"WorkingDirectory={folder}\n" in shown, folder.parent.exists()) == (True, False)
    assert nolike("install", "--systemd").code == 0
    assert folder.stat().st_mode & 0o777 == 0o700
    (folder / ".env").touch()
    assert nolike("install", "--systemd").code == 0


def test_a_program_whose_path_has_a_space_is_called_as_it_is_named(
    nolike: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = nolike.folder / "my 50% nolike" / "nolike"
    program.parent.mkdir()
    program.touch(mode=0o755)
    monkeypatch.setattr(sys, "executable", str(program.with_name("python")))
    monkeypatch.setattr(install, "SYSTEM_FILE", nolike.folder / "etc" / "nolike.service")
    monkeypatch.setattr(install, "HIDDEN", ())
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    said = nolike("install", "--systemd").out
    [line] = [line for line in said.splitlines() if line.endswith(" secret")]
    assert shlex.split(line)[-2:] == [str(program), "secret"]
    unit = install.SYSTEM_FILE.read_text(encoding="utf-8")
    assert f'ExecStart="{str(program).replace("%", "%%")}" run\n' in unit


@pytest.mark.skipif(not ANALYZE, reason="systemd is not here")
@pytest.mark.parametrize("name", ["plain", "my nolike", "50% off", "نولايك"])
def test_systemd_takes_the_unit_of_any_path(tmp_path: Path, name: str) -> None:
    program = tmp_path / name / "nolike"
    program.parent.mkdir()
    program.touch(mode=0o755)
    file = tmp_path / "nolike.service"
    file.write_text(user_unit(program, program.parent), encoding="utf-8")
    ran = subprocess.run([ANALYZE, "verify", "--man=no", str(file)], capture_output=True, text=True, check=False)
    said = [line for line in (ran.stdout + ran.stderr).splitlines() if "nolike.service" in line]
    assert (ran.returncode, said) == (0, [])
