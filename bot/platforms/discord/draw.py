"""Renders a reply for Discord: content or embeds, timestamps in each reader's own zone, and buttons."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.core.model.limits import LIMITS, OTHER_LIMITS
from bot.core.model.reply import Button, Moment, Reply, Table, Text, Value, with_moments
from bot.core.ports.language import Speak
from bot.platforms.copied_commands import split_commands
from bot.platforms.cutting import split_at_spaces
from bot.platforms.render_cache import Speaks

Body: TypeAlias = dict[str, Any]
"""One message as Discord's API takes it, and under "picture" the address of the picture that is to go with it.

Source: https://discord.com/developers/docs/resources/message#create-message
"""

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
# Of 2,000, because the mention of a role may come before it.
LONGEST_CONTENT = LIMITS["discord"].text - 40
LONGEST_TITLE = LIMITS["discord"].title
# An edge of each, because a title and marks come beside them.
LONGEST_DESCRIPTION = OTHER_LIMITS["discord"]["embed-about"] - 96
LONGEST_NAME = OTHER_LIMITS["discord"]["field-name"]
LONGEST_VALUE = OTHER_LIMITS["discord"]["field-value"]
# Of all the embeds of a message together.
LONGEST_EMBED = OTHER_LIMITS["discord"]["embeds-text"] - 500
MOST_FIELDS = OTHER_LIMITS["discord"]["fields"]
# https://discord.com/developers/docs/components/reference#button
LONGEST_LABEL = LIMITS["discord"].label
LONGEST_COMMAND = LIMITS["discord"].command
IN_A_ROW = LIMITS["discord"].row
MOST_ROWS = OTHER_LIMITS["discord"]["rows"]
PLAIN, LINK = 2, 5
COLOR = 0xB3261E

_BLANK = "\u200b"
# A time is put between these two characters, and becomes Discord's timestamp markup after the text is escaped.
_STAMP = re.compile("\ue000(-?\\d+)\ue001")
_ADDRESS = re.compile(r"(https?://\S+)")
# Mentions of channels and roles are not escaped: `allowed_mentions` decides whom a message notifies.
_MARKS = re.compile(r"([\\*_~`|\[\]]|<(?!#\d+>|@&\d+>))|^(\s*)([#>+-])", re.MULTILINE)


def draw(reply: Reply, speak: Speak, mentions: Mapping[str, str]) -> tuple[Body, ...]:
    """The messages of `reply`, in order; none for an empty reply. Only the last has the buttons.

    Text too long for the content becomes embeds, which hold three times as much: a call stays one message, so that
    an edit, a deletion or a crosspost affects all of it.

    `mentions` gives Discord's id of each command: where a text names one as `/name`, it can be tapped. Raises
    ValueError for a button whose command is longer than Discord carries (100 characters).
    """

    def written(text: Text) -> str:
        return mentioned(_stamped(escaped(speak(with_moments(text, _timestamp)))), mentions)

    lines = [line for text in reply.lines for line in written(text).splitlines() or [""]]
    plain = [*_parts(lines, LONGEST_CONTENT)]
    if reply.title is None and reply.table is None and len(plain) <= 1:
        bodies: list[Body] = [{"content": part} for part in plain]
    elif reply.table is None:
        bodies = [{"embeds": embeds} for embeds in _together(_described(reply, speak, lines))]
    else:
        bodies = [{"embeds": [embed]} for embed in _tabled(reply.table, reply, speak, written, lines)]
    if reply.picture:
        # Discord accepts a picture without text.
        bodies = bodies or [{}]
        bodies[0]["picture"] = reply.picture
    if not bodies:
        return ()
    if reply.buttons:
        bodies[-1]["components"] = _rows(reply.buttons, speak)
    return tuple(bodies)


@dataclass(slots=True)
class Renderer:
    """Draws in any language; `mentions` are the ids of the commands, once Discord has told them."""

    speak: Speaks
    mentions: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, reply: Reply, language: str) -> tuple[Body, ...]:
        """The messages of `reply` in a language."""
        return draw(reply, self.speak(language), self.mentions)

    def draw(self, reply: Reply, speak: Speak) -> tuple[Body, ...]:
        """The messages of `reply`, with texts from `speak`."""
        return draw(reply, speak, self.mentions)


def escaped(text: str) -> str:
    """`text` with Discord's markup escaped; addresses stay as they are, commands with arguments become code."""
    return "".join(f"`{piece}`" if command else _escaped(piece) for piece, command in split_commands(text))


