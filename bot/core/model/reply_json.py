"""Replies as JSON, so that an answer or an announcement can be stored and read back."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.core.model.reply import (
    FIELDS,
    KINDS,
    PLAIN,
)


def pack(value: object) -> Any:  # noqa: ANN401 - JSON is any of its types
    """`value` (a Reply or anything inside one) as what JSON can hold; `unpack` gives the equal value back."""
    if type(value) in PLAIN:
        return value
    fields = FIELDS.get(type(value))
    if fields is not None:
        packed = {"is": type(value).__name__}
        for name in fields:
            item = getattr(value, name)
            packed[name] = item if type(item) in PLAIN else pack(item)
        return packed
    match value:
        case tuple():
            return [pack(item) for item in value]
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"time": value.astimezone(UTC).isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case Mapping():
            return {"map": {key: pack(item) for key, item in value.items()}}
    message = f"a reply cannot hold a {type(value).__name__}"
    raise TypeError(message)


def unpack(packed: Any) -> Any:  # noqa: ANN401 - the inverse of `pack`
    """The value that `pack` was given."""
    match packed:
        case list():
            return tuple(unpack(item) for item in packed)
        case {"map": dict(items)}:
            return {key: unpack(item) for key, item in items.items()}
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"time": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"seconds": float(seconds)}:
            return timedelta(seconds=seconds)
        case {"is": str(kind), **fields}:
            return KINDS[kind](**{str(name): unpack(item) for name, item in fields.items()})
    return packed
