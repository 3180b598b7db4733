"""What the documents promise is there: commands, settings, recipes, and what the README shows."""

import importlib
import itertools
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import available_timezones

import pytest
import typer.main

from bot.cli.program import program
from bot.config import Settings
from bot.core.files.campaign import parse
from bot.core.files.measure import measure_key
from bot.core.model.campaign import Campaign
from bot.core.model.measures.measure import MEASURES
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES
from handlers import COMMANDS
from tests import doors
from tests.program import Program
from tests.test_log import events_described, events_logged

ROOT = Path(__file__).parent.parent
CODE = ("bot", "handlers", "storage")
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


def test_the_readme_is_at_most_200_lines() -> None:
    assert README.count("\n") <= 200


def test_the_readme_lists_every_command_of_the_chats_in_the_order_of_help() -> None:
    assert re.findall(r"^\| `/(\w+)", table("in a chat"), re.MULTILINE) == list(COMMANDS)


def test_the_readme_lists_every_command_of_the_server() -> None:
    listed = set(re.findall(r"`nolike ([a-z-]+(?: [a-z]+)?)", table("at the server")))
    # `make setup` calls `nolike secret`; nobody else needs to.
    assert listed | {"secret"} == commands_of_the_server()


def test_the_reply_that_the_readme_shows_is_the_one_that_the_program_gives(nolike: Program) -> None:
    shown = README.split("```text\n", 1)[1].split("```", 1)[0].rstrip().splitlines()
    said = nolike.loaded()("stats", "--language", "en").out
    printed = [line.rstrip() for line in said.splitlines()]
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
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", prose)
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_a_document_names_is_there(path: Path) -> None:
    named = re.findall(
        r"`((?:bot|handlers|storage|tests|bench|campaigns|docs)/[\w./-]+)`", path.read_text(encoding="utf-8")
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_every_target_of_the_makefile_that_a_document_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8")))
        assert named <= targets, f"{path.name}: {named - targets}"


def campaign_with(*, measure: str = "", targets: str = "") -> Campaign:
    """The petition of the examples, with this line for its measure and these tables for its targets."""
    text = (ROOT / "campaigns/petition.toml").read_text(encoding="utf-8")
    if measure:
        text = re.sub(r"(?m)^measure = .*$", f'{measure}\ncurrency = "EUR"', text)
    if targets:
        text = re.sub(r"(?m)^measure = .*$", "", text).partition("[[targets]]")[0] + targets
    return parse(text, SOURCES, LANGUAGES, available_timezones(), KINDS)


def test_every_key_of_a_measure_has_an_example_that_does_what_it_says() -> None:
    page = (ROOT / "docs/campaigns.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(\w+)` \|.*\| `(measure = .*)` \|$", page)
    assert [key for key, _ in rows] == [*measure_key(LANGUAGES).keys]
    plain = replace(campaign_with(measure='measure = "signatures"'), goal=None)
    for key, example in rows:
        assert re.search(rf"\b{key} = ", example), key
        assert campaign_with(measure=example) != plain or campaign_with(measure=example).measure != plain.measure, key
    keys = next(line for line in page.splitlines() if line.startswith("| `key` |"))
    assert re.search(r"counted: ([a-z, ]+) \|", keys)[1].split(", ") == [*MEASURES]  # type: ignore[index]


def test_the_targets_that_the_docs_show_can_be_loaded() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/campaigns.md").read_text(encoding="utf-8"), re.DOTALL)
    own, control = (campaign_with(targets=block) for block in blocks)
    assert [(page.measure.key, page.measure.wanted.value, page.measure.goal) for page in own.pages] == [
        ("members", "rise", 5000), ("other", "rise", None),
    ]  # fmt: skip
    assert all(page.control for page in control.pages)


def folders() -> set[str]:
    """Every folder of the code that has files of its own in the tree."""
    found = {path.parent.relative_to(ROOT) for base in CODE for path in (ROOT / base).rglob("*.*") if path.is_file()}
    return {folder.as_posix() for folder in found if "__pycache__" not in folder.parts}


def drawn() -> set[str]:
    """The folders that the tree of architecture.md draws, by its indentation."""
    block = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").split("## The tree", 1)[1].split("```")[1]
    found, above = set(), [""]
    for line in block.splitlines():
        one = re.match(r"( *)(\w+)/ ", line) or re.match(r"( *)(\w+)/$", line)
        if one:
            depth = len(one[1]) // 2
            above[depth + 1 :] = [f"{above[depth]}{one[2]}/"]
            found.add(above[-1].rstrip("/"))
    return found


def test_the_tree_of_the_house_has_a_line_for_every_folder() -> None:
    shown = {folder for folder in drawn() if folder.split("/")[0] in CODE}
    assert shown == folders()


def test_the_docs_name_every_setting_metric_source_and_kind_of_event() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*DOCUMENTS, ROOT / ".env.example"])
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    metrics = set(re.findall(r'MetricFamily\(\s*"(\w+)"', code))
    assert len(metrics) >= 6
    settings = {name.upper() for name in Settings.model_fields} | {
        setting.name for source in SOURCES.values() for setting in source.settings
    }
    unnamed = {name for name in metrics if f"`{name}" not in text}
    unnamed |= {name for name in settings if not re.search(rf"^{name}=", text, re.MULTILINE)}
    unnamed |= {name for name in SOURCES if f"## {name}\n" not in text}
    unnamed |= {name for name in KINDS if f"`{name}`" not in text}
    assert unnamed == set()


@pytest.mark.parametrize("kind", doors.FOUND)
def test_every_place_where_a_value_comes_in_is_listed_with_its_rule(kind: str) -> None:
    named = list(itertools.chain.from_iterable(doors.LISTED[kind].values()))
    assert len(named) == len(set(named))
    # What is found first is missing in tests/doors.toml; what is found second is gone from the code.
    assert sorted(set(doors.FOUND[kind]()) - set(named)) == []
    assert sorted(set(named) - set(doors.FOUND[kind]())) == []


def test_every_rule_for_a_value_that_comes_in_exists() -> None:
    for rule in sorted({rule for rules in doors.LISTED.values() for rule in rules}):
        module, _, name = rule.partition(":")
        found: object = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        assert callable(found), rule


def test_every_event_of_the_log_is_on_its_page_with_its_level_and_values() -> None:
    code, page = events_logged(), set(events_described().values())
    assert code - page == set()
    # What is logged no more leaves docs/log.md.
    assert page - code == set()
