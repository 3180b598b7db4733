"""The first minute of a campaign: every surface is asked while there is no reading, one, and one page of several."""

import asyncio
import re
from html import unescape

import pytest

from bot.core.counts.chart_data import Window
from bot.core.model.roles import Role
from bot.web.page.page_data import Site
from bot.web.routes import Pages
from handlers import COMMANDS
from storage import Database
from tests.program import Program
from tests.talk import EXAMPLE, SLUG, START, Talk, example, load
from tests.web.desk.house import desk_of
from tests.web.house import serving

STATES = {"no reading": (), "one page of several": (1000,), "one reading of each page": (1000, 2000, 3000)}
# These name an event, a file, a signed link or a logo, of which there is none yet.
NOT_YET = ("{event:number}", "/static/", "/logo.png", "/logos/")
VALUES = (
    {"lang": "en", "slug": SLUG, "window": Window.ALL.value, "first": "en", "second": SLUG},
    *({"lang": "ar", "slug": SLUG, "window": one.value, "first": SLUG, "second": one.value} for one in Window),
)


def addresses(site: Site) -> list[str]:
    """Every address of the site about the campaign."""
    found = set()
    for route in Pages(site, "0.0.0").routes():
        if any(part in route.path for part in NOT_YET):
            continue
        for values in VALUES:
            path = route.path
            for name, value in values.items():
                path = path.replace(f"{{{name}}}", value)
            assert "{" not in path, path
            found.add(path)
    return sorted(found)


@pytest.mark.parametrize("state", STATES)
async def test_every_surface_on_day_zero(sqlite_store: Database, state: str) -> None:
    await load(sqlite_store, example(), START)
    async with serving(sqlite_store, START) as site:
        await site.count(*STATES[state])
        asked = addresses(site.app.live_streams.page_data_cache.site)
        assert f"/api/v1/campaigns/{SLUG}" in asked
        streams = [path for path in asked if path.endswith("/live")]
        for path in asked:
            if path not in streams:
                answer = await site.get(path)
                assert (answer.status_code, path) == (200, path)
                assert answer.content, path
        for path in streams:
            async with asyncio.timeout(20), site.browser.stream("GET", path) as stream:
                assert stream.status_code == 200
                assert await anext(stream.aiter_lines())
        assert site.reported == []
    talk = Talk(sqlite_store, START)
    for command in COMMANDS:
        for words in ("", SLUG, Window.ALL.value):
            await talk.ask(f"/{command} {words}".strip())
            await talk.ask(f"/{command} {words}".strip(), admin=False)


@pytest.mark.parametrize("state", STATES)
async def test_every_page_of_the_desk_on_day_zero(sqlite_store: Database, state: str) -> None:
    await load(sqlite_store, example(), START)
    async with serving(sqlite_store, START) as site:
        await site.count(*STATES[state])
    async with desk_of(Talk(sqlite_store, START)) as desk:
        for browser in (await desk.operator("ar"), await desk.person(Role.OWNER), await desk.person(Role.REPORTER)):
            seen, waiting = set(), ["/desk"]
            while waiting:
                path = waiting.pop()
                if path in seen:
                    continue
                seen.add(path)
                await browser.open(path)
                assert (browser.status, path) == (200, path)
                waiting += map(unescape, re.findall(r'(?:href|src|hx-get)="(/desk[^"#]*)', browser.page))
            assert len(seen) > 5, seen


@pytest.mark.parametrize("state", STATES)
def test_every_program_that_reads_on_day_zero(nolike: Program, state: str) -> None:
    assert nolike("campaign", "load", str(EXAMPLE)).code == 0
    lines = [f"facebook,{page},2016-02-26T00:00:00Z,{count}" for page, count in zip(
        ("maroctelecom", "inwi", "meditel"), STATES[state], strict=False)]  # fmt: skip
    (nolike.folder / "counts.csv").write_text("\n".join(["source,handle,taken_at,count", *lines, ""]))
    if lines:
        assert nolike("import", "counts.csv", "--campaign", SLUG).code == 0
    for words in (
        ("campaign", "list"), ("stats", SLUG), ("stats", SLUG, "--json"), ("stats", "--at", "2016-02-26T00:00Z"),
        ("baseline", SLUG), ("organizers", SLUG), ("audit", SLUG), ("export", "out.csv", "--campaign", SLUG),
        ("site", "build", "site"),
    ):  # fmt: skip
        ran = nolike(*words)
        assert (ran.code, words, ran.err) == (0, words, "")
