import pytest

from bot.core.model.input.digits import figure


@pytest.mark.parametrize(
    ("typed", "read"),
    [("٢٬٢٧٢٫٥", "2,272.5"), ("۱۲", "12"), ("१२", "12"), ("2,272.5", "2,272.5"), ("72h", "72h"), ("", "")],
)
def test_digits_and_separators_of_other_scripts_are_read_as_latin_ones(typed: str, read: str) -> None:
    assert figure(typed) == read
