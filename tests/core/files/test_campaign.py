import csv
import re
import zoneinfo
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.files.campaign import RESERVED, Mistakes, parse
from bot.core.model.campaign import Campaign, Milestones, Page
from bot.core.model.input.letters import printable
from bot.core.model.input.toml_form import lines
from bot.core.model.measures.crowd import Crowd
from bot.core.model.reply import Text
from bot.core.model.schedule import Cadence
from bot.core.model.source import Fetch, Reading, Source
from bot.event_kinds import KINDS
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES as REAL

EXAMPLE = Path("campaigns/no-voip-no-like.toml").read_text(encoding="utf-8")

SMALL = """\
[campaign]
slug = "quiet-phones"
timezone = "Africa/Casablanca"
starts_at = 2026-12-01T20:00:00
currency = "MAD"
value_per_like = 3
contact = "mailto:us@example.org"
title = { en = "Quiet phones" }
[[targets]]
slug = "inwi"
name = { en = "Inwi" }
pages = [{ source = "facebook", handle = "inwi" }]
"""


async def read(_handles: Sequence[str], _fetch: Fetch, _settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {}


def handle(typed: str) -> str:
    if not re.fullmatch(r"@?[A-Za-z0-9.]+", typed):
        raise ValueError(typed)
    return typed.removeprefix("@").lower()


SOURCES = {name: Source(name, read, handle, str) for name in ("facebook", "mastodon", "manual")}


def parsed(text: str) -> Campaign:
    return parse(text, SOURCES, LANGUAGES, zoneinfo.available_timezones(), KINDS)


def mistakes(text: str) -> list[str]:
    """What is said in English about a file."""
    with pytest.raises(Mistakes) as raised:
        parsed(text)
    for language in LANGUAGES:
        for mistake in raised.value.texts:
            assert speak(language)(mistake)
    return [printable(speak("en")(mistake)) for mistake in raised.value.texts]


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def changed(old: str, new: str, text: str = SMALL) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def with_keys(keys: str) -> str:
    return changed("value_per_like = 3", f"value_per_like = 3\n{keys}")


def test_the_bundled_example_is_the_campaign_of_2016() -> None:
    campaign = parsed(EXAMPLE)
    assert campaign.slug == "no-voip-no-like"
    assert campaign.title.in_language("ar") == "لا مكالمات = لا إعجاب"
    assert campaign.zone == "Africa/Casablanca"
    assert campaign.starts_at == datetime(2016, 2, 26, tzinfo=UTC)
    assert campaign.ends_at == datetime(2016, 2, 29, 12, tzinfo=UTC)
    assert (campaign.currency, campaign.value_per_unit) == ("MAD", Decimal("3.0"))
    assert (campaign.rates, campaign.rates_date) == ({"USD": Decimal("9.8838")}, date(2016, 2, 29))
    assert campaign.updates == Cadence(every=3600)
    assert (campaign.fallback, campaign.purge_days) == ("ar", 30)
    assert [target.slug for target in campaign.targets] == ["maroc-telecom", "inwi", "meditel"]
    assert campaign.pages == (
        Page("facebook", "maroctelecom"),
        Page("facebook", "inwi"),
        Page("facebook", "meditel"),
    )
    for names in (campaign.title, campaign.value_note, *(target.name for target in campaign.targets)):
        assert set(names.by_language) == {"ar", "fr", "en"}


def test_the_bundled_counts_are_those_of_the_campaigns_pages_at_its_start_and_end() -> None:
    campaign = parsed(EXAMPLE)
    with Path("campaigns/no-voip-no-like.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {(row["handle"], datetime.fromisoformat(row["taken_at"])): int(row["count"]) for row in rows}
    ends = {handle: [count for (of, _), count in sorted(counts.items()) if of == handle] for handle, _ in counts}
    assert {handle: before - after for handle, (before, after) in ends.items()} == {
        "maroctelecom": 175_245,
        "inwi": 147_408,
        "meditel": 138_885,
    }
    assert {at for _, at in counts} == {campaign.starts_at, campaign.ends_at}
    assert len(rows) == len(counts) == 6
    assert {page.handle for page in campaign.pages} == ends.keys()


def test_optional_keys_have_defaults() -> None:
    campaign = parsed(SMALL)
    assert campaign.ends_at is None
    assert campaign.value_per_unit == Decimal(3)
    assert campaign.value_note.in_language("en") == ""
    assert (campaign.rates, campaign.rates_date) == ({}, None)
    assert campaign.updates == Cadence(every=3600)
    assert (campaign.fallback, campaign.purge_days) == ("en", 30)
    assert (campaign.call_approvals, campaign.milestones) == (None, Milestones(Decimal(1), 100_000))


def test_approvals_and_milestones_are_set_or_switched_off() -> None:
    campaign = parsed(with_keys("call_approvals = 2\nmilestones = { percent = 0.5, likes = 5000 }"))
    assert (campaign.call_approvals, campaign.milestones) == (2, Milestones(Decimal("0.5"), 5000))
    off = parsed(with_keys("milestones = { percent = 0, likes = 0 }"))
    assert off.milestones == Milestones(Decimal(0), 0)


@pytest.mark.parametrize(
    "keys",
    [
        "call_approvals = 10",
        "call_approvals = true",
        "milestones = true",
        "milestones = { percent = 0.001 }",
        "milestones = { percent = 101 }",
        "milestones = { percent = false }",
        "milestones = { likes = -1 }",
    ],
)
def test_approvals_and_milestones_that_are_no_numbers_are_refused(keys: str) -> None:
    with pytest.raises(Mistakes) as found:
        parsed(with_keys(keys))
    assert [text.id for text in found.value.texts] == ["mistake-value"]


def test_a_local_time_is_read_on_the_campaigns_clock_on_both_sides_of_moroccos_change() -> None:
    before = changed("2026-12-01T20:00:00", "2026-09-19T20:00:00")
    assert parsed(before).starts_at == datetime(2026, 9, 19, 19, tzinfo=UTC)
    assert parsed(SMALL).starts_at == datetime(2026, 12, 1, 20, tzinfo=UTC)


def test_a_time_with_its_own_offset_is_kept_and_parts_of_a_second_are_not() -> None:
    text = changed("2026-12-01T20:00:00", "2026-12-01T20:00:00.75+03:00")
    assert parsed(text).starts_at == datetime(2026, 12, 1, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "skipped", "following"),
    [
        ("Europe/Paris", "2027-03-28T02:30:00", "2027-03-28T03:00:00"),
        ("America/New_York", "2027-03-14T02:00:00", "2027-03-14T03:00:00"),
        ("Australia/Lord_Howe", "2027-10-03T02:15:00", "2027-10-03T02:30:00"),
        ("Pacific/Apia", "2011-12-30T08:00:00", "2011-12-31T00:00:00"),
    ],
)
def test_a_local_time_that_a_clock_change_skips_is_refused_with_the_next_that_exists(
    zone: str, skipped: str, following: str
) -> None:
    text = changed("2026-12-01T20:00:00", skipped, changed("Africa/Casablanca", zone))
    (said,) = mistakes(text)
    assert said.startswith(f"line 4, campaign.starts_at: {skipped} does not exist in {zone}, because the clock is put")
    assert said.endswith(f"The next time that exists is {following}.")


def test_of_a_local_time_that_a_clock_change_repeats_the_first_is_meant() -> None:
    text = changed("2026-12-01T20:00:00", "2027-10-31T02:30:00", changed("Africa/Casablanca", "Europe/Paris"))
    assert parsed(text).starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"quiet-phones"',
            '"Quiet Phones"',
            '"Quiet Phones" does not fit. It wants 1 to 40 small letters a–z, digits or hyphens, in quotes.',
        ),
        ('"quiet-phones"', '"' + "x" * 41 + '"', "does not fit"),
        ('"quiet-phones"', "12", "line 2, campaign.slug: 12 does not fit"),
        ('"quiet-phones"', '"api"', 'line 2, campaign.slug: "api" is a word that nolike uses itself.'),
        ('slug = "inwi"', 'slug = "site"', 'line 10, targets[1].slug: "site" is a word that nolike uses itself.'),
        (
            "Africa/Casablanca",
            "africa/casablanka",
            'line 3, campaign.timezone: "africa/casablanka" is not known. Did you mean Africa/Casablanca?',
        ),
        ("Africa/Casablanca", "?", 'It wants an IANA time zone in quotes, such as "Africa/Casablanca".'),
        ("2026-12-01T20:00:00", '"2026-12-01"', "It wants a local date and time without quotes"),
        ("2026-12-01T20:00:00", "2026-12-01", "such as 2016-02-26T20:00:00."),
        ("2026-12-01T20:00:00", "1999-12-01T20:00:00", "from 2000 to 2199"),
        ('"MAD"', '"dirham"', 'It wants a currency code of three capital letters in quotes, such as "MAD".'),
        ("= 3\n", "= 0\n", "line 6, campaign.value_per_like: 0 does not fit. It wants a number above zero"),
        ("= 3\n", "= -3.5\n", "-3.5 does not fit"),
        ("= 3\n", "= inf\n", "Infinity does not fit"),
        ("= 3\n", "= nan\n", "NaN does not fit"),
        ("= 3\n", "= true\n", "true does not fit"),
        ("= 3\n", '= "three"\n', '"three" does not fit'),
        ("= 3\n", "= 1e12\n", "at most a thousand million"),
        ("mailto:us@example.org", "http://example.org", "begins with one of https://, mailto:, t.me/."),
        ("mailto:us@example.org", "https://exa mple.org", "does not fit"),
        ("Quiet phones", "x" * 121, "campaign.title.en"),
        ("Quiet phones", "  ", "on one line, of at most 120 characters"),
        ("Quiet phones", "Quiet\\nphones", '"Quiet\N{REPLACEMENT CHARACTER}phones" does not fit'),
        ("Quiet phones", "Quiet \\u202Ephones", "does not fit"),
        ('name = { en = "Inwi" }', f'name = {{ en = "{"x" * 61}" }}', "line 11, targets[1].name.en"),
        ('{ en = "Inwi" }', '{ fr = "Inwi" }', "line 11, targets[1].name.en: en is missing"),
        (
            '{ en = "Inwi" }',
            '{ en = "Inwi", xx = "Inwi" }',
            f"targets[1].name.xx: there is no such key. Known here: {', '.join(LANGUAGES)}.",
        ),
        ('"facebook"', '"facebok"', 'targets[1].pages[1].source: "facebok" is not known. Did you mean facebook?'),
        ('"facebook"', '"x"', '"x" does not fit. It wants one of facebook, mastodon, manual, in quotes.'),
        ('handle = "inwi"', 'handle = "in wi"', "targets[1].pages[1].handle: in wi is not a handle of facebook."),
        ('handle = "inwi"', "handle = 7", "It wants the page’s handle in quotes."),
        ('[{ source = "facebook", handle = "inwi" }]', "[]", "[…] does not fit. It wants pages as tables, such as"),
        ('[{ source = "facebook", handle = "inwi" }]', '"inwi"', "It wants pages as tables, such as"),
        ('[{ source = "facebook", handle = "inwi" }]', "{}", "{…} does not fit."),
        (
            "currency =",
            "goal = 10\ncurrency =",
            "line 5, campaign.goal: this key stands inside another. Write: measure = { goal = 10 }",
        ),
        (
            "currency =",
            'measure = "followers"\nwanted = "rise"\ncurrency =',
            'campaign.wanted: this key stands inside another. Write: measure = { key = "followers", wanted = "rise" }',
        ),
        (
            "currency =",
            'measure = { goal = 5 }\nunit = "EUR"\ncurrency =',
            'line 6, campaign.unit: this key stands inside another. Write: measure = { goal = 5, unit = "EUR" }',
        ),
        ('"facebook"', '"TikTok"', 'pages[1].source: no source reads TikTok. Write source = "manual"'),
        ('"facebook"', '"google_play"', "pages[1].source: no source reads Google Play."),
        (
            'pages = [{ source = "facebook", handle = "inwi" }]',
            'pages = ["https://x.com/inwi"]',
            'It wants pages as tables, such as [{ source = "facebook", handle = "inwi" }]',
        ),
        ("currency =", "curency =", "line 5, campaign.curency: there is no such key. Did you mean currency?"),
        (
            "[[targets]]",
            "[[zzz]]",
            "line 9, zzz: there is no such key. Known here: campaign, targets, events, chapters.",
        ),
        (
            'contact = "mailto:us@example.org"\n',
            "",
            "line 1, campaign.contact: this key is missing. It wants an address",
        ),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_the_right_form(old: str, new: str, said: str) -> None:
    assert any(said in sentence for sentence in mistakes(changed(old, new))), mistakes(changed(old, new))


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("ends_at = 2026-12-01T20:00:00", "line 8, campaign.ends_at: the end must come after the start."),
        ("rates = { USD = 9.88 }", "line 8, campaign.rates: rates need the date they are of"),
        ("rates = { MAD = 1 }\nrates_date = 2026-12-01", "MAD is the campaign’s own currency"),
        ("rates = { usd = 9.88 }", "It wants a table of currency codes and numbers above zero"),
        ("rates = { USD = 0 }", "It wants a table of currency codes and numbers above zero"),
        ("rates = 9.88", "9.88 does not fit"),
        ("rates_date = 2026-12-01T00:00:00", "It wants a date without quotes, such as 2016-02-29."),
        ('rates_date = "soon"', '"soon" does not fit'),
        ('updates = "2 hours"', 'such as "15m", "1h", "1h30m", "daily 20:00".'),
        ("updates = 3600", "3600 does not fit"),
        ('updates = "25h"', '"25h" does not fit'),
        ('fallback = "fr"', "campaign.title.fr: fr is missing, and it is the language that everything falls back to."),
        ('fallback = "xx"', f'"xx" does not fit. It wants one of {", ".join(LANGUAGES)}, in quotes.'),
        ("purge_days = 0", "It wants a whole number of days from 1 to 365."),
        ("purge_days = 366", "366 does not fit"),
        ("purge_days = true", "true does not fit"),
        ("purge_days = 30.5", "30.5 does not fit"),
        (f'value_note = {{ en = "{"x" * 301}" }}', "of at most 300 characters"),
    ],
)
def test_a_mistake_in_an_optional_key_is_reported_too(added: str, said: str) -> None:
    text = changed('contact = "mailto:us@example.org"\n', f'contact = "mailto:us@example.org"\n{added}\n')
    assert any(said in sentence for sentence in mistakes(text)), mistakes(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("mailto:us@example.org", "mailto:us@example.org"),
        ("t.me/quietphones", "https://t.me/quietphones"),
    ],
)
def test_a_contact_is_kept_as_an_address_to_follow(written: str, kept: str) -> None:
    assert parsed(changed("mailto:us@example.org", written)).contact == kept


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_reserved_word_is_a_slug(slug: str) -> None:
    assert len(mistakes(changed('"quiet-phones"', f'"{slug}"'))) == 1


