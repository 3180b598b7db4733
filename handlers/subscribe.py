"""/subscribe: this chat gets an update of the campaign at its hours."""

from bot.core.campaign import Campaign
from bot.core.chats import Mode
from bot.core.command import Argument, Ask, Command, choose_campaign, figure
from bot.core.errors import Refusal
from bot.core.ports import Transaction
from bot.core.reply import Moment, Reply, Text
from bot.core.schedule import Cadence, after_quiet, next_due, parse_cadence
from bot.core.telling import figures_button, listed


async def subscribe(ask: Ask, tx: Transaction) -> Reply:
    """Follow a campaign, or change how often; says when the first update comes, with zone and offset."""
    campaign, cadence = _meant(ask)
    if campaign.ended(ask.now):
        raise Refusal(Text("subscribe-ended", {"title": campaign.title}))
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    zone = chat.zone or campaign.zone
    due = after_quiet(chat.quiet, next_due(cadence, ask.now, zone), zone)
    if campaign.ends_at is not None:
        due = min(due, campaign.ends_at)
    subscription = await tx.chats.subscribe(chat, campaign.slug, cadence, Mode.POST, due)
    if ask.private:
        await tx.chats.keep_private(chat, ask.request.address, f"subscription:{subscription.id}")
    lines = [
        Text("subscribed", {"title": campaign.title, "cadence": spoken_cadence(cadence)}),
        Text("subscribed-next", {"at": Moment(due, zone)}),
    ]
    if chat.off:
        lines.append(Text("subscribed-but-off"))
    if rights := [Text(f"permission-{name}") for name in ask.request.missing]:
        lines.append(Text("subscribed-missing", {"permissions": listed(rights)}))
    lines.append(Text("subscribed-stop"))
    return Reply(lines=tuple(lines), buttons=((figures_button(campaign.slug),),))


def spoken_cadence(cadence: Cadence) -> Text:
    """A cadence in words: every 90 minutes, every hour, every day at 20:00."""
    if cadence.daily is not None:
        return Text("cadence-daily", {"time": f"{cadence.daily:%H:%M}"})
    hours, minutes = divmod(cadence.every // 60, 60)
    if minutes:
        return Text("cadence-minutes", {"minutes": cadence.every // 60})
    return Text("cadence-hours", {"hours": hours})


def _meant(ask: Ask) -> tuple[Campaign, Cadence]:
    """The campaign and cadence that the words name, in either order; what is missing has its default."""
    slugs = {campaign.slug for campaign in ask.campaigns}
    named = [word for word in ask.words if word.lower() in slugs]
    rest = figure(" ".join(word for word in ask.words if word.lower() not in slugs))
    if not rest:
        campaign = choose_campaign(ask, named[0] if named else "")
        return campaign, campaign.updates
    try:
        cadence = parse_cadence(rest)
    except ValueError:
        first = rest.split()[0]
        looks_like_a_cadence = first[0].isdigit() or first.lower() == "daily"
        wrong = Text("bad-cadence", {"word": rest}) if looks_like_a_cadence or named else _no_such(ask, first)
        raise Refusal(wrong, usage=True) from None
    return choose_campaign(ask, named[0] if named else ""), cadence


def _no_such(ask: Ask, word: str) -> Text:
    return Text("unknown-campaign", {"word": word, "known": ", ".join(campaign.slug for campaign in ask.campaigns)})


COMMAND = Command(
    "subscribe", subscribe, arguments=(Argument("campaign", suggest="campaigns"), Argument("cadence")), admin=True
)
