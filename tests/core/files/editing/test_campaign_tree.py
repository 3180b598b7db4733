from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.files.editing.campaign_tree import toml_of
from bot.core.model.campaign import Campaign
from bot.sources import SOURCES
from tests.campaign_files import FULL, everything, parsed


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        Path("campaigns/no-voip-no-like.toml").read_text(encoding="utf-8"),
        FULL.replace("crowd = true\n", "")
        .replace("ends_at = 2026-12-31T20:00:00\n", "")
        .replace("measure = { goal = 3000000 }\n", ""),
    ],
)
def test_a_campaign_is_read_from_its_file_as_it_was_written(text: str) -> None:
    campaign = parsed(text)
    assert everything(parsed(toml_of(campaign, SOURCES))) == everything(campaign)


def test_the_full_example_says_something_in_every_field() -> None:
    campaign, bare = parsed(FULL), {"id", "note"}
    defaults = {one.name: one.default for one in fields(Campaign)}
    assert [
        one for one in fields(Campaign) if one.name not in bare and getattr(campaign, one.name) == defaults[one.name]
    ] == []


def test_the_second_of_two_equal_local_times_keeps_its_moment() -> None:
    text = FULL.replace("Africa/Casablanca", "Europe/Paris").replace("2026-12-01T20:00:00", "2026-10-25T02:30:00+01:00")
    campaign = parsed(text)
    assert campaign.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert parsed(toml_of(campaign, SOURCES)).starts_at == campaign.starts_at
