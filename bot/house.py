"""The shared parts of every program: settings, database, log, and the services built from them."""

import hashlib
import hmac
import importlib.metadata
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from pydantic import SecretStr
from structlog.typing import FilteringBoundLogger

from bot.charts import Gallery, Painter
from bot.charts.sent_pictures import clean_logo, clean_picture
from bot.config import ConfigError, Settings, tongue
from bot.core.commands.answer import Services
from bot.core.commands.command_rate import Budget
from bot.core.commands.uploads import Uploads
from bot.core.counts.guard import Guard
from bot.core.counts.picture_address import Studio
from bot.core.delivery.fault_notices import NoticeAfter
from bot.core.delivery.vital_signs import BOT, DATABASE, Count, VitalSigns
from bot.core.events.kind import EventKinds
from bot.core.model.event import Rules
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.database import OutdatedError, Subject
from bot.core.ports.desk import is_loopback
from bot.core.ports.facts import BOT_ACCOUNT, BOT_LINK, SECRET_FINGERPRINT
from bot.core.ports.leases import Process
from bot.core.ports.platform import ChatPlatform
from bot.event_kinds import KINDS
from bot.fetch import HttpFetch
from bot.jobs.collect import Collector
from bot.jobs.process_id import name_process
from bot.jobs.purge import Retention
from bot.locales import LANGUAGES, speak, vocabulary
from bot.log import hide
from bot.opening import Migrate, find_key, fingerprint, make_store, prepare
from bot.proxies.address import in_ascii
from bot.sources import SOURCES
from handlers import COMMANDS
from storage import Database, open_store

TOKENS = {"telegram": "TELEGRAM_BOT_TOKEN", "discord": "DISCORD_BOT_TOKEN"}


@dataclass(frozen=True, slots=True)
class House:
    """The parts that every program of the house shares; `entered` are the settings that come from the desk.

    `is_new` says that its database was begun just now.
    """

    settings: Settings
    source_settings: Mapping[str, str]
    store: Database
    log: FilteringBoundLogger
    painter: Painter = field(default_factory=Painter)
    vitals: VitalSigns = field(default_factory=VitalSigns)
    process: Process = field(default_factory=lambda: Process(name_process(), version()))
    entered: frozenset[str] = frozenset()
    is_new: bool = False

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that must never appear in a log or an error."""
        return secrets_of(self.settings, self.source_settings)

    def services(self) -> Services:
        """What answers commands."""
        return Services(
            COMMANDS, self.store, LANGUAGES, self.report, guard(self.settings), self.studio(),
            event_kinds(self.settings), vocabulary(), Budget(), clean_picture, self.vitals, desk_url(self.settings),
            bool(self.settings.secret_key_old.get_secret_value()),
            uploads=Uploads(SOURCES, lambda: map(speak, LANGUAGES)), clean_logo=clean_logo,
            replica_kept=timedelta(days=self.settings.replica_days),
        )  # fmt: skip

    def studio(self) -> Studio:
        """Where platforms and the page get pictures drawn."""
        public = self.settings.web_public_url
        return Gallery(self.store, speak, self.painter, self.report, public, event_kinds(self.settings))

    def report(self, fault: BaseException) -> None:
        """Log a fault of the program in one line."""
        self.log.error("fault", exc_info=fault)


def secrets_of(settings: Settings, own: Mapping[str, str]) -> tuple[str, ...]:
    """Every secret that is set, the sources' own among them."""
    hidden = [value.get_secret_value() for value in settings.model_dump().values() if isinstance(value, SecretStr)]
    hidden += [own.get(one.name, "") for source in SOURCES.values() for one in source.settings if one.secret]
    return tuple(value for value in hidden if value)


def version() -> str:
    """The version of nolike that is installed."""
    return importlib.metadata.version("nolike")


def agent_version(settings: Settings) -> str:
    """What the User-Agent says after the program's name: its version, and the page where its owner can be found."""
    return version() + (f" (+{in_ascii(settings.web_public_url)})" if settings.web_public_url else "")


