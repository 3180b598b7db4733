"""One request of somebody who is in: who they are, what they may, and what they run."""

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.core.calls.wizard import writing_order
from bot.core.commands import request as core
from bot.core.commands.perform import perform
from bot.core.commands.uploads import LARGEST_UPLOAD
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Actor, Role
from bot.core.ports.database import Transaction
from bot.core.ports.desk import SESSION_VALID, DeskSession
from bot.core.ports.language import Tongue
from bot.web.desk.parts import Notice, Parts

SECURE_COOKIE, PLAIN_COOKIE = "__Host-nolike-desk", "nolike-desk"
SEE_OTHER = 303
NOT_TYPED = frozenset({
    "csrf", "back", "once", "command", "kept", "name", "token", "credential", "then", "kind", "page", "count", "step",
    "read_at", "act", "number", "session", "language", "platform", "pseudonym", "role", "hours", "seen", "was",
    "audience", "did", "without-picture", "target", "fallback", "zone", "keep", "dates", "passkey",
})  # fmt: skip
"""Fields that hold no words of a person, and the one that holds a secret."""
MOST_PIECES = 8
"""From more fields on, what was typed is given back as one piece."""


@dataclass
class Visit:
    """A request of somebody with a session. `role` is theirs in `campaign`; the operator has none and needs none.

    `campaigns` are those in which they have a role, `form` what they sent, empty for a GET.
    """

    parts: Parts
    request: Request
    session: DeskSession
    csrf: str
    speak: Tongue
    campaigns: tuple[tuple[Campaign, Role | None], ...]
    campaign: Campaign | None = None
    role: Role | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def operator(self) -> bool:
        """Whether this is the operator of the server."""
        return self.session.user.operator

    @property
    def owns(self) -> bool:
        """Whether this is the operator, or the owner of a campaign."""
        return self.operator or any(role is Role.OWNER for _, role in self.campaigns)

    @property
    def here(self) -> Campaign:
        """The campaign of this page."""
        if self.campaign is None:
            raise Refusal(Text("page-not-found"))
        return self.campaign

    @property
    def base(self) -> str:
        """The path of this campaign's pages, without a slash at the end."""
        return f"/desk/c/{self.here.slug}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the campaign offers, in the order of `writing`; without one, all."""
        return self.campaign.spoken(self.writing) if self.campaign else self.writing

    @property
    def writing(self) -> tuple[str, ...]:
        """All languages in the order in which this person fills a form: their own, the campaign's, the others."""
        return writing_order(self.parts.languages, self.campaign, self.speak.code)

    def may(self, needed: Role) -> bool:
        """Whether this person may do what `needed` may, in this campaign."""
        return self.operator or (self.role is not None and self.role.covers(needed))

    def need(self, needed: Role | None) -> None:
        """Raise Refusal where this person may not do what `needed` may."""
        if needed is not None and self.campaign is None:
            raise Refusal(Text("page-not-found"))
        if needed is not None and not self.may(needed):
            raise Refusal(Text("need-role", {"role": Text(f"role-{needed.value}"), "title": self.here.title}))

    async def actor(self, tx: Transaction, needed: Role) -> Actor:
        """Who acts, for the audit log, with their role as it is in this transaction. Raises Refusal."""
        user, slug = self.session.user, self.here.slug
        if user.operator:
            return Actor()
        role = await tx.people.role(slug, user.platform, user.person)
        if role is None or not role.covers(needed):
            raise Refusal(Text("need-role", {"role": Text(f"role-{needed.value}"), "title": self.here.title}))
        return Actor(role.value, tx.people.pseudonym(slug, user.platform, user.person))

    def field(self, name: str) -> str:
        """A field of the form, with line ends as people's chats send them; "" where it is missing."""
        value = self.form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    def changed(self, sent: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
        """The fields that were sent, with what is stored by now in those that nobody touched in this form.

        Raises Refusal where one was changed here and elsewhere while the form was open.
        """
        try:
            was = dict(json.loads(self.field("was") or "{}"))
        except (ValueError, TypeError):
            was = {}
        found = dict(sent)
        for name in found.keys() & was.keys():
            if found[name] == was[name]:
                found[name] = stored.get(name, "")
            elif stored.get(name, "") not in {was[name], found[name]}:
                raise Refusal(Text("desk-meanwhile"))
        return found

    @property
    def sent_form(self) -> bytes:
        """What tells this form of this page, as it was filled, from every other."""
        told = [self.session.id, self.request.url.path]
        for name, value in self.form.multi_items():
            told += [name, value if isinstance(value, str) else f"{value.filename} {value.size}"]
        return hashlib.sha256("\0".join(told).encode()).digest()

    async def files(self, name: str) -> list[bytes]:
        """The bytes of the files that were picked in a field which takes several."""
        values = [value for value in self.form.getlist(name) if isinstance(value, UploadFile) and value.filename]
        return [await value.read() for value in values]

    async def file(self, name: str) -> bytes:
        """The bytes of an uploaded file, b"" where none was picked."""
        value = self.form.get(name)
        return await value.read() if isinstance(value, UploadFile) else b""

    def file_name(self, name: str) -> str:
        """The name of an uploaded file, "" where none was picked."""
        value = self.form.get(name)
        return value.filename or "" if isinstance(value, UploadFile) else ""

    def ask(self, command: str, *pictures: bytes) -> core.Request:
        """The request that this command is in the person's own private chat."""
        user = self.session.user
        if user.operator:
            raise Refusal(Text("desk-organizers-only"))
        sent = tuple(core.SentPicture(picture) for picture in pictures)
        return core.Request(
            Address(user.platform, user.chat), ChatKind.PRIVATE, command, self.parts.clock.now(), person=user.person,
            hint=self.speak.code, pictures=sent,
        )  # fmt: skip

    async def run(self, *commands: str) -> list[Reply]:
        """Run commands as the person's private chat would, all of them or none. Raises Refusal."""
        return await self.run_all([self.ask(command) for command in commands])

    async def run_all(self, requests: Sequence[core.Request]) -> list[Reply]:
        """Run requests that `ask` made, all of them or none. Raises Refusal."""
        return await perform(self.parts.services, requests)

    def note(self, reply: Reply, *, refused: bool = False) -> None:
        """Show a reply above this session's next page."""
        self.parts.note(self.session.id, Notice(reply, refused))

    def back(self, path: str = "") -> Response:
        """Go to a page of the desk, or to the one that the form names."""
        path = path or self.field("back")
        own = path.startswith("/desk/") and ".." not in path and "\\" not in path
        return RedirectResponse(path if own else "/desk/", SEE_OTHER)


Handler = Callable[[Visit], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the desk below `/desk`, who may use it, and whether it changes something (POST) or shows (GET).

    `needed` is the role in the campaign of the address, None where any session will do.
    """

    path: str
    handler: Handler
    needed: Role | None = None
    post: bool = False


def welcome(request: Request, cookie: str) -> Response:
    """Give the browser its cookie, and lead it in."""
    answer = RedirectResponse("/desk/", SEE_OTHER)
    secure = request.url.scheme == "https"
    answer.set_cookie(
        SECURE_COOKIE if secure else PLAIN_COOKIE, cookie, int(SESSION_VALID.total_seconds()), secure=secure,
        httponly=True, samesite="strict", path="/" if secure else "/desk",
    )  # fmt: skip
    return answer


def csrf_token(cookie: str) -> str:
    """What each form of a session must send along; made of the cookie, which no other site can read."""
    return hmac.new(cookie.encode(), b"nolike desk form", hashlib.sha256).hexdigest()


def from_here(request: Request) -> bool:
    """Whether a page of this very site sent the form: browsers say so in one header or the other."""
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    if site and site not in {"same-origin", "none"}:
        return False
    return not origin or origin.partition("://")[2] == request.headers.get("host", "")


def typed_words(form: FormData) -> list[str]:
    """What people typed in a form, to copy it from where the form cannot come back."""
    given = [(name, value.strip()) for name, value in form.multi_items() if isinstance(value, str)]
    words = [value for name, value in given if value and name not in NOT_TYPED]
    return words if len(words) <= MOST_PIECES else ["\n".join(words)]


def check_size(data: bytes) -> None:
    """Raise Refusal for an uploaded file that is empty, or larger than in a chat."""
    if not data or len(data) > LARGEST_UPLOAD:
        raise Refusal(Text("desk-file-size"))


def refused(refusal: Refusal, usage: Sequence[Text] = ()) -> Reply:
    """A refusal as a notice shows it."""
    return Reply(lines=(refusal.text, *usage))
