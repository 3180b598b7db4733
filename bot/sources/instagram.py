"""Followers of a professional Instagram account, with the operator's own token."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, inside
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Answer, Fault, Fetch, Reading, Setting, Source
from bot.sources.facebook import FULL, REST, refusal, usage

TOKEN, USER, URL = "INSTAGRAM_ACCESS_TOKEN", "INSTAGRAM_USER_ID", "INSTAGRAM_API_URL"

_NAME = re.compile(r"(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: Business Discovery of developers.facebook.com/docs/instagram-platform (grade A), one account each."""
    address = f"{settings[URL].rstrip('/')}/{quote(settings[USER], safe='')}"
    readings: dict[str, Reading] = {}
    for handle in handles:
        fields = f"business_discovery.username({handle}){{followers_count}}"
        query = [("fields", fields), ("access_token", settings[TOKEN])]
        readings[handle] = _reading(await answered(fetch.get(address, query, guarded=False)))
    return readings


def _reading(answer: Answer | Fault) -> Reading:
    """Its errors are those of the Graph API; 24 and 110 say that there is no such professional account (grade B)."""
    if isinstance(answer, Fault):
        return answer
    found = inside(answer.json, "business_discovery")
    if answer.status != 200 or not isinstance(found, dict) or inside(answer.json, "error"):  # noqa: PLR2004 - HTTP's OK
        return refusal(answer)
    rest = REST if usage(answer.headers) >= FULL else 0
    # Meta leaves out what it does not tell, and names the account all the same.
    named = {"followers_count": None, **found} if "id" in found else found
    return replace(counted_at(named, "followers_count"), rest=rest)


def _handle(text: str) -> str:
    handle = re.sub(r"https://(?:www\.)?instagram\.com/", "", text.strip()).strip("/").removeprefix("@").lower()
    if not _NAME.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://www.instagram.com/{quote(handle, safe='')}/"


SOURCE = Source(
    name="instagram",
    measure=MEASURES["followers"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(
        Setting(
            TOKEN, "a token with instagram_basic, instagram_manage_insights and pages_read_engagement", secret=True
        ),
        Setting(USER, "the number of your own professional Instagram account, which asks"),
        Setting(URL, "where Meta's API for Instagram is asked", "https://graph.facebook.com/v25.0"),
    ),
    counts="followers of a professional account",
    examples=(("@Maroc.Telecom", "maroc.telecom"), ("https://www.instagram.com/inwi_ma/", "inwi_ma")),
    mistakes=("", "a b", "a..b", ".a", "a" * 31, "https://evil.example/inwi"),
    limits="Meta's hourly allowance; half an hour's rest when 95 % of it is used",
    trouble="private accounts and those that are not professional cannot be read: type or import their counts",
)
