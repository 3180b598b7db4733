import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.reply import (
    Button,
    Currency,
    Listed,
    Moment,
    Money,
    Names,
    Noun,
    Number,
    Percent,
    Range,
    Rate,
    Reply,
    Row,
    Signed,
    Span,
    Table,
    Text,
    Value,
    in_zone,
    say,
)
from bot.core.model.reply_json import pack, unpack

NOON = datetime(2026, 12, 1, 12, 0, 0, 250, tzinfo=UTC)
ONE_OF_EACH: dict[str, Value] = {
    "word": "\u2068Maroc Telecom\u2069 <b>&",
    "number": -2_447_581,
    "decimals": Number(453, 2, "kg"),
    "noun": Noun(2, {"fr": {"one": "étoile", "other": "étoiles"}}, 1, "fr"),
    "signed": Signed(-175_245),
    "range": Range(27_500_000, 28_499_999),
    "percent": Percent(Decimal("7.16"), signed=True),
    "money": Money(Decimal("525735.00"), "MAD"),
    "currency": Currency("MAD"),
    "rate": Rate(Decimal("9.8838")),
    "moment": Moment(NOON, "Africa/Casablanca", "time"),
    "span": Span(timedelta(hours=71, minutes=59)),
    "names": Names({"ar": "اتصالات المغرب", "en": "Maroc Telecom"}),
    "listed": Listed(("a", Listed((Signed(1), Text("inner"))))),
    "text": Text("inner", {"is": "Reply", "map": Signed(0), "time": Text("deeper")}),
}
FULL = Reply(
    title=Text("title", ONE_OF_EACH),
    lines=(Text("line"), Text("line-two", {"seconds": 1})),
    table=Table(
        columns=(Names({"fr": "Inwi"}), "Total"),
        rows=(Row(Text("before"), (2_039_848, Signed(1))), Row(Text("empty"), ())),
        blocks=(Text("block", {"decimal": "7,16"}),),
    ),
    buttons=((Button(Text("figures"), command="stats inwi"),), (Button(Text("page"), url="https://example.org"),)),
    picture="sha256:00",
    personal=True,
    language="fr",
)


def through_json(value: object) -> object:
    return unpack(json.loads(json.dumps(pack(value))))


