"""A walk that another question interrupts goes on where it was: each step of each walk, and what comes of it."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.commands.going_on import way_back
from bot.core.commands.uploads import KEPT_FOR
from bot.core.model.chats import Questions
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Reply
from bot.core.model.roles import Role
from storage import open_store
from tests.conftest import SECRET
from tests.event_talk import END, NEW, START, EventTalk
from tests.handlers.test_import_file import a_file
from tests.talk import HOUR, SLUG, Talk, another, example, ids, load

LINK = "https://example.org/petition"
SET_UP = f"/event new sign_on 2026-12-05 20:00 goal=100 link={LINK}"
SHEET = "company;likes\nMaroc Telecom;2000000\n"
FILE = "file"
"""Stands for a file that is sent."""

EVENT = [
    f"menu event {SLUG}", "menu plan kind sign_on", "“2026-12-12", "“8pm", "“7d", "“1000", f"“{LINK}", "“Sign with us",
    "event confirm",
]  # fmt: skip
CALL = [
    f"call {SLUG}",
    "“أطفئوا هواتفكم",
    "“Switch off",
    "“Éteignez",
    "call 1 buttons",
    "call 1 buttons did",
    "call 1 when",
]
REST = ["call 1 audience", "call 1 audience all", "call 1 propose"]
WALKS = {
    "event": EVENT,
    "change": ["menu again 1", "menu plan 1 title", "“Another title", "menu plan 1 goal", "“500", "event confirm"],
    "line": [f"/event new {SLUG} sign_on 2026-12-13 20:00 en=“Sign”", f"“{LINK}", "event confirm"],
    "call": [*CALL, "“2026-12-04 18:00", "call 1 until", "“for 6 hours", *REST],
    "series": [*CALL, "call 1 when series", "“Friday", "“18:00", "“2026-12-25", *REST],
    "goal": [f"menu goal {SLUG}", "menu set 1 goal", "“500", "event confirm"],
    "link": [f"menu link {SLUG}", "menu set 1 link", "“https://example.org/other", "event confirm"],
    "count": [f"menu counts {SLUG}", "count", "“1,234,567"],
    "file": [FILE, "“2026-11-30"],
}
LIGHT = {"goal", "link", "count", "file"}
"""The walks that keep nothing but one question: another one that is left open takes its place."""


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


@pytest.fixture
async def two(
    event_talk: EventTalk, sqlite_template: Path, tmp_path: Path
) -> AsyncIterator[tuple[EventTalk, EventTalk]]:
    """Two bots of which nobody confirms a preview by himself, each with an event."""
    file = tmp_path / "other.db"
    shutil.copyfile(sqlite_template, file)
    database = open_store(f"sqlite:///{file}", SECRET)
    other = EventTalk(Talk(database))
    await other.start()
    for one in (event_talk, other):
        await one.talk.private(SET_UP)
        one.talk.confirms = False
    yield event_talk, other
    await database.close()


async def page_of(event_talk: EventTalk, place: int) -> str:
    async with event_talk.talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
    assert campaign is not None
    return campaign.pages[place].key


async def step(event_talk: EventTalk, said: str, last: Reply | None) -> Reply:
    """Type what begins with a quotation mark, send the file, or tap."""
    talk = event_talk.talk
    if said == FILE:
        return await talk.private("import", file=a_file(SHEET))
    if said == "count":
        return await talk.private(f"menu count {mark_of(await page_of(event_talk, 0))} {SLUG}")
    if said == "event confirm":
        assert last is not None
        said = next(one for one in commands(last) if one.startswith(said))
    return await talk.private(said.removeprefix("“").replace("=“", '="').replace("”", '"'), typed=said[0] == "“")


async def questions(event_talk: EventTalk) -> Questions:
    async with event_talk.talk.store.reading() as tx:
        return await tx.dialogues.open("telegram", "7")


async def counts(event_talk: EventTalk) -> Reply:
    """A count is asked for and given, at another time than before."""
    event_talk.talk.now += timedelta(minutes=1)
    await event_talk.talk.private(f"/count {await page_of(event_talk, 1)}")
    reply = await event_talk.talk.private("1,000,000", typed=True)
    assert ids(reply)[0] in {"count-taken", "count-again"}
    return reply


async def counts_in_one_line(event_talk: EventTalk) -> Reply:
    event_talk.talk.now += timedelta(minutes=1)
    await event_talk.talk.private(f"/count {await page_of(event_talk, 1)} 1000000")
    return await event_talk.talk.private("/menu")


async def asks_for_a_goal(event_talk: EventTalk) -> Reply:
    await event_talk.talk.private("menu set 1 goal")
    return await event_talk.talk.private("/menu")


async def looks(event_talk: EventTalk) -> Reply:
    await event_talk.talk.private("/stats")
    return await event_talk.talk.private("/menu")


async def organizes_second(talk: Talk) -> None:
    """A second campaign, with the same organizer."""
    await load(talk.store, another(zone="UTC", targets=()), talk.now)
    async with talk.store.writing() as tx:
        await tx.people.give("second", "telegram", "7", Role.ORGANIZER, talk.now)


async def plans_another(event_talk: EventTalk) -> Reply:
    """Another event is begun and dropped, in another campaign."""
    await event_talk.talk.private("menu event second")
    await event_talk.talk.private(f"menu plan {mark_of('second')} kind phone_off")
    return await event_talk.talk.private(f"menu plan {mark_of('second')} cancel")


def ways_back(reply: Reply) -> list[Button]:
    return [button for row in reply.buttons for button in row if button.label.id.startswith("button-go-on")]


Interruption = Callable[[EventTalk], Awaitable[Reply]]


@pytest.mark.parametrize(
    ("walk", "interruption"),
    [
        (walk, interruption)
        for walk in WALKS
        for interruption in (counts, counts_in_one_line, asks_for_a_goal, looks, plans_another)
        if (walk not in LIGHT or interruption in {counts, plans_another}) and (walk, interruption) != ("count", counts)
    ],
)
async def test_each_step_of_each_walk_goes_on_after_another_question(
    two: tuple[EventTalk, EventTalk], walk: str, interruption: Interruption
) -> None:
    plain, torn = two
    if interruption is plans_another:
        for one in two:
            await load(one.talk.store, another(zone="UTC", targets=()), one.talk.now)
            async with one.talk.store.writing() as tx:
                await tx.people.give("second", "telegram", "7", (await tx.people.members(SLUG))[0].role, one.talk.now)
    replies: tuple[Reply | None, Reply | None] = None, None
    for said in WALKS[walk]:
        expected, reply = await step(plain, said, replies[0]), await step(torn, said, replies[1])
        assert (ids(reply), reply.title) == (ids(expected), expected.title), said
        if (await questions(torn)).all and said != WALKS[walk][-1]:
            ways = ways_back(await interruption(torn))
            assert ways, (said, walk)
            again = await torn.talk.private(ways[0].command)
            assert (ids(again), again.title) == (ids(reply), reply.title), said
            assert [one for one in commands(again) if "import" not in one] == [
                one for one in commands(reply) if "import" not in one
            ], said
            reply = again
        replies = expected, reply
    assert await made(plain) == await made(torn)
    assert (await questions(torn)).waits == (await questions(plain)).waits


async def made(event_talk: EventTalk) -> list[object]:
    """What came of a walk: the plans of all events, the calls, and the newest count of the first page."""
    talk = event_talk.talk
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        first = campaign.pages[0]
        counted = (await tx.snapshots.at([first.id], [talk.now]))[0].get(first.id)
        calls = await tx.calls.latest(SLUG)
        return [
            [(one.plan, one.draft, one.state) for one in await tx.events.of(SLUG)],
            [(one.script, one.state) for one in calls],
            counted and counted.count,
        ]


async def test_what_was_put_aside_survives_a_restart_and_is_offered_to_words_that_answer_nothing(
    two: tuple[EventTalk, EventTalk],
) -> None:
    planning, _ = two
    await planning.talk.private(f"menu event {SLUG}")
    await planning.talk.private("menu plan kind phone_off")
    await counts(planning)
    after = EventTalk(replace(planning.talk))
    lost = await after.talk.private("Saturday", typed=True)
    assert (ids(lost), [one.label.id for one in ways_back(lost)]) == (["only-commands"], ["button-go-on"])
    assert ids(await after.talk.private(ways_back(lost)[0].command)) == ["walk-day"]
    assert ids(await after.talk.private("Saturday 20:00", typed=True)) == ["walk-length"]


async def test_a_new_event_is_begun_anew_only_when_the_one_before_was_dropped(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    for said in (f"menu event {SLUG}", "menu plan kind phone_off", "menu plan day 2026-12-12"):
        await talk.private(said)
    assert ids(await talk.private(f"menu event {SLUG}")) == ["walk-time"]
    dropped = await talk.private("menu plan cancel")
    assert commands(dropped)[0] == f"menu event {SLUG}"
    assert ids(await talk.private(commands(dropped)[0])) == ["walk-kind"]


async def test_a_change_that_was_begun_goes_on_until_the_event_is_changed_by_somebody_else(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    await talk.private("menu again 1")
    await talk.private("menu plan 1 title")
    shown = await talk.private("Mine", typed=True)
    await counts(two[0])
    assert await talk.private("menu again 1") == shown
    edited = await talk.private("/event edit 1 goal=77")
    await talk.private(next(one for one in commands(edited) if one.startswith("event confirm")))
    assert "Mine" not in str(await talk.private("menu again 1"))


async def test_a_button_of_one_draft_never_answers_for_another(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    await talk.private("menu again 1")
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind phone_off")
    await talk.private("menu plan 1 goal 500")
    questions_open = await questions(two[0])
    assert '"phone_off", "", "", 0, {}, 0]' in questions_open.aside[0]
    assert '"goal": "500"' in questions_open.waits


async def test_what_lay_until_its_time_was_over_asks_for_another_day(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    for said in EVENT[:-1]:
        await step(two[0], said, None)
    talk.now += timedelta(days=15)
    menu = await talk.private("/menu")
    late = await talk.private(ways_back(menu)[0].command)
    assert ids(late) == ["event-past", "walk-day"]
    assert ids(await talk.private("2026-12-20", typed=True)) == ["walk-time"]


@pytest.mark.parametrize(
    ("part", "said", "hours", "told", "then"),
    [
        ("time", "22:00", 1, ["event-begun", "event-when"], ""),
        ("length", "24h", 30, ["event-past", "walk-length"], "48h"),
        ("day", "2026-12-20", 30, ["event-begun", "event-when"], ""),
    ],
)
async def test_a_change_that_lay_until_its_event_began_keeps_the_start_and_goes_on(
    event_talk: EventTalk, part: str, said: str, hours: int, told: list[str], then: str
) -> None:
    talk = event_talk.talk
    await talk.private(NEW)
    talk.confirms = False
    for one in ("menu again 1", "menu plan 1 title", "“Mine", f"menu plan 1 {part}", f"“{said}"):
        await step(event_talk, one, None)
    talk.now = START + hours * HOUR
    late = await talk.private(ways_back(await talk.private("/menu"))[0].command)
    assert ids(late)[:2] == told
    late = await talk.private(then, typed=True) if then else late
    assert ids(await talk.private(commands(late)[0]))[0] == "event-changed"
    changed = await event_talk.event()
    assert (changed.starts_at, "Mine" in str(changed.plan.title)) == (START, True)


async def test_a_change_of_an_event_whose_page_became_a_target_is_refused(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private("/event new sign_on 2026-12-05 20:00 link=https://example.org/p page=facebook:petition")
    stored = await load(talk.store, replace(example(), zone="UTC"), talk.now)
    page = replace(stored.targets[0].pages[0], handle="petition")
    changed = replace(stored, targets=(replace(stored.targets[0], pages=(page,)),))
    await load(talk.store, changed, talk.now)
    assert ids(await talk.private("menu again 1")) == ["event-target-page"]
    assert (await questions(event_talk)).all == ()


async def test_what_was_planned_of_an_event_that_is_called_off_is_dropped(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    await talk.private("menu set 1 goal")
    await talk.private("500", typed=True)
    await talk.private("menu again 1")
    await talk.private("menu plan 1 title")
    await talk.private("Mine", typed=True)
    await talk.private("event cancel 1 confirmed")
    for _ in range(2):
        menu = await talk.private("/menu")
        assert ids(await talk.private(ways_back(menu)[0].command)) == ["event-no-more"]
    assert ways_back(await talk.private("/menu")) == []
    assert (await questions(two[0])).all == ()


@pytest.mark.parametrize("walk", ["line", "goal", "link"])
async def test_what_was_said_can_be_dropped_at_its_preview(two: tuple[EventTalk, EventTalk], walk: str) -> None:
    talk, reply = two[0].talk, None
    for said in WALKS[walk][:-1]:
        reply = await step(two[0], said, reply)
    assert reply is not None
    dropped = await talk.private(next(one for one in commands(reply) if " cancel" in one))
    assert ids(dropped) == ["walk-cancelled"]
    assert (await questions(two[0])).all == ()


async def test_a_long_question_has_a_short_way_back(two: tuple[EventTalk, EventTalk]) -> None:
    long = f"count json:https://example.org/{'x' * 80}"
    assert way_back(long).command == f"menu on count {mark_of(long)}"
    assert ids(await two[0].talk.private("menu on count 0123456789ab")) == ["walk-gone"]


ANEW = {
    "event": ["walk-kind"], "line": ["walk-kind"], "change": ["event-when"], "call": ["call-ask-text"],
    "series": ["call-ask-text"], "file": ["import-how"],
}  # fmt: skip
"""What the button under the answer to a walk's old button begins; the other walks have no button that grows old."""

