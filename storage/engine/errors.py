"""What is raised where the database cannot be used, and which of it may be over in a moment."""

import sqlite3
import ssl
from collections.abc import Iterator

from bot.core.model.errors import StoreError


class StorageError(StoreError):
    """The database cannot be used; the message is one sentence for an operator, without a password."""


class UnreachableError(StorageError):
    """The database cannot be reached just now, and may be back in a moment."""


# https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, resources, a server that starts or stops.
_PASSING = ("08", "53", "57P")
_NO_MORE_CONNECTIONS = "53300"
_PROTOCOL_VIOLATION = "08P01"


def is_passing(error: BaseException) -> bool:
    """Whether an error of a driver may be over in a moment, such as a server that starts or a file that is locked."""
    for one in _chain(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            return False
        code = _state(one)
        if code:
            return code.startswith(_PASSING) and code != _PROTOCOL_VIOLATION
        if isinstance(one, sqlite3.Error):
            # The lower byte is the error, the others say more of it: https://www.sqlite.org/rescode.html
            found = getattr(one, "sqlite_errorcode", 0) & 0xFF
            return found in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if isinstance(one, OSError) or type(one).__name__ == "TargetServerAttributeNotMatched":
            return True
    return False


def is_full(error: BaseException) -> bool:
    """Whether the server has no more connections for us."""
    return any(_state(one) == _NO_MORE_CONNECTIONS for one in _chain(error))


def _state(error: BaseException) -> str:
    return str(getattr(error, "sqlstate", None) or "")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and what it was made from."""
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__
