"""/language: the language of the bot's messages in this chat."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Transaction


async def language(ask: Ask, tx: Transaction) -> Reply:
    """Set the language, or offer the choices as buttons."""
    if not ask.words:
        return Reply(lines=(Text("language-choose"),), buttons=_choices(ask))
    code = ask.vocabulary.language(ask.rest)
    if code not in ask.languages:
        return Reply(lines=(Text("unknown-language", {"word": ask.rest}),), buttons=_choices(ask), personal=True)
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    await tx.chats.update(replace(chat, language=code))
    return say("language-set", language=Text(f"tongue-{code}"))


def _choices(ask: Ask) -> tuple[tuple[Button, ...], ...]:
    return (tuple(Button(Text(f"language-{code}"), command=f"language {code}") for code in ask.languages),)


COMMAND = Command("language", language, arguments=(Argument("language", suggest="languages"),), admin=True)
