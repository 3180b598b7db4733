"""/server: settings of a Discord channel that other platforms lack: mentions, publishing, the server's events."""

from dataclasses import replace

from bot.core.commands.request import Argument, Ask, Command
from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Reply, Text
from bot.core.ports.database import Transaction

MENTION, PUBLISH, EVENTS = "mention", "publish", "events"
SWITCHES = ("on", "off")


async def server(ask: Ask, tx: Transaction) -> Reply:
    """Set one of the options, or list them all."""
    chat = await tx.chats.ensure(ask.request.address, ask.request.kind)
    options = dict(chat.options)
    if not ask.words:
        lines = (
            _mention(options.get(MENTION, "")),
            *(_switch(name, options.get(name, "")) for name in (PUBLISH, EVENTS)),
        )
        return Reply(title=Text("server-title"), lines=lines, personal=True)
    name, value = ask.words[0].lower(), " ".join(ask.words[1:]).lower()
    if name not in {MENTION, PUBLISH, EVENTS}:
        raise Refusal(Text("server-how", {"word": name}), usage=True)
    options[name] = _role(value, ask.vocabulary) if name == MENTION else _on_or_off(value, ask.vocabulary)
    await tx.chats.update(replace(chat, options={key: kept for key, kept in options.items() if kept}))
    if name != MENTION:
        return Reply(lines=(_switch(name, options[name]),))
    chosen = _mention(options[name])
    if options[name] in ask.request.unheard:
        return Reply(lines=(chosen, Text("server-mention-unheard", chosen.values)))
    return Reply(lines=(chosen,))


def _role(word: str, vocabulary: Vocabulary) -> str:
    if vocabulary.means(word, "off"):
        return ""
    if not word.isdecimal():
        raise Refusal(Text("server-which-role"), usage=True)
    return word


def _on_or_off(word: str, vocabulary: Vocabulary) -> str:
    switch = vocabulary.meaning(word, SWITCHES)
    if not switch:
        raise Refusal(Text("server-on-or-off"), usage=True)
    return switch


def _mention(role: str) -> Text:
    return Text("server-mention", {"role": f"<@&{role}>"}) if role else Text("server-no-mention")


def _switch(name: str, value: str) -> Text:
    return Text(f"server-{name}-{'on' if value == 'on' else 'off'}")


COMMAND = Command(
    "server",
    server,
    arguments=(
        Argument("choice", choices=(MENTION, PUBLISH, EVENTS)),
        Argument("role", suggest="roles"),
        Argument("switch", choices=SWITCHES),
    ),
    admin=True,
    platform="discord",
    form=True,
)
