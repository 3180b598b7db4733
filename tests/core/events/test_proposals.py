"""Words of an organizer's own, and those who try to approve what they wrote themselves."""

import sqlalchemy

from bot.core.model.roles import Role
from tests.gather import Gathering
from tests.handlers.test_event import newest_yes
from tests.talk import ids

OWN = '/event new phone_off 2026-12-05 20:00 en="Three quiet days"'


async def test_an_author_cannot_approve_their_words_after_a_thousand_edits(gathering: Gathering) -> None:
    await gathering.talk.give(Role.ORGANIZER, "8")
    assert ids(await gathering.talk.private(OWN)) == ["event-waits"]
    yes = await newest_yes(gathering, "8")
    for goal in range(1, 1002):
        assert ids(await gathering.talk.private(f"/event edit 1 goal={goal}", "8")) == ["event-waits"]
    assert ids(await gathering.talk.private(yes)) == ["own-words"]
    assert ids(await gathering.talk.private(yes, "8"))[0] == "event-made"


async def test_who_wrote_what_does_not_depend_on_the_audit_log(gathering: Gathering) -> None:
    await gathering.talk.give(Role.ORGANIZER, "8")
    await gathering.talk.private(OWN)
    yes = await newest_yes(gathering, "8")
    async with gathering.talk.store._engines.writer.begin() as connection:
        await connection.execute(sqlalchemy.text("DELETE FROM audit"))
    assert ids(await gathering.talk.private(yes)) == ["own-words"]
    assert ids(await gathering.talk.private(yes, "8"))[0] == "event-made"


async def test_an_approval_of_somebody_who_is_no_organizer_any_more_does_not_count(gathering: Gathering) -> None:
    await gathering.start(call_approvals=2)
    for person in ("8", "9", "10"):
        await gathering.talk.give(Role.ORGANIZER, person)
    await gathering.talk.private(OWN)
    yes = await newest_yes(gathering, "8")
    assert ids(await gathering.talk.private(yes, "8")) == ["event-more-approvals"]
    async with gathering.talk.store.writing() as tx:
        await tx.people.revoke("no-voip-no-like", tx.people.pseudonym("no-voip-no-like", "telegram", "8"))
    assert ids(await gathering.talk.private(yes, "9")) == ["event-more-approvals"]
    assert ids(await gathering.talk.private(yes, "10"))[0] == "event-made"


async def test_authors_of_words_that_were_taken_back_may_approve_what_another_proposes(gathering: Gathering) -> None:
    assert ids(await gathering.talk.private(OWN))[0] == "event-made"
    await gathering.talk.give(Role.ORGANIZER, "8")
    assert ids(await gathering.talk.private('/event edit 1 en="Loud"')) == ["event-waits"]
    assert ids(await gathering.talk.private('/event edit 1 en="Three quiet days"'))[0] == "event-changed"
    assert ids(await gathering.talk.private('/event edit 1 en="Louder"', "8")) == ["event-waits"]
    yes = await newest_yes(gathering, "7")
    assert ids(await gathering.talk.private(yes, "8")) == ["own-words"]
    assert ids(await gathering.talk.private(yes))[0] == "event-changed"
