"""The audit log: who did what, filtered, and as CSV."""

import csv
import io

from starlette.responses import Response

from bot.core.commands.audit_words import audit_line
from bot.core.files.editing.campaign_changes import ACTS
from bot.core.model.campaign import Campaign
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.core.ports.people import Act
from bot.web.desk import render
from bot.web.desk.visit import Place, Visit

SHOWN, DOWNLOADED = 200, 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def show(visit: Visit) -> Response:
    """The newest acts that match the filter."""
    acts, known = await _acts(visit)
    query = visit.request.query_params
    return render.page(
        visit, "audit.html", Text("desk-audit"), section="audit",
        acts=[(*_cells(audit_line(one, visit.here)), _path(visit, one)) for one in acts[:SHOWN]],
        known=[(one, _kind(one, visit.here)) for one in known],
        picked=query.get("act", ""), who=query.get("who", ""), more=len(acts) > SHOWN, query=str(query),
    )  # fmt: skip


def _path(visit: Visit, act: Act) -> str:
    """Where the reader may look at the values that an act changed, "" where that is nowhere."""
    shown = act.act in ACTS and visit.may(Role.OWNER)
    return f"{visit.base}/campaign/changes/{act.about.partition(' ')[0]}" if shown else ""


def _cells(line: Text) -> list[Text]:
    """When, who and what: each value of an audit line as a text of its own."""
    return [Text("cell", {"value": line.values[name]}) for name in ("at", "who", "what")]


def _kind(act: str, campaign: Campaign) -> Text:
    """What a kind of act is called: its line without a number or a name."""
    line = audit_line(Act(campaign.starts_at, campaign.slug, "", "", act, "… …"), campaign)
    return Text("cell", {"value": line.values["what"]})


async def download(visit: Visit) -> Response:
    """Every act that matches the filter, as CSV with its times in UTC, oldest first."""
    acts, _ = await _acts(visit)
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(("at", "role", "pseudonym", "act", "about"))
    for one in reversed(acts):
        writer.writerow([one.at.isoformat(), *map(plain_cell, (one.role, one.pseudonym, one.act, one.about))])
    named = {"content-disposition": f'attachment; filename="{visit.here.slug}-audit.csv"'}
    return Response(sheet.getvalue(), headers=named, media_type="text/csv; charset=utf-8")


def plain_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""
    return f"'{text}" if text.startswith(FORMULA) else text


async def _acts(visit: Visit) -> tuple[list[Act], list[str]]:
    """The acts that match, newest first; and every kind of act that there is."""
    async with visit.parts.services.store.reading() as tx:
        acts = await tx.audit.list(visit.here.slug, DOWNLOADED)
    wanted = visit.request.query_params.get("act", "")
    who = visit.request.query_params.get("who", "").strip().lower()
    found = [
        one for one in acts if wanted in {"", one.act} and (not who or who == one.role or one.pseudonym.startswith(who))
    ]
    return found, sorted({one.act for one in acts})


PLACES = (
    Place("/c/{slug}/audit", show, Role.ORGANIZER),
    Place("/c/{slug}/audit.csv", download, Role.ORGANIZER),
)
