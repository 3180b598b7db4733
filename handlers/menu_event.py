"""Planning an event, and setting its goal or link, by the buttons of /menu."""

from dataclasses import replace

from bot.core.commands.event_draft import PREVIEW, Draft
from bot.core.commands.event_walk import GOALS, TwoDaysError, Walk, read_answer
from bot.core.commands.request import Ask, choose_campaign, need_role
from bot.core.events.parse import MissingOptionError, check_together, read_goal
from bot.core.events.proposals import check_changeable
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.input.digits import figure
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from handlers.event import show_preview
from handlers.events import find_event

WAITING = "menu plan say "
"""The start of the command that waits while an event is planned; its draft follows."""


async def begin(ask: Ask, tx: Transaction) -> Reply:
    """Begin to plan an event."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    return await _show_step(ask, tx, _walk(ask, campaign), Draft(campaign.slug))


async def again(ask: Ask, tx: Transaction) -> Reply:
    """Change the plan of an event that was refused, or that is announced, part by part, and ask again."""
    campaign, meant, _ = await find_event(ask, tx, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    check_changeable(meant)
    return await _show_step(ask, tx, _walk(ask, campaign), Draft.of(meant, meant.draft or meant.plan))


async def answer(ask: Ask, tx: Transaction) -> Reply:
    """Answer the step of the event that is being planned, show it again, go back, or stop."""
    waits = await _waits(ask, tx)
    if not waits.startswith(WAITING):
        raise Refusal(Text("walk-gone"))
    draft = Draft.read(waits.removeprefix(WAITING))
    campaign = choose_campaign(ask, draft.campaign)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    walk, step, said = _walk(ask, campaign), next(iter(ask.words), "show"), " ".join(ask.words[1:])
    if step == "cancel":
        await _wait(ask, tx, "")
        return replace(say("walk-cancelled"), buttons=((menu_of(campaign),),))
    if step == "back":
        return await _show_step(ask, tx, walk, walk.back(draft))
    if step == "say":
        said = ask.typed.removeprefix(waits)
    elif step in walk.steps(draft):
        # A button of an earlier question answers that question.
        draft = replace(draft, step=step)
        if not said:
            return await _show_step(ask, tx, walk, draft)
    else:
        return await _show_step(ask, tx, walk, draft)
    try:
        return await _show_step(ask, tx, walk, walk.answered(draft, said))
    except TwoDaysError as two:
        return walk.which_day(draft, two, said.strip())
    except Refusal as refusal:
        # A walk asks its own questions: the syntax of a line would be no help here.
        named = refusal.text.id == "call-use-buttons"
        asked = await _show_step(ask, tx, walk, draft) if named else None
        raise Refusal(refusal.text, offers=refusal.offers, asked=asked) from None


async def _show_step(ask: Ask, tx: Transaction, walk: Walk, draft: Draft) -> Reply:
    """Show the draft's step, the last one as the preview with its confirm button, and wait for the answer."""
    await _wait(ask, tx, WAITING + draft.write())
    if draft.step != PREVIEW:
        return walk.question(draft)
    if not draft.event:
        shown = await show_preview(ask, tx, walk.campaign, None, walk.plan(draft))
        return replace(shown, buttons=(*shown.buttons, walk.ways(draft)))
    _, meant, _ = await find_event(ask, tx, str(draft.event))
    shown = await show_preview(ask, tx, walk.campaign, meant, walk.plan(draft, meant.draft or meant.plan))
    return replace(shown, buttons=(*shown.buttons, *walk.changes(draft), walk.ways(draft)))


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
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    said, before = " ".join(words).strip(), meant.draft or meant.plan
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
        raise Refusal(Text("event-no-change"))
    try:
        check_together(plan, kind)
    except MissingOptionError as missing:
        return await set_value(replace(ask, words=(number, missing.name)), tx)
    return await show_preview(ask, tx, campaign, meant, plan)


def _walk(ask: Ask, campaign: Campaign) -> Walk:
    return Walk(campaign, ask.kinds, ask.vocabulary, ask.language, ask.now)


async def is_planning(ask: Ask, tx: Transaction) -> bool:
    """Whether this person has begun to plan an event, and nothing else was asked since."""
    return (await _waits(ask, tx)).startswith(WAITING)


async def _waits(ask: Ask, tx: Transaction) -> str:
    return await tx.dialogues.command(ask.request.address.platform, ask.request.person)


async def _wait(ask: Ask, tx: Transaction, command: str) -> None:
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, command)


def button_to(label: str, command: str) -> Button:
    """The button whose label is the text with this id."""
    return Button(Text(label), command=command)


def menu_of(campaign: Campaign) -> Button:
    """The button that leads back to the menu."""
    return button_to("button-menu", f"menu {campaign.slug}")


def new_event(slug: str) -> Button:
    """The button that begins to plan an event."""
    return button_to("button-new-event", f"menu event {slug}")


def event_button(ask: Ask, event: Event, command: str) -> Button:
    """A button with the title of an event."""
    title = event.plan.title if event.plan.title.by_language else Text(ask.kinds[event.kind].title)
    return Button(Text("event-title", {"title": title, "id": str(event.id)}), command=command)


def _set_to(event: Event, goal: str) -> Button:
    return Button(Text("cell", {"value": int(goal)}), command=f"menu set {event.id} goal {goal}")
