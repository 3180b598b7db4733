"""Changes a planned announcement: new content, pause, cancellation, retraction. Also counts its progress."""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, String, TextClause, bindparam, case, select, text, true, update

from bot.core.model.announcements import OUT_OF_REACH, TALLIED, Action, Audience, State, Stop, Tally
from bot.core.model.chats import Mode
from bot.core.model.reply import Reply
from bot.core.model.reply_json import pack
from storage.delivery_states import Step, taken, taken_sql, target
from storage.engine.session import Link
from storage.tables import Millis, announcements, deliveries, subscriptions

CLOSED = (Stop.CANCELLED, Stop.RETRACTED)
UNSUBSCRIBED = "unsubscribed"
POSTS = deliveries.c.action.in_([action.value for action in Action if action.posts])
"""Whether a delivery posts a new message in its chat."""

_SPOKEN = "CASE WHEN c.language = '' THEN c.app_language ELSE c.language END"
"""A chat's language: the one chosen there, else the one of the person's app."""

_HEARD = f"CASE WHEN {_SPOKEN} <> '' AND (NOT :leaves_out OR {_SPOKEN} IN :offered) THEN {_SPOKEN} ELSE :fallback END"
"""The language in which the campaign speaks to a chat, as `Campaign.tongue` has it."""

BROADCAST = text(f"""
    INSERT INTO deliveries (announcement_id, chat_id, platform, campaign, priority, due, state, action, subscription)
    SELECT CAST(:announcement AS bigint), c.id, c.platform, s.campaign, CAST(:priority AS smallint),
           CAST(:due AS bigint), '{target(Step.PLAN, State.PENDING)}', '{Action.SEND}', s.id
    FROM subscriptions s JOIN chats c ON c.id = s.chat_id
    WHERE s.campaign = :campaign AND c.off = '' AND (:platform = '' OR c.platform = :platform)
    AND (:language = '' OR {_HEARD} = :language)
    AND (:chapter = '' OR s.chapter = :chapter)
    ORDER BY c.id
    ON CONFLICT DO NOTHING
""").bindparams(bindparam("due", type_=Millis), bindparam("offered", type_=String, expanding=True))  # noqa: S608 - put together from the states alone

AUDIENCE = text(f"""
    SELECT c.platform, {_SPOKEN} AS spoken, s.chapter, count(*) FROM subscriptions s JOIN chats c ON c.id = s.chat_id
    WHERE s.campaign = :campaign AND c.off = '' GROUP BY c.platform, spoken, s.chapter
""")  # noqa: S608 - put together from the text above alone

# A delivery in `sending` is not changed here: `storage/deliveries/outcomes.py` compares versions at its outcome.
_REVISE = {
    action: text(f"""
        UPDATE deliveries
        SET state = '{target(step, State.PENDING)}', action = '{action}', due = :now,
            tries = 0, first_try = NULL, reason = ''
        WHERE announcement_id = :announcement AND {taken_sql(step, to=State.PENDING)} AND message <> ''
        AND (SELECT off FROM chats WHERE id = deliveries.chat_id) = ''
    """).bindparams(bindparam("now", type_=Millis))  # noqa: S608 - as above
    for action, step in ((Action.EDIT, Step.FIX), (Action.DELETE, Step.RETRACT))
}
_STOPS = {Stop.CANCELLED: Step.CANCEL, Stop.RETRACTED: Step.RETRACT}

# A pending edit for a chat that has been switched off is never sent, so it counts as skipped.
_TALLY = text(f"""
    SELECT CASE WHEN d.state = '{State.PENDING}' AND c.off <> '' THEN '{State.SKIPPED}' ELSE d.state END AS counted_as,
           count(*),
           sum(CASE WHEN d.again AND d.state = '{State.SENT}' THEN 1 ELSE 0 END),
           sum(CASE WHEN d.left_at >= :since THEN 1 ELSE 0 END),
           sum(CASE WHEN d.reason = '{OUT_OF_REACH}' THEN 1 ELSE 0 END)
    FROM deliveries d JOIN chats c ON c.id = d.chat_id WHERE d.announcement_id = :announcement GROUP BY 1
""").bindparams(bindparam("since", type_=Millis))  # noqa: S608 - as above

_FAILURES = text(f"""
    SELECT reason, count(*) FROM deliveries WHERE announcement_id = :announcement AND state = '{State.FAILED}'
    GROUP BY reason
""")  # noqa: S608 - as above
_STATES = text("SELECT state, count(*) FROM deliveries WHERE announcement_id = :announcement GROUP BY state")
# A failed delivery with a message failed to change or delete it; of what was retracted, that is all that may stand.
_THERE = ", ".join(f"'{one}'" for one in (State.PENDING, State.SENDING, State.SENT, State.UNKNOWN))
_STANDS = text(f"""
    SELECT 1 FROM deliveries d JOIN announcements a ON a.id = d.announcement_id WHERE a.id = :announcement
    AND ((a.stop <> '{Stop.RETRACTED}' AND d.state IN ({_THERE}))
         OR (d.state IN ('{State.FAILED}', '{State.UNKNOWN}') AND d.message <> ''))
    UNION ALL SELECT 1 FROM tallies t JOIN announcements a ON a.id = t.announcement_id WHERE a.id = :announcement
    AND a.stop <> '{Stop.RETRACTED}' AND t.state IN ({_THERE}) LIMIT 1
""")  # noqa: S608 - as above
# Totals of pruned deliveries.
_PRUNED = text("SELECT state, reason, count, twice FROM tallies WHERE announcement_id = :announcement")


