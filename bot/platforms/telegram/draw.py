"""Renders a reply for Telegram: escaped HTML, split to the length limit, with buttons under the last message."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core.model.limits import LIMITS, length_of
from bot.core.model.reply import Button, Reply
from bot.core.ports.language import Speak
from bot.platforms.copied_commands import split_commands
from bot.platforms.cutting import split_at_spaces

# "after entities parsing", and counted in UTF-16 code units: https://core.telegram.org/bots/api#sendmessage
LONGEST = LIMITS["telegram"].text
LONGEST_CAPTION = LIMITS["telegram"].caption
LONGEST_COMMAND = LIMITS["telegram"].command
# Marked pieces of one message: those above are refused with ENTITIES_TOO_LONG.
MOST_ENTITIES = LIMITS["telegram"].entities
IN_A_ROW = LIMITS["telegram"].row


@dataclass(frozen=True, slots=True)
class Drawn:
    """One message: Telegram's HTML, the keyboard under it and the picture (its id in the store) over it, if any."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: bool = False

    @property
    def size(self) -> int:
        """UTF-16 code units, with the line's end."""
        return length_of(self.text) + 1

    def html(self, marks: Iterator[int]) -> str:
        """Telegram's HTML of the line; each marked piece takes one of `marks`, and without one left it is plain."""
        bold = self.bold and bool(self.text) and next(marks, None) is not None
        escaped = "".join(
            f"<code>{html.escape(piece, quote=False)}</code>"
            if command and next(marks, None) is not None
            else html.escape(piece, quote=False)
            for piece, command in split_commands(self.text)
        )
        return f"<b>{escaped}</b>" if bold else escaped


def draw(reply: Reply, speak: Speak) -> tuple[Drawn, ...]:
    """The Telegram messages of `reply`, in order; none for an empty reply. Only the last has the buttons.

    A short text is the picture's caption; a longer one follows as a message.

    Raises ValueError for a button whose command is longer than Telegram carries (64 bytes).
    """
    parts = list(_parts(_lines(reply, speak)))
    keyboard = _keyboard(reply, speak)
    drawn = tuple(Drawn(_html(part), keyboard if part is parts[-1] else None) for part in parts)
    if not reply.picture:
        return drawn
    if len(parts) == 1 and sum(line.size for line in parts[0]) - 1 <= LONGEST_CAPTION:
        return (replace(drawn[0], picture=reply.picture),)
    return (Drawn("", None if drawn else keyboard, reply.picture), *drawn)


def _html(part: list[_Line]) -> str:
    marks = iter(range(MOST_ENTITIES))
    return "\n".join(line.html(marks) for line in part)


def plain(reply: Reply, speak: Speak) -> str:
    """The text of `reply` without markup, for a callback alert."""
    return "\n".join(line.text for line in _lines(reply, speak)).strip()


def _lines(reply: Reply, speak: Speak) -> list[_Line]:
    blocks: list[list[_Line]] = []
    if reply.title is not None:
        blocks.append([_Line(line, bold=True) for line in speak(reply.title).splitlines()])
    blocks += [
        [_Line(line, bold=at == 0) for at, text in enumerate(block) for line in speak(text).splitlines()]
        for block in (reply.table.blocks if reply.table is not None else ())
    ]
    if reply.lines:
        blocks.append([_Line(line) for text in reply.lines for line in speak(text).splitlines() or [""]])
    lines: list[_Line] = []
    for block in blocks:
        lines += [_Line(""), *block] if lines else block
    return lines


def _parts(lines: list[_Line]) -> Iterator[list[_Line]]:
    part: list[_Line] = []
    size = 0
    for line in (piece for whole in lines for piece in _pieces(whole)):
        if part and size + line.size - 1 > LONGEST:
            yield from _nonblank(part)
            part, size = [], 0
        part.append(line)
        size += line.size
    yield from _nonblank(part)


def _nonblank(part: list[_Line]) -> Iterator[list[_Line]]:
    """The part, unless it is blank, which Telegram refuses."""
    if any(line.text.strip() for line in part):
        yield part


def _pieces(line: _Line) -> Iterator[_Line]:
    """A line split into pieces that fit into a message."""
    if line.size - 1 <= LONGEST:
        yield line
        return
    # Half the units, because every character may need two of them.
    for piece in split_at_spaces(line.text, LONGEST // 2):
        yield _Line(piece, line.bold)


def _keyboard(reply: Reply, speak: Speak) -> InlineKeyboardMarkup | None:
    if not reply.buttons:
        return None
    rows = [row[at : at + IN_A_ROW] for row in reply.buttons for at in range(0, len(row), IN_A_ROW)]
    return InlineKeyboardMarkup([[_button(button, speak) for button in row] for row in rows])


def _button(button: Button, speak: Speak) -> InlineKeyboardButton:
    label = speak(button.label)
    if button.url:
        return InlineKeyboardButton(label, url=button.url)
    if len(button.command.encode()) > LONGEST_COMMAND:
        raise ValueError(f"a button's command is longer than {LONGEST_COMMAND} bytes: {button.command}")
    return InlineKeyboardButton(label, callback_data=button.command)
