"""Where the pictures that replies name come from: drawn from the store when somebody is to see them."""

from collections.abc import Callable

from bot.charts.draw import Form, draw
from bot.charts.painter import Painter, PainterError
from bot.core.counts.chart_data import read_plot
from bot.core.counts.figures import read
from bot.core.counts.picture_address import SHARE, parse_address
from bot.core.ports.database import Store
from bot.core.ports.language import Tongue


class Gallery:
    """Draws addresses of `bot.core.counts.picture_address`; `painter` keeps what it drew last.

    A failure is told to `report`.
    """

    def __init__(
        self,
        store: Store,
        speak: Callable[[str], Tongue],
        painter: Painter,
        report: Callable[[BaseException], None],
    ) -> None:
        self._store = store
        self._speak = speak
        self._painter = painter
        self._report = report

    async def picture(self, address: str) -> bytes | None:
        """The picture as PNG; None where its campaign is not loaded (any more) or it cannot be drawn just now."""
        wanted = parse_address(address)
        if wanted is None:
            return None
        async with self._store.reading() as tx:
            campaign = await tx.campaigns.get(wanted.campaign)
            if campaign is None:
                return None
            stats = await read(tx, campaign, wanted.at)
            plot = await read_plot(tx, campaign, wanted.at, wanted.window, wanted.target)
        form = Form.SHARE if wanted.kind == SHARE else Form.CHAT
        try:
            return await self._painter.png(draw(stats, plot, self._speak(wanted.language or campaign.fallback), form))
        except PainterError as trouble:
            self._report(trouble)
            return None
