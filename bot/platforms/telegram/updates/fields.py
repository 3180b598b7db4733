"""Objects of the Bot API, read field by field, so that one strange field does not make the whole update unreadable."""

from typing import Any

from bot.platforms.clean_text import clean_text

KINDS = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")
"""The kinds of updates that the bot asks for: https://core.telegram.org/bots/api#update"""


class Fields:
    """One JSON object. A field that is missing, or has another type than the Bot API documents, counts as absent.

    python-telegram-bot builds whole objects instead, and raises where a newer or older server leaves a field out.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: object) -> None:
        self._raw: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._raw)

    def __contains__(self, name: str) -> bool:
        return self._raw.get(name) is not None

    def part(self, name: str) -> "Fields":
        """The object in a field; an empty one where there is none."""
        return Fields(self._raw.get(name))

    def parts(self, name: str) -> list["Fields"]:
        """The objects of a list; what is no object is left out."""
        found = self._raw.get(name)
        return [Fields(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def text(self, name: str) -> str:
        """The text in a field, "" where there is none."""
        found = self._raw.get(name)
        return clean_text(found) if isinstance(found, str) else ""

    def number(self, name: str) -> int:
        """The whole number in a field, 0 where there is none."""
        found = self._raw.get(name)
        return found if isinstance(found, int) and not isinstance(found, bool) else 0

    def flag(self, name: str) -> bool:
        """Whether a field is true."""
        return self._raw.get(name) is True


def kind_of(update: Fields) -> str:
    """Which kind of update it is, for the log."""
    return next((kind for kind in KINDS if kind in update), "update")
