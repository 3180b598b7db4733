import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from bot.config import Settings
from bot.core.counts.intake import take_rows
from bot.core.counts.sums import PageFigures
from bot.core.delivery.vital_signs import BOUNDS, Count, Part
from bot.core.model.announcements import Announcement, AnnouncementKind, Planned, State
from bot.core.model.campaign import Page, Target
from bot.core.model.chats import Address, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.measures.measure import MEASURES
from bot.core.model.reply import Names, say
from bot.core.model.snapshots import Failing, Snapshot
from bot.core.model.source import FaultKind
from bot.core.ports.database import Transaction
from bot.core.ports.delivery import Change
from bot.core.ports.facts import BACKUP, KeptBackups
from bot.locales import speak
from bot.page import rhythm
from bot.web import MetricsApp, Server, bound
from storage import Database
from tests.fakes import Around
from tests.full_disk import full_disk
from tests.loopback import NO_TLS
from tests.talk import END, HOUR, NOW, SLUG, START, another, load
from tests.web.house import PAGE, Served, serving


class Away(Around):
    """A database that does not answer."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        raise OSError("no database")
        yield


async def scraped(served: Served) -> str:
    metrics = MetricsApp(served.app)
    listener = bound("127.0.0.1", 0)
    running = asyncio.create_task(Server(metrics.starlette).run_on(listener, metrics))
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=60, verify=NO_TLS
    ) as browser:
        text = (await browser.get("/metrics")).text
    running.cancel()
    await asyncio.wait([running])
    return text


async def test_the_metrics_tell_the_queue_its_lag_and_the_age_of_the_backup(served: Served) -> None:
    served.clock.move(NOW)
    assert "nolike_backup_age_seconds" not in await scraped(served)
    async with served.store.writing() as tx:
        groups = [await tx.chats.ensure(Address("telegram", str(-number)), ChatKind.GROUP) for number in (1, 2, 3)]
        due = NOW - timedelta(seconds=90)
        call = Announcement("call", SLUG, AnnouncementKind.CALL, due, say("hello"))
        await tx.ledger.announce(call, [Planned(group.id) for group in groups])
        (first, _) = await tx.ledger.claim(["telegram"], "test", NOW, 60, 2)
        await tx.ledger.record([Change(first.id, first.attempt, State.SENDING)], NOW)
        await tx.facts.put(BACKUP, "", KeptBackups(NOW - timedelta(hours=1), NOW))
    text = await scraped(served)
    for line in (
        'nolike_deliveries{platform="telegram",priority="call",state="pending"} 1.0',
        'nolike_deliveries{platform="telegram",priority="call",state="leased"} 1.0',
        'nolike_deliveries{platform="telegram",priority="call",state="sending"} 1.0',
        'nolike_delivery_lag_seconds{platform="telegram"} 90.0',
        "nolike_backup_age_seconds 3600.0",
    ):
        assert line in text, line


async def test_without_its_database_a_process_still_tells_its_own_metrics(served: Served) -> None:
    site = served.app.live_streams.page_data_cache.site
    object.__setattr__(site, "store", Away(served.store))
    text = await scraped(served)
    assert "nolike_database_up 0.0" in text
    assert "nolike_web_viewers 0.0" in text
    assert "nolike_deliveries" not in text


async def test_the_metrics_tell_figures_answers_and_troubles(served: Served) -> None:
    served.clock.move(NOW)
    await load(served.store, another("fresh"), END)
    campaign = await served.campaign()
    async with served.store.writing() as tx:
        await tx.snapshots.set_failing(campaign.pages[0].id, Failing(FaultKind.HIDDEN, NOW))
    vitals = served.app.live_streams.page_data_cache.site.vitals
    vitals.count(Count.FLOOD_WAITS, "telegram", 2)
    vitals.outages.add("discord")
    vitals.dead.add("discord")
    vitals.start(Part.PLANNER)
    vitals.start(Part.SENDER, "telegram")
    vitals.leases.add("platform:telegram")
    await served.get(PAGE)
    await served.get("/nobody")
    text = await scraped(served)
    for line in (
        'nolike_lease_held{lease="platform:telegram"} 1.0',
        "nolike_database_up 1.0",
        'nolike_web_answers_total{status="200"} 1.0',
        'nolike_web_answers_total{status="404"} 1.0',
        "nolike_web_viewers 0.0",
        'nolike_counted_total{label="telegram",what="flood_waits"} 2.0',
        'nolike_part_age_seconds{part="planner"}',
        'nolike_outage{platform="discord"} 1.0',
        'nolike_outage{platform="telegram"} 0.0',
        'nolike_token_refused{platform="discord"} 1.0',
        'nolike_token_refused{platform="telegram"} 0.0',
        "nolike_clock_skew_seconds 0.0",
        'nolike_count{campaign="no-voip-no-like",measure="likes",page="",target="inwi"} 2.039848e+06',
        'nolike_failing_pages{campaign="no-voip-no-like",measure="likes",page="",target="maroc-telecom"} 1.0',
        'nolike_age_seconds{campaign="no-voip-no-like",measure="likes",page="",target="inwi"} 123600.0',
    ):
        assert line in text, line
    # With one reading so far no change is known.
    assert 'nolike_lost{campaign="no-voip-no-like",measure="likes",page="",target="inwi"}' not in text
    assert (await served.get("/metrics")).status_code == 404


async def test_a_count_is_overdue_by_its_pages_own_rhythm(served: Served) -> None:
    served.clock.move(NOW)
    overdue = 'nolike_overdue_seconds{campaign="no-voip-no-like",measure="likes",page="",target="inwi"}'
    # Ten minutes are the rhythm of a page that is read.
    assert f"{overdue} {123600 - 600:.1f}" in await scraped(served)
    site = served.app.live_streams.page_data_cache.site
    object.__setattr__(site, "rhythm", lambda _: timedelta(days=2))
    assert f"{overdue} 0.0" in await scraped(served)


async def test_no_count_of_a_campaign_that_is_over_is_old(served: Served) -> None:
    served.clock.move(END + timedelta(days=400))
    text = await scraped(served)
    assert 'nolike_count{campaign="no-voip-no-like"' in text
    assert 'nolike_age_seconds{campaign="no-voip-no-like"' not in text
    assert 'nolike_overdue_seconds{campaign="no-voip-no-like"' not in text


def test_a_page_is_due_as_often_as_it_is_read_or_typed() -> None:
    def due(source: str, handle: str, failing: Failing | None = None) -> timedelta:
        page = PageFigures(Page(source, handle), None, None, None, None, None, failing, None)
        return rhythm(Settings(read_every_minutes=20, remind_hours=12), page)

    assert due("mastodon", "nolike@example.org") == timedelta(minutes=20)
    assert due("mastodon", "nolike@example.org", Failing(FaultKind.BAD_ANSWER, NOW)) == timedelta(minutes=20)
    assert due("x", "nolike") == timedelta(days=1)
    assert due("manual", "nolike") == timedelta(days=1)
    assert due("facebook", "nolike", Failing(FaultKind.NO_TOKEN, NOW)) == timedelta(days=1)


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with bound("127.0.0.1", 0) as first, pytest.raises(Refusal) as refused:
        bound("127.0.0.1", first.getsockname()[1])
    assert refused.value.text.id == "web-taken"
    assert refused.value.text.values["reason"] == "Address already in use"


@pytest.mark.parametrize("host", ["192.0.2.77", "2001:db8::77", "nobody.invalid", "é" * 80, "::1]:x"])
@pytest.mark.parametrize("setting", ["WEB_PORT", "METRICS_PORT", "DESK_PORT"])
def test_an_address_of_another_machine_is_not_put_down_to_the_port(host: str, setting: str) -> None:
    with pytest.raises(Refusal) as refused:
        bound(host, 0, setting)
    said = speak("en")(refused.value.text)
    assert (refused.value.text.id, "WEB_HOST must be an address of this machine" in said) == ("web-not-here", True)
    assert "Choose another port" not in said


def test_a_port_that_is_not_allowed_is_put_down_to_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(Refusal) as refused:
        bound("127.0.0.1", 80)
    assert (refused.value.text.id, refused.value.text.values["reason"]) == ("web-taken", "Permission denied")


def test_the_page_can_listen_on_ipv6() -> None:
    from bot.page import address_of  # noqa: PLC0415 - this test alone

    with bound("::1", 0) as listener:
        assert address_of(listener).startswith("http://[::1]:")


@pytest.mark.parametrize("part", Part)
async def test_readyz_names_the_part_that_has_not_succeeded_for_too_long_and_a_clock_that_is_off(
    served: Served, part: Part
) -> None:
    vitals = served.app.live_streams.page_data_cache.site.vitals
    began, bound = vitals.now(), BOUNDS[part]
    vitals.now = lambda: began
    for each in Part:
        vitals.start(each)
    ready = await served.get("/readyz")
    assert (ready.status_code, ready.text.splitlines()) == (
        200, ["ok", *(f"{each} 0 s ago, at most {BOUNDS[each]:.0f} s" for each in sorted(Part))],
    )  # fmt: skip
    vitals.now, vitals.skew = lambda: began + bound + 1, 3.0
    for each in set(Part) - {part}:
        vitals.succeed(each)
    late = await served.get("/readyz")
    assert late.status_code == 503
    told = {f"{each} {0 if each is not part else bound + 1:.0f} s ago, at most {BOUNDS[each]:.0f} s" for each in Part}
    assert late.text.splitlines()[0] == "not ready"
    assert set(late.text.splitlines()[1:]) == {*told, "this machine's clock is +3.0 s from the database's"}


async def test_a_page_whose_platform_refuses_the_token_stays_ready_and_says_so(served: Served) -> None:
    vitals = served.app.live_streams.page_data_cache.site.vitals
    vitals.dead.add("telegram")
    ready = await served.get("/readyz")
    assert ready.status_code == 200
    assert ready.text.splitlines() == ["ok", "telegram no longer knows the bot's token, see `nolike check`"]


async def test_readyz_says_that_a_full_disk_takes_no_writes(served: Served) -> None:
    assert (await served.get("/readyz")).status_code == 200
    # The log of the tests is a file too.
    with capture_logs(), full_disk():
        full = await served.get("/readyz")
    assert (full.status_code, full.text) == (503, "the database takes no writes")
    assert (await served.get("/readyz")).status_code == 200


async def test_numbers_have_the_decimals_of_their_measure_and_no_series_stands_twice(sqlite_store: Database) -> None:
    stars, likes = MEASURES["stars"], MEASURES["likes"]
    pages = (
        Page("manual", "a", measure=stars), Page("manual", "b", measure=stars), Page("manual", "c", measure=likes),
        Page("manual", "d", measure=likes, control=True),
    )  # fmt: skip
    made = another("shop", targets=(Target("t", Names({"en": "Shop"}), pages),))
    campaign = await load(sqlite_store, made)
    async with sqlite_store.writing() as tx:
        for at, values in ((START, (453, 400, 90, 70)), (START + HOUR, (431, 402, 80, 71))):
            rows = [(page, Snapshot(at, value)) for page, value in zip(campaign.pages, values, strict=True)]
            await take_rows(tx, campaign, rows, at)
    async with serving(sqlite_store, START + 2 * HOUR) as served:
        await served.get("/en/shop")
        text = await scraped(served)
    found = sorted(line for line in text.splitlines() if line.startswith(("nolike_count{", "nolike_lost{")))
    label = 'campaign="shop",measure="{}",page="{}",target="t"'
    assert found == sorted(
        f"nolike_{name}{{{label.format(measure, page)}}} {value}"
        for measure, page, now, lost in (
            ("stars", "manual:a", "4.31", "0.22"), ("stars", "manual:b", "4.02", "-0.02"),
            ("likes", "", "80.0", "10.0"), ("likes", "manual:d", "71.0", "-1.0"),
        )
        for name, value in (("count", now), ("lost", lost))
    )  # fmt: skip
