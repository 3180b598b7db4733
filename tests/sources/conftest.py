from collections.abc import AsyncIterator

import pytest

from bot.clock import SystemClock
from bot.fetch import HttpFetch
from tests.sources.loopback import Loopback, certificates, serving

TOKEN = "s3cret/token"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with serving() as server:
        yield server


@pytest.fixture
async def fetch(server: Loopback) -> AsyncIterator[HttpFetch]:
    """The real way out, except that every name is the loopback server and loopback is allowed."""
    fetch = HttpFetch(
        SystemClock(),
        "0.1.0",
        secrets=[TOKEN],
        pause=0.001,
        resolve=server.resolve,
        permit=lambda _: True,
        tls=certificates()[1],
    )
    yield fetch
    await fetch.close()
