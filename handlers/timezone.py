"""/timezone: the time zone of this chat."""

import difflib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.commands.likely import NEAR
from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.chats import Chat, as_followed, clock_of
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.zone_words import (
    CLOCKS,
    bare_place,
    city_of,
    offset_of,
    parse_zone,
    plain_offset,
    zones,
    zones_ahead,
    zones_of,
)
from bot.core.model.reply import Button, Moment, Reply, Text, say
from bot.core.model.schedule import after_quiet, next_due
from bot.core.ports.database import Transaction

HOUR = timedelta(hours=1)
FALLBACK = "Africa/Casablanca"


async def timezone(ask: Ask, tx: Transaction) -> Reply:
    """Set the zone, by IANA name or city, and reschedule what is due."""
    if not ask.words:
        return say("timezone-now", at=Moment(ask.now, ask.zone, "offset", fixed=True))
    zone = find_zone(ask.rest, ask.vocabulary, ask.now)
    chat = replace(await tx.chats.ensure(ask.request.address, ask.request.kind), zone=zone)
    await tx.chats.update(chat)
    await reschedule(ask, chat, tx)
    return say("timezone-set", at=Moment(ask.now, zone, "offset", fixed=True))


async def reschedule(ask: Ask, chat: Chat, tx: Transaction) -> None:
    """Recompute when the chat's subscriptions are due, after its clock or quiet hours changed."""
    campaigns = {campaign.slug: campaign for campaign in ask.campaigns}
    followed = await tx.chats.subscriptions(chat)
    zone, due = clock_of(chat, as_followed(followed), campaigns), {}
    for one in followed:
        if one.next_due is not None:
            campaign = campaigns[one.campaign]
            moment = after_quiet(chat.quiet, next_due(one.cadence, ask.now, zone), zone)
            due[one.id] = moment if campaign.ends_at is None else min(moment, campaign.ends_at)
    await tx.chats.set_due(due)


def find_zone(word: str, vocabulary: Vocabulary, now: datetime) -> str:
    """The IANA zone with that name, ignoring case, or of that city, country or offset.

    Raises a Refusal with the zones of a country that has several, and with the nearest name of an unknown one.
    """
    known, plain = zones(), plain_offset(figure(fold(word.strip())), vocabulary)
    place = city_of(plain, vocabulary).replace("_", " ") or plain
    if place not in {*vocabulary.countries, *vocabulary.cities, *known}:
        place = bare_place(place, vocabulary)
    several = zones_of(vocabulary.countries.get(place.removeprefix("the "), ""))
    if place not in vocabulary.countries and (city := vocabulary.cities.get(place)):
        return city
    plain = CLOCKS.get(place, place).lower()
    with suppress(ValueError):
        ahead = offset_of(plain)
        if ahead is not None and not ahead % HOUR:
            # By GMT+1 people mean UTC+1; the zone with that offset is called Etc/GMT-1 (POSIX counts westwards).
            plain = f"etc/gmt{-(ahead // HOUR):+}" if ahead else "etc/utc"
        elif ahead is not None:
            several = zones_ahead(ahead)
        named = parse_zone(plain, vocabulary)
        plain = "utc" if named is UTC else fold(named.key) if isinstance(named, ZoneInfo) else plain
    if len(several) > 1:
        raise Refusal(Text("several-zones", {"word": word}), offers=[_button(zone, now) for zone in several])
    if several:
        return several[0]
    wanted = plain.replace(" ", "_")
    if wanted in known:
        return known[wanted]
    # A short name of an old alias, such as ROC, is near to many words, and Etc/GMT+5 means what nobody does.
    likely = [*vocabulary.countries, *vocabulary.cities]
    likely += [name for name, zone in known.items() if "/" in zone and not zone.startswith("Etc/")]
    near = next(iter(difflib.get_close_matches(place, [one.replace("_", " ") for one in likely], n=1, cutoff=NEAR)), "")
    hint = known.get(near.replace(" ", "_")) or vocabulary.cities.get(near)
    hint = hint or next(iter(zones_of(vocabulary.countries.get(near, ""))), FALLBACK)
    raise Refusal(Text("unknown-zone", {"word": word, "near": hint}), usage=True, offers=[_button(hint, now)])


def _button(zone: str, now: datetime) -> Button:
    """With the city and what its clocks show."""
    return Button(Text("cell", {"value": Moment(now, zone, "offset")}), command=f"timezone {zone}")


COMMAND = Command("timezone", timezone, arguments=(Argument("zone", suggest="zones"),), admin=True, form=True)
