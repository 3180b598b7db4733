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


def test_an_audience_knows_in_which_languages_the_campaign_speaks() -> None:
    campaign = replace(example(), languages=("ar", "fr"))
    for language in ("ar", "fr", ""):
        audience = replace(CALL, script=replace(SCRIPT, language=language)).audience(campaign)
        assert (audience.language, audience.fallback, audience.offered) == (language, "ar", ("ar", "fr"))


@pytest.mark.parametrize(
    ("audience", "languages"),
    [
        ({}, ["ar", "en", "fr"]),
        ({"language": "fr"}, ["fr"]),
        ({"chapter": "casablanca"}, []),
        ({"platform": "discord"}, []),
        ({"chapter": "casablanca", "language": "fr"}, []),
    ],
)
def test_the_public_may_read_what_no_chapter_and_no_platform_alone_is_called_to(
    audience: dict[str, str], languages: list[str]
) -> None:
    script = replace(SCRIPT, **audience)  # type: ignore[arg-type]
    assert [language for language in ("ar", "en", "fr") if script.public_in(language, example())] == languages


def test_a_call_in_a_language_that_the_campaign_leaves_out_later_is_for_those_who_hear_the_fallback() -> None:
    campaign = replace(example(), languages=("ar", "fr"))
    script = replace(SCRIPT, language="en")
    assert replace(CALL, script=script).audience(campaign).language == "ar"
    assert [language for language in ("ar", "en", "fr") if script.public_in(language, campaign)] == ["ar"]
