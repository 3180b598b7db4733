"""Whatever was not understood is answered with buttons that lead on."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.commands.allowed import Allowed
from bot.core.commands.likely import LIKELY, MOST_OFFERS, OF_COMMAND, likely, offered, usual
from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind
from bot.core.model.event import Chapter
from bot.core.model.input.letters import without_marks
from bot.core.model.limits import LONGEST_COMMAND, mark_of
from bot.core.model.reply import Button, Listed, Names, Reply, Text
from bot.core.model.roles import Role
from bot.locales import LANGUAGES, speak
from handlers import COMMANDS
from tests.event_talk import NOW, START, EventTalk
from tests.talk import HOUR, SLUG, Talk, another, example, ids, load

NOT_UNDERSTOOD = re.compile(r"(^|-)(bad|unknown|how|which|such|gone|kind|option)(-|$)")
ANYWHERE = Allowed(Request(Address("telegram", "7"), ChatKind.PRIVATE, "", NOW), COMMANDS, {SLUG: Role.OWNER})
"""An owner in private, who may use every command."""

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
        assert usual(name, ANYWHERE)
    for text in LIKELY:
        (row,) = likely(text, "x", ("999999999999", "y"), ANYWHERE)
        assert 2 <= len(row) <= MOST_OFFERS
        for button in row:
            assert button.command.split()[0] in COMMANDS
            assert len(button.command.encode()) <= LONGEST_COMMAND
    assert [one.command for row in usual("stats", ANYWHERE) for one in row] == ["help"]


def told_alike(buttons: Iterable[Button], language: str) -> set[tuple[str, str]]:
    """The commands of buttons of one reply that say the same and do something else, in pairs."""
    said = [(without_marks(speak(language)(one.label)), one.command or one.url) for one in buttons]
    return {(did, other) for at, (label, did) in enumerate(said) for same, other in said[:at] if same == label} - {
        (did, did) for _, did in said
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labels_of_what_is_offered_tell_the_acts_apart(language: str) -> None:
    numbered = ("12", "y"), ("#12", "y"), ("#١٢", "y")
    for words in ((), ("y",), ("12",), ("y", "12"), *numbered):
        # It is asked what to do with a call only where its number was said.
        for text in LIKELY.keys() - ({"calls-how"} if words in {(), ("y",)} else set()):
            (row,) = likely(text, "x", words, ANYWHERE)
            assert not told_alike(row, language), (text, words)
    for name in OF_COMMAND:
        (row,) = usual(name, ANYWHERE)
        assert not told_alike(row, language), name


async def test_whoever_may_do_nothing_of_what_is_likely_is_offered_what_everybody_may_do(event_talk: EventTalk) -> None:
    for text in LIKELY:
        (row,) = likely(text, "x", (), Allowed(ANYWHERE.request, COMMANDS))
        assert 2 <= len(row) <= MOST_OFFERS
    for said in ("/did", "/did 99", "/report", "/calls pause", "/fix 99"):
        assert commands(await event_talk.talk.private(said, "50")) == ["events", "stats"]
    assert commands(await event_talk.talk.private("/event new", "50")) == []


async def test_a_command_that_the_person_may_not_use_is_not_what_they_meant(event_talk: EventTalk) -> None:
    assert "audit" in commands(await event_talk.talk.private("/audti"))
    reply = await event_talk.talk.private("/audti", "50")
    assert (ids(reply), commands(reply)) == (["unknown-command"], ["menu", "stats", "events"])


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
    "1 nonsense", "#1 nonsense",
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["private", "group"])
async def test_no_button_of_an_answer_looks_like_a_command(event_talk: EventTalk, language: str, place: str) -> None:
    talk = event_talk.talk
    await load(talk.store, another("second"), talk.now)
    about = (
        {"address": Address("telegram", "7"), "kind": ChatKind.PRIVATE, "admin": False} if place == "private" else {}
    )
    found, alike, seen = [], [], 0
    for name in (*COMMANDS, "statz", "quite", "nothing-like-it"):
        await talk.private(f"/language {language}")
        for words in WRONG if name not in {"forget", "resign"} else WRONG[:3]:
            said = await talk.ask(f"/{name} {words}".strip(), **about)
            rows = said.reply.buttons if said else ()
            labels = [without_marks(speak(language)(one.label)) for row in rows for one in row]
            seen += len(labels)
            found += [(name, words, label) for label in labels if looks_like_a_command(label)]
            alike += [(name, words, two) for two in told_alike((one for row in rows for one in row), language)]
    assert (found, alike) == ([], [])
    assert seen > 500


def names_said(values: Iterable[object]) -> Iterator[str]:
    """Every value of texts that is a plain word, but not what the person wrote."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Listed):
            yield from names_said(value.values)
        elif isinstance(value, Text):
            yield from names_said(one for key, one in value.values.items() if key not in {"word", "given", "command"})


async def test_no_answer_names_by_a_slug_what_has_a_title(event_talk: EventTalk) -> None:
    talk = event_talk.talk
    await event_talk.start(chapters=(Chapter("the-capital", Names({"en": "Rabat"})),))
    await load(talk.store, replace(another("second-one"), title=Names({"en": "The second one"})), talk.now)
    await talk.give(Role.OWNER, "7")
    await talk.private("/event new phone_off 2026-12-05 20:00")
    slugs = {SLUG, "second-one", "the-capital", *(target.slug for target in example().targets)}
    found, seen = [], 0
    for name in (*COMMANDS, "statz"):
        for words in (
            *WRONG[:3],
            "1 nonsense",
            f"{SLUG} nonsense",
            SLUG,
            "maroc-telecom x",
            "marok-telecom",
            "1 rabatt",
        ):
            if (name, words) in {("resign", ""), ("resign", SLUG)}:
                continue
            reply = await talk.private(f"/{name} {words}")
            texts = [*reply.lines, *([reply.title] if reply.title else [])]
            texts += [button.label for row in reply.buttons for button in row]
            seen += len(texts)
            found += [(name, words, said) for said in names_said(texts) if said in slugs - {*words.split()}]
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
        ("/checkin 1 plenty", "checkin-bad-hours", ["checkin 1", "checkin 1 none", "events"]),
        ("/event 99", "event-unknown", ["events"]),
        ("/claim", "claim-how", ["start", "help"]),
    ],
)
async def test_what_was_not_understood_is_followed_by_what_was_likely_meant(
    event_talk: EventTalk, said: str, why: str, offered: list[str]
) -> None:
    event_talk.talk.confirms = True
    await event_talk.talk.private("/event new phone_off 2026-12-05 20:00")
    if "checkin" in said:
        await event_talk.go(START + HOUR)
    reply = await event_talk.talk.private(said)
    assert ids(reply)[0] == why
    assert commands(reply) == offered


async def test_in_a_group_what_is_for_private_chats_is_not_offered(event_talk: EventTalk) -> None:
    reply = await event_talk.talk.group("/event new nonsense 20:00")
    assert commands(reply) == ["events", "help"]
    assert commands(await event_talk.talk.group("/did 99")) == ["events", "stats"]


@pytest.mark.parametrize(
    ("begun", "said", "again"),
    [
        ([f"menu event {SLUG}", "menu plan kind phone_off"], "soon", f"menu plan {mark_of(SLUG)} show"),
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
    await event_talk.talk.private(f"call {SLUG}")
    assert commands(await event_talk.talk.private("call 1 test xx")) == ["call 1", "menu"]
