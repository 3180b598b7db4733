"""Checking in from a computer: the page behind a person's own link, and the only thing that anyone can write here."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from bot.core.events.checkin import check_in_line, parse_check_in
from bot.core.events.checkin_links import holder
from bot.core.events.kind import Kind, Unit
from bot.core.events.pledges import Participant, check_in, check_open
from bot.core.events.replies import title_of
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.event import Event
from bot.core.model.reply import Currency, Text
from bot.web.page import render
from bot.web.page.page_data import Site
from bot.web.page.template_context import Frame, shared
from bot.web.rate_limit import Denied, RateLimit, network_of

LONGEST = 200
# Wrong links are counted by address, answers by person: many people may share one address of a mobile network.
MAX_WRONG_LINKS, MAX_ANSWERS, WINDOW_SECONDS, MAX_VISITORS = 30, 10, 600.0, 10_000
# The address is the person's own: it must not be kept, or be found by a search engine.
PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}


@dataclass
class AttemptLimit:
    """How often each visitor did something lately, `most` times at most; it is forgotten after ten minutes."""

    most: int
    _seen: dict[str, deque[float]] = field(default_factory=dict)

    def count(self, visitor: str) -> None:
        """Count one more; Denied where that is too often."""
        now = time.monotonic()
        own = self._seen.setdefault(visitor, deque())
        while own and own[0] < now - WINDOW_SECONDS:
            own.popleft()
        if len(self._seen) > MAX_VISITORS:
            del self._seen[next(iter(self._seen))]
        if len(own) >= self.most:
            wait = math.floor(own[0] + WINDOW_SECONDS - now) + 1
            raise Denied(429, Text("checkin-often", {"minutes": math.ceil(wait / 60)}), wait)
        own.append(now)


@dataclass
class Checkin:
    """The endpoint. `frame` gives in what a page of a request is written; else in this language."""

    site: Site
    frame: Callable[[Request, str, Campaign], Frame]
    rate_limit: RateLimit = field(default_factory=RateLimit)
    wrong_links: AttemptLimit = field(default_factory=lambda: AttemptLimit(MAX_WRONG_LINKS))
    answers: AttemptLimit = field(default_factory=lambda: AttemptLimit(MAX_ANSWERS))

    async def answer(self, request: Request) -> Response:
        """Show the question, or keep the answer."""
        self.rate_limit.take(request)
        event_id, token = request.path_params["event"], request.path_params["token"]
        event, kind, participant, campaign = await self._found(request)
        frame, said, status, headers = self.frame(request, campaign.fallback, campaign), "", 200, PRIVATE
        try:
            if request.method == "POST":
                words = await _words(request)
                self.answers.count(f"{event_id} {participant.pseudonym}")
                async with self.site.store.writing() as tx:
                    event, kind, participant = await holder(tx, event_id, token, self.site.kinds)
                    done = parse_check_in(words, kind, self.site.vocabulary, campaign.currency)
                    kept = await check_in(tx, event, kind, participant, done, self.site.clock.now())
                if kept is None:
                    said = f"{frame.speak(Text(kind.note))} {frame.speak(Text('pledge-confirm'))}"
                else:
                    said = frame.speak(check_in_line(kept, event, kind, campaign.currency))
            else:
                check_open(event)
        except Denied as denied:
            said, status, headers = frame.speak(denied.text), denied.status, {**PRIVATE, **denied.headers}
        except Refusal as refusal:
            said, status = frame.speak(refusal.text), 400
        page = _page(event, kind, campaign.currency, frame, request, said)
        return Response(render.checkin_html(page), status, headers, "text/html")

    async def _found(self, request: Request) -> tuple[Event, Kind, Participant, Campaign]:
        replica = await self.site.only_reads()
        async with self.site.store.reading() as tx:
            if not tx.people.knowable or replica is not None:
                raise Denied(503, Text("checkin-not-here"))
            try:
                found = await holder(tx, request.path_params["event"], request.path_params["token"], self.site.kinds)
            except Refusal:
                self.wrong_links.count(network_of(request.client.host if request.client else ""))
                raise
            campaign = await tx.campaigns.get(found[0].campaign)
        if campaign is None:
            raise Refusal(Text("checkin-bad-link"))
        return *found, campaign


async def _words(request: Request) -> str:
    if not _own(request):
        raise Refusal(Text("checkin-elsewhere"))
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


def _page(event: Event, kind: Kind, currency: str, frame: Frame, request: Request, said: str) -> dict[str, Any]:
    speak, path, made = frame.speak, request.url.path, shared(frame, ())
    title = speak(Text("page-checkin", {"title": title_of(event, kind)}))
    ask = {
        Unit.HOURS: Text("page-checkin-hours"),
        Unit.MONEY: Text("page-checkin-money", {"currency": Currency(currency)}),
        Unit.DONE: None,
    }[kind.unit]
    whole = Text("button-all-hours" if kind.unit is Unit.HOURS else "button-done")
    return {
        **made,
        "languages": [{**one, "href": f"{path}?lang={one['code']}", "whole": ""} for one in made["languages"]],
        "title": title,
        "description": title,
        "path": f"{path}?lang={speak.code}" if request.query_params else path,
        "said": said,
        "whole": speak(whole),
        "none": speak(Text("button-none")),
        "ask": "" if ask is None else speak(ask),
        "send": speak(Text("page-checkin-send")),
    }
