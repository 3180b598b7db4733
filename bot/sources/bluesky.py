"""Followers of Bluesky accounts, 25 in one request, without a key."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source

BATCH = 25
# The public API counts requests in windows of five minutes.
REST = 300

# A handle is a domain name (atproto.com/specs/handle), a DID stays as it is (atproto.com/specs/did).
_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.-]{1,200})")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: the lexicon `app.bsky.actor.getProfiles`; accounts that do not exist are left out of its answer."""
    url = settings["BLUESKY_API_URL"].rstrip("/") + "/xrpc/app.bsky.actor.getProfiles"
    answer = await answered(fetch.get(url, [("actors", handle) for handle in handles], guarded=False))
    profiles = _profiles(answer) if isinstance(answer, Answer) else answer
    if isinstance(profiles, Fault):
        return dict.fromkeys(handles, profiles)
    return {
        handle: counted_at(profiles[handle], "followersCount") if handle in profiles else Fault(FaultKind.NOT_FOUND)
        for handle in handles
    }


def _profiles(answer: Answer) -> dict[str, Mapping[str, object]] | Fault:
    if fault := refused(answer, REST):
        return fault
    profiles = answer.json.get("profiles") if isinstance(answer.json, dict) else None
    if not isinstance(profiles, list):
        return Fault(FaultKind.BAD_ANSWER, "no list of profiles")
    named: list[Mapping[str, object]] = [profile for profile in profiles if isinstance(profile, dict)]
    by_handle = {str(profile.get("handle", "")).lower(): profile for profile in named}
    return by_handle | {str(profile.get("did", "")): profile for profile in named}


def _handle(text: str) -> str:
    handle = re.sub(r"https://bsky\.app/profile/([^/?#]+)(?:[/?#].*)?", r"\1", text.strip()).removeprefix("@")
    if _DID.fullmatch(handle):
        return handle
    handle = handle.lower()
    if not _HANDLE.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://bsky.app/profile/{quote(handle, safe=':')}"


SOURCE = Source(
    name="bluesky",
    measure=MEASURES["followers"],
    read=_read,
    handle=_handle,
    link=_link,
    batch=BATCH,
    settings=(Setting("BLUESKY_API_URL", "where Bluesky's API is asked", "https://public.api.bsky.app"),),
    counts="followers of an account",
    examples=(
        ("@Inwi.bsky.social", "inwi.bsky.social"),
        ("https://bsky.app/profile/inwi.bsky.social", "inwi.bsky.social"),
        ("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
    ),
    mistakes=("", "inwi", "inwi.1", "a b.c", "did:plc:short"),
    limits="five minutes' rest when the allowance is used up",
)
