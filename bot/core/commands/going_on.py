"""Open questions: the ways back to those that another one put aside, and the words of a button typed as an answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.core.commands.allowed import allowed
from bot.core.commands.event_draft import drafts
from bot.core.commands.likely import FIRST, OVER, offered, unknown_command
from bot.core.commands.request import Ask, Request, listed_commands, split
from bot.core.model.call import CallState
from bot.core.model.chats import SAID, ChatKind, Questions, is_draft, matter
from bot.core.model.errors import Refusal
from bot.core.model.input.digits import figure
from bot.core.model.input.fields import row_number
from bot.core.model.input.letters import fold
from bot.core.model.limits import LIMITS, length_of, mark_of
from bot.core.model.reply import Button, Reply, Text, Value, say
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

BEGINS = {"count": "menu counts", "event": "menu event", "import": "import", "menu": "menu goal"}
"""What begins anew the questions whose command begins so."""


LONGEST_LABEL = max(limits.label for limits in LIMITS.values())
"""UTF-16 code units of the longest label of a button."""

_AROUND_LABEL = " .!\u2026«»\"'[]"


def asks_again(command: str) -> str:
    """The command that asks this question again, as far as it had come."""
    if draft := drafts(Questions(command)).get(command):
        return f"menu plan {draft.mark} show"
    return command if command.startswith("event ") else command.removesuffix(SAID)


def way_back(command: str, campaign: Value = "") -> Button:
    """The button that asks this question again, as far as it had come; it names the `campaign` of a new event."""
    name, *words = command.split()
    new = Text("button-go-on-in", {"title": campaign}) if campaign else Text("button-go-on")
    if draft := drafts(Questions(command)).get(command):
        label = Text("button-go-on-change", {"id": str(draft.event)}) if draft.event else new
        return Button(label, command=f"menu plan {draft.mark} show")
    label = Text("button-go-on-call", {"id": words[0]}) if name == "call" else Text("button-go-on-question")
    if is_draft(command):
        label = new if name == "event" else label
        return Button(label, command=f"menu on {name} {mark_of(command)}")
    return Button(label, command=asks_again(command))


async def go_on(ask: Ask, tx: Transaction) -> Reply:
    """Ask the open question again that the last word marks, as far as it had come."""
    found = (await open_questions(ask.request, tx)).marked(next(iter(ask.words[1:]), ""))
    if not found:
        raise Refusal(Text("walk-gone"), offers=(BEGINS.get(next(iter(ask.words), ""), "help"), "menu"))
    command = asks_again(found)
    name, words = split(command)
    try:
        return await ask.commands[name].run(replace(ask, words=words, request=replace(ask.request, text=command)), tx)
    except Refusal as refusal:
        # What it was about is over or gone, so nobody can answer it.
        await tx.dialogues.end(ask.request.address.platform, ask.request.person, found)
        return Reply(lines=(refusal.text,), buttons=offered(refusal.offers or ("menu",)), personal=True)


async def over(request: Request, tx: Transaction) -> Reply:
    """The reply to who would answer a question that is not open any more: their words, and the ways to what is."""
    questions = await open_questions(replace(request, kind=ChatKind.PRIVATE), tx)
    words = (Text("cell", {"value": request.text}),) if request.text else ()
    buttons = offered(await ways_back(request, tx, questions.all) or FIRST)
    return Reply(lines=(Text("question-over"), *words), buttons=buttons, personal=True)


def too_late(request: Request) -> bool:
    """Whether these words are for a question that is not open any more, since no command was found for them."""
    return bool(request.question) and request.typed and not request.text.startswith("/")


async def open_questions(request: Request, tx: Transaction) -> Questions:
    """What is open with the person in their private chat."""
    if request.kind is not ChatKind.PRIVATE or not request.person:
        return Questions()
    return await tx.dialogues.open(request.address.platform, request.person)


async def waiting_preview(request: Request, tx: Transaction, preview: str) -> str:
    """The command that says words to the draft whose `preview` waits for a tap, "" where none does."""
    found = await tx.calls.get(int(preview.split()[1])) if preview else None
    if found is None or found.state is not CallState.DRAFT or not await answerable(request, tx, [preview]):
        return ""
    own = tx.people.pseudonym(found.campaign, request.address.platform, request.person)
    return f"{preview}{SAID}" if found.author == own else ""


async def answerable(request: Request, tx: Transaction, questions: Iterable[str]) -> list[str]:
    """Those of the questions whose answer would be taken: the person still has the role that it needs."""
    found = []
    for one in questions:
        slug, needed = await asked_in(one, tx), Role.REPORTER if split(one)[0] == "count" else Role.ORGANIZER
        role = await tx.people.role(slug, request.address.platform, request.person) if slug else needed
        if role is not None and role.covers(needed):
            found.append(one)
    return found


async def asked_in(question: str, tx: Transaction) -> str:
    """The campaign in which an answer to the question needs a role, "" where it needs none."""
    if draft := drafts(Questions(question)).get(question):
        return draft.campaign
    match question.split():
        case ["event", "fill", _, "new", slug, *_] | ["count", slug, _, *_] | ["import", slug, _, "at", *_]:
            return slug if await tx.campaigns.get(slug) else ""
        case ["call", number, *_] if number.isdecimal():
            call = await tx.calls.get(int(number))
            return call.campaign if call else ""
        case ["menu", "set", number, *_] | ["event", "fill", _, _, number, *_]:
            event = await tx.events.get(row_number(figure(number).lstrip("#")) or 0)
            return event.campaign if event else ""
    return ""


async def ways_back(request: Request, tx: Transaction, questions: Iterable[str]) -> list[Button]:
    """The ways back to those of the questions that the person may still answer; of several campaigns each is named."""
    titles = {one.slug: one.title for one in await tx.campaigns.all()}
    named: Mapping[str, Value] = titles if len(titles) > 1 else {}
    found = await answerable(request, tx, questions)
    return [way_back(one, named.get(await asked_in(one, tx), "")) for one in found]


async def with_ways_back(request: Request, tx: Transaction, before: Questions, reply: Reply) -> Reply:
    """The reply, with the ways back to what was put aside where it ends a question of those that were open `before`."""
    after = await open_questions(request, tx)
    ended = {matter(one) for one in before.all} - {matter(one) for one in after.all}
    if after.waits or not ended or not after.aside:
        return reply
    if after != (kept := after.offered()):
        await tx.dialogues.put(request.address.platform, request.person, kept)
    return replace(reply, buttons=(*reply.buttons, *offered(await ways_back(request, tx, after.aside))))


async def end_if_over(request: Request, tx: Transaction, why: str, reply: Reply) -> Reply:
    """End the question that this request answers where it was refused because what that is about is over.

    Nobody can answer it any more, or this person lost the role that it needs. `why` is the text of the refusal, `reply`
    what says it, here with the ways back.
    """
    if why not in OVER:
        return reply
    before = await open_questions(request, tx)
    asked = before.marked(request.question) or before.waits
    if not asked or not f"{request.text} ".startswith(f"{asked} "):
        return reply
    await tx.dialogues.end(request.address.platform, request.person, asked)
    return await with_ways_back(request, tx, before, reply)


async def unknown(ask: Ask, name: str, tx: Transaction) -> Reply:
    """The reply to what is no command: to words alone, or to a command that does not exist."""
    if too_late(ask.request):
        return await over(ask.request, tx)
    if not ask.request.text.startswith("/"):
        kept = [one for one in (await open_questions(ask.request, tx)).all if is_draft(one)]
        return replace(
            say("only-commands"), buttons=(*offered(await ways_back(ask.request, tx, kept)), *offered(FIRST))
        )
    able = await allowed(ask.request, ask.commands, ask.campaigns, tx, ask.follows)
    known = listed_commands(ask.commands, ask.request.address.platform, ask.desk_url)
    return unknown_command(name, [one.name for one in known if able.may(one.name)])


def may_be_label(typed: str) -> bool:
    """Whether words are short enough for a label, and on one line."""
    return length_of(typed) <= LONGEST_LABEL and len(typed.splitlines()) == 1


def tapped(question: Reply, typed: str, languages: Iterable[Callable[[Text], str]]) -> str:
    """The command of the button of the question whose label was typed, "" for other words.

    Each of the `languages` says a text.
    """
    said = _plain(typed)
    choices = [button for row in question.buttons for button in row if button.command]
    found = (one.command for say in languages for one in choices if _plain(say(one.label)) == said)
    return next(found, "") if said else ""


def _plain(words: str) -> str:
    return " ".join(fold(words).split()).strip(_AROUND_LABEL)
