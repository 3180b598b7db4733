from bot.web.response_cache import GRACE, Kept, Shelf, keep


def kept(until: float) -> Kept:
    return keep(b"body", "text/plain", "no-store", [], until=until)


def test_of_those_who_find_an_answer_old_one_renews_it_and_nobody_else_waits() -> None:
    shelf, old = Shelf(), kept(until=10)
    shelf.put("/x", b"", "", old)
    assert shelf.ready("/x", b"", "", 9.9) is old
    assert shelf.ready("/x", b"", "", 10.1) is None
    assert shelf.ready("/x", b"", "", 10.2) is old
    new = kept(until=11)
    shelf.put("/x", b"", "", new)
    assert shelf.ready("/x", b"", "", 10.3) is new


def test_what_nobody_renews_is_too_old_for_anyone_in_the_end() -> None:
    shelf = Shelf()
    shelf.put("/x", b"", "", kept(until=10))
    assert shelf.ready("/x", b"", "", 10.1) is None
    assert shelf.ready("/x", b"", "", 10 + GRACE) is None
    assert shelf.ready("/x", b"", "", 11 + GRACE) is None


def test_what_is_not_there_is_not_ready() -> None:
    assert Shelf().ready("/x", b"", "", 0) is None


def test_a_small_answer_is_not_packed_and_what_was_not_found_has_no_tag() -> None:
    assert kept(until=0).packed == b""
    assert len(keep(b"a" * 5000, "text/plain", "no-store", [], until=0).packed) < 100
    assert b"etag" not in dict(keep(b"x", "text/plain", "no-store", [], until=0, status=404).headers)
