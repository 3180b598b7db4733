"""How the tables come to be, and how they change when the program does."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine.connection import StorageError

# Every revision in storage/migrations/versions, oldest first; kept here so that a start need not import Alembic.
REVISIONS = ("0001", "0002")

# Any number does that no other program takes on the same PostgreSQL database.
_LOCK = 7_662_345


async def upgrade(connection: AsyncConnection) -> None:
    """Bring the schema up to date inside the open transaction, which lets nobody else do so at the same time.

    Raises StorageError where the schema is one that this version does not know.
    """
    if await connection.run_sync(_version) == REVISIONS[-1]:
        return
    if connection.dialect.name == "postgresql":
        # SQLite's BEGIN IMMEDIATE is such a lock already.
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    version = await connection.run_sync(_version)
    if version and version not in REVISIONS:
        raise StorageError(
            f"The database has schema {version}, which is newer than this nolike knows ({REVISIONS[-1]}); "
            "update nolike, or name another DATABASE_URL."
        )
    if version == REVISIONS[-1]:
        # Whoever held the lock has done it.
        return
    await connection.run_sync(_migrate)


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection) -> None:
    # Alembic costs 10 MB and is needed once a version, so it is imported only here.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
