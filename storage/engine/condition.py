"""What kind of server a database is on: one that takes writes, or a replica or a user that only reads."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.database import Condition

# A replica hears of the bot's leases every few seconds, so that what it received last is never old.
# https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-INFO-TABLE
_CONDITION = text("""
    SELECT current_setting('transaction_read_only') = 'off' AND has_table_privilege('facts', 'INSERT') AS takes_writes,
        CASE WHEN pg_is_in_recovery()
        THEN greatest(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END AS behind,
        current_setting('server_encoding') AS encoding
""")


async def read_condition(connection: AsyncConnection) -> Condition:
    """Ask the server; SQLite's file always takes writes, unless its disk does not."""
    if connection.dialect.name == "sqlite":
        return Condition()
    found = (await connection.execute(_CONDITION)).one()
    return Condition(found.takes_writes, None if found.behind is None else float(found.behind), found.encoding)
