from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.calls.content import (
    LARGEST_PICTURE,
    LONGEST_CAPTION,
    LONGEST_TEXT,
    TwoTimesError,
    add_button,
    clean_text,
    content,
    eta_seconds,
    is_link,
    merge_texts,
    parse_button,
    parse_until,
    parse_when,
    picture_kind,
)
from bot.core.calls.replies import button_lines, call_lines, did_line, progress_reply
from bot.core.calls.report import report_json
from bot.core.model.announcements import State, Tally
from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Script
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Names, Reply, Text
from bot.locales import vocabulary
from tests.fakes import NOON
from tests.talk import example, ids, spoken

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ZONE = "Africa/Casablanca"
LANGUAGES = ("ar", "en", "fr")
DID = CallButton(ButtonKind.DID_IT, {})
LINK = CallButton(ButtonKind.LINK, {"": "Read"}, "https://example.org")
SCRIPT = Script({"en": "Switch off"}, (DID, LINK), when=NOW)
CALL = Call(7, "no-voip-no-like", "a", SCRIPT, CallState.LAUNCHED, busy=True, announcement=3)
CAMPAIGN = example()


def refused(text_id: str) -> AbstractContextManager[pytest.ExceptionInfo[Refusal]]:
    return pytest.raises(Refusal, match=f"^{text_id}$")


@pytest.mark.parametrize(
    "changed",
    [
        {"texts": {"en": "Switch on"}},
        {"texts": {"en": "Switch off", "fr": "Éteignez"}},
        {"buttons": ()},
        {"buttons": (LINK, DID)},
        {"buttons": (DID, replace(LINK, url="https://example.com"))},
        {"picture": "p"},
        {"when": None},
        {"when": NOW + timedelta(minutes=1)},
        {"platform": "telegram"},
        {"language": "fr"},
    ],
)
def test_every_change_of_the_content_of_a_call_changes_its_hash(changed: dict[str, object]) -> None:
    assert replace(CALL, script=replace(SCRIPT, **changed)).content_hash != CALL.content_hash  # type: ignore[arg-type]


def test_the_hash_of_a_call_does_not_depend_on_its_state() -> None:
    assert replace(CALL, state=CallState.DRAFT, paused=True, did=9, author="b").content_hash == CALL.content_hash
    assert replace(CALL, fixes=2).content_hash != CALL.content_hash
    assert len(f"call 99999999 approve {CALL.content_hash}".encode()) <= 64


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "running"),
        ({"busy": False}, "done"),
        ({"paused": True}, "paused"),
        ({"state": CallState.SCHEDULED, "paused": True}, "paused"),
        ({"state": CallState.SCHEDULED}, "scheduled"),
        ({"state": CallState.DRAFT}, "draft"),
        ({"state": CallState.RETRACTED}, "retracted"),
    ],
)
def test_the_status_of_a_call_is_one_word_in_every_state(changes: dict[str, object], status: str) -> None:
    assert replace(CALL, **changes).status == status  # type: ignore[arg-type]


def test_a_chat_reads_its_own_language_else_the_campaigns() -> None:
    script = Script({"en": "Off", "ar": "أطفئوا"})
    said = spoken(content(replace(CALL, script=script), CAMPAIGN))
    assert said["en"].endswith("Off")
    assert said["fr"].endswith("أطفئوا")


def test_buttons_open_links_or_count_taps_and_a_correction_counts_for_its_call() -> None:
    made = content(CALL, CAMPAIGN)
    assert [(row[0].command, row[0].url) for row in made.buttons] == [("did 7", ""), ("", "https://example.org")]
    assert made.buttons[0][0].label == Text("button-did")
    assert content(replace(CALL, fixes=5), CAMPAIGN).buttons[0][0].command == "did 5"


