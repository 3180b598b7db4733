import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from storage import Database
from tests.fakes import until
from tests.talk import END, NOW, SLUG, load_2016
from tests.web.house import PAGE, Served, serving


@asynccontextmanager
async def watching(served: Served, path: str = f"{PAGE}/live") -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    async def news() -> AsyncIterator[dict[str, Any]]:
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    async with served.browser.stream("GET", path) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield news()


async def test_a_new_snapshot_reaches_every_viewer(served: Served) -> None:
    served.clock.move(NOW)
    async with watching(served) as news:
        first = await anext(news)
        await served.count(2_400_000, 2_000_000, 2_100_000)
        async with asyncio.timeout(15):
            second = await anext(news)
    assert "2,400,000" not in first["parts"]["companies-now"]
    assert "2,400,000" in second["parts"]["companies-now"]
    assert second["chart"] != first["chart"]


async def test_each_language_has_its_own_stream(served: Served) -> None:
    async with watching(served, f"/fr/{SLUG}/live") as french, watching(served, f"/ar/{SLUG}/live") as arabic:
        assert "2\u202f447\u202f581" in (await anext(french))["parts"]["companies-now"]
        assert "2,447,581" in (await anext(arabic))["parts"]["companies-now"]
        assert served.app.live_streams.viewers == 2


async def test_who_leaves_is_no_longer_counted(served: Served) -> None:
    async with watching(served) as news:
        await anext(news)
    await until(lambda: not served.app.live_streams.viewers)


async def test_a_stream_over_the_limit_of_the_settings_is_a_503_with_retry_after(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with serving(sqlite_store, END, web_max_viewers="1") as served, watching(served) as news:
        await anext(news)
        answer = await served.get(f"{PAGE}/live")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "30"


async def test_a_stream_ends_with_the_server_and_does_not_hold_it_up(served: Served) -> None:
    async with watching(served) as news:
        await anext(news)
        async with asyncio.timeout(15):
            await served.app.close()
            assert [one async for one in news] == []
    assert (await served.get(f"{PAGE}/live")).status_code == 503


async def test_trouble_with_the_database_is_told_once_and_the_stream_goes_on(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    served.clock.move(NOW)
    page_data_cache = served.app.live_streams.page_data_cache
    object.__setattr__(page_data_cache.site, "report", told.append)
    original = type(page_data_cache).of
    broken, asked = True, []

    async def of(self: Any, slug: str) -> Any:  # noqa: ANN401 - what page_data_cache give
        if broken:
            asked.append(1)
            raise OSError("gone for a moment")
        return await original(self, slug)

    async with watching(served) as news:
        await anext(news)
        monkeypatch.setattr(type(page_data_cache), "of", of)
        await until(lambda: len(asked) >= 2)
        broken = False
        await served.count(2_400_000, 2_000_000, 2_100_000)
        async with asyncio.timeout(15):
            assert "2,400,000" in (await anext(news))["parts"]["companies-now"]
    assert [str(one) for one in told] == ["gone for a moment"]


async def test_an_unknown_campaign_or_language_has_no_stream(served: Served) -> None:
    for path in ("/en/nobody/live", f"/de/{SLUG}/live"):
        assert (await served.get(path)).status_code == 404
