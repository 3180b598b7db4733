import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.commands.audit_words import TEXTS, audit_line
from bot.core.model.reply import Reply, Text
from bot.core.ports.people import Act
from handlers.calls import ACTS
from tests.talk import example, spoken

AT = datetime(2026, 12, 1, 20, tzinfo=UTC)


def what(act: str, about: str = "", role: str = "owner", pseudonym: str = "a66d0ffa1234") -> str:
    line = audit_line(Act(AT, "no-voip-no-like", role, pseudonym, act, about), example())
    return spoken(Reply(lines=(line,)))["en"].partition(" · ")[2]


@pytest.mark.parametrize(
    ("act", "about", "said"),
    [
        ("call-proposed", "3", "asked for approval of call 3"),
        ("event-approved", "3 0f3a9c", "approved event 3"),
        ("event-new", "3 phone_off", "opened event 3"),
        ("claimed", "", "took up a role"),
        ("code-burnt", "organizer", "an invitation as organizer was shown in a group, and no longer works"),
        ("invited", "chief", "invited somebody as chief"),
        ("revoked", "3f2a9c01ffff", "took the role from 3f2a9c01"),
        ("count", "facebook:inwi 2000000", "typed in 2,000,000 for Inwi"),
        ("count", "facebook:gone 2.5", "typed in 2.5 for gone"),
        ("count", "json:https://example.org/api?x=1#pick=a.b 100", "typed in 100 for example.org/api?x=1"),
        ("baseline", "steam_reviews:730:all: 9 > 10", "corrected the starting count of 730:all to 10"),
        ("baseline", "facebook:inwi: 990 > 1001", "corrected the starting count of Inwi to 1,001"),
        ("baseline", "facebook:inwi: - > 1001", "corrected the starting count of Inwi to 1,001"),
        ("of-a-later-version", "7", "of a later version"),
    ],
)
def test_an_act_is_said_in_words(act: str, about: str, said: str) -> None:
    assert what(act, about) == f"owner a66d0ffa: {said}"


@pytest.mark.parametrize(
    ("role", "pseudonym", "who"),
    [("operator", "", "whoever runs the bot"), ("", "", "somebody"), ("organizer", "", "organizer")],
)
def test_who_it_was_is_said_as_far_as_it_is_known(role: str, pseudonym: str, who: str) -> None:
    assert what("halted", "", role, pseudonym) == f"{who}: stopped all messages"


def test_every_act_that_the_program_writes_has_words() -> None:
    written = {f"call-{act}" for act in ACTS}
    for folder in ("bot", "handlers"):
        for path in Path(folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", "")
                place = {"Act": 4, "note_act": 4, "note_call": 3}.get(name)
                if place is None or len(node.args) <= place:
                    continue
                acts = {one.value for one in ast.walk(node.args[place]) if isinstance(one, ast.Constant)}
                written |= {f"call-{act}" for act in acts} if name == "note_call" else acts
    assert {act for act in written if act not in TEXTS} == set()
    assert {"call-launched", "event-new", "claimed", "count"} <= written


def test_no_code_word_is_said() -> None:
    for act, text_id in TEXTS.items():
        said = spoken(
            Reply(lines=(Text(text_id, {"id": "1", "role": "x", "name": "x", "count": 1, "pseudonym": "x"}),))
        )
        assert all(act not in sentence for sentence in said.values() if "-" in act)
