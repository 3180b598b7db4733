import asyncio
import contextlib
import json
import logging
import re
import sys
import zoneinfo
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import web

import bot.sources
from bot.clock import SystemClock
from bot.core.files.campaign import Mistakes, parse
from bot.core.model.campaign import Page
from bot.core.model.source import Answer, Count, Fault, FaultKind, Fetch, Reading, Source, page_of, read_batch
from bot.fetch import HttpFetch
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES, described, find
from tests.sources.conftest import TOKEN
from tests.sources.loopback import Loopback, certificates, saying

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
    return Count(
        expected["count"],
        expected.get("step", 1),
        expected.get("note", ""),
        expected.get("rest", 0),
        expected.get("decimals", 0),
    )


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
        "moved": (301, {}, {"fault": "moved"}),
        "gone": (410, {}, {"fault": "closed"}),
        "taken-down": (451, {}, {"fault": "closed"}),
        "quota": (429, {}, {"fault": "quota"}),
        "server-error": (503, {}, {"fault": "unreachable"}),
        "html": (200, "<html>", {"fault": "bad-answer"}),
        "text": (200, "You have exceeded your daily limit.", {"fault": "bad-answer"}),
        "null": (200, None, {"fault": "bad-answer"}),
        "jump": (200, replaced(body, count, count * 100), right | {"count": count * 100}),
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


# What a broken or overloaded place says with status 200 instead of its document: no hidden number.
NO_DOCUMENT = (
    {"error": "quota"},
    {"error": ["quota", "try again"]},
    {"error": {"code": 500, "message": "oops"}},
    {"errors": ["oops"]},
    {"errors": [{"message": "oops"}], "data": None},
    {"message": "Service unavailable"},
    {"status": "error"},
    {"success": False},
    {"detail": "Not authenticated", "code": "x"},
    {},
    [],
    [{}],
    [{"error": "quota"}],
    [None],
    None,
    "error",
    "",
    0,
    12,
    True,
)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("inside_batch", [False, True])
async def test_what_is_not_the_document_of_the_place_is_a_bad_answer_and_hides_nothing(
    name: str, server: Loopback, fetch: HttpFetch, *, inside_batch: bool
) -> None:
    handle = on_record(name)["ok"]["handles"][0]
    for body in NO_DOCUMENT:
        # Facebook answers each question of a batch inside a list, as JSON in a string.
        said = [{"code": 200, "headers": [], "body": json.dumps(body)}] if inside_batch else body
        server.say = saying(said if isinstance(said, str | list | dict) else json.dumps(said))
        reading = (await read_batch(SOURCES[name], [handle], fetch, settings(server)))[handle]
        kind = reading.kind if isinstance(reading, Fault) else reading
        meant = {FaultKind.BAD_ANSWER, FaultKind.UNREACHABLE} if body == [None] else {FaultKind.BAD_ANSWER}
        assert kind in meant, (name, said)


# The two of which the campaign file alone says where the number stands, and Facebook, whose answer is a list.
@pytest.mark.parametrize("name", sorted(ASKED.keys() - {"html", "json", "facebook"}))
async def test_an_error_beside_a_number_is_no_count(name: str, server: Loopback, fetch: HttpFetch) -> None:
    recorded = on_record(name)["ok"]
    body = recorded["answer"]["body"]
    for error in ("rate limited", {"code": 1, "message": "oops"}, ["oops"]):
        server.say = saying({**body, "error": error})
        readings = await read_batch(SOURCES[name], recorded["handles"], fetch, settings(server))
        assert {type(one) for one in readings.values()} == {Fault}, (name, error)


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


KEYED = [name for name in ASKED if name != "json" and any(one.secret for one in SOURCES[name].settings)]
# Meta documents no other place for a token of Business Discovery, nor Telegram for a bot's.
IN_ITS_ADDRESS = {"instagram", "telegram"}


@pytest.mark.parametrize("name", KEYED)
async def test_a_key_stands_in_no_address_where_a_platform_takes_it_elsewhere(
    name: str, server: Loopback, fetch: HttpFetch
) -> None:
    server.say = saying({})
    await read_batch(SOURCES[name], [SOURCES[name].examples[0][1]], fetch, settings(server))
    addresses = [f"{heard.path}?{heard.query}" for heard in server.heard]
    assert addresses
    assert any(TOKEN in address for address in addresses) == (name in IN_ITS_ADDRESS)
    assert name in IN_ITS_ADDRESS or all(TOKEN in f"{heard.headers}{heard.form}" for heard in server.heard)


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

    async def get(self, url: str, _: object = (), headers: object = None, *, guarded: bool = True) -> Answer:  # noqa: ARG002 - the port's form
        self.asked.append((url, str(guarded)))
        return Answer(404, {}, None)

    async def post(self, url: str, form: Mapping[str, str], *, guarded: bool = True) -> Answer:
        self.asked += [
            (url, str(guarded)),
            *((part["relative_url"], "") for part in json.loads(form.get("batch", "[]"))),
        ]
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


