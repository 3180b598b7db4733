"""Where a language's words come from."""

from collections.abc import Callable
from typing import TypeAlias

from bot.core.ports import Speak

Speaks: TypeAlias = Callable[[str], Speak]
