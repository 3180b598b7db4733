"""Where passkeys are valid, and what is no credential at all."""

import hashlib
import json

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.requests import Request
from webauthn.helpers import bytes_to_base64url

from bot.core.model.errors import Refusal
from bot.web.desk.passkeys.ceremony import Site, check_new, read_made, site_of

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40
"""Flags of authenticator data: https://www.w3.org/TR/webauthn-3/#authdata-flags"""

SITE = Site("localhost", "http://localhost:8080")


def request(scheme: str, host: str) -> Request:
    headers = [(b"host", host.encode())]
    return Request({"type": "http", "scheme": scheme, "path": "/desk/", "query_string": b"", "headers": headers})


@pytest.mark.parametrize(
    ("scheme", "host", "desk_url", "site"),
    [
        ("http", "localhost:8080", "", Site("localhost", "http://localhost:8080")),
        ("http", "127.0.0.1:8080", "http://127.0.0.1:8080", None),
        ("https", "likes.example.org", "https://likes.example.org", Site("likes.example.org", "https://likes.example.org")),
        ("https", "likes.example.org", "https://likes.example.org:443", Site("likes.example.org", "https://likes.example.org")),
        ("https", "x.example.org:8443", "https://x.example.org:8443", Site("x.example.org", "https://x.example.org:8443")),
        ("https", "xn--2026-95fx5nh.com", "https://حملة2026.com", Site("xn--2026-95fx5nh.com", "https://xn--2026-95fx5nh.com")),
        ("https", "évil.example", "https://likes.example.org", None),
        ("https", "likes.example.org.evil.example", "https://likes.example.org", None),
        ("https", "likes.example.org", "http://likes.example.org", None),
        ("https", "likes.example.org", "", None),
    ],
)  # fmt: skip
def test_passkeys_belong_to_the_desks_own_name_or_to_localhost(
    scheme: str, host: str, desk_url: str, site: Site | None
) -> None:
    assert site_of(request(scheme, host), desk_url) == site


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize(
    "sent",
    [
        "", "null", "[]", "7", '"x"', "{}", "{", '{"id":1}',
        json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
        json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {
            "clientDataJSON": "YQ", "attestationObject": "YQ", "authenticatorData": "YQ", "signature": "YQ"}}),
        json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {
            "clientDataJSON": "bnVsbA", "attestationObject": "é", "authenticatorData": [], "signature": {}}}),
        "[" * 19_000,
    ],
)  # fmt: skip
def test_what_no_browser_made_is_refused_in_one_sentence(sent: str, new: bool) -> None:  # noqa: FBT001 - a table
    with pytest.raises(Refusal):
        read_made(sent, new=new)


def made_with(flags: int) -> str:
    """A new credential of an authenticator whose flags are these, as a browser sends it."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: key.x.to_bytes(32, "big"), -3: key.y.to_bytes(32, "big")})
    name = hashlib.sha256(b"localhost").digest()
    about = name + bytes([flags]) + bytes(4) + bytes(16) + (16).to_bytes(2, "big") + b"i" * 16 + cose
    said = {"type": "webauthn.create", "challenge": "Y2hhbGxlbmdl", "origin": "http://localhost:8080"}
    parts = {
        "clientDataJSON": json.dumps(said).encode(),
        "attestationObject": cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about}),
    }
    response = {name: bytes_to_base64url(part) for name, part in parts.items()}
    own = bytes_to_base64url(b"i" * 16)
    return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": response})


@pytest.mark.parametrize(("flags", "taken"), [(PRESENT | VERIFIED | NEW, True), (PRESENT | NEW, False), (NEW, False)])
def test_a_passkey_is_added_only_where_the_device_has_recognized_its_person(flags: int, taken: bool) -> None:  # noqa: FBT001 - a table
    made = read_made(made_with(flags), new=True)
    assert made.challenge == b"challenge"
    if taken:
        check_new(SITE, made)
        return
    with pytest.raises(Refusal):
        check_new(SITE, made)
