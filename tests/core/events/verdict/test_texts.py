from dataclasses import replace

import pytest

from bot.core.events.verdict.effect import Effect, Unclear, Why
from bot.core.events.verdict.find import EventVerdict
from bot.core.events.verdict.texts import verdict_lines
from bot.core.model.measures.measure import LIKES, MEASURES, Measure, Wanted
from bot.core.model.reply import Names
from bot.locales import speak

NAME = Names({"en": "Inwi", "fr": "Inwi", "ar": "إنوي"})
LOSS = Effect(-4000, -120, -4100, -3700, 0, 0)


def told(verdict: EventVerdict, language: str = "en") -> list[str]:
    speaker = speak(language)
    return [speaker(line) for line in verdict_lines([verdict])]


@pytest.mark.parametrize(
    ("measure", "moved", "direction"),
    [
        (LIKES, "4,000\u00a0likes lost", "the way the campaign wants it"),
        (replace(LIKES, wanted=Wanted.RISE), "4,000\u00a0likes lost", "against what the campaign wants"),
        (MEASURES["signatures"], "4,000\u00a0signatures lost", "against what the campaign wants"),
        (replace(MEASURES["place"], wanted=Wanted.RISE), "up 4,000\u00a0places", "the way the campaign wants it"),
    ],
)
def test_a_change_beyond_the_usual_is_told_in_the_measures_words(measure: Measure, moved: str, direction: str) -> None:
    assert told(EventVerdict(NAME, measure, LOSS)) == [
        (
            f"Inwi: {moved} in that time, −120 would have been usual. "
            f"The difference lies between −4,100 and −3,700 (95 of 100\u00a0times), {direction}."
        )
    ]


def test_decimals_are_the_measures_own() -> None:
    stars = Effect(-30, -2, -40, -20, 12, 1)
    assert told(EventVerdict(NAME, MEASURES["stars"], stars)) == [
        (
            "Inwi: down 0.30\u00a0stars in that time, −0.02 would have been usual. "
            "The difference lies between −0.40 and −0.20 (95 of 100\u00a0times), the way the campaign wants it."
        ),
        "Equally long stretches in the weeks before that were as far from the usual: 1 of 12.",
    ]


def test_similar_pages_stand_beside_it_in_three_languages() -> None:
    verdict = EventVerdict(NAME, LIKES, replace(LOSS, low=-4100, high=100), replace(LOSS, low=-3900, high=-3600))
    assert (
        told(verdict)[1]
        == "Compared with similar pages: the difference is between −3,900 and −3,600 (95 of 100\u00a0times)."
    )
    assert told(verdict, "fr")[0].startswith(
        "Inwi\xa0: 4\u202f000\u00a0likes de moins sur cette durée, contre −120 d’habitude."
    )
    assert "خسارة" in told(verdict, "ar")[0]
    assert all(line.startswith(("لدى", "مقارنة")) for line in told(verdict, "ar"))


@pytest.mark.parametrize(
    ("compared", "line"),
    [
        (replace(LOSS, low=-300, high=10), "no clear difference, it is between −300 and +10."),
        (Unclear(Why.ALONE), "cannot tell, it takes at least two of them."),
        (Unclear(Why.CONTAMINATED), "cannot tell, they moved unlike each other or unlike their usual."),
        (Unclear(Why.GAPS), "cannot tell, too few of them have exact and complete figures."),
    ],
)
def test_a_comparison_says_what_it_can(compared: Effect | Unclear, line: str) -> None:
    assert told(EventVerdict(NAME, LIKES, LOSS, compared))[-1] == f"Compared with similar pages: {line}"


@pytest.mark.parametrize(
    ("language", "left", "line"),
    [
        ("en", 1, "1\u00a0similar page is left out: its figures are not exact or not complete."),
        ("en", 2, "2\u00a0similar pages are left out: their figures are not exact or not complete."),
        ("fr", 1, "1\u00a0page semblable est laissée de côté\xa0: ses chiffres ne sont pas exacts ou pas complets."),
        (
            "fr",
            2,
            "2\u00a0pages semblables sont laissées de côté\xa0: leurs chiffres ne sont pas exacts ou pas complets.",
        ),
        ("ar", 1, "استُبعدت من المقارنة صفحة مشابهة واحدة لأن أرقامها غير دقيقة أو غير كاملة."),
        ("ar", 2, "استُبعدت من المقارنة صفحتان مشابهتان لأن أرقامهما غير دقيقة أو غير كاملة."),
    ],
)
def test_similar_pages_that_were_left_out_are_told(language: str, left: int, line: str) -> None:
    assert told(EventVerdict(NAME, LIKES, LOSS, LOSS, left), language)[-1] == line


def test_the_same_reason_is_told_once() -> None:
    assert told(EventVerdict(NAME, LIKES, Unclear(Why.SHORT), Unclear(Why.SHORT))) == [
        "Inwi: cannot tell yet, there are fewer than four days of figures from before the campaign."
    ]
    assert len(told(EventVerdict(NAME, LIKES, Unclear(Why.SHORT), Unclear(Why.ALONE)))) == 2
