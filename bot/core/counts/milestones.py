"""Milestones: round losses that are announced once, by default each per cent and each 100,000 likes lost."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from bot.core.counts import figures
from bot.core.counts.figures import Stats
from bot.core.counts.picture_address import share_address
from bot.core.counts.replies import figures_button
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.measures.measure import MeasureKind, Wanted
from bot.core.model.measures.texts import measure_name, moved
from bot.core.model.reply import Percent, Reply, Text, Value
from bot.core.model.schedule import after_quiet
from bot.core.ports.database import Transaction
from bot.core.ports.facts import MILESTONE

Post: TypeAlias = Callable[[Transaction, Announcement, datetime, Sequence[Planned]], Awaitable[int]]
"""Writes an announcement for these chats, now or later; returns the number of announcements written now."""


async def tell_milestones(tx: Transaction, now: datetime, seen: dict[str, object], post: Post) -> int:
    """Announce the milestones passed since the last check; return the number of deliveries written.

    If several were passed at once, only the furthest is announced. None is announced twice, even if the loss falls
    back below it. The first check of a campaign announces nothing. `seen` caches the latest counts of each campaign,
    `post` writes an announcement.
    """
    planned = 0
    for campaign in await tx.campaigns.all():
        if campaign.ended(now) or now < campaign.starts_at or await tx.campaigns.halted(campaign.slug):
            continue
        latest = (await tx.snapshots.at([page.id for page in campaign.pages], [now]))[0]
        if seen.get(campaign.slug) != latest:
            planned += await _look(tx, campaign, await figures.read(tx, campaign, now), now, post)
            seen[campaign.slug] = latest
    return planned


def passed(shown: Stats) -> Iterator[tuple[str, Decimal]]:
    """The furthest milestone of each kind ("percent", "likes") that a campaign has passed for sure, 0 for none.

    They are about the headline's change in the direction that is wanted. For rounded counts, only its lower bound is
    certain. A rise has no milestones in per cent: from a small start they would never end. With one reading so far
    they are 0, so that the next one can pass the first.
    """
    total, steps, measure = shown.total, shown.campaign.milestones, shown.measure
    if total.before is None or measure.kind is not MeasureKind.COUNT:
        return
    falls = measure.wanted is Wanted.FALL
    low = measure.number(max((total.low or 0) if falls else -(total.high or 0), 0))
    if steps.percent and falls and total.before:
        yield "percent", low * 100 / measure.number(total.before) // steps.percent * steps.percent
    if steps.likes and (total.before or not falls):
        yield "likes", low // steps.likes * steps.likes


def milestone_reply(shown: Stats, kind: str, value: Decimal) -> Reply:
    """The announcement of a milestone, with the table as one picture to share."""
    title = Text("campaign-title", {"title": shown.campaign.title})
    measure = shown.measure
    if kind == "percent":
        values: dict[str, Value] = {"percent": Percent(value, step=True), "measure": measure_name(measure)}
        line = Text("milestone-percent" if measure.key == "likes" else "milestone-share", values)
    elif measure.key == "likes" and measure.wanted is Wanted.FALL:
        line = Text("milestone-likes", {"likes": int(value)})
    else:
        change = measure.scaled(value) * measure.sign
        line = Text("milestone-moved", {"moved": moved(measure, change)})
    buttons = ((figures_button(shown.campaign.slug),),)
    return Reply(title=title, lines=(line,), buttons=buttons, picture=share_address(shown))


async def _look(tx: Transaction, campaign: Campaign, shown: Stats, now: datetime, post: Post) -> int:
    planned = 0
    for kind, value in passed(shown):
        subject = f"{campaign.slug}:{kind}"
        known = await tx.facts.get(MILESTONE, subject)
        if known is not None and value <= known:
            continue
        await tx.facts.put(MILESTONE, subject, value)
        if known is not None:
            planned += await _announce(tx, campaign, shown, kind, value, now, post)
    return planned


async def _announce(
    tx: Transaction, campaign: Campaign, shown: Stats, kind: str, value: Decimal, now: datetime, post: Post
) -> int:  # fmt: skip
    announcement = Announcement(
        f"milestone:{campaign.slug}:{kind}:{value.normalize():f}",
        campaign.slug,
        AnnouncementKind.MILESTONE,
        now,
        milestone_reply(shown, kind, value),
    )
    deliveries = []
    for one in await tx.chats.followers(campaign.slug):
        awake = after_quiet(one.chat.quiet, now, one.chat.zone or campaign.zone)
        deliveries.append(Planned(one.chat.id, subscription=one.id, due=awake))
    return await post(tx, announcement, now, deliveries)
