import pytest

from bot.platforms.cutting import split_at_spaces


@pytest.mark.parametrize(
    ("line", "longest", "parts"),
    [
        ("", 4, [""]),
        ("short", 5, ["short"]),
        ("Inwi 2,447,581", 10, ["Inwi ", "2,447,581"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab cdefgh", 4, ["ab ", "cdef", "gh"]),
    ],
)
def test_a_line_is_cut_between_words_and_a_long_word_where_it_must(line: str, longest: int, parts: list[str]) -> None:
    assert list(split_at_spaces(line, longest)) == parts
