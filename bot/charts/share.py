"""Pictures to pass on: one number, what it is, three bars, the campaign, its address and the date.

Phones show them about 300 pixels wide, a quarter of their size: the smallest letters are 44 pixels,
but for a long address.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.charts.draw import ACCENT, BAD, FONT, GOOD, GROUND, in_order, set_apart, short_names, template
from bot.charts.fitted import UNSEEN, Fitted, ems, fitted
from bot.core.counts.big_number import big_number
from bot.core.counts.figures import Stats
from bot.core.counts.phrases import middle, signed_percent
from bot.core.events.kind import EventStatus
from bot.core.events.replies import title_of
from bot.core.model.event import EventState
from bot.core.model.input.colours import readable
from bot.core.model.measures.measure import MeasureKind
from bot.core.model.measures.texts import number as figure
from bot.core.model.privacy import MIN_SHOWN
from bot.core.model.reply import Moment, Text, Value
from bot.core.ports.language import Tongue

BARS, TITLE_LINES, STORY_LINES = 3, 2, 4
"""How many bars there are at most; lines of a title, and of what a number is; and of that in a story."""
DIGIT_WIDTH, LEAST = 0.62, 44 / 1200
"""The width of a semi-bold digit of this font, in em; and how large letters are at least, as a part of the width."""
LEAST_NUMBER = 80
"""How large the number's letters are at least, in pixels, where something stands beside it."""
NAMES, SHORT_NAMES, GAP = 16, 6, 0.7
"""How many characters of a name stand beside a value, at least those; and the gap between such, in em."""


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
        (_cell(one.name, speak), _cell(middle(one.measure, one.figures), speak),
         100 * abs(one.figures.lost or 0) / most if most else 0, one.measure.good(one.figures.change or 0))
        for one in moved
    )  # fmt: skip
    # Changes that make no total stand by themselves.
    moved_alone = big.number is None and any(one.figures.lost is not None for one in stats.targets)
    return Card(
        title=speak(Text("campaign-title", {"title": campaign.title})),
        number="" if big.number is None else _cell(big.number, speak),
        what=speak(big.what),
        beside=_cell(signed_percent(stats.total), speak) if big.changed and stats.total.percent is not None else "",
        bars=bars if big.changed or moved_alone else _first_bars(stats, speak),
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
    """How many take part in an event, or once it is over did or pledged; else the day, as of one that is called off."""
    event, everybody = status.event, status.turnout.all
    name = speak(Text("cell", {"value": title_of(event, status.kind)}))
    day = Moment(event.starts_at, event.zone, "day")
    number, what, off = _cell(day, speak), name, event.state is EventState.CANCELLED
    if off:
        what = speak(Text("picture-called-off", {"title": name}))
    elif status.over and everybody.checked_in >= MIN_SHOWN:
        number, what = _cell(everybody.checked_in, speak), speak(Text("picture-did", {"title": name}))
    elif everybody.persons >= MIN_SHOWN:
        said = "picture-pledged" if status.over else "picture-take-part"
        number, what = _cell(everybody.people, speak), speak(Text(said, {"title": name}))
    goal = None if off else status.kind.goal(status)
    bars: tuple[tuple[str, str, float, bool | None], ...] = ()
    if goal is not None and goal.may_be_shown:
        share = min(goal.reached * 100 // goal.wanted, 100)
        bars = ((speak(Text("page-goal", {"share": share, "goal": goal.shown})), "", share, None),)
    return Card(
        title=speak(Text("campaign-title", {"title": status.campaign.title})), number=number, what=what, beside="",
        bars=bars, date=_cell(Moment(event.starts_at, event.zone, "date"), speak), address=address,
        accent=status.campaign.accent, logo=logo,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Layout:
    """What stands above the bars, and where: the baseline and the letters of the title, the number, and what it is."""

    title: Fitted
    what: Fitted
    pitches: tuple[float, float]
    top: float
    y_number: float
    number: float
    y_what: float
    y_bars: float
    step: float
    beside: str


def _layout(card: Card, form: ShareForm, inside: float, side: float) -> _Layout:
    """Several lines of a title, and of what the number is, take their room from the number and from the gaps."""
    width, height, size = form.value
    story, least = form is ShareForm.STORY, min(size, width * LEAST)
    title = fitted(card.title, inside - side * 1.25, size, least, TITLE_LINES + story)
    # What stands below takes the room of a line.
    lines = STORY_LINES - bool(card.beside) if story else TITLE_LINES
    what = fitted(card.what, inside, size * 1.25, size if story else least, lines)
    narrow = len(title.lines) > 1 or (len(what.lines) > 1 and not story)
    top = height * (0.12 if narrow else 0.15) if story else size * (1.4 if narrow else 1.65)
    pitches = title.size * 1.2, size * 1.6 if story else what.size * 1.2
    step = size * (2.7 if story else 1.3 if narrow else 1.45)
    y_bars = height * 0.53 if story else height - size * (2.5 if narrow else 2.75) - step * max(len(card.bars) - 1, 1)
    # As far below the number as its comma and the letters with marks above need.
    gaps = size * (0.6 if story else 0.25), (size * 0.65 + what.size)
    below = (
        pitches[1] * (len(what.lines) - 1)
        + (size * 2 if story and card.beside else 0)
        + size * (1.5 if story else 1.45)
    )
    under = top + pitches[0] * (len(title.lines) - 1) + gaps[0]
    most = min(300 if story else 156, (y_bars - below - gaps[1] - under) / 0.95)
    beside, digits = card.beside, DIGIT_WIDTH * max(len(card.number.translate(UNSEEN)), 1)
    # What stands beside the number in letters of one and a half needs its room, and a gap.
    room = inside - (0 if story or not beside else size * (1.5 * DIGIT_WIDTH * len(beside.translate(UNSEEN)) + 1))
    if room / digits < min(LEAST_NUMBER, most) and not story:
        beside, room = "", inside
    number = min(room / digits, most)
    y_number = under + number * 0.95
    return _Layout(title, what, pitches, top, y_number, number, y_number + gaps[1], y_bars, step, beside)


def draw_share(card: Card, form: ShareForm, *, rtl: bool) -> str:
    """The picture as SVG. Everything is anchored physically, see `bot.charts.draw`."""
    width, height, size = form.value
    margin, story = size * 1.6, form is ShareForm.STORY
    inside, side = width - 2 * margin, size * 1.9 if card.logo else 0
    layout = _layout(card, form, inside, side)
    mark = readable(card.accent or ACCENT, GROUND)
    valued = any(value for _, value, *_ in card.bars)
    inks = {None: mark, True: GOOD, False: BAD}
    rows = _rows(card, form, inside, valued=valued)
    bars = [
        {"y": round(layout.y_bars + layout.step * place, 1), "name": in_order(set_apart(name), rtl=rtl),
         "value": set_apart(value), "width": round(share / 100 * rows.track, 1), "ink": inks[good]}
        for place, (name, (_, value, share, good)) in enumerate(zip(rows.names, card.bars, strict=True))
    ]  # fmt: skip
    beside_date = inside if story else inside - size * (0.47 * len(card.date.translate(UNSEEN)) + 0.6)
    values: dict[str, Any] = {
        "logo": base64.b64encode(card.logo).decode(), "logo_side": side,
        "logo_x": margin if rtl else width - margin - side,
        "logo_y": layout.top - size * 1.1 if story else size * 0.55,
        "width": width, "height": height, "size": size, "font": FONT, "story": story, "rtl": rtl,
        "edge": width - margin if rtl else margin, "far": margin if rtl else width - margin,
        "anchor": "end" if rtl else "start", "opposite": "start" if rtl else "end", "inside": inside,
        "margin": margin, "track": rows.track, "bars_end": rows.end, "row_size": rows.size,
        "mark": mark, "ink": inks[card.good], "ground": GROUND,
        "title": [in_order(line, rtl=rtl) for line in layout.title.lines], "title_size": layout.title.size,
        "top": round(layout.top, 1), "pitches": layout.pitches,
        "number": set_apart(card.number), "number_size": round(layout.number, 1), "y_number": round(layout.y_number, 1),
        "what_size": layout.what.size, "y_what": round(layout.y_what, 1),
        "what": [in_order(line, rtl=rtl) for line in layout.what.lines],
        "beside": set_apart(layout.beside), "bars": bars, "date": in_order(card.date, rtl=rtl), "address": card.address,
        "address_size": round(min(size, beside_date / max(len(card.address), 1) / 0.49), 1),
    }  # fmt: skip
    return template("share.svg").render(values)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The names beside the bars, how large their letters are, how long the longest bar is, and where bars end."""

    names: Sequence[str]
    size: float
    track: float
    end: float


def _rows(card: Card, form: ShareForm, inside: float, *, valued: bool) -> _Rows:
    """Values are whole: the bars and the names leave them room, and in a story the letters do."""
    width, _, size = form.value
    story, whole = form is ShareForm.STORY, [name for name, *_ in card.bars]
    if not valued and not story:
        names = short_names(whole, 24)
        return _Rows(names, size, _room_beside(names, inside, size), inside)
    value, least = _widest(value for _, value, *_ in card.bars), width * LEAST if story else size
    others = value + (GAP if story else 2 * GAP + 2)
    for most in range(NAMES if valued else 24, SHORT_NAMES - 1, -1):
        names = short_names(whole, most)
        if (_widest(names) + others) * least <= inside:
            break
    if story:
        return _Rows(names, round(min(size, inside / (_widest(names) + others)), 1), inside, inside)
    end = min(inside * 0.74, inside - size * (value + GAP))
    return _Rows(names, size, min(inside * 0.36, end - size * (_widest(names) + GAP)), end)


def _widest(texts: Iterable[str]) -> float:
    """How wide the widest of the texts is, in em."""
    return max(map(ems, texts), default=0)


def _room_beside(names: Sequence[str], inside: float, size: float) -> float:
    """How wide bars are that go on to the edge, since no values stand there: no wider than their names leave room."""
    longest = max((len(name.translate(UNSEEN)) for name in names), default=0)
    return min(inside * 0.62, inside - size * (DIGIT_WIDTH * longest + 0.5))


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))
