"""How many chats follow, and which are switched off and why; no chat by itself."""

from collections import Counter, defaultdict

from starlette.responses import Response

from bot.core.calls.failure_reasons import told_reasons
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.web.desk import render
from bot.web.desk.visit import Place, Visit


async def show(visit: Visit) -> Response:
    """The numbers by platform and language, and by the reason that a chat is off."""
    async with visit.parts.services.store.reading() as tx:
        census = await tx.chats.census(visit.here.slug)
    on: Counter[tuple[str, str]] = Counter()
    off: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for (platform, language, why), count in census.items():
        if why:
            off[platform].append((why, count))
        else:
            on[platform, visit.here.tongue(language)] += count
    told = [(platform, *one) for platform in sorted(off) for one in told_reasons(sorted(off[platform]))]
    return render.page(
        visit, "chats.html", Text("desk-chats"), section="chats", on=sorted(on.items()), off=told, total=on.total()
    )  # fmt: skip


PLACES = (Place("/c/{slug}/chats", show, Role.ORGANIZER),)
