"""The words that people type, collected from every language file and from Babel's names of languages."""

from collections import defaultdict
from collections.abc import Iterable

from babel import Locale

from bot.core.model.input.letters import fold
from bot.core.model.input.vocabulary import MEANINGS, Vocabulary
from bot.core.model.reply import Text
from bot.core.ports.language import Tongue


def collect(tongues: Iterable[Tongue]) -> Vocabulary:
    """The vocabulary of these languages. Raises KeyError where one of them lacks a `typed-` text."""
    spoken = tuple(tongues)
    words: defaultdict[str, set[str]] = defaultdict(set)
    languages: dict[str, str] = {}
    for tongue in spoken:
        for meaning in MEANINGS:
            words[meaning].update(_parts(tongue, f"typed-{meaning}"))
        for other in spoken:
            name = Locale.parse(other.code).get_display_name(tongue.code) or other.code
            languages[fold(name)] = other.code
        languages.update(dict.fromkeys([tongue.code, *_parts(tongue, "typed-language")], tongue.code))
    return Vocabulary({meaning: frozenset(found) for meaning, found in words.items()}, languages)


def _parts(tongue: Tongue, text_id: str) -> list[str]:
    """The words of one text, which are separated by commas."""
    return [fold(part.strip()) for part in tongue(Text(text_id)).replace("،", ",").split(",") if part.strip()]
