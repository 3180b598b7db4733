"""Calls, approvals, taps, pictures and open questions."""

from dataclasses import replace
from datetime import date, time, timedelta

import sqlalchemy

from bot.core.model.call import ButtonKind, Call, CallButton, CallState, Repeat, Script
from bot.core.model.chats import Questions
from bot.core.model.roles import Role
from bot.core.ports.approvals import Matter, MatterKind
from bot.core.ports.database import Transaction
from bot.core.ports.pictures import Picture
from storage import Database, open_store
from storage.tables import announcements, tallies
from tests.storage.samples import HOUR, NOW, add_chats, announce, load, private_chat

SCRIPT = Script(
    {"en": "Switch off", "ar": "أطفئوا"},
    (CallButton(ButtonKind.LINK, {"en": "Read"}, "https://example.org"), CallButton(ButtonKind.DID_IT, {})),
    "picture", NOW + HOUR, "telegram", "ar",
)  # fmt: skip
SCHEDULED = CallState.SCHEDULED


async def stored(store: Database, *calls: Call) -> list[Call]:
    await load(store)
    async with store.writing() as tx:
        return [await tx.calls.add(call) for call in calls]


def made(state: CallState = CallState.DRAFT, **more: object) -> Call:
    return replace(Call(0, "no-voip", "author", SCRIPT, state), **more)  # type: ignore[arg-type]


async def test_a_call_is_read_as_it_was_stored(store: Database) -> None:
    (call,) = await stored(store, made())
    changed = replace(call, state=SCHEDULED, due=NOW, paused=True, busy=True, announcement=7, progress=8)
    async with store.writing() as tx:
        assert await tx.calls.get(call.id) == call
        await tx.calls.update(changed)
        assert await tx.calls.get(call.id) == changed
        await tx.calls.delete(call.id)
        assert await tx.calls.get(call.id) is None


async def test_the_latest_calls_come_first_and_replacements_by_themselves(store: Database) -> None:
    first, second, fix = await stored(store, made(), made(), made(fixes=1))
    async with store.reading() as tx:
        assert await tx.calls.latest("no-voip") == [second, first]
        assert await tx.calls.latest("no-voip", 1) == [second]
        assert await tx.calls.latest("no-voip", fixes=1) == [fix]
        assert await tx.calls.latest("no-voip", fixes=None) == [fix, second, first]
        assert await tx.calls.latest("other") == []


async def test_a_scheduled_call_is_due_at_its_time_and_taken_once(store: Database) -> None:
    late, early, paused = await stored(
        store,
        made(SCHEDULED, due=NOW),
        made(SCHEDULED, due=NOW - HOUR),
        made(SCHEDULED, due=NOW - 2 * HOUR, paused=True),
    )
    await stored(store, made(due=NOW - HOUR))
    async with store.writing() as tx:
        assert await tx.agenda.next_due([]) == NOW - HOUR == await tx.agenda.next_due(["telegram"])
        await tx.campaigns.halt("no-voip", NOW)
        assert await tx.calls.take_due(NOW) == []
        assert await tx.agenda.next_due([]) is None
        await tx.campaigns.halt("no-voip", None)
        assert await tx.calls.take_due(NOW - 2 * HOUR) == []
        launched = [replace(call, state=CallState.LAUNCHED, busy=True) for call in (early, late)]
        assert await tx.calls.take_due(NOW) == launched
        assert await tx.calls.get(early.id) == launched[0]
        assert await tx.calls.take_due(NOW) == []
        assert await tx.calls.get(paused.id) == paused


async def test_busy_calls_are_selected_once_per_interval(store: Database) -> None:
    busy, _ = await stored(store, made(busy=True), made())
    async with store.writing() as tx:
        assert await tx.calls.busy(NOW, 5) == [busy]
        assert await tx.calls.busy(NOW + timedelta(seconds=4), 5) == []
        assert await tx.calls.busy(NOW + timedelta(seconds=5), 5) == [busy]
        assert await tx.calls.busy(NOW - HOUR, 5) == [busy]


async def did(tx: Transaction) -> int:
    return (await tx.calls.latest("no-voip"))[0].did


