"""The page's styles, which stand in the page itself: a second request would hold up the first paint."""

import re
from functools import cache

from bot.core.model.input.colours import DARK, LIGHT, readable
from bot.web.page.assets import STATIC

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
