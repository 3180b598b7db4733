"""Draws the pictures that replies name, from the store, when they are needed."""

import asyncio
from collections.abc import Callable, Sequence

from bot.charts.collage import compose
from bot.charts.draw import draw
from bot.charts.drawn_words import DrawnWords
from bot.charts.painter import Painter, PainterError
from bot.charts.sent_pictures import DECODING
from bot.charts.share import ShareForm, campaign_card, draw_share, event_card
from bot.core.calls.content import LARGEST_PICTURE
from bot.core.counts.chart_data import measure_words, read_plot
from bot.core.counts.figures import read
from bot.core.counts.picture_address import CHART, EVENT, STORY, PictureAddress, grid_ids, parse_address
from bot.core.events.kind import EventKinds
from bot.core.events.status import read_status
from bot.core.model.campaign import Campaign
from bot.core.ports.database import Store, Transaction
from bot.core.ports.language import Tongue


class Gallery:
    """Draws addresses of `bot.core.counts.picture_address` with `painter`; failures go to `report`.

    `public_url` is the site's address, which stands in pictures to pass on; `kinds` are those of their events.
    """

    def __init__(
        self,
        store: Store,
        speak: Callable[[str], Tongue],
        painter: Painter,
        report: Callable[[BaseException], None],
        public_url: str = "",
        kinds: EventKinds | None = None,
    ) -> None:
        self._store = store
        self._speak = speak
        self._painter = painter
        self._report = report
        self._public = public_url.partition("://")[2].rstrip("/")
        self._kinds = kinds or EventKinds()

    async def picture(self, address: str) -> bytes | None:
        """The picture as PNG, or as JPEG for stored ones; None where it is not there or the drawing failed."""
        request = parse_address(address)
        if request is None:
            return await self._grid(grid_ids(address))
        async with self._store.reading() as tx:
            campaign = await tx.campaigns.get(request.campaign)
            if campaign is None:
                return None
            svg = await self._svg(tx, campaign, request)
        if svg is None:
            return None
        try:
            return await self._painter.png(svg)
        except PainterError as trouble:
            self._report(trouble)
            return None

    async def _grid(self, ids: Sequence[str]) -> bytes | None:
        """Stored pictures as one."""
        async with self._store.reading() as tx:
            stored = [await tx.pictures.get(one) for one in ids]
        found = [one.data for one in stored if one is not None]
        if not found:
            return None
        async with DECODING:
            return await asyncio.to_thread(compose, found, LARGEST_PICTURE)

    async def _svg(self, tx: Transaction, campaign: Campaign, request: PictureAddress) -> str | None:
        speak = DrawnWords(self._speak(request.language or campaign.fallback))
        site = f"{self._public}/{campaign.slug}" if self._public else ""
        if request.kind == EVENT:
            event = await tx.events.get(int(request.target))
            if event is None or event.campaign != campaign.slug or event.kind not in self._kinds:
                return None
            status = await read_status(tx, campaign, event, self._kinds[event.kind], request.at)
            card = event_card(status, speak, site, await _logo(tx, campaign))
            return draw_share(card, ShareForm.SHARE, rtl=speak.right_to_left)
        stats = await read(tx, campaign, request.at)
        if request.kind == CHART:
            plot = await read_plot(tx, campaign, request.at, request.window, request.target, measure=request.measure)
            return draw(stats.of(plot.measure), plot, speak)
        form = ShareForm.STORY if request.kind == STORY else ShareForm.SHARE
        measure = measure_words(campaign).get(request.measure)
        card = campaign_card(stats.of(measure) if measure else stats, speak, site, await _logo(tx, campaign))
        return draw_share(card, form, rtl=speak.right_to_left)


async def _logo(tx: Transaction, campaign: Campaign) -> bytes:
    stored = await tx.pictures.get(campaign.logo) if campaign.logo else None
    return b"" if stored is None else stored.data
