"""Addresses of pictures that are drawn on demand: a reply holds the address, a platform shows the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.core.counts.chart_data import Plot, Window
from bot.core.counts.figures import Stats
from bot.core.model.reply import Reply, Text, in_zone
from bot.core.ports.language import Tongue

CHART, SHARE, STORY, EVENT, GRID = "chart", "share", "story", "event", "grid"


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """What is in a drawn picture: the losses over a window, or what is passed on of a campaign or an event.

    It is written `chart/<campaign>/<window>/<target or ->/<UTC time>`, so that drawing it later gives the same picture.
    `/<language>` is added once the reader's language is known. A picture of another measure than the first has
    `:<measure>` behind the target, in the words of `measure_words`.
    """

    kind: str
    campaign: str
    window: Window
    target: str
    at: datetime
    language: str = ""
    measure: str = ""

    def __str__(self) -> str:
        shown = f"{self.target or '-'}:{self.measure}" if self.measure else self.target or "-"
        parts = [self.kind, self.campaign, self.window, shown, self.at.isoformat(), self.language]
        return "/".join(part for part in parts if part)


def chart_address(stats: Stats, window: Window, target: str = "", measure: str = "") -> str:
    """The address of the chart as of `stats`, at its latest reading; `measure` as `read_plot` takes it."""
    return str(PictureAddress(CHART, stats.campaign.slug, window, target, _last(stats), measure=measure))


def share_address(stats: Stats, language: str = "", kind: str = SHARE, measure: str = "") -> str:
    """The address of the picture to pass on as of `stats`, a STORY or a SHARE; of that measure where one is named."""
    return str(PictureAddress(kind, stats.campaign.slug, Window.ALL, "", _last(stats), language, measure))


def event_address(campaign: str, event: int, at: datetime, language: str = "") -> str:
    """The address of the picture of an event as of `at`."""
    return str(PictureAddress(EVENT, campaign, Window.ALL, str(event), at, language))


def parse_address(address: str) -> PictureAddress | None:
    """Parse an address; None if it is not the address of a drawn picture."""
    kind, *rest = address.split("/")
    if kind not in {CHART, SHARE, STORY, EVENT}:
        return None
    campaign, window, shown, at, *language = rest
    target, _, measure = shown.partition(":")
    when = datetime.fromisoformat(at)
    return PictureAddress(kind, campaign, Window(window), target.removeprefix("-"), when, "".join(language), measure)


def is_drawn(address: str) -> bool:
    """Whether the picture is drawn on demand: it is an address, not the id of a stored picture."""
    return address.partition("/")[0] in {CHART, SHARE, STORY, EVENT, GRID}


def grid_address(ids: Sequence[str]) -> str:
    """The picture that shows these stored pictures in one: its address, the id of an only one, "" for none."""
    return "/".join((GRID, *ids)) if len(ids) > 1 else "".join(ids)


def grid_ids(address: str) -> tuple[str, ...]:
    """The ids of the stored pictures that `grid_address` names; an id that is no address is an only picture."""
    kind, *ids = address.split("/")
    if kind == GRID:
        return tuple(ids)
    return (address,) if address and not is_drawn(address) else ()


def localize(reply: Reply, language: str, zone: str, year: int = 0) -> Reply:
    """`reply` for one chat: its moments as `in_zone` shows them, its drawn picture in the chat's language."""
    spoken: Reply = in_zone(reply, zone, year)
    drawn = parse_address(reply.picture)
    return spoken if drawn is None else replace(spoken, picture=str(replace(drawn, language=language)))


def _last(stats: Stats) -> datetime:
    """The latest reading: nothing after it can change the picture, so the same data has the same address."""
    read = stats.last_read
    return stats.as_of if read is None else max(read, stats.as_of) if stats.ended else read


class Studio(Protocol):
    """Draws pictures on demand."""

    async def picture(self, address: str, /) -> bytes | None:
        """The picture as PNG; None if its campaign is not loaded or the picture cannot be drawn now."""
        ...


class NoStudio:
    """A Studio that draws nothing, for platforms that show no pictures."""

    async def picture(self, _address: str) -> bytes | None:
        """None, always."""
        return None


NO_STUDIO = NoStudio()


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that a chart marks on its time axis: an event or a call, and what it was."""

    at: datetime
    text: Text


class Drawing(Protocol):
    """Draws figures as SVG for the public page."""

    def chart(self, plot: Plot, speak: Tongue, marks: Sequence[Mark]) -> str:
        """The losses over time as SVG that takes its colours and its size from the page it stands in."""
        ...

    def badge(self, stats: Stats, speak: Tongue) -> str:
        """A small label as SVG: the campaign, and the likes lost."""
        ...
