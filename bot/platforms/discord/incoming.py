"""Parses interactions: a command, a tapped button, a modal, or an argument that is being typed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

import discord

from bot.core.commands.allowed import is_personal
from bot.core.commands.answer import Services
from bot.core.commands.request import Request, split
from bot.core.model.chats import Address, ChatKind
from bot.platforms.clean_text import clean_text
from bot.platforms.discord import modal
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.permissions import missing_of

EPHEMERAL = 64
# Where a person can write to the bot in private.
PROFILE = "https://discord.com/users/{}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to send an answer: the interaction's id and token, valid for 15 minutes."""

    interaction: str
    token: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was uploaded with a command: its name, its size in bytes, and its address."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a person. `known` says that its command exists.

    `flags` is EPHEMERAL if only this person may see the answer. `pictures` are the addresses of the pictures that
    they uploaded with it, `file` a file of another kind.
    """

    request: Request
    place: Place
    known: bool
    flags: int = 0
    pictures: tuple[str, ...] = ()
    file: Attached | None = None


@dataclass(frozen=True, slots=True)
class Typing:
    """An argument that is being typed and has autocomplete; `request` tells who types it and where."""

    place: Place
    suggest: str
    typed: str
    request: Request


@dataclass(frozen=True, slots=True)
class Writing:
    """A tap on the button that opens the modal for an answer to the question that `request` marks."""

    place: Place
    request: Request


Incoming: TypeAlias = Asked | Typing | Writing | None


def parse_interaction(interaction: discord.Interaction[Any], services: Services, now: datetime) -> Incoming:
    """Parse an interaction; None if the bot does not handle it."""
    data: Any = interaction.data or {}
    match interaction.type:
        case discord.InteractionType.application_command:
            return replace(_asked(interaction, services, _typed(data, services), now), file=_attached(data))
        case discord.InteractionType.component if (mark := modal.question_of(str(data.get("custom_id")))) is not None:
            request = replace(_asked(interaction, services, "", now).request, question=mark)
            return Writing(_place(interaction), request)
        case discord.InteractionType.component:
            return _tapped(_asked(interaction, services, str(data.get("custom_id", "")), now), services)
        case discord.InteractionType.modal_submit:
            return _written(interaction, services, modal.written(data), now)
        case discord.InteractionType.autocomplete:
            return _typing(interaction, services, data, now)
    return None


def _asked(interaction: discord.Interaction[Any], services: Services, text: str, now: datetime) -> Asked:
    command = services.commands.get(split(text)[0])
    private = interaction.guild_id is None
    # An ephemeral answer in a server is as private as a private chat.
    alone = not private and is_personal(text, services.commands)
    flags = EPHEMERAL if alone else 0
    request = Request(
        address=Address(NAME, str(interaction.channel_id or "")),
        kind=ChatKind.PRIVATE if private or alone else ChatKind.GROUP,
        text=clean_text(text),
        now=now,
        person=str(interaction.user.id),
        admin=interaction.permissions.manage_guild,
        update=str(interaction.id),
        hint=interaction.locale.value,
        private_link=PROFILE.format(interaction.client.user.id),
        hidden=not private,
        missing=() if private else _missing(interaction),
        unheard=_silent_roles(interaction),
        ticket=f"{flags}:{interaction.token}",
    )
    return Asked(request, _place(interaction), command is not None, flags)


def _tapped(asked: Asked, services: Services) -> Asked:
    """A tapped read-only button, answered to the person alone: in a busy group the answer would disturb everybody."""
    command = services.commands.get(split(asked.request.text)[0])
    if command is None or not command.reads or asked.request.kind is ChatKind.PRIVATE:
        return asked
    ticket = f"{EPHEMERAL}:{asked.place.token}"
    return replace(asked, flags=EPHEMERAL, request=replace(asked.request, ticket=ticket))


def _written(interaction: discord.Interaction[Any], services: Services, found: modal.Written, now: datetime) -> Asked:
    asked = _asked(interaction, services, found.words, now)
    flags = EPHEMERAL if interaction.guild_id is not None else 0
    ticket = f"{flags}:{interaction.token}"
    request = replace(asked.request, kind=ChatKind.PRIVATE, typed=True, ticket=ticket, question=found.question)
    return replace(asked, request=request, known=True, flags=flags, pictures=found.pictures)


def _place(interaction: discord.Interaction[Any]) -> Place:
    return Place(str(interaction.id), interaction.token)


def _typed(data: Any, services: Services) -> str:  # noqa: ANN401 - Discord's JSON
    """The command as typed text: its arguments in their declared order, whatever order they were filled in."""
    given = {str(option["name"]): str(option.get("value", "")) for option in data.get("options", ())}
    command = services.commands.get(str(data["name"]))
    names = [one.name for one in command.arguments if one.suggest != "files"] if command is not None else []
    return " ".join([str(data["name"]), *(given[name] for name in names if name in given)])


def _attached(data: Any) -> Attached | None:  # noqa: ANN401 - the same
    """The file of a command that has one."""
    given = data.get("resolved", {}).get("attachments", {}).values()
    return next((Attached(str(one["filename"]), int(one["size"]), str(one["url"])) for one in given), None)


def _typing(
    interaction: discord.Interaction[Any],
    services: Services,
    data: Any,  # noqa: ANN401 - the same
    now: datetime,
) -> Typing | None:
    command = services.commands.get(str(data["name"]))
    focused = next((option for option in data.get("options", ()) if option.get("focused")), None)
    if command is None or focused is None:
        return None
    suggest = next((one.suggest for one in command.arguments if one.name == focused["name"]), "")
    typed = clean_text(str(focused.get("value", "")))
    return Typing(_place(interaction), suggest, typed, _asked(interaction, services, "", now).request)


def _missing(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    return missing_of(interaction.app_permissions, thread=isinstance(interaction.channel, discord.Thread))


def _silent_roles(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """The roles whose mention would notify nobody: not mentionable, and the bot may not mention all roles."""
    data: Any = interaction.data or {}
    roles = data.get("resolved", {}).get("roles", {})
    may = interaction.app_permissions.mention_everyone
    return tuple(str(number) for number, role in roles.items() if not may and not role.get("mentionable"))
