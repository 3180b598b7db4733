"""What the page shows of a campaign at one moment, read from the store at most every 0.3 seconds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.counts.chart_data import Plot, Window, read_plots
from bot.core.counts.figures import Stats, read
from bot.core.counts.picture_address import Drawing, Studio
from bot.core.counts.sums import PageFigures
from bot.core.delivery.vital_signs import VitalSigns
from bot.core.events.kind import EventKinds
from bot.core.model.announcements import Announcement
from bot.core.model.campaign import Campaign, Page
from bot.core.model.chats import REMOTE_PLATFORMS
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.ports.clock import Clock
from bot.core.ports.database import Condition, Store, Transaction, Watch
from bot.core.ports.facts import BOT_LINK, THINNED, SignedNotice, counting_notice
from bot.core.ports.language import Tongue
from bot.web.page.activities import Activities, read_activities

# Short enough that a new figure reaches every viewer within a second.
MAX_AGE = 0.3
CHART_MAX_AGE = timedelta(minutes=1)
ACTIVITIES_MAX_AGE = 2.0
UPDATES = 50


@dataclass(frozen=True, slots=True)
class Site:
    """What the page is built from.

    `page_link` gives a followed page's public address, "" for none. `public_url` is the site's own address as others
    reach it, "" where that is not known. Pages are read until `read_after_end` past their campaign's end. At most
    `max_viewers` live streams are open at a time, over all campaigns. `watch` hears when another process changes
    what the page shows. `condition` tells of the database, in a process that may stand on one that takes no writes.
    Without `has_desk` nothing speaks of the desk. `rhythm` is the time within which a page should have a new count.
    `look_again` takes out of `vitals.wrong` what is right again.
    """

    store: Store
    clock: Clock
    speak: Callable[[str], Tongue]
    languages: tuple[str, ...]
    studio: Studio
    drawing: Drawing
    report: Callable[[BaseException], None]
    page_link: Callable[[Page], str]
    public_url: str = ""
    vitals: VitalSigns = field(default_factory=VitalSigns)
    kinds: EventKinds = field(default_factory=EventKinds)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    read_after_end: timedelta = timedelta(days=7)
    max_viewers: int = 5000
    watch: Watch | None = None
    condition: Callable[[], Awaitable[Condition]] | None = None
    has_desk: bool = True
    rhythm: Callable[[PageFigures], timedelta] = lambda _: timedelta(days=1)
    look_again: Callable[[], Awaitable[None]] | None = None

    async def only_reads(self) -> Condition | None:
        """The database's condition where it takes no writes, and need not."""
        found = None if self.condition is None else await self.condition()
        return None if found is None or found.takes_writes else found


@dataclass(frozen=True, slots=True)
class PageData:
    """One campaign at one moment. `plots` has a plot for each measure, the headline's first.

    `bots` are links to the bot by platform, `updates` what chats were told last, newest first; both were read with the
    charts at `charts_read_at`, events and calls at `activities_read_at` of the loop's clock. `history` changes when
    readings of earlier times came in or went, which no figure may show.
    """

    stats: Stats
    plots: Mapping[Window, tuple[Plot, ...]]
    bots: Mapping[str, str]
    charts_read_at: datetime
    activities: Activities
    activities_read_at: float
    updates: tuple[Announcement, ...] = ()
    second_bot: SignedNotice | None = None
    history: str = ""

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.stats.campaign


@dataclass
class PageDataCache:
    """A site's page data by campaign, read again after 0.3 s, once for all who ask at the same time."""

    site: Site
    _entries: dict[str, tuple[float, PageData | None]] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _campaigns: tuple[float, tuple[Campaign, ...]] | None = None

    async def of(self, slug: str) -> PageData | None:
        """The campaign's page data; None where no campaign of that name is loaded."""
        known = await self.slugs()
        if slug not in known:
            return None
        async with self._locks.setdefault(slug, asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            entry = self._entries.get(slug)
            if entry is None or now - entry[0] >= MAX_AGE:
                entry = now, await self._read(slug, entry[1] if entry else None)
                self._entries[slug] = entry
            return entry[1]

    async def slugs(self) -> tuple[str, ...]:
        """The slugs of the loaded campaigns."""
        return tuple(campaign.slug for campaign in await self.campaigns())

    async def campaigns(self) -> tuple[Campaign, ...]:
        """The loaded campaigns."""
        async with self._locks.setdefault("", asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            if self._campaigns is None or now - self._campaigns[0] >= MAX_AGE:
                async with self.site.store.reading() as tx:
                    self._campaigns = now, tuple(await tx.campaigns.all())
            return self._campaigns[1]

    async def _read(self, slug: str, before: PageData | None) -> PageData | None:
        async with self.site.store.reading() as tx:
            campaign = await tx.campaigns.get(slug)
            return await read_page_data(tx, campaign, self.site, before) if campaign else None


async def read_page_data(tx: Transaction, campaign: Campaign, site: Site, before: PageData | None = None) -> PageData:
    """The campaign's page_data as of now, from one consistent view of the store.

    Where no reading came since `before`, and that is not long ago, its charts are taken over: most of the work.
    """
    now, loop_now = site.clock.now(), asyncio.get_running_loop().time()
    stats = await read(tx, campaign, now)
    activities, activities_read_at = (
        (before.activities, before.activities_read_at) if before else (Activities(), -ACTIVITIES_MAX_AGE)
    )
    if loop_now - activities_read_at >= ACTIVITIES_MAX_AGE:
        activities, activities_read_at = await read_activities(tx, campaign, site.kinds, now), loop_now
    thinned = await tx.facts.get(THINNED, campaign.slug)
    history = f"{await tx.imports.state(campaign.slug)} {thinned.isoformat() if thinned else ''}"
    same = before and history == before.history and readings(before.stats) == readings(stats)
    if before and same and now - before.charts_read_at < CHART_MAX_AGE:
        return replace(before, stats=stats, activities=activities, activities_read_at=activities_read_at)
    plots = {window: await read_plots(tx, campaign, now, window) for window in Window}
    updates = tuple(await tx.ledger.updates(campaign.slug, UPDATES))
    links = {platform: link for platform, link in (await tx.facts.get_all(BOT_LINK, REMOTE_PLATFORMS)).items() if link}
    notice = await counting_notice(tx.facts, now)
    own = notice if notice and notice.names(campaign.slug) else None
    return PageData(stats, plots, links, now, activities, activities_read_at, updates, own, history)


def readings(stats: Stats) -> tuple[object, ...]:
    """What the figures are made of; the same as long as no reading came."""
    pages = [page for one in stats.every_target for page in one.pages]
    return stats.campaign, tuple((page.baseline, page.now) for page in pages)
