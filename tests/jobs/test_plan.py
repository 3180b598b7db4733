import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, TypeVar
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.clock import ManualClock, SystemClock
from bot.core.model.announcements import State
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind, Mode, Quiet, Subscription
from bot.core.model.schedule import Cadence, after_quiet, latest_due, parse_cadence, parse_hours
from bot.core.ports.database import Subject, Transaction
from bot.core.ports.delivery import Change
from bot.jobs import plan
from storage import Database, open_store
from tests.conftest import SECRET
from tests.fakes import Around, Counting, until
from tests.storage import samples
from tests.talk import Talk, another, load, load_2016, put

START = datetime(2026, 9, 18, tzinfo=UTC)
NOW = datetime(2026, 9, 19, 10, 0, 30, tzinfo=UTC)
END = datetime(2026, 9, 21, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
CAMPAIGN = another("drive", starts_at=START, ends_at=END, updates=Cadence(3600), fallback="en")
PLATFORMS = ("telegram",)
T = TypeVar("T")


@dataclass(frozen=True)
class Post:
    """One delivery as the ledger has it."""

    chat: str
    key: str
    due: datetime
    action: str
    state: str
    message: str
    content: str


async def posts(store: Database) -> list[Post]:
    """Every delivery, in the order in which they were planned."""
    found = sqlalchemy.text(
        "SELECT c.address, a.key, a.due, d.action, d.state, d.message, a.content FROM deliveries d "
        "JOIN announcements a ON a.id = d.announcement_id JOIN chats c ON c.id = d.chat_id ORDER BY d.id"
    )
    async with store._engines.reader.connect() as connection:
        rows = (await connection.execute(found)).all()
    return [Post(chat, key, datetime.fromtimestamp(due / 1000, UTC), *rest) for chat, key, due, *rest in rows]


async def follow(
    store: Database, chat: str = "-1", cadence: str = "1h", due: datetime | None = NOW, quiet: str = ""
) -> None:
    async with store.writing() as tx:
        stored = await tx.chats.ensure(Address("telegram", chat), ChatKind.GROUP)
        if quiet:
            await tx.chats.update(replace(stored, quiet=Quiet(*parse_hours(quiet))))
        await tx.chats.subscribe(stored, "drive", parse_cadence(cadence), Mode.POST, due)


async def followed(store: Database, chat: str = "-1") -> Subscription:
    async with store.reading() as tx:
        stored = await tx.chats.find(Address("telegram", chat))
        assert stored is not None
        [one] = await tx.chats.subscriptions(stored)
    return replace(one, chat=stored)


async def send(store: Database, now: datetime) -> int:
    """Deliver all that is due, as the delivery engine would; how much that was."""
    async with store.writing() as tx:
        claimed = await tx.ledger.claim(PLATFORMS, "test", now, 60, 100)
        for state in (State.SENDING, State.SENT):
            await tx.ledger.record(
                [Change(one.id, one.attempt, state, message=one.message or f"m{one.id}") for one in claimed], now
            )
    return len(claimed)


@pytest.fixture
async def campaign(sqlite_store: Database) -> Campaign:
    stored = await load(sqlite_store, CAMPAIGN, NOW)
    await put(sqlite_store, stored, [(page, START, 1000 * (page + 1)) for page in range(3)])
    return stored


async def test_a_due_update_is_planned_once_for_all_chats_of_its_moment(
    sqlite_store: Database, campaign: Campaign
) -> None:
    assert campaign.slug == "drive"
    due = NOW.replace(second=0)
    for chat in ("-1", "-2"):
        await follow(sqlite_store, chat, due=due)
    await follow(sqlite_store, "-3", due=NOW + HOUR)
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 2
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 0
    made = await posts(sqlite_store)
    assert {(one.key, one.due, one.action) for one in made} == {(f"update:drive:{int(due.timestamp())}", due, "send")}
    assert [one.chat for one in made] == ["-1", "-2"]
    assert (await followed(sqlite_store)).next_due == due + HOUR


@pytest.mark.usefixtures("campaign")
async def test_only_the_chats_of_this_process_are_planned(sqlite_store: Database) -> None:
    await follow(sqlite_store)
    assert await plan.plan(sqlite_store, NOW, ["discord"]) == 0
    assert (await followed(sqlite_store)).next_due == NOW


@pytest.mark.usefixtures("campaign")
async def test_after_downtime_there_is_one_catch_up(sqlite_store: Database) -> None:
    await follow(sqlite_store, due=NOW.replace(second=0))
    later = NOW + 7 * HOUR
    assert await plan.plan(sqlite_store, later, PLATFORMS) == 1
    [one] = await posts(sqlite_store)
    assert one.due == later.replace(second=0)
    assert (await followed(sqlite_store)).next_due == later.replace(second=0) + HOUR


async def test_an_update_without_news_edits_the_last_message(sqlite_store: Database, campaign: Campaign) -> None:
    await follow(sqlite_store)
    moments = [NOW + hours * HOUR for hours in range(4)]
    for moment in moments:
        if moment == moments[2]:
            await put(sqlite_store, campaign, [(0, moment, 990)])
        await plan.plan(sqlite_store, moment, PLATFORMS)
        assert await send(sqlite_store, moment) == 1
    made = await posts(sqlite_store)
    assert [one.action for one in made] == ["send", "edit", "send", "edit"]
    assert (made[1].message, made[3].message) == (made[0].message, made[2].message)


@pytest.mark.usefixtures("campaign")
async def test_a_message_that_was_never_sent_is_not_edited(sqlite_store: Database) -> None:
    await follow(sqlite_store)
    for hours in range(2):
        await plan.plan(sqlite_store, NOW + hours * HOUR, PLATFORMS)
    assert [(one.action, one.state) for one in await posts(sqlite_store)] == [("send", "skipped"), ("send", "pending")]


@pytest.mark.usefixtures("campaign")
async def test_at_the_end_there_is_one_last_update_and_it_is_a_message_of_its_own(sqlite_store: Database) -> None:
    await follow(sqlite_store, due=END - HOUR / 2)
    await plan.plan(sqlite_store, END - HOUR / 2, PLATFORMS)
    await send(sqlite_store, END - HOUR / 2)
    assert (await followed(sqlite_store)).next_due == END

    for hours in (0, 1, 48):
        await plan.plan(sqlite_store, END + hours * HOUR, PLATFORMS)
    first, last = await posts(sqlite_store)
    assert (first.due, last.due, last.action) == (END - HOUR / 2, END, "send")
    assert "update-final-title" in last.content
    assert (await followed(sqlite_store)).next_due is None


@pytest.mark.usefixtures("campaign")
async def test_long_after_the_end_the_last_update_still_comes_once(sqlite_store: Database) -> None:
    await follow(sqlite_store, due=START + HOUR)
    await plan.plan(sqlite_store, END + 50 * HOUR, PLATFORMS)
    assert [one.due for one in await posts(sqlite_store)] == [END]


async def test_a_campaign_without_an_end_goes_on(sqlite_store: Database) -> None:
    await load(sqlite_store, replace(CAMPAIGN, ends_at=None), NOW)
    await follow(sqlite_store, cadence="daily 20:00")
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 1
    following = (await followed(sqlite_store)).next_due
    assert following is not None
    assert following.astimezone(ZoneInfo("Africa/Casablanca")).hour == 20


@pytest.mark.usefixtures("campaign")
async def test_quiet_hours_hold_updates_back_and_then_one_comes(sqlite_store: Database) -> None:
    local = NOW.astimezone(ZoneInfo(CAMPAIGN.zone))
    quiet = f"{local:%H}:00-{local + 3 * HOUR:%H}:30"
    await follow(sqlite_store, quiet=quiet)
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 0
    awake = NOW.replace(second=0, minute=30) + 3 * HOUR
    assert (await followed(sqlite_store)).next_due == awake
    assert await plan.plan(sqlite_store, awake, PLATFORMS) == 1
    [one] = await posts(sqlite_store)
    assert one.due == awake
    assert (await followed(sqlite_store)).next_due == awake.replace(minute=0) + HOUR


@pytest.mark.usefixtures("campaign")
async def test_quiet_hours_hold_on_the_clock_of_the_campaign_that_a_chat_followed_first(sqlite_store: Database) -> None:
    await load(sqlite_store, another("tokyo", starts_at=START, zone="Asia/Tokyo"), NOW)
    midnight = datetime(2026, 9, 19, 23, 0, tzinfo=UTC)
    local = midnight.astimezone(ZoneInfo(CAMPAIGN.zone))
    quiet = f"{local:%H}:00-{local + 3 * HOUR:%H}:00"
    for chat, slugs in {"-1": ("drive", "tokyo"), "-2": ("tokyo", "drive")}.items():
        async with sqlite_store.writing() as tx:
            stored = await tx.chats.ensure(Address("telegram", chat), ChatKind.GROUP)
            await tx.chats.update(replace(stored, quiet=Quiet(*parse_hours(quiet))))
            for slug in slugs:
                await tx.chats.subscribe(stored, slug, Cadence(3600), Mode.POST, midnight)
    assert await plan.plan(sqlite_store, midnight, PLATFORMS) == 2
    assert {one.chat for one in await posts(sqlite_store)} == {"-2"}


@pytest.mark.usefixtures("campaign")
async def test_a_halted_campaign_waits_and_then_catches_up_once(sqlite_store: Database) -> None:
    await follow(sqlite_store)
    async with sqlite_store.writing() as tx:
        await tx.campaigns.halt("drive", NOW)
    assert await plan.plan(sqlite_store, NOW + 3 * HOUR, PLATFORMS) == 0
    async with sqlite_store.writing() as tx:
        await tx.campaigns.halt("drive", None)
    assert await plan.plan(sqlite_store, NOW + 5 * HOUR, PLATFORMS) == 1


@pytest.mark.usefixtures("campaign")
async def test_a_chat_that_is_switched_off_waits(sqlite_store: Database) -> None:
    await follow(sqlite_store)
    async with sqlite_store.writing() as tx:
        await tx.chats.all_off("telegram", "-1", "kicked")
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 0
    async with sqlite_store.writing() as tx:
        await tx.chats.all_off("telegram", "-1", "")
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 1


@pytest.mark.usefixtures("campaign")
async def test_more_chats_than_one_batch_are_all_planned(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 2)
    for chat in range(5):
        await follow(sqlite_store, f"-{chat + 1}")
    assert await plan.plan(sqlite_store, NOW, PLATFORMS) == 5
    assert len({one.key for one in await posts(sqlite_store)}) == 1


@pytest.mark.usefixtures("campaign")
async def test_the_planner_wakes_at_what_falls_due_next_and_tells_the_delivery_engine(sqlite_store: Database) -> None:
    clock = ManualClock(NOW)
    woken: list[int] = []
    task = asyncio.create_task(plan.run(sqlite_store, clock, PLATFORMS, lambda: woken.append(1)))
    try:
        await until(lambda: len(clock._sleepers) == 1)
        assert clock._sleepers[0][0] == NOW + timedelta(seconds=plan.LONGEST_NAP)
        await follow(sqlite_store, due=NOW + timedelta(seconds=1.7))
        for seconds, sleeps_until in ((1, 1.7), (1.7, 2.7)):
            clock.move(NOW + timedelta(seconds=seconds))
            await until(
                lambda wanted=sleeps_until: [at for at, _ in clock._sleepers] == [NOW + timedelta(seconds=wanted)]  # type: ignore[misc]
            )
        assert woken == [1]
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.mark.usefixtures("campaign")
async def test_an_idle_turn_of_the_planner_costs_one_query(sqlite_store: Database) -> None:
    await follow(sqlite_store, due=NOW + HOUR)
    clock = ManualClock(NOW)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    for engine in (sqlite_store._engines.reader, sqlite_store._engines.writer):
        sqlalchemy.event.listen(engine.sync_engine, "before_cursor_execute", note)
    task = asyncio.create_task(plan.run(sqlite_store, clock, PLATFORMS, lambda: None))
    try:
        await until(lambda: len(clock._sleepers) == 1)
        for second in range(1, 4):
            statements.clear()
            clock.move(NOW + timedelta(seconds=second))
            wanted = NOW + timedelta(seconds=second + plan.LONGEST_NAP)
            await until(lambda wanted=wanted: [at for at, _ in clock._sleepers] == [wanted])  # type: ignore[misc]
            [query] = [one for one in statements if not one.startswith("BEGIN")]
            assert query.startswith("SELECT min(due) AS due,")
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_a_delivery_that_nobody_heard_of_wakes_the_engine_within_a_minute(sqlite_store: Database) -> None:
    await samples.load(sqlite_store)
    clock, woken = ManualClock(NOW), asyncio.Event()
    task = asyncio.create_task(plan.run(sqlite_store, clock, PLATFORMS, woken.set))
    try:
        await until(lambda: len(clock._sleepers) == 1)
        assert not woken.is_set()
        await samples.announce(sqlite_store, await samples.add_chats(sqlite_store, 1), due=NOW)
        clock.move(NOW + timedelta(seconds=plan.FULL_TURN_EVERY))
        await asyncio.wait_for(woken.wait(), 30)
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_a_planner_that_hears_other_processes_asks_for_nothing_until_something_changes(
    postgresql_url: str,
) -> None:
    store, other = open_store(postgresql_url, SECRET), open_store(postgresql_url, SECRET)
    watch = store.watch(Subject.PLAN)
    assert watch is not None
    await until(lambda: watch.heard, 30)
    counted = Counting(store)
    task = asyncio.create_task(plan.run(counted, SystemClock(), PLATFORMS, lambda: None, watch=watch))
    try:
        await until(lambda: counted.quiet_for(2.5), 60)
        before, began = counted.opened, asyncio.get_running_loop().time()
        await load_2016(other)
        await until(lambda: counted.opened > before, 30)
        # Not found by a look at fixed times, which comes much later.
        assert asyncio.get_running_loop().time() - began < plan.LONGEST_NAP_HEARD / 2
    finally:
        task.cancel()
        await asyncio.wait([task])
        await store.close()
        await other.close()


class Crash(Exception):  # noqa: N818 - not an error but the end of a process
    """The process dies before its transaction is committed."""


class Dying(Around):
    """A store whose process dies at the end of its next transaction."""

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self.store.writing() as tx:
            yield tx
            raise Crash


CHATS = ("-1", "-2", "-3")
ZONES = ("Africa/Casablanca", "Europe/Paris", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "UTC")
CADENCES = ("10m", "1h", "7h", "24h", "daily 20:00", "daily 00:30")
HOURS = ("off", "23:00-08:00", "00:00-00:30", "12:00-18:00")


class Updates(RuleBasedStateMachine):
    """Chats that follow, change their mind, and two planners on one database that die, lag and see clocks jump.

    Whenever one has planned, every live subscription that was due has exactly one more post, unless the very
    occurrence had its post already, and no other has one; and nothing is left due.
    """

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = TemporaryDirectory()
        file = Path(self.folder.name) / "nolike.db"
        shutil.copyfile(self.template, file)
        self.url = f"sqlite:///{file}"
        self.now = NOW
        self.count = 10**6
        self.stores = self.run(self._open())

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    async def _open(self) -> list[Database]:
        return [open_store(self.url, SECRET) for _ in range(2)]

    async def _close(self) -> None:
        for store in self.stores:
            await store.close()

    def teardown(self) -> None:
        self.run(self._close())
        self.runner.close()
        self.folder.cleanup()

    @initialize(cadence=st.sampled_from(CADENCES))
    def begin(self, cadence: str) -> None:
        async def begin() -> None:
            campaign = await load(self.stores[0], CAMPAIGN, NOW)
            await put(self.stores[0], campaign, [(page, START, 10**6) for page in range(3)])

        self.run(begin())
        for chat in CHATS:
            self.command(chat, f"/subscribe {cadence}")

    def command(self, chat: str, text: str) -> None:
        talk = Talk(self.stores[0], self.now)
        self.run(talk.group(text, address=Address("telegram", chat)))

    @rule(chat=st.sampled_from(CHATS), cadence=st.sampled_from(CADENCES))
    def subscribe(self, chat: str, cadence: str) -> None:
        self.command(chat, f"/subscribe {cadence}")

    @rule(chat=st.sampled_from(CHATS), zone=st.sampled_from(ZONES))
    def change_zone(self, chat: str, zone: str) -> None:
        self.command(chat, f"/timezone {zone}")

    @rule(chat=st.sampled_from(CHATS), hours=st.sampled_from(HOURS))
    def want_quiet(self, chat: str, hours: str) -> None:
        self.command(chat, f"/quiet {hours}")

    @rule(seconds=st.integers(1, 6 * 3600))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(hours=st.sampled_from([-1, 1]))
    def the_clock_steps(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule()
    def restart(self) -> None:
        self.run(self._close())
        self.stores = self.run(self._open())

    @rule()
    def read_a_page(self) -> None:
        async def read() -> None:
            async with self.stores[1].reading() as tx:
                campaign = await tx.campaigns.get("drive")
            assert campaign is not None
            self.count -= 1
            with contextlib.suppress(AssertionError):
                await put(self.stores[1], campaign, [(0, self.now.replace(microsecond=0), self.count)])

        self.run(read())

    @rule()
    def deliver(self) -> None:
        self.run(send(self.stores[1], self.now))

    @rule()
    def die_while_planning(self) -> None:
        async def die() -> None:
            before = await self.state()
            with pytest.raises(Crash):
                await plan.plan(Dying(self.stores[0]), self.now, PLATFORMS)
            assert await self.state() == before

        self.run(die())

    @precondition(lambda self: self.now < END + 12 * HOUR)
    @rule(planners=st.sampled_from([(0,), (1,), (0, 1)]))
    def plan(self, planners: tuple[int, ...]) -> None:
        self.run(self._plan(planners))

    async def _plan(self, planners: tuple[int, ...]) -> None:
        before, had = await self.state()
        await asyncio.gather(*(plan.plan(self.stores[one], self.now, PLATFORMS) for one in planners))
        after, has = await self.state()
        new = has[len(had) :]
        for was, became in zip(before, after, strict=True):
            own = [post for post in new if post.chat == was.chat]
            zone = was.zone or CAMPAIGN.zone
            if was.due is None or was.due > self.now:
                assert (own, became.due) == ([], was.due)
                continue
            awake = after_quiet(was.quiet, self.now, zone)
            if awake > self.now:
                assert (own, became.due) == ([], awake)
                continue
            ended = self.now >= END
            occurrence = END if ended else max(was.due, latest_due(was.cadence, self.now, zone))
            # A clock that stepped back may lead to an occurrence a second time; it has its post already.
            posted = any((post.chat, post.due) == (was.chat, occurrence) for post in had)
            assert [post.due for post in own] == ([] if posted else [occurrence])
            assert became.due is None if ended else became.due is not None and self.now < became.due <= END

    async def state(self) -> tuple[list["Following"], list[Post]]:
        found = [await followed(self.stores[0], chat) for chat in CHATS]
        return [Following(chat, one) for chat, one in zip(CHATS, found, strict=True)], await posts(self.stores[0])

    @invariant()
    def each_occurrence_is_posted_once(self) -> None:
        made = [(post.chat, post.due) for post in self.run(posts(self.stores[0]))]
        assert len(made) == len(set(made))


class Following:
    """What matters of a subscription, comparable."""

    def __init__(self, chat: str, one: Subscription) -> None:
        self.chat = chat
        self.due = one.next_due
        self.cadence = one.cadence
        self.zone = one.chat.zone
        self.quiet = one.chat.quiet

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Following) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def test_no_occurrence_is_lost_or_doubled_whatever_happens(sqlite_template: Path) -> None:
    Updates.template = sqlite_template
    run_state_machine_as_test(
        Updates,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


class Weighed(Around):
    """A store that notes the work of each of its transactions: SQLite's steps, and the rows that it wrote.

    Steps, not seconds: those say more about the machine. SQLite takes about 10,000 in a millisecond.
    """

    EACH = 100

    def __init__(self, store: Database) -> None:
        super().__init__(store)
        self.steps = 0
        self.work: list[tuple[int, int]] = []
        self._store = store

    def _step(self) -> None:
        self.steps += self.EACH

    async def start(self) -> None:
        """Count the steps of the one connection that writes."""
        async with self._store._engines.writer.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            await raw._execute(raw._conn.set_progress_handler, self._step, self.EACH)

    async def _changes(self) -> int:
        async with self._store._engines.writer.connect() as connection:
            return int((await connection.execute(sqlalchemy.text("SELECT total_changes()"))).scalar_one())

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        changes, self.steps = await self._changes(), 0
        async with super().writing() as tx:
            yield tx
        steps = self.steps
        self.work.append((steps, await self._changes() - changes))


MOST_STEPS = 500_000
"""A twentieth of a second on the machine of a cheap server: a quarter of what a transaction may take."""


@pytest.mark.usefixtures("campaign")
async def test_no_transaction_of_the_planner_grows_with_the_number_of_chats_or_with_their_history(
    sqlite_store: Database,
) -> None:
    weighed = Weighed(sqlite_store)
    await weighed.start()
    largest = []
    known = 0
    for chats, history in ((plan.BATCH, 0), (6 * plan.BATCH, 0), (6 * plan.BATCH, 50)):
        async with sqlite_store.writing() as tx:
            for number in range(known, chats):
                stored = await tx.chats.ensure(Address("telegram", f"-{number + 1}"), ChatKind.GROUP)
                await tx.chats.subscribe(stored, "drive", parse_cadence("1h"), Mode.POST, NOW)
        known = chats
        async with sqlite_store._engines.writer.begin() as connection:
            await connection.execute(sqlalchemy.text("UPDATE subscriptions SET next_due = :due"), {"due": _ms(NOW)})
            await connection.execute(sqlalchemy.text("DELETE FROM deliveries"))
            await connection.execute(sqlalchemy.text("DELETE FROM announcements"))
            for hour in range(history):
                await connection.execute(_PAST, {"key": f"update:drive:{hour}", "due": _ms(NOW - (hour + 2) * HOUR)})
                await connection.execute(_SENT)
        weighed.work.clear()
        assert await plan.plan(weighed, NOW, PLATFORMS) == chats
        assert len(weighed.work) == 2 + chats // plan.BATCH
        # A delivery and the next due time of each subscription, and an announcement.
        assert max(rows for _, rows in weighed.work) <= 2 * plan.BATCH + 5
        largest.append(max(steps for steps, _ in weighed.work))
    assert max(largest) < MOST_STEPS
    assert max(largest) < 1.1 * largest[0]


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


_PAST = sqlalchemy.text(
    "INSERT INTO announcements (key, campaign, kind, due, content) VALUES (:key, 'drive', 'update', :due, '{}')"
)
_SENT = sqlalchemy.text(
    "INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, state, action, subscription,"
    " message) SELECT (SELECT max(id) FROM announcements), id, 'telegram', 'drive', 3, 0, 'sent', 'send', id, 'm'"
    " FROM chats"
)
