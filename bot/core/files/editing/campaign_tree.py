"""Write a campaign as the file that describes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.files.campaign import CONTROL
from bot.core.files.editing.toml_text import document
from bot.core.files.measure import said_of
from bot.core.model.campaign import Campaign, Page
from bot.core.model.event import Plan
from bot.core.model.local_time import to_utc
from bot.core.model.schedule import written_duration
from bot.core.model.source import Source


def toml_of(campaign: Campaign, sources: Mapping[str, Source]) -> str:
    """The TOML text that `parse` reads as this campaign."""
    return document(tree_of(campaign, sources))


def tree_of(campaign: Campaign, sources: Mapping[str, Source]) -> dict[str, Any]:
    """The tables of the file, as values of TOML; what is left out has its default."""
    place, crowd = ZoneInfo(campaign.zone), campaign.crowd
    head = {
        "slug": campaign.slug,
        "title": dict(campaign.title.by_language),
        "timezone": campaign.zone,
        "starts_at": _local(campaign.starts_at, place),
        "ends_at": _local(campaign.ends_at, place) if campaign.ends_at else None,
        "currency": campaign.currency,
        "value_per_unit": campaign.value_per_unit,
        "measure": {"goal": campaign.goal} if campaign.goal is not None else None,
        "value_note": dict(campaign.value_note.by_language),
        "rates": dict(campaign.rates),
        "rates_date": campaign.rates_date,
        "updates": str(campaign.updates),
        "fallback": campaign.fallback,
        "languages": list(campaign.languages),
        "purge_days": campaign.purge_days,
        "contact": campaign.contact,
        "accent": campaign.accent,
        "logo": campaign.logo,
        "call_approvals": campaign.call_approvals,
        "milestones": {"percent": campaign.milestones.percent, "likes": campaign.milestones.likes},
        "crowd": {
            "people": crowd.people, "chats": crowd.chats, "minutes": crowd.minutes, "percent": crowd.percent
        } if crowd else None,
    }  # fmt: skip
    targets = [
        {
            "slug": target.slug,
            "name": dict(target.name.by_language),
            **({"logo": target.logo} if target.logo else {}),
            "pages": [_page(page, sources[page.source]) for page in target.pages],
        }
        for target in campaign.targets
    ]
    chapters = [{"slug": one.slug, "name": dict(one.name.by_language)} for one in campaign.chapters]
    parts = {"targets": targets, "events": [_event(plan) for plan in campaign.events], "chapters": chapters}
    return {"campaign": _said(head), **{name: rows for name, rows in parts.items() if rows}}


def _page(page: Page, source: Source) -> dict[str, Any]:
    return _said(
        {
            "source": page.source,
            "handle": page.handle,
            "measure": said_of(page.measure, source.measure),
            "role": CONTROL if page.control else "",
        }
    )


def _event(plan: Plan) -> dict[str, Any]:
    return _said(
        {
            "slug": plan.key,
            "kind": plan.kind,
            "starts_at": plan.local,
            "length": written_duration(plan.length),
            "goal": plan.goal,
            "title": dict(plan.title.by_language),
            "options": dict(plan.options),
        }
    )


def _said(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table without what has nothing to say."""
    return {name: value for name, value in table.items() if value is not None and value not in ("", {}, [])}


def _local(moment: datetime, place: ZoneInfo) -> datetime:
    """The local time; with its offset where a clock change repeats it and the first would be another moment."""
    local = moment.astimezone(place)
    plain = local.replace(tzinfo=None, fold=0)
    return plain if to_utc(plain, place) == moment else moment
