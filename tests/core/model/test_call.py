from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from tests.talk import example

SCRIPT = Script(
    {"en": "Now"}, (CallButton(ButtonKind.DID_IT, {"en": "Done"}),), "pic", datetime(2026, 12, 1, tzinfo=UTC)
)
CALL = Call(3, "no-voip-no-like", "author", SCRIPT)


@pytest.mark.parametrize(
    "changed",
    [
        {"texts": {"en": "Now!"}},
        {"texts": {"fr": "Now"}},
        {"buttons": ()},
        {"picture": "other"},
        {"when": None},
        {"when": SCRIPT.when + timedelta(seconds=1)},  # type: ignore[operator]
        {"platform": "discord"},
        {"language": "fr"},
    ],
)
def test_the_approval_hash_changes_with_everything_that_people_read(changed: dict[str, object]) -> None:
    assert replace(CALL, script=replace(SCRIPT, **changed)).content_hash != CALL.content_hash  # type: ignore[arg-type]


def test_the_approval_hash_does_not_depend_on_the_state_of_the_call() -> None:
    assert replace(CALL, state=CallState.LAUNCHED, paused=True, did=9).content_hash == CALL.content_hash


@pytest.mark.parametrize(
    ("state", "paused", "busy", "status"),
    [
        (CallState.DRAFT, True, False, "draft"),
        (CallState.SCHEDULED, True, False, "paused"),
        (CallState.SCHEDULED, False, False, "scheduled"),
        (CallState.LAUNCHED, True, True, "paused"),
        (CallState.LAUNCHED, False, True, "running"),
        (CallState.LAUNCHED, False, False, "done"),
    ],
)
def test_the_status_of_a_call_is_one_word(state: CallState, paused: bool, busy: bool, status: str) -> None:  # noqa: FBT001 - cases of a table
    assert replace(CALL, state=state, paused=paused, busy=busy).status == status


def test_a_correction_has_the_number_of_the_call_that_it_corrects() -> None:
    assert (CALL.number, replace(CALL, id=4, fixes=3).number) == ("3", "3")


def test_an_audience_of_the_fallback_language_includes_chats_without_a_language() -> None:
    campaign = example()
    for language in ("ar", "fr", "en", ""):
        audience = replace(CALL, script=replace(SCRIPT, language=language)).audience(campaign)
        assert (audience.language, audience.undecided) == (language, language == campaign.fallback)
