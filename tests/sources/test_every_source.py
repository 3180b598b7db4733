import json
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import bot.sources
from bot.core.model.source import Count, Fault, FaultKind, Fetch, Reading, Source, read_batch
from bot.fetch import HttpFetch
from bot.sources import SOURCES, find
from tests.sources.conftest import TOKEN
from tests.sources.loopback import Loopback, saying

FIXTURES = Path(__file__).parent / "fixtures"
EVERY = ("ok", "hidden", "not-found", "quota", "server-error", "html", "number-as-string", "negative")
ASKED = {name: source for name, source in SOURCES.items() if source.read is not None}
HANDLES: Mapping[str, tuple[Sequence[tuple[str, str]], Sequence[str]]] = {
    "facebook": (
        [("@MarocTelecom", "maroctelecom"), ("inwi.ma", "inwi.ma")],
        ["", "a/b", "a?b", "a b", ".a", "a" * 200],
    ),
    "bluesky": (
        [
            ("@Inwi.bsky.social", "inwi.bsky.social"),
            ("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
        ],
        ["", "inwi", "inwi.1", "a b.c", "did:plc:short"],
    ),
    "mastodon": (
        [("@Inwi@Social.Example", "inwi@social.example"), ("a.b_c@m.co.uk", "a.b_c@m.co.uk")],
        ["inwi", "a@b@c.de", "a@localhost", "a@127.0.0.1", "a@[::1]", "a@b.c:8443", "a@b.cd/e", "a@-b.cd", "a b@c.de"],
    ),
    "uk_petitions": (
        [("700123", "700123"), ("https://petition.parliament.uk/petitions/700123", "700123")],
        ["", "0", "12a", "https://petition.parliament.uk/petitions/", "1234567890"],
    ),
    "eu_initiative": (
        [("045", "045"), ("https://eci.ec.europa.eu/045/public/#/screen/home", "045")],
        ["", "45", "0451", "https://eci.ec.europa.eu/", "abc"],
    ),
    "manual": ([(" Maroc.Telecom-1 ", "Maroc.Telecom-1"), ("اتصالات", "اتصالات")], ["", "a b", "a" * 65, "a:b"]),
}


def settings(server: Loopback) -> dict[str, str]:
    """Every source's settings: its address is the loopback server, its secrets are the test's token."""
    return {
        setting.name: TOKEN if setting.secret else f"{server.url}/"
        for source in SOURCES.values()
        for setting in source.settings
    }


def reading(expected: Mapping[str, Any]) -> Reading:
    if "fault" in expected:
        return Fault(FaultKind(expected["fault"]), rest=expected.get("rest", 0))
    return Count(expected["count"], expected.get("step", 1), expected.get("note", ""), expected.get("rest", 0))


def without_detail(reading: Reading) -> Reading:
    return Fault(reading.kind, rest=reading.rest) if isinstance(reading, Fault) else reading


@pytest.mark.parametrize(
    ("name", "case"),
    [(path.parent.name, path.stem) for path in sorted(FIXTURES.glob("*/*.json"))],
)
async def test_a_recorded_answer_is_read_as_what_it_means(
    name: str, case: str, server: Loopback, fetch: HttpFetch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    recorded = json.loads((FIXTURES / name / f"{case}.json").read_text("utf-8"))
    answer = recorded["answer"]
    server.say = saying(answer["body"], answer["status"], answer.get("headers"))

    readings = await read_batch(SOURCES[name], recorded["handles"], fetch, settings(server))

    assert {handle: without_detail(said) for handle, said in readings.items()} == {
        handle: reading(expected) for handle, expected in recorded["expected"].items()
    }
    assert len({(heard.method, heard.path) for heard in server.heard}) == 1
    assert TOKEN not in f"{readings}{caplog.text}"


@pytest.mark.parametrize("name", ASKED)
def test_every_source_has_every_kind_of_answer_on_record(name: str) -> None:
    cases = {path.stem for path in (FIXTURES / name).glob("*.json")}
    secret = any(setting.secret for setting in SOURCES[name].settings)

    assert cases >= {*EVERY, *(["dead-token"] if secret else [])}


@pytest.mark.parametrize("name", ASKED)
async def test_a_source_that_does_not_answer_is_unreachable_and_its_token_stays_secret(
    name: str, server: Loopback, fetch: HttpFetch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def hang_up(request: Any) -> Any:  # noqa: ANN401 - aiohttp's request
        request.transport.abort()

    server.say = hang_up
    handle = HANDLES[name][0][0][1]

    readings = await read_batch(SOURCES[name], [handle], fetch, settings(server))

    said = readings[handle]
    assert isinstance(said, Fault)
    assert said.kind is FaultKind.UNREACHABLE
    assert TOKEN not in f"{said}{caplog.text}"
    assert "?" not in said.detail


@pytest.mark.parametrize("name", SOURCES)
def test_a_handle_is_stored_in_one_form_and_nonsense_is_refused(name: str) -> None:
    good, bad = HANDLES[name]

    for typed, stored in good:
        assert SOURCES[name].handle(typed) == stored
        assert SOURCES[name].handle(stored) == stored
    for typed in bad:
        with pytest.raises(ValueError, match=r".*"):
            SOURCES[name].handle(typed)


@pytest.mark.parametrize("name", ASKED)
def test_every_asked_source_links_to_its_pages(name: str) -> None:
    for _, handle in HANDLES[name][0]:
        assert SOURCES[name].link(handle).startswith("https://")


async def test_a_missing_token_is_a_fault_and_asks_nobody(server: Loopback, fetch: HttpFetch) -> None:
    readings = await read_batch(SOURCES["facebook"], ["inwi", "meditel"], fetch, {"FACEBOOK_API_URL": server.url})

    assert readings == dict.fromkeys(["inwi", "meditel"], Fault(FaultKind.NO_TOKEN, "FACEBOOK_ACCESS_TOKEN"))
    assert server.heard == []


async def test_fifty_facebook_pages_are_one_request_with_the_token_in_its_form(
    server: Loopback, fetch: HttpFetch
) -> None:
    handles = [f"page{number}" for number in range(50)]
    server.say = saying([{"code": 200, "body": json.dumps({"fan_count": number})} for number in range(50)])

    readings = await read_batch(SOURCES["facebook"], handles, fetch, settings(server))

    assert readings == {f"page{number}": Count(number) for number in range(50)}
    [heard] = server.heard
    assert heard.method == "POST"
    assert heard.form["access_token"] == TOKEN
    assert heard.query == []
    assert json.loads(heard.form["batch"])[49] == {
        "method": "GET",
        "relative_url": "page49?fields=fan_count,followers_count",
    }


async def test_bluesky_is_asked_for_all_accounts_at_once(server: Loopback, fetch: HttpFetch) -> None:
    await read_batch(SOURCES["bluesky"], ["a.example", "b.example"], fetch, settings(server))

    [heard] = server.heard
    assert heard.path == "/xrpc/app.bsky.actor.getProfiles"
    assert heard.query == [("actors", "a.example"), ("actors", "b.example")]


async def test_mastodon_is_asked_over_https_by_the_name_of_its_host(server: Loopback, fetch: HttpFetch) -> None:
    await read_batch(SOURCES["mastodon"], ["inwi@social.example"], fetch, {})

    [heard] = server.heard
    assert (heard.path, heard.query) == ("/api/v1/accounts/lookup", [("acct", "inwi")])
    assert heard.headers["host"] == "social.example"
    assert heard.sni


def test_a_source_that_people_type_is_never_asked_and_links_nowhere() -> None:
    assert SOURCES["manual"].read is None
    assert SOURCES["manual"].link("inwi") == ""


async def test_asking_a_source_that_people_type_is_a_mistake(fetch: HttpFetch) -> None:
    with pytest.raises(ValueError, match="manual"):
        await read_batch(SOURCES["manual"], ["inwi"], fetch, {})


async def test_a_source_that_fails_by_itself_or_forgets_a_handle_gives_faults(fetch: HttpFetch) -> None:
    async def fails(_: Sequence[str], __: Fetch, ___: Mapping[str, str]) -> Mapping[str, Reading]:
        raise RuntimeError(TOKEN)

    async def forgets(handles: Sequence[str], _: Fetch, __: Mapping[str, str]) -> Mapping[str, Reading]:
        return {handles[0]: Count(3)}

    failed = await read_batch(Source("x", fails, str, str), ["a"], fetch, {})
    forgot = await read_batch(Source("x", forgets, str, str, batch=2), ["a", "b"], fetch, {})

    assert failed == {"a": Fault(FaultKind.BAD_ANSWER, "the source failed: RuntimeError")}
    assert forgot == {"a": Count(3), "b": Fault(FaultKind.BAD_ANSWER, "the source gave no reading")}


ROUNDED = '''"""Counts of a place that rounds."""
from bot.core.model.source import Answer, Source, answered, counted, refused
async def _read(handles, fetch, settings):
    answer = await answered(fetch.get("https://social.example/", guarded=True))
    return {handle: refused(answer) or counted(answer.json["about"], 1000) for handle in handles}
SOURCE = Source("rounded", _read, str, str)
'''


async def test_a_new_source_is_one_file_and_may_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Loopback, fetch: HttpFetch
) -> None:
    (tmp_path / "rounded.py").write_text(ROUNDED)
    monkeypatch.setattr(bot.sources, "__path__", [*bot.sources.__path__, str(tmp_path)])
    server.say = saying({"about": "2272000"})
    try:
        sources = find()
        readings = await read_batch(sources["rounded"], ["inwi"], fetch, {})
    finally:
        sys.modules.pop("bot.sources.rounded", None)

    assert set(sources) == {*SOURCES, "rounded"}
    assert isinstance(sources, MappingProxyType)
    assert readings == {"inwi": Count(2272000, 1000)}


def test_a_source_is_named_as_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "misnamed.py").write_text(ROUNDED)
    monkeypatch.setattr(bot.sources, "__path__", [str(tmp_path)])
    try:
        with pytest.raises(ValueError, match=r"misnamed\.py: its source is named 'rounded'"):
            find()
    finally:
        sys.modules.pop("bot.sources.misnamed", None)
