import pytest

from bot.core.model.input.letters import INVISIBLE_MARKS, fold, printable, without_marks, writing_script


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


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Switch your phones off", "LATIN"),
        ("أطفئوا هواتفكم كلها", "ARABIC"),
        ("أطفئوا هواتفكم https://example.org/a/very/long/address #NoVoIPNoLike @someone", "ARABIC"),
        ("Выключите телефоны", "CYRILLIC"),
        ("Inwi", ""),
        ("2026-12-05 20:00", ""),
        ("", ""),
    ],
)
def test_the_script_of_a_text_is_that_of_most_letters(text: str, script: str) -> None:
    assert writing_script(text) == script


def test_what_would_control_a_terminal_is_printed_as_an_escape() -> None:
    assert printable("a\x1b[2J\r\u202eb\x00\ud800") == r"a\x1b[2J\r\u202eb\x00\ud800"
    assert printable("2026\u2060-\u206012") == "2026-12"
    assert printable("2026\u2060-\u206012\u2060-\u206005\u00a020:00 1\u00a0250") == "2026-12-05 20:00 1\u00a0250"
    assert printable("a\tb\nإنوي \u2066x\u2069") == "a\tb\nإنوي \u2066x\u2069"
