"""What units of a measure are worth by the organizers' own assumption."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def worth(units: Decimal | int, value: Decimal, currency: str, rates: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """`units` × `value` in `currency` and in each currency of `rates`, rounded half up to two decimals.

    An amount that this would make 0 keeps two digits that are not 0. `rates` says how many units of `currency` one unit
    of the other costs: 525,735 MAD at 9.8838 are 53,191.59 USD.
    """
    amount = units * value
    amounts = {currency: amount, **{other: amount / rate for other, rate in rates.items()}}
    return {name: _rounded(one) for name, one in amounts.items()}


def _rounded(amount: Decimal) -> Decimal:
    rounded = amount.quantize(CENT, ROUND_HALF_UP)
    if amount and not rounded:
        # The place of the second digit that is not 0.
        return amount.quantize(Decimal(1).scaleb(amount.adjusted() - 1), ROUND_HALF_UP)
    # Adding 0 turns a negative 0 into 0.
    return rounded + 0


def per_cent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up to two decimals; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(CENT, ROUND_HALF_UP) + 0 if whole else None
