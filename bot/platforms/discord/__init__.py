"""The Discord platform: receives interactions, answers them and delivers announcements."""

import asyncio
import logging
from typing import Any

import discord
from structlog.typing import FilteringBoundLogger

from bot.core.commands.answer import Services
from bot.core.delivery.fault_filter import RepeatFilter
from bot.core.delivery.retry import pause, unanswered
from bot.core.delivery.vital_signs import Part
from bot.core.model.announcements import Delivery, Outcome
from bot.core.model.errors import BadTokenError, Refusal
from bot.core.model.reply import Text
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.discord.answers import MESSAGE, Answers
from bot.platforms.discord.commands import NAME, sync
from bot.platforms.discord.deliver import MessageSender
from bot.platforms.discord.draw import Renderer
from bot.platforms.discord.errors import carry
from bot.platforms.discord.gateway import ALL, LibraryLog, Listener, Shards, kind
from bot.platforms.discord.http import Answered, HttpClient, UnclearError, UndeliveredError
from bot.platforms.discord.incoming import EPHEMERAL, Asked, Typing, Writing, parse_interaction
from bot.platforms.discord.permissions import Permissions, invitation
from bot.platforms.discord.photos import Photos
from bot.platforms.discord.responder import Responder
from bot.platforms.discord.send import NOBODY, Sender
from bot.platforms.discord.server.calendar import ServerCalendar
from bot.platforms.discord.server.membership import Membership
from bot.platforms.discord.server.missing_permissions import MissingPermissions
from bot.platforms.refusals import UnsortedRefusals
from bot.platforms.render_cache import RenderCache, Speaks
from bot.platforms.skipped_updates import Poison
from bot.proxies import Proxy

__all__ = ["Discord", "Shards"]

LAST_SECONDS = 8.0
# The first and the longest backoff, in seconds, before rejected commands are registered again.
SOON, SELDOM = 5.0, 3600.0
HEED_EVERY = 10.0
UNAUTHORIZED = 401
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
AUTHENTICATION_FAILED = 4004


