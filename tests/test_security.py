"""docs/security.md names tests that exist, and `make audit` never passes where nothing was checked."""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECRET_WORDS = re.compile(r"(?:^|_)(?:token|secret|csrf|password|signature|cookie|hmac|secret_key)$")
# A key or token as it would stand in the source: Telegram's and Discord's shapes, PEM, age, Bearer keys of sources.
WRITTEN_SECRET = re.compile(
    r"\b\d{8,10}:AA[\w-]{33}\b|\b[MN][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}"
    r"|BEGIN (?:RSA |EC )?PRIVATE KEY|AGE-SECRET-KEY-1\w{20}"
    r"|\bAIza[\w-]{35}\b|\bgh[pousr]_\w{36}\b"
)


ASVS = ["1.2.1", "1.3.6", "2.3.5", "2.4.1", "3.4.3", "3.5.1", "11.2.4", "13.3.1", "14.2.1", "14.2.7", "15.3.2"]


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line)]
    assert [row.split(" ")[1] for row in rows] == ASVS
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        assert named, row
        for file, name in named:
            assert re.search(rf"def {name}\(", (ROOT / file).read_text(encoding="utf-8")), f"{file}::{name}"


def test_an_audit_without_the_network_fails_and_says_that_nothing_was_checked(tmp_path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    # Without the virtual environment as a prerequisite, and with nowhere to install from.
    (tmp_path / "Makefile").write_text(makefile.replace("audit: .venv/.dev", "audit:"), encoding="utf-8")
    environment = os.environ | {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path), "UV_TOOL_DIR": str(tmp_path)}
    command = [shutil.which("make") or "make", "audit", f"BIN={ROOT / '.venv' / 'bin'}"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode != 0
    assert "not checked" in ran.stdout


def test_secrets_are_compared_in_constant_time_everywhere() -> None:
    """`==` ends at the first wrong character, and so tells how much of a guess was right."""
    compared = {
        (str(file.relative_to(ROOT)), name)
        for file, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)
        for side in (node.left, *node.comparators)
        if SECRET_WORDS.search(name := _name_of(side))
        # An empty string or a number tells nothing of the secret.
        and not any(isinstance(other, ast.Constant) for other in (node.left, *node.comparators))
    }
    assert compared == set()
    uses = sum(
        isinstance(node, ast.Call) and _name_of(node.func) == "compare_digest"
        for _, tree in _trees()
        for node in ast.walk(tree)
    )
    assert uses >= 2


def test_no_secret_stands_in_the_source() -> None:
    folders = [ROOT / name for name in ("bot", "handlers", "storage", "docs", "deploy", "bench", "campaigns")]
    files = [
        file for folder in folders for file in folder.rglob("*") if file.is_file() and "__pycache__" not in str(file)
    ]
    assert len(files) > 200
    for file in [*files, *(file for file in ROOT.glob("*.*") if file.is_file())]:
        # The .env of whoever runs the suite is theirs.
        if file.name != ".env":
            assert WRITTEN_SECRET.search(file.read_bytes().decode("utf-8", "replace")) is None, file


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("bot", "handlers", "storage"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file, ast.parse(file.read_text(encoding="utf-8"))


def _name_of(node: ast.AST) -> str:
    """The last name of `a.b.name`, `a["name"]` and `a.get("name")`, else nothing."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(args=[ast.Constant(value=str(name)), *_]):
            return name
        case _:
            return ""
