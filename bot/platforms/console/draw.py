"""How a reply looks in a terminal: plain text, a table in columns, buttons in brackets."""

import io
import shutil

from bot.core.model.input.letters import printable
from bot.core.model.reply import Button, Reply, Table, Text
from bot.core.ports.language import Speak
from bot.platforms.copied_commands import without_isolates

WIDEST = 200


def draw(reply: Reply, speak: Speak) -> str:
    """The reply as plain text for a terminal: the table as columns where it fits, else block by block."""
    parts = []
    if reply.title is not None:
        parts.append(speak(reply.title))
    if reply.picture:
        parts.append(f"[{speak(Text('console-picture'))}]")
    if reply.table is not None:
        parts.append(draw_table(reply.table, speak, shutil.get_terminal_size((WIDEST, 24)).columns))
    if reply.lines:
        parts.append("\n".join(speak(line) for line in reply.lines))
    parts += ["  ".join(_button(button, speak) for button in row) for row in reply.buttons]
    return printable(without_isolates("\n".join(parts)))


def _button(button: Button, speak: Speak) -> str:
    label = f"[{speak(button.label)}]"
    return f"{label} {button.url}" if button.url else label


def draw_table(table: Table, speak: Speak, width: int) -> str:
    """The table in aligned columns, or, where `width` columns of text are too few, its blocks."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - costs 10 MB that only a terminal needs
    from rich.console import Console as Terminal  # noqa: PLC0415
    from rich.table import Table as Grid  # noqa: PLC0415

    grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    grid.add_column("")
    for column in table.columns:
        grid.add_column(speak(Text("cell", {"value": column})), justify="right", no_wrap=True)
    for row in table.rows:
        cells = (speak(Text("cell", {"value": cell})) for cell in row.cells)
        grid.add_row(speak(row.label), *cells)
    terminal = Terminal(file=io.StringIO(), width=WIDEST, color_system=None, markup=False, highlight=False)
    needed = terminal.measure(grid).maximum
    if needed > width:
        return "\n\n".join("\n".join(speak(line) for line in block) for block in table.blocks)
    with terminal.capture() as captured:
        terminal.print(grid)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
