"""Static files, held in memory; their address has their digest, so that browsers can cache them for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: where it lies under the site's root, what it is, and what it holds."""

    where: str
    media: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """The files by what a page calls them."""
    content = {path.name: path.read_bytes() for path in sorted(STATIC.iterdir()) if path.suffix in TYPES}
    digest = hashlib.sha256(b"".join(content[name] for name in sorted(content))).hexdigest()[:12]
    calls = {"page.js": "js", "icon.svg": "icon"}
    return {
        calls[name]: Asset(f"static/{digest}/{name}", TYPES[Path(name).suffix], data) for name, data in content.items()
    }
