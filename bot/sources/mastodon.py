"""Followers of a Mastodon account, from its own server, without a key."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.errors import Wrong
from bot.core.model.input.http_answer import counted_at, inside, opened
from bot.core.model.input.web_address import is_elsewhere, network_of
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Source

# A name as Mastodon's account.rb allows it, and a host name with a dot in it: no bare address, no port.
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]{0,62}[a-z0-9_])?"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_HANDLE = re.compile(f"{_NAME}@{_HOST}")

# An address as people paste it. Of an account that another server shows, its name there says its own server.
_ADDRESS = re.compile(r"https://([^/@]{4,253})/@([^/?#]{1,320})/?(?:[?#].*)?")

HIDDEN = -1


async def _read(handles: Sequence[str], fetch: Fetch, _: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch) for handle in handles}


async def _one(handle: str, fetch: Fetch) -> Reading:
    """Endpoint: docs.joinmastodon.org/methods/accounts, "Lookup account ID from Webfinger address".

    A server that hides its accounts' numbers answers -1 (Mastodon's account_serializer.rb). A suspended account answers
    200 with 0 followers and `suspended`, one that went elsewhere names its new account in `moved`
    (docs.joinmastodon.org/entities/Account). All grade A. Pleroma and Akkoma, which speak Mastodon's language, answer 0
    and say `pleroma.hide_followers_count` (docs.pleroma.social, "Differences in Mastodon API responses"; grade B).
    """
    name, _, host = handle.partition("@")
    account = await opened(fetch.get(f"https://{quote(host, safe='')}/api/v1/accounts/lookup", [("acct", name)]))
    if isinstance(account, Fault):
        return account
    if account.get("suspended") is True:
        return Fault(FaultKind.SUSPENDED)
    if account.get("moved"):
        return Fault(FaultKind.MOVED)
    if inside(account, "pleroma", "hide_followers_count") is True:
        return Fault(FaultKind.HIDDEN)
    return counted_at(account, "followers_count", hidden=HIDDEN)


def _handle(text: str) -> str:
    handle = text.strip().removeprefix("@").lower()
    if found := _ADDRESS.fullmatch(handle):
        handle = f"{found[2]}@{found[1]}" if "@" not in found[2] else found[2]
    if not _HANDLE.fullmatch(handle):
        raise ValueError(text)
    name, _, host = handle.partition("@")
    if network := network_of(host):
        raise Wrong("mistake-network", network=network, handle=name)
    if is_elsewhere(host):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    name, _, host = handle.partition("@")
    return f"https://{quote(host, safe='')}/@{quote(name, safe='')}"


SOURCE = Source(
    name="mastodon",
    measure=MEASURES["followers"],
    read=_read,
    handle=_handle,
    link=_link,
    counts="followers of an account, from its own server",
    examples=(("@Inwi@Social.Example", "inwi@social.example"), ("a.b_c@m.co.uk", "a.b_c@m.co.uk"),
        ("https://social.example/@Inwi", "inwi@social.example"),
        ("https://other.example/@inwi@social.example", "inwi@social.example"),
    ),
    mistakes=(
        "inwi", "a@b@c.de", "a@localhost", "a@127.0.0.1", "a@[::1]", "a@b.c:8443", "a@b.cd/e", "a@-b.cd", "a b@c.de",
        "https://www.tiktok.com/@inwi", "inwi@threads.net",
        "https://www.youtube.com/@inwi",
        "https://medium.com/@inwi",
    ),
    limits="each server's own",
)  # fmt: skip
