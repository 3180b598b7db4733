"""/undo: take a count, a file of counts, a goal or a change that waits back, or stop the updates of this chat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.commands.allowed import ANY_NUMBER, works_here
from bot.core.commands.goal_changes import TAKEN_BACK, find_goal_change, latest_goal_changes
from bot.core.commands.request import Ask, Command, actor, need_role, note_act, noted_at
from bot.core.counts.acts.undo import check_undo, find_act, is_final
from bot.core.counts.acts.undo import undo as take_back
from bot.core.counts.acts.words import described
from bot.core.counts.replies import figures_button
from bot.core.events.previews import plan_hash
from bot.core.events.replies import title_of
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Became
from bot.core.model.input.digits import figure
from bot.core.model.reply import Button, Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.event_proposals import PROPOSED, proposals_of, same_plan, told
from handlers.events import find_event

SHOWN = 3
OBVIOUS_FOR = timedelta(minutes=10)
"""For so long after it, what was done in private is what `/undo` alone means."""


@dataclass(frozen=True, slots=True)
class _Act:
    """What can be taken back: when it was done, the command that takes it back, and its words."""

    at: datetime
    command: str
    what: Text
    event: bool = False


async def undo(ask: Ask, tx: Transaction) -> Reply:
    """Take back what the words name; without any the person's last act, or ask which."""
    if ask.words[:1] == ("goal",):
        return await _take_goal_back(ask, tx)
    if ask.words[:1] == ("change",):
        return await _take_change_back(ask, tx)
    if ask.words:
        return await _take_back(ask, tx, figure(ask.words[0]))
    mine = [one for campaign in ask.campaigns for one in await _own(ask, tx, campaign)]
    mine.sort(key=lambda one: one.at, reverse=True)
    recent = [one for one in mine if ask.now - one.at <= OBVIOUS_FOR]
    if recent and ask.private and not ask.follows and len({one.event for one in recent}) == 1:
        return await undo(replace(ask, words=tuple(recent[0].command.split()[1:])), tx)
    rows = [(Button(one.what, command=one.command),) for one in mine[:SHOWN]]
    titles = {campaign.slug: campaign.title for campaign in ask.campaigns}
    rows += [
        (Button(Text("undo-updates", {"title": titles[slug]}), command=f"unsubscribe {slug}"),)
        for slug in (ask.follows[:SHOWN] if works_here("unsubscribe", ask.commands, ask.request) else ())
    ]
    if not rows:
        raise Refusal(Text("undo-nothing"))
    return Reply(lines=(Text("undo-which"),), buttons=tuple(rows), personal=True)


async def _own(ask: Ask, tx: Transaction, campaign: Campaign) -> list[_Act]:
    """What the person brought in or changed and may still take back, the newest of each kind first."""
    request = ask.request
    if not request.person:
        return []
    if await tx.people.role(campaign.slug, request.address.platform, request.person) is None:
        return []
    known_as = tx.people.pseudonym(campaign.slug, request.address.platform, request.person)
    brought = [
        _Act(act.at, f"undo {act.id}", await described(tx, campaign, act))
        for act in await tx.imports.latest(campaign.slug, SHOWN, known_as)
        if not await is_final(tx, campaign, act, ask.now)
    ]
    if campaign.ended(ask.now):
        return brought
    goals = await latest_goal_changes(tx, campaign.slug, ask.kinds, known_as)
    set_goals = [_Act(one.at, one.command, one.said(event, ask.kinds), event=True) for one, event in goals[:SHOWN]]
    return [*brought, *set_goals, *await _waiting_changes(ask, tx, campaign, known_as)]


async def _waiting_changes(ask: Ask, tx: Transaction, campaign: Campaign, known_as: str) -> list[_Act]:
    """The changes of announced events that the person proposed, and that wait for approval."""
    proposed = {act.about: act for act in reversed(await tx.audit.of(campaign.slug, {PROPOSED}))}
    found = []
    for event in await tx.events.of(campaign.slug):
        if not event.open or event.draft is None or event.kind not in ask.kinds:
            continue
        act = proposed.get(about := f"{event.id} {plan_hash(event.draft)}")
        if act is not None and act.pseudonym == known_as:
            what = Text("act-change", {"title": title_of(event, ask.kinds[event.kind])})
            found.append(_Act(act.at, f"undo change {about}", what, event=True))
    return found


async def _take_change_back(ask: Ask, tx: Transaction) -> Reply:
    """Take back exactly this change of an announced event, which waits for approval."""
    number, content_hash, *_ = (*ask.words[1:], "", "")
    campaign, event, _ = await find_event(ask, tx, number)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    proposals = proposals_of(ask, tx, campaign)
    _, draft = await proposals.waiting(event, content_hash)
    if draft is None or not event.open:
        raise Refusal(Text("event-nothing-proposed", {"id": str(event.id)}))
    outcome = await proposals.change(event, event.plan)
    await note_act(ask, tx, campaign, role, "event-edit", str(event.id))
    return await told(ask, tx, campaign, role, event, outcome)


async def _take_goal_back(ask: Ask, tx: Transaction) -> Reply:
    """Give an event the goal that it had before one change: at once, or once the others approve it."""
    number, change, *_ = (*ask.words[1:], "", "")
    campaign, event, _ = await find_event(ask, tx, number)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    meant = await find_goal_change(tx, campaign.slug, event.id, figure(change))
    meant.check_undo(event)
    same = await same_plan(ask, tx, campaign, event, meant.plan(event))
    if same is not None:
        return same
    outcome = await proposals_of(ask, tx, campaign).change(event, meant.plan(event))
    if outcome.became is Became.WAITING:
        return await told(ask, tx, campaign, role, event, outcome)
    await note_act(ask, tx, campaign, role, TAKEN_BACK, f"{meant.event} {meant.number}")
    details = Button(Text("button-details"), command=f"event {event.id}")
    return Reply(lines=(Text("undone", {"what": meant.said(event, ask.kinds)}),), buttons=((details,),))


async def _take_back(ask: Ask, tx: Transaction, word: str) -> Reply:
    campaign, act = await find_act(tx, ask.campaigns, word)
    role = await need_role(ask, tx, campaign, Role.REPORTER)
    by = actor(ask, tx, campaign, role)
    await check_undo(tx, campaign, act, by, ask.now)
    what = await described(tx, campaign, act)
    await take_back(tx, campaign, act, ask.now, by, noted_at(ask))
    return Reply(lines=(Text("undone", {"what": what}),), buttons=((figures_button(campaign.slug),),))


COMMAND = Command(
    "undo", undo, asks_admin=True, acts={ANY_NUMBER: Role.REPORTER, "goal": Role.ORGANIZER, "change": Role.ORGANIZER}
)