def test_a_text_keeps_its_lines_and_loses_directional_marks() -> None:
    assert clean_text(" one\ntwo\u202e\x07 ", picture=False) == "one\ntwo"
    assert clean_text("x" * LONGEST_TEXT, picture=False)
    with refused("call-no-text"):
        clean_text("\u202e", picture=False)
    with refused("call-long"):
        clean_text("x" * (LONGEST_TEXT + 1), picture=False)
    with refused("call-long-caption"):
        clean_text("😀" * (LONGEST_CAPTION // 2 + 1), picture=True)


def test_a_picture_is_a_png_or_a_jpeg_of_5_mb_at_most() -> None:
    assert picture_kind(b"\x89PNG\r\n\x1a\n..") == "image/png"
    assert picture_kind(b"\xff\xd8\xff..") == "image/jpeg"
    for bad in (b"GIF8", b"\xff\xd8\xff" + b"." * LARGEST_PICTURE):
        with refused("call-bad-picture"):
            picture_kind(bad)


@pytest.mark.parametrize("video", [b"\0\0\0\x20ftypisom", b"\0\0\0\x14ftypqt  ", b"\x1a\x45\xdf\xa3\x9f"])
def test_a_video_is_refused_as_what_it_is(video: bytes) -> None:
    with refused("only-stills"):
        picture_kind(video)


def test_a_gif_is_refused_as_what_it_is() -> None:
    for gif in (b"GIF87a..", b"GIF89a.."):
        with refused("only-gif"):
            picture_kind(gif)


def test_there_are_three_buttons_at_most_and_one_that_counts() -> None:
    full = add_button(SCRIPT, LINK)
    with refused("call-many-buttons"):
        add_button(full, LINK)
    with refused("call-did-twice"):
        add_button(SCRIPT, DID)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Read more https://example.org/a?b=c", {"": "Read more"}),
        ("en=Read | fr=Lire https://example.org/a?b=c", {"en": "Read", "fr": "Lire"}),
        ("1+1=2 https://example.org/a?b=c", {"": "1+1=2"}),
        ("Sign the petition (https://example.org/a?b=c)", {"": "Sign the petition"}),
        ("Sign\nhttps://example.org/a?b=c", {"": "Sign"}),
        ("Sign:\u00a0https://example.org/a?b=c", {"": "Sign"}),
        ("وقّعوا - https://example.org/a?b=c", {"": "وقّعوا"}),
        ("\u2068اقرأ\u2069 \u2068https://example.org/a?b=c\u2069", {"": "اقرأ"}),
        ("\u202bاقرأ https://example.org/a?b=c\u200f\u202c", {"": "اقرأ"}),
        ("fr=\u2068Lire\u2069 https://example.org/a?b=c\u200e", {"fr": "Lire"}),
    ],
)
def test_a_link_button_is_parsed_from_a_label_and_an_address(text: str, label: dict[str, str]) -> None:
    assert parse_button(text, LANGUAGES, vocabulary()) == CallButton(
        ButtonKind.LINK, label, "https://example.org/a?b=c"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://example.org", "call-bad-button"),
        ("", "call-bad-button"),
        (" - https://example.org", "call-bad-button"),
        ("Read example.org", "call-bad-button"),
        ("Read javascript:alert(1)", "call-bad-button"),
        ("Read https://user@example.org", "call-bad-button"),
        ("Read https://localhost", "call-bad-button"),
        (f"{'x' * 41} https://example.org", "call-long-label"),
        ("en= https://example.org", "call-long-label"),
    ],
)
def test_invalid_buttons_are_refused(text: str, why: str) -> None:
    with refused(why):
        parse_button(text, LANGUAGES, vocabulary())


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("now", None),
        ("الآن", None),
        ("20:00", datetime(2026, 11, 24, 20, tzinfo=UTC)),
        ("9:30", datetime(2026, 11, 25, 9, 30, tzinfo=UTC)),
        (" 2026-12-01 20:00", datetime(2026, 12, 1, 20, tzinfo=UTC)),
        ("2026-12-01T8:05", datetime(2026, 12, 1, 8, 5, tzinfo=UTC)),
        ("2026-12-01 20:00:30", datetime(2026, 12, 1, 20, 0, 30, tzinfo=UTC)),
        ("2026-12-01 20:00+02:00", datetime(2026, 12, 1, 18, tzinfo=UTC)),
    ],
)
def test_a_time_is_of_the_campaigns_zone_and_the_next_one_of_its_name(text: str, moment: datetime | None) -> None:
    assert parse_when(text, NOW, ZONE, vocabulary()) == moment


