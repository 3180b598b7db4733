from bot.core.delivery.fault_filter import FaultFilter


def test_a_fault_is_reported_once_until_it_works_again_or_another_one_comes() -> None:
    reported: list[str] = []
    faults = FaultFilter(lambda fault: reported.append(str(fault)))
    for words in ("away", "away", "full", "away", "away"):
        faults(OSError(words))
    assert reported == ["away", "full", "away"]
    faults.clear()
    faults(OSError("away"))
    assert reported == ["away", "full", "away", "away"]
