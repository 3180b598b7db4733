"""Coming in by a link, the list of one's sessions, the language, and going out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, say
from bot.core.ports.desk import SESSION_VALID
from bot.core.ports.language import Tongue
from bot.web.desk import render
from bot.web.desk.parts import Parts
from bot.web.desk.passkeys.ceremony import site_of
from bot.web.desk.visit import PLAIN_COOKIE, SECURE_COOKIE, Place, Visit, from_here, welcome
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
        return welcome(request, cookie)

    def _expired(self, request: Request) -> Response:
        passkey = site_of(request, self.parts.services.desk_url) is not None
        text = Text("desk-link-expired")
        return render.outside(self.parts, self.tongue(request), "outside.html", text, 410, passkey=passkey)

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
    """One's own sessions and passkeys, each with a button that ends or removes it."""
    async with visit.parts.services.store.reading() as tx:
        found = await tx.desk.sessions(visit.session.user, visit.parts.clock.now())
        passkeys = await tx.passkeys.of(visit.session.user)
    return render.page(
        visit, "sessions.html", Text("desk-sessions"), sessions=found, own=visit.session.id, passkeys=passkeys,
        may_add=visit.owns, site=site_of(visit.request, visit.parts.services.desk_url),
    )  # fmt: skip


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
