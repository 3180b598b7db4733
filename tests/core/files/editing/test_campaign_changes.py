from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events.kind import EventKinds
from bot.core.files.editing.campaign_changes import (
    CHANGED,
    LOADED,
    Change,
    change_campaign,
    changes,
    edited_in_desk,
    entries,
    flat,
    nested,
    shown_keys,
    taken_back,
)
from bot.core.files.editing.campaign_tree import tree_of
from bot.core.files.editing.toml_text import document
from bot.core.model.campaign import Campaign, Page
from bot.core.model.errors import Refusal
from bot.core.ports.people import Act
from bot.event_kinds import KINDS
from bot.locales import speak
from bot.sources import SOURCES
from storage import Database
from tests.campaign_files import FULL, LOGO, everything, parsed

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BEFORE = parsed(FULL)
MORE = """
[[chapters]]
slug = "fes"
name = { fr = "Fès" }
"""
EDITS = {
    "a title": ('fr = "Tout"', 'fr = "Rien"'),
    "a language": (', ar = "كل شيء"', ""),
    "a rate": ("MAD = 10", "GBP = 0.8"),
    "no end": ("ends_at = 2026-12-31T20:00:00\n", ""),
    "a goal": ("goal = 3000000", "goal = 2"),
    "a page": ('  { source = "facebook", handle = "inwi" },\n', ""),
    "a company's place": ('slug = "two"', 'slug = "twelve"'),
    "a measure": ('wanted = "rise", kind', 'wanted = "fall", kind'),
    "a chapter": ('name = { fr = "Rabat", ar = "الرباط" }\n', f'name = {{ fr = "Rabat" }}\n{MORE}'),
    "an event": ("goal = 10000", "goal = 20000"),
}


def edited(*names: str) -> Campaign:
    text = FULL
    for name in names:
        assert text.count(EDITS[name][0]) == 1, name
        text = text.replace(*EDITS[name])
    return parsed(text)


def undone(now: Campaign, what: tuple[Change, ...]) -> Campaign:
    return parsed(document(nested(taken_back(flat(tree_of(now, SOURCES)), what))))


def test_the_values_of_a_file_are_put_together_again() -> None:
    tree = tree_of(BEFORE, SOURCES)
    assert nested(flat(tree)) == tree


@pytest.mark.parametrize("name", EDITS)
def test_every_change_is_told_and_taken_back(name: str) -> None:
    after = edited(name)
    found = changes(BEFORE, after, SOURCES)
    assert found
    assert changes(after, after, SOURCES) == ()
    assert everything(undone(after, found)) == everything(BEFORE)
    for language in ("ar", "fr", "en"):
        assert all(speak(language)(one.line) for one in found)


@given(st.permutations([name for name in EDITS if name != "a company's place"]), st.integers(1, len(EDITS) - 2))
def test_one_change_is_taken_back_while_later_ones_of_other_keys_stay(names: list[str], count: int) -> None:
    back = undone(edited(*names), changes(BEFORE, edited(*names[:count]), SOURCES))
    assert changes(back, edited(*names[count:]), SOURCES) == ()


def test_rows_that_came_and_went_since_stay_as_they_are() -> None:
    added = parsed(FULL + MORE)
    later = parsed(FULL + MORE + MORE.replace("fes", "safi"))
    back = undone(later, changes(BEFORE, added, SOURCES))
    assert [one.slug for one in back.chapters] == ["rabat", "safi"]
    gone = parsed(FULL[: FULL.index("[[chapters]]")] + MORE)
    back = undone(
        parsed(FULL[: FULL.index("[[chapters]]")] + MORE + MORE.replace("fes", "safi")),
        changes(parsed(FULL + MORE), gone, SOURCES),
    )
    assert sorted(one.slug for one in back.chapters) == ["fes", "rabat", "safi"]


def test_what_was_changed_again_since_is_not_taken_back() -> None:
    first = edited("a goal")
    second = parsed(FULL.replace("goal = 3000000", "goal = 7"))
    with pytest.raises(Refusal) as refused:
        undone(second, changes(BEFORE, first, SOURCES))
    assert "campaign.measure.goal" in speak("en")(refused.value.text)


async def test_a_change_is_stored_with_its_line_in_the_audit_log(store: Database) -> None:
    kinds = EventKinds(KINDS, sources=SOURCES)
    act = Act(NOW, BEFORE.slug, "owner", "abc", CHANGED)
    async with store.writing() as tx:
        await tx.campaigns.save(BEFORE, NOW)
        await tx.pictures.add(LOGO)
        assert await change_campaign(tx, BEFORE, act, SOURCES, kinds, NOW) == 0
        assert await change_campaign(tx, edited("a goal"), act, SOURCES, kinds, NOW) == 1
        assert await change_campaign(tx, edited("a goal", "a title"), act, SOURCES, kinds, NOW) == 2
        await tx.audit.write(replace(act, act="halted"))
    async with store.reading() as tx:
        known = await entries(tx, BEFORE.slug)
        stored = await tx.campaigns.get(BEFORE.slug)
        assert [one.plan.key for one in await tx.events.of(BEFORE.slug)] == ["silence", "signing"]
    assert [one.number for one in known] == [2, 1]
    assert known[1].changes == (Change(("campaign", "measure", "goal"), "3000000", "2"),)
    assert stored is not None
    assert everything(replace(stored)) == everything(edited("a goal", "a title"))


async def test_a_campaign_that_was_not_stored_yet_has_no_change(store: Database) -> None:
    act = Act(NOW, BEFORE.slug, "owner", "abc", CHANGED)
    async with store.writing() as tx:
        kinds = EventKinds(KINDS, sources=SOURCES)
        with pytest.raises(Refusal, match="logo-unknown"):
            await change_campaign(tx, BEFORE, act, SOURCES, kinds, NOW)
        await tx.pictures.add(LOGO)
        assert await change_campaign(tx, BEFORE, act, SOURCES, kinds, NOW) == 0


async def test_a_file_is_told_which_keys_were_last_changed_in_the_desk(store: Database) -> None:
    kinds = EventKinds(KINDS, sources=SOURCES)
    both = edited("a goal", "a title")
    async with store.writing() as tx:
        await tx.campaigns.save(BEFORE, NOW)
        await tx.pictures.add(LOGO)
        await change_campaign(tx, edited("a goal"), Act(NOW, BEFORE.slug, "owner", "a", CHANGED), SOURCES, kinds, NOW)
        await change_campaign(tx, both, Act(NOW, BEFORE.slug, "operator", "", LOADED), SOURCES, kinds, NOW)
        known = await entries(tx, BEFORE.slug)
    assert [one.path[1:] for one in edited_in_desk(known, changes(both, BEFORE, SOURCES))] == [("measure", "goal")]


def test_a_campaign_whose_addresses_hold_keys_is_told_of_each_once() -> None:
    campaign = parsed(FULL)
    assert shown_keys(campaign) == []
    first, *others = campaign.targets
    paths = (
        "x?api_key=hunter2#pick=a",
        "y?api_key=hunter2#pick=key%3D1",
        "z?page=2&key=&token=t",
        "k?keyword=x&appid=440&monkey=5&sort_key=a",
    )
    pages = tuple(Page("json", f"https://a.example/{path}") for path in paths)
    told = shown_keys(replace(campaign, targets=(replace(first, pages=pages), *others)))
    assert [(one.id, one.values["company"], one.values["name"]) for one in told] == [
        ("address-key", first.name, "api_key"), ("address-key", first.name, "token"),
    ]  # fmt: skip
    assert "hunter2" not in str(told)
