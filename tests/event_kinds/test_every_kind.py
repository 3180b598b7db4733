"""What every kind of event promises."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.event_kinds
from bot.core.events.kind import Counts, EventKinds, reached_milestones
from bot.core.events.replies import card, details, reminder, result, sums
from bot.core.events.verdict.effect import Effect, Unclear, Why
from bot.core.events.verdict.find import EventVerdict
from bot.core.events.verdict.texts import verdict_lines
from bot.core.model.event import EventState, Rules, Share, Turnout, key
from bot.core.model.measures.measure import LIKES, MEASURES, Wanted
from bot.core.model.reply import Text, in_zone
from bot.core.model.reply_json import pack, unpack
from bot.event_kinds import KINDS, find
from bot.locales import LANGUAGES, speak
from bot.platforms.telegram.draw import draw
from bot.sources import SOURCES
from tests.event_kinds.statuses import campaign, counts, event, share, status

OPTIONS = {
    name: {option: one.example.strip('"') for option, one in kind.options.items()} for name, kind in KINDS.items()
}
MANY = {0: share(900, checked_in=700, hours=40_000, completed=300, none=12), 2: share(40, checked_in=20, hours=900)}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said_in_every_language(name: str, language: str) -> None:
    kind, speaker = KINDS[name], speak(language)
    values = counts([1000 - 5 * hour for hour in range(30)] + [1100])
    for people in ({}, {0: share(3)}, MANY):
        for hours in (-30, 1, 30, 900):
            seen = status(name, people, values if kind.counts else Counts(), hours, "500", **OPTIONS[name])
            effects = [Effect(-600, 12, -700, -500, 9, 1), Effect(-6, 12, -70, 50, 0, 0)]
            alone = [*effects, *(Unclear(why) for why in Why if why not in {Why.ALONE, Why.CONTAMINATED})]
            compared = [None, *effects, *(Unclear(why) for why in Why)]
            target = seen.campaign.targets[0]
            verdicts = [EventVerdict(target.name, LIKES, one, other) for one in alone for other in compared]
            replies = [card(seen), details(seen), sums(seen)]
            replies += [reminder(seen, one) for one in kind.occasions(seen.event)]
            replies.append(result(seen, verdict_lines(verdicts)))
            if kind.note:
                replies.append(replace(replies[0], lines=()))
            for reply in replies:
                assert unpack(pack(reply)) == reply
                for drawn in draw(in_zone(reply, "UTC"), speaker):
                    assert drawn.html


@pytest.mark.parametrize("name", KINDS)
def test_no_two_moments_of_an_event_have_one_key_and_all_come_in_order(name: str) -> None:
    one = event(name, **OPTIONS[name])
    moments = KINDS[name].occasions(one)
    assert len({key(one, moment) for moment in moments}) == len(moments)
    assert len({moment.name for moment in moments}) == len(moments)
    assert list(moments) == sorted(moments, key=lambda moment: moment.at)
    assert moments[-1].at == one.ends_at
    assert any(moment.at == one.starts_at for moment in moments)


@pytest.mark.parametrize("name", KINDS)
@given(first=st.integers(0, 2000), more=st.integers(0, 2000))
@settings(max_examples=40, deadline=None)
def test_more_counts_never_unsay_what_was_said(name: str, first: int, more: int) -> None:

    def reached(count: int) -> set[str]:
        people = {0: Share(count)}
        shown = counts([5000, 5000 - count]) if name == "unlike_drive" else counts([0, count])
        return {mark.name for mark in reached_milestones(status(name, people, shown, 1, "1000", **OPTIONS[name]))}

    assert reached(first) <= reached(first + more)


@pytest.mark.parametrize("name", KINDS)
@given(people=st.integers(0, 4), told=st.integers(0, 4))
@settings(max_examples=20, deadline=None)
def test_fewer_than_five_people_are_told_by_no_number(name: str, people: int, told: int) -> None:
    bands = {0: share(people, checked_in=told, hours=told * 71, completed=told, sayers=people, spenders=told)}
    seen = status(name, bands, Counts(), 900, "10", **OPTIONS[name])
    seen = replace(seen, turnout=Turnout({"rabat": bands[0]}, bands, median=71))
    replies = (in_zone(card(seen), "UTC"), in_zone(result(seen, []), "UTC"))
    text = "\n".join(speak("en")(line) for reply in replies for line in reply.lines)
    assert "fewer than 5" in text
    assert "71" not in text
    assert "%" not in text


@pytest.mark.parametrize("people", [5, 10, 11])
def test_the_middle_of_the_hours_is_told_from_eleven_check_ins_on(people: int) -> None:
    bands = {0: share(people, checked_in=people, hours=people * 71, completed=people)}
    seen = status("phone_off", bands, Counts(), 900, "10", **OPTIONS["phone_off"])
    said = result(replace(seen, turnout=replace(seen.turnout, median=71)), [])
    assert ("result-median" in {line.id for line in said.lines}) is (people == 11)


@pytest.mark.parametrize("name", KINDS)
def test_every_option_takes_its_own_example(name: str) -> None:
    for option in EventKinds(KINDS, sources=SOURCES)[name].options.values():
        assert option.read(option.example.strip('"'))
        for bad in ("", "x" * 400, "\n", *(() if option.words else ("?",))):
            with pytest.raises((ValueError, ArithmeticError)):
                option.read(bad)


@pytest.mark.parametrize("name", KINDS)
def test_a_closed_event_offers_nothing_to_tap_but_its_details(name: str) -> None:
    seen = status(name, MANY, **OPTIONS[name])
    for state in (EventState.CANCELLED, EventState.CLOSED, EventState.PROPOSED):
        shut = replace(seen, event=replace(seen.event, state=state))
        assert [button.command for row in card(shut).buttons for button in row] == ["event 3"]


def test_a_campaign_without_an_end_says_after_how_many_days_people_are_forgotten() -> None:
    seen = replace(status("phone_off"), campaign=replace(campaign(), ends_at=None))
    assert "event-purge-days" in [line.id for line in card(seen).lines]


def test_a_card_links_to_the_calendar_where_there_is_a_public_page() -> None:
    seen = status("sign_on", hours=-1, **OPTIONS["sign_on"])
    seen = replace(seen, kind=EventKinds(KINDS, Rules(public_url="https://no.example/"))["sign_on"])
    urls = [button.url for row in card(seen).buttons for button in row if button.url]
    assert urls == ["https://example.org/petition", "https://no.example/no-voip-no-like/events/3.ics"]


def test_a_result_tells_who_is_left_out_and_chapters_that_are_large_enough() -> None:
    seen = status("phone_off", MANY, hours=900)
    names = {"rabat": share(40, checked_in=30), "fes": share(9, checked_in=4), "agadir": share(9, checked_in=6)}
    seen = replace(seen, turnout=replace(seen.turnout, chapters=names, held=3))
    seen = replace(seen, event=replace(seen.event, simulated=True))
    said = result(seen, []).lines
    ids = [line.id for line in said]
    assert {"result-held", "event-simulated"} <= set(ids)
    assert [dict(line.values)["people"] for line in said if line.id.startswith("chapter")] == [30, 10]
    nameless = replace(seen, turnout=replace(seen.turnout, chapters={"": share(90, checked_in=90)}))
    assert not [line for line in result(nameless, []).lines if line.id.startswith("chapter")]


def test_three_bands_go_up() -> None:
    for bad in ("1,2", "5,1,2", "1,2,3,4", "1,x,3", "0,1,2"):
        with pytest.raises((ValueError, ArithmeticError)):
            KINDS["bill_strike"].options["bands"].read(bad)


OWN = '''"""A kind of its own."""
from datetime import timedelta
from bot.core.events.kind import Kind
KIND = Kind("own", timedelta(hours=1), "phone-off-title", "phone-off-how", "phone-off-safety")
'''


def test_a_new_kind_is_one_file_named_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.py").write_text(OWN)
    monkeypatch.setattr(bot.event_kinds, "__path__", [*bot.event_kinds.__path__, str(tmp_path)])
    kinds = find()
    assert set(kinds) == {*KINDS, "own"}
    assert isinstance(kinds, MappingProxyType)
    (tmp_path / "misnamed.py").write_text(OWN)
    try:
        with pytest.raises(ValueError, match=r"misnamed\.py: its kind is named 'own'"):
            find()
    finally:
        for name in ("own", "misnamed"):
            sys.modules.pop(f"bot.event_kinds.{name}", None)


def test_a_kind_of_its_own_needs_nothing_else() -> None:
    kind = replace(KINDS["phone_off"], about=lambda _: (), sums=lambda _: (), goal=lambda _: None)
    seen = replace(status("phone_off", MANY), kind=kind)
    assert [line.id for line in sums(seen).lines] == ["event-no-sums"]
    assert reached_milestones(seen) == []


@pytest.mark.parametrize("name", [name for name in KINDS if name != "phone_off"])
@pytest.mark.parametrize(("language", "phone"), [("en", "phone"), ("fr", "téléphone"), ("ar", "هاتف")])
def test_the_end_of_an_event_speaks_of_phones_only_where_they_were_off(name: str, language: str, phone: str) -> None:
    seen = status(name, **OPTIONS[name])
    end = reminder(seen, seen.kind.occasions(seen.event)[-1])
    assert phone not in "\n".join(speak(language)(line) for line in in_zone(end, "UTC").lines)


def test_the_state_of_an_event_is_told_in_a_whole_sentence() -> None:
    seen = status("phone_off")
    shut = replace(seen, event=replace(seen.event, state=EventState.PROPOSED))
    assert speak("en")(card(shut).lines[0]) == "State of this event: waits for approval."


@pytest.mark.parametrize(("name", "asked"), [("phone_off", 3), ("bill_strike", 3), ("sign_on", 2), ("unlike_drive", 2)])
def test_a_part_is_asked_for_where_there_is_one(name: str, asked: int) -> None:
    over = card(status(name, hours=900, **OPTIONS[name]))
    assert sum(button.command.startswith("checkin") for row in over.buttons for button in row) == asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_how_to_take_part_names_a_button_or_a_command_only_where_there_is_one(name: str, language: str) -> None:
    measures = (LIKES, replace(LIKES, wanted=Wanted.RISE), MEASURES["followers"])
    labels = [speak(language)(Text(one)) for one in ("button-pledge", "button-did", "button-sign", "button-remind")]
    for kind in (KINDS[name].worded(KINDS[name], measure) for measure in measures):
        on_page, in_server = kind.page_how or kind.how, kind.server_how or kind.how
        in_file = kind.file_how or on_page
        for place in (on_page, in_file, in_server):
            said = speak(language)(Text(place))
            assert not any(f"{sign}{label}" in said for label in labels for sign in ("“", "« ", "«\u00a0", "«")), said
            assert place == in_server or not re.search(r"(?<![\w/])/[a-z]", said), said
        # "From here" and the like is true on the page alone.
        assert not re.search(r"\bhere\b|\bd’ici\b|من هنا", speak(language)(Text(in_file))), in_file
