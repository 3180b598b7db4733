"""The Telegram platform: receives updates, answers them and delivers announcements."""

import asyncio
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from structlog.typing import FilteringBoundLogger
from telegram.error import InvalidToken, TelegramError

from bot.core.commands.answer import Services
from bot.core.delivery.retry import insist, pause, unanswered
from bot.core.model.announcements import PRIORITY, Delivery, Moved, Outcome, Refused, Sent
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text, say
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.core.ports.platform import Undelivered
from bot.platforms.refusals import UnsortedRefusals
from bot.platforms.render_cache import RenderCache, Speaks
from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.account import Account, bad_token, delete_webhook, get_me, log_out, refusal, webhook
from bot.platforms.telegram.answers import Answers
from bot.platforms.telegram.deliver import deliver
from bot.platforms.telegram.draw import draw
from bot.platforms.telegram.errors import TOPIC_GONE, FloodError, outcome
from bot.platforms.telegram.menus import set_menus
from bot.platforms.telegram.photos import Photos
from bot.platforms.telegram.poll import Poller
from bot.platforms.telegram.ptb_adapter import PtbRequest, make_bot
from bot.platforms.telegram.rate_limits import FREE_PER_SECOND
from bot.platforms.telegram.send import post
from bot.platforms.telegram.updates.fetch import Updates
from bot.platforms.telegram.updates.incoming import NAME, private_link
from bot.platforms.telegram.updates.queue import PolledUpdates, QueuedUpdates, Received, Webhook
from bot.proxies import Proxy


class Telegram:
    """Telegram over one bot token. `speak(language)` gives the words; every send waits at `gate` first."""

    name = NAME
    repeats = False
    listening = f"platform:{NAME}"

    def __init__(  # noqa: PLR0913 - all that a platform is made of, by name
        self,
        *,
        token: str,
        api_url: str,
        messages_per_second: float,
        services: Services,
        speak: Speaks,
        gate: Gate,
        clock: Clock,
        log: FilteringBoundLogger,
        proxy: Proxy | None = None,
        webhook: Webhook | None = None,
    ) -> None:
        self._webhook = webhook
        self.undelivered: Undelivered | None = None
        self.unheard: Text | None = None
        self._clients = (PtbRequest(api_url, token, proxy=proxy), PtbRequest(api_url, token, pool=2, proxy=proxy))
        # Connections of their own: those for sends may all wait for an answer while it is asked whether there is one.
        self._probes = PtbRequest(api_url, token, proxy=proxy)
        self._bot = make_bot(*self._clients)
        self._services = services
        self._speak = speak
        self._gate = gate
        self._clock = clock
        self._log = log
        self._poison = Poison(NAME, services, log)
        self._unsorted = UnsortedRefusals(NAME, services.vitals, clock, log)
        self._paid = messages_per_second > FREE_PER_SECOND
        self._photos = Photos(self._bot, services.store, services.studio)
        self._render_cache = RenderCache(draw, speak)
        self.username = ""
        self._account = Account(0, "")

    @property
    def link(self) -> str:
        """The bot's t.me address, "" before `start` or `check`."""
        return private_link(self.username) if self.username else ""

    @property
    def account(self) -> str:
        """The number before the colon of the bot's token, "" before `start`."""
        return str(self._account.id or "")

    async def start(self) -> None:
        """Fetch the bot's name and set its command menus; retry for as long as Telegram is unreachable.

        Raises Refusal if Telegram does not accept the token.
        """
        failures = 0
        while not self.username:
            try:
                self._account = await get_me(self._clients[0])
                self.username = self._account.username
            except InvalidToken:
                raise bad_token() from None
            except TelegramError as fault:
                failures += 1
                if failures == 1:
                    self._log.warning("Telegram is out of reach; trying again until it works", reason=str(fault))
                wait = fault.seconds if isinstance(fault, FloodError) else pause(failures).total_seconds()
                await self._clock.sleep(wait)
        try:
            await set_menus(self._bot, self._account.id, self._services, self._speak)
        except TelegramError as fault:
            self._log.warning("Telegram's command menus could not be set", reason=str(fault))

    async def poll(self) -> None:
        """Poll and answer until cancelled, then finish what is in flight, for 8 s at most. `start` comes first.

        Raises Refusal once Telegram no longer accepts the token.
        """
        answers = Answers(self._photos, self._services, self._speak, self._gate, self._clock, self._log)
        store, updates = self._services.store, Updates(self._clients[1], self.username, self._poison)
        received: Received = PolledUpdates(updates, store)
        if self._webhook is not None:
            received = QueuedUpdates(
                self._clients[0], self.username, self._poison, self._webhook, store, self._clock, log=self._log,
                ask=webhook,
            )  # fmt: skip
        await Poller(
            self._bot, received, self._services, answers, self._gate, self._clock, self._log, speak=self._speak
        ).run()

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Post, edit or delete a delivery's message; the caller has already waited for its slot at the gate."""
        result = await deliver(self._photos, self._gate, self._clock, self._render_cache, delivery, paid=self._paid)
        if result == Refused(TOPIC_GONE):
            result = await self._leave_topic(delivery)
        return self._unsorted.note(result)

    async def _leave_topic(self, delivery: Delivery) -> Outcome:
        """The topic was deleted: say in the group's General topic that everything comes there from now on."""
        drawn = draw(say("topic-gone"), self._speak(delivery.language or "en"))
        general = replace(delivery.address, thread="")
        sending = partial(post, self._photos, drawn=drawn[0])
        said, _ = await insist(sending, general, delivery.chat_kind, self._gate, self._clock, PRIORITY[delivery.kind])
        return Moved(general.chat, topic=delivery.address.thread) if isinstance(said, Sent) else said

    async def probe(self) -> bool:
        """Whether Telegram answers `getMe`, be it with a refusal: https://core.telegram.org/bots/api#getme."""
        try:
            await self._probes.post("getMe")
        except TelegramError as fault:
            return not unanswered(outcome(fault))
        return True

    async def check(self) -> str:
        """Return the bot's username; raises Refusal if the token is invalid or Telegram unreachable."""
        try:
            self._account = await get_me(self._clients[0])
            own = urlsplit(self._webhook.url).hostname if self._webhook is not None else ""
            host, self.undelivered = await webhook(self._clients[0])
            if host and self._webhook is None:
                raise Refusal(Text("telegram-webhook", {"host": host}))
            if own and host != own:
                gone = Text("telegram-webhook-gone")
                self.unheard = Text("telegram-webhook-other", {"host": host}) if host else gone
        except TelegramError as fault:
            raise refusal(fault) from None
        self.username = self._account.username
        return self.username

    async def take_over(self) -> None:
        """Delete a webhook that was set for the bot, so that it gets its updates here; raises Refusal."""
        try:
            await delete_webhook(self._clients[0])
        except TelegramError as fault:
            raise refusal(fault) from None

    async def log_out(self) -> None:
        """Leave the Bot API server of TELEGRAM_API_URL before another one is used; raises Refusal."""
        try:
            await log_out(self._clients[0])
        except TelegramError as fault:
            raise refusal(fault) from None

    async def close(self) -> None:
        """Close the connections to Telegram."""
        await asyncio.gather(*(client.shutdown() for client in (*self._clients, self._probes)))
