"""Pledges and check-ins: one row per event and pseudonym."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, delete, func, or_, select, type_coerce, update

from bot.core.model.event import NOTHING, Contribution, Pledge, Share, Turnout, Unpublished
from bot.core.model.privacy import HOUR, MIN_MEDIAN, TEN_MINUTES
from storage.engine.session import Cells, Link
from storage.people import private_addresses
from storage.pseudonyms import of_event
from storage.tables import events, pledges, published_pledges

_NAMES = {"chat": "chat_id"}
_COLUMNS = {field.name: pledges.c[_NAMES.get(field.name, field.name)] for field in fields(Pledge)}
_MONEY = ("amount", "spent")
_DAY = 24 * 3600 * 1000
_AT_ONCE = 500
_TAKES_PART = pledges.c.people > 0
_COUNTS = and_(_TAKES_PART, pledges.c.held.is_(False))
_CONTRIBUTION = [field.name for field in fields(Contribution)]
_DID = published_pledges.c.hours > 0
_FORGOTTEN = "forgotten-"


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
        """Sum what is published of an event by chapter and band, and count who is held."""
        seen = published_pledges.c
        sums = select(
            seen.chapter, seen.band, func.sum(seen.people), func.count().filter(_DID),
            func.count().filter(seen.hours == 0), func.sum(seen.hours), func.sum(case((seen.complete, 1), else_=0)),
            func.count(seen.amount), func.sum(seen.amount), func.count(seen.spent), func.sum(seen.spent), func.count(),
        )  # fmt: skip
        grouped = sums.where(seen.event_id == event_id).group_by(seen.chapter, seen.band)
        chapters: defaultdict[str, Share] = defaultdict(Share)
        bands: defaultdict[int, Share] = defaultdict(Share)
        for chapter, band, *numbers in await self.link.connection.execute(grouped):
            people, did, none, hours, complete, sayers, amount, spenders, spent, persons = (
                int(one or 0) for one in numbers
            )
            share = Share(people, did, none, hours, complete, sayers, _money(amount), spenders, _money(spent), persons)
            chapters[chapter] += share
            bands[band] += share
        said = sum(share.checked_in for share in bands.values())
        median = await self._median(event_id, said) if said >= MIN_MEDIAN else None
        held, held_persons = await self._held(event_id)
        return Turnout(dict(chapters), dict(bands), held, median, held_persons)

    async def _median(self, event_id: int, said: int) -> int:
        hours = select(published_pledges.c.hours).where(published_pledges.c.event_id == event_id, _DID)
        middle = hours.order_by(published_pledges.c.hours).offset((said - 1) // 2).limit(2 - said % 2)
        found = list(await self.link.connection.scalars(middle))
        return int(sum(found)) // len(found)

    async def _held(self, event_id: int) -> tuple[int, int]:
        waiting = (pledges.c.event_id == event_id, _TAKES_PART, pledges.c.held.is_(True))
        row = (
            await self.link.connection.execute(select(func.sum(pledges.c.people), func.count()).where(*waiting))
        ).one()
        return int(row[0] or 0), int(row[1])

    async def unpublished_events(self) -> list[int]:
        """Select the events with a row that differs, see `unpublished`."""
        found = await self.link.connection.scalars(_unpublished(pledges.c.event_id))
        gone = await self.link.connection.scalars(_unpledged(published_pledges.c.event_id))
        return sorted({*found, *gone})

    async def unpublished(self, event_id: int) -> Sequence[Unpublished]:
        """Select the rows of pledges that differ from the published ones, and published ones without a pledge."""
        own, seen = list(_COLUMNS.values()), [published_pledges.c[name] for name in _CONTRIBUTION]
        differing = _unpublished(*own, *seen).where(pledges.c.event_id == event_id)
        found = []
        for row in await self.link.connection.execute(differing):
            pledge = _pledge_of(dict(zip(_COLUMNS, row, strict=False)))
            before = NOTHING if row[len(own)] is None else _contribution(row[len(own) :])
            found.append(Unpublished(pledge.pseudonym, before, pledge.contribution))
        gone = _unpledged(published_pledges.c.pseudonym, *seen).where(published_pledges.c.event_id == event_id)
        for pseudonym, *row in await self.link.connection.execute(gone):
            found.append(Unpublished(pseudonym, _contribution(row), NOTHING, forgotten=True))
        return sorted(found)

    async def publish(self, event_id: int, contributions: Mapping[str, Contribution]) -> None:
        """Upsert published rows; delete those that count nothing."""
        upsert = self.link.insert(published_pledges)
        upsert = upsert.on_conflict_do_update(
            index_elements=[published_pledges.c.event_id, published_pledges.c.pseudonym],
            set_={name: upsert.excluded[name] for name in _CONTRIBUTION},
        )
        counted = [
            {"event_id": event_id, "pseudonym": pseudonym} | _published_cells(one)
            for pseudonym, one in contributions.items()
            if one.people
        ]
        for first in range(0, len(counted), _AT_ONCE):
            await self.link.connection.execute(upsert, counted[first : first + _AT_ONCE])
        gone = [pseudonym for pseudonym, one in contributions.items() if not one.people]
        for first in range(0, len(gone), _AT_ONCE):
            await self.link.connection.execute(
                delete(published_pledges).where(
                    published_pledges.c.event_id == event_id,
                    published_pledges.c.pseudonym.in_(gone[first : first + _AT_ONCE]),
                )
            )

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
        """Delete all rows of an event, the published ones too."""
        await self.link.connection.execute(delete(published_pledges).where(published_pledges.c.event_id == event_id))
        gone = delete(pledges).where(pledges.c.event_id == event_id)
        return (await self.link.connection.execute(gone)).rowcount


async def forget(link: Link, slug: str, known_as: str = "") -> int:
    """Delete a person's pledges in a campaign, or everybody's with their addresses; return the number of deleted rows.

    The person is known by the pseudonym of their role.
    """
    gone = 0
    for event_id in list(await link.connection.scalars(select(events.c.id).where(events.c.campaign == slug))):
        theirs = delete(pledges).where(pledges.c.event_id == event_id)
        public = (published_pledges.c.event_id == event_id,)
        if known_as:
            own = of_event(link, event_id, known_as)
            theirs = theirs.where(pledges.c.pseudonym == own)
            await disown(link, *public, published_pledges.c.pseudonym == own)
        else:
            for chat_id in await private_addresses.kept(link, f"event:{event_id}"):
                await private_addresses.drop(link, chat_id, f"event:{event_id}")
            await link.connection.execute(delete(published_pledges).where(*public))
        gone += (await link.connection.execute(theirs)).rowcount
    return gone


async def disown(link: Link, *theirs: ColumnElement[bool]) -> None:
    """Let published rows count until five changes are published together, each under a name that says nothing."""
    seen = published_pledges.c
    for event_id, pseudonym in (
        await link.connection.execute(select(seen.event_id, seen.pseudonym).where(*theirs))
    ).all():
        renamed = update(published_pledges).where(seen.event_id == event_id, seen.pseudonym == pseudonym)
        await link.connection.execute(renamed.values(pseudonym=f"{_FORGOTTEN}{secrets.token_hex(16)}"))


def _burst(event_id: int, chat: int, since: datetime) -> tuple[Any, ...]:
    return (pledges.c.event_id == event_id, pledges.c.chat_id == chat, pledges.c.pledged_at >= since, _TAKES_PART)


def _unpublished(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of many types
    """Pledges beside what is published of them, where the two are not the same."""
    seen = published_pledges.c
    joined = pledges.outerjoin(
        published_pledges, and_(seen.event_id == pledges.c.event_id, seen.pseudonym == pledges.c.pseudonym)
    )
    absent = and_(_COUNTS, seen.people.is_(None))
    withdrawn = and_(seen.people.is_not(None), or_(pledges.c.people == 0, pledges.c.held.is_(True)))
    changed = and_(
        _COUNTS,
        seen.people.is_not(None),
        or_(*(pledges.c[name].is_distinct_from(seen[name]) for name in _CONTRIBUTION)),
    )
    return select(*columns).select_from(joined).where(or_(absent, withdrawn, changed)).distinct()


def _unpledged(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns of many types
    """What is published of people who have no pledge any more."""
    same = and_(
        pledges.c.event_id == published_pledges.c.event_id, pledges.c.pseudonym == published_pledges.c.pseudonym
    )
    return select(*columns).where(~select(pledges.c.event_id).where(same).exists()).distinct()


def _pledge(row: Cells) -> Pledge:
    return _pledge_of({name: row._mapping[column.name] for name, column in _COLUMNS.items()})  # noqa: SLF001 - SQLAlchemy's public name


def _pledge_of(values: dict[str, Any]) -> Pledge:
    return Pledge(**values | {name: None if values[name] is None else _money(values[name]) for name in _MONEY})


def _contribution(cells: Sequence[Any]) -> Contribution:
    values = dict(zip(_CONTRIBUTION, cells, strict=True))
    return Contribution(**values | {name: None if values[name] is None else _money(values[name]) for name in _MONEY})


def _published_cells(one: Contribution) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _CONTRIBUTION}
    return values | {name: None if values[name] is None else int(values[name] * 100) for name in _MONEY}


def _money(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100
