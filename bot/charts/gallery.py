"""Where a platform gets the pictures that replies name: drawn from the store when they are asked for."""

from collections.abc import Callable

from bot.charts.draw import Form, draw
from bot.charts.painter import Painter
from bot.core.pictures import SHARE, parse_address
from bot.core.plot import read_plot
from bot.core.ports import Store, Tongue
from bot.core.stats import read


class Gallery:
    """Draws addresses of `bot.core.pictures`; `painter` keeps what it drew last."""

    def __init__(self, store: Store, speak: Callable[[str], Tongue], painter: Painter) -> None:
        self._store = store
        self._speak = speak
        self._painter = painter

    async def picture(self, address: str, language: str) -> bytes | None:
        """The picture as PNG, its words in `language`; None where its campaign is not loaded (any more).

        Raises PainterError where it cannot be drawn.
        """
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
        return await self._painter.png(draw(stats, plot, self._speak(language), form))
