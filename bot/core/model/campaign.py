"""What a campaign is: its dates, its targets and their pages, and what one unit of its number is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from bot.core.model.event import Chapter, Plan
from bot.core.model.limits import mark_of
from bot.core.model.measures.crowd import Crowd
from bot.core.model.measures.measure import LIKES, Measure
from bot.core.model.reply import Names, Text, Value
from bot.core.model.schedule import Cadence

STORED: Mapping[str, bool] = MappingProxyType({"stored": True})
"""Marks a field that is part of a stored document although two values that differ in it alone are equal."""


@dataclass(frozen=True, slots=True)
class Page:
    """One public account whose number is followed.

    `id` is the store's own number for it, 0 before it is stored; `note` is the id of the text that its source says of
    what is counted, "" for none. Neither is part of a campaign's file. `measure` is what its number is, and `control`
    says that it is followed for comparison only, and stands in no total. A page is the same whatever it measures.
    """

    source: str
    handle: str
    id: int = field(default=0, compare=False)
    note: str = field(default="", compare=False)
    measure: Measure = field(default=LIKES, compare=False, metadata=STORED)
    control: bool = field(default=False, compare=False, metadata=STORED)

    @property
    def key(self) -> str:
        """How people write a page: `source:handle`."""
        return f"{self.source}:{self.handle}"

    @property
    def shown(self) -> str:
        """The handle as texts show it."""
        return shown_handle(self.handle)

    @property
    def label(self) -> str:
        """The key as people type it into a command: with the handle as texts show it."""
        return f"{self.source}:{self.shown}"


def shown_handle(handle: str) -> str:
    """A handle as texts show it: without `https://`, and without what a campaign file looks for there."""
    return handle.removeprefix("https://").partition("#")[0]


@dataclass(frozen=True, slots=True)
class Target:
    """A company that the campaign is aimed at. `logo` is the id of a stored picture, "" for none."""

    slug: str
    name: Names
    pages: tuple[Page, ...]
    logo: str = ""


def source_name(source: str) -> Text:
    """The name of a source, as people know it."""
    return Text("source-name", {"source": source})


def part_name(target: Target, page: Page) -> Text:
    """The name of one page of a target that has several: by its source, and its own name where a source has two."""
    twins = [one for one in target.pages if one.source == page.source]
    if len(twins) == 1:
        return Text("target-page", {"name": target.name, "page": source_name(page.source)})
    shown = page.shown if sum(one.shown == page.shown for one in twins) == 1 else page.handle
    if len(twins) < len(target.pages):
        return Text(
            "target-page",
            {"name": target.name, "page": Text("pair", {"first": source_name(page.source), "second": shown})},
        )
    return Text("target-page", {"name": target.name, "page": shown})


def page_name(campaign: "Campaign", page: Page) -> Value:
    """How people hear of a page: by its company, with the source where the company has several pages.

    A page of no company, which an event follows, goes by its own name and its source.
    """
    target = next((one for one in campaign.targets if page in one.pages), None)
    if target is None:
        return own_name(page)
    return target.name if len(target.pages) == 1 else part_name(target, page)


def count_command(campaign: "Campaign", page: Page) -> str:
    """What a typed count of the campaign's page completes: a command that is short enough for every button."""
    return f"count {campaign.slug} {mark_of(page.key)}"


def named_in_buttons(campaign: "Campaign", target: str = "") -> str:
    """What names the campaign, or its target with this slug, in a button's command: short, and of no other campaign."""
    return mark_of(f"{campaign.slug} {target}") if target else campaign.slug


def own_name(page: Page) -> Text:
    """The name of a page that stands alone: its own, and its source."""
    return Text("target-page", {"name": page.shown, "page": source_name(page.source)})


@dataclass(frozen=True, slots=True)
class Milestones:
    """The losses that the bot announces: each `percent` of the likes, each `likes` lost; 0 switches one off."""

    percent: Decimal = Decimal(1)
    likes: int = 100_000


@dataclass(frozen=True, slots=True)
class Campaign:
    """A named drive. All times are aware UTC; `zone` is the IANA zone in which they are spoken.

    `value_per_unit` is what one unit of the headline's measure is worth in `currency`; without money it is None, and
    the currency may be "". `goal` is what the headline's total should reach. `rates` gives how many units of `currency`
    one unit of another one costs, as of `rates_date`. `fallback` is the language of a chat that chose none.
    `purge_days` after the end, or after the last event's close where that is later, people's data is deleted.
    `call_approvals` is how many people other than its author a call needs; None: one, where there are two organizers or
    more. `events` are those of the campaign's file, `chapters` what people may say they belong to.
    With `crowd`, anybody may report the number of an unreadable page. `accent` is the public page's colour (`#b3261e`),
    "" for our own, `logo` the id of a stored picture. `languages` are those that it offers, () for all of the bot's.
    """

    slug: str
    title: Names
    zone: str
    starts_at: datetime
    ends_at: datetime | None
    currency: str
    value_per_unit: Decimal | None
    value_note: Names
    rates: Mapping[str, Decimal]
    rates_date: date | None
    updates: Cadence
    fallback: str
    purge_days: int
    contact: str
    targets: tuple[Target, ...]
    call_approvals: int | None = None
    milestones: Milestones = field(default_factory=Milestones)
    events: tuple[Plan, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    crowd: Crowd | None = None
    goal: Decimal | None = None
    accent: str = ""
    logo: str = ""
    languages: tuple[str, ...] = ()

    def spoken(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Those of the bot's languages that the campaign offers."""
        return tuple(one for one in languages if not self.languages or one in self.languages)

    def chapter_name(self, slug: str) -> Names | str:
        """How a chapter is called: its name, or the slug of one that the campaign's file no longer has."""
        return next((one.name for one in self.chapters if one.slug == slug), slug)

    def tongue(self, language: str) -> str:
        """This language, or the fallback where it is "" or not offered."""
        return language if language and self.spoken([language]) else self.fallback

    @property
    def pages(self) -> tuple[Page, ...]:
        """All pages of all targets, in the file's order."""
        return tuple(page for target in self.targets for page in target.pages)

    @property
    def logos(self) -> tuple[str, ...]:
        """The ids of the stored pictures that are the logos of the campaign and of its targets."""
        return tuple(logo for logo in (self.logo, *(target.logo for target in self.targets)) if logo)

    @property
    def headline_pages(self) -> tuple[Page, ...]:
        """The pages that make the headline's total: all of the first page's measure, without controls."""
        pages = [page for page in self.pages if not page.control]
        return tuple(page for page in pages if page.measure.identity == pages[0].measure.identity)

    @property
    def measure(self) -> Measure:
        """What the headline counts; likes where there is no page."""
        return next((page.measure for page in self.headline_pages), LIKES)

    @property
    def control_pages(self) -> tuple[Page, ...]:
        """The control pages whose number is the same kind of thing as the headline's, so that they can be compared."""
        return tuple(page for page in self.pages if page.control and page.measure.like(self.measure))

    def ended(self, now: datetime) -> bool:
        """Whether the campaign is over at `now`."""
        return self.ends_at is not None and now >= self.ends_at

    def as_of(self, now: datetime) -> datetime:
        """The moment that figures are computed for: `now`, or the campaign's end once that has passed."""
        return self.ends_at if self.ends_at is not None and now >= self.ends_at else now
