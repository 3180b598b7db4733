"""The page as an operator meets it: alone, with the bot, in the demo, and as files."""

import asyncio
import re
import signal
from pathlib import Path

import httpx
import pytest

from bot.config import load
from bot.web import bound
from tests.fakes import until
from tests.loopback import free_port
from tests.program import Program, started
from tests.talk import EXAMPLE, SLUG
from tests.telegram_server import TOKEN, TelegramServer


async def reach(url: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=60) as browser, asyncio.timeout(30):
        while True:
            try:
                return await browser.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.05)


async def test_the_page_alone_needs_neither_a_token_nor_a_key(nolike: Program) -> None:
    port, metrics = free_port(), free_port()
    await asyncio.to_thread(nolike.loaded)
    settings = {"WEB_PORT": str(port), "METRICS_PORT": str(metrics), "SECRET_KEY": ""}
    async with started("run", "--only", "web", **settings) as process:
        page = await reach(f"http://127.0.0.1:{port}/en/{SLUG}")
        assert "461,538" in page.text
        assert "nolike_lost" in (await reach(f"http://127.0.0.1:{metrics}/metrics")).text
        process.send_signal(signal.SIGTERM)
        _, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    assert f"address=http://127.0.0.1:{port}/" in err.decode()


async def test_an_open_stream_does_not_keep_the_program_from_ending(nolike: Program) -> None:
    port = free_port()
    await asyncio.to_thread(nolike.loaded)
    async with started("run", "--only", "web", WEB_PORT=str(port)) as process:
        await reach(f"http://127.0.0.1:{port}/healthz")
        async with (
            httpx.AsyncClient(timeout=60) as browser,
            browser.stream("GET", f"http://127.0.0.1:{port}/en/{SLUG}/live") as news,
        ):
            assert await anext(news.aiter_lines()) == "event: figures"
            process.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    assert "Traceback" not in err.decode()


async def test_the_bot_serves_the_page_and_the_page_leads_to_the_bot(nolike: Program) -> None:
    port = free_port()
    going_on = EXAMPLE.read_text(encoding="utf-8").replace("ends_at = 2016", "ends_at = 2096")
    (nolike.folder / EXAMPLE.name).write_text(going_on, encoding="utf-8")
    assert (await asyncio.to_thread(nolike, "campaign", "load", EXAMPLE.name)).code == 0
    async with TelegramServer() as server:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(port)}
        async with started("run", **settings) as process:
            await until(lambda: bool(server.of("getUpdates")), 30)
            assert 'href="https://t.me/NolikeBot"' in (await reach(f"http://127.0.0.1:{port}/en/{SLUG}")).text
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0


def not_served(err: bytes) -> str:
    """The one line of the log that tells of a port, without the marks around names."""
    [told] = [line for line in re.sub("[\u2068\u2069]", "", err.decode()).splitlines() if "not served" in line]
    return told


async def test_a_desk_whose_own_port_is_taken_is_not_served_on_the_page_instead(nolike: Program) -> None:
    await asyncio.to_thread(nolike.loaded)
    async with TelegramServer() as server:
        with bound("127.0.0.1", 0) as taken:
            port, desk = free_port(), str(taken.getsockname()[1])
            settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(port)}
            async with started("run", **settings, DESK_PORT=desk) as process:
                assert (await reach(f"http://127.0.0.1:{port}/en/{SLUG}")).status_code == 200
                assert (await reach(f"http://127.0.0.1:{port}/desk")).status_code == 404
                process.send_signal(signal.SIGTERM)
                _, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    told = not_served(err)
    assert f"The desk cannot be served at 127.0.0.1, port {desk}" in told


async def test_a_port_that_is_taken_is_told_before_anything_begins(nolike: Program) -> None:
    await asyncio.to_thread(nolike.begun)
    with bound("127.0.0.1", 0) as taken:
        nolike.set(WEB_PORT=str(taken.getsockname()[1]))
        ran = await asyncio.to_thread(nolike.process, "run", "--only", "web")
    assert ran.code == 1
    said = ran.err.splitlines()[-1]
    assert re.fullmatch(r"The page cannot be served at 127.0.0.1, port \d+: Address already in use. .*WEB_PORT.*", said)


