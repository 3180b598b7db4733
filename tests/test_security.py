"""docs/security.md names tests that exist, and `make audit` never passes where nothing was checked."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_security_page_names_exists() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| \d+\.\d+\.\d+ \|", line)]
    assert len(rows) >= 7
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
