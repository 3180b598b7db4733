"""Words of an organizer's own, and those who try to approve what they wrote themselves."""

import sqlalchemy

from bot.core.model.roles import Role
from tests.event_talk import EventTalk
from tests.handlers.test_event import newest_yes
from tests.talk import ids

OWN = '/event new phone_off 2026-12-05 20:00 en="Three quiet days"'


async def test_an_author_cannot_approve_their_words_after_a_thousand_edits(event_talk: EventTalk) -> None:
    await event_talk.talk.give(Role.ORGANIZER, "8")
    assert ids(await event_talk.talk.private(OWN)) == ["event-waits"]
    yes = await newest_yes(event_talk, "8")
    for goal in range(1, 1002):
        assert ids(await event_talk.talk.private(f"/event edit 1 goal={goal}", "8")) == ["event-waits"]
    assert ids(await event_talk.talk.private(yes)) == ["own-words"]
    assert ids(await event_talk.talk.private(yes, "8"))[0] == "event-made"


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
    assert ids(await event_talk.talk.private('/event edit 1 en="Loud"')) == ["event-waits"]
    assert ids(await event_talk.talk.private('/event edit 1 en="Three quiet days"'))[0] == "event-changed"
    assert ids(await event_talk.talk.private('/event edit 1 en="Louder"', "8")) == ["event-waits"]
    yes = await newest_yes(event_talk, "7")
    assert ids(await event_talk.talk.private(yes, "8")) == ["own-words"]
    assert ids(await event_talk.talk.private(yes))[0] == "event-changed"
