import pytest

from bot.core.model.chats import Address
from bot.core.model.reply import Reply
from tests.talk import Talk, ids, line

HERE = Address("discord", "500")


async def server(talk: Talk, words: str, **about: object) -> Reply:
    return await talk.group(f"/server {words}", address=HERE, **about)


async def options(talk: Talk) -> dict[str, str]:
    async with talk.store.reading() as tx:
        chat = await tx.chats.find(HERE)
    return dict(chat.options) if chat is not None else {}


async def test_the_role_that_calls_mention_is_chosen_and_given_up(talk: Talk) -> None:
    assert line(await server(talk, "mention 77"), "server-mention") == {"role": "<@&77>"}
    assert await options(talk) == {"mention": "77"}
    assert ids(await server(talk, "mention off")) == ["server-no-mention"]
    assert await options(talk) == {}


async def test_who_chooses_a_role_that_would_not_be_notified_hears_what_to_switch_on(talk: Talk) -> None:
    reply = await server(talk, "mention 77", unheard=("77",))
    assert ids(reply) == ["server-mention", "server-mention-unheard"]
    assert line(reply, "server-mention-unheard") == {"role": "<@&77>"}
    assert ids(await server(talk, "mention 78", unheard=("77",))) == ["server-mention"]


@pytest.mark.parametrize("name", ["publish", "events"])
async def test_publishing_and_events_are_switched(talk: Talk, name: str) -> None:
    assert ids(await server(talk, f"{name} on")) == [f"server-{name}-on"]
    assert await options(talk) == {name: "on"}
    assert ids(await server(talk, f"{name} off")) == [f"server-{name}-off"]


async def test_without_a_choice_all_of_them_are_listed(talk: Talk) -> None:
    await server(talk, "publish on")
    reply = await server(talk, "")
    assert ids(reply) == ["server-no-mention", "server-publish-on", "server-events-off"]
    assert reply.personal


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("volume on", "server-how"),
        ("mention everyone", "server-which-role"),
        ("mention", "server-which-role"),
        ("publish", "server-on-or-off"),
        ("events perhaps", "server-on-or-off"),
    ],
)
async def test_an_invalid_option_is_refused_with_an_example(talk: Talk, words: str, said: str) -> None:
    assert ids(await server(talk, words)) == [said, "server-usage"]
    assert await options(talk) == {}


async def test_members_change_nothing(talk: Talk) -> None:
    assert ids(await server(talk, "publish on", admin=False)) == ["only-administrators"]


async def test_no_other_platform_has_the_command(talk: Talk) -> None:
    assert await talk.ask("/server publish on") is None
    assert ids(await talk.private("/server publish on"))[0].startswith("unknown-command")


async def test_a_subscription_says_which_rights_are_missing(talk: Talk) -> None:
    reply = await talk.group("/subscribe", address=HERE, missing=("send_messages", "embed_links"))
    assert "subscribed-missing" in ids(reply)
