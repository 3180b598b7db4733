"""DESK=off: no address of the desk answers, and nothing that people see leads there."""

import asyncio
import signal
from dataclasses import replace

import httpx
import pytest

from bot.core.model.chats import Address
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.platforms.discord.commands import payload
from bot.platforms.telegram.menus import _menus
from bot.web.desk import render
from bot.web.desk.app import PLACES
from storage import Database
from tests.loopback import free_port
from tests.program import Program, started
from tests.talk import SLUG, Talk, spoken
from tests.telegram_server import TOKEN, TelegramServer
from tests.web.house import serving
from tests.web.test_program import reach

NAMES = ("/desk", "the desk", "le bureau", "المكتب")


@pytest.mark.parametrize("url", ["", "https://desk.example"])
async def test_no_list_of_commands_leads_to_a_desk_that_is_off(talk: Talk, url: str) -> None:
    talk.services = replace(talk.services, desk_url=url)
    await talk.give(Role.OWNER)
    lists = [
        str([one.values for one in (await talk.private("/help all")).lines]),
        str(
            [one.values for one in (await talk.member("/help all", address=Address("discord", "1"), hidden=True)).lines]
        ),
        str([f"/{one['name']}" for one in payload(talk.services, speak)]),
        str([f"/{one.command}" for _, _, commands in _menus(talk.services, speak) for one in commands]),
    ]
    assert ["/desk'" in one for one in lists] == [bool(url)] * 4
    menu = spoken(await talk.private("/menu"))
    assert url or not any(name in menu["en"] for name in NAMES)


async def test_a_page_without_a_campaign_speaks_of_the_desk_only_where_there_is_one(sqlite_store: Database) -> None:
    for setting in ("on", "off"):
        async with serving(sqlite_store, Talk(sqlite_store).now, desk=setting) as site:
            for language in LANGUAGES:
                text = (await site.get(f"/{language}")).text
                assert any(name in text for name in NAMES) == (setting == "on")


async def test_no_address_of_a_desk_that_is_off_is_there(nolike: Program) -> None:
    port = free_port()
    await asyncio.to_thread(nolike.loaded)
    async with TelegramServer() as server, httpx.AsyncClient(timeout=60) as browser:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(port), "DESK": "off"}
        async with started("run", **settings) as process:
            site = f"http://127.0.0.1:{port}"
            await reach(site)
            for place in PLACES:
                path = f"{site}/desk{place.path}".replace("{slug}", SLUG).replace("{number:number}", "1")
                for answer in (await browser.get(path), await browser.post(path)):
                    assert answer.status_code in {404, 405}, path
                    assert not any(name in answer.text for name in NAMES)
            for path in ("/desk/in/x", "/desk/passkey", f"/desk/static/{render.digest()}/desk.css"):
                assert (await browser.get(f"{site}{path}")).status_code == 404
            for language in LANGUAGES:
                text = (await browser.get(f"{site}/{language}/{SLUG}")).text
                assert not any(name in text for name in NAMES)
            process.send_signal(signal.SIGTERM)
            out, err = await asyncio.wait_for(process.communicate(), 20)
    assert "desk" not in (out + err).decode()
    nolike.set(DESK="off")
    checked = await asyncio.to_thread(nolike.process, "check")
    assert not any(name in checked.out + checked.err for name in NAMES)
