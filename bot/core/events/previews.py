"""Previews for organizers before a plan is posted: the card, the number of chats, and a button to confirm."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.delivery.approvals import naming
from bot.core.delivery.promises import event_breaks
from bot.core.events.kind import Kind
from bot.core.events.replies import card, heading, title_of
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Became, Event, Plan
from bot.core.model.reply import Button, Moment, Names, Reply, Text
from bot.core.ports.database import Transaction
from bot.core.ports.facts import EVENT_PREVIEWS

KEPT = 20
VALID, MADE_FOR = timedelta(hours=1), timedelta(days=7)
"""How long a preview can be confirmed, and how long is known what became of one that was."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan that was shown at `at` and waits to be confirmed, of the campaign with this slug.

    `event` is the event that it changes, 0 for a new one; `base` is what it was made from, see `base_of`.
    `made` is the number of the event once it was confirmed, 0 before.
    """

    campaign: str
    plan: Plan
    at: datetime
    event: int = 0
    base: str = ""
    made: int = 0

    @property
    def content_hash(self) -> str:
        """The hash in the command of its confirm button."""
        return _hash([self.campaign, str(self.event), self.base, plan_hash(self.plan)])


def plan_hash(plan: Plan) -> str:
    """A hash of everything in a plan. It changes with every word, time, goal and option: 160 bits of SHA-256."""
    return _hash(_write_plan(plan))


def base_of(campaign: Campaign, event: Event | None) -> str:
    """What a preview was made from: the event's plan as a hash, or for a new one the zone that its time is in."""
    return plan_hash(event.draft or event.plan) if event else campaign.zone


def alarm_hash(event: Event) -> str:
    """Stands for the release of exactly this alarm in its confirmation and its approval."""
    return hashlib.sha256(event.alarm.encode()).hexdigest()[:24]


async def store_preview(tx: Transaction, campaign: Campaign, preview: Preview) -> None:
    """Store a preview for an hour, and a confirmed one for a week; the last 20 of both are kept for each campaign."""
    kept = {hash_: one for hash_, one in (await _all(tx, campaign)).items() if _is_known(one, preview.at)}
    kept.pop(preview.content_hash, None)
    kept[preview.content_hash] = preview
    waiting = [hash_ for hash_, one in kept.items() if not one.made][-KEPT:]
    made = [hash_ for hash_, one in kept.items() if one.made][-KEPT:]
    await _put(tx, campaign, {hash_: one for hash_, one in kept.items() if hash_ in {*waiting, *made}})


async def drop_old_previews(tx: Transaction, campaign: Campaign, now: datetime) -> None:
    """Delete the previews that are too old."""
    known = await _all(tx, campaign)
    valid = {hash_: one for hash_, one in known.items() if _is_known(one, now)}
    if not valid:
        await tx.facts.drop(EVENT_PREVIEWS, campaign.slug)
    elif valid != known:
        await _put(tx, campaign, valid)


async def drop_unconfirmed(tx: Transaction, campaign: Campaign) -> None:
    """Delete the previews that were not confirmed, so that their buttons confirm nothing any more."""
    known = await _all(tx, campaign)
    if made := {hash_: one for hash_, one in known.items() if one.made}:
        await _put(tx, campaign, made)
    else:
        await tx.facts.drop(EVENT_PREVIEWS, campaign.slug)


async def take_preview(
    tx: Transaction, campaigns: Iterable[Campaign], content_hash: str, now: datetime
) -> tuple[Campaign, Preview]:  # fmt: skip
    """The preview with this hash, and its campaign; it can be confirmed once, within an hour, see `Preview.made`.

    Raises:
        Refusal: no preview of these campaigns has the hash any more.
    """
    for campaign in campaigns:
        preview = (await _all(tx, campaign)).get(content_hash)
        if preview is not None and _is_known(preview, now):
            return campaign, preview
    raise Refusal(Text("event-preview-gone"))


def _is_known(preview: Preview, now: datetime) -> bool:
    return now - preview.at < (MADE_FOR if preview.made else VALID)


