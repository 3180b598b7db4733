from datetime import datetime

from bot.core.commands.time_buttons import stacked, time_label
from bot.core.model.reply import Button, Text

NOON = datetime.fromisoformat("2026-12-07T12:00")


def test_a_time_is_named_with_its_weekday() -> None:
    assert time_label(NOON, "Africa/Casablanca").id == "button-when-at"
    assert time_label(NOON, "Africa/Casablanca", clocked=False).id == "button-when"


def test_two_meanings_stand_below_each_other_and_a_week_in_pairs() -> None:
    for count, rows in ((2, [1, 1]), (4, [1] * 4), (7, [2, 2, 2, 1])):
        buttons = [Button(Text("button-when"), command=f"event new phone_off {day}") for day in range(count)]
        shown = stacked(buttons)
        assert [len(row) for row in shown] == rows
        assert [button for row in shown for button in row] == buttons
