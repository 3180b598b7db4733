"""Renders the page, its feed, its widget and its live messages, for the live site and for a static copy."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from bot.core.counts.chart_data import Window
from bot.core.counts.figures import Stats
from bot.core.counts.replies import headline, update_reply
from bot.core.model.campaign import Campaign
from bot.core.model.reply import Moment, Reply, Text, in_zone
from bot.core.ports.language import Tongue
from bot.web.page import template_context
from bot.web.page.activities import entries
from bot.web.page.feed_sentences import ageless, feed_title, sentences
from bot.web.page.figures import figures_part
from bot.web.page.page_data import PageData, Site
from bot.web.page.template_context import Frame
from bot.web.page.timestamps import stamp

HERE = Path(__file__).parent.parent
# The parts of the page that the live stream renews: the id of the element and its template.
PARTS = {
    "top": "top.html", "primary": "primary.html", "companies-now": "companies.html", "activities": "activities.html",
}  # fmt: skip
HTML, SVG, ATOM, JSON = "text/html; charset=utf-8", "image/svg+xml", "application/atom+xml", "application/json"


def campaign_html(page_data: PageData, window: Window, frame: Frame, site: Site) -> str:
    """Render the page of one campaign."""
    page = template_context.campaign_page(page_data, window, frame, site)
    return _write("campaign.html", {**page, "chart_version": chart_version(page_data)})


def about_html(page_data: PageData, frame: Frame) -> str:
    """Render the page about a campaign's figures."""
    return _write("about.html", template_context.about_page(page_data, frame))


def home_html(campaigns: Sequence[PageData], frame: Frame, *, has_desk: bool = True) -> str:
    """Render the list of campaigns."""
    return _write("home.html", {**template_context.home_page(campaigns, frame), "has_desk": has_desk})


def message_html(text: Text, frame: Frame, campaigns: Sequence[Campaign] = ()) -> str:
    """A page that says one sentence, such as that there is nothing here, and leads on to `campaigns`."""
    said = frame.speak(text)
    leads = template_context.leads(campaigns, frame)
    return _write(
        "message.html",
        {**template_context.shared(frame, ()), "title": said, "description": said, "campaigns": leads},
    )


def embed_html(page_data: PageData, frame: Frame, site: Site) -> str:
    """The widget that other sites frame: the number, what it is, and each company; without any script."""
    speak, campaign = frame.speak, page_data.campaign
    page = {
        **template_context.shared(frame, (campaign.slug,), campaign.accent),
        **figures_part(page_data.stats, page_data.plots[Window.ALL], speak, site.page_link),
        "title": speak(Text("campaign-title", {"title": campaign.title})),
        "href": frame.links.full_url(speak.code, campaign.slug) or frame.links.page(speak.code, campaign.slug),
    }
    return _write("embed.html", page)


def feed_xml(page_data: PageData, frame: Frame) -> str:
    """The Atom feed (RFC 4287): the last updates, calls and results of events, newest first."""
    speak, slug, campaign = frame.speak, page_data.campaign.slug, page_data.campaign
    told = _updates(page_data, speak) or [_hour(page_data.stats, speak)]
    told = sorted([*told, *entries(page_data.activities, campaign, speak)], key=lambda entry: entry["at"], reverse=True)
    return _write(
        "feed.xml",
        {
            "lang": speak.code,
            "title": speak(Text("campaign-title", {"title": campaign.title})),
            "id": f"urn:nolike:{slug}",
            "updated": told[0]["at"],
            "whole": frame.links.full_url(speak.code, slug),
            "own": frame.links.full_url(speak.code, slug, "feed.xml"),
            "entries": told,
        },
    )


def _updates(page_data: PageData, speak: Tongue) -> list[dict[str, str]]:
    """What chats were told, once for each moment, however it was shown in them: with whichever came first."""
    zone = page_data.campaign.zone
    once = {one.due: in_zone(one.content, zone) for one in page_data.updates}
    return [
        {
            "key": f"update:{int(due.timestamp())}",
            "at": stamp(due),
            "title": feed_title(said.lines[0], speak),
            "text": "\n".join(sentences(ageless(said), page_data.stats.measures, Moment(due, zone, "clock"), speak)),
        }
        for due, said in once.items()
    ]


def _hour(stats: Stats, speak: Tongue) -> dict[str, str]:
    """The newest figures, where no chat is told any: an entry for each hour, brought up to date until it is over."""
    read = stats.last_read or stats.as_of
    reply, told = in_zone(update_reply(stats), stats.campaign.zone), Moment(stats.now, stats.campaign.zone, "clock")
    return {
        "key": f"hour:{stamp(read.replace(minute=0, second=0))}",
        "at": stamp(read),
        "title": feed_title(headline(stats, worth=False), speak),
        "text": "\n".join(sentences(_lasting(stats, reply), stats.measures, told, speak)),
    }


def _lasting(stats: Stats, reply: Reply) -> list[Text]:
    """The lines of an update that stay true: with the time of the newest reading in place of its age."""
    if stats.last_read is None:
        return ageless(reply)
    read = max(stats.last_read, stats.as_of) if stats.ended else stats.last_read
    return [*ageless(reply), Text("feed-as-of", {"at": Moment(read, stats.campaign.zone)})]


def checkin_html(page: dict[str, Any]) -> str:
    """The page behind a check-in link, see `bot.web.checkin`."""
    return _write("checkin.html", page)


def live_message(page_data: PageData, frame: Frame, site: Site) -> bytes:
    """One message of the live stream: the parts by id, what is passed on, the chart's version, and whether it ended."""
    part = template_context.live_part(page_data, frame, site)
    parts = {name: _write(template, part) for name, template in PARTS.items()}
    share = {"text": part["share"]["text"], "places": [place["href"] for place in part["share"]["places"]]}
    news = {"parts": parts, "share": share, "chart": chart_version(page_data), "ended": page_data.stats.ended}
    data = json.dumps(news, ensure_ascii=False)
    return f"event: figures\r\ndata: {data}\r\n\r\n".encode()


def chart_version(page_data: PageData) -> str:
    """A digest that is equal for page data whose charts show the same readings."""
    lines = [line for plot in page_data.plots[Window.ALL] for line in plot.lines]
    ends = [line.points[-1].at.isoformat() for line in lines if line.points]
    said = f"{page_data.stats.fingerprint} {max(ends, default='')} {page_data.history}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _write(name: str, values: dict[str, Any]) -> str:
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
