from dataclasses import replace

import pytest

from bot.core.events.checkin_links import checkin_url, holder, make_token
from bot.core.events.pledges import Participant
from bot.core.model.errors import Refusal
from bot.core.model.event import Rules
from bot.event_kinds import KINDS
from storage import Database
from tests.event_kinds.statuses import event
from tests.storage.samples import NOW, load


async def test_a_link_stands_for_one_person_in_one_event(sqlite_store: Database) -> None:
    await load(sqlite_store)
    async with sqlite_store.writing() as tx:
        first = await tx.events.add(replace(event("phone_off"), campaign="no-voip"), None)
        second = await tx.events.add(replace(event("phone_off"), campaign="no-voip"), None)
        known_as = tx.people.event_pseudonym("no-voip", first.id, "telegram", "42")
        old = await make_token(tx, first, Participant(known_as), NOW)
        token = await make_token(tx, first, Participant(known_as), NOW)
        found, kind, who = await holder(tx, first.id, token, KINDS)
        assert (found, kind, who.pseudonym, who.chat) == (first, KINDS["phone_off"], known_as, None)
        for number, given, kinds in [
            (second.id, token, KINDS), (first.id, token + "A", KINDS), (first.id, old, KINDS), (99, token, KINDS),
            (first.id, token, {}),
        ]:  # fmt: skip
            with pytest.raises(Refusal, match="checkin-bad-link"):
                await holder(tx, number, given, kinds)
    assert checkin_url(Rules(public_url="https://no.example/"), first, token) == (
        f"https://no.example/checkin/{first.id}/{token}"
    )


async def test_a_check_in_link_of_a_forgotten_person_creates_no_pledge(sqlite_store: Database) -> None:
    await load(sqlite_store)
    async with sqlite_store.writing() as tx:
        first = await tx.events.add(replace(event("phone_off"), campaign="no-voip"), None)
        known_as = tx.people.event_pseudonym("no-voip", first.id, "telegram", "42")
        token = await make_token(tx, first, Participant(known_as), NOW)
        assert await tx.people.forget("telegram", "42") == 1
    async with sqlite_store.writing() as tx:
        with pytest.raises(Refusal, match="checkin-bad-link"):
            await holder(tx, first.id, token, KINDS)
        assert await tx.pledges.get(first.id, known_as) is None
