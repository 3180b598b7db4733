"""The response cache: finished HTTP answers as bytes, compressed once, each with its entity tag."""

import gzip
import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.types import Scope

MAX_ENTRIES = 512
MIN_GZIP_BYTES = 500
STALE_SECONDS = 4.0
# The language key of a browser that accepts none of ours.
ANY_LANGUAGE = "-"
Headers = list[tuple[bytes, bytes]]
_OF_A_MEASURE = (".svg", "/share.png", "/story.png")
MEASURE = "measure"


@dataclass(slots=True)
class CachedResponse:
    """An answer, stale from `expires` on (seconds of the loop's clock); `gzipped` is empty where gzip does not pay."""

    status: int
    body: bytes
    gzipped: bytes
    tag: bytes
    headers: Headers
    gzip_headers: Headers
    not_modified_headers: Headers
    expires: float
    refreshing: bool = False


def make_cached(
    body: bytes, media: str, caching: str, extra: Headers, *, expires: float, pack: bool = True, status: int = 200
) -> CachedResponse:
    """Build an answer with its entity tag, its headers and, where `pack` allows it, its gzip form."""
    tag = b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    gzipped = gzip.compress(body, 6, mtime=0) if pack and len(body) >= MIN_GZIP_BYTES else b""
    shared: Headers = [(b"cache-control", caching.encode()), *extra]
    if status == 200:  # noqa: PLR2004 - only a found resource can be revalidated
        shared.append((b"etag", tag))
    typed: Headers = [(b"content-type", media.encode()), *shared]
    return CachedResponse(
        status, body, gzipped, tag,
        [*typed, (b"content-length", str(len(body)).encode())],
        [*typed, (b"content-encoding", b"gzip"), (b"content-length", str(len(gzipped)).encode())],
        shared, expires,
    )  # fmt: skip


def cache_query(scope: Scope) -> bytes:
    """The part of the query that belongs to the cache key; any other adds no entry, so junk adds none.

    A series has parameters. A picture has one, the measure that it shows; a word that names none is refused, and so
    never stored.
    """
    query, path = bytes(scope["query_string"]), scope["path"]
    if path.endswith(_OF_A_MEASURE):
        asked = QueryParams(query).getlist(MEASURE) if query else []
        return f"{MEASURE}={quote(asked[-1], safe='')}".encode() if asked else b""
    return query if path.endswith("/series") else b""


@dataclass
class ResponseCache:
    """The newest answers by path, query and language ("" where the path alone decides the answer)."""

    _entries: dict[tuple[str, bytes, str], CachedResponse] = field(default_factory=dict)

    def get(self, path: str, query: bytes, language: str) -> CachedResponse | None:
        """The entry, fresh or stale."""
        return self._entries.get((path, query, language))

    def ready(self, path: str, query: bytes, language: str, now: float) -> CachedResponse | None:
        """The entry, if it can be sent at once; None if it has to be built.

        The first request that finds it stale gets None and rebuilds it; the others get the stale entry meanwhile
        (stale-while-revalidate, RFC 5861). An entry that was not rebuilt within four seconds is sent to nobody.
        """
        cached = self.get(path, query, language)
        if cached is None or cached.expires > now:
            return cached
        if cached.refreshing and cached.expires + STALE_SECONDS > now:
            return cached
        cached.refreshing = True
        return None

    def put(self, path: str, query: bytes, language: str, cached: CachedResponse) -> None:
        """Store an entry and evict the oldest one where the cache is full."""
        self._entries[path, query, language] = cached
        if len(self._entries) > MAX_ENTRIES:
            del self._entries[next(iter(self._entries))]
