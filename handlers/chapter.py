"""/chapter: the chapter of a campaign that this chat belongs to, so that calls to that chapter reach it."""

from bot.core.commands.request import Argument, Ask, Command, choose_campaign
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Subscription
from bot.core.model.errors import Refusal
from bot.core.model.event import Chapter
from bot.core.model.input.chapters import chapter_names, find_chapter
from bot.core.model.input.letters import fold
from bot.core.model.input.toml_form import nearest
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Reply, Text, listed, say
from bot.core.ports.database import Transaction

MOST_OFFERED = 20
"""How many chapters are offered as buttons; Discord shows 25 at most."""


async def chapter(ask: Ask, tx: Transaction) -> Reply:
    """Set the chapter, or offer the campaign's chapters as buttons."""
    campaign, word = _meant(ask)
    followed = [one for one in await tx.chats.subscriptions(ask.chat) if one.campaign == campaign.slug]
    if not followed:
        raise Refusal(Text("chapter-unfollowed", {"title": campaign.title}), offers=[f"subscribe {campaign.slug}"])
    if not campaign.chapters:
        return say("chapters-not-set")
    (here,) = followed
    if not word:
        return _offered(campaign, here)
    if ask.vocabulary.meaning(word, ("none", "off")):
        await tx.chats.join_chapter(here.id, "")
        return say("chapter-left", title=campaign.title)
    if (found := find_chapter(campaign, word)) is None:
        raise _unknown(campaign, word)
    await tx.chats.join_chapter(here.id, found.slug)
    return say("chapter-joined", name=found.name, title=campaign.title)


def _meant(ask: Ask) -> tuple[Campaign, str]:
    """The campaign that the first word names, or else the one that the chat follows; and the words after it."""
    first, *rest = (*ask.words, "")
    if first.lower() in {campaign.slug for campaign in ask.campaigns}:
        return choose_campaign(ask, first), " ".join(rest).strip()
    return choose_campaign(ask), ask.rest


def _offered(campaign: Campaign, here: Subscription) -> Reply:
    """The chapter of now, and a button for each chapter."""
    now = say("chapter-now", name=campaign.chapter_name(here.chapter)) if here.chapter else say("chapter-choose")
    offered = campaign.chapters[:MOST_OFFERED]
    rows = [(_join(campaign, one),) for one in offered if one.slug != here.chapter]
    if here.chapter:
        rows.append((Button(Text("button-no-chapter"), command=f"chapter {campaign.slug} none"),))
    return Reply(lines=now.lines, buttons=tuple(rows))


def _unknown(campaign: Campaign, word: str) -> Refusal:
    names = chapter_names(campaign)
    if near := nearest(fold(word), names):
        offers: list[str | Button] = [_join(campaign, names[near]), f"chapter {campaign.slug}"]
        return Refusal(Text("no-chapter-near", {"word": word, "near": names[near].name}), usage=True, offers=offers)
    return Refusal(
        Text("no-chapter", {"word": word, "known": listed(one.name for one in campaign.chapters)}),
        usage=True,
        offers=[_join(campaign, one) for one in campaign.chapters],
    )


def _join(campaign: Campaign, one: Chapter) -> Button:
    return Button(Text("button-chapter", {"name": one.name}), command=f"chapter {campaign.slug} {mark_of(one.slug)}")


COMMAND = Command(
    "chapter",
    chapter,
    arguments=(Argument("campaign", suggest="campaigns"), Argument("chapter", suggest="chapters")),
    admin=True,
    form=True,
)
