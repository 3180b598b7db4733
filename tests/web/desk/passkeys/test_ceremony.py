"""Where passkeys are valid, and what is no credential at all."""

import json

import pytest
from starlette.requests import Request

from bot.core.model.errors import Refusal
from bot.web.desk.passkeys.ceremony import Site, read_made, site_of


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
