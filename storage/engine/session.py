"""The open transaction that the repositories of the store share."""

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
    """A transaction's connection, and the keys for pseudonyms and encryption."""

    connection: AsyncConnection
    crypto: Crypto
    _erased: list[bool] = field(default_factory=list, compare=False)

    def erased(self) -> None:
        """Record that deleted data must also be removed from SQLite's files after the commit, see `Wiper`."""
        self._erased.append(True)

    @property
    def has_erased(self) -> bool:
        """Whether `erased` was called."""
        return bool(self._erased)

    @property
    def postgresql(self) -> bool:
        """Whether this is PostgreSQL, which allows concurrent writers, so that rows need locks."""
        return self.connection.dialect.name == "postgresql"

    @property
    def insert(self) -> Callable[[Table], Any]:
        """The dialect's `insert`, which supports ON CONFLICT; both dialects' classes have the same methods."""
        return postgresql.insert if self.postgresql else sqlite.insert
