"""The Content-Security-Policy of the public pages: which styles, scripts and frames a browser lets them have."""

import base64
import hashlib
from functools import cache

from bot.web.page.styles import accent_style, base_style


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
