"""The life of an event as the clock moves on: reminders, milestones, alarms, the result."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.delivery.unrequested import POSTS_AN_HOUR
from bot.core.events import lifecycle as life
from bot.core.events.from_file import load_planned
from bot.core.events.kind import EventKinds
from bot.core.events.replies import heading
from bot.core.events.status import read_status
from bot.core.model.errors import Refusal
from bot.core.model.event import EventState, Plan, Pledge
from bot.core.model.measures.measure import LIKES, MEASURES
from bot.core.model.measures.texts import counted, moved
from bot.core.model.reply import Names
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing, Origin, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.facts import UNREQUESTED, Unrequested
from bot.event_kinds import KINDS
from bot.jobs import plan
from storage import Database, open_store
from tests.conftest import SECRET
from tests.event_talk import END, NEW, NOW, START, EventTalk, turnout
from tests.talk import HOUR, SLUG, Talk, example, ids

DRIVE = "/event new unlike_drive 2026-12-05 20:00"


@pytest.fixture
async def event_talk(sqlite_store: Database) -> EventTalk:
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    return made


async def counts(event_talk: EventTalk, rows: list[tuple[datetime, int]], step: int = 1) -> None:
    """The same count for each of the campaign's pages."""
    async with event_talk.talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        await tx.snapshots.add(
            [(page.id, Snapshot(at, count, step, Origin.SOURCE)) for page in campaign.pages for at, count in rows]
        )


