"""A passkey from its making to its removal, in Chromium with a virtual authenticator; and what opens nothing."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest
from playwright.async_api import CDPSession, Route, expect

from bot.core.model.roles import Role
from bot.core.ports.desk import DeskUser
from tests.browser import browsing, go, press
from tests.fakes import until
from tests.talk import SLUG
from tests.web.desk.house import Desk
from tests.web.desk.test_browser import WALKED, Tab, tab

ANNA, OPERATOR = DeskUser("telegram", "7", "7"), DeskUser()
OPTIONS = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True,
}  # fmt: skip
SHOW = """async (challenge) => {
  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  const publicKey = { challenge: toBytes(challenge), rpId: "localhost", userVerification: "required" };
  const made = await navigator.credentials.get({ publicKey });
  const response = {};
  for (const name of ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
    response[name] = toText(made.response[name]);
  return JSON.stringify({ id: made.id, rawId: toText(made.rawId), type: made.type, response });
}"""


@asynccontextmanager
async def device(desk: Desk, language: str = "fr", width: int = 1280) -> AsyncIterator[tuple[Tab, CDPSession, str]]:
    """A browser that has an authenticator, on the desk's address with a name; and the authenticator's id."""
    desk.url = desk.url.replace("127.0.0.1", "localhost")
    async with browsing() as browser, tab(browser, desk, language, width) as seen:
        control = await seen.page.context.new_cdp_session(seen.page)
        await control.send("WebAuthn.enable")
        made = await control.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        yield seen, control, made["authenticatorId"]


async def add(seen: Tab, user: DeskUser) -> None:
    """Come in by a link and add a passkey."""
    await seen.enter(user)
    await seen.open("/desk/sessions")
    await press(seen.page.get_by_role("button", name=seen.said("desk-passkey-add")))
    await expect(seen.page.get_by_text(seen.said("desk-passkey-added"))).to_be_visible()


async def leave(seen: Tab) -> None:
    await press(seen.page.get_by_role("button", name=seen.said("desk-leave")))
    await expect(seen.page.get_by_text(seen.said("desk-left"))).to_be_visible()
    await seen.open("/desk/")
    # The browser notes each page that is refused in its console.
    await expect(seen.page.get_by_role("button", name=seen.said("desk-passkey-enter"))).to_be_visible()
    seen.complaints.clear()


async def come_in(seen: Tab) -> None:
    await press(seen.page.get_by_role("button", name=seen.said("desk-passkey-enter")))


def outside(desk: Desk) -> httpx.AsyncClient:
    """Somebody without a browser, who says to be at the desk's address."""
    port = desk.url.rpartition(":")[2]
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers={"host": f"localhost:{port}"}, timeout=60)


async def challenge_of(client: httpx.AsyncClient) -> str:
    return str((await client.post("/desk/passkey/options")).json()["challenge"])


async def send(client: httpx.AsyncClient, credential: str) -> int:
    answer = await client.post("/desk/passkey", data={"credential": credential})
    assert ("set-cookie" in answer.headers) == (answer.status_code == 303)
    return answer.status_code


@pytest.mark.parametrize(("language", "width"), WALKED)
async def test_an_owner_adds_a_passkey_comes_in_with_it_and_removes_it(desk: Desk, language: str, width: int) -> None:
    await desk.talk.give(Role.OWNER, "7")
    async with device(desk, language, width) as (seen, _, _):
        await add(seen, ANNA)
        await seen.looks_right("passkeys")
        # A second one on the same device is not made.
        await seen.page.get_by_role("button", name=seen.said("desk-passkey-add")).click()
        await expect(seen.page.get_by_text(seen.said("desk-passkey-failed"))).to_be_visible()
        await leave(seen)
        await seen.looks_right("closed")
        await come_in(seen)
        await expect(seen.page.locator("h1")).to_have_text(seen.said("desk-today"))
        await seen.open("/desk/sessions")
        async with desk.store.reading() as tx:
            (passkey,) = await tx.passkeys.of(ANNA)
        assert passkey.used_at is not None
        assert passkey.sign_count > 0
        await press(seen.page.get_by_role("button", name=seen.said("desk-passkey-remove")))
        await expect(seen.page.get_by_text(seen.said("desk-passkey-removed"))).to_be_visible()
        await leave(seen)
        await come_in(seen)
        await expect(seen.page.get_by_text(seen.said("desk-passkey-refused"))).to_be_visible()
    acts = [(one.role, one.act) for one in await desk.talk.audit()]
    assert acts[-2:] == [("owner", "passkey-added"), ("owner", "passkey-removed")]


async def test_the_operator_comes_in_with_a_passkey(desk: Desk) -> None:
    async with device(desk) as (seen, _, _):
        await add(seen, OPERATOR)
        await leave(seen)
        await come_in(seen)
        await expect(seen.page.get_by_role("link", name=seen.said("desk-setup"))).to_be_visible()
    assert [(one.role, one.pseudonym, one.act) for one in await desk.talk.audit()] == [
        ("operator", "", "passkey-added")
    ]


async def test_a_passkey_opens_nothing_for_somebody_who_lost_their_role_or_was_forgotten(desk: Desk) -> None:
    await desk.talk.give(Role.OWNER, "7")
    async with device(desk) as (seen, _, _):
        await add(seen, ANNA)
        await leave(seen)
        async with desk.store.writing() as tx:
            await tx.people.revoke(SLUG, tx.people.pseudonym(SLUG, "telegram", "7"))
        await come_in(seen)
        await expect(seen.page.get_by_text(seen.said("desk-closed"))).to_be_visible()
        await desk.talk.give(Role.OWNER, "7")
        await desk.talk.private("/forget yes", "7")
        await seen.open("/desk/")
        await come_in(seen)
        await expect(seen.page.get_by_text(seen.said("desk-passkey-refused"))).to_be_visible()


