import asyncio
from datetime import timedelta
from typing import Any

import sqlalchemy

from bot.clock import ManualClock
from bot.core.counts.baselines import find_baseline
from bot.core.events.verdict.effect import Effect
from bot.core.events.verdict.find import find_verdicts
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned, State
from bot.core.model.call import Call, Script
from bot.core.model.chats import Address, ChatKind
from bot.core.model.event import EventState, Rules
from bot.core.model.reply import Moment, say
from bot.core.model.roles import Role
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.ports.counts import Import, ImportedPage, ImportKind
from bot.core.ports.delivery import Change
from bot.core.ports.facts import EVENT_PREVIEWS
from bot.core.ports.pictures import Picture
from bot.jobs import purge
from storage import Database
from storage.tables import deliveries
from tests.event_talk import END as LAST
from tests.event_talk import NEW, EventTalk, turnout
from tests.event_talk import NOW as TODAY
from tests.fakes import Clock, until
from tests.talk import END, HOUR, SLUG, Talk, another, line, load, load_2016

DAY = 24 * HOUR
GONE = END + 30 * DAY


async def prepared(store: Database) -> Talk:
    await load_2016(store)
    await load(store, another(ends_at=None))
    talk = Talk(store)
    await talk.give(Role.OWNER)
    await talk.give(Role.OWNER, slug="second")
    await talk.invite("unused", Role.REPORTER)
    return talk