async def preview_reply(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime, content_hash: str,
                        becomes: Became) -> Reply:  # fmt: skip
    """The preview of an event's card, with the number of chats, and what the plan `becomes` when it is confirmed."""
    shown = card(await read_status(tx, campaign, event, kind, now))
    start = event.starts_at
    at = Moment(start, event.zone, fixed=True)
    lines = [Text("event-preview-when", {"at": at})]
    if becomes is Became.WITHDRAWN:
        lines.append(Text("event-preview-withdrawn"))
    else:
        lines.append(Text("event-preview", {"chats": await count_chats(tx, campaign)}))
    lines += event_breaks(event.ends_at, campaign)
    if becomes is Became.WAITING:
        lines.append(Text("event-preview-waits"))
    title = shown.title if event.id else Text("event-preview-title", {"title": title_of(event, kind)})
    confirm = Button(Text("button-confirm"), command=f"event confirm {content_hash}")
    # The card's links go with it, to be tried before everybody gets them.
    links = [row for row in shown.buttons if all(button.url for button in row)]
    reply = Reply(title, (*shown.lines, *lines), buttons=((confirm,), *links), personal=True)
    return await naming(tx, campaign, reply)


async def plan_request(tx: Transaction, campaign: Campaign, event: Event, kind: Kind, now: datetime) -> Reply:
    """The request to approve an event's plan that waits: all its own words, and its card."""
    draft = event.draft or event.plan
    shown = card(await read_status(tx, campaign, replace(event, plan=draft), kind, now))
    texts = (*draft.title.by_language.values(), *(draft.options.get(name, "") for name in kind.options))
    own = tuple(Text("event-own-word", {"text": text}) for text in texts if text)
    return await request_reply(tx, campaign, event, kind, plan_hash(draft), *own, *shown.lines)


async def request_reply(
    tx: Transaction, campaign: Campaign, event: Event, kind: Kind, content_hash: str, *lines: Text,
    asked: str = "event-please-approve",
) -> Reply:  # fmt: skip
    """The request to approve what the hash stands for, with the number of chats and the buttons to answer it."""
    buttons = (
        Button(Text("button-approve"), command=f"event approve {event.id} {content_hash}"),
        Button(Text("button-refuse"), command=f"event refuse {event.id} {content_hash}"),
    )
    first = Text(asked, {"chats": await count_chats(tx, campaign)})
    request = Reply(heading(event, kind), (first, *lines), buttons=(buttons,))
    return await naming(tx, campaign, request)


async def count_chats(tx: Transaction, campaign: Campaign) -> int:
    """The number of chats that follow the campaign."""
    return sum((await tx.ledger.audience(campaign)).values())


async def _all(tx: Transaction, campaign: Campaign) -> dict[str, Preview]:
    written = await tx.facts.get(EVENT_PREVIEWS, campaign.slug)
    kept = json.loads(written) if written else []
    found = [Preview(campaign.slug, _read_plan(one[0]), datetime.fromisoformat(one[1]), *one[2:]) for one in kept]
    return {one.content_hash: one for one in found}


async def _put(tx: Transaction, campaign: Campaign, kept: Mapping[str, Preview]) -> None:
    rows = [[_write_plan(one.plan), one.at.isoformat(), one.event, one.base, one.made] for one in kept.values()]
    await tx.facts.put(EVENT_PREVIEWS, campaign.slug, json.dumps(rows, ensure_ascii=False))


def _write_plan(plan: Plan) -> list[Any]:
    titles, options = dict(plan.title.by_language), dict(plan.options)
    return [plan.kind, plan.local.isoformat(), plan.length, plan.goal, titles, options, plan.key]


def _read_plan(cells: list[Any]) -> Plan:
    kind, local, length, goal, titles, options, key = cells
    return Plan(kind, datetime.fromisoformat(local), length, goal, Names(titles), options, key)


def _hash(whole: list[Any]) -> str:
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:40]
