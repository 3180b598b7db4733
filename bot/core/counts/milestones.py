"""Milestones: round losses that are announced once, by default each per cent and each 100,000 likes lost."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
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
from bot.core.ports.facts import DOUBTED_MILESTONE, MILESTONE, UNSURE_MILESTONES

Post: TypeAlias = Callable[[Transaction, Announcement, datetime, Sequence[Planned]], Awaitable[int]]
"""Writes an announcement for these chats, now or later; returns the number of announcements written now."""

UNSURE_FOR = timedelta(days=1)
"""How long after a restore milestones wait for a page that is not read while others are."""

NEXT_UNSURE_FOR = timedelta(days=7)
"""How long after these first counts the next milestone may be one that the bot announced before the restore."""


async def tell_milestones(tx: Transaction, now: datetime, seen: dict[str, object], post: Post) -> int:
    """Announce the milestones passed since the last check; return the number of deliveries written.

    If several were passed at once, only the furthest is announced. None is announced twice, even if the loss falls
    back below it. The first check of a campaign announces nothing, nor does one that sees the first counts after a
    restore; a milestone that is passed within days of that, and is the next one, is not announced either.

    `seen` caches the latest counts of each campaign, `post` writes an announcement.
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


async def are_news(tx: Transaction, subject: str, reads: Sequence[datetime | None], now: datetime) -> bool:
    """Whether what these counts have passed was surely not announced before, see UNSURE_MILESTONES.

    `reads` are the times of the pages' newest counts, None of a page that has none. It is sure once a look has seen
    each page read again; that look and those before it say False.
    """
    since = await tx.facts.get(UNSURE_MILESTONES, subject)
    if since is None:
        return True
    again = [at for at in reads if at is not None and at > since]
    if len(again) == len(reads) or (again and now - since > UNSURE_FOR):
        await tx.facts.drop(UNSURE_MILESTONES, subject)
    return False


async def doubt_next(tx: Transaction, subject: str, now: datetime) -> None:
    """Note that the next milestone of this subject may have been announced before a restore: a count can swing."""
    await tx.facts.put(DOUBTED_MILESTONE, subject, now)


async def is_doubted(tx: Transaction, subject: str, now: datetime) -> bool:
    """Whether the first milestone passed since `doubt_next` may be an old one; asked once, where one is passed."""
    since = await tx.facts.get(DOUBTED_MILESTONE, subject)
    if since is not None:
        await tx.facts.drop(DOUBTED_MILESTONE, subject)
    return since is not None and now - since <= NEXT_UNSURE_FOR


async def is_next_news(
    tx: Transaction, subject: str, reads: Sequence[datetime | None], now: datetime, new: int
) -> bool:  # fmt: skip
    """Whether the last of so many `new` milestones was surely not announced before, of whoever has one kind of them."""
    if not await are_news(tx, subject, reads, now):
        await doubt_next(tx, subject, now)
        return False
    return new > 0 and (not await is_doubted(tx, subject, now) or new > 1)


async def _look(tx: Transaction, campaign: Campaign, shown: Stats, now: datetime, post: Post) -> int:
    planned = 0
    counted = [page.now for one in shown.targets for page in one.pages]
    reads = [None if count is None else count.taken_at for count in counted]
    news = await are_news(tx, campaign.slug, reads, now)
    for kind, value in passed(shown):
        subject, step = f"{campaign.slug}:{kind}", getattr(campaign.milestones, kind)
        if not news:
            await doubt_next(tx, subject, now)
        known = await tx.facts.get(MILESTONE, subject)
        if known is not None and value <= known:
            continue
        await tx.facts.put(MILESTONE, subject, value)
        if known is None or not news:
            continue
        if not await is_doubted(tx, subject, now) or value - known > step:
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
    followers = await tx.chats.followers(campaign.slug)
    clocks = await tx.chats.clocks(followers, {one.slug: one for one in await tx.campaigns.all()})
    for one in followers:
        awake = after_quiet(one.chat.quiet, now, clocks[one.chat.id])
        deliveries.append(Planned(one.chat.id, subscription=one.id, due=awake))
    return await post(tx, announcement, now, deliveries)
