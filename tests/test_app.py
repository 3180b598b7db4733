import asyncio
import json
import re
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import structlog
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot import app
from bot.check import Finding, findings
from bot.cli.terminal import EXAMPLE
from bot.clock import SystemClock
from bot.config import ConfigError, Settings
from bot.core.delivery.limiter import UNLIMITED
from bot.core.model.errors import BadTokenError
from bot.core.model.reply import Moment, Text
from bot.core.ports.facts import BOT_ACCOUNT, SECOND_BOT, SignedNotice
from bot.house import House, secrets_of, version
from bot.jobs.deliver import Deliverer
from bot.jobs.send_gate import SendGate
from bot.page import Listeners
from bot.supervise import first_of, persist, while_known
from bot.web import bound
from storage import Database
from tests.conftest import SECRET
from tests.fakes import Clock, until
from tests.loopback import free_port
from tests.program import Program, started
from tests.telegram_server import ADMINISTRATOR, TOKEN, TelegramServer

GROUP = -1001


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


def telegram(server: TelegramServer) -> dict[str, str]:
    return {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "PYTHONWARNINGS": "error"}


async def ended(process: asyncio.subprocess.Process) -> tuple[int, str, str]:
    out, err = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def running(server: TelegramServer, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    async with started("run", **telegram(server), **settings) as process:
        await until(lambda: bool(server.of("getUpdates")), 120)
        yield process


@pytest.fixture
async def begun(nolike: Program) -> Program:
    """The program on a database that was begun before, so that nothing is said of a new one."""
    async with started("campaign", "load", str(EXAMPLE)) as process:
        assert (await ended(process))[0] == 0
    return nolike


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("nolike")
async def test_run_answers_and_ends_with_0_when_it_is_told_to(server: TelegramServer, sign: signal.Signals) -> None:
    port = free_port()
    async with running(server, METRICS_PORT=str(port)) as process:
        await server.message(GROUP, ADMINISTRATOR, "/stats")
        await until(lambda: len(server.texts(GROUP)) == 1, 20)
        # Monitoring needs no page: WEB_PORT is 0 here.
        async with httpx.AsyncClient(timeout=60) as monitoring:
            metrics = (await monitoring.get(f"http://127.0.0.1:{port}/metrics")).text
            alive = await monitoring.get(f"http://127.0.0.1:{port}/healthz")
            ready = await monitoring.get(f"http://127.0.0.1:{port}/readyz")
        assert (alive.text, ready.status_code, ready.text.splitlines()[0]) == ("ok", 200, "ok")
        for known in (
            'nolike_outage{platform="telegram"} 0.0',
            'part="listener telegram"',
            'lease="platform:telegram"',
        ):
            assert known in metrics
        began = asyncio.get_running_loop().time()
        process.send_signal(sign)
        code, out, err = await ended(process)
        assert asyncio.get_running_loop().time() - began < 10
    assert (code, out) == (0, "")
    assert TOKEN not in err
    said = [re.search(r'event=("[^"]+"|\S+)', line)[1].strip('"') for line in err.splitlines()]  # type: ignore[index]
    assert (said[0], set(said[1:-1]), said[-1]) == ("a new database was begun", {"ready", "lease taken"}, "stopping")


@pytest.mark.usefixtures("nolike")
async def test_a_platform_that_was_never_reached_is_named_as_not_heard(server: TelegramServer) -> None:
    port = free_port()
    blocked = telegram(server) | {"TELEGRAM_PROXY": f"socks5h://127.0.0.1:{free_port()}", "NO_PROXY": "localhost"}

    async def told() -> bool:
        async with httpx.AsyncClient(timeout=60) as monitoring:
            ready = (await monitoring.get(f"http://127.0.0.1:{port}/readyz")).text
            metrics = (await monitoring.get(f"http://127.0.0.1:{port}/metrics")).text
        return "listener telegram" in ready and 'part="listener telegram"' in metrics

    async with started("run", METRICS_PORT=str(port), **blocked) as process:
        assert process.stderr is not None
        while b"is out of reach" not in (line := await process.stderr.readline()):
            assert line
        assert b"reason=ProxyConnectionError" in line
        assert await told()
    assert server.calls == []


@pytest.mark.usefixtures("nolike")
async def test_check_says_line_by_line_what_is_well_and_what_is_not(server: TelegramServer) -> None:
    async with started("campaign", "load", str(EXAMPLE)) as process:
        assert (await ended(process))[0] == 0
    async with started("organizers", EXAMPLE.stem) as process:
        assert (await ended(process))[0] == 0
    async with started("check", **telegram(server)) as process:
        code, out, err = await ended(process)
    lines = re.sub("[\u2068\u2069]", "", out).splitlines()
    assert (code, err) == (0, "")
    assert lines[0].startswith("ok      settings and data are in /")
    assert lines[1] == "ok      database reached, campaigns loaded: 1"
    assert lines[2].startswith("ok      SECRET_KEY is the one")
    assert lines[3] == "without WEB_PORT is 0: there is no page"
    assert lines[4] == "without DISCORD_BOT_TOKEN is not set: the bot is not on discord"
    assert lines[5] == "ok      telegram: the bot is NolikeBot"
    assert lines[6:] == [
        f"without facebook:{page}: FACEBOOK_ACCESS_TOKEN is not set; its counts are typed in with /count"
        for page in ("maroctelecom", "inwi", "meditel")
    ]


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("address", ["", "https://likes.example.org"])
async def test_check_tells_the_operator_that_the_page_does_not_know_its_address(
    server: TelegramServer, address: str
) -> None:
    with bound("127.0.0.1", 0) as listener:
        port = str(listener.getsockname()[1])
    async with started("check", WEB_PORT=port, WEB_PUBLIC_URL=address, **telegram(server)) as process:
        _, out, err = await ended(process)
    assert err == ""
    assert f"port {port} is free for the page" in re.sub("[\u2068\u2069]", "", out)
    assert ("without WEB_PUBLIC_URL is not set" in out) == (not address)


async def test_a_wrong_address_of_the_page_stops_the_page_and_not_the_bot(
    nolike: Program, server: TelegramServer
) -> None:
    port = free_port()
    nolike.set(WEB_PORT=str(port), WEB_PUBLIC_URL="https://likes.example.org/nolike")
    async with started("run", **telegram(server)) as process:
        await until(lambda: bool(server.of("getUpdates")), 60)
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port), 5)
        process.terminate()
        code, _, err = await ended(process)
    assert (code, err.count('event="not served"'), "WEB_PUBLIC_URL is wrong" in re.sub("[\u2068\u2069]", "", err)) == (
        0,
        1,
        True,
    )
    async with started("check", **telegram(server)) as process:
        code, out, err = await ended(process)
    assert (code, err, "WRONG   WEB_PUBLIC_URL is wrong" in re.sub("[\u2068\u2069]", "", out)) == (1, "", True)


