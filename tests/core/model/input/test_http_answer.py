from decimal import Decimal
from typing import Any

import pytest

from bot.core.model.input.http_answer import (
    MOST_COUNT,
    answered,
    counted,
    counted_decimal,
    counted_text,
    host_of,
    inside,
    looked_up,
    opened,
    refused,
)
from bot.core.model.source import Answer, Count, Fault, FaultKind, FetchError


async def saying(status: int = 200, body: Any = None) -> Answer:  # noqa: ANN401 - JSON of any form
    return Answer(status, {}, body)


async def failing() -> Answer:
    raise FetchError("a.example: down")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, FaultKind.HIDDEN), (True, FaultKind.BAD_ANSWER), (-1, FaultKind.BAD_ANSWER), (1.5, FaultKind.BAD_ANSWER),
        (MOST_COUNT, FaultKind.BAD_ANSWER), ("-1", FaultKind.BAD_ANSWER), ("", FaultKind.BAD_ANSWER),
        ([], FaultKind.BAD_ANSWER), ("٢", FaultKind.BAD_ANSWER), ("9" * 99, FaultKind.BAD_ANSWER),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_no_count(value: object, kind: FaultKind) -> None:
    reading = counted(value)
    assert isinstance(reading, Fault)
    assert reading.kind is kind


def test_a_whole_number_is_a_count_also_as_a_string() -> None:
    assert counted(7) == counted("7") == Count(7)
    assert counted(0) == Count(0)
    assert counted("2000", 1000, "note-followers", 60) == Count(2000, 1000, "note-followers", 60)


def test_a_text_of_a_page_is_a_count_with_its_step() -> None:
    assert counted_text("2 447 581 people") == Count(2447581)
    assert counted_text("2,4M") == Count(2400000, 100000)
    assert counted_text("4.5") == Count(45, decimals=1)
    assert counted_text("1,459", ",") == Count(1459, decimals=3)
    assert counted_text("1 of 2") == Fault(FaultKind.BAD_ANSWER, "2 numbers in the text")


@pytest.mark.parametrize(
    ("number", "reading"),
    [
        (Decimal("4.55"), Count(455, decimals=2)), (4.55, Count(455, decimals=2)),
        (Decimal("4.50"), Count(45, decimals=1)), (Decimal("4.410000000000001"), Count(441, decimals=2)),
        (Decimal("4.0"), Count(4)), (Decimal("1E+3"), Count(1000)),
        (Decimal("0.00000049"), Count(0)), (7, Count(7)), (None, Fault(FaultKind.HIDDEN)),
        (Decimal("-4.5"), Fault(FaultKind.BAD_ANSWER, "a int that is no count")),
        (float("nan"), Fault(FaultKind.BAD_ANSWER, "a Decimal that is no count")),
        (Decimal("Infinity"), Fault(FaultKind.BAD_ANSWER, "a Decimal that is no count")),
    ],
)  # fmt: skip
def test_a_fraction_is_kept_exactly_as_far_as_a_measure_can(number: object, reading: Count | Fault) -> None:
    assert counted_decimal(number) == reading


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, FaultKind.MOVED), (308, FaultKind.MOVED), (302, FaultKind.BAD_ANSWER), (401, FaultKind.NO_PERMISSION),
        (403, FaultKind.NO_PERMISSION), (404, FaultKind.NOT_FOUND), (410, FaultKind.CLOSED), (451, FaultKind.CLOSED),
        (429, FaultKind.QUOTA), (500, FaultKind.UNREACHABLE), (503, FaultKind.UNREACHABLE), (418, FaultKind.BAD_ANSWER),
    ],
)  # fmt: skip
def test_every_status_but_200_is_a_fault(status: int, kind: FaultKind) -> None:
    fault = refused(Answer(status, {}, None), 60)
    assert fault is not None
    assert fault.kind is kind
    assert fault.rest == (60 if status == 429 else 0)
    assert refused(Answer(200, {}, None)) is None


def test_only_the_host_of_a_new_address_is_told() -> None:
    fault = refused(Answer(301, {"location": "https://new.example/x?token=1"}, None))
    assert fault == Fault(FaultKind.MOVED, "HTTP 301 to new.example")
    assert host_of("/x") == host_of("https://[") == "elsewhere"


async def test_a_request_without_an_answer_is_unreachable() -> None:
    down = Fault(FaultKind.UNREACHABLE, "a.example: down")
    assert await answered(failing()) == down
    assert await opened(failing()) == down
    assert await looked_up(failing(), "a") == down


async def test_an_answer_is_opened_only_if_it_is_an_object() -> None:
    assert await opened(saying(200, {"a": 1})) == {"a": 1}
    assert await opened(saying(200, [1])) == Fault(FaultKind.BAD_ANSWER, "no JSON object")
    assert await opened(saying(429), 60) == Fault(FaultKind.QUOTA, "HTTP 429", 60)


async def test_a_count_is_looked_up_at_its_path() -> None:
    body = {"a": [{"b": 5}, {"b": -1}]}
    assert await looked_up(saying(200, body), "a", 0, "b") == Count(5)
    assert await looked_up(saying(200, body), "a", 1, "b", hidden=-1) == Fault(FaultKind.HIDDEN)
    assert await looked_up(saying(404), "a") == Fault(FaultKind.NOT_FOUND, "HTTP 404")


def test_what_stands_inside_json_is_found_or_is_none() -> None:
    data = {"a": [1, {"b": 2}]}
    assert inside(data, "a", 1, "b") == 2
    assert inside(data) == data
    for path in (("x",), ("a", 5), ("a", "b"), (0,), ("a", 0, "b")):
        assert inside(data, *path) is None  # type: ignore[arg-type]
