"""What can go wrong in a way that a person is told about: one sentence, as a text id with its values."""

from bot.core.reply import Text


class Refusal(Exception):  # noqa: N818 - a refusal is an answer to a person, not a fault of the program
    """A request that cannot be done; `text` says what is wrong and what would be right.

    `usage` asks that the command's form and an example follow.
    """

    def __init__(self, text: Text, *, usage: bool = False) -> None:
        super().__init__(text.id)
        self.text = text
        self.usage = usage
