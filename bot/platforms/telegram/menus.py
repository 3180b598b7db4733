"""The command menus of Telegram, for each language and each chat scope."""

import hashlib
import json
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.core.commands.answer import Services
from bot.core.commands.request import Command, listed_commands
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Text
from bot.core.ports.facts import REGISTERED_COMMANDS, RegisteredCommands
from bot.platforms.render_cache import Speaks
from bot.platforms.telegram.updates.incoming import NAME

LONGEST = OTHER_LIMITS["telegram"]["command-about"]


async def set_menus(bot: Bot, account: int, services: Services, speak: Speaks) -> bool:
    """Set the command menus, unless they have not changed; return whether they were set.

    Scopes decide what is shown, never what is allowed. Raises TelegramError; the next call then sets all of them again.
    Source: https://core.telegram.org/bots/api#setmycommands
    """
    menus = list(_menus(services, speak))
    shown = [
        [account, scope.to_dict(), language, [item.to_dict() for item in items]] for scope, language, items in menus
    ]
    mark = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
    async with services.store.reading() as tx:
        told = await tx.facts.get(REGISTERED_COMMANDS, NAME)
    if told is not None and told.hash == mark:
        return False
    for scope, language, items in menus:
        await bot.set_my_commands(items, scope=scope, language_code=language or None)
    async with services.store.writing() as tx:
        await tx.facts.put(REGISTERED_COMMANDS, NAME, RegisteredCommands(mark))
    return True


def _menus(services: Services, speak: Speaks) -> Iterable[tuple[BotCommandScope, str, list[BotCommand]]]:
    commands = listed_commands(services.commands, NAME, services.desk_url)
    scopes: list[tuple[BotCommandScope, list[Command]]] = [
        (BotCommandScopeAllPrivateChats(), commands),
        (BotCommandScopeAllGroupChats(), [one for one in commands if not one.private and not one.admin]),
        (BotCommandScopeAllChatAdministrators(), [one for one in commands if not one.private]),
    ]
    # The menu without a language is for people whose app speaks none of ours.
    common = "en" if "en" in services.languages else services.languages[0]
    for scope, shown in scopes:
        for language in ("", *services.languages):
            say = speak(language or common)
            yield scope, language, [BotCommand(one.name, say(Text(f"{one.name}-about"))[:LONGEST]) for one in shown]
