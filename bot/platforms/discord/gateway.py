"""The gateway client: discord.py keeps the connections and passes on interactions and server events."""

import asyncio
import logging
import random
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
import discord
import discord.shard
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from structlog.typing import FilteringBoundLogger

from bot.core.delivery.fault_filter import RepeatFilter
from bot.core.delivery.retry import pause
from bot.platforms.discord.errors import KICKED
from bot.platforms.discord.http import NOT_CONNECTED, HttpClient, UnclearError, UndeliveredError
from bot.platforms.skipped_updates import Poison
from bot.proxies import told_as_reset

# No privileged intent: the bot needs to know servers, channels and roles, and hears interactions in any case.
INTENTS = discord.Intents(guilds=True)
RATE_LIMIT_SECONDS = 30.0
# Above the 30 s that aiohttp gives a connection, after which a proxy's library may still wait for its end.
CONNECT_SECONDS = 40.0
# A shard that was connected for so many seconds starts its backoff anew.
CALM_SECONDS = 300.0
# https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
NORMAL_CLOSURE = 1000
# Silence discord.py's warnings about voice support, which the bot does not use.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

OnInteraction = Callable[[discord.Interaction[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Shards:
    """The number of shards (0: as Discord recommends), and the ones this process runs (empty: all)."""

    count: int = 0
    ids: tuple[int, ...] = ()


ALL = Shards()


class ReconnectBackoff(ExponentialBackoff[Literal[False]]):
    """The pauses before a shard connects again: at most 30 s. discord.py's own grow to 17 minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.failures = 0
        self.last = 0.0

    def delay(self) -> float:
        """Seconds until the next try, with jitter; counted anew after five minutes without a failure."""
        now = time.monotonic()
        self.failures = self.failures + 1 if now - self.last < CALM_SECONDS else 1
        self.last = now
        return pause(self.failures).total_seconds() * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


# discord.py makes the backoff of each shard itself and has no setting for it.
discord.shard.ExponentialBackoff = ReconnectBackoff  # type: ignore[assignment,attr-defined]


class UnheardError(aiohttp.ClientConnectionError):
    """Discord was not reached or gave no answer; the message is the kind of fault, and contains no address."""


def kind(fault: BaseException | None) -> str:
    """The kind of a fault for the log; "" for none."""
    if isinstance(fault, UnheardError):
        return str(fault)
    return type(fault).__name__ if fault is not None else ""


class LibraryHttp(HTTPClient):
    """Sends discord.py's own few requests with our HTTP client, and connects to the gateway that Discord names.

    discord.py uses a hard-coded address if a number of shards is set or a session was lost.
    """

    def __init__(self, http: HttpClient, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop, http.connector(), max_ratelimit_timeout=RATE_LIMIT_SECONDS)
        self._http = http
        self._gateway: yarl.URL | None = None

    async def request(self, route: Route, **options: Any) -> Any:  # noqa: ANN401 - as in discord.py
        """Send a request; raises discord.py's own errors."""
        path = route.url.removeprefix(Route.BASE)
        try:
            answered = await self._http.ask(route.method, path, options.get("json"), options.get("params"))
        except (UndeliveredError, UnclearError) as fault:
            raise UnheardError(str(fault)) from None
        if answered.well:
            return answered.data
        if answered.status == 429:  # noqa: PLR2004 - HTTP's own number
            raise discord.RateLimited(answered.wait)
        raise discord.HTTPException(_Response(answered.status), answered.data or "")  # type: ignore[arg-type]

    async def get_bot_gateway(self) -> tuple[int, str, Any]:
        """What Discord recommends: how many shards, and where."""
        shards, url, limit = await super().get_bot_gateway()
        self._gateway = yarl.URL(url)
        return shards, url, limit

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        """Connect; replace discord.py's hard-coded address with the one that Discord returned."""
        wanted = yarl.URL(url)
        if wanted.origin() == DiscordWebSocket.DEFAULT_GATEWAY.origin():
            if self._gateway is None:
                await self.get_bot_gateway()
            assert self._gateway is not None  # noqa: S101 - `get_bot_gateway` has just set it
            url = str(self._gateway.with_query(wanted.query))
        try:
            with told_as_reset():
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await super().ws_connect(url, compress=compress)
        except (*NOT_CONNECTED, TimeoutError) as fault:
            # discord.py tries again after its own errors and aiohttp's, and would end at a proxy's.
            raise UnheardError(self._http.told(fault)) from None


class _Response:
    """As much of an HTTP answer as discord.py's errors look at."""

    def __init__(self, status: int) -> None:
        self.status = status
        self.reason = ""


class Listener(discord.AutoShardedClient):
    """One connection for each shard.

    `on_interaction` is called for every interaction, `joined` for a server that added the bot, `gone(reason, channels)`
    for channels that it cannot speak in any more.
    """

    def __init__(
        self,
        http: HttpClient,
        shards: Shards,
        *,
        on_interaction: OnInteraction,
        joined: Callable[[discord.Guild], Awaitable[None]],
        gone: Callable[[str, Sequence[str]], Awaitable[None]],
        poison: Poison,
    ) -> None:
        self._http = http
        self._on_interaction = on_interaction
        self._joined = joined
        self._gone = gone
        self._poison = poison
        self._tasks: set[asyncio.Future[None]] = set()
        self._sockets: list[DiscordWebSocket] = []
        self._connecting: asyncio.Future[None] | None = None
        named: dict[str, Any] = {"shard_ids": list(shards.ids)} if shards.ids else {}
        super().__init__(
            intents=INTENTS,
            shard_count=shards.count or None,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=RATE_LIMIT_SECONDS,
            **named,
        )

    def _get_state(self, **options: Any) -> Any:  # noqa: ANN401 - as in discord.py
        # Called while discord.py sets itself up, as soon as it has made an HTTP client of its own.
        self.http = LibraryHttp(self._http, self.loop)
        state: Any = super()._get_state(**options)
        keep = state._update_references  # noqa: SLF001 - the one place that hears of every connection

        def keep_all(socket: DiscordWebSocket) -> None:
            self._sockets = [one for one in self._sockets if one.open]
            self._sockets.append(socket)
            keep(socket)

        # Without READY there is no session, so its trouble must end the connection.
        state.parsers = {
            event: parse if event == "READY" else self._guarded(event, parse) for event, parse in state.parsers.items()
        }
        state._update_references = keep_all  # noqa: SLF001 - as above
        return state

    @property
    def is_connected(self) -> bool:
        """Whether every shard has a session and an open connection."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard; raises any failure, so that an invalid token is reported at once.

        discord.py would try again for ever, each try a call inside the last: five seconds after one failed, it calls
        this again from where it handles the failure.
        """
        if (trouble := sys.exception()) is not None:
            raise trouble
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Keep the shards connected until cancelled; call `finish` then.

        In a task of its own: discord.py swallows a cancellation that comes while it connects a shard again.
        """
        self._connecting = asyncio.ensure_future(super().connect(reconnect=reconnect))
        try:
            await asyncio.wait([self._connecting])
        finally:
            self._connecting.cancel()
        self._connecting.result()

    async def finish(self, seconds: float) -> None:
        """Finish the interactions in progress, for `seconds` at most, and close the connections."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
        await self.close()
        if self._connecting is not None:
            await asyncio.wait([self._connecting])
        # discord.py does not close connections whose handshake is unfinished; their heartbeats would go on.
        for socket in self._sockets:
            await socket.close(NORMAL_CLOSURE)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Handle a command, a tapped button, a modal or autocomplete."""
        await self._do("interaction", self._on_interaction(interaction))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Handle a server that added the bot."""
        await self._do("guild_join", self._joined(guild))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Handle a server that removed the bot or was deleted."""
        everywhere = [str(one.id) for one in (*guild.channels, *guild.threads)]
        await self._do("guild_remove", self._gone(KICKED, everywhere))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Handle a deleted channel; its threads are deleted with it."""
        threads = [str(one.id) for one in channel.guild.threads if one.parent_id == channel.id]
        await self._do("channel_delete", self._gone("deleted", [str(channel.id), *threads]))

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Handle a deleted thread."""
        await self._do("thread_delete", self._gone("deleted", [str(payload.thread_id)]))

    def _guarded(self, event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
        """Wrap discord.py's parser of one event: skip an unreadable event instead of ending the shard."""

        def parse_or_pass_over(data: Any) -> None:  # noqa: ANN401 - as in discord.py
            try:
                parse(data)
            except Exception as fault:  # noqa: BLE001 - whatever is in it, it is one event of many
                self._poison.pass_over(event.lower(), fault)

        return parse_or_pass_over

    async def _do(self, event: str, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await asyncio.shield(task)
        except Exception as fault:  # noqa: BLE001 - one failed event must not end the connection
            self._poison.pass_over(event, fault)


class LibraryLog(logging.Handler):
    """Forwards discord.py's log to ours: one line without a traceback, consecutive repeats dropped.

    Lines that differ only in their numbers are repeats: each try to connect names its own pause.
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        super().__init__(logging.WARNING)
        self._log = log
        self.repeats = RepeatFilter()

    def emit(self, record: logging.LogRecord) -> None:
        """Log the first line, and the kind of the error behind it."""
        if self.repeats.is_new(str(record.msg)):
            reason = kind(record.exc_info[1] if record.exc_info else None)
            self._log.warning("Discord's library", said=record.getMessage().splitlines()[0], reason=reason)
