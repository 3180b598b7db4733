"""Who takes part in events, and what they did: a row a person, known by pseudonym."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, delete, func, select, update

from bot.core.model.event import Pledge, Share, Turnout
from storage.engine.session import Cells, Link
from storage.people import private_addresses
from storage.tables import events, pledges

_NAMES = {"chat": "chat_id"}
_COLUMNS = {field.name: pledges.c[_NAMES.get(field.name, field.name)] for field in fields(Pledge)}
_MONEY = ("amount", "spent")
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
            func.count(pledges.c.spent), func.sum(pledges.c.spent),
        )  # fmt: skip
        grouped = sums.where(pledges.c.event_id == event_id, _TAKES_PART)
        chapters: defaultdict[str, Share] = defaultdict(Share)
        bands: defaultdict[int, Share] = defaultdict(Share)
        held = 0
        for row in await self.link.connection.execute(
            grouped.group_by(pledges.c.held, pledges.c.chapter, pledges.c.band)
        ):
            waits, chapter, band, *numbers = row
            people, did, none, hours, complete, sayers, amount, spenders, spent = (int(one or 0) for one in numbers)
            share = Share(people, did, none, hours, complete, sayers, _money(amount), spenders, _money(spent))
            if waits:
                held += people
                continue
            chapters[chapter] += share
            bands[band] += share
        said = sum(share.checked_in for share in bands.values())
        return Turnout(dict(chapters), dict(bands), held, await self._median(event_id, said) if said else None)

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
        """Clear the mark of held rows."""
        kept = update(pledges).where(pledges.c.event_id == event_id, pledges.c.held.is_(True)).values(held=False)
        groups = set(await self.link.connection.scalars(kept.returning(pledges.c.chat_id)))
        return sorted(chat for chat in groups if chat is not None)

    async def purge(self, event_id: int) -> int:
        """Delete all rows of an event."""
        gone = delete(pledges).where(pledges.c.event_id == event_id)
        return (await self.link.connection.execute(gone)).rowcount


async def forget(link: Link, slug: str, pseudonym: str = "") -> int:
    """Delete what a campaign's events keep of a person, or of everybody with their addresses; how many rows went."""
    theirs = list(await link.connection.scalars(select(events.c.id).where(events.c.campaign == slug)))
    gone = delete(pledges).where(pledges.c.event_id.in_(theirs))
    if pseudonym:
        gone = gone.where(pledges.c.pseudonym == pseudonym)
    else:
        for event_id in theirs:
            for chat_id in await private_addresses.kept(link, f"event:{event_id}"):
                await private_addresses.drop(link, chat_id, f"event:{event_id}")
    return (await link.connection.execute(gone)).rowcount


def _burst(event_id: int, chat: int, since: datetime) -> tuple[Any, ...]:
    return (pledges.c.event_id == event_id, pledges.c.chat_id == chat, pledges.c.pledged_at >= since, _TAKES_PART)


def _pledge(row: Cells) -> Pledge:
    values = {name: row._mapping[column.name] for name, column in _COLUMNS.items()}  # noqa: SLF001 - SQLAlchemy's public name
    return Pledge(**values | {name: None if values[name] is None else _money(values[name]) for name in _MONEY})


def _money(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
