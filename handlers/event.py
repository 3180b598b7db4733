"""/event: one event in full; organizers make, change, approve and cancel events with it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.core.calls.content import approvals_needed
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role, note_act
from bot.core.delivery.organizer_notices import tell
from bot.core.events import lifecycle as event_lifecycle
from bot.core.events.kind import Kind
from bot.core.events.parse import check_time, own_words, read_plan
from bot.core.events.replies import card, details, heading, sums
from bot.core.events.status import look
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event, EventState, Plan
from bot.core.model.reply import Button, Moment, Reply, Span, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act
from handlers.events import check_shown, choose_event, find_event

APPROVED, PROPOSED = "event-approved", "event-proposed"


async def event(ask: Ask, tx: Transaction) -> Reply:
    """Show an event, or do what the first word says."""
    act = ACTS.get(ask.words[0].lower()) if ask.words else None
    if act is not None:
        return await act(replace(ask, words=ask.words[1:]), tx)
    found, words = await choose_event(ask, tx)
    if isinstance(found, Reply):
        return found
    campaign, meant, kind = found
    await check_shown(ask, tx, campaign, meant)
    seen = await look(tx, campaign, meant, kind, ask.rules, ask.now)
    return sums(seen, kind) if "sums" in words else details(seen, kind)


async def _new(ask: Ask, tx: Transaction) -> Reply:
    """One line makes an event; it is announced at once, unless its own words need another organizer's approval."""
    slugs = {one.slug for one in ask.campaigns}
    named = next((word for word in ask.words if word in slugs), "")
    campaign = choose_campaign(ask, named)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    words = " ".join(word for word in ask.words if word != named)
    plan = read_plan(words, ask.kinds, ask.languages)
    _check_future(ask, plan, campaign.zone)
    kind = ask.kinds[plan.kind]
    _check_page(campaign, plan)
    missing = await _approvals(tx, campaign) if own_words(plan, kind) else 0
    made = await event_lifecycle.add(tx, campaign, plan, kind, ask.rules, ask.now, approved=not missing)
    await note_act(ask, tx, campaign, role, "event-new", f"{made.id} {plan.kind}")
    if missing:
        return await _propose(ask, tx, campaign, replace(made, draft=plan), kind)
    return _made("event-made", made, kind)


async def _edit(ask: Ask, tx: Transaction) -> Reply:
    """Change what the words name; other words of an organizer's own need approval, a new time does not."""
    campaign, meant, kind, role = await _organized(ask, tx)
    if meant.state not in {EventState.OPEN, EventState.PROPOSED}:
        raise Refusal(Text("event-no-more"))
    before, words = meant.draft or meant.plan, " ".join(ask.words[1:])
    plan, draft = (read_plan(words, ask.kinds, ask.languages, base) for base in (meant.plan, before))
    if (plan, draft) == (meant.plan, before):
        raise Refusal(Text("event-no-change"), usage=True)
    needed, mark, old = await _approvals(tx, campaign), own_words(draft, kind), own_words(meant.plan, kind)
    waits = meant.state is EventState.PROPOSED or mark not in {"", old, own_words(before, kind)}
    # Where nobody else is left who could approve what waits, it waits no more.
    plan = draft if waits or not needed else plan
    if meant.open:
        event_lifecycle.check_move(meant, plan, ask.now)
    if plan.local != meant.plan.local or not meant.open:
        _check_future(ask, plan, meant.zone)
    _check_page(campaign, plan)
    await note_act(ask, tx, campaign, role, "event-edit", str(meant.id))
    if waits and needed:
        return await _propose(ask, tx, campaign, replace(meant, draft=draft), kind, meant.draft)
    if meant.state is EventState.PROPOSED:
        ready = replace(meant, plan=plan, draft=None)
        return _made("event-made", await event_lifecycle.announce(tx, campaign, ready, kind, ask.rules, ask.now), kind)
    kept = draft if meant.draft and needed and mark != old else None
    changed = await event_lifecycle.change(tx, campaign, meant, plan, kind, ask.rules, ask.now, draft=kept)
    return _made("event-changed", changed, kind)


async def _cancel(ask: Ask, tx: Transaction) -> Reply:
    campaign, meant, kind, role = await _organized(ask, tx)
    if meant.state not in {EventState.OPEN, EventState.PROPOSED}:
        raise Refusal(Text("event-no-more"))
    await event_lifecycle.cancel(tx, campaign, meant, kind, ask.rules, ask.now)
    await note_act(ask, tx, campaign, role, "event-cancel", str(meant.id))
    return say("event-cancelled", id=str(meant.id))


async def _approve(ask: Ask, tx: Transaction) -> Reply:
    """Another organizer's yes, bound to a mark of the words: after any change of them it is void."""
    campaign, meant, kind, role = await _organized(ask, tx)
    draft = meant.draft
    if meant.state not in {EventState.OPEN, EventState.PROPOSED} or (meant.open and meant.ends_at <= ask.now):
        raise Refusal(Text("event-no-more"))
    if draft is None:
        raise Refusal(Text("event-nothing-proposed", {"id": str(meant.id)}))
    mark = own_words(draft, kind)
    about = f"{meant.id} {mark}"
    if len(ask.words) < 2 or ask.words[1] != mark:  # noqa: PLR2004 - number and mark
        raise Refusal(Text("event-other-words", {"id": str(meant.id)}))
    own = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    acts = await tx.audit.list(campaign.slug, 1000)
    authors = _authors(acts, meant, kind)
    if own in authors:
        raise Refusal(Text("event-own-words"))
    if not meant.open or draft.local != meant.plan.local:
        _check_future(ask, draft, meant.zone)
    await note_act(ask, tx, campaign, role, APPROVED, about)
    given = {act.pseudonym for act in acts if (act.act, act.about) == (APPROVED, about)} | {own}
    missing = await _approvals(tx, campaign) - len(given - authors)
    if missing > 0:
        return say("event-more-approvals", missing=missing)
    if meant.state is EventState.PROPOSED:
        ready = replace(meant, plan=draft, draft=None)
        return _made("event-made", await event_lifecycle.announce(tx, campaign, ready, kind, ask.rules, ask.now), kind)
    changed = await event_lifecycle.change(tx, campaign, meant, draft, kind, ask.rules, ask.now)
    return _made("event-changed", changed, kind)