class Discord:
    """Discord over one bot token. `speak(language)` gives the words; every send waits at `gate` first.

    `shards` are the ones that this process listens to.
    """

    name = NAME
    repeats = True
    undelivered = None
    unheard = None

    def __init__(  # noqa: PLR0913 - all that a platform is made of, by name
        self,
        *,
        token: str,
        api_url: str,
        services: Services,
        speak: Speaks,
        gate: Gate,
        clock: Clock,
        log: FilteringBoundLogger,
        shards: Shards = ALL,
        proxy: Proxy | None = None,
    ) -> None:
        self._token = token
        self._http = HttpClient(api_url, token, proxy=proxy)
        # Connections of their own: those for sends may all wait for an answer while it is asked whether there is one.
        self._probes = HttpClient(api_url, token, proxy=proxy, budget=self._http.budget)
        self._services = services
        self._speak = speak
        self._clock = clock
        self._log = log
        self._shards = shards
        self._renderer = Renderer(speak)
        self._permissions = Permissions()
        photos = Photos(services.store, services.studio)
        self._poison = Poison(NAME, services, log)
        self._unsorted = UnsortedRefusals(NAME, services.vitals, clock, log)
        self._sender = Sender(self._http, photos, gate, clock)
        responder = Responder(self._http, services, gate, clock)
        self._responder = responder
        self._answers = Answers(responder, photos, self._renderer, clock, log)
        self._membership = Membership(self._sender, responder, self._permissions, self._renderer, clock)
        self._missing_permissions = MissingPermissions(
            self._sender, responder, self._permissions, self._renderer, clock, log
        )
        self._carrier = MessageSender(
            self._http, self._sender, gate, clock, services.store, self._permissions,
            RenderCache(self._renderer.draw, speak), self._missing_permissions, log,
        )  # fmt: skip
        self.calendar = ServerCalendar(self._http, self._permissions, self._missing_permissions, gate, clock)
        self.username = ""
        self._telling: asyncio.Task[None] | None = None
        self._failures = 0
        self._away = False

    @property
    def listening(self) -> str:
        """The name of the lease that lets only one process listen: to all of Discord, or to its own shards."""
        own = self._shards
        return f"platform:{NAME}:{','.join(map(str, own.ids))}/{own.count}" if own.ids else f"platform:{NAME}"

    @property
    def link(self) -> str:
        """Where people invite the bot into a server, "" before `start` or `check`."""
        application = self._answers.application
        return invitation(application) if application else ""

    @property
    def account(self) -> str:
        """The application's id, "" before `start`."""
        return self._answers.application

    async def start(self) -> None:
        """Fetch the bot's name and register its commands; retry for as long as Discord is unreachable.

        Commands that Discord rejects are registered again in the background.

        Raises Refusal if Discord does not accept the token.
        """
        failures = 0
        while not self.username:
            try:
                await self._introduce()
            except (UndeliveredError, UnclearError) as fault:
                failures += 1
                if failures == 1:
                    self._log.warning("Discord is out of reach; trying again until it works", reason=str(fault))
                await self._clock.sleep(pause(failures).total_seconds())
        failed = await self._register_commands()
        if failed is not None and self._telling is None:
            self._telling = asyncio.create_task(self._retry_registration(failed))

    async def poll(self) -> None:
        """Listen and answer until cancelled, then finish what is in flight, for 8 s at most. `start` comes first.

        Raises Refusal once Discord no longer accepts the token.
        """
        library = logging.getLogger("discord")
        handler = LibraryLog(self._log)
        library.addHandler(handler)
        self._services.vitals.start(Part.LISTENER, NAME)
        try:
            await self._answers.resume()
            while True:
                try:
                    await self._listen(handler.repeats)
                except discord.LoginFailure:
                    raise BadTokenError(Text("discord-bad-token")) from None
                except discord.ConnectionClosed as closed:
                    if closed.code == AUTHENTICATION_FAILED:
                        raise BadTokenError(Text("discord-bad-token")) from None
                    self._log.warning("Discord closed the connection; connecting anew", code=closed.code)
                except Exception as fault:  # noqa: BLE001 - any fault may be temporary, so the loop retries
                    self._log.warning("Discord cannot be listened to; trying again", reason=kind(fault))
                self._failures += 1
                await self._clock.sleep(pause(self._failures).total_seconds())
        finally:
            self._services.vitals.stop(Part.LISTENER, NAME)
            library.removeHandler(handler)

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Post, edit or delete the delivery's message. The caller has already waited for its slot at the gate."""
        return self._unsorted.note(await self._carrier.deliver(delivery))

    async def probe(self) -> bool:
        """Whether Discord gives a clear answer to "who is this bot"; a refusal counts as one."""
        result, _ = await carry(self._probes, "GET", "/users/@me")
        return not unanswered(result)

    async def check(self) -> str:
        """Return the bot's name; raises Refusal if the token is invalid or Discord unreachable."""
        try:
            await self._introduce()
        except (UndeliveredError, UnclearError) as fault:
            raise Refusal(Text("discord-unreachable", {"reason": str(fault)})) from None
        return self.username

    async def take_over(self) -> None:
        """Do nothing: Discord sends its events to every program that connects with the token."""

    async def close(self) -> None:
        """Close the connections to Discord."""
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.wait([self._telling])
        await self._missing_permissions.stop()
        await self._http.close()
        await self._probes.close()

    async def _introduce(self) -> None:
        me = _successful_data(await self._http.ask("GET", "/users/@me"))
        application = _successful_data(await self._http.ask("GET", "/applications/@me"))
        self._carrier.me = self.calendar.me = str(me["id"])
        self._answers.application = str(application["id"])
        self.username = str(me["username"])

    async def _register_commands(self) -> float | None:
        """Register the commands; return the seconds to wait before a retry if Discord rejects them, else None."""
        try:
            self._renderer.mentions, refused = await sync(
                self._http, self._answers.application, self._services, self._speak
            )
        except (UndeliveredError, UnclearError) as fault:
            self._log.warning("Discord could not be told the commands", reason=str(fault))
            return 0.0
        if refused is not None:
            self._log.warning("Discord did not take the commands", reason=refused.said)
            return refused.wait
        return None

    async def _retry_registration(self, wait: float | None) -> None:
        """Register the commands again, with backoff, until Discord accepts them: people need them."""
        seconds = SOON
        while wait is not None:
            await self._clock.sleep(max(seconds, wait))
            seconds = min(seconds * 2, SELDOM)
            try:
                wait = await self._register_commands()
            except Exception as fault:  # noqa: BLE001 - the database may be back in a moment
                self._services.report(fault)

    async def _listen(self, repeats: RepeatFilter) -> None:
        listener = Listener(
            self._http, self._shards, on_interaction=self._handle_interaction, joined=self._membership.welcome,
            gone=self._membership.switch, poison=self._poison,
        )  # fmt: skip
        heeding = asyncio.create_task(self._heed(listener, repeats))
        try:
            await listener.login(self._token)
            self._permissions.client = listener
            await listener.connect()
        finally:
            heeding.cancel()
            self._permissions.client = None
            ending = asyncio.ensure_future(listener.finish(LAST_SECONDS))
            try:
                await asyncio.shield(ending)
            except asyncio.CancelledError:
                # Cut short, it would leave connections open.
                await asyncio.wait([ending])
                raise

    async def _heed(self, listener: Listener, repeats: RepeatFilter) -> None:
        """Record that Discord is heard for as long as every shard is connected, and log when it is not.

        discord.py closes a connection on which no heartbeat was answered for 60 s.
        """
        while True:
            if listener.is_connected:
                self._services.vitals.succeed(Part.LISTENER, NAME)
                self._failures = 0
                repeats.clear()
                if self._away:
                    self._away = False
                    self._log.info("Discord's gateway is back; commands are heard again")
            elif not self._away and (listener.is_ready() or self._failures):
                self._away = True
                self._log.warning("Discord's gateway is away; no command is heard until it is back")
            await asyncio.sleep(HEED_EVERY)

    async def _handle_interaction(self, interaction: discord.Interaction[Any]) -> None:
        try:
            meaning = parse_interaction(interaction, self._services, self._clock.now())
        except Exception as fault:  # noqa: BLE001 - whatever failed, the person needs an answer
            self._poison.pass_over("interaction", fault)
            await self._apologize(interaction)
            return
        match meaning:
            case Asked() as asked:
                await self._answers.say(asked)
            case Typing() as typing:
                await self._answers.offer(typing)
            case Writing() as writing:
                await self._answers.open(writing)

    async def _apologize(self, interaction: discord.Interaction[Any]) -> None:
        """Tell the person that something went wrong, if the interaction accepts a text answer."""
        words = self._speak("en")(Text("went-wrong"))
        body = {"type": MESSAGE, "data": {"content": words, "flags": EPHEMERAL, "allowed_mentions": NOBODY}}
        await self._responder.insist("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body)


def _successful_data(answered: Answered) -> dict[str, Any]:
    """The data of an answer; raises Refusal for an unknown token, UnclearError for any other failure."""
    if answered.status == UNAUTHORIZED:
        raise BadTokenError(Text("discord-bad-token"))
    if not answered.well or not isinstance(answered.data, dict):
        raise UnclearError(answered.said)
    return answered.data
