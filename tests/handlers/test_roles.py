from datetime import timedelta

import pytest

from bot.core.model.reply import Text
from bot.core.model.roles import Role
from tests.talk import CHANNEL, HOUR, LINK, SLUG, Talk, another, example, ids, line, load

CODE = "AbC_dEf-123"


async def test_a_code_gives_its_role_once(talk: Talk) -> None:
    await talk.invite(CODE, Role.ORGANIZER)
    reply = await talk.private(f"/claim {CODE}")

    values = line(reply, "claimed")
    assert (values["role"], values["title"]) == (Text("role-organizer"), example().title)
    assert await talk.role() is Role.ORGANIZER
    assert await talk.addresses() == 1
    [act] = await talk.audit()
    assert (act.act, act.role, act.pseudonym[:8]) == ("claimed", "organizer", values["pseudonym"])
    assert ids(await talk.private(f"/claim {CODE}", "8")) == ["claim-wrong"]
    assert await talk.role("8") is None


async def test_the_link_of_an_invitation_claims_it(talk: Talk) -> None:
    await talk.invite(CODE, Role.REPORTER)
    assert ids(await talk.private(f"/start {CODE}")) == ["claimed"]
    assert await talk.role() is Role.REPORTER


@pytest.mark.parametrize("about", [{}, {"person": ""}, {"kind": CHANNEL, "person": ""}, {"admin": False}])
@pytest.mark.parametrize("command", ["claim", "start"])
async def test_a_code_typed_where_others_read_is_burnt(talk: Talk, about: dict[str, object], command: str) -> None:
    await talk.invite(CODE, Role.OWNER)
    reply = await talk.group(f"/{command} {CODE}", **about)
    assert ids(reply) == ["claim-burnt"]
    assert reply.personal
    assert ids(await talk.private(f"/claim {CODE}")) == ["claim-wrong"]
    [act] = await talk.audit()
    assert (act.act, act.about, act.pseudonym) == ("code-burnt", "owner", "")


async def test_in_a_group_the_way_to_the_private_chat_is_shown(talk: Talk) -> None:
    await talk.invite(CODE, Role.OWNER)
    assert line(await talk.group("/claim nothing", private_link=LINK), "claim-in-private-link") == {"link": LINK}
    assert ids(await talk.group("/claim nothing")) == ["claim-in-private"]
    assert line(await talk.group(f"/claim {CODE}", private_link=LINK), "claim-burnt-link") == {"link": LINK}
    assert ids(await talk.group("/start true")) == ["start-group", "start-campaign"]


async def test_a_code_expires(talk: Talk) -> None:
    await talk.invite(CODE, Role.OWNER, valid=HOUR)
    talk.now += HOUR
    assert ids(await talk.private(f"/claim {CODE}")) == ["claim-wrong"]


async def test_claim_without_a_code_explains_its_form(talk: Talk) -> None:
    assert ids(await talk.private("/claim")) == ["claim-how", "claim-usage"]
    assert ids(await talk.group("/claim")) == ["claim-how", "claim-usage"]


async def test_after_five_wrong_codes_a_person_waits_an_hour_and_others_do_not(talk: Talk) -> None:
    await talk.invite(CODE, Role.OWNER)
    for attempt in range(5):
        assert ids(await talk.private(f"/claim wrong-{attempt}")) == ["claim-wrong"]
    assert ids(await talk.private(f"/claim {CODE}")) == ["claim-too-often"]
    assert ids(await talk.private("/claim wrong", "8")) == ["claim-wrong"]
    talk.now += HOUR + timedelta(seconds=1)
    assert ids(await talk.private(f"/claim {CODE}")) == ["claimed"]


async def test_a_lower_code_takes_nothing_from_a_higher_role_and_a_higher_one_raises_it(talk: Talk) -> None:
    await talk.give(Role.ORGANIZER)
    await talk.give(Role.REPORTER)
    assert await talk.role() is Role.ORGANIZER
    await talk.give(Role.OWNER)
    assert await talk.role() is Role.OWNER


