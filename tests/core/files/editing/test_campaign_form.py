import zoneinfo
from pathlib import Path

import pytest

from bot.core.files.campaign import file_keys
from bot.core.files.editing.campaign_form import Field, Group, fields_of, groups_of, is_filled, renumbered, tree_from
from bot.core.files.editing.campaign_tree import tree_of
from bot.core.files.editing.toml_text import document
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES
from bot.sources import SOURCES
from tests.campaign_files import FULL, everything, parsed

KEYS = file_keys(SOURCES, LANGUAGES, zoneinfo.available_timezones(), KINDS)


def shown(text: str) -> dict[str, str]:
    return fields_of(tree_of(parsed(text), SOURCES), KEYS)


def every_field(groups: tuple[Group, ...]) -> list[Field]:
    return [field for group in groups for field in (*group.fields, *every_field(group.groups))]


@pytest.mark.parametrize("text", [FULL, Path("campaigns/no-voip-no-like.toml").read_text(encoding="utf-8")])
def test_a_form_that_is_sent_as_it_was_shown_changes_nothing(text: str) -> None:
    sent = {field.name: field.value for field in every_field(groups_of(KEYS, shown(text)))}
    assert {name: value for name, value in sent.items() if value} == shown(text)
    assert everything(parsed(document(tree_from(KEYS, sent)))) == everything(parsed(text))


def test_every_array_ends_with_an_empty_row() -> None:
    groups = {group.name: group for group in groups_of(KEYS, shown(FULL))}
    assert [groups[name].new for name in ("targets.1", "targets.2", "chapters.1")] == [False, True, True]
    assert [group.name for group in groups["targets.0"].groups if group.row is not None][-1] == "targets.0.pages.2"


def test_a_group_is_filled_where_something_stands_in_it_or_below_it() -> None:
    groups = {group.name: group for group in groups_of(KEYS, {"targets.0.pages.0.handle": "inwi"})}
    assert is_filled(groups["targets.0"])
    assert not is_filled(groups["targets.1"])


def test_fields_know_their_inputs() -> None:
    fields = {field.name: field for field in every_field(groups_of(KEYS, shown(FULL)))}
    assert fields["campaign.starts_at"].kind == "datetime-local"
    assert fields["campaign.rates_date"].kind == "date"
    assert fields["campaign.fallback"].choices == LANGUAGES
    assert fields["campaign.currency"].example == "MAD"
    assert fields["campaign.contact"].required
    assert "campaign.value_per_like" not in fields
    odd = every_field(groups_of(KEYS, {"campaign.starts_at": "2026-10-25T01:30:00+00:00"}))
    assert next(field for field in odd if field.name == "campaign.starts_at").kind == "text"


def test_rows_are_added_and_removed() -> None:
    sent = {**shown(FULL), "targets.0.remove": "on", "targets.2.slug": "new", "targets.2.name.fr": "Neuf",
            "targets.2.pages.0.source": "facebook", "targets.2.pages.0.handle": "neuf", "chapters.7.slug": "fes",
            "chapters.7.name.fr": "Fès", "targets.99999.slug": "x"}  # fmt: skip
    campaign = parsed(document(tree_from(KEYS, sent)))
    assert [target.slug for target in campaign.targets] == ["two", "new"]
    assert [chapter.slug for chapter in campaign.chapters] == ["rabat", "fes"]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("campaign.starts_at", "2026-12-01T20:30", "2026-12-01T20:30:00"),
        ("campaign.title.fr", "2016", '"2016"'),
        ("campaign.title.fr", '"Guillemets"', r'"\"Guillemets\""'),
        ("campaign.fallback", '"ar"', '"ar"'),
        ("campaign.purge_days", "400", "400"),
        ("campaign.purge_days", "douze", '"douze"'),
        ("campaign.title.fr", "a\n[campaign]\nslug = 1", r'"a\n[campaign]\nslug = 1"'),
        ("campaign.crowd", "{ people = 5 }", "{ people = 5 }"),
    ],
)
def test_what_is_typed_is_the_value_that_fits_its_key(name: str, typed: str, kept: str) -> None:
    text = document(tree_from(KEYS, {name: typed}))
    assert kept in text
    assert text.count("\n[") == 0


def test_rows_are_numbered_as_in_the_file_without_those_that_are_removed_or_empty() -> None:
    sent = {**shown(FULL), "targets.0.remove": "on", "targets.1.pages.5.handle": "x", "chapters.9.slug": "fes"}
    kept = renumbered(KEYS, sent)
    assert (kept["targets.0.slug"], kept["targets.0.pages.3.handle"], kept["chapters.1.slug"]) == ("two", "x", "fes")
    assert tree_from(KEYS, kept) == tree_from(KEYS, sent)
    assert not any(name.startswith("targets.1.") or name.endswith(".remove") for name in kept)
