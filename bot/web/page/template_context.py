"""Template contexts: the words of each page, which its template only places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.counts.chart_data import ROWS, Plot, Point, Window
from bot.core.counts.details import RESULT_ROWS, figures_table
from bot.core.counts.figures import Stats, TargetStats
from bot.core.counts.notes import notes
from bot.core.counts.picture_address import Drawing
from bot.core.counts.replies import headline
from bot.core.model.campaign import Campaign
from bot.core.model.measures.texts import number
from bot.core.model.reply import Moment, Reply, Span, Text, Value, in_zone
from bot.core.ports.language import Tongue
from bot.web.page.activities import shown
from bot.web.page.links import Links
from bot.web.page.page_data import PageData

# Every sentence that stands on every page and holds no value.
WORDS = (
    "page-skip", "page-languages", "page-figures", "page-notes", "page-live", "page-offline", "page-windows",
    "page-numbers", "page-moment", "page-pick", "page-join", "page-how", "page-how-read",
    "page-how-guard", "page-how-baseline", "page-how-money", "page-how-cause", "page-how-people", "page-data",
    "page-data-json", "page-data-csv", "page-data-feed", "page-data-api", "page-data-embed", "page-campaigns",
    "page-no-campaigns", "page-home", "page-about", "chart-title", "chart-nothing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """The language of a page, the other languages, and its links."""

    speak: Tongue
    tongues: tuple[Tongue, ...]
    links: Links
    assets: Mapping[str, str]


def shared(frame: Frame, path: tuple[str, ...]) -> dict[str, Any]:
    """What every page has: its words, its direction, and itself in the other languages. `path` is without language."""
    speak, links = frame.speak, frame.links
    others = [
        {
            "code": tongue.code,
            "name": tongue(Text(f"language-{tongue.code}")),
            "href": links.page(tongue.code, *path),
            "whole": links.full_url(tongue.code, *path),
            "here": tongue.code == speak.code,
        }
        for tongue in frame.tongues
    ]
    return {
        "lang": speak.code,
        "dir": "rtl" if speak.right_to_left else "ltr",
        "t": {word.removeprefix("page-").replace("-", "_"): speak(Text(word)) for word in WORDS},
        "languages": others,
        "assets": {name: links.file(*where.split("/")) for name, where in frame.assets.items()},
        "live": links.live,
        "home": links.page(speak.code),
    }


def campaign_page(page_data: PageData, window: Window, frame: Frame, drawing: Drawing) -> dict[str, Any]:
    """The page of one campaign."""
    speak, links, slug = frame.speak, frame.links, page_data.campaign.slug
    path = (slug,) if window is Window.ALL else (slug, window.value)
    title = speak(Text("campaign-title", {"title": page_data.campaign.title}))
    return {
        **shared(frame, path),
        **figures(page_data.stats, speak),
        **chart(page_data, window, frame, drawing),
        **shown(page_data.activities, page_data.campaign, speak, links),
        "title": title,
        "slug": slug,
        "description": speak(headline(page_data.stats)),
        "image": links.full_url(speak.code, slug, "share.png"),
        "canonical": links.full_url(speak.code, *path),
        "stream": links.file(speak.code, slug, "live") if links.live else "",
        "feed": links.file(speak.code, slug, "feed.xml"),
        "copied": ""
        if links.live
        else speak(Text("page-copied", {"at": _moment(page_data.stats.now, page_data.campaign)})),
        "join": [{"href": link, "text": speak(Text(f"page-join-{name}"))} for name, link in page_data.bots.items()],
        "join_how": speak(Text("page-join-how", {"command": "/subscribe"})),
        "contact": page_data.campaign.contact,
        "contact_text": speak(Text("page-contact")),
        "data": {
            "json": links.file("api", "v1", "campaigns", slug, ending=".json"),
            "csv": links.file("api", "v1", "campaigns", slug, "snapshots.csv"),
            "api": links.file("api", "v1", "openapi.json"),
            "badge": links.file(speak.code, slug, "badge.svg"),
            "embed": links.full_url("embed", slug) or links.page("embed", slug),
        },
    }


def figures(stats: Stats, speak: Tongue) -> dict[str, Any]:
    """The table as columns, the same as cards for narrow screens, the total in a sentence, and the notes."""
    zone = stats.campaign.zone
    table = figures_table(stats)
    cards = [[speak(line) for line in block] for block in table.blocks]
    for card, one in zip(cards, stats.targets, strict=False):
        card += [speak(age) for age in [_age_line(stats, one)] if age is not None]
    return {
        "headline": speak(headline(stats)),
        "columns": [_cell(name, speak) for name in table.columns],
        "rows": [
            {
                "label": speak(row.label),
                "cells": [_cell(cell, speak) for cell in row.cells],
                "strong": row.label.id in RESULT_ROWS,
            }
            for row in table.rows
        ],
        "ages": [_cell(_age_cell(stats, one), speak) for one in stats.targets],
        "age_label": speak(Text("page-row-age")),
        "cards": cards,
        "notes": [speak(line) for line in in_zone(Reply(lines=notes(stats)), zone).lines],
    }


def chart(page_data: PageData, window: Window, frame: Frame, drawing: Drawing) -> dict[str, Any]:
    """The chart, the lengths it can have, and its values as a table."""
    speak, plot = frame.speak, page_data.plots[window]
    slug = page_data.campaign.slug
    return {
        "svg": drawing.chart(page_data.stats, plot, speak),
        "windows": [
            {
                "text": speak(Text(f"chart-{one.value}")),
                "href": frame.links.page(*((speak.code, slug) if one is Window.ALL else (speak.code, slug, one.value))),
                "here": one is window,
            }
            for one in (Window.DAY, Window.THREE_DAYS, Window.ALL)
        ],
        "chart_columns": [_cell(line.name, speak) for line in plot.drawn],
        "chart_rows": _chart_rows(plot, speak),
    }


def _chart_rows(plot: Plot, speak: Tongue) -> list[dict[str, Any]]:
    whole = (plot.end - plot.start).total_seconds()
    return [
        {
            "share": round((moment - plot.start).total_seconds() / whole, 4),
            "moment": speak(Text("page-at", {"date": Moment(moment, plot.campaign.zone, "day"),
                                             "time": Moment(moment, plot.campaign.zone, "time")})),
"cells": [_cell(_chart_value(plot, point, moment), speak) for point in points],
        }
        for moment, points in plot.rows()
    ]  # fmt: skip


def _chart_value(plot: Plot, point: Point | None, moment: datetime) -> Value:
    """A value of the chart's table; one that is older than the rows are apart says how old."""
    if point is None or point.lost is None:
        return Text("unknown")
    value, age = number(plot.measure, plot.told(point.lost)), moment - point.read_at
    if age < (plot.end - plot.start) / ROWS:
        return value
    return Text("chart-aged", {"value": value, "age": Span(age)})


