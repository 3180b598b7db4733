from dataclasses import replace
from decimal import Decimal

import pytest

from bot.core.counts.big_number import big_number
from bot.core.counts.chart_data import Line, Plot, Point, Window
from bot.core.counts.figures import Stats, compute_stats
from bot.core.counts.notes import notes
from bot.core.counts.replies import headline, stats_reply, update_reply, window_summary
from bot.core.counts.sums import PageFigures
from bot.core.model.campaign import Page, Target
from bot.core.model.chats import Mode
from bot.core.model.limits import mark_of
from bot.core.model.measures.measure import LIKES
from bot.core.model.measures.texts import counted, moved
from bot.core.model.reply import Moment, Money, Names, Percent, Range, Reply, Signed, Span, Text
from bot.core.model.snapshots import Baseline, Failing, Origin
from bot.core.model.source import BY_HAND, FaultKind
from tests.core.figures import AFTER, BEFORE, CAMPAIGN, NOW, figures, snapshot, told
from tests.talk import END, HOUR, SLUG, START, ids, line, spoken

NAME = CAMPAIGN.targets[0].name


def many(number: int) -> Stats:
    """A campaign of so many companies; the later ones lost more."""
    targets = tuple(
        Target(f"company-{place}", Names({"en": f"Company {place}"}), (Page("manual", f"page{place}", id=place + 1),))
        for place in range(number)
    )
    campaign = replace(CAMPAIGN, targets=targets)
    pages = {page: figures(page, 1_000_000, 1_000_000 - 1000 * place) for place, page in enumerate(campaign.pages, 1)}
    return compute_stats(campaign, pages, NOW)


def test_the_answer_is_a_headline_a_line_for_each_company_and_their_age() -> None:
    reply = stats_reply(told())
    assert ids(reply) == ["headline", "company", "company", "company", "age"]
    assert line(reply, "headline") == {
        "moved": moved(LIKES, -461_538),
        "percent": Percent(Decimal("-6.90"), signed=True),
        "money": Text("about", {"value": Money(Decimal(1_400_000), "MAD")}),
        "value": Money(Decimal("3.0"), "MAD"),
        "unit": Text("per-likes"),
    }
    assert reply.lines[1].values == {
        "name": NAME, "now": AFTER[0], "change": Signed(-175_245), "percent": Percent(Decimal("-7.16"), signed=True),
    }  # fmt: skip
    said = spoken(reply)
    assert "Inwi 1,892,440 · \u2212147,408 (\u22127.23%)" in said["en"]
    assert said["en"].endswith("read just now · since 26 Feb\nChart\nDetails\nShare")


def test_one_company_alone_says_its_change_in_the_headline() -> None:
    reply = stats_reply(told(), "inwi")
    assert ids(reply) == ["headline", "company-now", "age"]
    assert line(reply, "headline")["moved"] == moved(LIKES, -147_408)
    assert [button.command for row in reply.buttons for button in row] == [
        f"chart {mark_of(f'{SLUG} inwi')}", f"stats {mark_of(f'{SLUG} inwi')} details", f"share {SLUG}",
    ]  # fmt: skip


def test_of_twelve_companies_five_have_a_line() -> None:
    reply = stats_reply(many(12))
    assert ids(reply) == ["headline", *["company"] * 5, "companies-more", "age"]
    assert [one.values["change"] for one in reply.lines[1:6]] == [Signed(-1000 * place) for place in range(12, 7, -1)]
    assert line(reply, "companies-more") == {"count": 7}
    assert ids(stats_reply(many(6))).count("company") == 6
    spoken(reply)


def test_an_open_event_adds_its_button() -> None:
    def commands(*events: int) -> list[str]:
        return [button.command for row in stats_reply(told(), events=events).buttons for button in row]

    assert commands() == [f"chart {SLUG}", f"stats {SLUG} details", f"share {SLUG}"]
    assert commands(4)[2] == "pledge 4"
    assert commands(4, 5)[2] == f"events {SLUG}"


def test_with_one_reading_so_far_the_count_stands_alone() -> None:
    first = {place: {"now": snapshot(count, START)} for place, count in enumerate(BEFORE)}
    reply = stats_reply(told(first))
    assert ids(reply) == ["headline-count", "company-now", "company-now", "company-now", "age"]
    assert line(reply, "headline-count") == {"now": counted(LIKES, sum(BEFORE))}
    spoken(reply)


def test_before_any_reading_there_are_two_sentences() -> None:
    nothing: dict[str, object] = {"baseline": None, "now": None}
    shown = told(dict.fromkeys(range(3), nothing))
    for reply in (stats_reply(shown), update_reply(shown)):
        assert ids(reply) == ["no-figures", "no-figures-next"]
        spoken(reply)
    assert headline(shown) == Text("headline-none")


