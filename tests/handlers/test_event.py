import time
from dataclasses import replace

import pytest

from bot.core.model.chats import Address
from bot.core.model.event import Chapter, EventState
from bot.core.model.reply import Moment, Names, Reply, Text
from bot.core.model.roles import Role
from tests.event_talk import END, NEW, NOW, START, EventTalk, turnout
from tests.talk import HOUR, PRIVATE, SLUG, ids, spoken

OWN = f'{NEW} en="Three quiet days" fr="Trois jours"'


async def test_one_line_makes_an_event_and_every_chat_hears_of_it(event_talk: EventTalk) -> None:
    reply = await event_talk.talk.group(f"{NEW} goal=1,000 per_day=2.40 source=“ANRT 2025” on=2026-11-01")
    assert ids(reply) == ["event-made", "event-next"]
    event = await event_talk.event()
    assert (event.starts_at, event.ends_at, event.plan.goal) == (START, END, "1000")
    assert event.plan.options == {"per_day": "2.40", "source": "ANRT 2025", "on": "2026-11-01"}
    [(how, card)] = await event_talk.said()
    assert how == "send"
    assert "event-goal-only" in ids(card)
    assert [button.command for button in card.buttons[0]] == ["pledge 1", "pledge 1 off"]
    assert [act.act for act in await event_talk.talk.audit()][-1] == "event-new"


@pytest.mark.parametrize("goal", ["10 000", "10\u202f000", "10\u00a0000", "10.000", "١٠ ٠٠٠", "١٠٬٠٠٠", "10’000"])
async def test_a_goal_may_have_a_space_between_its_thousands(event_talk: EventTalk, goal: str) -> None:
    await event_talk.talk.group(f"/event new phone_off goal={goal} 2026-12-05 20:00 48h")
    event = await event_talk.event()
    assert (event.starts_at, event.length, event.plan.goal) == (START, 48 * HOUR, "10000")
    await event_talk.talk.group("/event new unlike_drive 2026-12-06 20:00 goal=1,5%")
    assert (await event_talk.event(2)).plan.goal == "1.5%"
    await event_talk.talk.private("menu event no-voip-no-like", "7")
    for tap in ("kind phone_off", "day 2026-12-05", "time 20:00", "length none", f"goal {goal}"):
        reply = await event_talk.talk.private(f"menu plan {tap}", "7")
    assert ids(reply) == ["walk-title"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/event new", "event-no-kind"),
        ("/event new phoneoff 2026-12-05 20:00", "event-no-kind-near"),
        ("/event new phone_off 2026-12-05", "when-no-clock"),
        ("/event new phone_off", "event-no-time"),
        ("/event new phone_off 20:00", "when-no-day"),
        ("/event new phone_off midi", "when-no-day"),
        ("/event new phone_off 2026-13-05 20:00", "event-bad-time"),
        ("/event new phone_off 2026-12-05 25:00", "event-bad-time"),
        ("/event new phone_off 2026-11-05 20:00", "event-past"),
        (f"{NEW} 72", "event-bad-word"),
        (f"{NEW} 90m", "event-bad-length"),
        (f"{NEW} 400d", "event-bad-length"),
        (f"{NEW} goal=0", "event-bad-goal"),
        (f"{NEW} goal=2%", "event-bad-goal"),
        (f"{NEW} goal=1,5", "event-bad-goal"),
        (f"{NEW} goal=10 00", "event-bad-word"),
        ("/event new unlike_drive 2026-12-05 20:00 goal=0%", "event-bad-goal-percent"),
        (f'{NEW} en=""', "event-bad-title"),
        (f"{NEW} place=here", "event-no-option"),
        (f"{NEW} per_day=-2", "event-bad-option"),
        (f"{NEW} per_day=2", "event-together"),
        ("/event new sign_on 2026-12-05 20:00 link=https://example.org/p page=facebook:inwi", "event-target-page"),
        ("/event new sign_on 2026-12-05 20:00 link=https://example.org/p page=facebook:INWI", "event-target-page"),
        ("/event new sign_on 2026-12-05 20:00 page=facebook:me/feed?method=post&message=x", "event-bad-option"),
        ("/event new sign_on 2026-12-05 20:00 page=nowhere:inwi", "event-bad-option"),
        ("/event cancel", "event-which"),
        ("/event cancel x", "event-unknown"),
        ("/event 99", "event-unknown"),
        ("/event 99999999999999999999", "event-unknown"),
        ("/event", "event-none-open"),
        ("/events", "event-none"),
        ("/events nowhere", "unknown-campaign"),
    ],
)
async def test_bad_input_is_told_in_one_sentence(event_talk: EventTalk, line: str, why: str) -> None:
    assert ids(await event_talk.talk.group(line))[0] == why
    async with event_talk.talk.store.reading() as tx:
        assert await tx.events.of("no-voip-no-like") == []


