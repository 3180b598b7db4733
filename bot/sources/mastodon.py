"""Followers of a Mastodon account, from its own server, without a key."""

import re
from collections.abc import Mapping, Sequence

from bot.core.model.source import Fetch, Reading, Source, looked_up

# A name as Mastodon's account.rb allows it, and a host name with a dot in it: no bare address, no port.
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]{0,62}[a-z0-9_])?"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
_HANDLE = re.compile(f"{_NAME}@{_HOST}")

HIDDEN = -1


async def _read(handles: Sequence[str], fetch: Fetch, _: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch) for handle in handles}


async def _one(handle: str, fetch: Fetch) -> Reading:
    """Endpoint: docs.joinmastodon.org/methods/accounts, "Lookup account ID from Webfinger address".

    A server that hides its accounts' numbers answers -1 (Mastodon's account_serializer.rb).
    """
    name, host = handle.split("@")
    request = fetch.get(f"https://{host}/api/v1/accounts/lookup", [("acct", name)])
    return await looked_up(request, "followers_count", HIDDEN)


def _handle(text: str) -> str:
    handle = text.strip().removeprefix("@").lower()
    if not _HANDLE.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    name, host = handle.split("@")
    return f"https://{host}/@{name}"


SOURCE = Source(name="mastodon", read=_read, handle=_handle, link=_link)
