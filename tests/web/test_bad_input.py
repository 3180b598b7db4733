import asyncio

import pytest

from bot.web import serve
from bot.web.accept_language import choose
from tests.talk import SLUG
from tests.web.house import DATA, PAGE, Served, raw

HEAD = b"host: x\r\n"


@pytest.mark.parametrize(
    "path",
    [
        "/nobody", "/en/nobody", "/de/no-voip-no-like", f"/{SLUG}/99h", f"{PAGE}/99h", "/static/x/page.css",
        "/static/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/en/no-voip-no-like%00",
        "/static/..%2f..%2fconfig.py/page.css", "//example.org/", "/badge/nobody.svg", "/embed/nobody",
        f"/embed/{SLUG}/de", f"/en/{SLUG}/share.jpg", "/api/v1/campaigns/nobody", "/api/v1/campaigns/nobody/series",
        "/api/v2/campaigns", "/en/en/en/en", "/%F0%9F%98%80", "/en/" + "a" * 500, f"{PAGE}/",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_a_clear_404(served: Served, path: str) -> None:
    answer = await raw(served.port, f"GET {path} HTTP/1.1\r\n".encode() + HEAD + b"connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"There is no such page here." in answer or b"\xd9" in answer
    assert b"Traceback" not in answer
    assert served.reported == []


@pytest.mark.parametrize("number", ["9223372036854775808", "99999999999999999999", "9" * 5000, "٣", "-1", "1e3"])
@pytest.mark.parametrize("path", ["/checkin/{}/x", f"/{SLUG}/events/{{}}.ics", f"{PAGE}/events/{{}}.ics"])
async def test_a_number_that_no_event_has_leads_nowhere(served: Served, path: str, number: str) -> None:
    answer = await served.get(path.format(number))
    assert answer.status_code == 404
    assert "There is no such page here." in answer.text
    assert served.reported == []


async def test_the_largest_number_is_looked_up_like_any_other(served: Served) -> None:
    assert (await served.get(f"/checkin/{'9' * 18}/x")).status_code == 400
    assert (await served.get(f"{PAGE}/events/{'9' * 18}.ics")).status_code == 404
    assert served.reported == []


async def test_nothing_can_be_written(served: Served) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in (PAGE, DATA, "/", "/healthz"):
            answer = await served.browser.request(method, path)
            assert answer.status_code == 405
            assert "GET" in answer.headers["allow"]


async def test_a_head_is_a_get_without_its_body(served: Served) -> None:
    for path in (PAGE, PAGE, DATA, "/healthz"):
        answer = await served.browser.head(path)
        assert answer.status_code == 200
        assert answer.content == b""


async def test_a_body_of_ten_megabytes_is_refused_unread(served: Served) -> None:
    head = f"POST {PAGE} HTTP/1.1\r\n".encode() + HEAD + b"content-length: 10485760\r\n\r\n"
    assert (await raw(served.port, head + b"x" * 100_000)).startswith(b"HTTP/1.1 413")
    for length in (b"-1", b"99999999999999999999999", b"many"):
        answer = await raw(
            served.port, f"GET {PAGE} HTTP/1.1\r\n".encode() + HEAD + b"content-length: " + length + b"\r\n\r\n"
        )
        assert answer[:12] in {b"HTTP/1.1 400", b"HTTP/1.1 413"}
    assert (await served.get("/healthz")).text == "ok"


async def test_a_body_in_pieces_does_no_harm(served: Served) -> None:
    head = f"POST {PAGE} HTTP/1.1\r\n".encode() + HEAD + b"transfer-encoding: chunked\r\n\r\n"
    answer = await raw(
        served.port,
        head
        + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 20
        + b"0\r\n\r\n"
        + f"GET {PAGE} HTTP/1.1\r\n".encode()
        + HEAD
        + b"connection: close\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 405")
    assert b"HTTP/1.1 200" in answer


async def test_a_flood_of_headers_is_ended(served: Served) -> None:
    start = f"GET {PAGE} HTTP/1.1\r\n".encode() + HEAD
    many = b"".join(f"x-{number}: y\r\n".encode() for number in range(200))
    assert (await raw(served.port, start + many + b"\r\n")).startswith(b"HTTP/1.1 431")
    long = b"x-long: " + b"y" * 100_000
    assert (await raw(served.port, start + long)).startswith(b"HTTP/1.1 431")
    assert (await raw(served.port, b"GET /" + b"a" * 100_000)).startswith(b"HTTP/1.1 431")
    assert (await served.get("/healthz")).text == "ok"


async def test_a_slow_client_is_not_waited_for(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "HEADER_SECONDS", 0.3)
    assert (await raw(served.port, b"")).startswith(b"HTTP/1.1 408")
    assert (await raw(served.port, b"GET / HTTP/1.1\r\nhost:")).startswith(b"HTTP/1.1 408")

    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    for _ in range(2):
        writer.write(f"GET {PAGE} HTTP/1.1\r\n".encode() + HEAD + b"\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        await reader.readuntil(b"</html>")
    await asyncio.sleep(0.6)
    assert not reader.at_eof()
    writer.write(b"GET /slow")
    async with asyncio.timeout(15):
        assert b"408" in await reader.read()
    writer.close()


async def test_what_is_no_http_is_refused(served: Served) -> None:
    for sent in (b"\x16\x03\x01\x02\x00\x01\x00\x01", b"HELLO\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        assert (await raw(served.port, sent)).startswith(b"HTTP/1.1 400"), sent
    assert (await served.get("/healthz")).text == "ok"


async def test_a_long_query_is_refused_and_a_made_up_one_costs_nothing(served: Served) -> None:
    assert (await served.get(f"{DATA}/series?{'x' * 2000}")).status_code == 414
    before = len(served.app.response_cache._entries)
    for number in range(5):
        assert (await served.get(f"{PAGE}?junk={number}")).status_code == 200
    assert len(served.app.response_cache._entries) == before + 1


async def test_the_response_cache_evicts_the_oldest_entry_when_it_is_full(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.response_cache.MAX_ENTRIES", 3)
    for points in range(2, 12):
        assert (await served.get(f"{DATA}/series?points={points}")).status_code == 200
    assert len(served.app.response_cache._entries) <= 3


async def test_every_answer_has_the_safety_headers(served: Served) -> None:
    for path in (PAGE, DATA, "/healthz", "/nobody", f"{PAGE}/share.png"):
        headers = (await served.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        for part in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in policy
        assert "unsafe" not in policy
        assert "set-cookie" not in headers
        assert "server" not in headers
        assert "strict-transport-security" not in headers


async def test_behind_tls_browsers_are_told_to_stay_there(served: Served) -> None:
    answer = await served.get(PAGE, x_forwarded_proto="https", x_forwarded_for="203.0.113.5")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_a_fault_of_the_program_is_one_sentence_and_is_reported(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(type(served.app.live_streams.page_data_cache), "of", broken)
    answer = await served.get("/en/new-page")
    assert answer.status_code == 500
    assert answer.text == "Something went wrong here. Please try again in a minute."
    assert [type(one) for one in served.reported] == [ZeroDivisionError]
    assert (await served.get("/healthz")).text == "ok"


async def test_without_a_database_the_process_is_alive_and_not_ready(served: Served) -> None:
    def gone() -> None:
        raise OSError("no disk")

    object.__setattr__(
        served.app.live_streams.page_data_cache.site, "store", type("Gone", (), {"reading": staticmethod(gone)})()
    )
    told: list[BaseException] = []
    object.__setattr__(served.app.live_streams.page_data_cache.site, "report", told.append)
    assert (await served.get("/healthz")).status_code == 200
    assert (await served.get("/readyz")).status_code == 503
    assert len(told) == 1


@pytest.mark.parametrize(
    ("header", "chosen"),
    [("fr;q=0", "en"), ("fr;q=x, ar;q=0.2", "ar"), ("*, fr;q=0.3", "fr"), (";;;,,q=", "en"), ("ar-EG", "ar"),
     ("fr;level=1", "fr")],
)  # fmt: skip
def test_a_language_header_is_read_with_care(header: str, chosen: str) -> None:
    assert choose(header, ("ar", "en", "fr"), "en") == chosen


async def test_a_third_export_is_a_503_with_retry_after(served: Served) -> None:
    limited = served.app.downloads
    async with limited, limited:
        answer = await served.get(f"{DATA}/snapshots.csv")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"


@pytest.mark.parametrize("path", ["/ar/nowhere", "/embed/nowhere/ar"])
async def test_an_address_of_nothing_is_answered_in_the_language_that_it_names(served: Served, path: str) -> None:
    answer = await served.get(path, **{"accept-language": "fr"})
    assert (answer.status_code, 'lang="ar"' in answer.text) == (404, True)
