"""A database is migrated once, whole or not at all; one of an older version says what it said before."""

import asyncio
import gzip
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.core.events.previews import plan_hash
from bot.core.model.reply import in_zone
from bot.core.ports import facts
from bot.core.ports.facts import CalendarEntry, FloodWait, RegisteredCommands, TypedCount
from bot.locales import speak
from bot.platforms.console.draw import draw
from storage import Database, StorageError, open_store
from storage.engine import migrate
from tests import postgres
from tests.conftest import SECRET
from tests.storage.samples import NOTE
from tests.storage.test_tables import check_tables
from tests.talk import SLUG, Talk, ids

MIGRATIONS = Path(migrate.__file__).parent.parent / "migrations"
UPGRADES = Path(__file__).parent.parent / "upgrades"

REWORDED: Mapping[str, Sequence[str]] = {
    "Taking part: 14.": ["Taking part: 14"],
    "Taking part: fewer than 5.": ["Taking part: fewer than 5"],
    "Goal: ▰▰▰▱▱▱▱▱▱▱ 35% of 40": ["Goal: ▰▰▰▱▱▱▱▱▱▱ 35% of 40 people"],
    "/pledge says that you are in. If you like, say how much you keep back: /pledge 3 350": [
        "Say that you take part: /pledge. If you like, with the amount you hold back: /pledge 350"
    ],
    "Put the money aside. If you cannot bear it any more, pay: you will be reminded three days and one day before it is due.": [  # noqa: E501
        (
            "Put the money aside. If it gets too hard, pay; nobody will blame you. "
            "You are reminded three days and one day before it is due."
        )
    ],
    "Open the pages of /stats and take your like back. /pledge says that you are in.": [
        "Open the companies’ pages from /stats and take your like back. Then say that you take part: /pledge"
    ],
    "Do it yourself and from your own account only. Leave the people who work on these pages in peace.": [
        "Do it yourself, from your own account only. Please leave the people who run these pages alone."
    ],
    # A chapter is named where at least five of its own people pledged, whomever they bring.
    "Fes: 8": ["others together: 14"],
    "Rabat: 6": [],
    "[Approve]": ["[Approve]  [Refuse]"],
    "Figures: read from the page, 4 days ago.": [],
    "Inwi: no reading since 1 Dec, 10:00. facebook:inwi hides its number.": ["Inwi: last read 4 days ago."],
    "Meditel, facebook:meditel: Followers are counted here, because the page shows no likes.": [
        "Meditel: Followers are counted here, because the page shows no likes."
    ],
    "Money at 3 MAD a like, an assumption of the organizers: 3 dirham a like, the figure of the 2016 campaign page.": [
        "Money at 3 MAD a like (organizers’ assumption: 3 dirham a like, the figure of the 2016 campaign page)."
    ],
    "loss, MAD 21,000 MAD 42,000 MAD 69,000 MAD 132,000 MAD": [
        "loss, MAD about 21,000 MAD about 42,000 MAD about 69,000 MAD about 130,000 MAD"
    ],
    "loss, USD 2,124.69 USD 4,249.38 USD 6,981.12 USD 13,355.19 USD": [
        "loss, USD about 2,100 USD about 4,200 USD about 7,000 USD about 13,000 USD"
    ],
    "pace 29.2 an hour 58.3 an hour 95.4 an hour 183.3 an hour": ["pace 29 an hour 58 an hour 95 an hour 180 an hour"],
    "[Figures]": ["[Figures]  [Chart]"],
    "9: new words for call 1, half-written": ["9: new words for call 1, draft"],
    "8: half-written": ["8: draft"],
    "[Back]  [Throw away]": ["[Back]  [Discard]"],
    "Newest acts in “No VOIP = No Like”": ["Latest actions in “No VOIP = No Like”"],
    "Choose yours when you pledge: rabat, fes": ["Choose yours when you pledge: Rabat, Fes"],
    "Time zone: UTC, now 10:00 (/timezone)": ["Time: 10:00, UTC (/timezone)"],
}
"""Lines that the program says differently since they were recorded, and how it says them now; see `lines`."""