# A page of a source with options is an address that the campaign file names; the address guard stands before it.
BY_NAME = [name for name in ASKED if not SOURCES[name].options]


@pytest.mark.parametrize("name", BY_NAME)
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
from bot.core.model.input.http_answer import answered, counted, refused
from bot.core.model.source import Source
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


CAMPAIGN = """\
[campaign]
slug = "quiet-phones"
timezone = "Africa/Casablanca"
starts_at = 2026-12-01T20:00:00
currency = "MAD"
value_per_unit = 3
contact = "mailto:us@example.org"
title = { en = "Quiet phones" }
[[targets]]
slug = "inwi"
name = { en = "Inwi" }
pages = [PAGE]
"""


def written(page: str) -> list[Page]:
    """The pages of a campaign file with this one."""
    text = CAMPAIGN.replace("PAGE", page)
    return list(parse(text, SOURCES, LANGUAGES, zoneinfo.available_timezones()).pages)


def test_a_campaign_file_says_where_a_number_stands_on_any_address() -> None:
    [counter] = written('{ source = "html", handle = "https://Boycott.example/join", css = "#counter", every = "2h" }')
    [signed] = written('{ source = "json", handle = "https://petition.example/1.json", pick = "data.count" }')

    assert counter == Page("html", "https://boycott.example/join#css=%23counter&every=2h")
    assert counter.label == "html:boycott.example/join"
    assert SOURCES["html"].link(counter.handle) == "https://boycott.example/join"
    assert SOURCES["html"].rest_between(counter.handle) == 7200
    assert signed.label == "json:petition.example/1.json"
    assert SOURCES["json"].rest_between(signed.handle) == 0


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('{ source = "mastodon", handle = "https://tiktok.com/@inwi" }', 'source = "manual", handle = "inwi"'),
        ('{ source = "html", handle = "https://b.example/" }', 'such as css = "#counter"'),
        ('{ source = "json", handle = "https://b.example/" }', 'such as pick = "data.attributes'),
        ('{ source = "html", handle = "https://b.example/", css = "p[" }', "css cannot be used"),
        ('{ source = "html", handle = "https://b.example/", pattern = "(a" }', "pattern cannot be used"),
        ('{ source = "html", handle = "https://b.example/", css = "p", every = "1m" }', "every cannot be used"),
        ('{ source = "json", handle = "https://b.example/", pick = "a[" }', "pick cannot be used"),
        ('{ source = "json", handle = "https://b.example/", pick = "a", header = "a b" }', "header cannot be used"),
        ('{ source = "json", handle = "https://b.example/", pick = "a", css = "p" }', "the source json has no css"),
        ('{ source = "facebook", handle = "inwi", css = "p" }', "the source facebook has no css"),
        ('{ source = "json", handle = "http://b.example/", pick = "a" }', "not a public address"),
        ('{ source = "json", handle = "https://10.0.0.1/", pick = "a" }', "not a public address"),
        ('{ source = "json", handle = "https://b.example/#x=1", pick = "a" }', "x is not known here"),
        ('{ source = "html", handle = "https://b.example/#x=1", css = "p" }', "x is not known here"),
        ('{ source = "html", handle = "https://b.example/", css = "" }', 'css = "#counter"'),
    ],
)
def test_a_page_that_a_file_describes_wrongly_is_refused_with_what_would_be_right(page: str, said: str) -> None:
    with pytest.raises(Mistakes) as raised:
        written(page)
    shown = "\n".join(re.sub("[\u2066-\u2069]", "", speak("en")(text)) for text in raised.value.texts)
    assert said in shown


@pytest.mark.parametrize("name", ["json", "html"])
async def test_an_address_of_a_file_stays_behind_the_guard(name: str, server: Loopback) -> None:
    fetch = HttpFetch(SystemClock(), "0.1.0", pause=0.001, resolve=server.resolve, tls=certificates()[1])
    handle = SOURCES[name].examples[0][1]

    readings = await read_batch(SOURCES[name], [handle], fetch, settings(server))
    await fetch.close()

    [said] = readings.values()
    assert isinstance(said, Fault)
    assert said.kind is FaultKind.UNREACHABLE
    assert "not a public address" in said.detail
    assert server.heard == []


