"""When a series repeats: read from typed words in any language, said as a sentence, and its times in UTC."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.call import Repeat
from bot.core.model.campaign import Campaign
from bot.core.model.errors import Refusal
from bot.core.model.input.clock_words import BadTimeError
from bot.core.model.input.letters import fold, without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.input.when import read_clocks, read_when
from bot.core.model.local_time import to_utc
from bot.core.model.reply import Moment, Text

EVERY_DAY = tuple(range(7))
LONGEST = timedelta(days=366)
SHIFT = timedelta(hours=3)
"""More than a change of a zone's rules moves a time that is stored in UTC, and less than two of a series lie apart."""

LONGEST_PHRASE = 3
_DAY = timedelta(days=1)


class TwoClocksError(Refusal):
    """The time of day of a series has two meanings, such as "at 8"; `repeats` are the series with each of them."""

    def __init__(self, given: str, repeats: Sequence[Repeat]) -> None:
        first, second = (f"{one.clock:%H:%M}" for one in repeats)
        super().__init__(Text("time-two-clocks", {"given": given, "first": first, "second": second}))
        self.given = given
        self.repeats = tuple(repeats)


def next_time(repeat: Repeat, after: datetime, campaign: Campaign) -> datetime | None:
    """The first time of a series after `after` (aware UTC); None where it or the campaign is over by then.

    A local time that a clock change skips falls as much later; of one that it repeats, the first counts.
    """
    place = ZoneInfo(repeat.zone)
    day = after.astimezone(place).date() - _DAY
    while day <= repeat.last:
        if day.weekday() in repeat.days:
            at = to_utc(datetime.combine(day, repeat.clock), place)
            if campaign.ends_at is not None and at > campaign.ends_at:
                return None
            if at > after:
                return at
        day += _DAY
    return None


def check_ahead(repeat: Repeat, now: datetime, campaign: Campaign) -> datetime:
    """The next time of a series. Raises a Refusal where none is left, which says what would help."""
    found = next_time(repeat, now, campaign)
    if found is not None:
        return found
    check_campaign(repeat.days, repeat.clock, now, campaign)
    raise Refusal(Text("series-over"))


def check_campaign(days: tuple[int, ...], clock: time, now: datetime, campaign: Campaign) -> None:
    """Raise a Refusal where the campaign ends before the first of these times, so that no last day would help."""
    check_runs(campaign, now)
    if campaign.ends_at is not None:
        longest = Repeat(days, clock, campaign.zone, now.astimezone(ZoneInfo(campaign.zone)).date() + LONGEST)
        if next_time(longest, now, campaign) is None:
            raise Refusal(Text("series-campaign-ends", {"end": Moment(campaign.ends_at, campaign.zone)}))


def check_runs(campaign: Campaign, now: datetime) -> None:
    """Raise a Refusal after the campaign's end, however the series is said."""
    if campaign.ended(now):
        raise Refusal(Text("series-campaign-over"))


def rule(repeat: Repeat) -> Text:
    """The weekdays, the time of day and the last day, as one sentence."""
    # At noon, since a clock change by night can move a late hour to the next day.
    noon = to_utc(datetime.combine(repeat.last, time(12)), ZoneInfo(repeat.zone))
    values = {
        "time": time_of_day(repeat.clock, repeat.last, repeat.zone),
        "zone": Moment(noon, repeat.zone, "zone", fixed=True),
        "last": Moment(noon, repeat.zone, "date", fixed=True),
    }
    if repeat.days == EVERY_DAY:
        return Text("series-daily", {**values})
    return Text("series-weekly", {**values, "days": _listed([weekday(day, repeat.zone) for day in repeat.days])})


def time_of_day(clock: time, day: date, zone: str) -> Moment:
    """A time of the day as the clocks of `zone` show it, on `day` or the last day before that does not skip it."""
    place = ZoneInfo(zone)
    while (at := to_utc(datetime.combine(day, clock), place)).astimezone(place).time() != clock:
        day -= _DAY
    return Moment(at, zone, "time", fixed=True)


def weekday(day: int, zone: str) -> Text:
    """The name of a weekday (0 is Monday)."""
    # 5 January 1970 was a Monday, and noon has the same date in every zone.
    at = to_utc(datetime(1970, 1, 5 + day, 12), ZoneInfo(zone))  # noqa: DTZ001 - local, made UTC at once
    return Text("cell", {"value": Moment(at, zone, "weekday", fixed=True)})


