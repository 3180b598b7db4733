"""/timezone: the time zone of this chat."""

import difflib
import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.commands.answer import NEAR
from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.chats import Chat
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.letters import fold
from bot.core.model.reply import Moment, Reply, Text, say
from bot.core.model.schedule import after_quiet, next_due
from bot.core.ports.database import Transaction

_OFFSET = re.compile(r"(?:gmt|utc)([+-])(\d{1,2})(?::?00)?")
SAMPLED = range(1990, 2040)


async def timezone(ask: Ask, tx: Transaction) -> Reply:
    """Set the zone, by IANA name or city, and reschedule what is due."""
    if not ask.words:
        return say("timezone-now", at=Moment(ask.now, ask.zone, "offset", fixed=True))
    zone = find_zone(ask.rest)
    chat = replace(await tx.chats.ensure(ask.request.address, ask.request.kind), zone=zone)
    await tx.chats.update(chat)
    await reschedule(ask, chat, tx)
    return say("timezone-set", at=Moment(ask.now, zone, "offset", fixed=True))


async def reschedule(ask: Ask, chat: Chat, tx: Transaction) -> None:
    """Recompute when the chat's subscriptions are due, after its zone or quiet hours changed."""
    campaigns = {campaign.slug: campaign for campaign in ask.campaigns}
    due = {}
    for one in await tx.chats.subscriptions(chat):
        if one.next_due is not None:
            campaign = campaigns[one.campaign]
            zone = chat.zone or campaign.zone
            moment = after_quiet(chat.quiet, next_due(one.cadence, ask.now, zone), zone)
            due[one.id] = moment if campaign.ends_at is None else min(moment, campaign.ends_at)
    await tx.chats.set_due(due)


def find_zone(word: str) -> str:
    """The IANA zone with that name, ignoring case, or of that city; raises Refusal with the nearest name."""
    zones = _zones()
    wanted = fold(word.strip()).replace(" ", "_")
    if offset := _OFFSET.fullmatch(figure(wanted)):
        # By GMT+1 people mean UTC+1; the zone with that offset is called Etc/GMT-1 (POSIX counts westwards).
        wanted = f"etc/gmt{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if int(offset[2]) else "etc/utc"
    if wanted in zones:
        return zones[wanted]
    near = difflib.get_close_matches(wanted, zones, n=1, cutoff=NEAR)
    hint = zones[near[0]] if near else "Africa/Casablanca"
    raise Refusal(Text("unknown-zone", {"word": word, "near": hint}), usage=True, offers=[f"timezone {hint}"])


@cache
def _zones() -> dict[str, str]:
    """Every zone by its name, and by its city if all zones of that city are aliases of one zone."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        cities.setdefault(fold(name.rpartition("/")[2]), []).append(name)
    # Of several aliases of a zone, the last is the one of the city's own continent: Europe/Istanbul, not Asia/Istanbul.
    return {
        city: found[-1] for city, found in cities.items() if len(found) == 1 or len(set(map(_offsets, found))) == 1
    } | {fold(name): name for name in names}


def _offsets(name: str) -> tuple[timedelta | None, ...]:
    """A zone's offsets from UTC, one day a month for fifty years: zones with equal offsets are aliases."""
    zone = ZoneInfo(name)
    return tuple(datetime(year, month, 1, 12, tzinfo=zone).utcoffset() for year in SAMPLED for month in range(1, 13))


COMMAND = Command("timezone", timezone, arguments=(Argument("zone", suggest="zones"),), admin=True)
