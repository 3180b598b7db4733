"""Amounts of money that people type beside other words: `1 500 dh`, told apart from an event's number before it."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure, read_amount
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Button, Currency, Money, Text, listed

LONGEST_AMOUNT = 5
"""The most words of one amount: three groups of digits with a currency before or behind them, and one to spare."""

_GROUP = re.compile(r"\d{3}(?!\d)")
_TWO = re.compile(r"\D*(\d{3})\s([1-9]\d{2})(?![\d\s])\D*")


def with_number(number: int, words: str) -> str:
    """An event's number and the words after it, for a command; `#` keeps it apart from three digits: `#1 350`."""
    return f"{'#' if starts_with_group(words) else ''}{number} {words}".strip()


def starts_with_group(words: str) -> bool:
    """Whether the words begin as the second group of a number does: 500 in `1 500 dh`."""
    return _GROUP.match(figure(words)) is not None


def together(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The words, with those of one amount joined: the groups of its digits and its currency, `1 500 dh`."""
    found: list[str] = []
    place = 0
    while place < len(words):
        ends = range(min(len(words), place + LONGEST_AMOUNT), place, -1)
        whole = (end for end in ends if read_amount(" ".join(words[place:end]), vocabulary) is not None)
        end = next(whole, place + 1)
        found.append(" ".join(words[place:end]))
        place = end
    return found


def take_amount(
    words: Sequence[str], currency: str, vocabulary: Vocabulary, again: str = ""
) -> tuple[Decimal | None, list[str]]:
    """The one amount in this currency that the words say, None without one; and the words besides it.

    Raises a Refusal for another currency, and for what can be several amounts: with a button for each, the command
    `again` with it.
    """
    amounts: list[Decimal] = []
    rest: list[str] = []
    for word in together(words, vocabulary):
        found = read_amount(word, vocabulary)
        if found is None:
            rest.append(word)
            continue
        if found[1] and currency and currency not in found[1]:
            raise Refusal(Text("other-currency", {"word": word, "currency": Currency(currency)}))
        two = _TWO.fullmatch(figure(word))
        amounts += [found[0], *(Decimal(part) for part in two.groups())] if two else [found[0]]
    if len(amounts) > 1:
        raise which_amount([(one, again and " ".join((again, str(one), *rest))) for one in amounts], currency)
    return (amounts[0] if amounts else None), rest


def which_amount(meant: Sequence[tuple[Decimal, str]], currency: str) -> Refusal:
    """The question which of these amounts is meant; a button for each with its command, none where that is ""."""
    shown = [Money(amount, currency) for amount, _ in meant]
    offers = [
        Button(Text("cell", {"value": money}), command=command)
        for money, (_, command) in zip(shown, meant, strict=True)
        if command
    ]
    return Refusal(Text("amount-which", {"amounts": listed(shown)}), offers=offers)
