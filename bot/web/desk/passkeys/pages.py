"""Adding, removing and coming in with passkeys, for owners and the operator."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, say
from bot.core.ports.database import Transaction
from bot.core.ports.desk import SESSION_VALID, Passkey
from bot.core.ports.language import Tongue
from bot.core.ports.people import Act
from bot.web.desk.parts import Parts
from bot.web.desk.passkeys import ceremony
from bot.web.desk.visit import Place, Visit, from_here, welcome
from bot.web.rate_limit import Denied

MOST_PASSKEYS = 10
"""Passkeys of one person."""
HANDLE_BYTES = 32
MAX_CREDENTIAL = 20_000
"""Characters of a credential; those of browsers have fewer than 2,000."""


@dataclass
class PasskeyDoor:
    """Coming in with a passkey in place of a link."""

    parts: Parts
    tongue: Callable[[Request], Tongue]

    async def options(self, request: Request) -> Response:
        """A challenge for the browser, as JSON."""
        site = self._site(request)
        challenge = self.parts.challenges.make("", self.parts.clock.now())
        return _json(ceremony.request_options(site, challenge))

    async def enter(self, request: Request) -> Response:
        """Begin a session of whoever the passkey belongs to."""
        site, now = self._site(request), self.parts.clock.now()
        async with request.form(max_fields=2, max_files=0, max_part_size=MAX_CREDENTIAL) as form:
            sent = str(form.get("credential", ""))[:MAX_CREDENTIAL]
        made = ceremony.read_made(sent, new=False)
        if self.parts.challenges.take(made.challenge, "", now) is None:
            raise Refusal(Text("desk-passkey-refused"))
        cookie = secrets.token_urlsafe(32)
        async with self.parts.services.store.writing() as tx:
            found = await tx.passkeys.find(made.id, made.handle) if tx.people.knowable else None
            if found is None:
                raise Refusal(Text("desk-passkey-refused"))
            kept, user = found
            await tx.passkeys.use(kept.id, ceremony.check_shown(site, made, kept), now)
            await tx.desk.begin(cookie, user, now, now + SESSION_VALID)
        return welcome(request, cookie)

    def _site(self, request: Request) -> ceremony.Site:
        self.parts.links.take(request)
        site = ceremony.site_of(request, self.parts.services.desk_url)
        if site is None or not from_here(request):
            raise Denied(403, Text("desk-bad-form"))
        return site


async def options(visit: Visit) -> Response:
    """A challenge for a new passkey of this session, as JSON."""
    site = _own_site(visit)
    async with visit.parts.services.store.reading() as tx:
        known = await tx.passkeys.of(visit.session.user)
    if len(known) >= MOST_PASSKEYS:
        raise Refusal(Text("desk-passkey-refused"))
    handle = secrets.token_bytes(HANDLE_BYTES)
    challenge = visit.parts.challenges.make(visit.session.id, visit.parts.clock.now(), handle)
    return _json(ceremony.creation_options(site, visit.speak(Text("desk-title")), handle, challenge, known))


async def add(visit: Visit) -> Response:
    """Store a new passkey of this person."""
    site, now = _own_site(visit), visit.parts.clock.now()
    made = ceremony.read_made(visit.field("credential")[:MAX_CREDENTIAL], new=True)
    handle = visit.parts.challenges.take(made.challenge, visit.session.id, now)
    if not handle:
        raise Refusal(Text("desk-passkey-refused"))
    public_key, count = ceremony.check_new(site, made)
    async with visit.parts.services.store.writing() as tx:
        known = await tx.passkeys.of(visit.session.user)
        passkey = Passkey(made.id, public_key, count, now)
        if len(known) >= MOST_PASSKEYS or not await tx.passkeys.add(passkey, handle, visit.session.user):
            raise Refusal(Text("desk-passkey-refused"))
        await _write_down(visit, tx, "passkey-added")
    visit.note(say("desk-passkey-added"))
    return visit.back("/desk/sessions")


async def remove(visit: Visit) -> Response:
    """Delete one of this person's passkeys; sessions that were begun with it go on until they are ended."""
    async with visit.parts.services.store.writing() as tx:
        if not await tx.passkeys.remove(visit.session.user, visit.field("passkey")):
            raise Refusal(Text("desk-no-passkey"))
        await _write_down(visit, tx, "passkey-removed")
    visit.note(say("desk-passkey-removed"))
    return visit.back("/desk/sessions")


async def _write_down(visit: Visit, tx: Transaction, act: str) -> None:
    user, now = visit.session.user, visit.parts.clock.now()
    for campaign, role in visit.campaigns:
        known_as = "" if role is None else tx.people.pseudonym(campaign.slug, user.platform, user.person)
        await tx.audit.write(Act(now, campaign.slug, "operator" if role is None else role.value, known_as, act))


def _own_site(visit: Visit) -> ceremony.Site:
    site = ceremony.site_of(visit.request, visit.parts.services.desk_url)
    if site is None or not visit.owns:
        raise Refusal(Text("desk-passkey-refused"))
    return site


def _json(options: str) -> Response:
    return Response(options, media_type="application/json")


PLACES = (
    Place("/passkeys/options", options, post=True),
    Place("/passkeys/add", add, post=True),
    Place("/passkeys/remove", remove, post=True),
)