HOOK = "https://likes.example.org/telegram"


@pytest.mark.parametrize(
    ("page", "code", "checked", "logged"),
    [
        ("off", 0, "without TELEGRAM_WEBHOOK is set and WEB_PORT is 0: another process", "and WEB_PORT is 0: another"),
        ("taken", 1, "WRONG   TELEGRAM_WEBHOOK is set, but no page is served here", "and no page is served here"),
        ("wrong", 1, "WRONG   TELEGRAM_WEBHOOK is set, but no page is served here", "and no page is served here"),
        ("served", 0, "", ""),
    ],
)
@pytest.mark.usefixtures("begun")
async def test_a_webhook_without_a_page_here_is_told_by_check_and_by_the_log(
    nolike: Program, server: TelegramServer, page: str, code: int, checked: str, logged: str
) -> None:
    with bound("127.0.0.1", 0) as taken:
        port = {"off": 0, "taken": taken.getsockname()[1]}.get(page, free_port())
        nolike.set(TELEGRAM_WEBHOOK=HOOK, WEB_PORT=str(port), WEB_PUBLIC_URL=HOOK if page == "wrong" else "")
        async with started("check", **telegram(server)) as process:
            ran, out, err = await ended(process)
        assert (ran, err) == (code, "")
        lines = [line for line in re.sub("[\u2068\u2069]", "", out).splitlines() if "TELEGRAM_WEBHOOK" in line]
        assert len(lines) == bool(checked)
        assert checked in "".join(lines)
        async with started("run", **telegram(server)) as process:
            await until(lambda: bool(server.webhook), 60)
            process.terminate()
            _, _, err = await ended(process)
    lines = [line for line in err.splitlines() if "TELEGRAM_WEBHOOK" in line]
    assert len(lines) == bool(logged)
    assert logged in "".join(lines)


