from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.core.counts.details import details_reply
from bot.core.counts.phrases import UNKNOWN, borne, dotted
from bot.core.model.reply import Currency, Moment, Money, Percent, Range, Rate, Reply, Signed, Span, Text
from bot.core.model.snapshots import Baseline, Failing, Held, Origin
from bot.core.model.source import FaultKind
from tests.core.figures import AFTER, BEFORE, CAMPAIGN, NOW, snapshot, told
from tests.talk import END, HOUR, START, cell, ids, line, spoken

NAME = CAMPAIGN.targets[0].name


def about(amount: int, currency: str = "MAD") -> Text:
    return Text("about", {"value": Money(Decimal(amount), currency)})


def rows(reply: Reply) -> list[str]:
    assert reply.table is not None
    return [row.label.id for row in reply.table.rows]


def block(reply: Reply, place: int) -> list[str]:
    assert reply.table is not None
    return [text.id for text in reply.table.blocks[place]]


def test_the_table_has_a_column_for_each_target_and_one_for_all() -> None:
    reply = details_reply(told())
    assert reply.table is not None
    assert reply.table.columns == (*(target.name for target in CAMPAIGN.targets), Text("total"))
    assert rows(reply) == [
        "row-before", "row-now", "row-lost", "row-percent", "row-money", "row-money", "row-last-hour", "row-last-24h",
        "row-pace",
    ]  # fmt: skip
    assert [cell(reply, "row-before", column) for column in range(4)] == [*BEFORE, 6_686_077]
    assert [cell(reply, "row-now", column) for column in range(4)] == [*AFTER, 6_224_539]
    assert cell(reply, "row-percent", 0) == Percent(Decimal("7.16"))
    assert cell(reply, "row-money", 3) == about(1_400_000)
    assert cell(reply, "row-pace", 0) == Text("per-hour", {"pace": Rate(Decimal(2100))})
    assert cell(reply, "row-last-hour", 0) == UNKNOWN
    assert ids(reply) == ["assumption", "rate"]


def test_blocks_for_narrow_screens_hold_the_same_figures() -> None:
    shown = told({0: {"hour_ago": snapshot(2_272_400, NOW - HOUR), "day_ago": snapshot(2_300_000, NOW - 24 * HOUR)}})
    reply = details_reply(shown)
    assert reply.table is not None
    assert block(reply, 0) == ["block-name", "block-now", "block-money", "block-recent"]
    recent = reply.table.blocks[0][-1].values["recent"]
    assert recent == dotted(
        [
            Text("change-last-hour", {"change": Signed(-64)}),
            Text("change-last-24h", {"change": Signed(-27_664)}),
            Text("change-pace", {"pace": Text("per-hour", {"pace": Rate(Decimal(1200))})}),
        ]
    )
    assert "175,245" in spoken(reply)["en"]


@pytest.mark.parametrize(("day_ago", "pace"), [(1152, Signed(48)), (12, Signed(50, 2)), (48_000, Signed(2000))])
def test_the_pace_of_likes_that_come_back_has_the_sign_of_their_change(day_ago: int, pace: Signed) -> None:
    reply = details_reply(told({0: {"day_ago": snapshot(AFTER[0] - day_ago, NOW - 24 * HOUR)}}))
    assert reply.table is not None
    recent = reply.table.blocks[0][-1].values["recent"]
    changed = Text("change-last-24h", {"change": Signed(day_ago)})
    assert recent == dotted([changed, Text("change-pace", {"pace": Text("per-hour", {"pace": pace})})])
    assert cell(reply, "row-pace", 0) == Text("per-hour", {"pace": Rate(borne(-Decimal(day_ago) / 24))})


def test_one_target_alone_has_no_total() -> None:
    reply = details_reply(told(), "inwi")
    assert reply.table is not None
    assert reply.table.columns == (CAMPAIGN.targets[1].name,)


def test_money_is_shown_with_its_assumption_and_exchange_rate() -> None:
    reply = details_reply(told())
    assert line(reply, "assumption") == {
        "value": Money(Decimal("3.0"), "MAD"), "unit": Text("per-likes"), "note": CAMPAIGN.value_note,
    }  # fmt: skip
    assert line(reply, "rate") == {
        "currency": Currency("USD"), "rate": Rate(Decimal("9.8838")), "base": Currency("MAD"),
        "date": Moment(datetime(2016, 2, 29, tzinfo=UTC), "UTC", "date"),
    }  # fmt: skip
    undated = told(campaign=replace(CAMPAIGN, rates_date=None))
    assert "rate" not in ids(details_reply(undated))
    assert rows(details_reply(told(campaign=replace(CAMPAIGN, rates={})))).count("row-money") == 1


def test_the_loss_of_a_rounded_count_is_a_range_with_a_note() -> None:
    reply = details_reply(told({0: {"now": snapshot(2_270_000, step=10_000)}}))
    assert cell(reply, "row-lost", 0) == Range(167_581, 187_581)
    assert cell(reply, "row-lost", 1) == 147_408
    assert line(reply, "rounded") == {"step": 10_000}
    assert "rounded" not in ids(details_reply(told({0: {"now": snapshot(1, step=10)}}), "inwi"))


def test_a_gain_is_shown_as_a_gain_without_money() -> None:
    reply = details_reply(told({0: {"now": snapshot(BEFORE[0] + 1000)}}))
    assert reply.table is not None
    assert block(reply, 0) == ["block-name", "block-now", "block-recent"]
    values = reply.table.blocks[0][1].values
    assert (values["change"], values["percent"]) == (Signed(1000), Percent(Decimal("0.04"), signed=True))


