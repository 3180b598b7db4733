"""From what a person typed to the answer: find the command, check who asks, run it, and turn trouble into words."""

import difflib
import unicodedata
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.campaign import Campaign
from bot.core.chats import Address, Chat, ChatKind
from bot.core.errors import Refusal
from bot.core.events import Rules
from bot.core.kinds import Kind
from bot.core.pictures import NoStudio, Studio, heard
from bot.core.ports import Act, Store, Transaction, Waiting
from bot.core.reply import Reply, Text, Value, say
from bot.core.roles import Role
from bot.core.snapshots import Guard

NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture that somebody sent: its bytes, and what the platform calls it."""

    data: bytes
    file: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a platform heard.

    `person` is the platform's own id of who asks, "" for an anonymous administrator or a channel: then `admin` may
    still be true; it is None where the platform does not say just now. `text` is what was typed, or the command of the
    button that was tapped, without a slash. `update` names this request for ever, so that a repeated one does nothing
    twice. `hint` is the language that the person's own app speaks. `typed` says that the person wrote it: where the
    bot has asked them something in private, it may be the answer. `simulated` says that a rehearsal plays this
    person. `hidden`: what is private works in this group too, since nobody else sees it. `missing` are the rights
    that the bot lacks here, `unheard` the roles of the platform's own group, named in `text`, that a mention by the
    bot would not notify. `ticket` is what the platform wants back with the answer.
    """

    address: Address
    kind: ChatKind
    text: str
    now: datetime
    person: str = ""
    admin: bool | None = False
    update: str = ""
    hint: str = ""
    private_link: str = ""
    typed: bool = False
    simulated: bool = False
    picture: Sight | None = None
    hidden: bool = False
    missing: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command.

    `choices` are its only values; `suggest` names what a platform may offer while it is typed, see `bot.core.offers`;
    "roles" are those of the platform's own group.
    """

    name: str
    required: bool = False
    choices: tuple[str, ...] = ()
    suggest: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request whose chat, language and command are known. `words` is what stands after the command."""

    request: Request
    chat: Chat
    words: tuple[str, ...]
    language: str
    zone: str
    campaigns: tuple[Campaign, ...]
    follows: tuple[str, ...]
    commands: Mapping[str, "Command"]
    languages: tuple[str, ...]
    guard: Guard
    kinds: Mapping[str, Kind]
    rules: Rules

    @property
    def now(self) -> datetime:
        """The time of the request."""
        return self.request.now

    @property
    def private(self) -> bool:
        """Whether nobody else reads along."""
        return self.request.kind is ChatKind.PRIVATE

    @property
    def typed(self) -> str:
        """The whole request as it was typed, lines and spaces and all."""
        return self.request.text

    @property
    def rest(self) -> str:
        """What stands after the command, as one string."""
        return " ".join(self.words)


