"""Conversations for tests: the real commands at a services over a real store, every answer spoken in every language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import available_timezones

import sqlalchemy

from bot.core.commands.answer import Services, answer
from bot.core.commands.request import Request
from bot.core.commands.speech import Answer
from bot.core.commands.uploads import Uploads
from bot.core.counts.intake import take_rows
from bot.core.events.kind import EventKinds
from bot.core.files.campaign import parse
from bot.core.files.counts_csv import Line, read_rows
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.reply import Names, Reply, Text, Value, in_zone
from bot.core.model.roles import Invite, Role, code_hash
from bot.core.model.snapshots import Origin, Snapshot
from bot.core.ports.database import Store
from bot.core.ports.people import Act
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak, vocabulary
from bot.sources import SOURCES
from handlers import COMMANDS
from storage import Database

EXAMPLE = Path(__file__).parent.parent / "campaigns" / "no-voip-no-like.toml"
SLUG = "no-voip-no-like"
START = datetime(2016, 2, 26, tzinfo=UTC)
END = datetime(2016, 2, 29, 12, tzinfo=UTC)
NOW = datetime(2016, 2, 27, 10, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = "https://t.me/NolikeBot"
GROUP, PRIVATE, CHANNEL = ChatKind.GROUP, ChatKind.PRIVATE, ChatKind.CHANNEL


def example() -> Campaign:
    """The bundled campaign of 2016."""
    return parse(EXAMPLE.read_text(encoding="utf-8"), SOURCES, LANGUAGES, available_timezones())


def another(slug: str = "second", **changes: object) -> Campaign:
    """A second campaign of its own, on the bundled one's model."""
    made = replace(example(), slug=slug, title=Names({"en": slug}), contact="")
    return replace(made, **changes)  # type: ignore[arg-type]


def published() -> Iterator[tuple[int, list[str]]]:
    """The rows of the two published sets of figures."""
    for number, line in enumerate(EXAMPLE.with_suffix(".csv").read_text(encoding="utf-8").splitlines(), 1):
        yield number, line.split(",")


async def load(store: Store, campaign: Campaign, now: datetime = NOW) -> Campaign:
    """The campaign, stored, its pages with their ids."""
    async with store.writing() as tx:
        await tx.campaigns.save(campaign, now)
        stored = await tx.campaigns.get(campaign.slug)
    assert stored is not None
    return stored


async def load_2016(store: Store) -> Campaign:
    """The bundled campaign with its two published sets of figures."""
    campaign = await load(store, example())
    rows = [row for row in read_rows(published(), campaign, END) if isinstance(row, Line)]
    async with store.writing() as tx:
        await take_rows(tx, campaign, [(row.page, row.snapshot) for row in rows], END)
    return campaign


async def put(
    store: Store, campaign: Campaign, rows: Sequence[tuple[int, datetime, int]], origin: Origin = Origin.SOURCE
) -> None:
    """Store counts: (which of the campaign's pages, when, how many)."""
    pages = campaign.pages
    async with store.writing() as tx:
        made = [(pages[page], Snapshot(at, count, 1, origin)) for page, at, count in rows]
        await take_rows(tx, campaign, made, max(at for _, at, _ in rows))


@dataclass
class Talk:
    """People who talk to the bot. Faults of the program are raised by the test that met them.

    With `confirms`, they tap the confirming button of every preview at once.
    """

    store: Database
    now: datetime = NOW
    faults: list[BaseException] = field(default_factory=list)
    confirms: bool = True

    def __post_init__(self) -> None:
        self.services = Services(
            COMMANDS,
            self.store,
            LANGUAGES,
            self.faults.append,
            kinds=EventKinds(KINDS, sources=SOURCES),
            vocabulary=vocabulary(),
            uploads=Uploads(SOURCES, lambda: map(speak, LANGUAGES)),
        )

    async def ask(self, text: str, **about: object) -> Answer | None:
        """The answer to what somebody types in a group; `about` are fields of the request."""
        made = Request(Address("telegram", "-1"), GROUP, text, self.now, person="7", admin=True)
        found = await answer(self.services, replace(made, **about))  # type: ignore[arg-type]
        assert not self.faults, self.faults
        if found is not None:
            spoken(found.reply)
            confirm = [button.command for row in found.reply.buttons for button in row if "confirm" in button.command]
            if confirm and self.confirms:
                return await self.ask(f"/{confirm[0]}", **about)
        return found

    async def group(self, text: str, **about: object) -> Reply:
        """The reply in a group, to one of its administrators."""
        found = await self.ask(text, **about)
        assert found is not None
        return found.reply

    async def member(self, text: str, **about: object) -> Reply:
        """The reply in a group, to somebody who is no administrator."""
        return await self.group(text, admin=False, **about)

    async def private(self, text: str, person: str = "7", **about: object) -> Reply:
        """The reply in a person's private chat."""
        here = Address("telegram", person)
        return await self.group(text, address=here, kind=PRIVATE, person=person, admin=False, **about)

    async def give(self, role: Role, person: str = "7", slug: str = SLUG) -> str:
        """Somebody has a role, with the address that is kept for it; their pseudonym."""
        code = f"code-of-{person}-{slug}-{role.value}"
        await self.invite(code, role, slug=slug)
        assert ids(await self.private(f"/claim {code}", person))[0] == "claimed"
        async with self.store.reading() as tx:
            return tx.people.pseudonym(slug, "telegram", person)

    async def invite(self, code: str, role: Role, *, slug: str = SLUG, valid: timedelta = 48 * HOUR) -> None:
        """An invitation waits under this code."""
        async with self.store.writing() as tx:
            await tx.people.invite(code_hash(code), Invite(slug, role, self.now + valid))

    async def role(self, person: str = "7", slug: str = SLUG) -> Role | None:
        """The role of a person."""
        async with self.store.reading() as tx:
            return await tx.people.role(slug, "telegram", person)

    async def audit(self, slug: str = SLUG) -> list[Act]:
        """The audit log, oldest first."""
        async with self.store.reading() as tx:
            return (await tx.audit.list(slug))[::-1]

    async def addresses(self) -> int:
        """How many private chats' addresses are kept."""
        async with self.store._engines.reader.connect() as connection:
            kept = await connection.scalar(sqlalchemy.text("SELECT count(*) FROM private_addresses"))
        return int(kept or 0)


def ids(reply: Reply) -> list[str]:
    """The ids of a reply's lines."""
    return [line.id for line in reply.lines]


def line(reply: Reply, text_id: str) -> dict[str, Value]:
    """The values of the one line that has this id."""
    found = [one for one in reply.lines if one.id == text_id]
    assert len(found) == 1, ids(reply)
    return dict(found[0].values)


def cell(reply: Reply, row: str, column: int) -> Value:
    """One cell of a reply's table."""
    assert reply.table is not None
    return next(one for one in reply.table.rows if one.label.id == row).cells[column]


def spoken(reply: Reply) -> dict[str, str]:
    """The whole reply in every language; a text that lacks its sentence or a value raises."""
    here = in_zone(reply, "Africa/Casablanca")
    return {language: "\n".join(speak(language)(text) for text in _texts(here)) for language in LANGUAGES}


def _texts(reply: Reply) -> Iterator[Text]:
    if reply.title is not None:
        yield reply.title
    yield from reply.lines
    if reply.table is not None:
        for row in reply.table.rows:
            yield row.label
            yield from (Text("cell", {"value": value}) for value in row.cells)
        for block in reply.table.blocks:
            yield from block
    for row_of_buttons in reply.buttons:
        yield from (button.label for button in row_of_buttons)
