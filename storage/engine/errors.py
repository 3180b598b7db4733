"""Errors of the database, and which of them are temporary."""

import sqlite3
import ssl
from collections.abc import Iterator

from bot.core.model.errors import StoreError


class StorageError(StoreError):
    """The database cannot be used; the message is one sentence for an operator, without a password."""


class MisusedError(StorageError):
    """What was typed, or a file or setting that it names, is wrong: only a person can put it right."""


class UnreachableError(StorageError):
    """The database is temporarily unreachable; a retry may succeed."""


class LostConnectionError(UnreachableError):
    """A pooled connection no longer works; another one may."""


# https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, resources, a server that starts or stops,
# logins that are refused or a database that has another name, as while somebody works on the server.
_PASSING = ("08", "53", "57P", "28", "3D000")
_NO_MORE_CONNECTIONS = "53300"
_WRONG_LOGIN = "28P01"
_LASTING = {"08P01", _WRONG_LOGIN}
"""A violated protocol, and what only another DATABASE_URL helps."""


def is_passing(error: BaseException) -> bool:
    """Whether a driver's error is temporary, such as a server that is starting or lets nobody in, or a locked file."""
    for one in _chain(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            return False
        code = _state(one)
        if code:
            return code.startswith(_PASSING) and code not in _LASTING
        if isinstance(one, sqlite3.Error):
            # The low byte is the primary result code, the others extend it: https://www.sqlite.org/rescode.html
            found = getattr(one, "sqlite_errorcode", 0) & 0xFF
            return found in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if isinstance(one, OSError) or type(one).__name__ == "TargetServerAttributeNotMatched" or is_torn(one):
            return True
    return False


def is_misused(error: BaseException) -> bool:
    """Whether the database says that DATABASE_URL is wrong: its password, or the file that it names."""
    for one in _chain(error):
        if code := _state(one):
            return code == _WRONG_LOGIN
        if isinstance(one, sqlite3.Error):
            return getattr(one, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB
    return False


def kind_of(error: BaseException, *, was_open: bool = False) -> type[StorageError]:
    """As which of our errors a driver's error is told. DATABASE_URL is right where the database `was_open` before."""
    if is_passing(error):
        return UnreachableError
    if not is_misused(error):
        return StorageError
    if not was_open:
        return MisusedError
    # A login that ran out (VALID UNTIL) is told as a wrong password.
    return UnreachableError if any(map(_state, _chain(error))) else StorageError


def is_torn(error: BaseException) -> bool:
    """Whether asyncpg says by a fault of its own that the server ended a connection in the middle of an operation."""
    return type(error).__name__ == "InternalClientError"


def is_full(error: BaseException) -> bool:
    """Whether the server refused a connection because its limit is reached."""
    return any(_state(one) == _NO_MORE_CONNECTIONS for one in _chain(error))


def _state(error: BaseException) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and its causes, as far as they go."""
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__
