"""What the desk is made from, and what its pages share while they run."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.responses import Response

from bot.core.commands.answer import Services
from bot.core.model.campaign import Campaign, Page
from bot.core.model.input.toml_form import Key
from bot.core.model.reply import Reply
from bot.core.model.source import Fault, FaultKind, Reading, Source
from bot.core.ports.clock import Clock
from bot.core.ports.language import Tongue
from bot.web.rate_limit import RateLimit

MAX_NOTICES = MAX_CHALLENGES = 1000
MAX_ANSWERS, LARGEST_ANSWER = 100, 64 * 1024


@dataclass(frozen=True, slots=True)
class Notice:
    """The outcome of an act, shown once above the next page; `refused` says that nothing was done."""

    reply: Reply
    refused: bool = False


async def _no_name(_platform: str, _token: str) -> str:
    return ""


async def _no_reading(_page: Page) -> Reading:
    return Fault(FaultKind.NO_TOKEN, "")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a first start needs of the program.

    `tokens` are the settings' names by platform, of which those in `given` come from the environment. `check_token`
    returns the name of a token's bot, `read` reads a page once, `parse` reads a campaign file, whose keys are `keys`.
    `missing` are the settings, by source, without which it cannot be read and which are not set.
    """

    tokens: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    check_token: Callable[[str, str], Awaitable[str]] = _no_name
    read: Callable[[Page], Awaitable[Reading]] = _no_reading
    parse: Callable[[str], Campaign] | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    zones: tuple[str, ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)


CHALLENGE_VALID = timedelta(minutes=5)


@dataclass
class Challenges:
    """Challenges of passkeys that wait for their answer; each is good once, for five minutes, and for one purpose.

    They are kept in this process alone: after a restart the browser asks for another.
    """

    _open: OrderedDict[bytes, tuple[datetime, str, bytes]] = field(default_factory=OrderedDict)

    def make(self, purpose: str, now: datetime, handle: bytes = b"") -> bytes:
        """A new challenge; `purpose` is the session that adds a passkey under `handle`, "" for coming in."""
        challenge = secrets.token_bytes(32)
        self._open[challenge] = (now + CHALLENGE_VALID, purpose, handle)
        if len(self._open) > MAX_CHALLENGES:
            self._open.popitem(last=False)
        return challenge

    def take(self, challenge: bytes, purpose: str, now: datetime) -> bytes | None:
        """The handle of a challenge, which is used up with this; None if it was not made for this, or is over."""
        until, made_for, handle = self._open.pop(challenge, (now, "", b""))
        return handle if until > now and made_for == purpose else None


@dataclass
class SentForms:
    """The answers to forms, so that a double click, or the button of a page that came back, does nothing twice.

    They are kept in this process alone, the newest ones, and none that is large: what only shows may be done again.
    """

    _answers: OrderedDict[bytes, asyncio.Task[Response]] = field(default_factory=OrderedDict)

    async def once(self, form: bytes, act: Callable[[], Awaitable[Response]]) -> Response:
        """The answer of `act`; where this form is being answered or was, that answer."""
        known = self._answers.get(form)
        if known is None:
            known = self._answers[form] = asyncio.create_task(_answer(act))
            known.add_done_callback(lambda done: self._settle(form, done))
            if len(self._answers) > MAX_ANSWERS:
                self._answers.popitem(last=False)
        # Whoever goes away does not end what others wait for.
        return await asyncio.shield(known)

    def _settle(self, form: bytes, done: asyncio.Task[Response]) -> None:
        if done.cancelled() or done.exception() is not None or len(done.result().body) > LARGEST_ANSWER:
            self._answers.pop(form, None)


async def _answer(act: Callable[[], Awaitable[Response]]) -> Response:
    return await act()


@dataclass
class Parts:
    """The parts of the desk. `site_url` is the public page's address, "" where it is not known.

    `addresses` limits what each network may ask for, `sessions` what each session may.
    """

    services: Services
    clock: Clock
    speak: Callable[[str], Tongue]
    languages: tuple[str, ...]
    report: Callable[[BaseException], None]
    site_url: str = ""
    version: str = ""
    setup: Setup = field(default_factory=Setup)
    addresses: RateLimit = field(default_factory=lambda: RateLimit(240, 4.0))
    sessions: RateLimit = field(default_factory=lambda: RateLimit(180, 3.0))
    links: RateLimit = field(default_factory=lambda: RateLimit(20, 0.1))
    challenges: Challenges = field(default_factory=Challenges)
    sent: SentForms = field(default_factory=SentForms)
    _notices: OrderedDict[str, list[Notice]] = field(default_factory=OrderedDict)

    def note(self, session_id: str, notice: Notice) -> None:
        """Show a notice on the session's next page."""
        self._notices.setdefault(session_id, []).append(notice)
        if len(self._notices) > MAX_NOTICES:
            self._notices.popitem(last=False)

    def take_notices(self, session_id: str) -> list[Notice]:
        """The notices that the session has not seen."""
        return self._notices.pop(session_id, [])