async def test_a_tap_is_counted_once_per_person_and_no_more_when_they_are_forgotten(store: Database) -> None:
    (call,) = await stored(store, made(CallState.LAUNCHED, author=""))
    async with store.writing() as tx:
        zoe = tx.people.tap_pseudonym("no-voip", call.id, "telegram", "8")
        assert await tx.calls.tap(call.id, zoe)
        assert not await tx.calls.tap(call.id, zoe)
        assert await tx.calls.tap(call.id, "other")
        await tx.calls.update(call)
        assert await tx.people.forget("telegram", "8") == 1
        kept = await tx.calls.get(call.id)
        assert kept is not None
        assert kept.did == 0
        await tx.calls.publish_taps(2)
        assert await did(tx) == 0
        assert await tx.calls.tap(call.id, zoe)
        await tx.calls.publish_taps(3)
        assert await did(tx) == 0
        await tx.calls.publish_taps(2)
        assert await did(tx) == 2


async def test_one_person_who_taps_and_is_forgotten_again_and_again_counts_once(store: Database) -> None:
    (call,) = await stored(store, made(CallState.LAUNCHED, author=""))
    async with store.writing() as tx:
        zoe = tx.people.tap_pseudonym("no-voip", call.id, "telegram", "8")
        for _ in range(5):
            assert await tx.calls.tap(call.id, zoe)
            assert await tx.people.forget("telegram", "8") == 1
        await tx.calls.publish_taps(1)
        assert await did(tx) == 0


async def test_the_published_number_falls_when_five_are_forgotten_and_stays_when_all_are_purged(
    store: Database,
) -> None:
    (call,) = await stored(store, made(CallState.LAUNCHED, author=""))
    async with store.writing() as tx:
        for user in range(8):
            await tx.calls.tap(call.id, tx.people.tap_pseudonym("no-voip", call.id, "telegram", str(user)))
        await tx.calls.publish_taps(5)
        for user in range(5):
            assert await did(tx) == 8
            await tx.people.forget("telegram", str(user))
            if user < 4:
                await tx.calls.publish_taps(5)
        assert await did(tx) == 8
        await tx.calls.publish_taps(5)
        assert await did(tx) == 3
        for user in range(4):
            await tx.calls.tap(call.id, tx.people.tap_pseudonym("no-voip", call.id, "telegram", str(user)))
        await tx.people.purge("no-voip")
        await tx.calls.tap(call.id, tx.people.tap_pseudonym("no-voip", call.id, "telegram", "0"))
        await tx.calls.publish_taps(5)
        assert await did(tx) == 3


async def test_unlaunched_calls_of_a_forgotten_author_are_deleted_and_launched_ones_lose_their_author(
    store: Database,
) -> None:
    await load(store)
    async with store.writing() as tx:
        author = tx.people.pseudonym("no-voip", "telegram", "8")
    draft, running, other = await stored(
        store, made(author=author), made(CallState.LAUNCHED, author=author), made(author="other")
    )
    async with store.writing() as tx:
        matter = Matter("no-voip", MatterKind.CALL, other.id)
        await tx.approvals.approve(matter, author, "mark")
        await tx.approvals.add_author(replace(matter, id=draft.id), author)
        await tx.dialogues.wait("telegram", "8", "call 1 when say")
        assert await tx.people.forget("telegram", "8") == 4
        assert await tx.dialogues.command("telegram", "8") == ""
        assert await tx.calls.get(draft.id) is None
        assert await tx.calls.get(running.id) == replace(running, author="")
        assert await tx.calls.get(other.id) == other
        assert await tx.approvals.approved(matter, "mark") == set()
        assert await tx.people.purge("no-voip") == 1
        assert await tx.calls.get(other.id) is None


