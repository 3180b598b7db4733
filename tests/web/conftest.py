"""Every test of the page talks to a real server on loopback, over a real store that holds the campaign of 2016."""

from collections.abc import AsyncIterator

import pytest

from storage import Database
from tests.talk import END, load_2016
from tests.web.house import Served, serving


@pytest.fixture
async def served(sqlite_store: Database) -> AsyncIterator[Served]:
    """The site of the bundled campaign, at its end, with its two published sets of figures."""
    await load_2016(sqlite_store)
    async with serving(sqlite_store, END) as site:
        yield site
