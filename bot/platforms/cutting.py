"""Cuts a line that is too long for a message."""

from collections.abc import Iterator


def split_at_spaces(line: str, longest: int) -> Iterator[str]:
    """The pieces of `line`, of at most `longest` characters; a word or number is cut only if it is longer itself."""
    while len(line) > longest:
        end = line.rfind(" ", 0, longest) + 1 or longest
        yield line[:end]
        line = line[end:]
    yield line