async def test_an_answer_that_is_repeated_late_of_another_site_or_changed_opens_nothing(desk: Desk) -> None:
    async with device(desk) as (seen, control, authenticator), outside(desk) as client:
        await add(seen, OPERATOR)
        good = await seen.page.evaluate(SHOW, await challenge_of(client))
        assert await send(client, good) == 303
        assert await send(client, good) == 400
        late = await seen.page.evaluate(SHOW, await challenge_of(client))
        desk.clock.move(desk.clock.now() + timedelta(minutes=5))
        assert await send(client, late) == 400
        assert await send(client, await seen.page.evaluate(SHOW, "bm90LW91cnM")) == 400
        changed = json.loads(await seen.page.evaluate(SHOW, await challenge_of(client)))
        changed["response"]["signature"] = changed["response"]["signature"][:-6] + "AAAAAA"
        assert await send(client, json.dumps(changed)) == 400
        stranger = json.loads(await seen.page.evaluate(SHOW, await challenge_of(client)))
        stranger["response"]["userHandle"] = "AAAA"
        assert await send(client, json.dumps(stranger)) == 400
        # The count of a copy of the authenticator stays behind.
        ahead = await seen.page.evaluate(SHOW, await challenge_of(client))
        async with desk.store.writing() as tx:
            (passkey,) = await tx.passkeys.of(OPERATOR)
            await tx.passkeys.use(passkey.id, 1_000, desk.clock.now())
        assert await send(client, ahead) == 400
        async with desk.store.writing() as tx:
            await tx.passkeys.use(passkey.id, 0, desk.clock.now())
        # Another site on the same machine asks the same authenticator.
        await seen.page.route(
            "http://localhost:9/", lambda route: route.fulfill(body="<p>x</p>", content_type="text/html")
        )
        await go(seen.page, "http://localhost:9/")
        elsewhere = await seen.page.evaluate(SHOW, await challenge_of(client))
        assert await send(client, elsewhere) == 400
        # The answer of a person whom the authenticator has not recognized has no flag for it.
        await seen.open("/desk/")
        await control.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
        loose = SHOW.replace('"required"', '"discouraged"')
        assert await send(client, await seen.page.evaluate(loose, await challenge_of(client))) == 400
        await control.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
        assert await send(client, await seen.page.evaluate(SHOW, await challenge_of(client))) == 303


async def test_a_challenge_for_adding_is_good_for_its_session_alone(desk: Desk) -> None:
    async with device(desk) as (seen, _, _):
        await seen.enter(OPERATOR)
        await seen.open("/desk/sessions")
        caught: list[str] = []

        async def hold(route: Route) -> None:
            caught.append(parse_qs(route.request.post_data or "")["credential"][0])
            await route.fulfill(status=204)

        await seen.page.route("**/desk/passkeys/add", hold)
        await seen.page.get_by_role("button", name=seen.said("desk-passkey-add")).click()
        await until(lambda: bool(caught), 60)
        desk.url = desk.url.replace("localhost", "127.0.0.1")
        other = await desk.enter(OPERATOR)
        other.client.headers["host"] = f"localhost:{desk.url.rpartition(':')[2]}"
        await other.open("/desk/sessions")
        await other.send("/desk/passkeys/add", credential=caught[0])
        assert "does not open the desk" in other.text
    async with desk.store.reading() as tx:
        assert await tx.passkeys.of(OPERATOR) == []


async def test_only_owners_and_the_operator_add_passkeys(desk: Desk) -> None:
    reporter = await desk.person(Role.ORGANIZER)
    reporter.client.headers["host"] = f"localhost:{desk.url.rpartition(':')[2]}"
    await reporter.open("/desk/sessions")
    assert "passkey" not in re.sub(r"<script.*?</script>", "", reporter.page)
    await reporter.send("/desk/passkeys/options")
    assert "challenge" not in reporter.page
    assert reporter.path != "/desk/passkeys/options"
    await reporter.open("/desk/sessions")
    await reporter.send("/desk/passkeys/remove", passkey="none")
    assert "removed already" in reporter.text


async def test_an_address_without_a_name_says_what_a_passkey_needs(desk: Desk) -> None:
    owner = await desk.person(Role.OWNER)
    await owner.open("/desk/sessions")
    assert "put localhost in place of 127.0.0.1" in owner.text
    assert "data-passkey" not in owner.page
    assert (await owner.client.post("/desk/passkey/options")).status_code == 403


async def test_another_site_can_neither_ask_nor_come_in(desk: Desk) -> None:
    async with outside(desk) as client:
        for path in ("/desk/passkey/options", "/desk/passkey"):
            for header in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
                assert (await client.post(path, headers=header)).status_code == 403
        assert (await client.get("/desk/passkey")).status_code == 405
        assert (await client.post("/desk/passkey", data={"credential": "x" * 30_000})).status_code in {400, 413}
        assert (await client.post("/desk/passkey", data={"credential": "{}"})).status_code == 400


async def test_guessing_passkeys_is_slowed_down(desk: Desk) -> None:
    async with outside(desk) as client:
        seen = [(await client.post("/desk/passkey/options")).status_code for _ in range(25)]
    assert seen[0] == 200
    assert seen[-1] == 429
