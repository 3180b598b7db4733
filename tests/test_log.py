import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from structlog.typing import FilteringBoundLogger

from bot.log import HIDDEN, start_log

SECRET = "a-very-secret-key-of-32-letters!"
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
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


def test_an_event_is_one_line_with_its_time_and_level(capsys: pytest.CaptureFixture[str]) -> None:
    started().warning("two\nlines", count=5, well=True, nothing=None, share=0.5)
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("timestamp=20")
    assert "level=warning" in line
    assert "count=5" in line
    assert "well=true" in line


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