async def test_a_local_time_that_does_not_exist_is_refused(event_talk: EventTalk) -> None:
    await event_talk.start(zone="Europe/Paris")
    reply = await event_talk.talk.group("/event new phone_off 2027-03-28 02:30")
    assert ids(reply) == ["event-gap"]


async def test_only_organizers_make_and_change_events(event_talk: EventTalk) -> None:
    assert ids(await event_talk.talk.group(NEW, person="9")) == ["need-role"]
    assert ids(await event_talk.talk.group(NEW, person="")) == ["need-role"]
    await event_talk.talk.group(NEW)
    for act in ("edit", "postpone", "cancel", "approve", "accept", "release"):
        assert ids(await event_talk.talk.group(f"/event {act} 1 21:00", person="9")) == ["need-role"]


async def test_anyone_sees_an_event_by_number_or_as_the_only_open_one(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    for line in ("/event 1", "/event #1", "/event ١", "/event"):
        reply = await event_talk.talk.member(line, person="9")
        assert ids(reply)[0] == "event-when"
        assert ids(reply)[-1] == "event-starts-in"
    assert ids(await event_talk.talk.member("/event 1 sums")) == ["phone-off-no-assumption"]
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.member("/event 1"))[-1] == "event-ends-in"
    event_talk.talk.now = END + HOUR
    assert ids(await event_talk.talk.member("/event 1"))[-1] == "event-closes"


