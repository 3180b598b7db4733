"""What happens to an announcement after it was planned: other words, a pause, an end; and how far it has come."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, TextClause, bindparam, case, text, update

from bot.core.model.announcements import TALLIED, Action, Audience, State, Stop, Tally
from bot.core.model.reply import Reply
from bot.core.model.reply_json import pack
from storage.engine.session import Link
from storage.tables import Millis, announcements, deliveries

CLOSED = (Stop.CANCELLED, Stop.RETRACTED)
UNSUBSCRIBED = "unsubscribed"
POSTS = deliveries.c.action.in_([action.value for action in Action if action.posts])
"""Whether a delivery says something new in its chat."""

BROADCAST = text("""
    INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, state, action, subscription)
    SELECT CAST(:announcement AS bigint), c.id, c.platform, s.campaign, CAST(:priority AS smallint),
           CAST(:due AS bigint), 'pending', 'send', s.id
    FROM subscriptions s JOIN chats c ON c.id = s.chat_id
    WHERE s.campaign = :campaign AND c.off = '' AND (:platform = '' OR c.platform = :platform)
    AND (:language = '' OR c.language = :language OR (:undecided AND c.language = ''))
    ORDER BY c.id
    ON CONFLICT DO NOTHING
""").bindparams(bindparam("due", type_=Millis))

AUDIENCE = text("""
    SELECT c.platform, c.language, count(*) FROM subscriptions s JOIN chats c ON c.id = s.chat_id
    WHERE s.campaign = :campaign AND c.off = '' GROUP BY c.platform, c.language
""")

# A delivery that is being sent is left alone: `storage/deliveries/outcomes.py` sees afterwards that the words changed.
_REVISE = text("""
    UPDATE deliveries SET state = 'pending', action = :action, due = :now, tries = 0, first_try = NULL, reason = ''
    WHERE announcement_id = :announcement AND leased_until IS NULL AND message <> ''
    AND state IN ('pending', 'sent', 'failed', 'unknown')
    AND (SELECT off FROM chats WHERE id = deliveries.chat_id) = ''
""").bindparams(bindparam("now", type_=Millis))

# An edit that waits for a chat that has been switched off since will not leave.
_TALLY = text("""
    SELECT CASE WHEN d.state = 'pending' AND c.off <> '' THEN 'skipped' ELSE d.state END AS stand, count(*),
           sum(CASE WHEN d.again AND d.state = 'sent' THEN 1 ELSE 0 END),
           sum(CASE WHEN d.left_at >= :since THEN 1 ELSE 0 END)
    FROM deliveries d JOIN chats c ON c.id = d.chat_id WHERE d.announcement_id = :announcement GROUP BY 1
""").bindparams(bindparam("since", type_=Millis))

_FAILURES = text("""
    SELECT reason, count(*) FROM deliveries WHERE announcement_id = :announcement AND state = 'failed'
    GROUP BY reason ORDER BY count(*) DESC, reason
""")


def audience_of(audience: Audience) -> dict[str, object]:
    """The parameters of an audience."""
    return {
        "campaign": audience.campaign,
        "platform": audience.platform,
        "language": audience.language,
        "undecided": audience.undecided,
    }


def document(content: Reply) -> str:
    """What an announcement says, as it is kept."""
    return json.dumps(pack(content), ensure_ascii=False, separators=(",", ":"))


async def revise(link: Link, announcement_id: int, content: Reply, now: datetime, action: Action) -> bool:
    """Give an announcement other words, in the chats where it stands too; False where it says them already."""
    words = document(content)
    # Locked first, so that what is being recorded meanwhile waits and then sees the new version.
    changed = (
        update(announcements)
        .where(announcements.c.id == announcement_id, announcements.c.content != words)
        .values(content=words, version=announcements.c.version + 1)
    )
    if not (await link.connection.execute(changed)).rowcount:
        return False
    await link.connection.execute(_REVISE, {"announcement": announcement_id, "action": action.value, "now": now})
    return True


async def stop(link: Link, announcement_id: int, how: Stop) -> None:
    """Pause an announcement, let it go on, or close it."""
    told = update(announcements).where(announcements.c.id == announcement_id).values(stop=how.value)
    await link.connection.execute(told)
    if how in CLOSED:
        await settle(link, how.value, deliveries.c.announcement_id == announcement_id)


async def settle(link: Link, reason: str, *which: ColumnElement[bool]) -> None:
    """Of these deliveries, what still waits to be posted never will be."""
    waits = (deliveries.c.state == State.PENDING.value, deliveries.c.leased_until.is_(None))
    # A row that may have arrived already is not known to have been skipped.
    settled = case((deliveries.c.again, State.UNKNOWN.value), else_=State.SKIPPED.value)
    await link.connection.execute(update(deliveries).where(*waits, POSTS, *which).values(state=settled, reason=reason))


async def tally(link: Link, announcement_id: int, now: datetime) -> Tally:
    """How an announcement stands."""
    since = now - timedelta(seconds=TALLIED)
    rows = await _rows(link, _TALLY, announcement=announcement_id, since=since)
    failures = await _rows(link, _FAILURES, announcement=announcement_id)
    return Tally(
        states={State(stand): count for stand, count, _, _ in rows},
        failures=tuple((reason, count) for reason, count in failures),
        twice=sum(twice for _, _, twice, _ in rows),
        departures=sum(left or 0 for _, _, _, left in rows),
    )


async def _rows(link: Link, query: TextClause, **values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await link.connection.execute(query, values)]