def _escaped(text: str) -> str:
    parts = _ADDRESS.split(text)
    return "".join(
        part if at % 2 else _MARKS.sub(lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", part)
        for at, part in enumerate(parts)
    )


def mentioned(text: str, mentions: Mapping[str, str]) -> str:
    """`text` with every `/name` of a known command as Discord's mention of it."""
    if not mentions:
        return text
    names = "|".join(sorted(mentions, key=len, reverse=True))
    return re.sub(rf"(?<![\w/.<:`])/({names})\b", lambda found: f"</{found[1]}:{mentions[found[1]]}>", text)


def _timestamp(moment: Moment) -> Value:
    """A date and time as timestamp markup; a date alone or a time with a fixed zone stays text."""
    if moment.fixed or moment.form not in {"full", "dated", "clock", "dated-clock"}:
        return moment
    return f"\ue000{int(moment.at.timestamp())}\ue001"


def _stamped(text: str) -> str:
    return _STAMP.sub(r"<t:\1:f>", text)


def _described(reply: Reply, speak: Speak, lines: list[str]) -> Iterator[Body]:
    """Embeds of a title and words; as few as hold them."""
    title = speak(reply.title)[:LONGEST_TITLE] if reply.title is not None else ""
    for at, part in enumerate(_parts(lines, LONGEST_DESCRIPTION)):
        yield {"color": COLOR, "description": part} | ({"title": title} if title and at == 0 else {})
    if title and not any(line.strip() for line in lines):
        yield {"color": COLOR, "title": title}


def _together(embeds: Iterable[Body]) -> Iterator[list[Body]]:
    """As many of the embeds in one message as it holds."""
    message: list[Body] = []
    size = 0
    for embed in embeds:
        needed = len(embed.get("title", "")) + len(embed.get("description", ""))
        if message and size + needed > LONGEST_EMBED:
            yield message
            message, size = [], 0
        message.append(embed)
        size += needed
    if message:
        yield message


def _tabled(table: Table, reply: Reply, speak: Speak, written: Speak, lines: list[str]) -> Iterator[Body]:
    title = speak(reply.title)[:LONGEST_TITLE] if reply.title is not None else ""
    fields = [*_columns(table, speak, written)]
    fields += [{"name": _BLANK, "value": part, "inline": False} for part in _parts(lines, LONGEST_VALUE)]
    embed: Body = {"color": COLOR, "fields": []} | ({"title": title} if title else {})
    size = len(title)
    for one in fields:
        needed = len(one["name"]) + len(one["value"])
        if embed["fields"] and (len(embed["fields"]) == MOST_FIELDS or size + needed > LONGEST_EMBED):
            yield embed
            embed, size = {"color": COLOR, "fields": []}, 0
        embed["fields"].append(one)
        size += needed
    yield embed


def _columns(table: Table, speak: Speak, written: Speak) -> Iterator[Body]:
    """A field for each column: side by side where there is room, one below the other on a phone."""
    for head, *rest in table.blocks:
        value = "\n".join(written(text) for text in rest) or _BLANK
        yield {"name": speak(head)[:LONGEST_NAME], "value": next(split_at_spaces(value, LONGEST_VALUE)), "inline": True}


def _parts(lines: Iterable[str], longest: int) -> Iterator[str]:
    part = ""
    for line in (piece for whole in lines for piece in _pieces(whole, longest)):
        if part and len(part) + 1 + len(line) > longest:
            yield from _nonblank(part)
            part = ""
        part = f"{part}\n{line}" if part else line
    yield from _nonblank(part)


def _pieces(line: str, longest: int) -> Iterator[str]:
    yield from split_at_spaces(line, longest)


def _nonblank(part: str) -> Iterator[str]:
    """The part, unless it is blank, which Discord refuses."""
    if part.strip():
        yield part


def _rows(buttons: tuple[tuple[Button, ...], ...], speak: Speak) -> list[Body]:
    """Rows as they are, or, where they are more than Discord shows, all buttons one after the other."""
    rows = [part for row in buttons for part in _rows_of_five(row)]
    if len(rows) > MOST_ROWS:
        rows = _rows_of_five(tuple(button for row in buttons for button in row))[:MOST_ROWS]
    return [{"type": 1, "components": [_button(button, speak) for button in row]} for row in rows]


def _rows_of_five(buttons: tuple[Button, ...]) -> list[tuple[Button, ...]]:
    return [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]


def _button(button: Button, speak: Speak) -> Body:
    label = speak(button.label)[:LONGEST_LABEL]
    if button.url:
        return {"type": 2, "style": LINK, "label": label, "url": button.url}
    if len(button.command) > LONGEST_COMMAND:
        raise ValueError(f"a button's command is longer than {LONGEST_COMMAND} characters: {button.command}")
    # The button carries its whole command, so it works after a restart and in old messages.
    return {"type": 2, "style": PLAIN, "label": label, "custom_id": button.command}
