"""Every act of the commands has its place in the desk, and every act of the desk is a command."""

import hashlib
from pathlib import Path

import pytest

from bot.core.calls.wizard import steps
from bot.core.model.call import Call, Script
from bot.core.model.errors import Refusal
from bot.core.model.roles import Role
from bot.web.desk import calls, events
from bot.web.desk.acts import ACTS, act_of, is_offered
from bot.web.desk.app import PLACES
from bot.web.desk.call_form import changes, fields_of
from handlers import COMMANDS
from handlers.calls import ACTS as CALLS_ACTS
from handlers.event import ACTS as EVENT_ACTS
from tests.talk import SLUG, example
from tests.web.desk.house import BASE, Desk

# Where the desk shows what a command shows, or has a page in place of its answer.
PAGES = {
    "stats": "/c/{slug}/today", "audit": "/c/{slug}/audit", "calls": "/c/{slug}/calls", "events": "/c/{slug}/events",
    "call": "/c/{slug}/calls/{number:number}", "event": "/c/{slug}/events/{number:number}",
    "report": "/c/{slug}/calls/{number:number}", "fix": "/c/{slug}/calls/{number:number}/fix",
    "count": "/c/{slug}/counts", "undo": "/c/{slug}/counts", "import": "/c/{slug}/counts/check",
    "revoke": "/c/{slug}/people", "resign": "/c/{slug}/people",
    "language": "/language", "menu": "/", "retract": "/c/{slug}/calls/{number:number}",
}  # fmt: skip
# What belongs to a chat or to somebody who takes part, and not to an organizer's desk.
CHAT_ALONE = {
    "start": "greets a chat", "help": "lists the commands of a chat", "chart": "posts a picture into a chat",
    "subscribe": "is about the chat it is typed in", "unsubscribe": "is about the chat it is typed in",
    "settings": "is about the chat it is typed in", "timezone": "is about the chat it is typed in",
    "quiet": "is about the chat it is typed in", "server": "is about the Discord server it is typed in",
    "did": "is said by who did it", "share": "makes a picture to pass on",
    "pledge": "is said by who takes part", "checkin": "is said by who took part",
    "chapter": "is about the chat it is typed in",
    "chapters": "lists chapters to those who take part", "claim": "makes a person known on their platform",
    "desk": "leads here", "privacy": "is asked by anyone", "forget": "ends the session that would confirm it",
}  # fmt: skip


def test_every_command_has_its_place_in_the_desk_or_a_reason_to_be_of_chats_alone() -> None:
    assert PAGES.keys() | CHAT_ALONE.keys() == COMMANDS.keys()
    assert not PAGES.keys() & CHAT_ALONE.keys()
    assert set(PAGES.values()) <= {place.path for place in PLACES}


def test_every_act_of_calls_and_events_is_offered() -> None:
    assert ACTS["calls"] == set(CALLS_ACTS)
    # `fill` completes a line with an answer in a chat; the desk's form has a field for it.
    assert ACTS["event"] == EVENT_ACTS.keys() - {"fill"}
    # `when` chooses between two meanings of a day; the other steps are the fields of the form.
    assert ACTS["call"] == {"propose", "approve", "refuse", "cancel", "when"}


def test_every_act_of_the_desk_is_a_command_with_a_role_or_one_that_asks_for_it() -> None:
    assert ACTS.keys() <= COMMANDS.keys()
    assert {name for name in ACTS if COMMANDS[name].role is None} == {"event", "undo"}


def test_every_step_of_the_walk_through_a_call_is_a_field_of_the_form() -> None:
    campaign, languages = example(), ("ar", "en", "fr")
    call = Call(1, SLUG, "", Script({"en": "x"}))
    stored = fields_of(call, campaign.zone)
    sent = {**stored, "text:en": "y", "text:ar": "z", "text:fr": "w", "button0": "A https://example.org", "did": "on",
            "when": "2030-01-01T20:00", "until": "6h", "audience": "fr"}  # fmt: skip
    made = {step.name for step in changes(call, sent, campaign.zone)}
    # A picture is sent as a file.
    assert made | {"picture", "preview"} == set(steps(call, languages))
    assert changes(call, stored, campaign.zone) == []


@pytest.mark.parametrize(
    "command",
    ["", "/", "stats", "subscribe", "forget yes", "call 1", "call 1 text:en say x", "events", "calls", "claim x",
     "call 1 picture", "desk", "nothing"],
)  # fmt: skip
def test_no_other_command_can_be_sent(command: str) -> None:
    assert not is_offered(command)
    with pytest.raises(Refusal):
        act_of(command)


async def test_a_forged_command_of_another_campaign_meets_the_same_check_as_in_the_chat(desk: Desk) -> None:
    browser = await desk.person(Role.REPORTER)
    for command in ("call 1 propose", "event new phone_off 2030-01-01 20:00", f"revoke 1234 {SLUG}"):
        await browser.open(f"{BASE}/today")
        await browser.send(f"{BASE}/do", command=command)
        assert "card refused" in browser.page, command
    assert [one.act for one in await desk.talk.audit()] == ["claimed"]


def test_pages_of_calls_and_events_need_an_organizer() -> None:
    assert {place.needed for place in (*calls.PLACES, *events.PLACES)} == {Role.ORGANIZER}


def test_htmx_is_the_file_of_its_package() -> None:
    """htmx.org 2.0.11 from npm, dist/htmx.min.js."""
    data = Path("bot/web/desk/static/htmx.min.js").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
