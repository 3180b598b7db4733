"""/stats: the campaign's figures, for every target or for one."""

import difflib
from dataclasses import replace

from bot.core.commands.likely import NEAR
from bot.core.commands.request import Argument, Ask, Command, choose_campaign, which_campaign
from bot.core.counts import figures
from bot.core.counts.details import details_reply
from bot.core.counts.figures import say_lacking
from bot.core.counts.replies import figures_button, open_events, stats_reply
from bot.core.model.campaign import Campaign, Target, named_in_buttons
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import fold
from bot.core.model.reply import Button, Reply, Text, listed
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

DETAILS = "details"
"""The word of the button "Details", after the campaign or the company."""


async def stats(ask: Ask, tx: Transaction) -> Reply:
    """The figures in short, or with the word `details` in full; a target, by any of its names, narrows them.

    Organizers are told in private which keys are missing; others only that there are no figures yet.
    """
    in_full = bool(ask.words) and ask.words[-1].lower() == DETAILS
    campaign, target = meant(replace(ask, words=ask.words[:-1]) if in_full else ask)
    slug = target.slug if target else ""
    shown = await figures.read(tx, campaign, ask.now)
    if in_full:
        return details_reply(shown, slug)
    reply = stats_reply(shown, slug, await open_events(tx, campaign))
    if not ask.private or not ask.request.person:
        return reply
    role = await tx.people.role(campaign.slug, ask.request.address.platform, ask.request.person)
    if role is None or not role.covers(Role.ORGANIZER):
        return reply
    pages = target.pages if target else campaign.pages
    return replace(reply, lines=(*reply.lines, *await say_lacking(tx, campaign, pages)))


def meant(ask: Ask) -> tuple[Campaign, Target | None]:
    """The campaign, and the target if one is named, from the words after the command.

    The campaign's name before a target's says which is meant where several have that target.
    """
    word = ask.rest
    if not word:
        return choose_campaign(ask), None
    for campaign in ask.campaigns:
        if campaign.slug == word.lower():
            return campaign, None
    if (chosen := tapped(ask, word)) is not None:
        return chosen
    found = [
        (campaign, target)
        for campaign in ask.campaigns
        for target in campaign.targets
        if fold(word) in names_of(target)
    ]
    own = [pair for pair in found if pair[0].slug in ask.follows] or found
    if len(own) == 1:
        return own[0]
    if own:
        raise which_campaign(ask, [campaign for campaign, _ in own])
    for campaign in ask.campaigns:
        if len(ask.words) > 1 and campaign.slug == ask.words[0].lower():
            return meant(replace(ask, campaigns=(campaign,), words=ask.words[1:]))
    campaign = choose_campaign(ask)
    known = {name: target for target in campaign.targets for name in names_of(target)}
    if near := difflib.get_close_matches(fold(word), known, n=1, cutoff=NEAR):
        one = known[near[0]]
        named = Text("unknown-target-near", {"word": word, "near": one.name})
        raise Refusal(named, offers=[_button(campaign, one), figures_button(campaign.slug)])
    names = listed(target.name for target in campaign.targets)
    offers = [_button(campaign, target) for target in campaign.targets]
    raise Refusal(Text("unknown-target", {"word": word, "known": names}), offers=offers)


def tapped(ask: Ask, word: str) -> tuple[Campaign, Target] | None:
    """The target that a button names with this word, and its campaign; None where none is named so."""
    for campaign in ask.campaigns:
        for target in campaign.targets:
            if word == named_in_buttons(campaign, target.slug):
                return campaign, target
    return None


def _button(campaign: Campaign, target: Target) -> Button:
    """To the figures of a target, with its name."""
    return Button(Text("cell", {"value": target.name}), command=f"stats {named_in_buttons(campaign, target.slug)}")


def names_of(target: Target) -> set[str]:
    """All names of a target, case-folded: its slug, its name in each language, its handles."""
    pages = {name for page in target.pages for name in (page.handle, page.key)}
    return {fold(name) for name in (target.slug, *target.name.by_language.values(), *pages)}


COMMAND = Command("stats", stats, arguments=(Argument("target", suggest="targets"),), reads=True)
