"""The program `nolike` for tests: run inside this process, or for real as one of its own."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.cli.program import read_settings
from bot.cli.terminal import EXAMPLE
from bot.config import Settings
from bot.house import open_house
from bot.opening import Migrate
from bot.sources import SOURCES

ROOT = Path(__file__).parent.parent
KEY = "a-secret-of-the-tests-with-32-letters"
# The bytes of a database with the bundled campaign and its figures, once a test has needed it.
_LOADED: list[bytes] = []


@dataclass(frozen=True)
class Ran:
    """What a program did: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.out.splitlines()[-1]


class Program:
    """`nolike` in a folder of its own, with a database and a SECRET_KEY unless a test takes them away."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)
        own = [setting.name for source in SOURCES.values() for setting in source.settings]
        for name in [*(field.upper() for field in Settings.model_fields), *own, "LC_ALL", "LC_MESSAGES"]:
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(f"{name}_FILE", raising=False)
        url = f"sqlite:///{folder / 'nolike.db'}"
        self.set(NOLIKE_HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"))
        self.set(XDG_DATA_HOME=str(folder / "data"))
        self.set(LANG="C.UTF-8", SECRET_KEY=KEY, DATABASE_URL=url, COLUMNS="200", WEB_PORT="0")

    def set(self, **environment: str) -> None:
        for name, value in environment.items():
            self._monkeypatch.setenv(name, value)

    @property
    def environment(self) -> dict[str, str]:
        """What a process of the program is told."""
        return _environment()

    def __call__(self, *words: str, typed: str = "") -> Ran:
        """Run it in this process, with `typed` on its standard input."""
        self._monkeypatch.setattr(sys, "argv", ["nolike", *words])
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            structlog.reset_defaults()
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)

    def begun(self) -> "Program":
        """With a database that a start has begun, and nothing in it."""

        async def begin() -> None:
            settings, own = read_settings()
            async with open_house(settings, own, structlog.get_logger(), people=False, migrate=Migrate.NEVER):
                pass

        asyncio.run(begin())
        return self

    def loaded(self) -> "Program":
        """With the bundled campaign and its figures: the database that the two commands made the first time."""
        file = self.folder / "nolike.db"
        alike = (os.environ["SECRET_KEY"], os.environ["DATABASE_URL"]) == (KEY, f"sqlite:///{file}")
        if alike and not file.exists() and _LOADED:
            file.touch(0o600)
            file.write_bytes(_LOADED[0])
            return self
        assert self("campaign", "load", str(EXAMPLE)).code == 0
        assert self("import", str(EXAMPLE.with_suffix(".csv")), "--campaign", EXAMPLE.stem).code == 0
        if alike and not Path(f"{file}-wal").exists():
            _LOADED[:] = [file.read_bytes()]
        return self

    def process(self, *words: str, typed: str = "") -> Ran:
        """Run it as a process."""
        made = subprocess.run(
            [sys.executable, "-m", "bot", *words], input=typed, capture_output=True, text=True, timeout=60, check=False,
            env=_environment(), cwd=self.folder,
        )  # fmt: skip
        return Ran(made.returncode, made.stdout, made.stderr)


@asynccontextmanager
async def started(*words: str, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program as a process that goes on; it is killed at the end if it has not ended by then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=_environment(environment), stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
        transport = process._transport  # type: ignore[attr-defined]
        transport.close()


def _environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}
