"""Campaign events, each stored as a JSON document, with the time of its next announcement."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from bot.core.model.campaign import Page
from bot.core.model.event import Event, EventState
from bot.core.model.reply_json import pack, unpack
from bot.core.ports.approvals import MatterKind
from storage.calls import drop_notices
from storage.engine.json_columns import read_as, write
from storage.engine.session import Cells, Link
from storage.tables import approvals, campaigns, events, pages

_KEPT = (events.c.id, events.c.document, events.c.result)
_OPEN = events.c.state == EventState.OPEN.value


@dataclass(frozen=True, slots=True)
class EventRows:
    """Events, see `bot.core.ports.events.Events`."""

    link: Link

    async def add(self, event: Event, next_due: datetime | None) -> Event:
        """Insert an event and number it."""
        added = insert(events).values(**_cells(event), next_due=next_due).returning(events.c.id)
        stored = replace(event, id=(await self.link.connection.execute(added)).scalar_one())
        await self._watch(stored)
        return stored

    async def get(self, event_id: int) -> Event | None:
        """Select one event by its id."""
        row = (await self.link.connection.execute(select(*_KEPT).where(events.c.id == event_id))).first()
        return None if row is None else _event(row)

    async def update(self, event: Event, next_due: datetime | None) -> None:
        """Update an event's document; the result only where the event brings one."""
        values = _cells(event)
        if event.result is not None:
            values["result"] = json.dumps(pack((event.result, event.calculation)), ensure_ascii=False)
        same = update(events).where(events.c.id == event.id)
        await self.link.connection.execute(same.values(**values, next_due=next_due))
        await self._watch(event)

    async def of(self, slug: str) -> list[Event]:
        """Select a campaign's events and sort them by start and id."""
        rows = await self.link.connection.execute(select(*_KEPT).where(events.c.campaign == slug))
        return sorted((_event(row) for row in rows), key=lambda event: (event.starts_at, event.id))

    async def due(self, now: datetime) -> list[Event]:
        """Select events that are due, locked on PostgreSQL for this transaction."""
        due = self._speaking().where(events.c.next_due <= now).order_by(events.c.next_due, events.c.id)
        if self.link.postgresql:
            due = due.with_for_update(of=events, skip_locked=True)
        return [_event(row) for row in await self.link.connection.execute(due)]

    async def live(self, now: datetime, every: float) -> list[Event]:
        """Select open events and stamp them in one statement."""
        old = now - timedelta(seconds=every)
        unseen = or_(events.c.looked_at.is_(None), events.c.looked_at <= old, events.c.looked_at > now)
        seen = update(events).where(_OPEN, unseen).values(looked_at=now).returning(*_KEPT)
        rows = (await self.link.connection.execute(seen)).all()
        return sorted((_event(row) for row in rows), key=lambda event: event.id)

    async def pages(self, slug: str) -> list[Page]:
        """Select the pages that open events name in their options."""
        rows = await self.link.connection.execute(select(*_KEPT).where(events.c.campaign == slug, _OPEN))
        named = {name for row in rows if (name := _event(row).plan.options.get("page"))}
        kept = select(pages.c.source, pages.c.handle, pages.c.id).where(pages.c.campaign == slug)
        found = [Page(*row) for row in await self.link.connection.execute(kept)]
        return sorted((page for page in found if page.key in named), key=lambda page: page.id)

    async def looking(self) -> set[str]:
        """Select the campaigns of closed events that have a next time."""
        closed = select(events.c.campaign).where(events.c.state == EventState.CLOSED.value)
        return set(await self.link.connection.scalars(closed.where(events.c.next_due.is_not(None)).distinct()))

    async def _watch(self, event: Event) -> None:
        """Insert an inactive page row for the page that the event's options name, so that snapshots can refer to it."""
        source, _, handle = event.plan.options.get("page", "").partition(":")
        if handle:
            row = {"campaign": event.campaign, "source": source, "handle": handle, "active": False}
            await self.link.connection.execute(self.link.insert(pages).values(**row).on_conflict_do_nothing())

    def _speaking(self) -> Any:  # noqa: ANN401 - a Select with many column types
        halted = select(campaigns.c.slug).where(campaigns.c.halted_at.is_not(None))
        alive = events.c.state.in_([EventState.OPEN.value, EventState.CLOSED.value])
        return select(*_KEPT).where(alive, events.c.campaign.not_in(halted))


async def forget(link: Link, slug: str, known_as: str = "") -> int:
    """Delete what only this person wrote of events that waits for approval, or what anybody wrote.

    The person is known by the pseudonym of their role. An event that was never announced is deleted; of an announced
    one the waiting plan is. The requests that quote them go too. Returns the number of deleted events and plans.
    """
    matter = (approvals.c.campaign == slug, approvals.c.kind == MatterKind.EVENT.value, approvals.c.author)
    written = select(approvals.c.number).where(*matter).group_by(approvals.c.number)
    if known_as:
        written = written.having(func.min(approvals.c.pseudonym) == known_as, func.count() == 1)
    numbers = sorted(await link.connection.scalars(written))
    for number in numbers:
        row = (await link.connection.execute(select(*_KEPT).where(events.c.id == number))).one()
        event = _event(row)
        if event.state is EventState.PROPOSED:
            await link.connection.execute(delete(events).where(events.c.id == number))
        else:
            kept = write(replace(event, draft=None))
            await link.connection.execute(update(events).where(events.c.id == number).values(document=kept))
        # A cancellation that waits is another matter, and may be another person's.
        request = f"event-approve:{number}:"
        await drop_notices(link, request, but=f"{request}cancel:")
    return len(numbers)


def _cells(event: Event) -> dict[str, Any]:
    return {"campaign": event.campaign, "state": event.state.value, "document": write(event)}


def _event(row: Cells) -> Event:
    result, calculation = unpack(json.loads(row.result)) if row.result else (None, None)
    return replace(read_as(Event, row.document), id=row.id, result=result, calculation=calculation)
