import os
import time
from pathlib import Path

import pytest

from storage import StorageError, open_store
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
