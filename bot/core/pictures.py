"""Pictures that an answer names and a platform shows: how they are addressed, and what is in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.plot import Plot, Window
from bot.core.ports import Tongue
from bot.core.stats import Stats

CHART, SHARE = "chart", "share"


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """What is in a drawn picture: the losses of a campaign over a window, or the table in one picture.

    It is written `chart/<campaign>/<window>/<target or ->/<UTC time>`, so that whoever draws it later draws the same.
    """

    kind: str
    campaign: str
    window: Window
    target: str
    at: datetime

    def __str__(self) -> str:
        return "/".join((self.kind, self.campaign, self.window, self.target or "-", self.at.isoformat()))


def chart_address(stats: Stats, window: Window, target: str = "") -> str:
    """The address of the chart as of `stats`, at its latest reading."""
    return str(PictureAddress(CHART, stats.campaign.slug, window, target, _last(stats)))


def share_address(stats: Stats) -> str:
    """The address of the picture that holds the whole table as of `stats`."""
    return str(PictureAddress(SHARE, stats.campaign.slug, Window.ALL, "", _last(stats)))


def parse_address(address: str) -> PictureAddress | None:
    """What an address names; None where it is not one of a drawn picture."""
    kind, *rest = address.split("/")
    if kind not in {CHART, SHARE} or len(rest) != 4:  # noqa: PLR2004 - the four parts of the form above
        return None
    campaign, window, target, at = rest
    return PictureAddress(kind, campaign, Window(window), target.removeprefix("-"), datetime.fromisoformat(at))


def _last(stats: Stats) -> datetime:
    """The latest reading: nothing after it can change the picture, so the same data has the same address."""
    read = [page.now.taken_at for one in stats.targets for page in one.pages if page.now is not None]
    ends = [stats.as_of] if stats.ended or not read else []
    return max([*read, *ends])


class Pictures(Protocol):
    """Where a platform gets the picture that a reply names by its `picture`."""

    async def picture(self, address: str, language: str) -> bytes | None:
        """The picture (PNG or JPEG), its words in `language`; None where there is no such picture (any more)."""
        ...


class Drawing(Protocol):
    """Who draws figures for the page."""

    def chart(self, stats: Stats, plot: Plot, speak: Tongue) -> str:
        """The losses over time as SVG that takes its colours and its size from the page it stands in."""
        ...

    def badge(self, stats: Stats, speak: Tongue) -> str:
        """A small label as SVG: the campaign, and the likes lost."""
        ...
