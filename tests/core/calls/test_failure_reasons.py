"""Why a message did not arrive is told in people's words."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot import platforms
from bot.core.calls.failure_reasons import told_reason, told_reasons
from bot.core.model.announcements import OUT_OF_REACH, TOO_LATE, UNREACHABLE, NotSent
from bot.core.model.reply import Text
from bot.jobs import outcomes
from bot.locales import LANGUAGES, speak
from bot.platforms import refusals
from bot.platforms.discord.refusals import GONE as GONE_ON_DISCORD
from bot.platforms.discord.server import calendar
from bot.platforms.telegram.refusals import GONE as GONE_ON_TELEGRAM
from tests.jobs.test_outcomes import CALL, NOON

SENDERS = [
    outcomes,
    *(importlib.import_module(one.name) for one in pkgutil.walk_packages(platforms.__path__, f"{platforms.__name__}.")),
]


def given(module: ModuleType) -> Iterator[str]:
    """The words of ours that a module gives as the reason why a message was not sent, or is refused."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"NotSent", "Refused"}:
            match node.args:
                case [ast.Constant(str(word)), *_]:
                    yield word
                case [ast.Name(name), *_] if name.isupper():
                    yield getattr(module, name)


# The calendar of a server is no delivery.
GIVEN = {word for module in SENDERS if module is not calendar for word in given(module)}
OURS = {
    *GIVEN, *refusals._KNOWN, *GONE_ON_TELEGRAM.values(), *GONE_ON_DISCORD.values(), "moved", "address-lost",
    TOO_LATE, OUT_OF_REACH, f"{refusals.MALFORMED}text is empty", f"{UNREACHABLE}All connection attempts failed",
}  # fmt: skip


def test_the_words_of_every_module_that_sends_are_found() -> None:
    assert {"not-rendered", "picture-unknown", "invalid-requests", "flood", "bad-token", "empty", "locked"} <= GIVEN


@pytest.mark.parametrize("fault", ["All connection attempts failed", "[Errno -2] Name or service not known"])
def test_every_fault_of_the_way_to_a_platform_is_told_with_one_sentence(fault: str) -> None:
    change = outcomes.after(CALL, NotSent(fault, unreachable=True), NOON, 1.0)
    assert change.reason == f"{UNREACHABLE}{fault}"
    assert told_reason(change.reason) == Text("reason-unreachable")


@pytest.mark.parametrize("stored", sorted(OURS))
def test_every_word_of_ours_has_its_sentence_in_every_language(stored: str) -> None:
    told = told_reason(stored)
    assert (told.id == "reason-other", dict(told.values)) == (False, {})
    for language in LANGUAGES:
        assert speak(language)(told) in speak(language)(Text("report-reason", {"reason": told, "chats": 2}))


def test_a_platforms_own_words_stand_quoted() -> None:
    told = Text("report-reason", {"reason": told_reason("HTTP 502"), "chats": 2})
    assert "“HTTP 502”" in speak("en")(told).translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def test_words_with_one_sentence_are_counted_together() -> None:
    stored = [("kicked", 3), ("HTTP 502", 2), ("left", 1), ("HTTP 500", 1)]
    assert told_reasons(stored) == [
        (Text("reason-removed"), 4),
        (Text("reason-other", {"said": "HTTP 502"}), 2),
        (Text("reason-other", {"said": "HTTP 500"}), 1),
    ]
