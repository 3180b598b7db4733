from fluent.runtime import FluentBundle, FluentResource

from bot.locales.fluent_values import number_value, word_value

TEXT = "it = { $n ->\n    [one] one: { $n }\n    [owner] word: { $n }\n   *[other] other: { $n }\n}\n"


def said(value: object) -> str:
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(TEXT))
    pattern = bundle.get_message("it").value
    assert pattern is not None
    sentence, errors = bundle.format_pattern(pattern, {"n": value})
    assert not errors
    return str(sentence)


def test_a_word_chooses_by_what_it_is_and_is_shown_as_written() -> None:
    assert said(word_value("owner", "مالك")) == "word: مالك"


def test_a_number_with_decimals_is_not_one_where_its_whole_form_is() -> None:
    assert number_value(1, "1").format(None) == "1"  # type: ignore[arg-type] # the locale is not used
    assert float(number_value(453, "4.53", 2)) == 4.53  # type: ignore[arg-type] # a decimal of Fluent's own
