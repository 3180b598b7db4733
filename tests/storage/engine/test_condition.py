import uuid
from collections.abc import AsyncIterator

import pytest

from bot.core.ports.database import Condition
from storage import Database, open_store
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


async def test_a_database_that_takes_writes_says_so(store: Database) -> None:
    assert await store.condition() == Condition(takes_writes=True, behind=None)


async def test_what_only_reads_says_so(postgresql_url: str, reader: str) -> None:
    only_reads = Condition(takes_writes=False, behind=None)
    assert await _condition(f"{postgresql_url}?options=-c%20default_transaction_read_only%3Don") == only_reads
    assert await _condition(reader) == only_reads
