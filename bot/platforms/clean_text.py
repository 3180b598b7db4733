"""Text from outside, in a form that every database and platform can store and send."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean_text(text: str) -> str:
    """`text` with U+FFFD in place of NUL (PostgreSQL refuses it) and lone surrogates (not valid UTF-8)."""
    return _UNSTORABLE.sub("\ufffd", text)
