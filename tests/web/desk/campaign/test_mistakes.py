"""Every mistake that the file's checks can make is told at its field of the form, by its label, in every language."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from bot.core.files.campaign import file_keys
from bot.core.files.editing.campaign_form import every_field, fields_of, groups_of, renumbered, tree_from
from bot.core.files.editing.campaign_tree import tree_of
from bot.core.files.editing.toml_text import document
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES
from bot.web.desk.campaign.mistakes import FieldMistake, at_fields, by_field, holds_one, label_of
from tests.campaign_files import FULL, ZONES, parsed
from tests.web.desk.campaign.test_pages import fields
from tests.web.desk.house import BASE, Desk

KEYS = file_keys(SOURCES, LANGUAGES, ZONES, KINDS)
CHECKS = ("bot/core/files/campaign*.py", "bot/core/files/event.py", "bot/core/files/measure.py",
          "bot/core/model/**/*.py", "bot/sources/*.py")  # fmt: skip
# A form writes TOML itself, with known keys alone; the source is picked from a list, and its options have fields.
NOT_IN_A_FORM = {
    "mistake-syntax", "mistake-comma", "mistake-unknown", "mistake-same", "mistake-page-option-unknown",
    "mistake-unknown-inside", "mistake-source-network",
}  # fmt: skip
# What only a file has: keys with their numbers or underscores, lines, and quotes around values.
FILE_WORDS = re.compile(
    r"\w\[\d+\]|\b(?:campaign|targets|events|chapters)\.|[a-z]_[a-z]|in quotes|without quotes|\btable|this key"
    r"|entre guillemets|sans guillemets|cette clé|ligne à part|علامتي|هذا المفتاح|المفاتيح|سطر مستقل"
)
# Parts of values that people type in the form too.
TYPED = re.compile("signature_count|per_day")
PETITION, PAGE = "https://petition.example/api/1.json", "targets.1.pages.1.handle"
SAMPLES = [
    ("mistake-missing", {"campaign.contact": ""}, "campaign.contact"),
    ("mistake-missing", {"campaign.title.fr": "", "campaign.title.ar": ""}, "campaign.title.ar"),
    ("mistake-missing", {"targets.0.remove": "on", "targets.1.remove": "on"}, "targets.0.slug"),
    ("mistake-value", {"campaign.purge_days": "soon"}, "campaign.purge_days"),
    ("mistake-value", {"campaign.rates": "x"}, "campaign.rates"),
    ("mistake-value", {"targets.1.pages.0.measure.names": "x"}, "targets.1.pages.0.measure.names"),
    ("mistake-near", {"campaign.timezone": "Africa/Casablanka"}, "campaign.timezone"),
    ("mistake-gap", {"campaign.timezone": "Europe/Paris", "campaign.ends_at": "2027-03-28T02:30"}, "campaign.ends_at"),
    ("mistake-order", {"campaign.ends_at": "2026-01-01T02:30"}, "campaign.ends_at"),
    ("mistake-left-out", {"campaign.fallback": "ar"}, "campaign.fallback"),
    ("mistake-no-name", {"campaign.fallback": "en"}, "targets.1.name.en"),
    ("mistake-rates-date", {"campaign.rates_date": ""}, "campaign.rates"),
    ("mistake-own-rate", {"campaign.currency": "USD"}, "campaign.rates"),
    ("mistake-needs", {"campaign.currency": ""}, "campaign.value_per_unit"),
    ("mistake-reserved", {"targets.1.slug": "desk"}, "targets.1.slug"),
    ("mistake-twice", {"targets.1.slug": "one"}, "targets.1.slug"),
    ("mistake-twice", {"targets.0.remove": "on", "targets.5.slug": "two"}, "targets.1.slug"),
    ("mistake-handle", {"targets.0.pages.0.handle": "???"}, "targets.0.pages.0.handle"),
    ("mistake-network", {"targets.0.pages.0.source": "mastodon", "targets.0.pages.0.handle": "https://threads.net/@x"},
     "targets.0.pages.0.handle"),
    ("mistake-address", {PAGE: "http://x"}, PAGE),
    ("mistake-page-option", {PAGE: PETITION, "targets.1.pages.1.pick": "]["}, "targets.1.pages.1.pick"),
    ("mistake-page-option-missing", {PAGE: PETITION}, "targets.1.pages.1.pick"),
    ("mistake-page-option-foreign", {"targets.0.pages.0.pick": "x"}, "targets.0.pages.0.pick"),
    ("mistake-unknown-far", {"events.0.options": '{ colour = "red" }'}, "events.0.options"),
    ("mistake-option", {"events.1.options": '{ link = "x" }'}, "events.1.options"),
    ("mistake-whole-hours", {"events.0.length": "90m"}, "events.0.length"),
    ("mistake-event", {"events.1.options": ""}, "events.1.slug"),
]  # fmt: skip


@cache
def stored() -> dict[str, str]:
    """The fields of a campaign that says something in every key."""
    return fields_of(tree_of(parsed(FULL), SOURCES), KEYS)


def mistakes(**changes: str) -> tuple[list[str], tuple[FieldMistake, ...], dict[str, str]]:
    """The ids of a file's mistakes for a form with these changes, what the form says, and its fields."""
    sent = renumbered(KEYS, stored() | changes)
    try:
        parsed(document(tree_from(KEYS, sent)))
    except Mistakes as wrong:
        return [text.id for text in wrong.texts], at_fields(wrong, KEYS, sent, LANGUAGES), sent
    return [], (), sent


