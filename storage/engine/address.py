"""Parses DATABASE_URL in all forms that providers print, and describes it without its password."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_FORMS = "sqlite:///file.db or postgresql://user:password@host/name"
_UNREADABLE = f"DATABASE_URL cannot be read; it should be {_FORMS}."
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MOST_PORT = 65535
SOCKETS = Path("/var/run/postgresql")
"""Where a server of this machine has its socket, on Debian and most others."""

_POSTGRESQL = {"postgresql", "postgres"}
_DRIVERS = {"asyncpg", "psycopg", "psycopg2", "psycopg2cffi", "pg8000", "psycopg_async"}
"""Drivers that another program's address may name; ours is used all the same."""

_CHOICES: Mapping[str, frozenset[str]] = {
    "sslmode": frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}),
    "target_session_attrs": frozenset({"any", "read-write", "read-only", "primary", "standby", "prefer-standby"}),
}
_KEPT = frozenset(
    {*_CHOICES, "sslrootcert", "sslcert", "sslkey", "sslcrl", "connect_timeout", "application_name", "options",
     "pgbouncer"}
)  # fmt: skip
# Parameters without effect here. Of libpq: asyncpg does channel binding itself, and we set the keepalives. Of other
# clients that providers print addresses for (Prisma, node-postgres, JDBC): sizes and times of their own pools.
_IGNORED = frozenset(
    {"channel_binding", "gssencmode", "sslnegotiation", "keepalives", "keepalives_idle", "keepalives_interval",
     "keepalives_count", "tcp_user_timeout", "load_balance_hosts", "fallback_application_name", "sslsni",
     "sslcompression", "gssdelegation", "krbsrvname", "gsslib", "client_encoding", "connection_limit", "pool_timeout",
     "pool_mode", "pool_size", "socket_timeout", "statement_cache_size", "prepared_statement_cache_size",
     "prepareThreshold", "sslaccept", "uselibpqcompat", "supa", "workaround"}
)  # fmt: skip
_READ = frozenset({"user", "password", "dbname", "host", "port", "ssl", "schema", "unix_sock"})
"""Parameters that are read in other ways than those kept."""

_SSL_MODES: Mapping[str, str] = {
    "true": "require", "1": "require", "no-verify": "require", "false": "disable", "0": "disable",
}  # fmt: skip
"""What other clients call the modes."""


def parse(url: str) -> URL:
    """Parse a DATABASE_URL into an SQLAlchemy URL with the driver that we use.

    PostgreSQL's forms are those of libpq (https://www.postgresql.org/docs/current/libpq-connect.html). Hosts and ports
    are in the query's `host` and `port`, one of each per server. Raises ValueError, whose message contains no part of
    a password.
    """
    # Some providers print the whole command line; Docker's --env-file leaves quotes around a value.
    command = re.fullmatch(r"""\s*(?:psql\s+)?(["']?)(\S+)\1\s*""", url)
    scheme, found, rest = (command[2] if command else url.strip()).partition("://")
    if not found or not re.fullmatch(r"[a-z0-9+_]+", scheme) or _CONTROL.search(unquote(rest)):
        raise ValueError(_UNREADABLE)
    kind, _, driver = scheme.partition("+")
    if kind in _POSTGRESQL and (not driver or driver in _DRIVERS):
        return _postgresql(rest)
    if scheme == "sqlite":
        return _sqlite(f"{scheme}://{rest}")
    raise ValueError(f"DATABASE_URL begins with {scheme}:, and only {_FORMS} can be used.")


def _sqlite(url: str) -> URL:
    _, mark, behind = url.partition("?")
    if mark and ("/" in behind or "=" not in behind):
        raise ValueError(
            "The path of SQLite's file has a ? in it, at which an address would end: rename its folder (NOLIKE_HOME), "
            "or the file."
        )
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError(_UNREADABLE) from None
    if parsed.host or parsed.query or not parsed.database or parsed.database.startswith((":memory:", "file:")):
        raise ValueError("DATABASE_URL names no file; it should be sqlite:///file.db.")
    return parsed.set(drivername="sqlite+aiosqlite")


def _postgresql(rest: str) -> URL:
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = rest.removeprefix(authority)
    if "#" in tail or "@" in tail or authority.count("@") > 1:
        raise ValueError(
            "DATABASE_URL has a sign in its user or password that must be encoded: @ as %40, / as %2F, ? as %3F, "
            "# as %23."
        )
    person, _, servers = authority.rpartition("@")
    user, _, password = person.partition(":")
    path, _, query = tail.partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    if "password" in given and given.keys() - _KEPT - _IGNORED - _READ:
        # What follows an unencoded & may be the rest of the password, so it is not repeated.
        raise ValueError("DATABASE_URL has a parameter that is not known; an & in a password must be encoded as %26.")
    user, password = given.pop("user", unquote(user)), given.pop("password", unquote(password))
    database = given.pop("dbname", unquote(path[1:]))
    if socket := given.pop("unix_sock", ""):
        # Google's own examples for Cloud SQL name the socket itself, libpq its folder.
        given["host"], _, number = socket.partition("/.s.PGSQL.")
        given.setdefault("port", number)
    hosts, ports = _servers(servers, given.pop("host", ""), given.pop("port", ""))
    if not database:
        raise ValueError("DATABASE_URL names no database; it should be postgresql://user:password@host/name.")
    if len(hosts) > 1:
        # Of several servers, use the primary, which accepts writes.
        given.setdefault("target_session_attrs", "read-write")
    return URL.create(
        "postgresql+asyncpg", user or None, password or None, database=database,
        query={**_checked(given), "host": hosts, "port": ports},
    )  # fmt: skip


