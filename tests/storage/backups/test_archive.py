import io
import os
import re
import sqlite3
import stat
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from bot.core.model.announcements import Announcement, AnnouncementKind, Audience, State
from bot.core.model.call import Call, Script
from bot.core.model.reply import say
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from storage import StorageError, open_store, parse
from storage.backups import archive
from storage.backups.archive import Lock, put_back, read_about, take_backup
from tests.conftest import SECRET
from tests.running import SLUG, add_groups
from tests.talk import load_2016

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
    with pytest.raises(StorageError, match="is not empty"):
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


async def test_a_backup_of_a_file_contains_no_deleted_rows(tmp_path: Path) -> None:
    path = tmp_path / "first.db"
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
    with pytest.raises(StorageError, match=said):
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
    with pytest.raises(StorageError, match="exists already"):
        await take_backup(first, file, KEY, NOW)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StorageError, match=r"damaged|decrypted"):
        await put_back(file, second, KEY)
    file.write_text("nothing")
    with pytest.raises(StorageError, match="is not a backup"):
        read_about(file)
    with tarfile.open(file, "w") as archive:
        archive.add(tmp_path / "first.db", "about.json")
    with pytest.raises(StorageError, match="is not a backup"):
        read_about(file)
    with pytest.raises(StorageError, match="does not exist"):
        await take_backup(second, tmp_path / "two.nolike", KEY, NOW)
    with pytest.raises(StorageError, match="not an age recipient"):
        await take_backup(first, tmp_path / "three.nolike", Lock(recipient="age1"), NOW)


async def test_a_changed_byte_in_the_middle_is_told_as_damage(tmp_path: Path) -> None:
    first, second = (parse(f"sqlite:///{tmp_path / name}") for name in ("first.db", "second.db"))
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(first, file, KEY, NOW)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(StorageError, match=r"one\.nolike is damaged"):
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
        with pytest.raises(StorageError, match="BACKUP_IDENTITY is no age identity"):
            await put_back(file, second, Lock(identity=wrong))
    with pytest.raises(StorageError, match="BACKUP_IDENTITY is not the one"):
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


async def test_a_backup_is_restored_only_into_the_same_kind_of_database(tmp_path: Path) -> None:
    await filled(f"sqlite:///{tmp_path / 'first.db'}")
    file = tmp_path / "one.nolike"
    await take_backup(parse(f"sqlite:///{tmp_path / 'first.db'}"), file, KEY, NOW)
    with pytest.raises(StorageError, match="is a backup of sqlite"):
        await put_back(file, parse("postgresql://nobody@127.0.0.1/none"), KEY)
