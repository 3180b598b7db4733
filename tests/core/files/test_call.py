from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.core.files.call import CallFile, parse, scheduled
from bot.core.model.call import ButtonKind, CallButton, Repeat, Script
from bot.core.model.errors import Refusal
from bot.core.model.event import Chapter
from bot.core.model.input.toml_form import Mistakes
from bot.core.model.reply import Listed, Names, Text
from bot.locales import vocabulary
from tests.talk import example

LANGUAGES, PLATFORMS = ("ar", "en", "fr"), ("telegram", "console")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHOLE = """
campaign = "no-voip-no-like"
when = "20:00"
picture = "poster.png"
platform = "telegram"
language = "fr"
chapter = "Fès"
[text]
en = "Switch off"
fr = '''Éteignez
vos téléphones'''
ar = ""
[[buttons]]
kind = "link"
label = { en = "Read" }
url = "https://example.org"
[[buttons]]
kind = "did_it"
"""


def test_a_file_is_a_whole_call() -> None:
    script = Script(
        {"en": "Switch off", "fr": "Éteignez\nvos téléphones"},
        (CallButton(ButtonKind.LINK, {"en": "Read"}, "https://example.org"), CallButton(ButtonKind.DID_IT, {})),
        platform="telegram",
        language="fr",
        chapter="Fès",
    )
    assert parse(WHOLE, LANGUAGES, PLATFORMS) == CallFile("no-voip-no-like", "20:00", script, ("poster.png",))


def test_a_text_and_a_campaign_are_enough() -> None:
    found = parse('campaign = "drive"\n[text]\nfr = "Bonjour"', LANGUAGES, PLATFORMS)
    assert found == CallFile("drive", "now", Script({"fr": "Bonjour"}), ())


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ('campaign = "drive"', ["mistake-missing"]),
        ('campaign = "drive"\n[text]\nen = " "', ["mistake-no-text"]),
        ('campaign = "drive"\n[text]\nen = 3', ["mistake-value", "mistake-no-text"]),
        ('campaign = "drive"\nwhen = 3\n[text]\nen = "x"', ["mistake-value"]),
        ('campaign = "drive"\npicture = ["a.png", 3]\n[text]\nen = "x"', ["mistake-value"]),
        (f'campaign = "drive"\npicture = {["a.png"] * 5}\n[text]\nen = "x"', ["mistake-many-pictures"]),
        ('campaign = "drive"\nplatform = "telegramm"\n[text]\nen = "x"', ["mistake-near"]),
        ('campaign = "drive"\n[text]\nen = "x"\n[[buttons]]\nkind = "link"', ["mistake-missing"] * 2),
        (
            'campaign = "drive"\n[text]\nen = "x"\n[[buttons]]\nkind = "link"\nurl = "https://example.org"',
            ["mistake-missing"],
        ),
        ('campaign = "drive"\nwhen = 9999-12-31T23:59:00-12:00\n[text]\nen = "x"', ["mistake-value"]),
        ('campaign = "drive"\n[text]\nen = "x"\n[[buttons]]\nkind = "no"\nurl = "ftp"', ["mistake-value"] * 2),
    ],
)
def test_every_mistake_in_a_call_file_is_reported(text: str, mistakes: list[str]) -> None:
    with pytest.raises(Mistakes) as found:
        parse(text, LANGUAGES, PLATFORMS)
    assert sorted(said.id for said in found.value.texts) == sorted(mistakes)


