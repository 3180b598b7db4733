from bot.core.model.input.vocabulary import MEANINGS, Vocabulary

MADE = Vocabulary({"off": frozenset({"non", "لا"})}, {"francais": "fr"})


def test_a_typed_word_is_understood_in_every_spelling() -> None:
    assert MADE.means("Non", "off")
    assert MADE.means(" لا ", "off")
    assert MADE.means("off", "off")
    assert not MADE.means("non", "none")
    assert not MADE.means("oui", "off")


def test_an_english_name_of_a_meaning_is_always_taken() -> None:
    assert all(Vocabulary().means(meaning, meaning) for meaning in MEANINGS)


def test_the_first_meaning_that_fits_is_found() -> None:
    assert MADE.meaning("non", ("on", "off")) == "off"
    assert MADE.meaning("perhaps", ("on", "off")) == ""


def test_a_language_is_found_by_its_name() -> None:
    assert MADE.language(" Français ") == "fr"
    assert MADE.language("Klingon") == ""