async def test_a_role_is_given_back_with_its_address(talk: Talk) -> None:
    pseudonym = await talk.give(Role.ORGANIZER)
    reply = await talk.private("/resign")
    assert line(reply, "resigned") == {"title": example().title, "role": Text("role-organizer")}
    assert (await talk.role(), await talk.addresses()) == (None, 0)
    act = (await talk.audit())[-1]
    assert (act.act, act.role, act.pseudonym) == ("resigned", "organizer", pseudonym)
    assert ids(await talk.private("/resign")) == ["need-role"]


async def test_an_address_that_a_subscription_needs_stays(talk: Talk) -> None:
    await talk.give(Role.REPORTER)
    await talk.private("/subscribe")
    await talk.private("/resign")
    assert await talk.addresses() == 1
    await talk.private("/unsubscribe")
    assert await talk.addresses() == 0


async def test_the_last_owner_stays_until_there_is_another(talk: Talk) -> None:
    own = await talk.give(Role.OWNER)
    await talk.give(Role.ORGANIZER, "8")
    assert ids(await talk.private("/resign")) == ["last-owner"]
    assert ids(await talk.private(f"/revoke {own}")) == ["last-owner"]
    assert await talk.role() is Role.OWNER
    await talk.give(Role.OWNER, "9")
    assert ids(await talk.private("/resign")) == ["resigned"]


async def test_an_owner_takes_a_role_away(talk: Talk) -> None:
    own = await talk.give(Role.OWNER)
    other = await talk.give(Role.ORGANIZER, "8")
    reply = await talk.private(f"/revoke {other[:8].upper()}")
    assert line(reply, "revoked") == {"pseudonym": other[:8], "role": Text("role-organizer")}
    assert (await talk.role("8"), await talk.addresses()) == (None, 1)
    act = (await talk.audit())[-1]
    assert (act.act, act.role, act.pseudonym, act.about) == ("revoked", "owner", own, other)


async def test_revoke_alone_lists_who_holds_a_role(talk: Talk) -> None:
    own = await talk.give(Role.OWNER)
    other = await talk.give(Role.REPORTER, "8")
    reply = await talk.private("/revoke")
    assert reply.title == Text("members-title", {"title": example().title})
    assert [dict(one.values) for one in reply.lines] == [
        {"pseudonym": own[:8], "role": Text("role-owner")},
        {"pseudonym": other[:8], "role": Text("role-reporter")},
    ]


@pytest.mark.parametrize("word", ["nobody", "0" * 33])
async def test_an_unknown_pseudonym_is_reported(talk: Talk, word: str) -> None:
    await talk.give(Role.OWNER)
    assert ids(await talk.private(f"/revoke {word}")) == ["no-such-member", "revoke-usage"]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ORGANIZER])
async def test_only_an_owner_takes_roles_away(talk: Talk, role: Role) -> None:
    own = await talk.give(role)
    assert line(await talk.private(f"/revoke {own}"), "need-role")["role"] == Text("role-owner")


async def test_of_several_campaigns_the_one_is_named(talk: Talk) -> None:
    await load(talk.store, another())
    await talk.give(Role.OWNER, slug="second")
    await talk.give(Role.REPORTER)
    other = await talk.give(Role.REPORTER, "8", slug="second")
    another_one = await talk.give(Role.REPORTER, "9", slug="second")
    assert ids(await talk.private("/resign")) == ["which-campaign"]
    assert ids(await talk.private(f"/revoke {other[:8]}")) == ["revoked"]
    assert ids(await talk.private(f"/revoke second {another_one[:8]}")) == ["revoked"]
    assert ids(await talk.private(f"/revoke {SLUG}")) == ["need-role"]
    assert ids(await talk.private("/resign second")) == ["last-owner"]
    assert ids(await talk.private(f"/resign {SLUG}")) == ["resigned"]
    assert ids(await talk.private("/resign")) == ["last-owner"]


async def test_roles_are_a_private_matter(talk: Talk) -> None:
    for command in ("resign", "revoke"):
        assert ids(await talk.group(f"/{command}")) == ["only-in-private"]
        there = await talk.group(f"/{command}", private_link=LINK)
        assert line(there, "only-in-private-link") == {"command": f"/{command}", "link": LINK}
