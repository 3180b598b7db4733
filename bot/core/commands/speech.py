"""The language and the clock of an answer: the chat's own, else those of the campaigns that it follows."""

from collections.abc import Sequence

from bot.core.model.campaign import Campaign
from bot.core.model.chats import Chat, ChatKind


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
) -> tuple[str, str]:
    """The language and zone of a chat: its own, else its campaign's.

    In private, a person whose app speaks one of our languages is answered in it; `hint` is that of this request.
    """
    meant = _meant(campaigns, follows)
    language = chat.language if chat.language in languages else ""
    if not language and chat.kind is ChatKind.PRIVATE:
        language = hint[:2] if hint[:2] in languages else chat.app_language
        language = language if language in languages else ""
    fallback = meant[0].fallback if meant else "en"
    return language or fallback, chat.zone or (meant[0].zone if meant else "UTC")


def _meant(campaigns: Sequence[Campaign], follows: Sequence[str]) -> list[Campaign]:
    """The campaigns that a chat follows; all where it follows none."""
    return [campaign for campaign in campaigns if campaign.slug in follows] or list(campaigns)
