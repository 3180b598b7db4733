"""The site's routes: which address shows what, and how each answer is built and cached."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router

from bot.core.counts.chart_data import Window
from bot.core.events.ics import calendar
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.web.accept_language import choose
from bot.web.checkin import Checkin
from bot.web.data.open_data import OPEN, SHORT, BuildContent, Content, Data, Endpoint, find, find_event
from bot.web.health import Health
from bot.web.live_stream import LiveStreams
from bot.web.middleware import CONTENT_POLICY, Middleware, send_cached
from bot.web.page import render
from bot.web.page.assets import assets
from bot.web.page.content_policy import policy
from bot.web.page.links import Links
from bot.web.page.page_data import PageData, PageDataCache, Site
from bot.web.page.template_context import Frame
from bot.web.pictures import Pictures
from bot.web.rate_limit import Denied, RateLimit
from bot.web.response_cache import ANY_LANGUAGE, CachedResponse, Headers, ResponseCache, cache_query, make_cached

IMMUTABLE = "public, max-age=31536000, immutable"
CACHE_SECONDS = 1.0
NOT_FOUND = 404
ABOUT = "about"
"""The last part of the address of the page about a campaign's figures, where else a chart's length stands."""


class _Number(IntegerConvertor):
    """A number that fits into the database's 64 bits; an address with a longer one is a 404."""

    regex = "[0-9]{1,18}"


register_url_convertor("number", _Number())


