"""One open transaction, as the rooms of the store use it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine.crypto import Crypto

Cells: TypeAlias = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """The connection that a transaction holds, and what keeps people unknown."""

    connection: AsyncConnection
    crypto: Crypto
    _erased: list[bool] = field(default_factory=list, compare=False)

    def erased(self) -> None:
        """Record that what was deleted must leave the files too, once the transaction is committed."""
        self._erased.append(True)

    @property
    def has_erased(self) -> bool:
        """Whether `erased` was called."""
        return bool(self._erased)

    @property
    def postgresql(self) -> bool:
        """Whether this is PostgreSQL, where several processes may write at once."""
        return self.connection.dialect.name == "postgresql"

    @property
    def insert(self) -> Callable[[Table], Any]:
        """How to make an INSERT that knows ON CONFLICT: two classes of SQLAlchemy's have the same methods."""
        return postgresql.insert if self.postgresql else sqlite.insert
