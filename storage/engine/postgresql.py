"""How PostgreSQL is reached: through poolers, across forgotten TCP flows, and without its JIT compiler."""

import asyncio
import socket
import ssl
import uuid
from typing import Any

import asyncpg  # type: ignore[import-untyped] # ships no types
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.address import describe, servers
from storage.engine.errors import UnreachableError

CONNECT_SECONDS = 5.0
"""Seconds that one server has to accept a connection."""

PING_SECONDS = 3.0
"""Seconds that a pooled connection has to answer before it is used again."""

# Seconds until the kernel asks a silent server whether it is there, between two such questions, and how many.
_KEEPALIVE = (5, 2, 3)
# A query of ours is short, and compiling it costs many times what it then saves.
_JIT_OFF = {"jit": "off"}


class DriverConnection(asyncpg.Connection):  # type: ignore[misc] # asyncpg ships no types
    """asyncpg's connection, for poolers that give each transaction another server."""

    async def set_type_codec(self, *names: Any, **options: Any) -> None:  # noqa: ANN401 - asyncpg's
        """Set it up in one transaction, because it takes two steps of the protocol."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS), self.transaction():
                await super().set_type_codec(*names, **options)
        except TimeoutError:
            self.terminate()
            raise


class Dialer:
    """Opens connections to one database, and knows after the first whether a pooler stands before it.

    A pooler in transaction mode (pgbouncer, Supavisor, …) gives each transaction another server, where a statement that
    was prepared before is not known, or another one has its name. `timeout` is how many seconds a statement may take.
    """

    def __init__(self, url: URL, timeout: float) -> None:
        self._url = url
        self._timeout = timeout
        self.pooler: bool | None = url.query.get("pgbouncer") == "true" or None

    def engine(self, *, pool_size: int, pool_timeout: float) -> AsyncEngine:
        """The engine for the program's work."""
        engine = create_async_engine(
            self._url.set(query={}), pool_size=pool_size, max_overflow=0, pool_timeout=pool_timeout,
            hide_parameters=True,
        )  # fmt: skip
        self._listen(engine, self._timeout)
        event.listen(engine.sync_engine, "checkout", _ping)
        return engine

    def patient_engine(self) -> AsyncEngine:
        """An engine for work that may take long, such as a migration: each use opens and closes a connection."""
        engine = create_async_engine(self._url.set(query={}), poolclass=NullPool, hide_parameters=True)
        self._listen(engine, None)
        return engine

    def _listen(self, engine: AsyncEngine, timeout: float | None) -> None:
        def dial(dialect: Any, _record: object, _positional: object, named: dict[str, Any]) -> Any:  # noqa: ANN401 - SQLAlchemy's
            named |= {"command_timeout": timeout, "async_creator_fn": self._connect}
            if self.pooler is None:
                # The caches of a connection are chosen before it is opened, so the first one only finds out.
                probe = dialect.connect(**(named | self._arguments() | _no_cache()))
                try:
                    pooled = bool(probe.run_async(_is_pooled))
                finally:
                    probe.close()
                self.pooler = pooled or self.pooler is not None
            named |= self._arguments()
            return dialect.connect(**named, **(_no_cache() if self.pooler else {}))

        event.listen(engine.sync_engine, "do_connect", dial)
        event.listen(engine.sync_engine, "handle_error", self._discard)
        event.listen(engine.sync_engine, "begin", self._begin)

    def _begin(self, connection: Connection) -> None:
        # Behind a pooler a session is not ours alone, and most of them refuse the setting at the start of one.
        if self.pooler:
            connection.exec_driver_sql("SET LOCAL jit = off")

    def _discard(self, context: ExceptionContext) -> None:
        """Discard the whole pool where a statement was never answered: the others took the same way."""
        if isinstance(context.original_exception, TimeoutError) and context.connection is not None:
            context.is_disconnect = True
            driver: Any = context.connection.connection.driver_connection
            driver.terminate()
            raise UnreachableError(f"The {describe(self._url)} did not answer within {self._timeout:g} seconds.")

    async def _connect(self, **named: Any) -> Any:  # noqa: ANN401 - as asyncpg
        try:
            made = await asyncpg.connect(**named)
        except asyncpg.PostgresError as refused:
            # pgbouncer refuses settings that it does not know at the start of a session.
            if "startup parameter" not in str(refused) or "jit" not in named["server_settings"]:
                raise
            self.pooler = True
            named["server_settings"] = {
                name: value for name, value in named["server_settings"].items() if name not in _JIT_OFF
            }
            made = await asyncpg.connect(**named)
        _watch_flow(made, self._timeout)
        return made

    def _arguments(self) -> dict[str, Any]:
        """What asyncpg is given; its libpq form has what it takes in no other way."""
        query = {name: str(value) for name, value in self._url.query.items()}
        hosts, ports = zip(*servers(self._url), strict=True)
        settings = {"application_name": query.get("application_name", "nolike")}
        if "options" in query:
            settings["options"] = query["options"]
        if not self.pooler:
            settings |= _JIT_OFF
        named: dict[str, Any] = {
            "host": list(hosts), "port": [int(port) for port in ports], "user": self._url.username,
            "password": self._url.password, "database": self._url.database, "server_settings": settings,
            "timeout": float(query.get("connect_timeout", "0")) or CONNECT_SECONDS * len(hosts),
            "connection_class": DriverConnection,
        }  # fmt: skip
        if "target_session_attrs" in query:
            named["target_session_attrs"] = query["target_session_attrs"]
        return named | _encryption(query)


