"""Finds the commands with arguments in a sentence, which a platform shows so that a tap copies them."""

import re
from collections.abc import Iterator

from bot.core.model.input.letters import INVISIBLE_MARKS, JOINER

_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
# An isolate with the values in it, each isolated in turn.
_PIECE = re.compile("\u2066(/[^\u2066-\u2069]*(?:[\u2067\u2068][^\u2066-\u2069]*\u2069[^\u2066-\u2069]*)*)\u2069")
# A joiner stays: a date in a command must not break over a line either, and is understood with it.
_DROPPED = str.maketrans(dict.fromkeys(INVISIBLE_MARKS - {JOINER}))
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def split_commands(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `text` in order, each with whether it is a command with arguments (without marks of direction).

    The isolates around a command stay with the text before and after it.
    """
    end = 0
    for found in _PIECE.finditer(text):
        if " " not in found[1]:
            continue
        yield text[end : found.start(1)], False
        yield found[1].translate(_DROPPED), True
        end = found.end(1)
    yield text[end:], False


def without_isolates(text: str) -> str:
    """`text` as it is where it has no right-to-left letters: those alone need isolates around commands."""
    if _RIGHT_TO_LEFT.search(text):
        return text
    return text.replace(_LEFT_TO_RIGHT, "").replace(_END, "")
