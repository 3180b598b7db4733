"""What the desk does not let through: plain http, other sites, frames, floods, and hostile texts."""

import asyncio
import re

import httpx
import pytest
from sqlalchemy import select

from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from bot.web.desk.app import PLACES
from bot.web.desk.guard import HEADERS, MAX_BODY_BYTES, is_secure
from bot.web.desk.visit import Place
from storage.tables import metadata
from tests.loopback import NO_TLS
from tests.talk import SLUG
from tests.web.desk.house import BASE, Desk
from tests.web.house import leave, raw


@pytest.mark.parametrize(
    ("scheme", "host", "secure"),
    [
        ("https", "likes.example.org", True),
        ("http", "likes.example.org", False),
        ("http", "192.168.1.5:8080", False),
        ("http", "127.0.0.1:8080", True),
        ("http", "localhost", True),
        ("http", "[::1]:8080", True),
        ("http", "localhost.example.org", False),
        ("http", "127.0.0.1.example.org", False),
        ("http", "", False),
    ],
)
def test_only_https_and_a_browser_on_this_machine_are_let_in(scheme: str, host: str, secure: bool) -> None:  # noqa: FBT001 - a table
    assert is_secure({"scheme": scheme, "headers": [(b"host", host.encode())]}) is secure


async def test_a_plain_address_of_the_network_gets_one_sentence(desk: Desk) -> None:
    answer = await desk.browser().client.get("/desk/", headers={"host": "likes.example.org"})
    assert answer.status_code == 403
    assert "https" in answer.text


async def test_a_trusted_proxy_that_says_https_gets_the_strict_cookie(desk: Desk) -> None:
    await desk.talk.give(Role.ORGANIZER)
    link = await desk.link(_anna())
    headers = {"host": "likes.example.org", "x-forwarded-proto": "https"}
    async with httpx.AsyncClient(base_url=desk.url, headers=headers, timeout=60, verify=NO_TLS) as client:
        answer = await client.post(link)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-nolike-desk=")
    assert {part.strip().lower() for part in cookie.split(";")} >= {
        "httponly", "secure", "samesite=strict", "path=/",
    }  # fmt: skip
    assert "domain" not in cookie.lower()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


