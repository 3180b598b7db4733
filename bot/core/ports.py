"""What the core asks of the outside: a store, a clock, a platform, a gate to send through."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.announcements import (
    Action,
    Announcement,
    Audience,
    Delivery,
    Outcome,
    Planned,
    Priority,
    State,
    Stop,
    Tally,
)
from bot.core.calls import Call
from bot.core.campaign import Campaign, Page
from bot.core.chats import Address, Chat, ChatKind, Mode, Subscription
from bot.core.events import Event, Pledge, Turnout
from bot.core.reply import Reply, Text
from bot.core.roles import Invite, Member, Role
from bot.core.schedule import Cadence
from bot.core.snapshots import Baseline, Failing, Held, Snapshot


class Clock(Protocol):
    """The time of day, so that a 72-hour campaign can run in two minutes."""

    def now(self) -> datetime:
        """The present, as aware UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of this clock have passed, or earlier if the clock was moved."""
        ...


class Campaigns(Protocol):
    """The loaded campaigns. They are named by their slug everywhere outside the store."""

    async def save(self, campaign: Campaign, now: datetime) -> bool:
        """Add or update a campaign with its targets and pages; True if it is new.

        No snapshot is ever lost: a page that left the file is no longer read, and has its snapshots again if it
        comes back.
        """
        ...

    async def get(self, slug: str) -> Campaign | None:
        """The campaign, its pages with their ids; None if it is not loaded."""
        ...

    async def all(self) -> list[Campaign]:
        """All campaigns in the order of their slugs."""
        ...

    async def halt(self, slug: str, at: datetime | None) -> None:
        """Stop every send of the campaign (`at`), or let them go on (None)."""
        ...

    async def halted(self, slug: str) -> datetime | None:
        """Since when the campaign is halted; None if it is not."""
        ...


@dataclass(frozen=True, slots=True)
class Added:
    """What became of several snapshots.

    How many are new, how many were there with the same count and step already, and which would contradict one that is
    there (same page and second, other count or step; nothing is changed).
    """

    new: int
    already: int
    conflicts: tuple[int, ...]


class Snapshots(Protocol):
    """Accepted counts, baselines, and what a page's reading is in trouble with. Pages are named by their id."""

    async def add(self, rows: Sequence[tuple[int, Snapshot]]) -> Added:
        """Store (page id, snapshot) rows; `conflicts` gives indices into `rows`."""
        ...

    async def at(self, pages: Sequence[int], moments: Sequence[datetime]) -> list[dict[int, Snapshot]]:
        """For each moment, each page's latest snapshot at or before it; pages without one are left out.

        Index seeks only.
        """
        ...

    async def first_after(self, page: int, moment: datetime) -> Snapshot | None:
        """The earliest snapshot after `moment`."""
        ...

    async def series(self, page: int, start: datetime, end: datetime, points: int = 300) -> list[Snapshot]:
        """At most `points` snapshots from `start` to `end`, evenly spread in time, by index seeks.

        The first is the value at `start` (or the first after it), the last the latest at or before `end`; no snapshot
        comes twice.
        """
        ...

    def export(self, slug: str) -> AsyncIterator[tuple[Page, Snapshot]]:
        """Every snapshot of a campaign, page by page in the file's order, oldest first."""
        ...

    async def baselines(self, pages: Sequence[int]) -> dict[int, Baseline]:
        """The stored baselines."""
        ...

    async def set_baseline(self, page: int, baseline: Baseline) -> None:
        """Store or replace a page's baseline."""
        ...

    async def failing(self, pages: Sequence[int]) -> dict[int, Failing]:
        """The pages that give no count now."""
        ...

    async def set_failing(self, page: int, failing: Failing | None) -> None:
        """Record that a page gives no count, keeping `since` if it failed already; None: it works again."""
        ...

    async def held(self, pages: Sequence[int]) -> dict[int, Held]:
        """The readings that wait for a second one."""
        ...

    async def set_held(self, page: int, held: Held | None) -> None:
        """Keep, replace or drop a held reading."""
        ...

    async def last_read(self, pages: Sequence[int]) -> dict[int, datetime]:
        """When each page was last asked for, whatever it answered; pages never asked are left out."""
        ...

    async def set_read(self, pages: Sequence[int], at: datetime) -> None:
        """Note that these pages were asked for at `at`."""
        ...


