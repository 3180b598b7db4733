"""The open data: figures, readings and events, for programs and other sites."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import Any, TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.core.counts import figures, figures_json
from bot.core.counts.chart_data import read_lines
from bot.core.events.kind import EventStatus
from bot.web.data import series
from bot.web.data.openapi import describe
from bot.web.page import activities, render
from bot.web.page.page_data import PageData, PageDataCache
from bot.web.rate_limit import RateLimit
from bot.web.response_cache import Headers, make_cached

OPEN: Headers = [(b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin")]
SHORT, MINUTE = "public, max-age=5", "public, max-age=60"
# Times in answers are rounded to the cache lifetime, so that an unchanged answer keeps its entity tag.
STEP = timedelta(seconds=5)
MAX_EXPORTS = 2
MAX_EXPORT_IN_MEMORY, EXPORT_PART = 1_000_000, 64 * 1024
# An answer's media type, body, Cache-Control value and further headers.
Content: TypeAlias = tuple[str, bytes, str, Headers]
BuildContent: TypeAlias = Callable[[Request], Awaitable[Content]]
Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


async def find(page_data_cache: PageDataCache, request: Request) -> PageData:
    """The campaign that the address names; 404 where there is none, or no such language."""
    languages = page_data_cache.site.languages
    known = request.path_params.get("lang", languages[0]) in languages
    page_data = await page_data_cache.of(request.path_params["slug"]) if known else None
    if page_data is None:
        raise HTTPException(404)
    return page_data


async def find_event(page_data_cache: PageDataCache, page_data: PageData, request: Request) -> EventStatus:
    """The event of that campaign whose number stands in the address."""
    site, number = page_data_cache.site, request.path_params["event"]
    now = floor_to_step(page_data.stats.now)
    async with site.store.reading() as tx:
        found = await activities.read_event(tx, page_data.campaign, site.kinds, number, now)
    if found is None:
        raise HTTPException(404)
    return found


@dataclass
class Data:
    """Builds the answers. `version` is nolike's own, for the description."""

    page_data_cache: PageDataCache
    version: str
    rate_limit: RateLimit
    downloads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MAX_EXPORTS))

    def routes(self, cached: Callable[..., Endpoint]) -> list[Route]:
        """The routes of the open data; `kept` makes an endpoint whose answer is kept for a moment."""
        base = "/api/v1/campaigns"
        return [
            Route(base, cached(self.listed)),
            Route(f"{base}/{{slug}}", cached(self.figures)),
            Route(f"{base}/{{slug}}/series", cached(self.series, costly=True)),
            Route(f"{base}/{{slug}}/events", cached(self.events)),
            Route(f"{base}/{{slug}}/snapshots.csv", self.snapshots),
            Route("/api/v1/openapi.json", cached(self.description)),
        ]

    async def listed(self, _request: Request) -> Content:
        """The campaigns as JSON."""
        found = [
            {"campaign": one.slug, "title": dict(one.title.by_language)}
            for one in await self.page_data_cache.campaigns()
        ]
        return json_content({"campaigns": found})

    async def figures(self, request: Request) -> Content:
        """The figures as JSON."""
        return json_content(figures_json.as_json(with_steady_time((await find(self.page_data_cache, request)).stats)))

    async def series(self, request: Request) -> Content:
        """Readings over time as JSON."""
        campaign = (await find(self.page_data_cache, request)).campaign
        site = self.page_data_cache.site
        # Rounded up, so that no reading is left out; there is none of the future.
        now = floor_to_step(site.clock.now() + STEP - timedelta.resolution)
        wanted = series.parse_series(request.query_params, campaign, now, site.read_after_end)
        targets = [one for one in campaign.targets if wanted.target in {"", one.slug}]
        async with site.store.reading() as tx:
            lines = await read_lines(tx, targets, wanted.start, wanted.end, wanted.points)
        return json_content(series.series_json(campaign, wanted.start, wanted.end, lines))

    async def events(self, request: Request) -> Content:
        """The campaign's events as JSON."""
        page_data = await find(self.page_data_cache, request)
        site = self.page_data_cache.site
        tongues = tuple(site.speak(code) for code in page_data.campaign.spoken(site.languages))
        return json_content(activities.as_json(page_data.activities, page_data.campaign, tongues))

    async def description(self, _request: Request) -> Content:
        """What the open data is, for programs."""
        site = self.page_data_cache.site
        return json_content(describe(self.version, site.public_url, site.languages))

    async def snapshots(self, request: Request) -> Response:
        """Every snapshot as CSV, two exports are written at a time.

        Each is written into a temporary file first, so that a slow client holds neither a database view nor a place.
        """
        self.rate_limit.take(request)
        page_data = await find(self.page_data_cache, request)
        if self.downloads.locked():
            raise HTTPException(503, headers={"retry-after": "10"})
        newest = render.chart_version(page_data).encode()
        tag = make_cached(newest, "", "", [], expires=0).tag.decode()
        headers = {"etag": tag, "cache-control": MINUTE, **{name.decode(): value.decode() for name, value in OPEN}}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        headers["content-disposition"] = f'attachment; filename="{page_data.campaign.slug}.csv"'

        # It stays in memory up to a megabyte.
        sheet = SpooledTemporaryFile(MAX_EXPORT_IN_MEMORY)  # noqa: SIM115 - `parts` closes it once it was sent
        try:
            async with self.downloads, self.page_data_cache.site.store.reading() as tx:
                async for chunk in series.snapshots_csv(tx, page_data.campaign):
                    sheet.write(chunk)
        except BaseException:
            sheet.close()
            raise
        headers["content-length"] = str(sheet.tell())
        sheet.seek(0)

        async def parts() -> AsyncIterator[bytes]:
            with sheet:
                while part := sheet.read(EXPORT_PART):
                    yield part

        return StreamingResponse(parts(), media_type="text/csv", headers=headers)


def floor_to_step(moment: datetime) -> datetime:
    """`moment` rounded down to five seconds."""
    return moment - (moment - datetime.min.replace(tzinfo=UTC)) % STEP


def with_steady_time(told: figures.Stats) -> figures.Stats:
    """The figures with their time rounded down to five seconds, but not before the newest reading."""
    if told.ended:
        return told
    steady = floor_to_step(told.as_of)
    return replace(told, as_of=max(steady, told.last_read or steady))


def json_content(value: dict[str, Any]) -> Content:
    """A JSON answer that any site may read (CORS)."""
    return render.JSON, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), SHORT, OPEN
