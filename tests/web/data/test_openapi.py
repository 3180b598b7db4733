"""The open data keeps what its own description promises, whatever is asked of it."""

import asyncio
import sys
from pathlib import Path

from tests.web.house import Served


async def test_the_open_data_is_as_it_is_described(served: Served, tmp_path: Path) -> None:
    words = (
        "run", f"{served.url}/api/v1/openapi.json", "--checks", "all", "--max-examples", "30", "--seed", "1",
        "--phases", "examples,coverage,fuzzing", "--no-color",
    )  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", *words, cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()
    assert served.reported == []
