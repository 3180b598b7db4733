"""Calls to action, and the taps on their "I did it" button."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, text, update

from bot.core.model.call import Call, CallState, Script
from bot.core.ports.approvals import MatterKind
from storage.engine.json_columns import read_as, write
from storage.engine.session import Cells, Link
from storage.pictures import drop_unused
from storage.pseudonyms import of_taps
from storage.tables import announcements, approvals, calls, campaigns, deliveries, tallies, taps

UNLAUNCHED = (CallState.DRAFT.value, CallState.PROPOSED.value)
_KEPT = (
    calls.c.id, calls.c.campaign, calls.c.author, calls.c.script, calls.c.state, calls.c.paused, calls.c.due,
    calls.c.announcement, calls.c.progress, calls.c.busy, calls.c.fixes, calls.c.did,
    calls.c.series, calls.c.occurs,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallRows:
    """Calls and taps, see `bot.core.ports.calls.Calls`."""

    link: Link

    async def add(self, call: Call) -> Call:
        """Insert a call and number it."""
        added = insert(calls).values(did=0, tapped=0, **_cells(call)).returning(calls.c.id)
        return replace(call, id=(await self.link.connection.execute(added)).scalar_one())

    async def add_occurrence(self, call: Call) -> Call | None:
        """Insert a call of a series; its series and time are unique."""
        added = self.link.insert(calls).values(did=0, tapped=0, **_cells(call)).on_conflict_do_nothing()
        number = (await self.link.connection.execute(added.returning(calls.c.id))).scalar_one_or_none()
        return None if number is None else replace(call, id=number)

    async def get(self, call_id: int) -> Call | None:
        """Select one call by its id."""
        row = (await self.link.connection.execute(select(*_KEPT).where(calls.c.id == call_id))).first()
        return None if row is None else _call(row)

    async def update(self, call: Call) -> None:
        """Update all columns of a call but `did`."""
        await self.link.connection.execute(update(calls).where(calls.c.id == call.id).values(**_cells(call)))

    async def delete(self, call_id: int) -> None:
        """Delete a call with its approvals, see the port."""
        await self.link.connection.execute(delete(calls).where(calls.c.id == call_id))
        theirs = (approvals.c.kind == MatterKind.CALL.value, approvals.c.number == call_id)
        await self.link.connection.execute(delete(approvals).where(*theirs))

    async def latest(self, slug: str, limit: int = 20, fixes: int | None = 0) -> list[Call]:
        """Select a campaign's calls by descending id."""
        own = select(*_KEPT).where(calls.c.campaign == slug)
        if fixes is not None:
            own = own.where(calls.c.fixes == fixes)
        rows = await self.link.connection.execute(own.order_by(calls.c.id.desc()).limit(limit))
        return [_call(row) for row in rows]

    async def take_due(self, now: datetime) -> list[Call]:
        """Update scheduled calls to launched ones, in one statement so that each is taken once."""
        taken = update(calls).where(*_waiting(), calls.c.due <= now)
        taken = taken.values(state=CallState.LAUNCHED.value, busy=True)
        rows = (await self.link.connection.execute(taken.returning(*_KEPT))).all()
        return sorted((_call(row) for row in rows), key=lambda call: (call.due, call.id))

    async def take_series(self, now: datetime) -> list[Call]:
        """Clear the due time of every series that is due, in one statement so that each is taken once."""
        taken = update(calls).where(calls.c.state == CallState.REPEATING.value, *_allowed(), calls.c.due <= now)
        rows = (await self.link.connection.execute(taken.values(due=None).returning(*_KEPT))).all()
        return sorted((_call(row) for row in rows), key=lambda call: call.id)

    async def series(self, slug: str) -> list[Call]:
        """Select a campaign's running series by descending id."""
        own = select(*_KEPT).where(calls.c.campaign == slug, calls.c.state == CallState.REPEATING.value)
        return [_call(row) for row in await self.link.connection.execute(own.order_by(calls.c.id.desc()))]

    async def occurrences(self, series: int, limit: int = 20) -> list[Call]:
        """Select the calls of a series by descending time."""
        own = select(*_KEPT).where(calls.c.series == series).order_by(calls.c.occurs.desc()).limit(limit)
        return [_call(row) for row in await self.link.connection.execute(own)]

    async def busy(self, now: datetime, every: float) -> list[Call]:
        """Select busy calls and stamp them in one statement."""
        old = or_(
            calls.c.looked_at.is_(None), calls.c.looked_at <= now - timedelta(seconds=every), calls.c.looked_at > now
        )
        seen = update(calls).where(text("busy"), old).values(looked_at=now).returning(*_KEPT)
        rows = (await self.link.connection.execute(seen)).all()
        return sorted((_call(row) for row in rows), key=lambda call: call.id)

    async def tap(self, call_id: int, pseudonym: str) -> bool:
        """Insert a tap and increment the call's counter; False where this person has tapped before."""
        new = self.link.insert(taps).values(call_id=call_id, pseudonym=pseudonym).on_conflict_do_nothing()
        if not (await self.link.connection.execute(new)).rowcount:
            return False
        counted = update(calls).where(calls.c.id == call_id).values(tapped=calls.c.tapped + 1)
        await self.link.connection.execute(counted)
        return True

    async def publish_taps(self, least: int) -> None:
        """Copy the number of taps of all calls where the two differ by so many, in one statement."""
        await self.link.connection.execute(
            update(calls).where(func.abs(calls.c.tapped - calls.c.did) >= least).values(did=calls.c.tapped)
        )


