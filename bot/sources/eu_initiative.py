"""Statements of support for a European Citizens' Initiative, exact and without a key."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.core.model.input.http_answer import looked_up
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fetch, Reading, Setting, Source, first_group

URL = "EU_INITIATIVE_URL"


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: /{number}/public/api/report/progression of the Commission's collection system, as its page asks it."""
    url = settings[URL].rstrip("/")
    return {
        handle: await looked_up(
            fetch.get(f"{url}/{quote(handle, safe='')}/public/api/report/progression", guarded=False), "signatureCount"
        )
        for handle in handles
    }


def _link(handle: str) -> str:
    return f"https://eci.ec.europa.eu/{quote(handle, safe='')}/public/"


SOURCE = Source(
    name="eu_initiative",
    measure=MEASURES["signatures"],
    read=_read,
    handle=first_group(r"(?:https://eci\.ec\.europa\.eu/)?(\d{3})(?:/public(?:/.*)?)?"),
    link=_link,
    settings=(Setting(URL, "where the European Citizens' Initiatives are", "https://eci.ec.europa.eu"),),
    counts="statements of support for a European Citizens' Initiative",
    examples=(("045", "045"), ("https://eci.ec.europa.eu/045/public/#/screen/home", "045")),
    mistakes=("", "45", "0451", "https://eci.ec.europa.eu/", "abc"),
)
