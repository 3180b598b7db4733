"""Authors and approvals of calls and events whose content waits for approval."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, and_, delete, select

from bot.core.ports.approvals import Matter, MatterKind
from storage.engine.session import Link
from storage.tables import approvals, calls, events

_ROWS: Mapping[MatterKind, Table] = {
    MatterKind.CALL: calls, MatterKind.EVENT: events, MatterKind.CANCELLATION: events, MatterKind.RELEASE: events,
}  # fmt: skip
_KEY = (approvals.c.kind, approvals.c.number, approvals.c.pseudonym)


@dataclass(frozen=True, slots=True)
class ApprovalRows:
    """Authors and approvals, see `bot.core.ports.approvals.Approvals`."""

    link: Link

    async def add_author(self, matter: Matter, pseudonym: str) -> None:
        """Insert an author; an approver of the same matter becomes an author."""
        added = self.link.insert(approvals).values(**_cells(matter), pseudonym=pseudonym, author=True, mark="")
        became = {"author": True, "mark": ""}
        await self.link.connection.execute(added.on_conflict_do_update(index_elements=_KEY, set_=became))

    async def authors(self, matter: Matter) -> set[str]:
        """Select the rows of authors."""
        return await self._people(matter, author=True)

    async def approve(self, matter: Matter, pseudonym: str, content_hash: str) -> None:
        """Upsert an approval, with the matter's own row locked on PostgreSQL."""
        if self.link.postgresql:
            # Without the lock, two concurrent approvals would not see each other, and neither would be the last one.
            row = _ROWS[matter.kind]
            await self.link.connection.execute(select(row.c.id).where(row.c.id == matter.id).with_for_update())
        given = self.link.insert(approvals).values(
            **_cells(matter), pseudonym=pseudonym, author=False, mark=content_hash
        )
        await self.link.connection.execute(
            given.on_conflict_do_update(
                index_elements=_KEY, set_={"mark": content_hash}, where=approvals.c.author.is_(False)
            )
        )

    async def approved(self, matter: Matter, content_hash: str) -> set[str]:
        """Select the approvers of this hash."""
        return await self._people(matter, author=False, content_hash=content_hash)

    async def clear(self, matter: Matter) -> None:
        """Delete all rows of a matter."""
        await self.link.connection.execute(delete(approvals).where(_of(matter)))

    async def _people(self, matter: Matter, *, author: bool, content_hash: str = "") -> set[str]:
        wanted = (_of(matter), approvals.c.author.is_(author), approvals.c.mark == content_hash)
        return set(await self.link.connection.scalars(select(approvals.c.pseudonym).where(*wanted)))


async def forget(link: Link, slug: str, pseudonym: str = "") -> int:
    """Delete a campaign's authors and approvals, or those of one person; return the number of deleted rows."""
    gone = delete(approvals).where(approvals.c.campaign == slug)
    if pseudonym:
        gone = gone.where(approvals.c.pseudonym == pseudonym)
    return (await link.connection.execute(gone)).rowcount


def _of(matter: Matter) -> ColumnElement[bool]:
    return and_(approvals.c.kind == matter.kind.value, approvals.c.number == matter.id)


def _cells(matter: Matter) -> dict[str, str | int]:
    return {"campaign": matter.campaign, "kind": matter.kind.value, "number": matter.id}
