import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from bot.core.model.reply import Currency, Moment, Money, Names, Percent, Range, Rate, Signed, Span, Text, listed
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from bot.locales.voice import Voice, load

FSI, PDI = "\u2068", "\u2069"
RLI = "\u2067"
Teach = Callable[[str, str], Voice]


def plain(sentence: str) -> str:
    return re.sub("[\u2066\u2068\u2069]", "", sentence)


@pytest.fixture
def teach(tmp_path: Path) -> Teach:
    """A language with sentences of the test's own."""

    def taught(language: str, sentences: str) -> Voice:
        own = (Path("bot/locales") / f"{language}.ftl").read_text(encoding="utf-8")
        path = tmp_path / f"{language}.ftl"
        path.write_text(f"{own}\n{sentences}\n", encoding="utf-8")
        return load(language, [path], {"fr": "Français"})

    return taught


def test_a_language_is_a_file_and_an_unknown_one_is_english() -> None:
    assert set(LANGUAGES) >= {"ar", "en", "fr"}
    assert speak("tlh") is speak("en")
    assert speak("fr") is speak("fr")


def test_each_language_is_called_by_its_own_name_everywhere() -> None:
    for language in LANGUAGES:
        names = [speak(language)(Text(f"language-{other}")) for other in ("ar", "en", "fr")]
        assert names == ["العربية", "English", "Français"]


def test_an_unknown_id_and_a_forgotten_value_are_faults_of_the_program(teach: Teach) -> None:
    voice = teach("en", "sure = Sure, { $name }.\nbare =\n    .label = Label")
    with pytest.raises(KeyError, match="nowhere"):
        voice(Text("nowhere"))
    with pytest.raises(KeyError, match=r"sure in en: .*name"):
        voice(Text("sure"))
    with pytest.raises(KeyError, match="bare"):
        voice(Text("bare"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (2_447_581, "2,447,581"),
        (Signed(-175_245), "\u2212175,245"),
        (Range(1_000, 2_000), "1,000\u2060–\u20602,000"),
        (Percent(Decimal("7.16")), "7.16%"),
        (Percent(Decimal(2)), "2.00%"),
        (Percent(Decimal("2.00"), step=True), "2%"),
        (Percent(Decimal("2.5"), step=True), "2.50%"),
        (Money(Decimal(525_735), "MAD"), "525,735\u00a0MAD"),
        (Currency("EUR"), "EUR"),
        (Rate(Decimal("9.8838")), "9.8838"),
        (Moment(datetime(2016, 2, 26, 20, tzinfo=UTC), "UTC"), "Fri 26\u00a0Feb,\u00a020:00, UTC"),
        (Span(timedelta(minutes=4)), "4\u00a0minutes"),
        (Names({"ar": "إنوي", "fr": "Inwi (fr)"}), f"{FSI}إنوي{PDI}"),
        (Text("role-owner"), "owner"),
        ("as it was typed", "as it was typed"),
        (Role.OWNER, "owner"),
    ],
)
def test_every_kind_of_value_is_written_in_its_own_way(teach: Teach, value: object, said: str) -> None:
    voice = teach("en", "sure = Sure: { $it }.")
    assert voice(Text("sure", {"it": value})) == f"Sure: {said}."  # type: ignore[dict-item] # every kind in turn


