"""/unsubscribe: stop updates here, and in private also reminders."""

from bot.core.commands.request import Argument, Ask, Command, choose_campaign
from bot.core.model.campaign import Campaign
from bot.core.model.chats import clock_of
from bot.core.model.errors import Refusal
from bot.core.model.reply import Moment, Reply, Text, say
from bot.core.ports.database import Transaction
from handlers.events import drop_reminder
from handlers.timezone import reschedule


async def unsubscribe(ask: Ask, tx: Transaction) -> Reply:
    """Stop following; in private, delete the chat's address once nothing needs it."""
    meant = [choose_campaign(ask, ask.rest)] if ask.follows or (ask.private and ask.rest) else ask.campaigns
    reminded = [await drop_reminder(ask, tx, event) for one in meant for event in await tx.events.of(one.slug)]
    subscriptions = {one.campaign: one for one in await tx.chats.subscriptions(ask.chat)}
    if not (ask.follows and meant[0].slug in subscriptions):
        if any(reminded):
            return say("remind-dropped")
        raise Refusal(Text("not-subscribed-to", {"title": meant[0].title}) if ask.follows else Text("not-subscribed"))
    campaign = meant[0]
    await tx.chats.unsubscribe(ask.chat, campaign.slug)
    if ask.private:
        await tx.chats.drop_private(ask.chat, f"subscription:{subscriptions[campaign.slug].id}")
    return Reply(lines=(Text("unsubscribed", {"title": campaign.title}), *await _new_clock(ask, tx, campaign)))


async def _new_clock(ask: Ask, tx: Transaction, left: Campaign) -> tuple[Text, ...]:
    """The time here, where the chat had it from the campaign that it left; its other updates are due by this one."""
    campaigns = {one.slug: one for one in ask.campaigns}
    zone = clock_of(ask.chat, [slug for slug in ask.follows if slug != left.slug], campaigns)
    if zone in {"", ask.zone}:
        return ()
    await reschedule(ask, ask.chat, tx)
    return (Text("timezone-now", {"at": Moment(ask.now, zone, "offset", fixed=True)}),)


COMMAND = Command("unsubscribe", unsubscribe, arguments=(Argument("campaign", suggest="campaigns"),), admin=True)
