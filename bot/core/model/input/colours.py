"""Colours that people can read: contrast as WCAG 2.2 measures it, and the nearest shade that has enough of it."""

import re

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: what text needs against its ground."""
LIGHT, DARK = "#fbfaf8", "#101216"
"""The grounds of the public page, by day and in the dark, on which an accent colour has to be read."""
_FORM = re.compile(r"#[0-9a-f]{6}")
_STEPS = 100


def parse_colour(text: object) -> str:
    """A colour as `#b3261e`; raises ValueError for anything else."""
    colour = str(text).strip().lower()
    if not _FORM.fullmatch(colour):
        raise ValueError(text)
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str, least: float = LEAST_CONTRAST) -> str:
    """The colour itself, or the nearest darker (on a dark ground: lighter) shade with `least` contrast on `ground`."""
    end = "#ffffff" if _luminance(ground) < _luminance("#777777") else "#000000"
    shades = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= least), end)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, end: str, share: float) -> str:
    mixed = (round(one + (other - one) * share) for one, other in zip(_parts(colour), _parts(end), strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
