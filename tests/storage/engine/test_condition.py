import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from bot.check import Finding, findings
from bot.config import Settings
from bot.core.model.reply import Text
from bot.core.ports.database import Condition
from bot.house import House
from storage import Database, MisusedError, open_store, parse
from storage.backups.archive import Lock, put_back, take_backup
from storage.engine import migrate
from tests import postgres
from tests.conftest import SECRET


@pytest.fixture
async def reader(postgresql_url: str) -> AsyncIterator[str]:
    """The address with which a user comes who may only read."""
    name = f"reader_{uuid.uuid4().hex}"
    may_read = f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{name}"'
    await postgres.run(postgresql_url, f"CREATE USER \"{name}\" PASSWORD '{postgres.PASSWORD}'", may_read)
    host = postgresql_url.rpartition("@")[2]
    yield f"postgresql://{name}:{postgres.PASSWORD}@{host}"
    await postgres.run(postgresql_url, f'DROP OWNED BY "{name}"', f'DROP USER "{name}"')


async def _condition(url: str) -> Condition:
    store = open_store(url, SECRET)
    try:
        return await store.condition()
    finally:
        await store.close()


LATIN = "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
IN_LATIN = "has the encoding LATIN1, in which not every text can be written: create another with UTF8"


async def test_a_database_in_which_arabic_cannot_be_written_is_neither_begun_nor_restored_into(
    postgresql_url: str, postgresql_server: str, tmp_path: Path
) -> None:
    with postgres.database(postgresql_server, LATIN) as url:
        store = open_store(url, SECRET)
        try:
            with pytest.raises(MisusedError, match=IN_LATIN):
                await store.upgrade()
            assert not await store.exists()
        finally:
            await store.close()
        key = Lock(passphrase="four words nobody guesses")
        await take_backup(parse(postgresql_url), tmp_path / "one.nolike", key, datetime.now(UTC))
        with pytest.raises(MisusedError, match=IN_LATIN):
            await put_back(tmp_path / "one.nolike", parse(url), key)


async def test_check_tells_of_such_a_database_that_was_begun_before(
    postgresql_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "check_encoding", lambda _: None)
    with postgres.database(postgresql_server, LATIN) as url:
        store = open_store(url, SECRET)
        try:
            await store.upgrade()
            assert (await store.condition()).encoding == "LATIN1"
            house = House(Settings(secret_key=SecretStr(SECRET), web_port=0), {}, store, structlog.get_logger())
            found = [one async for one in findings(house)]
        finally:
            await store.close()
    assert (Finding.WRONG, Text("check-encoding", {"encoding": "LATIN1"})) in found


async def test_a_database_that_takes_writes_says_so(store: Database) -> None:
    assert await store.condition() == Condition(takes_writes=True, behind=None)


async def test_what_only_reads_says_so(postgresql_url: str, reader: str) -> None:
    only_reads = Condition(takes_writes=False, behind=None)
    assert await _condition(f"{postgresql_url}?options=-c%20default_transaction_read_only%3Don") == only_reads
    assert await _condition(reader) == only_reads
