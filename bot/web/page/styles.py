"""The page's styles, which stand in the page itself: a second request would hold up the first paint."""

import base64
import hashlib
import re
from functools import cache

from bot.core.model.input.colours import DARK, LIGHT, readable
from bot.web.page.assets import STATIC

ACCENT = "#b3261e"
_COMMENT, _SPACE, _SIGNS = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\s+"), re.compile(r"\s*([{};,>])\s*")


@cache
def base_style() -> str:
    """page.css without what only people need."""
    text = _COMMENT.sub("", (STATIC / "page.css").read_text(encoding="utf-8"))
    return _SIGNS.sub(r"\1", _SPACE.sub(" ", text)).replace(";}", "}").strip()


@cache
def accent_style(accent: str) -> str:
    """The rule that sets a campaign's accent colour, corrected where it could not be read; "" for our own."""
    if not accent:
        return ""
    light, dark = readable(accent, LIGHT), readable(accent, DARK)
    return f":root{{--mark:{light}}}@media screen and (prefers-color-scheme:dark){{:root{{--mark:{dark}}}}}"


@cache
def policy(accent: str = "", *, framed: bool = False) -> bytes:
    """The Content-Security-Policy of a page with that accent colour; other sites may frame a `framed` one."""
    styles = [text for text in (base_style(), accent_style(accent)) if text]
    hashes = " ".join(f"'sha256-{_digest(text)}'" for text in styles)
    script, ancestors = ("'none'", "*") if framed else ("'self'", "'none'")
    return (
        f"default-src 'none'; script-src {script}; style-src {hashes}; img-src 'self'; connect-src 'self'; "
        f"base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}"
    ).encode()


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
