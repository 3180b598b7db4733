"""The slash commands of the bot, and their registration with Discord."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import discord

from bot.core.commands.answer import Services
from bot.core.commands.request import Argument, Command, listed_commands
from bot.core.commands.suggestions import OFFERS
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Text
from bot.core.ports.facts import REGISTERED_COMMANDS, RegisteredCommands
from bot.platforms.discord.http import Answered, HttpClient
from bot.platforms.render_cache import Speaks

NAME = "discord"
LONGEST = OTHER_LIMITS["discord"]["command-about"]
# Discord has no Arabic: https://discord.com/developers/docs/reference#locales
LOCALES: Mapping[str, str] = {"fr": "fr"}
CHAT_INPUT, STRING, ROLE, ATTACHMENT = 1, 3, 8, 11
_TYPES = {"roles": ROLE, "files": ATTACHMENT}
IN_SERVERS, IN_PRIVATE = 0, 1
MANAGERS = discord.Permissions(manage_guild=True).value


def shown(services: Services) -> list[Command]:
    """The commands that exist on Discord, in the order of /help."""
    return listed_commands(services.commands, NAME, services.desk_url)


def payload(services: Services, speak: Speaks) -> list[dict[str, Any]]:
    """All commands in the form of Discord's API.

    Names in English and French, descriptions too. Settings are shown to those who manage the server; whether a person
    may use a command is decided when it is used. Source:
    https://discord.com/developers/docs/interactions/application-commands#application-command-object
    """
    return [_command(command, services, speak) for command in shown(services)]


async def sync(
    http: HttpClient, application: str, services: Services, speak: Speaks
) -> tuple[dict[str, str], Answered | None]:
    """Register the commands with Discord, unless they have not changed since the last time.

    Returns each command's id on Discord, and Discord's answer if it rejected them. Raises UndeliveredError and
    UnclearError.
    """
    told = payload(services, speak)
    mark = hashlib.sha256(json.dumps([application, told], sort_keys=True).encode()).hexdigest()
    async with services.store.reading() as tx:
        kept = await tx.facts.get(REGISTERED_COMMANDS, NAME) or RegisteredCommands("")
    if kept.hash == mark:
        return dict(kept.ids), None
    answered = await http.ask("PUT", f"/applications/{application}/commands", told)
    if not answered.well:
        return dict(kept.ids), answered
    ids = {str(one["name"]): str(one["id"]) for one in answered.data}
    async with services.store.writing() as tx:
        await tx.facts.put(REGISTERED_COMMANDS, NAME, RegisteredCommands(mark, ids))
    return ids, None


def _command(command: Command, services: Services, speak: Speaks) -> dict[str, Any]:
    told: dict[str, Any] = {
        "type": CHAT_INPUT,
        "name": command.name,
        "name_localizations": _names(speak, f"name-{command.name}"),
        **_description(speak, f"{command.name}-about"),
        "options": [_option(argument, services, speak) for argument in command.arguments],
        "contexts": [IN_SERVERS, IN_PRIVATE] if not command.platform else [IN_SERVERS],
        "integration_types": [0],
    }
    return told | ({"default_member_permissions": MANAGERS} if command.admin else {})


def _option(argument: Argument, services: Services, speak: Speaks) -> dict[str, Any]:
    option: dict[str, Any] = {
        "type": _TYPES.get(argument.suggest, STRING),
        "name": argument.name,
        "name_localizations": _names(speak, f"argument-{argument.name}"),
        **_description(speak, f"argument-{argument.name}-about"),
        "required": argument.required,
    }
    if choices := [*_choices(argument, services, speak)]:
        option["choices"] = choices
    elif argument.suggest in OFFERS:
        option["autocomplete"] = True
    return option


def _choices(argument: Argument, services: Services, speak: Speaks) -> Iterable[dict[str, str]]:
    if argument.suggest == "languages":
        return [{"name": speak("en")(Text(f"language-{code}")), "value": code} for code in services.languages]
    return [{"name": choice, "value": choice} for choice in argument.choices]


def _description(speak: Speaks, text_id: str) -> dict[str, Any]:
    return {
        "description": speak("en")(Text(text_id))[:LONGEST],
        "description_localizations": {
            locale: speak(language)(Text(text_id))[:LONGEST] for language, locale in LOCALES.items()
        },
    }


def _names(speak: Speaks, text_id: str) -> dict[str, str]:
    return {locale: speak(language)(Text(text_id)) for language, locale in LOCALES.items()}
