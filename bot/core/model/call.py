"""A call to action: what organizers write once, and what every chat then reads in its own language."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.core.model.announcements import LIFETIME, Audience
from bot.core.model.campaign import Campaign


class CallState(StrEnum):
    """Where a call stands. A launched one is running while its deliveries are under way, and done after that.

    A call that repeats is a series: `repeating` while it makes a call of its own for each of its times, `ended` after
    the last one.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    REPEATING = "repeating"
    LAUNCHED = "launched"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"
    ENDED = "ended"


UNSENT = frozenset({CallState.DRAFT, CallState.PROPOSED, CallState.SCHEDULED, CallState.REPEATING})
"""Where nothing of a call has left yet."""


class ButtonKind(StrEnum):
    """What a call's button does: it opens a link, or it counts that somebody did what was asked."""

    LINK = "link"
    DID_IT = "did_it"


@dataclass(frozen=True, slots=True)
class CallButton:
    """A button under a call; without a label of its own, "I did it" is said in the chat's language."""

    kind: ButtonKind
    label: Mapping[str, str]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """The times of a series: `clock` on the wall clock of `zone`, on these weekdays (0 is Monday), through `last`."""

    days: tuple[int, ...]
    clock: time
    zone: str
    last: date


@dataclass(frozen=True, slots=True)
class Script:
    """All that an approval is given for: texts by language, buttons, picture (its id), time and audience.

    `when` is aware UTC, None for "as soon as it is launched"; `platform`, `language` and `chapter` are "" for all.
    `until` (aware UTC) or `within` (seconds from when it goes out) is when it is too late to send it; both None for the
    usual `LIFETIME`. With `repeat` it is a series, without `when` and `until`.
    """

    texts: Mapping[str, str]
    buttons: tuple[CallButton, ...] = ()
    picture: str = ""
    when: datetime | None = None
    platform: str = ""
    language: str = ""
    until: datetime | None = None
    within: int | None = None
    repeat: Repeat | None = None
    chapter: str = ""

    def deadline(self, due: datetime) -> datetime:
        """When a call that goes out at `due` is not sent any more: what its writer set, else after `LIFETIME`."""
        if self.within is not None:
            return due + timedelta(seconds=self.within)
        return self.until or due + LIFETIME

    def tongue(self, campaign: Campaign) -> str:
        """The language that its chats hear, "" for all: the fallback once the campaign leaves out the one it is for."""
        return self.language and campaign.tongue(self.language)

    def public_in(self, language: str, campaign: Campaign) -> bool:
        """Whether everybody who reads `language` may see it: no chapter and no platform alone is called."""
        return not self.chapter and not self.platform and self.tongue(campaign) in {"", language}


@dataclass(frozen=True, slots=True)
class Call:
    """A call. `id` is 0 before it is stored; `author` is a pseudonym, "" for the operator of the server.

    `due` is when it goes out, once it may. `announcement` is what carries it, `progress` what tells its author how far
    it is. `busy` says that deliveries are under way. `fixes` is the call whose texts this one replaces, 0 if it is
    a call of its own. `did` counts the taps on "I did it" that were published. `series` is the series that made this
    call, 0 for none; `occurs` is its time in that series, and of a series the time of its next call.
    """

    id: int
    campaign: str
    author: str
    script: Script
    state: CallState = CallState.DRAFT
    paused: bool = False
    due: datetime | None = None
    announcement: int = 0
    progress: int = 0
    busy: bool = False
    fixes: int = 0
    did: int = 0
    series: int = 0
    occurs: datetime | None = None

    @property
    def number(self) -> str:
        """The number shown to people: that of the call that it corrects, else its own."""
        return str(self.fixes or self.id)

    @property
    def content_hash(self) -> str:
        """The hash that an approval is bound to: it changes with every text, button, picture, audience and time.

        160 bits of SHA-256: enough against collisions, and short enough for a button's command.
        """
        script = self.script
        buttons = [[button.kind.value, dict(button.label), button.url] for button in script.buttons]
        when = script.when.isoformat() if script.when else ""
        whole = [dict(script.texts), buttons, script.picture, when, script.platform, script.language, self.fixes]
        if script.until or script.within:
            whole.append([script.until.isoformat() if script.until else "", script.within])
        if (repeat := script.repeat) is not None:
            whole.append([list(repeat.days), f"{repeat.clock:%H:%M}", repeat.zone, repeat.last.isoformat()])
        if script.chapter:
            whole.append({"chapter": script.chapter})
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:40]

    @property
    def status(self) -> str:
        """Its state in one word, as people see it."""
        if self.paused and self.state in {CallState.SCHEDULED, CallState.LAUNCHED}:
            return "paused"
        if self.state is CallState.LAUNCHED:
            return "running" if self.busy else "done"
        return self.state.value

    def audience(self, campaign: Campaign) -> Audience:
        """The chats that it goes to."""
        script = self.script
        return Audience(
            self.campaign,
            script.platform,
            script.tongue(campaign),
            script.chapter,
            campaign.fallback,
            campaign.languages,
        )
