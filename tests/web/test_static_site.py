import json
import re
from dataclasses import replace
from pathlib import Path

import structlog

from bot.clock import ManualClock
from bot.config import Settings
from bot.core.ports.pictures import Picture
from bot.house import House
from bot.locales import LANGUAGES
from bot.page import make_site
from bot.web import build
from storage import Database
from tests.event_talk import NEW, EventTalk
from tests.talk import END, SLUG, Talk, load_2016


async def mirror(store: Database, folder: Path) -> list[Path]:
    house = House(Settings(), {}, store, structlog.get_logger())
    try:
        return [path async for path in build(make_site(house, ManualClock(END)), "0.0.0", folder)]
    finally:
        await house.painter.close()


async def test_the_whole_page_is_written_with_its_data(sqlite_store: Database, tmp_path: Path) -> None:
    await load_2016(sqlite_store)
    written = {path.relative_to(tmp_path).as_posix() for path in await mirror(sqlite_store, tmp_path)}
    assert {
        "index.html", "en/index.html", f"{SLUG}/index.html", f"ar/{SLUG}/index.html", f"fr/{SLUG}/24h/index.html",
        f"en/{SLUG}/share.png", f"en/{SLUG}/feed.xml", f"api/v1/campaigns/{SLUG}.json",
        f"api/v1/campaigns/{SLUG}/snapshots.csv", f"badge/{SLUG}.svg", f"embed/{SLUG}/index.html",
        "api/v1/openapi.json",
    } <= written  # fmt: skip
    data = json.loads((tmp_path / f"api/v1/campaigns/{SLUG}.json").read_text(encoding="utf-8"))
    assert data["total"]["lost"] == 461_538
    page = (tmp_path / f"en/{SLUG}/index.html").read_text(encoding="utf-8")
    assert "A copy as of Mon 29\u00a0Feb,\u00a012:00" in page
    assert "data-stream" not in page


def broken_links(page: Path) -> list[str]:
    links = re.findall(r'(?:href|src)="([^"#]+)', page.read_text(encoding="utf-8"))
    own = [link for link in links if not link.startswith(("https:", "http:"))]
    return [link for link in own if not (page.parent / link).resolve().is_file()]


async def test_every_link_of_a_copy_leads_to_one_of_its_files(sqlite_store: Database, tmp_path: Path) -> None:
    await load_2016(sqlite_store)
    pages = [path for path in await mirror(sqlite_store, tmp_path) if path.suffix == ".html"]
    assert len(pages) > 10
    assert {path: broken_links(path) for path in pages} == {path: [] for path in pages}


async def test_a_copy_has_the_logos(sqlite_store: Database, tmp_path: Path) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.writing() as tx:
        own, company = [await tx.pictures.add(Picture("image/png", data)) for data in (b"own", b"company")]
        first, *rest = campaign.targets
        named = replace(campaign, logo=own, targets=(replace(first, logo=company), *rest))
        await tx.campaigns.save(named, END)
    pages = [path for path in await mirror(sqlite_store, tmp_path) if path.suffix == ".html"]
    assert (tmp_path / SLUG / "logo.png").read_bytes() == b"own"
    assert (tmp_path / SLUG / "logos" / f"{company[:16]}.png").read_bytes() == b"company"
    page = (tmp_path / f"ar/{SLUG}/24h/index.html").read_text(encoding="utf-8")
    assert f'<img class="mark" src="../../../{SLUG}/logos/{company[:16]}.png"' in page
    assert [path for path in pages if broken_links(path)] == []


async def test_without_a_campaign_a_copy_is_an_empty_list(sqlite_store: Database, tmp_path: Path) -> None:
    await mirror(sqlite_store, tmp_path)
    assert "No campaign is loaded yet." in (tmp_path / "en/index.html").read_text(encoding="utf-8")


async def test_a_copy_has_the_events_as_well(sqlite_store: Database, tmp_path: Path) -> None:
    event_talk = EventTalk(Talk(sqlite_store))
    await event_talk.start()
    await event_talk.talk.private(NEW, "7")
    written = {path.relative_to(tmp_path).as_posix() for path in await mirror(sqlite_store, tmp_path)}
    assert {f"{language}/{SLUG}/events/1.ics" for language in LANGUAGES} <= written
    data = json.loads((tmp_path / f"api/v1/campaigns/{SLUG}/events.json").read_text(encoding="utf-8"))
    assert [event["kind"] for event in data["events"]] == ["phone_off"]
    assert "../../en/no-voip-no-like/events/1.ics" in (tmp_path / f"en/{SLUG}/index.html").read_text(encoding="utf-8")
