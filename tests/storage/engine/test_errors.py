import sqlite3
import ssl
from pathlib import Path

import asyncpg  # type: ignore[import-untyped] # ships no types
import pytest

from storage.engine.errors import MisusedError, StorageError, UnreachableError, is_full, is_passing, kind_of


def made_from(cause: BaseException) -> RuntimeError:
    outer = RuntimeError("outer")
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.AdminShutdownError("terminating connection"),
        asyncpg.TooManyConnectionsError("too many clients"),
        asyncpg.InvalidAuthorizationSpecificationError("no pg_hba.conf entry"),
        asyncpg.InvalidCatalogNameError("does not exist"),
        ConnectionRefusedError("refused"),
        TimeoutError(),
    ],
)
def test_temporary_errors_are_recognized(error: BaseException) -> None:
    assert is_passing(error)
    assert is_passing(made_from(error))


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InvalidPasswordError("password authentication failed"),
        asyncpg.ProtocolViolationError("unsupported startup parameter"),
        ssl.SSLCertVerificationError("self-signed certificate"),
        LookupError("something else"),
    ],
)
def test_permanent_errors_are_recognized(error: BaseException) -> None:
    assert not is_passing(error)
    assert not is_passing(made_from(error))


def test_a_locked_file_is_waited_for_and_a_file_that_is_no_database_is_not(tmp_path: Path) -> None:
    file = tmp_path / "nolike.db"
    holder, other = sqlite3.connect(file, isolation_level=None), sqlite3.connect(file, timeout=0)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError) as locked:
        other.execute("CREATE TABLE t (x)")
    assert is_passing(locked.value)
    holder.close()
    other.close()
    file.write_text("not a database\n" * 100)
    other = sqlite3.connect(file)
    with pytest.raises(sqlite3.DatabaseError) as broken:
        other.execute("SELECT * FROM sqlite_master")
    assert kind_of(broken.value) is MisusedError
    assert kind_of(broken.value, was_open=True) is StorageError
    assert kind_of(locked.value) is UnreachableError
    other.close()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (asyncpg.InvalidPasswordError("password authentication failed"), MisusedError),
        (asyncpg.InvalidAuthorizationSpecificationError("no pg_hba.conf entry"), UnreachableError),
        (asyncpg.InvalidCatalogNameError("does not exist"), UnreachableError),
        (asyncpg.CannotConnectNowError("starting"), UnreachableError),
        (asyncpg.ProtocolViolationError("unsupported startup parameter"), StorageError),
        (ssl.SSLCertVerificationError("self-signed certificate"), StorageError),
    ],
)
def test_what_is_wrong_in_the_address_is_told_from_what_is_wrong_with_the_database(
    error: BaseException, kind: type[StorageError]
) -> None:
    assert (kind_of(error), kind_of(made_from(error))) == (kind, kind)


def test_a_password_that_was_right_before_is_waited_for() -> None:
    assert kind_of(asyncpg.InvalidPasswordError("password authentication failed"), was_open=True) is UnreachableError


def test_a_server_without_room_is_recognized_behind_other_errors() -> None:
    assert is_full(made_from(asyncpg.TooManyConnectionsError("too many connections for role")))
    assert not is_full(made_from(asyncpg.AdminShutdownError("stopping")))