@pytest.mark.parametrize(
    ("language", "amount", "currency", "said"),
    [
        ("ar", "1400000", "MAD", "1,400,000\u00a0درهم"),
        ("ar", "12", "MAD", "12\u00a0درهمًا"),
        ("ar", "3", "MAD", "3\u00a0دراهم"),
        ("ar", "3.50", "MAD", "3.50\u00a0درهم"),
        ("ar", "500", "TND", "500\u00a0دينار"),
        ("ar", "5", "DZD", "5\u00a0دنانير جزائرية"),
        ("ar", "20", "EGP", "20\u00a0جنيهًا"),
        ("ar", "100", "SAR", "100\u00a0ريال"),
        ("ar", "53000", "USD", "53,000\u00a0دولار"),
        ("ar", "7.5", "EUR", "7.50\u00a0يورو"),
        ("ar", "7", "CHF", "7\u00a0CHF"),
        ("fr", "53191.59", "MAD", "53\u202f191,59\u00a0DH"),
        ("fr", "2", "EUR", "2\u00a0€"),
        ("fr", "2", "USD", "2\u00a0USD"),
        ("en", "2", "MAD", "2\u00a0MAD"),
        ("en", "12", "", "12"),
    ],
)
def test_money_stands_in_the_currency_as_people_call_it(language: str, amount: str, currency: str, said: str) -> None:
    assert plain(speak(language)(Text("about", {"value": Money(Decimal(amount), currency)}))).endswith(f"\u00a0{said}")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "إنوي، ميديتل، 1,200، inwi"),
        ("fr", "Inwi, Meditel, 1\u202f200, inwi"),
        ("en", "Inwi, Meditel, 1,200, inwi"),
    ],
)
def test_a_list_has_the_comma_of_its_language(language: str, said: str) -> None:
    names = [Names({"ar": "إنوي", "en": "Inwi"}), Names({"ar": "ميديتل", "en": "Meditel"})]
    spoken = speak(language)(Text("which-campaign", {"known": listed([*names, 1_200, "inwi"])}))
    assert said in re.sub("[\u2066-\u2069\u200f]", "", spoken)
    assert listed([]) == ""


def test_a_long_list_nests_no_deeper_than_a_short_one(teach: Teach) -> None:
    """Beyond 125 levels, isolates no longer hold."""
    spoken = teach("ar", "all = هنا: { $them }")(
        Text("all", {"them": listed(f"page-{number}" for number in range(500))})
    )
    assert spoken.count("\u2067") == 1
    assert plain(spoken).count("،") == 499


def test_a_loss_in_a_currency_with_an_arabic_name_keeps_its_sign_on_the_left() -> None:
    written = speak("ar")(Text("about", {"value": Money(Decimal(-1500), "MAD")}))
    assert "\u2066\u22121,500\u2069\u00a0درهم" in written


def test_a_name_is_said_in_the_language_and_else_in_one_that_there_is(teach: Teach) -> None:
    name = Names({"en": "Customs", "fr": "Douane"})
    assert teach("fr", "sure = Oui : { $it }")(Text("sure", {"it": name})) == "Oui\xa0: Douane"
    assert plain(teach("ar", "sure = نعم { $it }")(Text("sure", {"it": name}))) == "نعم Customs"


def test_plurals_and_words_choose_by_what_a_value_is_and_not_by_how_it_is_written(teach: Teach) -> None:
    voice = teach(
        "ar",
        "likes = { $count ->\n    [one] إعجاب\n    [two] إعجابان\n   *[other] كل { $count }\n}\n"
        "part = { $role ->\n    [owner] مالك\n   *[other] غيره\n}",
    )
    assert [voice(Text("likes", {"count": count})) for count in (1, 2)] == ["إعجاب", "إعجابان"]
    assert voice(Text("likes", {"count": Signed(-2)})) == "إعجابان"
    assert voice(Text("likes", {"count": 1_000})) == f"كل {FSI}1,000{PDI}"
    assert voice(Text("part", {"role": "owner"})) == "مالك"


def test_arabic_has_six_forms_for_a_length_of_time(teach: Teach) -> None:
    voice = teach("ar", "sure = منذ { $it }")
    said = [plain(voice(Text("sure", {"it": Span(timedelta(days=days))}))) for days in (1, 2, 3, 11, 100)]
    said.insert(0, plain(voice(Text("sure", {"it": Span(timedelta(0))}))))
    assert said == [
        "منذ أقل من ثانية",
        "منذ يوم واحد",
        "منذ يومين",
        "منذ 3\u00a0أيام",
        "منذ 11\u00a0يومًا",
        "منذ 100\u00a0يوم",
    ]


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=-5), "0\u00a0seconds"),
        (timedelta(milliseconds=1_900), "1\u00a0second"),
        (timedelta(seconds=59), "59\u00a0seconds"),
        (timedelta(seconds=60), "1\u00a0minute"),
        (timedelta(minutes=119), "1\u00a0hour"),
        (timedelta(hours=47), "1\u00a0day"),
        (timedelta(days=72), "72\u00a0days"),
    ],
)
def test_a_span_is_said_in_its_largest_whole_unit(teach: Teach, length: timedelta, said: str) -> None:
    assert teach("en", "sure = { $it } ago")(Text("sure", {"it": Span(length)})) == f"{said} ago"