def test_times_that_are_none_or_over_or_skipped_by_the_clock_are_refused() -> None:
    for bad in ("soon", "25:00", "2026-13-01 20:00", "", "20261201", "2026-W49-2", "2026-12-01 20:00x"):
        with refused("call-bad-when"):
            parse_when(bad, NOW, ZONE, vocabulary())
    with refused("call-when-past"):
        parse_when("2026-11-24 12:00", NOW, ZONE, vocabulary())
    with refused("call-when-gap") as found:
        parse_when("2027-03-28 02:30", NOW, "Europe/Paris", vocabulary())
    after = Moment(datetime(2027, 3, 28, 1, tzinfo=UTC), "Europe/Paris", fixed=True)
    assert found.value.text.values == {"given": "2027-03-28 02:30", "zone": "Europe/Paris", "next": after}
    before = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    with refused("call-when-gap"):
        parse_when("02:30", before, "Europe/Paris", vocabulary())


@pytest.mark.parametrize("words", ["this week", "next week", "weekend", "end of March"])
@pytest.mark.parametrize("day", range(7))
@pytest.mark.parametrize("clock", [timedelta(), timedelta(hours=21), timedelta(hours=23, minutes=59, seconds=59.5)])
def test_the_example_of_a_week_is_ahead_whenever_it_is_asked_for(words: str, day: int, clock: timedelta) -> None:
    now = datetime(2026, 11, 23 + day, tzinfo=UTC) + clock
    with refused("when-week") as found:
        parse_when(words, now, "UTC", vocabulary())
    shown = str(found.value.text.values["example"])
    assert parse_when(shown, now, "UTC", vocabulary()) == datetime.fromisoformat(f"{shown}Z") > now


def test_the_time_left_is_told_at_the_pace_of_the_last_half_minute() -> None:
    waiting = Tally({State.PENDING: 590, State.SENDING: 10}, departures=600)
    assert eta_seconds(CALL, waiting) == 30
    assert eta_seconds(CALL, replace(waiting, departures=3)) == 21
    assert eta_seconds(replace(CALL, paused=True), waiting) is None
    assert eta_seconds(CALL, Tally({State.SENT: 5})) == 0
    assert eta_seconds(replace(CALL, state=CallState.SCHEDULED), waiting) is None


def test_a_report_adds_up_and_what_may_stand_twice_counts_as_unknown() -> None:
    tally = Tally({State.SENT: 10, State.FAILED: 2, State.UNKNOWN: 1}, (("kicked", 2),), twice=3)
    report = report_json(CALL, tally)
    assert report == {
        "call": 7, "audience": 13, "pending": 0, "sending": 0, "sent": 7, "failed": 2, "unknown": 4, "skipped": 0,
        "retracted": 0, "unreachable": 0, "eta_seconds": 0, "failures": [{"reason": "kicked", "chats": 2}],
    }  # fmt: skip
    assert sum(report[state] for state in State) == report["audience"]


def test_progress_is_told_with_what_can_be_done_about_it() -> None:
    tally = Tally({State.SENT: 10, State.PENDING: 60, State.FAILED: 2}, (("kicked", 2),))
    told = progress_reply(replace(CALL, did=5, due=NOON), CAMPAIGN, tally)
    assert ids(told) == [
        "call-status", "report-audience", "report-sent", "report-pending", "report-failed", "report-reason",
        "report-eta", "report-until", "call-did-count",
    ]  # fmt: skip
    assert [row[0].command for row in told.buttons] == ["calls pause 7", "calls cancel 7", "retract 7"]
    assert "Failed because I was removed there: 2" in spoken(told)["en"]
    told = progress_reply(replace(CALL, due=NOON), CAMPAIGN, replace(tally, stands=False))
    assert [row[0].command for row in told.buttons] == ["calls pause 7", "calls cancel 7"]
    plain = replace(CALL, script=Script({"en": "Off"}), state=CallState.RETRACTED, busy=False)
    told = progress_reply(plain, CAMPAIGN, Tally({State.RETRACTED: 5}, stands=False))
    assert ids(told) == ["call-status", "report-audience", "report-retracted"]
    assert told.buttons == ()


