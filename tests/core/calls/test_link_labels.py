"""How a label is written in several languages, and which ones it may have."""

import pytest

from bot.core.calls.content import parse_button
from bot.core.calls.link_labels import label_of, labels_example, labels_hint
from bot.core.model.errors import Refusal
from bot.locales import LANGUAGES, vocabulary


def test_the_example_names_the_languages_that_are_offered_and_no_other() -> None:
    assert labels_example(("ar", "fr")) == "ar=اقرأ | fr=Lire https://example.org"
    assert labels_example(("fr", "ar", "en")) == "fr=Lire | ar=اقرأ | en=Read https://example.org"
    assert labels_example(("es", "en")) == "es=… | en=Read https://example.org"
    assert labels_hint(("fr",)) == ()


@pytest.mark.parametrize("languages", [("ar", "fr"), ("en", "fr"), LANGUAGES])
def test_the_example_sent_as_it_stands_is_a_button_with_a_label_for_each(languages: tuple[str, ...]) -> None:
    assert set(parse_button(labels_example(languages), languages, vocabulary()).label) == set(languages)


@pytest.mark.parametrize(("part", "label"), [("fr = Lire", ("fr", "Lire")), ("français=Lire", ("fr", "Lire"))])
def test_a_language_is_named_by_its_code_or_its_name(part: str, label: tuple[str, str]) -> None:
    assert label_of(part, ("ar", "fr"), vocabulary()) == label


@pytest.mark.parametrize("text", ["en=Read", "en=Read | fr=Lire", "fr=Lire | anglais=Read"])
def test_a_label_in_a_language_that_the_campaign_leaves_out_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="call-label-left-out"):
        parse_button(f"{text} https://example.org", ("ar", "fr"), vocabulary())


def test_an_equals_sign_behind_what_is_no_language_belongs_to_the_label() -> None:
    assert label_of(" 1+1=2 ", ("ar", "fr"), vocabulary()) == ("", "1+1=2")
