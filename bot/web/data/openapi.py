"""The description of the open data, in the form that other programs read (OpenAPI 3.1)."""

from collections.abc import Sequence
from typing import Any

from bot.core.model.measures.measure import MEASURES, MeasureKind, Wanted
from bot.core.model.source import FaultKind
from bot.web.data.series import POINTS
from bot.web.response_cache import MEASURE

_NUMBER: dict[str, Any] = {"type": ["integer", "null"]}
_DECIMAL: dict[str, Any] = {"type": ["number", "null"]}
_MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
_MEASURE: dict[str, Any] = {
    "measure": {"type": "string", "enum": list(MEASURES)},
    "unit": {"type": "string"},
    "wanted": {"type": "string", "enum": [way.value for way in Wanted]},
}
_SUM: dict[str, Any] = {
    "before": _DECIMAL,
    "now": _DECIMAL,
    "lost": _DECIMAL,
    "lost_percent": _DECIMAL,
    "loss": {"type": "object", "additionalProperties": {"type": "number"}},
}
_TARGET: dict[str, Any] = {
    "target": {"type": "string"},
    **_SUM,
    "step": {"type": "number", "exclusiveMinimum": 0},
    "lost_low": _DECIMAL,
    "lost_high": _DECIMAL,
    "last_hour": _DECIMAL,
    "last_24h": _DECIMAL,
    "per_hour": _DECIMAL,
    "age_seconds": _NUMBER,
    "origin": {"type": ["string", "null"]},
    "held": {"type": "boolean"},
    "failing_since": {"type": ["string", "null"], "format": "date-time"},
    "fault": {
        "type": ["string", "null"],
        "enum": [*sorted({kind.public for kind in FaultKind}), None],
        "description": "Why a page gives no number. `unread`: the bot could not read it, for a reason of its own.",
    },
    "since_end": _DECIMAL,
    "baseline_late": {"type": "boolean"},
    "baseline_corrected": {"type": ["string", "null"], "format": "date-time"},
    **_MEASURE,
    "page": {"type": ["string", "null"]},
}
_GOAL: dict[str, Any] = {
    "goal": _DECIMAL,
    "percent": _DECIMAL,
    "reached": {"type": "boolean"},
    "earliest": {"type": ["string", "null"], "format": "date-time"},
    "latest": {"type": ["string", "null"], "format": "date-time"},
}
_EVENT: dict[str, Any] = {
    "id": {"type": "integer"},
    "kind": {"type": "string"},
    "state": {"type": "string"},
    "title": {"type": "object", "additionalProperties": {"type": "string"}},
    "starts_at": _MOMENT,
    "ends_at": _MOMENT,
    "zone": {"type": "string"},
    "people": _NUMBER,
    "checked_in": _NUMBER,
    "goal": _NUMBER,
    "reached": _NUMBER,
    "simulated": {"type": "boolean"},
    "result": {
        "type": ["object", "null"],
        "additionalProperties": {"type": "array", "items": {"type": "string"}},
    },
}
_POINT = {"at": _MOMENT, "count": {"type": "number"}, "lost": _DECIMAL, "age_seconds": {"type": "integer"}}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


_BLOCK: dict[str, Any] = {
    **_MEASURE,
    "kind": {"type": "string", "enum": [kind.value for kind in MeasureKind]},
    "decimals": {"type": "integer", "minimum": 0},
    "value_per_unit": _DECIMAL,
    "total": _object(_SUM),
    "goal": {**_object(_GOAL), "type": ["object", "null"]},
}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_ERROR = {"application/json": {"schema": _object({"error": {"type": "string"}})}}
_TOO_LONG = {"description": "The query is too long", "content": {"text/plain": {"schema": {"type": "string"}}}}
_ERROR_PAGE: dict[str, Any] = {"text/html": {"schema": {"type": "string"}}}


def _answers(media: str, schema: dict[str, Any], *wrong: str, error: dict[str, Any] = _ERROR) -> dict[str, Any]:
    told = {"description": "What is wrong, in one sentence", "content": error}
    found = {"description": "What was asked for", "content": {media: {"schema": schema}}}
    return {"200": found, **dict.fromkeys(wrong, told)}


