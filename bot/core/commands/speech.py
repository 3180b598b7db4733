"""The language and the clock of an answer: the chat's own, else those of the campaigns that it follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.commands.request import Request
from bot.core.counts.picture_address import localize
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat, ChatKind, as_followed, clock_of
from bot.core.model.reply import Reply
from bot.core.ports.chats import Waiting
from bot.core.ports.database import Transaction

APPS_LACK = {"discord": ("ar",)}
"""The languages of ours that a platform's apps cannot be set to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, with the language and time zone to render it in."""

    reply: Reply
    language: str
    zone: str


def spoken(reply: Reply, language: str, zone: str, year: int = 0) -> Answer:
    """Make the answer: in the reply's own language if it has one, else in `language`, its times in `zone`.

    Times of another year than `year` say theirs.
    """
    language = reply.language or language
    return Answer(localize(reply, language, zone, year), language, zone)


def languages_here(campaigns: Sequence[Campaign], follows: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    """The languages that a chat can choose: those that any of its campaigns offers; in private, any campaign."""
    meant = _meant(campaigns, follows)
    return tuple(one for one in languages if not meant or any(campaign.spoken([one]) for campaign in meant))


def speech(
    chat: Chat,
    hint: str,
    campaigns: Sequence[Campaign],
    follows: Sequence[str],
    languages: Sequence[str],
    around: str = "",
) -> tuple[str, str]:
    """The language and zone of a chat: its own, else its campaign's; of several the zone of the first in `follows`.

    In private, a person whose app speaks one of our languages is answered in it, see `app_language`.
    """
    meant = _meant(campaigns, follows)
    language = chat.language if chat.language in languages else ""
    if not language and chat.kind is ChatKind.PRIVATE:
        language = app_language(chat, hint, languages, around)
    fallback = meant[0].fallback if meant else "en"
    zone = clock_of(chat, follows, {campaign.slug: campaign for campaign in campaigns})
    return language or fallback, zone or (meant[0].zone if meant else "UTC")


def app_language(chat: Chat, hint: str, languages: Sequence[str], around: str = "") -> str:
    """The language that a person's app tells, in this request by `hint` or before; "" where it is none of ours.

    An app that has no Arabic is in English for who would have it in Arabic: then the language of the group `around` a
    request says more, and it is what is remembered.
    """
    told = around or chat.app_language
    if hint[:2] in {"", "en"} and told in APPS_LACK.get(chat.platform, ()) and told in languages:
        return told
    told = hint[:2] if hint[:2] in languages else chat.app_language
    return told if told in languages else ""


async def chat_of(address: Address, kind: ChatKind, tx: Transaction) -> tuple[Chat, tuple[str, ...]]:
    """The chat (its id is 0 if it is not stored) and the campaigns that it follows, in the order in which it did."""
    chat = await tx.chats.find(address) or Chat(0, address.platform, kind)
    return chat, as_followed(await tx.chats.subscriptions(chat) if chat.id else ())


async def language_around(request: Request, tx: Transaction) -> str:
    """The language that the bot speaks in the group where a private request was made; "" where it is unknown."""
    if request.asked_in is None:
        return ""
    chat, follows = await chat_of(request.asked_in, ChatKind.GROUP, tx)
    if not (chat.language or follows):
        return ""
    return speech(chat, "", await tx.campaigns.all(), follows, [chat.language])[0]


async def note_app_language(request: Request, languages: Sequence[str], tx: Transaction) -> None:
    """Keep the language of the person's app, for what the bot sends them unasked: nobody has to choose it first."""
    if request.kind is not ChatKind.PRIVATE or request.hint[:2] not in languages:
        return
    chat, _ = await chat_of(request.address, request.kind, tx)
    told = app_language(chat, request.hint, languages, await language_around(request, tx))
    await tx.chats.note_app_language(request.address, told)


async def recall(languages: Sequence[str], waiting: Waiting, kind: ChatKind, tx: Transaction) -> Answer:
    """Render an unsent answer of an earlier process; `kind` is used where the chat is not stored."""
    chat, follows = await chat_of(waiting.address, kind, tx)
    campaigns = await tx.campaigns.all()
    offered = languages_here(campaigns, follows, languages)
    return spoken(waiting.reply, *speech(chat, "", campaigns, follows, offered))


def _meant(campaigns: Sequence[Campaign], follows: Sequence[str]) -> list[Campaign]:
    """The campaigns that a chat follows; all where it follows none."""
    return [campaign for campaign in campaigns if campaign.slug in follows] or list(campaigns)
