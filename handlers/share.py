"""/share: the campaign's headline as a message to pass on, with the page's address."""

from urllib.parse import quote

from bot.core.commands.request import Argument, Ask, Command, choose_campaign
from bot.core.counts import figures
from bot.core.counts.replies import headline, title
from bot.core.model.reply import Button, Reply, Text
from bot.core.ports.database import Transaction

# What each opens is a draft of a message; the person chooses who gets it.
PLACES = (
    ("share-whatsapp", "https://wa.me/?text={link}"),
    ("share-telegram", "https://t.me/share/url?url={link}"),
    ("share-x", "https://x.com/intent/post?url={link}"),
)


async def share(ask: Ask, tx: Transaction) -> Reply:
    """The headline and the page's address with a button per place; without a public page, a message to forward."""
    campaign = choose_campaign(ask, ask.rest)
    shown = await figures.read(tx, campaign, ask.now)
    public = ask.kinds.rules.public_url.rstrip("/")
    if not public:
        return Reply(title(shown), (headline(shown), Text("share-forward")))
    link = f"{public}/{ask.language}/{campaign.slug}"
    row = tuple(Button(Text(name), url=form.format(link=quote(link, safe=""))) for name, form in PLACES)
    return Reply(title(shown), (headline(shown), Text("share-page", {"link": link})), buttons=(row,))


COMMAND = Command("share", share, arguments=(Argument("campaign", suggest="campaigns"),), reads=True)
