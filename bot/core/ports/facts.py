"""Facts: small typed values that survive a restart."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FactKind(Generic[T]):
    """A kind of fact: its name in the database, and how its value is written as text and read again."""

    name: str
    write: Callable[[T], str] = field(repr=False)
    read: Callable[[str], T] = field(repr=False)


_AHEAD = timedelta(hours=1)
"""How far the clocks of two machines may be apart."""


class FloodWait(NamedTuple):
    """A platform asked for a pause of `seconds`, which began at `began`."""

    began: datetime
    seconds: float

    def left(self, now: datetime) -> float:
        """Seconds left of it at `now`; 0 where the clock says that it has not begun."""
        passed = (now - self.began).total_seconds()
        return self.seconds - passed if passed >= 0 else 0.0


class TypedCount(NamedTuple):
    """A count that a person typed and was asked to repeat."""

    value: int
    step: int
    at: datetime


class KeptBackups(NamedTuple):
    """The newest backup was taken at `taken`; the last backup with that data is deleted at `gone`."""

    taken: datetime
    gone: datetime

    def is_ahead(self, now: datetime) -> bool:
        """Whether the clock was ahead when it was taken, so that nobody knows when that was."""
        return self.taken - now > _AHEAD

    def gone_by(self, now: datetime) -> datetime:
        """When the last backup is deleted; where the clock was ahead, after as long as it is kept."""
        return now + (self.gone - self.taken) if self.is_ahead(now) else self.gone


class SignedNotice(NamedTuple):
    """Who may speak for campaigns when the bot is silent: JSON as it was signed, public key and signature in base64."""

    text: str
    key: str
    signature: str

    def counts(self, now: datetime) -> bool:
        """Whether its time is not over yet, by its own words."""
        return now < datetime.fromisoformat(json.loads(self.text)["until"])

    def names(self, slug: str) -> bool:
        """Whether it is about this campaign, by its own words."""
        return slug in json.loads(self.text)["campaigns"]


class Unrequested(NamedTuple):
    """When a campaign's chats were last posted what they did not ask for, and the replies, as JSON, that still wait."""

    posted: tuple[datetime, ...] = ()
    waiting: tuple[str, ...] = ()


class Lack(NamedTuple):
    """Since when a source cannot be read for want of `settings`."""

    since: datetime
    settings: tuple[str, ...]


class CalendarEntry(NamedTuple):
    """An event's entry in a group's calendar: the platform's id, and a hash of what the entry says.

    `id` is "" where the platform refused to make one.
    """

    id: str
    says: str


class RegisteredCommands(NamedTuple):
    """The commands registered with a platform: a hash of them, and the platform's id of each command's name."""

    hash: str
    ids: Mapping[str, str] = {}


def _write_moment(moment: datetime) -> str:
    return moment.isoformat()


def _write_flood(wait: FloodWait) -> str:
    return f"{wait.began.isoformat()} {wait.seconds:.3f}"


def _read_flood(cell: str) -> FloodWait:
    began, seconds = cell.split(" ")
    return FloodWait(datetime.fromisoformat(began), float(seconds))


def _write_typed(typed: TypedCount) -> str:
    return f"{typed.value} {typed.step} {typed.at.isoformat()}"


def _read_typed(cell: str) -> TypedCount:
    value, step, at = cell.split(" ")
    return TypedCount(int(value), int(step), datetime.fromisoformat(at))


def _write_backups(kept: KeptBackups) -> str:
    return f"{kept.taken.isoformat()} {kept.gone.isoformat()}"


def _read_backups(cell: str) -> KeptBackups:
    return KeptBackups(*map(datetime.fromisoformat, cell.split(" ")))


def _write_notice(notice: SignedNotice) -> str:
    return json.dumps(notice)


def _read_notice(cell: str) -> SignedNotice:
    return SignedNotice(*json.loads(cell))


def _write_unrequested(known: Unrequested) -> str:
    return json.dumps([[at.isoformat() for at in known.posted], known.waiting], ensure_ascii=False)


def _read_unrequested(cell: str) -> Unrequested:
    posted, waiting = json.loads(cell)
    return Unrequested(tuple(map(datetime.fromisoformat, posted)), tuple(waiting))


def _write_lack(lack: Lack) -> str:
    return " ".join([lack.since.isoformat(), *lack.settings])


def _read_lack(cell: str) -> Lack:
    since, *settings = cell.split(" ")
    return Lack(datetime.fromisoformat(since), tuple(settings))


def _read_entry(cell: str) -> CalendarEntry:
    known, _, says = cell.partition(" ")
    return CalendarEntry(known, says)


def _write_commands(commands: RegisteredCommands) -> str:
    return json.dumps({"hash": commands.hash, "ids": dict(commands.ids)})


def _read_commands(cell: str) -> RegisteredCommands:
    return RegisteredCommands(**json.loads(cell))


SECRET_FINGERPRINT: FactKind[str] = FactKind("secret-fingerprint", str, str)
"""A hash of the SECRET_KEY that the database was begun with. Subject: ""."""

BOT_LINK: FactKind[str] = FactKind("bot-link", str, str)
"""Where people find the bot. Subject: the platform."""

BOT_ACCOUNT: FactKind[str] = FactKind("bot-account", str, str)
"""The bot's own id on a platform. Subject: the platform."""

FLOOD_WAIT: FactKind[FloodWait] = FactKind("flood-wait", _write_flood, _read_flood)
"""The last pause that a platform asked for. Subject: the platform."""

NONCE_SEED: FactKind[str] = FactKind("nonce-seed", str, str)
"""What makes this database's nonces differ from those of another one. Subject: the platform."""

REGISTERED_COMMANDS: FactKind[RegisteredCommands] = FactKind("told-commands", _write_commands, _read_commands)
"""The commands that a platform shows. Subject: the platform."""

