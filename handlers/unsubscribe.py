"""/unsubscribe: no more updates here."""

from bot.core.command import Argument, Ask, Command, choose_campaign
from bot.core.errors import Refusal
from bot.core.ports import Transaction
from bot.core.reply import Reply, Text, say


async def unsubscribe(ask: Ask, tx: Transaction) -> Reply:
    """Stop following; in private the chat's address is deleted with its last reason."""
    if not ask.follows:
        raise Refusal(Text("not-subscribed"))
    campaign = choose_campaign(ask, ask.rest)
    subscription = next((one for one in await tx.chats.subscriptions(ask.chat) if one.campaign == campaign.slug), None)
    if subscription is None:
        raise Refusal(Text("not-subscribed-to", {"title": campaign.title}))
    await tx.chats.unsubscribe(ask.chat, campaign.slug)
    if ask.private:
        await tx.chats.drop_private(ask.chat, f"subscription:{subscription.id}")
    return say("unsubscribed", title=campaign.title)


COMMAND = Command("unsubscribe", unsubscribe, arguments=(Argument("campaign", suggest="campaigns"),), admin=True)