async def test_on_this_machine_the_cookie_is_the_same_but_for_secure(desk: Desk) -> None:
    await desk.talk.give(Role.ORGANIZER)
    answer = await desk.browser().client.post(await desk.link(_anna()), follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("nolike-desk=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie


async def test_every_answer_has_the_headers(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    asset = re.search(r'href="(/desk/static/[^"]+)"', browser.page)
    assert asset is not None
    for path in ("/desk/", f"{BASE}/today", "/desk/in/none", "/desk/none", f"{BASE}/none", asset[1]):
        answer = await browser.client.get(path)
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode(), (path, name)
        assert "unsafe" not in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_every_answer_is_kept_nowhere_and_has_each_header_once(desk: Desk) -> None:
    inside, outside = await desk.person(Role.OWNER), desk.browser()
    links = [("GET", "/desk/in/none"), ("POST", "/desk/in/none"), ("POST", "/desk/passkey"),
             ("POST", "/desk/passkey/options"), ("GET", "/desk/none"), ("PUT", "/desk/")]  # fmt: skip
    for method, path in [*(("POST" if one.post else "GET", f"/desk{one.path}") for one in PLACES), *links]:
        at = path.replace("{slug}", SLUG).replace("{number:number}", "1")
        for browser in (outside, inside):
            for headers in ({}, {"hx-request": "true"}, {"host": "elsewhere.example"}):
                answer = await browser.client.request(method, at, headers=headers, follow_redirects=False)
                assert answer.headers.get_list("cache-control") == ["no-store"], (method, at, headers)
                for name, value in HEADERS:
                    assert answer.headers.get_list(name.decode()) == [value.decode()], (method, at, name)


async def test_no_browser_fills_a_form_by_itself_and_none_is_printed_with_pseudonyms(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    for section in re.findall(rf'href="({BASE}/[a-z]+)"', browser.page):
        page = (await browser.open(section)).page
        forms = re.findall(r"<form[^>]*>", page)
        assert [one for one in forms if 'autocomplete="off"' not in one] == [], section
    async with desk.store.reading() as tx:
        pseudonym = tx.people.pseudonym(SLUG, "telegram", "7")
    shown = r'class="(?:pseudonym|hidden)"[^>]*>[^<]*<|<input type="hidden"[^>]*>'
    for section in ("people", "audit"):
        page = (await browser.open(f"{BASE}/{section}")).page
        assert pseudonym[:8] in page
        assert pseudonym[:8] not in re.sub(shown, "", page), section


async def test_no_page_has_script_or_style_of_its_own(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    for section in re.findall(rf'href="({BASE}/[a-z]+)"', browser.page):
        page = (await browser.open(section)).page
        assert re.findall(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", page) == [], section


@pytest.mark.parametrize("place", [one for one in PLACES if one.post], ids=lambda one: one.path)
async def test_no_form_is_taken_without_its_token_or_from_another_site(desk: Desk, place: Place) -> None:
    browser = await desk.person(Role.OWNER)
    path = f"/desk{place.path}".replace("{slug}", SLUG).replace("{number:number}", "1")
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', browser.page)
    assert token is not None
    before = await _everything(desk)
    sends = (
        await browser.client.post(path, data={}),
        await browser.client.post(path, data={"csrf": "0" * 64}),
        await browser.client.post(path, data={"csrf": token[1]}, headers={"origin": "https://evil.example"}),
        await browser.client.post(path, data={"csrf": token[1]}, headers={"sec-fetch-site": "cross-site"}),
    )
    assert [one.status_code for one in sends] == [403] * 4
    assert await _everything(desk) == before


@pytest.mark.parametrize("place", PLACES, ids=lambda one: f"{one.path} {one.post}")
async def test_nobody_is_served_without_a_session(desk: Desk, place: Place) -> None:
    path = f"/desk{place.path}".replace("{slug}", SLUG).replace("{number:number}", "1")
    client = desk.browser().client
    answer = await (client.post(path) if place.post else client.get(path))
    assert answer.status_code == 401
    assert SLUG not in answer.text


@pytest.mark.parametrize("place", [one for one in PLACES if not one.post], ids=lambda one: one.path)
async def test_looking_changes_nothing(desk: Desk, place: Place) -> None:
    browser = await desk.person(Role.OWNER)
    before = await _everything(desk)
    await browser.open(f"/desk{place.path}".replace("{slug}", SLUG).replace("{number:number}", "1"))
    assert browser.status in {200, 403, 404}
    assert await _everything(desk) == before


async def test_no_address_of_the_desk_holds_the_session_or_the_token_of_its_forms(desk: Desk) -> None:
    await desk.talk.give(Role.OWNER)
    browser, link = desk.browser(), await desk.link(_anna())
    await browser.open(link)
    await browser.send(link)
    form = re.search(r'name="csrf" value="([0-9a-f]+)"', browser.page)
    assert form is not None
    secrets = [*browser.client.cookies.values(), form[1], link]
    for section in re.findall(rf'href="({BASE}/[a-z]+)"', browser.page):
        page = await browser.open(section)
        addresses = [page.path, *re.findall(r'(?:href|src|action|formaction)="([^"]*)"', page.page)]
        assert [one for one in addresses for secret in secrets if secret in one] == [], section
    # The link in the chat is the one address with a secret. It was good for one session.
    assert (await desk.browser().open(link)).status == 410


async def test_too_much_at_once_is_refused_before_it_is_read(desk: Desk) -> None:
    head = f"POST {BASE}/do HTTP/1.1\r\nhost: localhost\r\ncontent-length: {MAX_BODY_BYTES + 1}\r\n\r\n"
    assert (await raw(int(desk.url.rpartition(":")[2]), head.encode())).startswith(b"HTTP/1.1 413")


async def test_a_session_that_asks_too_much_is_told_to_wait(desk: Desk) -> None:
    browser = await desk.person(Role.REPORTER)
    seen: set[int] = set()
    # The allowance fills up again by three each second, so the requests must come fast.
    while 429 not in seen:
        answers = await asyncio.gather(*(browser.client.get("/desk/sessions", timeout=60) for _ in range(90)))
        seen |= {answer.status_code for answer in answers}
    assert seen == {200, 429}


async def test_guessing_links_is_slowed_down(desk: Desk) -> None:
    client = desk.browser().client
    answers = [(await client.get(f"/desk/in/guess-{number}")).status_code for number in range(25)]
    assert answers[0] == 410
    assert answers[-1] == 429


async def test_a_form_leads_to_no_other_site(desk: Desk) -> None:
    browser = await desk.person(Role.OWNER)
    for back in ("https://evil.example/", "//evil.example/", "/elsewhere", "/desk/../x"):
        await browser.open(f"{BASE}/today")
        await browser.send("/desk/language", language="en", back=back)
        assert browser.path.startswith("/desk/"), back


def _anna() -> DeskUser:
    return DeskUser("telegram", "7", "7")


async def _everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the time a session was used last."""
    found = {}
    async with desk.store._engines.reader.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "seen_at"]
            found[table.name] = [tuple(row) for row in await connection.execute(select(*columns))]
    return found


async def test_whoever_leaves_in_the_middle_of_a_form_is_no_fault(desk: Desk) -> None:
    """A second click gives up the form that is being sent."""
    port = int(desk.url.rpartition(":")[2])
    await leave(desk.server, port, f"{BASE}/people/invite", "content-type: application/x-www-form-urlencoded\r\n")
    assert desk.faults == []
