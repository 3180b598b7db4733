"""What the stores' tests write down: a campaign, chats, announcements."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from bot.core.model.announcements import Announcement, AnnouncementKind, Delivery, Planned
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.chats import Address, Chat, ChatKind, Mode, Subscription
from bot.core.model.reply import Names, say
from bot.core.model.schedule import Cadence
from bot.core.model.snapshots import Snapshot
from bot.core.ports.database import Store, Transaction
from bot.core.ports.facts import FactKind

NOTE: FactKind[str] = FactKind("note", str, str)
"""A kind of fact that only tests keep."""

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEASE = 60.0
HOURLY = Cadence(every=3600)


def names(word: str) -> Names:
    return Names({"en": word, "fr": word.upper(), "ar": "كلمة"})


def sample_campaign(slug: str = "no-voip", pages: Sequence[str] = ("one", "two", "three")) -> Campaign:
    targets = tuple(Target(handle, names(handle), (Page("facebook", handle),)) for handle in pages)
    return Campaign(
        slug=slug,
        title=names("No VOIP"),
        zone="Africa/Casablanca",
        starts_at=NOW - 24 * HOUR,
        ends_at=NOW + 48 * HOUR,
        currency="MAD",
        value_per_unit=Decimal("3.10"),
        value_note=names("3 dirham a like"),
        rates={"USD": Decimal("9.8838"), "EUR": Decimal("10.90")},
        rates_date=date(2026, 11, 20),
        updates=Cadence(daily=time(20, 30)),
        fallback="ar",
        purge_days=30,
        contact="https://example.org/",
        targets=targets,
    )


async def load(store: Store, slug: str = "no-voip") -> Campaign:
    """A stored campaign, its pages with their ids."""
    async with store.writing() as tx:
        await tx.campaigns.save(sample_campaign(slug), NOW)
        campaign = await tx.campaigns.get(slug)
    assert campaign is not None
    return campaign


def snapshot(hours: float, count: int = 1000, step: int = 1) -> Snapshot:
    """A snapshot so many hours from NOW."""
    return Snapshot(NOW + hours * HOUR, count, step)


async def add_chats(store: Store, number: int, platform: str = "telegram") -> list[Chat]:
    """Stored groups with the ids -1, -2, …"""
    async with store.writing() as tx:
        return [await group(tx, str(-place), platform) for place in range(1, number + 1)]


async def group(tx: Transaction, chat: str, platform: str = "telegram") -> Chat:
    return await tx.chats.ensure(Address(platform, chat), ChatKind.GROUP)


async def private_chat(tx: Transaction, chat: str, *reasons: str) -> Chat:
    """A stored private chat, whose address is kept for these reasons."""
    address = Address("telegram", chat)
    stored = await tx.chats.ensure(address, ChatKind.PRIVATE)
    for reason in reasons:
        await tx.chats.keep_private(stored, address, reason)
    return stored


async def follow(tx: Transaction, chat: Chat, slug: str = "no-voip", next_due: datetime | None = NOW) -> Subscription:
    return await tx.chats.subscribe(chat, slug, HOURLY, Mode.POST, next_due)


async def announce(
    store: Store,
    planned: Sequence[Planned | Chat],
    kind: AnnouncementKind = AnnouncementKind.CALL,
    due: datetime = NOW,
    *,
    key: str = "",
    slug: str = "no-voip",
) -> int:
    """An announcement to these chats."""
    rows = [one if isinstance(one, Planned) else Planned(one.id) for one in planned]
    announcement = Announcement(key or f"{slug}|{kind}|{due.isoformat()}", slug, kind, due, say("hello", at="noon"))
    async with store.writing() as tx:
        return await tx.ledger.announce(announcement, rows)


async def claim(
    store: Store, limit: int = 100, now: datetime = NOW, holder: str = "one", platforms: Sequence[str] = ("telegram",)
) -> list[Delivery]:
    async with store.writing() as tx:
        return await tx.ledger.claim(platforms, holder, now, LEASE, limit)
