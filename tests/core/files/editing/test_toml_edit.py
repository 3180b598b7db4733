"""One key of a TOML text is changed; everything else stays as it is written."""

import tomllib
from datetime import datetime
from decimal import Decimal

import pytest

from bot.core.files.editing.toml_edit import find_path, read_typed, set_key
from bot.core.files.editing.toml_text import literal
from bot.core.model.errors import Wrong

TEXT = """\
# Ours.
[campaign]
slug = "quiet" # in addresses
updates = "1h"
title = { en = "Quiet", fr = "Calme" } # two languages
rates = {
}

[campaign.value_note]
en = "a # sign"

[[targets]]
slug = "one"
pages = [{ source = "facebook", handle = "a" }, { source = "manual", handle = "b" }] # both

[[targets]]
slug = "inwi"
name = "Inwi"
pages = [
  { source = "facebook", handle = "inwi" },
  { source = "manual", handle = "inwi" },
]
""".replace("rates = {\n}\n", "")


def edited(key: str, typed: str) -> str:
    return set_key(TEXT, find_path(tomllib.loads(TEXT), key), read_typed(typed))


@pytest.mark.parametrize(
    ("key", "typed", "old", "new"),
    [
        ("slug", "loud", 'slug = "quiet" # in', 'slug = "loud" # in'),
        ("campaign.updates", "30m", 'updates = "1h"', 'updates = "30m"'),
        ("title.fr", "Silence", 'fr = "Calme" } # two', 'fr = "Silence" } # two'),
        ("title.ar", "هدوء", 'fr = "Calme" } #', 'fr = "Calme", ar = "هدوء" } #'),
        ("value_note.en", "b", 'en = "a # sign"', 'en = "b"'),
        ("value_note.fr", "c", "[campaign.value_note]\n", '[campaign.value_note]\nfr = "c"\n'),
        ("purge_days", "40", "[campaign]\n", "[campaign]\npurge_days = 40\n"),
        ("crowd", "true", "[campaign]\n", "[campaign]\ncrowd = true\n"),
        ("ends_at", "2026-12-01 20:00", "[campaign]\n", "[campaign]\nends_at = 2026-12-01T20:00:00\n"),
        ("targets.inwi.name", "INWI", 'name = "Inwi"', 'name = "INWI"'),
        ("targets.1.measure", "members", '[[targets]]\nslug = "one"', '[[targets]]\nmeasure = "members"\nslug = "one"'),
        ("targets.one.pages.2.handle", "c", 'handle = "b" }] #', 'handle = "c" }] #'),
        ("targets.inwi.pages.2.handle", "wana", '"manual", handle = "inwi" },', '"manual", handle = "wana" },'),
        ("targets.inwi.pages", "[]", TEXT[TEXT.rindex("pages") :], "pages = []\n"),
    ],
)  # fmt: skip
def test_one_key_is_changed_and_nothing_else(key: str, typed: str, old: str, new: str) -> None:
    assert TEXT.count(old) == 1
    assert edited(key, typed) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("key", "why"),
    [("targets.orange.name", "edit-no-row"), ("targets.3.name", "edit-no-row"),
     ("targets.inwi.pages.9.handle", "edit-no-row"),
     ("rates.USD", "edit-no-table"), ("slug.en", "edit-no-table"), ("targets.inwi.name.en", "edit-no-table")],
)  # fmt: skip
def test_a_key_that_no_line_can_hold_is_refused(key: str, why: str) -> None:
    with pytest.raises(Wrong) as wrong:
        edited(key, "5")
    assert wrong.value.text_id == why


def test_values_are_read_and_written_as_toml() -> None:
    for typed, value in (("3.50", Decimal("3.50")), ("1h", "1h"), ('"5"', "5"), ("[1, 2]", [1, 2]), ("false", False)):
        assert read_typed(typed) == value
    assert read_typed("2026-12-01 20:00") == datetime(2026, 12, 1, 20)  # noqa: DTZ001 - a local time of the file
    whole = {"a b": [1, {"c": Decimal("0.10")}], "d": datetime(2026, 12, 1), "é": True}  # noqa: DTZ001 - as above
    assert tomllib.loads(f"value = {literal(whole)}", parse_float=Decimal)["value"] == whole
