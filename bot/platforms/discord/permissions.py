"""The bot's permissions in each channel, from the gateway, to avoid requests that Discord would refuse."""

from collections.abc import Iterable

import discord

NEEDED = ("view_channel", "send_messages", "embed_links")
NEEDED_IN_THREADS = ("view_channel", "send_messages_in_threads", "embed_links")
CREATE_EVENTS = "create_events"
MANAGE_THREADS = "manage_threads"

INVITED_WITH = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    pin_messages=True,
    create_events=True,
).value
"""The permissions that the invitation's link asks for, as Discord's number."""


def invitation(application: str) -> str:
    """The invite link: a server's manager adds the bot there with the permissions that it needs."""
    scopes = "bot+applications.commands"
    return f"https://discord.com/oauth2/authorize?client_id={application}&permissions={INVITED_WITH}&scope={scopes}"


def missing_of(permissions: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """The permissions needed to post that are missing here, by Discord's names."""
    return tuple(name for name in (NEEDED_IN_THREADS if thread else NEEDED) if not getattr(permissions, name))


class Permissions:
    """The channels that the gateway reported; `client` is None while this process is not connected."""

    def __init__(self) -> None:
        self.client: discord.AutoShardedClient | None = None

    def guild(self, channel: str) -> discord.Guild | None:
        """The server of a channel; None where it is not known here."""
        found = self._channel(channel)
        return found.guild if found is not None else None

    def missing(self, channel: str) -> tuple[str, ...]:
        """The permissions that the bot lacks to post in a channel; empty if the channel is unknown."""
        permissions = self._permissions(channel)
        if permissions is None:
            return ()
        return missing_of(permissions, thread=isinstance(self._channel(channel), discord.Thread))

    def outside(self, channel: str) -> bool:
        """Whether a channel is in no server that the bot is in; False where not all of its servers are known here."""
        client = self.client
        if client is None or not client.is_ready() or len(client.shards) != client.shard_count:
            return False
        return self._channel(channel) is None and not any(guild.unavailable for guild in client.guilds)

    def may_create_events(self, guild: discord.Guild) -> bool:
        """Whether the bot may create a server's events; True if the server is unknown."""
        me: discord.Member | None = guild.me
        return me is None or me.guild_permissions.create_events

    def spoken_to(self, guild: discord.Guild, among: Iterable[discord.TextChannel | None]) -> str:
        """The first of these channels of a server in which the bot may post, "" if there is none."""
        fit = (one for one in among if one is not None and guild.me is not None)
        return next((str(one.id) for one in fit if not missing_of(one.permissions_for(guild.me), thread=False)), "")

    def _permissions(self, channel: str) -> discord.Permissions | None:
        found = self._channel(channel)
        if found is None or found.guild.me is None:
            return None
        try:
            return found.permissions_for(found.guild.me)
        except discord.ClientException:  # a thread whose parent is not known here
            return None

    def _channel(self, channel: str) -> discord.abc.GuildChannel | discord.Thread | None:
        if self.client is None or not channel.isdecimal():
            return None
        found = self.client.get_channel(int(channel))
        return found if isinstance(found, discord.abc.GuildChannel | discord.Thread) else None