@pytest.mark.usefixtures("begun")
async def test_check_tells_of_a_webhook_that_is_gone_under_a_bot_that_runs_and_never_deletes_its_own(
    nolike: Program, server: TelegramServer
) -> None:
    nolike.set(TELEGRAM_WEBHOOK=HOOK, WEB_PORT=str(free_port()))

    async def checked(*words: str) -> tuple[int, str, str]:
        async with started("check", *words, **telegram(server)) as process:
            code, out, err = await ended(process)
        lines = re.sub("[\u2068\u2069]", "", out).splitlines()
        return code, "".join(line for line in lines if "the bot runs, but" in line), err

    # Before a bot runs, none has to be set.
    assert await checked() == (0, "", "")
    async with started("run", **telegram(server)) as process:
        await until(lambda: bool(server.webhook), 60)
        assert await checked() == (0, "", "")
        code, said, err = await checked("--take-over")
        assert (code, said, "stop the bot, empty that line" in err) == (2, "", True)
        assert (server.webhook, server.of("deleteWebhook")) == (HOOK, [])
        server.webhook = ""
        code, said, err = await checked()
        assert (code, said.startswith("WRONG "), "has no webhook for it" in said, err) == (1, True, True, "")
        server.webhook = "https://else.example.org/secret-path"
        code, said, err = await checked()
        assert (code, said.startswith("WRONG "), "updates to else.example.org" in said, err) == (1, True, True, "")
        assert "secret-path" not in said
        process.terminate()
        await ended(process)


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(("port", "told"), [(1, 1), (0, 0)])
async def test_check_tells_of_a_page_that_knows_no_token_and_so_takes_no_updates(
    nolike: Program, port: int, told: int
) -> None:
    nolike.set(TELEGRAM_WEBHOOK=HOOK, WEB_PORT=str(port and free_port()))
    async with started("check") as process:
        code, out, err = await ended(process)
    said = [line for line in re.sub("[\u2068\u2069]", "", out).splitlines() if "no token of Telegram is known" in line]
    assert (code, err, len(said), all(line.startswith("WRONG ") for line in said)) == (1, "", told, True)


@pytest.mark.parametrize(("waiting", "found"), [(0, "ok     "), (7, "WRONG  ")])
@pytest.mark.usefixtures("begun")
async def test_check_tells_why_telegram_could_not_bring_updates(
    nolike: Program, server: TelegramServer, waiting: int, found: str
) -> None:
    server.webhook, server.webhook_waiting = HOOK, waiting
    server.webhook_fault = {"last_error_date": 1790000000, "last_error_message": "Connection refused"}
    nolike.set(TELEGRAM_WEBHOOK=HOOK, WEB_PORT=str(free_port()))
    async with started("check", **telegram(server)) as process:
        code, out, err = await ended(process)
    [said] = [line for line in re.sub("[\u2068\u2069]", "", out).splitlines() if "Connection refused" in line]
    assert (code, err, said.startswith(found), said.endswith(f"Updates that wait: {waiting}")) == (
        int(bool(waiting)), "", True, True,
    )  # fmt: skip


