import asyncio

import pytest

from bot.charts import Gallery, Painter
from bot.charts import painter as painting
from bot.charts.painter import PainterError
from bot.core.counts import figures
from bot.core.counts.chart_data import Window
from bot.core.counts.picture_address import chart_address, share_address
from bot.locales import speak
from storage import Database
from tests.talk import END, load_2016

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="20"><rect width="{0}" height="20"/></svg>'


async def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    painter = Painter()
    first = await painter.png(SVG.format(20))
    assert first.startswith(b"\x89PNG")

    async def never(_svg: str) -> bytes:
        raise AssertionError

    monkeypatch.setattr(painter, "_render", never)
    assert await painter.png(SVG.format(20)) == first
    await painter.close()


async def test_only_the_last_pictures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "CACHE_SIZE", 2)
    painter = Painter()
    for width in range(1, 5):
        await painter.png(SVG.format(width))
    assert len(painter._cache) == 2
    await painter.close()


async def test_what_cannot_be_drawn_is_refused_and_the_next_picture_is_drawn() -> None:
    painter = Painter()
    with pytest.raises(PainterError, match="cannot be drawn"):
        await painter.png("<svg")
    assert (await painter.png(SVG.format(7))).startswith(b"\x89PNG")
    await painter.close()


async def test_a_drawing_process_that_died_is_started_again() -> None:
    painter = Painter()
    await painter.png(SVG.format(5))
    assert painter._process is not None
    painter._process.kill()
    await painter._process.wait()
    assert (await painter.png(SVG.format(6))).startswith(b"\x89PNG")
    await painter.close()


async def test_a_drawing_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(painting, "TIMEOUT_SECONDS", 0.0)
    painter = Painter()
    with pytest.raises(PainterError, match="TimeoutError"):
        await painter.png(SVG.format(8))
    assert painter._process is None
    monkeypatch.setattr(painting, "TIMEOUT_SECONDS", 15.0)
    assert (await painter.png(SVG.format(8))).startswith(b"\x89PNG")
    await painter.close()


async def test_who_gives_up_waiting_leaves_no_half_answer_behind() -> None:
    painter = Painter()
    wide = asyncio.create_task(painter.png(SVG.format(1999)))
    await asyncio.sleep(0)
    wide.cancel()
    await asyncio.wait([wide])
    assert wide.cancelled()
    small = await painter.png(SVG.format(9))
    assert int.from_bytes(small[16:20], "big") == 9
    await painter.close()


async def test_the_loop_goes_on_while_a_picture_is_drawn(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        shown = await figures.read(tx, campaign, END)
    painter = Painter()
    gallery = Gallery(sqlite_store, speak, painter, lambda _: None)
    await painter.png(SVG.format(3))
    task = asyncio.create_task(gallery.picture(share_address(shown, "ar")))
    turns = 0
    while not task.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert (await task or b"").startswith(b"\x89PNG")
    # Drawn in our own process, the loop would have had no turn in all that time.
    assert turns > 10
    await painter.close()


async def test_a_gallery_draws_what_replies_name(sqlite_store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.reading() as tx:
        shown = await figures.read(tx, campaign, END)
    painter, told = Painter(), list[BaseException]()
    gallery = Gallery(sqlite_store, speak, painter, told.append)
    spoken = [await gallery.picture(f"{chart_address(shown, Window.DAY, 'inwi')}/{code}") for code in ("ar", "fr")]
    assert all(one is not None and one.startswith(b"\x89PNG") for one in spoken)
    assert spoken[0] != spoken[1]
    # Without a language it is drawn in the campaign's own.
    assert await gallery.picture(chart_address(shown, Window.DAY, "inwi")) == spoken[0]
    assert await gallery.picture("0f3a") is None
    assert await gallery.picture("chart/nobody/all/-/2016-02-29T12:00:00+00:00") is None
    monkeypatch.setattr(painting, "TIMEOUT_SECONDS", 0.0)
    assert await gallery.picture(share_address(shown)) is None
    assert len(told) == 1
    await painter.close()