async def test_a_phone_off_sends_each_reminder_once_and_closes_with_its_result(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{NEW} goal=40 per_day=2.40 source=ANRT on=2026-11-01")
    await event_talk.pledges(10)
    await event_talk.talk.private("/pledge 1 +3", "100")
    await event_talk.talk.private("/pledge 1 off", "101")
    heard = []
    for moment in (
        START - 25 * HOUR, START - 24 * HOUR, START - HOUR, START, START + 36 * HOUR, END, END + 47 * HOUR,
        END + 48 * HOUR,
    ):  # fmt: skip
        await event_talk.go(moment)
        await event_talk.go(moment)
        if moment == END:
            await event_talk.talk.private("/checkin 1 40h", "100")
            await event_talk.pledges(6, "/checkin 1 all", 102)
        heard.append([ids(reply)[0] for how, reply in await event_talk.said() if how == "send"])
    assert heard == [
        ["event-when", "event-goal-reached"], ["event-soon"], ["event-soon"], ["event-starts"], ["event-half"],
        ["event-ended"], [], ["result-pledged"],
    ]  # fmt: skip
    event = await event_talk.event()
    assert event.state is EventState.CLOSED
    assert event.result is not None
    values = {line.id: dict(line.values) for line in event.result.lines}
    assert values["result-pledged"] == {"people": 12}
    assert values["result-checked-in"] == {"people": 7}
    assert values["result-completed"] == {"people": 6}
    assert "result-median" not in values
    assert values["phone-off-hours"] == {"hours": 6 * 72 + 40}
    assert await event_talk.talk.member("/event 1") == await event_talk.talk.member("/event 1")
    async with event_talk.talk.store.writing() as tx:
        await tx.people.purge(SLUG)
    assert ids(await event_talk.talk.member("/event 1")) == [line.id for line in event.result.lines]
    [low, high, *_] = (await event_talk.talk.member("/event 1 sums")).lines
    assert (low.values["hours"], high.values["people"]) == (472, 12)


async def test_after_downtime_only_the_latest_of_the_missed_moments_is_said(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.said()
    event_talk.talk.now = START + HOUR
    await event_talk.turn()
    await event_talk.turn()
    assert [ids(reply)[0] for _, reply in await event_talk.said()] == ["event-starts"]
    event_talk.talk.now = END + 49 * HOUR
    await event_talk.turn()
    assert [ids(reply)[0] for how, reply in await event_talk.said() if how == "send"] == ["result-pledged"]


async def test_a_close_that_the_settings_postpone_sends_nothing_at_its_old_time(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.go(END)
    await event_talk.said()
    event_talk.rules(checkin_after=72 * HOUR)
    await event_talk.go(END + 48 * HOUR)
    assert [ids(reply)[0] for how, reply in await event_talk.said() if how == "send"] == []
    await event_talk.go(END + 72 * HOUR)
    assert (await event_talk.event()).state is EventState.CLOSED


async def test_a_restart_during_an_event_sends_nothing_twice(event_talk: EventTalk, sqlite_url: str) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.go(START)
    await event_talk.said()
    again = open_store(sqlite_url, SECRET)
    after = EventTalk(Talk(again))
    after.talk.now = START
    await after.turn()
    assert await after.said() == []
    await after.go(START + 36 * HOUR)
    assert [ids(reply)[0] for _, reply in await after.said()] == ["event-half"]
    await again.close()


async def test_a_moved_event_sends_its_announcements_at_the_new_times(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.go(START - HOUR)
    await event_talk.talk.group("/event postpone 1 2026-12-07 20:00")
    await event_talk.said()
    await event_talk.go(START + 47 * HOUR)
    assert [ids(reply)[0] for how, reply in await event_talk.said() if how == "send"] == ["event-soon", "event-soon"]


async def test_an_event_that_crosses_a_change_of_the_clock_lasts_its_hours(event_talk: EventTalk) -> None:
    await event_talk.start(zone="Europe/Paris", starts_at=NOW, ends_at=None)
    await event_talk.talk.group("/event new phone_off 2027-03-27 20:00")
    event = await event_talk.event()
    assert event.ends_at - event.starts_at == 72 * HOUR
    assert f"{event.ends_at:%H:%M}" == "19:00"
    await event_talk.go(event.ends_at)
    assert ids([reply for _, reply in await event_talk.said()][-1])[0] == "event-ended"


async def test_a_card_is_edited_once_in_five_seconds_however_many_people_tap(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.turn()
    await event_talk.said()
    edits = []
    for second in range(12):
        event_talk.talk.now = NOW + timedelta(seconds=second)
        await event_talk.pledges(8, first=100 + 10 * second)
        await event_talk.turn()
        edits += [(second, how) for how, _ in await event_talk.said()]
    assert edits == [(5, "edit"), (10, "edit")]


async def test_an_event_of_an_unknown_kind_is_skipped(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = END + 100 * HOUR
    await plan.plan(event_talk.talk.store, event_talk.talk.now, ["telegram"])
    assert (await event_talk.event()).open
    event_talk.talk.services = replace(event_talk.talk.services, kinds=EventKinds())
    assert ids(await event_talk.talk.member("/event 1")) == ["event-unknown"]
    assert ids(await event_talk.talk.member("/events")) == ["event-none"]


async def test_a_drive_counts_from_its_start_and_tells_what_is_reached(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{DRIVE} goal=300")
    await counts(event_talk, [(START + hour * HOUR, 1000 - 10 * hour) for hour in range(30)])
    await event_talk.go(START + 6 * HOUR)
    said = {ids(reply)[0]: reply for how, reply in await event_talk.said() if how == "send"}
    assert said["event-goal-reached"].lines[0].values == {"share": 50, "goal": counted(LIKES, 300)}
    lines = {line.id: line.values for line in (await event_talk.talk.member("/event 1")).lines}
    assert lines["drive-moved"] == {"moved": moved(LIKES, -180)}
    await event_talk.go(START + 7 * HOUR)
    assert [ids(reply)[0] for how, reply in await event_talk.said() if how == "send"] == []


async def test_a_sudden_rise_is_told_to_organizers_first_and_to_all_once_they_release_it(event_talk: EventTalk) -> None:
    await event_talk.talk.group(DRIVE)
    await counts(event_talk, [(START + hour * HOUR, 100_000 - 10 * hour) for hour in range(8)])
    await counts(event_talk, [(START + 8 * HOUR, 105_000)])
    await event_talk.go(START + 8 * HOUR)
    alarmed = {one.address.chat: ids(one.content) for one in await event_talk.deliveries() if one.kind == "notice"}
    assert alarmed == {"7": ["drive-refilled"]}
    await event_talk.go(START + 8 * HOUR + timedelta(seconds=10))
    assert not [one for one in await event_talk.deliveries() if one.kind == "notice"]
    event_talk.talk.confirms = False
    preview = await event_talk.talk.private("/event release 1")
    assert ids(preview) == ["drive-refilled", "event-preview"]
    assert preview.lines[1].values == {"chats": 1}
    await event_talk.turn()
    assert await event_talk.said() == []
    confirm = preview.buttons[0][0].command
    assert ids(await event_talk.talk.private(f"/{confirm}x")) == ["drive-refilled", "event-preview"]
    assert ids(await event_talk.talk.private(f"/{confirm}")) == ["event-released"]
    assert [ids(reply) for how, reply in await event_talk.said() if how == "send"] == [["drive-refilled"]]
    assert ids(await event_talk.talk.private("/event release 1")) == ["event-no-alarm"]
    again = await event_talk.talk.private(f"/{confirm}")
    assert (ids(again), again.buttons[0][0].command) == (["stands-event"], "event 1")
    await event_talk.turn()
    assert await event_talk.said() == []


async def rise(event_talk: EventTalk) -> None:
    """A drive has a sudden rise, which only organizers were told of."""
    await event_talk.talk.group(DRIVE)
    await counts(event_talk, [(START + hour * HOUR, 100_000 - 10 * hour) for hour in range(8)])
    await counts(event_talk, [(START + 8 * HOUR, 105_000)])
    await event_talk.go(START + 8 * HOUR)
    await event_talk.deliveries()


async def test_a_second_organizer_approves_a_release_or_refuses_it(event_talk: EventTalk) -> None:
    await rise(event_talk)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    for word, outcome, posts in (
        ("refuse", "refused-told", []), ("approve", "event-released", [["drive-refilled"]]),
    ):  # fmt: skip
        assert ids(await event_talk.talk.private("/event release 1")) == ["event-waits-release"]
        told = await event_talk.deliveries()
        [asked] = [one.content for one in told if one.address.chat == "8" and one.kind == "notice"]
        assert ids(asked) == ["event-please-approve", "drive-refilled"]
        assert not [one for one in told if one.address.chat == "-1" and one.action.value == "send"]
        for line in ("/menu look 1", "/event release 1 again"):
            assert ids(await event_talk.talk.private(line, "8")) == ["event-please-approve", "drive-refilled"]
        approve = asked.buttons[0][0].command
        assert ids(await event_talk.talk.private(f"/{approve}")) == ["own-words"]
        line = f"/{approve.replace('approve', word)} {'Not yet' if word == 'refuse' else ''}".strip()
        assert ids(await event_talk.talk.private(line, "8")) == [outcome]
        assert [ids(reply) for how, reply in await event_talk.said() if how == "send"] == posts
        event_talk.talk.now += HOUR / 60
    assert ids(await event_talk.talk.private("/event release 1")) == ["event-no-alarm"]


async def test_who_releases_a_rise_is_told_where_nobody_could_be_asked(event_talk: EventTalk) -> None:
    await rise(event_talk)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    async with event_talk.talk.store.writing() as tx:
        await tx.chats.drop_reason(f"role:{SLUG}")
    assert ids(await event_talk.talk.private("/event release 1")) == ["event-waits-release-unasked"]


async def test_an_approval_of_a_release_is_void_once_there_is_another_alarm(event_talk: EventTalk) -> None:
    await rise(event_talk)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.private("/event release 1")
    [asked] = [one.content for one in await event_talk.deliveries() if one.address.chat == "8"]
    await counts(event_talk, [(START + 9 * HOUR, 140_000)])
    await event_talk.go(START + 9 * HOUR)
    await event_talk.deliveries()
    assert ids(await event_talk.talk.private(f"/{asked.buttons[0][0].command}", "8")) == ["event-nothing-proposed"]
    assert (await event_talk.event()).alarm


async def test_a_release_waits_where_six_posts_went_out_within_the_hour(event_talk: EventTalk) -> None:
    await rise(event_talk)
    async with event_talk.talk.store.writing() as tx:
        await tx.facts.put(UNREQUESTED, SLUG, Unrequested((event_talk.talk.now,) * POSTS_AN_HOUR))
    assert ids(await event_talk.talk.private("/event release 1")) == ["event-released"]
    assert await event_talk.said() == []
    await event_talk.go(START + 9 * HOUR + timedelta(minutes=1))
    assert ["drive-refilled"] in [
        [one for one in ids(reply) if one.startswith("drive-ref")] for _, reply in await event_talk.said()
    ]


async def test_where_no_organizer_can_be_told_an_alarm_waits_for_one_who_looks(event_talk: EventTalk) -> None:
    await event_talk.talk.group(DRIVE)
    async with event_talk.talk.store.writing() as tx:
        await tx.chats.drop_reason(f"role:{SLUG}")
    await counts(event_talk, [(START + hour * HOUR, 1000) for hour in range(8)])
    await counts(event_talk, [(START + 8 * HOUR, 5000)])
    await event_talk.go(START + 8 * HOUR)
    assert (await event_talk.event()).alarm


async def test_a_signed_on_page_is_counted_apart_from_pledges(event_talk: EventTalk) -> None:
    await event_talk.talk.group(
        "/event new sign_on 2026-12-05 20:00 goal=1000 link=https://example.org/p page=uk_petitions:700123"
    )
    async with event_talk.talk.store.writing() as tx:
        [page] = await tx.events.pages(SLUG)
        await tx.snapshots.add([(page.id, Snapshot(NOW, 700))])
    lines = {line.id: line.values for line in (await event_talk.talk.member("/event 1")).lines}
    assert lines["sign-count"]["count"] == 700
    assert lines["event-goal"]["share"] == 70


async def test_a_long_drive_reads_at_most_a_month_of_hourly_counts(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{DRIVE} 90d")
    await counts(event_talk, [(START, 1000), (START + 80 * 24 * HOUR, 500)])
    async with event_talk.talk.store.reading() as tx:
        event, campaign = await tx.events.get(1), await tx.campaigns.get(SLUG)
        assert event is not None
        assert campaign is not None
        moment = START + 85 * 24 * HOUR + timedelta(minutes=1)
        seen = await read_status(tx, campaign, event, event_talk.talk.services.kinds["unlike_drive"], moment)
    assert len(seen.counts.points) <= 746
    assert (seen.counts.lost, seen.counts.missing) == (1500, False)


async def test_numbers_of_several_pages_that_make_no_sum_are_no_count_of_a_drive(event_talk: EventTalk) -> None:
    await event_talk.talk.group(DRIVE)
    await counts(event_talk, [(START, 453), (START + HOUR, 450)])
    async with event_talk.talk.store.reading() as tx:
        event, campaign = await tx.events.get(1), await tx.campaigns.get(SLUG)
        assert event is not None
        assert campaign is not None
        targets = tuple(
            replace(one, pages=tuple(replace(page, measure=MEASURES["stars"]) for page in one.pages))
            for one in campaign.targets
        )
        kind, apart = event_talk.talk.services.kinds["unlike_drive"], replace(campaign, targets=targets)
        assert (await read_status(tx, apart, event, kind, START + HOUR)).counts.points == ()
        alone = replace(apart, targets=targets[:1])
        assert (await read_status(tx, alone, event, kind, START + HOUR)).counts.lost == 3


async def test_a_failing_page_is_shown_as_missing_readings(event_talk: EventTalk) -> None:
    await event_talk.talk.group(DRIVE)
    await counts(event_talk, [(START, 10)])
    async with event_talk.talk.store.writing() as tx:
        event, campaign = await tx.events.get(1), await tx.campaigns.get(SLUG)
        assert event is not None
        assert campaign is not None
        await tx.snapshots.set_failing(campaign.pages[0].id, Failing(FaultKind.HIDDEN, START))
        seen = await read_status(tx, campaign, event, event_talk.talk.services.kinds["unlike_drive"], START + HOUR)
    assert seen.counts.missing


async def test_events_of_a_file_are_announced_changed_and_left_alone(event_talk: EventTalk) -> None:
    first = Plan("phone_off", START.replace(tzinfo=None), 72 * 3600, title=Names({"en": "Quiet"}), key="quiet")
    past = replace(first, local=(NOW - 100 * HOUR).replace(tzinfo=None), key="past")

    async def load(*plans: Plan) -> None:
        async with event_talk.talk.store.writing() as tx:
            campaign = await tx.campaigns.get(SLUG)
            assert campaign is not None
            await load_planned(tx, replace(campaign, events=plans), event_talk.talk.services.kinds, NOW)

    await load(first, past)
    await load(first, past)
    assert [how for how, _ in await event_talk.said()] == ["send"]
    await load(replace(first, goal="500"))
    assert (await event_talk.event()).plan.goal == "500"
    await event_talk.talk.group("/event cancel 1")
    await load(first)
    assert (await event_talk.event()).state is EventState.CANCELLED
    assert heading(await event_talk.event(), KINDS["phone_off"]).values["title"] == Names({"en": "Quiet"})


PLEDGES = 2_000


async def test_thousands_of_pledges_are_counted_in_one_look(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    async with event_talk.talk.store.writing() as tx:
        for person in range(PLEDGES):
            await tx.pledges.put(1, Pledge(f"{person:032x}", NOW, 1, hours=person % 73))
        shown = await turnout(tx, 1)
    assert (shown.all.people, shown.all.hours) == (PLEDGES, sum(person % 73 for person in range(PLEDGES)))
    assert await event_talk.talk.role("7") is Role.ORGANIZER


async def test_every_event_closes_even_where_its_close_was_past_already(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.private("/pledge 1 remind", "21")
    await event_talk.go(END + 10 * HOUR)
    event_talk.rules(checkin_after=5 * HOUR)
    assert life.next_due(await event_talk.event(), event_talk.talk.services.kinds["phone_off"]) == END + 5 * HOUR
    await event_talk.talk.group("/event edit 1 goal=90")
    await event_talk.go(END + 10 * HOUR)
    assert (await event_talk.event()).state is EventState.CLOSED
    await event_talk.go(END + 11 * HOUR)
    assert await event_talk.talk.addresses() == 1


async def test_a_file_that_moves_what_has_begun_is_refused(event_talk: EventTalk) -> None:
    planned = Plan("phone_off", START.replace(tzinfo=None), 72 * 3600, key="december")
    campaign = replace(example(), zone="UTC")

    async def load(plan: Plan, now: datetime) -> None:
        async with event_talk.talk.store.writing() as tx:
            await load_planned(tx, replace(campaign, events=(plan,)), event_talk.talk.services.kinds, now)

    await load(planned, NOW)
    with pytest.raises(Refusal) as begun:
        await load(replace(planned, local=planned.local + 96 * HOUR), START + HOUR)
    assert begun.value.text.id == "event-begun"
    with pytest.raises(Refusal) as past:
        await load(replace(planned, length=3600), START + 2 * HOUR)
    assert past.value.text.id == "event-past"
    assert (await event_talk.event()).plan == planned


async def test_what_was_changed_in_a_chat_outlasts_the_file_that_says_the_same_as_before(event_talk: EventTalk) -> None:
    filed = Plan("phone_off", START.replace(tzinfo=None), 72 * 3600, key="quiet")

    async def load(plan: Plan) -> None:
        async with event_talk.talk.store.writing() as tx:
            campaign = await tx.campaigns.get(SLUG)
            assert campaign is not None
            await load_planned(tx, replace(campaign, events=(plan,)), event_talk.talk.services.kinds, NOW)

    await load(filed)
    await event_talk.talk.group("/event postpone 1 2026-12-07")
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group('/event edit 1 en="Louder"')
    await event_talk.said()
    await load(filed)
    assert await event_talk.said() == []
    await load(replace(filed, goal="500"))
    event = await event_talk.event()
    assert (event.starts_at, event.plan.goal) == (START + 48 * HOUR, "500")
    assert event.draft == replace(event.plan, title=Names({"en": "Louder"}))
    await load(replace(filed, goal="500", title=Names({"en": "Louder"})))
    event = await event_talk.event()
    assert (event.plan.title, event.draft) == (Names({"en": "Louder"}), None)
    with pytest.raises(Refusal) as refused:
        await load(replace(filed, kind="unlike_drive"))
    assert refused.value.text.id == "event-kind-changed"
    assert (await event_talk.event()).plan == event.plan


async def test_a_drive_that_is_over_goes_on_telling_what_it_reached(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{DRIVE} goal=300")
    await counts(event_talk, [(START + hour * HOUR, 1000 - 10 * hour) for hour in range(25)])
    await event_talk.go(START + 73 * HOUR)
    assert (await event_talk.event()).state is EventState.CLOSED
    reply = await event_talk.talk.member("/event 1")
    lines = {line.id: line.values for line in reply.lines}
    assert (lines["event-goal"]["share"], lines["drive-moved"]["moved"]) == (100, moved(LIKES, -720))