async def test_a_secret_key_that_the_database_was_not_begun_with_is_reported(
    begun: Program, server: TelegramServer
) -> None:
    for words in (("campaign", "load", str(EXAMPLE)), ("organizers", EXAMPLE.stem)):
        assert (await asyncio.to_thread(begun.process, *words)).code == 0
    begun.set(SECRET_KEY="another-secret-of-the-tests-with-40-signs")
    async with started("check", **telegram(server)) as process:
        code, out, err = await ended(process)
    assert code == 1
    assert "WRONG   SECRET_KEY is not the one" in out
    assert "another-secret" not in out + err


async def test_a_failed_background_task_is_restarted_and_a_repeated_fault_reported_once() -> None:
    clock = Clock()
    done: list[int] = []
    house = House(Settings(), {}, None, structlog.get_logger())  # type: ignore[arg-type]

    async def work() -> None:
        done.append(1)
        if len(done) < 3:
            raise OSError("no database")

    with capture_logs() as lines:
        task = asyncio.create_task(persist(house.report, clock, work))
        await until(lambda: len(done) >= 5)
        task.cancel()
        await asyncio.wait([task])
    assert [line["event"] for line in lines] == ["fault"]
    assert set(clock.sleeps) == {5}


def test_the_first_of_a_group_of_exceptions_is_found() -> None:
    cause = ValueError()
    assert first_of(ExceptionGroup("", [ExceptionGroup("", [cause]), OSError()])) is cause
    assert first_of(cause) is cause


def test_every_secret_that_is_set_is_known_as_one() -> None:
    settings = Settings(secret_key=SecretStr(SECRET), telegram_bot_token=SecretStr(TOKEN))
    assert set(secrets_of(settings, {"FACEBOOK_ACCESS_TOKEN": "face"})) == {SECRET, TOKEN, "face"}
    assert secrets_of(Settings(), {}) == ()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())


async def test_run_without_the_desk_needs_a_platforms_token(sqlite_store: Database) -> None:
    settings = Settings(secret_key=SecretStr(SECRET), desk="off")
    house = House(settings, {}, sqlite_store, structlog.get_logger())
    with pytest.raises(ConfigError, match="TELEGRAM_BOT_TOKEN"):
        await app.run(house)
    assert app.platforms(house, SystemClock()) == {}


async def _dies() -> None:
    raise ExceptionGroup("tasks", [BadTokenError(Text("telegram-bad-token"))])


async def test_a_token_that_never_worked_or_leaves_nothing_to_do_ends_the_program_and_no_other_does(
    sqlite_store: Database,
) -> None:
    house = House(Settings(), {}, sqlite_store, structlog.get_logger())
    with capture_logs() as lines, pytest.raises(ExceptionGroup):
        await while_known(house.store, house.vitals, house.log, "telegram", _dies, lambda: False)
    assert (lines, house.vitals.dead) == ([], set())
    async with sqlite_store.writing() as tx:
        await tx.facts.put(BOT_ACCOUNT, "telegram", "42")
    with capture_logs() as lines:
        await while_known(house.store, house.vitals, house.log, "telegram", _dies, lambda: False)
        with pytest.raises(BadTokenError):
            await while_known(house.store, house.vitals, house.log, "telegram", _dies, lambda: True)
    assert {line["way_out"] for line in lines} == {"no second bot is declared in advance"}
    assert house.vitals.dead == {"telegram"}
    only, page = Listeners(None, None), Listeners(socket.socket(), None)
    assert app._is_last(house, {"telegram": 1}, only)
    assert not app._is_last(house, {"telegram": 1, "discord": 1}, only)
    assert page.page is not None
    with page.page:
        assert not app._is_last(house, {"telegram": 1}, page)


