"""Connections to PostgreSQL: through connection poolers, with detection of dead TCP flows, without JIT."""

import asyncio
import socket
import ssl
import time
import uuid
from functools import partial
from typing import Any

import asyncpg  # type: ignore[import-untyped] # ships no types
from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError, InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from storage.engine.address import describe, servers
from storage.engine.errors import LostConnectionError, StorageError, UnreachableError

CONNECT_SECONDS = 5.0
"""Timeout in seconds for connecting to one server."""

BEGIN_SECONDS = 3.0
"""Timeout in seconds for the BEGIN of a transaction, which shows whether its pooled connection still works."""

# TCP keepalive: idle seconds before the first probe, seconds between probes, number of probes.
_KEEPALIVE = (5, 2, 3)
_USED = "nolike_used"


def _session(timeout: float | None) -> dict[str, str]:
    """The settings of a session: no JIT compiler, and a limit for transactions whose client was lost, in milliseconds.

    Without the limit, a server that does not hear of a dead flow keeps the locks of its transaction for two hours.
    """
    # Our queries are short: compiling them takes much longer than it saves.
    idle = {} if timeout is None else {"idle_in_transaction_session_timeout": f"{timeout * 1000:.0f}"}
    return {"jit": "off", **idle}


class DriverConnection(asyncpg.Connection):  # type: ignore[misc] # asyncpg ships no types
    """asyncpg's connection, made to work with poolers in transaction mode."""

    async def set_type_codec(self, *names: Any, **options: Any) -> None:  # noqa: ANN401 - asyncpg's
        """Set up a codec in one transaction, because it needs two round trips to the same server."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS), self.transaction():
                await super().set_type_codec(*names, **options)
        except TimeoutError:
            self.terminate()
            raise


class Dialer:
    """Opens connections to one database; the first one detects whether there is a pooler in between.

    A pooler in transaction mode (pgbouncer, Supavisor, …) may route each transaction to another server connection,
    where a prepared statement is unknown or its name is taken by another one. `timeout` is the statement timeout in
    seconds.
    """

    def __init__(self, url: URL, timeout: float) -> None:
        self._url = url
        self._timeout = timeout
        self.pooler: bool | None = url.query.get("pgbouncer") == "true" or None
        self._lost_at = float("-inf")

    def engine(self, *, pool_size: int, pool_timeout: float) -> AsyncEngine:
        """The pooled engine for normal work."""
        engine = create_async_engine(
            self._url.set(query={}), pool_size=pool_size, max_overflow=0, pool_timeout=pool_timeout,
            hide_parameters=True,
        )  # fmt: skip
        self._listen(engine, self._timeout)
        event.listen(engine.sync_engine, "checkin", _note_use)
        event.listen(engine.sync_engine, "checkout", self._check_out)
        return engine

    def patient_engine(self) -> AsyncEngine:
        """An engine without pool or statement timeout, for slow work such as a migration."""
        engine = create_async_engine(self._url.set(query={}), poolclass=NullPool, hide_parameters=True)
        self._listen(engine, None)
        return engine

    async def open_listener(self) -> Any:  # noqa: ANN401 - asyncpg's
        """Open a connection that can be listened on. Raises StorageError behind a pooler, and what asyncpg raises."""
        if self.pooler:
            raise StorageError("a pooler in between does not pass on what PostgreSQL tells")
        return await self._connect(**self._arguments(self._timeout), command_timeout=self._timeout)

    def _listen(self, engine: AsyncEngine, timeout: float | None) -> None:
        def dial(dialect: Any, _record: object, _positional: object, named: dict[str, Any]) -> Any:  # noqa: ANN401 - SQLAlchemy's
            named |= {"command_timeout": timeout, "async_creator_fn": self._connect}
            if self.pooler is None:
                # Statement caches are set before a connection is opened, so the first connection only detects a pooler.
                probe = dialect.connect(**(named | self._arguments(timeout) | _no_cache()))
                try:
                    pooled = bool(probe.run_async(_is_pooled))
                finally:
                    probe.close()
                self.pooler = pooled or self.pooler is not None
            named |= self._arguments(timeout)
            return dialect.connect(**named, **(_no_cache() if self.pooler else {}))

        event.listen(engine.sync_engine, "do_connect", dial)
        event.listen(engine.sync_engine, "handle_error", self._discard)
        event.listen(engine.sync_engine, "begin", partial(self._begin, timeout))

    def _begin(self, timeout: float | None, connection: Connection) -> None:
        """Begin now, not with the first statement: a dead connection can still be replaced by another one."""
        driver: Any = connection.connection.dbapi_connection
        try:
            driver.run_async(partial(_start, driver))
        except (TimeoutError, OSError, DBAPIError, driver.dbapi.Error) as silent:
            # The others share its network path.
            self._lost_at = time.monotonic()
            raise LostConnectionError(
                f"The {describe(self._url)} did not answer within {BEGIN_SECONDS:g} seconds."
            ) from silent
        # Behind a pooler a session is shared, and most poolers refuse these startup parameters.
        if self.pooler:
            wanted = (f"set_config('{name}', '{value}', true)" for name, value in _session(timeout).items())
            connection.exec_driver_sql(f"SELECT {', '.join(wanted)}")

    def _check_out(self, driver: Any, record: Any, _proxy: object) -> None:  # noqa: ANN401 - SQLAlchemy's
        """Replace a pooled connection that is known to be dead, without asking the server."""
        if driver.driver_connection.is_closed():
            raise DisconnectionError("the connection was closed")
        if record.info.get(_USED, self._lost_at) < self._lost_at:
            raise InvalidatePoolError("the connection was used last before another one was lost")

    def _discard(self, context: ExceptionContext) -> None:
        """Discard the whole pool where a statement timed out: the other connections share the broken network path."""
        if isinstance(context.original_exception, TimeoutError) and context.connection is not None:
            context.is_disconnect = True
            driver: Any = context.connection.connection.driver_connection
            driver.terminate()
            raise UnreachableError(f"The {describe(self._url)} did not answer within {self._timeout:g} seconds.")

    async def _connect(self, **named: Any) -> Any:  # noqa: ANN401 - as asyncpg
        try:
            made = await asyncpg.connect(**named)
        except asyncpg.PostgresError as refused:
            # pgbouncer refuses startup parameters that it does not know.
            if "startup parameter" not in str(refused) or "jit" not in named["server_settings"]:
                raise
            self.pooler = True
            named["server_settings"] = {
                name: value for name, value in named["server_settings"].items() if name not in _session(self._timeout)
            }
            made = await asyncpg.connect(**named)
        _watch_flow(made, self._timeout)
        return made

    def _arguments(self, timeout: float | None) -> dict[str, Any]:
        """The arguments for asyncpg.connect; the DSN carries those that it accepts in no other form."""
        query = {name: str(value) for name, value in self._url.query.items()}
        hosts, ports = zip(*servers(self._url), strict=True)
        settings = {"application_name": query.get("application_name", "nolike")}
        if "options" in query:
            settings["options"] = query["options"]
        if not self.pooler:
            settings |= _session(timeout)
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
        # In libpq, sslrootcert=system means the system's trusted authorities and implies verify-full.
        return {"ssl": ssl.create_default_context()}
    files: dict[str, str] = {
        name: query[name] for name in ("sslrootcert", "sslcert", "sslkey", "sslcrl") if name in query
    }
    if not files:
        return {"ssl": query["sslmode"]} if "sslmode" in query else {}
    # asyncpg accepts certificate files only in its DSN.
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
    # A pooler reports a backend process id of its own making at the start of a session.
    async with connection.transaction():
        return bool(await connection.fetchval("SELECT pg_backend_pid()") != connection.get_server_pid())


def _watch_flow(connection: Any, timeout: float) -> None:  # noqa: ANN401 - asyncpg's
    """Enable TCP keepalives and a user timeout: without them the kernel retransmits into a dead flow for 15 minutes."""
    flow = connection._transport.get_extra_info("socket")  # noqa: SLF001 - asyncpg gives no other way to the socket
    if flow is None or flow.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    idle, interval, times = _KEEPALIVE
    flow.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", idle), ("TCP_KEEPINTVL", interval), ("TCP_KEEPCNT", times),
        ("TCP_USER_TIMEOUT", int(timeout * 1000)),
    ):  # fmt: skip
        # Not every operating system has each of these options.
        if hasattr(socket, name):
            flow.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _note_use(_driver: object, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
    record.info[_USED] = time.monotonic()


async def _start(driver: Any, _connection: object) -> None:  # noqa: ANN401 - SQLAlchemy's
    try:
        async with asyncio.timeout(BEGIN_SECONDS):
            await driver._start_transaction()  # noqa: SLF001 - SQLAlchemy begins with the first statement only
    except BaseException:
        driver.driver_connection.terminate()
        raise