def test_two_targets_cannot_share_a_slug_nor_two_pages_a_handle() -> None:
    again = SMALL[SMALL.index("[[targets]]") :].replace('"inwi" }', '"@INWI" }')
    assert mistakes(SMALL + again) == [
        "line 14, targets[2].slug: inwi stands here a second time. The first is in line 10.",
        "line 16, targets[2].pages[1].handle: facebook:inwi stands here a second time. The first is in line 12.",
    ]


def test_all_mistakes_are_reported_at_once_in_the_order_of_their_lines() -> None:
    text = changed('"inwi" }]', '"in wi" }]', changed('"MAD"', "5", changed('"quiet-phones"', '"Q"')))
    places = [re.match(r"line (\d+)", sentence) for sentence in mistakes(text + "color = 1\n")]
    assert [int(place[1]) for place in places if place] == [2, 5, 12, 13]


def test_an_empty_file_is_refused_with_its_missing_keys() -> None:
    said = mistakes("")
    assert said == [
        "line 1, campaign: this key is missing. It wants a table of keys.",
        "line 1, targets: this key is missing. It wants one or more tables of keys.",
    ]
    assert mistakes("campaign = 1\ntargets = 1")[0] == "line 1, campaign: 1 does not fit. It wants a table of keys."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[campaign]\nslug = = 1", "Line 2, column 8: this is not TOML. (Invalid value)"),
        ("[campaign]\nslug = 'x", "Line 2, column"),
        ("[campaign]\nslug = [1,\n", "Line 2, column 1: this is not TOML."),
        ("x = " + "9" * 5_000, "Line 1, column 1: this is not TOML."),
        ("x = " + "[" * 5_000, "Line 1, column 1: this is not TOML."),
    ],
)
def test_invalid_toml_is_reported_with_its_line_and_column(text: str, said: str) -> None:
    (sentence,) = mistakes(text)
    assert sentence.startswith(said)


