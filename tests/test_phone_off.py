"""What docs/phone-off.md says: its own commands, typed into the terminal, run the whole phone-off."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from bot.core.files.campaign import parse
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES

PAGE = Path("docs/phone-off.md").read_text(encoding="utf-8")
FILE = (
    Path("campaigns/no-voip-no-like.toml").read_text(encoding="utf-8")
    .replace("2016-02-26T00:00:00", "2026-12-01T00:00:00").replace("2016-02-29T12:00:00", "2026-12-31T12:00:00")
)  # fmt: skip


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name not in {"LC_ALL", "LC_MESSAGES", "LANG"}},
        "DATABASE_URL": f"sqlite:///{tmp_path / 'rehearsal.db'}",
        "SECRET_KEY": "a-secret-of-the-tests-with-32-letters",
    }


def nolike(environment: dict[str, str], *words: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], input=typed, env=environment, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_pages_own_commands_run_the_whole_phone_off_and_print_its_result(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "campaign.toml"
    file.write_text(FILE, encoding="utf-8")
    nolike(environment, "campaign", "load", str(file))
    typed = "".join(blocks("console"))

    said = nolike(environment, "console", "--now", "2026-12-01T10:00", "--language", "en", typed=typed)
    said = said.replace("\u00a0", " ")

    for shown in blocks("text"):
        assert shown.strip() in said
    for reminder in ("It starts in 1 day", "It starts in 1 hour", "It starts now", "Halfway there", "It is over."):
        assert said.count(f"\n{reminder}") == 1, reminder
    assert "You are in, with 3 more." in said
    assert "you are out" in said


def test_the_pages_file_is_one_that_can_be_loaded() -> None:
    [own] = blocks("toml")
    assert set(tomllib.loads(own)) == {"events", "chapters"}
    campaign = parse(f"{FILE}\n{own}", SOURCES, LANGUAGES, available_timezones(), KINDS)
    assert [plan.key for plan in campaign.events] == ["december"]
    assert [chapter.slug for chapter in campaign.chapters] == ["rabat"]


def test_it_runs_across_the_clock_change_of_2026_through_a_restart_and_may_be_moved_and_called_off(
    environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "campaign.toml"
    file.write_text(FILE.replace("2026-12-01T", "2026-09-01T"), encoding="utf-8")
    nolike(environment, "campaign", "load", str(file))
    samira = ("console", "--as", "organizer:samira", "--language", "en", "--now")
    first = nolike(
        environment, *samira, "2026-09-17T10:00",
        typed="/subscribe daily 23:59\n/event new phone_off 2026-09-18 20:00\n[Confirm]\n/crowd 6 pledge\n"
        "/clock 2026-09-19T21:00\n",
    )  # fmt: skip
    assert "to Mon 21 Sep, 19:00" in first.replace("\u00a0", " ")
    second = nolike(
        environment, *samira, "2026-09-19T21:00",
        typed="/clock 2026-09-21T18:59\n/checkin all\n/clock 2026-09-21T19:00\n/crowd 6 checkin all\n"
        "/clock 2026-09-23T19:00\n"
        "/event new phone_off 2026-09-25 20:00\n[Confirm]\n/event postpone 2 2026-09-26 21:00\n[Confirm]\n"
        "/clock 2026-09-23T19:10\n/event cancel 2\n[Confirm]\n",
    )  # fmt: skip
    said = [
        line
        for line in f"{first}{second}".splitlines()
        if line.startswith(("It starts in", "It starts now", "Halfway", "It is over. Th"))
    ]
    assert [line.partition(",")[0].partition(".")[0] for line in said] == [
        "It starts in 1 day", "It starts in 1 hour", "It starts now", "Halfway there", "It is over"
    ]  # fmt: skip
    assert "Event 1 is still going on. Say how long you did it so far, at most 71 hours" in second.replace(
        "\u00a0", " "
    )
    assert "Together: 432 hours" in second
    assert "The time has changed: from Sat 26 Sep, 21:00, Casablanca time" in second.replace("\u00a0", " ")
    assert "This event is called off." in second
