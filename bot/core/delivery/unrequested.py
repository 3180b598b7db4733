"""Posts that chats did not request (milestones, changes of events): six an hour at most, the others are merged."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.core.model.announcements import Announcement, AnnouncementKind, Audience, Planned
from bot.core.model.campaign import Campaign
from bot.core.model.reply import Reply, Text
from bot.core.model.reply_json import pack, unpack
from bot.core.model.schedule import after_quiet
from bot.core.ports.database import Transaction
from bot.core.ports.facts import UNREQUESTED, Unrequested

POSTS_AN_HOUR = 6
WITHIN = timedelta(hours=1)
BUTTON_ROWS = 5


async def post(
    tx: Transaction, announcement: Announcement, now: datetime, planned: Sequence[Planned] | None = None
) -> int:
    """Post to every chat of a campaign, or to those `planned`; return the number of announcements.

    After six posts within an hour it is kept, and merged with others by `post_waiting`.
    """
    known = await _known(tx, announcement.campaign, now)
    if known.waiting or len(known.posted) >= POSTS_AN_HOUR:
        waiting = (*known.waiting, json.dumps(pack(announcement.content), ensure_ascii=False))
        await tx.facts.put(UNREQUESTED, announcement.campaign, known._replace(waiting=waiting))
        return 0
    await tx.facts.put(UNREQUESTED, announcement.campaign, known._replace(posted=(*known.posted, now)))
    if planned is None:
        await tx.ledger.broadcast(announcement, Audience(announcement.campaign))
    else:
        await tx.ledger.announce(announcement, planned)
    return 1


async def post_waiting(tx: Transaction, campaigns: Iterable[Campaign], now: datetime) -> int:
    """Post what waits as one message per campaign that is below its limit again; return the number of announcements.

    Each chat gets it after its quiet hours.
    """
    by_slug = {campaign.slug: campaign for campaign in campaigns}
    posted = 0
    for slug in await tx.facts.get_all(UNREQUESTED, list(by_slug)):
        campaign, known = by_slug[slug], await _known(tx, slug, now)
        if not known.waiting or len(known.posted) >= POSTS_AN_HOUR:
            continue
        replies = [unpack(json.loads(one)) for one in known.waiting]
        said = Announcement(
            f"unrequested:{slug}:{int(now.timestamp())}", slug, AnnouncementKind.MILESTONE, now,
            _merged(campaign, replies),
        )  # fmt: skip
        followers = await tx.chats.followers(slug)
        clocks = await tx.chats.clocks(followers, by_slug)
        planned = [Planned(one.chat.id, due=after_quiet(one.chat.quiet, now, clocks[one.chat.id])) for one in followers]
        await tx.ledger.announce(said, planned)
        await tx.facts.put(UNREQUESTED, slug, Unrequested((*known.posted, now)))
        posted += 1
    return posted


def _merged(campaign: Campaign, replies: Sequence[Reply]) -> Reply:
    title = Text("campaign-title", {"title": campaign.title})
    lines = [line for reply in replies for line in ((reply.title, *reply.lines) if reply.title else reply.lines)]
    rows = [row for reply in replies for row in reply.buttons]
    # Leave out repeated lines, such as the campaign's title.
    once = tuple(line for at, line in enumerate(lines) if line not in (title, *lines[:at]))
    buttons = tuple(row for at, row in enumerate(rows) if row not in rows[:at])
    return Reply(title, once, buttons=buttons[:BUTTON_ROWS])


async def _known(tx: Transaction, slug: str, now: datetime) -> Unrequested:
    known = await tx.facts.get(UNREQUESTED, slug) or Unrequested()
    return known._replace(posted=tuple(at for at in known.posted if now - at < WITHIN))