OLD = "menu plan ", "call 1 ", "event fill ", "import "
"""How the commands of buttons begin that do."""


@pytest.mark.parametrize("walk", WALKS)
async def test_an_old_button_of_each_walk_leads_to_what_begins_the_walk_anew(
    two: tuple[EventTalk, EventTalk], walk: str
) -> None:
    talk, reply, tapped = two[0].talk, None, set[str]()
    for said in WALKS[walk][:-1]:
        reply = await step(two[0], said, reply)
        tapped |= {
            one for one in commands(reply) if one.startswith(("menu plan ", "call 1 ", "event fill ", "import "))
        }
    ends = [one for one in tapped if one.split()[-1] in {"cancel", "no"} or one.startswith("event fill cancel")]
    for one in ends:
        await talk.private(one)
    if walk == "file":
        talk.now += KEPT_FOR
    assert bool(tapped) == (walk in ANEW)
    gone = 0
    for one in sorted(tapped):
        reply = await talk.private(one)
        if ids(reply)[0] not in {"walk-gone", "call-unknown", "call-gone", "import-gone"}:
            continue
        gone += 1
        assert not [offer for offer in commands(reply) if offer.startswith(("menu plan", "call 1"))], one
        anew = [ids(await talk.private(offer))[:1] for offer in commands(reply)]
        assert ANEW[walk] in anew, (one, anew)
        # What was begun is dropped again, so that the next old button finds nothing.
        open_now = await questions(two[0])
        for offer in ("menu plan cancel", f"call {open_now.waits.split()[1]} cancel") if open_now.waits else ():
            await talk.private(offer)
    assert gone == len(tapped) - (len(ends) if walk == "file" else 0)


