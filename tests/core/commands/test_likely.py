"""Whatever was not understood is answered with buttons that lead on."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.commands.likely import LIKELY, MOST_OFFERS, OF_COMMAND, likely, offered, usual
from bot.core.commands.request import LONGEST_COMMAND
from bot.core.model.chats import Address, ChatKind
from bot.core.model.input.letters import without_marks
from bot.core.model.reply import Reply
from bot.locales import LANGUAGES, speak
from handlers import COMMANDS
from tests.event_talk import EventTalk
from tests.talk import SLUG, Talk, another, ids, load

NOT_UNDERSTOOD = re.compile(r"(^|-)(bad|unknown|how|which|such|gone|kind|option)(-|$)")
WALKS = {
    "bot/core/calls/content.py", "bot/core/calls/wizard.py", "bot/core/calls/repeat.py",
    "bot/core/calls/repeat_walk.py", "bot/core/commands/event_walk.py",
}  # fmt: skip
"""What these refuse is an answer to the question of a walk, which is then offered again."""

OTHERS = {"admin-unknown", "event-kind-changed", "logo-unknown", "unknown-language"}
"""No words of a person; two files of the operator's; and the test of a call, whose preview is offered again."""


def refusals() -> Iterator[tuple[str, str, bool, bool]]:
    """Every literal refusal to a person: its module, its text, whether it has offers, whether it shows the form."""
    for path in sorted([*Path("bot/core").rglob("*.py"), *Path("handlers").glob("*.py")]):
        if "files" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and node.args):
                continue
            text = node.args[0]
            keywords = {one.arg for one in node.keywords}
            if isinstance(text, ast.Call) and getattr(text.func, "id", "") == "Text":
                given = text.args[0]
                named = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
                for one in named:
                    if isinstance(one, ast.Constant):
                        yield path.as_posix(), str(one.value), bool(keywords & {"offers", "asked"}), "usage" in keywords


def test_every_text_of_not_understanding_leads_on() -> None:
    lacking = [
        (module, text)
        for module, text, offers, usage in refusals()
        if (usage or NOT_UNDERSTOOD.search(text))
        and not offers
        and text not in LIKELY
        and text not in OTHERS
        and module not in WALKS
        and not (usage and (Path(module).stem in OF_COMMAND or module.startswith("bot/core/events/parse")))
    ]
    assert lacking == []
    assert len(list(refusals())) > 100


def test_every_offer_is_a_command_that_exists_and_fits_a_button() -> None:
    for name in OF_COMMAND:
        assert usual(name, COMMANDS, private=True)
    for text in LIKELY:
        (row,) = likely(text, "x", ("999999999999", "y"), COMMANDS, private=True)
        assert 2 <= len(row) <= MOST_OFFERS
        for button in row:
            assert button.command.split()[0] in COMMANDS
            assert len(button.command.encode()) <= LONGEST_COMMAND
    assert [one.command for row in usual("stats", COMMANDS, private=False) for one in row] == ["help"]


def looks_like_a_command(label: str) -> bool:
    """Whether it is to be typed: a slash, or the name of a command with words or values behind it."""
    name, *words = label.lower().split()
    typed = name in COMMANDS and re.search("[0-9:=]|^(off|on|daily|all|none)$", " ".join(words[:1]))
    return label.startswith("/") or bool(typed) or bool(re.search("[a-z]+[_/][a-z0-9]+|[a-z]=[a-z0-9]", label))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_a_button_in_words(language: str) -> None:
    labels = {}
    for name in COMMANDS:
        ((button,),) = offered([name])
        labels[name] = without_marks(speak(language)(button.label))
    assert not [label for label in labels.values() if looks_like_a_command(label)]
    assert [name for name, label in labels.items() if label == labels["help"]] == ["help"]


WRONG = (
    "", "nonsense", "99", "25-99", "23-8 or 9", "8 to 9", "daily at half past 8", "daily", "1h", "every day", "8",
    "8pm", "no-voip-no-like nonsense", "casblanca", "Casablanca", "Brazil", "France", "Rabaat", "24x", "inwii",
    "new", "new phone_off 2026-12-05", "new phone_off 20:00", "new phone_off", "1 maybe", "pause", "cancel",
    "1 nonsense",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["private", "group"])
