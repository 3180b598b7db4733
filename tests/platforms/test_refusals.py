import structlog
from structlog.testing import capture_logs

from bot.core.delivery.vital_signs import Count, VitalSigns
from bot.core.model.announcements import Outcome, Refused, Sent
from bot.platforms.refusals import MOST_TOLD, UnsortedRefusals
from tests.fakes import Clock

DAY = 86_400


def told(*outcomes: Outcome, days: float = 0) -> tuple[list[str], int]:
    """What the operator reads of these outcomes, so many days apart, and how many are counted."""
    vitals, clock = VitalSigns(), Clock()
    with capture_logs() as lines:
        unsorted = UnsortedRefusals("telegram", vitals, clock, structlog.get_logger())
        for one in outcomes:
            assert unsorted.note(one) is one
            clock.move(days * DAY)
    return [f"{line['event']}: {line['reason']}" for line in lines], vitals.counts[Count.UNSORTED_REFUSALS]["telegram"]


def test_a_known_refusal_is_not_reported() -> None:
    assert told(Sent("5"), Refused("kicked", gone=True), Refused("no-right"), Refused("locked")) == ([], 0)


def test_each_refusal_text_is_reported_once_a_day_and_counted_each_time() -> None:
    new = "a platform refuses something, and why is new: odd"
    assert told(Refused("odd"), Refused("odd"), days=0.5) == ([new], 2)
    assert told(Refused("odd"), Refused("odd"), days=1) == ([new, new], 2)
    ours = "a message of ours is refused as malformed: too long"
    assert told(Refused("malformed: too long")) == ([ours], 1)


def test_only_so_many_texts_are_remembered() -> None:
    lines, count = told(*(Refused(f"odd {number}") for number in range(MOST_TOLD + 1)), Refused("odd 0"))
    assert (len(lines), count) == (MOST_TOLD + 2, MOST_TOLD + 2)
