"""Enters a campaign's events into a Discord server's calendar, if its managers chose that."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.core.model.announcements import NotSent, Outcome, Priority, Sent
from bot.core.model.chats import Address, ChatKind
from bot.core.model.limits import OTHER_LIMITS
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.core.ports.platform import Entry
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.errors import NO_RIGHT, carry
from bot.platforms.discord.http import Answered, HttpClient
from bot.platforms.discord.permissions import CREATE_EVENTS, Permissions
from bot.platforms.discord.server.missing_permissions import EVENTS, MissingPermissions

UNKNOWN_EVENT = 10070
# Not in a channel but elsewhere, and seen by the server's members alone:
# https://discord.com/developers/docs/resources/guild-scheduled-event
EXTERNAL, GUILD_ONLY = 3, 2
LONGEST, LONGEST_ABOUT = OTHER_LIMITS["discord"]["event-title"], OTHER_LIMITS["discord"]["event-about"]
LONGEST_PLACE = OTHER_LIMITS["discord"]["event-place"]


class ServerCalendar:
    """The scheduled events of the servers that the gateway told of, see `bot.core.ports.platform.Calendar`."""

    def __init__(
        self,
        http: HttpClient,
        permissions: Permissions,
        missing_permissions: MissingPermissions,
        gate: Gate,
        clock: Clock,
    ) -> None:
        self._http = http
        self._permissions = permissions
        self._missing_permissions = missing_permissions
        self._gate = gate
        self._clock = clock
        self._free: dict[int, datetime] = {}
        self.me = ""

    def group(self, chat: Address) -> str:
        """The server's id."""
        guild = self._permissions.guild(chat.chat)
        return str(guild.id) if guild is not None else ""

    async def put_entry(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        """Put the entry among the server's events, or change the `known` one; needs the permission Create Events.

        Discord has no idempotency key here. So before a new entry the server's events are searched: it may exist
        already if the answer to an earlier request was lost.
        """
        body = {
            "name": entry.title[:LONGEST],
            "description": entry.about[:LONGEST_ABOUT],
            "entity_type": EXTERNAL,
            "entity_metadata": {"location": entry.place[:LONGEST_PLACE]},
            "privacy_level": GUILD_ONLY,
            "channel_id": None,
            "scheduled_start_time": entry.starts_at.isoformat(),
            "scheduled_end_time": entry.ends_at.isoformat(),
        }
        if not known:
            looked, answered = await self._ask(chat, "GET")
            if not isinstance(looked, Sent) or answered is None:
                return looked
            known = next((str(one["id"]) for one in answered.data if self._is(one, entry, body)), "")
        return (await self._ask(chat, "PATCH" if known else "POST", known, body))[0]

    async def delete_entry(self, chat: Address, known: str) -> Outcome:
        """Delete an event of the server; an event that is already gone counts as success."""
        outcome, answered = await self._ask(chat, "DELETE", known)
        gone = answered is not None and answered.code == UNKNOWN_EVENT
        return Sent(known) if gone or isinstance(outcome, Sent) else outcome

    async def _ask(
        self, chat: Address, method: str, known: str = "", body: object = None
    ) -> tuple[Outcome, Answered | None]:
        """Send the request, unless a permission is known to be missing: then tell the server's managers."""
        guild = self._permissions.guild(chat.chat)
        if guild is None:
            return NotSent("server unknown"), None
        if not self._permissions.may_create_events(guild):
            self._missing_permissions.report(chat.chat, (CREATE_EVENTS,), EVENTS)
            return NotSent(NO_RIGHT), None
        now = self._clock.now()
        if self._free.get(guild.id, now) > now or self._http.budget.wait():
            return NotSent("flood"), None
        await self._gate.slot(Address(NAME, f"events of {guild.id}"), ChatKind.GROUP, Priority.UPDATE)
        path = f"/guilds/{guild.id}/scheduled-events"
        outcome, answered = await carry(self._http, method, f"{path}/{known}" if known else path, body)
        if answered is not None and answered.everywhere:
            self._gate.flood(answered.wait)
        elif answered is not None and answered.wait:
            self._free[guild.id] = self._clock.now() + timedelta(seconds=answered.wait)
        if isinstance(outcome, Sent) and method != "GET":
            await self._missing_permissions.works_again(chat.chat, EVENTS)
        return outcome, answered

    def _is(self, one: Mapping[str, Any], entry: Entry, body: Mapping[str, Any]) -> bool:
        """Whether an event of the server is this entry, entered by the bot."""
        same = all(one.get(key) == body[key] for key in ("name", "entity_metadata"))
        begins = datetime.fromisoformat(one["scheduled_start_time"])
        return same and one.get("creator_id") == self.me and begins == entry.starts_at
