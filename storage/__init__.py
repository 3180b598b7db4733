"""The database: its tables, the queries on them, and the migrations between versions.

SQLite is the default; PostgreSQL is for several machines that share the work. Both have one schema and one set of
queries, and keep the promises of `bot.core.ports.database`.
"""

from storage.database import Database
from storage.engine.address import parse
from storage.engine.connection import Patience
from storage.engine.crypto import Crypto, NoSecretError
from storage.engine.errors import MisusedError, StorageError, UnreachableError
from storage.engine.migrate import OlderSchemaError
from storage.leases import MovedError, RestoringError

DEFAULT = Patience()


def open_store(url: str, secret: str, patience: Patience = DEFAULT, old_secret: str = "") -> Database:
    """Make the store for the database at `url`. It connects on first use; call `Database.upgrade` before that.

    `url` is `sqlite:///file.db` (relative), `sqlite:////path/file.db`, or `postgresql://user:password@host/name` in any
    form that `storage.engine.address.parse` knows. `secret` is SECRET_KEY, from which
    the keys for pseudonyms and encrypted addresses are derived; "" is enough for a program that reads and writes
    nothing about people. `old_secret` is the key before it, while people still move over. Raises ValueError for any
    other form of url; its message holds no password.
    """
    return Database(parse(url), Crypto(secret, old_secret), patience)


__all__ = [
    "Database",
    "MisusedError",
    "MovedError",
    "NoSecretError",
    "OlderSchemaError",
    "Patience",
    "RestoringError",
    "StorageError",
    "UnreachableError",
    "open_store",
    "parse",
]
