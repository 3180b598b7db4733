import errno
import io
import os
import re
import resource
import shutil
import sqlite3
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

import pyrage
import pytest

from bot.core.model.announcements import Announcement, AnnouncementKind, Audience, State
from bot.core.model.call import Call, Script
from bot.core.model.chats import Address
from bot.core.model.reply import say
from bot.core.model.roles import Invite, Role, code_hash
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from bot.core.ports.desk import DeskUser
from storage import Database, MisusedError, StorageError, open_store, parse
from storage.backups import archive, databases
from storage.backups.archive import About, Lock, put_back, read_about, read_mark, take_backup, try_backup
from storage.backups.gap import LETS_IN
from storage.backups.plain import is_plain
from storage.tables import metadata
from tests.conftest import SECRET
from tests.running import SLUG, add_groups
from tests.talk import example, load_2016

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
PASSPHRASE = Lock(passphrase="four words nobody guesses")
_IDENTITY = pyrage.x25519.Identity.generate()
KEY = Lock(recipient=str(_IDENTITY.to_public()), identity=str(_IDENTITY))


async def filled(url: str, groups: int = 3) -> int:
    """Fill a database with the campaign of 2016, some groups and a call to them; the call's announcement."""
    store = open_store(url, SECRET)
    await store.upgrade()
    try:
        await load_2016(store)
        await add_groups(store, groups)
        async with store.writing() as tx:
            await tx.calls.add(Call(0, SLUG, "", Script({"en": "x"})))
            announcement = Announcement("call:1", SLUG, AnnouncementKind.CALL, NOW, say("only-commands"))
            return await tx.ledger.broadcast(announcement, Audience(SLUG))
    finally:
        await store.close()