class Chats(Protocol):
    """The places the bot speaks in. A private chat's id is never stored in the clear, see `keep_private`."""

    async def find(self, address: Address) -> Chat | None:
        """The stored chat at this address."""
        ...

    async def ensure(self, address: Address, kind: ChatKind) -> Chat:
        """The stored chat at this address, stored now if it was not. A private one is found by an HMAC of its id."""
        ...

    async def update(self, chat: Chat) -> None:
        """Store the settings of a chat: kind, language, zone, quiet hours, off, options."""
        ...

    async def all_off(self, platform: str, chat: str, reason: str) -> None:
        """Switch off ("" switches on) every topic of a platform's chat; settings and subscriptions are kept.

        What waits to be posted there is skipped: it would be old when the chat is switched on again. A private chat
        that is switched off loses its address and its subscriptions.
        """
        ...

    async def move(self, platform: str, old: str, new: str) -> None:
        """A chat got a new id on its platform: change it everywhere; what stands under the new id already is merged."""
        ...

    async def keep_private(self, chat: Chat, address: Address, reason: str) -> None:
        """Keep a private chat's encrypted address for `reason` (such as `subscription:12`, `role:no-voip-no-like`)."""
        ...

    async def kept(self, reason: str) -> list[int]:
        """The private chats whose address is kept for this reason, by id."""
        ...

    async def reasons(self, prefix: str) -> list[str]:
        """The reasons that begin so and that any address is kept for."""
        ...

    async def drop_reason(self, reason: str) -> None:
        """Do for every chat with this reason what `drop_private` does."""
        ...

    async def drop_private(self, chat: Chat, reason: str) -> None:
        """Delete the reason, the address with its last reason, and the chat's deliveries that are not sent yet."""
        ...

    async def forget(self, address: Address) -> None:
        """Delete a private chat with all it has: address, settings, subscriptions, deliveries."""
        ...

    async def subscribe(
        self, chat: Chat, slug: str, cadence: Cadence, mode: Mode, next_due: datetime | None
    ) -> Subscription:
        """Follow a campaign, or change how."""
        ...

    async def unsubscribe(self, chat: Chat, slug: str) -> bool:
        """Stop following; False if the chat did not follow. What waits to be posted to it as a follower is skipped."""
        ...

    async def subscriptions(self, chat: Chat) -> list[Subscription]:
        """What the chat follows, by slug."""
        ...

    async def due(self, now: datetime, platforms: Iterable[str], limit: int = 1000) -> list[Subscription]:
        """Subscriptions whose next update is due, earliest first; chats that are off and halted campaigns wait."""
        ...

    async def followers(self, slug: str) -> list[Subscription]:
        """All who follow a campaign, in the order of their ids; chats that are off are left out."""
        ...

    async def places(self, slug: str, platform: str) -> list[tuple[Chat, Address]]:
        """The groups and channels of a platform that follow a campaign, with their addresses; none that is off."""
        ...

    async def set_due(self, due: Mapping[int, datetime | None]) -> None:
        """Set when each subscription (by id) is due next."""
        ...

    async def next_due(self, platforms: Iterable[str]) -> datetime | None:
        """When the next thing of any kind falls due: an update, a call, an event, or a delivery that waits."""
        ...

    async def others(self, platform: str) -> bool:
        """Whether any chat of another platform than `platform` is stored."""
        ...


