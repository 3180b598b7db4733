from bot.core.counts.details import details_reply
from bot.core.counts.notes import notes
from bot.core.model.snapshots import Baseline
from tests.core.figures import AFTER, BEFORE, snapshot, told
from tests.talk import START, spoken


def test_notes_are_about_every_target_or_about_those_that_are_shown() -> None:
    late = {1: {"baseline": Baseline(snapshot(BEFORE[1], START), late=True)}}
    shown = told(late)
    assert "baseline-late" in [text.id for text in notes(shown)]
    assert "baseline-late" not in [text.id for text in notes(shown, shown.targets[:1])]
    assert notes(shown) == details_reply(shown).lines


def test_the_largest_step_of_any_measure_is_named() -> None:
    rounded = told({0: {"now": snapshot(AFTER[0], step=10)}, 1: {"now": snapshot(AFTER[1], step=1000)}})
    assert next(text for text in notes(rounded) if text.id == "rounded").values == {"step": 1000}
    spoken(details_reply(rounded))
