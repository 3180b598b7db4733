from bot.core.delivery.vital_signs import (
    BOUNDS,
    DATABASE,
    DATABASE_PAUSE,
    FORGOTTEN_AFTER,
    LONG_ABSENCE,
    Absence,
    Count,
    Part,
    VitalSigns,
)


class Seconds:
    """A monotonic clock that is moved by hand."""

    at = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_part_is_overdue_when_its_last_success_is_older_than_its_bound() -> None:
    seconds = Seconds()
    vitals = VitalSigns(seconds)
    vitals.start(Part.SENDER, "telegram")
    vitals.start(Part.PLANNER)
    seconds.at += BOUNDS[Part.SENDER]
    vitals.succeed(Part.PLANNER)
    assert vitals.overdue() == []
    seconds.at += 1
    assert [sign.name for sign in vitals.overdue()] == ["sender telegram"]
    assert [(sign.name, sign.age) for sign in vitals.signs()] == [("planner", 1.0), ("sender telegram", 31.0)]
    vitals.succeed(Part.SENDER, "telegram")
    assert vitals.overdue() == []


def test_a_stopped_part_is_never_overdue() -> None:
    seconds = Seconds()
    vitals = VitalSigns(seconds)
    vitals.start(Part.LISTENER, "discord")
    vitals.stop(Part.LISTENER, "discord")
    vitals.stop(Part.LISTENER, "discord")
    vitals.succeed(Part.LISTENER, "discord")
    seconds.at += 1000
    assert vitals.signs() == []


def test_counters_add_up_by_label() -> None:
    vitals = VitalSigns()
    vitals.count(Count.FLOOD_WAITS, "telegram")
    vitals.count(Count.FLOOD_WAITS, "telegram", 2)
    vitals.count(Count.DATABASE_ERRORS)
    assert vitals.counts[Count.FLOOD_WAITS] == {"telegram": 3}
    assert vitals.counts[Count.DATABASE_ERRORS] == {"": 1}
    assert vitals.counts[Count.RETRIES] == {}


def test_a_late_part_is_stuck_unless_the_database_or_its_platform_is_away() -> None:
    seconds = Seconds()
    vitals = VitalSigns(seconds)
    for part in (Part.LISTENER, Part.SENDER):
        vitals.start(part, "telegram")
    vitals.count(Count.DATABASE_ERRORS)
    seconds.at += max(BOUNDS.values()) + 1
    assert [sign.name for sign in vitals.stuck()] == ["sender telegram"]
    vitals.outages.add("telegram")
    assert vitals.stuck() == []
    vitals.outages.clear()
    vitals.count(Count.DATABASE_ERRORS)
    assert vitals.stuck() == []
    seconds.at += DATABASE_PAUSE
    assert [sign.name for sign in vitals.stuck()] == ["sender telegram"]


def test_only_a_long_absence_that_is_over_is_told_and_only_while_it_is_news() -> None:
    seconds = Seconds()
    vitals = VitalSigns(seconds)
    vitals.meet("telegram")
    vitals.miss("telegram")
    vitals.count(Count.DATABASE_ERRORS)
    seconds.at += LONG_ABSENCE - 1
    vitals.meet("telegram")
    assert vitals.untold() == []
    vitals.count(Count.DATABASE_ERRORS)
    seconds.at += 1
    vitals.meet(DATABASE)
    assert vitals.untold() == [Absence(DATABASE, 100.0, 100.0 + LONG_ABSENCE)]
    assert vitals.untold() == []
    vitals.absences.append(Absence(DATABASE, 100.0, 200.0))
    seconds.at += FORGOTTEN_AFTER
    assert vitals.untold() == []
