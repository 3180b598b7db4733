"""A request as a platform hands it over, the command that it asks for, and what a handler is given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.events.kind import EventKinds
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.privacy import HOUR, coarse
from bot.core.model.reply import Reply, Text, Value
from bot.core.model.roles import Role
from bot.core.model.snapshots import Guard
from bot.core.ports.database import Transaction
from bot.core.ports.people import Act


@dataclass(frozen=True, slots=True)
class SentPicture:
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
    bot would not notify. `ticket` is what the platform wants back with the answer. `formatted` says that the text had
    bold or the like, which was dropped.
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
    picture: SentPicture | None = None
    hidden: bool = False
    missing: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    ticket: str = ""
    formatted: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command.

    `choices` are its only values. `suggest` names what a platform may offer while it is typed, see
    `bot.core.commands.suggestions`; "roles" are those of the platform's own group.
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
    kinds: EventKinds
    vocabulary: Vocabulary

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


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """The command (lower case, without slash) and the words after it, all without invisible marks."""
    words = without_marks(text).split()
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
    """Write what the person did into the audit log.

    An act that others could see in a group is kept by the hour, so that its time does not name who did it.
    """
    at = ask.now if ask.private else coarse(ask.now, HOUR)
    pseudonym = tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person)
    await tx.audit.write(Act(at, campaign.slug, role.value, pseudonym, act, about))


def with_link(text_id: str, request: Request, **values: Value) -> Text:
    """A text that sends the person to the private chat, with the link where the platform has one."""
    if request.private_link:
        return Text(f"{text_id}-link", {**values, "link": request.private_link})
    return Text(text_id, values)
