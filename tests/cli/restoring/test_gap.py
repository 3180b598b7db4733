"""What a restored bot knows not to send again: each test backs a bot up, and restores it somewhere else."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.cli.restoring.standstill import count_as_now
from bot.config import ConfigError
from bot.core.counts.milestones import are_news, doubt_next, is_doubted
from bot.core.events.kind import EventKinds
from bot.core.model.announcements import AnnouncementKind, State
from bot.core.model.call import Call, CallState, Script
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.roles import Role
from bot.core.ports.facts import MOVED, UNSURE_MILESTONES
from bot.event_kinds import KINDS
from bot.jobs.plan import plan
from storage import Database, open_store, parse
from storage.backups.archive import Lock, take_backup
from storage.tables import announcements, deliveries
from tests.running import BACKUP_KEY, SLUG, add_groups, call, groups, opened, typed
from tests.talk import HOUR, Talk, example, ids, load, put

NOW = datetime.now(UTC).replace(microsecond=0)
MINUTE = timedelta(minutes=1)
CHATS = 3
LOCK = Lock(recipient=BACKUP_KEY["BACKUP_RECIPIENT"], identity=BACKUP_KEY["BACKUP_IDENTITY"])


async def begin(store: Database) -> Campaign:
    """A campaign that is under way, followed by three groups, with one organizer."""
    ends = NOW + timedelta(days=30)
    campaign = await load(store, replace(example(), zone="UTC", starts_at=NOW - timedelta(days=10), ends_at=ends))
    await add_groups(store, CHATS)
    await Talk(store, now=NOW - 5 * HOUR).give(Role.ORGANIZER)
    return campaign


async def restore(first: str, second: str, folder: Path) -> None:
    """Back the first database up, and restore it as the second one."""
    for url, word in ((first, "backup"), (second, "restore")):
        ran = await typed(url, folder, word, "one.nolike", **BACKUP_KEY)
        assert ran.code == 0, ran.err


async def turn(store: Database, now: datetime) -> Counter[tuple[str, str]]:
    """Plan, and count the deliveries to chats by the first word of their key and their state."""
    await plan(store, now, ["telegram"], {}, EventKinds(KINDS))
    told = announcements.c.kind != AnnouncementKind.NOTICE.value
    found = select(announcements.c.key, deliveries.c.state).join(deliveries).where(told)
    async with store._engines.reader.connect() as connection:
        return Counter((key.partition(":")[0], state) for key, state in await connection.execute(found))


async def test_what_was_halted_or_paused_when_the_backup_was_taken_does_not_go_out_when_it_is_resumed(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    async with opened(first) as store:
        await begin(store)
        talk = Talk(store, now=NOW - 5 * HOUR)
        async with store.writing() as tx:
            # Two that were due since, and one that will be.
            for due, paused in ((NOW - 2 * HOUR, False), (NOW - 2 * HOUR, True), (NOW + HOUR, True)):
                call = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Tonight!"}, when=due)))
                await tx.calls.update(replace(call, state=CallState.SCHEDULED, due=due, paused=paused))
        await talk.private(f"/event new phone_off {NOW - HOUR:%Y-%m-%d %H:%M}")
        await turn(store, talk.now)
        assert (await typed(first, tmp_path, "halt", SLUG)).code == 0
        async with store.reading() as tx:
            halted = await tx.campaigns.halted(SLUG)
    assert halted is not None
    await restore(first, second, tmp_path)
    async with opened(second) as store:
        async with store.reading() as tx:
            assert await tx.campaigns.halted(SLUG) == halted
            assert [call.paused for call in await tx.calls.latest(SLUG)] == [True, False, False]
        assert (await typed(second, tmp_path, "resume", SLUG)).code == 0
        talk = Talk(store, now=NOW)
        for number in (2, 3):
            await talk.private(f"/calls resume {number}")
        later = await turn(store, datetime.now(UTC))
        assert later == {("call", State.UNKNOWN): 2 * CHATS, ("event", State.UNKNOWN): 2 * CHATS}
        # What is due only after that goes on.
        assert (await turn(store, NOW + HOUR))["call", State.PENDING] == CHATS


@pytest.mark.parametrize("halted", [True, False])
async def test_what_was_due_before_quiet_hours_is_not_sent_after_them(
    two_databases: tuple[str, str], tmp_path: Path, *, halted: bool
) -> None:
    first, second = two_databases
    quiet = f"{NOW - 30 * MINUTE:%H:%M}-{NOW + 6 * HOUR:%H:%M}"
    async with opened(first) as store:
        campaign = await begin(store)
        await put(store, campaign, [(page, NOW - timedelta(days=9), 1_000_000) for page in range(3)])
        await put(store, campaign, [(page, NOW - 6 * HOUR, 995_000) for page in range(3)])
        talk = Talk(store, now=NOW - 6 * HOUR)
        for group in groups(CHATS):
            here = Address("telegram", str(group))
            assert "quiet-set" in ids(await talk.group(f"/quiet {quiet}", address=here))
            await talk.group(f"/subscribe daily {NOW - 2 * HOUR:%H:%M}", address=here)
        before = await turn(store, talk.now)
        if halted:
            assert (await typed(first, tmp_path, "halt", SLUG)).code == 0
        await put(store, campaign, [(page, NOW - 5 * HOUR, 985_000) for page in range(3)])
    await restore(first, second, tmp_path)
    async with opened(second) as store:
        if halted:
            assert (await typed(second, tmp_path, "resume", SLUG)).code == 0
        later = await turn(store, datetime.now(UTC))
        assert later - before == {("milestone", State.UNKNOWN): CHATS, ("update", State.SKIPPED): CHATS}
        # The quiet hours are as they were, and the next update is that of the next day.
        assert await turn(store, NOW + 7 * HOUR) == later
        async with store.reading() as tx:
            kept = [
                (await tx.chats.ensure(Address("telegram", str(group)), ChatKind.GROUP)).quiet
                for group in groups(CHATS)
            ]
        assert [f"{one.start:%H:%M}-{one.end:%H:%M}" for one in kept if one is not None] == [quiet] * CHATS
        assert await turn(store, NOW + 23 * HOUR) - later == {("update", State.PENDING): CHATS}


@pytest.mark.parametrize("sending", [False, True])
async def test_what_waited_to_delete_or_edit_a_message_is_done_after_a_restore(
    two_databases: tuple[str, str], tmp_path: Path, *, sending: bool
) -> None:
    first, second = two_databases
    async with opened(first) as store:
        await begin(store)
        talk = Talk(store, now=NOW - 5 * HOUR)
        async with store.writing() as tx:
            written = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Wrong!"}, when=NOW - 4 * HOUR)))
            await tx.calls.update(replace(written, state=CallState.SCHEDULED, due=NOW - 4 * HOUR))
        assert "event-made" in ids(await talk.private(f"/event new phone_off {NOW + 9 * HOUR:%Y-%m-%d %H:%M}"))
        await turn(store, NOW - 3 * HOUR)
        sent = {"state": State.SENT.value, "message": "77", "left_at": NOW - 3 * HOUR}
        async with store._engines.writer.begin() as connection:
            await connection.execute(update(deliveries).values(**sent))
        talk.now = NOW - HOUR
        assert ids(await talk.private(f"/retract {written.id}")) == ["retract-begun"]
        assert ids(await talk.private("/event cancel 1"))[0] == "event-cancelled"
        if sending:
            left = {"state": State.SENDING.value, "leased_until": NOW}
            async with store._engines.writer.begin() as connection:
                await connection.execute(
                    update(deliveries).where(deliveries.c.state == State.PENDING.value).values(**left)
                )
    await restore(first, second, tmp_path)
    async with opened(second) as store:
        waits = (deliveries.c.message == "77", deliveries.c.leased_until.is_(None))
        found = select(deliveries.c.action, deliveries.c.state).where(*waits)
        async with store._engines.reader.connect() as connection:
            rows = Counter(tuple(row) for row in await connection.execute(found))
            assert rows == {("delete", State.PENDING): CHATS, ("edit", State.PENDING): CHATS}
        # What became of some is not known, as after a restore by a release before: it can be asked for again.
        talk = Talk(store, now=datetime.now(UTC))
        for became in (State.UNKNOWN, State.FAILED):
            async with store._engines.writer.begin() as connection:
                gone = update(deliveries).where(deliveries.c.action == "delete").values(state=became.value)
                await connection.execute(gone)
            reported = await talk.private(f"/report {written.id}")
            assert f"retract {written.id}" in [one.command for row in reported.buttons for one in row]
            assert ids(await talk.private(f"/retract {written.id}")) == ["retract-begun"]
        async with store._engines.reader.connect() as connection:
            assert Counter(tuple(row) for row in await connection.execute(found)) == rows


async def test_a_restore_deletes_only_what_its_settings_do_not_keep(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    old = NOW - timedelta(days=100)
    async with opened(first) as store:
        await begin(store)
        await call(store, old)
        async with store._engines.writer.begin() as connection:
            await connection.execute(update(deliveries).values(state=State.SENT.value, left_at=old))
    kept = {"KEEP_CALLS_DAYS": "3650", "KEEP_UPDATES_DAYS": "3650"}
    for url, word in ((first, "backup"), (second, "restore")):
        ran = await typed(url, tmp_path, word, "one.nolike", **BACKUP_KEY, **kept)
        assert ran.code == 0, ran.err
    async with opened(second) as store:
        assert (await turn(store, NOW))["call", State.SENT] == CHATS


async def test_milestones_that_may_have_been_announced_since_the_backup_are_not_announced_again(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    pages = range(3)
    async with opened(first) as store:
        campaign = await begin(store)
        await put(store, campaign, [(page, NOW - timedelta(days=9), 1_000_000) for page in pages])
        await put(store, campaign, [(page, NOW - 3 * HOUR, 995_000) for page in pages])
        talk = Talk(store, now=NOW - 3 * HOUR)
        drive = await talk.private(f"/event new unlike_drive {NOW - 2 * HOUR:%Y-%m-%d %H:%M} 24h goal=4%")
        assert "event-made" in ids(drive)
        before = await turn(store, NOW - 90 * MINUTE)
    await restore(first, second, tmp_path)

    async def read(store: Database, minutes: int, count: int, *which: int) -> Counter[tuple[str, str]]:
        """What the chats are told after a reading of these pages."""
        at = datetime.now(UTC) + minutes * MINUTE
        async with store.reading() as tx:
            stored = await tx.campaigns.get(SLUG)
        assert stored is not None
        await put(store, stored, [(page, at, count) for page in which])
        return await turn(store, at + MINUTE / 2)

    async with opened(second) as store:
        restored = await turn(store, datetime.now(UTC))
        assert before["milestone", State.PENDING] == restored["milestone", State.PENDING] == 0
        # The bot before saw the same fall, of one page after the other.
        for minutes, page in enumerate(pages, 1):
            assert await read(store, minutes, 985_000, page) == restored
        # A count may swing about the next milestone, which was announced then; what is beyond it is news.
        assert await read(store, 4, 979_000, *pages) == restored
        told = await read(store, 5, 965_000, *pages)
        assert told - restored == {("milestone", State.PENDING): CHATS, ("event", State.PENDING): CHATS}


async def test_a_goal_in_people_that_they_reach_again_after_a_restore_is_told_from_the_next_quarter_on(
    tmp_path: Path,
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))

    async def after(store: Database, hours: int, *people: int) -> Counter[tuple[str, str]]:
        """What the chats are told once these have pledged."""
        at = datetime.now(UTC) + hours * HOUR
        talk = Talk(store, now=at)
        for person in people:
            await talk.private("/pledge 1", str(person))
        return await turn(store, at + HOUR / 2)

    async with opened(first) as store:
        await begin(store)
        drive = await Talk(store, now=NOW - 3 * HOUR).private(
            f"/event new phone_off {NOW + 24 * HOUR:%Y-%m-%d %H:%M} goal=20"
        )
        assert "event-made" in ids(drive)
        await after(store, -2, *range(100, 104))
    await restore(first, second, tmp_path)
    async with opened(second) as store:
        restored = await after(store, 0)
        assert await after(store, 1, *range(104, 109)) == restored
        assert await after(store, 2, *range(109, 114)) - restored == {("event", State.PENDING): CHATS}


async def test_milestones_wait_a_day_for_a_page_that_is_not_read_after_a_restore(store: Database) -> None:
    async with store.writing() as tx:
        await tx.facts.put(UNSURE_MILESTONES, SLUG, NOW)
        for later in (HOUR, timedelta(days=3)):
            assert not await are_news(tx, SLUG, [NOW - HOUR, None], NOW + later)
        assert not await are_news(tx, SLUG, [NOW + HOUR, None], NOW + HOUR)
        assert not await are_news(tx, SLUG, [NOW + HOUR, None], NOW + timedelta(days=2))
        assert await are_news(tx, SLUG, [NOW + HOUR, None], NOW + timedelta(days=2))


async def test_the_next_milestone_is_doubted_once_and_for_a_week(store: Database) -> None:
    async with store.writing() as tx:
        for later, doubted in ((timedelta(days=6), True), (timedelta(days=8), False)):
            await doubt_next(tx, SLUG, NOW)
            assert await is_doubted(tx, SLUG, NOW + later) == doubted
            assert not await is_doubted(tx, SLUG, NOW + later)


async def test_a_preview_that_may_have_been_confirmed_since_the_backup_is_confirmed_no_more(tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    async with opened(first) as store:
        await begin(store)
        talk = Talk(store, now=NOW, confirms=False)
        confirms = []
        for day in (NOW + timedelta(days=2), NOW + timedelta(days=3)):
            shown = await talk.private(f"/event new phone_off {day:%Y-%m-%d} 20:00")
            confirms += [one.command for row in shown.buttons for one in row if "confirm" in one.command]
        assert "event-made" in ids(await talk.private(f"/{confirms[0]}"))
    await restore(first, second, tmp_path)
    async with opened(second) as store:
        talk = Talk(store, now=NOW, confirms=False)
        assert ids(await talk.private(f"/{confirms[1]}"))[0] == "event-preview-gone"
        # Of one that was confirmed before, it is known what became of it.
        assert ids(await talk.private(f"/{confirms[0]}"))[0] == "stands-event"


async def test_a_machine_whose_clock_is_behind_the_backup_restores_nothing_until_it_is_set_right(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    first, second = two_databases
    # To this machine's clock, all that happened there is yet to come.
    taken = NOW + timedelta(days=3650)
    due = taken + HOUR
    async with opened(first) as store:
        await begin(store)
        async with store.writing() as tx:
            call = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Tonight!"}, when=due)))
            await tx.calls.update(replace(call, state=CallState.SCHEDULED, due=due))
    await take_backup(parse(first), tmp_path / "one.nolike", LOCK, taken)
    for words in ((), ("--since", f"{taken - MINUTE:%Y-%m-%dT%H:%MZ}")):
        refused = await typed(second, tmp_path, "restore", "one.nolike", *words, **BACKUP_KEY)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert f"before the backup was taken ({taken:%Y-%m-%d %H:%M} UTC): set it right" in refused.err
    empty = open_store(second, "")
    assert not await empty.exists()
    await empty.close()
    assert not (tmp_path / "second.db").exists()
    # It may be the old machine's clock that was wrong; and a time that is typed is as good as one that is set.
    words = ("--since", f"{due + HOUR:%Y-%m-%dT%H:%MZ}")
    restored = await typed(second, tmp_path, "restore", "one.nolike", *words, **BACKUP_KEY)
    assert restored.code == 0, restored.err
    async with opened(second) as store:
        assert (await turn(store, due + HOUR))["call", State.UNKNOWN] == CHATS


@pytest.mark.parametrize(
    ("ahead", "mark", "said"),
    [
        (timedelta(minutes=2), "", ""),
        (timedelta(minutes=20), "", "A file of `nolike move` is then like any backup"),
        (timedelta(minutes=2), "a bot", "set it right and restore again"),
    ],
)
async def test_a_move_goes_on_where_it_stopped_also_by_a_clock_that_is_slightly_behind(
    tmp_path: Path, ahead: timedelta, mark: str, said: str
) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    taken = datetime.now(UTC) + ahead
    async with opened(first) as store:
        await begin(store)
        async with store.writing() as tx:
            await tx.facts.put(MOVED, "", taken)
            call = await tx.calls.add(Call(0, SLUG, "", Script({"en": "Tonight!"}, when=taken)))
            await tx.calls.update(replace(call, state=CallState.SCHEDULED, due=taken))
    await take_backup(parse(first), tmp_path / "one.nolike", LOCK, taken, mark)
    restored = await typed(second, tmp_path, "restore", "one.nolike", **BACKUP_KEY)
    if said:
        assert (restored.code, said in restored.err) == (2, True), restored.err
        return
    assert (restored.code, "goes on where it stopped" in restored.out) == (0, True), restored
    async with opened(second) as store:
        assert (await turn(store, taken))["call", State.PENDING] == CHATS


def test_two_times_of_one_minute_are_told_with_their_seconds() -> None:
    taken = NOW.replace(second=40)
    with pytest.raises(ConfigError, match=rf"says {taken:%Y-%m-%d %H:%M}:10 UTC, .*\({taken:%Y-%m-%d %H:%M}:40 UTC"):
        count_as_now(taken.replace(second=10), taken, None, may_be_move=False)
