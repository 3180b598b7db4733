"""Tells organizers, when it is over, what was away for long, and from when to when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.delivery.vital_signs import BOT, DATABASE, Absence
from bot.core.model.reply import Moment, say
from bot.core.ports.database import Transaction
from bot.core.ports.facts import ABSENCE_TOLD


async def notify_of_absences(tx: Transaction, absences: Iterable[Absence], seconds: float, now: datetime) -> int:
    """Tell the organizers of every campaign in private; returns how many notices.

    `seconds` is now by the clock of `absences`. Of several processes that saw the same absence, the first one tells.
    """
    told = 0
    for absence in absences:
        began, ended = (now - timedelta(seconds=seconds - at) for at in (absence.began, absence.ended))
        before = await tx.facts.get(ABSENCE_TOLD, absence.what)
        if before is not None and began < before <= now:
            continue
        await tx.facts.put(ABSENCE_TOLD, absence.what, ended)
        for campaign in await tx.campaigns.all():
            # Two processes that read this at the same moment write the same key, of which there is one.
            key = f"away:{absence.what}:{campaign.slug}:{before.isoformat() if before else 'first'}"
            since, until = Moment(began, campaign.zone), Moment(ended, campaign.zone)
            said = {DATABASE: "away-database", BOT: "away-bot"}.get(absence.what, "away-platform")
            content = say(said, platform=absence.what.capitalize(), since=since, until=until)
            told += bool(await notify_organizers(tx, campaign.slug, key, content, now))
    return told
