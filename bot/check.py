"""What `nolike check` tests, and whether SECRET_KEY is the one that the database was created with."""

from collections.abc import AsyncIterator

from bot.app import platforms
from bot.clock import SystemClock
from bot.core.delivery.limiter import UNLIMITED
from bot.core.delivery.vital_signs import MOST_SKEW
from bot.core.model.campaign import Page
from bot.core.model.errors import Refusal
from bot.core.model.reply import Number, Text
from bot.core.model.source import Fault, read_batch
from bot.fetch import HttpFetch
from bot.house import House, agent_version, compare_fingerprint
from bot.jobs.database_time import measure
from bot.jobs.send_gate import SendGate
from bot.sources import SOURCES


async def findings(house: House, *, take_over: bool = False) -> AsyncIterator[tuple[bool, Text]]:
    """Run the checks of `nolike check`; yields for each whether it passed, and a line of text.

    With `take_over`, first deletes any other receiver of the bot's updates on a platform.
    """
    async with house.store.reading() as tx:
        campaigns = await tx.campaigns.all()
    yield True, Text("check-database", {"campaigns": len(campaigns)})
    _, skew = await measure(house.store)
    if abs(skew) > MOST_SKEW:
        yield False, Text("check-skew", {"seconds": round(skew)})
    same = await compare_fingerprint(house)
    yield same, Text("check-secret" if same else "check-secret-other")
    clock = SystemClock()
    made = platforms(house, clock)
    if not made:
        yield False, Text("check-no-platform")
    for name, make in made.items():
        platform = make(SendGate(UNLIMITED))
        try:
            if take_over:
                await platform.take_over()
            yield True, Text("check-platform", {"platform": name, "bot": await platform.check()})
        except Refusal as refusal:
            yield False, refusal.text
        finally:
            await platform.close()
    fetch = HttpFetch(clock, agent_version(house.settings), secrets=house.secrets)
    try:
        for campaign in campaigns:
            for page in campaign.pages:
                yield await _check_page(house, fetch, page)
    finally:
        await fetch.close()


async def _check_page(house: House, fetch: HttpFetch, page: Page) -> tuple[bool, Text]:
    source = SOURCES.get(page.source)
    if source is None or source.read is None:
        return True, Text("check-page-manual", {"page": page.label})
    reading = (await read_batch(source, [page.handle], fetch, house.source_settings))[page.handle]
    if isinstance(reading, Fault):
        return False, Text(f"fault-{reading.kind.value}", {"page": page.label})
    return True, Text(
        "check-page", {"page": page.label, "count": Number(reading.value, reading.decimals, page.measure.unit)}
    )
