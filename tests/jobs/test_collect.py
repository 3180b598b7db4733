import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.clock import ManualClock, SystemClock
from bot.core.counts.guard import Guard
from bot.core.model.announcements import State
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.event import Event, EventState, Plan
from bot.core.model.roles import Role
from bot.core.model.snapshots import Baseline, Failing, Held, Origin, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.database import Store, Subject, Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.facts import SOURCE_LACKS, Lack
from bot.fetch import HttpFetch
from bot.jobs.collect import LONGEST_WAIT, Collector, collect, note_lacks, notify, run
from bot.sources import SOURCES
from storage import open_store
from tests.conftest import SECRET
from tests.fakes import Around, Counting, until
from tests.following import Lines, follow, make_campaign
from tests.sources.loopback import Loopback, certificates, saying, serving

START = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVERY = timedelta(minutes=10)
A, B = "a.example", "b.example"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with serving() as server:
        yield server


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def log() -> Lines:
    return Lines()


@pytest.fixture
async def watch(sqlite_store: Store, server: Loopback, clock: ManualClock, log: Lines) -> AsyncIterator[Collector]:
    fetch = HttpFetch(
        SystemClock(), "1", pause=0.001, resolve=server.resolve, permit=lambda _: True, tls=certificates()[1]
    )
    settings = {
        "BLUESKY_API_URL": server.url,
        "FACEBOOK_API_URL": server.url,
        "FACEBOOK_ACCESS_TOKEN": "s3cret",
    }
    yield Collector(
        store=sqlite_store,
        fetch=fetch,
        sources=SOURCES,
        settings=settings,
        clock=clock,
        guard=Guard(),
        every=EVERY,
        after_end=timedelta(days=7),
        log=log,
    )
    await fetch.close()


def counting(counts: Mapping[str, object]) -> Callable[[web.Request], Any]:
    """Every source of the loopback server, with these counts by handle; other handles are not found there."""

    async def say(request: web.Request) -> web.Response:
        if request.path.endswith("getProfiles"):
            known = [handle for handle in request.query.getall("actors") if handle in counts]
            profiles = [{"handle": handle, "followersCount": counts[handle]} for handle in known]
            return web.json_response({"profiles": profiles})
        if request.path.endswith("lookup"):
            return web.json_response({"followers_count": counts[f"{request.query['acct']}@{request.host}"]})
        asked = json.loads(str((await request.post())["batch"]))
        handles = [part["relative_url"].partition("?")[0] for part in asked]
        return web.json_response([{"code": 200, "body": json.dumps({"fan_count": counts[h]})} for h in handles])

    return say


async def following(watch: Collector, *handles: str, slug: str = "one", source: str = "bluesky") -> Campaign:
    now = watch.clock.now()
    return await follow(watch.store, make_campaign(slug, [(source, handle) for handle in handles], START), now)


