"""What `nolike check` tests, and whether SECRET_KEY is the one that the database was created with."""

import asyncio
from collections.abc import AsyncIterator
from enum import StrEnum

import httpx

from bot.clock import SystemClock
from bot.config import Settings, home
from bot.core.counts.intake import in_measure
from bot.core.delivery.limiter import UNLIMITED
from bot.core.delivery.vital_signs import MOST_SKEW
from bot.core.model.campaign import Page
from bot.core.model.errors import BadTokenError, Refusal
from bot.core.model.privacy import without_keys
from bot.core.model.reply import Moment, Number, Text, listed
from bot.core.model.source import Fault, FaultKind, read_batch
from bot.core.ports.clock import Clock
from bot.core.ports.database import EVERY_TEXT
from bot.core.ports.facts import OLD_KEY, SECOND_BOT, SECRET_FINGERPRINT, counting_notice
from bot.fetch import HttpFetch
from bot.house import TOKENS, House, make_fetch, takes_webhook, wrong_key
from bot.jobs.database_time import read
from bot.jobs.send_gate import SendGate
from bot.second_bot import left_out, still_counts, what_ran_out
from bot.setup import platforms
from bot.sources import SOURCES


class Finding(StrEnum):
    """What a check found: all well, not set but not needed, or wrong."""

    OK = "ok"
    WITHOUT = "without"
    WRONG = "WRONG"


class Served(StrEnum):
    """Who has a port that is taken: this bot, another one (or a program that answers like it), or whatever else."""

    OURS = "ours"
    OTHER = "other"
    UNKNOWN = "unknown"


def _judged(*, well: bool) -> Finding:
    return Finding.OK if well else Finding.WRONG


async def findings(
    house: House, missing: Text | None = None, *, take_over: bool = False
) -> AsyncIterator[tuple[Finding, Text]]:
    """Run the checks of `nolike check`; yields for each what it found, and a line of text.

    `missing` says that there is no database but one of this check's own. With `take_over`, first deletes any other
    receiver of the bot's updates on a platform.
    """
    yield Finding.OK, Text("check-home", {"folder": str(home())})
    if missing:
        yield Finding.WITHOUT, missing
    else:
        async for found in _check_database(house):
            yield found
    async for found in _check_serving(house.settings):
        yield found
    clock = SystemClock()
    async for found in _check_platforms(house, clock, take_over=take_over):
        yield found
    async for found in _check_pages(house, clock):
        yield found


async def _check_database(house: House) -> AsyncIterator[tuple[Finding, Text]]:
    """What is in the database and works on it, and whether its clock and its key are ours."""
    async with house.store.reading() as tx:
        campaigns = await tx.campaigns.all()
    yield Finding.OK, Text("check-database", {"campaigns": len(campaigns)})
    condition = await house.store.condition()
    if condition.encoding != EVERY_TEXT:
        yield Finding.WRONG, Text("check-encoding", {"encoding": condition.encoding})
    async with house.store.reading() as tx:
        running = sorted({one.version for one in await tx.processes.running(await tx.leases.now())})
    if running:
        yield Finding.OK, Text("check-running", {"versions": listed(running)})
    skew = (await read(house.store)).skew
    if abs(skew) > MOST_SKEW:
        yield Finding.WRONG, Text("check-skew", {"seconds": round(skew)})
    async for found in _check_key(house):
        yield found
    async with house.store.reading() as tx:
        notice, now = await tx.facts.get(SECOND_BOT), await tx.leases.now()
        campaigns = await tx.campaigns.all()
    if notice is not None:
        over = what_ran_out(notice, now)
        yield (Finding.WITHOUT, over) if over else (Finding.OK, still_counts(notice))
        if not over and (lacks := left_out(notice, campaigns)):
            yield Finding.WITHOUT, lacks


async def _check_pages(house: House, clock: Clock) -> AsyncIterator[tuple[Finding, Text]]:
    async with house.store.reading() as tx:
        campaigns = await tx.campaigns.all()
    fetch = make_fetch(house.settings, house.source_settings, clock)
    try:
        for campaign in campaigns:
            for page in campaign.pages:
                yield await _check_page(house, fetch, page)
    finally:
        await fetch.close()


async def log_out(house: House) -> None:
    """Let the bot leave its Bot API server. Asks it nothing else, as any other request would bring the bot back.

    Raises Refusal where there is no token, or the server does not let it go.
    """
    if not house.settings.telegram_bot_token.get_secret_value():
        raise Refusal(Text("check-without-platform", {"setting": TOKENS["telegram"], "platform": "telegram"}))
    from bot.platforms.telegram import Telegram  # noqa: PLC0415 - 30 MB, only where a token is set

    platform = platforms(house, SystemClock())["telegram"](SendGate(UNLIMITED))
    try:
        if isinstance(platform, Telegram):
            await platform.log_out()
    finally:
        await platform.close()


async def _check_platforms(house: House, clock: Clock, *, take_over: bool) -> AsyncIterator[tuple[Finding, Text]]:
    made = platforms(house, clock)
    if not made:
        yield Finding.WRONG, Text("check-no-platform")
    for name, setting in TOKENS.items():
        if made and name not in made:
            yield Finding.WITHOUT, Text("check-without-platform", {"setting": setting, "platform": name})
    for name, make in made.items():
        platform = make(SendGate(UNLIMITED))
        try:
            if take_over:
                await platform.take_over()
            yield Finding.OK, Text("check-platform", {"platform": name, "bot": await platform.check()})
            if (lost := platform.undelivered) is not None:
                said = Text("check-webhook-fault", {"reason": lost.reason, "waiting": lost.waiting})
                yield _judged(well=not lost.waiting), said
            if platform.unheard is not None and await _is_held(house, platform.listening):
                yield Finding.WRONG, platform.unheard
        except BadTokenError as bad:
            yield Finding.WRONG, await _with_way_out(house, bad)
        except Refusal as refusal:
            yield Finding.WRONG, refusal.text
        finally:
            await platform.close()


