"""A series of calls from its words to its last call, on both databases."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.calls.report import series_json
from bot.core.calls.series import NOTICE, skip, start
from bot.core.model.announcements import Delivery, State
from bot.core.model.call import Call, CallState
from bot.core.model.chats import ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Reply, Text
from storage import Database
from tests.drive import KARIM, SAMIRA, Drive, lasting
from tests.talk import HOUR, SLUG, ids, line

NOW = datetime(2027, 3, 16, 10, tzinfo=UTC)
"""A Tuesday in Paris, two weeks before its clocks change."""

FRIDAYS = "every Friday 18:00 until 2 April"


@pytest.fixture
async def drive(store: Database) -> Drive:
    return await lasting(store, "Europe/Paris", NOW)


async def series(drive: Drive, when: str = FRIDAYS) -> str:
    """A series that was approved; its number."""
    number = await drive.write(when=when)
    await drive.taps(f"call {number} propose")
    await drive.approve()
    return number


async def go(drive: Drive, to: datetime) -> list[Delivery]:
    """Move the clock there, doing what falls due on the way at its own time."""
    told = []
    while True:
        async with drive.store.reading() as tx:
            due = await tx.agenda.next_due([])
        if due is None or due > to:
            break
        drive.talk.now = max(due, drive.talk.now)
        told += await drive.settle()
    drive.talk.now = to
    return told + await drive.settle()


def notices(told: Sequence[Delivery]) -> list[Reply]:
    """What organizers were told of coming calls."""
    return [one.content for one in told if ids(one.content)[0] in {"series-soon", "series-late"}]


def groups(told: Sequence[Delivery]) -> list[Delivery]:
    return [one for one in told if one.chat_kind is ChatKind.GROUP and "call-text" in ids(one.content)]


async def calls(drive: Drive, number: str) -> list[Call]:
    """The calls that a series made, the earliest first."""
    async with drive.store.reading() as tx:
        return (await tx.calls.occurrences(int(number)))[::-1]


def local(day: int, hour: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


async def test_each_call_is_told_a_day_before_and_goes_out_at_its_local_time(drive: Drive) -> None:
    number = await drive.write(when=FRIDAYS)
    shown = await drive.taps(f"call {number}")
    assert "series-weekly" in ids(shown)
    assert ids(await drive.taps(f"call {number} propose")) == ["call-proposed"]
    begun = await drive.approve()
    assert ids(begun) == ["series-begun", "series-weekly"]
    assert not groups(await go(drive, local(18, 16)))
    told = notices(await go(drive, local(18, 17)))
    (first,) = await calls(drive, number)
    assert [button.command for button in told[0].buttons[0]] == [f"calls skip {first.id}", f"calls stop {number}"]
    assert len(told) == 2
    assert not groups(await go(drive, local(19, 16)))
    assert len(groups(await go(drive, local(19, 17)))) == 1
    # The clocks change on 28 March: 18:00 is an hour earlier in UTC from then on.
    assert len(groups(await go(drive, local(1, 0, 4)))) == 1
    assert len(notices(await go(drive, local(1, 17, 4)))) == 2
    assert len(groups(await go(drive, local(2, 16, 4)))) == 1
    made = await calls(drive, number)
    assert [f"{one.due:%m-%d %H:%M}" for one in made] == ["03-19 17:00", "03-26 17:00", "04-02 16:00"]
    assert len({one.announcement for one in made}) == 3
    assert (await drive.taps(f"report {number}")).title is not None
    assert "call-is-ended" in str((await drive.taps(f"report {number}")).lines[0])
    assert not groups(await go(drive, local(30, 12, 4)))


async def test_each_call_has_its_own_report_and_deadline(drive: Drive) -> None:
    number = await drive.write(when=FRIDAYS)
    await drive.taps(f"call {number} until")
    assert ids(await drive.says("22:00")) == ["series-until"]
    await drive.says("3h")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    await go(drive, local(19, 17))
    (first, *_) = await calls(drive, number)
    assert first.script.deadline(local(19, 17)) == local(19, 20)
    assert (first.script.repeat, first.script.until) == (None, None)
    report = await drive.taps(f"report {first.id}")
    assert line(report, "series-one-of") == {"series": number}
    assert line(report, "report-sent") == {"chats": 1}
    of_series = await drive.taps(f"report {number}")
    assert [line.values["id"] for line in of_series.lines if line.id == "calls-line-at"] == [str(first.id)]
    assert line(of_series, "series-next")
    assert of_series.buttons[-1][0].command == f"calls stop {number}"
    async with drive.store.reading() as tx:
        stored = await tx.calls.get(int(number))
    assert stored is not None
    assert series_json(stored, [first]) == {
        "series": int(number),
        "status": "repeating",
        "next": "2027-03-26T17:00:00+00:00",
        "calls": [{"call": first.id, "at": "2027-03-19T17:00:00+00:00", "status": "running"}],
    }


async def test_an_organizer_skips_one_call_and_the_next_one_goes_out(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    assert ids(await drive.taps(f"calls skip {first.id}", person=KARIM)) == ["calls-skip"]
    assert ids(await drive.taps(f"calls skip {first.id}", person=KARIM)) == ["stands-call"]
    assert not groups(await go(drive, local(22, 0)))
    assert len(groups(await go(drive, local(26, 17)))) == 1
    assert ids(await drive.taps(f"calls skip {number}")) == ["series-not-of"]
    (gone, *_) = [one for one in await calls(drive, number) if one.state is CallState.LAUNCHED]
    async with drive.store.writing() as tx:
        with pytest.raises(Refusal, match="series-too-late"):
            await skip(tx, gone)
    await go(drive, local(1, 18, 4))
    last = (await calls(drive, number))[-1]
    # After the last one there is no next time to name.
    assert ids(await drive.taps(f"calls skip {last.id}")) == ["calls-cancel"]
    assert [act.act for act in await drive.talk.audit()].count("call-skip") == 2


async def test_a_series_that_is_stopped_sends_nothing_more(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(25, 18))
    listed = await drive.taps("calls")
    assert listed.lines[0].id == "calls-line-series"
    assert f"calls stop {number}" in [button.command for row in listed.buttons for button in row]
    assert ids(await drive.taps(f"calls pause {number}")) == ["series-no-pause"]
    assert ids(await drive.taps(f"calls stop {number}", person=KARIM)) == ["calls-stop"]
    assert not groups(await go(drive, local(12, 0, 4)))
    again = await drive.taps(f"calls stop {number}")
    assert line(again, "stands-call") == {"id": number, "status": Text("call-is-cancelled")}
    assert [act.act for act in await drive.talk.audit()][-1] == "call-stop"
    assert [one.state for one in await calls(drive, number)] == [CallState.LAUNCHED, CallState.CANCELLED]
    drive.talk.now = local(16, 12)
    again = await series(drive)
    assert ids(await drive.taps(f"retract {again}")) == ["calls-stop"]


@pytest.mark.parametrize("state", ["draft", "proposed"])
@pytest.mark.parametrize(
    "ends", ["calls skip {first}", "calls stop {series}", "retract {series}", "calls cancel {series}"]
)
async def test_a_call_that_is_being_changed_goes_with_its_series_or_is_skipped(
    drive: Drive, ends: str, state: str
) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    await drive.taps(f"call {first.id} text:en")
    await drive.says("Quite other words")
    if state == "proposed":
        await drive.taps(f"call {first.id} propose")
    yes = [one.content.buttons[0][0].command for one in await drive.settle() if "request" in str(one.content.title)]
    if "calls cancel" in ends:
        await drive.taps(f"call {number} text:en")
        await drive.says("Other words every time")
    await drive.taps(ends.format(first=first.id, series=number))
    assert [one.state for one in await calls(drive, number)] == [CallState.CANCELLED]
    assert f"call {first.id}" not in str(await drive.taps(f"menu approve {SLUG}", person=KARIM))
    for tap in yes:
        assert ids(await drive.taps(tap, person=KARIM)) == ["stands-call"]
    assert "Quite other words" not in str(await go(drive, local(20, 0)))


async def test_a_series_that_is_taken_off_names_no_next_time_and_begins_when_it_says(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    await drive.taps(f"calls skip {first.id}", f"call {number} text:en")
    await drive.says("Quite other words")
    assert "series-next" not in ids(await drive.taps(f"report {number}"))
    await drive.taps(f"call {number} propose")
    begun = line(await drive.approve(), "series-begun")["at"]
    assert isinstance(begun, Moment)
    assert begun.at == local(26, 17)
    assert not groups(await go(drive, begun.at - HOUR))
    assert len(groups(await go(drive, begun.at))) == 1


async def test_a_text_that_is_moved_to_its_language_says_that_it_takes_a_call_off(drive: Drive) -> None:
    title = (await drive.says("/call")).title
    assert title is not None
    number = str(title.values["id"])
    await drive.says("أطفئوا هواتفكم")
    await drive.taps(f"call {number} when")
    await drive.says("2027-03-20 18:00")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    assert ids(await drive.taps(f"call {number} move ar:fr"))[0] == "call-taken-off"
    assert "call-taken-off" not in ids(await drive.taps(f"call {number} move fr:ar"))


async def test_new_words_of_a_series_wait_for_a_new_approval(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    await drive.taps(f"call {number} text:en")
    assert ids(await drive.says("Quite other words"))[0] == "call-taken-off"
    assert await calls(drive, number) == []
    assert not groups(await go(drive, local(20, 0)))
    await drive.taps(f"call {number} propose")
    await drive.approve()
    told = groups(await go(drive, local(26, 18)))
    assert len(told) == 1
    assert "Quite other words" in str(told[0].content)
    assert [one.id for one in await calls(drive, number)] != [first.id]


async def test_what_was_skipped_stays_skipped_over_a_new_approval(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    await drive.taps(f"calls skip {first.id}")
    await drive.taps(f"call {number} text:en")
    await drive.says("Quite other words")
    await drive.taps(f"call {number} propose")
    await drive.approve()
    assert not groups(await go(drive, local(25, 0)))
    assert [one.state for one in await calls(drive, number)] == [CallState.CANCELLED]


async def test_after_an_outage_no_time_is_lost_and_none_goes_out_twice(drive: Drive) -> None:
    number = await series(drive, "daily 18:00 until 2 April")
    await go(drive, local(17, 18))
    sent = await calls(drive, number)
    assert [one.state for one in sent] == [CallState.LAUNCHED, CallState.LAUNCHED, CallState.SCHEDULED]
    # Three days without a process; then two turns at once, as after a restart.
    drive.talk.now = local(20, 19)
    told = await drive.settle()
    told += await drive.settle()
    made = await calls(drive, number)
    assert [f"{one.occurs:%d %H}" for one in made] == ["16 17", "17 17", "18 17", "19 17", "20 17", "21 17"]
    assert len({one.due for one in made}) == len(made)
    async with drive.store.reading() as tx:
        late = [one for one in made if f"{one.occurs:%d}" in {"18", "19", "20"}]
        states = [(await tx.ledger.tally(one.announcement, drive.talk.now)).states for one in late]
        claimable = [one.script.deadline(one.due or NOW) for one in late]
    assert [sum(one.values()) for one in states] == [1, 1, 1]
    assert claimable == [local(19, 17), local(20, 17), local(21, 17)]
    # Both organizers hear of the one that goes out late, and once of the two that no longer do.
    late_ones = [one for one in notices(told) if ids(one)[0] == "series-late"]
    assert {line(one, "series-late")["id"] for one in late_ones} == {str(made[4].id)}
    assert len(late_ones) == 2
    held = [one.content for one in told if ids(one.content)[0] in {"series-held-up", "call-held-up"}]
    assert [line(one, "series-held-up") for one in held] == [{"series": number, "calls": 2}] * 2
    assert len((await drive.taps(f"report {number}")).lines) == 9


async def test_two_processes_make_each_call_once(drive: Drive) -> None:
    number = await series(drive)
    drive.talk.now = local(18, 17)
    async with drive.store.writing() as tx:
        taken = await tx.calls.take_series(drive.talk.now)
        assert [one.id for one in taken] == [int(number)]
        assert await tx.calls.take_series(drive.talk.now) == []
        made = Call(0, SLUG, "", taken[0].script, CallState.SCHEDULED, series=int(number), occurs=taken[0].occurs)
        assert await tx.calls.add_occurrence(made) is not None
        assert await tx.calls.add_occurrence(made) is None
        await tx.calls.update(taken[0])
    # The one that is there already is not made again, and nobody is told of it twice.
    assert notices(await drive.settle()) == []
    assert len(await calls(drive, number)) == 1


async def test_a_halted_campaigns_series_rests(drive: Drive) -> None:
    number = await series(drive)
    async with drive.store.writing() as tx:
        await tx.campaigns.halt(SLUG, NOW)
    await go(drive, local(25, 0))
    assert await calls(drive, number) == []
    async with drive.store.writing() as tx:
        await tx.campaigns.halt(SLUG, None)
    assert len(groups(await go(drive, local(25, 1)))) == 1


@pytest.mark.parametrize(("within", "goes_out"), [("", 1), ("7 days", 7)])
async def test_after_a_long_halt_organizers_hear_only_of_what_still_goes_out(
    drive: Drive, within: str, goes_out: int
) -> None:
    number = await drive.write(when="daily 18:00 until 2 April")
    if within:
        await drive.taps(f"call {number} until")
        await drive.says(within)
    await drive.taps(f"call {number} propose")
    await drive.approve()
    await go(drive, local(16, 11))
    async with drive.store.writing() as tx:
        await tx.campaigns.halt(SLUG, drive.talk.now)
    assert await go(drive, local(26, 10)) == []
    async with drive.store.writing() as tx:
        await tx.campaigns.halt(SLUG, None)
    # Each look at a chat's queue drops one call that comes too late for it.
    told = [one for _ in range(15) for one in await drive.settle(1)]
    heard = [one.content for one in told if one.address.chat == KARIM]
    late = [line(one, "series-late")["id"] for one in heard if ids(one)[0] == "series-late"]
    held = [line(one, "series-held-up")["calls"] for one in heard if ids(one)[0] == "series-held-up"]
    made = await calls(drive, number)
    # The halt held ten of them up, from the 16th to the 25th; the last that was made is only to come.
    assert late == [str(one.id) for one in made[10 - goes_out : 10]]
    assert held == [10 - goes_out]
    assert (len(groups(told)), len(made)) == (goes_out, 11)
    # And their author has the progress only of what goes out.
    titles = [one.content.title for one in told if one.address.chat == SAMIRA]
    assert len({str(one) for one in titles if one and one.id == "report-title"}) == goes_out


async def test_a_series_whose_times_are_over_cannot_begin(drive: Drive) -> None:
    number = await drive.write(when=FRIDAYS)
    await drive.taps(f"call {number} propose")
    drive.talk.now = local(3, 0, 4)
    async with drive.store.reading() as tx:
        call = await tx.calls.get(int(number))
    assert call is not None
    assert ids(await drive.taps(f"call {number} approve {call.content_hash}", person=KARIM)) == ["call-lapsed-told"]
    assert ["call-lapsed", "series-over"] in [ids(one.content) for one in await drive.settle()]
    assert ids(await drive.taps(f"call {number} propose")) == ["series-over"]


async def test_a_call_of_a_series_that_is_rewritten_is_a_call_of_its_own(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (first,) = await calls(drive, number)
    await drive.taps(f"call {first.id} when")
    assert ids(await drive.says("every Friday 20:00 until 26 March"))[0] == "call-taken-off"
    async with drive.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        again = await tx.calls.get(first.id)
        assert campaign is not None
        assert again is not None
        begun = await start(tx, campaign, again, drive.talk.now)
    assert (begun.state, begun.series) == (CallState.REPEATING, 0)
    assert begun.due == local(19, 19) - NOTICE
    assert State.SENT not in {one.state for one in await calls(drive, number)}
    assert timedelta(days=1) == NOTICE


async def test_what_an_old_button_of_a_series_says_after_it_was_changed(drive: Drive) -> None:
    number = await series(drive)
    await go(drive, local(18, 18))
    (made,) = await calls(drive, number)
    await drive.taps(f"call {number} text:en")
    await drive.says("New words")
    assert ids(await drive.taps(f"calls skip {made.id}", person=KARIM)) == ["call-gone"]


async def test_the_second_to_take_a_call_back_reads_how_far_that_is(drive: Drive) -> None:
    number = await drive.launch()
    await drive.settle()
    assert ids(await drive.taps(f"retract {number}")) == ["retract-begun"]
    again = await drive.taps(f"retract {number}", person=KARIM)
    assert line(again, "stands-call") == {"id": number, "status": Text("call-is-retracted")}
    assert [button.command for row in again.buttons for button in row] == [f"report {number}"]
