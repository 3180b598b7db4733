"""Fetches updates that Telegram posted to the webhook from the store, which any process may have put there.

They are handled there too once no webhook is set any more: Telegram was told that they are taken.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from structlog.typing import FilteringBoundLogger

from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Watch
from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.ptb_adapter import Encoded, PtbRequest
from bot.platforms.telegram.updates.fetch import LONG_POLL_SECONDS, MOST_AT_ONCE, Updates
from bot.platforms.telegram.updates.fields import KINDS, Fields
from bot.platforms.telegram.updates.incoming import NAME

LOOK_EVERY = 0.25
"""Seconds between two looks into an empty queue."""

LOOK_HEARD = 300.0
"""The same where it is heard when an update is put there."""

QUIET = timedelta(minutes=5)
"""After so long without an update Telegram is asked whether the webhook is still set: somebody may have deleted it."""

MOST_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts the bot's updates, and the secret that it sends with each."""

    url: str
    secret: str
    watch: Watch | None = None
    """Hears of updates that another process took."""


class _Queue:
    """What was posted and waits in the store, in the order of the ids."""

    def __init__(self, store: Store) -> None:
        self.handled: list[int] = []
        """What the next look drops."""
        self._store = store

    async def look(self) -> list[Fields]:
        """The first that wait, once those that are handled are dropped. Raises what the store raises."""
        async with self._store.writing() if self.handled else self._store.reading() as tx:
            if self.handled:
                await tx.inbox.dequeue(NAME, self.handled)
            found = await tx.inbox.queued(NAME, MOST_AT_ONCE)
        self.handled = []
        return [Fields(json.loads(body)) for _, body in found]


class QueuedUpdates:
    """The updates that were posted for the bot called `username`, in the order of their ids.

    `ask` names the server that Telegram posts to.
    Source: https://core.telegram.org/bots/api#setwebhook
    """

    def __init__(
        self, request: PtbRequest, username: str, poison: Poison, webhook: Webhook, store: Store, clock: Clock,
        *, log: FilteringBoundLogger, ask: Callable[[PtbRequest], Awaitable[tuple[str, object]]],
    ) -> None:  # fmt: skip
        self.username = username
        self.poison = poison
        self.more = False
        self._request = request
        self._webhook = webhook
        self._queue = _Queue(store)
        self._clock = clock
        self._log = log
        self._ask = ask
        self._quiet = 0
        self._set_at: datetime | None = None
        """When the webhook was surely set."""

    async def fetch(self) -> Sequence[Fields]:
        """Wait for the next updates, for 25 s at most; drops those that are confirmed.

        Raises what PtbRequest and the store raise.
        """
        if self._set_at is None:
            await set_webhook(self._request, self._webhook)
            self._set_at = self._clock.now()
        found = await self._wait()
        if found:
            self._set_at = self._clock.now()
        elif self._clock.now() - self._set_at >= QUIET:
            await self._stay_set()
        return found

    async def _stay_set(self) -> None:
        host, _ = await self._ask(self._request)
        if host != urlsplit(self._webhook.url).hostname:
            await set_webhook(self._request, self._webhook)
            self._log.warning("the bot's webhook was gone from Telegram; it is set again", instead=host)
        self._set_at = self._clock.now()

    async def _wait(self) -> Sequence[Fields]:
        watch = self._webhook.watch
        # While nothing is heard, nothing is there to be found.
        if (
            watch is not None and watch.heard and 0 < self._quiet < LOOK_HEARD / LONG_POLL_SECONDS
            and not await watch.wait(self._clock.sleep(LONG_POLL_SECONDS))
        ):  # fmt: skip
            self._quiet += 1
            return []
        self._quiet = 0
        for _ in range(int(LONG_POLL_SECONDS / LOOK_EVERY)):
            if watch is not None:
                watch.clear()
            if found := await self._queue.look():
                return found
            if watch is None or not watch.heard:
                await self._clock.sleep(LOOK_EVERY)
            elif not await watch.wait(self._clock.sleep(LONG_POLL_SECONDS)):
                self._quiet = 1
                break
        return []

    def confirm(self, updates: Sequence[Fields]) -> None:
        """All of these are handled: the next `fetch` drops them."""
        self._queue.handled = [update.number("update_id") for update in updates]


class PolledUpdates:
    """What was posted before and still waits, then what Telegram is asked for: no webhook is set now."""

    def __init__(self, updates: Updates, store: Store) -> None:
        self.username, self.poison = updates.username, updates.poison
        self.more = True
        """As that of `Updates`."""
        self._updates = updates
        self._queue = _Queue(store)
        self._from_queue = False
        self._may_wait = True

    async def fetch(self) -> Sequence[Fields]:
        """The next updates: of the queue, then what `Updates.fetch` brings. Raises what that and the store raise."""
        found: Sequence[Fields] = await self._queue.look() if self._may_wait else ()
        self._from_queue = bool(found)
        if found:
            self.more = True
            return found
        # While a webhook is being deleted, a page may take one more.
        self._may_wait = True
        found = await self._updates.fetch()
        self._may_wait, self.more = not found, self._updates.more
        return found

    def confirm(self, updates: Sequence[Fields]) -> None:
        """All of these are handled: the next `fetch` drops them where they came from."""
        if self._from_queue:
            self._queue.handled = [update.number("update_id") for update in updates]
        else:
            self._updates.confirm(updates)


Received = PolledUpdates | QueuedUpdates


async def set_webhook(request: PtbRequest, webhook: Webhook) -> None:
    """Let Telegram post the bot's updates; what waits there is posted too. Raises TelegramError."""
    told = {
        "url": webhook.url, "secret_token": webhook.secret, "allowed_updates": KINDS,
        "max_connections": MOST_CONNECTIONS,
    }  # fmt: skip
    await request.post("setWebhook", Encoded(json.dumps(told).encode()))
