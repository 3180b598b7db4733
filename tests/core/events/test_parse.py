"""Plans of events, parsed from text."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.events.parse import Reading, own_text_hash, read_plans
from bot.core.model.errors import Refusal
from bot.core.model.event import Plan
from bot.core.model.reply import Names
from bot.event_kinds import KINDS
from bot.locales import vocabulary

READING = Reading(datetime(2026, 11, 24, 12, tzinfo=UTC), "Africa/Casablanca", vocabulary())
LINK = "https://example.org/petition"


def plan(text: str, base: Plan | None = None) -> Plan:
    [only] = read_plans(text, KINDS, ("ar", "en", "fr"), READING, base)
    return only


@pytest.mark.parametrize("text", ["phone_off 2026-12-05", "phone_off 2026-12-05 72", "phone_off 72h 2026-12-05 3"])
def test_a_number_that_is_no_time_does_not_hide_that_the_time_is_missing(text: str) -> None:
    with pytest.raises(Refusal, match=r"^when-no-clock$"):
        plan(text)


def test_an_unknown_word_is_reported_before_the_missing_time() -> None:
    with pytest.raises(Refusal, match=r"^event-bad-word$") as refused:
        plan("phone_off 2026-12-05 72 soonish")
    assert refused.value.text.values == {"word": "soonish"}


def test_only_text_of_organizers_changes_the_hash_of_their_own_text() -> None:
    bare = plan("phone_off 2026-12-05 20:00 goal=100")
    assert own_text_hash(bare, KINDS["phone_off"]) == ""
    titled = replace(bare, title=Names({"en": "Quiet"}))
    known = own_text_hash(titled, KINDS["phone_off"])
    assert len(known) == 20
    assert own_text_hash(replace(titled, goal="200", options={"per_day": "2.40"}), KINDS["phone_off"]) == known
    assert own_text_hash(replace(titled, title=Names({"en": "Loud"})), KINDS["phone_off"]) != known


def test_an_option_that_people_read_is_text_of_organizers() -> None:
    signed = plan(f"sign_on 2026-12-05 20:00 link={LINK}")
    moved = plan("2026-12-06 20:00", signed)
    other = plan(f"link={LINK}s", signed)
    known = own_text_hash(signed, KINDS["sign_on"])
    assert own_text_hash(moved, KINDS["sign_on"]) == known != own_text_hash(other, KINDS["sign_on"])


@pytest.mark.parametrize(
    ("typed", "start"),
    [
        ("إلى الأحد 21:00", "2026-11-29 21:00"), ("إلى يوم الأحد الساعة 9 مساء", "2026-11-29 21:00"),
        ("au dimanche 6 décembre 21h", "2026-12-06 21:00"), ("au 6 à 21h", "2026-12-06 21:00"),
        ("to Sunday 6 21:00", "2026-12-06 21:00"), ("إلى 21:00", "2026-12-05 21:00"), ("قبل ساعة", "2026-12-05 19:00"),
        ("1h30", "2026-12-05 01:30, 2026-12-05 21:30"), ("2h", "2026-12-05 02:00"),
        ("21h", "2026-12-05 21:00"), ("21h30", "2026-12-05 21:30"),
    ],
)  # fmt: skip
def test_a_move_to_a_time_keeps_the_length(typed: str, start: str) -> None:
    base = plan("phone_off 2026-12-05 20:00 72h")
    moved = read_plans(typed, KINDS, ("ar", "en", "fr"), replace(READING, moves=True), base)
    assert ", ".join(f"{one.local:%Y-%m-%d %H:%M}" for one in moved) == start
    assert {one.length for one in moved} == {base.length}


def test_an_end_still_changes_the_length() -> None:
    base = plan("phone_off 2026-12-05 20:00 72h")
    for typed in ("حتى الأحد 21:00", "jusqu’au dimanche 21h", "until Sunday 21:00"):
        [ends] = read_plans(typed, KINDS, ("ar", "en", "fr"), replace(READING, moves=True), base)
        assert (ends.local, ends.length) == (base.local, 25 * 3600), typed


def test_a_minus_is_not_lost() -> None:
    with pytest.raises(Refusal, match=r"^event-bad-word$") as refused:
        plan("-1h", plan("phone_off 2026-12-05 20:00 72h"))
    assert refused.value.text.values == {"word": "-1h"}
