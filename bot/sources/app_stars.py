"""The average rating of an app in one country's App Store, without a key."""

from collections.abc import Mapping, Sequence

from bot.core.model.input.http_answer import counted_decimal
from bot.core.model.measures.measure import MEASURES
from bot.core.model.source import Fetch, Reading, Setting, Source
from bot.sources import app_store


async def _read(handles: Sequence[str], fetch: Fetch, settings: Mapping[str, str]) -> Mapping[str, Reading]:
    """Endpoint: as in `app_store`, the field `averageUserRating` (grade A)."""
    return await app_store.read_field("averageUserRating", handles, fetch, settings, counted_decimal)


SOURCE = Source(
    name="app_stars",
    read=_read,
    handle=app_store.SOURCE.handle,
    link=app_store.SOURCE.link,
    batch=app_store.BATCH,
    settings=(Setting(app_store.URL, "where Apple's catalogue is asked", "https://itunes.apple.com"),),
    counts="the average rating of an app in one country's App Store, in stars",
    examples=app_store.SOURCE.examples,
    mistakes=app_store.SOURCE.mistakes,
    rounding="to hundredths of a star",
    limits=app_store.SOURCE.limits,
    trouble="an average moves little where there are many ratings: follow `app_store` beside it",
    measure=MEASURES["stars"],
)
