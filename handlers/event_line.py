"""What a line of /event lacks: an option is asked for in private, and the next message completes the line."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.core.commands.event_draft import LINE
from bot.core.commands.event_walk import REQUIRED
from bot.core.commands.request import Ask, end_question
from bot.core.events.parse import MissingOptionError
from bot.core.model.chats import SAID
from bot.core.model.errors import Refusal
from bot.core.model.limits import mark_of
from bot.core.model.reply import Button, Reply, Text, say
from bot.core.ports.database import Transaction

Acts = Mapping[str, Callable[[Ask, Transaction], Awaitable[Reply]]]


async def ask_for(ask: Ask, tx: Transaction, missing: MissingOptionError, line: str) -> Reply:
    """Ask in private for the option that a line lacks. Raises it elsewhere."""
    if not ask.private:
        raise missing
    return await _question(ask, tx, f"{LINE}{missing.name} {line}{SAID}")


async def fill(ask: Ask, tx: Transaction, acts: Acts) -> Reply:
    """Run the line that lacked an option, with the words that were sent for it; or ask once more, or drop the line."""
    name, act, *rest = (*ask.words, "", "")
    if name == "cancel":
        await end_question(ask, tx, await _line(ask, tx, act))
        return say("walk-cancelled")
    if name not in REQUIRED or act not in acts:
        raise Refusal(Text("call-use-buttons"))
    words = [word for word in rest if word]
    # In a release before, what was said stood behind the line without a word between.
    place = len(words) - 1 - words[::-1].index(SAID.strip()) if SAID.strip() in words else max(len(words) - 1, 0)
    line, said = words[:place], [word for word in words[place:] if word != SAID.strip()]
    if said:
        line = [*(word for word in line if not word.startswith(f"{name}=")), *said[:-1], f"{name}={said[-1]}"]
    elif not any(word.startswith(f"{name}=") for word in line):
        return await _question(ask, tx, f"{LINE}{name} {act} {' '.join(line)}{SAID}")
    await end_question(ask, tx, f"{LINE}{name} {act} {' '.join(words[:place])}")
    here = ask.request.address.platform, ask.request.person
    reply = await acts[act](replace(ask, words=tuple(line)), tx)
    waits = f"{LINE}{name} {act} {' '.join(line)}{SAID}"
    await tx.dialogues.wait(*here, waits)
    return replace(reply, buttons=(*reply.buttons, (_cancel(waits),)))


async def _question(ask: Ask, tx: Transaction, waits: str) -> Reply:
    await tx.dialogues.wait(ask.request.address.platform, ask.request.person, waits)
    name = waits.removeprefix(LINE).split()[0]
    return Reply(lines=(Text(REQUIRED[name]),), buttons=((_cancel(waits),),), personal=True)


def _cancel(waits: str) -> Button:
    return Button(Text("button-walk-cancel"), command=f"event fill cancel {_mark(waits)}")


async def _line(ask: Ask, tx: Transaction, mark: str) -> str:
    """The open question with this mark, or the only one of a release before. Raises a Refusal where there is none."""
    questions = await tx.dialogues.open(ask.request.address.platform, ask.request.person)
    for one in questions.all:
        if one.startswith(LINE) and mark in {"", _mark(one)}:
            return one
    raise Refusal(Text("walk-gone"), offers=("menu event", "menu"))


def _mark(waits: str) -> str:
    """What stands for the line in commands, whatever was said for the option that it lacked."""
    name, *line = waits.removeprefix(LINE).removesuffix(SAID).split()
    return mark_of(" ".join(word for word in line if not word.startswith(f"{name}=")))