def test_a_long_value_is_shortened_in_a_mistake() -> None:
    (sentence,) = mistakes(changed('"quiet-phones"', '"' + "A" * 500 + '"'))
    assert len(sentence) < 200


def test_the_exception_names_the_texts_and_holds_them() -> None:
    error = Mistakes([Text("mistake-order"), Text("mistake-value")])
    assert str(error) == "mistake-order, mistake-value"
    assert [text.id for text in error.texts] == ["mistake-order", "mistake-value"]


def test_lines_are_found_in_every_way_of_writing_toml() -> None:
    text = '''\
        a = 1
        "b".c = 2
        long = """
        [not.a.table]
        d = 4
        """
        short = """one line"""
        [t] # a comment
        a = 1
        pages = [
          { source = "x" },
          # between
          { source = "y" },
        ]
        [[rows]]
        a = 1
        [rows.sub]
        b = 2
        [[rows]]
        a = 1
        [[rows.deep]]
        c = 1
        '''
    assert lines(text) == {
        ("a",): 1,
        ("b", "c"): 2,
        ("long",): 3,
        ("short",): 7,
        ("t",): 8,
        ("t", "a"): 9,
        ("t", "pages"): 10,
        ("t", "pages", 0): 11,
        ("t", "pages", 1): 13,
        ("rows",): 15,
        ("rows", 0): 15,
        ("rows", 0, "a"): 16,
        ("rows", 0, "sub"): 17,
        ("rows", 0, "sub", "b"): 18,
        ("rows", 1): 19,
        ("rows", 1, "a"): 20,
        ("rows", 1, "deep"): 21,
        ("rows", 1, "deep", 0): 21,
        ("rows", 1, "deep", 0, "c"): 22,
    }


