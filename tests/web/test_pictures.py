"""The addresses of pictures to pass on."""

import io

import pytest
from PIL import Image

from storage import Database
from tests.event_talk import NEW, EventTalk
from tests.talk import SLUG, Talk
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