async def test_organizers_private_chats_are_found_by_their_roles(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        chats = {}
        for person, role in (("1", Role.OWNER), ("2", Role.ORGANIZER), ("3", Role.REPORTER)):
            chats[person] = (await private_chat(tx, person, "role:no-voip")).id
            await tx.people.give("no-voip", "telegram", person, role, NOW)
        names = {person: tx.people.pseudonym("no-voip", "telegram", person) for person in chats}
        assert await tx.people.chats("no-voip", Role.ORGANIZER) == {names[one]: chats[one] for one in ("1", "2")}
        assert await tx.people.chats("no-voip", Role.OWNER) == {names["1"]: chats["1"]}


async def test_a_picture_is_kept_once_and_known_to_each_platform_by_its_own_name(store: Database) -> None:
    async with store.writing() as tx:
        name = await tx.pictures.add(Picture("image/png", b"\x89PNG"))
        assert await tx.pictures.add(Picture("image/png", b"\x89PNG")) == name
        assert await tx.pictures.get(name) == Picture("image/png", b"\x89PNG")
        assert await tx.pictures.get("other") is None
        assert await tx.pictures.file(name, "telegram") == ""
        for file in ("a", "b"):
            await tx.pictures.remember(name, "telegram", file)
        assert await tx.pictures.file(name, "telegram") == "b"
        assert await tx.pictures.file(name, "discord") == ""


async def test_a_question_is_kept_for_one_person_until_it_is_answered(store: Database, store_url: str) -> None:
    async with store.writing() as tx:
        await tx.dialogues.wait("telegram", "8", "call 1 when say")
        await tx.dialogues.wait("telegram", "8", "call 1 buttons say")
        assert await tx.dialogues.command("telegram", "8") == "call 1 buttons say"
        assert await tx.dialogues.command("discord", "8") == ""
    keyless = open_store(store_url, "")
    async with keyless.reading() as other:
        assert await other.dialogues.command("telegram", "8") == ""
    await keyless.close()
    async with store.writing() as tx:
        await tx.dialogues.wait("telegram", "8", "count facebook:inwi")
        await tx.dialogues.end("telegram", "8", "count ")
        assert await tx.dialogues.open("telegram", "8") == Questions("", ("call 1 buttons say",))
        await tx.dialogues.rest("telegram", "8", "call 1 preview")
        assert await tx.dialogues.open("telegram", "8") == Questions("", ("call 1 preview",))
        await tx.dialogues.put("telegram", "8", Questions("a b", ("c",)))
        await tx.dialogues.end("telegram", "8", "")
        assert await tx.dialogues.open("telegram", "8") == Questions()


async def test_requests_for_approval_of_a_forgotten_draft_go_with_their_deliveries_and_totals(store: Database) -> None:
    await load(store)
    async with store.writing() as tx:
        author = tx.people.pseudonym("no-voip", "telegram", "8")
    (draft,) = await stored(store, made(author=author))
    chats = await add_chats(store, 1)
    for key in (f"approve:{draft.id}:mark", f"approve:{draft.id}0:mark"):
        await announce(store, chats, key=key)
    async with store._engines.writer.begin() as connection:
        cells = ("sent", "", 1, 0)
        counted = sqlalchemy.select(announcements.c.id, *map(sqlalchemy.literal, cells))
        await connection.execute(tallies.insert().from_select(tallies.c.keys(), counted))
    async with store.writing() as tx:
        assert await tx.people.forget("telegram", "8") == 1
    async with store._engines.reader.connect() as connection:
        assert list(await connection.scalars(sqlalchemy.select(announcements.c.key))) == [f"approve:{draft.id}0:mark"]


async def test_a_series_is_read_as_it_was_stored_and_makes_one_call_for_each_time(store: Database) -> None:
    script = replace(SCRIPT, when=None, repeat=Repeat((0, 4), time(18), "Africa/Casablanca", date(2026, 12, 26)))
    series, other, paused = await stored(
        store,
        *(
            made(CallState.REPEATING, script=script, due=NOW, occurs=NOW + 24 * HOUR, paused=one)
            for one in (False, False, True)
        ),
    )
    call = made(SCHEDULED, due=NOW + 24 * HOUR, series=series.id, occurs=NOW + 24 * HOUR)
    async with store.writing() as tx:
        assert await tx.calls.get(series.id) == series
        assert await tx.calls.series("no-voip") == [paused, other, series]
        assert await tx.calls.take_series(NOW - HOUR) == []
        assert await tx.agenda.next_due([]) == NOW
        assert [one.id for one in await tx.calls.take_series(NOW)] == [series.id, other.id]
        assert await tx.calls.take_series(NOW) == []
        first = await tx.calls.add_occurrence(call)
        assert first is not None
        assert await tx.calls.add_occurrence(call) is None
        second = await tx.calls.add_occurrence(replace(call, occurs=NOW + 48 * HOUR))
        assert await tx.calls.add_occurrence(replace(call, series=other.id)) is not None
        assert await tx.calls.occurrences(series.id) == [second, first]
        assert await tx.calls.get(first.id) == replace(call, id=first.id)
