"""Answers that are ready to be sent: kept as bytes, packed once, and known by a tag."""

import gzip
import hashlib
from dataclasses import dataclass, field

from starlette.types import Scope

MOST = 512
SMALLEST_PACKED = 500
GRACE = 4.0
# The language of a browser that asks for none of ours.
ANY = "-"
Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Kept:
    """One answer. `until` is when it must be made again, on the loop's clock; `packed` is empty or smaller."""

    status: int
    body: bytes
    packed: bytes
    tag: bytes
    headers: Headers
    packed_headers: Headers
    unchanged_headers: Headers
    until: float
    renewed: bool = False


def keep(
    body: bytes, media: str, caching: str, extra: Headers, *, until: float, pack: bool = True, status: int = 200
) -> Kept:
    """An answer made ready: its tag, its gzip form where `pack` allows and it is smaller, its headers."""
    tag = b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    packed = gzip.compress(body, 6, mtime=0) if pack and len(body) >= SMALLEST_PACKED else b""
    shared: Headers = [(b"cache-control", caching.encode()), *extra]
    if status == 200:  # noqa: PLR2004 - only what was found is worth asking for again
        shared.append((b"etag", tag))
    typed: Headers = [(b"content-type", media.encode()), *shared]
    return Kept(
        status, body, packed, tag,
        [*typed, (b"content-length", str(len(body)).encode())],
        [*typed, (b"content-encoding", b"gzip"), (b"content-length", str(len(packed)).encode())],
        shared, until,
    )  # fmt: skip


def asked(scope: Scope) -> bytes:
    """The query that matters: only a series has one, so that a made-up query makes no new answer."""
    return bytes(scope["query_string"]) if scope["path"].endswith("/series") else b""


@dataclass
class ResponseCache:
    """The answers kept last, by path, query and language ("" where the language is in the path or does not matter)."""

    _kept: dict[tuple[str, bytes, str], Kept] = field(default_factory=dict)

    def get(self, path: str, query: bytes, language: str) -> Kept | None:
        """The answer, fresh or not."""
        return self._kept.get((path, query, language))

    def ready(self, path: str, query: bytes, language: str, now: float) -> Kept | None:
        """The answer, if it can be sent at once.

        Of those who find it old, the first is sent to make it anew, and the others get the old one meanwhile: that
        nobody waits matters more than the moment. What nobody renewed for four seconds is too old for anyone.
        """
        kept = self.get(path, query, language)
        if kept is None or kept.until > now:
            return kept
        if kept.renewed and kept.until + GRACE > now:
            return kept
        kept.renewed = True
        return None

    def put(self, path: str, query: bytes, language: str, kept: Kept) -> None:
        """Keep an answer; the one that has been kept longest makes room for it."""
        self._kept[path, query, language] = kept
        if len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
