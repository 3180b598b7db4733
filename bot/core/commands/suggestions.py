"""Autocompletion of arguments: campaigns, targets, measures, pages, calls, events, chapters, time zones."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import available_timezones

from bot.core.commands.answer import Services
from bot.core.counts.chart_data import measure_words
from bot.core.events.replies import title_of
from bot.core.model.campaign import page_name
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.measures.texts import measure_name
from bot.core.model.reply import Names, Value
from bot.core.ports.database import Transaction

MOST_OFFERS = OTHER_LIMITS["discord"]["offers"]

Offer: TypeAlias = tuple[str, Value]
"""The value for the command, and its label for people."""


async def offers(services: Services, tx: Transaction, suggest: str, typed: str) -> list[Offer]:
    """Up to 25 values of the kind `suggest` whose value or label contains `typed`."""
    if suggest not in OFFERS:
        return []
    wanted = typed.casefold().replace(" ", "_") if suggest == "zones" else typed.casefold()
    found = [offer for offer in await OFFERS[suggest](services, tx) if _fits(offer, wanted)]
    # Values that begin with the typed text come before those that only contain it.
    return sorted(found, key=lambda offer: not offer[0].casefold().startswith(wanted))[:MOST_OFFERS]


def _fits(offer: Offer, wanted: str) -> bool:
    value, shown = offer
    names = shown.by_language.values() if isinstance(shown, Names) else ()
    return any(wanted in name.casefold() for name in (value, *names))


async def _campaigns(_services: Services, tx: Transaction) -> Iterable[Offer]:
    return [(campaign.slug, campaign.title) for campaign in await tx.campaigns.all()]


async def _targets(_services: Services, tx: Transaction) -> Iterable[Offer]:
    return {target.slug: target.name for campaign in await tx.campaigns.all() for target in campaign.targets}.items()


async def _measures(_services: Services, tx: Transaction) -> Iterable[Offer]:
    campaigns = await tx.campaigns.all()
    found = [measure_words(campaign) for campaign in campaigns]
    return {word: measure_name(one, words.values()) for words in found for word, one in words.items()}.items()


async def _pages(_services: Services, tx: Transaction) -> Iterable[Offer]:
    campaigns = await tx.campaigns.all()
    return {page.key: page_name(campaign, page) for campaign in campaigns for page in campaign.pages}.items()


async def _calls(_services: Services, tx: Transaction) -> Iterable[Offer]:
    """Launched calls, by number only, because the person's role has not been checked yet."""
    calls = [call for campaign in await tx.campaigns.all() for call in await tx.calls.latest(campaign.slug)]
    return [(str(call.id), str(call.id)) for call in calls if call.announcement]


async def _events(services: Services, tx: Transaction) -> Iterable[Offer]:
    events = [event for campaign in await tx.campaigns.all() for event in await tx.events.of(campaign.slug)]
    return [
        (str(event.id), title_of(event, services.kinds[event.kind]))
        for event in reversed(events)
        if event.kind in services.kinds and event.announced
    ]


async def _chapters(_services: Services, tx: Transaction) -> Iterable[Offer]:
    return {one.slug: one.name for campaign in await tx.campaigns.all() for one in campaign.chapters}.items()


async def _zones(_services: Services, _tx: Transaction) -> Iterable[Offer]:
    return [(zone, zone) for zone in sorted(available_timezones())]


OFFERS: Mapping[str, Callable[[Services, Transaction], Awaitable[Iterable[Offer]]]] = MappingProxyType(
    {
        "campaigns": _campaigns,
        "targets": _targets,
        "measures": _measures,
        "pages": _pages,
        "calls": _calls,
        "events": _events,
        "chapters": _chapters,
        "zones": _zones,
    }
)