WORDS = {
    "Unlike drive": "Take back your likes",
    "How it is reckoned": "How it adds up",
    "What is kept of you": "What is kept about you",
}
"""Words inside lines that the program says differently since they were recorded, and what it says now."""

FEW = ("Taking part: fewer than 5",)
AUDITED = {
    "proposed": "asked for approval of call {}",
    "approved": "approved call {}",
    "launched": "sent call {}",
    "cancel": "cancelled call {}",
    "pause": "paused call {}",
    "retract": "took call {} back",
}
TIME = re.compile(r"(?:\b[A-Z][a-z]{2} )?(\d+ [A-Z][a-z]{2})(?: \d{4})?, (\d\d:\d\d)(?: \(UTC\)|, UTC)?")
MOVED = {"/stats": f"/stats {SLUG} details"}
"""Commands whose answer another one gives since they were recorded."""


def test_the_listed_revisions_are_those_in_the_folder() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert [revision.revision for revision in script.walk_revisions()][::-1] == list(migrate.REVISIONS)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            yield url


async def test_several_processes_at_once_create_the_tables_once(empty_url: str) -> None:
    stores = [open_store(empty_url, SECRET) for _ in range(4)]
    await asyncio.gather(*(store.upgrade() for store in stores))
    await asyncio.gather(*(store.upgrade() for store in stores))
    async with stores[0].writing() as tx:
        await tx.facts.put(NOTE, "name", "value")
    for store in stores:
        await store.close()


async def test_a_process_that_waited_for_another_to_create_the_tables_creates_none(postgresql_server: str) -> None:
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with postgres.database(postgresql_server) as url:
        stores = [open_store(url, SECRET) for _ in range(3)]
        async with stores[0]._engines.writer.connect() as connection:
            lock = sqlalchemy.text("SELECT pg_advisory_xact_lock(:lock)")
            await connection.execute(lock, {"lock": migrate._LOCK})
            upgrades = [asyncio.create_task(store.upgrade()) for store in stores[1:]]
            async with asyncio.timeout(30):
                while await connection.scalar(sqlalchemy.text(waiting)) != len(upgrades):  # noqa: ASYNC110 - no event says so
                    await asyncio.sleep(0.01)
        await asyncio.gather(*upgrades)
        for store in stores:
            await store.close()


async def test_a_failed_creation_of_tables_leaves_none(empty_url: str) -> None:
    store = open_store(empty_url, SECRET)
    async with store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("CREATE TABLE deliveries (id integer)"))
    with pytest.raises(StorageError, match="already exists"):
        await store.upgrade()
    async with store._engines.writer.connect() as connection:
        assert await connection.run_sync(lambda sync: sqlalchemy.inspect(sync).get_table_names()) == ["deliveries"]
    await store.close()


async def test_a_schema_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    store = open_store(empty_url, SECRET)
    await store.upgrade()
    async with store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="The database has schema 9999, which is newer than this nolike knows"):
        await store.upgrade()
    await store.close()


def test_a_start_that_has_nothing_to_migrate_imports_no_alembic(sqlite_url: str) -> None:
    program = f"""
import asyncio, sys
from storage import open_store
async def main():
    store = open_store({sqlite_url!r}, "")
    await store.upgrade()
    await store.close()
asyncio.run(main())
print(sorted(name for name in sys.modules if name in ("alembic", "asyncpg")))
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.fixture(params=[file.stem for file in sorted(UPGRADES.glob("*.json"))])
def schema(request: pytest.FixtureRequest) -> str:
    """The number of a released schema."""
    return str(request.param)


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, schema: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database that the program of that schema filled."""
    if request.param == "sqlite":
        file = tmp_path / "old.db"
        file.write_bytes(gzip.decompress((UPGRADES / f"{schema}.db.gz").read_bytes()))
        yield f"sqlite:///{file}"
    else:
        with postgres.database(request.getfixturevalue("postgresql_server")) as url:
            postgres.elsewhere(postgres.run(url, (UPGRADES / f"{schema}.sql").read_text(encoding="utf-8")))
            yield url


