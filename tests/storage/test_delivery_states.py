"""The table of states: shown by the docs, and walked on both databases beside a plain model of what should happen."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.core.model.announcements import PRIORITY, Action, Announcement, AnnouncementKind, Planned, State, Stop
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import say
from bot.core.ports.delivery import Change
from storage import Database, open_store
from storage.delivery_states import STEPS, Lease, Step, allowed, described, taken_sql, target
from storage.tables import deliveries
from tests import postgres
from tests.running import HERE
from tests.storage.samples import LEASE, NOW, follow, load

T = TypeVar("T")
ADDRESSES = ("-1", "-2", "-3", "-4")
SLUG = "no-voip"
CLOSED = {Stop.CANCELLED, Stop.RETRACTED}


def test_the_docs_show_the_table_of_transitions() -> None:
    assert described() in (HERE / "docs/delivery.md").read_text()


def test_every_state_can_be_reached_and_every_open_state_left() -> None:
    leads = [
        (before, after) for one in STEPS.values() for before, all_after in one.leads.items() for after in all_after
    ]
    assert {after for _, after in leads} == {*State, None}
    assert {State.PENDING, State.SENDING} <= {before for before, after in leads if after not in {before, None}}
    assert set(STEPS) == set(Step)


def test_a_step_that_the_table_does_not_have_is_refused() -> None:
    assert allowed(Step.OUTCOME, State.SENDING, State.SENT)
    assert not allowed(Step.OUTCOME, State.SENT, State.PENDING)
    with pytest.raises(ValueError, match="no delivery becomes sent by the step fix"):
        target(Step.FIX, State.SENT)


def test_a_step_selects_the_rows_that_it_applies_to() -> None:
    assert taken_sql(Step.CLAIM, alias="d") == "d.state = 'pending' AND d.leased_until IS NULL"
    assert taken_sql(Step.RETRACT, to=State.SKIPPED) == (
        "deliveries.state = 'pending' AND deliveries.leased_until IS NULL"
    )
    assert taken_sql(Step.FORGET) == "deliveries.state IN ('pending', 'sending')"
    assert {one.lease for one in STEPS.values()} == set(Lease)


async def test_an_outcome_without_an_intent_is_a_fault_of_the_program(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chat = await tx.chats.ensure(Address("telegram", "-1"), ChatKind.GROUP)
        await tx.ledger.announce(
            Announcement("call:1", SLUG, AnnouncementKind.CALL, NOW, say("hello")), [Planned(chat.id)]
        )
        [claimed] = await tx.ledger.claim(["telegram"], "one", NOW, LEASE, 1)
    with pytest.raises(ValueError, match="cannot go from pending to sent by the step outcome"):
        async with store.writing() as tx:
            await tx.ledger.record([Change(claimed.id, claimed.attempt, State.SENT, "5")], NOW)


@dataclass
class ModelChat:
    """A chat as the model knows it."""

    id: int
    off: bool = False
    follows: bool = False


@dataclass
class ModelAnnouncement:
    """An announcement as the model knows it."""

    id: int
    kind: AnnouncementKind
    stop: Stop = Stop.NO
    version: int = 0


@dataclass
class ModelDelivery:
    """A delivery as the model knows it; `version` is the one that was claimed."""

    id: int
    announcement: ModelAnnouncement
    chat: int
    subscribed: bool
    action: Action
    state: State = State.PENDING
    leased: bool = False
    attempt: int = 0
    tries: int = 0
    again: bool = False
    message: bool = False
    version: int = 0

    @property
    def seen(self) -> tuple[object, ...]:
        """What the database should say of it."""
        return self.state, self.leased, self.action, self.attempt, self.tries, self.again, self.message

    @property
    def free(self) -> bool:
        """Whether it waits and no sender has it."""
        return self.state is State.PENDING and not self.leased

    def drop(self) -> None:
        """Close it, since it will not be posted."""
        self.wait(State.UNKNOWN if self.again else State.SKIPPED)

    def wait(self, state: State = State.PENDING, action: Action | None = None) -> None:
        """Free it, in this state; another action is tried anew."""
        self.state, self.leased = state, False
        if action is not None:
            self.action, self.tries = action, 0


class Walk(RuleBasedStateMachine):
    """Does what commands, planner and sender do, in any order, and compares the database with the model."""

    def __init__(self, fresh: Callable[[], str]) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = open_store(fresh(), "a-secret-of-the-tests-with-32-letters")
        self.chats: dict[str, ModelChat] = {}
        self.announcements: list[ModelAnnouncement] = []
        self.rows: dict[int, ModelDelivery] = {}
        self.posted: set[int] = set()
        self.words = 0

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    def call(self, room: str, method: str, *args: object) -> Any:  # noqa: ANN401 - whatever the method returns
        """Call one method of the store in a transaction."""

        async def called() -> Any:  # noqa: ANN401
            async with self.store.writing() as tx:
                return await getattr(getattr(tx, room), method)(*args)

        return self.run(called())

    def teardown(self) -> None:
        try:
            if self.chats:
                self.end()
        finally:
            self.run(self.store.close())
            self.runner.close()

    # What the model knows.

    def chat_of(self, row: ModelDelivery) -> ModelChat:
        return next(chat for chat in self.chats.values() if chat.id == row.chat)

    def listens(self, row: ModelDelivery) -> bool:
        chat = self.chat_of(row)
        return not chat.off and (chat.follows or not row.subscribed)

    def waiting(self, *, posts: bool = True) -> Iterator[ModelDelivery]:
        yield from (row for row in self.rows.values() if row.free and (row.action.posts or not posts))

    def is_replaced(self, row: ModelDelivery) -> bool:
        return row.announcement.kind is AnnouncementKind.UPDATE and any(
            other.chat == row.chat
            and other.announcement.kind is AnnouncementKind.UPDATE
            and other.announcement.id > row.announcement.id
            for other in self.rows.values()
        )

    def compare(self, *steps: Step, before: dict[int, State]) -> None:
        """The database says what the model says, and what changed is in the table under one of these steps."""

        async def read() -> list[Any]:
            async with self.store._engines.reader.connect() as connection:
                return list(await connection.execute(select(deliveries)))

        found = {row.id: row for row in self.run(read())}
        for number in before.keys() | found.keys():
            was = before.get(number)
            now = State(found[number].state) if number in found else None
            assert was == now or any(allowed(step, was, now) for step in steps), (number, was, now, steps)
        says = {
            row.id: (
                *(State(row.state), row.leased_until is not None, Action(row.action)),
                *(row.attempt, row.tries, row.again, bool(row.message)),
            )
            for row in found.values()
        }
        assert says == {number: row.seen for number, row in self.rows.items()}

    def states(self) -> dict[int, State]:
        return {number: row.state for number, row in self.rows.items()}

    # What happens.

    @initialize()
    def begin(self) -> None:
        self.run(load(self.store))
        for address in ADDRESSES[:3]:
            self.ensure(address)
            self.subscribe(address)

    def ensure(self, address: str) -> None:
        stored = self.call("chats", "ensure", Address("telegram", address), ChatKind.GROUP)
        self.chats[address] = ModelChat(stored.id)

    def find(self, address: str) -> Any:  # noqa: ANN401 - a Chat
        return self.call("chats", "find", Address("telegram", address))

    @rule(
        kind=st.sampled_from([AnnouncementKind.CALL, AnnouncementKind.UPDATE, AnnouncementKind.MILESTONE]),
        to=st.sets(st.sampled_from(ADDRESSES), min_size=1),
        edit=st.booleans(),
        subscribed=st.booleans(),
    )
    def plan(self, kind: AnnouncementKind, to: set[str], *, edit: bool, subscribed: bool) -> None:
        before = self.states()
        self.words += 1
        edit = edit and kind is AnnouncementKind.UPDATE
        action = Action.EDIT if edit else Action.SEND
        places = [chat for address, chat in sorted(self.chats.items()) if address in to]
        planned = [Planned(chat.id, action, int(subscribed), message="m" if edit else "") for chat in places]
        number = self.call(
            "ledger", "announce", Announcement(str(self.words), SLUG, kind, NOW, say("hello", n=self.words)), planned
        )
        announcement = ModelAnnouncement(number, kind)
        self.announcements.append(announcement)
        if kind is AnnouncementKind.UPDATE:
            for row in self.waiting(posts=False):
                if row.announcement.kind is kind and row.chat in {chat.id for chat in places if not chat.off}:
                    row.drop()

        async def new() -> list[Any]:
            async with self.store._engines.reader.connect() as connection:
                where = deliveries.c.announcement_id == number
                return list(await connection.execute(select(deliveries.c.id, deliveries.c.chat_id).where(where)))

        for row_id, chat_id in self.run(new()):
            self.rows[row_id] = ModelDelivery(row_id, announcement, chat_id, subscribed, action, message=edit)
        planned_for = {row.chat for row in self.rows.values() if row.announcement is announcement}
        assert planned_for == {chat.id for chat in places if not chat.off}
        self.compare(Step.PLAN, Step.REPLACE, before=before)

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        before = self.states()
        busy = {row.chat for row in self.rows.values() if row.leased}
        first: dict[int, ModelDelivery] = {}
        order = sorted(self.waiting(posts=False), key=lambda row: (PRIORITY[row.announcement.kind], row.id))
        for row in order:
            if row.announcement.stop is not Stop.PAUSED and row.chat not in busy and not self.chat_of(row).off:
                first.setdefault(row.chat, row)
        expected = sorted(first.values(), key=order.index)[:limit]
        claimed = self.call("ledger", "claim", ["telegram"], "one", NOW, LEASE, limit)
        assert [one.id for one in claimed] == [row.id for row in expected]
        for row in expected:
            row.leased, row.version = True, row.announcement.version
            row.attempt += 1
        self.compare(Step.CLAIM, before=before)

    def leased(self, which: int, *states: State) -> ModelDelivery | None:
        found = [row for row in self.rows.values() if row.leased and row.state in states]
        return found[which % len(found)] if found else None

    def record(self, row: ModelDelivery, state: State, **more: Any) -> bool:  # noqa: ANN401
        change = Change(row.id, row.attempt, state, **more)
        stale = replace(change, attempt=row.attempt - 1)
        overtaken, accepted = self.call("ledger", "record", [stale, change], NOW)
        assert not overtaken
        return bool(accepted)

    def is_withdrawn(self, row: ModelDelivery) -> bool:
        return row.announcement.stop is Stop.RETRACTED and row.action is Action.EDIT and row.message

    @rule(which=st.integers(0, 9))
    def intent(self, which: int) -> None:
        if (row := self.leased(which, State.PENDING, State.SENDING)) is None:
            return
        before = self.states()
        accepted = self.record(row, State.SENDING)
        leaves = False
        if self.is_withdrawn(row):
            row.wait(action=Action.DELETE)
        elif row.action.posts and (row.announcement.stop in CLOSED or not self.listens(row)):
            row.drop()
        elif row.announcement.stop is Stop.PAUSED:
            row.wait()
        else:
            assert not (row.action.posts and row.id in self.posted), "sent again after it was sent"
            leaves, row.state = True, State.SENDING
            row.tries += 1
        assert accepted == leaves
        self.compare(Step.INTENT, before=before)

    @rule(which=st.integers(0, 9))
    def succeed(self, which: int) -> None:
        if (row := self.leased(which, State.SENDING)) is None:
            return
        before = self.states()
        assert self.record(row, State.SENT, message="m")
        if row.action.posts:
            self.posted.add(row.id)
        deleted = row.action is Action.DELETE
        withdrawn, row.message = self.is_withdrawn(row), True
        if withdrawn:
            row.wait(action=Action.DELETE)
        elif deleted:
            row.wait(State.RETRACTED)
        elif row.version != row.announcement.version:
            row.wait(action=Action.DELETE if row.announcement.stop is Stop.RETRACTED else Action.EDIT)
        else:
            row.wait(State.SENT)
        self.compare(Step.OUTCOME, before=before)

    @rule(which=st.integers(0, 9), state=st.sampled_from([State.FAILED, State.UNKNOWN, State.SKIPPED]))
    def fail(self, which: int, state: State) -> None:
        if (row := self.leased(which, State.SENDING)) is None:
            return
        before = self.states()
        assert self.record(row, state)
        if self.is_withdrawn(row):
            row.wait(action=Action.DELETE)
        else:
            row.wait(state)
        self.compare(Step.OUTCOME, before=before)

    @rule(which=st.integers(0, 9), again=st.booleans())
    def give_back(self, which: int, *, again: bool) -> None:
        if (row := self.leased(which, State.PENDING, State.SENDING)) is None:
            return
        before = self.states()
        again = again and row.state is State.SENDING
        assert self.record(row, State.PENDING, again=again)
        row.again = row.again or again
        if self.is_withdrawn(row):
            row.wait(action=Action.DELETE)
        elif row.action.posts and (row.announcement.stop in CLOSED or not self.listens(row) or self.is_replaced(row)):
            row.drop()
        else:
            row.wait()
        self.compare(Step.OUTCOME, Step.REPLACE, before=before)

    @rule(which=st.integers(0, 9))
    def miss(self, which: int) -> None:
        """The message that an update should edit is gone."""
        row = self.leased(which, State.SENDING)
        if row is None or row.action is not Action.EDIT or row.announcement.kind is not AnnouncementKind.UPDATE:
            return
        if row.announcement.stop is not Stop.NO:
            return
        before = self.states()
        assert self.record(row, State.PENDING)
        self.call("ledger", "repost", row.id)
        row.wait()
        row.action, row.message = Action.SEND, False
        self.posted.discard(row.id)
        if self.chat_of(row).off:
            row.drop()
        self.compare(Step.OUTCOME, Step.REPOST, before=before)

    @rule(repeats=st.booleans())
    def crash(self, *, repeats: bool) -> None:
        """The sender died; the next start requeues what it had."""
        before = self.states()

        async def reclaim() -> int:
            async with self.store.writing() as tx:
                return await tx.ledger.reclaim(None, "telegram", repeats=repeats)

        leased = [row for row in self.rows.values() if row.leased]
        assert self.run(reclaim()) == len(leased)
        for row in leased:
            sending = row.state is State.SENDING
            may_repeat = (row.announcement.kind.at_least_once or not row.action.posts) and (
                not row.again or row.tries < 6
            )
            if self.is_withdrawn(row):
                row.wait(action=Action.DELETE)
            elif row.action.posts and (row.announcement.stop in CLOSED or self.chat_of(row).off):
                row.wait(State.UNKNOWN if row.again or sending else State.SKIPPED)
            elif not sending:
                row.wait()
            elif repeats or may_repeat:
                row.again = True
                row.wait()
            else:
                row.wait(State.UNKNOWN)
        self.compare(Step.RECLAIM, before=before)

    def announcement(self, which: int, *stops: Stop) -> ModelAnnouncement | None:
        found = [one for one in self.announcements if one.stop in stops]
        return found[which % len(found)] if found else None

    @rule(which=st.integers(0, 9))
    def pause_or_go_on(self, which: int) -> None:
        if (one := self.announcement(which, Stop.NO, Stop.PAUSED)) is None:
            return
        before = self.states()
        one.stop = Stop.NO if one.stop is Stop.PAUSED else Stop.PAUSED
        self.call("ledger", "stop", one.id, one.stop)
        self.compare(Step.PAUSE, before=before)

    @rule(which=st.integers(0, 9))
    def cancel(self, which: int) -> None:
        if (one := self.announcement(which, Stop.NO, Stop.PAUSED)) is None:
            return
        before = self.states()
        one.stop = Stop.CANCELLED
        self.call("ledger", "stop", one.id, one.stop)
        for row in self.waiting():
            if row.announcement is one:
                row.drop()
        self.compare(Step.CANCEL, before=before)

    def revise(self, one: ModelAnnouncement, action: Action) -> None:
        self.words += 1
        one.version += 1
        assert self.call("ledger", "revise", one.id, say("other", n=self.words), NOW, action)
        for row in self.rows.values():
            stands = row.state in {State.PENDING, State.SENT, State.FAILED, State.UNKNOWN} and row.message
            if row.announcement is one and stands and not row.leased and not self.chat_of(row).off:
                row.wait(action=action)

    @rule(which=st.integers(0, 9))
    def fix(self, which: int) -> None:
        if (one := self.announcement(which, Stop.NO, Stop.PAUSED, Stop.CANCELLED)) is None:
            return
        before = self.states()
        self.revise(one, Action.EDIT)
        self.compare(Step.FIX, before=before)

    @rule(which=st.integers(0, 9))
    def retract(self, which: int) -> None:
        if (one := self.announcement(which, *Stop)) is None:
            return
        before = self.states()
        one.stop = Stop.RETRACTED
        self.call("ledger", "stop", one.id, one.stop)
        for row in self.waiting():
            if row.announcement is one:
                row.drop()
        self.revise(one, Action.DELETE)
        self.compare(Step.RETRACT, before=before)

    @rule(limit=st.integers(1, 3))
    def prune(self, limit: int) -> None:
        before = self.states()
        kept = {State.PENDING, State.SENDING}
        tallies = [self.call("ledger", "tally", one.id, NOW) for one in self.announcements]
        ended = [row for row in self.rows.values() if row.state not in kept]
        expected = 0
        if ended:
            last = max(row.announcement.id for row in ended)
            gone = sorted((row for row in ended if row.announcement.id == last), key=lambda row: row.chat)[:limit]
            expected = len(gone)
            for row in gone:
                del self.rows[row.id]
        pruned = self.call("ledger", "prune", [*AnnouncementKind], NOW + timedelta(seconds=1), [], limit)
        assert pruned == expected
        assert [self.call("ledger", "tally", one.id, NOW).states for one in self.announcements] == [
            one.states for one in tallies
        ]
        self.compare(Step.PRUNE, before=before)

    @rule(address=st.sampled_from(ADDRESSES))
    def subscribe(self, address: str) -> None:
        if address not in self.chats:
            return

        async def followed() -> None:
            async with self.store.writing() as tx:
                chat = await tx.chats.find(Address("telegram", address))
                assert chat is not None
                await follow(tx, chat)

        self.run(followed())
        self.chats[address].follows = True

    @rule(address=st.sampled_from(ADDRESSES))
    def unsubscribe(self, address: str) -> None:
        if address not in self.chats:
            return
        before = self.states()
        chat = self.chats[address]
        assert self.call("chats", "unsubscribe", self.find(address), SLUG) == chat.follows
        if chat.follows:
            chat.follows = False
            for row in self.waiting():
                if row.chat == chat.id and row.subscribed:
                    row.drop()
        self.compare(Step.UNSUBSCRIBE, before=before)

    @rule(address=st.sampled_from(ADDRESSES))
    def switch_off_or_on(self, address: str) -> None:
        if address not in self.chats:
            self.ensure(address)
            return
        before = self.states()
        chat = self.chats[address]
        chat.off = not chat.off
        self.call("chats", "all_off", "telegram", address, "kicked" if chat.off else "")
        if chat.off:
            self.drop_all(chat)
        self.compare(Step.SWITCH_OFF, before=before)

    def drop_all(self, chat: ModelChat) -> None:
        for row in self.waiting():
            if row.chat == chat.id:
                row.drop()

    @precondition(lambda self: len(self.chats) > 1)
    @rule(old=st.sampled_from(ADDRESSES), new=st.sampled_from(ADDRESSES))
    def move(self, old: str, new: str) -> None:
        if old not in self.chats or old == new:
            return
        before = self.states()
        self.call("chats", "move", "telegram", old, new)
        gone = self.chats.pop(old)
        for row in self.rows.values():
            if row.chat == gone.id and row.message:
                row.message = False
                if (
                    row.free
                    and not row.action.posts
                    and not gone.off
                    and row.announcement.kind is AnnouncementKind.UPDATE
                ):
                    row.action = Action.SEND
                elif row.free and not row.action.posts:
                    row.wait(State.FAILED)
        if new not in self.chats:
            self.chats[new] = gone
        else:
            self.merge(gone, self.chats[new])
        self.compare(Step.MOVE, Step.SWITCH_OFF, before=before)

    def merge(self, old: ModelChat, new: ModelChat) -> None:
        new.follows = new.follows or old.follows
        for row in [row for row in self.rows.values() if row.chat == old.id]:
            twin = next(
                (one for one in self.rows.values() if one.chat == new.id and one.announcement is row.announcement), None
            )
            if twin is not None and twin.free and row.state not in {State.SKIPPED, State.FAILED}:
                del self.rows[twin.id]
                twin = None
            if twin is None:
                row.chat = new.id
            else:
                del self.rows[row.id]
        if new.off:
            self.drop_all(new)

    def end(self) -> None:
        """All goes on and everything succeeds: then nothing is left behind."""
        while (one := self.announcement(0, Stop.PAUSED)) is not None:
            one.stop = Stop.NO
            self.call("ledger", "stop", one.id, one.stop)
        self.crash(repeats=True)
        while any(not self.chat_of(row).off for row in self.waiting(posts=False)):
            self.claim(4)
            while self.leased(0, State.PENDING) is not None:
                self.intent(0)
                while self.leased(0, State.SENDING) is not None:
                    self.succeed(0)
        left = [row for row in self.rows.values() if row.state in {State.PENDING, State.SENDING}]
        # An edit or a deletion waits for its chat to be switched on again.
        assert all(not row.action.posts and self.chat_of(row).off for row in left), left


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_walk_stays_within_the_table(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> None:
    if database == "sqlite":

        def fresh() -> str:
            shutil.copyfile(sqlite_template, tmp_path / "walk.db")
            return f"sqlite:///{tmp_path / 'walk.db'}"
    else:
        url = str(request.getfixturevalue("postgresql_database"))

        def fresh() -> str:
            postgres.elsewhere(postgres.emptied(url))
            return url

    steps = settings(max_examples=12, stateful_step_count=40)
    run_state_machine_as_test(lambda: Walk(fresh), settings=steps)  # type: ignore[no-untyped-call]