def audience_of(audience: Audience) -> dict[str, object]:
    """The parameters that `BROADCAST` takes for an audience."""
    return {
        "campaign": audience.campaign,
        "platform": audience.platform,
        "language": audience.language,
        "fallback": audience.fallback,
        "leaves_out": bool(audience.offered),
        "offered": audience.offered,
        "chapter": audience.chapter,
    }


def document(content: Reply) -> str:
    """Serialize an announcement's content for its column."""
    return json.dumps(pack(content), ensure_ascii=False, separators=(",", ":"))


async def revise(link: Link, announcement_id: int, content: Reply, now: datetime, action: Action) -> bool:
    """Fill `bot.core.ports.delivery.Ledger.revise`."""
    words = document(content)
    # Lock the announcement first: concurrent outcomes wait, and then see the new version.
    changed = (
        update(announcements)
        .where(announcements.c.id == announcement_id)
        .where(announcements.c.content != words if action is Action.EDIT else true())
        .values(content=words, version=announcements.c.version + 1)
    )
    if not (await link.connection.execute(changed)).rowcount:
        return False
    await link.connection.execute(_REVISE[action], {"announcement": announcement_id, "now": now})
    return True


async def stop(link: Link, announcement_id: int, how: Stop) -> None:
    """Fill `bot.core.ports.delivery.Ledger.stop`."""
    stopped = update(announcements).where(announcements.c.id == announcement_id).values(stop=how.value)
    await link.connection.execute(stopped)
    if how in CLOSED:
        await drop(link, _STOPS[how], how.value, deliveries.c.announcement_id == announcement_id)


async def drop(link: Link, step: Step, reason: str | ScalarSelect[str], *which: ColumnElement[bool]) -> None:
    """Close pending posts among these: skipped, or unknown where an earlier try may have arrived."""
    closed = case((deliveries.c.again, target(step, State.UNKNOWN)), else_=target(step, State.SKIPPED))
    statement = (
        update(deliveries).where(taken(step, to=State.SKIPPED), POSTS, *which).values(state=closed, reason=reason)
    )
    await link.connection.execute(statement)


async def repost(link: Link, *which: ColumnElement[bool]) -> None:
    """Turn pending edits among these into new messages."""
    mode = select(subscriptions.c.mode).where(subscriptions.c.id == deliveries.c.subscription).scalar_subquery()
    action = case((mode == Mode.BOARD.value, Action.PIN.value), else_=Action.SEND.value)
    pending = target(Step.REPOST, State.PENDING)
    waits = update(deliveries).where(taken(Step.REPOST), *which)
    await link.connection.execute(waits.values(state=pending, action=action, message=""))


async def tally(link: Link, announcement_id: int, now: datetime) -> Tally:
    """Fill `bot.core.ports.delivery.Ledger.tally`."""
    since = now - timedelta(seconds=TALLIED)
    rows = await _rows(link, _TALLY, announcement=announcement_id, since=since)
    failed = await _rows(link, _FAILURES, announcement=announcement_id)
    pruned = await _rows(link, _PRUNED, announcement=announcement_id)
    states: Counter[State] = Counter({State(counted_as): count for counted_as, count, *_ in rows})
    failures: Counter[str] = Counter(dict(failed))
    for state, reason, count, _ in pruned:
        states[State(state)] += count
        if state == State.FAILED.value:
            failures[reason] += count
    return Tally(
        states=dict(states),
        failures=tuple(sorted(failures.items(), key=lambda one: (-one[1], one[0]))),
        twice=sum(twice for _, _, twice, *_ in rows) + sum(twice for _, _, _, twice in pruned),
        departures=sum(left or 0 for _, _, _, left, _ in rows),
        unreachable=sum(lost for *_, lost in rows),
        stands=await stands(link, announcement_id),
    )


async def stands(link: Link, announcement_id: int) -> bool:
    """Fill `bot.core.ports.delivery.Ledger.stands`."""
    return bool((await link.connection.execute(_STANDS, {"announcement": announcement_id})).first())


async def counts(link: Link, announcement_id: int) -> dict[State, int]:
    """Fill `bot.core.ports.delivery.Ledger.counts`."""
    found = Counter({State(state): count for state, count in await _rows(link, _STATES, announcement=announcement_id)})
    for state, _, count, _ in await _rows(link, _PRUNED, announcement=announcement_id):
        found[State(state)] += count
    return dict(found)


async def _rows(link: Link, query: TextClause, **values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await link.connection.execute(query, values)]
