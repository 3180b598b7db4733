"""Updates that cannot be handled are counted, reported and skipped, so that they block nobody."""

from structlog.typing import FilteringBoundLogger

from bot.core.commands.answer import Services
from bot.core.delivery.vital_signs import Count

MOST_KINDS = 100


class Poison:
    """Counts the updates that one platform could not handle, and reports each kind of fault once."""

    def __init__(self, platform: str, services: Services, log: FilteringBoundLogger) -> None:
        self._platform = platform
        self._services = services
        self._log = log
        self._reported: set[tuple[str, str]] = set()

    @property
    def count(self) -> int:
        """The number of updates skipped since the program started."""
        return self._services.vitals.counts[Count.POISON_UPDATES][self._platform]

    def pass_over(self, kind: str, fault: Exception) -> None:
        """Count an update of this kind that failed with `fault`."""
        self._services.vitals.count(Count.POISON_UPDATES, self._platform)
        reason = type(fault).__name__
        if (kind, reason) in self._reported or len(self._reported) >= MOST_KINDS:
            return
        self._reported.add((kind, reason))
        self._log.warning(
            "an update cannot be handled and is passed over", platform=self._platform, kind=kind, reason=reason
        )
        self._services.report(fault)
