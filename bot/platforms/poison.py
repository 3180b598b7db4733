"""Updates that cannot be handled: counted, reported, and passed over, so that nobody else has to wait for them."""

from structlog.typing import FilteringBoundLogger

from bot.core.commands.answer import Services
from bot.core.delivery.vital_signs import Count

MOST_KINDS = 100


class Poison:
    """Counts what one platform could not handle. Each kind of trouble is reported once; all of it is counted."""

    def __init__(self, platform: str, services: Services, log: FilteringBoundLogger) -> None:
        self._platform = platform
        self._services = services
        self._log = log
        self._reported: set[tuple[str, str]] = set()

    @property
    def count(self) -> int:
        """How many were passed over since the program began."""
        return self._services.vitals.counts[Count.POISON_UPDATES][self._platform]

    def pass_over(self, kind: str, fault: Exception) -> None:
        """Count an update of this kind that `fault` kept from being handled."""
        self._services.vitals.count(Count.POISON_UPDATES, self._platform)
        reason = type(fault).__name__
        if (kind, reason) in self._reported or len(self._reported) >= MOST_KINDS:
            return
        self._reported.add((kind, reason))
        self._log.warning(
            "an update cannot be handled and is passed over", platform=self._platform, kind=kind, reason=reason
        )
        self._services.report(fault)
