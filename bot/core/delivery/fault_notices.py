"""Notices of pages that give no number, to organizers; and of counts that are due to be typed, to reporters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.delivery.organizer_notices import notify_organizers
from bot.core.model.campaign import Campaign, Page, count_command, page_name
from bot.core.model.reply import Button, Reply, Span, Text
from bot.core.model.roles import Role
from bot.core.model.snapshots import Failing, Snapshot
from bot.core.model.source import FaultKind, Source
from bot.core.ports.database import Transaction
from bot.core.ports.facts import FAULT_TOLD

# A key that died is told at once: nothing comes back by waiting.
AT_ONCE = frozenset({FaultKind.DEAD_TOKEN})
# Lines and buttons of one notice; the rest is told as a number.
MOST_LINES, MOST_BUTTONS = 6, 6


@dataclass(frozen=True, slots=True)
class NoticeAfter:
    """How long a page may give no number before organizers are told, and no typed one before reporters are asked.

    `after_end` is how long past a campaign's end its pages are still read.
    """

    fault: timedelta = timedelta(hours=6)
    typed: timedelta = timedelta(hours=24)
    after_end: timedelta = timedelta(days=7)


async def notify_of_pages(tx: Transaction, sources: Mapping[str, Source], after: NoticeAfter, now: datetime) -> int:
    """Send what is due of each campaign: new faults, pages that are back, counts to type. Returns how many notices."""
    sent = 0
    for campaign in await tx.campaigns.all():
        if campaign.ends_at is not None and now >= campaign.ends_at + after.after_end:
            continue
        state = await _read_state(tx, campaign, now)
        sent += await _tell_faults(tx, state, after, now)
        sent += await _tell_back(tx, state, now)
        sent += await _ask_for_counts(tx, state, sources, after, now)
    return sent


@dataclass(frozen=True, slots=True)
class _State:
    """A campaign's pages with their faults, their latest snapshots, and since when organizers know of a fault."""

    campaign: Campaign
    pages: Sequence[Page]
    failing: Mapping[int, Failing]
    last: Mapping[int, Snapshot]
    told: Mapping[str, datetime]

    def untold(self, page: Page) -> bool:
        """Whether organizers know nothing of a page's fault, or only of one that may pass, and not of its key."""
        fault = self.failing.get(page.id)
        died = fault is not None and fault.kind in AT_ONCE
        return str(page.id) not in self.told or (died and _passing(page) in self.told)

    def age(self, page: Page, now: datetime) -> timedelta | None:
        """How old the page's latest count is; None without one."""
        last = self.last.get(page.id)
        return now - last.taken_at if last else None


async def _read_state(tx: Transaction, campaign: Campaign, now: datetime) -> _State:
    pages = (*campaign.pages, *await tx.events.pages(campaign.slug))
    ids = [page.id for page in pages]
    return _State(
        campaign,
        pages,
        await tx.snapshots.failing(ids),
        (await tx.snapshots.at(ids, [now]))[0],
        await tx.facts.get_all(FAULT_TOLD, [*map(str, ids), *map(_passing, pages)]),
    )


async def _tell_faults(tx: Transaction, state: _State, after: NoticeAfter, now: datetime) -> int:
    new = [page for page in state.pages if state.untold(page) and _overdue(state, page, after, now)]
    if not new:
        return 0
    kinds = dict.fromkeys(state.failing[page.id].kind for page in new)
    lines = [
        Text(f"fault-{state.failing[page.id].kind.value}", {"page": page_name(state.campaign, page)})
        for page in new[:MOST_LINES]
    ]
    content = Reply(
        title=Text("faults-title", {"title": state.campaign.title}),
        lines=(*lines, *_rest(new), *(Text(f"remedy-{kind.value}") for kind in kinds), Text("faults-type")),
        buttons=_buttons(state.campaign, new),
    )
    since = state.failing[new[0].id].since
    key = _key("key" if _passing(new[0]) in state.told else "fault", state.campaign, new, since)
    if not await notify_organizers(tx, state.campaign.slug, key, content, now):
        return 0
    for page in new:
        fault = state.failing[page.id]
        await tx.facts.put(FAULT_TOLD, str(page.id), fault.since)
        if fault.kind in AT_ONCE:
            await tx.facts.drop(FAULT_TOLD, _passing(page))
        else:
            await tx.facts.put(FAULT_TOLD, _passing(page), fault.since)
    return 1


