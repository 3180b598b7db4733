"""The site: which address shows what, and how each answer is made, kept and sent."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, Router

from bot.core import stats
from bot.core.errors import Refusal
from bot.core.pictures import share_address
from bot.core.plot import Window, read_lines
from bot.core.reply import Text
from bot.web import api, pages
from bot.web.assets import assets
from bot.web.front import Front, send_kept
from bot.web.language import choose
from bot.web.links import Links
from bot.web.openapi import describe
from bot.web.rooms import Rooms
from bot.web.scene import FRESH, Scene, Scenes, Site
from bot.web.shelf import ANY, Headers, Kept, Shelf, asked, keep
from bot.web.view import Frame

OPEN: Headers = [(b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin")]
SHORT, LONG = "public, max-age=5", "public, max-age=31536000, immutable"
PICTURE = "public, max-age=60"
DOWNLOADS = 2
Build = Callable[[Request], Awaitable[tuple[str, bytes, str, Headers]]]


@dataclass
class Pages:
    """Makes the answers of a site. `version` is nolike's own, for the description of the open data."""

    site: Site
    version: str
    scenes: Scenes = field(init=False)
    shelf: Shelf = field(init=False)
    rooms: Rooms = field(init=False)
    _turns: dict[tuple[str, bytes, str], asyncio.Lock] = field(default_factory=dict)
    downloads: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(DOWNLOADS))

    def __post_init__(self) -> None:
        self.scenes, self.shelf = Scenes(self.site), Shelf()
        self.rooms = Rooms(self.scenes)

    def routes(self) -> list[Route]:
        """Every address of the site."""
        data = "/api/v1/campaigns"
        return [
            Route("/healthz", self.healthy), Route("/readyz", self.ready),
            Route("/static/{digest}/{name}", self.kept(self.asset)),
            Route(data, self.kept(self.listed)), Route(f"{data}/{{slug}}", self.kept(self.figures)),
            Route(f"{data}/{{slug}}/series", self.kept(self.series)),
            Route(f"{data}/{{slug}}/snapshots.csv", self.snapshots),
            Route("/api/v1/openapi.json", self.kept(self.description)),
            Route("/badge/{slug}.svg", self.kept(self.badge)), Route("/embed/{slug}", self.kept(self.embed)),
            Route("/embed/{slug}/{lang}", self.kept(self.embed)), Route("/", self.kept(self.home)),
            Route("/{slug}/feed.xml", self.kept(self.feed)), Route("/{lang}/{slug}/feed.xml", self.kept(self.feed)),
            Route("/{lang}/{slug}/share.png", self.kept(self.share)), Route("/{lang}/{slug}/live", self.live),
            Route("/{lang}/{slug}/badge.svg", self.kept(self.badge)),
            Route("/{lang}/{slug}/{window}", self.kept(self.page)), Route("/{first}/{second}", self.kept(self.two)),
            Route("/{first}", self.kept(self.one)),
        ]  # fmt: skip

    def kept(self, build: Build) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint whose answer is made once, however many ask, and kept for a second."""

        async def endpoint(request: Request) -> Response:
            path = request.url.path
            key = (path, asked(request.scope), "" if self.spoken_in(path) else self.language(request) or ANY)
            async with self._turns.setdefault(key, asyncio.Lock()):
                found = self.shelf.get(*key)
                now = asyncio.get_running_loop().time()
                if found is None or found.until <= now:
                    media, body, caching, extra = await build(request)
                    until = now + (86400 if caching == LONG else FRESH)
                    found = keep(body, media, caching, extra, until=until, pack="png" not in media)
                    self.shelf.put(*key, found)
            if len(self._turns) > 2000:  # noqa: PLR2004 - questions that nobody asks any more
                self._turns.clear()
            return KeptResponse(found)

        return endpoint

    def spoken_in(self, path: str) -> bool:
        """Whether the address alone decides the answer, whatever language the browser asks for."""
        first, _, rest = path[1:].partition("/")
        return first in self.site.languages or first in {"static", "badge", "api"} or (
            first == "embed" and rest.partition("/")[2] in self.site.languages
        )  # fmt: skip

    def language(self, request: Request) -> str:
        """The language in the address, else what the browser asks for."""
        named = request.path_params.get("lang", "")
        return named or choose(request.headers.get("accept-language", ""), self.site.languages, "")

    async def scene(self, request: Request) -> Scene:
        """The campaign that the address names; 404 where there is none."""
        if request.path_params.get("lang", self.site.languages[0]) not in self.site.languages:
            raise HTTPException(404)
        scene = await self.scenes.of(request.path_params["slug"])
        if scene is None:
            raise HTTPException(404)
        return scene

    def frame(self, language: str, links: Links | None = None) -> Frame:
        """In what a page of that language is written."""
        tongues = tuple(self.site.speak(code) for code in self.site.languages)
        files = {name: asset.where for name, asset in assets().items()}
        return Frame(self.site.speak(language), tongues, links or Links(self.site.public_url), files)

    async def _spoken(self, request: Request) -> tuple[Scene, Frame]:
        scene = await self.scene(request)
        return scene, self.frame(self.language(request) or scene.campaign.fallback)

    async def page(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """A campaign's page."""
        scene, frame = await self._spoken(request)
        window = request.path_params.get("window", Window.ALL.value)
        if window not in {one.value for one in Window}:
            raise HTTPException(404)
        text = pages.campaign_html(scene, Window(window), frame, self.site.drawing)
        return pages.HTML, text.encode(), SHORT, _spoken_headers(frame)

    async def one(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """`/{campaign}` in the browser's language, or `/{language}`."""
        first = request.path_params.pop("first")
        if first in self.site.languages:
            request.path_params["lang"] = first
            return await self.home(request)
        request.path_params["slug"] = first
        return await self.page(request)

    async def two(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """`/{language}/{campaign}`, or `/{campaign}/{window}` in the browser's language."""
        first, second = request.path_params.pop("first"), request.path_params.pop("second")
        named = first in self.site.languages
        request.path_params.update({"lang": first, "slug": second} if named else {"slug": first, "window": second})
        return await self.page(request)

    async def home(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The list of campaigns."""
        scenes = [await self.scenes.of(slug) for slug in await self.scenes.slugs()]
        shown = [(scene.campaign, scene.stats) for scene in scenes if scene is not None]
        fallback = shown[0][0].fallback if shown else self.site.languages[0]
        frame = self.frame(self.language(request) or fallback)
        return pages.HTML, pages.home_html(shown, frame).encode(), SHORT, _spoken_headers(frame)

    async def embed(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The widget for other sites."""
        scene, frame = await self._spoken(request)
        return pages.HTML, pages.embed_html(scene, frame).encode(), SHORT, _spoken_headers(frame)

    async def feed(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The Atom feed."""
        scene, frame = await self._spoken(request)
        return pages.ATOM, pages.feed_xml(scene, frame).encode(), SHORT, [*OPEN, *_spoken_headers(frame)]

    async def badge(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The label for other sites; without a language in its address, in the campaign's own."""
        scene = await self.scene(request)
        language = request.path_params.get("lang", scene.campaign.fallback)
        svg = self.site.drawing.badge(scene.stats, self.site.speak(language))
        return pages.SVG, svg.encode(), PICTURE, OPEN

    async def share(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The table in one picture, for those who share the page's address."""
        scene = await self.scene(request)
        png = await self.site.studio.picture(share_address(scene.stats, self.language(request)))
        if png is None:
            raise HTTPException(503, headers={"retry-after": "60"})
        return "image/png", png, PICTURE, OPEN

    async def asset(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """A file that pages load."""
        for asset in assets().values():
            if request.url.path == f"/{asset.where}":
                return asset.media, asset.content, LONG, []
        raise HTTPException(404)

    async def listed(self, _request: Request) -> tuple[str, bytes, str, Headers]:
        """The campaigns as JSON."""
        found = [{"campaign": one.slug, "title": dict(one.title.by_language)} for one in await self.scenes.campaigns()]
        return _json({"campaigns": found})

    async def figures(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """The figures as JSON."""
        return _json(stats.as_json((await self.scene(request)).stats))

    async def series(self, request: Request) -> tuple[str, bytes, str, Headers]:
        """Readings over time as JSON."""
        campaign = (await self.scene(request)).campaign
        wanted = api.parse_series(request.query_params, campaign, self.site.clock.now())
        targets = [one for one in campaign.targets if wanted.target in {"", one.slug}]
        async with self.site.store.reading() as tx:
            lines = await read_lines(tx, targets, wanted.start, wanted.end, wanted.points)
        return _json(api.series_json(campaign, wanted.start, wanted.end, lines))

    async def description(self, _request: Request) -> tuple[str, bytes, str, Headers]:
        """What the open data is, for programs."""
        return _json(describe(self.version, self.site.public_url))

    async def snapshots(self, request: Request) -> Response:
        """Every snapshot as CSV, streamed; two at a time, because each holds a view of the database open."""
        scene = await self.scene(request)
        if self.downloads.locked():
            raise HTTPException(503, headers={"retry-after": "10"})
        newest = pages.chart_version(scene).encode()
        tag = keep(newest, "", "", [], until=0).tag.decode()
        headers = {"etag": tag, "cache-control": PICTURE, **{name.decode(): value.decode() for name, value in OPEN}}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        headers["content-disposition"] = f'attachment; filename="{scene.campaign.slug}.csv"'

        async def rows() -> Any:  # noqa: ANN401 - an async iterator of bytes
            async with self.downloads, self.site.store.reading() as tx:
                async for chunk in api.snapshots_csv(tx, scene.campaign):
                    yield chunk

        return StreamingResponse(rows(), media_type="text/csv", headers=headers)

    async def live(self, request: Request) -> Response:
        """The stream of new figures."""
        scene = await self.scene(request)
        if self.rooms.full:
            raise HTTPException(503, headers={"retry-after": "30"})
        language = request.path_params["lang"]
        return EventSourceResponse(self.rooms.watch(scene.campaign.slug, language), ping=20, send_timeout=20)

    async def healthy(self, _request: Request) -> Response:
        """Whether the process answers."""
        return PlainTextResponse("ok", headers={"cache-control": "no-store"})

    async def ready(self, _request: Request) -> Response:
        """Whether the database answers as well."""
        try:
            async with asyncio.timeout(5), self.site.store.reading() as tx:
                await tx.campaigns.all()
        except Exception as trouble:  # noqa: BLE001 - whatever it is, the answer is no
            self.site.report(trouble)
            return PlainTextResponse("the database does not answer", 503, headers={"cache-control": "no-store"})
        return PlainTextResponse("ok", headers={"cache-control": "no-store"})

    async def wrong(self, request: Request, status: int, text: Text, headers: Mapping[str, str]) -> Response:
        """A sentence about what is wrong: JSON for programs, a page for people."""
        first = request.url.path[1:].partition("/")[0]
        named = first if first in self.site.languages else ""
        language = named or choose(request.headers.get("accept-language", ""), self.site.languages, "en")
        frame = self.frame(language)
        if first == "api":
            body = json.dumps({"error": frame.speak(text)}, ensure_ascii=False)
            opened = {name.decode(): value.decode() for name, value in OPEN}
            return Response(body, status, {**headers, **opened}, "application/json")
        return Response(pages.message_html(text, frame), status, dict(headers), "text/html")


class KeptResponse(Response):
    """An answer from the shelf."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._kept = kept

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Send it."""
        await send_kept(scope, send, self._kept)


def make_app(site: Site, version: str) -> Front:
    """The whole site as an ASGI application. Its `close` ends the streams of those who watch."""
    made = Pages(site, version)

    async def on_error(request: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette gives an HTTPException
        text = {404: "page-not-found", 405: "page-only-get"}.get(error.status_code, "page-busy")
        return await made.wrong(request, error.status_code, Text(text), error.headers or {})

    async def on_refusal(request: Request, error: Any) -> Response:  # noqa: ANN401 - Starlette gives a Refusal
        return await made.wrong(request, 400, error.text, {})

    # Not a whole Starlette: its last resort would answer before ours, without a report.
    router = Router(made.routes(), redirect_slashes=False)
    inner = ExceptionMiddleware(router, handlers={HTTPException: on_error, Refusal: on_refusal})
    https = site.public_url.startswith("https:")
    return Front(inner, made.shelf, site.languages, made.rooms, made.downloads, site.report, https)


def _json(value: dict[str, Any]) -> tuple[str, bytes, str, Headers]:
    return pages.JSON, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), SHORT, OPEN


def _spoken_headers(frame: Frame) -> Headers:
    return [(b"content-language", frame.speak.code.encode())]
