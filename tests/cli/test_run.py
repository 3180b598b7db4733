"""`nolike secret`, `check` and `--version`, and where settings and data are kept."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from bot.house import version
from bot.web import bound
from tests.fakes import until
from tests.program import Program, started
from tests.talk import SLUG
from tests.telegram_server import TOKEN, TelegramServer


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


def test_a_key_is_made_where_secret_key_file_says(nolike: Program) -> None:
    key = nolike.folder / "volume" / "key"
    bare(nolike).set(SECRET_KEY_FILE=str(key))
    assert nolike("organizers", SLUG).code == 2
    assert str(key) in nolike("secret").out
    assert key.stat().st_mode & 0o777 == 0o600
    assert not (nolike.folder / ".env").exists()
    assert nolike.loaded()("organizers", SLUG).code == 0


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
