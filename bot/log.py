"""The log: one line per event on standard error, and never a secret in it."""

import logging
import re
import sys
from collections.abc import Iterable

import structlog
from structlog.typing import FilteringBoundLogger

HIDDEN = "[hidden]"
_TELEGRAM_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
_SHORTEST = 8


def start_log(level: str, secrets: Iterable[str]) -> FilteringBoundLogger:
    """Set the log up for this process and give it; `secrets` are blacked out wherever they would appear."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    known = [secret for secret in secrets if len(secret) >= _SHORTEST]

    def black_out(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        return {name: _cleaned(value, known) for name, value in event.items()}

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
            if level == "debug"
            else _short_exception,
            black_out,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # The libraries' own loggers name addresses, and those hold tokens.
    for library in ("httpx", "httpcore", "telegram", "aiohttp", "discord", "asyncio"):
        logging.getLogger(library).setLevel(logging.ERROR)
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger


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


def _cleaned(value: object, secrets: list[str]) -> object:
    if isinstance(value, bool | int | float) or value is None:
        return value
    text = str(value)
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _TELEGRAM_TOKEN.sub(HIDDEN, text)
