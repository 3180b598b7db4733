"""The texts of a language, parsed one by one."""

from pathlib import Path

import pytest

from bot.locales.texts import Texts


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    first, second = tmp_path / "first.ftl", tmp_path / "second.ftl"
    first.write_text(
        "# A comment.\none = Read `/one`\ntwo = { $n ->\n    [1] x\n   *[other] y\n}\nbare =\n    .label = x\n"
    )
    second.write_text("three = Three\none = Another\n")
    return Texts("en", [first, second], {"name": "a `b`"}, right_to_left=True)


def said(texts: Texts, text_id: str) -> str:
    pattern = texts.pattern(text_id)
    assert pattern is texts.pattern(text_id)
    sentence, errors = texts.bundle.format_pattern(pattern, {"n": 1})
    assert errors == []
    return str(sentence)


def test_a_text_is_parsed_when_it_is_first_needed(texts: Texts) -> None:
    assert not texts.bundle.has_message("three")
    assert said(texts, "three") == "\u2066Three\u2069"
    assert texts.bundle.has_message("three")
    assert not texts.bundle.has_message("two")


def test_the_first_file_wins_and_what_is_given_beside_them_is_taken_as_it_is(texts: Texts) -> None:
    assert said(texts, "one") == "\u2066Read\u2069 \u2066/one\u2069"
    assert said(texts, "two") == "\u2066x\u2069"
    assert said(texts, "name") == "a `b`"


@pytest.mark.parametrize("missing", ["four", "bare"])
def test_an_unknown_text_and_one_without_a_sentence_raise_a_key_error(texts: Texts, missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        texts.pattern(missing)
