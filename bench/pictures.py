"""Draws docs/pictures: the console, conversations, the page and the pictures to pass on, as the program makes them.

The campaign is that of 2016; the counts between the published ones, the events and the people are made up.
"""

import asyncio
import io
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

import structlog
from PIL import Image
from playwright.async_api import Browser
from rich.console import Console
from rich.text import Text

from bench.chat_pictures import Chat, call_walk, event_walk, photograph, stats_scene, update_scene
from bot.config import Settings
from bot.house import House
from bot.locales import LANGUAGES
from storage import open_store
from tests.browser import browsing
from tests.event_talk import EventTalk
from tests.scene import PUBLIC, SHOWN_AT, campaign_in_full_swing
from tests.talk import SLUG
from tests.web.house import Served, serving
from tests.web.photographs import COLOURS, PICTURES, UNHINTED, VIEWS

HERE = Path(__file__).parent.parent
EXAMPLE = HERE / "campaigns" / "no-voip-no-like.toml"
WIDTH = 100

# Rich's own frame would load its font from another host; a picture in a README must not.
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px }}
{styles}
</style>
<rect width="100%" height="100%" rx="8" fill="#14171c"/>
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def nolike(folder: str, *words: str, typed: str = "") -> str:
    """The program's output, with its own database in `folder`."""
    settings = {"DATABASE_URL": f"sqlite:///{folder}/pictures.db", "SECRET_KEY": secrets.token_hex(32), "LANG": "C"}
    command = [sys.executable, "-m", "bot", *words]
    found = subprocess.run(
        command, cwd=HERE, env=os.environ | settings, input=typed, capture_output=True, text=True, check=True
    )
    return found.stdout


def draw(text: str, path: Path) -> None:
    """Draw `text` as a picture of a terminal."""
    terminal = Console(record=True, width=WIDTH, file=io.StringIO())
    terminal.print(Text(text.rstrip("\n"), style="#e6e6e6"), soft_wrap=False)
    path.write_text(terminal.export_svg(title="", code_format=FRAME), encoding="utf-8")
    print(path.relative_to(HERE))


async def chats(house: House, browser: Browser, talk: EventTalk) -> None:
    """What the bot says in chats, and the walks of its menu."""
    for language in LANGUAGES:
        chat = Chat(talk, house, language)
        keep(f"chat-stats-{language}", await photograph(browser, await stats_scene(chat), language))
    arabic = Chat(talk, house, "ar")
    await arabic.says("/language ar")
    keep("chat-event-ar", await photograph(browser, await event_walk(arabic), "ar"))
    keep("chat-call-ar", await photograph(browser, await call_walk(arabic), "ar"))
    keep("chat-update-ar", await photograph(browser, await update_scene(arabic, talk), "ar"))


async def pages(site: Served, browser: Browser) -> None:
    """The page on a phone and on a desk, by day and in the dark, its widget and its print."""
    for name, view in VIEWS.items():
        keep(name, await view.take(browser, site.url))


async def shared(site: Served) -> None:
    """The pictures to pass on."""
    for language in LANGUAGES:
        for name in ("share", "story"):
            keep(f"{name}-{language}", (await site.get(f"/{language}/{SLUG}/{name}.png")).content, most=600)
    keep("share-event-ar", (await site.get(f"/ar/{SLUG}/events/2.png")).content, most=600)


def keep(name: str, png: bytes | Image.Image, most: int = 0) -> None:
    """Write a picture in few colours, at most `most` pixels wide."""
    picture = (Image.open(io.BytesIO(png)) if isinstance(png, bytes) else png).convert("RGB")
    if most and picture.width > most:
        picture = picture.resize((most, round(picture.height * most / picture.width)), Image.Resampling.LANCZOS)
    path = PICTURES / f"{name}.png"
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path.relative_to(HERE), path.stat().st_size)


async def draw_all(*, page_alone: bool) -> None:
    """Draw what people see, from a campaign in full swing."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/scene.db", secrets.token_hex(32))
        await store.upgrade()
        talk = await campaign_in_full_swing(store)
        settings = Settings.model_validate({"web_public_url": PUBLIC})
        house = House(settings, {}, store, structlog.get_logger())
        async with serving(store, SHOWN_AT, web_public_url=PUBLIC) as site, browsing(UNHINTED) as browser:
            await shared(site)
            await pages(site, browser)
            if not page_alone:
                await chats(house, browser, talk)
        await house.painter.close()
        await store.close()


def main() -> None:
    """Draw the console's answer to `/stats`, the page, its pictures, and conversations; `page` draws no chats."""
    page_alone = sys.argv[1:] == ["page"]
    if not page_alone:
        with tempfile.TemporaryDirectory() as folder:
            nolike(folder, "campaign", "load", str(EXAMPLE))
            nolike(folder, "import", str(EXAMPLE.with_suffix(".csv")), "--campaign", EXAMPLE.stem)
            said = nolike(folder, "console", "--language", "en", typed="/stats\n")
            draw("> /stats\n" + said, PICTURES / "stats-en.svg")
    asyncio.run(draw_all(page_alone=page_alone))


if __name__ == "__main__":
    main()
