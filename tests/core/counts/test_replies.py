from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.core.counts.replies import UNKNOWN, listed, stats_reply, update_reply
from bot.core.model.reply import Moment, Money, Percent, Range, Rate, Reply, Signed, Span, Text
from bot.core.model.snapshots import Baseline, Failing, Held, Origin
from bot.core.model.source import FaultKind
from tests.core.figures import AFTER, BEFORE, CAMPAIGN, NOW, snapshot, told
from tests.talk import END, HOUR, START, cell, ids, line, spoken

NAME = CAMPAIGN.targets[0].name


def rows(reply: Reply) -> list[str]:
    assert reply.table is not None
    return [row.label.id for row in reply.table.rows]


def block(reply: Reply, place: int) -> list[str]:
    assert reply.table is not None
    return [text.id for text in reply.table.blocks[place]]


def test_the_table_has_a_column_for_each_target_and_one_for_all() -> None:
    reply = stats_reply(told())
    assert reply.table is not None
    assert reply.table.columns == (*(target.name for target in CAMPAIGN.targets), Text("total"))
    assert rows(reply) == [
        "row-before", "row-now", "row-lost", "row-percent", "row-money", "row-money", "row-last-hour", "row-last-24h",
        "row-pace",
    ]  # fmt: skip
    assert [cell(reply, "row-before", column) for column in range(4)] == [*BEFORE, 6_686_077]
    assert [cell(reply, "row-now", column) for column in range(4)] == [*AFTER, 6_224_539]
    assert cell(reply, "row-percent", 0) == Percent(Decimal("7.16"))
    assert cell(reply, "row-money", 3) == Money(Decimal("1384614.00"), "MAD")
    assert cell(reply, "row-pace", 0) == Text("per-hour", {"pace": Rate(Decimal("2111.4"))})
    assert cell(reply, "row-last-hour", 0) == UNKNOWN
    assert ids(reply) == ["age", "assumption", "rate"]


def test_blocks_for_narrow_screens_hold_the_same_figures() -> None:
    shown = told({0: {"hour_ago": snapshot(2_272_400, NOW - HOUR), "day_ago": snapshot(2_300_000, NOW - 24 * HOUR)}})
    reply = stats_reply(shown)
    assert reply.table is not None
    assert block(reply, 0) == ["block-name", "block-now", "block-lost", "block-money", "block-recent"]
    recent = reply.table.blocks[0][-1].values["recent"]
    assert recent == listed(
        [
            Text("change-last-hour", {"change": Signed(-64)}),
            Text("change-last-24h", {"change": Signed(-27_664)}),
            Text("change-pace", {"pace": Text("per-hour", {"pace": Rate(Decimal("1152.7"))})}),
        ]
    )
    assert "175,245" in spoken(reply)["en"]


def test_one_target_alone_has_no_total() -> None:
    reply = stats_reply(told(), "inwi")
    assert reply.table is not None
    assert reply.table.columns == (CAMPAIGN.targets[1].name,)


def test_the_age_is_that_of_the_oldest_figure_with_its_origin() -> None:
    manual = snapshot(AFTER[1], NOW - 3 * HOUR, origin=Origin.MANUAL)
    reply = stats_reply(told({1: {"now": manual}}))
    assert line(reply, "age") == {"origin": Text("origin-manual"), "age": Span(3 * HOUR)}
    assert line(stats_reply(told()), "age") == {"origin": Text("origin-source"), "age": Span(timedelta())}


def test_money_is_shown_with_its_assumption_and_exchange_rate() -> None:
    reply = stats_reply(told())
    assert line(reply, "assumption") == {"value": Money(Decimal("3.0"), "MAD"), "note": CAMPAIGN.value_note}
    assert line(reply, "rate") == {
        "currency": "USD", "rate": Rate(Decimal("9.8838")), "base": "MAD",
        "date": Moment(datetime(2016, 2, 29, tzinfo=UTC), "UTC", "date"),
    }  # fmt: skip
    undated = told(campaign=replace(CAMPAIGN, rates_date=None))
    assert "rate" not in ids(stats_reply(undated))
    assert rows(stats_reply(told(campaign=replace(CAMPAIGN, rates={})))).count("row-money") == 1


def test_the_loss_of_a_rounded_count_is_a_range_with_a_note() -> None:
    reply = stats_reply(told({0: {"now": snapshot(2_270_000, step=10_000)}}))
    assert cell(reply, "row-lost", 0) == Range(167_581, 187_581)
    assert cell(reply, "row-lost", 1) == 147_408
    assert line(reply, "rounded") == {"step": 10_000}
    assert "rounded" not in ids(stats_reply(told({0: {"now": snapshot(1, step=10)}}), "inwi"))


def test_a_gain_is_shown_as_a_gain_without_money() -> None:
    reply = stats_reply(told({0: {"now": snapshot(BEFORE[0] + 1000)}}))
    assert reply.table is not None
    assert block(reply, 0) == ["block-name", "block-now", "block-gained", "block-recent"]
    assert reply.table.blocks[0][2].values == {"gained": 1000, "percent": Percent(Decimal("0.04"))}


def test_unknown_figures_are_a_dash_in_the_table_and_left_out_of_a_block() -> None:
    reply = stats_reply(told({0: {"now": None}, 1: {"baseline": None}}))
    for row in ("row-before", "row-now", "row-lost", "row-percent", "row-money", "row-pace"):
        assert cell(reply, row, 0) == UNKNOWN
    assert cell(reply, "row-now", 1) == AFTER[1]
    assert block(reply, 0) == block(reply, 1) == ["block-name", "block-no-loss"]
    assert ids(reply).count("no-reading-yet") == 2
    spoken(reply)