@pytest.mark.parametrize("by_hand", [False, True])
def test_after_an_end_without_a_reading_none_is_promised_in_any_form(*, by_hand: bool) -> None:
    targets = tuple(replace(one, pages=(Page(BY_HAND, one.slug),)) for one in CAMPAIGN.targets)
    campaign = replace(CAMPAIGN, targets=targets) if by_hand else CAMPAIGN
    nothing: dict[str, object] = {"baseline": None, "now": None}
    shown = told(dict.fromkeys(range(len(targets)), nothing), END + HOUR, campaign)
    for reply in (stats_reply(shown), update_reply(shown), update_reply(shown, Mode.BOARD)):
        assert ids(reply) == ["no-figures-ended"]
        spoken(reply)
    assert headline(shown) == Text("no-figures-ended")
    assert "no-figures-ended" in [one.id for one in notes(shown)]
    assert "no-figures" not in [one.id for one in notes(shown)]


@pytest.mark.parametrize(
    "read", [{"baseline": None}, {"baseline": None, "now": None, "later": snapshot(9, END + HOUR)}]
)
def test_after_an_end_numbers_from_which_no_change_counts_are_not_denied(read: dict[str, object]) -> None:
    nothing: dict[str, object] = {"baseline": None, "now": None}
    shown = told({0: read, 1: read, 2: nothing}, END + 2 * HOUR)
    for reply in (stats_reply(shown), update_reply(shown)):
        assert (ids(reply)[0], "no-figures-ended" in ids(reply)) == ("headline-unchanged", False)
        spoken(reply)
    assert headline(shown) == Text("headline-unchanged")
    last = CAMPAIGN.targets[2].slug
    assert ids(stats_reply(shown, last)) == ["company-never"]
    noted = [one.id for one in notes(shown)]
    assert ("no-reading-end" in noted, "no-reading-yet" in noted, "no-figures-ended" in noted) == (True, False, False)


def test_before_the_start_pages_that_are_read_are_not_said_to_be_unread() -> None:
    before = told({place: {"baseline": None} for place in range(3)}, START - HOUR)
    assert "no-reading-yet" not in [one.id for one in notes(before)]


def test_figures_that_only_people_can_bring_are_not_promised() -> None:
    def after(*kinds: FaultKind | None) -> tuple[str, str]:
        failing = [Failing(kind, NOW) if kind else None for kind in kinds]
        shown = told({place: {"baseline": None, "now": None, "failing": one} for place, one in enumerate(failing)})
        spoken(stats_reply(shown))
        return ids(stats_reply(shown))[1], big_number(shown).what.id

    key, busy = FaultKind.NO_TOKEN, FaultKind.QUOTA
    assert after(key, key, FaultKind.HIDDEN) == ("no-figures-typed", "page-typed")
    assert after(key, key, busy) == after(key, key, None) == ("no-figures-next", "page-soon")
    by_hand = Target("bank", Names({"en": "The Bank"}), (Page(BY_HAND, "bank"),))
    page = PageFigures(by_hand.pages[0], None, None, None, None, None, None, None)
    shown = compute_stats(replace(CAMPAIGN, targets=(by_hand,)), {page.page: page}, NOW)
    assert ids(stats_reply(shown)) == ["no-figures", "no-figures-typed"]


def test_a_company_without_a_reading_or_a_start_says_what_there_is() -> None:
    reply = stats_reply(told({0: {"now": None}, 1: {"baseline": None}, 2: {"baseline": None}}))
    assert ids(reply) == ["headline-none", "company-none", "company-now", "company-now", "age"]
    assert ids(stats_reply(told({1: {"baseline": None}}), "inwi"))[0] == "headline-count"
    assert "company-never" in ids(stats_reply(told({0: {"now": None}}, now=END + HOUR)))
    spoken(reply)


def test_an_old_reading_has_its_own_age_and_does_not_age_the_others() -> None:
    old = snapshot(AFTER[1], NOW - 7 * HOUR)
    reply = stats_reply(told({1: {"now": old}}))
    assert ids(reply) == ["headline", "company", "company-read", "company", "age"]
    assert line(reply, "company-read")["age"] == Span(7 * HOUR, ago=True)
    assert line(reply, "age")["age"] == Span(0 * HOUR, ago=True)
    at = Moment(NOW - 7 * HOUR, CAMPAIGN.zone)
    assert line(update_reply(told({1: {"now": old}}), Mode.BOARD), "company-read-at")["at"] == at
    assert "last read 7\u00a0hours ago" in spoken(reply)["en"]


