"""The log: one line per event on standard error, without secrets."""

import logging
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO, cast

import structlog
from structlog.typing import FilteringBoundLogger

from bot.core.model.privacy import forms, hidden

HIDDEN = "[hidden]"
_TELEGRAM_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_SHORTEST = 8
THROTTLE_SECONDS = 60.0
# C0, DEL, C1, the line and paragraph separators, and the marks that turn a terminal's direction of writing.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


_entered: list[str] = []


def hide(secrets: Iterable[str]) -> None:
    """Redact these too: they became known after the log was started."""
    _entered.extend(form for form in forms(secrets) if form not in _entered)


def start_log(level: str, secrets: Iterable[str], form: str = "logfmt") -> FilteringBoundLogger:
    """Configure logging for this process and return the log; `secrets`, and keys in addresses, are redacted everywhere.

    Control characters in logged values are replaced by escapes (such as ESC), so that no value can forge a line or
    control a terminal.
    """
    threshold = logging.getLevelNamesMapping()[level.upper()]
    known = forms(secret for secret in secrets if len(secret) >= _SHORTEST)

    def black_out(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {name: _cleaned(value, [*known, *_entered]) for name, value in event.items()}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
            if level == "debug"
            else _short_exception,
            black_out,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if form == "json"
            else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _LosingStream(sys.stderr))),
        cache_logger_on_first_use=False,
    )
    # The libraries' own loggers log URLs, which contain tokens.
    for library in ("httpx", "httpcore", "telegram", "aiohttp", "discord", "asyncio"):
        logging.getLogger(library).setLevel(logging.ERROR)
    logger: FilteringBoundLogger = structlog.get_logger()
    for library in ("uvicorn", "sse_starlette"):
        own = logging.getLogger(library)
        own.handlers, own.propagate = [_Forwarder(logger)], False
        own.setLevel(logging.WARNING)
    return logger


class _LosingStream:
    """A stream that loses a line rather than raise: a log on a full disk must not stop the work that it tells of."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush what can be flushed."""
        with suppress(OSError):
            self._stream.flush()


class _Forwarder(logging.Handler):
    """Forwards a library's log records to our own log, each message at most once a minute.

    Anyone can make a web server warn ("Invalid HTTP request received."), so the next line counts the dropped ones.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__()
        self._log = log
        self._last: dict[tuple[str, str], tuple[float, int]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, or count it."""
        # By the unformatted message: its arguments may come from a stranger, and would make every line unique.
        key = record.name, str(record.msg)
        now = time.monotonic()
        last, dropped = self._last.get(key, (-THROTTLE_SECONDS, 0))
        if now - last < THROTTLE_SECONDS:
            self._last[key] = last, dropped + 1
            return
        self._last[key] = now, 0
        about = {"library": record.name, **({"dropped": dropped} if dropped else {})}
        fault = record.exc_info[1] if record.exc_info else None
        self._log.log(record.levelno, record.getMessage(), **about, **({"exc_info": fault} if fault else {}))


def _short_exception(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception as its kind and place: a traceback is for LOG_LEVEL=debug."""
    trouble = event.pop("exc_info", None)
    if isinstance(trouble, BaseException):
        last = trouble.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        place = f"{last.tb_frame.f_code.co_qualname}:{last.tb_lineno}" if last is not None else ""
        event["error"] = f"{type(trouble).__name__}: {trouble}"
        event["place"] = place
    return event


def _cleaned(value: object, known: list[str]) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = hidden(str(value), known, HIDDEN)
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], _TELEGRAM_TOKEN.sub(HIDDEN, text))