async def test_a_line_whose_preview_is_confirmed_leaves_nothing_to_go_on_with(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk, line = two[0].talk, f"/event new {SLUG} sign_on"
    talk.now = talk.now.replace(hour=23, minute=50)
    await talk.private(f"{line} tomorrow 20:00")
    preview = await talk.private(LINK, typed=True)
    await talk.private(f"{line} 2026-12-20 20:00")
    await counts(two[0])
    talk.now += timedelta(minutes=20)
    assert ids(await talk.private(commands(preview)[0]))[0] == "event-made"
    assert [one.split()[6] for one in (await questions(two[0])).all] == ["2026-12-20"]
    edit = await talk.private("/event edit 1 goal=77")
    await talk.private(commands(edit)[0])
    assert len(ways_back(await talk.private("/menu"))) == 1


async def test_a_draft_of_a_release_before_is_one_with_the_draft_that_goes_on(two: tuple[EventTalk, EventTalk]) -> None:
    talk, old = two[0].talk, f'menu plan say ["{SLUG}","day","phone_off","","",0,{{}},0]'
    async with talk.store.writing() as tx:
        await tx.dialogues.put("telegram", "7", Questions(old))
    assert ids(await talk.private("2026-12-12", typed=True)) == ["walk-time"]
    assert len((await questions(two[0])).all) == 1
    await talk.private("menu plan cancel")
    assert ways_back(await talk.private("/menu")) == []
    assert ids(await talk.private(f"menu event {SLUG}")) == ["walk-kind"]


async def while_a_phone_off_runs(event_talk: EventTalk) -> Talk:
    await event_talk.talk.private(NEW)
    event_talk.talk.confirms = False
    event_talk.talk.now = START + 24 * HOUR
    return event_talk.talk


async def test_a_tap_that_checks_in_leaves_what_waits(event_talk: EventTalk) -> None:
    talk = await while_a_phone_off_runs(event_talk)
    for begun, typed, then in (
        ([f"menu event {SLUG}", "menu plan kind phone_off"], "2026-12-20", "walk-time"),
        ([f"/count {await page_of(event_talk, 1)}"], "1,000,000", "count-taken"),
    ):
        for said in begun:
            await talk.private(said)
        before = await questions(event_talk)
        assert ids(await talk.private("checkin 1 12h")) == ["checkin-hours"]
        assert await questions(event_talk) == before
        assert ids(await talk.private(typed, typed=True))[0] == then


async def test_an_answered_check_in_is_not_put_aside_and_leads_back_to_the_walk(event_talk: EventTalk) -> None:
    talk = await while_a_phone_off_runs(event_talk)
    await talk.private("/checkin 1")
    assert ids(await talk.private("5", typed=True)) == ["checkin-hours"]
    assert await questions(event_talk) == Questions()
    assert ways_back(await counts(event_talk)) == []
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind phone_off")
    await talk.private("/checkin 1")
    noted = await talk.private("12", typed=True)
    assert (ids(noted), [one.label.id for one in ways_back(noted)]) == (["checkin-hours"], ["button-go-on"])


@pytest.mark.parametrize(("days", "told"), [(0, "event-is-cancelled"), (5, "checkin-late"), (20, "event-is-closed")])
async def test_a_question_about_what_is_over_is_ended_by_the_first_words_and_leads_back(
    event_talk: EventTalk, days: int, told: str
) -> None:
    talk = await while_a_phone_off_runs(event_talk)
    await talk.private(f"menu event {SLUG}")
    await talk.private("menu plan kind phone_off")
    await talk.private("/checkin 1")
    if told == "event-is-cancelled":
        await talk.private("event cancel 1 confirmed", "7")
    elif told == "event-is-closed":
        await event_talk.go(END + timedelta(days=days))
    else:
        talk.now = END + timedelta(days=days)
    over = await talk.private("hello", typed=True)
    assert (ids(over), [one.label.id for one in ways_back(over)]) == ([told], ["button-go-on"])
    assert ids(await talk.private("stats", typed=True))[0] not in {told, "checkin-bad-hours"}
    assert ids(await talk.private("/checkin 1 hello")) == [told]


async def test_a_goal_that_is_asked_for_until_the_event_is_over_is_not_asked_for_any_more(
    event_talk: EventTalk,
) -> None:
    talk = await while_a_phone_off_runs(event_talk)
    await talk.private("menu set 1 goal")
    assert (await questions(event_talk)).waits == "menu set 1 goal"
    await event_talk.go(END + timedelta(days=20))
    assert ids(await talk.private("500", typed=True)) == ["event-no-more"]
    assert await questions(event_talk) == Questions()


@pytest.mark.parametrize(
    ("matter", "then", "told"),
    [
        ("call", ["call 1 text:en", "“Other words"], "call-not-proposed"),
        ("call", ["calls cancel 1"], "call-gone"),
        ("call", ["call 1 text:en", "“Other words", "call 1 propose"], "call-changed"),
        ("event", ["event cancel 1"], "event-no-more"),
        ("event", ["event edit 1 goal=700"], "event-other-words"),
        ("cancellation", ["refused by another"], "event-nothing-proposed"),
    ],
)
async def test_why_something_is_refused_is_not_asked_once_it_does_not_wait_any_more(
    event_talk: EventTalk, matter: str, then: list[str], told: str
) -> None:
    talk = event_talk.talk
    for who in ("8", "9"):
        await talk.give(Role.ORGANIZER, who)
    if matter == "call":
        for said in (f"call {SLUG}", "Words", "call 1 propose"):
            await talk.private(said, typed=said == "Words")
        shown = await talk.private("call 1", "8")
    else:
        await talk.private(NEW)
        if matter == "cancellation":
            await talk.private(commands(await talk.private("menu look 1", "8"))[0], "8")
            await talk.private("event cancel 1")
        shown = await talk.private("menu look 1", "8")
    refuse = commands(shown)[1]
    assert ids(await talk.private(refuse, "8")) == ["refuse-why"]
    for said in then:
        if said == "refused by another":
            await talk.private(f"{refuse} -", "9")
        else:
            await talk.private(said.removeprefix("“"), typed=said.startswith("“"))
    assert ids(await talk.private("Not so clear", "8", typed=True))[0] == told
    # What else is typed is no reason, also where the same waits again.
    if told == "call-not-proposed":
        for said in ("call 1 text:en", "“Words", "call 1 propose"):
            await talk.private(said.removeprefix("“"), typed=said.startswith("“"))
    assert ids(await talk.private("Thanks", "8", typed=True))[0] == "only-commands"


ASKED: dict[str, list[str]] = {
    "preview": [f"call {SLUG}", "“Switch off", "call 1 preview"],
    "step": [f"call {SLUG}", "“Switch off"],
    "event": [f"menu event {SLUG}", "menu plan kind phone_off"],
    "change": ["menu again 1", "menu plan 1 title"],
    "line": [f"/event new {SLUG} sign_on 2026-12-13 20:00"],
    "edit": ["/event edit 1 link=https://example.org/other", "menu set 1 goal", "“500"],
    "goal": ["menu set 1 goal"],
    "count": ["count"],
    "file": [FILE],
}
"""What is open with a person who loses their role."""


async def loses_role(event_talk: EventTalk, *, aside: bool = False) -> None:
    """The person is no organizer any more, here; in another campaign they are, and may plan an event there."""
    talk = event_talk.talk
    await organizes_second(talk)
    if aside:
        await talk.private("menu event second")
    async with talk.store.writing() as tx:
        await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))


