"""The open data keeps what its own description promises, whatever is asked of it."""

import asyncio
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.core.counts.intake import take_rows
from bot.core.model.campaign import Campaign, Page, Target
from bot.core.model.measures.measure import MEASURES, MeasureKind, Wanted
from bot.core.model.reply import Names
from bot.core.model.snapshots import Failing, Held, Snapshot
from bot.core.model.source import FaultKind
from bot.web.data.series import PARAMETERS
from storage import Database
from tests.doors import queries_of_the_page
from tests.following import follow
from tests.talk import SLUG, START, example
from tests.web.house import Served, serving

# The language of the check-in's own form, whose link is a person's own.
NOT_OPEN = {"lang"}


async def test_every_query_that_an_address_reads_is_described(served: Served) -> None:
    paths = (await served.get("/api/v1/openapi.json")).json()["paths"]
    described = {
        path: {one["name"] for one in told["get"]["parameters"] if one["in"] == "query"} for path, told in paths.items()
    }
    assert set().union(*described.values()) == queries_of_the_page() - NOT_OPEN | {*PARAMETERS}
    of_a_measure = [
        "/badge/{slug}.svg",
        *(f"/{{lang}}/{{slug}}/{name}" for name in ("badge.svg", "share.png", "story.png")),
    ]
    assert [path for path, names in described.items() if "measure" in names] == of_a_measure
    for path in of_a_measure:
        where = path.format(slug=SLUG, lang="ar")
        assert (await served.get(f"{where}?measure=likes")).status_code == 200
        wrong = await served.get(f"{where}?measure=members")
        answers = paths[path]["get"]["responses"]
        assert wrong.headers["content-type"].partition(";")[0] in answers[str(wrong.status_code)]["content"]


def strict(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """The schema with every object closed: what it does not name must not be there."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(value) for name, value in schema.items()}
    return {**closed, "additionalProperties": False} if isinstance(closed.get("properties"), dict) else closed


def of_every_measure() -> Campaign:
    """A campaign whose pages count in every measure there is, each wanted both ways, with goals, units and worths."""
    pages = [
        replace(Page("manual", f"{key}-{way.value}"), measure=replace(measure, wanted=way, **more))
        for key, measure in MEASURES.items()
        for way, more in (
            (Wanted.FALL, {}),
            (Wanted.RISE, {"goal": measure.scaled(4), "worth": Decimal("0.0001"), "unit": "EUR"}),
        )
    ]
    more = (replace(Page("manual", "rival"), control=True), Page("manual", "unread"))
    targets = [Target(f"t{place}", Names({"en": page.handle}), (page,)) for place, page in enumerate([*pages, *more])]
    twice = replace(targets[0], pages=(*targets[0].pages, Page("manual", "second")))
    return replace(example(), ends_at=None, targets=(twice, *targets[1:]))


async def test_every_answer_has_the_described_fields_and_no_others(
    sqlite_store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kept in ("bot.web.routes.CACHE_SECONDS", "bot.web.page.page_data.MAX_AGE"):
        monkeypatch.setattr(kept, 0.0)
    campaign = await follow(sqlite_store, of_every_measure(), START)
    async with serving(sqlite_store, START + timedelta(minutes=1)) as site:
        paths = (await site.get("/api/v1/openapi.json")).json()["paths"]
        described = {
            path: strict(told["get"]["responses"]["200"]["content"]["application/json"]["schema"])
            for path, told in paths.items()
            if "application/json" in told["get"]["responses"]["200"]["content"]
        }
        assert len(described) == 4
        for day in range(5):
            at = START + timedelta(days=day)
            site.clock.move(at + timedelta(minutes=1))
            number = 4 if day % 2 else 3
            rows = [
                (page, Snapshot(at, page.measure.scaled(number), page.measure.scaled(2) if day == 4 else 1))
                for page in campaign.pages
                if day and page.handle != "unread"
            ]
            async with sqlite_store.writing() as tx:
                await take_rows(tx, campaign, rows, at)
                if day == 4:
                    await tx.snapshots.set_failing(campaign.pages[0].id, Failing(FaultKind.DEAD_TOKEN, at))
                    await tx.snapshots.set_held(campaign.pages[1].id, Held(9, 1, at))
            for path, schema in described.items():
                answer = await site.get(path.format(slug=SLUG))
                assert answer.status_code == 200, answer.text
                jsonschema_rs.validate(schema, answer.json())
        told = (await site.get(f"/api/v1/campaigns/{SLUG}")).json()
    assert [one["measure"] for one in told["measures"][::2]] == list(MEASURES)
    assert {one["wanted"] for one in told["measures"]} == {"fall", "rise"}
    assert {one["kind"] for one in told["measures"]} == {kind.value for kind in MeasureKind}
    assert [one["fault"] for one in told["targets"] if one["fault"]] == ["unread"]
    assert site.reported == []


async def test_the_open_data_is_as_it_is_described(served: Served, tmp_path: Path) -> None:
    # A query that is too long is refused before it is read.
    (tmp_path / "schemathesis.toml").write_text(
        '[checks.negative_data_rejection]\nexpected-statuses = ["400", "404", "405", "414", "429"]\n', encoding="utf-8"
    )
    words = (
        "run", f"{served.url}/api/v1/openapi.json", "--checks", "all", "--max-examples", "30", "--seed", "1",
        "--phases", "examples,coverage,fuzzing", "--no-color",
    )  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", *words, cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()
    assert served.reported == []
