"""Draws the pictures that replies name, from the store, when they are needed."""

from collections.abc import Callable

from bot.charts.draw import Form, draw
from bot.charts.painter import Painter, PainterError
from bot.core.counts.chart_data import read_plot
from bot.core.counts.figures import read
from bot.core.counts.picture_address import SHARE, parse_address
from bot.core.ports.database import Store
from bot.core.ports.language import Tongue


class Gallery:
    """Draws addresses of `bot.core.counts.picture_address` with `painter`; failures go to `report`."""

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
        """The picture as PNG; None where its campaign is not loaded or the drawing failed."""
        request = parse_address(address)
        if request is None:
            return None
        async with self._store.reading() as tx:
            campaign = await tx.campaigns.get(request.campaign)
            if campaign is None:
                return None
            stats = await read(tx, campaign, request.at)
            plot = await read_plot(tx, campaign, request.at, request.window, request.target)
        form = Form.SHARE if request.kind == SHARE else Form.CHAT
        try:
            return await self._painter.png(draw(stats, plot, self._speak(request.language or campaign.fallback), form))
        except PainterError as trouble:
            self._report(trouble)
            return None