async def _is_held(house: House, lease: str) -> bool:
    """Whether a process holds a lease, such as that of the listening: before one does, no webhook is set."""
    async with house.store.reading() as tx:
        return await tx.leases.left(lease, await tx.leases.now()) > 0


async def _with_way_out(house: House, bad: BadTokenError) -> Text:
    """The refusal of a token, with what helps where a second bot was declared."""
    async with house.store.reading() as tx:
        declared = await counting_notice(tx.facts, await tx.leases.now()) is not None
    return Text("check-second-bot", {"why": bad.text}) if declared else bad.text


async def _check_serving(settings: Settings) -> AsyncIterator[tuple[Finding, Text]]:
    """Whether the page can be served here, and what follows where it cannot."""
    served = await _check_port(settings, "WEB_PORT")
    yield served
    for setting in ("METRICS_PORT", "DESK_PORT"):
        if settings.ports[setting]:
            yield await _check_port(settings, setting)
    for setting in settings.wrong_addresses:
        yield Finding.WRONG, Text("check-address", {"setting": setting})
    if settings.telegram_webhook and settings.web_port and not takes_webhook(settings):
        yield Finding.WRONG, Text("check-webhook-unknown")
    if takes_webhook(settings):
        if served[0] is Finding.WITHOUT:
            yield Finding.WITHOUT, Text("check-webhook-elsewhere")
        elif served[0] is Finding.WRONG or settings.wrong_addresses:
            yield Finding.WRONG, Text("check-webhook-deaf")
    if settings.web_port and not settings.web_public_url and not settings.wrong_addresses:
        yield Finding.WITHOUT, Text("check-without-address")


async def _check_port(settings: Settings, setting: str) -> tuple[Finding, Text]:
    """Whether a port is named once and is free, or taken by this bot, which already serves it."""
    from bot.web import bound  # noqa: PLC0415 - costs 12 MB that a running bot without a page should not use

    host, port = settings.web_host, settings.ports[setting]
    if not port:
        return Finding.WITHOUT, Text("check-without-page")
    first = next(name for name, one in settings.ports.items() if one == port)
    if first != setting:
        return Finding.WRONG, Text("check-same-port", {"first": first, "second": setting, "port": str(port)})
    try:
        bound(host, port, setting).close()
    except Refusal as taken:
        found = await _who_serves(host, port, settings.secret())
        values = {"port": str(port), "setting": setting}
        if found is Served.OURS:
            return Finding.OK, Text("check-served", values)
        return Finding.WRONG, Text("check-not-ours", values) if found is Served.OTHER else taken.text
    return Finding.OK, Text("check-port", {"host": host, "port": str(port), "setting": setting})


async def _who_serves(host: str, port: int, key: str) -> Served:
    """Who answers there: such as the bot that runs while it is checked, which has its key."""
    from bot.web import own_mark  # noqa: PLC0415 - as above

    address = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - read, not bound
    asked = own_mark.question(key, port)
    try:
        async with asyncio.timeout(5), httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://{address}:{port}{own_mark.PATH}", headers={own_mark.HEADER: asked})
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError):
        return Served.UNKNOWN
    if own_mark.fits(key, port, asked, answer.headers.get(own_mark.HEADER, "")):
        return Served.OURS
    return Served.OTHER if answer.status_code == httpx.codes.OK and answer.text == "ok" else Served.UNKNOWN


async def _check_key(house: House) -> AsyncIterator[tuple[Finding, Text]]:
    # A check notes no key: the one that it was typed with may not be the bot's, and the database may take no writes.
    wrong = await wrong_key(house, keep=False)
    async with house.store.reading() as tx:
        begun = await tx.facts.get(SECRET_FINGERPRINT) is not None
        until, waiting = await tx.facts.get(OLD_KEY), await tx.people.waiting_to_move()
    if begun:
        yield _judged(well=wrong is None), wrong or Text("check-secret")
    else:
        yield Finding.WITHOUT, Text("check-secret-first")
    if until is not None:
        yield Finding.OK, Text("check-old-key", {"at": Moment(until, "UTC"), "waiting": waiting})
    elif wrong is None and house.settings.secret_key_old.get_secret_value():
        yield Finding.OK, Text("check-old-key-over")


async def _check_page(house: House, fetch: HttpFetch, page: Page) -> tuple[Finding, Text]:
    source, named = SOURCES.get(page.source), without_keys(page.label)
    if source is None or source.read is None:
        return Finding.OK, Text("check-page-manual", {"page": named})
    read = (await read_batch(source, [page.handle], fetch, house.source_settings))[page.handle]
    reading = in_measure(read, page.measure)
    if isinstance(reading, Fault):
        if reading.kind is FaultKind.NO_TOKEN:
            return Finding.WITHOUT, Text("check-page-without", {"page": named, "setting": reading.detail})
        return Finding.WRONG, Text(f"fault-{reading.kind.value}", {"page": named})
    return Finding.OK, Text(
        "check-page", {"page": named, "count": Number(reading.value, reading.decimals, page.measure.unit)}
    )
