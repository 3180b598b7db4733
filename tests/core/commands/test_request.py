"""Where a campaign has to be chosen first, nothing of what was asked is lost by it."""

import pytest

from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.reply import Names, listed
from bot.core.model.roles import Role
from handlers import COMMANDS
from tests.event_talk import EventTalk
from tests.talk import NOW, SLUG, Talk, another, example, ids, line, load, spoken

WORDS = (
    "", "daily 20:00", "board", "digest daily 20:00", "new phone_off 2016-02-28 20:00", "0c1f79d9", "Rabat", "24h",
    "likes 24h", "details", "inwi", "inwi details", "inwi 24h likes", "counts", "counts 8", "goal", "people", "approve",
    "link", "event", "invite reporter", "out 0c1f79d9",
)  # fmt: skip
ASKING = {
    "audit", "call", "calls", "chapter", "chart", "event", "menu", "resign", "revoke", "share", "stats", "subscribe",
    "unsubscribe",
}  # fmt: skip
"""The commands that ask for the campaign where there are two."""


async def two_campaigns(talk: Talk) -> None:
    await load(talk.store, another())
    for slug in (SLUG, "second"):
        await talk.give(Role.OWNER, slug=slug)
        await talk.private(f"/subscribe {slug}")


@pytest.mark.parametrize("name", COMMANDS)
async def test_the_button_of_a_campaign_does_all_that_was_typed(event_talk: EventTalk, name: str) -> None:
    talk = event_talk.talk
    talk.now, talk.confirms = NOW, False
    await two_campaigns(talk)
    asked = {}
    for words in WORDS:
        typed = f"{name} {words}".strip()
        reply = await talk.private(f"/{typed}")
        if ids(reply) == ["which-campaign"]:
            asked[typed] = reply.buttons
    assert bool(asked) == (name in ASKING)
    for typed, rows in asked.items():
        assert [len(row) for row in rows] == [1, 1]
        for (button,), slug in zip(rows, (SLUG, "second"), strict=True):
            done = button.command.split()
            done.remove(slug)
            assert done == typed.split()
            assert ids(await talk.private(button.command))[:1] not in (["which-campaign"], ["unknown-campaign"])


async def test_a_button_subscribes_as_it_was_typed(talk: Talk) -> None:
    await load(talk.store, another())
    (_,), (second,) = (await talk.group("/subscribe daily 20:00")).buttons
    assert "cadence-daily" in str(line(await talk.group(second.command), "subscribed")["cadence"])


async def test_the_sentence_has_the_titles_of_campaigns(talk: Talk) -> None:
    await load(talk.store, another(title=Names({"en": "Second thing"})))
    reply = await talk.group("/subscribe")
    assert line(reply, "which-campaign")["known"] == listed([example().title, Names({"en": "Second thing"})])
    assert "\u2068Second thing\u2069" in spoken(reply)["ar"] or "\u2066Second thing\u2069" in spoken(reply)["ar"]
    assert not [said for said in spoken(reply).values() if SLUG in said]


async def test_every_campaign_has_its_button(talk: Talk) -> None:
    for number in range(5):
        await load(talk.store, another(f"more-{number}"))
    assert len((await talk.group("/share")).buttons) == 6
    assert len((await talk.group("/share nowhere")).buttons) == 6


async def test_a_line_too_long_for_a_button_is_to_be_sent_again(talk: Talk) -> None:
    await two_campaigns(talk)
    long = "/event new phone_off 2016-02-28 20:00 title=" + "x" * LONGEST_COMMAND
    reply = await talk.private(long)
    assert (ids(reply), reply.buttons) == (["which-campaign", "which-campaign-write"], ())
    begun = [f"/event new {SLUG}", "/event new second"]
    assert line(reply, "which-campaign-write")["known"] == listed(begun)
    assert ids(await talk.private(long.replace("/event new", begun[1])))[0] != "which-campaign"


@pytest.mark.parametrize(
    ("typed", "button"),
    [
        ("/share no where", f"share {SLUG}"),
        ("/menu counts nowhere", f"menu counts {SLUG}"),
        ("/menu invite reporter nowhere", f"menu invite reporter {SLUG}"),
    ],
)
async def test_a_button_has_a_campaign_instead_of_an_unknown_name(talk: Talk, typed: str, button: str) -> None:
    await two_campaigns(talk)
    reply = await talk.private(typed)
    assert ids(reply) == ["unknown-campaign"]
    assert reply.buttons[0][0].command == button
