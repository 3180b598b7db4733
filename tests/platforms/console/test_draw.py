from bot.core.model.reply import Reply, Row, Table, Text, say
from bot.locales import speak
from bot.platforms.console.draw import draw, draw_table

ENGLISH = speak("en")


def table(width: int) -> str:
    cells = tuple(range(width))
    rows = (Row(Text("row-before"), cells), Row(Text("row-now"), cells))
    blocks = tuple((Text("block-name", {"name": f"number {cell}"}),) for cell in cells)
    return draw_table(Table(tuple(f"column {cell}" for cell in cells), rows, blocks), ENGLISH, 80)


def test_a_table_is_drawn_in_columns_if_it_fits_and_in_blocks_otherwise() -> None:
    assert "column 2" in table(3)
    assert "before" in table(3)
    assert all(len(line) <= 80 for line in table(3).splitlines())
    assert table(20).split("\n\n")[:2] == ["number 0", "number 1"]


def test_an_empty_reply_draws_nothing() -> None:
    assert draw(Reply(), ENGLISH) == ""
    assert draw(say("no-campaign"), ENGLISH) == "No campaign is loaded yet. Whoever runs this bot can load one."
