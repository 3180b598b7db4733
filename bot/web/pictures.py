"""The pictures to pass on, drawn when somebody asks for them."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.core.counts.chart_data import measure_words
from bot.core.counts.picture_address import SHARE, STORY, event_address, share_address
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.measures.measure import Measure
from bot.core.model.reply import Text, listed
from bot.web.data.open_data import MINUTE, OPEN, Content, find, find_event
from bot.web.page import render
from bot.web.page.links import logo_name
from bot.web.page.page_data import PageDataCache

KEPT = "public, max-age=604800, immutable"
"""How long a browser keeps a company's logo: a week. The site itself asks for it anew each second, as for any page."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Answers with pictures as PNG; `language` is that of a request."""

    page_data_cache: PageDataCache
    language: Callable[[Request], str]

    async def badge(self, request: Request) -> Content:
        """The badge for other sites; without a language in its address, in the campaign's own."""
        page_data = await find(self.page_data_cache, request)
        speak = self.page_data_cache.site.speak(page_data.campaign.tongue(request.path_params.get("lang", "")))
        stats = page_data.stats
        if (word := request.query_params.get("measure")) is not None:
            stats = stats.of(find_measure(page_data.campaign, word))
        return render.SVG, self.page_data_cache.site.drawing.badge(stats, speak).encode(), MINUTE, OPEN

    async def share(self, request: Request) -> Content:
        """The picture to pass on with the page's address, or the one for stories."""
        page_data = await find(self.page_data_cache, request)
        kind = STORY if request.url.path.endswith("story.png") else SHARE
        word, language = request.query_params.get("measure"), page_data.campaign.tongue(self.language(request))
        if word is not None:
            find_measure(page_data.campaign, word)
        return await self._draw(share_address(page_data.stats, language, kind, word or ""))

    async def event(self, request: Request) -> Content:
        """The picture of an event or of its result."""
        page_data = await find(self.page_data_cache, request)
        number = (await find_event(self.page_data_cache, page_data, request)).event.id
        at = page_data.stats.now.replace(second=0, microsecond=0)
        language = page_data.campaign.tongue(self.language(request))
        return await self._draw(event_address(page_data.campaign.slug, number, at, language))

    async def logo(self, request: Request) -> Content:
        """The campaign's logo, as it is stored."""
        page_data = await find(self.page_data_cache, request)
        async with self.page_data_cache.site.store.reading() as tx:
            stored = await tx.pictures.get(page_data.campaign.logo) if page_data.campaign.logo else None
        if stored is None:
            raise HTTPException(404)
        return stored.kind, stored.data, MINUTE, OPEN

    async def company_logo(self, request: Request) -> Content:
        """The logo of a company; its address changes with its content, so browsers may keep it."""
        page_data, name = await find(self.page_data_cache, request), request.path_params["name"]
        found = next((one.logo for one in page_data.campaign.targets if one.logo and logo_name(one.logo) == name), "")
        async with self.page_data_cache.site.store.reading() as tx:
            stored = await tx.pictures.get(found) if found else None
        if stored is None:
            raise HTTPException(404)
        return stored.kind, stored.data, KEPT, OPEN

    async def _draw(self, address: str) -> Content:
        png = await self.page_data_cache.site.studio.picture(address)
        if png is None:
            raise HTTPException(503, headers={"retry-after": "60"})
        return "image/png", png, MINUTE, OPEN


def find_measure(campaign: Campaign, word: str) -> Measure:
    """The measure of that word, see `measure_words`. Raises Refusal with those that there are."""
    known = measure_words(campaign)
    if word not in known:
        raise Refusal(Text("no-such-measure", {"word": word, "known": listed(known)}))
    return known[word]
