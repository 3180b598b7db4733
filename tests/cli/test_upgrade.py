"""`nolike upgrade`, and what other programs do with the database of an older version or of a newer one."""

import asyncio
import gzip
import re
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
import sqlalchemy

from bot.core.ports.facts import LEAST_SCHEMA, SECRET_FINGERPRINT
from bot.opening import fingerprint
from storage import open_store
from storage.engine.migrate import REVISIONS
from tests import postgres
from tests.fakes import until
from tests.program import KEY, ROOT, Program, started
from tests.telegram_server import TOKEN, TelegramServer

UPGRADES = ROOT / "tests" / "storage" / "upgrades"
OLD = "0001"
"""The schema of the last release."""

OLD_PROCESS = f"""
import asyncio, sys
from sqlalchemy import text
from bot.jobs.process_id import name_process
from storage import open_store
from storage.engine import migrate

# As that release did: it knows its own schema, and at each renewal of its lease looks at the database's.
migrate.REVISIONS = ("{OLD}",)

async def main(url):
    insert = text("INSERT INTO notes (name, value) VALUES (:name, '')")
    store, name, turn = open_store(url, {KEY!r}), name_process(), 0
    while True:
        async with store.writing() as tx:
            connection = tx.leases.link.connection
            migrate.check_known(await connection.scalar(migrate.VERSION))
            held = await tx.leases.acquire("platform:telegram", name, 10, await tx.leases.now())
            if held:
                turn += 1
                await connection.execute(insert, {{"name": f"turn {{turn}}"}})
        print("works" if held else "waits", flush=True)
        await asyncio.sleep(0.2)

asyncio.run(main(sys.argv[1]))
"""  # noqa: S608 - a program, and a test's own database


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, nolike: Program) -> Iterator[Program]:
    """The program beside a database of the last release, which the tests' SECRET_KEY began."""
    if request.param == "sqlite":
        (nolike.folder / "nolike.db").write_bytes(gzip.decompress((UPGRADES / f"{OLD}.db.gz").read_bytes()))
        url = f"sqlite:///{nolike.folder / 'nolike.db'}"
        _begin_with_our_key(url)
        yield nolike
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            postgres.elsewhere(postgres.run(url, (UPGRADES / f"{OLD}.sql").read_text(encoding="utf-8")))
            nolike.set(DATABASE_URL=url)
            _begin_with_our_key(url)
            yield nolike


def _begin_with_our_key(url: str) -> None:
    postgres.elsewhere(_put_fingerprint(url))


async def _put_fingerprint(url: str) -> None:
    store = open_store(url, KEY)
    async with store._engines.writer.begin() as connection:
        known = sqlalchemy.text("UPDATE notes SET value = :value WHERE name = 'secret-fingerprint'")
        assert (await connection.execute(known, {"value": fingerprint(KEY)})).rowcount == 1
    await store.close()


def address(program: Program) -> str:
    return program.environment["DATABASE_URL"]


async def schema(program: Program) -> str:
    store = open_store(address(program), KEY)
    try:
        return await store.version()
    finally:
        await store.close()


@asynccontextmanager
async def old_process(program: Program) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of the last release that holds the lease and writes; ended at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OLD_PROCESS, address(program), env=program.environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"works\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("words", [("stats",), ("audit", "no-voip-no-like"), ("check",), ("site", "build", "mirror")])
async def test_a_command_says_that_the_database_must_be_upgraded_and_leaves_it_alone(
    old: Program, words: tuple[str, ...]
) -> None:
    ran = await asyncio.to_thread(lambda: old(*words))
    assert ran.code == 1
    assert ran.err.startswith(f"The database has schema {OLD}, and this nolike needs {REVISIONS[-1]}: make a backup")
    assert await schema(old) == OLD


async def test_a_database_is_backed_up_before_it_is_upgraded_and_a_backup_of_an_older_version_is_restored(
    old: Program, request: pytest.FixtureRequest
) -> None:
    old.set(BACKUP_PASSPHRASE="four words nobody guesses")
    assert (await asyncio.to_thread(lambda: old("backup", "before.nolike"))).code == 0
    assert await schema(old) == OLD
    if address(old).startswith("sqlite"):
        old.set(DATABASE_URL=f"sqlite:///{old.folder / 'restored.db'}")
        restored = await asyncio.to_thread(lambda: old("restore", "before.nolike"))
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            old.set(DATABASE_URL=url)
            restored = await asyncio.to_thread(lambda: old("restore", "before.nolike"))
    assert (restored.code, restored.err) == (0, "")