def test_the_age_is_that_of_the_oldest_figure_with_its_origin() -> None:
    manual = snapshot(AFTER[1], NOW - HOUR, origin=Origin.MANUAL)
    reply = stats_reply(told({1: {"now": manual}}))
    assert line(reply, "age") == {
        "origin": Text("origin-manual"), "age": Span(HOUR, ago=True), "since": Moment(START, CAMPAIGN.zone, "day"),
    }  # fmt: skip
    late = Baseline(snapshot(BEFORE[0], START + 30 * HOUR), late=True)
    since = line(stats_reply(told({place: {"baseline": late} for place in range(3)})), "age")["since"]
    assert since == Moment(START + 30 * HOUR, CAMPAIGN.zone, "day")


def test_before_the_start_its_time_is_told() -> None:
    early = {place: {"now": snapshot(AFTER[place], START - 2 * HOUR)} for place in range(3)}
    reply = stats_reply(told(early, START - HOUR))
    assert line(reply, "age-before")["at"] == Moment(START)
    spoken(reply)


def test_a_rounded_count_changes_between_two_bounds() -> None:
    reply = stats_reply(told({0: {"now": snapshot(2_270_000, step=10_000)}}))
    assert reply.lines[1].values["change"] == Range(-187_581, -167_581)
    assert "between \u2212187,581 and \u2212167,581" in spoken(reply)["en"]


def test_a_gain_has_a_plus_and_no_money() -> None:
    gained = {place: {"now": snapshot(count + 1000)} for place, count in enumerate(BEFORE)}
    reply = update_reply(told(gained))
    assert line(reply, "headline-change") == {
        "moved": moved(LIKES, 3000), "percent": Percent(Decimal("0.04"), signed=True),
    }  # fmt: skip
    assert "+1,000 (+0.05%)" in spoken(reply)["en"]


def test_a_window_tells_its_own_changes_and_leaves_out_a_company_without_a_point() -> None:
    inwi, meditel = CAMPAIGN.targets[1:]
    points = tuple(Point(NOW - HOUR * hours, count, None, NOW - HOUR * hours) for hours, count in ((2, 100), (1, 90)))
    plot = Plot(CAMPAIGN, Window.DAY, NOW - 24 * HOUR, NOW, (Line(inwi, points), Line(meditel, ())))
    said = window_summary(told(), plot)
    assert [one.values["name"] for one in said if one.id == "company-plain"] == [inwi.name]


def test_a_headline_for_a_picture_says_no_money() -> None:
    assert headline(told(), worth=False).id == "headline-change"


def test_a_baseline_of_nothing_has_no_per_cent() -> None:
    reply = stats_reply(told({0: {"baseline": Baseline(snapshot(0, START))}}))
    assert reply.lines[1].id == "company-plain"
    spoken(reply)


def recent(reply: Reply) -> Text | None:
    found = reply.lines[-1].values.get("recent")
    assert found is None or isinstance(found, Text)
    return found


def test_an_update_adds_what_changed_in_the_last_hour() -> None:
    hour = {place: {"hour_ago": snapshot(count + 64, NOW - HOUR)} for place, count in enumerate(AFTER)}
    reply = update_reply(told(hour))
    assert reply.title == Text("update-title", {"title": CAMPAIGN.title})
    assert ids(reply) == ["headline", "company", "company", "company", "recent-and-age"]
    assert recent(reply) == Text("change-last-hour", {"change": Signed(-192)})
    assert ids(update_reply(told()))[-1] == "age"
    spoken(reply)


def test_a_board_says_when_it_was_read_and_a_digest_the_change_of_a_day() -> None:
    changes = {
        place: {"hour_ago": snapshot(count + 64, NOW - HOUR), "day_ago": snapshot(count + 100, NOW - 24 * HOUR)}
        for place, count in enumerate(AFTER)
    }
    board, digest = (update_reply(told(changes), mode) for mode in (Mode.BOARD, Mode.DIGEST))
    assert line(board, "age-at")["at"] == Moment(NOW)
    assert recent(digest) == Text("change-last-24h", {"change": Signed(-300)})
    assert digest.picture
    assert not board.picture
    spoken(board)
    spoken(digest)


def test_the_final_update_says_so() -> None:
    final = update_reply(told({0: {"now": snapshot(AFTER[0], NOW - 7 * HOUR)}}, END + 2 * HOUR))
    assert final.title == Text("update-final-title", {"title": CAMPAIGN.title})
    assert line(final, "age-ended") == {"at": Moment(END, CAMPAIGN.zone, "date")}
    assert line(final, "company-read-at")["at"] == Moment(NOW - 7 * HOUR, CAMPAIGN.zone)
    spoken(final)