@pytest.mark.parametrize(
    ("language", "length", "said"),
    [
        ("en", timedelta(hours=40), "1\u00a0day and 16\u00a0hours"),
        ("en", timedelta(minutes=61, seconds=59), "1\u00a0hour and 1\u00a0minute"),
        ("en", timedelta(days=3, minutes=59), "3\u00a0days"),
        ("en", timedelta(minutes=59, seconds=59), "59\u00a0minutes"),
        ("fr", timedelta(hours=49), "2\u00a0jours et 1\u00a0heure"),
        ("ar", timedelta(hours=33, minutes=40), "يوم واحد و9\u00a0ساعات"),
        ("ar", timedelta(hours=26), "يوم واحد وساعتين"),
    ],
)
def test_a_fine_span_adds_the_next_unit(teach: Teach, language: str, length: timedelta, said: str) -> None:
    assert plain(teach(language, "sure = { $it }")(Text("sure", {"it": Span(length, fine=True)}))) == said


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("en", datetime(2026, 9, 19, 19, tzinfo=UTC), "Sat 19\u00a0Sep,\u00a020:00, Casablanca, UTC+1"),
        ("en", datetime(2026, 9, 21, 20, tzinfo=UTC), "Mon 21\u00a0Sep,\u00a020:00, Casablanca, UTC+0"),
        ("fr", datetime(2026, 9, 19, 19, tzinfo=UTC), "sam. 19\u00a0sept.,\u00a020:00, Casablanca, UTC+1"),
        ("fr", datetime(2026, 10, 1, 20, tzinfo=UTC), "jeu. 1er\u00a0oct.,\u00a020:00, Casablanca, UTC+0"),
        ("ar", datetime(2026, 9, 19, 19, tzinfo=UTC), "السبت 19\u00a0سبتمبر،\u00a020:00 بتوقيت الدار البيضاء، UTC+1"),
        ("ar", datetime(2026, 9, 21, 20, tzinfo=UTC), "الاثنين 21\u00a0سبتمبر،\u00a020:00 بتوقيت الدار البيضاء، UTC+0"),
    ],
)
def test_a_moment_says_its_zone_and_offset_on_both_sides_of_moroccos_change(
    teach: Teach, language: str, at: datetime, said: str
) -> None:
    begin = {"en": "At", "fr": "Le", "ar": "في"}[language]
    voice = teach(language, f"sure = {begin} {{ $it }}")
    assert plain(voice(Text("sure", {"it": Moment(at, "Africa/Casablanca", fixed=True)}))) == f"{begin} {said}"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Asia/Kolkata", "date"), "2 Jul 2026"),
        (Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Asia/Kolkata", "time"), "02:00"),
        (
            Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Asia/Kolkata"),
            "Thu 2\u00a0Jul,\u00a002:00, Kolkata time",
        ),
        (
            Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "America/St_Johns", "dated", fixed=True),
            "Wed 1\u00a0Jul\u00a02026,\u00a018:00, St. John’s, UTC\u22122:30",
        ),
        (
            Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "America/Mexico_City", "offset"),
            "14:30, Mexico City, UTC\u22126",
        ),
        (Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Etc/GMT-1", "offset"), "21:30, UTC+1"),
        (
            Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Etc/GMT-1", fixed=True),
            "Wed 1\u00a0Jul,\u00a021:30, UTC+1",
        ),
        (Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Africa/Cairo", "clock"), "Wed 1\u00a0Jul,\u00a023:30"),
        (
            Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Africa/Cairo", "dated-clock"),
            "Wed 1\u00a0Jul\u00a02026,\u00a023:30",
        ),
        (Moment(datetime(2026, 7, 1, 20, 30, tzinfo=UTC), "Africa/Cairo", "zone"), "Cairo time"),
    ],
)
def test_a_moment_is_told_on_the_clock_of_its_zone_in_the_form_that_is_asked_for(
    teach: Teach, moment: Moment, said: str
) -> None:
    assert teach("en", "sure = At { $it }")(Text("sure", {"it": moment})) == f"At {said}"


