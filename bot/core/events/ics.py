"""Events as iCalendar files."""

from datetime import UTC, datetime

from bot.core.events.kind import EventStatus
from bot.core.events.replies import title_of
from bot.core.model.event import EventState
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Text
from bot.core.ports.language import Speak

LINE = OTHER_LIMITS["calendar"]["line"]


def calendar(status: EventStatus, speak: Speak, url: str = "") -> str:
    """Write the event as iCalendar (RFC 5545) in the language of `speak`, times in UTC, with an alarm an hour before.

    `url` is its place on the campaign's page, "" where the page's address is not known. Its UID stays the same when the
    event is moved or cancelled, so that calendars update their entry.
    """
    event, kind = status.event, status.kind
    cancelled = event.state is EventState.CANCELLED
    named = (Text("cell", {"value": title_of(event, kind)}), Text("cell", {"value": status.campaign.title}))
    summary = _text(" · ".join(map(speak, named)))
    # A calendar has no buttons, and what stands on the page is not there.
    how = speak(Text(kind.file_how or kind.page_how or kind.how))
    about = [how, *(one for one in (status.option("link"), url) if one)]
    alarm = [] if cancelled else [
        "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", f"DESCRIPTION:{summary}", "END:VALARM",
    ]  # fmt: skip
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//nolike//events//EN",
        "BEGIN:VEVENT",
        f"UID:event-{event.id}.{event.campaign}@nolike",
        f"DTSTAMP:{_time(status.now)}",
        f"DTSTART:{_time(event.starts_at)}",
        f"DTEND:{_time(event.ends_at)}",
        f"SUMMARY:{summary}",
        "DESCRIPTION:" + _text("\n".join(about)),
        *([f"URL:{url}"] if url else []),
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        *alarm,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line at 75 bytes, without splitting a UTF-8 character; continuation lines begin with a space."""
    parts, size = [""], 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LINE:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += length
    return "\r\n".join(parts)
