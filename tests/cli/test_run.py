"""`nolike secret`, `check` and `--version`, and where settings and data are kept."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.cli import run
from bot.config import secret_path
from bot.house import version
from bot.web import bound
from tests.fakes import until
from tests.loopback import free_port
from tests.program import KEY, Program, started
from tests.talk import SLUG
from tests.telegram_server import TOKEN, TelegramServer
from tests.web.test_own_mark import served


def bare(nolike: Program) -> Program:
    """Without a key, in the working folder."""
    nolike.set(SECRET_KEY="", DATABASE_URL="", NOLIKE_HOME="")
    return nolike


def test_a_key_is_made_once_in_a_file_outside_the_folder_of_the_database(nolike: Program) -> None:
    file = nolike.folder / ".env"
    file.write_text("SECRET_KEY=\nLOG_LEVEL=error\n", encoding="utf-8")
    said = bare(nolike)("secret").out
    first = file.read_text(encoding="utf-8")
    known = re.fullmatch(r"LOG_LEVEL=error\nSECRET_KEY_FILE=(\S+)\n", first)
    assert known is not None
    key = Path(known[1])
    assert str(key) in said
    assert key.is_relative_to(nolike.folder / "config")
    assert (key.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o600, 0o600)
    made = key.read_text(encoding="utf-8")
    assert re.fullmatch(r"[0-9a-f]{64}\n", made)
    assert nolike("secret").out == ""
    assert (file.read_text(encoding="utf-8"), key.read_text(encoding="utf-8")) == (first, made)
    nolike.loaded()
    assert nolike("organizers", SLUG).code == 0


def test_a_copied_example_in_place_of_env_finds_the_key_again(nolike: Program) -> None:
    file = bare(nolike).folder / ".env"
    file.write_text("", encoding="utf-8")
    nolike("secret")
    before = file.read_text(encoding="utf-8")
    file.write_text("SECRET_KEY=\n", encoding="utf-8")
    assert nolike("secret").out == ""
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("left", [None, ""])
def test_of_two_first_starts_at_once_the_second_takes_the_key_of_the_first(
    nolike: Program, monkeypatch: pytest.MonkeyPatch, left: str | None
) -> None:
    bare(nolike)
    key = secret_path(nolike.folder)
    (nolike.folder / ".env").write_text("SECRET_KEY=\nLOG_LEVEL=error\n", encoding="utf-8")
    if left is not None:
        key.parent.mkdir(parents=True)
        key.write_text(left, encoding="utf-8")

    async def meanwhile(_url: str) -> bool:
        assert (await asyncio.to_thread(nolike.process, "secret")).code == 0
        return False

    monkeypatch.setattr(run, "has_secret", meanwhile)
    ran = nolike("secret")
    named = (nolike.folder / ".env").read_text(encoding="utf-8")
    assert (ran.code, ran.out, named) == (0, "", f"LOG_LEVEL=error\nSECRET_KEY_FILE={key}\n")
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text(encoding="utf-8"))


@pytest.mark.parametrize("written", ["", "\n"])
def test_an_empty_file_that_a_full_disk_left_is_no_key_and_one_is_made(nolike: Program, written: str) -> None:
    key = nolike.folder / "key"
    key.write_text(written, encoding="utf-8")
    bare(nolike).set(SECRET_KEY_FILE=str(key))
    assert str(key) in nolike("secret").out
    assert re.fullmatch(r"[0-9a-f]{64}\n", key.read_text(encoding="utf-8"))
    assert key.stat().st_mode & 0o777 == 0o600
    nolike.loaded()
    assert nolike("organizers", SLUG).code == 0
    key.write_text(written, encoding="utf-8")
    lost = nolike("secret")
    assert (lost.code, key.read_text(encoding="utf-8")) == (2, written)
    assert "was begun with a SECRET_KEY that is not set now" in lost.err


def test_a_file_with_too_short_a_key_is_named_and_left_alone(nolike: Program) -> None:
    key = nolike.folder / "key"
    key.write_text("too short\n", encoding="utf-8")
    bare(nolike).set(SECRET_KEY_FILE=str(key))
    ran = nolike("secret")
    assert (ran.code, key.read_text(encoding="utf-8")) == (2, "too short\n")
    assert f"{key} has 9 characters, and a SECRET_KEY has 32 or more" in ran.err


def test_a_folder_where_the_keys_file_should_be_is_named_and_left_alone(nolike: Program) -> None:
    key = nolike.folder / "key"
    key.mkdir()
    bare(nolike).set(SECRET_KEY_FILE=str(key))
    ran = nolike("secret")
    assert (ran.code, ran.out, list(key.iterdir())) == (2, "", [])
    assert f"{key} is a folder, and must be a file" in ran.err


def test_a_key_is_made_where_secret_key_file_says(nolike: Program) -> None:
    key = nolike.folder / "volume" / "key"
    bare(nolike).set(SECRET_KEY_FILE=str(key))
    assert nolike("organizers", SLUG).code == 2
    assert str(key) in nolike("secret").out
    assert key.stat().st_mode & 0o777 == 0o600
    assert not (nolike.folder / ".env").exists()
    assert nolike.loaded()("organizers", SLUG).code == 0


@pytest.mark.parametrize("path", ["~/keys/key", "keys/key"])
def test_a_key_in_the_users_folder_or_beside_the_env_file_is_found_from_any_folder(
    nolike: Program, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    place = nolike.folder / "home"
    bare(nolike).set(NOLIKE_HOME=str(place), HOME=str(nolike.folder / "user"), SECRET_KEY_FILE=path)
    assert nolike("secret").code == 0
    key = nolike.folder / ("user" if path.startswith("~") else "home") / "keys" / "key"
    assert key.stat().st_mode & 0o777 == 0o600
    nolike.loaded()
    (nolike.folder / "elsewhere").mkdir()
    monkeypatch.chdir(nolike.folder / "elsewhere")
    assert nolike("organizers", SLUG).code == 0
    assert nolike("rekey").code == 0
    assert key.with_name("key.old").exists()
    assert not list((nolike.folder / "elsewhere").iterdir())


@pytest.mark.parametrize(("named", "made"), [("~/key", "home/~/key"), ("~/key", "here/~/key"), ("key", "here/key")])
def test_a_key_that_was_made_before_paths_began_at_the_env_file_is_named_and_no_second_one_is_made(
    nolike: Program, monkeypatch: pytest.MonkeyPatch, named: str, made: str
) -> None:
    before, here, user = nolike.folder / made, nolike.folder / "here", nolike.folder / "user"
    for folder in (before.parent, here, user):
        folder.mkdir(parents=True, exist_ok=True)
    before.write_text(f"{'k' * 64}\n")
    bare(nolike).set(NOLIKE_HOME=str(nolike.folder / "home"), HOME=str(user), SECRET_KEY_FILE=named)
    monkeypatch.chdir(here)
    now = (user if named.startswith("~") else nolike.folder / "home") / "key"
    wrong = f"SECRET_KEY_FILE names {now}, but the file is {before}: move it there, or write this path."
    for words in (("secret",), ("rekey",), ("organizers", SLUG)):
        ran = nolike(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert wrong in ran.err
    assert not now.exists()
    now.parent.mkdir(exist_ok=True)
    before.rename(now)
    assert (nolike("secret").code, nolike("secret").out) == (0, "")


def test_no_key_is_made_for_a_database_that_was_begun_with_one(nolike: Program) -> None:
    nolike.loaded()("invite", SLUG, "--role", "owner")
    nolike.set(SECRET_KEY="")
    ran = nolike("secret")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "begun with a SECRET_KEY that is not set now" in ran.err
    assert not (nolike.folder / ".env").exists()


@pytest.mark.parametrize("words", [("run",), ("invite", SLUG, "--role", "owner"), ("organizers", SLUG), ("console",)])
def test_a_database_refuses_another_key_than_it_was_begun_with(nolike: Program, words: tuple[str, ...]) -> None:
    nolike.loaded()("organizers", SLUG)
    nolike.set(SECRET_KEY="another-secret-of-the-tests-with-40-signs")
    ran = nolike(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "SECRET_KEY is not the one that this database was begun with" in ran.err


def test_a_check_changes_nothing_and_binds_the_database_to_no_key(nolike: Program) -> None:
    nolike.loaded().set(SECRET_KEY="another-secret-of-the-tests-with-40-signs")

    def kept() -> list[str]:
        with closing(sqlite3.connect(nolike.folder / "nolike.db")) as stored:
            return list(stored.iterdump())

    before = kept()
    assert "without this database has no SECRET_KEY yet" in nolike("check").out
    assert kept() == before
    nolike.set(SECRET_KEY=KEY)
    assert nolike("organizers", SLUG).code == 0
    assert "ok      SECRET_KEY is the one" in nolike("check").out


def test_figures_need_no_key_and_begin_none(nolike: Program) -> None:
    bare(nolike).loaded()
    assert nolike("secret").code == 0
    assert nolike("organizers", SLUG).code == 0


def test_settings_and_data_live_where_nolike_home_says(nolike: Program) -> None:
    place = nolike.folder / "elsewhere"
    bare(nolike).set(NOLIKE_HOME=str(place))
    nolike("secret")
    nolike.loaded()
    assert {file.name for file in place.iterdir()} >= {".env", "nolike.db"}
    assert not (nolike.folder / "nolike.db").exists()
    assert str(place) in nolike("check").out


def test_without_a_place_named_the_data_live_in_the_folder_of_the_env_file_or_else_the_users_own(
    nolike: Program,
) -> None:
    bare(nolike).loaded()
    assert (nolike.folder / "data" / "nolike" / "nolike.db").exists()
    (nolike.folder / ".env").write_text("", encoding="utf-8")
    nolike.loaded()
    assert (nolike.folder / "nolike.db").exists()


def test_the_version_is_told(nolike: Program) -> None:
    assert nolike("--version").out == f"nolike {version()}\n"


def test_without_a_command_the_commands_are_listed(nolike: Program) -> None:
    ran = nolike()
    assert "backup" in ran.out + ran.err


async def test_a_taken_port_stops_the_page_but_not_the_bot(nolike: Program) -> None:
    async with TelegramServer() as server:
        with bound("127.0.0.1", 0) as taken:
            settings = {
                "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(taken.getsockname()[1]),
            }  # fmt: skip
            checked = await asyncio.to_thread(_check, nolike, settings)
            assert "WRONG   The page cannot be served at 127.0.0.1" in checked
            async with started("run", **settings) as process:
                await until(lambda: bool(server.of("getUpdates")), 60)
                process.terminate()
                _, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert 'event="not served"' in err.decode()


async def test_a_taken_port_of_the_metrics_or_the_desk_is_told_by_its_own_name(nolike: Program) -> None:
    await asyncio.to_thread(nolike.begun)
    with bound("127.0.0.1", 0) as taken, bound("127.0.0.1", 0) as other:
        ports = [str(one.getsockname()[1]) for one in (taken, other)]
        settings = {"METRICS_PORT": ports[0], "DESK_PORT": ports[1], "WEB_PORT": "0"}
        checked = await asyncio.to_thread(_check, nolike, settings)
        assert f"WRONG   The metrics cannot be served at 127.0.0.1, port {ports[0]}: Address already in use" in checked
        assert f"WRONG   The desk cannot be served at 127.0.0.1, port {ports[1]}: Address already in use" in checked
        checked = await asyncio.to_thread(_check, nolike, settings | {"DESK": "off"})
        assert ports[1] not in checked


def test_check_tells_of_two_settings_with_one_port_and_of_each_free_one(
    nolike: Program, unused_tcp_port_factory: Callable[[], int]
) -> None:
    nolike.begun()
    page, metrics = (str(unused_tcp_port_factory()) for _ in range(2))
    checked = _check(nolike, {"WEB_PORT": page, "METRICS_PORT": metrics, "DESK_PORT": page})
    assert f"ok      127.0.0.1, port {page} is free for the page" in checked
    assert f"ok      127.0.0.1, port {metrics} is free for the metrics" in checked
    assert f"WRONG   WEB_PORT and DESK_PORT are both {page}: each needs a port of its own" in checked


async def test_check_knows_the_ports_of_a_nolike_that_runs(
    nolike: Program, unused_tcp_port_factory: Callable[[], int]
) -> None:
    page, metrics, desk = (str(unused_tcp_port_factory()) for _ in range(3))
    settings = {"WEB_PORT": page, "METRICS_PORT": metrics, "DESK_PORT": desk}
    async with TelegramServer() as server:
        settings |= {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
        async with started("run", **settings):
            await until(lambda: bool(server.of("getUpdates")), 60)
            checked = await asyncio.to_thread(_check, nolike, settings)
    assert f"ok      the page is served at port {page} by a nolike that runs" in checked
    assert f"ok      the metrics are served at port {metrics} by a nolike that runs" in checked
    assert f"ok      the desk is served at port {desk} by a nolike that runs" in checked


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (KEY, "ok      the page is served at port {} by a nolike that runs"),
        ("another-secret-of-the-tests-with-40-signs", "WRONG   what answers at port {} is not this bot"),
        ("", "WRONG   what answers at port {} is not this bot"),
    ],
)
async def test_another_bot_at_the_port_of_the_page_is_not_taken_for_this_one(
    nolike: Program, key: str, said: str
) -> None:
    await asyncio.to_thread(nolike.begun)
    async with TelegramServer() as server, served(key) as port:
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(port),
            "TELEGRAM_WEBHOOK": "https://likes.example.org/telegram",
        }  # fmt: skip
        checked = await asyncio.to_thread(_check, nolike, settings)
    assert said.format(port) in checked
    assert ("WRONG   TELEGRAM_WEBHOOK is set, but no page is served here" in checked) is (key != KEY)


async def test_a_bot_with_a_webhook_whose_page_is_not_served_says_so_where_it_is_watched(nolike: Program) -> None:
    port = free_port()
    async with TelegramServer() as server:
        with bound("127.0.0.1", 0) as taken:
            settings = {
                "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "METRICS_PORT": str(port),
                "WEB_PORT": str(taken.getsockname()[1]), "TELEGRAM_WEBHOOK": "https://likes.example.org/telegram",
            }  # fmt: skip
            async with started("run", **settings):
                await until(lambda: bool(server.of("setWebhook")), 60)
                async with httpx.AsyncClient(timeout=60) as monitoring:
                    ready = await monitoring.get(f"http://127.0.0.1:{port}/readyz")
    assert nolike.folder.exists()
    assert (ready.status_code, ready.text.splitlines()[0]) == (200, "ok")
    deaf = "TELEGRAM_WEBHOOK is set and no page is served here: the bot hears nothing on Telegram"
    assert deaf in ready.text.splitlines()


def _check(nolike: Program, settings: dict[str, str]) -> str:
    nolike.set(**settings)
    return re.sub("[\u2068\u2069]", "", nolike.process("check").out)


def test_a_database_that_does_not_exist_is_not_made_to_look_for_a_key(nolike: Program) -> None:
    nolike.set(SECRET_KEY="")
    assert nolike("secret").code == 0
    assert not (nolike.folder / "nolike.db").exists()
    with sqlite3.connect(nolike.folder / "nolike.db") as made:
        made.execute("CREATE TABLE other (x)")
    made.close()
    (nolike.folder / ".env").unlink()
    assert nolike("secret").code == 0


def test_a_host_that_is_no_address_is_told_by_check_in_one_sentence(nolike: Program) -> None:
    nolike.set(WEB_HOST="::1]:x", WEB_PORT="18431")
    ran = nolike("check")
    assert ran.code == 1
    assert "The page cannot be served at ::1]:x, port 18431" in ran.out
