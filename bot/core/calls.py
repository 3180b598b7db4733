"""Calls to action: what organizers write once, and what every chat then reads in its own language."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.announcements import TALLIED, Audience, State, Tally
from bot.core.campaign import Campaign
from bot.core.errors import Refusal
from bot.core.form import Wrong
from bot.core.reply import Button, Moment, Names, Reply, Text
from bot.core.roles import Member, Role
from bot.core.values import instant, time

LONGEST_TEXT = 3500
"""Signs of one text. With its title it fits into one message of any platform, so that one edit changes all of it."""

LONGEST_CAPTION = 850
"""Signs of a text that stands under a picture: Telegram's captions hold 1024."""

LONGEST_LABEL = 40
MOST_BUTTONS = 3
LARGEST_PICTURE = 5_000_000
USUAL_PACE = 29.5
NOW = frozenset({"now", "maintenant", "الآن"})

_LINK = re.compile(r"https?://[^\s/@?#]+\.[^\s/@?#]{2,}(?:[/?#]\S*)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:\d{2})(\S*)")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# How the kinds of picture that every platform shows begin.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class CallState(StrEnum):
    """Where a call stands. A launched one is running while its deliveries are under way, and done after that."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    LAUNCHED = "launched"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


UNSENT = frozenset({CallState.DRAFT, CallState.PROPOSED, CallState.SCHEDULED})
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
class Script:
    """All that an approval is given for: texts by language, buttons, picture (its id), time and audience.

    `when` is aware UTC, None for "as soon as it is launched"; `platform` and `language` are "" for all.
    """

    texts: Mapping[str, str]
    buttons: tuple[CallButton, ...] = ()
    picture: str = ""
    when: datetime | None = None
    platform: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call. `id` is 0 before it is stored; `author` is a pseudonym, "" for the operator of the server.

    `due` is when it goes out, once it may. `announcement` is what carries it, `progress` what tells its author how far
    it is. `busy` says that deliveries are under way. `fixes` is the call whose texts this one replaces, 0 if it is
    a call of its own. `did` counts the taps on "I did it".
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

    @property
    def number(self) -> str:
        """The number that people know it by: that of the call whose words it replaces, else its own."""
        return str(self.fixes or self.id)

    @property
    def mark(self) -> str:
        """What an approval is bound to: it changes with every text, button, picture, audience and time.

        160 bits of SHA-256, so that nobody can write two calls of one mark and still a button can carry it.
        """
        script = self.script
        buttons = [[button.kind.value, dict(button.label), button.url] for button in script.buttons]
        when = script.when.isoformat() if script.when else ""
        whole = [dict(script.texts), buttons, script.picture, when, script.platform, script.language, self.fixes]
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
        undecided = script.language == campaign.fallback
        return Audience(self.campaign, script.platform, script.language, undecided=undecided)


def content(call: Call, campaign: Campaign) -> Reply:
    """What a chat shows."""
    script = call.script
    texts = Text("call-text", {"text": Names(script.texts, campaign.fallback)})
    rows = tuple((_button(button, call, campaign),) for button in script.buttons)
    return Reply(Text("campaign-title", {"title": campaign.title}), (texts,), buttons=rows, picture=script.picture)


def retracted(call: Call) -> Reply:
    """What stands in the place of a retracted call where the platform does not let us delete it."""
    return Reply(lines=(Text("call-retracted"),), picture=call.script.picture)


def _button(button: CallButton, call: Call, campaign: Campaign) -> Button:
    label = (
        Text("call-button", {"label": Names(button.label, campaign.fallback)}) if button.label else Text("button-did")
    )
    if button.kind is ButtonKind.LINK:
        return Button(label, url=button.url)
    return Button(label, command=f"did {call.number}")


def clean_text(text: str, *, picture: bool) -> str:
    """A text as it is kept: without control signs and marks that turn the direction; refused where it is too long."""
    kept = "".join(
        sign for sign in text if sign == "\n" or (unicodedata.category(sign) != "Cc" and sign not in _TURNING)
    ).strip()
    longest = LONGEST_CAPTION if picture else LONGEST_TEXT
    if not kept:
        raise Refusal(Text("call-no-text"))
    if (length := _signs(kept)) > longest:
        raise Refusal(Text("call-long-caption" if picture else "call-long", {"length": length, "most": longest}))
    return kept


def _signs(text: str) -> int:
    """How long a text is as platforms count."""
    return len(text.encode("utf-16-le")) // 2


def add_picture(script: Script, picture: str) -> Script:
    """The script with this picture; refused where a text is too long to stand under one."""
    for language, text in script.texts.items():
        if (length := _signs(text)) > LONGEST_CAPTION:
            spoken = Text(f"language-{language}")
            raise Refusal(Text("call-picture-long", {"language": spoken, "length": length, "most": LONGEST_CAPTION}))
    return replace(script, picture=picture)


def rebased(own: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """`own` texts, which were begun from `before`, put together with `after`: only what they changed stays theirs."""
    changed = {language for language in {*own, *before} if own.get(language) != before.get(language)}
    kept = {language: text for language, text in after.items() if language not in changed}
    return kept | {language: text for language, text in own.items() if language in changed}


def picture_kind(data: bytes) -> str:
    """The media type of a picture that every platform shows: PNG or JPEG of at most 5 MB; refused for all else."""
    kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "")
    if not kind or len(data) > LARGEST_PICTURE:
        raise Refusal(Text("call-bad-picture", {"most": LARGEST_PICTURE // 1_000_000}))
    return kind


def add_button(script: Script, button: CallButton) -> Script:
    """The script with one more button; refused where there are three already, or "I did it" stands there."""
    if len(script.buttons) >= MOST_BUTTONS:
        raise Refusal(Text("call-many-buttons", {"most": MOST_BUTTONS}))
    if button.kind is ButtonKind.DID_IT and any(one.kind is ButtonKind.DID_IT for one in script.buttons):
        raise Refusal(Text("call-did-twice"))
    return replace(script, buttons=(*script.buttons, button))


def parse_button(text: str, languages: Sequence[str]) -> CallButton:
    """The link button that `Label https://…` or `en=Label | fr=Libellé https://…` describes."""
    label, _, url = text.strip().rpartition(" ")
    if not label.strip() or not is_link(url):
        raise Refusal(Text("call-bad-button"))
    named = dict(_label(part, languages) for part in label.split("|"))
    if any(not 1 <= len(name) <= LONGEST_LABEL for name in named.values()):
        raise Refusal(Text("call-long-label", {"most": LONGEST_LABEL}))
    return CallButton(ButtonKind.LINK, named, url)


def is_link(url: str) -> bool:
    """Whether every platform opens this address."""
    return _LINK.fullmatch(url) is not None


def _label(part: str, languages: Sequence[str]) -> tuple[str, str]:
    language, equals, label = part.partition("=")
    if equals and language.strip() in languages:
        return language.strip(), label.strip()
    return "", part.strip()


def parse_when(text: str, now: datetime, zone: str) -> datetime | None:
    """The moment (aware UTC) that `20:00` or `2026-12-01 20:00` names in `zone`; None for "now".

    Refused where it is no time, does not exist that day, or is over.
    """
    words = text.strip().lower()
    if words in NOW:
        return None
    place = ZoneInfo(zone)
    today = now.astimezone(place)
    try:
        if found := _CLOCK.fullmatch(words):
            at = today.replace(tzinfo=None, hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
            moment = instant(at, place)
            return moment if moment > now else instant(at + timedelta(days=1), place)
        moment = instant(time(_day_and_time(words)), place)
    except Wrong as gap:
        after = instant(datetime.fromisoformat(str(gap.values["next"])), place)
        values = {**gap.values, "given": text.strip(), "next": Moment(after, zone, fixed=True)}
        raise Refusal(Text("call-when-gap", values)) from None
    except ValueError:
        raise Refusal(Text("call-bad-when", {"given": text.strip()})) from None
    if moment <= now:
        raise Refusal(Text("call-when-past", {"given": text.strip()}))
    return moment


def _day_and_time(words: str) -> datetime:
    """A day with its time, and with seconds and an offset if they are there; a day alone is a ValueError."""
    found = _DAY.fullmatch(words.upper())
    if not found:
        raise ValueError
    return datetime.fromisoformat(f"{found[1]}T{found[2]:0>5}{found[3]}")


def approvals_needed(campaign: Campaign, members: Iterable[Member]) -> int:
    """How many people other than its author must approve a call."""
    if campaign.call_approvals is not None:
        return campaign.call_approvals
    return 1 if sum(member.role.covers(Role.ORGANIZER) for member in members) > 1 else 0


def eta_seconds(call: Call, tally: Tally) -> int | None:
    """Seconds until what waits has left, at the pace of the last half minute; None while nothing may leave."""
    if call.state in UNSENT:
        return None
    if not tally.waiting:
        return 0
    if call.paused:
        return None
    # In its first seconds a call's own pace says nothing yet.
    pace = tally.departures / TALLIED if tally.departures > TALLIED else USUAL_PACE
    return -(-tally.waiting // max(int(pace), 1))


def report_json(call: Call, tally: Tally) -> dict[str, Any]:
    """How a call stands, as `nolike report --json` prints it. The states add up to the audience."""
    states = {state.value: tally.states.get(state, 0) for state in State}
    # What may stand in its chat twice is not known to be right, so it is not called sent.
    states["sent"] -= tally.twice
    states["unknown"] += tally.twice
    return {
        "call": call.id,
        "audience": tally.audience,
        **states,
        "eta_seconds": eta_seconds(call, tally),
        "failures": [{"reason": reason, "chats": chats} for reason, chats in tally.failures],
    }
