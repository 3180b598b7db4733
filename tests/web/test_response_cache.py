from bot.web.response_cache import STALE_SECONDS, CachedResponse, ResponseCache, make_cached


def kept(expires: float) -> CachedResponse:
    return make_cached(b"body", "text/plain", "no-store", [], expires=expires)


def test_one_request_rebuilds_a_stale_answer_and_the_others_get_the_stale_one() -> None:
    response_cache, old = ResponseCache(), kept(expires=10)
    response_cache.put("/x", b"", "", old)
    assert response_cache.ready("/x", b"", "", 9.9) is old
    assert response_cache.ready("/x", b"", "", 10.1) is None
    assert response_cache.ready("/x", b"", "", 10.2) is old
    new = kept(expires=11)
    response_cache.put("/x", b"", "", new)
    assert response_cache.ready("/x", b"", "", 10.3) is new


def test_what_nobody_renews_is_too_old_for_anyone_in_the_end() -> None:
    response_cache = ResponseCache()
    response_cache.put("/x", b"", "", kept(expires=10))
    assert response_cache.ready("/x", b"", "", 10.1) is None
    assert response_cache.ready("/x", b"", "", 10 + STALE_SECONDS) is None
    assert response_cache.ready("/x", b"", "", 11 + STALE_SECONDS) is None


def test_what_is_not_there_is_not_ready() -> None:
    assert ResponseCache().ready("/x", b"", "", 0) is None


def test_a_small_answer_is_not_packed_and_what_was_not_found_has_no_tag() -> None:
    assert kept(expires=0).gzipped == b""
    assert len(make_cached(b"a" * 5000, "text/plain", "no-store", [], expires=0).gzipped) < 100
    assert b"etag" not in dict(make_cached(b"x", "text/plain", "no-store", [], expires=0, status=404).headers)
