"""All texts of the bot: a file per language and one for the desk, and a function that formats them."""

from functools import cache
from pathlib import Path

from bot.core.model.input.vocabulary import Vocabulary
from bot.core.ports.language import Tongue
from bot.locales.typed_words import collect
from bot.locales.voice import Voice, load, own_name

FALLBACK = "en"
_FOLDER = Path(__file__).parent

LANGUAGES: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.ftl")))


def speak(language: str) -> Tongue:
    """Return the formatter of `language`; English for a language that has no file.

    Values are formatted by their type, as `bot/core/model/reply.py` describes. The formatter raises KeyError if the
    text's id or one of its values is missing.
    """
    return _voice(language if language in LANGUAGES else FALLBACK)


@cache
def vocabulary() -> Vocabulary:
    """The words that people type, in all languages together."""
    return collect(speak(language) for language in LANGUAGES)


@cache
def _voice(language: str) -> Voice:
    names = {code: own_name(code) for code in LANGUAGES}
    return load(language, [folder / f"{language}.ftl" for folder in (_FOLDER, _FOLDER / "desk")], names)
