"""A changed goal is taken back: by the button under the change, by /undo, once, and by organizers only."""

from datetime import timedelta

from bot.core.events.previews import plan_hash
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Role
from tests.event_talk import END, NEW, EventTalk
from tests.talk import HOUR, SLUG, ids, line, spoken


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


async def goal(event_talk: EventTalk) -> str:
    return (await event_talk.event()).plan.goal


async def acts(event_talk: EventTalk) -> list[tuple[str, str]]:
    return [(act.act, act.about) for act in await event_talk.talk.audit()]


async def test_the_button_under_a_changed_goal_takes_exactly_that_change_back(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    made = await talk.group(f"{NEW} goal=100")
    assert not [one for one in commands(made) if one.startswith("undo")]
    assert not commands(await talk.group("/event edit 1 48h"))
    first = await talk.group("/event edit 1 goal=20,000")
    second = await talk.group("/event edit 1 goal=300")
    assert (commands(first), commands(second)) == (["undo goal 1 1"], ["undo goal 1 2"])
    assert ids(await talk.group("/undo goal 1 1")) == ["undo-goal-since"]
    undone = await talk.group("/undo goal 1 2")
    assert (ids(undone), commands(undone)) == (["undone"], ["event 1"])
    assert await goal(event_talk) == "20000"
    said = spoken(undone)
    assert "20,000" in said["en"]
    assert "300" in said["en"]
    assert ids(await talk.group("/undo goal 1 2")) == ["undo-already"]
    await talk.group("/undo goal 1 ١")
    assert await goal(event_talk) == "100"
    assert (await acts(event_talk))[-5:] == [
        ("event-goal", "1 1 100 20000"),
        ("event-edit", "1"),
        ("event-goal", "1 2 20000 300"),
        ("event-goal-undone", "1 2"),
        ("event-goal-undone", "1 1"),
    ]  # fmt: skip


async def test_a_first_goal_is_taken_back_to_none(event_talk: EventTalk) -> None:
    await event_talk.talk.group("/event new unlike_drive 2026-12-05 20:00 24h")
    set_ = await event_talk.talk.group("/event edit 1 goal=2%")
    undone = await event_talk.talk.group(f"/{commands(set_)[0]}")
    assert "2%" in spoken(undone)["en"]
    assert await goal(event_talk) == ""


async def test_undo_alone_means_the_goal_that_was_just_changed(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(f"{NEW} goal=100")
    await talk.private("/event edit 1 goal=200")
    talk.now += timedelta(minutes=2)
    assert ids(await talk.private("/undo")) == ["undone"]
    assert await goal(event_talk) == "100"
    assert ids(await talk.private("/undo")) == ["undo-nothing"]


async def test_undo_asks_where_a_goal_or_a_count_may_be_meant(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(f"{NEW} goal=100")
    (count,) = commands(await talk.private("/count inwi 2,000,000"))
    await talk.private("/event edit 1 goal=200")
    asked = await talk.private("/undo")
    assert ids(asked) == ["undo-which"]
    assert sorted(commands(asked)) == sorted([count, "undo goal 1 1"])


async def test_somebody_elses_goal_is_offered_to_them_alone_and_taken_back_by_any_organizer(
    event_talk: EventTalk,
) -> None:
    talk = event_talk.talk
    await talk.group(f"{NEW} goal=100")
    await talk.private("/event edit 1 goal=200")
    await talk.give(Role.REPORTER, "9")
    assert ids(await talk.private("/undo", "9")) == ["undo-nothing"]
    assert ids(await talk.private("/undo goal 1 1", "9")) == ["need-role"]
    await talk.give(Role.OWNER, "9")
    async with talk.store.writing() as tx:
        # Whoever changed it has left, so that nobody has to approve.
        await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
    assert ids(await talk.private("/undo goal 1 1", "9")) == ["undone"]
    assert await goal(event_talk) == "100"


async def test_what_needs_approval_waits_for_it_and_the_approved_goal_can_be_taken_back(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.group(f"{NEW} goal=100")
    await talk.group("/event edit 1 goal=200")
    await talk.give(Role.ORGANIZER, "8")
    asked = await talk.group("/undo goal 1 1")
    assert ids(asked) == ["event-waits-change"]
    assert await goal(event_talk) == "200"
    event = await event_talk.event()
    assert event.draft is not None
    assert event.draft.goal == "100"
    assert (await acts(event_talk))[-1][0] == "event-proposed"
    waiting = (await acts(event_talk))[-1][1]
    again = await talk.group("/undo goal 1 1")
    assert (ids(again), line(again, "stands-event")["state"]) == (["stands-event"], Text("event-state-change"))
    assert (await acts(event_talk))[-1] == ("event-proposed", waiting)
    approved = await talk.private(f"/event approve {waiting}", "8")
    assert commands(approved) == ["undo goal 1 2"]
    assert await goal(event_talk) == "100"


async def test_what_is_no_change_of_an_open_event_is_refused(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.group(f"{NEW} goal=100")
    await talk.group(f"{NEW} goal=100")
    await talk.group("/event edit 1 goal=200")
    for typed in ("/undo goal 1 7", "/undo goal 1", "/undo goal 1 x", "/undo goal 2 1"):
        assert ids(await talk.group(typed)) == ["undo-unknown"], typed
    for typed in ("/undo goal", "/undo goal 99 1"):
        assert ids(await talk.group(typed)) == ["event-unknown"], typed
    await event_talk.go(END + 48 * HOUR)
    assert ids(await talk.group("/undo goal 1 1")) == ["event-no-more"]
    assert ids(await talk.private("/undo")) == ["undo-nothing"]


async def test_a_goal_that_somebody_else_changed_again_is_not_offered(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.group(f"{NEW} goal=100")
    await talk.private("/event edit 1 goal=200")
    await talk.give(Role.OWNER, "9")
    async with talk.store.writing() as tx:
        await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
    await talk.private("/event edit 1 goal=300", "9")
    await talk.private("/event edit 1 goal=200", "9")
    await talk.give(Role.ORGANIZER)
    assert ids(await talk.private("/undo")) == ["undo-nothing"]


async def test_a_goal_that_others_approved_is_taken_back_by_who_asked_for_it_and_by_who_approved(
    event_talk: EventTalk,
) -> None:
    talk = event_talk.talk
    await talk.private(f"{NEW} goal=100")
    for person, role in (("8", Role.ORGANIZER), ("9", Role.OWNER)):
        await talk.give(role, person)
    talk.now += timedelta(hours=1)
    assert ids(await talk.private("/event edit 1 goal=200")) == ["event-waits-change"]
    draft = (await event_talk.event()).draft
    assert draft is not None
    approved = await talk.private(f"/event approve 1 {plan_hash(draft)}", "8")
    assert commands(approved) == ["undo goal 1 1"]
    talk.now += timedelta(hours=1)
    assert commands(await talk.private("/undo")) == ["undo goal 1 1"]
    assert commands(await talk.private("/undo", "8")) == ["undo goal 1 1"]
    assert ids(await talk.private("/undo", "9")) == ["undo-nothing"]
    async with talk.store.reading() as tx:
        asker = tx.people.pseudonym(SLUG, "telegram", "7")
    assert ("event-goal", f"1 1 100 200 {asker}") in await acts(event_talk)
    # Everybody else is asked again, as for any change.
    assert ids(await talk.private("/undo goal 1 1")) == ["event-waits-change"]
    draft = (await event_talk.event()).draft
    assert draft is not None
    await talk.private(f"/event approve 1 {plan_hash(draft)}", "8")
    assert await goal(event_talk) == "100"


async def changed_goal(event_talk: EventTalk) -> None:
    """A goal of 10,000 that 7 asks for in private, and that waits for 8."""
    await event_talk.talk.private(f"{NEW} goal=100")
    await event_talk.talk.give(Role.ORGANIZER, "8")
    event_talk.talk.now += HOUR
    await event_talk.deliveries()
    assert ids(await event_talk.talk.private("/event edit 1 goal=10000")) == ["event-waits-change"]


async def test_a_change_that_waits_is_taken_back_by_undo_of_who_asked_for_it(event_talk: EventTalk) -> None:
    await changed_goal(event_talk)
    talk, draft = event_talk.talk, (await event_talk.event()).draft
    assert draft is not None
    assert ids(await talk.private("/undo", "8")) == ["undo-nothing"]
    assert ids(await talk.private("/undo")) == ["event-withdrawn"]
    event = await event_talk.event()
    assert (event.draft, event.plan.goal, event.change_due_at) == (None, "100", None)
    assert (await acts(event_talk))[-1] == ("event-edit", "1")
    for typed in (f"/undo change 1 {plan_hash(draft)}", "/undo change 1 cancel", "/undo change 1"):
        assert ids(await talk.private(typed)) == ["event-nothing-proposed"], typed
    assert ids(await talk.private(f"/event approve 1 {plan_hash(draft)}", "8")) == ["event-nothing-proposed"]


async def test_undo_of_a_change_leaves_one_that_came_after_it(event_talk: EventTalk) -> None:
    await changed_goal(event_talk)
    before = (await acts(event_talk))[-1][1]
    await event_talk.talk.private("/event edit 1 goal=500")
    assert ids(await event_talk.talk.private(f"/undo change {before}")) == ["event-other-words"]
    draft = (await event_talk.event()).draft
    assert draft is not None
    assert draft.goal == "500"


async def test_the_preview_of_the_plan_in_force_says_that_it_takes_back_what_waits(event_talk: EventTalk) -> None:
    await changed_goal(event_talk)
    event_talk.talk.confirms = False
    preview = await event_talk.talk.private("/menu set 1 goal 100", "8")
    assert "event-preview-withdrawn" in ids(preview)
    assert not {"event-preview", "event-preview-waits"} & set(ids(preview))
    await event_talk.deliveries()
    assert ids(await event_talk.talk.private(f"/{commands(preview)[0]}", "8")) == ["event-withdrawn"]
    [told] = await event_talk.deliveries()
    assert (told.address.chat, ids(told.content)) == ("7", ["event-taken-back"])
    assert (await event_talk.event()).draft is None


async def test_nothing_is_asked_whose_every_answer_would_be_refused(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await changed_goal(event_talk)
    waiting = (await acts(event_talk))[-1][1]
    assert ids(await talk.private(f"/event refuse {waiting}")) == ["own-words"]
    await talk.private(f"/event approve {waiting}", "8")
    assert ids(await talk.private(f"/event refuse {waiting}", "8")) == ["event-nothing-proposed"]
    await talk.private("/event cancel 1")
    await talk.private("/event approve 1 cancel", "8")
    assert not (await event_talk.event()).open
    for tap in ("menu set 1 goal", "menu set 1 link", "menu set 1 goal 10000"):
        assert ids(await talk.private(tap)) == ["event-no-more"], tap
