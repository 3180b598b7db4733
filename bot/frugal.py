"""Keeps out of memory what libraries would load for nothing; imported before they are."""

import importlib
import sys

if "rich" not in sys.modules:
    # Where Rich is installed, these two load it for a way of printing that nobody uses here: 6 MB.
    sys.modules["rich"] = None  # type: ignore[assignment]
    for library in ("structlog", "httpx"):
        importlib.import_module(library)
    del sys.modules["rich"]