async def test_check_tells_what_helps_when_the_bot_was_taken_away(
    sqlite_store: Database, server: TelegramServer
) -> None:
    server.token = "43:another"
    settings = Settings(
        secret_key=SecretStr(SECRET), telegram_bot_token=SecretStr(TOKEN), telegram_api_url=server.url, web_port=0
    )
    house = House(settings, {}, sqlite_store, structlog.get_logger())
    bad = Text("telegram-bad-token")
    assert (Finding.WRONG, bad) in [one async for one in findings(house)]
    now, way_out = datetime.now(UTC).replace(microsecond=0), Text("check-second-bot", {"why": bad})
    for ends, told in ((now + timedelta(days=1), "second-until"), (now - timedelta(days=1), "second-over")):
        text = json.dumps(
            {"campaigns": [], "bots": ["b"], "mirrors": ["m"], "issued": now.isoformat(), "until": ends.isoformat()}
        )
        async with sqlite_store.writing() as tx:
            await tx.facts.put(SECOND_BOT, "", SignedNotice(text, "key", "signature"))
        found = [one async for one in findings(house)]
        assert (Finding.WRONG, way_out if told == "second-until" else bad) in found
        values = {"links": "b m", "until": Moment(ends, "UTC", "dated")}
        assert (Finding.OK if told == "second-until" else Finding.WITHOUT, Text(told, values)) in found


async def test_nobody_is_answered_before_the_gate_has_loaded_earlier_sends(sqlite_store: Database) -> None:
    class Platform:
        polled = False

        async def poll(self) -> None:
            self.polled = True

    platform = Platform()
    engine = Deliverer(sqlite_store, platform, SendGate(UNLIMITED), SystemClock(), print)  # type: ignore[arg-type]
    listening = asyncio.create_task(app._listen(platform, engine))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    assert not platform.polled
    engine.started.set()
    await listening
    assert platform.polled


def processes(program: Program) -> int:
    """How many are known on its database."""
    with closing(sqlite3.connect(program.folder / "nolike.db")) as database:
        [count] = database.execute("SELECT count(*) FROM processes").fetchone()
    return int(count)


async def test_a_start_that_waits_for_its_token_is_known_until_it_ends(begun: Program) -> None:
    async with started("run", WEB_PORT=str(free_port())) as process:
        assert process.stdout is not None
        while b"/desk/in/" not in (line := await asyncio.wait_for(process.stdout.readline(), 60)):
            assert line
        await until(lambda: processes(begun) == 1, 60)
        process.terminate()
        assert (await ended(process))[0] == 0
    assert processes(begun) == 0


@pytest.mark.parametrize("setting", ["METRICS_PORT", "WEB_PORT"])
@pytest.mark.usefixtures("nolike")
async def test_without_a_token_a_taken_port_that_the_link_does_not_lead_to_is_only_told(setting: str) -> None:
    desk = {"DESK_PORT": str(free_port())} if setting == "WEB_PORT" else {"WEB_PORT": str(free_port())}
    with bound("127.0.0.1", 0) as other:
        taken = {setting: str(other.getsockname()[1])}
        async with started("run", **desk, **taken) as process:
            assert process.stdout is not None
            said = ""
            while f"http://127.0.0.1:{next(iter(desk.values()))}/desk/in/" not in said:
                line = await asyncio.wait_for(process.stdout.readline(), 60)
                assert line
                said += line.decode()
            process.terminate()
            code, _, err = await ended(process)
    assert (code, err.count('event="not served"'), f"port with {setting}" in err) == (0, 1, True)


@pytest.mark.usefixtures("nolike")
async def test_without_a_token_a_taken_port_ends_the_start_and_no_link_to_another_program_is_said() -> None:
    with bound("127.0.0.1", free_port()) as other:
        port = str(other.getsockname()[1])
        async with started("run", WEB_PORT=port) as process:
            code, out, err = await ended(process)
    assert (code, "/desk/in/" in out + err) == (1, False)
    assert f"port {port}: Address already in use" in err
