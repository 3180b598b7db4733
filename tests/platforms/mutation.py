"""Mutations of JSON, for the tests that send unreadable updates."""

import os
import random
from typing import Any

SIZE = int(os.environ.get("FUZZ", "60"))
"""How many mutated updates of each kind are sent."""

STRANGE: list[Any] = [
    None, 5, -1, 1.5, True, "", "\ud800", "\x00", [], {}, [[]], 2**70, "x" * 5000, {"a": [{}]}, "9" * 30
]  # fmt: skip


def mutated(value: Any, generator: random.Random) -> Any:  # noqa: ANN401 - any JSON
    """The same JSON with some of its parts left out, or of another type."""
    if generator.random() < 0.12:
        return generator.choice(STRANGE)
    if isinstance(value, dict):
        return {key: mutated(item, generator) for key, item in value.items() if generator.random() > 0.06}
    if isinstance(value, list):
        return [mutated(item, generator) for item in value]
    return value
