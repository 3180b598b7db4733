from dataclasses import replace

from bot.core.events.kind import EventKinds
from bot.core.model.event import Rules
from bot.event_kinds import KINDS
from tests.talk import END, SLUG, Talk, ids, line


async def test_without_a_public_page_the_message_itself_is_passed_on(talk: Talk) -> None:
    talk.now = END
    reply = await talk.member("/share")
    assert ids(reply) == ["headline", "share-forward"]
    assert reply.buttons == ()


async def test_with_a_public_page_each_place_opens_with_its_address(talk: Talk) -> None:
    talk.now = END
    talk.services = replace(talk.services, kinds=EventKinds(KINDS, Rules(public_url="https://live.example/")))
    reply = await talk.member(f"/share {SLUG}")
    page = f"https://live.example/ar/{SLUG}"
    assert line(reply, "share-page")["link"] == page
    (row,) = reply.buttons
    assert [button.url.split("=")[0] for button in row] == [
        "https://wa.me/?text", "https://t.me/share/url?url", "https://x.com/intent/post?url",
    ]  # fmt: skip
    assert all(button.url.endswith(f"live.example%2Far%2F{SLUG}") for button in row)