async def _accept(ask: Ask, tx: Transaction) -> Reply:
    """Count the pledges that came in a burst, and trust their groups for this event."""
    campaign, meant, kind, role = await _organized(ask, tx)
    groups = await tx.pledges.accept(meant.id)
    if not groups:
        raise Refusal(Text("event-no-burst", {"id": str(meant.id)}))
    trusted = replace(meant, trusted=(*meant.trusted, *groups))
    await tx.events.update(trusted, event_lifecycle.next_due(trusted, kind, ask.rules))
    await note_act(ask, tx, campaign, role, "event-accept", str(meant.id))
    return say("event-accepted")


async def _release(ask: Ask, tx: Transaction) -> Reply:
    """Tell everyone of a sudden rise that only organizers knew of."""
    campaign, meant, kind, role = await _organized(ask, tx)
    if not await event_lifecycle.release(tx, meant, kind, ask.rules, ask.now):
        raise Refusal(Text("event-no-alarm", {"id": str(meant.id)}))
    await note_act(ask, tx, campaign, role, "event-release", str(meant.id))
    return say("event-released")


async def _organized(ask: Ask, tx: Transaction) -> tuple[Campaign, Event, Kind, Role]:
    if not ask.words:
        raise Refusal(Text("event-which"), usage=True)
    campaign, meant, kind = await find_event(ask, tx, ask.words[0])
    return campaign, meant, kind, await need_role(ask, tx, campaign, Role.ORGANIZER)


async def _approvals(tx: Transaction, campaign: Campaign) -> int:
    return approvals_needed(campaign, await tx.people.members(campaign.slug))


def _authors(acts: Sequence[Act], event: Event, kind: Kind) -> set[str]:
    """Everybody who proposed any of the words that wait now: since those that stand were approved."""
    found = set()
    for act in acts:
        number, _, mark = act.about.partition(" ")
        if number != str(event.id):
            continue
        if act.act == PROPOSED:
            found.add(act.pseudonym)
        elif act.act == APPROVED and event.open and mark == own_words(event.plan, kind):
            break
    return found


async def _propose(
    ask: Ask, tx: Transaction, campaign: Campaign, proposed: Event, kind: Kind, before: Plan | None = None
) -> Reply:
    """Keep the words that wait, and show them to the other organizers with a button that approves just these.

    Who leaves the words as they were `before`, such as for another time, is not their author.
    """
    await tx.events.update(proposed, event_lifecycle.next_due(proposed, kind, ask.rules))
    draft = proposed.draft or proposed.plan
    mark = own_words(draft, kind)
    if before is None or own_words(before, kind) != mark:
        await note_act(ask, tx, campaign, Role.ORGANIZER, PROPOSED, f"{proposed.id} {mark}")
    authors = _authors(await tx.audit.list(campaign.slug, 1000), proposed, kind)
    preview = card(await look(tx, campaign, replace(proposed, plan=draft), kind, ask.rules, ask.now), kind)
    yes = Button(Text("button-approve"), command=f"event approve {proposed.id} {mark}")
    words = tuple(
        Text("event-own-word", {"text": text})
        for text in (*draft.title.by_language.values(), *(draft.options.get(name, "") for name in kind.options))
        if text
    )
    asked = Reply(preview.title, (Text("event-please-approve"), *words, *preview.lines), buttons=((yes,),))
    await tell(
        tx, campaign.slug, f"event-approve:{proposed.id}:{mark}:{int(ask.now.timestamp())}", asked, ask.now, but=authors
    )
    return say("event-waits", id=str(proposed.id))


def _check_page(campaign: Campaign, plan: Plan) -> None:
    """A page that is a target's own would be shown as a supporter's count and as a loss at once."""
    if plan.options.get("page") in {page.key for page in campaign.pages}:
        raise Refusal(Text("event-target-page"))


def _check_future(ask: Ask, plan: Plan, zone: str) -> None:
    if check_time(plan, zone) <= ask.now:
        raise Refusal(Text("event-past", {"at": Moment(check_time(plan, zone), zone)}))


def _made(text_id: str, made: Event, kind: Kind) -> Reply:
    values: dict[str, Value] = {
        "id": str(made.id),
        "start": Moment(made.starts_at, made.zone),
        "end": Moment(made.ends_at, made.zone),
        "length": Span(made.length, fine=True),
    }
    return Reply(heading(made, kind), (Text(text_id, values), Text("event-next", {"id": str(made.id)})))


ACTS: dict[str, Callable[[Ask, Transaction], Awaitable[Reply]]] = {
    "new": _new,
    "edit": _edit,
    "postpone": _edit,
    "cancel": _cancel,
    "approve": _approve,
    "accept": _accept,
    "release": _release,
}

COMMAND = Command(
    "event",
    event,
    arguments=(Argument("act", choices=tuple(ACTS)), Argument("event", suggest="events"), Argument("words")),
)