@given(st.text(alphabet=st.sampled_from("abc01.=\"'[]{}\n#-, \u202e\x00"), max_size=60))
def test_any_file_gives_a_campaign_or_mistakes_and_never_a_crash(text: str) -> None:
    with pytest.raises(Mistakes) as raised:
        parsed(text)
    assert raised.value.texts


@given(st.data())
def test_a_missing_or_damaged_line_never_crashes_the_parser(data: st.DataObject) -> None:
    written = EXAMPLE.splitlines()
    place = data.draw(st.integers(0, len(written) - 1))
    spoil = data.draw(st.sampled_from(["", "x = 1", "= 1", "[campaign]", "[[targets]]", "slug = 5", "pages = [1]"]))
    text = "\n".join([*written[:place], spoil, *written[place + 1 :]])
    try:
        campaign = parsed(text)
    except Mistakes as found:
        said = [speak("ar")(mistake) for mistake in found.texts]
    else:
        said = [campaign.slug]
    assert all(said)


EVENTS = (
    SMALL
    + """
[[events]]
slug = "quiet"
kind = "phone_off"
starts_at = 2026-12-05T20:00:00
length = "48h"
goal = 1000
title = { en = "Quiet days" }
options = { per_day = 2.40, source = "ANRT", on = 2026-11-01 }
[[events]]
slug = "drive"
kind = "unlike_drive"
starts_at = 2026-12-05T20:00:00Z
goal = "2%"
[[chapters]]
slug = "rabat"
name = { en = "Rabat" }
"""
)


