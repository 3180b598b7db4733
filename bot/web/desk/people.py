"""Who holds a role: codes that invite, as a link and a picture to scan, and taking a role away."""

import secrets
from datetime import timedelta

from starlette.responses import Response

from bot.core.commands import members
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Invite, Role
from bot.core.ports.facts import BOT_LINK
from bot.web.desk import render
from bot.web.desk.visit import Place, Visit

HOURS = (1, 24, 48, 168)


async def show(visit: Visit, invited: Reply | None = None, code: str = "") -> Response:
    """The members, and the form for a code."""
    user, slug = visit.session.user, visit.here.slug
    async with visit.parts.services.store.reading() as tx:
        found = await tx.people.members(slug)
        own = "" if user.operator else tx.people.pseudonym(slug, user.platform, user.person)
        bot = await tx.facts.get(BOT_LINK, "telegram") or ""
    link = f"{bot}?start={code}" if bot and code else ""
    return render.page(
        visit, "people.html", Text("desk-people"), section="people", members=found, own=own, roles=list(Role),
        hours=HOURS, invited=invited, code=code, link=link, picture=qr_code(link or code) if code else "",
        owner=visit.may(Role.OWNER),
    )  # fmt: skip


async def invite(visit: Visit) -> Response:
    """Make a code, and show it this once."""
    words, hours = visit.field("role"), visit.field("hours")
    if words not in set(Role) or hours not in {str(one) for one in HOURS}:
        raise Refusal(Text("desk-bad-form"))
    code, parts = secrets.token_urlsafe(16), visit.parts
    async with parts.services.store.writing() as tx:
        by, now, rules = await visit.actor(tx, Role.OWNER), parts.clock.now(), parts.services.kinds.rules
        given = Invite(visit.here.slug, Role(words), now + timedelta(hours=int(hours)))
        reply = await members.invite(tx, visit.here, code, given, rules, by, now)
    return await show(visit, reply, code)


async def revoke(visit: Visit) -> Response:
    """Take a role away: with /revoke for an owner, as `nolike revoke` for the operator."""
    pseudonym = visit.field("pseudonym")
    if visit.operator:
        async with visit.parts.services.store.writing() as tx:
            replies = [await members.revoke(tx, visit.here, pseudonym, visit.parts.clock.now())]
    else:
        replies = await visit.run(f"revoke {pseudonym} {visit.here.slug}")
    for reply in replies:
        visit.note(reply)
    return visit.back(f"{visit.base}/people")


def qr_code(text: str) -> str:
    """A QR code as SVG without any style, which the page's policy allows."""
    import segno  # noqa: PLC0415 - only for those who invite

    return str(segno.make(text, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff", omitsize=False))


PLACES = (
    Place("/c/{slug}/people", show, Role.ORGANIZER),
    Place("/c/{slug}/people/invite", invite, Role.OWNER, post=True),
    Place("/c/{slug}/people/revoke", revoke, Role.OWNER, post=True),
)