async def forget(link: Link, slug: str, known_as: str = "") -> int:
    """Delete a person's data, or everybody's, from a campaign's calls; return the number of deleted rows.

    The person is known by the pseudonym of their role. A call that they had not launched is deleted, with its picture
    and the approval requests that quote it. A person's taps on "I did it" count no more, see `untap`; when everybody's
    go, the published numbers stay as they are.
    """
    theirs = calls.c.author == known_as if known_as else calls.c.author != ""
    unlaunched = select(calls.c.id).where(calls.c.campaign == slug, calls.c.state.in_(UNLAUNCHED), theirs)
    drafts = list(await link.connection.scalars(unlaunched))
    for call_id in drafts:
        await CallRows(link).delete(call_id)
        await drop_notices(link, f"approve:{call_id}:")
    if drafts:
        await drop_unused(link)
    unsigned = update(calls).where(calls.c.campaign == slug, theirs).values(author="")
    gone = len(drafts) + (await link.connection.execute(unsigned)).rowcount
    for call_id in list(await link.connection.scalars(select(calls.c.id).where(calls.c.campaign == slug))):
        own = (taps.c.pseudonym == of_taps(link, call_id, known_as),) if known_as else ()
        gone += await untap(link, taps.c.call_id == call_id, *own)
        if not known_as:
            await link.connection.execute(update(calls).where(calls.c.id == call_id).values(tapped=calls.c.did))
    return gone


async def untap(link: Link, *theirs: ColumnElement[bool]) -> int:
    """Delete taps and count them no more, so that whoever taps again counts once; returns how many they were.

    What is published of them stays until `publish_taps`.
    """
    gone = Counter(await link.connection.scalars(delete(taps).where(*theirs).returning(taps.c.call_id)))
    for call_id, number in sorted(gone.items()):
        fewer = update(calls).where(calls.c.id == call_id).values(tapped=calls.c.tapped - number)
        await link.connection.execute(fewer)
    return gone.total()


async def drop_notices(link: Link, prefix: str, *, but: str = "") -> None:
    """Delete the announcements whose key has this prefix, with their deliveries and archived totals.

    Those whose key begins with `but` stay.
    """
    keyed = announcements.c.key.startswith(prefix, autoescape=True)
    if but:
        keyed = and_(keyed, ~announcements.c.key.startswith(but, autoescape=True))
    meant = select(announcements.c.id).where(keyed)
    for table in (deliveries, tallies):
        await link.connection.execute(delete(table).where(table.c.announcement_id.in_(meant)))
    await link.connection.execute(delete(announcements).where(keyed))


def _waiting() -> tuple[Any, ...]:
    return calls.c.state == CallState.SCHEDULED.value, *_allowed()


def _allowed() -> tuple[Any, ...]:
    halted = select(campaigns.c.slug).where(campaigns.c.halted_at.is_not(None))
    return calls.c.paused.is_(False), calls.c.campaign.not_in(halted)


def _cells(call: Call) -> dict[str, Any]:
    return {
        "campaign": call.campaign, "author": call.author, "script": write(call.script), "state": call.state.value,
        "paused": call.paused, "due": call.due, "announcement": call.announcement, "progress": call.progress,
        "busy": call.busy, "fixes": call.fixes, "series": call.series or None, "occurs": call.occurs,
    }  # fmt: skip


def _call(row: Cells) -> Call:
    return Call(
        row.id, row.campaign, row.author, read_as(Script, row.script), CallState(row.state), row.paused, row.due,
        row.announcement, row.progress, row.busy, row.fixes, row.did, row.series or 0, row.occurs,
    )  # fmt: skip
