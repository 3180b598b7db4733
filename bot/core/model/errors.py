"""What can go wrong in a way that a person is told about: one sentence, as a text id with its values."""

from collections.abc import Sequence

from bot.core.model.reply import Button, Reply, Text, Value


class StoreError(Exception):
    """The database cannot be used just now: the same may work later."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer to a person, not a fault of the program
    """A request that cannot be done; `text` says what is wrong and what would be right.

    `usage` asks that the command's form and an example follow. `offers` are the two or three that are likely meant,
    which stand under it as buttons: with what they say, or as commands without their slash. `asked` is the question
    whose answer was refused, which stands under it whole.
    """

    def __init__(
        self, text: Text, *, usage: bool = False, offers: Sequence[str | Button] = (), asked: Reply | None = None
    ) -> None:
        super().__init__(text.id)
        self.text = text
        self.usage = usage
        self.offers = tuple(offers)
        self.asked = asked


class BadTokenError(Refusal):
    """A platform does not know the bot's token, or no longer."""


class Wrong(ValueError):  # noqa: N818 - said to a person, as a mistake
    """A value that is wrong in a way of its own: `text_id` says it, with `values` beside `where` and `given`."""

    def __init__(self, text_id: str, **values: Value) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.values = values
