"""Pictures to pass on: one number, what it is, three bars, the campaign, its address and the date.

Phones show them about 300 pixels wide, a quarter of their size: the smallest letters are 44 pixels,
but for a long address.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.charts.draw import ACCENT, BAD, FONT, GOOD, GROUND, UNSEEN, cut, in_order, set_apart, short_names, template
from bot.core.counts.big_number import big_number
from bot.core.counts.figures import Stats
from bot.core.counts.phrases import change, signed_percent
from bot.core.events.kind import EventStatus
from bot.core.events.replies import title_of
from bot.core.model.input.colours import readable
from bot.core.model.measures.measure import MeasureKind
from bot.core.model.measures.texts import number as figure
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Moment, Text, Value
from bot.core.ports.language import Tongue

BARS, LINES = 3, 4
DIGIT_WIDTH, LETTER_WIDTH = 0.62, 0.56
"""The widths of a semi-bold digit and letter of this font, in em."""


class ShareForm(Enum):
    """How large a picture is: width, height, font size (pixels)."""

    SHARE = (1200, 630, 44)
    STORY = (1080, 1920, 58)


@dataclass(frozen=True, slots=True)
class Card:
    """What is in a picture, as a reader says it.

    `bars` are a name, a value, per cent of the longest bar, and whether it is what the campaign wants (None: neither),
    as `good` says of the number. `logo` is a PNG, b"" for none.
    """

    title: str
    number: str
    what: str
    beside: str
    bars: tuple[tuple[str, str, float, bool | None], ...]
    date: str
    address: str
    accent: str = ""
    logo: bytes = b""
    good: bool | None = None


def campaign_card(stats: Stats, speak: Tongue, address: str, logo: bytes = b"") -> Card:
    """The campaign's number, and the three companies that moved most."""
    big, campaign = big_number(stats), stats.campaign
    moved = sorted(stats.targets, key=lambda one: abs(one.figures.lost or 0), reverse=True)[:BARS]
    most = max((abs(one.figures.lost or 0) for one in moved), default=0)
    bars = tuple(
        (_cell(one.name, speak), _cell(change(one.measure, one.figures), speak),
         100 * abs(one.figures.lost or 0) / most if most else 0, one.measure.good(one.figures.change or 0))
        for one in moved
    )  # fmt: skip
    return Card(
        title=speak(Text("campaign-title", {"title": campaign.title})),
        number="" if big.number is None else _cell(big.number, speak),
        what=speak(big.what),
        beside=_cell(signed_percent(stats.total), speak) if big.changed and stats.total.percent is not None else "",
        bars=bars if big.changed else _first_bars(stats, speak),
        date=speak(Text("picture-as-of", {"date": Moment(stats.as_of, campaign.zone, "date")})),
        address=address,
        accent=campaign.accent,
        logo=logo,
        good=stats.measure.good(stats.total.change or 0) if big.changed else None,
    )  # fmt: skip


def _first_bars(stats: Stats, speak: Tongue) -> tuple[tuple[str, str, float, bool | None], ...]:
    """With one reading so far, where the companies stand; of one alone the number says it."""
    read = [one for one in stats.targets if one.figures.now is not None]
    read = sorted(read, key=lambda one: one.figures.now or 0, reverse=True)[:BARS]
    if len(read) == 1 or stats.measure.kind is not MeasureKind.COUNT:
        return ()
    most = max((one.figures.now or 0 for one in read), default=0) or 1
    return tuple(
        (_cell(one.name, speak), _cell(figure(one.measure, one.figures.now or 0), speak),
         100 * (one.figures.now or 0) / most, None)
        for one in read
    )  # fmt: skip


