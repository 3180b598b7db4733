"""A campaign's chapters by the names that people type."""

from collections.abc import Sequence

from bot.core.model.campaign import Campaign
from bot.core.model.event import Chapter
from bot.core.model.input.letters import fold
from bot.core.model.limits import mark_of


def chapter_names(campaign: Campaign) -> dict[str, Chapter]:
    """The chapters by each of their names in any language and by slug, all folded; a slug comes before a name."""
    names = [(name, one) for one in campaign.chapters for name in one.name.by_language.values()]
    slugs = [(one.slug, one) for one in campaign.chapters]
    return {fold(name): one for name, one in (*names, *slugs)}


def find_chapter(campaign: Campaign, word: str) -> Chapter | None:
    """The chapter with this slug or name, in which spelling matters as little as in `fold`, or with a button's mark."""
    marked = next((one for one in campaign.chapters if mark_of(one.slug) == word), None)
    return marked or chapter_names(campaign).get(fold(word))


def with_names_joined(words: Sequence[str], campaign: Campaign) -> list[str]:
    """The words, with those that are a chapter's name together as one."""
    names = chapter_names(campaign)
    longest = max((len(name.split()) for name in names), default=1)
    joined, rest = list[str](), list(words)
    while rest:
        lengths = range(min(longest, len(rest)), 1, -1)
        length = next((one for one in lengths if fold(" ".join(rest[:one])) in names), 1)
        joined.append(" ".join(rest[:length]))
        rest = rest[length:]
    return joined
