"""How many chats follow, and which are switched off and why; no chat by itself."""

from collections import Counter

from starlette.responses import Response

from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.web.desk import render
from bot.web.desk.visit import Place, Visit


async def show(visit: Visit) -> Response:
    """The numbers by platform and language, and by the reason that a chat is off."""
    async with visit.parts.services.store.reading() as tx:
        census = await tx.chats.census(visit.here.slug)
    on: Counter[tuple[str, str]] = Counter()
    off: Counter[tuple[str, str]] = Counter()
    for (platform, language, why), count in census.items():
        if why:
            off[platform, why] += count
        else:
            on[platform, language or visit.here.fallback] += count
    return render.page(
        visit, "chats.html", Text("desk-chats"), section="chats", on=sorted(on.items()), off=sorted(off.items()),
        total=on.total(),
    )  # fmt: skip


PLACES = (Place("/c/{slug}/chats", show, Role.ORGANIZER),)