@pytest.mark.parametrize("aside", ["", "aside"])
@pytest.mark.parametrize("asked", ASKED)
async def test_who_lost_a_role_is_told_once_and_is_offered_nothing_that_needs_it(
    two: tuple[EventTalk, EventTalk], asked: str, aside: str
) -> None:
    talk = two[0].talk
    for said in ASKED[asked]:
        await step(two[0], said, None)
    await loses_role(two[0], aside=bool(aside))
    if aside:
        ended = await talk.private(f"menu plan {mark_of('second')} cancel")
        assert ways_back(ended) == []
        assert ways_back(await talk.private("/menu second")) == []
    told = [await talk.private("hello", typed=True) for _ in range(3)]
    assert [ids(one) for one in told[1:]] == [["only-commands"]] * 2
    assert ids(told[0]) == (["only-commands"] if aside or asked == "preview" else ["need-role"])
    for reply in told:
        for command in commands(reply):
            assert ids(await talk.private(command))[:1] != ["need-role"], command


async def test_who_lost_a_role_is_told_once_that_a_count_is_not_taken(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    await step(two[0], "count", None)
    async with talk.store.writing() as tx:
        await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
    for text_id in ("need-role", "only-commands"):
        assert ids(await talk.private("1,000,000", typed=True)) == [text_id]


@pytest.mark.parametrize("walk", ["event", "change", "goal", "line"])
async def test_what_was_planned_can_be_dropped_without_the_role(two: tuple[EventTalk, EventTalk], walk: str) -> None:
    talk, reply = two[0].talk, None
    for said in WALKS[walk][:-1]:
        reply = await step(two[0], said, reply)
    assert reply is not None
    await loses_role(two[0])
    shown = await talk.private("menu plan show") if walk == "event" else reply
    assert commands(shown)[:1] != ["menu plan show"]
    dropped = await talk.private(next(one for one in commands(reply) if " cancel" in one))
    assert (ids(dropped), (await questions(two[0])).all) == (["walk-cancelled"], ())


async def test_the_call_of_somebody_else_is_not_asked_of_again(two: tuple[EventTalk, EventTalk]) -> None:
    talk = two[0].talk
    for said in ASKED["preview"]:
        await step(two[0], said, None)
    await talk.give(Role.ORGANIZER, "8")
    refused = await talk.private("call 1 text:en", "8")
    assert (ids(refused), commands(refused)[0]) == (["call-not-yours"], "calls")


async def test_a_new_event_that_is_planned_stays_when_a_change_of_another_is_confirmed(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    for said in EVENT[:3]:
        await step(two[0], said, None)
    edit = await talk.private("/event edit 1 goal=77")
    made = await talk.private(commands(edit)[0])
    assert ids(made)[0] == "event-changed"
    assert ids(await talk.private(ways_back(await talk.private("/menu"))[0].command)) == ["walk-time"]


async def test_what_waits_in_one_campaign_stays_when_an_event_of_another_is_confirmed(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    await organizes_second(talk)
    await talk.private("/event new second sign_on 2026-12-13 20:00")
    preview = await talk.private(f"/event new {SLUG} sign_on 2026-12-13 20:00 link={LINK}")
    assert ids(await talk.private(commands(preview)[0]))[0] == "event-made"
    assert ids(await talk.private(LINK, typed=True))[:2] == ["cell", "event-when"]
    assert [one.split()[:4] for one in (await questions(two[0])).all] == [["event", "fill", "link", "new"]]


async def test_a_call_of_another_campaign_is_not_gone_on_with_in_the_menu_of_this_one(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    await organizes_second(talk)
    await talk.private("call second")
    assert commands(await talk.private(f"/menu {SLUG}"))[0] == f"call {SLUG}"
    assert [one.label.id for one in ways_back(await talk.private("/menu second"))] == ["button-go-on-call"]


async def test_a_line_that_was_put_aside_with_its_answer_waits_again_before_one_that_lacks_it(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    for day in ("13", "14"):
        await talk.private(f"/event new {SLUG} sign_on 2026-12-{day} 20:00")
        if day == "13":
            shown = await talk.private(LINK, typed=True)
    first, second = ways_back(await talk.private("/menu"))
    again = await talk.private(second.command)
    assert (ids(again), commands(again)) == (ids(shown), commands(shown))
    await talk.private("https://example.org/other", typed=True)
    assert [one.split()[6] for one in (await questions(two[0])).all] == ["2026-12-13", "2026-12-14"]
    assert ids(await talk.private(first.command)) == ["walk-link"]
    # Dropped is the line whose button it is, whichever waits.
    assert ids(await talk.private(commands(shown)[-1])) == ["walk-cancelled"]
    assert [one.split()[6] for one in (await questions(two[0])).all] == ["2026-12-14"]


async def test_a_check_in_that_was_put_aside_is_led_back_to(event_talk: EventTalk) -> None:
    talk = await while_a_phone_off_runs(event_talk)
    await talk.private("/checkin 1")
    await talk.private("menu set 1 goal")
    dropped = await talk.private("menu set 1 goal cancel")
    (way,) = ways_back(dropped)
    assert (ids(dropped), way.label.id, way.command) == (["walk-cancelled"], "button-go-on-question", "checkin #1")


async def test_words_for_a_question_that_ended_meanwhile_are_no_answer_to_another(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(f"call {SLUG}")
    for said in ("Switch off", "stats"):
        late = await talk.private(said, typed=True, question=mark_of("menu set 9 goal"))
        assert (ids(late)[0], late.lines[1].values["value"]) == ("question-over", said)
    async with talk.store.reading() as tx:
        assert [one.script.texts for one in await tx.calls.latest(SLUG)] == [{}]


async def test_who_lost_a_role_is_told_once_of_a_question_below_which_they_wrote(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    await step(two[0], "count", None)
    asked = mark_of((await questions(two[0])).waits)
    await talk.private(f"menu event {SLUG}")
    async with talk.store.writing() as tx:
        await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
    for text_id in ("need-role", "question-over"):
        assert ids(await talk.private("1,000,000", typed=True, question=asked))[0] == text_id


@pytest.mark.parametrize("begun", [[], ["menu again 1", "menu plan 1 title", "“Another title"]])
async def test_a_goal_for_an_event_that_lacks_its_link_is_kept_while_the_link_is_asked_for(
    two: tuple[EventTalk, EventTalk], begun: list[str]
) -> None:
    talk = two[0].talk
    async with talk.store.writing() as tx:
        [event] = await tx.events.of(SLUG)
        await tx.events.update(replace(event, plan=replace(event.plan, options={}), draft=None), None)
    for said in begun:
        await step(two[0], said, None)
    assert ids(await talk.private("menu set 1 goal")) == ["walk-goal"]
    assert ids(await talk.private("500", typed=True)) == ["walk-link"]
    await step(two[0], "event confirm", await talk.private(LINK, typed=True))
    async with talk.store.reading() as tx:
        [event] = await tx.events.of(SLUG)
    plan = event.draft or event.plan
    assert (plan.goal, plan.options["link"], (await questions(two[0])).all) == ("500", LINK, ())
    assert ("Another title" in plan.title.by_language.values()) == bool(begun)


async def test_a_question_to_which_a_way_back_is_offered_still_takes_words_below_it(
    two: tuple[EventTalk, EventTalk],
) -> None:
    talk = two[0].talk
    await step(two[0], "count", None)
    asked = mark_of((await questions(two[0])).waits)
    await talk.private("menu set 1 goal")
    ended = await talk.private("menu set 1 goal cancel")
    assert [one.label.id for one in ways_back(ended)] == ["button-go-on-question"]
    assert ids(await talk.private("1,000,000", typed=True, question=asked))[0] in {"count-taken", "count-again"}
    assert (await questions(two[0])).all == ()


async def test_a_preview_to_which_a_way_back_is_offered_takes_no_words(two: tuple[EventTalk, EventTalk]) -> None:
    for said in ASKED["preview"]:
        await step(two[0], said, None)
    assert [one.command for one in ways_back(await counts(two[0]))] == ["call 1 preview"]
    assert ids(await two[0].talk.private("thanks", typed=True)) == ["only-commands"]
