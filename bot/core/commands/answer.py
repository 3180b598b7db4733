"""The pipeline from a request to its answer: find the command, check permissions, run it, turn errors into replies."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.calls.content import MOVING_SIGN, moving
from bot.core.commands.allowed import allowed, needed_role, only_allowed, refused_here, roles_of
from bot.core.commands.command_rate import Budget, Verdict
from bot.core.commands.going_on import (
    asks_again,
    end_if_over,
    may_be_label,
    open_questions,
    tapped,
    too_late,
    unknown,
    waiting_preview,
    with_ways_back,
)
from bot.core.commands.likely import refusal_reply
from bot.core.commands.members import heard
from bot.core.commands.request import Ask, Command, Request, split
from bot.core.commands.speech import (
    Answer,
    chat_of,
    language_around,
    languages_here,
    note_app_language,
    speech,
    spoken,
)
from bot.core.commands.uploads import Uploads
from bot.core.counts.guard import Guard
from bot.core.counts.picture_address import NoStudio, Studio
from bot.core.delivery.approvals import stop_asking_why
from bot.core.delivery.vital_signs import VitalSigns
from bot.core.events.kind import EventKinds
from bot.core.model.chats import ChatKind, Questions
from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Reply, Text
from bot.core.ports.database import Store, Transaction

MOST_MOVED = 100_000


async def _as_sent(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, slots=True)
class Services:
    """The dependencies of commands.

    In order: the commands as /help lists them, the store, the languages, what reports unexpected errors, how far a
    typed count may differ from the last one, what draws pictures, the kinds of events with their common rules, the
    words that people can type, the rate limit per person (None: no limit), what strips metadata from received pictures
    (b"" for one that cannot be used), the counters of platforms, the desk's address ("" where it is off), whether
    people known under an old SECRET_KEY move over, with those who did, the files that people sent, what strips metadata
    from logos, and how long a replica of the database keeps what is deleted.
    """

    commands: Mapping[str, Command]
    store: Store
    languages: Sequence[str]
    report: Callable[[BaseException], None]
    guard: Guard = field(default_factory=Guard)
    studio: Studio = field(default_factory=NoStudio)
    kinds: EventKinds = field(default_factory=EventKinds)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    budget: Budget | None = None
    clean_picture: Callable[[bytes], Awaitable[bytes]] = _as_sent
    vitals: VitalSigns = field(default_factory=VitalSigns)
    desk_url: str = ""
    moving: bool = False
    moved: set[tuple[str, str]] = field(default_factory=set)
    uploads: Uploads = field(default_factory=Uploads)
    clean_logo: Callable[[bytes], Awaitable[bytes]] = _as_sent
    replica_kept: timedelta = timedelta(0)


async def answer(services: Services, request: Request) -> Answer | None:
    """Answer a request and commit its effect; None where the bot stays silent.

    It stays silent for a repeated update, and for an unknown command in a group or channel.
    """
    request = await _resolve_now(services, request)
    name, words = split(request.text)
    command = None if too_late(request) else known_here(services, request).get(name)
    if command is None and request.kind is not ChatKind.PRIVATE:
        return None
    verdict = services.budget.spend(request, command, words) if services.budget and command else Verdict.ANSWER
    if verdict is Verdict.SILENCE:
        return None
    if verdict is Verdict.ASK_TO_WAIT:
        return await notice(services, request, Reply(lines=(Text("a-moment"),), personal=True))
    request = await without_metadata(services, request, name)
    changes = command is not None and not command.reads
    ask: Ask | None = None
    refused: Refusal | None = None
    reply = Reply()
    try:
        prepared = await _prepare(services, request, command, words)
        async with services.store.writing() if changes else services.store.reading() as tx:
            # A read-only command may run twice: deduplication happens when the answer is recorded.
            if changes and request.update and await tx.inbox.seen(request.address.platform, request.update):
                return None
            ask = replace(await make_ask(services, request, words, tx), prepared=prepared)
            if command is None:
                reply = await unknown(ask, name, tx)
            else:
                check(command, ask)
                open_before = await open_questions(request, tx) if changes else Questions()
                reply = await command.run(ask, tx)
                reply = await with_ways_back(request, tx, open_before, reply) if changes else reply
                reply = await only_allowed(reply, request, ask.commands, ask.campaigns, tx)
                if changes:
                    await note_app_language(request, services.languages, tx)
                    await _note(request, reply, tx)
                    return spoken(reply, *await _speech(ask, tx), request.now.year)
    except Refusal as refusal:
        refused = refusal
    except Exception as fault:  # noqa: BLE001 - whatever it is, a person is waiting for one sentence
        services.report(fault)
        reply = Reply(lines=(Text("went-wrong"),), personal=True)
    async with services.store.writing() as tx:
        await note_app_language(request, services.languages, tx)
        if refused is not None:
            open_to, follows = (ask.campaigns, ask.follows) if ask else ((), ())
            able = await allowed(request, services.commands, open_to, tx, follows)
            reply = refusal_reply(refused, name, words, able, form=command.usage if command else None)
            reply = await end_if_over(request, tx, refused.text.id, reply)
        said = await _note(request, reply, tx, changes=changes)
    language, zone = (ask.language, ask.zone) if ask else ("", "UTC")
    return None if said is None else spoken(said, language, zone, request.now.year)


async def _prepare(services: Services, request: Request, command: Command | None, words: tuple[str, ...]) -> object:
    """What the command prepares before its transaction, or the Refusal that it raised."""
    if command is None or command.prepare is None:
        return None
    async with services.store.reading() as tx:
        ask = await make_ask(services, request, words, tx)
    try:
        check(command, ask)
        return await command.prepare(ask, services.store)
    except Refusal as refusal:
        return refusal


async def notice(services: Services, request: Request, reply: Reply) -> Answer | None:
    """Answer without a command, for example that voice messages are not supported; None for a repeated update."""
    async with services.store.writing() as tx:
        ask = await make_ask(services, request, (), tx)
        said = await _note(request, reply, tx)
    return None if said is None else spoken(said, ask.language, ask.zone, request.now.year)


async def without_metadata(services: Services, request: Request, command: str) -> Request:
    """The request with the metadata of its pictures removed; done before the transaction, because it takes time."""
    if not request.pictures or command not in services.commands:
        return request
    clean = []
    for one in request.pictures:
        # Of what moves its first bytes stay, by which it is refused.
        data = one.data[:MOVING_SIGN] if moving(one.data) else await services.clean_picture(one.data)
        clean.append(replace(one, data=data))
    return replace(request, pictures=tuple(clean))


async def resolve(services: Services, request: Request) -> Request:
    """Resolve a private message that answers a question of the bot into the command that it completes.

    Words that are no command, sent where a preview waits for a tap, are said to that preview. The label of a button of
    the question is that button. Any other request is returned as it is. Idempotent: the result is a command.
    """
    await move_over(services, request)
    if request.kind is not ChatKind.PRIVATE or not request.typed or request.text.startswith("/"):
        return request
    async with services.store.reading() as tx:
        questions = await open_questions(request, tx)
        waits = questions.marked(request.question) if request.question else questions.waits
        words = not waits and not request.question and split(request.text)[0] not in services.commands
        waits = await waiting_preview(request, tx, questions.preview) if words else waits
    if not waits:
        return request
    said = await _typed_label(services, request, waits) or f"{waits} {request.text}"
    return replace(request, text=said, typed=False)


class _UndoneError(Exception):
    """Ends a transaction of which nothing is kept."""


async def _typed_label(services: Services, request: Request, waits: str) -> str:
    """The command of the button whose label was typed, of the question that `waits`; "" where none has it."""
    asks, found = replace(request, text=asks_again(waits), typed=False), ""
    name, words = split(asks.text)
    command = services.commands.get(name)
    sent = request.pictures or request.file
    if command is None or command.prepare is not None or sent or not may_be_label(request.text):
        return ""
    with suppress(_UndoneError, Refusal):
        async with services.store.writing() as tx:
            ask = await make_ask(services, asks, words, tx)
            check(command, ask)
            asked = spoken(await command.run(ask, tx), ask.language, ask.zone, request.now.year)
            found = tapped(asked.reply, request.text, services.uploads.tongues())
            raise _UndoneError
    return found


async def _resolve_now(services: Services, request: Request) -> Request:
    """The same for a request that is answered now: if it gives no reason for a refusal, none is waited for."""
    request = await resolve(services, request)
    if request.kind is ChatKind.PRIVATE and request.person:
        await heard(services.store, request)
        await stop_asking_why(services.store, request.address.platform, request.person, request.text)
    return request


async def move_over(services: Services, request: Request) -> None:
    """After a change of SECRET_KEY, keep a person who was known under the one before under the new one."""
    platform, person = request.address.platform, request.person
    # On Discord the private chat has another id: who was first heard of in a group is heard of there later.
    who = (platform, request.address.chat if request.kind is ChatKind.PRIVATE else person)
    if not services.moving or not person or who in services.moved:
        return
    async with services.store.writing() as tx:
        await tx.people.move_over(platform, person, who[1])
    if len(services.moved) >= MOST_MOVED:
        services.moved.clear()
    services.moved.add(who)


def check(command: Command, ask: Ask) -> None:
    """Raise a Refusal where this person may not use this command here, or where what it prepares was refused."""
    if refused := refused_here(command, ask.request):
        raise Refusal(refused)
    if isinstance(ask.prepared, Refusal):
        raise ask.prepared


def known_here(services: Services, request: Request) -> Mapping[str, Command]:
    """The commands that exist on this request's platform, by name."""
    platforms = {"", request.address.platform}
    return {name: command for name, command in services.commands.items() if command.platform in platforms}