async def test_the_page_alone_is_served_beside_taken_ports_of_the_metrics_and_the_desk(nolike: Program) -> None:
    await asyncio.to_thread(nolike.loaded)
    with bound("127.0.0.1", 0) as metrics, bound("127.0.0.1", 0) as desk:
        port, taken = free_port(), [str(one.getsockname()[1]) for one in (metrics, desk)]
        settings = {"WEB_PORT": str(port), "METRICS_PORT": taken[0], "DESK_PORT": taken[1]}
        async with started("run", "--only", "web", **settings) as process:
            assert (await reach(f"http://127.0.0.1:{port}/en/{SLUG}")).status_code == 200
            process.send_signal(signal.SIGTERM)
            _, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    # The page alone has no desk, and so no need of its port.
    told = not_served(err)
    assert f"The metrics cannot be served at 127.0.0.1, port {taken[0]}" in told
    assert "METRICS_PORT, or 0" in told


def test_only_the_page_can_be_run_alone(nolike: Program) -> None:
    ran = nolike("run", "--only", "telegram")
    assert (ran.code, ran.err) == (2, "--only telegram is not known. It can be: web.\n")
    ran = nolike("run", "--only", "web")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "WEB_PORT is 0, so there is no page to serve.")


def test_a_public_address_that_is_none_is_not_used(tmp_path: Path) -> None:
    for wrong in ("likes.example.org", "ftp://x.org", "https://x.org/?a", "https:// x", "https://x.org/a/"):
        found = load(tmp_path / "none", {"WEB_PUBLIC_URL": wrong})
        assert (found.web_public_url, found.wrong_addresses) == ("", ("WEB_PUBLIC_URL",))
    found = load(tmp_path / "none", {"WEB_PUBLIC_URL": "https://x.org/", "DESK_PUBLIC_URL": "x"})
    assert (found.web_public_url, found.wrong_addresses) == ("https://x.org", ("DESK_PUBLIC_URL",))


def test_a_page_whose_address_is_wrong_is_not_served_alone(nolike: Program) -> None:
    nolike.loaded().set(WEB_PORT=str(free_port()), WEB_PUBLIC_URL="https://x.org/nolike")
    ran = nolike("run", "--only", "web")
    assert (ran.code, ran.err.splitlines()[-1].count("WEB_PUBLIC_URL is wrong")) == (2, 1)
    link = nolike("desk")
    assert (link.code, link.out, link.err.count("WEB_PUBLIC_URL is wrong")) == (2, "", 1)


def test_the_page_is_written_as_files(nolike: Program) -> None:
    ran = nolike.loaded()("site", "build", "mirror")
    files = [path for path in (nolike.folder / "mirror").rglob("*") if path.is_file()]
    assert (ran.code, ran.out) == (0, f"{len(files)} files written into mirror.\n")
    assert (nolike.folder / "mirror" / "ar" / SLUG / "index.html").is_file()


def test_a_folder_that_cannot_be_written_is_one_sentence(nolike: Program) -> None:
    (nolike.folder / "file").write_text("", encoding="utf-8")
    ran = nolike.loaded()("site", "build", "file")
    assert (ran.code, ran.err) == (2, "file cannot be written: Not a directory.\n")


@pytest.mark.usefixtures("nolike")
async def test_the_demo_begins_with_its_page_and_the_page_moves() -> None:
    async with started("demo", "--speed", "3600", "--for", "30") as process:
        assert process.stdout is not None
        first = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        url = re.fullmatch(rf"The live page: (http://127\.0\.0\.1:\d+/en/{SLUG})\n", first)
        assert url is not None
        before = await reach(url[1])
        assert "simulated" in before.text
        async with httpx.AsyncClient(timeout=60) as browser, browser.stream("GET", f"{url[1]}/live") as news:
            figures = (line async for line in news.aiter_lines() if line.startswith("data:"))
            async with asyncio.timeout(20):
                assert await anext(figures) != await anext(figures)
