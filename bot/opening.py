"""Opens the database for a program: creates its tables, waits for it, and migrates it where that is safe."""

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from bot.config import ConfigError, Settings, home, own_secret, secret_file, tongue
from bot.core.model.reply import Text
from bot.core.ports.leases import Process
from bot.jobs.process_id import has_ended, is_page
from bot.locales import LANGUAGES, speak
from storage import Database, OlderSchemaError, Patience, StorageError, UnreachableError, open_store

TELL_EVERY = 60.0
"""Seconds between two log lines while waiting for the database."""

TRY_EVERY = 1.0

PATIENCE = 0.5
"""Seconds for which each try of a start waits for another program that has SQLite's file locked."""


class Migrate(StrEnum):
    """Whether a program migrates a database of an older version when it opens it; NEVER gives a new one its tables."""

    NOT_EVEN_NEW = "not even new"
    """All but what is meant to begin a database: it must be there already, as in a wrong folder there is none."""

    NEVER = "never"
    ALONE = "alone"
    """Once no other process works on the database."""

    ALWAYS = "always"


class NotBegunError(ConfigError):
    """There is no database where the settings say, or another program's: it may be the wrong folder."""

    def __init__(self, store: Database) -> None:
        super().__init__(speak(tongue(LANGUAGES))(Text("database-none", {"database": store.about})))


def make_store(settings: Settings, secret: str) -> Database:
    """The database of the settings. Raises ConfigError for an address that is none."""
    try:
        patience = Patience(settings.database_pool_size, settings.database_timeout_seconds)
        return open_store(settings.database_url, secret, patience, settings.secret_key_old.get_secret_value())
    except ValueError as wrong:
        raise ConfigError(str(wrong)) from None


async def reach(settings: Settings) -> None:
    """Return where the database lets us in; raises StorageError."""
    store = make_store(settings, "")
    try:
        await store.version()
    finally:
        await store.close()


async def prepare(
    store: Database,
    process: Process,
    settings: Settings,
    log: FilteringBoundLogger,
    *,
    wait: float | None,
    migrate: Migrate,
) -> bool:
    """Give the database the tables of this version, as far as `migrate` allows; log once a minute why it waits.

    True where the database was new. Raises UnreachableError, or StorageError where others work on a database to
    migrate, after `wait` seconds; NotBegunError for a missing database with Migrate.NOT_EVEN_NEW. A command has no
    `wait`: it tries once, and leaves a program that is writing the time that SQLite gives it.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    told = began - TELL_EVERY
    while True:
        try:
            return await _upgrade(store, settings, process, log, migrate, None if wait is None else PATIENCE)
        except (UnreachableError, _NotAloneError, NotBegunError) as reason:
            if loop.time() - began >= (wait or 0):
                raise
            if loop.time() - told >= TELL_EVERY:
                log.warning("waiting for the database", reason=str(reason))
                told = loop.time()
        await asyncio.sleep(TRY_EVERY)


async def is_begun(settings: Settings) -> bool:
    """Whether the database of the settings is there; neither creates nor migrates it."""
    store = make_store(settings, "")
    try:
        return await store.exists()
    finally:
        await store.close()


def versions_of(processes: Sequence[Process]) -> str:
    """The versions of these processes, each once."""
    return ", ".join(sorted({one.version or "an older version" for one in processes}))


class _NotAloneError(StorageError):
    """Other processes work on a database that is to be migrated."""

    def __init__(self, others: Sequence[Process]) -> None:
        running = f"{len(others)} running: {versions_of(others)}"
        super().__init__(
            f"The database is migrated once no older nolike works on it ({running}): stop it, "
            "or type `nolike upgrade`, which asks it to end."
        )


async def _upgrade(
    store: Database, settings: Settings, process: Process, log: FilteringBoundLogger, migrate: Migrate,
    patience: float | None,
) -> bool:  # fmt: skip
    if migrate is Migrate.NOT_EVEN_NEW and not await store.exists():
        raise NotBegunError(store)
    try:
        only_new = migrate is not Migrate.ALWAYS
        is_new = await store.upgrade(may_be_new=settings.database_new, only_new=only_new, patience=patience)
    except OlderSchemaError:
        if migrate is not Migrate.ALONE:
            raise
        # An older page shows nothing wrong in the seconds until it ends by itself.
        if others := await store.upgrade_alone(process.name, _may_be_ignored, key_fingerprint(settings)):
            raise _NotAloneError(others) from None
        log.warning("the database was migrated", database=store.about)
        return False
    if is_new:
        log.warning("a new database was begun", database=store.about)
    return is_new


def _may_be_ignored(name: str) -> bool:
    return has_ended(name) or is_page(name)


def fingerprint(secret: str) -> str:
    """What the database keeps of its SECRET_KEY, to know it again."""
    return hmac.new(secret.encode(), b"fingerprint", hashlib.sha256).hexdigest()[:16]


def find_key(settings: Settings, known: str) -> dict[str, str] | None:
    """Where the key with the fingerprint `known` lies beside SECRET_KEY, and where it should be; None if nowhere.

    As where `nolike rekey` put it, and the database is one from before.
    """
    place = secret_file(home() / ".env")
    for file in _beside(place) if place else ():
        with suppress(ConfigError):
            if fingerprint(own_secret(file)) == known:
                return {"file": str(file), "key": str(place)}
    old = settings.secret_key_old.get_secret_value()
    return {"file": "SECRET_KEY_OLD", "key": "SECRET_KEY"} if old and fingerprint(old) == known else None


def _beside(place: Path) -> list[Path]:
    """The files that are named as the key's and a word more; none where its folder cannot be read."""
    try:
        return sorted(file for file in place.parent.iterdir() if file.name.startswith(f"{place.name}."))
    except OSError:
        return []


def key_fingerprint(settings: Settings) -> str:
    """The fingerprint of the SECRET_KEY that is set; "" without one."""
    secret = settings.secret_key.get_secret_value()
    return fingerprint(secret) if secret else ""
