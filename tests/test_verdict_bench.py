"""The bench of the verdict says which of its bounds was missed, and ends with 1 then."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.verdict import BOUNDS, Row

ROOT = Path(__file__).resolve().parent.parent
FEW = "--runs 8 --days 4 7 --controls 0 1 2 4"


def run(code: str, options: str = FEW) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *options.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_line_of_json_for_each_row_and_the_end_is_0_where_all_bounds_hold() -> None:
    done = run("import bench.verdict as bench; bench.main()")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    asked = [(row["controls"], row["history_days"]) for row in rows if "coverage" in row or row["controls"] == 1]
    assert asked == [(n, d) for n in (0, 1, 2, 4) for d in (4, 7)]
    assert sum("kept_after_1_told" in row for row in rows) == 2
    assert (done.returncode, done.stderr) == (0, "")
    assert all(row["missed"] == [] for row in rows)
    assert [row["cannot_tell"] for row in rows if row["controls"] == 1] == [1.0, 1.0]
    assert all("right_or_cannot_tell_300" in row for row in rows if row["controls"] > 1)


def test_a_bound_that_is_missed_is_named_and_ends_it_with_1() -> None:
    code = "import bench.verdict as bench; bench.BOUNDS['coverage'] = (0.0, 0.01); bench.main()"
    done = run(code, "--runs 8 --days 7 --controls 0")
    assert done.returncode == 1
    assert done.stderr.startswith("missed: history_days 7, controls 0: coverage is ")
    assert "not 0.0 to 0.01" in done.stderr
    assert [len(json.loads(line)["missed"]) for line in done.stdout.splitlines()] == [2, 0]


@pytest.mark.parametrize(
    ("bound", "count", "runs", "missed"),
    [
        ("coverage", 940, 1000, ""),
        # A share may be out by what the simulation itself is out, which is less the more runs there are.
        ("coverage", 900, 1000, ""),
        ("coverage", 890, 1000, "missed"),
        ("coverage", 9000, 10_000, "missed"),
        ("coverage", 990, 1000, "missed"),
        ("false_alarms", 0, 1000, ""),
        ("false_alarms", 100, 1000, "missed"),
        ("cannot_tell_one_control", 1000, 1000, ""),
        ("cannot_tell_one_control", 999, 1000, "missed"),
        ("right_or_cannot_tell", 900, 1000, "missed"),
    ],
)
def test_a_share_is_held_against_its_bounds(bound: str, count: int, runs: int, missed: str) -> None:
    row = Row({"history_days": 7, "controls": 2})
    row.share("share", count, runs, bound)
    assert bound in BOUNDS
    assert bool(row.missed) == bool(missed)
    assert row.told["share"] == count / runs