def _query(name: str, schema: dict[str, Any], about: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": about}


def _path(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _get(about: str, answers: dict[str, Any], *parameters: dict[str, Any]) -> dict[str, Any]:
    if any(one["in"] == "query" for one in parameters):
        answers = {**answers, "414": _TOO_LONG}
    return {"get": {"summary": about, "parameters": list(parameters), "responses": answers}}


def _pictures(languages: Sequence[str], slug: dict[str, Any]) -> dict[str, Any]:
    """The pictures that show one measure."""
    lang = _path("lang", {"type": "string", "enum": list(languages)})
    measure = _query(
        MEASURE,
        {"type": "string", "pattern": "^[a-z]{1,20}(-[0-9]{1,2})?$"},
        "The measure that is shown, such as `followers`, or `followers-2` for the second of that name; without it the "
        "first. A word that names none is answered with those that there are.",
    )
    svg = _answers("image/svg+xml", {"type": "string"}, "400", "404", error=_ERROR_PAGE)
    png = _answers("image/png", {"type": "string", "format": "binary"}, "400", "404", "429", "503", error=_ERROR_PAGE)
    return {
        "/badge/{slug}.svg": _get("A small label, in the campaign's own language", svg, slug, measure),
        "/{lang}/{slug}/badge.svg": _get("A small label", svg, lang, slug, measure),
        "/{lang}/{slug}/share.png": _get("The picture to pass on, 1200 x 630", png, lang, slug, measure),
        "/{lang}/{slug}/story.png": _get("The picture for stories, 1080 x 1920", png, lang, slug, measure),
    }


def describe(version: str, public_url: str, languages: Sequence[str]) -> dict[str, Any]:
    """The description; `public_url` is where the site is, "" where that is not known."""
    slug = _path("slug", {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"})
    campaign = _object(
        {
            "campaign": {"type": "string"},
            "as_of": _MOMENT,
            "currency": {"type": ["string", "null"]},
            "targets": _list(_object(_TARGET)),
            "total": _object({**_SUM, **_MEASURE}),
            "measures": _list(_object(_BLOCK)),
            "controls": _list(_object(_TARGET)),
        }
    )
    series = _object(
        {
            "campaign": {"type": "string"},
            "from": _MOMENT,
            "to": _MOMENT,
            "targets": _list(
                _object(
                    {
                        "target": {"type": "string"},
                        **_MEASURE,
                        "page": {"type": ["string", "null"]},
                        "points": _list(_object(_POINT)),
                    }
                )
            ),
        }
    )
    events = _object({"campaign": {"type": "string"}, "events": _list(_object(_EVENT))})
    listed = _object({"campaigns": _list(_object({"campaign": {"type": "string"}, "title": {
        "type": "object", "additionalProperties": {"type": "string"}}}))})  # fmt: skip
    points = {"type": "integer", "minimum": POINTS[0], "maximum": POINTS[-1], "default": 300}
    questions = [
        _query("target", {"type": "string"}, "A target's slug; all of them without it."),
        _query("from", _MOMENT, "From 2000 to 2199, with its offset; the campaign's start without it."),
        _query("to", _MOMENT, "Later than `from`, by ten years at most; without it now, or when the readings ended."),
        _query(
            "points",
            points,
            "At most so many points, evenly spread in time; each takes the last reading of every page.",
        ),
    ]

    base = "/api/v1/campaigns"
    return {
        "openapi": "3.1.0",
        "info": {"title": "nolike", "version": version, "description": "What consumer campaigns do to public numbers."},
        "servers": [{"url": public_url.rstrip("/") or "/"}],
        "paths": {
            base: _get("The campaigns", _answers("application/json", listed)),
            f"{base}/{{slug}}": _get("The figures", _answers("application/json", campaign, "404"), slug),
            f"{base}/{{slug}}/series": _get(
                "Readings over time", _answers("application/json", series, "400", "404", "429"), slug, *questions
            ),
            f"{base}/{{slug}}/events": _get(
                "What people do together", _answers("application/json", events, "404"), slug
            ),
            f"{base}/{{slug}}/snapshots.csv": _get(
                "Every reading", _answers("text/csv", {"type": "string"}, "404", "429", "503"), slug
            ),
            **_pictures(languages, slug),
        },
    }