def test_numbers_below_five_people_are_not_shown() -> None:
    assert did_line(4) == Text("call-did-few", {"few": 5})
    assert did_line(5) == Text("call-did-count", {"count": 5})


def test_a_preview_says_what_every_language_gets_and_where_it_goes() -> None:
    script = replace(SCRIPT, texts={"en": "Off"}, picture="p", platform="telegram")
    lines = call_lines(replace(CALL, script=script), CAMPAIGN, LANGUAGES, 3)
    assert [line.id for line in lines] == [
        "call-stand-in", "call-in", "call-text", "call-stand-in", "call-with-pictures", "call-with-did",
        "call-with-link", "call-at", "call-past-purge", "call-to-platform",
    ]  # fmt: skip
    assert lines[0].values["other"] == Text("tongue-en")
    arabic = replace(CALL, script=Script({"ar": "أطفئوا", "fr": "x"}, language="en"), fixes=3)
    lines = call_lines(arabic, CAMPAIGN, LANGUAGES, 3)
    assert [line.id for line in lines][-2:] == ["call-fixes", "call-to-language"]
    assert next(line for line in lines if line.id == "call-stand-in").values["other"] == Text("tongue-ar")
    assert call_lines(replace(CALL, script=Script({})), CAMPAIGN, ("en",), 0)[0].id == "call-at-once"


def test_every_label_of_a_button_is_shown_with_its_language() -> None:
    labels = {"en": "Read", "fr": "Lire", "": "Else"}
    buttons = (replace(LINK, label=labels), replace(DID, label={"en": "Done", "ar": "تم"}), LINK)
    shown = button_lines(replace(CALL, script=replace(SCRIPT, buttons=buttons)), CAMPAIGN)
    assert [line.id for line in shown] == [
        "call-with-link-in", "call-with-link-in", "call-with-link", "call-with-did-in", "call-with-did-in",
        "call-with-link",
    ]  # fmt: skip
    assert spoken(Reply(lines=tuple(shown)))["en"].splitlines()[1] == "Button in French: Lire → https://example.org"


def test_a_call_in_one_language_has_no_stand_in_for_others() -> None:
    script = Script({"ar": "أطفئوا"}, language="fr")
    lines = call_lines(replace(CALL, script=script), CAMPAIGN, LANGUAGES, 3)
    assert [line.values["language"] for line in lines if line.id == "call-stand-in"] == [Text("tongue-fr")]


@pytest.mark.parametrize(
    ("own", "texts"),
    [
        ({"en": "a", "fr": "b"}, {"en": "new", "ar": "also new"}),
        ({"en": "mine", "fr": "b"}, {"en": "mine", "ar": "also new"}),
        ({"en": "a", "fr": "mine"}, {"en": "new", "ar": "also new", "fr": "mine"}),
        ({"fr": "b"}, {"ar": "also new"}),
        ({"en": "a", "fr": "b", "ar": "mine"}, {"en": "new", "ar": "mine"}),
    ],
)
def test_a_merge_keeps_changed_texts_and_takes_all_others_as_they_are_now(
    own: dict[str, str], texts: dict[str, str]
) -> None:
    assert merge_texts(own, {"en": "a", "fr": "b"}, {"en": "new", "ar": "also new"}) == texts


def test_a_name_falls_back_in_the_given_order_of_languages() -> None:
    assert Names({"fr": "b", "ar": "c"}, "ar").in_language("en") == "c"
    assert Names({"fr": "b", "ar": "c"}, "ar").in_language("en", "fr") == "b"


@pytest.mark.parametrize("typed", ["demain 20h", "tomorrow 8pm", "غدا 20:00", "25/11/2026 20h", "\u200eDemain 20h"])
def test_the_time_of_a_call_is_typed_as_people_type_it(typed: str) -> None:
    assert parse_when(typed, datetime(2026, 11, 24, 12, tzinfo=UTC), "UTC", vocabulary()) == datetime(
        2026, 11, 25, 20, tzinfo=UTC
    )


