"""Fetches updates by long polling, each as its own object, so that one which cannot be read does not stop the rest."""

import json
import re
from collections.abc import Sequence

from bot.platforms.skipped_updates import Poison
from bot.platforms.telegram.errors import UnclearError
from bot.platforms.telegram.ptb_adapter import READ_SECONDS, Encoded, PtbRequest, UnreadableError
from bot.platforms.telegram.updates.fields import KINDS, Fields

LONG_POLL_SECONDS = 25
MOST_AT_ONCE = 100
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})')


class Updates:
    """The updates of one bot, called `username`, in the order of their ids.

    Source: https://core.telegram.org/bots/api#getupdates
    """

    def __init__(self, request: PtbRequest, username: str, poison: Poison) -> None:
        self.username = username
        self.poison = poison
        self.more = True
        """Whether more may wait behind what was fetched last."""
        self._request = request
        self._offset = 0
        self._limit = MOST_AT_ONCE
        self._unreadable = b""

    async def fetch(self) -> Sequence[Fields]:
        """Wait for the next updates, for 25 s at most. This tells Telegram to forget all that are confirmed.

        Raises what PtbRequest raises.
        """
        asked = {"timeout": LONG_POLL_SECONDS, "allowed_updates": KINDS, "limit": self._limit}
        if self._offset:
            asked["offset"] = self._offset
        try:
            found = await self._request.post(
                "getUpdates", Encoded(json.dumps(asked).encode()), read_timeout=READ_SECONDS + LONG_POLL_SECONDS
            )
        except UnreadableError as fault:
            self._isolate(fault)
            return ()
        if not isinstance(found, list):
            raise UnclearError("unreadable answer")
        self._limit, self._unreadable = MOST_AT_ONCE, b""
        updates = [Fields(one) for one in found]
        self.more = len(updates) >= MOST_AT_ONCE
        readable = [one for one in updates if one.number("update_id") > 0]
        for _ in range(len(updates) - len(readable)):
            self.poison.pass_over("update", ValueError("an update without an id"))
        if updates and not readable:
            if not self._offset:
                raise UnclearError("updates without ids")
            self._offset += len(updates)
        return readable

    def confirm(self, updates: Sequence[Fields]) -> None:
        """All of these are handled: the next `fetch` makes Telegram forget them."""
        self._offset = max(update.number("update_id") for update in updates) + 1

    def _isolate(self, fault: UnreadableError) -> None:
        """Handle an answer that is not JSON: fetch updates one by one, and skip one that is unreadable twice."""
        if self._limit > 1:
            self._limit = 1
            return
        found = _UPDATE_ID.search(fault.payload)
        if found is None:
            raise fault
        if fault.payload != self._unreadable:
            self._unreadable = fault.payload
            return
        self.poison.pass_over("update", fault)
        self._offset = int(found[1]) + 1
        self._limit = MOST_AT_ONCE
