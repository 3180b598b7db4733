from dataclasses import replace

import pytest

from bot.core.events.verdict.effect import Effect, Unclear, Why
from bot.core.events.verdict.later import Return, judge_return
from bot.core.model.event import Event, EventState
from bot.core.model.reply import Span, in_zone
from bot.locales import speak
from tests.core.events.verdict.test_find import count, history, save, with_controls
from tests.event_talk import END, NEW, START, EventTalk
from tests.talk import HOUR, ids

DAY = 24 * HOUR
WEEK = 7 * DAY
LOSS = Effect(-1000, 0, -1100, -900, 10, 0)


def since(low: int, high: int) -> Effect:
    return Effect(0, 0, low, high, 10, 0)


@pytest.mark.parametrize(
    ("found", "became"),
    [
        (since(-50, 100), Return.KEPT),
        (since(-900, -300), Return.KEPT),
        (since(200, 600), Return.PARTLY),
        (since(800, 1300), Return.BACK),
        (since(1500, 1700), Return.BACK),
        (since(-100, 1200), Return.UNCLEAR),
        # Half of it may have come back: that it lasted, or faded, would say more than is known.
        (since(-100, 499), Return.KEPT),
        (since(-100, 500), Return.UNCLEAR),
        (since(-100, 900), Return.UNCLEAR),
        (since(500, 1100), Return.UNCLEAR),
        (since(100, 1100), Return.UNCLEAR),
        (since(501, 1100), Return.BACK),
        (since(1, 999), Return.PARTLY),
        (Unclear(Why.GAPS), Return.UNCLEAR),
    ],
)
def test_what_became_of_a_loss(found: Effect | Unclear, became: Return) -> None:
    assert judge_return(LOSS, found) is became


def test_a_gain_that_falls_again_came_back_too() -> None:
    gain = Effect(1000, 0, 900, 1100, 10, 0)
    assert judge_return(gain, since(-1200, -900)) is Return.BACK
    assert judge_return(gain, since(-600, -200)) is Return.PARTLY
    assert judge_return(gain, since(-50, 300)) is Return.KEPT


async def lose(event_talk: EventTalk, after_a_week: int, after_four: int | None) -> None:
    """An event in which each page loses 4,000, and what it has later."""
    await event_talk.talk.group(NEW)
    rows = [*history(14), (START, 9000), (END, 5000), (END + WEEK, after_a_week)]
    await count(event_talk, rows if after_four is None else [*rows, (END + 4 * WEEK, after_four)])
    await event_talk.go(END + 48 * HOUR)
    await event_talk.said()


async def test_the_verdict_looks_again_after_one_and_after_four_weeks(event_talk: EventTalk) -> None:
    await lose(event_talk, 4900, 10_400)
    event = await event_talk.event()
    assert (event.state, event.look_due_at) == (EventState.CLOSED, END + WEEK)
    assert event.result is not None
    closed = len(event.result.lines)
    await event_talk.go(END + WEEK)
    [(how, said)] = await event_talk.said()
    assert (how, ids(said)) == ("send", ["later-kept", "later-since"] * 3)
    await event_talk.go(END + 4 * WEEK)
    [(how, said)] = await event_talk.said()
    assert (how, ids(said)) == ("send", ["later-back", "later-since"] * 3)
    event = await event_talk.event()
    assert event.look_due_at is None
    shown = await event_talk.talk.member("/event 1")
    assert ids(shown)[closed:] == [
        "later-when", *["later-kept", "later-since"] * 3, "later-when", *["later-back", "later-since"] * 3
    ]  # fmt: skip
    speaker = speak("en")
    told = [speaker(line) for line in in_zone(shown.lines, "UTC")[closed : closed + 3]]
    assert told[:2] == ["7\u00a0days after the end:", "Maroc Telecom: the effect lasted."]


async def test_the_same_words_are_not_posted_twice(event_talk: EventTalk) -> None:
    await lose(event_talk, 5000, None)
    await count(event_talk, [(END + 4 * WEEK, 4950)])
    await event_talk.go(END + WEEK)
    assert len(await event_talk.said()) == 1
    await event_talk.go(END + 4 * WEEK)
    assert await event_talk.said() == []
    event = await event_talk.event()
    assert event.result is not None
    assert ids(event.result).count("later-when") == 2


