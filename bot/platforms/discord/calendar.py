"""How a campaign's events come into the calendar of a Discord server, where its managers asked for that."""

from dataclasses import dataclass

from bot.core.announcements import Outcome, Refused, Sent
from bot.core.chats import Address
from bot.core.ports import Entry, Store
from bot.platforms.discord.faults import carry
from bot.platforms.discord.rights import Rights
from bot.platforms.discord.wire import Wire

UNKNOWN_EVENT = 10070
# Not in a channel but elsewhere, and seen by the server's members alone:
# https://discord.com/developers/docs/resources/guild-scheduled-event
EXTERNAL, GUILD_ONLY = 3, 2
LONGEST, LONGEST_ABOUT = 100, 1000


@dataclass(frozen=True, slots=True)
class ServerCalendar:
    """The scheduled events of the servers that the gateway told of, see `bot.core.ports.Calendar`."""

    wire: Wire
    rights: Rights
    store: Store

    async def enter(self, chat: Address, entry: Entry, known: str = "") -> Outcome:
        """Put the entry among the server's events, or change the `known` one; needs the permission Create Events."""
        guild = self.rights.guild(chat.chat)
        async with self.store.reading() as tx:
            stored = await tx.chats.find(chat)
        if guild is None or stored is None or stored.options.get("events") != "on":
            return Refused("off")
        body = {
            "name": entry.title[:LONGEST],
            "description": entry.about[:LONGEST_ABOUT],
            "entity_type": EXTERNAL,
            "entity_metadata": {"location": entry.place[:LONGEST]},
            "privacy_level": GUILD_ONLY,
            "channel_id": None,
            "scheduled_start_time": entry.starts_at.isoformat(),
            "scheduled_end_time": entry.ends_at.isoformat(),
        }
        path = f"/guilds/{guild.id}/scheduled-events"
        method, path = ("PATCH", f"{path}/{known}") if known else ("POST", path)
        return (await carry(self.wire, method, path, body))[0]

    async def strike(self, chat: Address, known: str) -> Outcome:
        """Take an event out of the server's; that it is gone already is a success."""
        guild = self.rights.guild(chat.chat)
        if guild is None:
            return Refused("off")
        outcome, answered = await carry(self.wire, "DELETE", f"/guilds/{guild.id}/scheduled-events/{known}")
        gone = answered is not None and answered.code == UNKNOWN_EVENT
        return Sent(known) if gone or isinstance(outcome, Sent) else outcome