@dataclass
class Pages:
    """Builds the answers of a site. `version` is nolike's own, for the description of the open data."""

    site: Site
    version: str
    page_data_cache: PageDataCache = field(init=False)
    response_cache: ResponseCache = field(init=False)
    live_streams: LiveStreams = field(init=False)
    data: Data = field(init=False)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    _turns: dict[tuple[str, bytes, str], asyncio.Lock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page_data_cache, self.response_cache = PageDataCache(self.site), ResponseCache()
        self.live_streams, self.data = (
            LiveStreams(self.page_data_cache),
            Data(self.page_data_cache, self.version, self.rate_limit),
        )

    def routes(self) -> list[Route]:
        """Every address of the site."""
        health, pictures = Health(self.site), Pictures(self.page_data_cache, self.language)
        checkin = Checkin(self.site, self._frame_for, self.rate_limit)
        return [
            Route("/healthz", health.alive), Route("/readyz", health.ready),
            Route("/static/{digest}/{name}", self.cached(self.asset)),
            *self.data.routes(self.cached),
            Route("/{slug}/events/{event:number}.ics", self.cached(self.calendar)),
            Route("/{lang}/{slug}/events/{event:number}.ics", self.cached(self.calendar)),
            Route("/checkin/{event:number}/{token}", checkin.answer, methods=["GET", "POST"]),
            Route("/badge/{slug}.svg", self.cached(pictures.badge)), Route("/embed/{slug}", self.cached(self.embed)),
            Route("/embed/{slug}/{lang}", self.cached(self.embed)), Route("/", self.cached(self.home)),
            Route("/{slug}/feed.xml", self.cached(self.feed)), Route("/{lang}/{slug}/feed.xml", self.cached(self.feed)),
            Route("/{lang}/{slug}/share.png", self.cached(pictures.share, costly=True)),
            Route("/{lang}/{slug}/story.png", self.cached(pictures.share, costly=True)),
            Route("/{lang}/{slug}/events/{event:number}.png", self.cached(pictures.event, costly=True)),
            Route("/{slug}/logo.png", self.cached(pictures.logo)), Route("/{lang}/{slug}/live", self.live),
            Route("/{lang}/{slug}/badge.svg", self.cached(pictures.badge)),
            Route("/{slug}/logos/{name}", self.cached(pictures.company_logo)),
            Route("/{lang}/{slug}/{window}", self.cached(self.page)),
            Route("/{first}/{second}", self.cached(self.two_segments)),
            Route("/{first}", self.cached(self.one_segment)),
        ]  # fmt: skip

    def cached(self, build: BuildContent, *, costly: bool = False) -> Endpoint:
        """An endpoint whose answer is built once for all who ask at the same time, and cached for a second.

        Building a `costly` one counts in its visitor's rate limit.
        """

        async def endpoint(request: Request) -> Response:
            path = request.url.path
            key = (
                path,
                cache_query(request.scope),
                "" if self.language_in_path(path) else self.language(request) or ANY_LANGUAGE,
            )
            async with self._turns.setdefault(key, asyncio.Lock()):
                found = self.response_cache.get(*key)
                now = asyncio.get_running_loop().time()
                if found is None or found.expires <= now:
                    if costly:
                        self.rate_limit.take(request)
                    media, body, caching, extra = await build(request)
                    expires = now + (86400 if caching == IMMUTABLE else CACHE_SECONDS)
                    found = make_cached(body, media, caching, extra, expires=expires, pack="png" not in media)
                    self.response_cache.put(*key, found)
            if len(self._turns) > 2000:  # noqa: PLR2004 - the locks of keys that nobody asks for any more
                self._turns.clear()
            return CachedBodyResponse(found)

        return endpoint

    def language_in_path(self, path: str) -> bool:
        """Whether the path alone decides the language of the answer."""
        first, _, rest = path[1:].partition("/")
        return first in self.site.languages or first in {"static", "badge", "api"} or (
            first == "embed" and rest.partition("/")[2] in self.site.languages
        )  # fmt: skip

    def language(self, request: Request) -> str:
        """The language in the address, else what the browser asks for."""
        named = request.path_params.get("lang", "")
        return named or choose(request.headers.get("accept-language", ""), self.site.languages, "")

    def frame(self, language: str, links: Links | None = None, campaigns: Sequence[Campaign] = ()) -> Frame:
        """The frame of a page in that language, if one of its campaigns offers it, with the others that they offer."""
        speak, links = self.site.speak, links or Links(self.site.public_url)
        said = [one.spoken(self.site.languages) for one in campaigns] or [self.site.languages]
        offered = [one for one in self.site.languages if any(one in spoken for spoken in said)]
        files = {name: asset.where for name, asset in assets().items()}
        return Frame(
            speak(language if language in offered else campaigns[0].fallback), tuple(map(speak, offered)), links, files
        )

    async def _page_in_language(self, request: Request) -> tuple[PageData, Frame]:
        page_data = await find(self.page_data_cache, request)
        return page_data, self.frame(self.language(request), campaigns=(page_data.campaign,))

    async def page(self, request: Request) -> Content:
        """A campaign's page."""
        page_data, frame = await self._page_in_language(request)
        window = request.path_params.get("window", Window.ALL.value)
        if window == ABOUT:
            return await self.about(request)
        if window not in {one.value for one in Window}:
            raise HTTPException(404)
        text = render.campaign_html(page_data, Window(window), frame, self.site)
        return render.HTML, text.encode(), SHORT, _page_headers(frame, page_data)

    async def about(self, request: Request) -> Content:
        """How a campaign's figures are made, and its data to take away."""
        page_data, frame = await self._page_in_language(request)
        return render.HTML, render.about_html(page_data, frame).encode(), SHORT, _page_headers(frame, page_data)

    async def one_segment(self, request: Request) -> Content:
        """`/{campaign}` in the browser's language, or `/{language}`."""
        first = request.path_params.pop("first")
        if first in self.site.languages:
            request.path_params["lang"] = first
            return await self.home(request)
        request.path_params["slug"] = first
        return await self.page(request)

    async def two_segments(self, request: Request) -> Content:
        """`/{language}/{campaign}`, or `/{campaign}/{window}` in the browser's language."""
        first, second = request.path_params.pop("first"), request.path_params.pop("second")
        named = first in self.site.languages
        request.path_params.update({"lang": first, "slug": second} if named else {"slug": first, "window": second})
        return await self.page(request)

    async def home(self, request: Request) -> Content:
        """Answer with the list of campaigns."""
        cache = self.page_data_cache
        shown = [one for slug in await cache.slugs() if (one := await cache.of(slug)) is not None]
        fallback = shown[0].campaign.fallback if shown else self.site.languages[0]
        frame = self.frame(self.language(request) or fallback, campaigns=[one.campaign for one in shown])
        html = render.home_html(shown, frame, has_desk=self.site.has_desk)
        return render.HTML, html.encode(), SHORT, _language_headers(frame)

    async def embed(self, request: Request) -> Content:
        """The widget for other sites."""
        page_data, frame = await self._page_in_language(request)
        text = render.embed_html(page_data, frame, self.site).encode()
        return render.HTML, text, SHORT, _page_headers(frame, page_data, framed=True)

    async def feed(self, request: Request) -> Content:
        """The Atom feed."""
        page_data, frame = await self._page_in_language(request)
        return render.ATOM, render.feed_xml(page_data, frame).encode(), SHORT, [*OPEN, *_language_headers(frame)]

    async def asset(self, request: Request) -> Content:
        """A file that pages load."""
        for asset in assets().values():
            if request.url.path == f"/{asset.where}":
                return asset.media, asset.content, IMMUTABLE, []
        raise HTTPException(404)

    async def calendar(self, request: Request) -> Content:
        """An event as a calendar's file."""
        page_data, frame = await self._page_in_language(request)
        status = await find_event(self.page_data_cache, page_data, request)
        url = frame.links.full_url(frame.speak.code, page_data.campaign.slug)
        words = calendar(status, frame.speak, f"{url}#event-{status.event.id}" if url else "")
        return "text/calendar; charset=utf-8", words.encode(), SHORT, _language_headers(frame)

    def _frame_for(self, request: Request, fallback: str, *campaigns: Campaign) -> Frame:
        """The frame of a page without a language in its path: the picked language, else the browser's."""
        picked = request.query_params.get("lang", "")
        if picked not in self.site.languages:
            picked = choose(request.headers.get("accept-language", ""), self.site.languages, fallback)
        return self.frame(picked, campaigns=campaigns)

    async def live(self, request: Request) -> Response:
        """The stream of new figures."""
        page_data = await find(self.page_data_cache, request)
        if self.live_streams.full:
            raise HTTPException(503, headers={"retry-after": "30"})
        language = request.path_params["lang"]
        return EventSourceResponse(self.live_streams.watch(page_data.campaign.slug, language), ping=20, send_timeout=20)

    async def error_response(self, request: Request, status: int, text: Text, headers: Mapping[str, str]) -> Response:
        """An error as one sentence: JSON for programs, a page for people."""
        first, *others = request.url.path[1:].split("/")
        named = [one for one in (first, *others[-1:]) if one in self.site.languages]
        campaigns = await self.page_data_cache.campaigns() if status == NOT_FOUND else ()
        frame = self.frame(named[0], None, campaigns) if named else self._frame_for(request, "en", *campaigns)
        if first == "api":
            body = json.dumps({"error": frame.speak(text)}, ensure_ascii=False)
            opened = {name.decode(): value.decode() for name, value in OPEN}
            return Response(body, status, {**headers, **opened}, "application/json")
        return Response(render.message_html(text, frame, campaigns), status, dict(headers), "text/html")


class CachedBodyResponse(Response):
    """A Starlette response that sends an entry of the response cache."""

    def __init__(self, cached: CachedResponse) -> None:
        super().__init__()
        self._cached = cached

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Send it."""
        await send_cached(scope, send, self._cached)


def make_app(site: Site, version: str) -> Middleware:
    """The whole site as an ASGI application. Its `close` ends the streams of those who watch."""
    pages = Pages(site, version)

    async def on_error(request: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette gives an HTTPException
        text = {404: "page-not-found", 405: "page-only-get"}.get(error.status_code, "page-busy")
        return await pages.error_response(request, error.status_code, Text(text), error.headers or {})

    async def on_refusal(request: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette gives a Refusal
        if isinstance(error, Denied):
            return await pages.error_response(request, error.status, error.text, error.headers)
        return await pages.error_response(request, 400, error.text, {})

    # A bare router, since Starlette's own last error handler would answer before the middleware reports the fault.
    router = Router(pages.routes(), redirect_slashes=False)
    inner = ExceptionMiddleware(router, handlers={HTTPException: on_error, Refusal: on_refusal})
    https = site.public_url.startswith("https:")
    return Middleware(
        inner,
        pages.response_cache,
        site.languages,
        pages.live_streams,
        pages.data.downloads,
        pages.rate_limit,
        site.report,
        https,
    )


def _page_headers(frame: Frame, page_data: PageData, *, framed: bool = False) -> Headers:
    """The language, and where the campaign has a colour of its own, the policy that allows its style."""
    accent = page_data.campaign.accent
    return [*_language_headers(frame), *([(CONTENT_POLICY, policy(accent, framed=framed))] if accent else [])]


def _language_headers(frame: Frame) -> Headers:
    return [(b"content-language", frame.speak.code.encode())]
