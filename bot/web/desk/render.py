"""Pages of the desk: templates filled with words of one language."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, Response

from bot.core.calls.content import LARGEST_PICTURE
from bot.core.commands.uploads import LARGEST_UPLOAD
from bot.core.files.editing.campaign_form import Field, is_filled
from bot.core.model.measures.texts import measure_name, number, standing
from bot.core.model.reply import Moment, Reply, Span, Text, Value, in_zone
from bot.core.model.roles import Role
from bot.core.ports.language import Tongue
from bot.web.desk.acts import is_offered
from bot.web.desk.parts import Parts
from bot.web.desk.visit import Visit

HERE = Path(__file__).parent
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".svg": "image/svg+xml"}  # fmt: skip
SECTIONS: tuple[tuple[str, Role], ...] = (
    ("today", Role.REPORTER), ("calls", Role.ORGANIZER), ("events", Role.ORGANIZER), ("counts", Role.REPORTER),
    ("campaign", Role.OWNER),
    ("people", Role.ORGANIZER), ("chats", Role.ORGANIZER), ("audit", Role.ORGANIZER),
)  # fmt: skip
"""The pages of a campaign in the order of the menu, and the role that each needs."""


def page(visit: Visit, template: str, title: Text, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - what its template shows
    """A page for somebody who is in."""
    zone = visit.campaign.zone if visit.campaign else "UTC"
    sections = [
        {"name": name, "href": f"{visit.base}/{name}", "here": values.get("section") == name}
        for name, needed in (SECTIONS if visit.campaign else ())
        if visit.may(needed)
    ]
    shared = {
        **_hidden(visit), "sections": sections, "path": _path(visit),
        "campaigns": [one for one, _ in visit.campaigns], "campaign": visit.campaign,
        "notices": visit.parts.take_notices(visit.session.id),
    }  # fmt: skip
    body = write(visit.parts, visit.speak, template, zone, {**shared, **values, "title": visit.speak(title)})
    return HTMLResponse(body, status, {"content-language": visit.speak.code})


def _hidden(visit: Visit) -> dict[str, Any]:
    """What each form sends along: that it is of this session, and of this page alone."""
    return {"visit": visit, "csrf": visit.csrf, "once": secrets.token_urlsafe(9)}


def _path(visit: Visit) -> str:
    """The page to come back to: this one, or the one whose form was sent."""
    return visit.request.url.path if visit.request.method == "GET" else visit.field("back") or "/desk/"


def fragment(visit: Visit, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - as above
    """A piece of a page, which htmx puts in place of the one before."""
    zone = visit.campaign.zone if visit.campaign else "UTC"
    shared = {**_hidden(visit), "campaign": visit.campaign}
    return HTMLResponse(write(visit.parts, visit.speak, template, zone, {**shared, **values}), status)


def outside(parts: Parts, speak: Tongue, template: str, title: Text, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - as above
    """A page for somebody who is not in."""
    body = write(parts, speak, template, "UTC", {**values, "title": speak(title)})
    return HTMLResponse(body, status, {"content-language": speak.code})


def write(parts: Parts, speak: Tongue, template: str, zone: str, values: Mapping[str, Any]) -> str:
    """Fill a template; in it, `w` says a text by its id, `say` a text, and `at` a moment in the campaign's zone."""

    def say(text: Text) -> str:
        return speak(in_zone(text, zone))

    def word(text_id: str, **given: Value) -> str:
        return say(Text(text_id, given))

    def moment(at: Any, form: str = "full") -> str:  # noqa: ANN401 - a datetime of the template's
        return speak(Text("cell", {"value": Moment(at, zone, form)}))

    def m_at(at: datetime, form: str = "full") -> Moment:
        return Moment(at, zone, form)

    def lines(reply: Reply) -> list[str]:
        return [say(line) for line in reply.lines]

    helpers: dict[str, Callable[..., Any]] = {
        "say": say, "w": word, "at": moment, "m_at": m_at, "lines": lines, "text": Text, "offered": is_offered,
        "stands": standing, "number": number, "measure_name": measure_name,
        "w_title": lambda campaign: Text("cell", {"value": campaign.title}),
        "filled": is_filled, "choice_name": lambda field, value: choice_name(parts, speak, field, value),
        "span": lambda hours: Span(timedelta(hours=hours)),
    }  # fmt: skip
    frame = {
        "lang": speak.code, "dir": "rtl" if speak.right_to_left else "ltr", "languages": parts.languages,
        "owner_role": Role.OWNER, "organizer_role": Role.ORGANIZER, "known_roles": list(Role),
        "most_bytes": {"picture": LARGEST_PICTURE, "file": LARGEST_UPLOAD},
        "asset": {name: f"/desk/static/{digest()}/{name}" for name in assets()},
    }  # fmt: skip
    return environment().get_template(template).render({**frame, **helpers, **values})


def choice_name(parts: Parts, speak: Tongue, field: Field, value: str) -> str:
    """The name of a value that a field of the campaign's file may have, such as "control"; a source's is the same."""
    kinds = parts.services.kinds
    if field.label == "kind" and value in kinds:
        return speak(Text(kinds[value].title))
    texts = {"key": "measure", "fallback": "language", "kind": "choice", "wanted": "choice", "role": "choice"}
    prefix = texts.get(field.label)
    return speak(Text(f"desk-choice-{value}" if prefix == "choice" else f"{prefix}-{value}")) if prefix else value


@cache
def environment() -> Environment:
    """The templates of the desk."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


@cache
def assets() -> dict[str, bytes]:
    """The files that pages load, by name."""
    return {path.name: path.read_bytes() for path in sorted((HERE / "static").iterdir()) if path.suffix in TYPES}


@cache
def digest() -> str:
    """A part of the address of every asset, so that browsers cache them for ever."""
    return hashlib.sha256(b"".join(assets().values())).hexdigest()[:12]