def make_fetch(settings: Settings, source_settings: Mapping[str, str], clock: Clock) -> HttpFetch:
    """What reads the sources over HTTP."""
    secrets = secrets_of(settings, source_settings)
    return HttpFetch(clock, agent_version(settings), secrets=secrets, ways=settings.ways_out)


def make_collector(house: House, clock: Clock, fetch: HttpFetch) -> Collector:
    """The collector of this process, built from the settings."""
    settings = house.settings
    return Collector(
        store=house.store, fetch=fetch, sources=SOURCES, settings=house.source_settings, clock=clock,
        guard=guard(settings), every=timedelta(minutes=settings.read_every_minutes),
        after_end=timedelta(days=settings.read_after_end_days), notice_after=notice_after(settings), log=house.log,
        holder=house.process.name, vitals=house.vitals, changes=house.store.watch(Subject.READ),
    )  # fmt: skip


def guard(settings: Settings) -> Guard:
    """The limits on a change between two readings beyond which a reading is held."""
    return Guard(percent=settings.hold_percent, times=settings.hold_times)


def notice_after(settings: Settings) -> NoticeAfter:
    """How long pages may give no number before people are told."""
    return NoticeAfter(
        timedelta(hours=settings.fault_hours),
        timedelta(hours=settings.remind_hours),
        timedelta(days=settings.read_after_end_days),
    )


def retention(settings: Settings) -> Retention:
    """How long finished deliveries and all readings are kept."""
    days = (settings.keep_updates_days, settings.keep_calls_days, settings.keep_readings_days)
    return Retention(*(timedelta(days=one) for one in days))


def event_kinds(settings: Settings) -> EventKinds:
    """The kinds of events, with the limits from the settings."""
    rules = Rules(
        most_more=settings.pledge_most_more,
        burst=settings.pledge_burst,
        checkin_after=timedelta(hours=settings.checkin_hours),
        public_url=settings.web_public_url,
    )
    return EventKinds(KINDS, rules, SOURCES)


def desk_url(settings: Settings) -> str:
    """Where the desk is reached, without a slash at the end: by https, or on this machine; "" where it is off."""
    if settings.desk == "off" or not (settings.web_port or settings.desk_port):
        return ""
    public = settings.desk_public_url or ("" if settings.desk_port else settings.web_public_url)
    if public.startswith("https:") or is_loopback(public):
        return public
    return f"http://127.0.0.1:{settings.desk_port or settings.web_port}"


@asynccontextmanager
async def open_house(
    settings: Settings,
    source_settings: Mapping[str, str],
    log: FilteringBoundLogger,
    *,
    people: bool = True,
    any_key: bool = False,
    despite: type[OutdatedError] | None = None,
    wait: float | None = None,
    migrate: Migrate = Migrate.NOT_EVEN_NEW,
) -> AsyncIterator[House]:
    """Open the house: its database is open and its schema up to date, else raises OlderSchemaError.

    `people` says that roles or private chats are used, which needs SECRET_KEY (raises ConfigError without it). It
    must be the one that the database was begun with, unless `any_key`. A database on which nothing may run, as that of
    a bot that moved away, raises an OutdatedError, unless it is of the kind `despite`. Waits up to `wait` seconds for a
    database that does not answer, or to be alone on one that is migrated; then raises UnreachableError or StorageError.
    Without a `wait` it tries once. A database that is not there is begun only where `migrate` says so.
    """
    secret = settings.secret() if people else settings.secret_key.get_secret_value()
    store = make_store(settings, secret)
    painter = Painter()
    try:
        house = House(settings, source_settings, store, log, painter)
        is_new = await prepare(store, house.process, settings, log, wait=wait, migrate=migrate)
        with suppress(*([despite] if despite else [])):
            async with store.reading() as tx:
                await tx.processes.check()
        store.on_silent = lambda reason: log.info(
            "the database does not tell what changes; it is asked instead", reason=reason
        )
        store.wiper.on_blocked = lambda: log.info(
            "deleted data stays in the database's log while another program reads it; tried again later"
        )
        store.on_error = partial(house.vitals.count, Count.DATABASE_ERRORS)
        store.on_written = partial(house.vitals.meet, DATABASE)
        if people and not any_key and (wrong := await wrong_key(house)):
            if wrong.values:
                raise ConfigError(speak(tongue(LANGUAGES))(wrong))
            raise ConfigError("SECRET_KEY is not the one that this database was begun with: set that one again.")
        yield await with_stored_tokens(replace(house, is_new=is_new))
    finally:
        await painter.close()
        await store.close()


