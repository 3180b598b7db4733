"""Facts with a kind and a subject in place of notes; what a page counts stands on the page.

Revision ID: 0002
Revises: 0001
"""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# How the keys of schema 0001's notes began, and the kind of fact that each became.
_KINDS = {
    "secret-fingerprint": "secret-fingerprint",
    "bot-link": "bot-link",
    "halt": "flood-wait",
    "discord-nonces": "nonce-seed",
    "rest": "source-rest",
    "repeat-count": "typed-count",
    "milestone": "milestone",
    "calendar": "calendar-entry",
}


def upgrade() -> None:
    """Bring schema 0001 here."""
    _move_notes()


def _move_notes() -> None:
    connection = op.get_bind()
    facts = op.create_table(
        "facts",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_facts"),
    )
    op.add_column("pages", sa.Column("note", sa.Text(), server_default="", nullable=False))
    notes = connection.execute(sa.text("SELECT name, value FROM notes WHERE value <> ''")).all()
    for name, value in notes:
        kind, _, subject = name.partition(":")
        if kind == "about-page":
            page = {"page": int(subject), "note": value}
            connection.execute(sa.text("UPDATE pages SET note = :note WHERE id = :page"), page)
    rows = [row for name, value in notes for row in _facts(name, value)]
    if rows:
        connection.execute(sa.insert(facts), rows)
    op.drop_table("notes")


def _facts(name: str, value: str) -> Iterator[dict[str, str]]:
    """The fact that a note becomes; none for one that stands elsewhere now."""
    key, _, subject = name.partition(":")
    if key in _KINDS:
        subject = "discord" if key == "discord-nonces" else subject
        yield {"kind": _KINDS[key], "subject": subject, "value": value.replace(" at ", " ")}
    elif key == "discord-told":
        yield {"kind": "told-missing", "subject": f"discord:{subject}", "value": value}
    elif key == "telegram-menus":
        told = json.dumps({"hash": value, "ids": {}})
        yield {"kind": "told-commands", "subject": "telegram", "value": told}
    elif key == "discord-commands":
        kept = json.loads(value)
        told = json.dumps({"hash": kept["mark"], "ids": kept["ids"]})
        yield {"kind": "told-commands", "subject": "discord", "value": told}