@pytest.mark.parametrize("value", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_every_kind_of_value_comes_back_equal_and_of_its_own_type(value: Value) -> None:
    back = through_json(value)
    assert back == value
    assert type(back) is type(value)


def test_no_kind_of_value_is_missing_here() -> None:
    kinds = {kind if isinstance(kind, type) else Text for kind in get_args(Value)}
    assert {type(value) for value in ONE_OF_EACH.values()} == kinds


def test_a_reply_with_everything_in_it_comes_back_equal() -> None:
    assert through_json(FULL) == FULL
    assert all(getattr(FULL, field.name) != field.default for field in fields(FULL))


def test_an_empty_reply_comes_back_equal() -> None:
    assert through_json(Reply()) == Reply()


values = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.integers(),
        st.builds(Signed, st.integers()),
        st.builds(Percent, st.decimals(allow_nan=False), st.booleans()),
        st.builds(Money, st.decimals(allow_nan=False), st.sampled_from(["MAD", "USD"])),
        st.builds(Span, st.timedeltas(timedelta(0), timedelta(days=9999)).map(lambda t: timedelta(seconds=t.seconds))),
        st.builds(Names, st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3)),
    ),
    lambda inner: st.builds(Text, st.text(max_size=5), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@given(values)
def test_no_name_or_text_is_mistaken_for_a_type_tag(value: Value) -> None:
    assert through_json(value) == value


def test_a_time_of_another_offset_comes_back_as_the_same_moment_in_utc() -> None:
    there = datetime(2026, 12, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert through_json(Moment(there, "Europe/Paris")) == Moment(there.astimezone(UTC), "Europe/Paris")


def test_an_unsupported_value_in_a_reply_is_refused() -> None:
    with pytest.raises(TypeError, match="a reply cannot hold a float"):
        pack(7.16)


def test_a_reply_of_one_sentence_holds_its_id_and_values() -> None:
    assert say("unknown-command", command="/x") == Reply(lines=(Text("unknown-command", {"command": "/x"}),))


def test_a_name_falls_back_to_the_fallback_and_then_to_any() -> None:
    names = Names({"fr": "Grève", "ar": "إضراب"})
    assert names.in_language("ar") == "إضراب"
    assert names.in_language("en", "fr") == "Grève"
    assert names.in_language("en") == "Grève"
    assert Names({}).in_language("en") == ""
    assert [names.spoken(one) for one in ("ar", "fr", "en")] == ["ar", "fr", "fr"]
    assert names.spoken("en", "ar") == "ar"
    assert Names({}).spoken("en") == "en"


def test_moments_without_a_zone_are_spoken_in_the_given_one_and_others_keep_theirs() -> None:
    def parts(zone: str) -> tuple[object, ...]:
        here, there = Moment(NOON, zone), Moment(NOON, "Asia/Beirut")
        text = Text("at", {"when": here, "there": there, "inner": Text("deep", {"when": here}), "count": 1})
        return (text, Table((here, "Total"), (Row(text, (here, 5)),), (text,)), Button(text))

    for part, wanted in zip(parts(""), parts("Africa/Casablanca"), strict=True):
        assert in_zone(part, "Africa/Casablanca") == wanted
    assert in_zone(Reply(), "UTC") == Reply()


def test_a_reply_says_each_zone_once() -> None:
    def moments(**about: object) -> Reply:
        made = Moment(NOON, **about)  # type: ignore[arg-type]
        return Reply(lines=tuple(Text("at", {"when": moment}) for moment in (made, made, Moment(NOON, "Asia/Beirut"))))

    forms = [text.values["when"].form for text in in_zone(moments(), "UTC").lines]
    assert forms == ["full", "clock", "full"]
    # One that a person confirms keeps its zone and offset.
    forms = [text.values["when"].form for text in in_zone(moments(fixed=True), "UTC").lines]
    assert forms == ["full", "full", "full"]
    assert [text.values["when"].form for text in in_zone(moments(form="date"), "UTC").lines][:2] == ["date", "date"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Moment(NOON, fixed=True), "clock"),
        (Moment(NOON, form="offset"), "clock"),
        (Moment(NOON, form="zone", fixed=True), "clock"),
        (Moment(NOON, form="time"), "full"),
        (Moment(NOON, form="clock"), "full"),
        (Moment(NOON, "Asia/Beirut", form="offset"), "full"),
    ],
)
def test_whatever_says_a_zone_says_it_for_the_moments_behind_it(first: Moment, then: str) -> None:
    reply = Reply(lines=(Text("first", {"when": first}), Text("then", {"when": Moment(NOON + timedelta(hours=1))})))
    one, two = (line.values["when"] for line in in_zone(reply, "UTC").lines)
    assert (one.form, two.form) == (first.form, then)
    # Alone in a Reply, it says its zone.
    assert in_zone(Reply(lines=reply.lines[1:]), "UTC").lines[0].values["when"].form == "full"


def test_a_moment_of_another_year_says_its_year() -> None:
    reply = Reply(lines=(Text("at", {"when": Moment(NOON)}),))
    assert in_zone(reply, "UTC", NOON.year).lines[0].values["when"].form == "full"
    assert in_zone(reply, "UTC", NOON.year + 1).lines[0].values["when"].form == "dated"


@pytest.mark.parametrize(
    ("start", "end", "forms"),
    [
        (NOON, NOON + timedelta(days=31), ["full", "dated-clock"]),
        (NOON - timedelta(days=366), NOON, ["dated", "clock"]),
        (NOON + timedelta(days=31), NOON + timedelta(days=32), ["dated", "dated-clock"]),
    ],
)
def test_a_zone_is_said_once_where_a_moment_is_of_another_year(
    start: datetime, end: datetime, forms: list[str]
) -> None:
    reply = Reply(lines=(Text("from", {"start": Moment(start), "end": Moment(end)}),))
    values = in_zone(reply, "Africa/Casablanca", NOON.year).lines[0].values
    assert [moment.form for moment in values.values()] == forms
    sure = Reply(lines=(Text("at", {"when": Moment(NOON, fixed=True)}), *reply.lines))
    assert in_zone(sure, "UTC", NOON.year + 1).lines[0].values["when"] == Moment(NOON, "UTC", "dated", fixed=True)


def test_a_value_without_a_moment_is_unchanged() -> None:
    assert in_zone("hello", "UTC") == "hello"
