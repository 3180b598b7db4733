"""What withdrawn likes are worth by the organizers' own assumption."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def worth(likes: int, value_per_like: Decimal, currency: str, rates: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """`likes` × `value_per_like` in `currency` and in each currency of `rates`, rounded half up to two decimals.

    `rates` says how many units of `currency` one unit of the other costs: 525,735 MAD at 9.8838 are 53,191.59 USD.
    """
    amount = likes * value_per_like
    converted = {other: (amount / rate).quantize(CENT, ROUND_HALF_UP) for other, rate in rates.items()}
    return {currency: amount.quantize(CENT, ROUND_HALF_UP), **converted}


def per_cent(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in per cent, rounded half up to two decimals; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(CENT, ROUND_HALF_UP) if whole else None
