import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.files.editing.toml_text import document, literal, read_value

plain = st.one_of(
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(-1000, 1000, places=3),
    st.dates(date(2000, 1, 1)),
    st.datetimes(datetime(2000, 1, 1)).map(lambda one: one.replace(microsecond=0)),  # noqa: DTZ001 - a local time
)


@given(
    st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("aé .", max_size=4), inner, max_size=3),
    )
)
def test_every_value_is_read_as_it_was_written(value: object) -> None:
    assert read_value(literal(value)) == value
    assert "\n" not in literal(value)


def test_a_time_with_its_offset_keeps_it() -> None:
    assert read_value(literal(datetime(2026, 1, 2, tzinfo=UTC))) == datetime(2026, 1, 2, tzinfo=UTC)


def test_a_value_that_toml_has_not_is_refused() -> None:
    with pytest.raises(TypeError, match="TOML has no set"):
        literal({1})


@pytest.mark.parametrize("text", ["", "a b", "1\nother = 2", "1\n[campaign]", "[" * 20_000, '"open'])
def test_what_is_not_one_value_is_refused(text: str) -> None:
    with pytest.raises((tomllib.TOMLDecodeError, ValueError)):
        read_value(text)


def test_a_document_has_its_tables_and_rows_in_order() -> None:
    tree = {
        "campaign": {"slug": "a", "rates": {"USD": Decimal("9.8")}},
        "targets": [{"slug": "x", "pages": [{"source": "y"}]}, {"slug": "z", "pages": []}],
    }
    text = document(tree)
    assert tomllib.loads(text, parse_float=Decimal) == tree
    assert text.splitlines()[:4] == ["[campaign]", 'slug = "a"', "rates = { USD = 9.8 }", ""]
