"""The questions of a series by buttons: on which days, at what time, until when. Each can be answered in words too."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calls.repeat import (
    EVERY_DAY,
    LONGEST,
    TwoClocksError,
    begins,
    check_campaign,
    finish,
    parse_days,
    parse_repeat,
    time_of_day,
    weekday,
)
from bot.core.model.call import Call, Repeat
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import read_clocks
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Button, Moment, Reply, Text

SERIES, SAID = "series", "say"
"""The word of the buttons of these questions, and the one before what was typed."""

END = "end"
"""The word of the button for the campaign's last day."""

CLOCKS = (time(12), time(18), time(20), time(21))
WEEKS = (2, 4, 8)
_ROW = 2


def answer_repeat(call: Call, campaign: Campaign, given: str, now: datetime, vocabulary: Vocabulary) -> Repeat | Reply:
    """The times of the series, or the next question about them.

    `given` is `series`, then the days as digits (0 is Monday) and the time as far as they are chosen, then the last
    day or `end`; or `say` with what was typed for the next of these, and without words the same question again. Raises
    a Refusal for an answer that is not valid.
    """
    chosen, _, typed = f"{given} ".partition(f" {SAID} ")
    words, typed = chosen.split()[1:], typed.strip()
    if campaign.ended(now):
        once = Button(Text("button-again"), command=f"call {call.id} when")
        raise Refusal(Text("series-campaign-over"), offers=(once, "menu"))
    try:
        if typed and (whole := _whole(typed, now, campaign, vocabulary)) is not None:
            return whole
    except TwoClocksError as two:
        return which_clock(call, campaign, two)
    if not words and not typed:
        return _question(call, Text("series-ask-days"), _days(call, campaign))
    days = _chosen_days(words[0]) if words else _typed_days(typed, vocabulary)
    step = "".join(map(str, days))
    if len(words) + bool(typed) == 1:
        return _question(call, Text("series-ask-time"), _clocks(call, campaign, step, CLOCKS))
    clocks = read_clocks(words[1] if len(words) > 1 else typed, vocabulary)
    if not clocks:
        raise Refusal(Text("walk-bad-time", {"given": typed or words[1]}))
    if len(clocks) > 1:
        return _question(call, Text("when-two", {"given": typed}), _clocks(call, campaign, step, clocks))
    clock = clocks[0]
    step = f"{step} {clock:%H:%M}"
    if len(words) + bool(typed) == 2:  # noqa: PLR2004 - days and time, without a last day
        check_campaign(days, clock, now, campaign)
        return _question(call, Text("series-ask-until"), _lasts(call, campaign, step, now))
    until = typed or words[2]
    return finish(days, clock, "" if until == END else until, now, campaign, vocabulary)


def which_clock(call: Call, campaign: Campaign, two: TwoClocksError) -> Reply:
    """A button for each meaning of a series whose time of day has two."""
    choices = []
    for repeat in two.repeats:
        days = "".join(map(str, repeat.days))
        choices += _clocks(call, campaign, days, (repeat.clock,), f" {repeat.last.isoformat()}")
    return _question(call, Text("when-two", {"given": two.given}), choices)


def waits_for(reply: Reply) -> str:
    """The start of the command that the next message completes, after this question."""
    # All choices of a question are the same command but for their last word.
    return f"{reply.buttons[0][0].command.rpartition(' ')[0]} {SAID}"


def _whole(typed: str, now: datetime, campaign: Campaign, vocabulary: Vocabulary) -> Repeat | None:
    """All of the series in one sentence; None where that has no time of day, and may answer the question alone."""
    try:
        return parse_repeat(typed, now, campaign, vocabulary)
    except Refusal as refusal:
        if refusal.text.id != "series-bad":
            raise
        return None


def _chosen_days(word: str) -> tuple[int, ...]:
    if not word.isdecimal() or not {int(sign) for sign in word} <= set(EVERY_DAY):
        raise Refusal(Text("call-use-buttons"))
    return tuple(sorted({int(sign) for sign in word}))


def _typed_days(typed: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    if vocabulary.means(typed, "daily"):
        return EVERY_DAY
    _, words = begins(typed.replace(",", " ").replace("،", " ").split(), "every", vocabulary)
    days, others = parse_days(words, vocabulary)
    if not days or any(not vocabulary.means(word, "filler") for word in others):
        raise Refusal(Text("series-bad-days", {"given": typed}))
    return days


def _days(call: Call, campaign: Campaign) -> list[Button]:
    choices = [_choice(call, "", weekday(day, campaign.zone), str(day)) for day in EVERY_DAY]
    return [*choices, _choice(call, "", Text("button-every-day"), "".join(map(str, EVERY_DAY)))]


def _clocks(call: Call, campaign: Campaign, step: str, clocks: Sequence[time], last: str = "") -> list[Button]:
    """A button for each time of day; `last` is the end of their commands."""
    shown = {clock: time_of_day(clock, campaign.starts_at.date(), campaign.zone) for clock in clocks}
    return [_choice(call, step, Text("cell", {"value": at}), f"{clock:%H:%M}{last}") for clock, at in shown.items()]


def _lasts(call: Call, campaign: Campaign, step: str, now: datetime) -> list[Button]:
    """The days two, four and eight weeks ahead, as far as the campaign lasts, and its own last day."""
    place, choices = ZoneInfo(campaign.zone), []
    today = now.astimezone(place).date()
    for weeks in WEEKS:
        day = today + timedelta(weeks=weeks)
        at = to_utc(datetime.combine(day, time(12)), place)
        if campaign.ends_at is None or at < campaign.ends_at:
            values = {form: Moment(at, campaign.zone, form, fixed=True) for form in ("weekday", "date")}
            choices.append(_choice(call, step, Text("button-when", {**values}), day.isoformat()))
    if campaign.ends_at is not None and campaign.ends_at - now < LONGEST:
        choices.append(_choice(call, step, Text("button-campaign-end"), END))
    return choices


def _question(call: Call, asked: Text, choices: list[Button]) -> Reply:
    rows = [tuple(choices[at : at + _ROW]) for at in range(0, len(choices), _ROW)]
    back = Button(Text("button-back"), command=f"call {call.id} when")
    out = Button(Text("button-cancel-draft"), command=f"call {call.id} cancel")
    return Reply(lines=(asked,), buttons=(*rows, (back, out)), personal=True)


def _choice(call: Call, step: str, label: Text, word: str) -> Button:
    return Button(label, command=f"call {call.id} when {SERIES} {step} {word}".replace("  ", " "))