class People(Protocol):
    """Who holds a role, known by pseudonym. `platform` and `user` are the platform's own; they are hashed at once."""

    @property
    def knowable(self) -> bool:
        """Whether people can be known here: there is a SECRET_KEY, without which nothing else here works."""
        ...

    def sign(self, about: str, pseudonym: str) -> str:
        """A token that lets whoever has it act for this person in one matter, and in no other."""
        ...

    def signed(self, about: str, token: str) -> str:
        """The pseudonym that a token was made for; "" where it was not made here, or for another matter."""
        ...

    async def role(self, slug: str, platform: str, user: str) -> Role | None:
        """The person's role in the campaign."""
        ...

    def pseudonym(self, slug: str, platform: str, user: str) -> str:
        """The person's pseudonym in the campaign."""
        ...

    async def give(self, slug: str, platform: str, user: str, role: Role, now: datetime) -> None:
        """Give a role, in place of the one held before."""
        ...

    async def members(self, slug: str) -> list[Member]:
        """All who hold a role, owners first, then by since."""
        ...

    async def revoke(self, slug: str, pseudonym: str) -> Member | None:
        """Take the role away and delete the private address that was kept for it; None if nobody is called so."""
        ...

    async def invite(self, code_hash: str, invite: Invite) -> None:
        """Keep an invitation."""
        ...

    async def use_invite(self, code_hash: str, now: datetime) -> Invite | None:
        """Take the invitation, so that it works once; None if there is none, or it is used up or expired."""
        ...

    async def wrong_codes(self, platform: str, user: str, since: datetime) -> int:
        """How many wrong codes the person gave since then."""
        ...

    async def note_wrong_code(self, platform: str, user: str, now: datetime) -> None:
        """Count one more."""
        ...

    async def forget(self, platform: str, user: str) -> int:
        """Delete the person from every campaign: roles and all else kept under a pseudonym; how many rows went."""
        ...

    async def chats(self, slug: str, needed: Role) -> dict[str, int]:
        """The private chats of those who hold `needed` or a higher role: chat ids by pseudonym."""
        ...

    async def purge(self, slug: str) -> int:
        """Delete what a campaign keeps of people: roles, pledges, addresses kept for these; how many rows went."""
        ...