def test_buttons_that_are_too_many_are_mistakes_in_their_place() -> None:
    with pytest.raises(Mistakes) as found:
        parse(f'{WHOLE}[[buttons]]\nkind = "did_it"\n[[buttons]]\nkind = "did_it"\n', LANGUAGES, PLATFORMS)
    assert [(said.id, said.values["where"].values) for said in found.value.texts] == [
        ("mistake-did-twice", {"line": 20, "key": "buttons[3].kind"}),
        ("mistake-many-buttons", {"line": 21, "key": "buttons[4]"}),
        ("mistake-did-twice", {"line": 22, "key": "buttons[4].kind"}),
    ]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(Refusal, match="call-long"):
        parse(f'campaign = "drive"\n[text]\nen = "{"x" * 4000}"', LANGUAGES, PLATFORMS)


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("now", None),
        ("20:00", datetime(2026, 11, 24, 20, tzinfo=UTC)),
        (datetime(2026, 12, 1, 20), datetime(2026, 12, 1, 20, tzinfo=UTC)),  # noqa: DTZ001 - as TOML has it
        (datetime(2026, 12, 1, 20, tzinfo=UTC), datetime(2026, 12, 1, 20, tzinfo=UTC)),
    ],
)
def test_its_time_is_of_the_campaigns_zone(when: str | datetime, due: datetime | None) -> None:
    assert scheduled(CallFile("drive", when, Script({}), ""), example(), NOW, vocabulary()).when == due


@pytest.mark.parametrize(("when", "until"), [("05/03/2027 20h", ""), ("20:00", "05/03/2027 20h")])
def test_a_time_that_can_be_two_is_refused_with_both(when: str, until: str) -> None:
    with pytest.raises(Refusal) as refused:
        scheduled(CallFile("drive", when, Script({}), (), until), example(), NOW, vocabulary())
    times = Listed(("2027-03-05 20:00", "2027-05-03 20:00"))
    assert refused.value.text == Text("call-when-two", {"given": "05/03/2027 20h", "times": times})


def test_a_time_that_is_over_is_refused() -> None:
    with pytest.raises(Refusal, match="call-when-past"):
        scheduled(CallFile("drive", NOW, Script({}), ""), example(), NOW, vocabulary())


@pytest.mark.parametrize(
    ("until", "deadline"),
    [
        ("", datetime(2026, 11, 25, 20, tzinfo=UTC)),
        ("22:00", datetime(2026, 11, 24, 22, tzinfo=UTC)),
        ("6h", datetime(2026, 11, 25, 2, tzinfo=UTC)),
        ("22h30", datetime(2026, 11, 24, 22, 30, tzinfo=UTC)),
        (datetime(2026, 12, 1, 20), datetime(2026, 12, 1, 20, tzinfo=UTC)),  # noqa: DTZ001 - as TOML has it
    ],
)
def test_its_deadline_is_a_time_or_a_length(until: str | datetime, deadline: datetime) -> None:
    script = scheduled(CallFile("drive", "20:00", Script({}), "", until), example(), NOW, vocabulary())
    assert script.when is not None
    assert script.deadline(script.when) == deadline


@pytest.mark.parametrize("until", ["now", "19:00", datetime(2026, 11, 24, 19, tzinfo=UTC)])
def test_a_deadline_before_it_goes_out_is_refused(until: str | datetime) -> None:
    with pytest.raises(Refusal, match="call-until-late"):
        scheduled(CallFile("drive", "20:00", Script({}), "", until), example(), NOW, vocabulary())


def test_its_chapter_is_one_of_the_campaigns_by_any_of_its_names() -> None:
    campaign = replace(example(), chapters=(Chapter("fes", Names({"fr": "Fès"})),))
    assert (
        scheduled(CallFile("drive", "now", Script({}, chapter="FES"), ()), campaign, NOW, vocabulary()).chapter == "fes"
    )
    for known, wrong in ((campaign, "no-chapter"), (example(), "chapters-not-set")):
        with pytest.raises(Refusal, match=wrong):
            scheduled(CallFile("drive", "now", Script({}, chapter="rabat"), ()), known, NOW, vocabulary())


def test_its_time_may_be_that_of_a_series() -> None:
    campaign = replace(example(), ends_at=None)
    words = "every friday 18:00 until 2026-12-26"
    script = scheduled(CallFile("drive", words, Script({}), (), "6h"), campaign, NOW, vocabulary())
    assert script.repeat == Repeat((4,), time(18), campaign.zone, date(2026, 12, 26))
    assert (script.when, script.within) == (None, 6 * 3600)
    with pytest.raises(Refusal, match="series-until"):
        scheduled(CallFile("drive", words, Script({}), (), NOW), campaign, NOW, vocabulary())
