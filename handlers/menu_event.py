"""Planning an event, and setting its goal or link, by the buttons of /menu."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.calls.wizard import writing_order
from bot.core.commands.event_draft import PREVIEW, Draft, find_draft, is_mark, kept_titles, with_marks
from bot.core.commands.event_walk import GOALS, Walk, read_answer
from bot.core.commands.request import Ask, choose_campaign, end_question, need_role
from bot.core.commands.time_buttons import TwoDaysError
from bot.core.delivery.approvals import naming
from bot.core.events.parse import MissingOptionError, check_together, read_goal
from bot.core.events.proposals import check_changeable
from bot.core.model.campaign import Campaign
from bot.core.model.chats import SAID, Questions
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.input.digits import figure
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.event import show_preview
from handlers.event_proposals import same_plan
from handlers.events import find_event

CANCEL = "cancel"
"""The word of the button that drops a goal or a link that was said."""


async def begin(ask: Ask, tx: Transaction) -> Reply:
    """Begin to plan an event, or go on with the one that is planned already: Cancel drops that."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    new = Draft(campaign.slug)
    found = find_draft(await _open(ask, tx), new.mark)
    return await _show_step(ask, tx, _walk(ask, campaign), found[1] if found else new)


async def again(ask: Ask, tx: Transaction) -> Reply:
    """Change the plan of an event that was refused, or that is announced, part by part, and ask again."""
    campaign, meant, _ = await find_event(ask, tx, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    check_changeable(meant)
    return await _show_step(ask, tx, _walk(ask, campaign, meant), await _change_of(ask, tx, meant))


async def _change_of(ask: Ask, tx: Transaction, meant: Event) -> Draft:
    """The change of an event that was begun, or a new one: also where the event has changed since."""
    draft = Draft.of(meant, meant.draft or meant.plan)
    found = find_draft(await _open(ask, tx), draft.mark)
    return found[1] if found and found[1].base == draft.base else draft


async def answer(ask: Ask, tx: Transaction) -> Reply:
    """Answer the step of an event that is being planned, show it again, go back, or stop."""
    mark, words = (ask.words[0], ask.words[1:]) if ask.words and is_mark(ask.words[0]) else ("", ask.words)
    found = find_draft(await _open(ask, tx), mark)
    if found is None:
        raise _gone(ask, mark)
    waits, draft = found
    campaign = choose_campaign(ask, draft.campaign)
    step, said = next(iter(words), "show"), " ".join(words[1:])
    if step == "cancel":
        # Also without the role, which may be lost meanwhile.
        await end_question(ask, tx, waits)
        return replace(say("walk-cancelled"), buttons=((new_event(campaign.slug), menu_of(campaign)),))
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    meant = (await find_event(ask, tx, str(draft.event)))[1] if draft.event else None
    walk = _walk(ask, campaign, meant)
    if step == "back":
        return await _show_step(ask, tx, walk, walk.back(draft))
    if step == "say" and (typed := ask.typed.removeprefix(waits).strip()):
        said = typed
    elif step in walk.steps(draft) and (draft.kind or step == "kind"):
        # A button of an earlier question answers that question; the other steps depend on the kind.
        draft = replace(draft, step=step)
        if not said:
            return await _show_step(ask, tx, walk, draft)
    else:
        return await _show_step(ask, tx, walk, draft)
    try:
        return await _show_step(ask, tx, walk, walk.answered(draft, said))
    except TwoDaysError as two:
        return _marked(ask, draft, walk.which_day(draft, two, said))
    except Refusal as refusal:
        # A walk asks its own questions: the syntax of a line would be no help here.
        named = refusal.text.id == "call-use-buttons"
        asked = await _show_step(ask, tx, walk, draft) if named else None
        raise Refusal(refusal.text, offers=refusal.offers, asked=asked) from None


def _gone(ask: Ask, mark: str) -> Refusal:
    """The draft with this mark is gone: a button begins such a one anew."""
    slugs = [one.slug for one in ask.campaigns if mark == mark_of(one.slug) or len(ask.campaigns) == 1]
    anew = button_to("button-change-again", f"menu again {mark}") if mark.isdecimal() else new_event(*slugs)
    return Refusal(Text("walk-gone"), offers=(anew, "menu"))


async def _show_step(ask: Ask, tx: Transaction, walk: Walk, draft: Draft) -> Reply:
    """Show the draft's step, the last one as the preview with its confirm button, and wait for the answer.

    In the place of a preview that cannot be yet, what it lacks is asked for.
    """
    if draft.step == PREVIEW:
        draft = replace(draft, step=_lacking(walk, draft) or PREVIEW)
    await _wait(ask, tx, draft.waiting)
    if draft.step != PREVIEW:
        return _marked(ask, draft, await naming(tx, walk.campaign, walk.question(draft)))
    meant, plan = walk.event, walk.plan(draft)
    try:
        shown = await show_preview(ask, tx, walk.campaign, meant, plan)
    except Refusal as refusal:
        if refusal.text.id == "event-no-more":
            await end_question(ask, tx, draft.waiting)
            return Reply(lines=(refusal.text,), buttons=((new_event(draft.campaign), menu_of(walk.campaign)),))
        if refusal.text.id not in {"event-begun", "event-past"}:
            raise
        asked = await _show_step(ask, tx, walk, _overtaken(draft, meant, refusal.text.id, ask.now))
        return replace(asked, lines=(refusal.text, *asked.lines))
    changes = walk.changes(draft) if meant else ()
    lines, rows = (
        (*shown.lines, *(kept_titles(meant, plan) if meant else ())),
        (*shown.buttons, *changes, walk.ways(draft)),
    )
    return _marked(ask, draft, replace(shown, lines=lines, buttons=rows))


def _lacking(walk: Walk, draft: Draft) -> str:
    """The first step that was not answered and that a plan cannot be without; "" where there is none.

    A button of another event's walk can lead past it.
    """
    required = walk.kinds[draft.kind].required if draft.kind else ()
    needed = (("kind", draft.kind), ("day", draft.day), ("time", draft.clock))
    return next(
        (step for step, given in (*needed, *((name, draft.texts.get(name)) for name in required)) if not given), ""
    )


def _overtaken(draft: Draft, meant: Event | None, why: str, now: datetime) -> Draft:
    """The draft that lay until its time was over: another day is all that it needs.

    An event that has begun keeps its start, so that at most another length is needed.
    """
    if meant is None or not meant.open or now < meant.starts_at:
        return replace(draft, step="day")
    if why == "event-past":
        return replace(draft, step="length")
    start = meant.plan.local
    return replace(draft, day=start.date(), clock=start.time())


def _marked(ask: Ask, draft: Draft, reply: Reply) -> Reply:
    """The reply with buttons that name their draft where another one may be open."""
    return with_marks(reply, draft) if draft.event or len(ask.campaigns) > 1 else reply


async def goals(ask: Ask, tx: Transaction) -> Reply:
    """The events whose goal can be set."""
    return await _settable(ask, tx, "goal")


async def links(ask: Ask, tx: Transaction) -> Reply:
    """The events whose link can be set."""
    return await _settable(ask, tx, "link")


async def _settable(ask: Ask, tx: Transaction, name: str) -> Reply:
    """The events whose goal or link can be set: a button for each."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    found = [
        event
        for event in await tx.events.of(campaign.slug)
        if event.open and event.kind in ask.kinds and (name == "goal" or name in ask.kinds[event.kind].options)
    ]
    rows = tuple((event_button(ask, event, f"menu set {event.id} {name}"),) for event in found)
    asked, none = ("menu-goal", "menu-goal-none") if name == "goal" else ("menu-link", "menu-link-none")
    line = Text(asked if found else none)
    begin = () if found else (new_event(campaign.slug),)
    return Reply(lines=(line,), buttons=(*rows, (*begin, menu_of(campaign))), personal=True)


async def set_value(ask: Ask, tx: Transaction) -> Reply:
    """Preview an event with this goal or link; without one, ask for it."""
    number, name, *words = (*ask.words, "", "")
    campaign, meant, kind = await find_event(ask, tx, number)
    said, before = _said(words), meant.draft or meant.plan
    if said == CANCEL:
        await end_question(ask, tx, f"menu set {meant.id} {name}")
        return replace(say("walk-cancelled"), buttons=((menu_of(campaign),),))
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    check_changeable(meant)
    if not said:
        await _wait(ask, tx, f"menu set {meant.id} {name}")
        goals = GOALS if name == "goal" else ()
        buttons = tuple(_set_to(meant, goal) for goal in goals)
        rows = (buttons, (menu_of(campaign),)) if buttons else ((menu_of(campaign),),)
        return Reply(lines=(Text("walk-goal" if name == "goal" else "walk-link"),), buttons=rows, personal=True)
    if name == "goal":
        plan = replace(before, goal=read_goal(figure(said), kind))
    else:
        plan = replace(before, options={**before.options, name: read_answer(name, said, kind)})
    if plan == before:
        same = await same_plan(ask, tx, campaign, meant, plan)
        if same is None:
            raise Refusal(Text("event-no-change"))
        await end_question(ask, tx, f"menu set {meant.id} {name}")
        return same
    try:
        check_together(plan, kind)
    except MissingOptionError:
        # An event of a release before lacks what its kind requires: that is asked for, and what was said stays.
        await end_question(ask, tx, f"menu set {meant.id} {name}")
        draft, value = await _change_of(ask, tx, meant), plan.goal if name == "goal" else plan.options[name]
        draft = replace(draft, step=PREVIEW, texts={**draft.texts, name: value})
        return await _show_step(ask, tx, _walk(ask, campaign, meant), draft)
    await _wait(ask, tx, f"menu set {meant.id} {name} {said}{SAID}")
    shown = await show_preview(ask, tx, campaign, meant, plan)
    cancel = button_to("button-walk-cancel", f"menu set {meant.id} {name} {CANCEL}")
    return replace(shown, buttons=(*shown.buttons, (cancel,)))


def _said(words: Sequence[str]) -> str:
    """The newest answer: it stands behind the one before."""
    before, _, typed = f"{' '.join(words).strip()} ".partition(f"{SAID} ")
    return typed.strip() or before.strip()


def _walk(ask: Ask, campaign: Campaign, meant: Event | None = None) -> Walk:
    languages = writing_order(campaign.spoken(ask.languages), campaign, ask.language)
    return Walk(campaign, ask.kinds, ask.vocabulary, ask.language, languages, ask.now, meant)


async def _open(ask: Ask, tx: Transaction) -> Questions:
    return await tx.dialogues.open(ask.request.address.platform, ask.request.person)


async def _wait(ask: Ask, tx: Transaction, command: str) -> None:
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, command)


def button_to(label: str, command: str) -> Button:
    """The button whose label is the text with this id."""
    return Button(Text(label), command=command)


def menu_of(campaign: Campaign) -> Button:
    """The button that leads back to the menu."""
    return button_to("button-menu", f"menu {campaign.slug}")


def new_event(slug: str = "") -> Button:
    """The button that begins to plan an event; without a slug its campaign is asked for."""
    return button_to("button-new-event", f"menu event {slug}".strip())


def event_button(ask: Ask, event: Event, command: str) -> Button:
    """A button with the title of an event."""
    title = event.plan.title if event.plan.title.by_language else Text(ask.kinds[event.kind].title)
    return Button(Text("event-title", {"title": title, "id": str(event.id)}), command=command)


def _set_to(event: Event, goal: str) -> Button:
    return Button(Text("cell", {"value": int(goal)}), command=f"menu set {event.id} goal {goal}")
