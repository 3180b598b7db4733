import os
import time
from pathlib import Path

import pytest
from asyncpg import InternalClientError  # type: ignore[import-untyped] # ships no types

from storage import StorageError, UnreachableError, open_store
from tests import postgres
from tests.conftest import SECRET


async def test_an_emptied_file_is_not_taken_for_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "nolike.db"
    file.touch()
    long_ago = time.time() - 3600
    os.utime(file, (long_ago, long_ago))
    store = open_store(f"sqlite:///{file}", SECRET)
    with pytest.raises(StorageError, match=r"nolike\.db is empty: restore it from a backup, or delete the file"):
        await store.upgrade()
    await store.close()
    assert file.stat().st_size == 0


async def test_a_missing_file_is_refused_where_one_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "nolike.db"
    store = open_store(f"sqlite:///{file}", SECRET)
    with pytest.raises(StorageError, match="DATABASE_NEW=no says that one was begun before"):
        await store.upgrade(may_be_new=False)
    assert not file.exists()
    assert await store.upgrade()
    assert not await store.upgrade(may_be_new=False)
    await store.close()


async def test_a_postgresql_database_without_tables_is_refused_where_one_was_expected(postgresql_server: str) -> None:
    with postgres.database(postgresql_server) as url:
        store = open_store(url, SECRET)
        with pytest.raises(StorageError, match="DATABASE_NEW=no says that one was begun before"):
            await store.upgrade(may_be_new=False)
        assert await store.upgrade()
        assert not await store.upgrade(may_be_new=False)
        await store.close()


async def test_a_connection_that_ends_in_the_middle_of_an_operation_is_a_database_that_is_away(
    postgresql_url: str,
) -> None:
    store = open_store(postgresql_url, SECRET)
    errors: list[None] = []
    store.on_error = lambda: errors.append(None)
    # asyncpg's own words for it, which come by chance where a server ends a connection just then.
    with pytest.raises(UnreachableError, match=r"failed: cannot switch to state 15; another operation \(2\)"):
        async with store.writing():
            raise InternalClientError("cannot switch to state 15; another operation (2) is in progress")
    assert errors == [None]
    with pytest.raises(LookupError):
        async with store.writing():
            raise LookupError("a fault of ours")
    await store.close()
