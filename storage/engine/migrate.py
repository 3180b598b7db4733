"""Creates the tables of a new database, and migrates those of an older version."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.database import EVERY_TEXT, OutdatedError
from storage.engine.crypto import Crypto, NoSecretError
from storage.engine.errors import MisusedError, StorageError

# Every revision in storage/migrations/versions, oldest first; listed here so that a start need not import Alembic.
REVISIONS = ("0001", "0002", "0003")

# The key of an advisory lock: any number that no other program uses on the same PostgreSQL database.
_LOCK = 7_662_345


_ENCODING = text("SELECT current_setting('server_encoding')")

VERSION = text("SELECT version_num FROM alembic_version")
"""Selects the revision of a database that has tables."""


class NewerSchemaError(StorageError, OutdatedError):
    """The schema belongs to a newer version of the program: that of the database, or of a backup."""

    def __init__(self, version: str, of: str = "database") -> None:
        other = ", or name another DATABASE_URL" if of == "database" else ""
        super().__init__(
            f"The {of} has schema {version}, which is newer than this nolike knows ({REVISIONS[-1]}); "
            f"update nolike{other}."
        )


class OlderSchemaError(StorageError):
    """The schema belongs to an older version of the program, and this command does not migrate it."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"The database has schema {version}, and this nolike needs {REVISIONS[-1]}: make a backup, then type "
            "`nolike upgrade`. The bot does it too when it starts, once no older one runs."
        )


async def upgrade(connection: AsyncConnection, crypto: Crypto, *, only_new: bool = False) -> bool:
    """Migrate to the newest revision in the open transaction, under a lock that excludes other processes.

    True if an older database was migrated. Raises NewerSchemaError, OlderSchemaError where `only_new` databases may be
    given tables, and StorageError where pseudonyms must be derived again and SECRET_KEY is not set, or where a new
    database could not hold every text.
    """
    if await connection.run_sync(_version) == REVISIONS[-1]:
        return False
    await lock(connection)
    version = await connection.run_sync(_version)
    check_known(version)
    if version == REVISIONS[-1]:
        # The process that held the lock has migrated in the meantime.
        return False
    if version and only_new:
        raise OlderSchemaError(version)
    if not version and connection.dialect.name == "postgresql":
        check_encoding(str(await connection.scalar(_ENCODING)))
    try:
        await connection.run_sync(_migrate, crypto)
    except NoSecretError:
        raise StorageError(
            "The database holds people under an older version's pseudonyms; set its SECRET_KEY to migrate them."
        ) from None
    return bool(version)


async def lock(connection: AsyncConnection) -> None:
    """Exclude every other process that migrates, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        # SQLite's BEGIN IMMEDIATE is already an exclusive lock.
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


async def read_version(connection: AsyncConnection) -> str:
    """The revision of the database; "" for one without tables."""
    return await connection.run_sync(_version)


async def has_no_tables(connection: AsyncConnection) -> bool:
    """Whether the database has no tables of this program."""
    return not await connection.run_sync(_version)


def check_known(version: str, of: str = "database") -> None:
    """Raise NewerSchemaError for an unknown revision; "" stands for one without tables."""
    if version and version not in REVISIONS:
        raise NewerSchemaError(version, of)


def check_encoding(found: str) -> None:
    """Raise MisusedError for a database of PostgreSQL in which Arabic, among others, cannot be written."""
    if found != EVERY_TEXT:
        raise MisusedError(
            f"The database has the encoding {found}, in which not every text can be written: create another with "
            f"{EVERY_TEXT} (createdb --template=template0 --encoding={EVERY_TEXT} NAME), and name that in DATABASE_URL."
        )


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(VERSION).scalar() or "")


def _migrate(connection: Connection, crypto: Crypto) -> None:
    # Alembic costs 10 MB of memory and is needed once for each version, so it is imported only here.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["crypto"] = crypto
    command.upgrade(config, "head")
