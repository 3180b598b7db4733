"""The content of a call (texts, picture, buttons, time), validated on input."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calls.link_labels import label_of
from bot.core.model.announcements import TALLIED, Tally
from bot.core.model.call import UNSENT, ButtonKind, Call, CallButton, Script
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal, Wrong
from bot.core.model.input import web_address
from bot.core.model.input.clock_words import EVENING, NOON, BadTimeError
from bot.core.model.input.dates import UnfitDayError
from bot.core.model.input.digits import figure
from bot.core.model.input.fields import time
from bot.core.model.input.from_now import clock_or_length, short_lengths, spelled_out, whole_length
from bot.core.model.input.letters import INVISIBLE_MARKS, TURNING_MARKS, without_marks
from bot.core.model.input.span_words import span_said
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import blamed, read_when
from bot.core.model.limits import LARGEST_RATIO, LARGEST_SIDES, LONGEST_LINK, length_of
from bot.core.model.local_time import instant
from bot.core.model.reply import Button, Moment, Names, Reply, Text
from bot.core.model.schedule import parse_duration

LONGEST_TEXT = 3500
"""Maximum length of a text. With its title it fits into one message on every platform, so one edit is enough."""

LONGEST_CAPTION = 850
"""Maximum length of a text under a picture: Telegram's captions hold 1024 characters."""

LONGEST_LABEL = 40
MOST_BUTTONS = 3
LARGEST_PICTURE = 5_000_000
USUAL_PACE = 29.5
LONGEST_UNTIL = 4
"""Words of the longest "until"."""
LONGEST_WITHIN = 7 * 24 * 3600
"""Seconds: the longest time within which a call must be sent."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:\d{2})(\S*)")
# Magic numbers of the picture formats that every platform shows.
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def content(call: Call, campaign: Campaign) -> Reply:
    """The call as chats show it."""
    script = call.script
    texts = Text("call-text", {"text": Names(script.texts, campaign.fallback)})
    rows = tuple((_button(button, call, campaign),) for button in script.buttons)
    return Reply(Text("campaign-title", {"title": campaign.title}), (texts,), buttons=rows, picture=script.picture)


def retracted(call: Call) -> Reply:
    """The replacement for a retracted call where the platform does not allow deleting it."""
    return Reply(lines=(Text("call-retracted"),), picture=call.script.picture)


def _button(button: CallButton, call: Call, campaign: Campaign) -> Button:
    label = (
        Text("call-button", {"label": Names(button.label, campaign.fallback)}) if button.label else Text("button-did")
    )
    if button.kind is ButtonKind.LINK:
        return Button(label, url=button.url)
    return Button(label, command=f"did {call.number}")


def clean_text(text: str, *, picture: bool) -> str:
    """Remove control characters and directional marks from a text. Raises a Refusal where it is too long."""
    kept = "".join(
        sign for sign in text if sign == "\n" or (unicodedata.category(sign) != "Cc" and sign not in TURNING_MARKS)
    ).strip()
    longest = LONGEST_CAPTION if picture else LONGEST_TEXT
    if not kept:
        raise Refusal(Text("call-no-text"))
    if (length := length_of(kept)) > longest:
        raise Refusal(Text("call-long-caption" if picture else "call-long", {"length": length, "most": longest}))
    return kept


def merge_texts(own: Mapping[str, str], before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Three-way merge of texts by language: `after`, with the changes that `own` made to `before`."""
    changed = {language for language in {*own, *before} if own.get(language) != before.get(language)}
    kept = {language: text for language, text in after.items() if language not in changed}
    return kept | {language: text for language, text in own.items() if language in changed}


def kind_of(data: bytes) -> str:
    """The media type of a PNG or JPEG, by its first bytes; "" for anything else."""
    return next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "")


MOVING_SIGN = 8
"""The number of bytes at its beginning by which a video or a GIF is known."""


def moving(data: bytes) -> str:
    """The text that refuses a video (MP4 and QuickTime, WebM and Matroska) or a GIF; "" for anything else.

    Sources: ISO/IEC 14496-12, 4.3 (the box `ftyp`); RFC 8794, 8.1 (the EBML header);
    https://www.w3.org/Graphics/GIF/spec-gif89a.txt, section 17.
    """
    if data[4:8] == b"ftyp" or data.startswith(b"\x1a\x45\xdf\xa3"):
        return "only-stills"
    return "only-gif" if data[:6] in {b"GIF87a", b"GIF89a"} else ""


