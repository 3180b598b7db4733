"""Template contexts: the words of each page, which its template only places."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.counts.chart_data import ROWS, Plot, Point, Window, measure_words
from bot.core.counts.details import figures_table
from bot.core.counts.figures import Stats
from bot.core.counts.notes import notes
from bot.core.counts.picture_address import Drawing
from bot.core.counts.replies import headline, nothing_to_draw
from bot.core.model.campaign import Campaign, Target
from bot.core.model.input.letters import without_marks
from bot.core.model.measures.texts import measure_name, number
from bot.core.model.reply import Moment, Reply, Span, Text, Value, in_zone
from bot.core.ports.facts import SignedNotice
from bot.core.ports.language import Tongue
from bot.web.page.actions import follow, primary, sharing
from bot.web.page.activities import marks, shown
from bot.web.page.feed_sentences import feed_title
from bot.web.page.figures import ended_on, figures_part, how_read, in_short
from bot.web.page.links import Links, logo_name
from bot.web.page.page_data import PageData, Site
from bot.web.page.qr import qr_code
from bot.web.page.styles import accent_style, base_style
from bot.web.page.widget_height import embed_height

MARKS = 8
"""How many events and calls a chart marks at most, the newest."""

# Every sentence that stands on every page and holds no value.
WORDS = (
    "page-skip", "page-languages", "page-figures", "page-notes", "page-live", "page-offline", "page-windows",
    "page-numbers", "page-moment", "page-pick", "page-how", "page-companies", "page-company",
    "page-how-guard", "page-how-baseline", "page-how-money", "page-how-cause", "page-how-people", "page-data",
    "page-data-json", "page-data-csv", "page-data-feed", "page-data-api", "page-data-embed", "page-campaigns",
    "page-no-campaigns", "page-no-campaigns-next", "page-no-campaigns-load",
    "page-home", "page-about", "page-change", "page-trend",
    "page-share-of", "page-control", "page-zone-own", "page-follow", "page-feed", "page-data-badge",
    "page-data-share", "page-picture-wide", "page-picture-story", "page-return", "page-not-found-next", "page-row-age",
    "page-second", "page-second-how", "row-before", "row-now", "row-percent", "row-last-24h", "chart-title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """The language of a page, the other languages, and its links."""

    speak: Tongue
    tongues: tuple[Tongue, ...]
    links: Links
    assets: Mapping[str, str]


def words(speak: Tongue) -> dict[str, str]:
    """The sentences that hold no value, by their ids with underscores and without "page-"."""
    return {word.removeprefix("page-").replace("-", "_"): speak(Text(word)) for word in WORDS}


def shared(frame: Frame, path: tuple[str, ...], accent: str = "") -> dict[str, Any]:
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
        "t": words(speak),
        "styles": [style for style in (base_style(), accent_style(accent)) if style],
        "languages": others,
        "assets": {name: links.file(*where.split("/")) for name, where in frame.assets.items()},
        "live": links.live,
        "home": links.page(speak.code),
    }


def campaign_page(page_data: PageData, window: Window, frame: Frame, site: Site) -> dict[str, Any]:
    """The page of one campaign."""
    speak, links, slug = frame.speak, frame.links, page_data.campaign.slug
    path = (slug,) if window is Window.ALL else (slug, window.value)
    part = live_part(page_data, frame, site)
    link = part["share"]["link"]
    return {
        **shared(frame, path, page_data.campaign.accent),
        **part,
        **chart(page_data, window, frame, site.drawing),
        "logo": links.file(slug, "logo.png") if page_data.campaign.logo else "",
        "image": links.full_url(speak.code, slug, "share.png"),
        "canonical": links.full_url(speak.code, *path),
        "stream": links.file(speak.code, slug, "live") if links.live else "",
        "feed": links.file(speak.code, slug, "feed.xml"),
        "state": _state(page_data.stats, frame),
        "ended": page_data.stats.ended,
        "short": speak(in_short(page_data.stats)),
        "follow": follow(page_data, speak),
        "follow_how": speak(Text("page-follow-how", {"command": "/subscribe"})),
        "contact": page_data.campaign.contact,
        "contact_text": speak(Text("page-contact")),
        "about": links.page(speak.code, slug, "about"),
        "scan": speak(Text("page-scan", {"address": link.partition("://")[2]})) if link else "",
        "code": qr_code(link) if link else "",
    }


def _state(stats: Stats, frame: Frame) -> str:
    """What stands in place of "live" on a copy, and once the campaign is over; else ""."""
    if not frame.links.live:
        return frame.speak(Text("page-copied", {"at": Moment(stats.now, stats.campaign.zone)}))
    over = Text("page-over-unread" if stats.unread else "page-over", {"date": ended_on(stats)})
    return frame.speak(over) if stats.ended else ""


def live_part(page_data: PageData, frame: Frame, site: Site) -> dict[str, Any]:
    """What the live stream renews: figures, companies, events and calls, and what sharing passes on."""
    speak, campaign = frame.speak, page_data.campaign
    title = speak(Text("campaign-title", {"title": campaign.title}))
    said = feed_title(headline(page_data.stats), speak)

    def logo(target: Target) -> str:
        return frame.links.file(campaign.slug, "logos", logo_name(target.logo)) if target.logo else ""

    return {
        "t": words(speak),
        "lang": speak.code,
        "title": title,
        "description": said,
        "share": sharing(title, said, frame.links.full_url(speak.code, campaign.slug), speak),
        **figures_part(page_data.stats, page_data.plots[Window.ALL], speak, site.page_link, logo),
        **shown(page_data.activities, campaign, page_data.bots, speak, frame.links),
        "primary": primary(page_data, speak, site.page_link),
    }


def about_page(page_data: PageData, frame: Frame) -> dict[str, Any]:
    """The page behind the figures: how they are made, what stands beside them, and the data to take away."""
    speak, links, campaign = frame.speak, frame.links, page_data.campaign
    slug = campaign.slug
    # A copy has no server that would draw them.
    further = [*measure_words(campaign)][1:] if links.live else []
    title = speak(Text("campaign-title", {"title": campaign.title}))
    said = in_zone(Reply(lines=notes(page_data.stats)), campaign.zone)
    return {
        **shared(frame, (slug, "about"), campaign.accent),
        "title": f"{speak(Text('page-notes'))} · {title}",
        "heading": speak(Text("page-notes")),
        "campaign_title": title,
        "description": speak(in_short(page_data.stats)),
        "how_read": speak(how_read(page_data.stats)),
        "canonical": links.full_url(speak.code, slug, "about"),
        "back": links.page(speak.code, slug),
        "notes": [speak(line) for line in said.lines],
        "money": any(block.measure.worth is not None for block in page_data.stats.blocks),
        **_table(page_data.stats, speak),
        "second_bot": _second_bot(page_data.second_bot),
        "feed": links.file(speak.code, slug, "feed.xml"),
        "data": {
            "json": links.file("api", "v1", "campaigns", slug, ending=".json"),
            "csv": links.file("api", "v1", "campaigns", slug, "snapshots.csv"),
            "api": links.file("api", "v1", "openapi.json"),
            "badge": links.file(speak.code, slug, "badge.svg"),
            "badges": [links.file(speak.code, slug, f"badge.svg?measure={word}") for word in further],
            "wide": links.file(speak.code, slug, "share.png"),
            "story": links.file(speak.code, slug, "story.png"),
            "embed": links.full_url("embed", slug, speak.code),
            # Others copy it into their page: no marks that nobody sees.
            "embed_title": without_marks(title),
            "embed_height": embed_height(page_data.stats, frame.tongues),
        },
    }


def _second_bot(notice: SignedNotice | None) -> dict[str, Any] | None:
    """The links of the notice, and the notice whole, as `nolike take-over` reads it."""
    if notice is None:
        return None
    named = json.loads(notice.text)
    return {"links": [*named["bots"], *named["mirrors"]], "notice": json.dumps(notice._asdict(), ensure_ascii=False)}


def _table(stats: Stats, speak: Tongue) -> dict[str, Any]:
    table = figures_table(stats)
    return {
        "columns": [_cell(name, speak) for name in table.columns],
        "rows": [{"label": speak(row.label), "cells": [_cell(cell, speak) for cell in row.cells]}
                 for row in table.rows],
    }  # fmt: skip


def chart(page_data: PageData, window: Window, frame: Frame, drawing: Drawing) -> dict[str, Any]:
    """A chart for each measure with its values as a table, the lengths they can have, and what their time axes mark."""
    speak, plots = frame.speak, page_data.plots[window]
    # All are over the same time.
    plot, several = plots[0], len(plots) > 1
    slug, zone, counted = page_data.campaign.slug, page_data.campaign.zone, [one.measure for one in plots]
    known = marks(page_data.activities, page_data.campaign, speak.code)
    seen = [one for one in known if plot.start <= one.at <= plot.end][-MARKS:]
    return {
        "charts": [
            {
                "name": speak(Text("chart-of", {"measure": measure_name(one.measure, counted)})) if several else "",
                "svg": drawing.chart(one, speak, seen) if one.begun else "",
                "nothing": "" if one.begun else speak(nothing_to_draw(one)),
                "columns": [_cell(line.name, speak) for line in one.drawn],
                "rows": _chart_rows(one, speak),
            }
            for one in plots
        ],
        "marks": [
            {"number": number, "day": speak(Text("cell", {"value": Moment(one.at, zone, "day")})),
             "at": int(one.at.timestamp()), "text": speak(one.text)}
            for number, one in enumerate(seen, 1)
        ],
        "windows": [
            {
                "text": speak(Text(f"page-window-{one.value}")),
                "href": frame.links.page(*((speak.code, slug) if one is Window.ALL else (speak.code, slug, one.value))),
                "here": one is window,
            }
            for one in (Window.DAY, Window.THREE_DAYS, Window.ALL)
        ],
        "zone_text": speak(Text("page-zone", {"zone": Moment(plot.end, zone, "zone")})),
        "zone": zone,
    }  # fmt: skip


def _chart_rows(plot: Plot, speak: Tongue) -> list[dict[str, Any]]:
    whole = (plot.end - plot.start).total_seconds()
    rows = plot.rows() if plot.begun else []
    return [
        {
            "share": round((moment - plot.start).total_seconds() / whole, 4),
            "at": int(moment.timestamp()),
            "moment": speak(Text("page-at", {"date": Moment(moment, plot.campaign.zone, "day"),
                                             "time": Moment(moment, plot.campaign.zone, "time")})),
            "cells": [_cell(_chart_value(plot, point, moment), speak) for point in points],
        }
        for moment, points in rows
    ]  # fmt: skip


def _chart_value(plot: Plot, point: Point | None, moment: datetime) -> Value:
    """A value of the chart's table; one that is older than the rows are apart says how old."""
    if point is None or point.lost is None:
        return Text("unknown")
    value, age = number(plot.measure, plot.told(point.lost)), moment - point.read_at
    if age < (plot.end - plot.start) / ROWS:
        return value
    return Text("chart-aged", {"value": value, "age": Span(age)})


def home_page(campaigns: Iterable[PageData], frame: Frame) -> dict[str, Any]:
    """The list of campaigns, each with its number."""
    speak = frame.speak
    listed = []
    for one in campaigns:
        top = figures_part(one.stats, one.plots[Window.ALL], speak, lambda _: "")
        lead = leads([one.campaign], frame)[0]
        listed.append(
            {**lead, "number": top["number"], "size": top.get("size", ""), "what": top["what"], "good": top["good"]}
        )
    return {
        **shared(frame, ()),
        "title": speak(Text("page-campaigns")),
        "description": speak(Text("page-about")),
        "canonical": frame.links.full_url(speak.code),
        "campaigns": listed,
    }


def leads(campaigns: Iterable[Campaign], frame: Frame) -> list[dict[str, str]]:
    """Where each campaign's page is, and the language of its title where that is not the page's."""
    code = frame.speak.code
    return [
        {
            "title": frame.speak(Text("campaign-title", {"title": one.title})),
            "href": frame.links.page(code, one.slug),
            "other": other if (other := one.title.spoken(code)) != code else "",
        }
        for one in campaigns
    ]


def _cell(value: Value, speak: Tongue) -> str:
    return speak(Text("cell", {"value": value}))
