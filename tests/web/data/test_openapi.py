"""The open data keeps what its own description promises, whatever is asked of it."""

import asyncio
import sys
from pathlib import Path

from bot.web.data.series import PARAMETERS
from tests.doors import queries_of_the_page
from tests.talk import SLUG
from tests.web.house import Served

# The language of the check-in's own form, whose link is a person's own.
NOT_OPEN = {"lang"}


async def test_every_query_that_an_address_reads_is_described(served: Served) -> None:
    paths = (await served.get("/api/v1/openapi.json")).json()["paths"]
    described = {
        path: {one["name"] for one in told["get"]["parameters"] if one["in"] == "query"} for path, told in paths.items()
    }
    assert set().union(*described.values()) == queries_of_the_page() - NOT_OPEN | {*PARAMETERS}
    of_a_measure = [
        "/badge/{slug}.svg",
        *(f"/{{lang}}/{{slug}}/{name}" for name in ("badge.svg", "share.png", "story.png")),
    ]
    assert [path for path, names in described.items() if "measure" in names] == of_a_measure
    for path in of_a_measure:
        where = path.format(slug=SLUG, lang="ar")
        assert (await served.get(f"{where}?measure=likes")).status_code == 200
        wrong = await served.get(f"{where}?measure=members")
        answers = paths[path]["get"]["responses"]
        assert wrong.headers["content-type"].partition(";")[0] in answers[str(wrong.status_code)]["content"]


async def test_the_open_data_is_as_it_is_described(served: Served, tmp_path: Path) -> None:
    # A query that is too long is refused before it is read.
    (tmp_path / "schemathesis.toml").write_text(
        '[checks.negative_data_rejection]\nexpected-statuses = ["400", "404", "405", "414", "429"]\n', encoding="utf-8"
    )
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
