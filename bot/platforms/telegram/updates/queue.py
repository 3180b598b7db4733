"""Fetches updates that Telegram posted to the webhook from the store, which any process may have put there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.ports.clock import Clock
from bot.core.ports.database import Store, Watch
from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.ptb_adapter import Encoded, PtbRequest
from bot.platforms.telegram.updates.fetch import KINDS, LONG_POLL_SECONDS, MOST_AT_ONCE
from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.incoming import NAME

LOOK_EVERY = 0.25
"""Seconds between two looks into an empty queue."""

LOOK_HEARD = 300.0
"""The same where it is heard when an update is put there."""

MOST_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts the bot's updates, and the secret that it sends with each."""

    url: str
    secret: str
    watch: Watch | None = None
    """Hears of updates that another process took."""


class QueuedUpdates:
    """The updates that were posted for the bot called `username`, in the order of their ids.

    Source: https://core.telegram.org/bots/api#setwebhook
    """

    def __init__(
        self, request: PtbRequest, username: str, poison: Poison, webhook: Webhook, store: Store, clock: Clock
    ) -> None:
        self.username = username
        self.poison = poison
        self._request = request
        self._webhook = webhook
        self._store = store
        self._clock = clock
        self._asked = False
        self._handled: list[int] = []
        self._quiet = 0

    async def fetch(self) -> Sequence[Fields]:
        """Wait for the next updates, for 25 s at most; drops those that are confirmed.

        Raises what PtbRequest and the store raise.
        """
        if not self._asked:
            await set_webhook(self._request, self._webhook)
            self._asked = True
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
            async with self._store.writing() if self._handled else self._store.reading() as tx:
                if self._handled:
                    await tx.inbox.dequeue(NAME, self._handled)
                found = await tx.inbox.queued(NAME, MOST_AT_ONCE)
            self._handled = []
            if found:
                return [Fields(json.loads(body)) for _, body in found]
            if watch is None or not watch.heard:
                await self._clock.sleep(LOOK_EVERY)
            elif not await watch.wait(self._clock.sleep(LONG_POLL_SECONDS)):
                self._quiet = 1
                break
        return []

    def confirm(self, updates: Sequence[Fields]) -> None:
        """All of these are handled: the next `fetch` drops them."""
        self._handled = [update.number("update_id") for update in updates]


async def set_webhook(request: PtbRequest, webhook: Webhook) -> None:
    """Let Telegram post the bot's updates; what waits there is posted too. Raises TelegramError."""
    told = {
        "url": webhook.url, "secret_token": webhook.secret, "allowed_updates": KINDS,
        "max_connections": MOST_CONNECTIONS,
    }  # fmt: skip
    await request.post("setWebhook", Encoded(json.dumps(told).encode()))
