"""Every place that shows a figure says what plain arithmetic over the typed counts says, to the last digit.

The hard case: a first count that somebody rounded, exact ones after it, several pages, and measures of both directions.
"""

import csv
import io
import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest

from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.measures.measure import MEASURES, Measure
from bot.core.model.reply import Names
from bot.core.model.roles import Role
from storage import Database
from tests.talk import HOUR, START, Talk, another, ids, load, spoken
from tests.web.house import Served, serving

ROUNDED, STEP = "1.4M", 100_000
MINUS = "\u2212"
ADDRESSES = {"page": "/en/one", "embed": "/embed/one/en", "badge": "/en/one/badge.svg", "feed": "/en/one/feed.xml"}
# Page by page, what was typed: (when, count, what its rounding is).
Typed = dict[Page, list[tuple[datetime, int, int]]]


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", unescape(text))


async def typed(talk: Talk, campaign: Campaign, rng: random.Random) -> Typed:
    """Reporters type: first "1.4M" for each page, then exact counts, of which the second is soon after it."""
    made: Typed = {}
    for page in campaign.pages:
        talk.now = START + timedelta(seconds=rng.randint(-3600, -60))
        assert ids(await talk.private(f"/count {page.key} {ROUNDED}"))[0] == "count-rounded"
        made[page] = [(talk.now, 1_400_000, STEP)]
        exact = 1_400_000 + rng.randint(-STEP // 2 + 1, STEP // 2)
        for _ in range(rng.randint(2, 6)):
            talk.now += timedelta(seconds=rng.randint(60, 4 * 3600))
            assert ids(await talk.private(f"/count {page.key} {exact}"))[0] == "count-taken"
            made[page].append((talk.now, exact, 1))
            exact += rng.randint(-1500, 1500)
    return made


def first(own: list[tuple[datetime, int, int]]) -> tuple[datetime, int]:
    """The time and the count from which changes are told: the last exact one before the start, else the first one."""
    exact = [(when, count) for when, count, step in own if step == 1]
    return next((one for one in reversed(exact) if one[0] <= START), exact[0])


def last(own: list[tuple[datetime, int, int]], at: datetime) -> int | None:
    return next((count for when, count, _ in reversed(own) if when <= at), None)


async def everything(site: Served) -> dict[str, Any]:
    """What every address of the campaign answers."""
    data = "/api/v1/campaigns/one"
    return {
        "json": (await site.get(data)).json(),
        "series": (await site.get(f"{data}/series?from=2016-02-25T00:00:00Z&points=1000")).json()["targets"],
        "csv": [*csv.DictReader(io.StringIO((await site.get(f"{data}/snapshots.csv")).text))],
        **{name: plain((await site.get(path)).text) for name, path in ADDRESSES.items()},
    }


def check_json(found: dict[str, Any], target: Target, measure: Measure, before: int, after: int) -> None:
    """The campaign's JSON has these sums wherever it has sums of this target and measure."""
    (own,) = (one for one in found["targets"] if one["target"] == target.slug)
    (block,) = (one for one in found["measures"] if one["measure"] == measure.key)
    sums = [own, block["total"], *([found["total"]] if found["total"]["measure"] == measure.key else [])]
    for one in sums:
        assert (one["before"], one["now"], one["lost"]) == (before, after, before - after)
        assert one["lost_percent"] == pytest.approx(100 * (before - after) / before, abs=0.005)
    assert (own["step"], own["lost_low"], own["lost_high"]) == (1, before - after, before - after)


def check_words(said: str, got: Mapping[str, str], measure: Measure, change: int, *, headline: bool) -> None:
    """`/stats`, the page and, of the headline, badge, widget and feed say the change to the last digit."""
    words = f"{abs(change):,}\u00a0{measure.key} {'gained' if change > 0 else 'lost'}"
    assert words in said
    signed = f"{'+' if change > 0 else MINUS}{abs(change):,}"
    assert signed in got["page"]
    assert signed in got["embed"]
    if headline:
        assert re.search(r'id="headline"[^>]*>([^<]*)<', got["page"])[1] == f"{abs(change):,}"  # type: ignore[index]
        assert f">{signed}</text>" in got["badge"]
        assert words in got["feed"]


def check_series(found: list[dict[str, Any]], target: Target, made: Typed, before: int) -> None:
    """Each point is the sum of the last counts at or before its time; the last one is the newest."""
    (line,) = (one for one in found if one["target"] == target.slug)
    assert line["points"]
    known = max(first(made[page])[0] for page in target.pages)
    for point in line["points"]:
        at = datetime.fromisoformat(point["at"])
        counts = [last(made[page], at) for page in target.pages]
        assert None not in counts
        assert point["count"] == sum(filter(None, counts))
        # Where one of the pages has only its rounded count yet, the change is not known.
        assert point["lost"] == (before - point["count"] if at >= known else None)
    assert line["points"][-1]["count"] == sum(made[page][-1][1] for page in target.pages)


@pytest.mark.parametrize("seed", range(3))
async def test_every_place_says_what_plain_arithmetic_says_after_an_exact_count_replaced_a_rounded_one(
    sqlite_store: Database, seed: int
) -> None:
    rng = random.Random(seed)
    measures = rng.sample([MEASURES[key] for key in ("likes", "signatures", "members")], k=rng.randint(1, 3))
    targets = tuple(
        Target(f"t{place}", Names({"en": f"Firm {place}"}), tuple(
            Page("manual", f"p{place}-{part}", measure=measure) for part in range(rng.randint(1, 2))
        )) for place, measure in enumerate(measures)
    )  # fmt: skip
    campaign = await load(sqlite_store, another("one", targets=targets))
    talk = Talk(sqlite_store, START)
    await talk.give(Role.OWNER, slug="one")
    made = await typed(talk, campaign, rng)
    now = max(when for own in made.values() for when, _, _ in own) + 2 * HOUR
    talk.now = now
    said = plain(spoken(await talk.group("/stats one"))["en"])
    async with serving(sqlite_store, now) as site:
        got = await everything(site)
        for target, measure in zip(campaign.targets, measures, strict=True):
            before = sum(first(made[page])[1] for page in target.pages)
            after = sum(made[page][-1][1] for page in target.pages)
            check_json(got["json"], target, measure, before, after)
            check_words(said, got, measure, after - before, headline=measure is measures[0])
            check_series(got["series"], target, made, before)
    rows = [(row["handle"], row["taken_at"], int(row["count"]), int(row["step"])) for row in got["csv"]]
    assert sorted(rows) == sorted(
        (page.handle, f"{when:%Y-%m-%dT%H:%M:%SZ}", count, step)
        for page, own in made.items() for when, count, step in own
    )  # fmt: skip
