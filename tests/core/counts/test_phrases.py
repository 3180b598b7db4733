from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.core.counts.details import details_reply
from bot.core.counts.figures import Stats, compute_stats
from bot.core.counts.phrases import UNKNOWN, borne, change, dotted, goal_line, one_unit, turned
from bot.core.counts.progress import Arrival, Progress
from bot.core.counts.replies import headline, stats_reply, update_reply
from bot.core.model.campaign import Page, Target
from bot.core.model.measures.measure import MEASURES, Measure
from bot.core.model.measures.texts import counted, moved
from bot.core.model.reply import Moment, Names, Percent, Reply, Signed, Text
from tests.core.figures import CAMPAIGN, NOW, figures, told
from tests.talk import END, HOUR, ids, line, spoken

SIGNATURES = MEASURES["signatures"]


def of(*measured: tuple[Measure, int, int], goal: int | None = None, worth: int | None = None) -> Stats:
    """A campaign without money of one target for each measure, from the first count to the second."""
    targets = tuple(
        Target(f"target-{place}", Names({"en": f"T{place}"}), (Page("manual", f"p{place}", id=place, measure=measure),))
        for place, (measure, _, _) in enumerate(measured, 1)
    )
    campaign = replace(
        CAMPAIGN, targets=targets, rates={}, goal=None if goal is None else Decimal(goal),
        value_per_unit=None if worth is None else Decimal(worth), currency="MAD" if worth else "",
        value_note=Names({}),
    )  # fmt: skip
    pages = {page: figures(page, first, last) for page, (_, first, last) in zip(campaign.pages, measured, strict=True)}
    return compute_stats(campaign, pages, NOW)


def english(reply: Reply) -> str:
    return spoken(reply)["en"].translate(dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069)))


def test_a_growing_petition_gains_signatures_and_has_no_money_anywhere() -> None:
    shown = of((SIGNATURES, 0, 2_803_543), goal=3_000_000)
    said = english(stats_reply(shown)) + english(update_reply(shown)) + english(details_reply(shown))
    assert "2,803,543\u00a0signatures gained" in said
    assert "93.45% of the way to 3,000,000\u00a0signatures · cannot tell yet when" in said
    assert not {"likes", "MAD", "lost", "Money", "Worth"} & set(said.split())
    assert [row.label.id for row in details_reply(shown).table.rows][2] == "row-gained"  # type: ignore[union-attr]


def test_each_measure_has_its_own_block_and_nothing_is_added_up_across() -> None:
    shown = of((SIGNATURES, 100, 350), (MEASURES["members"], 50, 40), (MEASURES["stars"], 470, 453))
    assert headline(shown) == Text("headline-change", {
        "moved": moved(SIGNATURES, 250), "percent": Percent(Decimal(250), signed=True),
    })  # fmt: skip
    said = english(stats_reply(shown))
    assert "250\u00a0signatures gained (+250.00%)" in said
    assert "10\u00a0members lost (−20.00%)" in said
    assert "down 0.17\u00a0stars" in said
    assert "T3 4.53" in said
    full = english(details_reply(shown))
    assert "By members:" in full
    assert "4.70 → 4.53 · −0.17" in full
    assert english(details_reply(shown, "target-2")).count("lost members") == 1
    assert headline(shown, "target-2").values["moved"] == moved(MEASURES["members"], -10)
    assert "signatures" not in english(stats_reply(shown, "target-2"))


def test_pages_of_a_chart_each_have_a_line_and_no_total() -> None:
    pages = tuple(Page("app_chart", f"{land}/1", id=place, measure=MEASURES["place"])
                  for place, land in enumerate(("ma", "fr"), 1))  # fmt: skip
    campaign = replace(CAMPAIGN, targets=(Target("one", Names({"en": "One"}), pages),))
    shown = compute_stats(campaign, {page: figures(page, 10, 20) for page in pages}, NOW)
    said = english(stats_reply(shown))
    assert "By place in the chart:" in said
    assert "One (ma/1) 20 · down 10\u00a0places" in said
    assert details_reply(shown).table.columns[-1] != Text("total")  # type: ignore[union-attr]
    # A picture's title does not say that nothing changed.
    assert headline(shown) == Text("headline-measure", {"measure": Text("measure-place")})
    unread = {page: figures(page, 10, 20, now=None, baseline=None) for page in pages}
    assert headline(compute_stats(campaign, unread, NOW)) == Text("headline-none")


def test_a_gain_from_nothing_has_its_worth_and_no_per_cent() -> None:
    gained = headline(of((SIGNATURES, 0, 350), worth=2))
    assert (gained.id, "percent" in gained.values) == ("headline-worth", False)
    said = {language: text.replace("\u00a0", " ") for language, text in spoken(Reply(lines=(gained,))).items()}
    assert said["en"] == "350 signatures gained · about 700 MAD at 2 MAD a signature (organizers’ assumption)"
    assert said["fr"] == "350 signatures de plus · environ 700 DH à 2 DH la signature (hypothèse des organisateurs)"
    assert "(تقدير المنظّمين)" in said["ar"]
    assert "(—)" not in said["ar"]


def test_a_gain_that_is_wanted_has_its_worth() -> None:
    shown = of((SIGNATURES, 100, 350), worth=2)
    assert (
        "250\u00a0signatures gained (+250.00%) · about\u00a0500\u00a0MAD at 2\u00a0MAD a signature (organizers"
        in english(stats_reply(shown))
    )
    assert line(details_reply(shown), "assumption-plain")["unit"] == Text("per-signatures")
    lost = of((SIGNATURES, 350, 100), worth=2)
    assert ids(stats_reply(lost))[0] == "headline-change"


@pytest.mark.parametrize(
    ("progress", "now", "text_id"),
    [
        (Progress(10, Decimal(100), reached=True, arrival=None), NOW, "goal-reached"),
        (Progress(10, Decimal(50), reached=False, arrival=None), NOW, "goal-unclear"),
        (Progress(10, Decimal(50), reached=False, arrival=None), END + HOUR, "goal-over"),
        (Progress(10, Decimal(50), reached=False, arrival=Arrival(NOW, NOW + timedelta(days=6))), NOW, "goal-between"),
    ],
)
def test_a_goal_is_told_as_far_as_is_known(progress: Progress, now: object, text_id: str) -> None:
    shown = told(now=now)  # type: ignore[arg-type]
    text = goal_line(shown, SIGNATURES, progress)
    assert text.id == text_id
    spoken(Reply(lines=(text,)))
    if progress.arrival:
        assert text.values["high"] == Moment(NOW + timedelta(days=6), CAMPAIGN.zone, "date")


def test_pieces_say_nothing_where_nothing_is_known() -> None:
    assert (dotted([]), dotted([5])) == (UNKNOWN, 5)
    unknown = told({0: {"now": None}}).targets[0].figures
    assert change(MEASURES["likes"], unknown) == UNKNOWN
    assert change(MEASURES["likes"], told().targets[0].figures) == Signed(-175_245)


def test_a_value_turns_without_becoming_minus_nothing() -> None:
    assert str(turned(Decimal(0), rising=True)) == "0"
    assert (turned(Decimal(5), rising=True), turned(Decimal(5), rising=False)) == (-5, 5)
    assert borne(Decimal(1384614)) == 1_400_000
    assert one_unit(MEASURES["stars"]) == Text("per-stars")
    assert one_unit(MEASURES["other"]) == Text("per-other", {"unit": counted(MEASURES["other"], 1)})
