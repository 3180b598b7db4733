"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _counts()
    _chats()
    _people()
    _ledger()
    _calls()
    _events()
    _services()


def where(condition: str) -> dict[str, Any]:
    """An index on some rows alone, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _counts() -> None:
    op.create_table(
        "campaigns",
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("halted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name="pk_campaigns"),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_pages_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("campaign", "source", "handle", name="uq_pages_campaign_source_handle"),
    )
    op.create_table(
        "snapshots",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("origin", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_snapshots_page_id"),
        sa.PrimaryKeyConstraint("page_id", "taken_at", name="pk_snapshots"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "baselines",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("origin", sa.SmallInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_baselines_page_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_baselines"),
    )
    op.create_table(
        "failing",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_failing_page_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_failing"),
    )
    op.create_table(
        "held",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_held_page_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_held"),
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("zone", sa.Text(), server_default="", nullable=False),
        sa.Column("quiet_start", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_end", sa.SmallInteger(), nullable=True),
        sa.Column("off", sa.Text(), server_default="", nullable=False),
        sa.Column("options", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
        sa.UniqueConstraint("platform", "address", "thread", name="uq_chats_platform_address_thread"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "private_addresses",
        sa.Column("chat_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_private_addresses_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_private_addresses"),
    )
    op.create_table(
        "private_reasons",
        sa.Column("chat_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_private_reasons_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "reason", name="pk_private_reasons"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("chat_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Text(), server_default="", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_subscriptions_campaign"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_subscriptions_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("chat_id", "campaign", name="uq_subscriptions_chat_id_campaign"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_next_due", "subscriptions", ["next_due"])


def _people() -> None:
    op.create_table(
        "roles",
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_roles_campaign"),
        sa.PrimaryKeyConstraint("campaign", "pseudonym", name="pk_roles"),
    )
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_invites_campaign"),
        sa.PrimaryKeyConstraint("code_hash", name="pk_invites"),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_codes"),
    )
    op.create_index("ix_wrong_codes_pseudonym", "wrong_codes", ["pseudonym"])


def _ledger() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("stop", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_announcements_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
        sa.UniqueConstraint("key", name="uq_announcements_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcements_paused", "announcements", ["id"], **where("stop = 'paused'"))
    op.create_table(
        "deliveries",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("announcement_id", SERIAL, nullable=False),
        sa.Column("chat_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subscription", SERIAL, nullable=False),
        sa.Column("shown", sa.Text(), server_default="", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("again", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("first_try", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name="fk_deliveries_announcement_id"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_deliveries_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("announcement_id", "chat_id", name="uq_deliveries_announcement_id_chat_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_chat_id", "deliveries", ["chat_id"])
    op.create_index("ix_deliveries_leased", "deliveries", ["leased_until"], **where("leased_until IS NOT NULL"))
    op.create_index("ix_deliveries_leased_in_chat", "deliveries", ["chat_id"], **where("leased_until IS NOT NULL"))
    op.create_index("ix_deliveries_left", "deliveries", ["platform", "left_at"], **where("left_at IS NOT NULL"))
    op.create_index(
        "ix_deliveries_ready",
        "deliveries",
        ["platform", "priority", "due", "id"],
        **where("state = 'pending' AND leased_until IS NULL"),
    )
    op.create_index(
        "ix_deliveries_ready_in_chat",
        "deliveries",
        ["chat_id", "priority", "due", "id"],
        **where("state = 'pending' AND leased_until IS NULL"),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("announcement", sa.BigInteger(), nullable=False),
        sa.Column("progress", sa.BigInteger(), nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=True),
        sa.Column("fixes", sa.BigInteger(), nullable=False),
        sa.Column("did", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_calls_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calls_scheduled", "calls", ["due"], **where("state = 'scheduled'"))
    op.create_index("ix_calls_busy", "calls", ["looked_at"], **where("busy"))
    op.create_table(
        "approvals",
        sa.Column("call_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_approvals_call_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "pseudonym", name="pk_approvals"),
    )
    op.create_table(
        "taps",
        sa.Column("call_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_taps_call_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "pseudonym", name="pk_taps"),
    )
    op.create_table(
        "pictures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pictures"),
    )
    op.create_table(
        "picture_files",
        sa.Column("picture_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["pictures.id"], name="fk_picture_files_picture_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("picture_id", "platform", name="pk_picture_files"),
    )
    op.create_table(
        "dialogues",
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name="pk_dialogues"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("next_due", sa.BigInteger(), nullable=True),
        sa.Column("looked_at", sa.BigInteger(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_events_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_open", "events", ["next_due"], **where("state = 'open'"))
    op.create_table(
        "pledges",
        sa.Column("event_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Text(), server_default="", nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("pledged_at", sa.BigInteger(), nullable=True),
        sa.Column("noted_at", sa.BigInteger(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_pledges_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "pseudonym", name="pk_pledges"),
    )
    op.create_index("ix_pledges_chat", "pledges", ["event_id", "chat_id", "pledged_at"])


def _services() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("update", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("platform", "update", name="uq_inbox_platform_update"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    op.create_index("ix_inbox_waiting", "inbox", ["platform", "id"], **where("sealed IS NOT NULL"))
    op.create_table(
        "audit",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_campaign", "audit", ["campaign", "id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "notes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )
