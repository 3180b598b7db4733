"""The desk's addresses: each request becomes a visit of somebody who is in, with their role as it is now."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.privacy import MINUTE, coarse
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction
from bot.core.ports.desk import DeskUser
from bot.core.ports.language import Tongue
from bot.web.accept_language import choose
from bot.web.desk import acts, audit, calls, chats, counts, entry, events, people, render, setup
from bot.web.desk.campaign import pages as campaign_pages
from bot.web.desk.guard import MAX_BODY_BYTES, Guard
from bot.web.desk.parts import Parts
from bot.web.desk.passkeys import ceremony
from bot.web.desk.passkeys import pages as passkey_pages
from bot.web.desk.today import pages as today_pages
from bot.web.desk.visit import PLAIN_COOKIE, SECURE_COOKIE, Place, Visit, csrf_token, from_here, refused, typed_words
from bot.web.rate_limit import Denied

IMMUTABLE = {"cache-control": "public, max-age=31536000, immutable"}
MAX_FIELDS, MAX_FILES = 300, 20
"""What a form may bring. More pictures than a call may have are answered as in the chat, and no typed text is lost."""
# A text that is far too long is refused as any other and given back; a file of counts comes back in base64.
MAX_FIELD_BYTES = MAX_BODY_BYTES

LARGEST_UNKNOWN, MAX_WORDS = 6 * 1024 * 1024, 64 * 1024
"""What is read of a form without a session, to give back what was typed: one picture with it, and words of a length."""

SAID = "setup_said.html"
"""The template of one sentence in a page that is open."""

OVER_A_LIMIT = "aximum"
"""Stands in Starlette's message about a form with too many or too large parts ("Too many files. Maximum number …")."""

SECTIONS = (entry, passkey_pages, setup, today_pages, calls, events, counts, campaign_pages, people, chats, audit, acts)
PLACES: tuple[Place, ...] = tuple(place for section in SECTIONS for place in section.PLACES)


class NotInError(Exception):
    """The request has no session that counts."""


@dataclass
class Desk:
    """The endpoints of the desk."""

    parts: Parts

    def routes(self) -> list[Route]:
        """Every address below `/desk`, those that need no session first."""
        door = entry.Door(self.parts, self.tongue)
        passkeys = passkey_pages.PasskeyDoor(self.parts, self.tongue)
        # One route for each path, so that the wrong method is told from a wrong address.
        by_path: dict[str, list[Place]] = {}
        for place in PLACES:
            by_path.setdefault(f"/desk{place.path}", []).append(place)
        return [
            Route("/desk/static/{digest}/{name}", self.asset),
            Route("/desk/in/{token}", door.show, methods=["GET"]),
            Route("/desk/in/{token}", door.enter, methods=["POST"]),
            Route("/desk/passkey/options", passkeys.options, methods=["POST"]),
            Route("/desk/passkey", passkeys.enter, methods=["POST"]),
            *(self._route(path, places) for path, places in by_path.items()),
        ]

    def _route(self, path: str, places: Sequence[Place]) -> Route:
        by_method = {"POST" if place.post else "GET": place for place in places}

        async def endpoint(request: Request) -> Response:
            place = by_method["GET" if request.method == "HEAD" else request.method]
            try:
                visit = await self.visit(request)
            except NotInError:
                if place.post:
                    await keep_words(request)
                raise
            try:
                if not place.post:
                    return await show(place, visit)
                await self._read_form(request, visit)
                if not visit.field("once") or is_piece(request):
                    return await act(place, visit)
                return await self.parts.sent.once(visit.sent_form, lambda: act(place, visit))
            finally:
                await visit.form.close()

        return Route(path, endpoint, methods=list(by_method))

    async def visit(self, request: Request) -> Visit:
        """Who this is and what they may now. Raises NotInError without a session, Denied where they ask too much."""
        self.parts.addresses.take(request)
        secure = request.url.scheme == "https"
        cookie = request.cookies.get(SECURE_COOKIE if secure else PLAIN_COOKIE, "")
        now = self.parts.clock.now()
        async with self.parts.services.store.reading() as tx:
            session = await tx.desk.session(cookie, now) if cookie and tx.people.knowable else None
            if session is None:
                raise NotInError
            self.parts.sessions.take_for(session.id)
            campaigns = await roles_of(tx, session.user)
        if coarse(now, MINUTE) != session.seen_at:
            async with self.parts.services.store.writing() as tx:
                await tx.desk.touch(session.id, now)
        slug = request.path_params.get("slug", "")
        campaign, role = next(((one, role) for one, role in campaigns if one.slug == slug), (None, None))
        fallback = campaigns[0][0].fallback if campaigns else "en"
        speak = self.parts.speak(session.language) if session.language else self.tongue(request, fallback)
        visit = Visit(self.parts, request, session, csrf_token(cookie), speak, campaigns, campaign, role)
        if not campaigns and not session.user.operator:
            # Whoever lost their last role is out at once.
            raise NotInError
        return visit

    async def _read_form(self, request: Request, visit: Visit) -> None:
        try:
            form: FormData = await request.form(
                max_fields=MAX_FIELDS, max_files=MAX_FILES, max_part_size=MAX_FIELD_BYTES
            )
        except HTTPException as wrong:
            too_much = OVER_A_LIMIT in wrong.detail
            raise Denied(413 if too_much else 400, Text("desk-too-long" if too_much else "desk-bad-form")) from None
        except FormParserError:
            raise Denied(400, Text("desk-bad-form")) from None
        visit.form = form
        if not from_here(request):
            raise Denied(403, Text("desk-bad-form"))
        if not hmac.compare_digest(str(form.get("csrf")).encode(), visit.csrf.encode()):
            request.state.words = typed_words(form)
            raise Denied(403, Text("desk-bad-form"))

    def tongue(self, request: Request, fallback: str = "en") -> Tongue:
        """The language that the browser asks for."""
        return self.parts.speak(choose(request.headers.get("accept-language", ""), self.parts.languages, fallback))

    async def asset(self, request: Request) -> Response:
        """A style or script of the desk."""
        name = request.path_params["name"]
        if name not in render.assets() or request.path_params["digest"] != render.digest():
            raise HTTPException(404)
        media = render.TYPES[f".{name.rpartition('.')[2]}"]
        return Response(render.assets()[name], headers=IMMUTABLE, media_type=media)


async def show(place: Place, visit: Visit) -> Response:
    """A page; where it is refused, the sentence that says why."""
    try:
        visit.need(place.needed)
        return await place.handler(visit)
    except Refusal as refusal:
        status = 404 if refusal.text.id == "page-not-found" else 403
        if is_piece(visit.request):
            return render.fragment(visit, SAID, status=status, said=None, wrong=refusal.text)
        return render.page(visit, "message.html", refusal.text, status=status)


async def act(place: Place, visit: Visit) -> Response:
    """What a form does; where it is refused, the page before says why, and no typed words are lost."""
    try:
        visit.need(place.needed)
    except Refusal as refusal:
        if is_piece(visit.request):
            return render.fragment(visit, SAID, status=403, said=None, wrong=refusal.text)
        if words := typed_words(visit.form):
            return render.page(visit, "message.html", refusal.text, status=403, words=words)
        visit.note(refused(refusal), refused=True)
        return visit.back()
    try:
        return await place.handler(visit)
    except Refusal as refusal:
        visit.note(refused(refusal), refused=True)
        return visit.back()


def is_piece(request: Request) -> bool:
    """Whether htmx asks for a piece of a page that is open, to put it there."""
    return "hx-request" in request.headers


async def keep_words(request: Request) -> None:
    """Read what was typed in a form whose session is over, for the page that says so."""
    length = request.headers.get("content-length", "")
    if not from_here(request) or not length.isdecimal() or int(length) > LARGEST_UNKNOWN:
        return
    try:
        async with request.form(max_fields=MAX_FIELDS, max_files=MAX_FILES, max_part_size=MAX_WORDS) as form:
            request.state.words = typed_words(form)
    except (HTTPException, FormParserError):
        # Nothing that a form of ours sends; the page says what it says without it.
        return


async def roles_of(tx: Transaction, user: DeskUser) -> tuple[tuple[Campaign, Role | None], ...]:
    """The campaigns in which a person has a role, each with it; all of them for the operator."""
    campaigns = await tx.campaigns.all()
    if user.operator:
        return tuple((one, None) for one in campaigns)
    roles = [(one, await tx.people.role(one.slug, user.platform, user.person)) for one in campaigns]
    return tuple((one, role) for one, role in roles if role is not None)


def make_app(parts: Parts) -> ASGIApp:
    """The whole desk as an ASGI application."""
    desk = Desk(parts)

    def say_outside(request: Request, text: Text, status: int, headers: dict[str, str] | None = None) -> Response:
        closed = status in {400, 401} and ceremony.site_of(request, parts.services.desk_url) is not None
        shown = {"passkey": closed, "words": getattr(request.state, "words", []), "said": None, "wrong": text}
        template = SAID if is_piece(request) else "outside.html"
        answer = render.outside(parts, desk.tongue(request), template, text, status, **shown)
        answer.headers.update(headers or {})
        return answer

    async def not_in(request: Request, _: Any) -> Response:  # noqa: ANN401 - Starlette's signature
        return say_outside(request, Text("desk-closed"), 401)

    async def on_refusal(request: Request, error: Any) -> Response:  # noqa: ANN401 - as above
        if isinstance(error, Denied):
            return say_outside(request, error.text, error.status, error.headers)
        return say_outside(request, error.text, 400)

    async def on_error(request: Request, error: Any) -> Response:  # noqa: ANN401 - as above
        text = "page-not-found" if error.status_code in {404, 405} else "desk-too-long"
        return say_outside(request, Text(text), error.status_code)

    router = Router(desk.routes(), redirect_slashes=False)
    inner = ExceptionMiddleware(router, handlers={HTTPException: on_error, Refusal: on_refusal, NotInError: not_in})

    async def with_app(scope: Scope, receive: Receive, send: Send) -> None:
        # With an application in the scope, Starlette's router raises its 404 and 405, and our handler words them.
        scope["app"] = inner
        await inner(scope, receive, send)

    return Guard(with_app, parts)
