"""Loads the events of a campaign's file into the store."""

from dataclasses import fields, replace
from datetime import datetime

from bot.core.events.kind import EventKinds
from bot.core.events.lifecycle import add, change
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, Plan
from bot.core.model.reply import Text
from bot.core.ports.database import Transaction


async def load_planned(tx: Transaction, campaign: Campaign, kinds: EventKinds, now: datetime) -> None:
    """Store the events of a campaign's file: new ones are announced, changes of known ones too.

    An event that is unchanged in the file keeps changes made in a chat. An event that left the file stays as it is; one
    that was over before it was first loaded is skipped. Raises a Refusal where an event's kind has changed.
    """
    known = {event.plan.key: event for event in await tx.events.of(campaign.slug) if event.plan.key}
    for plan in campaign.events:
        kind, stored = kinds[plan.kind], known.get(plan.key)
        if stored is None:
            if Event(0, campaign.slug, campaign.zone, plan, now).ends_at > now:
                await add(tx, campaign, plan, kind, now, approved=True)
            continue
        filed = stored.filed or stored.plan
        if plan.kind != filed.kind:
            raise Refusal(Text("event-kind-changed", {"slug": plan.key, "kind": filed.kind}))
        if plan != filed and stored.open:
            said = {one.name: getattr(plan, one.name) for one in fields(Plan)}
            new = {name: value for name, value in said.items() if value != getattr(filed, name)}
            draft = replace(stored.draft, **new) if stored.draft else None
            loaded, after = replace(stored, filed=plan), replace(stored.plan, **new)
            await change(tx, campaign, loaded, after, kind, now, draft=None if draft == after else draft)
