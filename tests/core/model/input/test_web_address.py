import pytest

from bot.core.model.errors import Wrong
from bot.core.model.input.web_address import LONGEST_HANDLE, check, joined, pace, split


@pytest.mark.parametrize(
    ("address", "options", "stored"),
    [
        ("https://A.Example/x", {"css": "#n"}, "https://a.example/x#css=%23n"),
        (" https://a.example ", {"pick": "a.b"}, "https://a.example/#pick=a.b"),
        ("https://a.example:443/", {"pick": "a"}, "https://a.example/#pick=a"),
        ("https://a.example:8443/?q=é a", {"pick": "a"}, "https://a.example:8443/?q=%C3%A9%20a#pick=a"),
        ("https://müller.example/", {"pick": "a"}, "https://xn--mller-kva.example/#pick=a"),
        ("https://a.example/#section", {"css": "p"}, "https://a.example/#css=p"),
        ("https://a.example/#pick=a", {"every": "2h", "header": ""}, "https://a.example/#every=2h&pick=a"),
    ],
)
def test_an_address_and_its_options_have_one_stored_form(address: str, options: dict[str, str], stored: str) -> None:
    assert joined(address, options) == stored
    assert joined(stored, {}) == stored
    assert split(stored)[1] == {**split(joined(address, {}))[1], **{n: v for n, v in options.items() if v}}


@pytest.mark.parametrize(
    "address",
    [
        "", "a.example", "http://a.example/", "ftp://a.example/", "https://", "https://localhost/", "https://127.0.0.1/",
        "https://[::1]/", "https://[::1", "https://0x7f.1/", "https://u@a.example/", "https://u:p@a.example/",
        "https://a.example:99999/", "https://a.example:x/", f"https://{'a' * 64}.example/", "https://a..example/",
        "https://a.example/" + "x" * LONGEST_HANDLE, "javascript:alert(1)", "file:///etc/passwd", "//a.example/",
    ],
)  # fmt: skip
def test_what_is_no_public_https_address_is_refused(address: str) -> None:
    with pytest.raises(Wrong) as raised:
        joined(address, {"pick": "a"})
    assert raised.value.text_id == "mistake-address"


def test_the_pace_is_that_of_the_option_or_the_default() -> None:
    assert pace("https://a.example/#every=30m") == 1800
    assert pace("https://a.example/#every=2h", 60) == 7200
    assert pace("https://a.example/#every=1d") == 86_400
    assert pace("https://a.example/#css=p", 3600) == 3600


@pytest.mark.parametrize("every", ["1m", "0h", "8d", "x", "1s", "30", ""])
def test_a_pace_out_of_bounds_is_refused(every: str) -> None:
    with pytest.raises(Wrong):
        check({"every": every})


def test_a_decimal_sign_is_a_point_or_a_comma() -> None:
    check({"decimal": ","})
    check({"decimal": "."})
    with pytest.raises(Wrong):
        check({"decimal": "x"})


def test_a_pace_within_bounds_or_none_is_fine() -> None:
    check({"every": "5m"})
    check({"every": "7d"})
    check({})
