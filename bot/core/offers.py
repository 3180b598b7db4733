"""What a platform may offer while an argument is typed: the campaigns, targets, pages and time zones that fit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import available_timezones

from bot.core.campaign import Campaign
from bot.core.ports import Transaction
from bot.core.reply import Names, Value

MOST = 25

Offer: TypeAlias = tuple[str, Value]
"""What the command takes, and what a person reads."""


async def offers(tx: Transaction, suggest: str, typed: str) -> list[Offer]:
    """At most 25 values of the kind `suggest` that hold what was typed, in their own name or in what is read."""
    if suggest not in OFFERS:
        return []
    wanted = typed.casefold().replace(" ", "_") if suggest == "zones" else typed.casefold()
    found = [offer for offer in OFFERS[suggest](await tx.campaigns.all()) if _fits(offer, wanted)]
    # What begins with the letters typed so far comes before what only holds them.
    return sorted(found, key=lambda offer: not offer[0].casefold().startswith(wanted))[:MOST]


def _fits(offer: Offer, wanted: str) -> bool:
    value, shown = offer
    names = shown.by_language.values() if isinstance(shown, Names) else [str(shown)]
    return any(wanted in name.casefold() for name in (value, *names))


def _campaigns(campaigns: Sequence[Campaign]) -> Iterable[Offer]:
    return [(campaign.slug, campaign.title) for campaign in campaigns]


def _targets(campaigns: Sequence[Campaign]) -> Iterable[Offer]:
    return {target.slug: target.name for campaign in campaigns for target in campaign.targets}.items()


def _pages(campaigns: Sequence[Campaign]) -> Iterable[Offer]:
    return {page.key: page.key for campaign in campaigns for page in campaign.pages}.items()


def _zones(_campaigns: Sequence[Campaign]) -> Iterable[Offer]:
    return [(zone, zone) for zone in sorted(available_timezones())]


OFFERS: Mapping[str, Callable[[Sequence[Campaign]], Iterable[Offer]]] = MappingProxyType(
    {"campaigns": _campaigns, "targets": _targets, "pages": _pages, "zones": _zones}
)
