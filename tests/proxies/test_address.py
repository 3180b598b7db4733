import pytest

from bot.proxies.address import Address, NoAddressError, in_ascii, read_address, without_user


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("https://api.example.org", Address("https", "api.example.org", None, "")),
        ("HTTP://Example.org:8081/v1/", Address("http", "example.org", 8081, "/v1/")),
        ("http://[::1]:80", Address("http", "::1", 80, "")),
        ("http://[fe80::1%eth0]:80", Address("http", "fe80::1%eth0", 80, "")),
        ("http://127.0.0.1", Address("http", "127.0.0.1", None, "")),
        ("http://my_proxy-1:3128", Address("http", "my_proxy-1", 3128, "")),
        ("https://موقع.المغرب", Address("https", "xn--4gbrim.xn--mgbc0a9azcg", None, "")),
        ("https://حملة2026.com/tg", Address("https", "xn--2026-95fx5nh.com", None, "/tg")),
        ("https://xn--2026-95fx5nh.com/tg", Address("https", "xn--2026-95fx5nh.com", None, "/tg")),
        ("http://straße.de:3128", Address("http", "xn--strae-oqa.de", 3128, "")),
        ("http://xn--strae-oqa.de:3128", Address("http", "xn--strae-oqa.de", 3128, "")),
        ("https://xn--mgba3gch31f060k.com", Address("https", "xn--mgba3gch31f060k.com", None, "")),
        ("https://☃.net.", Address("https", "xn--n3h.net.", None, "")),
        ("http://[fe80::1%é]", Address("http", "fe80::1%é", None, "")),
        ("https://xn--4gbrim.example.org", Address("https", "xn--4gbrim.example.org", None, "")),
        ("http://ann:p@ss%20 word@host:1/", Address("http", "host", 1, "/", "ann", "p@ss  word")),
    ],
)
def test_an_address_is_taken_apart(text: str, parts: Address) -> None:
    assert read_address(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "//x", "http:", "http://", "http:///x", "http://:80", "htp://x", "ftp://x", "javascript:x", "http:x",
        "http://[::1", "http://::1", "http://[::1]x", "http://[::g]", "http://[1.2.3.4]", "http://1.2.3.999",
        "http://x:99999", "http://x:0", "http://x:", "http://x:abc", "http://x:1:2", "http://x:٣",
        "http://a b", " http://x", "http://x/a b", "http://x\n", "http://x\\y", "http://x/\x7f", "http://x\x00",
        "http://a..b", "http://é..b", "http://.", f"http://{'a' * 64}", f"http://{'é' * 60}", "http://%41",
        "http://xn--", "http://xn---", f"http://xn--{'a' * 60}", "http://xn--zzzzzz99999999",
        "http://x?a", "http://x#a", "http://u:p@", "http://u:p/w@x", "http://\u2100",
    ],
)  # fmt: skip
def test_what_can_be_no_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(NoAddressError, match=r"^it is no address$") as wrong:
        read_address(text)
    assert wrong.value.__cause__ is None


def test_an_address_is_written_with_the_name_that_servers_know() -> None:
    assert in_ascii("https://حملة2026.com:8443/tg") == "https://xn--2026-95fx5nh.com:8443/tg"
    assert in_ascii("http://é.com@é.com") == "http://é.com@xn--9ca.com"
    assert (in_ascii("HTTP://[::1]:80"), in_ascii("")) == ("HTTP://[::1]:80", "")


def test_other_addresses_than_of_the_web_have_their_schemes() -> None:
    assert read_address("socks5h://127.0.0.1:9050", ("socks5h",)).port == 9050
    with pytest.raises(NoAddressError):
        read_address("http://127.0.0.1:9050", ("socks5h",))


def test_an_address_is_shown_without_who_may_come_in() -> None:
    assert without_user("https://ann:sword@fish@example.org:81/a@b") == "https://example.org:81/a@b"
    assert without_user("http://127.0.0.1:8081") == "http://127.0.0.1:8081"
