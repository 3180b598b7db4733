"""/menu: all that the commands do, by buttons, step by step; and the lists that its buttons open."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.core.calls.waiting import waits_for
from bot.core.commands import members
from bot.core.commands.event_draft import find_draft
from bot.core.commands.going_on import answerable, asked_in, go_on, open_questions, way_back
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, need_role
from bot.core.delivery.promises import halt_breaks
from bot.core.model.call import Call, CallState
from bot.core.model.campaign import Campaign, page_name
from bot.core.model.chats import is_draft, matter
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Reply, Text, Value
from bot.core.model.roles import Actor, Invite, Role
from bot.core.ports.database import Transaction
from bot.core.ports.facts import BOT_LINK
from handlers import count, language
from handlers.event_proposals import proposals_of, waits_for_me
from handlers.events import find_event
from handlers.menu_event import (
    again,
    answer,
    begin,
    button_to,
    event_button,
    goals,
    links,
    menu_of,
    new_event,
    set_value,
)

INVITE_VALID = timedelta(hours=48)
PAGES_SHOWN = 8
MOST_OTHERS = 3


async def menu(ask: Ask, tx: Transaction) -> Reply:
    """The menu of the campaign, or what the first word names."""
    act = ACTS.get(ask.words[0]) if ask.words else None
    if act is not None:
        return await act(replace(ask, words=ask.words[1:]), tx)
    if not ask.rest and len(ask.campaigns) > 1:
        rows = [
            (Button(Text("menu-campaign", {"title": campaign.title}), command=f"menu {campaign.slug}"),)
            for campaign in ask.campaigns
        ]
        return Reply(lines=(Text("menu-which"),), buttons=tuple(rows), personal=True)
    campaign = choose_campaign(ask, ask.rest)
    return Reply(
        Text("menu-title", {"title": campaign.title}), (*await halt_breaks(tx, campaign), Text("menu-ask")),
        buttons=await menu_buttons(ask, tx, campaign), personal=True,
    )  # fmt: skip


async def menu_buttons(ask: Ask, tx: Transaction, campaign: Campaign) -> tuple[tuple[Button, ...], ...]:
    """The buttons of all that this person may do in the campaign."""
    slug = campaign.slug
    role = await tx.people.role(slug, ask.request.address.platform, ask.request.person)
    public = (
        (
            button_to("button-figures", f"stats {slug}"),
            button_to("button-chart", f"chart {slug}"),
            button_to("button-events", f"events {slug}"),
        ),
        (
            button_to("button-subscribe", f"subscribe {slug}"),
            button_to("button-language", "menu language"),
            button_to("button-help", "help"),
        ),
    )
    if role is None:
        return public
    if not role.covers(Role.ORGANIZER):
        return ((button_to("button-counts", f"menu counts {slug}"),), *public)
    waiting = len(await _waiting_calls(ask, tx, campaign)) + len(await _waiting_events(ask, tx, campaign))
    desk = (button_to("button-desk", "desk"),) if ask.desk_url else ()
    call, event, others = await _begun(ask, tx, campaign)
    counts, goal = button_to("button-counts", f"menu counts {slug}"), button_to("button-goal", f"menu goal {slug}")
    return (
        (call, event, *others),
        (Button(Text("button-to-approve", {"count": waiting}), command=f"menu approve {slug}"),
         button_to("button-calls", f"calls {slug}")),
        (counts, goal, button_to("button-sign-link", f"menu link {slug}")),
        (button_to("button-people", f"menu people {slug}"), button_to("button-events", f"events {slug}"),
         button_to("button-language", "menu language"), *desk),
        (button_to("button-figures", f"stats {slug}"), button_to("button-subscribe", f"subscribe {slug}"),
         button_to("button-help", "help")),
    )  # fmt: skip


async def _begun(ask: Ask, tx: Transaction, campaign: Campaign) -> tuple[Button, Button, list[Button]]:
    """A button that begins a call, or goes on with this person's, one for an event, and some for other drafts."""
    questions = await open_questions(ask.request, tx)
    event, call = new_event(campaign.slug), button_to("button-new-call", f"call {campaign.slug}")
    new, person = find_draft(questions, mark_of(campaign.slug)), _pseudonym(ask, tx, campaign)
    others = []
    for one in await answerable(ask.request, tx, questions.all):
        if new is not None and one == new[0]:
            event = way_back(one)
        elif is_draft(one) and await asked_in(one, tx) in {"", campaign.slug}:
            others.append(way_back(one))
        elif (number := matter(one).removeprefix("call ")).isdecimal():
            found = await tx.calls.get(int(number))
            if found is not None and (found.campaign, found.author, found.state) == (
                campaign.slug,
                person,
                CallState.DRAFT,
            ):
                call = way_back(one)
    return call, event, others[:MOST_OTHERS]


