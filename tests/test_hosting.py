"""Every command of docs/hosting.md is typed here as it stands, or is listed with the check that stands in for it."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.config import Settings
from tests.fakes import until
from tests.proxy_server import proxying
from tests.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|ini|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

COMPOSE, INSTALLED = "test_every_bot_of_compose_is_locked_down_and_keeps_its_key_apart_from_its_data", "make wheel"
FRESH, MOVED = "make fresh-root", "make compose"
UNIT = "test_the_unit_in_the_tree_is_the_one_that_is_written"
CARRIED = "scp move.nolike .env NEW:"
ELSEWHERE = {
    "docker compose run --rm bot secret": COMPOSE,
    "docker compose up -d": COMPOSE,
    "docker compose pull": COMPOSE,
    "docker compose exec bot nolike check": COMPOSE,
    "docker compose run --rm bot move /data/move.nolike": MOVED,
    'docker volume inspect -f "{{ .Mountpoint }}/backups" nolike_data': COMPOSE,
    "docker compose stop bot": MOVED,
    "docker compose cp bot:/data/move.nolike .": MOVED,
    "docker compose cp bot:/secret/key .": MOVED,
    "scp move.nolike key .env nolike.env NEW:nolike/deploy": MOVED,
    'docker compose run --rm -T --entrypoint sh bot -c "umask 077 && cat >/secret/key" <key': MOVED,
    'docker compose run --rm -T --entrypoint sh bot -c "cat >/data/move.nolike" <move.nolike': MOVED,
    "docker compose run --rm bot restore /data/move.nolike": MOVED,
    "docker compose run --rm bot check": MOVED,
    "journalctl -u nolike --since today": UNIT,
    "systemctl restart nolike": UNIT,
    "sudo -u nolike env NOLIKE_HOME=/var/lib/nolike SECRET_KEY_FILE=/var/lib/nolike-secret/key "
    "/opt/nolike/bin/nolike check": FRESH,
    "/opt/nolike/bin/nolike install --systemd": "test_root_gets_a_unit_for_the_machine_and_is_told_what_to_type",
    "pipx install nolike-*.whl": INSTALLED,
    "pipx install --force nolike-*.whl": INSTALLED,
    "git clone ADDRESS nolike": "test_a_recipe_works_as_it_stands",
    "git pull": "test_a_recipe_works_as_it_stands",
    "python3 -m venv /opt/nolike": FRESH,
    "/opt/nolike/bin/pip install --no-deps --require-hashes -r requirements.lock": FRESH,
    "/opt/nolike/bin/pip install --no-deps nolike-*.whl": FRESH,
    "apt-get install -y caddy": FRESH,
    "caddy reverse-proxy --from likes.example.org --to 127.0.0.1:8080": FRESH,
    CARRIED: "test_what_a_section_says_can_be_typed",
}
"""What needs a container engine, systemd, the internet or another machine, and what checks as much of it as can be."""

GOES_ON = {"nolike run": "event=ready", "make run": "event=ready", "WEB_PORT=8081 nolike run --only web": "event=page"}
"""Commands that do not end, and what they log once they work; so do backups with `--every`."""


SETTINGS = {name for field in Settings.model_fields for name in (field.upper(), f"{field.upper()}_FILE")} | {
    "NOLIKE_HOME"
}
FIRST = set(re.findall(r"^### (.+)$", TEXT, re.MULTILINE))
"""The sections that begin with a machine on which there is nothing yet."""

TELEGRAM_WEBHOOK = "https://likes.example.org/telegram"


@dataclass(frozen=True)
class Section:
    """A heading with its blocks: `sh` to type, `ini` for .env, `text` for other files."""

    heading: str
    blocks: list[tuple[str, str]]

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.blocks)

    @property
    def commands(self) -> list[str]:
        return [line for form, text in self.blocks if form == "sh" for line in text.splitlines()]


def sections() -> list[Section]:
    parts = re.split(r"^##+ (.+)$", TEXT, flags=re.MULTILINE)[1:]
    found = [Section(heading, BLOCK.findall(body)) for heading, body in zip(parts[::2], parts[1::2], strict=True)]
    return [section for section in found if section.blocks]


@dataclass
class Machine:
    """A machine with nolike on it: a home of its own, its programs, and servers on loopback in place of the world."""

    home: Path
    environment: dict[str, str]
    ports: dict[str, str]
    world: dict[str, dict[str, str]] = field(default_factory=dict)
    folder: Path = field(init=False)
    going: list[asyncio.subprocess.Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.home

    def set(self, lines: str) -> None:
        """Add lines to .env; what the world would be asked for is then asked of the tests' own servers."""
        with (self.home / ".env").open("a", encoding="utf-8") as file:
            file.write(lines)
        for line in lines.splitlines():
            name = line.partition("=")[0]
            assert name in SETTINGS
            self.environment |= self.world.get(name, {})

    async def type(self, command: str) -> None:
        """Type one command, which must succeed; one that goes on is left running once it works."""
        if command in ELSEWHERE:
            if command == CARRIED:
                # What is carried over is in the same folder; only the database stays behind.
                for file in self.home.glob("nolike.db*"):
                    file.unlink()
        elif command.startswith("cd "):
            self.folder = self.folder / command.removeprefix("cd ")
        elif shown := GOES_ON.get(command, "it was checked" if "--every" in command else ""):
            await self._leave_running(command, shown)
        else:
            tries = 60 if command.startswith("curl ") else 1
            for again in range(tries, 0, -1):
                ran = await self._start(command)
                out, _ = await asyncio.wait_for(ran.communicate(), 120)
                if not ran.returncode:
                    break
                assert again > 1, f"{command}\n{out.decode()}"
                await asyncio.sleep(0.5)

    async def _leave_running(self, command: str, shown: str) -> None:
        ran = await self._start(command)
        self.going.append(ran)
        assert ran.stdout is not None
        seen = ""
        async with asyncio.timeout(120):
            # Without a token it waits for one to be entered.
            while not any(sign in seen for sign in (shown, "waiting for a token")):
                line = await ran.stdout.readline()
                assert line, f"{command}\n{seen}"
                seen += line.decode()

    async def _start(self, command: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", re.sub(r"\b808[01]\b", lambda port: self.ports[port[0]], command),
            cwd=self.folder, env=self.environment, start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip

    async def stop(self) -> None:
        """End what goes on, as Ctrl-C would."""
        # What a shell starts in the background ignores Ctrl-C, and so does all that it starts.
        ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        for ran in self.going:
            with suppress(ProcessLookupError):
                os.killpg(ran.pid, signal.SIGTERM if ignored else signal.SIGINT)
            await asyncio.wait_for(ran.communicate(), 60)
        self.going.clear()


def script(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o700)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture
async def machine(
    tmp_path: Path, server: TelegramServer, unused_tcp_port_factory: Callable[[], int]
) -> AsyncIterator[Machine]:
    """A machine with a Bot API server in place of Telegram, and the page at a free port."""
    home, programs = tmp_path / "home", tmp_path / "bin"
    tree = home / "nolike"
    for folder in (programs, tree / ".venv" / "bin", tree / "deploy"):
        folder.mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", tree)
    example = (ROOT / "campaigns" / "no-voip-no-like.toml").read_text(encoding="utf-8")
    mine = re.sub(r"^(starts|ends)_at = 2016(.*)", r"\1_at = 2096\2", example, flags=re.MULTILINE)
    (home / "my-campaign.toml").write_text(mine.replace("no-voip-no-like", "my-campaign"), encoding="utf-8")
    (home / ".env").touch()
    script(programs / "nolike", f'exec env PYTHONPATH="{ROOT}" "{sys.executable}" -m bot "$@"')
    (tree / ".venv" / "bin" / "nolike").symlink_to(programs / "nolike")
    # The libraries are there already.
    script(programs / "make", f'exec "{shutil.which("make")}" -o .venv/.run "$@"')
    own = {name: value for name, value in os.environ.items() if name.upper() not in SETTINGS}
    ports = {port: str(unused_tcp_port_factory()) for port in ("8080", "8081")}
    made = Machine(home, own | {
        "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(home / ".config"), "XDG_DATA_HOME": str(home / ".local" / "share"),
        "BACKUP_PASSPHRASE": "four words nobody guesses", "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url,
        "WEB_PORT": ports["8080"],
    }, ports)  # fmt: skip
    yield made
    await made.stop()


async def begin(section: Section, machine: Machine) -> None:
    """Do what the sections before this one say."""
    if section.heading == "With pipx or uv":
        # The token is entered in the browser that this section opens; tests/web/desk/test_setup.py does so.
        del machine.environment["TELEGRAM_BOT_TOKEN"]
    if section.heading not in FIRST:
        await machine.type("nolike secret")
        await machine.type("nolike campaign load my-campaign.toml")


async def type_all(section: Section, machine: Machine) -> None:
    for form, text in section.blocks:
        if form == "ini":
            machine.set(text)
        elif form == "sh":
            machine.folder = machine.home
            for command in text.splitlines():
                await machine.type(command)


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.heading)
async def test_what_a_section_says_can_be_typed(
    section: Section, machine: Machine, server: TelegramServer, request: pytest.FixtureRequest
) -> None:
    await begin(section, machine)
    if "DATABASE_URL=" in section.text:
        machine.world["DATABASE_URL"] = {"DATABASE_URL": request.getfixturevalue("postgresql_url")}
    async with TelegramServer() as other, proxying("socks5h") as proxy:
        machine.world["TELEGRAM_API_URL"] = {"TELEGRAM_API_URL": other.url}
        # The tests' servers are on loopback, which no proxy is used for unless this says so.
        machine.world["HTTPS_PROXY"] = {"TELEGRAM_PROXY": proxy.url, "NO_PROXY": "example.org"}
        await type_all(section, machine)
        if "TELEGRAM_WEBHOOK=" in section.text:
            assert [call.params["url"] for call in server.of("setWebhook")] == [TELEGRAM_WEBHOOK]
        if "TELEGRAM_API_URL=" in section.text:
            assert server.logged_out
            await until(lambda: bool(other.of("getUpdates")), 60)
        # An open copy of the database, which no /forget reaches.
        assert not list(machine.home.rglob("rehearsal*"))
        if "HTTPS_PROXY=" in section.text:
            assert proxy.asked


def test_every_command_that_is_not_typed_here_names_what_stands_in_and_is_still_in_the_page() -> None:
    said = {command for section in sections() for command in section.commands}
    assert set(ELSEWHERE) <= said
    assert set(GOES_ON) <= said
    tests = {
        name for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }  # fmt: skip
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(ELSEWHERE.values()) <= tests | {f"make {target}" for target in targets}
