"""Checking in from a computer: the page behind a signed link, and the only thing that anyone can write here."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from bot.core.done import parse_done, told
from bot.core.errors import Refusal
from bot.core.event_telling import title_of
from bot.core.events import Event
from bot.core.kinds import Kind, Unit
from bot.core.links import holder
from bot.core.reply import Text
from bot.core.taking import check_in, check_open
from bot.web import pages
from bot.web.scene import Site
from bot.web.view import Frame, shared

LONGEST = 200
TRIES, WITHIN, REMEMBERED = 30, 600.0, 10_000
# The address is the person's own: it must not be kept, or be found by a search engine.
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


@dataclass
class Tries:
    """How often each visitor's address wrote something lately; it is forgotten after ten minutes."""

    _seen: dict[str, deque[float]] = field(default_factory=dict)

    def allow(self, address: str) -> bool:
        """Count one more; False where that is too often."""
        now = time.monotonic()
        own = self._seen.setdefault(address, deque())
        while own and own[0] < now - WITHIN:
            own.popleft()
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if len(own) >= TRIES:
            return False
        own.append(now)
        return True


@dataclass
class Checkin:
    """The endpoint. `frame` gives in what a page of a request is written."""

    site: Site
    frame: Callable[[Request], Frame]
    tries: Tries = field(default_factory=Tries)

    async def answer(self, request: Request) -> Response:
        """Show the question, or keep the answer."""
        event_id, token = request.path_params["event"], request.path_params["token"]
        frame, said, status = self.frame(request), "", 200
        async with self.site.store.reading() as tx:
            event, kind, who = await holder(tx, event_id, token, self.site.kinds)
            campaign = await tx.campaigns.get(event.campaign)
        if campaign is None:
            raise Refusal(Text("checkin-bad-link"))
        try:
            if request.method == "POST":
                words = await self._words(request)
                async with self.site.store.writing() as tx:
                    event, kind, who = await holder(tx, event_id, token, self.site.kinds)
                    done = parse_done(words, kind)
                    kept = await check_in(tx, event, kind, who, done, self.site.rules, self.site.clock.now())
                if kept is None:
                    said = f"{frame.speak(Text(kind.note))} {frame.speak(Text('pledge-confirm'))}"
                else:
                    said = frame.speak(told(kept, event, kind, campaign.currency))
            else:
                check_open(event)
        except Refusal as refusal:
            said, status = frame.speak(refusal.text), 400
        page = _page(event, kind, campaign.currency, frame, request.url.path, said)
        return Response(pages.checkin_html(page), status, PRIVATE, "text/html")

    async def _words(self, request: Request) -> str:
        if not _own(request):
            raise Refusal(Text("checkin-elsewhere"))
        if not self.tries.allow(request.client.host if request.client else ""):
            raise Refusal(Text("page-busy"))
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                raise Refusal(Text("checkin-bad", {"word": "…"}))
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        return next(iter(fields.get("whole", []) or fields.get("done", [])), "")


def _own(request: Request) -> bool:
    """Whether a form of ours sent this: browsers say so themselves, and other programs say nothing."""
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "null")
    if site:
        return site in {"same-origin", "none"}
    return origin == "null" or origin.partition("://")[2] == request.headers.get("host", "")


def _page(event: Event, kind: Kind, currency: str, frame: Frame, path: str, said: str) -> dict[str, Any]:
    speak = frame.speak
    title = speak(Text("page-checkin", {"title": title_of(event, kind)}))
    ask = {
        Unit.HOURS: Text("page-checkin-hours"),
        Unit.MONEY: Text("page-checkin-money", {"currency": currency}),
        Unit.DONE: None,
    }[kind.unit]
    whole = Text("button-all-hours" if kind.unit is Unit.HOURS else "button-done")
    return {
        **shared(frame, ()),
        "title": title,
        "description": title,
        "path": path,
        "said": said,
        "whole": speak(whole),
        "none": speak(Text("button-none")),
        "ask": "" if ask is None else speak(ask),
        "send": speak(Text("page-checkin-send")),
    }
