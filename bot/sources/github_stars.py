"""Stars of a repository on GitHub, without a key."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Fault, FaultKind, Fetch, Reading, Setting, Source

URL = "GITHUB_API_URL"
HOUR = 3600

_HANDLE = re.compile(
    r"(?:https://github\.com/)?([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([A-Za-z0-9._-]{1,100}?)(?:\.git|/.*)?"
)


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings[URL].rstrip("/")) for handle in handles}


async def _one(handle: str, fetch: Fetch, url: str) -> Reading:
    """Endpoint: GET /repos/{owner}/{repo} of docs.github.com/rest/repos/repos (grade A); it redirects what was renamed.

    An exhausted allowance answers 403 or 429 with `x-ratelimit-remaining: 0` (docs.github.com, rate limits; grade A).
    """
    owner, _, name = handle.partition("/")
    address = f"{url}/repos/{quote(owner, safe='')}/{quote(name, safe='')}"
    answer = await answered(fetch.get(address, headers={"accept": "application/vnd.github+json"}, guarded=False))
    if isinstance(answer, Fault):
        return answer
    return _refused(answer) or counted_at(answer.json, "stargazers_count")


def _refused(answer: Answer) -> Fault | None:
    if answer.status in {403, 429} and answer.headers.get("x-ratelimit-remaining") == "0":
        return Fault(FaultKind.QUOTA, f"HTTP {answer.status}", HOUR)
    if answer.status == 307:  # noqa: PLR2004 - GitHub's other way to say that a repository was renamed
        return Fault(FaultKind.MOVED, "HTTP 307")
    return refused(answer, HOUR)


def _handle(text: str) -> str:
    found = _HANDLE.fullmatch(text.strip())
    if found is None or set(found[2]) == {"."}:
        raise ValueError(text)
    return f"{found[1]}/{found[2]}".lower()


def _link(handle: str) -> str:
    owner, _, name = handle.partition("/")
    return f"https://github.com/{quote(owner, safe='')}/{quote(name, safe='')}"


SOURCE = Source(
    name="github_stars",
    measure=MEASURES["stargazers"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(Setting(URL, "where GitHub's API is asked", "https://api.github.com"),),
    counts="stars of a repository",
    examples=(
        ("https://github.com/Mastodon/mastodon", "mastodon/mastodon"), ("a/b.git", "a/b"), ("a/b.c_d", "a/b.c_d"),
    ),
    mistakes=("", "a", "a/", "/b", "-a/b", "a/..", "a b/c", "https://evil.example/a/b"),
    limits="60 requests an hour without a key, for all pages together: each is read once an hour",
    rest_between=lambda _: HOUR,
    trouble="a renamed repository: the bot says that it moved",
)  # fmt: skip