@pytest.mark.parametrize("name", ["json", "html"])
def test_a_command_names_no_address_anew(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        page_of(f"{name}:{SOURCES[name].examples[0][1]}", SOURCES)


async def test_the_key_of_a_json_address_goes_where_a_header_is_named_for_it(
    server: Loopback, fetch: HttpFetch
) -> None:
    plain, keyed = "https://social.example/#pick=a", "https://social.example/#header=X-Api-Key&pick=a"
    server.say = saying({"a": 5})

    without = await read_batch(SOURCES["json"], [keyed], fetch, {})
    await read_batch(SOURCES["json"], [plain], fetch, settings(server))
    await read_batch(SOURCES["json"], [keyed], fetch, settings(server))

    assert without == {keyed: Fault(FaultKind.NO_TOKEN, "JSON_API_KEY")}
    assert [heard.headers.get("x-api-key") for heard in server.heard] == [None, TOKEN]
    assert {heard.headers["user-agent"] for heard in server.heard} == {"nolike/0.1.0"}


async def test_a_page_that_never_ends_is_dropped_at_two_megabytes(server: Loopback, fetch: HttpFetch) -> None:
    server.say = saying("<b id=counter>5</b>" + " " * 2_000_000)
    handle = "https://social.example/#css=%23counter"

    [said] = (await read_batch(SOURCES["html"], [handle], fetch, {})).values()

    assert isinstance(said, Fault)
    assert "2000000 bytes" in said.detail


async def test_a_pattern_that_would_take_others_for_ever_takes_no_time(server: Loopback, fetch: HttpFetch) -> None:
    server.say = saying("a" * 200_000 + "b")
    handle = SOURCES["html"].page("https://social.example/", {"pattern": "(a+)+$"}).handle

    [said] = (await asyncio.wait_for(read_batch(SOURCES["html"], [handle], fetch, {}), 10)).values()

    assert said == Fault(FaultKind.BAD_ANSWER, "the selector or the pattern finds nothing")


@pytest.mark.parametrize("charset", ["windows-1256", "utf-16", "iso-8859-1"])
async def test_a_page_is_read_in_the_charset_that_it_declares(charset: str, server: Loopback, fetch: HttpFetch) -> None:
    async def say(_: web.Request) -> web.Response:
        body = "<p>né</p><b id=counter>2 447 581</b>" if charset == "iso-8859-1" else "<b id=counter>2,447,581</b>"
        return web.Response(body=body.encode(charset), headers={"content-type": f"text/html; charset={charset}"})

    server.say = say
    handle = "https://social.example/#css=%23counter"

    assert await read_batch(SOURCES["html"], [handle], fetch, {}) == {handle: Count(2447581)}


async def test_a_page_in_a_charset_that_nobody_knows_is_read_as_utf_8(server: Loopback, fetch: HttpFetch) -> None:
    async def say(_: web.Request) -> web.Response:
        return web.Response(body=b"<b>5 \xff</b>", headers={"content-type": "text/html; charset=klingon"})

    server.say = say

    assert await read_batch(SOURCES["html"], ["https://social.example/#css=b"], fetch, {}) == {
        "https://social.example/#css=b": Count(5)
    }


async def test_youtube_asks_for_fifty_channels_at_once_and_for_a_name_alone(server: Loopback, fetch: HttpFetch) -> None:
    ids = [f"UC{number:022d}" for number in range(49)]
    server.say = saying({"pageInfo": {}, "items": [{"id": one, "statistics": {"subscriberCount": "5"}} for one in ids]})

    readings = await read_batch(SOURCES["youtube"], [*ids, "@inwi"], fetch, settings(server))

    assert set(readings.values()) == {Count(5)}
    assert [dict(heard.query).keys() & {"id", "forHandle"} for heard in server.heard] == [{"id"}, {"forHandle"}]
    assert dict(server.heard[0].query)["id"].count(",") == 48


async def test_a_store_is_asked_once_for_each_country_and_a_chart_once_for_each_kind(
    server: Loopback, fetch: HttpFetch
) -> None:
    server.say = saying({"results": [], "feed": {"results": [{"id": "1"}]}})

    await read_batch(SOURCES["app_store"], ["ma/12345", "ma/54321", "fr/12345"], fetch, settings(server))
    await read_batch(SOURCES["app_chart"], ["ma/12345", "ma/12345:top-paid", "ma/54321"], fetch, settings(server))

    assert [dict(heard.query).get("id") for heard in server.heard[:2]] == ["12345,54321", "12345"]
    assert [heard.path for heard in server.heard[2:]] == [
        "/api/v2/ma/apps/top-free/100/apps.json",
        "/api/v2/ma/apps/top-paid/100/apps.json",
    ]


async def test_x_is_read_once_a_day_and_says_its_price(server: Loopback, fetch: HttpFetch) -> None:
    server.say = saying({"data": []})

    await read_batch(SOURCES["x"], ["inwi", "iam"], fetch, settings(server))

    assert dict(server.heard[0].query) == {"usernames": "inwi,iam", "user.fields": "public_metrics"}
    assert server.heard[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert SOURCES["x"].rest_between("inwi") == 86_400
    assert SOURCES["x"].price_a_day(["inwi", "iam"], 600) == Decimal("0.02")
    assert SOURCES["x"].price_a_day(["inwi"], 2 * 86_400) == Decimal("0.005")
    assert SOURCES["mastodon"].price_a_day(["inwi@social.example"], 600) == 0
