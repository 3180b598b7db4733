"""Everything the bot says: a file per language, and one function that speaks it."""

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
    """What turns texts into sentences of `language`; English for a language that has no file.

    Values are written by their type, as `bot/core/model/reply.py` says. Raises KeyError for a text whose id or value is
    missing.
    """
    return _voice(language if language in LANGUAGES else FALLBACK)


@cache
def vocabulary() -> Vocabulary:
    """The words that people type, of all languages together."""
    return collect(speak(language) for language in LANGUAGES)


@cache
def _voice(language: str) -> Voice:
    return load(language, _FOLDER / f"{language}.ftl", {code: own_name(code) for code in LANGUAGES})
