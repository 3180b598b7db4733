"""Converts formatted text to plain text: the address of a link is put beside its word."""

from bot.platforms.telegram.updates.fields import Fields

# https://core.telegram.org/bots/api#messageentity
_LOST = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre",
        "text_mention",
    }
)  # fmt: skip


def plain_words(message: Fields, name: str) -> tuple[str, bool]:
    """The words in the field `name` ("text" or "caption"), and whether something was dropped: bold, a link to no page.

    Telegram counts where a format begins and ends in UTF-16 code units.
    """
    text = message.text(name)
    entities = message.parts("entities" if name == "text" else "caption_entities")
    links = [entity for entity in entities if entity.text("type") == "text_link"]
    shown = [link for link in links if link.text("url").startswith(("http://", "https://"))]
    lost = any(entity.text("type") in _LOST for entity in entities) or len(shown) < len(links)
    hidden = [(link.number("offset") + link.number("length"), link.text("url")) for link in shown]
    units = text.encode("utf-16-le")
    for end, url in sorted(hidden, reverse=True):
        if 0 < end * 2 <= len(units):
            units = units[: end * 2] + f" ({url})".encode("utf-16-le") + units[end * 2 :]
    return units.decode("utf-16-le", errors="replace"), lost