Handler = Callable[[Ask, Transaction], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command, the same on every platform.

    `admin`: in a group or channel only its administrators may; in private anyone, for themselves. `private`: it is
    answered in a private chat only. `person`: it needs somebody, not an anonymous administrator. `reads`: it changes
    nothing, so it need not wait for those that do. `role`: what the person must be in the campaign that is meant;
    the handler asks for it, menus use it. `whispers`: where a platform can hide a command and its answer from others,
    it counts as asked in private. `platform`: the only one that has this command.
    """

    name: str
    run: Handler
    arguments: tuple[Argument, ...] = ()
    admin: bool = False
    private: bool = False
    person: bool = False
    reads: bool = False
    role: Role | None = None
    whispers: bool = False
    platform: str = ""

    @property
    def usage(self) -> Text:
        """How it is written, with an example."""
        return Text(f"{self.name}-usage")


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply with the language and zone that it is spoken in."""

    reply: Reply
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What answering needs.

    The commands in the order of /help, the store, the languages, who hears of faults of the program, how far a typed
    count may lie from the last one, where pictures are drawn, the kinds of events, and what is settled for all events.
    """

    commands: Mapping[str, Command]
    store: Store
    languages: Sequence[str]
    report: Callable[[BaseException], None]
    guard: Guard = field(default_factory=Guard)
    studio: Studio = field(default_factory=NoStudio)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """The command (lower case, without slash) and the words after it."""
    words = text.split()
    if not words:
        return "", ()
    return words[0].removeprefix("/").lower(), tuple(words[1:])


def choose_campaign(ask: Ask, word: str = "") -> Campaign:
    """The campaign that is meant: the one named, else the only one the chat follows, else the only one there is.

    Refused with the choice of them where that is not clear, and with the nearest name where none is called so.
    """
    by_slug = {campaign.slug: campaign for campaign in ask.campaigns}
    if not by_slug:
        raise Refusal(Text("no-campaign"))
    if word:
        if word.lower() in by_slug:
            return by_slug[word.lower()]
        raise Refusal(Text("unknown-campaign", {"word": word, "known": ", ".join(by_slug)}))
    meant = [by_slug[slug] for slug in ask.follows if slug in by_slug] or list(by_slug.values())
    if len(meant) == 1:
        return meant[0]
    raise Refusal(Text("which-campaign", {"known": ", ".join(campaign.slug for campaign in meant)}))


async def need_role(ask: Ask, tx: Transaction, campaign: Campaign, needed: Role) -> Role:
    """The person's role in the campaign; refused where it is less than `needed`."""
    request = ask.request
    role = await tx.people.role(campaign.slug, request.address.platform, request.person) if request.person else None
    if role is None or not role.covers(needed):
        raise Refusal(Text("need-role", {"role": Text(f"role-{needed.value}"), "title": campaign.title}))
    return role


async def note_act(ask: Ask, tx: Transaction, campaign: Campaign, role: Role, act: str, about: str = "") -> None:
    """Write what the person did into the audit log."""
    pseudonym = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    await tx.audit.write(Act(ask.now, campaign.slug, role.value, pseudonym, act, about))


async def answer(desk: Desk, request: Request) -> Answer | None:
    """The answer to a request, its effect committed; None where nothing is to be said.

    Silence is right for a repeated update and for an unknown command in a group or channel.
    """
    request = await answering(desk, request)
    name, words = split(request.text)
    command = desk.commands.get(name)
    if command is not None and command.platform not in {"", request.address.platform}:
        command = None
    if command is None and request.kind is not ChatKind.PRIVATE:
        return None
    changes = command is not None and not command.reads
    ask: Ask | None = None
    try:
        async with desk.store.writing() if changes else desk.store.reading() as tx:
            # What only reads may do it again: that the update was seen is told when the answer is noted.
            if changes and request.update and await tx.inbox.seen(request.address.platform, request.update):
                return None
            ask = await _ask(desk, request, words, tx)
            if command is None:
                reply = unknown_command(name, desk.commands) if request.text.startswith("/") else say("only-commands")
            else:
                check(command, ask)
                reply = await command.run(ask, tx)
                if changes:
                    await _note(request, reply, tx)
                    return spoken(reply, *await _speech(desk, request, tx))
    except Refusal as refusal:
        usage = (command.usage,) if command is not None and refusal.usage else ()
        reply = Reply(lines=(refusal.text, *usage), personal=True)
    except Exception as fault:  # noqa: BLE001 - whatever it is, a person is waiting for one sentence
        desk.report(fault)
        reply = Reply(lines=(Text("went-wrong"),), personal=True)
    async with desk.store.writing() as tx:
        said = await _note(request, reply, tx, changes=changes)
    return None if said is None else spoken(said, ask.language if ask else "", ask.zone if ask else "UTC")


async def answering(desk: Desk, request: Request) -> Request:
    """The request as it is meant: what a person types in private may answer what the bot asked them."""
    if request.kind is not ChatKind.PRIVATE or not request.typed or request.text.startswith("/"):
        return request
    async with desk.store.reading() as tx:
        waits = await tx.dialogues.command(request.address.platform, request.person)
    return replace(request, text=f"{waits} {request.text}") if waits else request


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


def with_link(text_id: str, request: Request, **values: Value) -> Text:
    """A text that sends the person to the private chat, with the link where the platform has one."""
    if request.private_link:
        return Text(f"{text_id}-link", {**values, "link": request.private_link})
    return Text(text_id, values)


def unknown_command(name: str, commands: Mapping[str, Command]) -> Reply:
    """What to say of a command that is none: the nearest one, else where to find them."""
    near = difflib.get_close_matches(name, commands, n=1, cutoff=NEAR)
    if near:
        return say("unknown-command-near", command=f"/{name}", near=f"/{near[0]}")
    return say("unknown-command", command=f"/{name}")


def spoken(reply: Reply, language: str, zone: str) -> Answer:
    """An answer whose times are said in the chat's zone, in the reply's own language before the chat's."""
    language = reply.language or language
    return Answer(heard(reply, language, zone), language, zone)


async def _ask(desk: Desk, request: Request, words: tuple[str, ...], tx: Transaction) -> Ask:
    chat = await tx.chats.find(request.address) or Chat(0, request.address.platform, request.kind)
    follows = tuple(subscription.campaign for subscription in await tx.chats.subscriptions(chat)) if chat.id else ()
    campaigns = tuple(await tx.campaigns.all())
    language, zone = speech(chat, request.hint, campaigns, follows, desk.languages)
    return Ask(
        request,
        chat,
        words,
        language,
        zone,
        campaigns,
        follows,
        desk.commands,
        tuple(desk.languages),
        desk.guard,
        desk.kinds,
        desk.rules,
    )


async def _speech(desk: Desk, request: Request, tx: Transaction) -> tuple[str, str]:
    """The language and zone after the command ran: /language answers in the new one."""
    ask = await _ask(desk, request, (), tx)
    return ask.language, ask.zone


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
    # Where the commit of a change was unclear and took place, its own answer is noted, and nobody has heard it.
    noted = await tx.inbox.waiting(address.platform, request.now) if changes else []
    return next((one.reply for one in noted if one.update == update), None)


async def recall(desk: Desk, waiting: Waiting, kind: ChatKind, tx: Transaction) -> Answer:
    """An answer that a process which ended before us had worked out; `kind` is that of a chat that is not stored."""
    address = waiting.address
    chat = await tx.chats.find(address) or Chat(0, address.platform, kind)
    follows = [one.campaign for one in await tx.chats.subscriptions(chat)] if chat.id else []
    return spoken(waiting.reply, *speech(chat, "", await tx.campaigns.all(), follows, desk.languages))


def figure(text: str) -> str:
    """`text` with any script's digits as 0-9, and Arabic separators as Latin ones: ٢٬٢٧٢٫٥ is 2,272.5."""
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return digits.replace("٬", ",").replace("٫", ".")