def test_events_and_chapters_of_a_file_are_read() -> None:
    campaign = parsed(EVENTS)
    quiet, drive = campaign.events
    assert (quiet.key, quiet.kind, quiet.length, quiet.goal) == ("quiet", "phone_off", 48 * 3600, "1000")
    assert quiet.local.isoformat() == "2026-12-05T20:00:00"
    assert quiet.title.in_language("en") == "Quiet days"
    assert quiet.options == {"per_day": "2.40", "source": "ANRT", "on": "2026-11-01"}
    assert (drive.local.isoformat(), drive.length, drive.goal) == ("2026-12-05T20:00:00", 24 * 3600, "2%")
    assert [(one.slug, one.name.in_language("en")) for one in campaign.chapters] == [("rabat", "Rabat")]
    assert parsed(SMALL).events == parsed(SMALL).chapters == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "phone_off"', 'kind = "phone_of"', 'events[1].kind: "phone_of" is not known. Did you mean phone_off?'),
        ('length = "48h"', 'length = "90m"', "events[1].length: this kind lasts whole hours"),
        ('length = "48h"', 'length = "400d"', "It wants a length in quotes, at most a year"),
        ('length = "48h"', "length = 48", "It wants a length in quotes"),
        ("goal = 1000", "goal = 0", "events[1]: 0 is not a goal: write a whole number above zero."),
        ("goal = 1000", "goal = true", "It wants a whole number above zero"),
        ("per_day = 2.40, ", "", "events[1]: These belong together, so give all of them: per_day, source, on."),
        ("per_day = 2.40", "per_day = -1", "events[1].options.per_day: -1 does not fit. Write for example 2.40."),
        ("per_day = 2.40", "a_day = 2.40", "events[1].options.a_day: there is no such key. Known here: per_day"),
        ("per_day = 2.40", "per_day = []", "events[1].options: {…} does not fit."),
        ("options = { per_day", "options = 7 # { per_day", "events[1].options: 7 does not fit."),
        ('slug = "drive"', 'slug = "quiet"', "events[2].slug: quiet stands here a second time."),
        ('slug = "rabat"', 'slug = "Rabat"', "chapters[1].slug"),
        ('goal = "2%"', "options = { x = 1 }", "Known here: —."),
    ],
)
def test_a_mistake_in_an_event_is_reported_with_its_place(old: str, new: str, said: str) -> None:
    assert any(said in sentence for sentence in mistakes(changed(old, new, EVENTS))), mistakes(
        changed(old, new, EVENTS)
    )


