"""Every handler's test talks over a real store that holds the campaign of 2016."""

import pytest

from storage import Database
from tests.gather import Gathering
from tests.talk import Talk, load_2016


@pytest.fixture
async def talk(sqlite_store: Database) -> Talk:
    """A conversation about the bundled campaign, on its second day."""
    await load_2016(sqlite_store)
    return Talk(sqlite_store)


@pytest.fixture
async def gathering(sqlite_store: Database) -> Gathering:
    """A campaign in December 2026, before any event."""
    made = Gathering(Talk(sqlite_store))
    await made.start()
    return made