@pytest.fixture
async def upgraded(old_url: str) -> AsyncIterator[Database]:
    """That database with the present schema."""
    store = open_store(old_url, SECRET)
    await store.upgrade()
    yield store
    await store.close()


def in_words(line: str) -> str:
    """A line whose words changed in parts, of the audit log, or one that names a language, as it is said now."""
    for old, new in WORDS.items():
        line = line.replace(old, new)
    if not line.startswith("Language:"):
        line = line.replace("\u2068العربية\u2069", "Arabic").replace("Français", "French")
    found = re.fullmatch(r"(.*): (\w+ \w+): call-(\w+) (\d+)", line)
    return f"{found[1]} · {found[2]}: {AUDITED[found[3]].format(found[4])}" if found else line


def lines(said: str) -> list[str]:
    """The lines of an answer without their rules, with columns a space apart, and a time as day, month and clock."""
    columns = (line if line.startswith("[") else " ".join(line.split()) for line in said.splitlines())
    columns = (TIME.sub(r"\1, \2", line) for line in columns)
    return [line for line in columns if line.strip("─")]


async def test_an_upgraded_database_says_what_it_said_before(
    upgraded: Database, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    recorded = json.loads((UPGRADES / f"{schema}.json").read_text(encoding="utf-8"))
    talk = Talk(upgraded, datetime.fromisoformat(recorded["asked_at"]))
    for one in recorded["told"]:
        who = one["by"]
        command = MOVED.get(one["command"], one["command"])
        reply = await (talk.group(command) if who == "group" else talk.private(command, who))
        said = lines(draw(in_zone(reply, "UTC"), speak("en")))
        expected = [line for old in lines(one["said"]) for line in REWORDED.get(old, [in_words(old)])]
        if "[I take part]  [Not any more]" in expected:
            expected = ["Be among the first to take part." if line in FEW else line for line in expected]
        if "State of this event: called off." in expected:  # nobody takes part in it any more
            expected = ["Pledged: fewer than 5" if line in FEW else line for line in expected]
        if who == "7" and command in {"/event 1", "/event 2", "/event 6"}:  # its organizers change it by buttons since
            expected.append("[Change the event]  [Call it off]")
        if command == "/calls":  # it leads to the menu since
            expected.append("[Menu]")
        if command.startswith("/call"):  # its languages stand in the reader's order since
            said, expected = sorted(said), sorted(expected)
        assert said == expected, one["command"]


async def test_an_upgraded_database_has_the_tables_of_a_new_one(
    upgraded: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    await check_tables(upgraded, tmp_path, request)


async def test_facts_and_what_pages_count_outlast_the_upgrade_from_0001(upgraded: Database) -> None:
    began = datetime(2026, 12, 1, 10, tzinfo=UTC)
    async with upgraded.reading() as tx:
        assert await tx.facts.get(facts.SECRET_FINGERPRINT) == "0123456789abcdef"
        assert await tx.facts.get(facts.BOT_LINK, "telegram") == "https://t.me/NolikeBot"
        assert await tx.facts.get(facts.SOURCE_REST, "facebook") == began + timedelta(hours=1)
        assert await tx.facts.get(facts.FLOOD_WAIT, "telegram") == FloodWait(began, 12.5)
        assert await tx.facts.get(facts.NONCE_SEED, "discord") == "a1b2c3d4"
        assert await tx.facts.get(facts.REGISTERED_COMMANDS, "telegram") == RegisteredCommands("0f0f", {})
        assert await tx.facts.get(facts.REGISTERED_COMMANDS, "discord") == RegisteredCommands("0e0e", {"stats": "17"})
        assert await tx.facts.get(facts.REPORTED_PERMISSIONS, "discord:3001:events") == "create_events"
        assert await tx.facts.get(facts.MILESTONE, f"{SLUG}:percent") == Decimal(7)
        assert await tx.facts.get(facts.CALENDAR_ENTRY, "1:99") == CalendarEntry("1234", "0f0f")
        assert await tx.facts.get(facts.TYPED_COUNT, "2") == TypedCount(5, 1, began)
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        assert [page.note for page in campaign.pages] == ["", "", "note-followers"]


async def test_who_wrote_and_who_approved_outlasts_the_upgrade_from_0001(upgraded: Database) -> None:
    talk = Talk(upgraded, datetime(2026, 12, 5, 10, tzinfo=UTC))
    async with upgraded.reading() as tx:
        marks = {}
        for number in (2, 3):
            event = await tx.events.get(number)
            assert event is not None
            assert event.draft is not None
            marks[number] = plan_hash(event.draft)
        call = await tx.calls.get(7)
        assert call is not None

    async def tried(person: str, command: str) -> str:
        return ids(await talk.private(command, person))[0]

    # 7 and 8 wrote the words of event 2 that wait; what 8 and 9 approved of it before stands already.
    second = f"/event approve 2 {marks[2]}"
    assert [await tried(person, second) for person in ("7", "8", "9")] == [
        "own-words",
        "own-words",
        "event-more-approvals",
    ]
    # Two must approve event 3 and call 7, both by 7. What 8 approved of event 3 were words alone: it counts no more.
    third, seventh = f"/event approve 3 {marks[3]}", f"/call 7 approve {call.content_hash}"
    assert [await tried(person, third) for person in ("7", "9")] == ["own-words", "event-more-approvals"]
    assert await tried("8", third) == "event-made"
    assert [await tried(person, seventh) for person in ("7", "9")] == ["own-words", "call-leaves"]


async def test_a_database_with_people_is_not_migrated_without_the_secret_key(old_url: str) -> None:
    store = open_store(old_url, "")
    with pytest.raises(StorageError, match="set its SECRET_KEY to migrate them"):
        await store.upgrade()
    await store.close()
    again = open_store(old_url, SECRET)
    await again.upgrade()
    await again.close()


async def test_what_people_did_is_still_theirs_after_the_upgrade_from_0001(upgraded: Database) -> None:
    talk = Talk(upgraded, datetime(2026, 12, 5, 10, tzinfo=UTC))
    async with upgraded.writing() as tx:
        mine = await tx.pledges.get(1, tx.people.event_pseudonym(SLUG, 1, "telegram", "101"))
        closed = await tx.pledges.get(5, tx.people.event_pseudonym(SLUG, 5, "telegram", "101"))
    assert mine is not None
    assert (mine.people, mine.chapter, mine.late) == (3, "rabat", False)
    assert closed is not None
    assert (closed.hours, closed.complete) == (24, True)
    assert ids(await talk.member("/did 1", person="101")) == ["call-did-before", "call-did-count"]
    assert ids(await talk.private("/pledge 1 off", "101"))[0] == "pledge-withdrawn"


async def test_two_processes_that_start_at_once_migrate_an_old_database_once(old_url: str) -> None:
    program = f"""
import asyncio
from storage import open_store
async def main():
    store = open_store({old_url!r}, {SECRET!r})
    await store.upgrade()
    await store.close()
asyncio.run(main())
"""
    starts = [
        asyncio.create_subprocess_exec(sys.executable, "-c", program, stderr=asyncio.subprocess.PIPE) for _ in range(2)
    ]
    for process in await asyncio.gather(*starts):
        _, told = await process.communicate()
        assert (process.returncode, told) == (0, b"")
    store = open_store(old_url, SECRET)
    await store.upgrade()
    async with store.reading() as tx:
        await tx.processes.check()
        assert await tx.facts.get(facts.BOT_LINK, "telegram") == "https://t.me/NolikeBot"
    await store.close()
