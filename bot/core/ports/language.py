"""Languages."""

from typing import Protocol

from bot.core.model.reply import Text


class Speak(Protocol):
    """Words of one language."""

    def __call__(self, text: Text) -> str:
        """The sentence."""
        ...


class Tongue(Speak, Protocol):
    """Words of one language, with what must be known to lay them out."""

    @property
    def code(self) -> str:
        """The language, as in `ar`."""
        ...

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        ...