async def test_of_several_missed_looks_only_the_last_is_made(event_talk: EventTalk) -> None:
    await lose(event_talk, 5000, 9000)
    event_talk.talk.now = END + 5 * WEEK
    await event_talk.turn()
    [(_, said)] = await event_talk.said()
    assert said.title is not None
    assert said.title.values["length"] == Span(4 * WEEK)
    assert (await event_talk.event()).look_due_at is None


async def test_without_readings_it_cannot_tell(event_talk: EventTalk) -> None:
    await lose(event_talk, 5000, None)
    await event_talk.go(END + 4 * WEEK)
    event = await event_talk.event()
    assert event.last_look == ("unclear",) * 3


async def test_an_event_within_the_usual_is_not_looked_at_again(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await count(event_talk, [*history(14), (START, 9000), (END, 9146)])
    await event_talk.go(END + 48 * HOUR)
    assert (await event_talk.event()).look_due_at is None
    async with event_talk.talk.store.reading() as tx:
        assert await tx.events.looking() == set()


async def test_a_verdict_that_later_readings_take_back_says_nothing(event_talk: EventTalk) -> None:
    await lose(event_talk, 5000, None)
    async with event_talk.talk.store.writing() as tx:
        assert await tx.events.looking() == {"no-voip-no-like"}
        event = await tx.events.get(1)
        assert event is not None
        campaign = await tx.campaigns.get(event.campaign)
        assert campaign is not None
        # Its pages are others now, of which nothing is known.
        pages = [
            replace(target, pages=(replace(target.pages[0], handle=f"new{target.slug}"),))
            for target in campaign.targets
        ]
        await tx.campaigns.save(replace(campaign, targets=tuple(pages)), event_talk.talk.now)
    await event_talk.go(END + WEEK)
    assert await event_talk.said() == []
    assert (await event_talk.event()).look_due_at == END + 4 * WEEK


async def lose_beside(event_talk: EventTalk, later: dict[str, int]) -> Event:
    """An event that moves the campaign's pages alone, its result, and what each page has a week after its end.

    A page that is not in `later` gives no number any more.
    """
    await save(event_talk, with_controls("one", "two"))
    await event_talk.talk.group(NEW)
    own = ("maroctelecom", "inwi", "meditel")
    await count(event_talk, [*history(14), (START, 9000), (END, 5000)], 1, *own)
    await count(event_talk, [*history(14, 20_000, 3), (START, 20_000), (END, 20_150)], 1, "one")
    await count(event_talk, [*history(14, 30_000, 5), (START, 30_000), (END, 30_150)], 1, "two")
    for handle, value in later.items():
        await count(event_talk, [(END + WEEK, value)], 1, *(own if handle == "own" else (handle,)))
    await event_talk.go(END + 48 * HOUR)
    await event_talk.said()
    await event_talk.go(END + WEEK)
    return await event_talk.event()


@pytest.mark.parametrize(
    ("later", "became", "how"),
    [
        ({"own": 5300, "one": 20_500, "two": 30_500}, "kept", "later-since-similar"),
        ({"own": 9900, "one": 20_500, "two": 30_500}, "back", "later-since-similar"),
        # What moves all pages alike is no return.
        ({"own": 7500, "one": 30_000, "two": 45_000}, "unclear", None),
        ({"own": 3500, "one": 14_000, "two": 21_000}, "unclear", None),
        # One control, or both, give no number any more: the page's own days are left to compare with.
        ({"own": 5300, "one": 20_500}, "kept", "later-since"),
        ({"own": 9900}, "back", "later-since"),
        # The campaign's own page gives none.
        ({"one": 20_500, "two": 30_500}, "unclear", None),
    ],
)
async def test_the_later_look_compares_with_similar_pages_too(
    event_talk: EventTalk, later: dict[str, int], became: str, how: str | None
) -> None:
    event = await lose_beside(event_talk, later)
    assert event.last_look == (became,) * 3
    assert event.result is not None
    told = ids(event.result)
    assert told[told.index("later-when") + 1 :] == [f"later-{became}", *([how] if how else [])] * 3
