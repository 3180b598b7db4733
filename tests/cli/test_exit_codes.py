"""Every command ends with 2 where what was typed, or a file or setting that it names, is wrong: README's exit codes."""

import sqlite3
from collections.abc import Iterator

import pytest
import typer.main

from bot.cli.program import program
from tests.program import Program
from tests.running import BACKUP_KEY, SLUG

CALL = f'campaign = "{SLUG}"\n[text]\nen = "Come"\n'
WRONG: list[tuple[str, str]] = [
    ("backup", ""), ("backup", "b --every soon"), ("backup", "b --keep 0"), ("backup", "b"),
    ("restore", ""), ("restore", "b --since noon"),
    ("call", ""), ("call", "none.toml"), ("call", "empty.toml"), ("call", "elsewhere.toml"), ("call", "picture.toml"),
    ("report", "one"), ("report", "99"), ("calls", "elsewhere"), ("halt", "elsewhere"), ("resume", "elsewhere"),
    ("stats", "elsewhere"), ("stats", "--at noon"), ("stats", "--language de"),
    ("export", "--campaign elsewhere"), ("baseline", "elsewhere"), ("baseline", ""),
    ("import", "none.csv"), ("import", "empty.toml --campaign elsewhere"), ("import", "--undo 99"),
    ("install", ""), ("move", ""), ("move", "m --back"), ("move", "m"),
    ("second", "--bot x"), ("second", "--bot https://example.org/x"), ("second", "--mirror http://example.org"),
    ("second", "--bot https://t.me/Bot2 --for soon"), ("take-over", "none.notice"),
    ("invite", SLUG), ("invite", f"{SLUG} --role king"), ("invite", "elsewhere --role owner"),
    ("invite", f"{SLUG} --role owner --valid soon"),
    ("organizers", "elsewhere"), ("revoke", "elsewhere x"), ("revoke", f"{SLUG} nobody"), ("desk", "now"), ("desk", ""),
    ("audit", "elsewhere"), ("rekey", "--for soon"), ("run", "--only telegram"), ("run", "--wait maybe"),
    ("check", "--nothing"), ("secret", "x"),
    ("try", "nope x"), ("try", "manual x"), ("try", "facebook inwi --css p"), ("try", "facebook inwi --language de"),
    ("console", "--as king"), ("console", "--now noon"), ("console", "--language de"),
    ("demo", "--speed 0"), ("demo", "--language de"), ("upgrade", "now"),
    ("campaign load", "none.toml"), ("campaign load", "empty.toml"), ("campaign list", "x"),
    ("campaign edit", "none.toml a b"), ("campaign edit", "empty.toml a b"), ("campaign new", ""),
    ("site build", ""),
]  # fmt: skip


def commands(group: typer.main.TyperGroup, before: str = "") -> Iterator[str]:
    for name, one in group.commands.items():
        if isinstance(one, typer.main.TyperGroup):
            yield from commands(one, f"{name} ")
        else:
            yield before + name


def test_every_command_is_tried_with_something_wrong() -> None:
    found = typer.main.get_command(program)
    assert isinstance(found, typer.main.TyperGroup)
    assert set(commands(found)) == {command for command, _ in WRONG}


def test_wrong_usage_ends_with_2_and_no_traceback_in_every_command(nolike: Program) -> None:
    nolike.loaded().set(DESK="off")
    for name, text in (
        ("empty.toml", ""), ("elsewhere.toml", CALL.replace(SLUG, "elsewhere")),
        ("picture.toml", f'pictures = ["empty.toml"]\n{CALL}'),
    ):  # fmt: skip
        (nolike.folder / name).write_text(text, encoding="utf-8")
    ran = {f"{command} {words}": nolike(*command.split(), *words.split()) for command, words in WRONG}
    assert {typed: (one.code, one.err) for typed, one in ran.items() if one.code != 2} == {}
    assert {typed for typed, one in ran.items() if "Traceback" in one.err or not one.err.strip()} == set()


@pytest.mark.parametrize("words", ["stats", "calls my-campaign", "take-over", "second"])
def test_what_is_missing_and_not_wrong_ends_with_1(nolike: Program, words: str) -> None:
    nolike("campaign", "list")
    ran = nolike(*words.split())
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran


@pytest.mark.parametrize("made", [False, True])
@pytest.mark.parametrize(
    "words",
    ["backup backups --keep 1", "move m.nolike", "move --back", "export", "rekey", "second",
     "second --bot https://t.me/Bot2", "take-over"],
)  # fmt: skip
def test_what_needs_the_database_of_the_bot_never_begins_one(nolike: Program, words: str, made: bool) -> None:  # noqa: FBT001 - a case
    key = nolike.folder / "key"
    key.write_text("k" * 32, encoding="utf-8")
    nolike.set(SECRET_KEY="", SECRET_KEY_FILE=str(key), **BACKUP_KEY)
    (nolike.folder / "backups").mkdir()
    good = nolike.folder / "backups" / "nolike-20260101T000000Z.nolike"
    good.touch()
    database = nolike.folder / "nolike.db"
    if made:
        # Another program's, or of a start that was killed.
        sqlite3.connect(database).execute("CREATE TABLE other (one)").connection.close()
    before = database.read_bytes() if made else b""
    ran = nolike(*words.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"The database file {database} does not exist" in ran.err
    assert "NOLIKE_HOME" in ran.err
    assert database.exists() is made
    assert not made or database.read_bytes() == before
    assert list(good.parent.iterdir()) == [good]
    assert not (nolike.folder / "m.nolike").exists()


def test_another_command_says_that_it_began_a_database(nolike: Program) -> None:
    ran = nolike("campaign", "list")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert f"A new database was begun, the database file {nolike.folder / 'nolike.db'}" in ran.err
    assert nolike("campaign", "list").err == ""
