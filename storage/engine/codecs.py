"""Codecs between values of the core and columns: quiet hours as minutes of the day, a cadence as one word."""

import json
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.core.model.chats import Chat, ChatKind, Quiet
from bot.core.model.schedule import Cadence
from storage.tables import chats

# The columns that `read_chat` expects, in this order.
CHAT = (
    chats.c.id,
    chats.c.platform,
    chats.c.kind,
    chats.c.language,
    chats.c.zone,
    chats.c.quiet_start,
    chats.c.quiet_end,
    chats.c.off,
    chats.c.options,
    chats.c.app_language,
)


def read_chat(row: Sequence[Any]) -> Chat:
    """Read the chat from a row that begins with the columns of `CHAT`."""
    chat, platform, kind, language, zone, start, end, off, options, app = row[: len(CHAT)]
    quiet = None if start is None or end is None else Quiet(_clock(start), _clock(end))
    return Chat(chat, platform, ChatKind(kind), language, zone, quiet, off, read_options(options), app)


def write_options(options: Mapping[str, str]) -> str:
    """Write a chat's options as JSON; "" where it has none."""
    return json.dumps(dict(sorted(options.items()))) if options else ""


def read_options(cell: str) -> dict[str, str]:
    """Read the options that `write_options` wrote."""
    return dict(json.loads(cell)) if cell else {}


def write_quiet(quiet: Quiet | None) -> dict[str, int | None]:
    """The values of the two columns of quiet hours, in minutes since midnight; both None without quiet hours."""
    if quiet is None:
        return {"quiet_start": None, "quiet_end": None}
    return {"quiet_start": _minutes(quiet.start), "quiet_end": _minutes(quiet.end)}


def write_cadence(cadence: Cadence) -> str:
    """Write a cadence as its seconds (`3600`), or as its time of day (`20:00`)."""
    return str(cadence.every) if cadence.daily is None else f"{cadence.daily:%H:%M}"


def read_cadence(cell: str) -> Cadence:
    """Read the cadence that `write_cadence` wrote."""
    return Cadence(daily=time.fromisoformat(cell)) if ":" in cell else Cadence(every=int(cell))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, 60))