async def organizers_menu(ask: Ask, tx: Transaction) -> tuple[tuple[Button, ...], ...]:
    """The menu of the one campaign in which this person has a role, where nobody else reads it.

    With a role in several, a button to choose one.
    """
    platform, person = ask.request.address.platform, ask.request.person
    mine = [
        campaign
        for campaign in ask.campaigns
        if (ask.private or ask.request.hidden) and person and await tx.people.role(campaign.slug, platform, person)
    ]
    if len(mine) == 1:
        return await menu_buttons(ask, tx, mine[0])
    return ((button_to("button-menu", "menu"),),) if mine else ()


async def _approve(ask: Ask, tx: Transaction) -> Reply:
    """What waits for this person's approval: a button for each."""
    campaign = choose_campaign(ask, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    calls, events = await _waiting_calls(ask, tx, campaign), await _waiting_events(ask, tx, campaign)
    rows = [Button(Text("button-open", {"id": str(one.id)}), command=f"call {one.id}") for one in calls]
    rows += [event_button(ask, one, f"menu look {one.id}") for one in events]
    line = Text("menu-approve" if rows else "menu-approve-none")
    return Reply(lines=(line,), buttons=(*((row,) for row in rows), (menu_of(campaign),)), personal=True)


async def _look(ask: Ask, tx: Transaction) -> Reply:
    """The request to approve an event's plan or its cancellation, with its buttons."""
    campaign, meant, _ = await find_event(ask, tx, ask.rest)
    await need_role(ask, tx, campaign, Role.ORGANIZER)
    request = await proposals_of(ask, tx, campaign).request(meant)
    if request is None:
        raise Refusal(Text("event-nothing-proposed", {"id": str(meant.id)}))
    return replace(request, personal=True)


async def _counts(ask: Ask, tx: Transaction) -> Reply:
    """The campaign's pages to type a count of, some at a time."""
    first, words = (int(ask.words[0]), ask.words[1:]) if ask.rest[:1].isdecimal() else (0, ask.words)
    campaign = choose_campaign(ask, " ".join(words))
    await need_role(ask, tx, campaign, Role.REPORTER)
    pages = campaign.pages
    shown = pages[first : first + PAGES_SHOWN]
    rows = [
        (
            Button(
                Text("cell", {"value": page_name(campaign, one)}),
                command=f"menu count {mark_of(one.key)} {campaign.slug}",
            ),
        )
        for one in shown
    ]
    more = (
        (button_to("button-more", f"menu counts {first + PAGES_SHOWN} {campaign.slug}"),)
        if pages[first + PAGES_SHOWN :]
        else ()
    )
    return Reply(lines=(Text("menu-counts"),), buttons=(*rows, (*more, menu_of(campaign))), personal=True)


async def _count(ask: Ask, tx: Transaction) -> Reply:
    """Ask for the count of the page that was chosen."""
    mark, slug = (*ask.words, "", "")[:2]
    campaign = choose_campaign(ask, slug)
    if all(mark_of(page.key) != mark for page in campaign.pages):
        raise Refusal(Text("count-how"))
    return await count.count(replace(ask, words=(campaign.slug, mark)), tx)


async def _people(ask: Ask, tx: Transaction) -> Reply:
    """Who holds a role; an owner invites and takes roles away."""
    campaign = choose_campaign(ask, ask.rest)
    role = await need_role(ask, tx, campaign, Role.ORGANIZER)
    found = await tx.people.members(campaign.slug)
    lines = [
        Text("member-line", {"pseudonym": one.pseudonym[:8], "role": Text(f"role-{one.role.value}")}) for one in found
    ]
    rows: list[tuple[Button, ...]] = []
    if role is Role.OWNER:
        rows = [(_invite_button(given, campaign),) for given in (Role.REPORTER, Role.ORGANIZER, Role.OWNER)]
        rows += [
            (Button(Text("button-take-role", {"pseudonym": one.pseudonym[:8]}),
                    command=f"menu out {one.pseudonym[:8]} {campaign.slug}"),)
            for one in found
        ]  # fmt: skip
    else:
        lines.append(Text("menu-people-owner"))
    title = Text("members-title", {"title": campaign.title})
    return Reply(title, tuple(lines), buttons=(*rows, (menu_of(campaign),)), personal=True)


async def _invite(ask: Ask, tx: Transaction) -> Reply:
    """Make a single-use code for a role, and show it this once."""
    word, slug = (*ask.words, "", "")[:2]
    campaign = choose_campaign(ask, slug)
    if word not in set(Role):
        raise Refusal(Text("call-use-buttons"))
    role = await need_role(ask, tx, campaign, Role.OWNER)
    code, request = secrets.token_urlsafe(16), ask.request
    by = Actor(role.value, tx.people.pseudonym(campaign.slug, request.address.platform, request.person))
    given = Invite(campaign.slug, Role(word), ask.now + INVITE_VALID)
    made = await members.invite(tx, campaign, code, given, ask.kinds.rules, by, ask.now)
    bot = await tx.facts.get(BOT_LINK, "telegram")
    lines = (*made.lines, Text("menu-code", {"link": f"{bot}?start={code}"})) if bot else made.lines
    return Reply(lines=lines, buttons=((button_to("button-people", f"menu people {campaign.slug}"),),), personal=True)


async def _out(ask: Ask, tx: Transaction) -> Reply:
    """Ask before a role is taken away."""
    word, slug = (*ask.words, "", "")[:2]
    campaign = choose_campaign(ask, slug)
    await need_role(ask, tx, campaign, Role.OWNER)
    values: dict[str, Value] = {"pseudonym": word}
    yes = Button(Text("button-take-role", values), command=f"revoke {word} {campaign.slug}")
    back = button_to("button-back", f"menu people {campaign.slug}")
    return Reply(lines=(Text("menu-out", values),), buttons=((yes, back),), personal=True)


async def _language(ask: Ask, tx: Transaction) -> Reply:
    """Choose the language of what this person alone reads, also where the menu is shown inside a group."""
    reply = await language.language(ask, tx)
    choices = tuple(tuple(replace(one, command=f"menu {one.command}") for one in row) for row in reply.buttons)
    return replace(reply, buttons=(*choices, (button_to("button-menu", "menu"),)), personal=True)


async def _waiting_calls(ask: Ask, tx: Transaction, campaign: Campaign) -> list[Call]:
    """The calls that wait for this person's approval."""
    person = _pseudonym(ask, tx, campaign)
    found = await tx.calls.latest(campaign.slug, fixes=None)
    return [one for one in found if await waits_for(tx, campaign, one, person, ask.now)]


async def _waiting_events(ask: Ask, tx: Transaction, campaign: Campaign) -> list[Event]:
    """The events whose plan or cancellation waits for this person's approval."""
    proposals = proposals_of(ask, tx, campaign)
    found = [event for event in await tx.events.of(campaign.slug) if event.kind in ask.kinds]
    return [event for event in found if await waits_for_me(tx, proposals, event)]


def _pseudonym(ask: Ask, tx: Transaction, campaign: Campaign) -> str:
    return tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)


def _invite_button(role: Role, campaign: Campaign) -> Button:
    told = Text("button-invite", {"role": Text(f"role-{role.value}")})
    return Button(told, command=f"menu invite {role.value} {campaign.slug}")


ACTS: dict[str, Callable[[Ask, Transaction], Awaitable[Reply]]] = {
    "event": begin,
    "plan": answer,
    "again": again,
    "on": go_on,
    "approve": _approve,
    "look": _look,
    "counts": _counts,
    "count": _count,
    "goal": goals,
    "link": links,
    "set": set_value,
    "language": _language,
    "people": _people,
    "invite": _invite,
    "out": _out,
}

COMMAND = Command(
    "menu", menu, arguments=(Argument("campaign", suggest="campaigns"),), private=True, person=True,
    acts={
        **dict.fromkeys(ACTS.keys() - {"count", "language", "on"}, Role.ORGANIZER),
        "counts": Role.REPORTER, "invite": Role.OWNER, "out": Role.OWNER,
    },
)  # fmt: skip
