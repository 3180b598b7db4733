"""The addresses of pictures to pass on."""

import asyncio
import io
import re
from dataclasses import replace

import pytest
from PIL import Image

from bot.core.ports.pictures import Picture
from storage import Database
from tests.event_talk import NEW, EventTalk
from tests.talk import END, SLUG, Talk
from tests.web.house import PAGE, Served, serving


async def test_a_shared_link_has_its_picture(served: Served) -> None:
    answer = await served.get(f"{PAGE}/share.png")
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"] == "public, max-age=60"


async def test_a_picture_that_cannot_be_drawn_is_asked_for_later(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    answer = await served.get(f"{PAGE}/share.png")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"


def logo(colour: str = "#00ff00") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (90, 60), colour).save(written, "PNG")
    return written.getvalue()


async def test_a_campaigns_logo_stands_on_its_page_at_its_address_and_in_its_pictures(served: Served) -> None:
    assert (await served.get(f"/{SLUG}/logo.png")).status_code == 404
    assert "logo.png" not in (await served.get(f"/fr/{SLUG}")).text
    async with served.store.writing() as tx:
        name = await tx.pictures.add(Picture("image/png", logo()))
        await tx.pictures.add(Picture("image/png", logo("red")))
        await tx.campaigns.save(replace(await served.campaign(), logo=name), END)
        await tx.pictures.drop_unused()
    async with asyncio.timeout(30):
        while (answer := await served.get(f"/{SLUG}/logo.png")).status_code == 404:  # noqa: ASYNC110 - the page is read anew by its own clock
            await asyncio.sleep(0.05)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", logo())
    for language, left in (("en", False), ("ar", True)):
        page = (await served.get(f"/{language}/{SLUG}")).text
        assert re.search(r'<h1><img class="logo" src="[^"]*logo.png" alt=""', page)
        for kind in ("share", "story"):
            drawn = Image.open(io.BytesIO((await served.get(f"/{language}/{SLUG}/{kind}.png")).content)).convert("RGB")
            green = [x for x in range(0, drawn.width, 4) for y in range(0, drawn.height // 3, 4)
                     if drawn.getpixel((x, y)) == (0, 255, 0)]  # fmt: skip
            assert green, (language, kind)
            assert all((x < drawn.width / 2) is left for x in green), (language, kind)


async def test_a_companys_logo_stands_in_place_of_its_initial_at_an_address_of_its_content(served: Served) -> None:
    assert 'class="mark"' not in (await served.get(f"/fr/{SLUG}")).text
    async with served.store.writing() as tx:
        name = await tx.pictures.add(Picture("image/png", logo()))
        other = await tx.pictures.add(Picture("image/png", logo("red")))
        campaign = await served.campaign()
        first, *rest = campaign.targets
        await tx.campaigns.save(replace(campaign, targets=(replace(first, logo=name), *rest)), END)
        await tx.pictures.drop_unused()
    at = f"/{SLUG}/logos/{name[:16]}.png"
    async with asyncio.timeout(30):
        while (answer := await served.get(at)).status_code == 404:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", logo())
    assert answer.headers["cache-control"] == "public, max-age=604800, immutable"
    for wrong in (f"{other[:16]}.png", f"{name}.png", ".png", f"{name[:16]}"):
        assert (await served.get(f"/{SLUG}/logos/{wrong}")).status_code == 404, wrong
    for language in ("ar", "fr"):
        async with asyncio.timeout(30):
            # The page that was asked for before is cached for a moment.
            while 'class="mark"' not in (page := (await served.get(f"/{language}/{SLUG}")).text):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
        shown = re.findall(r'<img class="mark" src="([^"]*)" alt="" width="35" height="35"', page)
        assert (shown, page.count('class="initial"')) == ([at], len(rest)), language


@pytest.mark.parametrize(("name", "size"), [("share", (1200, 630)), ("story", (1080, 1920))])
async def test_there_is_a_wide_picture_and_one_for_stories(served: Served, name: str, size: tuple[int, int]) -> None:
    assert Image.open(io.BytesIO((await served.get(f"{PAGE}/{name}.png")).content)).size == size


async def test_an_event_has_its_own_picture(sqlite_store: Database) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW + " goal=10", "7")
    async with serving(sqlite_store, event_talk.talk.now) as site:
        assert (await site.get(f"/ar/{SLUG}/events/1.png")).content.startswith(b"\x89PNG")
        assert (await site.get(f"/ar/{SLUG}/events/99.png")).status_code == 404