def picture_kind(data: bytes) -> str:
    """The media type of a picture. Raises a Refusal unless it is PNG or JPEG of at most 5 MB."""
    if why := moving(data):
        raise Refusal(Text(why))
    kind = kind_of(data)
    if not kind or len(data) > LARGEST_PICTURE:
        most = {"most": LARGEST_PICTURE // 1_000_000, "sides": LARGEST_SIDES, "ratio": LARGEST_RATIO}
        raise Refusal(Text("call-bad-picture", most))
    return kind


def add_button(script: Script, button: CallButton) -> Script:
    """The script with one more button. Raises a Refusal for a fourth one, or a second "I did it"."""
    if len(script.buttons) >= MOST_BUTTONS:
        raise Refusal(Text("call-many-buttons", {"most": MOST_BUTTONS}))
    if button.kind is ButtonKind.DID_IT and any(one.kind is ButtonKind.DID_IT for one in script.buttons):
        raise Refusal(Text("call-did-twice"))
    return replace(script, buttons=(*script.buttons, button))


def parse_button(text: str, languages: Sequence[str], vocabulary: Vocabulary) -> CallButton:
    """Parse a link button from `Label https://…` or `en=Label | fr=Libellé https://…`. Raises a Refusal.

    The address may stand in brackets, as that of a hidden link does, on a line of its own, or after a colon or a dash.
    """
    # Marks around an address were copied with it; one inside would hide where it leads.
    label, url = (part.strip("".join(INVISIBLE_MARKS)) for part in (*text.rsplit(maxsplit=1), "", "")[:2])
    label = without_marks(label)
    label, url = label.rstrip(" :\u2013\u2014-"), url[1:-1] if url[:1] + url[-1:] == "()" else url
    if len(url) > LONGEST_LINK:
        raise Refusal(Text("call-long-link", {"length": len(url), "most": LONGEST_LINK}))
    if not label.strip() or not is_link(url):
        raise Refusal(Text("call-bad-button"))
    named = dict(label_of(part, languages, vocabulary) for part in label.split("|"))
    if any(not 1 <= len(name) <= LONGEST_LABEL for name in named.values()):
        raise Refusal(Text("call-long-label", {"most": LONGEST_LABEL}))
    return CallButton(ButtonKind.LINK, named, url)


def is_link(url: str) -> bool:
    """Whether every platform accepts this address as a link."""
    return len(url) <= LONGEST_LINK and web_address.is_link(url, "https", "http")


class TwoTimesError(Exception):
    """What was typed is ambiguous: 05/03, 6h. `times` are its meanings in local time, `within` a length it may be."""

    def __init__(self, times: Sequence[datetime], within: timedelta | None = None) -> None:
        super().__init__(", ".join(str(time) for time in times))
        self.times, self.within = tuple(times), within


def parse_when(
    text: str, now: datetime, zone: str, vocabulary: Vocabulary, *, ends: bool = False
) -> datetime | None:  # fmt: skip
    """Parse `20:00`, `demain 20h` or `2026-12-01 20:00` in `zone` into an aware UTC time; None for "now".

    Raises a Refusal where it is no time, does not exist on that day, or is past, and TwoTimesError where it is
    ambiguous. `ends`: it is an end, of which "until" may be said.
    """
    given = without_marks(text).strip()
    if vocabulary.means(given, "now"):
        return None
    given = _after_until(given, vocabulary) if ends else given
    place = ZoneInfo(zone)
    try:
        moment = instant(_local_time(given, now, place, vocabulary), place)
    except Wrong as gap:
        after = instant(datetime.fromisoformat(str(gap.values["next"])), place)
        values = {**gap.values, "given": given, "next": Moment(after, zone, fixed=True)}
        raise Refusal(Text("call-when-gap", values)) from None
    except UnfitDayError as unfit:
        raise Refusal(Text("call-bad-when", {"given": str(unfit)})) from None
    except BadTimeError as bad:
        span = span_said(given.split(), now.astimezone(place).date(), vocabulary)
        if span is None:
            raise Refusal(Text("call-bad-when", {"given": str(bad)})) from None
        raise Refusal(Text("call-when-span", {"given": given, "example": f"{span[ends]:%H:%M}"})) from None
    except ValueError:
        raise Refusal(Text("call-bad-when", {"given": given})) from None
    if moment <= now:
        raise Refusal(Text("call-when-past", {"given": given}))
    return moment


def parse_until(script: Script, text: str, now: datetime, zone: str, vocabulary: Vocabulary) -> Script:
    """The script with the time (`22:00`, `22h30`) or the length (`40h`, `6 hours`) after which it is not sent any more.

    Refused where it is neither, is over before the call goes out, or is a length of more than a week; TwoTimesError
    where it may be either, such as `6h`. In a series it is a length.
    """
    given = without_marks(text).strip()
    word, _, hours = given.partition(" ")
    if vocabulary.means(word, "after") and vocabulary.means(word, "deadline") and clock_or_length(hours):
        given = hours
    seconds = _seconds(given, vocabulary)
    clock = clock_or_length(given) if script.repeat is None else None
    if seconds and (clock is None or clock.hour <= NOON):
        if seconds > LONGEST_WITHIN:
            raise Refusal(Text("call-until-long"))
        if clock is not None and (until := _until_at(f"{clock:%H:%M}", script, now, zone)):
            raise TwoTimesError((until.astimezone(ZoneInfo(zone)).replace(tzinfo=None),), timedelta(seconds=seconds))
        return replace(script, until=None, within=seconds)
    if script.repeat is not None:
        raise Refusal(Text("series-until", {"given": given}))
    until = parse_when(given, now, zone, vocabulary, ends=True)
    if until is None or until <= (script.when or now):
        raise Refusal(Text("call-until-late"))
    return replace(script, until=until, within=None)


def _seconds(given: str, vocabulary: Vocabulary) -> int:
    """The length that was given, in seconds; 0 for anything else."""
    try:
        return parse_duration(" ".join(short_lengths(figure(given).split(), vocabulary)))
    except ValueError:
        return 0


def _until_at(clock: str, script: Script, now: datetime, zone: str) -> datetime | None:
    """The next time that a clock shows this, where the call is out by then and the time exists."""
    try:
        until = parse_when(clock, now, zone, Vocabulary())
    except Refusal:
        return None
    return until if until is not None and until > (script.when or now) else None


def _after_until(given: str, vocabulary: Vocabulary) -> str:
    """The words after "until" or "no later than", all of them where they begin otherwise."""
    words = given.split()
    for count in range(min(LONGEST_UNTIL, len(words) - 1), 0, -1):
        if vocabulary.meaning(" ".join(words[:count]), ("until", "deadline")):
            after = vocabulary.means(words[0], "after") and whole_length(" ".join(words[count:]), vocabulary)
            return given if after and not clock_or_length(" ".join(words[count:])) else " ".join(words[count:])
    return given


def _local_time(given: str, now: datetime, place: ZoneInfo, vocabulary: Vocabulary) -> datetime:
    if iso := _DAY.fullmatch(figure(given).upper()):
        # With seconds and an offset if they are there.
        return time(datetime.fromisoformat(f"{iso[1]}T{iso[2]:0>5}{iso[3]}"))
    today = now.astimezone(place).date()
    when = read_when(spelled_out(given.split(), now, place, vocabulary), today, vocabulary)
    clock = when.clock
    if when.rest and (clock is not None or when.days):
        if clock is not None and whole_length(" ".join(when.rest), vocabulary) is not None:
            raise Refusal(Text("call-when-span", {"given": given, "example": f"{clock:%H:%M}"}))
        # The word that is not understood is named, and not those beside it that are.
        raise BadTimeError(" ".join(blamed(when.rest, vocabulary)))
    if clock is None and when.week:
        # On a Sunday night nothing of this week is ahead.
        tomorrow = datetime.combine(today + timedelta(days=1), EVENING)
        example = next(iter(when.moments(now, place, EVENING)), tomorrow)
        raise Refusal(Text("when-week", {"given": when.week, "example": f"{example:%Y-%m-%d %H:%M}"}))
    if clock is None and when.days:
        example = next(iter(when.moments(now, place, EVENING)), when.local(when.days[0][-1], place, EVENING))
        raise Refusal(Text("when-no-clock", {"example": f"{example:%Y-%m-%d} 20:00"}))
    if clock is None:
        raise BadTimeError(given)
    if not when.days:
        when = replace(when, days=((today, today + timedelta(days=1)),))
    found = when.moments(now, place, clock)
    if len(found) > 1:
        raise TwoTimesError(found)
    return found[0] if found else when.local(when.days[0][-1], place, clock)


def eta_seconds(call: Call, tally: Tally) -> int | None:
    """Seconds until all pending deliveries are sent, at the last 30 seconds' rate; None before launch or if paused."""
    if call.state in UNSENT:
        return None
    if not tally.waiting:
        return 0
    if call.paused:
        return None
    # In a call's first seconds its own rate is not meaningful yet.
    pace = tally.departures / TALLIED if tally.departures > TALLIED else USUAL_PACE
    return -(-tally.waiting // max(int(pace), 1))
