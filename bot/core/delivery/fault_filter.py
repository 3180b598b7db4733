"""Filters repeated errors: each is logged once until the operation has succeeded again."""

from collections.abc import Callable


class RepeatFilter:
    """Distinguishes a new error from a repetition of the last one."""

    def __init__(self) -> None:
        self._last = ""

    def is_new(self, fault: str) -> bool:
        """Whether this error's text differs from the last one; it is the last one from now on."""
        new, self._last = fault != self._last, fault
        return new

    def clear(self) -> None:
        """Record a success: the next error is new in any case."""
        self._last = ""


class FaultFilter(RepeatFilter):
    """Passes an error to `report`, unless it is the same as the one before."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._report = report

    def __call__(self, fault: BaseException) -> None:
        """Report the error, unless the last one had the same type and text."""
        if self.is_new(repr(fault)):
            self._report(fault)
