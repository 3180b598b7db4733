"""Counts that people type with `/count`; nothing is fetched."""

import re

from bot.core.model.source import BY_HAND, Source

_HANDLE = re.compile(r"[\w.-]{1,64}")


def _handle(text: str) -> str:
    handle = text.strip()
    if not _HANDLE.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(_: str) -> str:
    return ""


SOURCE = Source(
    name=BY_HAND,
    read=None,
    handle=_handle,
    link=_link,
    counts="whatever a reporter sees and types with `/count`",
    examples=((" Maroc.Telecom-1 ", "Maroc.Telecom-1"), ("اتصالات", "اتصالات")),
    mistakes=("", "a b", "a" * 65, "a:b"),
    rounding="as typed",
    limits="nobody is asked",
)