async def make_ask(services: Services, request: Request, words: tuple[str, ...], tx: Transaction) -> Ask:
    """The request with its chat, language and campaigns; `words` follow the command."""
    chat, follows = await chat_of(request.address, request.kind, tx)
    campaigns = tuple(await tx.campaigns.all())
    languages = languages_here(campaigns, follows, services.languages)
    language, zone = speech(chat, request.hint, campaigns, follows, languages, await language_around(request, tx))
    needs = needed_role(request.text, services.commands)
    return Ask(
        request,
        chat,
        words,
        language,
        zone,
        campaigns,
        follows,
        services.commands,
        languages,
        services.guard,
        services.kinds,
        services.vocabulary,
        services.desk_url,
        services.uploads,
        replica_kept=services.replica_kept,
        needs=needs,
        roles=await roles_of(request, campaigns, tx) if needs else {},
    )


async def _speech(ask: Ask, tx: Transaction) -> tuple[str, str]:
    """The language and zone after the command ran, so that /language answers in the new one."""
    chat, follows = await chat_of(ask.request.address, ask.request.kind, tx)
    around = await language_around(ask.request, tx)
    return speech(chat, ask.request.hint, ask.campaigns, follows, ask.languages, around)


async def language_for(services: Services, request: Request) -> str:
    """The language of what only this person sees, where it is no answer: a window to write in, what is offered."""
    async with services.store.reading() as tx:
        return (await make_ask(services, request, (), tx)).language


async def _note(request: Request, reply: Reply, tx: Transaction, *, changes: bool = False) -> Reply | None:
    """Record the update with its answer; return the answer to send, None where the update was answered before."""
    address, update = request.address, request.update
    if not update or await tx.inbox.record(address.platform, update, address, reply, request.now, request.ticket):
        return reply
    # If an earlier commit did take place although its outcome was unclear, its answer is recorded but was never sent.
    noted = await tx.inbox.waiting(address.platform, request.now) if changes else []
    return next((one.reply for one in noted if one.update == update), None)
