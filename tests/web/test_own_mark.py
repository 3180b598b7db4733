"""`nolike check` knows its own bot at a port again, and nobody without SECRET_KEY learns anything there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.web import Server, bound, own_mark
from tests.loopback import NO_TLS

KEY, OTHER = "a" * 40, "b" * 40


class Alive:
    """An ASGI application that answers "ok"."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("ok")(scope, receive, send)

    async def close(self) -> None:
        """Nothing is left open."""


@asynccontextmanager
async def served(key: str) -> AsyncIterator[int]:
    """What answers "ok" on a port, with this key."""
    app, listener = Alive(), bound("127.0.0.1", 0)
    running = asyncio.create_task(Server(app, key=key).run_on(listener, app))
    yield listener.getsockname()[1]
    running.cancel()
    await asyncio.wait([running])


async def ask(port: int, asked: str | None, path: str = own_mark.PATH) -> httpx.Response:
    async with httpx.AsyncClient(verify=NO_TLS, timeout=60) as browser:
        return await browser.get(f"http://127.0.0.1:{port}{path}", headers={own_mark.HEADER: asked} if asked else {})


async def test_the_bot_answers_whoever_has_its_key_and_only_there() -> None:
    async with served(KEY) as port:
        asked = own_mark.question(KEY, port)
        answer = await ask(port, asked)
        assert answer.text == "ok"
        assert own_mark.fits(KEY, port, asked, answer.headers[own_mark.HEADER])
        assert not own_mark.fits(OTHER, port, asked, answer.headers[own_mark.HEADER])
        assert own_mark.HEADER not in (await ask(port, asked, "/")).headers


async def test_another_bot_or_one_without_a_key_answers_nothing() -> None:
    for key in (OTHER, ""):
        async with served(key) as port:
            answer = await ask(port, own_mark.question(KEY, port))
            assert (answer.text, own_mark.HEADER in answer.headers) == ("ok", False)


async def test_a_stranger_gets_the_same_answer_from_every_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(KEY) as port:
        old, elsewhere = own_mark.question(KEY, port), own_mark.question(KEY, port + 1)
        moment, _, mark = old.rpartition(".")
        changed = f"{moment[:-1]}{'1' if moment[-1] == '0' else '0'}.{mark}"
        strange = ("x", ".", "..", "1.2.3", "9" * 20_000, "9" * 20_000 + ".x.y", "1.x.y", own_mark.question("", port))
        now = own_mark.time.time()
        monkeypatch.setattr(own_mark.time, "time", lambda: now + own_mark.SECONDS + 1)
        said = [await ask(port, asked) for asked in (None, old)]
        monkeypatch.undo()
        said += [await ask(port, asked) for asked in (elsewhere, changed, *strange)]
        assert {(one.status_code, one.text, own_mark.HEADER in one.headers) for one in said} == {(200, "ok", False)}


def test_no_two_questions_are_alike_and_an_answer_fits_its_own_alone() -> None:
    one, other = own_mark.question(KEY, 80), own_mark.question(KEY, 80)
    assert one != other
    assert own_mark.fits(KEY, 80, one, own_mark.answer(KEY, 80, one))
    assert not own_mark.fits(KEY, 80, other, own_mark.answer(KEY, 80, one))
    assert not own_mark.fits(KEY, 80, one, one.rpartition(".")[2])
    assert not own_mark.fits(KEY, 80, one, "é")
