"""The most that each platform takes, in one table; words are checked against it when they come in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """What one platform takes. Texts are counted in UTF-16 code units, `command` in bytes on Telegram.

    `title` and `embeds` are 0 where a platform has none of its own. `link` is the address of a button, `command` what a
    button sends back. A picture has at most `picture` bytes, its sides at most `sides` pixels together (0: any), and
    its longer side at most `ratio` times the shorter (0: any). `entities` are the marked pieces of a text (0: any).
    """

    text: int
    caption: int
    title: int
    label: int
    link: int
    command: int
    buttons: int
    row: int
    embeds: int
    picture: int
    sides: int = 0
    ratio: int = 0
    entities: int = 0


LIMITS: Mapping[str, MessageLimits] = {
    # https://core.telegram.org/bots/api#sendmessage, #sendphoto, #inlinekeyboardbutton; it names no limit of a link.
    "telegram": MessageLimits(
        text=4096, caption=1024, title=0, label=256, link=2048, command=64, buttons=100, row=8, embeds=0,
        picture=10_000_000, sides=10_000, ratio=20,
        entities=100,
    ),
    # https://discord.com/developers/docs/resources/message#embed-object-embed-limits and
    # https://discord.com/developers/docs/components/reference#button
    "discord": MessageLimits(
        text=2000, caption=2000, title=256, label=80, link=512, command=100, buttons=25, row=5, embeds=10,
        picture=10_000_000,
    ),
}  # fmt: skip


OTHER_LIMITS: Mapping[str, Mapping[str, int]] = {
    # https://core.telegram.org/bots/api#answercallbackquery, #botcommand, #setmycommands; `start` is what a link to the
    # bot brings along, of A-Z, a-z, 0-9, _ and -: https://core.telegram.org/bots/features#deep-linking
    "telegram": {"alert": 200, "command-name": 32, "command-about": 256, "commands": 100, "start": 64},
    # https://discord.com/developers/docs/resources/message#embed-object-embed-limits, /components/reference (a modal),
    # /interactions/application-commands, /resources/guild-scheduled-event; `rows` are those of buttons, `embeds-text`
    # is that of all embeds of a message together.
    "discord": {
        "embed-about": 4096, "field-name": 256, "field-value": 1024, "fields": 25, "embeds-text": 6000, "rows": 5,
        "modal-title": 45, "modal-label": 45, "modal-answer": 4000, "modal-parts": 5,
        "command-name": 32, "command-about": 100, "commands": 100, "arguments": 25, "choices": 25, "choice": 100,
        "offer": 100, "offers": 25,
        "event-title": 100, "event-about": 1000, "event-place": 100,
    },
    # Bytes of a line: https://www.rfc-editor.org/rfc/rfc5545#section-3.1
    "calendar": {"line": 75},
}  # fmt: skip
"""What each place takes beside a message: texts in characters, and numbers of parts."""

LONGEST_EVENT_TITLE = OTHER_LIMITS["discord"]["event-title"]
"""Characters of an event's title that every calendar shows."""


def length_of(text: str) -> int:
    """The length of a text as platforms count it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


LONGEST_LINK = min(limits.link for limits in LIMITS.values())
"""Characters of a button's address that every platform opens."""

LARGEST_SIDES = min(limits.sides for limits in LIMITS.values() if limits.sides)
"""Pixels of a picture's width and height together that every platform shows."""

LARGEST_RATIO = min(limits.ratio for limits in LIMITS.values() if limits.ratio)
"""How many times its shorter side a picture's longer side may be."""


LONGEST_COMMAND = min(limits.command for limits in LIMITS.values())
"""Maximum bytes of a button's command that every platform accepts."""


def mark_of(key: str) -> str:
    """Twelve signs that stand for a long key in a button's command, and do not change when a list does.

    They have a letter, so that they are never taken for a number.
    """
    mark = hashlib.sha256(key.encode()).hexdigest()[:12]
    return f"a{mark[1:]}" if mark.isdecimal() else mark
