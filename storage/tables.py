"""The tables of the database, the same on SQLite and PostgreSQL.

A snapshot's time is a whole number of UTC seconds, because its key stands in every row; every other time is in UTC
milliseconds. No table holds a person's name, user id or words, see `storage/engine/crypto.py`.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MILLISECOND = timedelta(milliseconds=1)


def seconds(moment: datetime) -> int:
    """Whole UTC seconds since 1970 at `moment` (aware), rounded down."""
    return (moment - EPOCH) // SECOND


def from_seconds(value: int) -> datetime:
    """The aware UTC moment that `seconds` made this of."""
    return EPOCH + timedelta(seconds=value)


def millis(moment: datetime) -> int:
    """Whole UTC milliseconds since 1970 at `moment` (aware), rounded down."""
    return (moment - EPOCH) // MILLISECOND


def from_millis(value: int) -> datetime:
    """The aware UTC moment that `millis` made this of."""
    return EPOCH + timedelta(milliseconds=value)


class Seconds(TypeDecorator[datetime]):
    """An aware datetime, kept as whole UTC seconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        """The seconds that are stored."""
        return None if value is None else seconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - SQLAlchemy's
        """The moment of stored seconds."""
        return None if value is None else from_seconds(value)


class Millis(TypeDecorator[datetime]):
    """An aware datetime, kept as whole UTC milliseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        """The milliseconds that are stored."""
        return None if value is None else millis(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - SQLAlchemy's
        """The moment of stored milliseconds."""
        return None if value is None else from_millis(value)


# SQLite numbers rows by itself only where the key is exactly INTEGER.
Serial = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _campaign() -> Column[str]:
    return Column("campaign", Text, ForeignKey("campaigns.slug"), nullable=False)


def _page() -> Column[int]:
    return Column("page_id", Integer, ForeignKey("pages.id"), primary_key=True, autoincrement=False)


def _chat(*, key: bool = False) -> Column[int]:
    owner = ForeignKey("chats.id", ondelete="CASCADE")
    return Column("chat_id", Serial, owner, primary_key=key, nullable=False, autoincrement=False)


campaigns = Table(
    "campaigns",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("saved_at", Millis, nullable=False),
    Column("halted_at", Millis),
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    _campaign(),
    Column("source", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("read_at", Millis),
    # A text id that says what the source counts where that is not the usual thing, such as `note-followers`.
    _text("note"),
    UniqueConstraint("campaign", "source", "handle"),
)

snapshots = Table(
    "snapshots",
    metadata,
    _page(),
    Column("taken_at", Seconds, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("origin", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

baselines = Table(
    "baselines",
    metadata,
    _page(),
    Column("taken_at", Seconds, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("origin", SmallInteger, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("corrected_at", Millis),
)

failing = Table(
    "failing",
    metadata,
    _page(),
    Column("kind", Text, nullable=False),
    Column("since", Millis, nullable=False),
)

held = Table(
    "held",
    metadata,
    _page(),
    Column("count", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("read_at", Millis, nullable=False),
)

# `address` is the platform's id of the chat, or its HMAC where the chat is private.
chats = Table(
    "chats",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    _text("thread"),
    _text("language"),
    _text("zone"),
    Column("quiet_start", SmallInteger),
    Column("quiet_end", SmallInteger),
    _text("off"),
    _text("options"),
    Column("app_language", Text, server_default="", nullable=False),
    UniqueConstraint("platform", "address", "thread"),
    sqlite_autoincrement=True,
)

private_addresses = Table(
    "private_addresses",
    metadata,
    _chat(key=True),
    Column("sealed", LargeBinary, nullable=False),
)

private_reasons = Table(
    "private_reasons",
    metadata,
    _chat(key=True),
    Column("reason", Text, primary_key=True),
)

# `platform` and `off` repeat what the chat says, so that what is due is found by a seek in one index.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Serial, primary_key=True),
    _chat(),
    _campaign(),
    Column("cadence", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("next_due", Millis),
    _text("shown"),
    _text("message"),
    _text("platform"),
    Column("off", Boolean, nullable=False, server_default=text("false")),
    _text("chapter"),
    UniqueConstraint("chat_id", "campaign"),
    sqlite_autoincrement=True,
)

_AWAKE = text("NOT off AND next_due IS NOT NULL")
Index(
    "ix_subscriptions_due",
    subscriptions.c.campaign,
    subscriptions.c.platform,
    subscriptions.c.next_due,
    subscriptions.c.id,
    sqlite_where=_AWAKE,
    postgresql_where=_AWAKE,
)

roles = Table(
    "roles",
    metadata,
    Column("campaign", Text, ForeignKey("campaigns.slug"), primary_key=True),
    Column("pseudonym", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("since", Millis, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("code_hash", Text, primary_key=True),
    _campaign(),
    Column("role", Text, nullable=False),
    Column("expires_at", Millis, nullable=False),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("pseudonym", Text, nullable=False, index=True),
    Column("at", Millis, nullable=False),
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    _campaign(),
    Column("kind", Text, nullable=False),
    Column("due", Millis, nullable=False),
    Column("content", Text, nullable=False),
    # Raised whenever the words change, so that what was sent with the old ones is known.
    Column("version", Integer, nullable=False, server_default="0"),
    _text("stop"),
    Column("deadline", Millis),
    sqlite_autoincrement=True,
)
_PAUSED = text("stop = 'paused'")
Index("ix_announcements_paused", announcements.c.id, sqlite_where=_PAUSED, postgresql_where=_PAUSED)

# AUTOINCREMENT, because SQLite would otherwise give the number of a deleted row to a new one: the outcome of a delivery
# that was deleted while it was being sent must not be recorded for another delivery.
# `platform`, `campaign`, `priority` repeat what the chat and the announcement say, so that a claim reads one index.
# `leased_until` is set from the claim to the outcome; `due` moves on where a delivery is tried again.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("announcement_id", Serial, ForeignKey("announcements.id"), nullable=False),
    _chat(),
    Column("platform", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("due", Millis, nullable=False),
    Column("state", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subscription", Serial, nullable=False),
    _text("shown"),
    _text("message"),
    _text("reason"),
    _text("holder"),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("again", Boolean, nullable=False, server_default=text("false")),
    Column("leased_until", Millis),
    Column("first_try", Millis),
    Column("left_at", Millis),
    UniqueConstraint("announcement_id", "chat_id"),
    sqlite_autoincrement=True,
)

_READY = text("state = 'pending' AND leased_until IS NULL")
_LEASED = text("leased_until IS NOT NULL")
_LEFT = text("left_at IS NOT NULL")

Index(
    "ix_deliveries_ready",
    deliveries.c.platform,
    deliveries.c.priority,
    deliveries.c.due,
    deliveries.c.id,
    sqlite_where=_READY,
    postgresql_where=_READY,
)
Index(
    "ix_deliveries_ready_in_chat",
    deliveries.c.chat_id,
    deliveries.c.priority,
    deliveries.c.due,
    deliveries.c.id,
    sqlite_where=_READY,
    postgresql_where=_READY,
)
Index("ix_deliveries_leased", deliveries.c.leased_until, sqlite_where=_LEASED, postgresql_where=_LEASED)
Index("ix_deliveries_leased_in_chat", deliveries.c.chat_id, sqlite_where=_LEASED, postgresql_where=_LEASED)
Index("ix_deliveries_left", deliveries.c.platform, deliveries.c.left_at, sqlite_where=_LEFT, postgresql_where=_LEFT)
Index("ix_deliveries_chat_id", deliveries.c.chat_id)

# What became of the deliveries that are deleted because they have been kept long enough; `reason` of failed ones alone.
tallies = Table(
    "tallies",
    metadata,
    Column("announcement_id", Serial, ForeignKey("announcements.id"), primary_key=True, autoincrement=False),
    Column("state", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("twice", BigInteger, nullable=False),
)

calls = Table(
    "calls",
    metadata,
    Column("id", Serial, primary_key=True),
    _campaign(),
    _text("author"),
    Column("script", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("due", Millis),
    Column("announcement", BigInteger, nullable=False),
    Column("progress", BigInteger, nullable=False),
    Column("busy", Boolean, nullable=False),
    Column("looked_at", Millis),
    Column("fixes", BigInteger, nullable=False),
    Column("did", Integer, nullable=False),
    Column("tapped", Integer, server_default=text("0"), nullable=False),
    Column("series", BigInteger),
    Column("occurs", Millis),
    sqlite_autoincrement=True,
)
_SCHEDULED = text("state = 'scheduled'")
_REPEATING = text("state = 'repeating'")
_BUSY = text("busy")
Index("ix_calls_scheduled", calls.c.due, sqlite_where=_SCHEDULED, postgresql_where=_SCHEDULED)
Index("ix_calls_repeating", calls.c.due, sqlite_where=_REPEATING, postgresql_where=_REPEATING)
Index("ix_calls_occurrence", calls.c.series, calls.c.occurs, unique=True)
Index("ix_calls_busy", calls.c.looked_at, sqlite_where=_BUSY, postgresql_where=_BUSY)


def _call() -> Column[int]:
    return Column("call_id", Serial, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)


# Who wrote the words of a call or an event (`kind` and `number`) that wait, and who approved those of `mark`.
approvals = Table(
    "approvals",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("number", Serial, primary_key=True, autoincrement=False),
    Column("pseudonym", Text, primary_key=True),
    _campaign(),
    Column("author", Boolean, nullable=False),
    _text("mark"),
)

# Without row numbers, which would keep the order in which people came.
taps = Table("taps", metadata, _call(), Column("pseudonym", Text, primary_key=True), sqlite_with_rowid=False)

pictures = Table(
    "pictures",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

picture_files = Table(
    "picture_files",
    metadata,
    Column("picture_id", Text, ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("file", Text, nullable=False),
)

# The command that a person's next words answer, by a pseudonym that belongs to no campaign.
dialogues = Table(
    "dialogues", metadata, Column("pseudonym", Text, primary_key=True), Column("command", Text, nullable=False)
)

# Made with the SECRET_KEY before the last `nolike rekey`: pseudonyms and HMACs of private chats not seen since.
old_pseudonyms = Table("old_pseudonyms", metadata, Column("pseudonym", Text, primary_key=True))

# `chat` is a pseudonym too; a row lives until a quorum decides, or until it expires.
crowd_reports = Table(
    "crowd_reports",
    metadata,
    _page(),
    Column("pseudonym", Text, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("step", Integer, nullable=False),
    Column("at", Millis, nullable=False),
    Column("expires_at", Millis, nullable=False),
)

# What a person or the operator brought in at once, so that exactly that can be taken back.
imports = Table(
    "imports",
    metadata,
    Column("id", Serial, primary_key=True),
    _campaign(),
    Column("kind", Text, nullable=False),
    Column("at", Millis, nullable=False),
    Column("role", Text, nullable=False),
    Column("pseudonym", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("undone_at", Millis),
    sqlite_autoincrement=True,
)
Index("ix_imports_campaign", imports.c.campaign, imports.c.id)

# `moments` are the times of the snapshots as compressed differences: a row of its own for each would double the file.
# `before` is the baseline that the import set or replaced, "" where there was none; only where `settled`.
import_pages = Table(
    "import_pages",
    metadata,
    Column("import_id", Serial, ForeignKey("imports.id"), primary_key=True, autoincrement=False),
    _page(),
    Column("first", Seconds, nullable=False),
    Column("last", Seconds, nullable=False),
    Column("moments", LargeBinary, nullable=False),
    Column("settled", Boolean, nullable=False),
    _text("before"),
)
Index("ix_import_pages_page_id", import_pages.c.page_id, import_pages.c.last)

# `document` holds what no query filters by; `result` is what was said at the event's close.
events = Table(
    "events",
    metadata,
    Column("id", Serial, primary_key=True),
    _campaign(),
    Column("state", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("next_due", Millis),
    Column("looked_at", Millis),
    Column("result", Text),
    sqlite_autoincrement=True,
)
_OPEN = text("state = 'open'")
Index("ix_events_open", events.c.next_due, sqlite_where=_OPEN, postgresql_where=_OPEN)

# One row for each person, without row numbers as in `taps`. `chat_id` is the group that the pledge came from, until the
# burst rule needs it no more; NULL for a private chat, which would lead to an address. Money is in hundredths.
pledges = Table(
    "pledges",
    metadata,
    Column("event_id", Serial, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("pseudonym", Text, primary_key=True),
    Column("since", Millis, nullable=False),
    Column("people", Integer, nullable=False),
    _text("chapter"),
    Column("band", SmallInteger, nullable=False),
    Column("amount", BigInteger),
    Column("chat_id", BigInteger),
    Column("held", Boolean, nullable=False),
    Column("pledged_at", Millis),
    Column("noted_at", Millis),
    Column("changes", Integer, nullable=False),
    Column("hours", Integer),
    Column("complete", Boolean, nullable=False),
    Column("spent", BigInteger),
    Column("late", Boolean, nullable=False),
    _text("link_hash"),
    sqlite_with_rowid=False,
)
Index("ix_pledges_chat", pledges.c.event_id, pledges.c.chat_id, pledges.c.pledged_at)

# What public figures count of each person: their pledge as it was when five changed together. Who was forgotten
# counts under a random pseudonym until the same.
published_pledges = Table(
    "published_pledges",
    metadata,
    Column("event_id", Serial, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("pseudonym", Text, primary_key=True),
    Column("people", Integer, nullable=False),
    _text("chapter"),
    Column("band", SmallInteger, nullable=False),
    Column("amount", BigInteger),
    Column("hours", Integer),
    Column("complete", Boolean, nullable=False),
    Column("spent", BigInteger),
    sqlite_with_rowid=False,
)

# Updates that came in. `sealed` is the answer that waits to be sent, with its address, encrypted; NULL once it is sent.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("update", Text, nullable=False),
    Column("at", Millis, nullable=False, index=True),
    Column("sealed", LargeBinary),
    UniqueConstraint("platform", "update"),
)
_WAITING = text("sealed IS NOT NULL")
Index("ix_inbox_waiting", inbox.c.platform, inbox.c.id, sqlite_where=_WAITING, postgresql_where=_WAITING)

# Updates that a webhook took, encrypted, until the process that listens has handled them.
update_queue = Table(
    "update_queue",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("update", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Millis, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", Millis, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pseudonym", Text, nullable=False),
    Column("act", Text, nullable=False),
    _text("about"),
)
Index("ix_audit_campaign", audit.c.campaign, audit.c.id)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Millis, nullable=False),
)

processes = Table(
    "processes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("seen", Millis, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# `sealed` is who it belongs to, and opens only together with the token whose hash stands beside it.
desk_links = Table(
    "desk_links",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("pseudonym", Text, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Millis, nullable=False),
)

desk_sessions = Table(
    "desk_sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pseudonym", Text, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("begun_at", Millis, nullable=False),
    Column("seen_at", Millis, nullable=False),
    Column("expires_at", Millis, nullable=False),
    _text("language"),
)

desk_passkeys = Table(
    "desk_passkeys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pseudonym", Text, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("added_at", Millis, nullable=False),
    Column("used_at", Millis, nullable=True),
)

desk_settings = Table(
    "desk_settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("changed_at", Millis, nullable=False),
)