def _encryption(query: dict[str, str]) -> dict[str, Any]:
    if query.get("sslrootcert") == "system":
        # libpq's name for the authorities that this machine trusts; it stands for verify-full.
        return {"ssl": ssl.create_default_context()}
    files: dict[str, str] = {
        name: query[name] for name in ("sslrootcert", "sslcert", "sslkey", "sslcrl") if name in query
    }
    if not files:
        return {"ssl": query["sslmode"]} if "sslmode" in query else {}
    # asyncpg takes files in its libpq form alone.
    files["sslmode"] = query.get("sslmode", "prefer")
    return {"dsn": URL.create("postgresql", query=files).render_as_string()}


def _no_cache() -> dict[str, Any]:
    # https://docs.sqlalchemy.org/en/21/dialects/postgresql.html#prepared-statement-name-with-pgbouncer
    return {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"nolike_{uuid.uuid4().hex}",
    }


async def _is_pooled(connection: Any) -> bool:  # noqa: ANN401 - asyncpg's
    # A pooler answers with a process id of its own invention when a session begins.
    async with connection.transaction():
        return bool(await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid())


def _watch_flow(connection: Any, timeout: float) -> None:  # noqa: ANN401 - asyncpg's
    """Let the kernel find out that a flow was forgotten on the way: else it sends again for a quarter of an hour."""
    flow = connection._transport.get_extra_info("socket")  # noqa: SLF001 - asyncpg gives no other way to the socket
    if flow is None or flow.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    idle, interval, times = _KEEPALIVE
    flow.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", idle), ("TCP_KEEPINTVL", interval), ("TCP_KEEPCNT", times),
        ("TCP_USER_TIMEOUT", int(timeout * 1000)),
    ):  # fmt: skip
        # Not every system has each of them.
        if hasattr(socket, name):
            flow.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _ping(driver: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 - SQLAlchemy's
    """Ask whether a pooled connection still answers; where it does not, all others are discarded with it."""
    try:
        driver.run_async(_answers)
    except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as silent:
        driver.driver_connection.terminate()
        raise InvalidatePoolError(str(silent)) from silent


async def _answers(connection: Any) -> None:  # noqa: ANN401 - asyncpg's
    # One message, so that a pooler has nothing to mix up.
    async with asyncio.timeout(PING_SECONDS):
        await connection.execute("SELECT 1")
