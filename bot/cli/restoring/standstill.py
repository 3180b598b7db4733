"""Since when a bot stands still that was restored: as its person says, and as the backup can confirm."""

import sys
from datetime import datetime, timedelta
from typing import TypeVar

import typer

from bot.cli.program import parse_time, spoken, warn
from bot.config import ConfigError
from bot.core.model.input.letters import printable
from bot.core.model.reply import Moment, Text

T = TypeVar("T")

SLIGHTLY = timedelta(minutes=5)
"""So far behind the machine before may be a clock that nobody looks after."""


def believed(since: datetime, ran: datetime | None, now: datetime) -> datetime | None:
    """Since when the bot stands still, no later than `now`; None, and a sentence, where it surely `ran` after that.

    As where a time of the own zone was typed: what the bot sent until it ended would be sent again.
    """
    if ran is None or since >= ran:
        return min(since, now)
    # A time is told by the minute, and typed by it.
    shown = ran + timedelta(minutes=1)
    warn(Text("restore-ran", {"since": Moment(since, "UTC"), "ran": Moment(shown, "UTC")}))
    return None


def count_as_now(clock: datetime, taken: datetime, since: datetime | None, *, may_be_move: bool) -> datetime:
    """The moment up to which something may have been sent: this machine's `clock`; where it is behind, what was typed.

    A clock that stands before the backup was `taken` would let all that was sent since go out again. Raises ConfigError
    for it, unless a time was typed that is no earlier than the backup: it may be that one's clock that was wrong. What
    `may_be_move` goes on where it stopped, so there a clock that is slightly behind is taken for as late as it may be.
    """
    if clock >= taken:
        return clock
    if since is not None and since >= taken:
        return since
    if may_be_move and since is None and taken - clock <= SLIGHTLY:
        return clock + SLIGHTLY
    # A time is told by the minute, and typed by it.
    shown = taken + timedelta(minutes=1)
    form = "%Y-%m-%d %H:%M" if (taken - clock) > timedelta(minutes=1) else "%Y-%m-%d %H:%M:%S"
    as_backup = (
        ". A file of `nolike move` is then like any backup: what was due after it is not sent" if may_be_move else ""
    )
    raise ConfigError(
        f"This machine's clock says {clock:{form}} UTC, before the backup was taken "
        f"({taken:{form}} UTC): set it right and restore again; where it is right, add --since with the time "
        f"since when the bot stands still, no earlier than {shown:%Y-%m-%dT%H:%M}Z{as_backup}."
    )


def ask_since(ran: datetime | None, now: datetime) -> datetime:
    """Since when the bot stands still, as the person at the terminal says; without one, or without an answer, `now`."""
    return _ask(Text("restore-ask", {"now": Moment(now, "UTC")}), ran, now, now)


def ask_moved(ran: datetime | None, now: datetime) -> datetime | None:
    """Since when the bot stands still that ran on after its move was taken back; None where it did not, or nobody says.

    Nothing in a move's file tells that it was taken back later.
    """
    return _ask(Text("restore-ask-moved", {"now": Moment(now, "UTC")}), ran, now, None)


def _ask(question: Text, ran: datetime | None, now: datetime, unsaid: T) -> datetime | T:
    while sys.stdin.isatty():
        try:
            said = typer.prompt(spoken(question), default="", show_default=False, err=True).strip()
            if not said:
                return unsaid
            if (since := believed(parse_time(said, "UTC"), ran, now)) is not None:
                return since
        except typer.Abort:
            # What is restored already is made safe all the same.
            return now
        except ConfigError as wrong:
            typer.echo(printable(str(wrong)), err=True)
    return unsaid
