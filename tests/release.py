"""`make release`: gives the tree its next version, or tells where the files disagree about the one that it has.

It changes files and builds the wheel; committing, tagging and pushing are left to a person.
"""

import argparse
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSION = re.compile(r"\d+\.\d+\.\d+")
PLACES = {
    "pyproject.toml": re.compile(r'^(version = ")([^"]+)(")$', re.MULTILINE),
    "deploy/Dockerfile": re.compile(r'(org\.opencontainers\.image\.version=")([^"]+)(")'),
}
"""Files that name the version, and where in them."""

UNRELEASED = "## Unreleased\n"


def prepare(root: Path, version: str, day: date) -> None:
    """Write the version into every place, and close the changelog's unreleased section under it."""
    for name, place in PLACES.items():
        file = root / name
        file.write_text(place.sub(rf"\g<1>{version}\g<3>", file.read_text(encoding="utf-8")), encoding="utf-8")
    file = root / "CHANGELOG.md"
    text = file.read_text(encoding="utf-8")
    if f"## {version} " not in text:
        file.write_text(text.replace(UNRELEASED, f"{UNRELEASED}\n## {version} - {day}\n", 1), encoding="utf-8")


def disagreements(root: Path, tags: list[str]) -> list[str]:
    """What does not agree with the version of pyproject.toml; `tags` are those of the commit that is checked out."""
    found = {}
    for name, place in PLACES.items():
        match = place.search((root / name).read_text(encoding="utf-8"))
        found[name] = match[2] if match else "no version"
    version = found["pyproject.toml"]
    wrong = [f"{name} says {said}, not {version}" for name, said in found.items() if said != version]
    if not VERSION.fullmatch(version):
        wrong.append(f"{version} is no version such as 1.2.3")
    sections = re.findall(
        r"^## (\S+) - \d{4}-\d\d-\d\d$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    if version != next(iter(sections), ""):
        wrong.append(f"CHANGELOG.md has no section for {version} as its newest: make release VERSION={version}")
    wrong += [
        f"this commit is tagged {tag}, not v{version}" for tag in tags if tag.startswith("v") and tag != f"v{version}"
    ]
    return wrong


def main() -> None:
    """Prepare the version that is given, then check all places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", nargs="?", default="", help="the next version, such as 1.2.3")
    version = parser.parse_args().version
    if version and not VERSION.fullmatch(version):
        sys.exit(f"{version} is no version such as 1.2.3")
    if version:
        prepare(ROOT, version, datetime.now(UTC).date())
    git = ("git", "tag", "--points-at", "HEAD")
    tags = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if wrong := disagreements(ROOT, [] if version else tags):
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
