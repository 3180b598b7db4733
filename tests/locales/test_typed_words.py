"""A language is one file: it brings its own words, and its own name."""

from pathlib import Path

import pytest

from bot.core.model.input.vocabulary import MEANINGS
from bot.locales import LANGUAGES, speak, vocabulary
from bot.locales.typed_words import collect
from bot.locales.voice import load


def test_a_new_language_file_brings_its_own_words(tmp_path: Path) -> None:
    german = {"off": "aus, nein", "now": "jetzt", "language": "Deutsch", "months": "Jänner 1"}
    lines = [f"typed-{name} = {german.get(name, name)}" for name in (*MEANINGS, "language", "months")]
    lines += [
        "typed-numbers = dreizehn 13",
        "typed-hour-names = ein Uhr 1",
        "typed-day-names = erster 1",
        "typed-countries = Schweiz CH",
        "typed-currencies = Eier CHF",
        "typed-cities = Neu-Delhi Asia/Kolkata",
    ]
    file = tmp_path / "de.ftl"
    file.write_text("\n".join(lines), encoding="utf-8")
    known = collect([*(speak(language) for language in LANGUAGES), load("de", [file], {})])
    assert known.months["janner"] == 1
    assert known.countries["schweiz"] == "CH"
    assert known.countries["marokko"] == "MA"
    assert known.cities["neu-delhi"] == "Asia/Kolkata"
    assert known.cities["kairo"] == "Africa/Cairo"
    assert known.currencies["eier"] == {"CHF"}
    assert known.currencies["€"] == {"EUR"}
    assert known.means("Aus", "off")
    assert known.means("nein", "off")
    assert known.means("jetzt", "now")
    assert known.language("deutsch") == "de"
    assert known.language("allemand") == "de"
    assert known.language("الألمانية") == "de"
    assert known.means("maintenant", "now")


def test_a_language_file_without_its_words_is_not_taken(tmp_path: Path) -> None:
    file = tmp_path / "de.ftl"
    file.write_text("typed-now = jetzt", encoding="utf-8")
    with pytest.raises(LookupError):
        collect([load("de", [file], {})])


@pytest.mark.parametrize(
    ("name", "code"),
    [("English", "en"), ("anglais", "en"), ("الإنجليزية", "en"), ("Français", "fr"), ("francais", "fr"),
     ("French", "fr"), ("الفرنسية", "fr"), ("عربي", "ar"), ("العربية", "ar"), ("Arabic", "ar"), ("arabe", "ar"),
     ("AR", "ar"), ("en-GB", "en"), ("en_US", "en"), ("fr-MA", "fr"), ("ar-MA", "ar"), ("ar-Arab-MA", "ar"),
     ("fr_FR.UTF-8", "fr"), ("English (UK)", "en"), ("Français 🇫🇷", "fr"), ("en français", "fr"), ("english!", "en"),
     ("إنجليزي", "en"), ("فرنسي", "fr"), ("بالفرنسية", "fr"), ("de-DE", ""), ("🇫🇷", ""), ("-", "")],
)  # fmt: skip
def test_each_language_is_known_by_its_name_in_every_language(name: str, code: str) -> None:
    assert vocabulary().language(name) == code


def test_no_word_means_both_yes_and_no() -> None:
    words = vocabulary().words
    assert not words["yes"] & words["off"]
    assert not words["on"] & words["off"]
    assert not words["all"] & words["none"]