def test_a_start_that_the_clock_skips_is_a_mistake() -> None:
    text = changed('"Africa/Casablanca"', '"Europe/Paris"', EVENTS)
    assert any(
        "events[1].starts_at: 2027-03-28T02:30:00 does not exist in Europe/Paris" in sentence
        for sentence in mistakes(text.replace("2026-12-05T20:00:00\nlength", "2027-03-28T02:30:00\nlength"))
    )


def test_events_are_not_parsed_without_a_time_zone() -> None:
    assert any(
        "campaign.timezone" in sentence
        for sentence in mistakes(changed('timezone = "Africa/Casablanca"\n', "", EVENTS))
    )


def test_a_bill_strike_of_a_file_reaches_past_its_last_due_date() -> None:
    strike = (
        SMALL
        + """
[[events]]
slug = "bills"
kind = "bill_strike"
starts_at = 2026-12-05T20:00:00
options = { due = "2027-01-05,2027-02-05" }
"""
    )
    assert parsed(strike).events[0].length == 63 * 86400
    [short] = mistakes(strike.replace("options", 'length = "31d"\noptions'))
    assert "For a bill that is due on 5 Feb 2027 the event must last at least 63 days" in short


def test_an_event_cannot_count_signatures_on_a_page_of_a_target() -> None:
    text = EVENTS.replace('"unlike_drive"', '"sign_on"').replace(
        'goal = "2%"', 'options = { link = "https://sign.example.org/x", page = "facebook:inwi" }'
    )
    assert any(
        "events[2].options.page: That page belongs to a company of the campaign." in sentence
        for sentence in mistakes(text)
    )
    assert parsed(text.replace("facebook:inwi", "facebook:petition")).events[1].options["page"] == "facebook:petition"


