import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model.announcements import State
from tests.fakes import until
from tests.program import Program
from tests.running import Program as Bot
from tests.running import add_groups, call, groups, load_example, opened
from tests.telegram_server import TelegramServer

PASSPHRASE = "four words nobody guesses"


def test_backups_are_made_into_a_folder_and_old_ones_are_deleted(nolike: Program) -> None:
    nolike.set(BACKUP_PASSPHRASE=PASSPHRASE)
    nolike.loaded()
    folder = nolike.folder / "backups"
    folder.mkdir()
    old = datetime.now(UTC) - timedelta(days=8)
    (folder / f"nolike-{old:%Y%m%dT%H%M%SZ}.nolike").touch()
    ran = nolike("backup", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert "it was checked" in ran.out
    assert [file.stem[:11] for file in folder.iterdir()] == [f"nolike-{datetime.now(UTC):%Y}"]
    assert nolike("backup", str(folder), "--keep", "1").code == 0
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (("backup", "one.nolike"), {}, "A backup is always encrypted"),
        (
            ("backup", "one.nolike", "--every", "soon"),
            {"BACKUP_PASSPHRASE": PASSPHRASE},
            "--every soon is not a length",
        ),
        (("restore", "none.nolike"), {"BACKUP_PASSPHRASE": PASSPHRASE}, "none.nolike"),
    ],
)
def test_a_backup_command_that_cannot_work_is_refused_in_one_sentence(
    words: tuple[str, ...], settings: dict[str, str], said: str, nolike: Program
) -> None:
    nolike.set(**settings)
    ran = nolike(*words)
    assert ran.code in {1, 2}
    assert said in ran.err
    assert "Traceback" not in ran.err


async def test_a_call_is_not_sent_twice_by_a_bot_that_was_restored_from_a_backup_taken_in_its_middle(
    tmp_path: Path,
) -> None:
    count = 90
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await load_example(first, tmp_path)
    async with TelegramServer() as server, opened(first) as store:
        await add_groups(store, count)
        announced = await call(store, datetime.now(UTC))
        slow = {"TELEGRAM_MESSAGES_PER_SECOND": "8"}
        bot = await Bot(first, server.url, tmp_path / "first.log", slow).start()
        try:
            await until(lambda: len(server.texts()) >= count // 9, 60)
            made = await _nolike(first, tmp_path, "backup", "one.nolike")
            assert made == 0
            await until(lambda: len(server.texts()) >= count, 60)
        finally:
            await bot.kill()
        assert await _nolike(second, tmp_path, "restore", "one.nolike") == 0
        again = await Bot(second, server.url, tmp_path / "second.log").start()
        try:
            await again.ready()
            polls = len(server.of("getUpdates"))
            await until(lambda: len(server.of("getUpdates")) > polls, 60)
        finally:
            await again.stop()
        async with opened(second) as restored, restored.reading() as tx:
            told = await tx.ledger.counts(announced)
        assert told[State.UNKNOWN] > 0
        assert set(told) == {State.SENT, State.UNKNOWN}
        assert {chat: len(server.texts(chat)) for chat in groups(count)} == dict.fromkeys(groups(count), 1)


async def _nolike(url: str, folder: Path, *words: str) -> int:
    """The exit code of a command on the database at `url`."""
    bot = Bot(url, "", folder / "nolike.log", {"BACKUP_PASSPHRASE": PASSPHRASE})
    ran = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", *words, cwd=folder, env=bot.environment)
    return await ran.wait()