def has_token(settings: Settings) -> bool:
    """Whether there is a token of any platform."""
    return any(getattr(settings, name.lower()).get_secret_value() for name in TOKENS.values())


async def with_stored_tokens(house: House) -> House:
    """The house with the tokens that were entered in the desk, as they are now; those in the environment win."""
    async with house.store.reading() as tx:
        stored = await tx.desk.settings()
    found = {
        name: value
        for name, value in stored.items()
        if name in TOKENS.values()
        and (name in house.entered or not getattr(house.settings, name.lower()).get_secret_value())
    }
    if not found:
        return house
    hide(found.values())
    settings = house.settings.model_copy(update={name.lower(): SecretStr(value) for name, value in found.items()})
    return replace(house, settings=settings, entered=house.entered | found.keys())


async def has_secret(database_url: str) -> bool:
    """Whether the database is there and was begun with a SECRET_KEY; does not create or migrate it."""
    store = open_store(database_url, "")
    try:
        if not await store.exists():
            return False
        async with store.reading() as tx:
            return await tx.facts.get(SECRET_FINGERPRINT) is not None
    finally:
        await store.close()


async def compare_fingerprint(house: House, *, keep: bool = True) -> bool:
    """Whether SECRET_KEY is the one that the database was created with; the first call stores its fingerprint.

    Without `keep` nothing is written.
    """
    own = fingerprint(house.settings.secret())
    async with house.store.reading() as tx:
        kept = await tx.facts.get(SECRET_FINGERPRINT)
    if kept is None and keep:
        async with house.store.writing() as tx:
            await tx.facts.put(SECRET_FINGERPRINT, "", own)
    return kept in {None, own}


async def wrong_key(house: House, *, keep: bool = True) -> Text | None:
    """That SECRET_KEY is not the one that the database was created with, and where that one lies; None where it is.

    `keep` as in `compare_fingerprint`.
    """
    if await compare_fingerprint(house, keep=keep):
        return None
    async with house.store.reading() as tx:
        kept = await tx.facts.get(SECRET_FINGERPRINT)
    found = find_key(house.settings, kept or "")
    return Text("check-secret-beside", found) if found else Text("check-secret-other")


async def note_account(house: House, platform: ChatPlatform) -> None:
    """Store the bot's link for the page, which another process may serve, and its id on the platform.

    Under a new token of another bot, ids that the one before was given are forgotten: they are other messages now.
    Notes as well how long the bot was off where its last process was killed: one that stops gives its lease back.
    """
    async with house.store.writing() as tx:
        house.vitals.end(BOT, -await tx.leases.left(f"platform:{platform.name}", await tx.leases.now()))
        await tx.facts.put(BOT_LINK, platform.name, platform.link)
        before = await tx.facts.get(BOT_ACCOUNT, platform.name)
        await tx.facts.put(BOT_ACCOUNT, platform.name, platform.account)
        if before in {None, platform.account}:
            return
        await tx.chats.forget_account(platform.name)
    house.log.warning("another bot than before: what the one before posted is out of reach", platform=platform.name)


def takes_webhook(settings: Settings) -> bool:
    """Whether Telegram brings the updates to the page, so that without a page the bot hears nothing."""
    return bool(settings.telegram_webhook and settings.telegram_bot_token.get_secret_value())


def webhook_secret(settings: Settings) -> str:
    """What Telegram sends with every update: the same in each process that has the same SECRET_KEY and token."""
    token = settings.telegram_bot_token.get_secret_value()
    return hmac.new(settings.secret().encode(), f"telegram-webhook|{token}".encode(), hashlib.sha256).hexdigest()
