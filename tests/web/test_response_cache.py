from bot.web.response_cache import GRACE, Kept, ResponseCache, keep


def kept(until: float) -> Kept:
    return keep(b"body", "text/plain", "no-store", [], until=until)


def test_of_those_who_find_an_answer_old_one_renews_it_and_nobody_else_waits() -> None:
    response_cache, old = ResponseCache(), kept(until=10)
    response_cache.put("/x", b"", "", old)
    assert response_cache.ready("/x", b"", "", 9.9) is old
    assert response_cache.ready("/x", b"", "", 10.1) is None
    assert response_cache.ready("/x", b"", "", 10.2) is old
    new = kept(until=11)
    response_cache.put("/x", b"", "", new)
    assert response_cache.ready("/x", b"", "", 10.3) is new


def test_what_nobody_renews_is_too_old_for_anyone_in_the_end() -> None:
    response_cache = ResponseCache()
    response_cache.put("/x", b"", "", kept(until=10))
    assert response_cache.ready("/x", b"", "", 10.1) is None
    assert response_cache.ready("/x", b"", "", 10 + GRACE) is None
    assert response_cache.ready("/x", b"", "", 11 + GRACE) is None


def test_what_is_not_there_is_not_ready() -> None:
    assert ResponseCache().ready("/x", b"", "", 0) is None


def test_a_small_answer_is_not_packed_and_what_was_not_found_has_no_tag() -> None:
    assert kept(until=0).packed == b""
    assert len(keep(b"a" * 5000, "text/plain", "no-store", [], until=0).packed) < 100
    assert b"etag" not in dict(keep(b"x", "text/plain", "no-store", [], until=0, status=404).headers)