def test_after_an_end_a_block_without_a_change_waits_for_none() -> None:
    reply = details_reply(told({0: {"now": None}}, END + HOUR))
    assert block(reply, 0) == ["block-name", "block-no-loss-end"]
    spoken(reply)


def test_unknown_figures_are_a_dash_in_the_table_and_left_out_of_a_block() -> None:
    reply = details_reply(told({0: {"now": None}, 1: {"baseline": None}}))
    for row in ("row-before", "row-now", "row-lost", "row-percent", "row-money", "row-pace"):
        assert cell(reply, row, 0) == UNKNOWN
    assert cell(reply, "row-now", 1) == AFTER[1]
    assert block(reply, 0) == block(reply, 1) == ["block-name", "block-no-loss"]
    assert line(reply, "no-reading-yet")["names"] == dotted(target.name for target in CAMPAIGN.targets[:2])
    spoken(reply)


def test_a_recent_baseline_has_no_line_for_the_last_hour() -> None:
    young = Baseline(snapshot(BEFORE[0], NOW - HOUR / 2))
    reply = details_reply(told({0: {"baseline": young}}))
    assert block(reply, 0)[-1] == "block-money"


def test_a_reply_before_the_start_says_so() -> None:
    assert line(details_reply(told(now=START - HOUR)), "not-started") == {"at": Moment(START)}


def test_a_note_that_companies_share_stands_once() -> None:
    late = {place: {"baseline": Baseline(snapshot(BEFORE[place], START + HOUR), late=True)} for place in range(3)}
    day = Moment((START + HOUR).replace(hour=12), form="date")
    assert line(details_reply(told(late)), "baseline-late") == {"names": Text("all-companies"), "date": day}
    assert line(details_reply(told({0: late[0]})), "baseline-late") == {"names": NAME, "date": day}
    assert line(details_reply(told(late), "inwi"), "baseline-late")["names"] == CAMPAIGN.targets[1].name
    corrected = {0: {"baseline": Baseline(snapshot(BEFORE[0], START), corrected_at=NOW)}}
    at = Moment(NOW.replace(hour=12), form="date")
    assert line(details_reply(told(corrected)), "baseline-corrected") == {"names": NAME, "date": at}
    spoken(details_reply(told(late)))


@pytest.mark.parametrize("kind", FaultKind)
def test_of_a_failing_page_the_public_hears_its_age_and_not_why(kind: FaultKind) -> None:
    old = snapshot(AFTER[0], NOW - 7 * HOUR)
    shown = told({0: {"now": old, "failing": Failing(kind, NOW - 6 * HOUR)}})
    reply = details_reply(shown)
    assert line(reply, "last-read") == {"name": NAME, "age": Span(7 * HOUR, ago=True)}
    said = spoken(reply)["en"]
    assert "last read 7\u00a0hours ago" in said
    assert not {"key", "facebook", "quota"} & set(said.casefold().split())
    assert "last-read" not in ids(details_reply(shown, "inwi"))


def test_a_failing_source_does_not_contradict_a_count_typed_since() -> None:
    typed = snapshot(AFTER[0], NOW, origin=Origin.MANUAL)
    reply = details_reply(told({0: {"now": typed, "failing": Failing(FaultKind.HIDDEN, NOW - HOUR)}}))
    assert "last-read" not in ids(reply)


def test_a_held_reading_is_shown_but_not_counted() -> None:
    shown = told({0: {"held": Held(5, 1, NOW)}})
    assert line(details_reply(shown), "held") == {"name": NAME, "count": 5}
    assert shown.targets[0].figures.now == AFTER[0]


def test_the_figures_at_the_end_say_so() -> None:
    reply = details_reply(told({0: {"later": snapshot(2_272_000, END + HOUR)}}, END + 2 * HOUR))
    assert rows(reply)[1] == "row-end"
    assert block(reply, 0)[1] == "block-end"
    assert ids(reply)[:2] == ["ended", "since-end"]
    assert line(reply, "since-end") == {"name": NAME, "change": Signed(-336)}
    spoken(reply)


def test_a_baseline_of_nothing_has_no_per_cent() -> None:
    reply = details_reply(told({0: {"baseline": Baseline(snapshot(0, START))}}))
    assert cell(reply, "row-percent", 0) == UNKNOWN
    assert reply.table is not None
    assert reply.table.blocks[0][1].id == "block-now-plain"
    spoken(reply)


def test_an_empty_list_of_values_is_unknown() -> None:
    assert dotted([]) == UNKNOWN
    assert dotted([5]) == 5


def test_a_note_names_what_is_counted_if_it_is_not_likes() -> None:
    reply = details_reply(told({0: {"note": "note-followers"}}))
    assert line(reply, "about-page") == {"names": NAME, "note": Text("note-followers")}
    spoken(reply)


@pytest.mark.parametrize(("amount", "told"), [("1384614", "1400000"), ("0", "0"), ("7.5", "7.5"), ("-123", "-120")])
def test_an_amount_keeps_two_digits(amount: str, told: str) -> None:
    assert borne(Decimal(amount)) == Decimal(told)


def test_without_a_loss_nothing_is_worth_anything() -> None:
    no_money = told({0: {"now": None}})
    assert cell(details_reply(no_money), "row-money", 0) == UNKNOWN