def ids_of_checks() -> Iterator[str]:
    """Every text about a mistake that the checks of a campaign file hold."""
    for path in chain.from_iterable(Path().glob(pattern) for pattern in CHECKS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"mistake-[a-z-]+", str(node.value)):
                yield str(node.value)


def plainly(text: Text, language: str) -> str:
    return TYPED.sub("", re.sub("[\u200f\u2066-\u2069]", "", speak(language)(text)))


def test_each_mistake_that_a_form_can_make_has_a_sample() -> None:
    assert {mistake for mistake, _, _ in SAMPLES} == {*ids_of_checks()} - NOT_IN_A_FORM


@pytest.mark.parametrize(("mistake", "changes", "field"), SAMPLES)
def test_a_mistake_is_told_at_its_field_by_its_label(mistake: str, changes: dict[str, str], field: str) -> None:
    ids, found, sent = mistakes(**changes)
    assert mistake in ids
    assert len(found) == len(ids)
    names = [one.name for one in every_field(groups_of(KEYS, sent), new=True)]
    assert [one.name for one in found] == sorted((one.name for one in found), key=names.index)
    at = by_field(found)[field]
    key = next(part for part in reversed(field.split(".")) if not part.isdigit() and part not in LANGUAGES)
    for language in LANGUAGES:
        said = " ".join(plainly(text, language) for text in at)
        assert not FILE_WORDS.search(said), said
        if mistake not in {"mistake-missing", "mistake-event"}:
            assert plainly(Text(f"desk-key-{key.replace('_', '-')}"), language) in said


@pytest.mark.parametrize("typed", ["", "\u202e?!", "-1"])
def test_whatever_is_typed_in_any_field_is_answered_at_a_field_without_the_words_of_a_file(typed: str) -> None:
    shown = (one.name for one in every_field(groups_of(KEYS, stored()), new=True))
    names = [name for name in shown if name != "campaign.slug" and not name.endswith(".logo")]
    assert len(names) > 100
    answered = set()
    # A file is told all its mistakes at once, so ten forms with every tenth field wrong ask for each field.
    for first in range(10):
        ids, found, sent = mistakes(**dict.fromkeys(names[first::10], typed))
        known = {one.name for one in every_field(groups_of(KEYS, sent), new=True)}
        assert {one.name for one in found} <= known
        for one in found:
            for language in LANGUAGES:
                said = plainly(one.text, language)
                assert not FILE_WORDS.search(said), (one.name, said)
        answered |= {*ids}
    assert "mistake-missing" in answered
    assert typed == "" or "mistake-value" in answered


def test_a_label_names_the_rows_and_parts_that_a_field_stands_in() -> None:
    assert plainly(label_of(("targets", 1, "pages", 0, "handle"), LANGUAGES), "en") == "Company 2 › Page 1 › Handle"
    assert plainly(label_of(("campaign", "title", "fr"), LANGUAGES), "en") == "Title (Français)"
    assert plainly(label_of(("events", 0, "options", "link"), LANGUAGES), "en") == "Event 1 › Options (link)"
    assert plainly(label_of(("campaign",), LANGUAGES), "en") == "The campaign"


def test_a_mistake_that_is_about_no_key_stands_at_no_field() -> None:
    bare = Text("mistake-syntax", {"line": 1, "column": 2, "reason": ""})
    assert at_fields(Mistakes([bare]), KEYS, {}, LANGUAGES) == (FieldMistake("", bare),)


def test_a_group_is_opened_where_a_field_in_it_is_wrong() -> None:
    groups = {one.name: one for one in groups_of(KEYS, stored())}
    assert holds_one(groups["targets.2"], {"targets.2.pages.0.handle": []})
    assert not holds_one(groups["targets.1"], {"targets.2.pages.0.handle": []})


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_form_leads_to_each_of_its_mistakes(desk: Desk, language: str) -> None:
    browser = await desk.person(Role.OWNER, language=language)
    await browser.open(f"{BASE}/campaign")
    wrong = {"campaign.contact": "moi", "targets.1.pages.0.handle": "", "targets.3.slug": "inwi"}
    await browser.send(f"{BASE}/campaign/check", **fields(browser) | wrong)
    first, *_ = re.findall(r'<a href="#field-([^"]+)">', browser.page)
    marked = re.findall(
        r'name="([^"]+)"[^>]* id="field-\1" aria-invalid="true" aria-describedby="wrong-\1"', browser.page
    )
    assert {*wrong} <= {*marked}
    assert re.findall(r'id="field-([^"]+)"[^>]* autofocus', browser.page) == [first] == marked[:1]
    for name in marked:
        assert browser.page.count(f'id="wrong-{name}"') == 1
    assert not re.search(r"targets\[|targets\.\d", browser.text)
    assert speak(language)(Text("desk-wrong")) in browser.text