async def test_upgrade_migrates_once(old: Program) -> None:
    first = await asyncio.to_thread(lambda: old("upgrade"))
    assert (first.code, first.err) == (0, "")
    assert f"from schema {OLD} to {REVISIONS[-1]}" in re.sub("[\u2068\u2069]", "", first.out)
    assert await schema(old) == REVISIONS[-1]
    again = await asyncio.to_thread(lambda: old("upgrade"))
    assert (again.code, "there is nothing to do" in again.out) == (0, True)
    assert (await asyncio.to_thread(lambda: old("stats"))).code == 0


async def test_upgrade_with_another_secret_key_changes_nothing(old: Program) -> None:
    old.set(SECRET_KEY="another-secret-of-the-tests-with-40-signs")
    ran = await asyncio.to_thread(lambda: old("upgrade"))
    assert (ran.code, ran.err) == (
        1,
        "SECRET_KEY is not the one that this database was begun with: nothing was migrated.\n",
    )
    assert await schema(old) == OLD


def test_upgrade_of_no_database_says_so_and_makes_none(nolike: Program) -> None:
    ran = nolike("upgrade")
    assert (ran.code, "nolike.db does not exist" in ran.err) == (2, True)
    assert not (nolike.folder / "nolike.db").exists()


async def test_an_old_process_that_still_runs_stops_before_the_database_is_upgraded_and_then_ends(old: Program) -> None:
    async with old_process(old) as process:
        ran = await asyncio.to_thread(lambda: old.process("upgrade"))
        assert (ran.code, ran.err) == (0, "")
        assert "An older nolike still runs" in ran.out
        out, err = await asyncio.wait_for(process.communicate(), 30)
    # It never wrote to tables that are not its own: it waited before they changed, and ended when it saw that they had.
    assert out.decode().splitlines()[-1] == "waits"
    assert f"NewerSchemaError: The database has schema {REVISIONS[-1]}, which is newer" in err.decode()


async def test_a_bot_waits_for_an_old_process_to_end_and_then_upgrades_and_runs(old: Program) -> None:
    async with (
        TelegramServer() as server,
        old_process(old) as process,
        started("run", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url) as bot,
    ):
        assert bot.stderr is not None
        said = await asyncio.wait_for(bot.stderr.readline(), 60)
        assert b"migrated once no older nolike works on it (1 running: an older version)" in said
        assert process.returncode is None
        assert await schema(old) == OLD
        process.kill()
        await until(lambda: bool(server.of("getUpdates")), 60)
        assert await schema(old) == REVISIONS[-1]
        found = await asyncio.to_thread(lambda: old.process("check"))
        assert "running on this database: nolike 0." in re.sub("[\u2068\u2069]", "", found.out)
        bot.terminate()
        await asyncio.wait_for(bot.communicate(), 30)


@pytest.fixture(params=["run", "run --only web"])
def words(request: pytest.FixtureRequest) -> list[str]:
    return str(request.param).split()


async def test_a_process_ends_with_one_sentence_when_a_newer_program_asks_for_the_database(
    nolike: Program, words: list[str], unused_tcp_port: int
) -> None:
    await asyncio.to_thread(nolike.loaded)
    url = f"sqlite:///{nolike.folder / 'nolike.db'}"
    async with TelegramServer() as server:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
        async with started(*words, WEB_PORT=str(unused_tcp_port), **settings) as process:
            assert process.stderr is not None
            sign = b"event=page" if "web" in words else b"lease taken"
            while sign not in (line := await asyncio.wait_for(process.stderr.readline(), 60)):
                assert line
            store = open_store(url, KEY)
            async with store.writing() as tx:
                await tx.facts.put(LEAST_SCHEMA, "", "9999")
                assert await tx.facts.get(SECRET_FINGERPRINT) == (None if "web" in words else fingerprint(KEY))
            await store.close()
            _, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    last = err.decode().splitlines()[-1]
    assert last.startswith("The database has schema 9999, which is newer than this nolike knows")
