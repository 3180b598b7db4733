"""Reviews of a company on Trustpilot, with a key of its official API."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import answered, counted_at, refused
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fault, FaultKind, Fetch, Reading, Setting, Source

KEY, URL = "TRUSTPILOT_API_KEY", "TRUSTPILOT_API_URL"
REST = 3600
HTTP_UNAUTHORIZED = 401

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    return {handle: await _one(handle, fetch, settings) for handle in handles}


async def _one(handle: str, fetch: Fetch, settings: Mapping[str, str]) -> Reading:
    """Endpoint: /v1/business-units/find of documentation-apidocumentation.trustpilot.com (grade A)."""
    address = f"{settings[URL].rstrip('/')}/business-units/find"
    answer = await answered(fetch.get(address, [("name", handle)], {"apikey": settings[KEY]}, guarded=False))
    if isinstance(answer, Fault):
        return answer
    if answer.status == HTTP_UNAUTHORIZED:
        return Fault(FaultKind.DEAD_TOKEN, "HTTP 401")
    if fault := refused(answer, REST):
        return fault
    return counted_at(answer.json, "numberOfReviews", "total")


def _handle(text: str) -> str:
    handle = re.sub(r"https://(?:[a-z]{2}|www)\.trustpilot\.com/review/", "", text.strip().lower())
    handle = handle.partition("?")[0].strip("/").removeprefix("www.")
    if not _DOMAIN.fullmatch(handle):
        raise ValueError(text)
    return handle


def _link(handle: str) -> str:
    return f"https://www.trustpilot.com/review/{quote(handle, safe='')}"


SOURCE = Source(
    name="trustpilot",
    measure=MEASURES["reviews"],
    read=_read,
    handle=_handle,
    link=_link,
    settings=(
        Setting(KEY, "an API key from Trustpilot's page for business accounts", secret=True),
        Setting(URL, "where Trustpilot's API is asked", "https://api.trustpilot.com/v1"),
    ),
    counts="reviews of a company",
    examples=(("https://fr.trustpilot.com/review/www.inwi.ma", "inwi.ma"), ("iam.ma", "iam.ma")),
    mistakes=("", "inwi", "127.0.0.1", "a b.ma", "https://evil.example/review/inwi.ma"),
    limits="an hour's rest after Trustpilot refuses",
    trouble="Trustpilot removes reviews, and closes a company's page for new ones when it sees a campaign",
)