def test_a_recent_baseline_has_no_line_for_the_last_hour() -> None:
    young = Baseline(snapshot(BEFORE[0], NOW - HOUR / 2))
    reply = stats_reply(told({0: {"baseline": young}}))
    assert block(reply, 0)[-1] == "block-money"


def test_a_reply_without_any_reading_says_so() -> None:
    nothing: dict[str, object] = {"baseline": None, "now": None}
    shown = told(dict.fromkeys(range(3), nothing))
    assert ids(stats_reply(shown))[0] == "no-figures"
    assert ids(update_reply(shown))[:2] == ["update-no-total", "update-line-no-loss"]


def test_a_reply_before_the_start_says_so() -> None:
    assert line(stats_reply(told(now=START - HOUR)), "not-started") == {"at": Moment(START)}


def test_a_late_or_corrected_baseline_is_noted_with_every_loss() -> None:
    late = {0: {"baseline": Baseline(snapshot(BEFORE[0], START + HOUR), late=True)}}
    assert line(stats_reply(told(late)), "baseline-late") == {"name": NAME, "at": Moment(START + HOUR)}
    corrected = {0: {"baseline": Baseline(snapshot(BEFORE[0], START), corrected_at=NOW)}}
    assert line(stats_reply(told(corrected)), "baseline-corrected") == {"name": NAME, "date": Moment(NOW, form="date")}
    assert line(update_reply(told(late)), "baseline-late") == {"name": NAME, "at": Moment(START + HOUR)}
    assert line(update_reply(told(corrected)), "baseline-corrected")["name"] == NAME


@pytest.mark.parametrize("kind", FaultKind)
def test_a_failing_page_is_shown_with_its_reason_and_start(kind: FaultKind) -> None:
    shown = told({0: {"failing": Failing(kind, NOW - HOUR)}})
    for reply in (stats_reply(shown), update_reply(shown)):
        why = Text(f"fault-{kind.value}", {"page": "facebook:maroctelecom"})
        assert line(reply, "failing") == {"name": NAME, "since": Moment(NOW - HOUR), "why": why}
        spoken(reply)
    assert "failing" not in ids(stats_reply(shown, "inwi"))


def test_a_held_reading_is_shown_but_not_counted() -> None:
    shown = told({0: {"held": Held(5, 1, NOW)}})
    for reply in (stats_reply(shown), update_reply(shown)):
        assert line(reply, "held") == {"name": NAME, "count": 5}
    assert shown.targets[0].figures.now == AFTER[0]


def test_an_update_is_the_total_a_line_for_each_target_and_the_age() -> None:
    reply = update_reply(told({0: {"hour_ago": snapshot(2_272_400, NOW - HOUR)}}))
    assert reply.title == Text("update-title", {"title": CAMPAIGN.title})
    assert ids(reply) == ["update-total", "update-line-hour", "update-line", "update-line", "age"]
    total = line(reply, "update-total")
    assert total["lost"] == 461_538
    assert total["percent"] == Percent(Decimal("6.90"))
    assert total["value"] == Money(Decimal("3.0"), "MAD")
    assert total["money"] == listed([Money(Decimal("1384614.00"), "MAD"), Money(Decimal("140089.24"), "USD")])
    assert line(reply, "update-line-hour")["change"] == Signed(-64)
    assert [button.command for button in reply.buttons[0]] == ["stats no-voip-no-like"]
    spoken(reply)


def test_an_update_shows_a_gain_as_a_gain() -> None:
    gained = {place: {"now": snapshot(count + 1000)} for place, count in enumerate(BEFORE)}
    reply = update_reply(told(gained))
    assert line(reply, "update-total-up") == {"gained": 3000, "percent": Percent(Decimal("0.04"))}
    assert ids(reply)[1:4] == ["update-line-up"] * 3
    spoken(reply)


def test_the_final_update_and_the_figures_at_the_end_say_so() -> None:
    later = {0: {"later": snapshot(2_272_000, END + HOUR)}}
    shown = told(later, END + 2 * HOUR)
    final = update_reply(shown)
    assert final.title == Text("update-final-title", {"title": CAMPAIGN.title})
    assert line(final, "age-ended") == {"origin": Text("origin-source"), "at": Moment(NOW)}
    reply = stats_reply(shown)
    assert rows(reply)[1] == "row-end"
    assert block(reply, 0)[1] == "block-end"
    assert ids(reply)[:3] == ["ended", "since-end", "age-ended"]
    assert line(reply, "since-end") == {"name": NAME, "change": Signed(-336)}
    spoken(reply)


def test_a_baseline_of_nothing_has_no_per_cent() -> None:
    reply = stats_reply(told({0: {"baseline": Baseline(snapshot(0, START))}}))
    assert cell(reply, "row-percent", 0) == UNKNOWN
    assert block(reply, 0)[2] == "block-gained"
    spoken(reply)


def test_an_empty_list_of_values_is_unknown() -> None:
    assert listed([]) == UNKNOWN
    assert listed([5]) == 5


def test_a_note_names_what_is_counted_if_it_is_not_likes() -> None:
    reply = stats_reply(told({0: {"note": "note-followers"}}))
    assert line(reply, "about-page") == {
        "name": NAME, "page": "facebook:maroctelecom", "note": Text("note-followers"),
    }  # fmt: skip
    spoken(reply)