class Ledger(Protocol):
    """Announcements and their deliveries."""

    async def announce(self, announcement: Announcement, planned: Iterable[Planned]) -> int:
        """Write an announcement with its deliveries; its id.

        Where its key exists already, that announcement stays as it is and gets only the chats that it lacked. A
        pending update of the same campaign for one of these chats is skipped: the newer one replaces it.
        """
        ...

    async def broadcast(self, announcement: Announcement, audience: Audience) -> int:
        """Write an announcement with a delivery to every chat of the audience that is not off; its id.

        Where its key exists already, it gets only the chats that it lacked. Costs the same few statements however
        many chats there are.
        """
        ...

    async def updates(self, slug: str, limit: int) -> list[Announcement]:
        """The campaign's last updates, newest first."""
        ...

    async def audience(self, slug: str) -> dict[tuple[str, str], int]:
        """How many chats follow a campaign and are not off, by (platform, language); the language may be ""."""
        ...

    async def revise(self, announcement_id: int, content: Reply, now: datetime, action: Action = Action.EDIT) -> bool:
        """Give an announcement other words; False where it says them already.

        What stands in chats is edited (or deleted, as `action` says), what is sent with the old words just now follows
        at once, and what waits takes the new ones.
        """
        ...

    async def stop(self, announcement_id: int, how: Stop) -> None:
        """Pause an announcement, let it go on, or close it.

        While it is paused nothing of it is claimed. Once it is closed, what it has not posted yet is skipped, but
        what stands in chats may still be edited or deleted.
        """
        ...

    async def tally(self, announcement_id: int, now: datetime) -> Tally:
        """How an announcement stands."""
        ...

    async def claim(
        self, platforms: Iterable[str], holder: str, now: datetime, lease: float, limit: int
    ) -> list[Delivery]:
        """Take up to `limit` pending deliveries whose time has come, by priority, then oldest; at most one per chat.

        They are leased to `holder` for `lease` seconds; `attempt` is raised by one. Halted campaigns, chats that are
        off and chats with a delivery in `sending` are passed over. `FOR UPDATE SKIP LOCKED` on PostgreSQL.
        """
        ...

    async def record(self, changes: Sequence["Change"], now: datetime) -> list[bool]:
        """Write what happened to claimed deliveries, all in this transaction; False where the attempt was overtaken.

        `sending` is the intent, written before the request leaves; it raises `tries` by one and sets `first_try` if
        there is none. `again` is never unset, not by `sent` either: it marks what may stand there twice. `sent` also
        stores the message id and, for an update, the subscription's `shown` and `message`; of a deletion it makes
        `retracted`, and of words that were revised meanwhile an edit that waits. `pending` gives it back, to be claimed
        from `retry_at` on, or skips it where its announcement is closed or its chat does not listen any more: it is
        off, or follows no longer what it would get as a follower; an update's post also where a newer update was
        planned. An intent is refused, too, where the announcement is closed or paused or the chat does not listen. An
        edit of what was retracted meanwhile becomes a deletion that waits.
        """
        ...

    async def repost(self, delivery_id: int) -> None:
        """Make an edit that waits a new message, pinned where the subscription is a board: the old one is gone."""
        ...

    async def reclaim(
        self, passed: datetime | None, platform: str = "", carried: Collection[int] = (), *, repeats: bool = False
    ) -> int:
        """Settle what nobody carries any more; how many rows changed.

        Leased rows whose lease has `passed` then (None: all of them) go back to pending if they were not yet being
        sent; those in `sending` become pending with `again` where their kind is at least once or the action is not to
        send, and they were not tried six times and sent again already, else unknown. Where the platform `repeats`
        safely, all of them become pending with `again`. Edits of what was retracted become deletions.

        `platform` restricts this to the rows of chats of one platform. The deliveries `carried` are left alone: a
        clock that was moved must not take from a process what it is just sending.
        """
        ...

    async def reached(self, chat_id: int) -> bool:
        """Whether anything was ever sent into the chat."""
        ...

    async def owned(self, chat_id: int, messages: Sequence[str]) -> set[str]:
        """Which of a platform's messages in the chat are known to be those of deliveries."""
        ...

    async def counts(self, announcement_id: int) -> dict[State, int]:
        """How many deliveries stand where."""
        ...

    async def recent(self, platform: str, since: datetime) -> list[tuple[Address, ChatKind, datetime]]:
        """What left since then, oldest first, so that a restart fills the limiter.

        Everything that was sent, edited or deleted, and also what is in `sending` or ended unknown; the time is that
        of the intent.
        """
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """One step of one claimed delivery. `free`: what was tried since its intent does not count as a try."""

    delivery: int
    attempt: int
    state: State
    message: str = ""
    reason: str = ""
    retry_at: datetime | None = None
    again: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer that was worked out and not yet sent; `ticket` is the request's."""

    update: str
    address: Address
    reply: Reply
    ticket: str = ""


class Inbox(Protocol):
    """Commands that came in, so that a repeated one does nothing twice and a killed process loses no answer."""

    async def seen(self, platform: str, update: str) -> bool:
        """Whether the effect of this update is committed already."""
        ...

    async def record(
        self, platform: str, update: str, address: Address, reply: Reply | None, now: datetime, ticket: str = ""
    ) -> bool:
        """Note an update with the answer that is still to be sent (None: there is none).

        False where the update is noted already: then nothing changes. The address and the `ticket`, by which the
        platform takes the answer, are encrypted.
        """
        ...

    async def answered(self, platform: str, updates: Sequence[str]) -> None:
        """The answers were sent: forget them and their addresses, keep that the updates were seen."""
        ...

    async def waiting(self, platform: str, since: datetime) -> list[Waiting]:
        """The answers noted since then and not sent, oldest first."""
        ...

    async def purge(self, before: datetime) -> None:
        """Delete what came in before then."""
        ...


