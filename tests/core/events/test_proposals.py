"""Words of an organizer's own, and those who try to approve what they wrote themselves."""

import pytest
import sqlalchemy

from bot.core.commands.suggestions import offers
from bot.core.model.event import EventState
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.web.page.activities import read_activities, read_event
from tests.event_talk import START, EventTalk
from tests.handlers.test_event import newest_yes
from tests.talk import HOUR, SLUG, ids, line, spoken

PLAIN = "/event new phone_off 2026-12-05 20:00"
OWN = '/event new phone_off 2026-12-05 20:00 en="Three quiet days"'


async def test_who_wrote_what_does_not_depend_on_the_audit_log(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.private(OWN)
    yes = await newest_yes(event_talk, "8")
    async with event_talk.talk.store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("DELETE FROM audit"))
    assert ids(await event_talk.talk.private(yes)) == ["own-words"]
    assert ids(await event_talk.talk.private(yes, "8"))[0] == "event-made"


async def test_an_approval_of_somebody_who_is_no_organizer_any_more_does_not_count(event_talk: EventTalk) -> None:
    await event_talk.start(call_approvals=2)
    for person in ("8", "9", "10"):
        await event_talk.talk.give(Role.ORGANIZER, person)
    await event_talk.talk.private(OWN)
    yes = await newest_yes(event_talk, "8")
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-more-approvals"]
    async with event_talk.talk.store.writing() as tx:
        await tx.people.revoke("no-voip-no-like", tx.people.pseudonym("no-voip-no-like", "telegram", "8"))
    assert ids(await event_talk.talk.private(yes, "9")) == ["event-more-approvals"]
    assert ids(await event_talk.talk.private(yes, "10"))[0] == "event-made"


async def test_authors_of_words_that_were_taken_back_may_approve_what_another_proposes(event_talk: EventTalk) -> None:
    assert ids(await event_talk.talk.private(OWN))[0] == "event-made"
    await event_talk.talk.give(Role.ORGANIZER, "8")
    assert ids(await event_talk.talk.private('/event edit 1 en="Loud"')) == ["event-waits-change"]
    assert ids(await event_talk.talk.private('/event edit 1 en="Three quiet days"')) == ["event-withdrawn"]
    assert ids(await event_talk.talk.private('/event edit 1 en="Louder"', "8")) == ["event-waits-change"]
    yes = await newest_yes(event_talk, "7")
    assert ids(await event_talk.talk.private(yes, "8")) == ["own-words"]
    assert ids(await event_talk.talk.private(yes))[0] == "event-changed"


async def test_a_preview_reaches_nobody_until_it_is_confirmed_once(event_talk: EventTalk) -> None:
    event_talk.talk.confirms = False
    await event_talk.deliveries()
    shown = await event_talk.talk.group(PLAIN)
    assert line(shown, "event-preview")["chats"] == 1
    assert await event_talk.said() == []
    confirm = f"/{shown.buttons[0][0].command}"
    assert ids(await event_talk.talk.group(confirm, person="9")) == ["need-role"]
    assert ids(await event_talk.talk.group(confirm))[0] == "event-made"
    assert len(await event_talk.said()) == 1
    assert ids(await event_talk.talk.group(confirm)) == ["stands-event"]
    assert await event_talk.said() == []
    assert ids(await event_talk.talk.group("/event confirm")) == ["event-preview-gone"]


async def test_a_preview_is_confirmed_within_an_hour_and_for_what_still_stands(event_talk: EventTalk) -> None:
    event_talk.talk.confirms = False
    confirm = f"/{(await event_talk.talk.group(PLAIN)).buttons[0][0].command}"
    event_talk.talk.now += HOUR
    assert ids(await event_talk.talk.group(confirm)) == ["event-preview-gone"]
    event_talk.talk.confirms = True
    await event_talk.talk.group(PLAIN)
    event_talk.talk.confirms = False
    old = f"/{(await event_talk.talk.group('/event edit 1 goal=5')).buttons[0][0].command}"
    event_talk.talk.confirms = True
    await event_talk.talk.group("/event edit 1 goal=6")
    assert ids(await event_talk.talk.group(old)) == ["event-preview-gone"]
    assert (await event_talk.event()).plan.goal == "6"


