import pytest

from bot.core.model.errors import Wrong
from bot.core.model.input.web_address import LONGEST_HANDLE, check, is_elsewhere, joined, pace, split, unread_page


@pytest.mark.parametrize(
    ("address", "options", "stored"),
    [
        ("https://A.Example/x", {"css": "#n"}, "https://a.example/x#css=%23n"),
        (" https://a.example ", {"pick": "a.b"}, "https://a.example/#pick=a.b"),
        ("https://a.example:443/", {"pick": "a"}, "https://a.example/#pick=a"),
        ("https://a.example:8443/?q=é a", {"pick": "a"}, "https://a.example:8443/?q=%C3%A9%20a#pick=a"),
        ("https://müller.example/", {"pick": "a"}, "https://xn--mller-kva.example/#pick=a"),
        # By the older rules this is strasse.example, which is somebody else's.
        ("https://straße.example/", {"pick": "a"}, "https://xn--strae-oqa.example/#pick=a"),
        ("https://☃.example/", {"pick": "a"}, "https://xn--n3h.example/#pick=a"),
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
        f"https://{'é' * 64}.example/", "https://é..example/",
        "https://a.example/" + "x" * LONGEST_HANDLE, "javascript:alert(1)", "file:///etc/passwd", "//a.example/",
    ],
)  # fmt: skip
def test_what_is_no_public_https_address_is_refused(address: str) -> None:
    with pytest.raises(Wrong) as raised:
        joined(address, {"pick": "a"})
    assert raised.value.text_id == "mistake-address"


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("https://www.tiktok.com/@Inwi?lang=fr", ("TikTok", "inwi")), ("tiktok.com/@inwi", ("TikTok", "inwi")),
        ("https://vm.tiktok.com/ZMabc/", ("TikTok", "zmabc")),
        ("https://fr.linkedin.com/company/inwi/", ("LinkedIn", "inwi")),
        ("https://www.threads.net/@inwi", ("Threads", "inwi")),
        ("https://www.snapchat.com/add/inwi", ("Snapchat", "inwi")),
        ("https://whatsapp.com/channel/0029VaX", ("WhatsApp", "0029vax")),
        ("https://wa.me/212600000000", ("WhatsApp", "212600000000")),
        ("https://play.google.com/store/apps/details?id=ma.inwi", ("Google Play", "details")),
        ("https://www.tiktok.com", None), ("https://nottiktok.com/@inwi", None), ("https://google.com/a", None),
        ("https://social.example/@inwi", None), ("https://[bad", None), ("inwi", None),
    ],
)  # fmt: skip
def test_a_page_of_a_network_that_nothing_reads_is_known_as_such(address: str, meant: tuple[str, str] | None) -> None:
    assert unread_page(address) == meant


def test_no_known_network_is_a_server_of_somebodys_own() -> None:
    hosts = ["www.youtube.com", "tiktok.com", "m.facebook.com", "social.example", "notx.com", "mastodon.social"]
    assert [is_elsewhere(host) for host in hosts] == [True, True, True, False, False, False]


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
