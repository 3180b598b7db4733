"""Commands from outside a chat: together or not at all, and nothing that waits in the chat is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands import members
from bot.core.commands.command_rate import Budget
from bot.core.commands.perform import NotPerformed, perform
from bot.core.commands.request import Request
from bot.core.events.kind import EventKinds
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.roles import Invite, Role, code_hash
from bot.event_kinds import KINDS
from tests.talk import NOW, SLUG, Talk, another, ids, load

HOUR = timedelta(hours=1)


def ask(text: str, person: str = "7") -> Request:
    return Request(Address("telegram", person), ChatKind.PRIVATE, text, NOW, person=person)


async def test_commands_run_in_their_order_in_one_transaction(talk: Talk) -> None:
    await talk.give(Role.ORGANIZER)
    replies = await perform(talk.services, [ask("call"), ask("call 1 text:en say Hello"), ask("call 1 preview")])
    assert len(replies) == 3
    async with talk.store.reading() as tx:
        call = await tx.calls.get(1)
    assert call is not None
    assert call.script.texts == {"en": "Hello"}


async def test_a_refused_command_takes_the_others_back_and_says_which_it_was(talk: Talk) -> None:
    await talk.give(Role.ORGANIZER)
    with pytest.raises(NotPerformed) as refused:
        await perform(talk.services, [ask("call"), ask("call 1 when say never ever")])
    assert refused.value.at == 1
    async with talk.store.reading() as tx:
        assert await tx.calls.get(1) is None


async def test_what_the_bot_asked_in_the_chat_still_waits_for_its_answer(talk: Talk) -> None:
    await talk.give(Role.ORGANIZER)
    await talk.private("/call")
    async with talk.store.reading() as tx:
        waits = await tx.dialogues.command("telegram", "7")
    assert waits
    await perform(talk.services, [ask("call 1 when")])
    async with talk.store.reading() as tx:
        assert await tx.dialogues.command("telegram", "7") == waits


async def test_whoever_asks_too_much_is_refused(talk: Talk) -> None:
    services = replace(talk.services, budget=Budget(in_private=1))
    await perform(services, [ask("help")])
    with pytest.raises(NotPerformed) as refused:
        await perform(services, [ask("help")])
    assert refused.value.text.id == "a-moment"


async def test_a_command_is_checked_as_in_a_chat(talk: Talk) -> None:
    with pytest.raises(NotPerformed) as refused:
        await perform(talk.services, [replace(ask("calls"), person="")])
    assert refused.value.text.id == "only-a-person"


async def test_an_invitation_is_stored_and_written_to_the_audit_log(talk: Talk) -> None:
    rules = EventKinds(KINDS).rules
    async with talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        reply = await members.invite(
            tx, campaign, "code", Invite(SLUG, Role.REPORTER, NOW + HOUR), rules, members.Actor(), NOW
        )
        assert ids(reply) == ["invited"]
        assert await tx.people.use_invite(code_hash("code"), NOW) is not None
    assert [(one.role, one.act, one.about) for one in await talk.audit()] == [("operator", "invited", "reporter")]


async def test_an_invitation_warns_of_the_purge_and_is_refused_after_it(talk: Talk) -> None:
    campaign = await load(talk.store, another(purge_days=1))
    assert campaign.ends_at is not None
    rules, purge = EventKinds(KINDS).rules, campaign.ends_at + timedelta(days=1)
    async with talk.store.writing() as tx:
        given = Invite(campaign.slug, Role.OWNER, purge + HOUR)
        before = await members.invite(tx, campaign, "one", given, rules, members.Actor("owner", "p"), purge - HOUR)
        assert ids(before) == ["invited", "invite-until-purge"]
        with pytest.raises(Refusal):
            await members.invite(tx, campaign, "two", given, rules, members.Actor(), purge)


async def test_the_operator_takes_the_role_of_the_one_who_is_meant(talk: Talk) -> None:
    known_as = await talk.give(Role.OWNER)
    async with talk.store.writing() as tx:
        campaign = await tx.campaigns.get(SLUG)
        assert campaign is not None
        with pytest.raises(Refusal):
            await members.revoke(tx, campaign, "nobody", NOW)
        assert ids(await members.revoke(tx, campaign, known_as[:8], NOW)) == ["revoked"]
        assert await tx.people.members(SLUG) == []