def _passing(page: Page) -> str:
    """The subject under which it is kept that organizers know of a fault which may pass by itself."""
    return f"{page.id}:passing"


def _overdue(state: _State, page: Page, after: NoticeAfter, now: datetime) -> bool:
    """Whether a page has failed for long, and nobody typed a count since."""
    fault, age = state.failing.get(page.id), state.age(page, now)
    if fault is None:
        return False
    if fault.kind in AT_ONCE:
        return True
    return now - fault.since >= after.fault and (age is None or age >= after.fault)


async def _tell_back(tx: Transaction, state: _State, now: datetime) -> int:
    back = [page for page in state.pages if str(page.id) in state.told and page.id not in state.failing]
    if not back:
        return 0
    lines = [Text("page-back", {"page": page_name(state.campaign, page)}) for page in back[:MOST_LINES]]
    content = Reply(title=Text("back-title", {"title": state.campaign.title}), lines=(*lines, *_rest(back)))
    key = _key("back", state.campaign, back, state.told[str(back[0].id)])
    told = await notify_organizers(tx, state.campaign.slug, key, content, now)
    for page in back:
        await tx.facts.drop(FAULT_TOLD, str(page.id))
        await tx.facts.drop(FAULT_TOLD, _passing(page))
    return int(bool(told))


async def _ask_for_counts(
    tx: Transaction, state: _State, sources: Mapping[str, Source], after: NoticeAfter, now: datetime
) -> int:
    """Ask reporters once a day for the counts that nothing reads, while the campaign goes on."""
    campaign = state.campaign
    if now < campaign.starts_at or campaign.ended(now):
        return 0
    due = [page for page in campaign.pages if _typed(state, page, sources) and _stale(state, page, after, now)]
    if not due:
        return 0
    lines = [_last_typed(state, page, now) for page in due[:MOST_LINES]]
    content = Reply(
        title=Text("type-title", {"title": campaign.title}),
        lines=(*lines, *_rest(due)),
        buttons=_buttons(campaign, due),
    )
    day = (now - campaign.starts_at) // after.typed
    key = f"type:{campaign.slug}:{day}"
    return int(bool(await notify_organizers(tx, campaign.slug, key, content, now, role=Role.REPORTER)))


def _typed(state: _State, page: Page, sources: Mapping[str, Source]) -> bool:
    """Whether a page's counts come from people: its source reads nothing, or organizers know that it cannot."""
    source = sources.get(page.source)
    return source is not None and (source.read is None or str(page.id) in state.told)


def _stale(state: _State, page: Page, after: NoticeAfter, now: datetime) -> bool:
    age = state.age(page, now)
    return age is None or age >= after.typed


def _last_typed(state: _State, page: Page, now: datetime) -> Text:
    age = state.age(page, now)
    name = page_name(state.campaign, page)
    return Text("type-never", {"page": name}) if age is None else Text("type-old", {"page": name, "age": Span(age)})


def _rest(pages: Sequence[Page]) -> Iterable[Text]:
    return [Text("and-more", {"count": len(pages) - MOST_LINES})] if len(pages) > MOST_LINES else []


def _buttons(campaign: Campaign, pages: Sequence[Page]) -> tuple[tuple[Button, ...], ...]:
    """A button for each page that asks for its count, with the company's name."""
    buttons = [
        (Button(Text("type-button", {"name": target.name}), command=count_command(campaign, page)),)
        for target in campaign.targets
        for page in target.pages
        if page in pages
    ]
    return tuple(buttons[:MOST_BUTTONS])


def _key(what: str, campaign: Campaign, pages: Sequence[Page], since: datetime) -> str:
    return f"{what}:{campaign.slug}:{pages[0].id}:{since.timestamp():.3f}"