class Calls(Protocol):
    """Calls to action, from a half-written draft to one that is over."""

    async def add(self, call: Call) -> Call:
        """Store a new call; the same with its id."""
        ...

    async def get(self, call_id: int) -> Call | None:
        """A call."""
        ...

    async def update(self, call: Call) -> None:
        """Store a call that was changed; `did` stays what the taps made of it."""
        ...

    async def delete(self, call_id: int) -> None:
        """Delete a call that was never launched."""
        ...

    async def latest(self, slug: str, limit: int = 20, fixes: int | None = 0) -> list[Call]:
        """The newest calls of a campaign, newest first; or the unused replacements of one call's texts; None: both."""
        ...

    async def take_due(self, now: datetime) -> list[Call]:
        """Make every scheduled call whose time has come a launched, busy one; the earliest first.

        Of several processes one gets each of them. Paused ones and halted campaigns wait.
        """
        ...

    async def next_due(self) -> datetime | None:
        """When the next scheduled call goes out."""
        ...

    async def busy(self, now: datetime, every: float) -> list[Call]:
        """The busy calls that were not looked at in the last `every` seconds; they count as looked at now."""
        ...

    async def approve(self, call_id: int, pseudonym: str, mark: str) -> None:
        """Note that a person approves what bears this mark."""
        ...

    async def approvals(self, call_id: int, mark: str) -> set[str]:
        """The pseudonyms of those who approved it, in its present form."""
        ...

    async def tap(self, call_id: int, pseudonym: str) -> bool:
        """Count that a person did what the call asks; False where they were counted before."""
        ...


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the store: its media type and its bytes."""

    kind: str
    data: bytes


class Pictures(Protocol):
    """Pictures that messages show, and what platforms call them once they have them."""

    async def add(self, picture: Picture) -> str:
        """Store a picture; its id, the SHA-256 of its bytes."""
        ...

    async def get(self, picture_id: str) -> Picture | None:
        """A picture."""
        ...

    async def file(self, picture_id: str, platform: str) -> str:
        """What the platform calls the picture, "" if it does not have it yet."""
        ...

    async def remember(self, picture_id: str, platform: str, file: str) -> None:
        """Keep what the platform calls it, so that it is uploaded once."""
        ...


class Dialogues(Protocol):
    """What the bot asked a person in private and waits to hear."""

    async def command(self, platform: str, user: str) -> str:
        """The command that the person's next words belong behind, "" if none waits."""
        ...

    async def wait(self, platform: str, user: str, command: str) -> None:
        """Wait for the person's words in this command; "" ends the waiting."""
        ...


class Events(Protocol):
    """Campaign events, each with the moment at which it has something to say next."""

    async def add(self, event: Event, next_due: datetime | None) -> Event:
        """Store a new event; the same with its id."""
        ...

    async def get(self, event_id: int) -> Event | None:
        """An event."""
        ...

    async def update(self, event: Event, next_due: datetime | None) -> None:
        """Store an event that was changed. A result that is there stays."""
        ...

    async def of(self, slug: str) -> list[Event]:
        """The events of a campaign, by their start."""
        ...

    async def due(self, now: datetime) -> list[Event]:
        """Open events that have something to say now, earliest first; halted campaigns wait.

        They are locked until the end of the transaction, so that no two processes say it.
        """
        ...

    async def next_due(self) -> datetime | None:
        """When the next of them is due."""
        ...

    async def live(self, now: datetime, every: float) -> list[Event]:
        """Open events that were not looked at in the last `every` seconds; they count as looked at now."""
        ...

    async def pages(self, slug: str) -> list[Page]:
        """The pages that a campaign's open events follow beside the campaign's own."""
        ...


