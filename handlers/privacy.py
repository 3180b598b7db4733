"""/privacy: which personal data is stored, and until when."""

from bot.core.commands.request import Ask, Command
from bot.core.delivery.backup_notices import last_copy_gone
from bot.core.events.kind import purged_at
from bot.core.model.reply import Moment, Reply, Text
from bot.core.ports.database import Transaction


async def privacy(ask: Ask, tx: Transaction) -> Reply:
    """What is stored and what never is, the deletion date of each campaign, and the contact."""
    lines = [Text("privacy-never"), Text("privacy-kept"), Text("privacy-pledges"), Text("privacy-private")]
    for campaign in ask.campaigns:
        gone = purged_at(campaign, await tx.events.of(campaign.slug), ask.kinds.rules)
        if gone is None:
            lines.append(Text("privacy-purge-days", {"title": campaign.title, "days": campaign.purge_days}))
        else:
            date = Moment(gone, form="date")
            lines.append(Text("privacy-purge", {"title": campaign.title, "date": date}))
    if (copies := await last_copy_gone(tx, ask.now)) is not None:
        lines.append(Text("privacy-backups", {"date": Moment(copies, form="date")}))
    if ask.replica_kept:
        lines.append(Text("privacy-replica", {"date": Moment(ask.now + ask.replica_kept, form="date")}))
    lines.append(Text("privacy-forget"))
    contacts = {campaign.contact for campaign in ask.campaigns if campaign.contact}
    lines += [Text("contact", {"contact": contact}) for contact in sorted(contacts)]
    return Reply(title=Text("privacy-title"), lines=tuple(lines), personal=True)


COMMAND = Command("privacy", privacy, reads=True)