def test_in_arabic_every_value_is_isolated_and_in_english_only_what_runs_the_other_way(teach: Teach) -> None:
    arabic, english = teach("ar", "sure = نعم { $it }"), teach("en", "sure = Yes { $it }")
    assert arabic(Text("sure", {"it": 12})) == f"نعم {FSI}12{PDI}"
    assert arabic(Text("sure", {"it": "inwi"})) == f"نعم {FSI}inwi{PDI}"
    assert english(Text("sure", {"it": "inwi"})) == "Yes inwi"
    assert english(Text("sure", {"it": "إنوي"})) == f"Yes {FSI}إنوي{PDI}"


def test_each_line_of_a_value_is_isolated_by_itself(teach: Teach) -> None:
    voice = teach("ar", "sure = نعم { $it }")
    assert voice(Text("sure", {"it": "one\n\ntwo"})) == f"نعم {FSI}one{PDI}\n\n{FSI}two{PDI}"


def test_a_value_that_is_the_whole_line_gives_the_line_its_direction(teach: Teach) -> None:
    voice = teach("ar", "alone = { $it }\nsure = نعم { $it }")
    alone = Text("alone", {"it": Names({"ar": "إنوي"})})
    assert voice(alone) == "إنوي"
    assert voice(Text("sure", {"it": alone})) == f"نعم {RLI}إنوي{PDI}"
    with pytest.raises(KeyError, match="it"):
        voice(Text("alone"))


def test_marks_that_people_typed_cannot_turn_our_sentence_around(teach: Teach) -> None:
    voice = teach("en", "sure = From { $it } to you")
    assert voice(Text("sure", {"it": "\u202egnp.exe\u2069\u2067"})) == "From gnp.exe to you"


def test_a_long_text_of_people_is_said_whole(teach: Teach) -> None:
    assert teach("en", "sure = Call: { $it }")(Text("sure", {"it": "x" * 5_000})) == "Call: " + "x" * 5_000


def test_a_short_sentence_is_said_in_well_under_a_fifth_of_a_millisecond(teach: Teach) -> None:
    voice = teach("ar", "sure = خسرت { $name } من الإعجابات { $lost }")
    text = Text("sure", {"name": Names({"ar": "إنوي"}), "lost": 147_408})
    times = []
    for _ in range(500):
        start = perf_counter()
        voice(text)
        times.append(perf_counter() - start)
    assert sorted(times)[250] < 0.0002


def test_what_we_say_inside_a_line_keeps_our_direction_although_it_begins_with_a_value(teach: Teach) -> None:
    voice = teach("ar", "sure = نعم { $it }\npair = { $first } · { $second }")
    pair = Text("pair", {"first": 12, "second": 13})
    assert voice(Text("sure", {"it": pair})) == f"نعم {RLI}{FSI}12{PDI} · {FSI}13{PDI}{PDI}"


@pytest.mark.parametrize(
    ("language", "length", "said"),
    [
        ("en", timedelta(0), "read just now"),
        ("en", timedelta(seconds=9), "read just now"),
        ("en", timedelta(seconds=10), "read 10\u00a0seconds ago"),
        ("en", timedelta(hours=7), "read 7\u00a0hours ago"),
        ("fr", timedelta(0), "relevé à l’instant"),
        ("fr", timedelta(days=1), "relevé il y a 1\u00a0jour"),
        ("ar", timedelta(0), "قُرئت قبل لحظات"),
        ("ar", timedelta(minutes=3), "قُرئت قبل 3\u00a0دقائق"),
    ],
)
def test_an_age_says_how_long_ago_and_what_is_fresh_is_from_just_now(
    teach: Teach, language: str, length: timedelta, said: str
) -> None:
    read = said.split(maxsplit=1)[0]
    assert plain(teach(language, f"sure = {read} {{ $it }}")(Text("sure", {"it": Span(length, ago=True)}))) == said


def test_no_line_breaks_between_a_day_and_its_month_in_arabic(teach: Teach) -> None:
    at = Moment(datetime(2026, 12, 1, 20, tzinfo=UTC), "UTC", "date")
    assert "1\u00a0ديسمبر\u00a02026" in teach("ar", "sure = { $it }")(Text("sure", {"it": at}))