async def test_no_button_of_an_answer_looks_like_a_command(event_talk: EventTalk, language: str, place: str) -> None:
    talk = event_talk.talk
    await load(talk.store, another("second"), talk.now)
    about = (
        {"address": Address("telegram", "7"), "kind": ChatKind.PRIVATE, "admin": False} if place == "private" else {}
    )
    found, seen = [], 0
    for name in (*COMMANDS, "statz", "quite", "nothing-like-it"):
        for words in WRONG if name not in {"forget", "resign"} else WRONG[:3]:
            await talk.private(f"/language {language}")
            said = await talk.ask(f"/{name} {words}".strip(), **about)
            rows = said.reply.buttons if said else ()
            labels = [without_marks(speak(language)(one.label)) for row in rows for one in row]
            seen += len(labels)
            found += [(name, words, label) for label in labels if looks_like_a_command(label)]
    assert found == []
    assert seen > 500


def commands(reply: Reply) -> list[str]:
    return [button.command for row in reply.buttons for button in row]


@pytest.mark.parametrize(
    ("said", "why", "offered"),
    [
        ("/call 99", "call-unknown", ["calls", "call", "events"]),
        ("/report", "call-which", ["calls", "call", "events"]),
        ("/calls pause", "call-which", ["calls", "call", "events"]),
        ("/event new nonsense 20:00", "event-no-kind", ["events", "menu event", "help"]),
        ("/event new phone_off 2026-12-07 20:00 colour=red", "event-no-option", ["events", "menu event", "help"]),
        ("/checkin 1 plenty", "checkin-bad", ["checkin 1 all", "checkin 1 none", "events"]),
        ("/event 99", "event-unknown", ["events"]),
        ("/claim", "claim-how", ["start", "help"]),
    ],
)
async def test_what_was_not_understood_is_followed_by_what_was_likely_meant(
    event_talk: EventTalk, said: str, why: str, offered: list[str]
) -> None:
    event_talk.talk.confirms = True
    await event_talk.talk.private("/event new phone_off 2026-12-05 20:00")
    reply = await event_talk.talk.private(said)
    assert ids(reply)[0] == why
    assert commands(reply) == offered


async def test_in_a_group_what_is_for_private_chats_is_not_offered(event_talk: EventTalk) -> None:
    reply = await event_talk.talk.group("/event new nonsense 20:00")
    assert commands(reply) == ["events", "help"]
    assert commands(await event_talk.talk.group("/did 99")) == ["events"]


@pytest.mark.parametrize(
    ("begun", "said", "again"),
    [
        ([f"menu event {SLUG}", "menu plan kind phone_off"], "soon", "menu plan show"),
        ([f"call {SLUG}", "call 1 when"], "whenever", "call 1 when"),
        ([f"call {SLUG}", "call 1 when series"], "soon", "call 1 when series"),
        ([f"call {SLUG}", "call 1 when series 4"], "soon", "call 1 when series 4"),
        ([f"call {SLUG}", "call 1 when series 4 18:00"], "soon", "call 1 when series 4 18:00"),
        ([f"call {SLUG}", "call 1 until"], "words", "call 1 until"),
        ([f"call {SLUG}"], "x" * 4000, "call 1 text:ar"),
    ],
)
async def test_a_walk_asks_again_by_a_button(event_talk: EventTalk, begun: list[str], said: str, again: str) -> None:
    talk: Talk = event_talk.talk
    for command in begun:
        asked = await talk.private(command)
    reply = await talk.private(said, typed=True)
    assert commands(reply) == [again, "menu"]
    assert ids(await talk.private(again)) == ids(asked)


async def test_a_goal_that_is_not_understood_is_asked_for_again(event_talk: EventTalk) -> None:
    await event_talk.talk.private("/event new phone_off 2026-12-05 20:00")
    await event_talk.talk.private("menu set 1 goal")
    reply = await event_talk.talk.private("many", typed=True)
    assert (ids(reply), commands(reply)) == (["event-bad-goal"], ["menu set 1 goal", "menu"])
    event_talk.talk.confirms = False
    assert commands(await event_talk.talk.private("call 99 test xx")) == ["call 99", "menu"]
