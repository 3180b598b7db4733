import pytest

from bot.core.model.input.letters import INVISIBLE_MARKS, fold, without_marks


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Éléphant", "elephant"), ("انوي", "إنوي"), ("شركه", "شركة"), ("مستشفي", "مستشفى"), ("ONCF", "oncf"),
     ("مُحَمَّد", "محمد"), ("مســاء", "مسا"), ("d’accord", "d'accord"), ("Straße", "STRASSE")],
)  # fmt: skip
def test_two_spellings_of_a_word_are_the_same(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


def test_words_that_differ_stay_different() -> None:
    assert len({fold(word) for word in ("inwi", "iam", "orange", "إنوي", "أورنج", "اتصالات")}) == 6


@pytest.mark.parametrize("mark", sorted(INVISIBLE_MARKS))
def test_invisible_marks_are_dropped(mark: str) -> None:
    assert without_marks(f"{mark}/st{mark}ats{mark}") == "/stats"
