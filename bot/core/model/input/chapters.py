"""A campaign's chapters by the names that people type."""

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
