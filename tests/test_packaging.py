"""The wheel: it holds every file that the program needs, and the program runs from it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("bot", "handlers", "storage", "campaigns")


def run(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    made = subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=120, check=False, env=env)
    assert made.returncode == 0, made.stderr
    return made.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel of this tree was installed into, without the libraries."""
    place = tmp_path_factory.mktemp("wheel")
    tree = place / "tree"
    for part in PARTS:
        shutil.copytree(ROOT / part, tree / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE", "requirements.in"):
        shutil.copy(ROOT / file, tree)
    pip = (sys.executable, "-m", "pip", "-q", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(place), str(tree), cwd=place)
    (wheel,) = place.glob("*.whl")
    run(*pip, "install", "--no-deps", "--no-index", "--target", str(place / "site"), str(wheel), cwd=place)
    return place / "site"


def test_the_wheel_holds_every_file_of_the_program(installed: Path) -> None:
    tree = {
        file.relative_to(ROOT).as_posix()
        for part in ("bot", "handlers", "storage")
        for file in (ROOT / part).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    tree |= {f"bot/bundled/{file.name}" for file in (ROOT / "campaigns").iterdir()}
    assert {name for name in tree if not (installed / name).is_file()} == set()


def test_the_installed_program_plays_the_demo(installed: Path, tmp_path: Path) -> None:
    (script,) = (installed / "bin").iterdir()
    env = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    assert run(sys.executable, str(script), "--version", cwd=tmp_path, env=env).startswith("nolike ")
    assert "No VOIP" in run(sys.executable, str(script), "demo", "--for", "1", cwd=tmp_path, env=env)
    place = run(sys.executable, "-c", "import bot; print(bot.__file__)", cwd=tmp_path, env=env)
    assert Path(place.strip()).is_relative_to(installed)