async def state(watch: Collector, campaign: Campaign) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The latest snapshots, held readings and failures, by handle."""
    ids = {page.id: page.handle for page in campaign.pages}
    async with watch.store.reading() as tx:
        latest = (await tx.snapshots.at(list(ids), [watch.clock.now()]))[0]
        held, failing = await tx.snapshots.held(list(ids)), await tx.snapshots.failing(list(ids))
    return tuple({ids[page]: value for page, value in found.items()} for found in (latest, held, failing))  # type: ignore[return-value]


async def test_a_page_that_was_never_read_is_read_at_once(watch: Collector, server: Loopback) -> None:
    campaign = await following(watch, A, B)
    server.say = counting({A: 1000, B: "7"})

    assert await collect(watch) == 2

    assert await state(watch, campaign) == ({A: Snapshot(START, 1000), B: Snapshot(START, 7)}, {}, {})
    assert len(server.heard) == 1


async def test_a_page_is_read_again_when_its_time_has_come_and_not_before(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    campaign = await following(watch, A)
    server.say = counting({A: 1000})
    await collect(watch)

    clock.move(START + EVERY - timedelta(seconds=1))
    assert await collect(watch) == 0
    clock.move(START + EVERY)
    assert await collect(watch) == 1

    assert (await state(watch, campaign))[0] == {A: Snapshot(START + EVERY, 1000)}


async def test_a_web_page_is_read_once_an_hour_unless_the_campaign_file_says_otherwise(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    hourly, often = "https://social.example/#css=b", "https://other.example/#css=b&every=30m"
    await following(watch, hourly, often, source="html")
    server.say = saying("<b>5</b>")
    await collect(watch)

    asked = []
    for _ in range(6):
        clock.move(clock.now() + EVERY)
        asked.append(await collect(watch))

    assert asked == [0, 0, 1, 0, 0, 2]


async def test_all_pages_of_a_source_are_asked_in_as_few_requests_as_it_allows(
    watch: Collector, server: Loopback
) -> None:
    handles = [f"a{number}.example" for number in range(60)]
    await following(watch, *handles)
    server.say = counting(dict.fromkeys(handles, 5))

    assert await collect(watch) == 60

    assert sorted(len(heard.query) for heard in server.heard) == [10, 25, 25]


async def test_every_source_of_a_campaign_is_asked(watch: Collector, server: Loopback) -> None:
    pages = [("facebook", "inwi"), ("bluesky", A), ("mastodon", "inwi@social.example"), ("manual", "inwi")]
    campaign = await follow(watch.store, make_campaign("one", pages, START), START)
    server.say = counting({"inwi": 3, A: 4, "inwi@social.example": 5})

    assert await collect(watch) == 3

    ids = [page.id for page in campaign.pages]
    async with watch.store.reading() as tx:
        latest = (await tx.snapshots.at(ids, [START]))[0]
    assert [latest[page].count if page in latest else None for page in ids] == [3, 4, 5, None]


async def test_an_account_in_two_campaigns_is_asked_for_once_and_counts_in_both(
    watch: Collector, server: Loopback
) -> None:
    one, two = await following(watch, A), await following(watch, A, B, slug="two")
    server.say = counting({A: 1000, B: 2})

    assert await collect(watch) == 2

    assert [heard.query for heard in server.heard] == [[("actors", A), ("actors", B)]]
    assert (await state(watch, one))[0] == {A: Snapshot(START, 1000)}
    assert (await state(watch, two))[0] == {A: Snapshot(START, 1000), B: Snapshot(START, 2)}


async def test_a_jump_is_held_and_taken_when_a_second_reading_agrees_a_minute_later(
    watch: Collector, server: Loopback, clock: ManualClock, log: Lines
) -> None:
    campaign = await following(watch, A)
    server.say = counting({A: 1000})
    await collect(watch)
    server.say = counting({A: 400})
    jump = START + EVERY
    clock.move(jump)
    await collect(watch)
    assert await state(watch, campaign) == ({A: Snapshot(START, 1000)}, {A: Held(400, 1, jump)}, {})
    assert log.lines == [("count held", {"page": f"bluesky:{A}", "count": 400})]

    clock.move(jump + MINUTE - timedelta(seconds=1))
    assert await collect(watch) == 0
    clock.move(jump + MINUTE)
    assert await collect(watch) == 1

    assert await state(watch, campaign) == ({A: Snapshot(jump + MINUTE, 400)}, {}, {})


async def test_a_jump_that_was_a_slip_is_dropped(watch: Collector, server: Loopback, clock: ManualClock) -> None:
    campaign = await following(watch, A)
    for minute, count in ((0, 1000), (10, 0), (11, 999)):
        clock.move(START + minute * MINUTE)
        server.say = counting({A: count})
        await collect(watch)

    assert await state(watch, campaign) == ({A: Snapshot(START + 11 * MINUTE, 999)}, {}, {})
    async with watch.store.reading() as tx:
        series = await tx.snapshots.series(campaign.pages[0].id, START, clock.now())
    assert [snapshot.count for snapshot in series] == [1000, 999]


async def test_a_page_without_a_count_is_reported_once_until_its_next_count(
    watch: Collector, server: Loopback, clock: ManualClock, log: Lines
) -> None:
    campaign = await following(watch, A)
    server.say = counting({})
    for round_ in range(3):
        clock.move(START + round_ * EVERY)
        await collect(watch)
    assert await state(watch, campaign) == ({}, {}, {A: Failing(FaultKind.NOT_FOUND, START)})
    server.say = counting({A: None})
    clock.move(START + 3 * EVERY)
    await collect(watch)
    assert (await state(watch, campaign))[2] == {A: Failing(FaultKind.HIDDEN, START)}
    assert [line["fault"] for _, line in log.lines] == ["not-found", "hidden"]

    server.say = counting({A: 5})
    clock.move(START + 4 * EVERY)
    await collect(watch)

    assert await state(watch, campaign) == ({A: Snapshot(clock.now(), 5)}, {}, {})


async def test_a_source_without_its_token_is_a_fault_of_its_pages_alone(watch: Collector, server: Loopback) -> None:
    facebook = await following(watch, "inwi", source="facebook")
    bluesky = await following(watch, A, slug="two")
    server.say = counting({A: 5})

    await collect(replace(watch, settings={"BLUESKY_API_URL": server.url}))

    assert (await state(watch, facebook))[2] == {"inwi": Failing(FaultKind.NO_TOKEN, START)}
    assert (await state(watch, bluesky))[0] == {A: Snapshot(START, 5)}


async def test_pages_are_read_for_a_week_after_the_end(watch: Collector, server: Loopback, clock: ManualClock) -> None:
    end = START + timedelta(hours=1)
    await follow(watch.store, make_campaign("one", [("bluesky", A)], START, end), START)
    server.say = counting({A: 5})

    clock.move(end + timedelta(days=7) - timedelta(seconds=1))
    assert await collect(watch) == 1
    clock.move(end + timedelta(days=8))
    assert await collect(watch) == 0


async def test_a_page_is_read_before_the_campaign_begins_and_its_baseline_is_the_last_such_reading(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    begins = START + timedelta(minutes=15)
    campaign = await follow(watch.store, make_campaign("one", [("bluesky", A)], begins), START)
    [page] = campaign.pages
    for minute, count in ((0, 1000), (10, 999), (20, 990)):
        clock.move(START + minute * MINUTE)
        server.say = counting({A: count})
        await collect(watch)

    async with watch.store.reading() as tx:
        assert await tx.snapshots.baselines([page.id]) == {page.id: Baseline(Snapshot(START + EVERY, 999))}


async def test_the_baseline_of_a_typed_page_is_settled_when_the_campaign_begins(
    watch: Collector, clock: ManualClock
) -> None:
    begins = START + timedelta(minutes=15)
    pages = [("manual", "inwi"), ("manual", "never-typed")]
    campaign = await follow(watch.store, make_campaign("one", pages, begins), START)
    typed = Snapshot(START, 1000, 1, Origin.MANUAL)
    async with watch.store.writing() as tx:
        await tx.snapshots.add([(campaign.pages[0].id, typed)])

    baselines = []
    for moment in (START, begins, begins + EVERY):
        clock.move(moment)
        assert await collect(watch) == 0
        async with watch.store.reading() as tx:
            baselines.append(await tx.snapshots.baselines([page.id for page in campaign.pages]))

    assert baselines == [{}, {campaign.pages[0].id: Baseline(typed)}, {campaign.pages[0].id: Baseline(typed)}]


async def test_a_count_that_was_typed_in_the_same_second_stands(watch: Collector, server: Loopback) -> None:
    campaign = await following(watch, A)
    typed = Snapshot(START, 1001, 1, Origin.MANUAL)
    async with watch.store.writing() as tx:
        await tx.snapshots.add([(campaign.pages[0].id, typed)])
    server.say = counting({A: 1000})

    await collect(watch)

    assert await state(watch, campaign) == ({A: typed}, {}, {})


async def test_a_source_whose_allowance_is_used_up_is_left_alone_and_the_others_are_not(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    handles = [f"a{number}.example" for number in range(250)]
    bluesky = await following(watch, *handles)
    await following(watch, "inwi", slug="two", source="facebook")
    facebook = counting({"inwi": 5})

    async def say(request: web.Request) -> web.StreamResponse:
        limited = saying({"error": "RateLimitExceeded"}, 429)
        return await (limited(request) if request.method == "GET" else facebook(request))

    server.say = say
    asked = await collect(watch)
    assert 25 < asked < 250
    assert len(set((await state(watch, bluesky))[2].values())) == 1

    clock.move(START + timedelta(minutes=4))
    assert await collect(watch) == 0
    clock.move(START + timedelta(minutes=5))
    server.say = counting({"inwi": 6} | dict.fromkeys(handles, 7))
    await collect(watch)

    assert len((await state(watch, bluesky))[0]) == 250 - (asked - 1)


async def test_facebook_is_left_alone_when_its_allowance_is_nearly_used_up_and_the_counts_are_kept(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    campaign = await following(watch, "inwi", source="facebook")
    server.say = saying([{"code": 200, "body": '{"fan_count": 5}'}], headers={"X-App-Usage": '{"call_count": 95}'})
    await collect(watch)
    assert await state(watch, campaign) == ({"inwi": Snapshot(START, 5)}, {}, {})

    clock.move(START + timedelta(minutes=29))
    assert await collect(watch) == 0
    clock.move(START + timedelta(minutes=30))
    assert await collect(watch) == 1


async def test_after_the_clock_was_set_back_a_page_is_read_at_once(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    await following(watch, A)
    server.say = counting({A: 5})
    await collect(watch)

    clock.move(START - timedelta(hours=1))

    assert await collect(watch) == 1


async def test_a_page_of_an_unknown_source_is_left_alone(watch: Collector) -> None:
    await following(watch, "x", source="gone")

    assert await collect(watch) == 0


async def test_of_two_processes_one_asks_a_source(watch: Collector, server: Loopback, clock: ManualClock) -> None:
    await following(watch, A)
    server.say = counting({A: 5})
    first, second = replace(watch, holder="first"), replace(watch, holder="second")

    assert await collect(first) == 1
    clock.move(START + EVERY)
    assert await collect(second) == 1
    clock.move(START + EVERY + timedelta(seconds=30))
    await following(watch, A, B)
    assert await collect(first) == 0
    assert await collect(second) == 1


class Breaking(Around):
    """A store that fails while `broken`, and every `nth` writing."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.broken = False
        self.fail_at = 0
        self.writings = 0

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        if self.broken:
            raise OSError("the disk\nis full")
        async with self.store.reading() as tx:
            yield tx

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        self.writings += 1
        if self.writings == self.fail_at:
            raise OSError("the disk is full")
        async with self.store.writing() as tx:
            yield tx


