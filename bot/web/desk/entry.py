"""Coming in by a link, the list of one's sessions, the language, and going out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, say
from bot.core.ports.desk import SESSION_VALID
from bot.core.ports.language import Tongue
from bot.web.desk import render
from bot.web.desk.parts import Parts
from bot.web.desk.visit import PLAIN_COOKIE, SECURE_COOKIE, SEE_OTHER, Place, Visit, from_here
from bot.web.rate_limit import Denied


@dataclass
class Door:
    """The page behind a link. Only its button uses the link up, so that a messenger's preview of it does not."""

    parts: Parts
    tongue: Callable[[Request], Tongue]

    async def show(self, request: Request) -> Response:
        """The page with the one button; or that the link is used or has expired."""
        self.parts.links.take(request)
        async with self.parts.services.store.reading() as tx:
            waits = tx.people.knowable and await tx.desk.link_waits(request.path_params["token"], self._now())
        if not waits:
            return self._expired(request)
        return render.outside(self.parts, self.tongue(request), "enter.html", Text("desk-enter-title"))

    async def enter(self, request: Request) -> Response:
        """Begin a session."""
        self.parts.links.take(request)
        if not from_here(request):
            raise Denied(403, Text("desk-bad-form"))
        cookie, now = secrets.token_urlsafe(32), self._now()
        async with self.parts.services.store.writing() as tx:
            user = await tx.desk.use_link(request.path_params["token"], now) if tx.people.knowable else None
            if user is not None:
                await tx.desk.begin(cookie, user, now, now + SESSION_VALID)
        if user is None:
            return self._expired(request)
        answer = RedirectResponse("/desk/", SEE_OTHER)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            SECURE_COOKIE if secure else PLAIN_COOKIE, cookie, int(SESSION_VALID.total_seconds()), secure=secure,
            httponly=True, samesite="strict", path="/" if secure else "/desk",
        )  # fmt: skip
        return answer

    def _expired(self, request: Request) -> Response:
        return render.outside(self.parts, self.tongue(request), "outside.html", Text("desk-link-expired"), 410)

    def _now(self) -> datetime:
        return self.parts.clock.now()


async def home(visit: Visit) -> Response:
    """The campaigns to choose from; straight to the only one."""
    if visit.operator and not visit.campaigns:
        return visit.back("/desk/setup")
    if len(visit.campaigns) == 1:
        return visit.back(f"/desk/c/{visit.campaigns[0][0].slug}/today")
    return render.page(visit, "home.html", Text("desk-title"))


async def no_slash(visit: Visit) -> Response:
    """`/desk` itself."""
    return visit.back("/desk/")


async def sessions(visit: Visit) -> Response:
    """One's own sessions, each with a button that ends it."""
    async with visit.parts.services.store.reading() as tx:
        found = await tx.desk.sessions(visit.session.user, visit.parts.clock.now())
    return render.page(visit, "sessions.html", Text("desk-sessions"), sessions=found, own=visit.session.id)


async def end(visit: Visit) -> Response:
    """End one of one's sessions."""
    async with visit.parts.services.store.writing() as tx:
        if not await tx.desk.end(visit.session.user, visit.field("session")):
            raise Refusal(Text("desk-no-session"))
    visit.note(say("desk-session-ended"))
    return visit.back("/desk/sessions")


async def leave(visit: Visit) -> Response:
    """End this session."""
    async with visit.parts.services.store.writing() as tx:
        await tx.desk.end(visit.session.user, visit.session.id)
    answer = render.outside(visit.parts, visit.speak, "outside.html", Text("desk-left"))
    for name, path in ((SECURE_COOKIE, "/"), (PLAIN_COOKIE, "/desk")):
        answer.delete_cookie(name, path, secure=name == SECURE_COOKIE, httponly=True, samesite="strict")
    return answer


async def pick_language(visit: Visit) -> Response:
    """Keep the language for this session."""
    language = visit.field("language")
    if language in visit.parts.languages:
        async with visit.parts.services.store.writing() as tx:
            await tx.desk.set_language(visit.session.id, language)
    return visit.back()


PLACES = (
    Place("", no_slash),
    Place("/", home),
    Place("/sessions", sessions),
    Place("/sessions/end", end, post=True),
    Place("/leave", leave, post=True),
    Place("/language", pick_language, post=True),
)
