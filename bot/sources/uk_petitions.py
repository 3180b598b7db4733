"""Signatures of a petition to the UK's Parliament, exact and without a key."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import looked_up
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fetch, Reading, Setting, Source, first_group

URL = "UK_PETITIONS_URL"


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: /petitions/{id}/count.json, as the views of github.com/alphagov/e-petitions have it."""
    url = settings[URL].rstrip("/")
    return {
        handle: await looked_up(
            fetch.get(f"{url}/petitions/{quote(handle, safe='')}/count.json", guarded=False), "signature_count"
        )
        for handle in handles
    }


def _link(handle: str) -> str:
    return f"https://petition.parliament.uk/petitions/{quote(handle, safe='')}"


SOURCE = Source(
    name="uk_petitions",
    measure=MEASURES["signatures"],
    read=_read,
    handle=first_group(r"(?:https://petition\.parliament\.uk/petitions/)?([1-9]\d{0,8})"),
    link=_link,
    settings=(Setting(URL, "where the UK's petitions are", "https://petition.parliament.uk"),),
    counts="signatures of a petition",
    examples=(("700123", "700123"), ("https://petition.parliament.uk/petitions/700123", "700123")),
    mistakes=("", "0", "12a", "https://petition.parliament.uk/petitions/", "1234567890"),
)
