"""/language: the language of the bot's messages in this chat."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.errors import Refusal
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Transaction


async def language(ask: Ask, tx: Transaction) -> Reply:
    """Set the language, or offer the choices as buttons."""
    if not ask.words:
        choice = tuple(Button(Text(f"language-{code}"), command=f"language {code}") for code in ask.languages)
        return Reply(lines=(Text("language-choose"),), buttons=(choice,))
    code = ask.vocabulary.language(ask.rest)
    if code not in ask.languages:
        raise Refusal(Text("unknown-language", {"word": ask.rest, "known": ", ".join(ask.languages)}), usage=True)
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    await tx.chats.update(replace(chat, language=code))
    return say("language-set", language=Text(f"language-{code}"))


COMMAND = Command("language", language, arguments=(Argument("language", suggest="languages"),), admin=True)