def _servers(servers: str, host: str, port: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The hosts (or socket folders) and their ports; `host` and `port` of the query take precedence."""
    hosts, ports = [], []
    for server in servers.split(","):
        found = re.fullmatch(r"(\[[0-9A-Fa-f:.%]+\]|[^:\[\]]*)(?::(\d{0,5}))?", server, re.ASCII)
        if found is None:
            raise ValueError(_UNREADABLE)
        ports.append(found[2] or "5432")
        hosts.append(unquote(found[1]).strip("[]") or _local())
    if host:
        hosts = host.split(",")
        ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    if port:
        given = [one or "5432" for one in port.split(",")]
        ports = given * len(hosts) if len(given) == 1 else given
    if len(hosts) != len(ports) or not all(one.isdecimal() for one in ports):
        raise ValueError(_UNREADABLE)
    if not all(0 < int(one) <= _MOST_PORT for one in ports):
        raise ValueError(f"DATABASE_URL has a port that is not from 1 to {_MOST_PORT}.")
    if not all(_is_host(one) for one in hosts):
        raise ValueError("DATABASE_URL names a host that cannot exist: each part between its dots has 1 to 63 signs.")
    return tuple(hosts), tuple(ports)


def _local() -> str:
    """The server of this machine: the folder of sockets, as for libpq, or its name where there is no such folder.

    The folder counts, not the socket, which is not there before a server starts: at boot that may be after the bot.
    """
    return str(SOCKETS) if SOCKETS.is_dir() else "localhost"


def _is_host(host: str) -> bool:
    """Whether the name resolver takes it; a socket folder is always taken."""
    if host.startswith(("/", "@")):
        return True
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def _checked(given: dict[str, str]) -> dict[str, str]:
    if "ssl" in given:
        # asyncpg's own name of the parameter, which some people use.
        given["sslmode"] = given.pop("ssl")
    if "sslmode" in given:
        given["sslmode"] = _SSL_MODES.get(given["sslmode"], given["sslmode"])
    if given.get("schema", "public") == "public":
        given.pop("schema", None)
    if unknown := sorted(given.keys() - _KEPT - _IGNORED):
        raise ValueError(f"DATABASE_URL has a parameter that is not known: {', '.join(unknown)}.")
    for name, choices in _CHOICES.items():
        if given.get(name, next(iter(choices))) not in choices:
            raise ValueError(f"DATABASE_URL has a {name} that is none of {', '.join(sorted(choices))}.")
    if not given.get("connect_timeout", "0").isdecimal():
        raise ValueError("DATABASE_URL has a connect_timeout that is not a number of seconds.")
    # Without a check of the server's name or chain, libpq passes over a list of authorities that is missing.
    needed = ("sslcert", "sslkey", *(("sslrootcert",) if given.get("sslmode", "").startswith("verify-") else ()))
    for name in needed:
        if (path := given.get(name)) and path != "system" and not Path(path).is_file():
            raise ValueError(f"DATABASE_URL has a {name} that is no file: {path}.")
    return {name: value for name, value in given.items() if name in _KEPT}


def describe(url: URL) -> str:
    """Describe the database without credentials, for logs and messages."""
    if url.get_backend_name() == "sqlite":
        return f"database file {url.database}"
    where = ", ".join(f"{host}:{port}" for host, port in servers(url))
    return f"PostgreSQL database {url.database} at {where}"


def servers(url: URL) -> list[tuple[str, str]]:
    """The (host, port) pairs of a PostgreSQL URL from `parse`."""
    hosts, ports = ((one,) if isinstance(one, str) else one for one in (url.query["host"], url.query["port"]))
    return list(zip(hosts, ports, strict=True))


def libpq_environment(url: URL) -> dict[str, str]:
    """The environment variables with which pg_dump, pg_restore and psql connect to the database."""
    found = servers(url)
    named = {
        "PGHOST": ",".join(host for host, _ in found),
        "PGPORT": ",".join(port for _, port in found),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
        "PGSSLROOTCERT": url.query.get("sslrootcert"),
        "PGSSLCERT": url.query.get("sslcert"),
        "PGSSLKEY": url.query.get("sslkey"),
        "PGTARGETSESSIONATTRS": url.query.get("target_session_attrs"),
        "PGOPTIONS": url.query.get("options"),
    }
    return {name: str(value) for name, value in named.items() if value}