def _listed(names: Sequence[Text]) -> Text:
    if len(names) == 1:
        return names[0]
    joined = "series-and" if len(names) == 2 else "series-comma"  # noqa: PLR2004 - the last two stand with "and"
    return Text(joined, {"first": names[0], "rest": _listed(names[1:])})


def parse_repeat(text: str, now: datetime, campaign: Campaign, vocabulary: Vocabulary) -> Repeat | None:
    """Parse `every Friday 18:00 until 26 December`; None for words that do not begin with "every" or "daily".

    Without a last day, that of the campaign is taken. Raises a Refusal where the words say no such times, and
    TwoClocksError where the time of day has two meanings.
    """
    words = without_marks(text).replace(",", " ").replace("،", " ").split()
    daily, rest = begins(words, "daily", vocabulary)
    every, others = begins(words, "every", vocabulary)
    if not daily and not every:
        return None
    check_runs(campaign, now)
    rule_words, until_words = _split_until(rest if daily else others, vocabulary)
    days, clock_words = parse_days(rule_words, vocabulary)
    clocks = read_clocks(" ".join(clock_words), vocabulary)
    if not clocks or not (days or daily):
        raise Refusal(Text("series-bad", {"given": text.strip()}))
    until = " ".join(until_words)
    repeats = [finish(days or EVERY_DAY, clock, until, now, campaign, vocabulary) for clock in clocks]
    if len(repeats) > 1:
        raise TwoClocksError(text.strip(), repeats)
    return repeats[0]


def finish(
    days: tuple[int, ...], clock: time, until: str, now: datetime, campaign: Campaign, vocabulary: Vocabulary
) -> Repeat:
    """The times of a series, with its typed last day; "" is the last day of the campaign.

    Raises a Refusal where that is no day, too far off, or before the first time.
    """
    place = ZoneInfo(campaign.zone)
    today = now.astimezone(place).date()
    if until:
        last = _last(until, today, vocabulary)
    elif campaign.ends_at is None:
        raise Refusal(Text("series-no-until"))
    else:
        last = campaign.ends_at.astimezone(place).date()
    if last - today > LONGEST:
        if until:
            raise Refusal(Text("series-long"))
        last = today + LONGEST
    repeat = Repeat(days, clock, campaign.zone, last)
    check_ahead(repeat, now, campaign)
    return repeat


def parse_days(words: Sequence[str], vocabulary: Vocabulary) -> tuple[tuple[int, ...], list[str]]:
    """The weekdays that the words name, in the order of the week, and the other words."""
    days, others = set(), []
    for word in words:
        day = _weekday(fold(word), vocabulary)
        if day is None:
            others.append(word)
        else:
            days.add(day)
    return tuple(sorted(days)), others


def _weekday(word: str, vocabulary: Vocabulary) -> int | None:
    bare = word.removeprefix("و")
    spellings = (word, word.removesuffix("s"), bare, f"ال{bare}", f"ال{word}")
    return next((vocabulary.weekdays[one] for one in spellings if one in vocabulary.weekdays), None)


def begins(words: Sequence[str], meaning: str, vocabulary: Vocabulary) -> tuple[bool, list[str]]:
    """Whether the words begin with this meaning, and the words after it."""
    for length in range(LONGEST_PHRASE, 0, -1):
        if vocabulary.means(" ".join(words[:length]), meaning):
            return True, list(words[length:])
    return False, list(words)


def _split_until(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    for place in range(len(words)):
        found, rest = begins(words[place:], "until", vocabulary)
        if found:
            return list(words[:place]), rest
    return list(words), []


def _last(until: str, today: date, vocabulary: Vocabulary) -> date:
    """The last day; its question says "until", and an answer may say that too."""
    _, words = begins(until.split(), "until", vocabulary)
    try:
        when = read_when(words, today, vocabulary)
    except BadTimeError:
        when = None
    if when is None or len(when.days) != 1 or when.rest or when.clock is not None:
        raise Refusal(Text("series-bad-until", {"given": until}))
    return next((day for day in when.days[0] if day >= today), when.days[0][-1])
