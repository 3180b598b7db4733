"""The site as static files: every page with its data, for a mirror on any web server."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

from bot.core.counts import figures_json
from bot.core.counts.chart_data import Window
from bot.core.counts.picture_address import SHARE, STORY, event_address, share_address
from bot.core.events.ics import calendar
from bot.web.data import series
from bot.web.data.openapi import describe
from bot.web.page import activities, render
from bot.web.page.assets import assets
from bot.web.page.links import Links, logo_name
from bot.web.page.page_data import PageData, Site, read_page_data
from bot.web.routes import Pages


async def build(site: Site, version: str, folder: Path) -> AsyncIterator[Path]:
    """Write the site into `folder` and give each file as it is written; what else lies there is left alone.

    Raises OSError where a file cannot be written.
    """
    pages = Pages(site, version)
    async with site.store.reading() as tx:
        page_data_cache = [await read_page_data(tx, campaign, site) for campaign in await tx.campaigns.all()]
    for asset in assets().values():
        yield _write_file(folder, asset.where, asset.content)
    yield _write_file(folder, "api/v1/openapi.json", _json(describe(version, site.public_url, site.languages)))
    home = page_data_cache[0].campaign.fallback if page_data_cache else site.languages[0]
    for language, where in [*((code, code) for code in site.languages), (home, "")]:
        frame = pages.frame(language, _links(site, where), [one.campaign for one in page_data_cache])
        yield _write_file(
            folder,
            f"{where}/index.html".lstrip("/"),
            render.home_html(page_data_cache, frame, has_desk=site.has_desk).encode(),
        )
    for page_data in page_data_cache:
        async for file in _campaign(pages, page_data, folder):
            yield file


async def _campaign(pages: Pages, page_data: PageData, folder: Path) -> AsyncIterator[Path]:
    site, campaign = pages.site, page_data.campaign
    slug, fallback, offered = campaign.slug, campaign.fallback, campaign.spoken(site.languages)
    for language, prefix in [*((campaign.tongue(code), f"{code}/") for code in site.languages), (fallback, "")]:
        for window in Window:
            where = f"{prefix}{slug}" if window is Window.ALL else f"{prefix}{slug}/{window.value}"
            frame = pages.frame(language, _links(site, where), [campaign])
            text = render.campaign_html(page_data, window, frame, site)
            yield _write_file(folder, f"{where}/index.html", text.encode())
        about = render.about_html(page_data, pages.frame(language, _links(site, f"{prefix}{slug}/about"), [campaign]))
        yield _write_file(folder, f"{prefix}{slug}/about/index.html", about.encode())
        feed = render.feed_xml(page_data, pages.frame(language, _links(site, f"{prefix}{slug}"), [campaign]))
        yield _write_file(folder, f"{prefix}{slug}/feed.xml", feed.encode())
        badge = site.drawing.badge(page_data.stats, site.speak(language))
        yield _write_file(folder, f"{prefix}{slug}/badge.svg", badge.encode())
        for kind in (SHARE, STORY):
            png = await site.studio.picture(share_address(page_data.stats, language, kind))
            if png is not None:
                yield _write_file(folder, f"{prefix}{slug}/{kind}.png", png)
    embed = render.embed_html(page_data, pages.frame(fallback, _links(site, f"embed/{slug}"), [campaign]), site)
    yield _write_file(folder, f"embed/{slug}/index.html", embed.encode())
    yield _write_file(folder, f"badge/{slug}.svg", site.drawing.badge(page_data.stats, site.speak(fallback)).encode())
    events = activities.as_json(page_data.activities, page_data.campaign, tuple(site.speak(code) for code in offered))
    yield _write_file(folder, f"api/v1/campaigns/{slug}/events.json", _json(events))
    for code in site.languages:
        language = campaign.tongue(code)
        for status in page_data.activities.events:
            url = _links(site, "").full_url(language, slug)
            words = calendar(status, site.speak(language), f"{url}#event-{status.event.id}" if url else "")
            yield _write_file(folder, f"{code}/{slug}/events/{status.event.id}.ics", words.encode())
            png = await site.studio.picture(event_address(slug, status.event.id, status.now, language))
            if png is not None:
                yield _write_file(folder, f"{code}/{slug}/events/{status.event.id}.png", png)
    named = {f"{slug}/logos/{logo_name(one.logo)}": one.logo for one in campaign.targets if one.logo}
    for name, picture in {f"{slug}/logo.png": campaign.logo, **named}.items():
        async with site.store.reading() as tx:
            logo = await tx.pictures.get(picture) if picture else None
        if logo is not None:
            yield _write_file(folder, name, logo.data)
    yield _write_file(folder, f"api/v1/campaigns/{slug}.json", _json(figures_json.as_json(page_data.stats)))
    async with site.store.reading() as tx:
        rows = [chunk async for chunk in series.snapshots_csv(tx, page_data.campaign)]
    yield _write_file(folder, f"api/v1/campaigns/{slug}/snapshots.csv", b"".join(rows))


def _links(site: Site, where: str) -> Links:
    return Links(site.public_url, depth=len([part for part in where.split("/") if part]))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _write_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
