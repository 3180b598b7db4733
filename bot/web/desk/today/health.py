"""How well everything runs: each source, each platform's queue and limits, the program's parts and its backups."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bot.core.counts.figures import find_failing
from bot.core.delivery.backup_notices import is_fresh
from bot.core.delivery.vital_signs import MOST_SKEW, Count, VitalSigns
from bot.core.model.campaign import Campaign, Page, page_name, source_name
from bot.core.model.chats import REMOTE_PLATFORMS
from bot.core.model.reply import Moment, Percent, Rate, Span, Text, Value
from bot.core.model.snapshots import Failing
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import QueueLength
from bot.core.ports.facts import BACKUP, FLOOD_WAIT, SOURCE_REST

MEASURED = timedelta(minutes=1)
"""Time over which the share of a platform's limit is measured."""

LATE = timedelta(seconds=30)
"""From this lag on, a queue is said to be late."""

FLOOD_SHOWN = timedelta(days=1)


@dataclass
class Group:
    """What is said of one source, one platform or the program (which needs no name); `wrong` needs somebody."""

    name: Text | None = None
    lines: list[Text] = field(default_factory=list)
    wrong: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Health:
    """The groups of one campaign at a moment."""

    sources: Sequence[Group]
    platforms: Sequence[Group]
    program: Group


async def read_health(tx: Transaction, campaign: Campaign, vitals: VitalSigns, now: datetime) -> Health:
    """Read it in one transaction; `vitals` are those of this process."""
    return Health(
        await _sources(tx, campaign, now), await _platforms(tx, campaign, vitals, now),
        await _program(tx, campaign, vitals, now),
    )  # fmt: skip


async def _sources(tx: Transaction, campaign: Campaign, now: datetime) -> list[Group]:
    by_source: dict[str, list[Page]] = {}
    for page in campaign.pages:
        by_source.setdefault(page.source, []).append(page)
    ids = [page.id for page in campaign.pages]
    read, failing = await tx.snapshots.last_read(ids), await find_failing(tx, campaign.pages)
    rests = await tx.facts.get_all(SOURCE_REST, sorted(by_source))
    groups = []
    for source, pages in sorted(by_source.items()):
        group = Group(source_name(source))
        # A page that does not fail answered with a number when it was last asked.
        good = [read[page.id] for page in pages if page.id in read and page.id not in failing]
        if good:
            at = Moment(max(good), campaign.zone)
            group.lines.append(Text("desk-health-source", {"good": len(good), "pages": len(pages), "at": at}))
        else:
            group.lines.append(Text("desk-health-source-never", {"pages": len(pages)}))
        group.wrong += [_fault(campaign, page, failing[page.id]) for page in pages if page.id in failing]
        if source in rests and rests[source] > now:
            group.lines.append(Text("desk-health-rest", {"at": Moment(rests[source], campaign.zone)}))
        groups.append(group)
    return groups


def _fault(campaign: Campaign, page: Page, failing: Failing) -> Text:
    fault = Text(f"fault-{failing.kind.value}", {"page": page_name(campaign, page)})
    return Text("desk-health-fault", {"fault": fault, "at": Moment(failing.since, campaign.zone)})


async def _platforms(tx: Transaction, campaign: Campaign, vitals: VitalSigns, now: datetime) -> list[Group]:
    """The platforms that somebody serves, that chats of the campaign are on, or that deliveries wait for."""
    held = await tx.leases.held(await tx.leases.now())
    queue = await tx.ledger.queue()
    followed = {platform for platform, _, _ in await tx.chats.census(campaign.slug)}
    groups = []
    for platform in REMOTE_PLATFORMS:
        lease = f"platform:{platform}"
        holder = await tx.leases.holder(lease) if lease in held else ""
        waiting = [one for one in queue if one.platform == platform]
        if not holder and not waiting and platform not in followed:
            continue
        group = Group(Text("cell", {"value": platform.capitalize()}))
        if holder:
            group.lines.append(Text("desk-health-lease", {"holder": _process(holder)}))
        else:
            group.wrong.append(Text("desk-health-nobody"))
        if platform in vitals.outages:
            group.wrong.append(Text("desk-health-away"))
        await _queue(tx, group, platform, waiting, now)
        await _limits(tx, group, platform, vitals.paces.get(platform, 0.0), campaign.zone, now)
        floods = vitals.counts[Count.FLOOD_WAITS][platform]
        if floods:
            group.lines.append(Text("desk-health-floods", {"times": floods}))
        groups.append(group)
    return groups


def _process(name: str) -> str:
    """A process as people tell it apart: its number, and where it runs; a name of another form as it is."""
    place, _, rest = name.partition("/")
    number = rest.partition("/")[0]
    return f"{number} ({place.partition('-')[0]})" if number.isdecimal() else name


async def _queue(tx: Transaction, group: Group, platform: str, queue: Sequence[QueueLength], now: datetime) -> None:
    waiting = sum(one.count for one in queue if one.state == "pending")
    values = {"waiting": waiting, "under-way": sum(one.count for one in queue) - waiting}
    group.lines.append(Text("desk-health-queue", values))
    due = await tx.ledger.next_due(platform) if waiting else None
    if due is None:
        return
    if due > now:
        group.lines.append(Text("desk-health-queue-next", {"left": Span(due - now)}))
    elif now - due < LATE:
        group.lines.append(Text("desk-health-queue-prompt"))
    else:
        group.wrong.append(Text("desk-health-lag", {"lag": Span(now - due)}))


async def _limits(tx: Transaction, group: Group, platform: str, pace: float, zone: str, now: datetime) -> None:
    left = await tx.ledger.departed(platform, now - MEASURED)
    values: dict[str, Value] = {"left": left}
    if pace:
        share = Decimal(left / (pace * MEASURED.total_seconds()) * 100)
        values |= {"share": Percent(share), "pace": Rate(Decimal(str(pace)))}
    group.lines.append(Text("desk-health-rate" if pace else "desk-health-left", values))
    flood = await tx.facts.get(FLOOD_WAIT, platform)
    if flood is None or now - flood.began > FLOOD_SHOWN:
        return
    ends = flood.began + timedelta(seconds=flood.seconds)
    values = {"at": Moment(flood.began, zone), "length": Span(timedelta(seconds=flood.seconds))}
    if ends > now:
        group.wrong.append(Text("desk-health-flood", values))
    else:
        group.lines.append(Text("desk-health-flood-over", values))


async def _program(tx: Transaction, campaign: Campaign, vitals: VitalSigns, now: datetime) -> Group:
    group = Group()
    due = await tx.agenda.next_due(REMOTE_PLATFORMS)
    if due:
        group.lines.append(Text("desk-next-due", {"at": Moment(due, campaign.zone)}))
    backup = await tx.facts.get(BACKUP)
    if backup is None:
        group.wrong.append(Text("desk-no-backup"))
    else:
        said = Text("desk-health-backup", {"at": Moment(backup.taken, campaign.zone)})
        (group.lines if is_fresh(backup, now) else group.wrong).append(said)
    group.wrong += [Text("desk-health-late", {"part": sign.name}) for sign in vitals.overdue()]
    if abs(vitals.skew) > MOST_SKEW:
        group.wrong.append(Text("desk-health-skew", {"skew": Span(timedelta(seconds=abs(vitals.skew)))}))
    return group