class Pledges(Protocol):
    """Who takes part in events, and what they did: people known by pseudonym."""

    async def get(self, event_id: int, pseudonym: str) -> Pledge | None:
        """What a person said, for changing it: no other process changes it before the transaction ends."""
        ...

    async def put(self, event_id: int, pledge: Pledge) -> None:
        """Keep what a person said, in place of what was said before."""
        ...

    async def turnout(self, event_id: int) -> Turnout:
        """How many take part."""
        ...

    async def recent(self, event_id: int, chat: int, since: datetime) -> int:
        """How many people of a group pledged since then."""
        ...

    async def hold(self, event_id: int, chat: int, since: datetime) -> None:
        """Leave out what came from a group since then."""
        ...

    async def accept(self, event_id: int) -> list[int]:
        """Count everything that was left out; the groups it came from."""
        ...

    async def purge(self, event_id: int) -> int:
        """Delete what all people said about an event; how many rows went."""
        ...


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the audit log: who (role and pseudonym, or "operator" for the server), what, on what, when."""

    at: datetime
    campaign: str
    role: str
    pseudonym: str
    act: str
    about: str = ""


class Audit(Protocol):
    """Who did what: written once, never changed."""

    async def write(self, act: Act) -> None:
        """Add a line."""
        ...

    async def list(self, slug: str, limit: int = 100) -> list[Act]:
        """The newest lines of a campaign, newest first."""
        ...


class Leases(Protocol):
    """Who alone may do a thing, among the processes on one database; and small facts kept between starts."""

    async def acquire(self, name: str, holder: str, seconds: float, now: datetime) -> bool:
        """Take or renew a lease; False while another holds it."""
        ...

    async def release(self, name: str, holder: str) -> None:
        """Give it back."""
        ...

    async def holder(self, name: str) -> str:
        """Who took the lease last and did not give it back, "" if nobody; it may have passed."""
        ...

    async def note(self, name: str) -> str:
        """A kept fact, "" if there is none (such as the fingerprint of SECRET_KEY)."""
        ...

    async def notes(self, names: Sequence[str]) -> dict[str, str]:
        """Those of these facts that are kept."""
        ...

    async def set_note(self, name: str, value: str) -> None:
        """Keep a fact."""
        ...


class Transaction(Protocol):
    """Everything in the store, seen and changed as one."""

    campaigns: Campaigns
    snapshots: Snapshots
    chats: Chats
    people: People
    ledger: Ledger
    calls: Calls
    pictures: Pictures
    dialogues: Dialogues
    events: Events
    pledges: Pledges
    inbox: Inbox
    audit: Audit
    leases: Leases


class Store(Protocol):
    """The database."""

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """One consistent view; nothing is written."""
        ...

    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """One transaction: committed at the end, rolled back by an exception."""
        ...


class Gate(Protocol):
    """The one way out to a platform: whoever sends waits here first, so that no limit is ever broken."""

    async def slot(self, address: Address, kind: ChatKind, priority: Priority) -> None:
        """Return when one request to this chat may leave, and count it."""
        ...

    def flood(self, seconds: float, address: Address | None = None) -> None:
        """The platform asked for silence: let nothing out for so long.

        `address` is the chat whose request drew it: where that chat alone keeps drawing them, it alone is put off.
        """
        ...

    def passed(self, address: Address) -> None:
        """The platform took a request to this chat."""
        ...

    def put_off(self, address: Address, seconds: float) -> None:
        """The platform said that this chat may hear nothing more for so long: let nothing out to it alone."""
        ...


class Platform(Protocol):
    """A chat platform, as the delivery engine sees it.

    `repeats` says that it can find out whether an earlier try arrived: then whatever is unclear comes back to it.
    """

    name: str
    repeats: bool

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Post, edit or delete what the delivery says. Raises nothing for what the other side does."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a calendar shows: a title of at most 100 signs, a place of at most 100, and its two moments."""

    title: str
    about: str
    place: str
    starts_at: datetime
    ends_at: datetime


class Calendar(Protocol):
    """A platform whose groups have a calendar of their own, such as the events of a Discord server."""

    def group(self, chat: Address) -> str:
        """What names the calendar that all chats of one group share, "" where it is not known just now."""
        ...

    async def enter(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        """Put the entry into the calendar of the chat's group, or change the `known` one; Sent has its id there.

        Refused is for good, as long as the entry stays as it is; NotSent may be tried again.
        """
        ...

    async def strike(self, chat: Address, known: str) -> Outcome:
        """Take an entry out; that it is gone already is a success."""
        ...


class Speak(Protocol):
    """Words of one language."""

    def __call__(self, text: Text) -> str:
        """The sentence."""
        ...


class Tongue(Speak, Protocol):
    """Words of one language, with what must be known to lay them out."""

    @property
    def code(self) -> str:
        """The language, as in `ar`."""
        ...

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        ...
