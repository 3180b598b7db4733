import contextlib
import json
import logging
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest

import bot.sources
from bot.core.model.campaign import Page
from bot.core.model.source import Answer, Count, Fault, FaultKind, Fetch, Reading, Source, page_of, read_batch
from bot.fetch import HttpFetch
from bot.sources import SOURCES, described, find
from tests.sources.conftest import TOKEN
from tests.sources.loopback import Loopback, saying

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parents[2]
ASKED = {name: source for name, source in SOURCES.items() if source.read is not None}


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


def without_detail(reading: Reading, *, made: bool = False) -> Reading:
    """Without what is for the log; how long a source rests is expected of recorded answers alone."""
    return Fault(reading.kind, rest=0 if made else reading.rest) if isinstance(reading, Fault) else reading


def replaced(body: Any, old: object, new: object) -> Any:  # noqa: ANN401 - JSON of any form
    """The body with every `old` in it, as a number or as a string, replaced by `new`."""
    match body:
        case dict():
            return {name: replaced(value, old, new) for name, value in body.items()}
        case list():
            return [replaced(value, old, new) for value in body]
    return new if not isinstance(body, bool) and body in (old, str(old)) else body


def on_record(name: str) -> dict[str, dict[str, Any]]:
    """The answers on record for a source, and the usual failures that are not, made from its ok.json."""
    cases = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((FIXTURES / name).glob("*.json"))}
    handles, body = cases["ok"]["handles"], cases["ok"]["answer"]["body"]
    right = cases["ok"]["expected"][handles[0]]
    count = right["count"]
    made = {
        "hidden": (200, replaced(body, count, None), {"fault": "hidden"}),
        "not-found": (404, {}, {"fault": "not-found"}),
        "quota": (429, {}, {"fault": "quota"}),
        "server-error": (503, {}, {"fault": "unreachable"}),
        "html": (200, "<html>", {"fault": "bad-answer"}),
        "number-as-string": (200, replaced(body, count, str(count)), right),
        "number": (200, replaced(body, count, count), right),
        "negative": (200, replaced(body, count, -count), {"fault": "bad-answer"}),
    }
    for case, (status, said, expected) in made.items():
        answer = {"status": status, "body": said}
        cases.setdefault(
            case, {"handles": handles[:1], "answer": answer, "expected": {handles[0]: expected}, "made": True}
        )
    return cases


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in ASKED for case in on_record(name)])
async def test_a_recorded_answer_is_read_as_what_it_means(
    name: str, case: str, server: Loopback, fetch: HttpFetch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    recorded = on_record(name)[case]
    answer = recorded["answer"]
    server.say = saying(answer["body"], answer["status"], answer.get("headers"))

    readings = await read_batch(SOURCES[name], recorded["handles"], fetch, settings(server))

    made = "made" in recorded
    assert {handle: without_detail(said, made=made) for handle, said in readings.items()} == {
        handle: reading(expected) for handle, expected in recorded["expected"].items()
    }
    assert len({(heard.method, heard.path) for heard in server.heard}) == 1
    assert TOKEN not in f"{readings}{caplog.text}"


@pytest.mark.parametrize("name", [name for name in ASKED if any(one.secret for one in SOURCES[name].settings)])
def test_a_source_with_a_key_has_the_answer_to_a_dead_one_on_record(name: str) -> None:
    assert "dead-token" in on_record(name)


@pytest.mark.parametrize("name", ASKED)
async def test_a_source_that_does_not_answer_is_unreachable_and_its_token_stays_secret(
    name: str, server: Loopback, fetch: HttpFetch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def hang_up(request: Any) -> Any:  # noqa: ANN401 - aiohttp's request
        request.transport.abort()

    server.say = hang_up
    handle = SOURCES[name].examples[0][1]

    readings = await read_batch(SOURCES[name], [handle], fetch, settings(server))

    said = readings[handle]
    assert isinstance(said, Fault)
    assert said.kind is FaultKind.UNREACHABLE
    assert TOKEN not in f"{said}{caplog.text}"
    assert "?" not in said.detail


@pytest.mark.parametrize("name", SOURCES)
def test_a_handle_is_stored_in_one_form_and_nonsense_is_refused(name: str) -> None:
    source = SOURCES[name]

    assert source.examples
    assert source.mistakes
    for typed, stored in source.examples:
        assert source.page(typed) == Page(name, stored)
        assert source.keeps(stored)
    for typed in source.mistakes:
        assert not source.keeps(typed)
        with pytest.raises(ValueError, match=r".*"):
            SOURCES[name].handle(typed)


@pytest.mark.parametrize("name", ASKED)
def test_every_asked_source_links_to_its_pages(name: str) -> None:
    for _, handle in SOURCES[name].examples:
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


# What somebody might put into a handle so that another address is asked, or the same one for something else.
PARTS = (
    *("me/feed?method=post&message=hi", "../../etc/passwd", "..", ".", "/", "//evil.example", "a/../b", "a#b", "a?b=c"),
    *("a&b=c", "a;b", "a%2fb", "a%00b", "a\x00b", "a\nb", "a\r\nHost: evil.example", "a\tb", "a b", "a\\b", "a@b", "@"),
    *("a:80@evil.example", "user:pass@evil.example", "evil.example:22", "[::1]", "127.0.0.1", "0x7f.1", "localhost"),
    *("a@localhost", "a@127.0.0.1", "a@[::1]", "a@evil.example/x", "a@evil.example?x", "a@evil.example#x"),
    *(
        "a@evil.example:22",
        "a@b@c.example",
        "did:plc:../../x",
        "did:web:evil/x",
        "\u202ea",
        "\u200ba",
        "é",
        "ａ",
        "a\ud800",
    ),
    *(
        "https://evil.example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "{}",
        "<b>",
        '"',
        "'",
        "`id`",
        "$(id)",
        "*",
    ),
)
HOSTILE = [
    before + part + after for part in PARTS for before, after in (("", ""), ("inwi", ""), ("", "inwi"), ("a.b/", "?"))
]


class Recorder:
    """Keeps every address that a source would ask, and answers that there is nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    async def get(self, url: str, _: object = (), __: object = None, *, guarded: bool = True) -> Answer:
        self.asked.append((url, str(guarded)))
        return Answer(404, {}, None)

    async def post(self, url: str, form: Mapping[str, str], *, guarded: bool = True) -> Answer:
        self.asked += [(url, str(guarded)), *((part["relative_url"], "") for part in json.loads(form["batch"]))]
        return Answer(404, {}, None)


def shape(url: str) -> tuple[object, ...]:
    """What stays the same of an address, whatever handle stands in it."""
    parts = urlsplit(url)
    return parts.scheme, parts.path.count("/"), parts.query, parts.fragment, parts.username, parts.port


@pytest.mark.parametrize("name", SOURCES)
async def test_two_hundred_hostile_handles_are_refused_or_stay_one_handle(name: str, fetch: HttpFetch) -> None:
    assert len(HOSTILE) >= 200
    source = SOURCES[name]
    for text in HOSTILE:
        if not source.keeps(text) and source.read is not None:
            readings = await read_batch(source, [text], fetch, dict.fromkeys(names(source), "http://127.0.0.1:1"))
            assert readings == {text: Fault(FaultKind.NOT_FOUND, "not a handle of this source")}
        try:
            page = source.page(text)
        except ValueError:
            continue
        assert source.keeps(page.handle)
        assert page_of(page.key, SOURCES) == page


@pytest.mark.parametrize("name", ASKED)
async def test_no_handle_changes_the_address_that_is_asked_or_linked(name: str) -> None:
    source, own = SOURCES[name], dict.fromkeys(names(SOURCES[name]), "https://api.example")
    read = source.read
    assert read is not None

    async def asked(handle: str) -> list[tuple[str, str]]:
        recorder = Recorder()
        with contextlib.suppress(UnicodeEncodeError):
            await read([handle], recorder, own)
        return recorder.asked

    good = source.examples[0][1]
    expected = [(shape(url), guarded) for url, guarded in await asked(good)]
    for text in HOSTILE:
        said = [(shape(url), guarded) for url, guarded in await asked(text)]
        assert said in (expected, []), text
        with contextlib.suppress(UnicodeEncodeError):
            assert shape(source.link(text)) == shape(source.link(good)), text


def names(source: Source) -> list[str]:
    return [setting.name for setting in source.settings]


@pytest.mark.parametrize("key", ["inwi", "nowhere:inwi", ":", "", "facebook:", "facebook:me/feed?method=post"])
def test_a_page_of_no_known_source_or_no_handle_of_it_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        page_of(key, SOURCES)


def test_a_page_is_made_by_its_source_or_read_from_the_store_and_nowhere_else() -> None:
    makers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "handlers", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bPage\(", path.read_text(encoding="utf-8").replace("class Page(", ""))
    }
    assert makers == {"bot/core/model/source.py", "storage/events.py"}


def test_the_page_about_sources_says_what_the_sources_say_of_themselves() -> None:
    assert described() in (ROOT / "docs/sources.md").read_text(encoding="utf-8")


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
