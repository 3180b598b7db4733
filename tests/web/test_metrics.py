import asyncio

import httpx
import pytest

from bot.core.delivery.vital_signs import Count, Part
from bot.core.model.errors import Refusal
from bot.core.model.snapshots import Failing
from bot.core.model.source import FaultKind
from bot.web import MetricsApp, Server, bound
from tests.talk import END, NOW, another, load
from tests.web.house import PAGE, Served


async def test_the_metrics_tell_figures_answers_and_troubles(served: Served) -> None:
    served.clock.move(NOW)
    await load(served.store, another("fresh"), END)
    campaign = await served.campaign()
    async with served.store.writing() as tx:
        await tx.snapshots.set_failing(campaign.pages[0].id, Failing(FaultKind.HIDDEN, NOW))
    vitals = served.app.live_streams.page_data_cache.site.vitals
    vitals.count(Count.FLOOD_WAITS, "telegram", 2)
    vitals.outages.add("discord")
    vitals.start(Part.PLANNER)
    await served.get(PAGE)
    await served.get("/nobody")
    metrics = MetricsApp(served.app)
    listener = bound("127.0.0.1", 0)
    running = asyncio.create_task(Server(metrics.starlette).run_on(listener, metrics))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as browser:
        text = (await browser.get("/metrics")).text
    running.cancel()
    await asyncio.wait([running])
    for line in (
        'nolike_web_answers_total{status="200"} 1.0',
        'nolike_web_answers_total{status="404"} 1.0',
        "nolike_web_viewers 0.0",
        'nolike_counted_total{label="telegram",what="flood_waits"} 2.0',
        'nolike_part_age_seconds{part="planner"}',
        'nolike_outage{platform="discord"} 1.0',
        "nolike_clock_skew_seconds 0.0",
        'nolike_count{campaign="no-voip-no-like",target="inwi"} 2.039848e+06',
        'nolike_lost{campaign="no-voip-no-like",target="inwi"} 0.0',
        'nolike_failing_pages{campaign="no-voip-no-like",target="maroc-telecom"} 1.0',
        'nolike_age_seconds{campaign="no-voip-no-like",target="inwi"} 123600.0',
    ):
        assert line in text, line
    assert (await served.get("/metrics")).status_code == 404


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with bound("127.0.0.1", 0) as first, pytest.raises(Refusal) as refused:
        bound("127.0.0.1", first.getsockname()[1])
    assert refused.value.text.id == "web-taken"
    assert refused.value.text.values["reason"] == "Address already in use"


def test_the_page_can_listen_on_ipv6() -> None:
    from bot.page import address_of  # noqa: PLC0415 - this test alone

    with bound("::1", 0) as listener:
        assert address_of(listener).startswith("http://[::1]:")


async def test_readyz_names_the_part_that_has_not_succeeded_for_too_long_and_a_clock_that_is_off(
    served: Served,
) -> None:
    vitals = served.app.live_streams.page_data_cache.site.vitals
    vitals.start(Part.PLANNER)
    ready = await served.get("/readyz")
    assert (ready.status_code, ready.text) == (200, "ok\nplanner 0 s ago, at most 30 s")
    later = vitals.now() + 31
    vitals.now, vitals.skew = lambda: later, 3.0
    late = await served.get("/readyz")
    assert late.status_code == 503
    assert late.text.splitlines() == [
        "not ready", "planner 31 s ago, at most 30 s", "this machine's clock is +3.0 s from the database's",
    ]  # fmt: skip
