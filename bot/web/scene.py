"""What the page shows of a campaign at one moment, read from the store at most once a second."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.core.campaign import Campaign
from bot.core.pictures import Drawing, Studio
from bot.core.plot import Plot, Window, read_plot
from bot.core.ports import Clock, Store, Tongue, Transaction
from bot.core.stats import Stats, read

FRESH = 1.0
BOT_LINK = "bot-link:"
PLATFORMS = ("telegram", "discord")


@dataclass(frozen=True, slots=True)
class Site:
    """What the page is made from. `public_url` is its own address as others reach it, "" where that is not known."""

    store: Store
    clock: Clock
    speak: Callable[[str], Tongue]
    languages: tuple[str, ...]
    studio: Studio
    drawing: Drawing
    report: Callable[[BaseException], None]
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One campaign at one moment. `bots` are links to the bot by platform."""

    stats: Stats
    plots: Mapping[Window, Plot]
    bots: Mapping[str, str]

    @property
    def campaign(self) -> Campaign:
        """The campaign."""
        return self.stats.campaign


@dataclass
class Scenes:
    """The scenes of a site, each read again when it is asked for after a second, once however many ask."""

    site: Site
    _kept: dict[str, tuple[float, Scene | None]] = field(default_factory=dict)
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def of(self, slug: str) -> Scene | None:
        """The campaign's scene; None where no campaign of that name is loaded."""
        known = await self.slugs()
        if slug not in known:
            return None
        async with self._turns.setdefault(slug, asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            kept = self._kept.get(slug)
            if kept is None or now - kept[0] >= FRESH:
                kept = now, await self._read(slug)
                self._kept[slug] = kept
            return kept[1]

    async def slugs(self) -> tuple[str, ...]:
        """The slugs of the loaded campaigns."""
        return tuple(campaign.slug for campaign in await self.campaigns())

    async def campaigns(self) -> tuple[Campaign, ...]:
        """The loaded campaigns."""
        async with self._turns.setdefault("", asyncio.Lock()):
            now = asyncio.get_running_loop().time()
            if self._campaigns is None or now - self._campaigns[0] >= FRESH:
                async with self.site.store.reading() as tx:
                    self._campaigns = now, tuple(await tx.campaigns.all())
            return self._campaigns[1]

    async def _read(self, slug: str) -> Scene | None:
        async with self.site.store.reading() as tx:
            campaign = await tx.campaigns.get(slug)
            return await read_scene(tx, campaign, self.site.clock) if campaign else None

    _campaigns: tuple[float, tuple[Campaign, ...]] | None = None


async def read_scene(tx: Transaction, campaign: Campaign, clock: Clock) -> Scene:
    """The campaign's scene as of now, from one consistent view of the store."""
    now = clock.now()
    stats = await read(tx, campaign, now)
    plots = {window: await read_plot(tx, campaign, now, window) for window in Window}
    bots = {platform: await tx.leases.note(f"{BOT_LINK}{platform}") for platform in PLATFORMS}
    return Scene(stats, plots, {platform: link for platform, link in bots.items() if link})