async def test_a_backup_contains_every_table_and_is_restored_into_an_empty_database(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    announced = await filled(first)
    file = tmp_path / "one.nolike"
    about = await take_backup(parse(first), file, KEY, NOW)
    assert about.moment == NOW
    assert read_about(file) == about
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await put_back(file, parse(second), KEY) == about
    store = open_store(second, SECRET)
    try:
        async with store.reading() as tx:
            assert [campaign.slug for campaign in await tx.campaigns.all()] == [SLUG]
            assert await tx.ledger.counts(announced) == {State.PENDING: 3}
    finally:
        await store.close()
    with pytest.raises(MisusedError, match="is not empty"):
        await put_back(file, parse(second), KEY)


async def test_deliveries_due_after_the_backup_are_closed_and_ids_are_not_reused(
    two_databases: tuple[str, str],
) -> None:
    url, _ = two_databases
    announced = await filled(url)
    store = open_store(url, SECRET)
    try:
        async with store.writing() as tx:
            update = Announcement("update:1", SLUG, AnnouncementKind.UPDATE, NOW, say("only-commands"))
            updated = await tx.ledger.broadcast(update, Audience(SLUG))
            later = Announcement(
                "call:later", SLUG, AnnouncementKind.CALL, NOW + timedelta(days=1), say("only-commands")
            )
            kept = await tx.ledger.broadcast(later, Audience(SLUG))
        assert await store.close_gap(NOW + timedelta(hours=1)) == 6
        async with store.writing() as tx:
            assert await tx.ledger.counts(announced) == {State.UNKNOWN: 3}
            assert await tx.ledger.counts(updated) == {State.SKIPPED: 3}
            assert await tx.ledger.counts(kept) == {State.PENDING: 3}
            made = await tx.calls.add(Call(0, SLUG, "", Script({"en": "x"})))
            assert made.id > 1000
            page = (await tx.campaigns.all())[0].pages[0]
            act = Import(SLUG, ImportKind.FILE, NOW, "operator", "", 0)
            assert await tx.imports.add(act, [ImportedPage(page.id, ())]) > 1000
            claimed = await tx.ledger.claim(["telegram"], "me", NOW + timedelta(hours=2), 60, 10)
            assert claimed == []
    finally:
        await store.close()


async def test_updates_that_were_handled_or_may_have_been_are_not_handled_again_after_a_restore(
    store: Database,
) -> None:
    until = NOW + timedelta(hours=1)
    async with store.writing() as tx:
        for name, minutes in ((1, 0), (2, 60), (3, 61)):
            await tx.inbox.enqueue("telegram", name, f"update {name}", NOW + timedelta(minutes=minutes))
        await tx.inbox.record("telegram", "4", Address("telegram", "5"), say("only-commands"), NOW)
    await store.close_gap(until)
    async with store.writing() as tx:
        # Since then the bot stands still, so that nobody has handled the last one.
        assert await tx.inbox.queued("telegram", 9) == [(3, "update 3")]
        assert await tx.inbox.waiting("telegram", NOW) == []
        # Telegram may bring one that was handled once more.
        assert await tx.inbox.seen("telegram", "4")
        await tx.inbox.enqueue("telegram", 4, "update 4", until)
        assert await tx.inbox.queued("telegram", 9) == [(3, "update 3")]


async def test_what_lets_in_whoever_holds_it_lets_nobody_in_after_a_restore(store: Database) -> None:
    # What may have been used or ended since: of other rows with a code or an end, nobody gets any rights.
    kept = {"crowd_reports", "pledges"}
    named = {
        table
        for table in metadata.tables.values()
        if any(column.name == "expires_at" or column.name.endswith("_hash") for column in table.columns)
    }
    assert named - set(LETS_IN) == {metadata.tables[name] for name in kept}
    user = DeskUser("telegram", "7", "7")
    async with store.writing() as tx:
        await tx.campaigns.save(example(), NOW)
        await tx.people.invite(code_hash("code"), Invite(SLUG, Role.OWNER, NOW + timedelta(days=9)))
        await tx.desk.add_link("token", user, NOW + timedelta(days=9))
        await tx.desk.begin("token", user, NOW, NOW + timedelta(days=9))
    await store.close_gap(NOW)
    async with store.writing() as tx:
        assert await tx.people.use_invite(code_hash("code"), NOW) is None
        assert await tx.desk.use_link("token", NOW) is None
        assert await tx.desk.session("token", NOW) is None


async def test_only_the_backup_of_a_move_itself_is_its_file(tmp_path: Path) -> None:
    first, moved = f"sqlite:///{tmp_path / 'first.db'}", NOW.replace(microsecond=7)
    await filled(first)
    for name, at, is_it in (("move", moved, True), ("same second", NOW.replace(microsecond=8), False)):
        await take_backup(parse(first), tmp_path / name, KEY, at)
        assert read_about(tmp_path / name).is_of_move(moved) is is_it
    # As older programs wrote it.
    assert About(NOW.isoformat(timespec="seconds"), "sqlite").is_of_move(moved)


@contextmanager
def limited() -> Iterator[Callable[[], None]]:
    """What lets no file of this process grow any more, as on a disk that is full, until the end."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("lock", [KEY, PASSPHRASE])
async def test_a_disk_that_gets_full_while_a_backup_is_encrypted_or_opened_is_told_as_that(
    lock: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await filled(first)
    file, other = tmp_path / "one.nolike", tmp_path / "other.nolike"
    await take_backup(parse(first), file, lock, NOW)
    seal, copy = archive._seal, shutil.copyfileobj

    def full_before(copied: Path, sealed: Path, lock: Lock) -> bytes:
        fill()
        return seal(copied, sealed, lock)

    def full_after(source: IO[bytes], out: IO[bytes]) -> None:
        copy(source, out)
        out.flush()
        fill()

    for place, name, full, work in (
        (archive, "_seal", full_before, take_backup(parse(first), other, lock, NOW)),
        (shutil, "copyfileobj", full_after, put_back(file, parse(second), lock)),
    ):
        with monkeypatch.context() as patched, limited() as fill:
            patched.setattr(place, name, full)
            with pytest.raises(OSError, match=re.escape(os.strerror(errno.EFBIG))) as told:
                await work
            assert (told.value.errno, told.value.filename) == (errno.EFBIG, str(tmp_path))
    await put_back(file, parse(second), lock)
    assert not other.exists()


async def test_a_full_disk_is_told_with_the_name_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, folder = f"sqlite:///{tmp_path / 'first.db'}", tmp_path / "backups"
    await filled(first)

    def full(*named: str) -> str:
        raise OSError(errno.ENOSPC, "No space left on device", *named)

    class Full(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    for fails in (lambda _: full(), lambda file: full(str(file))):
        monkeypatch.setattr(archive, "_digest", fails)
        with pytest.raises(OSError, match="No space left") as told:
            await take_backup(parse(first), folder / "one.nolike", KEY, NOW)
        assert told.value.filename == str(tmp_path)
    monkeypatch.setattr(databases.sqlite3, "connect", partial(sqlite3.connect, factory=Full))
    with pytest.raises(OSError, match="No space left") as told:
        await take_backup(parse(first), folder / "one.nolike", KEY, NOW)
    assert told.value.filename == str(tmp_path)
    monkeypatch.undo()
    monkeypatch.setattr(tarfile.TarFile, "add", lambda *_: full())
    with pytest.raises(OSError, match="No space left") as told:
        await take_backup(parse(first), folder / "one.nolike", KEY, NOW)
    assert told.value.filename == str(folder)
    assert list(folder.iterdir()) == []


async def test_a_backup_names_the_bot_that_it_is_of(tmp_path: Path) -> None:
    first, file = f"sqlite:///{tmp_path / 'first.db'}", tmp_path / "one.nolike"
    await filled(first)
    for mark in ("", "0f0f"):
        assert await take_backup(parse(first), file, KEY, NOW, mark) == read_about(file)
        assert (read_mark(file), read_about(file).mark) == (mark, mark)
        with tarfile.open(file) as made:
            header = made.extractfile("about.json")
            assert header is not None
            # A program of before knows no marks, and reads a backup that has none.
            assert (b"mark" in header.read()) is bool(mark)
        file.unlink()


async def test_a_backup_of_a_file_contains_no_deleted_rows(tmp_path: Path) -> None:
    path = tmp_path / "first.db"
    await filled(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE words (word TEXT)")
        connection.execute("INSERT INTO words VALUES ('unforgettable')")
        connection.commit()
        connection.execute("DELETE FROM words")
        connection.commit()
    file = tmp_path / "one.nolike"
    await take_backup(parse(f"sqlite:///{path}"), file, KEY, NOW)
    await put_back(file, parse(f"sqlite:///{tmp_path / 'second.db'}"), KEY)
    assert b"unforgettable" not in (tmp_path / "second.db").read_bytes()
    assert b"unforgettable" not in file.read_bytes()


@pytest.mark.parametrize(
    ("lock", "said"),
    [
        (Lock(passphrase="another"), "BACKUP_PASSPHRASE is not the one"),
        (Lock(identity="AGE-SECRET-KEY-NONE"), "BACKUP_PASSPHRASE is not the one"),
    ],
)
async def test_a_wrong_key_is_reported_in_one_sentence(lock: Lock, said: str, tmp_path: Path) -> None:
    first = f"sqlite:///{tmp_path / 'first.db'}"
    await filled(first)
    file = tmp_path / "one.nolike"
    await take_backup(parse(first), file, PASSPHRASE, NOW)
    with pytest.raises(MisusedError, match=said):
        await put_back(file, parse(f"sqlite:///{tmp_path / 'second.db'}"), lock)
    assert not (tmp_path / "second.db").exists()


async def test_a_machine_that_is_too_busy_for_a_backup_is_not_told_of_a_wrong_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "_PATIENCE", (0, 0))
    first = f"sqlite:///{tmp_path / 'first.db'}"
    await filled(first)
    file, heavy = tmp_path / "one.nolike", tmp_path / "heavy.nolike"
    await take_backup(parse(first), file, PASSPHRASE, NOW)
    with tarfile.open(file) as made, tarfile.open(heavy, "w") as written:
        for member in made.getmembers():
            content = made.extractfile(member)
            assert content is not None
            # The work factor stands at the end of the header's second line: a thousand million times as much.
            said = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 50", content.read())
            member.size = len(said)
            written.addfile(member, io.BytesIO(said))
    with pytest.raises(StorageError, match="too busy, or much slower"):
        await put_back(heavy, parse(f"sqlite:///{tmp_path / 'second.db'}"), PASSPHRASE)


async def test_a_file_that_is_no_backup_or_damaged_is_refused(tmp_path: Path) -> None:
    first, second = (parse(f"sqlite:///{tmp_path / name}") for name in ("first.db", "second.db"))
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(first, file, KEY, NOW)
    with pytest.raises(MisusedError, match="exists already"):
        await take_backup(first, file, KEY, NOW)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MisusedError, match=r"damaged|decrypted"):
        await put_back(file, second, KEY)
    file.write_text("nothing")
    with pytest.raises(MisusedError, match="is not a backup"):
        read_about(file)
    with tarfile.open(file, "w") as archive:
        archive.add(tmp_path / "first.db", "about.json")
    with pytest.raises(MisusedError, match="is not a backup"):
        read_about(file)
    with pytest.raises(MisusedError, match=r"none\.nolike cannot be read: No such file"):
        read_about(tmp_path / "none.nolike")
    with pytest.raises(StorageError, match="does not exist"):
        await take_backup(second, tmp_path / "two.nolike", KEY, NOW)
    with pytest.raises(MisusedError, match="not an age recipient"):
        await take_backup(first, tmp_path / "three.nolike", Lock(recipient="age1"), NOW)


@pytest.mark.parametrize(
    "about",
    ["{}", "[]", "3", "\xff", '{"taken_at": "soon", "kind": "sqlite"}', '{"taken_at": 3, "kind": "sqlite"}',
     '{"taken_at": "2026-11-28T12:00:00", "kind": "sqlite"}', '{"taken_at": "", "kind": "", "by": ""}'],
)  # fmt: skip
def test_an_archive_of_another_program_is_no_backup(about: str, tmp_path: Path) -> None:
    file, said = tmp_path / "one.nolike", about.encode("latin-1")
    with tarfile.open(file, "w") as archive:
        member = tarfile.TarInfo("about.json")
        member.size = len(said)
        archive.addfile(member, io.BytesIO(said))
    with pytest.raises(MisusedError, match="is not a backup of nolike"):
        read_about(file)


async def test_a_changed_byte_in_the_middle_is_told_as_damage(tmp_path: Path) -> None:
    first, second = (parse(f"sqlite:///{tmp_path / name}") for name in ("first.db", "second.db"))
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(first, file, KEY, NOW)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(MisusedError, match=r"one\.nolike is damaged"):
        await put_back(file, second, KEY)
    assert not (tmp_path / "second.db").exists()


async def test_whoever_sets_a_recipient_beside_the_passphrase_needs_no_identity_to_back_up(tmp_path: Path) -> None:
    first, second = (parse(f"sqlite:///{tmp_path / name}") for name in ("first.db", "second.db"))
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(first, file, Lock(PASSPHRASE.passphrase, KEY.recipient), NOW)
    await put_back(file, second, KEY)


async def test_the_file_that_age_keygen_writes_is_an_identity_and_another_text_is_told_as_none(tmp_path: Path) -> None:
    first, second = (parse(f"sqlite:///{tmp_path / name}") for name in ("first.db", "second.db"))
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(first, file, KEY, NOW)
    for wrong in ("", KEY.recipient):
        with pytest.raises(MisusedError, match="BACKUP_IDENTITY is no age identity"):
            await put_back(file, second, Lock(identity=wrong))
    with pytest.raises(MisusedError, match="BACKUP_IDENTITY is not the one"):
        await put_back(file, second, Lock(identity=str(pyrage.x25519.Identity.generate())))
    written = f"# created: 2026-11-28T12:00:00Z\n# public key: {KEY.recipient}\n{KEY.identity}\n"
    await put_back(file, second, Lock(identity=written))


async def test_a_backup_deletes_what_a_killed_one_has_left_in_the_open_and_nothing_that_may_be_at_work(
    tmp_path: Path,
) -> None:
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    old, new = tmp_path / ".nolike-backup-old", tmp_path / ".nolike-backup-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "copy").touch()
    long_ago = (NOW - timedelta(days=900)).timestamp()
    for aged in (old / "copy", old, new):
        os.utime(aged, (long_ago, long_ago))
    await take_backup(parse(f"sqlite:///{tmp_path / 'first.db'}"), tmp_path / "one.nolike", KEY, NOW)
    assert (old.exists(), new.exists()) == (False, True)


async def test_what_a_killed_backup_of_before_left_in_the_folder_of_backups_is_deleted_too(tmp_path: Path) -> None:
    backups, left = tmp_path / "backups", tmp_path / "backups" / ".nolike-backup-old"
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    await take_backup(parse(f"sqlite:///{tmp_path / 'first.db'}"), backups / "one.nolike", KEY, NOW)
    assert [file.name for file in backups.iterdir()] == ["one.nolike"]


@pytest.mark.parametrize("how", ["made", "tried"])
async def test_the_folder_of_a_backup_never_holds_the_database_in_the_open(
    how: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, backups = tmp_path / "own", tmp_path / "backups"
    own.mkdir()
    first, seen = parse(f"sqlite:///{own / 'first.db'}"), list[tuple[bool, bool]]()
    await filled(f"sqlite:///{own / 'first.db'}")

    def watched(does: Callable[..., object], *given: object) -> object:
        seen.append((holds_a_database(own), holds_a_database(backups)))
        return does(*given)

    # Of the copy, before and after it is sealed, and of what is opened to check it.
    for step in ("_digest", "_seal"):
        monkeypatch.setattr(archive, step, partial(watched, getattr(archive, step)))
    if how == "tried":
        await try_backup(first, backups, KEY, NOW)
    else:
        await take_backup(first, backups / "one.nolike", KEY, NOW)
    assert seen == [(True, False)] * 3


def holds_a_database(folder: Path) -> bool:
    """Whether a private folder in there holds a database that whoever reads it can open."""
    return any(is_plain(file) for file in folder.glob(".nolike-backup-*/**/*"))


async def test_a_backup_is_restored_only_into_the_same_kind_of_database(tmp_path: Path) -> None:
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(parse(f"sqlite:///{tmp_path / 'first.db'}"), file, KEY, NOW)
    with pytest.raises(MisusedError, match="is a backup of sqlite"):
        await put_back(file, parse("postgresql://nobody@127.0.0.1/none"), KEY)
