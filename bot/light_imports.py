"""Imports structlog and httpx without Rich, which both load where it is installed, for output that nobody uses here.

It saves 4 MB of an idle bot (`python -m bench.idle`). It is imported before the two.
"""

import importlib
import sys

if "rich" not in sys.modules:
    sys.modules["rich"] = None  # type: ignore[assignment]
    for library in ("structlog", "httpx"):
        importlib.import_module(library)
    del sys.modules["rich"]
