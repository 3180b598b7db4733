import asyncio
import re
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.cli.sources import read_once, trial_campaign, trial_lines
from bot.clock import SystemClock
from bot.config import Settings
from bot.core.model.errors import Refusal
from bot.fetch import HttpFetch
from bot.locales import speak
from tests.program import Program
from tests.sources.loopback import Loopback, certificates, saying, serving

TOKEN = "s3cret"


@pytest.fixture
async def server() -> AsyncIterator[Loopback]:
    async with serving() as server:
        yield server


async def trial(server: Loopback, source: str, handle: str, language: str = "en", **options: str) -> str:
    """What is printed of one reading, without the marks of direction."""
    fetch = HttpFetch(
        SystemClock(), "1", pause=0.001, resolve=server.resolve, permit=lambda _: True, tls=certificates()[1]
    )
    own: Mapping[str, str] = {"JSON_API_KEY": TOKEN, "UK_PETITIONS_URL": server.url}
    read = await read_once(Settings(), own, trial_campaign(source, handle, options), fetch)
    await fetch.close()
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", "\n".join(trial_lines(read, speak(language))))


async def test_a_web_page_is_shown_with_its_number_its_element_and_the_reply(server: Loopback) -> None:
    server.say = saying("<p>Hello</p><b id='counter' class='big'>2 447 581</b><p>Bye</p>")

    said = await trial(server, "html", "https://social.example/join", css="#counter")

    assert "Found at html:social.example/join: 2,447,581" in said
    assert '<b id="counter" class="big">2 447 581</b>' in said
    assert said.index("What /stats would say:") < said.rindex("2,447,581")


async def test_json_is_shown_with_what_stands_around_the_number(server: Loopback) -> None:
    server.say = saying({"data": {"before": "x" * 500, "signature_count": 2803543, "after": "y" * 500}})

    said = await trial(server, "json", "https://social.example/1.json", pick="data.signature_count")

    shown = said.partition("Where it stands:\n")[2].partition("\n")[0]
    assert '"signature_count": 2803543, "after"' in shown
    assert len(shown) <= 240


async def test_a_rounded_number_says_its_step(server: Loopback) -> None:
    server.say = saying("<b>2,4M</b>")

    assert "rounded, to steps of 100,000" in await trial(server, "html", "https://social.example/", css="b")


async def test_a_fraction_is_shown_in_the_pages_measure_and_refused_where_whole_numbers_count(server: Loopback) -> None:
    server.say = saying({"price": 123.456})

    price = await trial(server, "json", "https://social.example/", pick="price", measure="price")
    count = await trial(server, "json", "https://social.example/", pick="price", measure="signatures")

    assert "Found at json:social.example/: 123.46" in price
    assert price.count("123.46") >= 3
    assert '"price": 123.456' in count
    assert "a fraction, where whole numbers are counted" in count


async def test_what_gives_no_number_is_shown_with_the_reason_and_what_came(server: Loopback) -> None:
    server.say = saying(f"You have exceeded your limit.\n\x1b[31m key={TOKEN}")

    said = await trial(server, "json", "https://social.example/", pick="a")

    assert "json:social.example/ gave an answer that holds no count." in said
    assert "In detail: no JSON" in said
    assert "You have exceeded your limit.  [31m key=[secret]" in said
    assert TOKEN not in said
    assert "/stats" not in said


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
async def test_a_trial_is_told_in_every_language(language: str, server: Loopback) -> None:
    server.say = saying({"signature_count": 700})

    said = await trial(server, "uk_petitions", "700123", language)

    assert "700" in said
    assert "uk_petitions:700123" in said
    assert "/stats" in said


async def test_the_program_reads_once_over_http_and_stores_nothing(server: Loopback, nolike: Program) -> None:
    server.say = saying({"signature_count": 123456})
    nolike.set(UK_PETITIONS_URL=server.url)

    ran = await asyncio.to_thread(nolike.process, "try", "uk_petitions", "700123")

    assert ran.code == 0, ran.err
    assert "123,456" in ran.out
    assert len(server.heard) == 1
    assert not (nolike.folder / "nolike.db").exists()


async def test_the_program_ends_with_1_where_there_is_no_number(server: Loopback, nolike: Program) -> None:
    server.say = saying({}, 404)
    nolike.set(UK_PETITIONS_URL=server.url)

    ran = await asyncio.to_thread(nolike.process, "try", "uk_petitions", "700123")

    assert ran.code == 1
    assert "is not found there" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "x"), "nowhere is not a source."),
        (("manual", "x"), "typed in with /count"),
        (("facebook", "in wi"), "in wi is not a handle of facebook."),
        (("json", "https://127.0.0.1/", "--pick", "a"), "is not a public address"),
        (("json", "https://a.example/"), "such as --pick data"),
        (("facebook", "inwi", "--css", "p"), "facebook has no css"),
        (("json", "https://a.example/", "--pick", "a", "--also", "decimal=x"), "decimal cannot be used"),
        (("json", "https://a.example/", "--pick", "a", "--also", "odd=1"), "json has no odd"),
    ],
)
def test_what_no_page_can_be_made_of_is_one_sentence(words: tuple[str, ...], said: str, nolike: Program) -> None:
    ran = nolike("try", *words)
    assert ran.code == 2
    assert said in re.sub("[\u2066-\u2069]", "", ran.err)


def test_a_refusal_is_told_in_the_language_that_was_asked_for(nolike: Program) -> None:
    for language, word in (("en", "is not a source"), ("fr", "n’est pas une source"), ("ar", "ليست مصدرًا")):
        ran = nolike("try", "nosource", "x", "--language", language)
        assert (ran.code, ran.out) == (2, "")
        assert word in ran.err


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize(
    ("source", "options", "said"),
    [
        ("json", {}, "--pick data.attributes.signature_count"), ("html", {}, "--css '#counter'"),
        ("json", {"pick": "a["}, "--pick data.attributes.signature_count"), ("html", {"css": "##"}, "--css '#counter'"),
        ("html", {"css": "b", "pattern": "("}, "--pattern '([0-9 ]+) signatures'"),
        ("json", {"pick": "a", "decimal": "x"}, "--also decimal=,"),
        ("json", {"pick": "a", "every": "1s"}, "--also every=30m"),
    ],
)  # fmt: skip
def test_an_example_is_in_the_form_of_the_command_line(
    source: str, options: Mapping[str, str], said: str, language: str
) -> None:
    with pytest.raises(Refusal) as refused:
        trial_campaign(source, "https://social.example/", options)
    told = re.sub("[\u200e\u200f\u2060\u2066-\u2069]", "", speak(language)(refused.value.text))
    assert said in told
    assert " = " not in told
