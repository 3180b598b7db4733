"""What this version adds to the database, a function for each subject.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring schema 0002 here."""
    _add_desk()
    _publish_pledges()
    _add_imports()
    op.create_table(
        "old_pseudonyms",
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name="pk_old_pseudonyms"),
    )
    op.create_table(
        "update_queue",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("update", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "update", name="pk_update_queue"),
    )
    _add_crowd()
    _add_series()
    _add_processes()
    op.add_column("chats", sa.Column("app_language", sa.Text(), server_default="", nullable=False))
    op.add_column("subscriptions", sa.Column("chapter", sa.Text(), server_default="", nullable=False))
    op.add_column("announcements", sa.Column("deadline", sa.BigInteger(), nullable=True))


def _add_series() -> None:
    """A series makes one call for each of its times; a call that is in no series has null in both columns."""
    op.add_column("calls", sa.Column("series", sa.BigInteger(), nullable=True))
    op.add_column("calls", sa.Column("occurs", sa.BigInteger(), nullable=True))
    repeating = sa.text("state = 'repeating'")
    op.create_index("ix_calls_repeating", "calls", ["due"], sqlite_where=repeating, postgresql_where=repeating)
    op.create_index("ix_calls_occurrence", "calls", ["series", "occurs"], unique=True)


def _add_processes() -> None:
    op.create_table(
        "processes",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_processes"),
    )


def _add_crowd() -> None:
    op.create_table(
        "crowd_reports",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_crowd_reports_page_id"),
        sa.PrimaryKeyConstraint("page_id", "pseudonym", name="pk_crowd_reports"),
    )


def _add_imports() -> None:
    """What was brought in at once can be taken back at once."""
    op.create_table(
        "imports",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_imports_campaign"),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_campaign", "imports", ["campaign", "id"])
    op.create_table(
        "import_pages",
        sa.Column("import_id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("moments", sa.LargeBinary(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_import_pages_import_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_import_pages_page_id"),
        sa.PrimaryKeyConstraint("import_id", "page_id", name="pk_import_pages"),
    )
    op.create_index("ix_import_pages_page_id", "import_pages", ["page_id", "last"])


def _add_desk() -> None:
    op.create_table(
        "desk_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_desk_links"),
    )
    op.create_index("ix_desk_links_pseudonym", "desk_links", ["pseudonym"])
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_sessions"),
    )
    op.create_index("ix_desk_sessions_pseudonym", "desk_sessions", ["pseudonym"])
    op.create_table(
        "desk_passkeys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_desk_passkeys"),
    )
    op.create_index("ix_desk_passkeys_pseudonym", "desk_passkeys", ["pseudonym"])
    op.create_table(
        "desk_settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_desk_settings"),
    )


def _publish_pledges() -> None:
    """What was public of people stays public; from now on it changes at fixed times."""
    op.add_column("calls", sa.Column("tapped", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE calls SET tapped = did")
    op.create_table(
        "published_pledges",
        sa.Column("event_id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Text(), server_default="", nullable=False),
        sa.Column("band", sa.SmallInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_published_pledges_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "pseudonym", name="pk_published_pledges"),
        sqlite_with_rowid=False,
    )
    columns = "event_id, pseudonym, people, chapter, band, amount, hours, complete, spent"
    kept = f"SELECT {columns} FROM pledges WHERE people > 0 AND NOT held"  # noqa: S608 - our own names
    op.execute(f"INSERT INTO published_pledges ({columns}) {kept}")
