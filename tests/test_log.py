import ast
import json
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import structlog
from structlog.typing import FilteringBoundLogger

from bot.log import HIDDEN, start_log

SECRET = "a-very-secret-key-of-32-letters!"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
ROOT = Path(__file__).parent.parent
LEVELS = ("debug", "info", "warning", "error")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def burst(message: str) -> None:
    raise ValueError(message)


def fail(message: str) -> BaseException:
    try:
        burst(message)
    except ValueError as fault:
        return fault
    raise AssertionError(message)


def started(level: str = "info") -> FilteringBoundLogger:
    return start_log(level, [SECRET, ""])


@pytest.mark.parametrize("level", LEVELS)
def test_no_secret_is_ever_written(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    log = started(level)
    for write in (log.debug, log.info, log.warning, log.error):
        write(f"event {SECRET}", value=SECRET, url=f"https://api.telegram.org/bot{TOKEN}/getMe", inside={"key": SECRET})
        write("fault", exc_info=fail(f"{SECRET} and {TOKEN}"))
    out, err = capsys.readouterr()
    assert out == ""
    assert HIDDEN in err
    assert SECRET not in err
    assert TOKEN not in err
    assert TOKEN.partition(":")[2] not in err


def test_a_secret_is_not_written_with_its_escapes_nor_a_key_in_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    log = start_log("info", ["first-half\nsecond-half"])
    log.warning(
        "no count", detail=repr(b"Bearer first-half\nsecond-half"), page="json:https://a.example/x?api_key=hunter2"
    )
    err = capsys.readouterr().err
    assert (err.count(HIDDEN), "half" in err, "hunter2" in err) == (2, False, False)
    assert "https://a.example/x?api_key=" in err


def test_an_event_is_one_line_with_its_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    started().warning("two\nlines", count=5, well=True, nothing=None, share=0.5)
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("timestamp=20")
    assert "level=warning" in line
    assert "count=5" in line
    assert "well=true" in line


def test_a_log_on_a_full_disk_loses_its_lines_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 - closing it fails too
    monkeypatch.setattr(sys, "stderr", full)
    log = started()
    for number in range(3):
        log.warning("the database is away", number=number)
    with suppress(OSError):
        full.close()


def test_an_exception_is_its_kind_and_place_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    log = started()
    log.error("fault", exc_info=fail("what\nhappened"))
    log.error("fault", exc_info=ValueError("never raised"))
    first, second = capsys.readouterr().err.splitlines()
    assert "ValueError: what" in first
    assert "place=burst:" in first
    assert "Traceback" not in first
    assert "ValueError: never raised" in second


def test_a_traceback_comes_at_debug_alone(capsys: pytest.CaptureFixture[str]) -> None:
    started("debug").error("fault", exc_info=fail("what"))
    [line] = capsys.readouterr().err.splitlines()
    assert "frames" in line


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_less_urgent_than_the_level_is_not_written(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    log = started(level)
    for name in LEVELS:
        getattr(log, name)(name)
    assert len(capsys.readouterr().err.splitlines()) == len(LEVELS) - LEVELS.index(level)


def test_the_libraries_own_loggers_are_quiet() -> None:
    started()
    assert {logging.getLogger(name).level for name in ("httpx", "telegram", "aiohttp")} == {logging.ERROR}


@pytest.mark.parametrize("level", LEVELS)
def test_no_control_character_is_written_raw(level: str, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "".join(map(chr, [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066, 0xD800]))
    log = started(level)
    event = f"a{hostile}b"
    log.error(event, value=f"c{hostile}d", exc_info=fail(f"e{hostile}f"))
    written = capsys.readouterr().err
    assert written.endswith("\n")
    assert not set(written[:-1]) & set(hostile)
    assert r"\x1b" in written


def test_what_the_web_server_logs_is_a_line_of_ours_once_a_minute(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started()
    library = logging.getLogger("uvicorn.error")
    for number in range(50):
        library.warning("Invalid request %s", f"\x1b[31m{number}")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "library=uvicorn.error" in lines[0]
    assert "\x1b" not in lines[0]
    monkeypatch.setattr("bot.log.THROTTLE_SECONDS", 0.0)
    library.warning("Invalid request %s", SECRET)
    (line,) = capsys.readouterr().err.splitlines()
    assert "dropped=49" in line
    assert SECRET not in line


def test_a_log_in_json_is_one_object_a_line_without_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    start_log("info", ["a-long-secret"], "json").info("ready", token="a-long-secret", count=3)
    said = json.loads(capsys.readouterr().err)
    assert (said["event"], said["level"], said["token"], said["count"]) == ("ready", "info", "[hidden]", 3)


Event = tuple[str, str, frozenset[str]]


def events_described() -> dict[str, Event]:
    """The events of docs/log.md: (event, level, names of its values)."""
    rows = re.findall(r"^\| `(.+?)` \| (\w+) \| (.*?) \|", (ROOT / "docs/log.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len({event for event, _, _ in rows})
    return {event: (event, level, frozenset(re.findall(r"`(\w+)`", values))) for event, level, values in rows}


def events_logged() -> set[Event]:
    """Every event that the code logs, in the same form."""
    files = [file for folder in ("bot", "handlers", "storage") for file in sorted((ROOT / folder).rglob("*.py"))]
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files if file != ROOT / "bot/log.py"}
    functions = {
        node.name: node
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found = set()
    for tree in trees.values():
        for around in ast.walk(tree):
            if not isinstance(around, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(around):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                    continue
                owner = call.func.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if call.func.attr in {*LEVELS, "critical", "exception"} and name.endswith("log"):
                    values = frozenset(str(given.arg) for given in call.keywords)
                    events = said_by(call.args[0], around, functions)
                    assert events, ast.unparse(call)
                    found |= {(event.replace("`", ""), call.func.attr, values) for event in events}
    return found


Function = ast.FunctionDef | ast.AsyncFunctionDef


def said_by(node: ast.expr, around: Function, functions: dict[str, Function]) -> set[str]:
    """Every text that an expression can be: a text, a name that was given one, a function that returns some."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return said_by(one, around, functions) | said_by(other, around, functions)
        case ast.Name(id=name):
            given = [one for one in ast.walk(around) if isinstance(one, ast.Assign)]
            own = [one.value for one in given if any(getattr(to, "id", "") == name for to in one.targets)]
            return set().union(*(said_by(one, around, functions) for one in own))
        case ast.Call(func=ast.Name(id=name)) if name in functions:
            called = functions[name]
            ends = [one.value for one in ast.walk(called) if isinstance(one, ast.Return) and one.value is not None]
            return set().union(*(said_by(one, called, functions) for one in ends))
        case _:
            raise AssertionError(f"an event that is put together: {ast.unparse(node)}")


@pytest.mark.parametrize("form", ["logfmt", "json"])
def test_every_event_is_one_clean_line_whatever_its_values_hold(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    log = start_log("info", [SECRET], form)
    hostile = f"\x1b[2J\r\n\x00\u202e\ud800 {TOKEN} {SECRET}\ntimestamp=now level=error event=forged"
    for event, level, names in events_described().values():
        values = {name: fail(hostile) if name == "exc_info" else hostile for name in names}
        getattr(log, level)(event, **values)
        written = capsys.readouterr().err
        assert written.count("\n") == 1, event
        assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", written) is None, event
        assert TOKEN not in written
        assert SECRET not in written
