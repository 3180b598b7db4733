"""A plain SQLite file is restored like a backup: Litestream's, or a copy that somebody made."""

import os
import shutil
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model.announcements import State
from bot.core.ports.leases import Process
from storage import StorageError, open_store, parse
from storage.backups.archive import Lock, put_back, read_about
from storage.backups.plain import is_plain, last_sign
from tests.conftest import SECRET
from tests.fakes import until
from tests.storage.backups.test_archive import filled

ROOT = Path(__file__).parents[3]


def address(file: Path) -> str:
    return f"sqlite:///{file}"


async def counts(file: Path, announced: int) -> dict[State, int]:
    store = open_store(address(file), SECRET)
    try:
        async with store.reading() as tx:
            return await tx.ledger.counts(announced)
    finally:
        await store.close()


async def test_a_plain_file_needs_no_key_and_tells_when_it_was_last_written(tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    announced = await filled(address(first))
    about = read_about(first)
    assert (is_plain(first), about.kind) == (True, "sqlite")
    assert abs(about.moment - datetime.now(UTC)) < timedelta(minutes=5)
    assert await put_back(first, parse(address(second)), Lock()) == about
    assert await counts(second, announced) == {State.PENDING: 3}
    with pytest.raises(StorageError, match="is not empty"):
        await put_back(first, parse(address(second)), Lock())


async def test_the_last_check_in_of_a_process_is_the_time_of_a_file(tmp_path: Path) -> None:
    file, seen = tmp_path / "one.db", datetime(2026, 11, 28, 12, tzinfo=UTC)
    store = open_store(address(file), SECRET)
    await store.upgrade()
    async with store.writing() as tx:
        await tx.processes.check_in(Process("one"), seen)
    await store.close()
    assert last_sign(file) == seen


def test_a_file_of_another_program_is_as_old_as_it_says(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text"
    other.write_bytes(b"SQLite format 3\0 and nothing else")
    text.write_text("words")
    os.utime(other, (1_700_000_000, 1_700_000_000))
    assert last_sign(other) == datetime.fromtimestamp(1_700_000_000, UTC)
    assert (is_plain(other), is_plain(text), is_plain(tmp_path / "missing")) == (True, False, False)


@pytest.mark.skipif(shutil.which("litestream") is None, reason="litestream is not here; `make litestream` fetches it")
async def test_what_litestream_replicated_is_restored(tmp_path: Path) -> None:
    first, back, second = tmp_path / "nolike.db", tmp_path / "back.db", tmp_path / "second.db"
    config = ROOT / "deploy/litestream.yml"
    environment = os.environ | {"NOLIKE_HOME": str(tmp_path), "NOLIKE_REPLICA": str(tmp_path / "replica")}
    announced = await filled(address(first))
    litestream = str(shutil.which("litestream"))
    replicating = subprocess.Popen([litestream, "replicate", "-config", config], env=environment)  # noqa: ASYNC220 - it goes on beside us
    try:
        await until(lambda: any((tmp_path / "replica").rglob("*.ltx")), 60)
        store = open_store(address(first), SECRET)
        # What /forget and the purge do: the file is written anew while Litestream reads it.
        await store.wiper.wipe(whole=True)
        async with store.writing() as tx:
            campaign = (await tx.campaigns.all())[0]
            await tx.campaigns.halt(campaign.slug, datetime.now(UTC))
        await store.close()
        written = time.monotonic()
        halted = False
        while not halted and time.monotonic() - written < 60:
            back.unlink(missing_ok=True)
            words = [litestream, "restore", "-config", str(config), "-o", str(back), str(first)]
            subprocess.run(words, env=environment, check=True)  # noqa: ASYNC221 - our words
            store = open_store(address(back), SECRET)
            async with store.reading() as tx:
                halted = await tx.campaigns.halted(campaign.slug) is not None
            await store.close()
        assert halted
    finally:
        replicating.send_signal(signal.SIGTERM)
        replicating.wait(30)
    await put_back(back, parse(address(second)), Lock())
    assert await counts(second, announced) == {State.PENDING: 3}
