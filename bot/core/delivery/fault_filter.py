"""Repeated faults in the log: each is reported once, until what failed has worked again."""

from collections.abc import Callable


class RepeatFilter:
    """Tells a new fault from a repetition of the last one."""

    def __init__(self) -> None:
        self._last = ""

    def is_new(self, fault: str) -> bool:
        """Whether the fault, in words, differs from the last; from now on it is the last one."""
        new, self._last = fault != self._last, fault
        return new

    def clear(self) -> None:
        """It works again: the next fault is new, whichever it is."""
        self._last = ""


class FaultFilter(RepeatFilter):
    """Passes a fault on to `report`, unless it is the same as the one before."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._report = report

    def __call__(self, fault: BaseException) -> None:
        """Report the fault, unless the last one had the same type and words."""
        if self.is_new(repr(fault)):
            self._report(fault)
