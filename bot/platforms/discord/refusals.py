"""Discord's refusals, sorted by the number that it gives each of them.

Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from collections.abc import Mapping

from bot.platforms.refusals import Sort

UNKNOWN_CHANNEL = 10003
UNKNOWN_SERVER = 10004
UNKNOWN_MESSAGE = 10008
ACKNOWLEDGED = 40060
MISSING_ACCESS = 50001
CLOSED_TO_US = 50007
MISSING_PERMISSIONS = 50013
NOT_OURS = 50005
SYSTEM_MESSAGE = 50021
ARCHIVED = 50083
LOCKED = 160005

GONE: Mapping[int, str] = {
    UNKNOWN_CHANNEL: "deleted",
    UNKNOWN_SERVER: "deleted",
    10013: "deactivated",
    40007: "banned",
    CLOSED_TO_US: "blocked",
    50033: "deactivated",
    50055: "deleted",
}
"""Our reason for each that switches a chat off."""

_SORTED: Mapping[Sort, frozenset[int]] = {
    Sort.GONE: frozenset(GONE),
    Sort.MESSAGE_GONE: frozenset({UNKNOWN_MESSAGE, 10070, NOT_OURS, SYSTEM_MESSAGE}),
    Sort.NO_RIGHT: frozenset(
        {
            20012, 40058, 40066, 40067, MISSING_ACCESS, 50008, 50009, MISSING_PERMISSIONS, 50024, ARCHIVED, 50095,
            50101, 60003, 160002, LOCKED, 160006, 200000, 200001, 400001,
        }
    ),
    Sort.MALFORMED: frozenset(
        {
            10011, 10014, 10060, 20009, 20031, 30015, 40005, 50003, 50006, 50019, 50028, 50035, 50041, 50045, 50046,
            50068, 50081, 50109, 50110, 50123, 50138, 50146, 50161, 50178, 240000,
        }
    ),
    Sort.WAIT: frozenset({20016, 20022, 20028, 20029, 30046, 40003, 40062}),
    Sort.LATER: frozenset(
        {10062, 30003, 30032, 30034, 30038, 40004, 40006, 40043, 40094, 40333, 110001, 130000, 160007}
    ),
    Sort.DONE: frozenset({40033, ACKNOWLEDGED, 160004, 180000}),
}  # fmt: skip
_OF = {code: kind for kind, codes in _SORTED.items() for code in codes}


def sort(code: int) -> Sort:
    """What a refusal with this number means."""
    return _OF.get(code, Sort.OTHER)