async def test_people_are_deleted_so_many_days_after_the_end_and_not_before(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    assert await purge.purge(sqlite_store, Clock(GONE - timedelta(seconds=1)), Rules(), purge.Retention()) == 0
    assert await talk.role() is Role.OWNER

    assert await purge.purge(sqlite_store, Clock(GONE), Rules(), purge.Retention()) == 3
    assert await talk.role() is None
    assert (await talk.role(slug="second"), await talk.addresses()) == (Role.OWNER, 1)


async def test_what_was_brought_in_can_be_taken_back_for_90_days(sqlite_store: Database) -> None:
    campaign = await load_2016(sqlite_store)
    async with sqlite_store.writing() as tx:
        brought = Import(SLUG, ImportKind.FILE, END, "operator", "", 1)
        number = await tx.imports.add(brought, [ImportedPage(campaign.pages[0].id, [0])])
    for now, there in ((END + 90 * DAY, True), (END + 90 * DAY + HOUR, False)):
        await purge.purge(sqlite_store, Clock(now), Rules(), purge.Retention())
        async with sqlite_store.reading() as tx:
            assert (await tx.imports.get(number) is not None) is there


async def test_a_purge_is_in_the_audit_log_once(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    for hours in range(3):
        await purge.purge(sqlite_store, Clock(GONE + hours * HOUR), Rules(), purge.Retention())
    purged = [(act.at, act.role, act.about) for act in await talk.audit(SLUG) if act.act == "purged"]
    assert purged == [(GONE, "operator", "3")]


async def test_answered_requests_are_forgotten_after_two_days(sqlite_store: Database) -> None:
    here = Address("telegram", "-1")
    async with sqlite_store.writing() as tx:
        await tx.inbox.record("telegram", "1", here, say("hello"), END)
    for clock, seen in ((Clock(END + 2 * DAY), True), (Clock(END + 2 * DAY + timedelta(seconds=1)), False)):
        await purge.purge(sqlite_store, clock, Rules(), purge.Retention())
        async with sqlite_store.reading() as tx:
            assert await tx.inbox.seen("telegram", "1") is seen


async def test_the_purge_runs_every_ten_minutes(sqlite_store: Database) -> None:
    talk = await prepared(sqlite_store)
    clock = ManualClock(GONE - purge.INTERVAL)
    task = asyncio.create_task(purge.run(sqlite_store, clock, Rules(), purge.Retention()))
    try:
        await until(lambda: [at for at, _ in clock._sleepers] == [GONE])
        assert await talk.role() is Role.OWNER
        clock.move(GONE)
        await until(lambda: [at for at, _ in clock._sleepers] == [GONE + purge.INTERVAL])
        assert await talk.role() is None
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_an_event_that_outlasts_its_campaign_keeps_its_people_until_some_days_after_its_result(
    sqlite_store: Database,
) -> None:
    made = EventTalk(Talk(sqlite_store))
    await made.start(ends_at=TODAY - 400 * HOUR, purge_days=1)
    await made.talk.group("/event new sign_on 2026-12-02 20:00 24h link=https://example.org/p")
    await made.talk.group(NEW)
    promised = LAST + 48 * HOUR + DAY
    for number in (1, 2):
        await made.talk.private(f"/pledge {number}", "9")
    gone = line(await made.talk.member("/event 2"), "event-purge")["date"]
    assert gone == Moment(promised, "UTC", "date") == line(await made.talk.member("/privacy"), "privacy-purge")["date"]
    await made.go(promised - timedelta(seconds=1))
    assert await purge.purge(sqlite_store, Clock(made.talk.now), made.talk.services.kinds.rules, purge.Retention()) == 1
    assert (await made.talk.role(), (await made.event(2)).state) == (Role.ORGANIZER, EventState.CLOSED)
    async with sqlite_store.writing() as tx:
        assert [(await turnout(tx, number)).all.people for number in (1, 2)] == [0, 1]
    assert await purge.purge(sqlite_store, Clock(promised), made.talk.services.kinds.rules, purge.Retention()) == 3
    assert await made.talk.role() is None


async def test_no_event_is_purged_before_its_result_however_late_that_comes(sqlite_store: Database) -> None:
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    await made.talk.group(NEW)
    await made.pledges(6)
    made.talk.now = TODAY + 400 * DAY
    assert await purge.purge(sqlite_store, Clock(made.talk.now), made.talk.services.kinds.rules, purge.Retention()) == 0
    await made.turn()
    result = (await made.event()).result
    assert result is not None
    assert line(result, "result-pledged")["people"] == 6
    assert await purge.purge(sqlite_store, Clock(made.talk.now), made.talk.services.kinds.rules, purge.Retention()) == 8


async def test_a_cancelled_event_does_not_delay_the_purge(sqlite_store: Database) -> None:
    made = EventTalk(Talk(sqlite_store))
    await made.start(ends_at=TODAY + HOUR, purge_days=1)
    await made.talk.group(NEW)
    await made.pledges(6)
    await made.talk.group("/event cancel 1")
    rules = made.talk.services.kinds.rules
    assert await purge.purge(sqlite_store, Clock(TODAY + HOUR + DAY), rules, purge.Retention()) == 8


async def test_a_picture_that_nothing_shows_any_more_is_deleted(sqlite_store: Database) -> None:
    await prepared(sqlite_store)
    async with sqlite_store.writing() as tx:
        shown, unused = [await tx.pictures.add(Picture("image/png", data)) for data in (b"shown", b"unused")]
        await tx.calls.add(Call(0, SLUG, "", Script({}, picture=shown)))
    await purge.purge(sqlite_store, Clock(END), Rules(), purge.Retention())
    async with sqlite_store.reading() as tx:
        assert await tx.pictures.get(shown) == Picture("image/png", b"shown")
        assert await tx.pictures.get(unused) is None


async def test_old_deliveries_are_deleted_and_their_totals_kept(sqlite_store: Database) -> None:
    await load_2016(sqlite_store)
    async with sqlite_store.writing() as tx:
        chat = await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
    names = {}
    for kind in (AnnouncementKind.UPDATE, AnnouncementKind.CALL):
        async with sqlite_store.writing() as tx:
            announcement = Announcement(kind.value, SLUG, kind, END, say("hello"))
            names[kind] = await tx.ledger.announce(announcement, [Planned(chat.id)])
            [one] = await tx.ledger.claim(["telegram"], "one", END, 60, 1)
            steps = [Change(one.id, one.attempt, state) for state in (State.SENDING, State.SENT)]
            await tx.ledger.record(steps, END)

    async def left() -> int:
        async with sqlite_store._engines.reader.connect() as connection:
            return int(await connection.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(deliveries)) or 0)

    found = []
    for days in (14, 15, 90, 91):
        await purge.purge(sqlite_store, Clock(END + days * DAY), Rules(), purge.Retention())
        found.append(await left())
    assert found == [2, 1, 1, 0]
    async with sqlite_store.reading() as tx:
        for name in names.values():
            assert await tx.ledger.counts(name) == {State.SENT: 1}


async def what_is_shown(made: EventTalk) -> list[Any]:
    """Everything that stands on old readings: replies, the verdict, baselines, and each page at every hour."""
    async with made.talk.store.reading() as tx:
        # Its number is what the database's sequence gave, after events of other tests.
        (event,) = await tx.events.of(SLUG)
    shown: list[Any] = [await made.talk.group(f"/{words}") for words in ("stats", "report", f"event {event.id}")]
    async with made.talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        shown.append(await find_verdicts(tx, campaign, event, event.starts_at, event.ends_at))
        shown += [await find_baseline(tx, campaign, page, made.talk.now) for page in campaign.pages]
        ids = [page.id for page in campaign.pages]
        for start in (campaign.starts_at - 20 * DAY, event.starts_at):
            shown.append(await tx.snapshots.at(ids, [start + hour * HOUR for hour in range(60 * 24)]))
    return shown


async def test_old_readings_are_thinned_and_every_figure_stays(store: Database) -> None:
    made = EventTalk(Talk(store))
    await made.start(starts_at=TODAY - 10 * DAY)
    await made.talk.group(NEW.replace("20:00", "20:30"))
    async with store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        begin = campaign.starts_at - 20 * DAY
        times = [begin + timedelta(minutes=20 * turn, seconds=7) for turn in range(3 * 24 * 50)]
        pages = [page.id for page in campaign.pages[:2]]
        rows = [Snapshot(at, 90_000 - number * 3 - number % 7 * 11) for number, at in enumerate(times)]
        await tx.snapshots.add([(page, row) for page in pages for row in rows])
        typed = Snapshot(begin + timedelta(days=5, minutes=11), 88_000, 1, Origin.MANUAL)
        await tx.snapshots.add([(pages[0], typed)])
        for page in campaign.pages[:2]:
            found = await find_baseline(tx, campaign, page, TODAY)
            assert found is not None
            await tx.snapshots.set_baseline(page.id, found)
    await made.go(LAST + 40 * DAY)
    made.talk.now = TODAY + 500 * DAY
    before = await what_is_shown(made)
    assert isinstance(before[3][0].alone, Effect)

    clock = Clock(made.talk.now)
    assert await purge.thin(store, clock, timedelta()) == 0
    gone = await purge.thin(store, clock, purge.Retention().readings)
    # Of three readings an hour one is kept, and one more for the half hours of the event; four days are kept whole.
    assert 46 * 24 - 3 < gone / 2 <= 46 * 24
    assert await what_is_shown(made) == before
    async with store.reading() as tx:
        left = {snapshot.taken_at async for page, snapshot in tx.snapshots.export(SLUG) if page.id == pages[0]}
    assert typed.taken_at in left
    assert await purge.thin(store, clock, purge.Retention().readings) == 0


async def test_previews_that_nobody_confirmed_are_deleted_an_hour_after_they_were_shown(sqlite_store: Database) -> None:
    made = EventTalk(Talk(sqlite_store))
    await made.start()
    made.talk.confirms = False
    begin = made.talk.now

    async def left(minutes: int) -> list[str]:
        await purge.purge(sqlite_store, Clock(begin + timedelta(minutes=minutes)), Rules(), purge.Retention())
        async with sqlite_store.reading() as tx:
            kept = await tx.facts.get(EVENT_PREVIEWS, SLUG) or ""
        return [words for words in ("first words", "later words") if words in kept]

    await made.talk.private(f'{NEW} en="first words"')
    made.talk.now += timedelta(minutes=30)
    await made.talk.private(f'{NEW} en="later words"')
    assert [await left(minutes) for minutes in (59, 60, 90)] == [["first words", "later words"], ["later words"], []]
