"""Every source is given mutated answers: a fault or a plausible reading comes out, and never a mistake of our own.

`make fuzz` gives 2,000 mutations of each recorded answer.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from bot.core.model.measures.measure import MOST_DECIMALS
from bot.core.model.reply import Text
from bot.core.model.source import LONGEST_REST, MOST_COUNT, Answer, Count, Fault, FaultKind, Reading, read_batch
from bot.locales import LANGUAGES, speak
from bot.sources import SOURCES
from tests.platforms.mutation import SIZE, mutated
from tests.sources.conftest import TOKEN
from tests.sources.test_every_source import ASKED, on_record

STATUSES = (200,) * 12 + (204, 206, 301, 302, 400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 599)
STRANGE_HEADERS = ("", "{", "null", "-1", "1e999", "NaN", "9" * 40, "[]", '{"call_count":{}}')


@dataclass
class Mutating:
    """In place of the network: answers every request with another mutation of the recorded answer."""

    recorded: Mapping[str, Any]
    generator: random.Random

    async def get(self, *_: object, **__: object) -> Answer:
        """As `bot.core.model.source.Fetch`."""
        return self._answer()

    async def post(self, *_: object, **__: object) -> Answer:
        """As `bot.core.model.source.Fetch`."""
        return self._answer()

    def _answer(self) -> Answer:
        body = self.recorded["body"]
        headers = {name.lower(): self._header(text) for name, text in (self.recorded.get("headers") or {}).items()}
        if self.generator.random() < 0.3:
            headers["location"] = self.generator.choice(["", "http://[", "//", "\x00", "https://elsewhere.example/"])
        status = self.generator.choice(STATUSES)
        if isinstance(body, str):
            return Answer(status, headers, None, self._page(body))
        made = self._json(body)
        return Answer(status, headers, made, json.dumps(made).encode())

    def _header(self, text: str) -> str:
        return self.generator.choice(
            [text, text, "", "{", "null", "-1", "1e999", "NaN", "9" * 40, "[]", '{"call_count":{}}']
        )

    def _json(self, body: Any) -> Any:  # noqa: ANN401 - any JSON
        """Mutated, also inside the strings that are JSON themselves, such as the parts of Facebook's batch."""
        match body:
            case dict():
                body = {name: self._json(value) for name, value in body.items()}
            case list():
                body = [self._json(value) for value in body]
            case str() if body[:1] in {"{", "["}:
                return json.dumps(mutated(json.loads(body), self.generator))
        return mutated(body, self.generator) if self.generator.random() < 0.5 else body

    def _page(self, text: str) -> bytes:
        data = bytearray(text.encode())
        for _ in range(self.generator.randrange(6)):
            at = self.generator.randrange(len(data) + 1)
            data[at : at + self.generator.randrange(40)] = self.generator.choice(
                [b"", b"<", b"9" * 50, b"\xff\xfe", b"\x00", b"&#xD800;", b"-", b"<meta charset=utf-16>", b"1,2.3,4"]
            )
        return bytes(data)


def check(reading: Reading, name: str, answer: object) -> None:
    """A fault without a secret, or a count that may stand in a chart."""
    if isinstance(reading, Fault):
        assert isinstance(reading.kind, FaultKind), (name, answer)
        assert not reading.detail.startswith("the source failed"), (name, reading.detail, answer)
        assert TOKEN not in reading.detail
        assert reading.detail.isprintable(), (name, reading.detail)
    else:
        assert isinstance(reading, Count)
        assert type(reading.value) is int
        assert 0 <= reading.value < MOST_COUNT, (name, reading)
        assert 1 <= reading.step <= MOST_COUNT, (name, reading)
        assert 0 <= reading.decimals <= MOST_DECIMALS, (name, reading)
        assert not reading.note or speak(LANGUAGES[0])(Text(reading.note))
    assert type(reading.rest) is int
    assert 0 <= reading.rest <= LONGEST_REST, (name, reading, answer)


@pytest.mark.parametrize("name", ASKED)
async def test_a_mutated_answer_is_a_fault_or_a_plausible_reading(name: str) -> None:
    generator = random.Random(name)
    settings = {one.name: TOKEN if one.secret else "https://api.example" for one in SOURCES[name].settings}
    cases = [one for one in on_record(name).values() if "made" not in one]
    for number in range(SIZE * len(cases) // 4 + 1):
        case = cases[number % len(cases)]
        fetch = Mutating(case["answer"], generator)
        handles = [*case["handles"], SOURCES[name].examples[0][1]]
        readings = await read_batch(SOURCES[name], handles, fetch, settings)
        assert set(readings) == set(handles)
        for reading in readings.values():
            check(reading, name, case["answer"])
