"""The label of a link button in each language that the campaign offers."""

from collections.abc import Sequence

from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Text

_READ = {"ar": "اقرأ", "en": "Read", "fr": "Lire"}
"""A label to show how it is written; a language that has none here is shown without."""


def labels_example(languages: Sequence[str]) -> str:
    """How a link with a label for each of these languages is written; "" for a single language, which needs none."""
    if len(languages) == 1:
        return ""
    return " | ".join(f"{one}={_READ.get(one, '…')}" for one in languages) + " https://example.org"


def labels_hint(languages: Sequence[str]) -> tuple[Text, ...]:
    """The line that says so, where there are several."""
    example = labels_example(languages)
    return (Text("call-labels-hint", {"example": example}),) if example else ()


def label_of(part: str, languages: Sequence[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """The language and the words of `fr=Lire`, or "" and all of it. Raises a Refusal for a language not offered."""
    name, equals, label = part.partition("=")
    language = name.strip() if name.strip() in languages else vocabulary.language(name)
    if not equals or not language:
        return "", part.strip()
    if language not in languages:
        raise Refusal(Text("call-label-left-out", {"language": Text(f"tongue-{language}"), "part": part.strip()}))
    return language, label.strip()
