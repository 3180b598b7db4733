"""What Discord tells us of people, in our words: a command, a tapped button, or an argument that is being typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import discord

from bot.core.chats import Address, ChatKind
from bot.core.command import Command, Desk, Request, split
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.rights import missing_of

EPHEMERAL = 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where Discord takes an answer, for 15 minutes: the interaction's id and token."""

    interaction: str
    token: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks for something. `flags` is EPHEMERAL where only they may see whatever is answered."""

    request: Request
    command: Command | None
    place: Place
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types an argument of a kind that something can be offered for."""

    place: Place
    suggest: str
    typed: str
    language: str


Heard: TypeAlias = Asked | Typing | None


def hear(interaction: discord.Interaction[Any], desk: Desk, now: datetime) -> Heard:
    """What an interaction means; None where it means nothing to us."""
    data: Any = interaction.data or {}
    match interaction.type:
        case discord.InteractionType.application_command:
            return _asked(interaction, desk, _typed(data, desk), now, tapped=False)
        case discord.InteractionType.component:
            return _asked(interaction, desk, str(data.get("custom_id", "")), now, tapped=True)
        case discord.InteractionType.autocomplete:
            return _typing(interaction, desk, data)
    return None


def _asked(interaction: discord.Interaction[Any], desk: Desk, text: str, now: datetime, *, tapped: bool) -> Heard:
    if interaction.channel_id is None:
        return None
    command = desk.commands.get(split(text)[0])
    private = interaction.guild_id is None
    # In a server, a command and its answer can be hidden from all others: that is as good as a private chat.
    alone = not private and command is not None and (command.private or command.whispers)
    quiet = alone or (tapped and command is not None and command.reads and not private)
    flags = EPHEMERAL if quiet else 0
    request = Request(
        address=Address(NAME, str(interaction.channel_id)),
        kind=ChatKind.PRIVATE if private or alone else ChatKind.GROUP,
        text=text,
        now=now,
        person=str(interaction.user.id),
        admin=interaction.permissions.manage_guild,
        update=str(interaction.id),
        hint=interaction.locale.value,
        hidden=not private,
        missing=() if private else _missing(interaction),
        ticket=f"{flags}:{interaction.token}",
    )
    return Asked(request, command, Place(str(interaction.id), interaction.token), flags)


def _typed(data: Any, desk: Desk) -> str:  # noqa: ANN401 - Discord's JSON
    """The command as it would be typed: its arguments in their own order, whatever the order they were filled in."""
    given = {str(option["name"]): str(option.get("value", "")) for option in data.get("options", ())}
    command = desk.commands.get(str(data["name"]))
    names = [argument.name for argument in command.arguments] if command is not None else []
    return " ".join([str(data["name"]), *(given[name] for name in names if name in given)])


def _typing(interaction: discord.Interaction[Any], desk: Desk, data: Any) -> Typing | None:  # noqa: ANN401 - the same
    command = desk.commands.get(str(data["name"]))
    focused = next((option for option in data.get("options", ()) if option.get("focused")), None)
    if command is None or focused is None:
        return None
    suggest = next((one.suggest for one in command.arguments if one.name == focused["name"]), "")
    language = interaction.locale.value[:2]
    spoken = language if language in desk.languages else "en"
    typed = str(focused.get("value", ""))
    return Typing(Place(str(interaction.id), interaction.token), suggest, typed, spoken)


def _missing(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    return missing_of(interaction.app_permissions, thread=isinstance(interaction.channel, discord.Thread))