def home_page(campaigns: Iterable[tuple[Campaign, Stats]], frame: Frame) -> dict[str, Any]:
    """The list of campaigns."""
    speak = frame.speak
    return {
        **shared(frame, ()),
        "title": speak(Text("page-campaigns")),
        "description": speak(Text("page-about")),
        "canonical": frame.links.full_url(speak.code),
        "campaigns": [
            {
                "title": speak(Text("campaign-title", {"title": campaign.title})),
                "href": frame.links.page(speak.code, campaign.slug),
                "headline": speak(headline(stats)),
            }
            for campaign, stats in campaigns
        ],
    }


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))


def _age_cell(stats: Stats, one: TargetStats) -> Value:
    if one.figures.taken_at is None:
        return Text("unknown")
    if stats.ended:
        return _moment(one.figures.taken_at, stats.campaign)
    return Text("page-ago", {"age": Span(stats.now - one.figures.taken_at)})


def _age_line(stats: Stats, one: TargetStats) -> Text | None:
    if one.figures.taken_at is None or one.figures.origin is None:
        return None
    origin = Text(f"origin-{one.figures.origin.name.lower()}")
    return Text("page-age", {"origin": origin, "age": _age_cell(stats, one)})


def _moment(at: Any, campaign: Campaign) -> Moment:  # noqa: ANN401 - a moment
    return Moment(at, campaign.zone)
