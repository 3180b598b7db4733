"""A series set by the buttons of /call, with words in between, in the reader's own language."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.calls.repeat import EVERY_DAY
from bot.core.model.call import Repeat
from bot.core.model.reply import Moment, Reply
from bot.core.model.roles import Role
from storage import Database
from tests.drive import KARIM, SAMIRA, Drive
from tests.talk import HOUR, Talk, example, ids, load

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENDS = datetime(2026, 12, 20, 12, tzinfo=UTC)


@pytest.fixture
async def drive(sqlite_store: Database) -> Drive:
    await load(sqlite_store, replace(example(), zone="UTC", starts_at=NOW - HOUR, ends_at=ENDS), NOW)
    talk = Talk(sqlite_store, NOW)
    await talk.give(Role.ORGANIZER, SAMIRA)
    await talk.give(Role.OWNER, KARIM)
    return Drive(talk, sqlite_store)


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def repeat(drive: Drive) -> Repeat | None:
    async with drive.store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    return call.script.repeat


async def begin(drive: Drive) -> Reply:
    await drive.says("/call", "أطفئوا هواتفكم")
    asked = await drive.taps("call 1 when")
    assert "call 1 when series" in commands(asked)
    return await drive.taps("call 1 when series")


async def test_a_series_is_set_with_buttons_alone(drive: Drive) -> None:
    days = await begin(drive)
    assert ids(days) == ["series-ask-days"]
    assert commands(days)[4] == "call 1 when series 4"
    assert len(days.buttons) <= 5
    clocks = await drive.taps("call 1 when series 4")
    assert ids(clocks) == ["series-ask-time"]
    assert commands(clocks)[1] == "call 1 when series 4 18:00"
    lasts = await drive.taps("call 1 when series 4 18:00")
    assert commands(lasts) == [
        "call 1 when series 4 18:00 2026-12-08", "call 1 when series 4 18:00 end", "call 1 when", "call 1 cancel",
    ]  # fmt: skip
    assert ids(await drive.taps("call 1 when series 4 18:00 end"))[0] == "series-ask-within"
    assert await repeat(drive) == Repeat((4,), time(18), "UTC", date(2026, 12, 20))
    shown = await drive.taps("call 1 when")
    assert ids(shown) == ["call-ask-when", "series-weekly"]
    # A tap on another time takes the series back.
    await drive.taps("call 1 when now")
    assert await repeat(drive) is None


async def test_the_last_day_is_not_asked_for_where_the_campaign_ends_before_the_first_time(drive: Drive) -> None:
    await begin(drive)
    drive.talk.now = ENDS - timedelta(hours=20)
    for say in ("call 1 when series 4 18:00", "call 1 when say every Friday 18:00"):
        refused = await drive.taps(say)
        assert (ids(refused), commands(refused)) == (["series-campaign-ends"], ["call 1 when", "menu"])
    # On Sundays there is one more time.
    assert ids(await drive.taps("call 1 when series 6 11:00")) == ["series-ask-until"]
    assert ids(await drive.taps("call 1 when series 6 11:00 end"))[0] == "series-ask-within"


async def test_after_the_campaigns_end_no_series_is_offered_and_none_is_asked_about(drive: Drive) -> None:
    await begin(drive)
    drive.talk.now = ENDS
    for say in ("series", "series 4", "series 4 18:00", "series 4 18:00 end", "series 4 18:00 say 31 May",
                "say every Friday 18:00", "series say Friday", "say every Friday", "say every day", "say daily at tea",
                "say every Friday 18:00 until 2035-12-26", "say every Friday 18:00 until tea"):  # fmt: skip
        refused = await drive.taps(f"call 1 when {say}")
        assert (ids(refused), commands(refused)) == (["series-campaign-over"], ["call 1 when", "menu"]), say
    asked = await drive.taps("call 1 when")
    assert (ids(asked), commands(asked)[:2]) == (["call-ask-when-once"], ["call 1 when now", "call 1 buttons"])
    assert ids(await drive.says("tomorrow 18:00"))[0] == "call-ask-until"


@pytest.mark.parametrize(
    ("days", "clock", "last", "found"),
    [
        ("Monday and Friday", "19:30", "2026-12-11", Repeat((0, 4), time(19, 30), "UTC", date(2026, 12, 11))),
        ("الجمعة", "٨ مساء", "11 ديسمبر", Repeat((4,), time(20), "UTC", date(2026, 12, 11))),
        ("lundi, mercredi", "18h", "11 décembre", Repeat((0, 2), time(18), "UTC", date(2026, 12, 11))),
        ("every Friday", "20:00", "2026-12-11", Repeat((4,), time(20), "UTC", date(2026, 12, 11))),
        ("tous les jours", "midi", "2026-12-11", Repeat(EVERY_DAY, time(12), "UTC", date(2026, 12, 11))),
    ],
)
async def test_each_question_of_a_series_can_be_answered_in_words(
    drive: Drive, days: str, clock: str, last: str, found: Repeat
) -> None:
    await begin(drive)
    assert ids(await drive.says(days)) == ["series-ask-time"]
    assert ids(await drive.says(clock)) == ["series-ask-until"]
    await drive.says(last)
    assert await repeat(drive) == found


@pytest.mark.parametrize("says", ["Friday at half past 8", "every Friday at half past 8 until 2026-12-18"])
async def test_a_time_with_two_meanings_has_a_button_for_each(drive: Drive, says: str) -> None:
    asked = await begin(drive)
    if not says.startswith("every"):
        asked, says = await drive.taps("call 1 when series 4"), "half past 8"
    asked = await drive.says(says)
    assert ids(asked) == ["when-two"]
    first, second = commands(asked)[:2]
    assert (" 08:30" in first, " 20:30" in second) == (True, True)
    await drive.taps(second if "2026" in second else f"{second} 2026-12-18")
    assert await repeat(drive) == Repeat((4,), time(20, 30), "UTC", date(2026, 12, 18))


async def test_a_button_for_a_time_says_it_also_where_the_campaign_began_on_a_day_without_it(drive: Drive) -> None:
    begun = datetime(2026, 3, 29, 12, tzinfo=UTC)
    await load(drive.store, replace(example(), zone="Europe/Paris", starts_at=begun, ends_at=ENDS), NOW)
    await begin(drive)
    await drive.taps("call 1 when series 4")
    two = await drive.says("half past 2")
    labels = [one.label.values.get("value") for row in two.buttons for one in row]
    shown = [one.at.astimezone(ZoneInfo(one.zone)).time() for one in labels if isinstance(one, Moment)]
    assert shown == [time(2, 30), time(14, 30)]


async def test_a_series_typed_as_the_time_of_a_call_has_a_button_for_each_meaning(drive: Drive) -> None:
    await drive.says("/call", "أطفئوا هواتفكم")
    await drive.taps("call 1 when")
    asked = await drive.says("every Friday at 8 until 2026-12-18")
    assert ids(asked) == ["when-two"]
    await drive.taps(commands(asked)[1])
    assert await repeat(drive) == Repeat((4,), time(20), "UTC", date(2026, 12, 18))


async def test_the_whole_sentence_is_understood_at_any_of_its_questions(drive: Drive) -> None:
    for taps in ("", " 4", " 4 18:00"):
        await begin(drive)
        await drive.taps(f"call 1 when series{taps}")
        await drive.says("every Tuesday 20:00 until 2026-12-15")
        assert await repeat(drive) == Repeat((1,), time(20), "UTC", date(2026, 12, 15))


@pytest.mark.parametrize(
    ("step", "said", "why"),
    [
        ("", "soon", "series-bad-days"),
        ("", "every Friday 18:00 until soon", "series-bad-until"),
        ("", "Friday and more", "series-bad-days"),
        (" 4", "soon", "walk-bad-time"),
        (" 4 18:00", "soon", "series-bad-until"),
        (" 4 18:00", "2028-01-01", "series-long"),
        (" 9", "", "call-use-buttons"),
        (" x", "", "call-use-buttons"),
        (" 4 soon", "", "walk-bad-time"),
    ],
)
async def test_an_answer_that_is_not_valid_is_refused_and_asked_for_again(
    drive: Drive, step: str, said: str, why: str
) -> None:
    await begin(drive)
    reply = await drive.taps(f"call 1 when series{step}")
    if said:
        reply = await drive.says(said)
        assert ids(await drive.says(said)) == [why]
    assert ids(reply)[0] == why
    assert await repeat(drive) is None


async def test_without_an_end_of_the_campaign_weeks_alone_are_offered(drive: Drive) -> None:
    await load(drive.store, replace(example(), zone="UTC", starts_at=NOW - HOUR, ends_at=None), NOW)
    await begin(drive)
    lasts = await drive.taps("call 1 when series 4 18:00")
    assert commands(lasts)[:3] == [
        f"call 1 when series 4 18:00 {day}" for day in ("2026-12-08", "2026-12-22", "2027-01-19")
    ]
