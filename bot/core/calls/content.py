"""The words, picture, buttons and time of a call, checked when they come in."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.announcements import TALLIED, Tally
from bot.core.model.call import UNSENT, ButtonKind, Call, CallButton, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.input.digits import figure
from bot.core.model.input.fields import time
from bot.core.model.input.letters import TURNING_MARKS, without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import read_when
from bot.core.model.limits import LONGEST_LINK
from bot.core.model.local_time import instant
from bot.core.model.reply import Button, Moment, Names, Reply, Text

LONGEST_TEXT = 3500
"""Signs of one text. With its title it fits into one message of any platform, so that one edit changes all of it."""

LONGEST_CAPTION = 850
"""Signs of a text that stands under a picture: Telegram's captions hold 1024."""

LONGEST_LABEL = 40
MOST_BUTTONS = 3
LARGEST_PICTURE = 5_000_000
USUAL_PACE = 29.5

_LINK = re.compile(r"https?://[^\s/@?#]+\.[^\s/@?#]{2,}(?:[/?#]\S*)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:\d{2})(\S*)")
# How the kinds of picture that every platform shows begin.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


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
        sign for sign in text if sign == "\n" or (unicodedata.category(sign) != "Cc" and sign not in TURNING_MARKS)
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
    if len(url) > LONGEST_LINK:
        raise Refusal(Text("call-long-link", {"length": len(url), "most": LONGEST_LINK}))
    if not label.strip() or not is_link(url):
        raise Refusal(Text("call-bad-button"))
    named = dict(_label(part, languages) for part in label.split("|"))
    if any(not 1 <= len(name) <= LONGEST_LABEL for name in named.values()):
        raise Refusal(Text("call-long-label", {"most": LONGEST_LABEL}))
    return CallButton(ButtonKind.LINK, named, url)


def is_link(url: str) -> bool:
    """Whether every platform opens this address."""
    return len(url) <= LONGEST_LINK and _LINK.fullmatch(url) is not None


def _label(part: str, languages: Sequence[str]) -> tuple[str, str]:
    language, equals, label = part.partition("=")
    if equals and language.strip() in languages:
        return language.strip(), label.strip()
    return "", part.strip()


class TwoTimesError(Exception):
    """A day that was typed has two meanings; `times` are both, on the local clock."""

    def __init__(self, times: Sequence[datetime]) -> None:
        super().__init__(", ".join(str(time) for time in times))
        self.times = tuple(times)


def parse_when(text: str, now: datetime, zone: str, vocabulary: Vocabulary) -> datetime | None:
    """The moment (aware UTC) that `20:00`, `demain 20h` or `2026-12-01 20:00` names in `zone`; None for "now".

    Refused where it is no time, does not exist that day, or is over. Raises TwoTimesError where it has two meanings.
    """
    given = without_marks(text).strip()
    if vocabulary.means(given, "now"):
        return None
    place = ZoneInfo(zone)
    try:
        moment = instant(_local_time(given, now, place, vocabulary), place)
    except Wrong as gap:
        after = instant(datetime.fromisoformat(str(gap.values["next"])), place)
        values = {**gap.values, "given": given, "next": Moment(after, zone, fixed=True)}
        raise Refusal(Text("call-when-gap", values)) from None
    except ValueError:
        raise Refusal(Text("call-bad-when", {"given": given})) from None
    if moment <= now:
        raise Refusal(Text("call-when-past", {"given": given}))
    return moment


def _local_time(given: str, now: datetime, place: ZoneInfo, vocabulary: Vocabulary) -> datetime:
    if _DAY.fullmatch(figure(given).upper()):
        return time(_day_and_time(figure(given)))
    today = now.astimezone(place).date()
    when = read_when(given.split(), today, vocabulary)
    clock = when.clock
    if clock is None or when.rest:
        raise ValueError(given)
    if not when.days:
        when = replace(when, days=((today, today + timedelta(days=1)),))
    found = when.moments(now, place, clock)
    if len(found) > 1:
        raise TwoTimesError(found)
    return found[0] if found else datetime.combine(when.days[0][-1], clock)


def _day_and_time(words: str) -> datetime:
    """A day with its time, and with seconds and an offset if they are there; a day alone is a ValueError."""
    found = _DAY.fullmatch(words.upper())
    if not found:
        raise ValueError
    return datetime.fromisoformat(f"{found[1]}T{found[2]:0>5}{found[3]}")


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
