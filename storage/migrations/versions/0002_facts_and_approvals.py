"""Facts with a kind and a subject in place of notes; one table of approvals for calls and events.

What a page counts becomes a column of the page. Who wrote and approved the words of events is read from the audit log,
where it stood until now. A subscription repeats its chat's platform, and whether the chat is off. Pseudonyms are made
anew for each purpose, and the times of people's acts become coarse. Deliveries that are deleted after
some days leave the totals of their announcement in a table of tallies.

Revision ID: 0002
Revises: 0001
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import context, op

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
    # A restore puts it there, which may be cut off before the backup is migrated.
    "restoring": "restoring",
}

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEN_MINUTES = 10 * 60 * 1000


def upgrade() -> None:
    """Bring schema 0001 here."""
    _move_notes()
    _move_approvals()
    _repeat_chats()
    _rename_people()
    _add_tallies()


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


def _move_approvals() -> None:
    connection = op.get_bind()
    given = connection.execute(
        sa.text("SELECT a.call_id, a.pseudonym, a.mark, c.campaign FROM approvals a JOIN calls c ON c.id = a.call_id")
    ).all()
    rows = {("call", row.call_id, row.pseudonym): (row.campaign, False, row.mark) for row in given}
    writing = "SELECT id, author, campaign FROM calls WHERE author <> '' AND state IN ('draft', 'proposed')"
    for call in connection.execute(sa.text(writing)):
        rows["call", call.id, call.author] = (call.campaign, True, "")
    waiting = "SELECT id, campaign, document FROM events WHERE state IN ('open', 'proposed')"
    for event in connection.execute(sa.text(waiting)).all():
        if json.loads(event.document).get("draft"):
            # Who approved it approved its words alone, and now approves a whole plan: that is asked for anew.
            authors = _authors(event.id, _acts(event.campaign), _needed(event.campaign))
            rows |= {("event", event.id, one): (event.campaign, True, "") for one in authors}
    op.drop_table("approvals")
    approvals = op.create_table(
        "approvals",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("author", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["campaign"], ["campaigns.slug"], name="fk_approvals_campaign"),
        sa.PrimaryKeyConstraint("kind", "number", "pseudonym", name="pk_approvals"),
    )
    made = [
        {"kind": kind, "number": number, "pseudonym": pseudonym, "campaign": campaign, "author": author, "mark": mark}
        for (kind, number, pseudonym), (campaign, author, mark) in rows.items()
    ]
    if made:
        connection.execute(sa.insert(approvals), made)


def _repeat_chats() -> None:
    op.add_column("subscriptions", sa.Column("platform", sa.Text(), server_default="", nullable=False))
    op.add_column("subscriptions", sa.Column("off", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.execute("""
        UPDATE subscriptions SET platform = (SELECT platform FROM chats WHERE id = chat_id),
                                 off = (SELECT off <> '' FROM chats WHERE id = chat_id)
    """)
    op.drop_index("ix_subscriptions_next_due", "subscriptions")
    awake = sa.text("NOT off AND next_due IS NOT NULL")
    columns = ["campaign", "platform", "next_due", "id"]
    op.create_index("ix_subscriptions_due", "subscriptions", columns, sqlite_where=awake, postgresql_where=awake)


def _add_tallies() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "tallies",
        sa.Column("announcement_id", number, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("twice", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name="fk_tallies_announcement_id"),
        sa.PrimaryKeyConstraint("announcement_id", "state", "reason", name="pk_tallies"),
    )


def _acts(slug: str) -> Sequence[Any]:
    """A campaign's acts with events, newest first."""
    lines = "SELECT act, about, pseudonym FROM audit WHERE campaign = :slug AND act LIKE 'event-%' ORDER BY id DESC"
    return op.get_bind().execute(sa.text(lines), {"slug": slug}).all()


def _needed(slug: str) -> int:
    """How many approvals a campaign asked for where it had organizers enough."""
    document = op.get_bind().execute(sa.text("SELECT document FROM campaigns WHERE slug = :slug"), {"slug": slug})
    asked = json.loads(document.scalar_one()).get("call_approvals")
    return 1 if asked is None else int(asked)


