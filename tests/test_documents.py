"""What the documents promise is there: commands, settings, recipes, and what the README shows."""

import re
from pathlib import Path

import pytest
import typer.main

from bot.cli.program import program
from handlers import COMMANDS
from tests.program import Program

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def table(heading: str) -> str:
    """README's table under this heading of its first column."""
    rest = README.split(f"| {heading} |", 1)[1]
    return rest.split("\n\n", 1)[0]


def commands_of_the_server() -> set[str]:
    found = set()
    for name, command in typer.main.get_command(program).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        found |= {f"{name} {one}" for one in inner} if inner else {name}
    return found


def test_the_readme_lists_every_command_of_the_chats_in_the_order_of_help() -> None:
    assert re.findall(r"^\| `/(\w+)", table("in a chat"), re.MULTILINE) == list(COMMANDS)


def test_the_readme_lists_every_command_of_the_server() -> None:
    listed = set(re.findall(r"`nolike ([a-z]+(?: [a-z]+)?)", table("at the server")))
    # `make setup` calls `nolike secret`; nobody else needs to.
    assert listed | {"secret"} == commands_of_the_server()


def test_the_reply_that_the_readme_shows_is_the_one_that_the_program_gives(nolike: Program) -> None:
    shown = README.split("```text\n", 1)[1].split("```", 1)[0].rstrip().splitlines()
    printed = [line.rstrip() for line in nolike.loaded()("stats", "--language", "en").out.splitlines()]
    assert shown == printed[: len(shown)]


def test_the_rehearsal_of_the_readme_can_be_typed_as_it_stands(nolike: Program) -> None:
    block = README.split("## Rehearse it", 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]
    lines = [line.removeprefix(".venv/bin/nolike ") for line in block.splitlines() if "nolike" in line]
    assert len(lines) == 3
    for line in lines:
        words = [str(ROOT / word) if word.startswith("campaigns/") else word for word in line.split()]
        ran = nolike(*words, typed="/stats\n/clock +2h\n/press Figures\n")
        assert ran.code == 0, ran.err
        assert "Traceback" not in ran.err
    assert ran.out


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_there(path: Path) -> None:
    named = re.findall(
        r"`((?:bot|handlers|storage|tests|bench|campaigns|docs)/[\w./-]+)`", path.read_text(encoding="utf-8")
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_the_five_recipes_name_the_places_where_the_things_are() -> None:
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Five recipes", 1)[1]
    recipes = recipes.split("\n## ", 1)[0]
    assert len(re.findall(r"^\*\*", recipes, re.MULTILINE)) == 5
    for place, sign in (
        ("bot/sources", "SOURCE = "),
        ("handlers", "COMMAND = "),
        ("bot/locales", "button-figures"),
    ):
        assert f"`{place}/<" in recipes
        files = [file for file in (ROOT / place).iterdir() if file.suffix in {".py", ".ftl"}]
        assert any(sign in file.read_text(encoding="utf-8") for file in files)
    assert (ROOT / "storage/migrations/versions").is_dir()


def test_every_target_of_the_makefile_that_a_document_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8")))
        assert named <= targets, f"{path.name}: {named - targets}"