REPORTED_PERMISSIONS: FactKind[str] = FactKind("told-missing", str, str)
"""The missing permissions that managers were told of. Subject: the platform's channel, and what needs them."""

SOURCE_REST: FactKind[datetime] = FactKind("source-rest", _write_moment, datetime.fromisoformat)
"""Until when a source is not queried. Subject: the source."""

SOURCE_LACKS: FactKind[Lack] = FactKind("source-lacks", _write_lack, _read_lack)
"""The settings that a source cannot be read without, and that are not set. Subject: the source."""

TYPED_COUNT: FactKind[TypedCount] = FactKind("typed-count", _write_typed, _read_typed)
"""A count that waits to be typed once more. Subject: the page's id."""

UNSURE_IMPORT: FactKind[int] = FactKind("unsure-import", str, int)
"""The import of a file with refused rows whose counts give no baseline. Subject: the page's id."""

FAULT_TOLD: FactKind[datetime] = FactKind("fault-told", _write_moment, datetime.fromisoformat)
"""Since when a page gave no number when its organizers were told of it. Subject: the page's id."""

ABSENCE_TOLD: FactKind[datetime] = FactKind("absence-told", _write_moment, datetime.fromisoformat)
"""When the last outage ended that organizers were told of. Subject: the platform, or the database."""

MILESTONE: FactKind[Decimal] = FactKind("milestone", str, Decimal)
"""The furthest milestone that a campaign has passed. Subject: the campaign and the kind of milestone."""

UNSURE_MILESTONES: FactKind[datetime] = FactKind("unsure-milestones", _write_moment, datetime.fromisoformat)
"""Up to when a restored bot may have announced milestones that it does not know of. Subject: the campaign or event."""

DOUBTED_MILESTONE: FactKind[datetime] = FactKind("doubted-milestone", _write_moment, datetime.fromisoformat)
"""Since when only the next milestone may be one of those. Subject: the campaign and the kind of it, or the event."""

CALENDAR_ENTRY: FactKind[CalendarEntry] = FactKind("calendar-entry", " ".join, _read_entry)
"""What stands in a group's calendar. Subject: the event's id and the platform's group."""

UNREQUESTED: FactKind[Unrequested] = FactKind("unrequested", _write_unrequested, _read_unrequested)
"""What was posted, and what waits, that no chat asked for, see `delivery/unrequested`. Subject: the campaign."""

OLD_KEY: FactKind[datetime] = FactKind("old-key", _write_moment, datetime.fromisoformat)
"""Until when people known under the SECRET_KEY before are moved over when they are seen. Subject: ""."""

THINNED: FactKind[datetime] = FactKind("thinned", _write_moment, datetime.fromisoformat)
"""Until when a campaign's readings are thinned to the last one of each hour. Subject: the campaign."""

PUBLISHED: FactKind[datetime] = FactKind("published", _write_moment, datetime.fromisoformat)
"""The fixed time of the last publication of figures about people. Subject: ""."""

EVENT_PREVIEWS: FactKind[str] = FactKind("event-previews", str, str)
"""The plans of events that organizers were shown and have not confirmed, as JSON. Subject: the campaign."""

BACKUP: FactKind[KeptBackups] = FactKind("backup", _write_backups, _read_backups)
"""The newest backup, and when it is deleted. Subject: ""."""

COPIED: FactKind[KeptBackups] = FactKind("copied", _write_backups, _read_backups)
"""The last copy that was begun: a backup, which may have failed, a move's, or what was restored. Subject: ""."""

BACKUP_MARK: FactKind[str] = FactKind("backup-mark", str, str)
"""What names this bot in its backups: another one's in the same folder are not touched. Subject: ""."""

LEAST_SCHEMA: FactKind[str] = FactKind("least-schema", str, str)
"""The floor: a process whose program knows no schema as new as this one ends. Subject: ""."""

WRITE_PROBE: FactKind[datetime] = FactKind("write-probe", _write_moment, datetime.fromisoformat)
"""When it was last tried whether the database takes writes; a full disk takes what writes nothing. Subject: ""."""

MOVED: FactKind[datetime] = FactKind("moved", _write_moment, datetime.fromisoformat)
"""Since when the bot of this database runs on another machine: nothing runs on this one. Subject: ""."""

RESTORING: FactKind[datetime] = FactKind("restoring", _write_moment, datetime.fromisoformat)
"""When the backup was taken that is being restored here: nothing runs on it until that is done. Subject: ""."""

SECOND_BOT: FactKind[SignedNotice] = FactKind("second-bot", _write_notice, _read_notice)
"""The newest notice about a second bot; only its key is trusted. Subject: ""."""

FIRST_RUN: FactKind[datetime] = FactKind("first-run", _write_moment, datetime.fromisoformat)
"""Since when a bot runs on this database. Subject: ""."""


class Facts(Protocol):
    """Small values, each known by its kind and its subject."""

    async def get(self, kind: FactKind[T], subject: str = "") -> T | None:
        """The value; None where none is kept."""
        ...

    async def get_all(self, kind: FactKind[T], subjects: Sequence[str]) -> dict[str, T]:
        """The values that are kept, by subject."""
        ...

    async def put(self, kind: FactKind[T], subject: str, value: T) -> None:
        """Keep a value, in place of the one before."""
        ...

    async def drop(self, kind: FactKind[T], subject: str) -> None:
        """Delete a value."""
        ...


async def counting_notice(facts: Facts, now: datetime) -> SignedNotice | None:
    """The notice about a second bot that can be recommended; one whose time is over counts as none."""
    notice = await facts.get(SECOND_BOT)
    return notice if notice and notice.counts(now) else None
