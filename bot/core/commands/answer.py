"""From what a person typed to the answer: find the command, check who asks, run it, and turn trouble into words."""

import difflib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.commands.budget import Budget, Verdict
from bot.core.commands.request import Ask, Command, Request, split, with_link
from bot.core.counts.picture_address import NoStudio, Studio, localize
from bot.core.delivery.vital_signs import VitalSigns
from bot.core.events.kind import EventKinds
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.reply import Reply, Text, say
from bot.core.model.snapshots import Guard
from bot.core.ports.chats import Waiting
from bot.core.ports.database import Store, Transaction

NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with the language and zone that it is spoken in."""

    reply: Reply
    language: str
    zone: str


async def _as_sent(data: bytes) -> bytes:
    return data


@dataclass(frozen=True, slots=True)
class Services:
    """What answering needs.

    The commands in the order of /help, the store, the languages, who hears of faults of the program, how far a typed
    count may lie from the last one, where pictures are drawn, the kinds of events with the rules they share, the
    words that people type, how much one person may ask (None: as much as they like), what takes the metadata out of
    pictures that they send (b"" for one that cannot be used), and where platforms count what they meet.
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


async def answer(services: Services, request: Request) -> Answer | None:
    """The answer to a request, its effect committed; None where nothing is to be said.

    Silence is right for a repeated update and for an unknown command in a group or channel.
    """
    request = await resolve(services, request)
    name, words = split(request.text)
    command = known_here(services, request).get(name)
    if command is None and request.kind is not ChatKind.PRIVATE:
        return None
    verdict = services.budget.spend(request, command, words) if services.budget and command else Verdict.ANSWER
    if verdict is Verdict.SILENCE:
        return None
    if verdict is Verdict.ASK_TO_WAIT:
        return await _ask_to_wait(services, request)
    request = await _without_metadata(services, request, name)
    changes = command is not None and not command.reads
    ask: Ask | None = None
    try:
        async with services.store.writing() if changes else services.store.reading() as tx:
            # What only reads may do it again: that the update was seen is told when the answer is noted.
            if changes and request.update and await tx.inbox.seen(request.address.platform, request.update):
                return None
            ask = await _ask(services, request, words, tx)
            if command is None:
                known = known_here(services, request)
                reply = unknown_command(name, known) if request.text.startswith("/") else say("only-commands")
            else:
                check(command, ask)
                reply = await command.run(ask, tx)
                if changes:
                    await _note(request, reply, tx)
                    return spoken(reply, *await _speech(ask, tx))
    except Refusal as refusal:
        usage = (command.usage,) if command is not None and refusal.usage else ()
        reply = Reply(lines=(refusal.text, *usage), personal=True)
    except Exception as fault:  # noqa: BLE001 - whatever it is, a person is waiting for one sentence
        services.report(fault)
        reply = Reply(lines=(Text("went-wrong"),), personal=True)
    async with services.store.writing() as tx:
        said = await _note(request, reply, tx, changes=changes)
    return None if said is None else spoken(said, ask.language if ask else "", ask.zone if ask else "UTC")


async def notice(services: Services, request: Request, reply: Reply) -> Answer | None:
    """An answer that no command gives, such as that a voice message cannot be read; None for a repeated update."""
    async with services.store.writing() as tx:
        ask = await _ask(services, request, (), tx)
        said = await _note(request, reply, tx)
    return None if said is None else spoken(said, ask.language, ask.zone)


async def _ask_to_wait(services: Services, request: Request) -> Answer | None:
    reply = Reply(lines=(Text("a-moment"),), personal=True)
    async with services.store.writing() as tx:
        ask = await _ask(services, request, (), tx)
        said = await _note(request, reply, tx)
    return None if said is None else spoken(said, ask.language, ask.zone)


async def _without_metadata(services: Services, request: Request, command: str) -> Request:
    """The request with its picture as it may be kept; done here, where no transaction waits for it."""
    if request.picture is None or command not in services.commands:
        return request
    return replace(request, picture=replace(request.picture, data=await services.clean_picture(request.picture.data)))


async def resolve(services: Services, request: Request) -> Request:
    """The request as it is meant: what a person types in private may answer what the bot asked them.

    What it returns in that case is a command, so to resolve it again changes nothing.
    """
    if request.kind is not ChatKind.PRIVATE or not request.typed or request.text.startswith("/"):
        return request
    async with services.store.reading() as tx:
        waits = await tx.dialogues.command(request.address.platform, request.person)
    return replace(request, text=f"{waits} {request.text}", typed=False) if waits else request


