"""A cache of rendered announcements: one for each language and zone instead of one for each chat."""

from collections.abc import Callable
from typing import Generic, TypeAlias, TypeVar

from bot.core.counts.picture_address import localize
from bot.core.model.announcements import Delivery
from bot.core.model.reply import Reply
from bot.core.ports.language import Speak
from bot.core.ports.platform import RenderError

KEPT = 64

Speaks: TypeAlias = Callable[[str], Speak]
"""Where a language's words come from."""

Drawn = TypeVar("Drawn")


class RenderCache(Generic[Drawn]):
    """Caches what `draw` makes of the announcements that are being delivered; the last 64 are kept."""

    def __init__(self, draw: Callable[[Reply, Speak], tuple[Drawn, ...]], speak: Speaks) -> None:
        self._draw = draw
        self._speak = speak
        self._kept: dict[tuple[int, str, str], tuple[Reply, tuple[Drawn, ...]]] = {}

    def of(self, delivery: Delivery) -> tuple[Drawn, ...]:
        """The delivery's messages; raises RenderError where they cannot be rendered."""
        key = (delivery.announcement_id, delivery.language, delivery.zone)
        kept = self._kept.pop(key, None)
        # One announcement's content is one object, see `storage.deliveries.claims`: it is seldom compared in full.
        if kept is None or (kept[0] is not delivery.content and kept[0] != delivery.content):
            content = localize(delivery.content, delivery.language, delivery.zone)
            try:
                kept = (delivery.content, self._draw(content, self._speak(delivery.language)))
            except Exception as fault:
                raise RenderError(repr(fault)) from fault
        self._kept[key] = kept
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return kept[1]
