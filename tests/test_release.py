"""A release's version is the same wherever it stands."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.release import PLACES, ROOT, disagreements, prepare


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (*PLACES, "CHANGELOG.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_prepared_release_agrees_everywhere_and_keeps_what_was_unreleased(tree: Path) -> None:
    before = (tree / "CHANGELOG.md").read_text(encoding="utf-8").split("## Unreleased\n")[1]
    prepare(tree, "7.8.9", date(2026, 12, 1))
    assert disagreements(tree, ["v7.8.9", "nightly"]) == []
    assert (tree / "CHANGELOG.md").read_text(encoding="utf-8").split("## 7.8.9 - 2026-12-01\n")[1] == before
    again = (tree / "CHANGELOG.md").read_bytes()
    prepare(tree, "7.8.9", date(2026, 12, 2))
    assert (tree / "CHANGELOG.md").read_bytes() == again


@pytest.mark.parametrize("name", PLACES)
def test_a_file_with_another_version_is_named(tree: Path, name: str) -> None:
    prepare(tree, "7.8.9", date(2026, 12, 1))
    file = tree / name
    file.write_text(file.read_text(encoding="utf-8").replace("7.8.9", "7.8.8"), encoding="utf-8")
    assert any("7.8.8" in wrong and "7.8.9" in wrong for wrong in disagreements(tree, ["v7.8.9"]))


def test_a_missing_section_another_tag_and_a_version_of_another_form_are_told(tree: Path) -> None:
    prepare(tree, "7.8", date(2026, 12, 1))
    assert disagreements(tree, []) == ["7.8 is no version such as 1.2.3"]
    prepare(tree, "7.8.9", date(2026, 12, 1))
    assert disagreements(tree, ["v7.8.8"]) == ["this commit is tagged v7.8.8, not v7.8.9"]
    shutil.copy(ROOT / "CHANGELOG.md", tree / "CHANGELOG.md")
    assert disagreements(tree, []) == [
        "CHANGELOG.md has no section for 7.8.9 as its newest: make release VERSION=7.8.9"
    ]


def test_the_image_says_the_version_of_the_program() -> None:
    said = {place.search((ROOT / name).read_text(encoding="utf-8"))[2] for name, place in PLACES.items()}  # type: ignore[index]
    assert len(said) == 1
