"""Events as their kinds see them, put together by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.core.events.kind import Counts, EventStatus
from bot.core.model.campaign import Campaign
from bot.core.model.event import Event, Plan, Share, Turnout
from bot.core.model.reply import Reply, Text
from bot.event_kinds import KINDS
from bot.locales import speak
from tests.talk import example

START = datetime(2026, 12, 1, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONE = "Europe/Paris"


def campaign() -> Campaign:
    return replace(example(), starts_at=START - 240 * HOUR, ends_at=START + 720 * HOUR)


def event(kind: str, goal: str = "", **options: str) -> Event:
    local = datetime.fromisoformat("2026-12-01T20:00")
    plan = Plan(kind, local, int(KINDS[kind].length.total_seconds()), goal, options=options)
    return Event(3, "no-voip-no-like", ZONE, plan, START - 48 * HOUR, card=1)


def status(
    kind: str, people: Mapping[int, Share] | None = None, /, counts: Counts | None = None, hours: float = 80,
    goal: str = "", **options: str,
) -> EventStatus:  # fmt: skip
    """An event so many hours after its start."""
    turnout = Turnout({"": sum((people or {}).values(), Share())}, people or {})
    return EventStatus(
        campaign(), event(kind, goal, **options), KINDS[kind], turnout, counts or Counts(), START + hours * HOUR
    )


def counts(values: Sequence[int], step: int = 1, *, missing: bool = False) -> Counts:
    """One value an hour from the start on."""
    return Counts(tuple((START + place * HOUR, value) for place, value in enumerate(values)), step, missing)


def share(people: int, **more: int | Decimal) -> Share:
    return replace(Share(people, persons=people), **more)  # type: ignore[arg-type]


def said(texts: Sequence[Text] | Reply, language: str = "en") -> list[str]:
    lines = texts.lines if isinstance(texts, Reply) else texts
    return [speak(language)(line) for line in lines]
