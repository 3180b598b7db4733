"""Events as iCalendar files."""

from datetime import UTC, datetime

from bot.core.model.event import Event, EventState
from bot.core.model.reply import Text, Value
from bot.core.ports.language import Speak

LINE = 75


def calendar(event: Event, title: Value, how: Text, speak: Speak, now: datetime) -> str:
    """Write the event as iCalendar (RFC 5545) in the language of `speak`, with times in UTC.

    Its UID stays the same when the event is moved or cancelled, so that calendars update their entry.
    """
    status = "CANCELLED" if event.state is EventState.CANCELLED else "CONFIRMED"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//nolike//events//EN",
        "BEGIN:VEVENT",
        f"UID:event-{event.id}.{event.campaign}@nolike",
        f"DTSTAMP:{_time(now)}",
        f"DTSTART:{_time(event.starts_at)}",
        f"DTEND:{_time(event.ends_at)}",
        f"SUMMARY:{_text(speak(Text('cell', {'value': title})))}",
        f"DESCRIPTION:{_text(speak(how))}",
        f"STATUS:{status}",
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
