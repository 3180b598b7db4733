"""Every test of the desk talks to a real server on loopback, over the campaign of 2016."""

from collections.abc import AsyncIterator

import pytest

from tests.talk import Talk
from tests.web.desk.house import Desk, desk_of


@pytest.fixture
async def desk(talk: Talk) -> AsyncIterator[Desk]:
    """The desk on the campaign's second day."""
    async with desk_of(talk) as opened:
        yield opened