async def test_a_list_says_whether_an_event_is_planned_runs_or_waits_for_check_ins(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group("/event new phone_off 2026-12-20 20:00")
    for moment, state in (
        (START - HOUR, "open"), (START, "running"), (END - HOUR, "running"), (END, "reports"), (END + HOUR, "reports"),
    ):  # fmt: skip
        event_talk.talk.now = moment
        for line in ("/events", "/pledge", "/checkin"):
            states = [line.values["state"] for line in (await event_talk.talk.member(line)).lines]
            assert states == [Text(f"event-state-{state}"), Text("event-state-open")]
    await event_talk.go(END + 49 * HOUR)
    states = [line.values["state"] for line in (await event_talk.talk.member("/events")).lines]
    assert states == [Text("event-state-closed"), Text("event-state-open")]


async def test_several_open_events_are_listed_to_choose_from(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group("/event new unlike_drive 2026-12-06 20:00 24h goal=2%")
    reply = await event_talk.talk.member("/pledge")
    assert [button.command for row in reply.buttons for button in row] == ["pledge 1", "pledge 2"]
    assert [line.id for line in (await event_talk.talk.member("/events no-voip-no-like")).lines] == ["event-line"] * 2
    for line in ("/event", "/checkin", "/chapters"):
        assert len((await event_talk.talk.member(line)).buttons) == 2


async def test_a_moved_event_is_told_to_every_chat_and_to_those_who_asked(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.private("/pledge 1 remind", "21")
    await event_talk.talk.private("/pledge 1", "22")
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group("/event postpone 1 2026-12-06 21:00")) == ["event-changed", "event-next"]
    await event_talk.go(NOW + HOUR / 6)
    told = {(one.address.chat, one.action.value): one.content for one in await event_talk.deliveries()}
    assert set(told) == {("-1", "edit"), ("-1", "send"), ("21", "send")}
    assert ids(told["21", "send"]) == ["event-moved"]
    assert (await event_talk.event()).starts_at == START + 25 * HOUR
    assert (await event_talk.talk.audit())[-1].act == "event-edit"


async def test_an_edit_changes_only_what_it_names(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{NEW} goal=100")
    before = (await event_talk.event()).plan
    await event_talk.talk.group("/event edit 1 48h goal=200")
    after = (await event_talk.event()).plan
    assert after == replace(before, length=48 * 3600, goal="200")
    assert ids(await event_talk.talk.group("/event edit 1 goal=200"))[0] == "event-no-change"
    event_talk.talk.now = START + HOUR
    assert ids(await event_talk.talk.group("/event edit 1 24h"))[0] == "event-changed"
    assert ids(await event_talk.talk.group("/event edit 1 2026-12-05 20:30"))[0] == "event-begun"


async def test_a_cancelled_event_is_announced_and_accepts_no_more_commands(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.private("/pledge 1 remind", "21")
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group("/event cancel 1")) == ["event-cancelled"]
    told = {(one.address.chat, one.action.value): ids(one.content)[0] for one in await event_talk.deliveries()}
    assert told == {
        ("-1", "edit"): "event-card-state", ("-1", "send"): "event-called-off", ("21", "send"): "event-called-off"
    }  # fmt: skip
    assert await event_talk.talk.addresses() == 2
    await event_talk.go(NOW + HOUR)
    assert await event_talk.talk.addresses() == 1
    for line, why in [
        ("/pledge 1", "event-is-cancelled"), ("/checkin 1 all", "event-is-cancelled"),
        ("/event edit 1 21:00", "event-no-more"), ("/event cancel 1", "stands-event"),
        ("/pledge", "event-none-open"), ("/pledge 1 off", "pledge-none"),
    ]:  # fmt: skip
        assert ids(await event_talk.talk.group(line))[0] == why
    assert await event_talk.said() == []


async def test_a_proposal_is_cancelled_silently_and_announced_if_no_approver_is_left(
    event_talk: EventTalk,
) -> None:
    eight = await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group(OWN)
    await event_talk.talk.group(OWN)
    assert ids(await event_talk.talk.group("/event cancel 1")) == ["event-dropped"]
    assert await event_talk.said() == []
    async with event_talk.talk.store.writing() as tx:
        await tx.people.revoke("no-voip-no-like", eight)
    assert ids(await event_talk.talk.group("/event edit 2 48h"))[0] == "event-made"
    assert len(await event_talk.said()) == 1


async def test_a_cancelled_event_is_still_shown(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group("/event cancel 1")
    reply = await event_talk.talk.member("/event 1")
    assert ids(reply)[0] == "event-card-state"
    assert not {"event-starts-in", "event-closes"} & set(ids(reply))


async def test_own_texts_need_another_organizers_approval_of_exactly_that_version(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group(OWN)) == ["event-waits"]
    assert ids(await event_talk.talk.member("/event 1", person="9")) == ["need-role"]
    assert ids(await event_talk.talk.member("/events")) == ["event-none"]
    assert ids(await event_talk.talk.member("/pledge 1")) == ["event-is-proposed"]
    asked = {one.address.chat: one.content for one in await event_talk.deliveries()}
    assert set(asked) == {"8"}
    assert ids(asked["8"])[:3] == ["event-please-approve", "event-own-word", "event-own-word"]
    yes = asked["8"].buttons[0][0].command
    eight = {"address": Address("telegram", "8"), "kind": PRIVATE, "person": "8"}
    assert ids(await event_talk.talk.group(f"/{yes}")) == ["own-words"]
    assert ids(await event_talk.talk.group("/event approve 1 no", **eight)) == ["event-other-words"]
    assert ids(await event_talk.talk.group("/event approve 1", **eight)) == ["event-other-words"]
    assert ids(await event_talk.talk.group('/event edit 1 en="Quiet"')) == ["event-waits"]
    assert ids(await event_talk.talk.group(f"/{yes}", **eight)) == ["event-other-words"]
    [newest] = await event_talk.deliveries()
    assert ids(await event_talk.talk.group(f"/{newest.content.buttons[0][0].command}", **eight))[0] == "event-made"
    event = await event_talk.event()
    assert (event.state, event.plan.title) == (EventState.OPEN, Names({"en": "Quiet", "fr": "Trois jours"}))
    assert len(await event_talk.said()) == 1
    assert ids(await event_talk.talk.group("/event approve 1 x", **eight)) == ["event-nothing-proposed"]


async def test_new_texts_wait_for_approval_while_the_old_ones_stay_visible(event_talk: EventTalk) -> None:
    await event_talk.talk.group(OWN)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group('/event edit 1 en="Louder"')) == ["event-waits-change"]
    assert (await event_talk.event()).plan.title.by_language["en"] == "Three quiet days"
    [asked] = await event_talk.deliveries()
    yes = asked.content.buttons[0][0].command
    assert ids(await event_talk.talk.private(f"/{yes}", "8"))[0] == "event-changed"
    assert (await event_talk.event()).plan.title.by_language["en"] == "Louder"
    await event_talk.go(NOW + HOUR / 6)
    told = [(how, ids(reply)[0]) for how, reply in await event_talk.said()]
    assert sorted(told) == [("edit", "event-when"), ("send", "event-changed")]


async def test_as_many_must_approve_as_the_campaign_asks_for(event_talk: EventTalk) -> None:
    await event_talk.start(call_approvals=2)
    for person in ("8", "9"):
        await event_talk.talk.give(Role.ORGANIZER, person)
    await event_talk.deliveries()
    await event_talk.talk.group(OWN)
    yes = next(iter(await event_talk.deliveries())).content.buttons[0][0].command
    for _ in range(2):
        assert ids(await event_talk.talk.private(f"/{yes}", "8")) == ["event-more-approvals"]
    assert ids(await event_talk.talk.private(f"/{yes}", "9"))[0] == "event-made"


async def test_approval_comes_too_late_for_a_start_that_is_over(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group(OWN)
    yes = [one for one in await event_talk.deliveries() if one.address.chat == "8"][-1].content.buttons[0][0].command
    event_talk.talk.now = START
    assert ids(await event_talk.talk.private(f"/{yes}", "8")) == ["event-lapsed-told"]


async def test_a_burst_is_told_to_organizers_and_counts_once_they_accept_it(event_talk: EventTalk) -> None:
    event_talk.rules(burst=6)
    await event_talk.talk.group(NEW)
    await event_talk.deliveries()
    for person in range(100, 110):
        await event_talk.talk.member("/pledge", person=str(person))
    await event_talk.go(NOW + HOUR / 60)
    told = {one.address.chat: one.content for one in await event_talk.deliveries() if one.action.value == "send"}
    assert ids(told["7"]) == ["event-burst"]
    assert told["7"].lines[0].values["people"] == 10
    assert ids(await event_talk.talk.private("/event accept 1"))[0] == "event-accepted"
    assert ids(await event_talk.talk.private("/event accept 1"))[0] == "event-no-burst"
    for person in range(110, 120):
        await event_talk.talk.member("/pledge", person=str(person))
    await event_talk.go(NOW + HOUR / 4)
    [(_, card)] = await event_talk.said()
    assert next(line for line in card.lines if line.id == "event-people").values["people"] == 20


async def test_without_an_alarm_there_is_nothing_to_release(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    assert ids(await event_talk.talk.group("/event release 1")) == ["event-no-alarm"]


async def test_an_event_cannot_be_made_to_end_in_the_past(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START + 60 * HOUR
    for hours in (10, 60):
        assert ids(await event_talk.talk.group(f"/event edit 1 {hours}h")) == ["event-past"]
    assert ids(await event_talk.talk.group("/event edit 1 61h"))[0] == "event-changed"
    await event_talk.go(START + (61 + 48) * HOUR)
    assert (await event_talk.event()).state is EventState.CLOSED


async def test_once_begun_an_event_keeps_its_start_so_that_check_ins_stay_true(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START
    assert ids(await event_talk.talk.group("/event postpone 1 2026-12-09 20:00")) == ["event-begun"]
    assert (await event_talk.event()).starts_at == START
    assert ids(await event_talk.talk.group("/event cancel 1")) == ["event-cancelled"]


async def test_an_event_that_is_over_is_neither_moved_nor_called_off(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = END
    for line in ("/event cancel 1", "/event postpone 1 2026-12-19 20:00", "/event edit 1 96h"):
        assert ids(await event_talk.talk.group(line)) == ["event-no-more"]
    assert ids(await event_talk.talk.group("/event edit 1 goal=90"))[0] == "event-changed"
    await event_talk.go(END + 48 * HOUR)
    assert (await event_talk.event()).state is EventState.CLOSED


async def test_another_time_that_waited_for_approval_is_refused_once_the_event_has_begun(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    assert ids(await event_talk.talk.group('/event edit 1 2026-12-09 20:00 en="Later"')) == ["event-waits-change"]
    yes = [one for one in await event_talk.deliveries() if one.address.chat == "8"][-1].content.buttons[0][0].command
    event_talk.talk.now = START
    assert ids(await event_talk.talk.private(f"/{yes}", "8")) == ["event-lapsed-told"]


async def test_a_proposal_whose_start_is_over_needs_another_one(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group(OWN)
    event_talk.talk.now = END
    assert ids(await event_talk.talk.group("/event edit 1 goal=9")) == ["event-past"]
    assert ids(await event_talk.talk.group("/event cancel 1")) == ["event-dropped"]


async def test_who_leaves_a_burst_and_pledges_in_private_is_counted_and_the_rest_can_be_accepted(
    event_talk: EventTalk,
) -> None:
    event_talk.rules(burst=4)
    await event_talk.talk.group(NEW)
    for person in range(100, 105):
        await event_talk.talk.member("/pledge", person=str(person))
    await event_talk.talk.member("/pledge off", person="100")
    assert "pledge-held" in ids(await event_talk.talk.member("/pledge", person="100"))
    await event_talk.talk.member("/pledge off", person="100")
    assert "pledge-held" not in ids(await event_talk.talk.private("/pledge", "100"))
    assert ids(await event_talk.talk.private("/event accept 1")) == ["event-accepted"]
    async with event_talk.talk.store.writing() as tx:
        shown = await turnout(tx, 1)
    assert (shown.all.people, shown.held) == (5, 0)


async def test_words_that_wait_are_shown_to_organizers_in_private_alone(event_talk: EventTalk) -> None:
    await event_talk.start(chapters=(Chapter("rabat", Names({"en": "Rabat"})),))
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group(OWN)
    for line in ("/event 1", "/event 1 sums", "/chapters 1"):
        assert ids(await event_talk.talk.member(line, person="9")) == ["need-role"]
        assert ids(await event_talk.talk.private(line, "9")) == ["need-role"]
        assert ids(await event_talk.talk.group(line)) == ["event-is-proposed"]
        assert "event-is-proposed" not in ids(await event_talk.talk.private(line))


async def newest_yes(event_talk: EventTalk, chat: str) -> str:
    """The command of the button in the newest request for approval that reached a person."""
    asked = [one.content for one in await event_talk.deliveries() if one.address.chat == chat]
    return f"/{next(one for one in reversed(asked) if 'event-please-approve' in ids(one)).buttons[0][0].command}"


async def test_organizers_cannot_approve_their_own_texts_even_after_anothers_edit(event_talk: EventTalk) -> None:
    for person in ("8", "9"):
        await event_talk.talk.give(Role.ORGANIZER, person)
    await event_talk.talk.private(OWN)
    assert ids(await event_talk.talk.private("/event edit 1 2026-12-06", "8")) == ["event-waits"]
    yes = await newest_yes(event_talk, "9")
    for person in ("7", "8"):
        assert ids(await event_talk.talk.private(yes, person)) == ["own-words"]
    assert ids(await event_talk.talk.private('/event edit 1 en="Quiet"', "8")) == ["event-waits"]
    yes = await newest_yes(event_talk, "9")
    for person in ("7", "8"):
        assert ids(await event_talk.talk.private(yes, person)) == ["own-words"]
    await event_talk.talk.private('/event new sign_on 2026-12-07 20:00 link=https://example.org/p en="Sign"', "9")
    assert ids(await event_talk.talk.private(yes, "9"))[0] == "event-made"
    event = await event_talk.event()
    assert event.starts_at == START + 24 * HOUR
    assert event.plan.title == Names({"en": "Quiet", "fr": "Trois jours"})
    await event_talk.deliveries()
    assert ids(await event_talk.talk.private('/event edit 1 en="Louder"', "9")) == ["event-waits-change"]
    yes = await newest_yes(event_talk, "7")
    assert ids(await event_talk.talk.private(yes, "9")) == ["own-words"]
    assert ids(await event_talk.talk.private(yes))[0] == "event-changed"


async def test_a_later_edit_joins_the_pending_plan_and_undoing_all_changes_drops_it(
    event_talk: EventTalk,
) -> None:
    await event_talk.talk.group(NEW)
    eight = await event_talk.talk.give(Role.ORGANIZER, "8")
    assert ids(await event_talk.talk.group('/event edit 1 en="Louder"')) == ["event-waits-change"]
    yes = await newest_yes(event_talk, "8")
    assert ids(await event_talk.talk.group("/event edit 1 2026-12-06 goal=50")) == ["event-waits-change"]
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-other-words"]
    event = await event_talk.event()
    assert (event.plan.goal, event.plan.title, event.starts_at) == ("", Names({}), START)
    assert ids(await event_talk.talk.private(await newest_yes(event_talk, "8"), "8"))[0] == "event-changed"
    event = await event_talk.event()
    assert (event.plan.goal, event.plan.title) == ("50", Names({"en": "Louder"}))
    assert (event.starts_at, event.draft) == (START + 24 * HOUR, None)
    await event_talk.talk.group('/event edit 1 en="Quiet"')
    assert ids(await event_talk.talk.group('/event edit 1 en="Louder"')) == ["event-withdrawn"]
    assert (await event_talk.event()).draft is None
    await event_talk.talk.group('/event edit 1 en="Quiet"')
    async with event_talk.talk.store.writing() as tx:
        await tx.people.revoke("no-voip-no-like", eight)
    assert ids(await event_talk.talk.group("/event edit 1 goal=70"))[0] == "event-changed"
    event = await event_talk.event()
    assert (event.plan.goal, event.plan.title, event.draft) == ("70", Names({"en": "Quiet"}), None)


async def test_an_event_or_a_new_time_in_the_past_cannot_be_approved(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.group('/event edit 1 2026-12-04 en="Earlier"')
    yes = await newest_yes(event_talk, "8")
    event_talk.talk.now = START - HOUR
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-lapsed-told"]
    event_talk.talk.now = END
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-no-more"]
    await event_talk.go(END + 48 * HOUR)
    assert (await event_talk.event()).draft is None
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-no-more"]


async def test_changes_within_ten_minutes_are_announced_together(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.deliveries()
    for line in ("/event postpone 1 2026-12-06", "/event postpone 1 2026-12-07", "/event edit 1 48h goal=70"):
        await event_talk.talk.group(line)
        event_talk.talk.now += HOUR / 60
    assert [how for how, _ in await event_talk.said()] == ["edit"]
    await event_talk.go(NOW + HOUR / 6)
    [(how, reply)] = await event_talk.said()
    assert (how, ids(reply)) == ("send", ["event-moved", "event-goal-only"])
    assert str(reply.lines[0].values["start"].at)[:10] == "2026-12-07"
    assert str(reply.lines[0].values["end"].at)[:10] == "2026-12-09"


async def test_a_goal_that_is_changed_and_changed_back_is_not_announced(event_talk: EventTalk) -> None:
    await event_talk.talk.group(f"{NEW} goal=100")
    await event_talk.deliveries()
    for goal in [200, 300] * 17 + [100]:
        await event_talk.talk.group(f"/event edit 1 goal={goal}")
    await event_talk.go(NOW + HOUR)
    assert [how for how, _ in await event_talk.said() if how == "send"] == []


async def test_a_move_that_is_taken_back_before_it_was_announced_is_never_announced(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START - HOUR * 65 / 60
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group("/event postpone 1 2026-12-06"))[0] == "event-changed"
    assert (await event_talk.event()).change_due_at == event_talk.talk.now + HOUR / 6
    event_talk.talk.now = START - HOUR * 58 / 60
    await event_talk.talk.group("/event postpone 1 2026-12-05")
    event = await event_talk.event()
    assert (event.starts_at, event.announced_plan, event.change_due_at) == (START, None, None)
    await event_talk.go(START - HOUR / 2)
    assert "event-moved" not in [name for _, reply in await event_talk.said() for name in ids(reply)]


async def test_a_move_shortly_before_the_start_is_announced_at_once(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.now = START - HOUR / 2
    await event_talk.deliveries()
    assert ids(await event_talk.talk.group("/event postpone 1 2026-12-06"))[0] == "event-changed"
    assert ("send", ["event-moved"]) in [(how, ids(reply)) for how, reply in await event_talk.said()]


async def test_another_title_goal_or_length_is_told_to_every_chat_and_to_those_who_asked(event_talk: EventTalk) -> None:
    await event_talk.talk.group("/event new unlike_drive 2026-12-05 20:00 goal=1000")
    await event_talk.talk.private("/pledge 1 remind", "21")
    await event_talk.deliveries()
    for line, lines in [
        ('/event edit 1 goal=2000 en="Quiet day"', ["event-changed", "event-goal-only"]),
        ("/event edit 1 goal=2%", ["event-changed", "event-goal-only"]),
        ('/event edit 1 en="Loud day"', ["event-changed"]),
        ("/event edit 1 48h goal=3000", ["event-moved", "event-goal-only"]),
    ]:
        await event_talk.talk.group(line)
        await event_talk.go(event_talk.talk.now + HOUR / 6)
        told = {one.address.chat: one.content for one in await event_talk.deliveries() if one.action.value == "send"}
        assert set(told) == {"-1", "21"}
        for reply in told.values():
            assert ids(reply) == lines
    assert told["21"].title is not None
    assert told["21"].title.values["title"] == Names({"en": "Loud day"})


async def test_an_old_approval_does_not_count_for_a_later_proposal_of_the_same_organizer(event_talk: EventTalk) -> None:
    await event_talk.start(call_approvals=2)
    for person in ("8", "9"):
        await event_talk.talk.give(Role.ORGANIZER, person)
    for line, author, others in [
        ('/event new phone_off 2026-12-05 20:00 en="Quiet"', "7", ("8", "9")),
        ('/event edit 1 en="Louder"', "7", ("8", "9")),
        ('/event edit 1 en="Quiet"', "8", ("9",)),
    ]:
        event_talk.talk.now += HOUR
        waits = "event-waits" if "new" in line else "event-waits-change"
        assert ids(await event_talk.talk.private(line, author)) == [waits]
        yes = await newest_yes(event_talk, "9")
        told = [ids(await event_talk.talk.private(yes, person))[0] for person in others]
    assert told == ["event-more-approvals"]
    assert ids(await event_talk.talk.private(yes))[0] == "event-changed"


async def test_a_day_with_two_meanings_has_a_button_for_each_with_its_weekday(event_talk: EventTalk) -> None:
    event_talk.talk.confirms = False
    reply = await event_talk.talk.group("/event new phone_off 03/04/2027 20h 40h")
    assert ids(reply) == ["when-two"]
    assert reply.lines[0].values["given"] == "03/04/2027"
    first, second = (row[0] for row in reply.buttons)
    assert [str(one.label.values["date"].at)[:10] for one in (first, second)] == ["2027-04-03", "2027-03-04"]
    assert ids(await event_talk.talk.group(f"/{second.command}", person="9")) == ["need-role"]
    event_talk.talk.confirms = True
    reply = await event_talk.talk.group(f"/{second.command}")
    assert ids(reply)[0] == "event-made"
    event = await event_talk.event()
    assert str(event.starts_at)[:16] == "2027-03-04 20:00"
    assert event.length == 40 * HOUR
    event_talk.talk.confirms = False
    reply = await event_talk.talk.group("/event postpone 1 05/06/2027")
    event_talk.talk.confirms = True
    assert ids(await event_talk.talk.group(f"/{reply.buttons[0][0].command}"))[0] == "event-changed"
    assert str((await event_talk.event()).starts_at)[:16] == "2027-06-05 20:00"


@pytest.mark.parametrize(
    "typed", ["tomorrow 8pm", "demain 20h", "غدا 20:00", "demain à 20h 72h", "02/12/2026 20h00", "الأربعاء 20:00"]
)
async def test_a_preview_echoes_weekday_date_and_zone_of_what_was_typed(event_talk: EventTalk, typed: str) -> None:
    event_talk.talk.confirms = False
    reply = await event_talk.talk.group(f"/event new phone_off {typed}")
    shown = next(one for one in reply.lines if one.id == "event-preview-when")
    assert spoken(Reply(lines=(shown,)))["en"] == "It starts on Wed 2\u00a0Dec,\u00a020:00, UTC."


async def test_hours_alone_are_a_length_in_an_edit_and_a_time_when_it_is_moved(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    await event_talk.talk.group("/event edit 1 20h")
    event = await event_talk.event()
    assert (event.starts_at, event.length) == (START, 20 * HOUR)
    await event_talk.talk.group("/event postpone 1 22h")
    event = await event_talk.event()
    assert (event.starts_at, event.length) == (START + 2 * HOUR, 20 * HOUR)
    await event_talk.talk.group("/event edit 1 dimanche 19h")
    assert (await event_talk.event()).starts_at == START + 23 * HOUR


MOVES = {
    "by 2 hours": ["2026-12-05 22:00"], "de 2 heures": ["2026-12-05 22:00"], "ساعتين": ["2026-12-05 22:00"],
    "+2h": ["2026-12-05 22:00"], "30 minutes earlier": ["2026-12-05 19:30"], "72h": ["2026-12-08 20:00"],
    "2 heures": ["2026-12-05 02:00", "2026-12-05 22:00"], "2h": ["2026-12-05 02:00"],
    "2h30": ["2026-12-05 02:30", "2026-12-05 22:30"],
    "إلى الغد 21:00": ["2026-12-02 21:00"],
}  # fmt: skip


async def test_an_event_is_moved_by_a_length_or_to_a_time(event_talk: EventTalk) -> None:
    await event_talk.talk.group(NEW)
    event_talk.talk.confirms = False
    for typed, starts in MOVES.items():
        reply = await event_talk.talk.group(f"/event postpone 1 {typed}")
        previews = [reply]
        if len(starts) > 1:
            assert reply.lines == (Text("when-two", {"given": typed}),)
            previews = [await event_talk.talk.group(f"/{row[0].command}") for row in reply.buttons]
        shown = [one.values["at"] for preview in previews for one in preview.lines if one.id == "event-preview-when"]
        assert [str(at.at)[:16] for at in shown if isinstance(at, Moment)] == starts, typed


async def test_a_length_that_an_event_is_moved_by_is_elapsed_time_but_days_keep_the_clock(
    event_talk: EventTalk,
) -> None:
    await event_talk.start(zone="Africa/Cairo", ends_at=NOW + 8000 * HOUR)
    # Egypt goes from 00:00 to 01:00 on 30 April 2027.
    await event_talk.talk.group("/event new phone_off 2027-04-29 23:30")
    for typed, meant in (
        ("by 1 hour", "Fri 30\u00a0Apr\u00a02027,\u00a001:30"),
        ("by 2 days", "Sat 1\u00a0May\u00a02027,\u00a023:30"),
        ("by lunch", "lunch"),
    ):
        event_talk.talk.confirms = False
        reply = await event_talk.talk.group(f"/event postpone 1 {typed}")
        assert meant in spoken(reply)["en"], spoken(reply)["en"]


async def test_an_error_names_the_word_that_was_not_understood(event_talk: EventTalk) -> None:
    reply = await event_talk.talk.group("/event new phone_off soonish")
    assert (ids(reply)[0], reply.lines[0].values["word"]) == ("event-bad-word", "soonish")
    await event_talk.talk.group(NEW)
    reply = await event_talk.talk.group("/pledge 1 +3 Sfax")
    assert (ids(reply)[0], reply.lines[0].values["word"]) == ("pledge-bad", "Sfax")


@pytest.mark.parametrize("line", ["event new phone_off", "event edit 1", "event postpone 1", "subscribe"])
@pytest.mark.parametrize("word", ["a ", "in ", "1 ", "بعد "])
async def test_a_time_is_not_looked_for_in_a_message_of_a_thousand_words(
    event_talk: EventTalk, line: str, word: str
) -> None:
    await event_talk.talk.group(NEW)
    began = time.process_time()
    reply = await event_talk.talk.group(f"/{line} {word * 1000}"[:4096])
    # It took ten to twenty seconds, in which nobody was answered.
    assert time.process_time() - began < 2
    assert ids(reply)[0] in {"event-bad-time", "bad-cadence", "unknown-campaign"}


async def test_who_proposes_an_event_is_told_where_nobody_could_be_asked(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.give(Role.ORGANIZER, "8")
    async with talk.store.writing() as tx:
        await tx.chats.drop_reason(f"role:{SLUG}")
    assert ids(await talk.group(OWN)) == ["event-waits-unasked"]


async def test_who_wants_what_another_asked_for_already_agrees_to_it(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(NEW)
    await talk.give(Role.ORGANIZER, "8")
    # What others are asked to approve is shown to them, and the change is not made or asked for a second time.
    assert ids(await talk.private("/event edit 1 goal=500")) == ["event-waits-change"]
    for same in ("/event edit 1 goal=500", "menu set 1 goal 500"):
        assert ids(await talk.private(same)) == ["stands-event"]
        request = await talk.private(same, "8")
        assert ids(request)[0] == "event-please-approve"
    assert ids(await talk.private(f"/{request.buttons[0][0].command}", "8")) == ["event-changed", "event-next"]
    talk.confirms = False
    taps = {who: (await talk.private("/event cancel 1", who)).buttons[0][0].command for who in ("7", "8")}
    assert ids(await talk.private(taps["7"])) == ["event-waits-change"]
    assert ids(await talk.private("/event cancel 1", "8")) == ["event-please-cancel"]
    await event_talk.deliveries()
    assert ids(await talk.private(taps["8"], "8")) == ["event-cancelled"]
    assert not [one for one in await event_talk.deliveries() if "event-please-cancel" in ids(one.content)]
    async with talk.store.reading() as tx:
        assert ("event-approved", "1 cancel") in [(act.act, act.about) for act in await tx.audit.list(SLUG)]


async def test_a_preview_of_the_plan_that_another_asked_for_leads_to_their_request(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(NEW)
    await talk.give(Role.ORGANIZER, "8")
    talk.confirms = False
    taps = {who: (await talk.private("/event edit 1 goal=500", who)).buttons[0][0].command for who in ("7", "8")}
    assert ids(await talk.private(taps["7"])) == ["event-waits-change"]
    assert ids(await talk.private(taps["8"], "8"))[0] == "event-please-approve"


@pytest.mark.parametrize("said", ["postpone 1 +2h", "postpone 1 by 2 hours"])
async def test_two_organizers_who_say_the_same_move_mean_one_move(event_talk: EventTalk, said: str) -> None:
    talk = event_talk.talk
    await talk.private(NEW)
    await talk.give(Role.ORGANIZER, "8")
    assert ids(await talk.private(f"/event {said}")) == ["event-waits-change"]
    request = await talk.private(f"/event {said}", "8")
    assert ids(request)[0] == "event-please-approve"
    # Another move starts from the plan that waits, and so does the author's own next one.
    talk.confirms = False
    for line, person in (("postpone 1 +1h", "8"), ("postpone 1 someday", "8"), (said, "7")):
        assert ids(await talk.private(f"/event {line}", person))[0] != "event-please-approve"
    talk.confirms = True
    assert ids(await talk.private(f"/{request.buttons[0][0].command}", "8")) == ["event-changed", "event-next"]
    assert (await event_talk.event()).starts_at == START + 2 * HOUR


async def test_who_has_approved_what_waits_is_not_asked_for_it_again(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.private(NEW)
    for person in ("8", "9"):
        await talk.give(Role.ORGANIZER, person)
    await event_talk.start(call_approvals=2)
    for line in ("/event edit 1 goal=500", "/event cancel 1"):
        assert ids(await talk.private(line)) == ["event-waits-change"]
        talk.confirms = False
        request = await talk.private(line, "8")
        assert ids(await talk.private(f"/{request.buttons[0][0].command}", "8")) == ["event-more-approvals"]
        stands = await talk.private(line, "8")
        assert (ids(stands), stands.personal) == (["stands-event"], True)
        assert ids(await talk.private(line, "9"))[0].startswith("event-please")
        talk.confirms = True
        assert ids(await talk.private(f"/{request.buttons[0][0].command}", "9"))[0] in {
            "event-changed", "event-cancelled",
        }  # fmt: skip