async def test_a_storage_error_of_one_request_is_raised_after_the_others_are_stored(
    watch: Collector, server: Loopback
) -> None:
    handles = [f"a{number}.example" for number in range(50)]
    campaign = await following(watch, *handles)
    server.say = counting(dict.fromkeys(handles, 5))
    store = Breaking(watch.store)
    store.fail_at = 1

    with pytest.raises(OSError, match="the disk is full"):
        await collect(replace(watch, store=store))

    assert len((await state(watch, campaign))[0]) == 25


@asynccontextmanager
async def running(watch: Collector) -> AsyncIterator[None]:
    task = asyncio.create_task(run(watch))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def sleeping(clock: ManualClock, slow: str = "") -> Callable[[], bool]:
    """The collector has looked and waits, and no source is being asked but a `slow` one."""

    def waits() -> bool:
        asking = {task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("read ")}
        return len(clock._sleepers) == 1 and asking <= {f"read {slow}"}

    return waits


async def test_a_campaign_that_is_loaded_while_it_runs_is_read_within_half_a_minute(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    server.say = counting({A: 5})
    async with running(watch):
        await until(sleeping(clock))
        await following(watch, A)
        clock.move(START + LONGEST_WAIT)
        await until(lambda: len(server.heard) == 1)


async def test_where_changes_are_heard_a_new_campaign_is_read_at_once_and_its_baseline_settled_as_it_begins(
    postgresql_url: str, watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    store, other = open_store(postgresql_url, SECRET), open_store(postgresql_url, SECRET)
    changes = store.watch(Subject.READ)
    assert changes is not None
    await until(lambda: changes.heard, 30)
    counted = Counting(store)
    server.say = counting({A: 5})
    begins = START + 4 * MINUTE
    async with running(replace(watch, store=counted, changes=changes)):
        await until(sleeping(clock))
        clock.move(START + timedelta(seconds=1))
        await until(lambda: counted.quiet_for(0.5))
        campaign = await follow(other, make_campaign("one", [("bluesky", A)], begins), clock.now())
        async with asyncio.timeout(30):
            while not server.heard:
                clock.move(clock.now() + timedelta(seconds=1))
                await asyncio.sleep(0.05)
        assert clock.now() < START + LONGEST_WAIT
        # What it stored itself is heard too; then it is quiet until the campaign begins.
        while clock.now() < begins - MINUTE:
            clock.move(clock.now() + timedelta(seconds=5))
            await asyncio.sleep(0.05)
        await until(lambda: counted.quiet_for(0.5))
        looked = counted.opened
        clock.move(begins - timedelta(seconds=1))
        await until(lambda: counted.quiet_for(0.5))
        assert counted.opened <= looked + 1
        clock.move(begins + timedelta(seconds=1))
        async with asyncio.timeout(30):
            while True:
                async with other.reading() as tx:
                    if await tx.snapshots.baselines([page.id for page in campaign.pages]):
                        break
                await asyncio.sleep(0.02)
    await store.close()
    await other.close()


async def test_one_look_serves_all_sources(watch: Collector, clock: ManualClock) -> None:
    counted = Counting(watch.store)
    async with running(replace(watch, store=counted)):
        for look in range(1, 4):
            await until(lambda look=look: counted.opened >= look)  # type: ignore[misc]
            await until(sleeping(clock))
            assert counted.opened == look
            clock.move(clock.now() + LONGEST_WAIT)


async def test_the_collector_wakes_when_the_next_page_is_due(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    await following(watch, A)
    server.say = counting({A: 5})
    async with running(replace(watch, every=timedelta(seconds=40))):
        await until(lambda: len(server.heard) == 1)
        for second in (30, 39, 40):
            await until(sleeping(clock))
            assert len(server.heard) == 1
            clock.move(START + timedelta(seconds=second))
        await until(lambda: len(server.heard) == 2)


async def test_a_source_that_does_not_answer_delays_no_other(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    stuck = asyncio.Event()
    answers = counting({A: 5, "inwi@social.example": 6})

    async def say(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("lookup"):
            await stuck.wait()
        response: web.StreamResponse = await answers(request)
        return response

    server.say = say
    mastodon = await following(watch, "inwi@social.example", slug="two", source="mastodon")
    await following(watch, A)

    def asked(path: str) -> int:
        return sum(heard.path.endswith(path) for heard in server.heard)

    async with running(watch):
        for rounds in range(1, 4):
            await until(lambda rounds=rounds: asked("getProfiles") == rounds)  # type: ignore[misc]
            await until(sleeping(clock, "mastodon"))
            clock.move(clock.now() + EVERY)
        assert asked("lookup") == 1
        stuck.set()
        await until(sleeping(clock))
    assert (await state(watch, mastodon))[0]["inwi@social.example"].count == 6


async def test_a_failed_round_is_logged_in_one_line_and_the_next_one_works(
    watch: Collector, server: Loopback, clock: ManualClock, log: Lines
) -> None:
    await following(watch, A)
    server.say = counting({A: 5})
    store = Breaking(watch.store)
    store.broken = True
    async with running(replace(watch, store=store, sources={"bluesky": SOURCES["bluesky"]})):
        for round_ in range(3):
            await until(sleeping(clock))
            clock.move(START + (round_ + 1) * LONGEST_WAIT)
            await until(lambda: len(clock._sleepers) == 1 and not clock._sleepers[0][1].is_set())
        assert log.lines == [("collecting failed", {"source": "all", "error": "OSError: the disk"})]
        store.broken = False
        clock.move(clock.now() + LONGEST_WAIT)
        await until(lambda: len(server.heard) == 1)
        await until(sleeping(clock))
        store.broken = True
        clock.move(clock.now() + LONGEST_WAIT)
        await until(lambda: len(log.lines) == 2)


async def test_organizers_hear_of_a_key_that_died_and_of_a_page_that_is_back(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    campaign = await following(watch, "inwi", source="facebook")
    async with watch.store.writing() as tx:
        await tx.people.give(campaign.slug, "telegram", "7", Role.ORGANIZER, START)
        chat = await tx.chats.ensure(Address("telegram", "7"), ChatKind.PRIVATE)
        await tx.chats.keep_private(chat, Address("telegram", "7"), f"role:{campaign.slug}")

    async def told() -> list[str]:
        async with watch.store.writing() as tx:
            found = await tx.ledger.claim(["telegram"], "test", clock.now(), 60, 9)
            sent = [(one.id, one.attempt, state) for one in found for state in (State.SENDING, State.SENT)]
            await tx.ledger.record([Change(*one, "m") for one in sent], clock.now())
        return [line.id for one in found for line in one.content.lines]

    async def round_of(answer: object) -> list[str]:
        server.say = saying(answer)
        await collect(watch)
        await until(lambda: len(clock._sleepers) == 1)
        clock.move(clock.now() + EVERY)
        await until(lambda: len(clock._sleepers) == 1 and not clock._sleepers[0][1].is_set())
        return await told()

    task = asyncio.create_task(notify(watch))
    try:
        first = await round_of({"error": {"code": 190, "message": "expired"}})
        second = await round_of({"error": {"code": 190, "message": "expired"}})
        third = await round_of([{"code": 200, "body": '{"fan_count": 5}'}])
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert first == ["fault-dead-token", "remedy-dead-token", "faults-type"]
    assert second == ["type-never"]
    assert third == ["page-back"]


async def test_the_page_that_an_event_follows_is_read_as_well(watch: Collector, server: Loopback) -> None:
    await following(watch, A)
    plan = Plan("sign_on", START.replace(tzinfo=None), 3600, options={"page": "uk_petitions:700123"})
    async with watch.store.writing() as tx:
        event = await tx.events.add(Event(0, "one", "UTC", plan, START), None)
        [page] = await tx.events.pages("one")
    server.say = saying({"signature_count": 104_729})
    only = replace(watch, sources={"uk_petitions": SOURCES["uk_petitions"]})
    only = replace(only, settings={**watch.settings, "UK_PETITIONS_URL": server.url})
    assert await collect(only) == 1
    async with watch.store.writing() as tx:
        [found] = await tx.snapshots.at([page.id], [START])
        assert found[page.id].count == 104_729
        await tx.events.update(replace(event, state=EventState.CLOSED), None)
        assert await tx.events.pages("one") == []


async def test_pages_are_read_long_after_the_end_while_an_event_is_to_be_looked_at_again(
    watch: Collector, server: Loopback, clock: ManualClock
) -> None:
    campaign = await following(watch, A)
    server.say = counting({A: 1000})
    closed = Event(
        0, campaign.slug, "UTC", Plan("phone_off", START.replace(tzinfo=None), 3600), START, EventState.CLOSED
    )  # fmt: skip
    async with watch.store.writing() as tx:
        await tx.campaigns.save(replace(campaign, ends_at=START + timedelta(days=1)), START)
        event = await tx.events.add(closed, START + timedelta(days=28))
    clock.move(START + timedelta(days=20))
    assert await collect(watch) == 1
    async with watch.store.writing() as tx:
        await tx.events.update(event, None)
    clock.move(START + timedelta(days=21))
    assert await collect(watch) == 0


async def test_which_sources_lack_a_setting_is_kept_before_anything_is_read(watch: Collector) -> None:
    async def lacks() -> Mapping[str, Lack]:
        async with watch.store.reading() as tx:
            return await tx.facts.get_all(SOURCE_LACKS, list(SOURCES))

    bare = replace(watch, settings={})
    for one in (bare, bare):
        await note_lacks(one)
        assert (await lacks())["facebook"] == Lack(START, ("FACEBOOK_ACCESS_TOKEN",))
        assert not {"bluesky", "manual"} & set(await lacks())
    await note_lacks(watch)
    assert "facebook" not in await lacks()