def check(command: Command, ask: Ask) -> None:
    """Raise a Refusal where this person may not use this command here."""
    request = ask.request
    if command.private and request.kind is not ChatKind.PRIVATE:
        raise Refusal(with_link("only-in-private", request, command=f"/{command.name}"))
    if command.person and not request.person:
        raise Refusal(with_link("only-a-person", request, command=f"/{command.name}"))
    if command.admin and request.kind is not ChatKind.PRIVATE and not request.admin:
        unknown = request.admin is None
        raise Refusal(Text("admin-unknown" if unknown else "only-administrators", {"command": f"/{command.name}"}))


def known_here(services: Services, request: Request) -> Mapping[str, Command]:
    """The commands that the platform of this request has."""
    platforms = {"", request.address.platform}
    return {name: command for name, command in services.commands.items() if command.platform in platforms}


def unknown_command(name: str, commands: Mapping[str, Command]) -> Reply:
    """What to say of a command that is none: the nearest one, else where to find them."""
    near = difflib.get_close_matches(name, commands, n=1, cutoff=NEAR)
    if near:
        return say("unknown-command-near", command=f"/{name}", near=f"/{near[0]}")
    return say("unknown-command", command=f"/{name}")


def spoken(reply: Reply, language: str, zone: str) -> Answer:
    """An answer whose times are said in the chat's zone, in the reply's own language before the chat's."""
    language = reply.language or language
    return Answer(localize(reply, language, zone), language, zone)


async def _ask(services: Services, request: Request, words: tuple[str, ...], tx: Transaction) -> Ask:
    chat, follows = await _chat(request.address, request.kind, tx)
    campaigns = tuple(await tx.campaigns.all())
    language, zone = speech(chat, request.hint, campaigns, follows, services.languages)
    return Ask(
        request,
        chat,
        words,
        language,
        zone,
        campaigns,
        follows,
        services.commands,
        tuple(services.languages),
        services.guard,
        services.kinds,
        services.vocabulary,
    )


async def _chat(address: Address, kind: ChatKind, tx: Transaction) -> tuple[Chat, tuple[str, ...]]:
    """The chat, which may not be stored yet, and the campaigns that it follows."""
    chat = await tx.chats.find(address) or Chat(0, address.platform, kind)
    return chat, tuple([one.campaign for one in await tx.chats.subscriptions(chat)] if chat.id else ())


async def _speech(ask: Ask, tx: Transaction) -> tuple[str, str]:
    """The language and zone after the command ran: /language answers in the new one. No command changes a campaign."""
    chat, follows = await _chat(ask.request.address, ask.request.kind, tx)
    return speech(chat, ask.request.hint, ask.campaigns, follows, ask.languages)


def speech(
    chat: Chat,
    hint: str,
    campaigns: Sequence[Campaign],
    follows: Sequence[str],
    languages: Sequence[str],
) -> tuple[str, str]:
    """The language and zone of a chat: its own, else its campaign's.

    In private, a person whose app speaks one of our languages is answered in it.
    """
    meant = [campaign for campaign in campaigns if campaign.slug in follows] or list(campaigns)
    language = chat.language
    if not language and chat.kind is ChatKind.PRIVATE and hint[:2] in languages:
        language = hint[:2]
    fallback = meant[0].fallback if meant else "en"
    return language or fallback, chat.zone or (meant[0].zone if meant else "UTC")


async def _note(request: Request, reply: Reply, tx: Transaction, *, changes: bool = False) -> Reply | None:
    """Keep the answer until it is sent; what is to be said, None where the update was answered before."""
    address, update = request.address, request.update
    if not update or await tx.inbox.record(address.platform, update, address, reply, request.now, request.ticket):
        return reply
    # Where the commit of a change was unclear and took place, its own answer is noted, and nobody has received it.
    noted = await tx.inbox.waiting(address.platform, request.now) if changes else []
    return next((one.reply for one in noted if one.update == update), None)


async def recall(services: Services, waiting: Waiting, kind: ChatKind, tx: Transaction) -> Answer:
    """An answer that a process which ended before us had worked out; `kind` is that of a chat that is not stored."""
    chat, follows = await _chat(waiting.address, kind, tx)
    return spoken(waiting.reply, *speech(chat, "", await tx.campaigns.all(), follows, services.languages))
