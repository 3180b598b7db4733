"""Key-value store for facts that survive a restart: text by kind and subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import bindparam, delete, select

from bot.core.ports.facts import FactKind
from storage.engine.session import Link
from storage.tables import facts

T = TypeVar("T")

# Both databases allow about 32,000 parameters in one statement.
_AT_ONCE = 10_000

# Built once: SQLAlchemy takes longer to build a statement than the database to run it.
_FACTS = select(facts.c.subject, facts.c.value).where(
    facts.c.kind == bindparam("kind"), facts.c.subject.in_(bindparam("subjects", expanding=True))
)


@dataclass(frozen=True, slots=True)
class FactRows:
    """Facts, see `bot.core.ports.facts.Facts`."""

    link: Link

    async def get(self, kind: FactKind[T], subject: str = "") -> T | None:
        """Select one value."""
        return (await self.get_all(kind, [subject])).get(subject)

    async def get_all(self, kind: FactKind[T], subjects: Sequence[str]) -> dict[str, T]:
        """Select values in batches below the limit of parameters."""
        found: dict[str, T] = {}
        for first in range(0, len(subjects), _AT_ONCE):
            asked = {"kind": kind.name, "subjects": list(subjects[first : first + _AT_ONCE])}
            rows = await self.link.connection.execute(_FACTS, asked)
            found.update({row.subject: kind.read(row.value) for row in rows})
        return found

    async def put(self, kind: FactKind[T], subject: str, value: T) -> None:
        """Upsert a value."""
        cell = kind.write(value)
        await self.link.connection.execute(
            self.link.insert(facts)
            .values(kind=kind.name, subject=subject, value=cell)
            .on_conflict_do_update(index_elements=[facts.c.kind, facts.c.subject], set_={"value": cell})
        )

    async def drop(self, kind: FactKind[T], subject: str) -> None:
        """Delete one row."""
        one = (facts.c.kind == kind.name, facts.c.subject == subject)
        await self.link.connection.execute(delete(facts).where(*one))
