from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.money import per_cent, worth

RATES = {"USD": Decimal("9.8838"), "EUR": Decimal("10.9")}


def test_likes_are_worth_what_the_organizers_say_in_every_currency() -> None:
    assert worth(175_245, Decimal(3), "MAD", RATES) == {
        "MAD": Decimal("525735.00"),
        "USD": Decimal("53191.59"),
        "EUR": Decimal("48232.57"),
    }


def test_halves_are_rounded_up() -> None:
    assert worth(1, Decimal("0.005"), "MAD", {}) == {"MAD": Decimal("0.01")}
    assert per_cent(1, 800) == Decimal("0.13")


def test_per_cent_of_nothing_is_none() -> None:
    assert per_cent(5, 0) is None


@given(st.integers(-(10**11), 10**11), st.integers(1, 10**11))
def test_a_gain_is_the_loss_with_the_other_sign(likes: int, whole: int) -> None:
    lost, gained = (worth(sign * likes, Decimal("3.1"), "MAD", RATES) for sign in (1, -1))
    assert {currency: -amount for currency, amount in lost.items()} == gained
    assert per_cent(-likes, whole) == -(per_cent(likes, whole) or Decimal())