def test_a_signature_needs_its_link_in_a_file_too() -> None:
    text = EVENTS.replace('"unlike_drive"', '"sign_on"').replace('goal = "2%"', "goal = 100")
    assert [sentence for sentence in mistakes(text) if "link" in sentence]


@pytest.mark.parametrize(
    ("written", "crowd"),
    [
        ("crowd = true", Crowd()),
        ("crowd = false", None),
        ("crowd = {}", Crowd()),
        ("crowd = { people = 5, chats = 3 }", Crowd(people=5, chats=3)),
        ("crowd = { minutes = 30, percent = 0.5 }", Crowd(minutes=30, percent=Decimal("0.5"))),
    ],
)
def test_a_campaign_may_ask_its_crowd(written: str, crowd: Crowd | None) -> None:
    assert parsed(SMALL.replace('slug = "quiet-phones"', f'slug = "quiet-phones"\n{written}')).crowd == crowd
    assert parsed(SMALL).crowd is None


@pytest.mark.parametrize(
    "written",
    [
        "crowd = 3",
        "crowd = { people = 2 }",
        "crowd = { chats = 0 }",
        "crowd = { peple = 3 }",
        "crowd = { percent = 0.001 }",
    ],
)
def test_a_crowd_of_fewer_than_three_and_what_is_no_crowd_are_refused(written: str) -> None:
    [said] = mistakes(SMALL.replace('slug = "quiet-phones"', f'slug = "quiet-phones"\n{written}'))
    assert "people = 3, chats = 2, minutes = 120, percent = 1" in said


def test_a_campaign_may_have_a_colour_of_its_own() -> None:
    key = SMALL.replace('slug = "quiet-phones"', 'slug = "quiet-phones"\naccent = {}')
    assert parsed(key.replace("{}", '"#0A5CC2"', 1)).accent == "#0a5cc2"
    assert parsed(SMALL).accent == ""
    for wrong in ("7", '"blue"'):
        assert any("a colour in quotes" in one for one in mistakes(key.replace("{}", wrong, 1)))


def test_a_company_may_have_a_logo() -> None:
    text = SMALL.replace('name = { en = "Inwi" }', 'name = { en = "Inwi" }\nlogo = {}')
    campaign = parsed(text.replace("{}", '"marks/inwi.png"'))
    assert (campaign.targets[0].logo, campaign.logos) == ("marks/inwi.png", ("marks/inwi.png",))
    assert parsed(SMALL).logos == ()
    (said,) = mistakes(text.replace("{}", "3"))
    assert said.startswith("line 12, targets[1].logo: 3 does not fit."), said
    assert "PNG or JPEG" in said


def test_a_campaign_may_leave_languages_out_but_not_its_own() -> None:
    key = SMALL.replace('slug = "quiet-phones"', 'slug = "quiet-phones"\nlanguages = {}')
    assert parsed(SMALL).languages == ()
    fallback = parsed(SMALL).fallback
    assert parsed(key.replace("{}", f'["fr", "{fallback}", "fr"]', 1)).languages == tuple(sorted({"fr", fallback}))
    for wrong in ("7", "[]", '["de"]', '"fr"'):
        assert len(mistakes(key.replace("{}", wrong, 1))) == 1
    other = next(one for one in ("ar", "fr") if one != fallback)
    [said] = mistakes(key.replace("{}", f'["{other}"]', 1))
    assert "own language" in said


def test_a_title_of_an_earlier_versions_file_still_loads() -> None:
    long = "t" * 120
    assert parsed(EVENTS.replace("Quiet days", long)).events[0].title.in_language("en") == long
    [said] = mistakes(EVENTS.replace("Quiet days", f"{long}t"))
    assert "120" in said


