"""Imports three libraries without what they load for nobody: Rich, Pygments, and SQLAlchemy's ORM.

structlog and httpx import Rich and Pygments where they are installed, for output that nobody uses here; SQLAlchemy's
asyncio extension imports the ORM for sessions, and the storage has none. It saves 5 and 6 MB of an idle bot
(`python -m bench.idle`). It is imported before the three. All can still be imported afterwards.

The garbage collector rests until `bot.cli` has imported everything: it would look through all that again and again.
"""

import gc
import importlib
import sys
from types import ModuleType

gc.disable()

SESSIONS = ("sqlalchemy.ext.asyncio.scoping", "sqlalchemy.ext.asyncio.session")
"""The modules of the asyncio extension that need the ORM."""


class Unused(ModuleType):
    """Stands for a module while another imports names from it; each name is None."""

    def __getattr__(self, name: str) -> None:
        """The value of any name."""


if "rich" not in sys.modules:
    hidden = [name for name in ("rich", "pygments") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None: it cannot be imported
    for library in ("structlog", "httpx"):
        importlib.import_module(library)
    for name in hidden:
        del sys.modules[name]
if "sqlalchemy.ext.asyncio" not in sys.modules:
    sys.modules.update({name: Unused(name) for name in SESSIONS})
    importlib.import_module("sqlalchemy.ext.asyncio")
    for name in SESSIONS:
        del sys.modules[name]