def _authors(event: int, acts: Sequence[Any], needed: int) -> set[str]:
    """The authors of the words that wait.

    What was approved often enough stands: everything before that was about other words.
    """
    authors: set[str] = set()
    given: defaultdict[str, set[str]] = defaultdict(set)
    for act in acts:
        number, _, mark = act.about.partition(" ")
        if number != str(event):
            continue
        if act.act == "event-proposed":
            authors.add(act.pseudonym)
        elif act.act == "event-approved":
            given[mark].add(act.pseudonym)
            if len(given[mark]) >= needed:
                break
    # Without a line that names an author, whoever touched the event is taken for one.
    return authors or {act.pseudonym for act in acts if act.about.partition(" ")[0] == str(event)}


def _rename_people() -> None:
    """Give people a pseudonym for each purpose, and leave no time finer than a rule needs.

    Pledges and taps are written in the order of their new pseudonyms, so that not even their place says who came first.
    """
    connection = op.get_bind()
    for table, purpose in (("wrong_codes", "wrong-codes"), ("dialogues", "dialogue")):
        known = connection.execute(sa.text(f"SELECT DISTINCT pseudonym FROM {table}"))  # noqa: S608 - our tables
        for (old,) in known.all():
            new = {"old": old, "new": _narrowed(purpose, old)}
            connection.execute(sa.text(f"UPDATE {table} SET pseudonym = :new WHERE pseudonym = :old"), new)  # noqa: S608 - see above
    connection.execute(sa.text("UPDATE wrong_codes SET at = at - at % 60000"))
    connection.execute(sa.text("UPDATE roles SET since = since - since % 60000"))
    # What can be done in private alone keeps its minute; of the rest nobody knows where it was typed.
    private = "role = 'operator' OR act LIKE 'call-%' OR act LIKE 'fix-%' OR act IN ('claimed', 'code-burnt')"
    connection.execute(sa.text(f"UPDATE audit SET at = at - at % CASE WHEN {private} THEN 60000 ELSE 3600000 END"))  # noqa: S608 - no input
    _rename_taps()
    _rename_pledges()


def _narrowed(purpose: str, known_as: str) -> str:
    return str(context.config.attributes["crypto"].narrowed(purpose, known_as))


def _rename_taps() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT call_id, pseudonym FROM taps")).all()
    op.drop_table("taps")
    taps = op.create_table(
        "taps",
        sa.Column("call_id", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_taps_call_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "pseudonym", name="pk_taps"),
        sqlite_with_rowid=False,
    )
    named = sorted((call, _narrowed(f"taps|{call}", pseudonym)) for call, pseudonym in rows)
    if named:
        connection.execute(sa.insert(taps), [{"call_id": call, "pseudonym": new} for call, new in named])


def _rename_pledges() -> None:
    connection = op.get_bind()
    rows = [dict(row) for row in connection.execute(sa.text("SELECT * FROM pledges")).mappings()]
    ends = {row.id: _end(row.document) for row in connection.execute(sa.text("SELECT id, document FROM events"))}
    op.drop_table("pledges")
    pledges = op.create_table(
        "pledges",
        sa.Column("event_id", _SERIAL, autoincrement=False, nullable=False),
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
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("link_hash", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_pledges_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "pseudonym", name="pk_pledges"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pledges_chat", "pledges", ["event_id", "chat_id", "pledged_at"])
    for row in rows:
        row["late"] = row["pledged_at"] is not None and row["pledged_at"] >= ends[row["event_id"]]
        row["pseudonym"] = _narrowed(f"event|{row['event_id']}", row["pseudonym"])
        row["held"], row["complete"] = bool(row["held"]), bool(row["complete"])
        for name in ("since", "pledged_at", "noted_at"):
            row[name] = None if row[name] is None else row[name] - row[name] % _TEN_MINUTES
    if rows:
        connection.execute(sa.insert(pledges), sorted(rows, key=lambda row: (row["event_id"], row["pseudonym"])))


def _end(document: str) -> int:
    """When an event ends, in UTC milliseconds."""
    event = json.loads(document)
    local = datetime.fromisoformat(event["plan"]["local"]).replace(tzinfo=ZoneInfo(event["zone"]))
    return int(local.timestamp() + event["plan"]["length"]) * 1000
