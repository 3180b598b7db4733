"""The words of pictures: those of a language, as far as the font of pictures can show them."""

from dataclasses import dataclass

from bot.core.model.drawing.glyphs import NOTHING, drawable, names_drawn
from bot.core.model.reply import Listed, Names, Text, Value
from bot.core.ports.language import Tongue


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """Says sentences as `speak` does; names that it cannot show it says in another language of theirs."""

    speak: Tongue

    @property
    def code(self) -> str:
        """That language."""
        return self.speak.code

    @property
    def right_to_left(self) -> bool:
        """Whether that language is."""
        return self.speak.right_to_left

    def __call__(self, text: Text) -> str:
        """The sentence without what would be an empty box."""
        return drawable(self.speak(_text(text)))


def _text(text: Text) -> Text:
    return Text(text.id, {name: _value(value) for name, value in text.values.items()})


def _value(value: Value) -> Value:
    match value:
        case Names():
            return names_drawn(value)
        case Text():
            return _text(value)
        case Listed():
            return Listed(tuple(map(_value, value.values)))
        case str():
            return drawable(value) or (value and NOTHING)
    return value
