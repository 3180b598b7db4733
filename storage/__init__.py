"""The database: what is kept, how it is asked for, and how its tables change over time.

SQLite is the default; PostgreSQL serves where several machines share the work. Both have one schema and one set of
queries, and keep the promises of `bot.core.ports.database`.
"""

from storage.database import Database
from storage.engine.address import parse
from storage.engine.connection import Patience
from storage.engine.crypto import Crypto, NoSecretError
from storage.engine.errors import StorageError, UnreachableError

DEFAULT = Patience()


def open_store(url: str, secret: str, patience: Patience = DEFAULT) -> Database:
    """The database at `url`; nothing is opened before the first use, and `Database.upgrade` comes first.

    `url` is `sqlite:///file.db` (relative), `sqlite:////path/file.db`, or `postgresql://user:password@host/name` in any
    form that `storage.engine.address.parse` knows. `secret` is SECRET_KEY: people and private chats are found and
    encrypted by it. It may be "" as long as nobody is concerned. Raises ValueError for any other form of url; the
    sentence holds no password.
    """
    return Database(parse(url), Crypto(secret), patience)


__all__ = ["Database", "NoSecretError", "Patience", "StorageError", "UnreachableError", "open_store", "parse"]
