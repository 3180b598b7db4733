"""/undo: take a typed count or a file of counts back, or stop the updates of this chat."""

from datetime import timedelta

from bot.core.commands.request import Ask, Command, actor, need_role, noted_at
from bot.core.counts.acts.undo import check_undo, find_act
from bot.core.counts.acts.undo import undo as take_back
from bot.core.counts.acts.words import described
from bot.core.counts.replies import figures_button
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.reply import Button, Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.counts import Import
from bot.core.ports.database import Transaction

SHOWN = 3
OBVIOUS_FOR = timedelta(minutes=10)
"""For so long after it, a count typed in private is what `/undo` alone means."""


async def undo(ask: Ask, tx: Transaction) -> Reply:
    """Take back what the number names; without one the person's last act, or ask which."""
    if ask.words:
        return await _take_back(ask, tx, figure(ask.words[0]))
    mine = [(campaign, act) for campaign in ask.campaigns for act in await _own(ask, tx, campaign)]
    mine.sort(key=lambda one: one[1].id, reverse=True)
    if mine and ask.private and not ask.follows and ask.now - mine[0][1].at <= OBVIOUS_FOR:
        return await _take_back(ask, tx, str(mine[0][1].id))
    rows = [(Button(await described(tx, campaign, act), command=f"undo {act.id}"),) for campaign, act in mine[:SHOWN]]
    titles = {campaign.slug: campaign.title for campaign in ask.campaigns}
    rows += [
        (Button(Text("undo-updates", {"title": titles[slug]}), command=f"unsubscribe {slug}"),)
        for slug in ask.follows[:SHOWN]
    ]
    if not rows:
        raise Refusal(Text("undo-nothing"))
    return Reply(lines=(Text("undo-which"),), buttons=tuple(rows), personal=True)


async def _own(ask: Ask, tx: Transaction, campaign: Campaign) -> list[Import]:
    """What the person brought in and may still take back, newest first."""
    request = ask.request
    if not request.person or campaign.ended(ask.now):
        return []
    if await tx.people.role(campaign.slug, request.address.platform, request.person) is None:
        return []
    known_as = tx.people.pseudonym(campaign.slug, request.address.platform, request.person)
    return await tx.imports.latest(campaign.slug, SHOWN, known_as)


async def _take_back(ask: Ask, tx: Transaction, word: str) -> Reply:
    campaign, act = await find_act(tx, ask.campaigns, word)
    role = await need_role(ask, tx, campaign, Role.REPORTER)
    by = actor(ask, tx, campaign, role)
    check_undo(campaign, act, by, ask.now)
    what = await described(tx, campaign, act)
    await take_back(tx, campaign, act, ask.now, by, noted_at(ask))
    return Reply(lines=(Text("undone", {"what": what}),), buttons=((figures_button(campaign.slug),),))


COMMAND = Command("undo", undo, role=Role.REPORTER)