def event_card(status: EventStatus, speak: Tongue, address: str, logo: bytes = b"") -> Card:
    """How many take part in an event, or did once it is over; the day where that may not be said."""
    event, everybody = status.event, status.turnout.all
    name = speak(Text("cell", {"value": title_of(event, status.kind)}))
    day = Moment(event.starts_at, event.zone, "day")
    number, what = _cell(day, speak), name
    if status.over and everybody.checked_in >= MIN_SHOWN:
        number, what = _cell(everybody.checked_in, speak), speak(Text("picture-did", {"title": name}))
    elif everybody.persons >= MIN_SHOWN:
        number, what = _cell(everybody.people, speak), speak(Text("picture-take-part", {"title": name}))
    goal = status.kind.goal(status)
    bars: tuple[tuple[str, str, float, bool | None], ...] = ()
    if goal is not None and goal.may_be_shown:
        share = min(goal.reached * 100 // goal.wanted, 100)
        bars = ((speak(Text("page-goal", {"share": share, "goal": goal.shown})), "", share, None),)
    return Card(
        title=speak(Text("campaign-title", {"title": status.campaign.title})), number=number, what=what, beside="",
        bars=bars, date=_cell(Moment(event.starts_at, event.zone, "date"), speak), address=address,
        accent=status.campaign.accent, logo=logo,
    )  # fmt: skip


def draw_share(card: Card, form: ShareForm, *, rtl: bool) -> str:
    """The picture as SVG. Everything is anchored physically, see `bot.charts.draw`."""
    width, height, size = form.value
    margin, story = size * 1.6, form is ShareForm.STORY
    inside = width - 2 * margin
    # What stands beside the number in letters of one and a half needs its room, and a gap.
    beside = 0 if story or not card.beside else size * (1.5 * DIGIT_WIDTH * len(card.beside.translate(UNSEEN)) + 1)
    number = min((inside - beside) / max(len(card.number), 1) / DIGIT_WIDTH, 300 if story else 156)
    top = height * 0.15 if story else size * 1.65
    # What stands below takes the room of a line.
    lines = _lines(card.what, inside, size * 1.25, LINES - bool(card.beside)) if story else [card.what]
    what_size = size * 1.25 if story else min(size * 1.25, inside / max(len(card.what), 1) / 0.52)
    # As far below the number as its comma and the letters with marks above need.
    y_number = top + number * 0.95 + size * (0.6 if story else 0.25)
    y_what = y_number + size * 1.9
    step = size * (2.7 if story else 1.45)
    y_bars = height * 0.53 if story else height - size * 2.75 - step * max(len(card.bars) - 1, 1)
    mark = readable(card.accent or ACCENT, GROUND)
    valued = any(value for _, value, *_ in card.bars)
    inks = {None: mark, True: GOOD, False: BAD}
    names = short_names([name for name, *_ in card.bars], 16 if valued else 24)
    track = inside if story else inside * 0.36 if valued else _room_beside(names, inside, size)
    bars = [
        {"y": round(y_bars + step * place, 1), "name": in_order(name, rtl=rtl), "value": set_apart(value),
         "width": round(share / 100 * track, 1), "ink": inks[good]}
        for place, (name, (_, value, share, good)) in enumerate(zip(names, card.bars, strict=True))
    ]  # fmt: skip
    side = size * 1.9 if card.logo else 0
    beside_logo = inside - side * 1.25
    beside_date = inside if story else inside - size * (0.47 * len(card.date.translate(UNSEEN)) + 0.6)
    values: dict[str, Any] = {
        "logo": base64.b64encode(card.logo).decode(), "logo_side": side,
        "logo_x": margin if rtl else width - margin - side,
        "width": width, "height": height, "size": size, "font": FONT, "story": story, "rtl": rtl,
        "edge": width - margin if rtl else margin, "far": margin if rtl else width - margin,
        "anchor": "end" if rtl else "start", "opposite": "start" if rtl else "end", "inside": inside,
        "margin": margin, "track": track,
        "bars_end": inside * 0.74 if valued else inside, "mark": mark, "ink": inks[card.good], "ground": GROUND,
        "title": in_order(card.title, rtl=rtl),
        "title_size": round(min(size, beside_logo / max(len(card.title), 1) / LETTER_WIDTH), 1), "top": round(top, 1),
        "number": set_apart(card.number), "number_size": round(number, 1), "y_number": round(y_number, 1),
        "what_size": round(what_size, 1), "y_what": round(y_what, 1),
        "what": [in_order(line, rtl=rtl) for line in lines],
        "beside": set_apart(card.beside), "bars": bars, "date": in_order(card.date, rtl=rtl), "address": card.address,
        "address_size": round(min(size, beside_date / max(len(card.address), 1) / 0.49), 1),
    }  # fmt: skip
    return template("share.svg").render(values)


def _room_beside(names: Sequence[str], inside: float, size: float) -> float:
    """How wide bars are that go on to the edge, since no values stand there: no wider than their names leave room."""
    longest = max((len(name.translate(UNSEEN)) for name in names), default=0)
    return min(inside * 0.62, inside - size * (DIGIT_WIDTH * longest + 0.5))


def _lines(text: str, width: float, size: float, most_lines: int) -> list[str]:
    """The text in so many lines of that width at most."""
    most = int(width / size / LETTER_WIDTH)
    lines: list[str] = []
    while len(text) > most and len(lines) < most_lines - 1 and (at := text.rfind(" ", 0, most)) > 0:
        lines.append(text[:at])
        text = text[at + 1 :]
    return [*lines, cut(text, most)]


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))
