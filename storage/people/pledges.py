"""Pledges and check-ins: one row per event and pseudonym."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, case, delete, func, select, type_coerce, update

from bot.core.model.event import Pledge, Share, Turnout
from bot.core.model.privacy import HOUR, TEN_MINUTES
from storage.engine.session import Cells, Link
from storage.people import private_addresses
from storage.pseudonyms import of_event
from storage.tables import events, pledges

_NAMES = {"chat": "chat_id"}
_COLUMNS = {field.name: pledges.c[_NAMES.get(field.name, field.name)] for field in fields(Pledge)}
_MONEY = ("amount", "spent")
_DAY = 24 * 3600 * 1000
_TAKES_PART = pledges.c.people > 0
_DID = pledges.c.hours > 0


@dataclass(frozen=True, slots=True)
class PledgeRows:
    """Pledges and check-ins, see `bot.core.ports.events.Pledges`."""

    link: Link

    async def get(self, event_id: int, pseudonym: str) -> Pledge | None:
        """Select a person's row, locked on PostgreSQL for this transaction."""
        own = select(*_COLUMNS.values()).where(pledges.c.event_id == event_id, pledges.c.pseudonym == pseudonym)
        if self.link.postgresql:
            own = own.with_for_update()
        row = (await self.link.connection.execute(own)).first()
        return None if row is None else _pledge(row)

    async def put(self, event_id: int, pledge: Pledge) -> None:
        """Upsert a person's row."""
        values = {column.name: getattr(pledge, name) for name, column in _COLUMNS.items()}
        values |= {name: None if values[name] is None else int(values[name] * 100) for name in _MONEY}
        kept = self.link.insert(pledges).values(event_id=event_id, **values)
        await self.link.connection.execute(
            kept.on_conflict_do_update(index_elements=[pledges.c.event_id, pledges.c.pseudonym], set_=values)
        )

    async def turnout(self, event_id: int) -> Turnout:
        """Sum the rows of an event by chapter and band."""
        sums = select(
            pledges.c.held, pledges.c.chapter, pledges.c.band, func.sum(pledges.c.people),
            func.count().filter(_DID), func.count().filter(pledges.c.hours == 0), func.sum(pledges.c.hours),
            func.sum(case((pledges.c.complete, 1), else_=0)), func.count(pledges.c.amount), func.sum(pledges.c.amount),
            func.count(pledges.c.spent), func.sum(pledges.c.spent), func.count(),
        )  # fmt: skip
        grouped = sums.where(pledges.c.event_id == event_id, _TAKES_PART)
        chapters: defaultdict[str, Share] = defaultdict(Share)
        bands: defaultdict[int, Share] = defaultdict(Share)
        held = held_persons = 0
        for row in await self.link.connection.execute(
            grouped.group_by(pledges.c.held, pledges.c.chapter, pledges.c.band)
        ):
            waits, chapter, band, *numbers = row
            people, did, none, hours, complete, sayers, amount, spenders, spent, persons = (
                int(one or 0) for one in numbers
            )
            share = Share(people, did, none, hours, complete, sayers, _money(amount), spenders, _money(spent), persons)
            if waits:
                held += people
                held_persons += persons
                continue
            chapters[chapter] += share
            bands[band] += share
        said = sum(share.checked_in for share in bands.values())
        median = await self._median(event_id, said) if said else None
        return Turnout(dict(chapters), dict(bands), held, median, held_persons)

    async def _median(self, event_id: int, said: int) -> int:
        hours = select(pledges.c.hours).where(
            pledges.c.event_id == event_id, _TAKES_PART, _DID, pledges.c.held.is_(False)
        )
        middle = hours.order_by(pledges.c.hours).offset((said - 1) // 2).limit(2 - said % 2)
        found = list(await self.link.connection.scalars(middle))
        return int(sum(found)) // len(found)

    async def recent(self, event_id: int, chat: int, since: datetime) -> int:
        """Count a group's rows of the burst window."""
        count = select(func.count()).select_from(pledges).where(*_burst(event_id, chat, since))
        return int(await self.link.connection.scalar(count) or 0)

    async def hold(self, event_id: int, chat: int, since: datetime) -> None:
        """Mark a group's rows of the burst window as held."""
        await self.link.connection.execute(update(pledges).where(*_burst(event_id, chat, since)).values(held=True))

    async def accept(self, event_id: int) -> list[int]:
        """Clear `held` and the group of held rows, and return those groups' ids."""
        held = (pledges.c.event_id == event_id, pledges.c.held.is_(True))
        groups = set(await self.link.connection.scalars(select(pledges.c.chat_id).where(*held)))
        await self.link.connection.execute(update(pledges).where(*held).values(held=False, chat_id=None))
        return sorted(chat for chat in groups if chat is not None)

    async def by_link(self, event_id: int, link_hash: str) -> str:
        """Select the pseudonym in the row with this hash, "" where there is none."""
        theirs = (pledges.c.event_id == event_id, pledges.c.link_hash == link_hash)
        return await self.link.connection.scalar(select(pledges.c.pseudonym).where(*theirs)) or ""

    async def coarsen(self, now: datetime) -> None:
        """Round times of rows that are old enough, one UPDATE per column."""
        decided = pledges.c.pledged_at < now - 2 * TEN_MINUTES
        steps = (
            update(pledges).where(decided, pledges.c.held.is_(False)).values(chat_id=None),
            update(pledges).where(decided).values(pledged_at=None),
            *(
                update(pledges)
                .where(column < now - HOUR, number % _DAY != 0)
                .values({column.name: number - number % _DAY})
                for column in (pledges.c.since, pledges.c.noted_at)
                for number in (type_coerce(column, BigInteger),)
            ),
        )
        for step in steps:
            await self.link.connection.execute(step)
        # Also what others deleted since the last time, and what a slow reader kept in the log.
        self.link.erased()

    async def purge(self, event_id: int) -> int:
        """Delete all rows of an event."""
        gone = delete(pledges).where(pledges.c.event_id == event_id)
        return (await self.link.connection.execute(gone)).rowcount


async def forget(link: Link, slug: str, known_as: str = "") -> int:
    """Delete a person's pledges in a campaign, or everybody's with their addresses; return the number of deleted rows.

    The person is known by the pseudonym of their role.
    """
    gone = 0
    for event_id in list(await link.connection.scalars(select(events.c.id).where(events.c.campaign == slug))):
        theirs = delete(pledges).where(pledges.c.event_id == event_id)
        if known_as:
            theirs = theirs.where(pledges.c.pseudonym == of_event(link, event_id, known_as))
        else:
            for chat_id in await private_addresses.kept(link, f"event:{event_id}"):
                await private_addresses.drop(link, chat_id, f"event:{event_id}")
        gone += (await link.connection.execute(theirs)).rowcount
    return gone


def _burst(event_id: int, chat: int, since: datetime) -> tuple[Any, ...]:
    return (pledges.c.event_id == event_id, pledges.c.chat_id == chat, pledges.c.pledged_at >= since, _TAKES_PART)


def _pledge(row: Cells) -> Pledge:
    values = {name: row._mapping[column.name] for name, column in _COLUMNS.items()}  # noqa: SLF001 - SQLAlchemy's public name
    return Pledge(**values | {name: None if values[name] is None else _money(values[name]) for name in _MONEY})


def _money(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