def test_one_language_needs_no_table() -> None:
    text = changed('title = { en = "Quiet phones" }', 'title = "Quiet phones"')
    assert parsed(text.replace('name = { en = "Inwi" }', 'name = "Inwi"')) == parsed(SMALL)
    arabic = changed('title = { en = "Quiet phones" }', 'title = "هدوء"\nfallback = "ar"')
    assert parsed(arabic.replace('{ en = "Inwi" }', '"إنوي"')).title.by_language == {"ar": "هدوء"}
    # Where the language itself is wrong, that alone is said.
    [said] = mistakes(changed('title = { en = "Quiet phones" }', 'title = "Quiet"\nfallback = "de"'))
    assert "fallback" in said
    [said] = mistakes(changed('title = { en = "Quiet phones" }', "title = 5"))
    assert "a text in quotes" in said


def test_milestones_may_be_one_number() -> None:
    assert parsed(with_keys("milestones = 5000")).milestones == Milestones(Decimal(0), 5000)
    [said] = mistakes(with_keys('milestones = "5000"'))
    assert "a whole number of likes, or 0 for none, such as 100000" in plain(said)
    [said] = mistakes(with_keys("milestones = [1]"))
    assert "a table such as milestones = { percent = 1.0, likes = 100000 }" in plain(said)


@pytest.mark.parametrize(
    ("written", "right"),
    [("value_per_like = 3,5", "value_per_like = 3.5"),
     ("value_per_like = 3,50 # dirham", "value_per_like = 3.50 # dirham"),
     ("milestones = { percent = 0,5, likes = 5000 }", "milestones = { percent = 0.5, likes = 5000 }")],
)  # fmt: skip
def test_a_decimal_comma_is_answered_with_what_can_be_pasted(written: str, right: str) -> None:
    old = "value_per_like = 3" if written.startswith("value") else 'slug = "quiet-phones"'
    [said] = mistakes(changed(old, written if written.startswith("value") else f"{old}\n{written}"))
    line = 6 if written.startswith("value") else 3
    assert plain(said) == f"Line {line}: a decimal is written with a point. Write: {right}"


def test_an_amount_in_quotes_may_have_a_decimal_comma() -> None:
    assert parsed(changed("value_per_like = 3", 'value_per_like = "3,5"')).value_per_unit == Decimal("3.5")
    assert parsed(changed("value_per_like = 3", 'value_per_like = "3.5"')).value_per_unit == Decimal("3.5")
    # It could be three, or three thousand.
    [said] = mistakes(changed("value_per_like = 3", 'value_per_like = "3,000"'))
    assert "such as 3.0" in plain(said)


def test_a_refused_handle_shows_one_that_would_do() -> None:
    [said] = mistakes(changed('handle = "inwi"', 'handle = "in wi"'))
    assert "One that would do: facebook" in plain(said)
    with pytest.raises(Mistakes) as raised:
        parse(changed('handle = "inwi"', 'handle = "in wi"'), REAL, LANGUAGES, zoneinfo.available_timezones(), KINDS)
    assert raised.value.texts[0].values["example"] == REAL["facebook"].example


@pytest.mark.parametrize("source", sorted(REAL))
def test_the_handle_that_is_shown_would_do(source: str) -> None:
    if not REAL[source].options:
        assert REAL[source].page(REAL[source].example)


KEY_LINES = [line for line in SMALL.splitlines() if "=" in line]


@pytest.mark.parametrize("line", KEY_LINES)
def test_a_misspelt_key_and_a_wrong_value_are_one_mistake_each(line: str) -> None:
    name, _, _ = line.partition(" = ")
    [said] = mistakes(changed(line, line.replace(name, f"{name}s" if name != "pages" else "page", 1)))
    assert "there is no such key" in said
    [said] = mistakes(changed(line, f"{name} = true"))
    assert "does not fit" in said


def test_a_date_that_was_copied_from_an_answer_keeps_its_joiners_and_is_read() -> None:
    copied = changed("2026-12-01T20:00:00", "2026\u2060-\u206012\u2060-\u206001T20:00:00")
    assert parsed(copied) == parsed(SMALL)