def test_a_day_of_a_call_with_two_meanings_has_both_and_a_past_one_is_refused() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with pytest.raises(TwoTimesError) as two:
        parse_when("05/03/2027 20h", now, "UTC", vocabulary())
    assert [str(one) for one in two.value.times] == ["2027-03-05 20:00:00", "2027-05-03 20:00:00"]
    for typed, why in (
        ("05/03/2016 20h", "call-when-past"),
        ("demain", "when-no-clock"),
        ("2026-12-01", "when-no-clock"),
        ("20h soon", "call-bad-when"),
    ):
        with pytest.raises(Refusal) as refused:
            parse_when(typed, now, "UTC", vocabulary())
        assert refused.value.text.id == why


@pytest.mark.parametrize("typed", ["lundi 8 à 20h", "Monday the 8th at 8pm", "الإثنين 8 الساعة 20:00"])
def test_a_weekday_that_does_not_fit_its_number_is_named_and_no_other_time_is_proposed(typed: str) -> None:
    with refused("call-bad-when") as wrong:
        parse_when(typed, NOW, ZONE, vocabulary())
    assert typed.startswith(str(wrong.value.text.values["given"]))


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("22h30", "22:30"), ("20 h", "20:00"), ("à 6h", "06:00"), ("d’ici 22h", "22:00"), ("avant 22 heures", "22:00"),
     ("no later than 22:00", "22:00"), ("قبل الساعة 10 مساء", "22:00")],
)  # fmt: skip
def test_hours_at_a_deadline_are_a_time_of_day(typed: str, clock: str) -> None:
    script = parse_until(Script({}), typed, NOW, "UTC", vocabulary())
    assert script.until is not None
    assert (f"{script.until:%H:%M}", script.within) == (clock, None)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [("40h", 40), ("72h", 72), ("for 6h", 6), ("pendant 6 heures", 6), ("6 heures", 6), ("90m", 1.5)],
)
def test_what_is_no_time_of_day_or_says_so_is_a_length(typed: str, hours: float) -> None:
    script = parse_until(Script({}), typed, NOW, "UTC", vocabulary())
    assert (script.until, script.within) == (None, hours * 3600)


@pytest.mark.parametrize(("typed", "clock"), [("6h", "06:00"), ("1h30", "01:30"), ("d’ici 6h", "06:00")])
def test_hours_that_may_be_a_time_or_a_length_are_both(typed: str, clock: str) -> None:
    with pytest.raises(TwoTimesError) as both:
        parse_until(Script({}), typed, NOW, "UTC", vocabulary())
    assert [f"{one:%H:%M}" for one in both.value.times] == [clock]
    # Before the call goes out, it can be a length alone.
    assert parse_until(Script({}, when=NOW + timedelta(days=2)), "6h", NOW, "UTC", vocabulary()).within == 6 * 3600


def test_hours_that_no_clock_shows_on_the_night_it_is_put_forward_are_a_length() -> None:
    night = datetime(2027, 3, 27, 20, tzinfo=UTC)
    script = parse_until(Script({}), "2h30", night, "Europe/Paris", vocabulary())
    assert (script.until, script.within) == (None, 2.5 * 3600)


def test_a_report_names_the_messages_that_are_out_of_reach() -> None:
    call = Call(7, "no-voip", "me", Script({"en": "x"}), state=CallState.LAUNCHED)
    told = progress_reply(call, example(), Tally({State.SENT: 3}, unreachable=2))
    assert Text("report-unreachable", {"chats": 2}) in told.lines


def test_a_button_accepts_addresses_that_every_platform_opens_and_none_above_the_limit() -> None:
    longest = "https://example.org/" + "a" * (512 - len("https://example.org/"))
    assert parse_button(f"Sign {longest}", ["en"], vocabulary()).url == longest
    with pytest.raises(Refusal) as caught:
        parse_button(f"Sign {longest}a", ["en"], vocabulary())
    assert caught.value.text == Text("call-long-link", {"length": 513, "most": 512})
    assert not is_link(f"{longest}a")
