from decimal import Decimal

import pytest

from bot.core.events.amounts import take_amount, together, with_number
from bot.core.model.errors import Refusal
from bot.locales import vocabulary


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1 500 dh", ["1 500 dh"]), ("+1 1 500 dh yes", ["+1", "1 500 dh", "yes"]), ("350 1000", ["350", "1000"]),
        ("MAD 1 000 000,50", ["MAD 1 000 000,50"]), ("١٢ ٠٠٠ درهم", ["١٢ ٠٠٠ درهم"]), ("1 1 000", ["1", "1 000"]),
        ("dh dh 350", ["dh", "dh 350"]),
    ],
)  # fmt: skip
def test_the_words_of_one_amount_stand_together(typed: str, words: list[str]) -> None:
    assert together(typed.split(), vocabulary()) == words


@pytest.mark.parametrize(
    ("typed", "amount", "rest"),
    [("1 500 dh", 1500, []), ("fes 350 +2", 350, ["fes", "+2"]), ("fes", None, ["fes"]), ("100 000", 100000, [])],
)
def test_the_amount_is_taken_out_of_the_words(typed: str, amount: int | None, rest: list[str]) -> None:
    assert take_amount(typed.split(), "MAD", vocabulary()) == (amount, rest)


@pytest.mark.parametrize(
    ("typed", "again"),
    [("350 dh 400 dh", ["350", "400"]), ("350 400", ["350400", "350", "400"]), ("350 dh fes 1 000", ["350", "1000"])],
)
def test_what_can_be_several_amounts_is_asked_with_a_button_for_each(typed: str, again: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        take_amount(typed.split(), "MAD", vocabulary(), "pledge #1")
    assert refused.value.text.id == "amount-which"
    commands = [offer.command for offer in refused.value.offers if not isinstance(offer, str)]
    rest = " fes" if "fes" in typed else ""
    assert commands == [f"pledge #1 {amount}{rest}" for amount in again]
    for command in commands:
        assert take_amount(command.split()[2:], "MAD", vocabulary())[0] == Decimal(command.split()[2])
    with pytest.raises(Refusal) as alone:
        take_amount(typed.split(), "MAD", vocabulary())
    assert alone.value.offers == ()


def test_a_number_of_an_event_stands_apart_from_three_digits() -> None:
    assert [with_number(1, words) for words in ("350", "٣٥٠ درهم", "40h", "1000", "off", "")] == [
        "#1 350", "#1 ٣٥٠ درهم", "1 40h", "1 1000", "1 off", "1",
    ]  # fmt: skip
