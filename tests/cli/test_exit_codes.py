"""Every command ends with 2 where what was typed, or a file or setting that it names, is wrong: README's exit codes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
import typer.main

from bot import opening
from bot.cli.program import program
from bot.cli.terminal import EXAMPLE
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


READ = {
    ("restore", "file"): "restore", ("call", "file"): "call", ("campaign load", "file"): "campaign load",
    ("campaign edit", "file"): "campaign edit", ("import", "file"): "import", ("take-over", "file"): "take-over",
    ("second", "key"): "second --bot https://t.me/Bot2 --key",
}  # fmt: skip
"""How a file that is read is typed, by its command and parameter."""

WRITTEN = {
    ("backup", "target"): "backup", ("move", "file"): "move", ("export", "file"): "export",
    ("campaign new", "file"): "campaign new", ("site build", "folder"): "site build",
}  # fmt: skip
"""The same for what is written."""

_IDENTITY = pyrage.x25519.Identity.generate()
OTHER_KEY = {"BACKUP_RECIPIENT": str(_IDENTITY.to_public()), "BACKUP_IDENTITY": str(_IDENTITY)}


def test_every_file_and_folder_that_can_be_typed_is_tried_below() -> None:
    found = typer.main.get_command(program)
    assert isinstance(found, typer.main.TyperGroup)
    assert set(paths(found)) == {*READ, *WRITTEN}


@pytest.mark.parametrize("typed", READ.values())
def test_a_file_that_is_not_what_the_command_reads_ends_with_2_and_is_left_as_it_was(
    nolike: Program, typed: str
) -> None:
    nolike.loaded().set(**BACKUP_KEY)
    files = with_other_files(nolike.folder)
    nolike.set(DATABASE_URL=f"sqlite:///{nolike.folder / ('new.db' if typed == 'restore' else 'nolike.db')}")
    # A key that is not there is made.
    for name in (*files, "words/below", *(() if "--key" in typed else ("none",))):
        ran = nolike(*typed.split(), name, *(("title.en", "x") if typed == "campaign edit" else ()))
        assert (ran.code, ran.out) == (2, ""), (name, ran)
        assert ran.err.strip(), name
        assert "failed" not in ran.err, ran.err
    assert {name: content(nolike.folder / name) for name in files} == files
    assert not (nolike.folder / "new.db").exists()
    assert not list(nolike.folder.glob(".nolike*"))


@pytest.mark.parametrize("typed", WRITTEN.values())
def test_a_place_where_nothing_can_be_written_ends_with_2(nolike: Program, typed: str) -> None:
    nolike.loaded().set(**BACKUP_KEY)
    files = with_other_files(nolike.folder)
    places = ["words/below"]
    places += ["folder"] if typed in {"move", "export", "campaign new"} else []
    places += ["words"] if typed != "export" else []
    for name in places:
        ran = nolike(*typed.split(), name)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), (name, ran)
        assert name.partition("/")[0] in ran.err
    assert {name: content(nolike.folder / name) for name in files} == files
    assert nolike("stats").code == 0


@pytest.mark.parametrize("words", ["backup one.nolike", "move one.nolike"])
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"BACKUP_RECIPIENT": "age1nobody"}, "BACKUP_RECIPIENT is not an age recipient"),
        ({**BACKUP_KEY, "BACKUP_IDENTITY": "x"}, "BACKUP_IDENTITY is no age identity"),
        ({**BACKUP_KEY, "BACKUP_IDENTITY": OTHER_KEY["BACKUP_IDENTITY"]}, "BACKUP_IDENTITY is not the one"),
    ],
)
def test_a_wrong_key_of_backups_ends_with_2(nolike: Program, words: str, settings: dict[str, str], said: str) -> None:
    nolike.loaded().set(**settings)
    ran = nolike(*words.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    assert said in ran.err
    assert not (nolike.folder / "one.nolike").exists()
    # A bot that was to move stays.
    assert nolike("stats").code == 0


def test_a_restore_with_another_key_or_over_what_is_there_ends_with_2(nolike: Program) -> None:
    nolike.loaded().set(**BACKUP_KEY)
    assert nolike("backup", "one.nolike").code == 0
    full = nolike("restore", "one.nolike")
    nolike.set(**OTHER_KEY, DATABASE_URL=f"sqlite:///{nolike.folder / 'new.db'}")
    locked = nolike("restore", "one.nolike")
    assert [(ran.code, ran.out, ran.err.count("\n")) for ran in (full, locked)] == [(2, "", 1)] * 2
    assert "is not empty" in full.err
    assert "BACKUP_IDENTITY is not the one" in locked.err
    assert not (nolike.folder / "new.db").exists()


@pytest.mark.parametrize("words", ["check", "run --wait 0", "stats", "backup one.nolike", "upgrade"])
def test_a_wrong_password_or_file_of_the_database_ends_with_2_and_one_that_is_away_with_1(
    nolike: Program, postgresql_url: str, words: str
) -> None:
    no_database = nolike.folder / "words"
    no_database.write_text("words of nobody\n" * 100)
    nolike.set(**BACKUP_KEY)
    for url, code, said in (
        (postgresql_url.replace("no-secret", "swordfish"), 2, "password authentication failed"),
        # As while it is restored: systemd must start the bot again.
        (f"{postgresql_url.rpartition('/')[0]}/swordless", 1, "does not exist"),
        (f"sqlite:///{no_database}", 2, "file is not a database"),
    ):
        nolike.set(DATABASE_URL=url)
        ran = nolike(*words.split())
        assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1), ran
        assert said in ran.err
        assert "swordfish" not in ran.err


def test_a_restore_into_postgresql_with_a_wrong_password_ends_with_2(nolike: Program, postgresql_url: str) -> None:
    nolike.set(**BACKUP_KEY, DATABASE_URL=postgresql_url)
    nolike.loaded()
    assert nolike("backup", "one.nolike").code == 0
    nolike.set(DATABASE_URL=postgresql_url.replace("no-secret", "swordfish"))
    ran = nolike("restore", "one.nolike")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    assert "password authentication failed" in ran.err


def paths(group: typer.main.TyperGroup, before: str = "") -> Iterator[tuple[str, str | None]]:
    for name, one in group.commands.items():
        if isinstance(one, typer.main.TyperGroup):
            yield from paths(one, f"{name} ")
        for parameter in one.params:
            given = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
            # A backup's place is read as it was typed: a slash at its end says that it is a folder.
            if given is Path or parameter.metavar == "FILE|DIR":
                yield before + name, parameter.name


def with_other_files(folder: Path) -> dict[str, bytes | None]:
    """Files that are none of ours, by their names; None for a folder."""
    with closing(sqlite3.connect(folder / "table.db")) as made:
        made.execute("CREATE TABLE contacts (name)")
        made.commit()
    for name, data in (("words", b"words of nobody\n"), ("bytes", b"\x89PNG\r\n\x1a\n\0\xff"), ("empty", b"")):
        (folder / name).write_bytes(data)
    (folder / "folder").mkdir()
    return {name: content(folder / name) for name in ("table.db", "words", "bytes", "empty", "folder")}


def content(file: Path) -> bytes | None:
    return None if file.is_dir() else file.read_bytes()


@pytest.mark.parametrize("words", ["stats", "calls my-campaign", "take-over", "second"])
def test_what_is_missing_and_not_wrong_ends_with_1(nolike: Program, words: str) -> None:
    nolike.begun()
    ran = nolike(*words.split())
    assert (ran.code, len(ran.err.splitlines())) == (1, 1), ran


MEANT_TO_BEGIN = {"run", "campaign load", "restore"}
WITHOUT_THE_DATABASE = {
    "install": "install --systemd --show", "secret": "secret", "try": "try manual x", "demo": "demo --for 0",
    "campaign new": "campaign new", "campaign edit": "campaign edit none.toml a b", "check": "check",
}  # fmt: skip
"""What does its work in an empty folder, or says what is wrong with what was typed."""

NEED_THE_DATABASE = [
    "backup backups --keep 1", "move m.nolike", "move --back", "export", "rekey", "second",
    "second --bot https://t.me/Bot2", "take-over", "call call.toml", "report 1", "calls x", "halt x", "resume x",
    "stats", "stats --json", "baseline x", "baseline x --recompute", "import counts.csv", "import counts.csv --preview",
    "import --undo 1", "invite x --role owner", "organizers x", "revoke x y", "desk", "audit x", "check --log-out",
    "console", "upgrade", "campaign list", "site build mirror", "run --only web --wait 0",
]  # fmt: skip


def test_of_every_command_it_is_said_whether_it_needs_the_database_begins_one_or_does_without() -> None:
    group = typer.main.get_command(program)
    assert isinstance(group, typer.main.TyperGroup)
    known = list(commands(group))
    needed = {command for command in known for words in NEED_THE_DATABASE if f"{words} ".startswith(f"{command} ")}
    assert needed | MEANT_TO_BEGIN | WITHOUT_THE_DATABASE.keys() == set(known)


@pytest.mark.parametrize("made", [False, True])
@pytest.mark.parametrize("words", NEED_THE_DATABASE)
def test_what_needs_the_database_of_the_bot_never_begins_one(nolike: Program, words: str, made: bool) -> None:  # noqa: FBT001 - a case
    key = nolike.folder / "key"
    key.write_text("k" * 32, encoding="utf-8")
    nolike.set(SECRET_KEY="", SECRET_KEY_FILE=str(key), **BACKUP_KEY)
    # Such as `run --only web` needs it.
    nolike.set(WEB_PORT="8080")
    (nolike.folder / "call.toml").write_text(CALL, encoding="utf-8")
    (nolike.folder / "counts.csv").write_text("time,count\n", encoding="utf-8")
    (nolike.folder / "backups").mkdir()
    good = nolike.folder / "backups" / "nolike-20260101T000000Z.nolike"
    good.touch()
    database = nolike.folder / "nolike.db"
    if made:
        # Another program's, or of a start that was killed.
        sqlite3.connect(database).execute("CREATE TABLE other (one)").connection.close()
    before = database.read_bytes() if made else b""
    files = {file.name for file in nolike.folder.iterdir()}
    ran = nolike(*words.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"The database file {database} does not exist" in ran.err
    assert "NOLIKE_HOME" in ran.err
    assert database.exists() is made
    assert not made or database.read_bytes() == before
    assert list(good.parent.iterdir()) == [good]
    assert not (nolike.folder / "m.nolike").exists()
    assert {file.name for file in nolike.folder.iterdir()} == files


@pytest.mark.parametrize("words", WITHOUT_THE_DATABASE.values())
def test_what_does_without_the_database_begins_none(nolike: Program, words: str) -> None:
    ran = nolike(*words.split())
    assert "Traceback" not in ran.err
    assert list(nolike.folder.glob("**/*.db*")) == []


def test_check_tells_that_there_is_no_database_and_checks_the_rest(nolike: Program) -> None:
    ran = nolike("check")
    home, missing, *rest = ran.out.splitlines()
    assert str(nolike.folder) in home
    assert missing.startswith(f"without the database file {nolike.folder / 'nolike.db'} does not exist yet")
    assert rest == [
        "without WEB_PORT is 0: there is no page",
        "WRONG   Neither TELEGRAM_BOT_TOKEN nor DISCORD_BOT_TOKEN is set: there is no chat to talk in",
    ]
    nolike.set(DATABASE_NEW="no")
    refused = nolike("check")
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)


def test_a_page_alone_waits_for_the_bot_to_begin_the_database(nolike: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "TRY_EVERY", 0.05)
    nolike.set(WEB_PORT="8080")
    ran = nolike("run", "--only", "web", "--wait", "0.2")
    assert (ran.code, ran.out, ran.err.count("waiting for the database")) == (2, "", 1)
    assert list(nolike.folder.glob("nolike.db*")) == []


def test_a_command_that_is_meant_to_begin_a_database_says_that_it_began_one(nolike: Program) -> None:
    ran = nolike("campaign", "load", str(EXAMPLE))
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert f"A new database was begun, the database file {nolike.folder / 'nolike.db'}" in ran.err
    assert nolike("campaign", "load", str(EXAMPLE)).err == ""


@pytest.mark.parametrize(
    "words",
    ["check", "run", "secret", "stats", "rekey", "second", "call file", "campaign load file", "campaign edit file a b",
     "take-over file"],
)  # fmt: skip
@pytest.mark.parametrize("content", ["LOG_LEVEL=info\n# clé\n".encode("latin-1"), "A=b\nC=d\n".encode("utf-16-be")])
def test_a_file_of_the_persons_that_is_no_text_ends_with_2_and_is_named_with_its_line(
    nolike: Program, words: str, content: bytes
) -> None:
    file = nolike.folder / ("file" if "file" in words else ".env")
    file.write_bytes(content)
    ran = nolike(*words.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1), ran
    assert f"{file.name}, line " in ran.err
    assert "save it as UTF-8" in ran.err
    assert file.read_bytes() == content
    assert not (nolike.folder / "nolike.db").exists()


def test_the_name_of_a_new_key_is_noted_in_a_file_that_notepad_wrote(nolike: Program) -> None:
    file = nolike.folder / ".env"
    file.write_text("# clé\nSECRET_KEY=\nLOG_LEVEL=error\n", encoding="utf-16")
    nolike.set(SECRET_KEY="")
    assert nolike("secret").code == 0
    assert file.read_text(encoding="utf-8").startswith("# clé\nLOG_LEVEL=error\nSECRET_KEY_FILE=")
    assert nolike.loaded()("stats").code == 0