async def test_with_two_organizers_everything_that_reaches_every_chat_needs_the_second(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.deliveries()
    for text, done in [
        (PLAIN, "event-made"), ("/event postpone 1 2026-12-06", "event-changed"),
        ("/event edit 1 goal=9", "event-changed"), ("/event cancel 1", "event-cancelled"),
    ]:  # fmt: skip
        event_talk.talk.confirms = False
        shown = await event_talk.talk.private(text)
        assert "event-preview-waits" in ids(shown)
        event_talk.talk.confirms = True
        assert ids(await event_talk.talk.private(f"/{shown.buttons[0][0].command}")) == [
            "event-waits" if text == PLAIN else "event-waits-change"
        ]
        [asked] = [one for one in await event_talk.deliveries() if one.action.value == "send"]
        assert asked.address.chat == "8"
        yes = f"/{asked.content.buttons[0][0].command}"
        assert ids(await event_talk.talk.private(yes)) == ["own-words"]
        assert ids(await event_talk.talk.private(yes, "8"))[0] == done
        await event_talk.go(event_talk.talk.now + HOUR)
        assert "-1" in {one.address.chat for one in await event_talk.deliveries()}


async def test_an_hour_before_the_start_one_organizer_is_enough_and_the_other_is_told(event_talk: EventTalk) -> None:
    await event_talk.talk.group(PLAIN)
    await event_talk.talk.group(PLAIN)
    await event_talk.talk.give(Role.ORGANIZER, "8")
    event_talk.talk.now = START - HOUR
    await event_talk.deliveries()
    for text, done, told in [
        ("/event postpone 1 2026-12-06", "event-changed", "event-changed-alone"),
        ("/event cancel 2", "event-cancelled", "event-cancelled-alone"),
    ]:
        assert ids(await event_talk.talk.private(text))[0] == done
        heard = {
            one.address.chat: ids(one.content) for one in await event_talk.deliveries() if one.action.value == "send"
        }
        assert heard["8"] == [told]
        assert "-1" in heard
    assert ids(await event_talk.talk.private('/event edit 1 en="Words"')) == ["event-waits-change"]


@pytest.mark.parametrize("state", ["waiting", "refused"])
@pytest.mark.parametrize("person", ["7", "8"])
async def test_words_that_nobody_approved_stay_hidden_when_their_event_is_dropped(
    event_talk: EventTalk, state: str, person: str
) -> None:
    talk = event_talk.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.private(OWN)
    if state == "refused":
        await talk.private((await newest_yes(event_talk, "8")).replace("approve", "refuse") + " -", "8")
    await event_talk.deliveries()
    assert ids(await talk.private("/event cancel 1", person)) == ["event-dropped"]
    heard = {one.address.chat: ids(one.content) for one in await event_talk.deliveries()}
    assert heard == ({"7": ["event-thrown"]} if (person, state) == ("8", "waiting") else {})
    for text in ("/events", "/event 1", "/event 1 sums", "/pledge 1", "/start part-1"):
        assert "Three quiet days" not in "".join(spoken(await talk.private(text, "6")).values()), text
    assert ids(await talk.group("/event 1", person="7")) == ["event-is-cancelled"]
    async with talk.store.reading() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        assert (await read_activities(tx, campaign, talk.services.kinds, talk.now)).events == ()
        assert await read_event(tx, campaign, talk.services.kinds, 1, talk.now) is None
        assert await offers(talk.services, tx, "events", "") == []


async def test_a_tap_on_refuse_is_taken_back_by_any_other_tap_or_needs_no_reason(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await talk.give(Role.ORGANIZER, "8")
    await talk.private(OWN)
    no = (await talk.private("menu look 1", "8")).buttons[0][1].command
    for other in ("menu", "/stats", "help", "menu look 1", "/nothing"):
        back, _ = (await talk.private(no, "8")).buttons[0]
        assert back.command == "menu look 1"
        await talk.private(other, "8")
        assert ids(await talk.private("Thanks", "8", typed=True)) == ["only-commands"], other
    assert (await event_talk.event()).state is EventState.PROPOSED
    shown = await talk.private(back.command, "8")
    assert shown.buttons[0][1].command == no
    _, only = (await talk.private(no, "8")).buttons[0]
    assert ids(await talk.private(only.command, "8")) == ["refused-told"]
    [told] = [one for one in await event_talk.deliveries() if "event-refused" in ids(one.content)]
    assert line(told.content, "event-refused")["why"] == Text("refused-without-reason")


async def test_an_approver_refuses_with_a_word_why_and_the_author_reads_it(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    await event_talk.talk.private(OWN)
    [asked] = [one for one in await event_talk.deliveries() if one.address.chat == "8" and one.action.value == "send"][
        -1:
    ]
    yes, no = (f"/{button.command}" for button in asked.content.buttons[0])
    assert ids(await event_talk.talk.group(no, person="8")) == ["refuse-how", "event-usage"]
    assert ids(await event_talk.talk.private(no, "8")) == ["refuse-why"]
    assert ids(await event_talk.talk.private("x" * 301, "8", typed=True)) == ["refuse-long"]
    assert ids(await event_talk.talk.private("The hour is too late.", "8", typed=True)) == ["refused-told"]
    [told] = [one for one in await event_talk.deliveries() if one.address.chat == "7"]
    assert line(told.content, "event-refused")["why"] == "The hour is too late."
    assert [button.command for row in told.content.buttons for button in row] == ["menu again 1", f"menu {SLUG}"]
    assert ids(await event_talk.talk.private(yes, "8")) == ["event-nothing-proposed"]
    assert ids(await event_talk.talk.private("/event edit 1 19:00")) == ["event-waits"]
    assert ids(await event_talk.talk.private(await newest_yes(event_talk, "8"), "8"))[0] == "event-made"
    await event_talk.talk.private("/event edit 1 goal=7")
    [asked] = [
        one
        for one in await event_talk.deliveries()
        if one.address.chat == "8" and "event-please-approve" in ids(one.content)
    ]
    no = f"/{asked.content.buttons[0][1].command}"
    assert ids(await event_talk.talk.private(f"{no} mine")) == ["own-words"]
    assert ids(await event_talk.talk.private(f"{no} Too low.", "8")) == ["refused-told"]
    assert (await event_talk.event()).draft is None
    await event_talk.talk.private("/event cancel 1")
    assert ids(await event_talk.talk.private("/event refuse 1 cancel No.", "8")) == ["refused-told"]
    assert (await event_talk.event()).open
    [told] = [one for one in await event_talk.deliveries() if one.address.chat == "7"][-1:]
    assert told.content.buttons[0][0].command == "event 1"
