"""Updates that cannot be handled: counted, reported, and passed over, so that nobody else has to wait for them."""

from structlog.typing import FilteringBoundLogger

from bot.core.commands.answer import Services

MOST_KINDS = 100


class Poison:
    """Counts what one platform could not handle. Each kind of trouble is reported once; all of it is counted."""

    def __init__(self, platform: str, services: Services, log: FilteringBoundLogger) -> None:
        self.count = 0
        self._platform = platform
        self._services = services
        self._log = log
        self._reported: set[tuple[str, str]] = set()

    def pass_over(self, kind: str, fault: Exception) -> None:
        """Count an update of this kind that `fault` kept from being handled."""
        self.count += 1
        reason = type(fault).__name__
        if (kind, reason) in self._reported or len(self._reported) >= MOST_KINDS:
            return
        self._reported.add((kind, reason))
        self._log.warning(
            "an update cannot be handled and is passed over", platform=self._platform, kind=kind, reason=reason
        )
        self._services.report(fault)
