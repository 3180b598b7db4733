"""Each recipe of CONTRIBUTING.md is followed in a copy of the tree; the suite of its room then passes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COPIED = ("bot", "handlers", "storage", "campaigns", "docs", "tests", "bench")
BLOCK = re.compile(r"^```(\w+)(?: (end of )?(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Made already, and not to be made in the copy; see `BIN` of the Makefile.
MADE = [word for target in (".venv/.run", ".venv/.dev", "browser") for word in ("-o", target)]


def recipes() -> dict[str, str]:
    """The recipes that have commands, by their heading."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## Recipes\n", 1)[1].split("\n## ", 1)[0]
    parts = (part.split("\n", 1) for part in text.split("\n### ")[1:])
    return {heading: body for heading, body in parts if "```sh" in body}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    copy = tmp_path / "nolike"
    copy.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, copy / name, symlinks=True)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "Makefile", ROOT / ".env.example", ROOT / "LICENSE"):
        shutil.copy(file, copy)
    return copy


def insert(text: str, diff: str) -> str:
    """The text with the lines marked + after the line above them, which must stand in it once."""
    lines = diff.splitlines()
    anchor = lines[0].removeprefix(" ")
    added = [line.removeprefix("+") for line in lines[1:]]
    whole = text.splitlines()
    assert whole.count(anchor) == 1, anchor
    place = whole.index(anchor) + 1
    return "\n".join([*whole[:place], *added, *whole[place:], ""])


def run(command: str, tree: Path) -> None:
    """One line of a recipe, with the libraries of this environment."""
    environment = os.environ | {"PYTHONPATH": str(tree)}
    if command.startswith("make "):
        # In one process: a second would import everything again, while other tests need the processor.
        command = f"make WORKERS=0 {' '.join(MADE)} BIN={Path(sys.executable).parent} {command.removeprefix('make ')}"
    ran = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tree, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def test_there_is_a_recipe_for_each_thing_that_is_one_file() -> None:
    assert list(recipes()) == ["A source of counts", "A command", "An event kind", "A language"]


@pytest.mark.parametrize("heading", recipes())
def test_a_recipe_works_as_it_stands(heading: str, tree: Path) -> None:
    for form, at_end, name, text in BLOCK.findall(recipes()[heading]):
        file = tree / name
        if form == "sh":
            for command in text.splitlines():
                run(command, tree)
        elif at_end:
            file.write_text(file.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")
        elif form == "diff":
            file.write_text(insert(file.read_text(encoding="utf-8"), text), encoding="utf-8")
        else:
            assert not file.exists()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
