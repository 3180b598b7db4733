"""/language: the language that this chat is spoken to in."""

from dataclasses import replace

from bot.core.command import Argument, Ask, Command
from bot.core.errors import Refusal
from bot.core.ports import Transaction
from bot.core.reply import Button, Reply, Text, say


async def language(ask: Ask, tx: Transaction) -> Reply:
    """Set it, or offer the choice of them as buttons."""
    if not ask.words:
        choice = tuple(Button(Text(f"language-{code}"), command=f"language {code}") for code in ask.languages)
        return Reply(lines=(Text("language-choose"),), buttons=(choice,))
    code = ask.rest.lower()
    if code not in ask.languages:
        raise Refusal(Text("unknown-language", {"word": ask.rest, "known": ", ".join(ask.languages)}), usage=True)
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    await tx.chats.update(replace(chat, language=code))
    return say("language-set", language=Text(f"language-{code}"))


COMMAND = Command("language", language, arguments=(Argument("language", suggest="languages"),), admin=True)
