"""Requests as platforms pass them on, commands, and the arguments of handlers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.commands.uploads import SentFile, Uploads
from bot.core.counts.guard import Guard
from bot.core.events.kind import EventKinds
from bot.core.model.campaign import Campaign
from bot.core.model.chats import Address, Chat, ChatKind
from bot.core.model.errors import Refusal
from bot.core.model.input.letters import without_marks
from bot.core.model.input.vocabulary import Vocabulary
from bot.core.model.limits import LONGEST_COMMAND
from bot.core.model.privacy import HOUR, coarse
from bot.core.model.reply import Button, Reply, Text, Value, listed
from bot.core.model.roles import Actor, Role
from bot.core.ports.database import Store, Transaction
from bot.core.ports.people import Act


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A received picture: its bytes, and the platform's file id."""

    data: bytes
    file: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A message, button tap or slash command, as a platform passes it on.

    `person` is the platform's own id of who asks, "" for an anonymous administrator or a channel: then `admin` may
    still be true; it is None where the platform does not say. `text` is what was typed, or the command of the button
    that was tapped, without a slash. `update` is the request's unique id, for deduplication. `hint` is the language of
    the person's app. `typed` says that the person wrote it: where the bot has asked them something in private, it may
    be the answer. `simulated`: the person is one of a rehearsal. `hidden`: only this person sees request and answer, so
    private commands work in this group. `missing` are the permissions that the bot lacks here, `unheard` the platform's
    roles named in `text` that a mention by the bot would not notify. `ticket` is the platform's token for answering
    this request. `formatted` says that the text had bold or the like, which was dropped. `file` came with it.
    `asked_in` is the group around a private request that was made there, `question` the mark of what it answers.
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
    pictures: tuple[SentPicture, ...] = ()
    hidden: bool = False
    missing: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()
    ticket: str = ""
    formatted: bool = False
    file: SentFile | None = None
    asked_in: Address | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command.

    `choices`, if any, are all its values. `suggest` names the source of autocompletion, see
    `bot.core.commands.suggestions`; "roles" are those of the platform's own group, "files" is a
    file, which is no word of the command but the request's `file`.
    """

    name: str
    required: bool = False
    choices: tuple[str, ...] = ()
    suggest: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request with its chat, language and command resolved; `words` are the words after the command.

    `prepared` is what the command's `prepare` returned; a Refusal is raised before the command runs. For `replica_kept`
    a replica of the database keeps what is deleted. `needs` is the role that the request needs, then `roles` are the
    person's, by campaign. `follows` has the campaign that the chat followed first before the others.
    """

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
    desk_url: str = ""
    uploads: Uploads = field(default_factory=Uploads)
    prepared: object = None
    replica_kept: timedelta = timedelta(0)
    needs: Role | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The time of the request."""
        return self.request.now

    @property
    def private(self) -> bool:
        """Whether nobody else can read the answer."""
        return self.request.kind is ChatKind.PRIVATE

    @property
    def typed(self) -> str:
        """The whole text as it was typed, with line breaks and spaces."""
        return self.request.text

    @property
    def rest(self) -> str:
        """The text after the command."""
        return " ".join(self.words)


Handler = Callable[[Ask, Transaction], Awaitable[Reply]]
Prepare = Callable[[Ask, Store], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command, the same on every platform.

    `admin`: in a group or channel only administrators may use it; in a private chat anyone. `private`: it is
    answered in private chats only. `person`: it needs an identified person, no anonymous administrator. `reads`: it is
    read-only, so it runs in a read transaction. `role`: the role it needs in the campaign, `acts` those that it needs
    where its first word is one of these, or a number for ANY_NUMBER; the handler checks it, and nobody else is offered
    it. `crowd`: without that role too, in groups of a campaign that asks its crowd. `whispers`: on a platform that can
    show command and answer to one person only, it counts as private, as what `acts` has always does there. `platform`:
    the only platform with this command. `prepare` does before the command's transaction what takes long; it may run
    twice for one request. `desk`: it leads to the desk, so no list has it where that is off. `asks_admin`: what it
    offers in a group depends on whether the person administers it. `form`: a text shows its syntax, with an example.
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
    prepare: Prepare | None = None
    desk: bool = False
    acts: Mapping[str, Role] = field(default_factory=dict)
    asks_admin: bool = False
    form: bool = False
    crowd: bool = False

    @property
    def usage(self) -> Text | None:
        """The text that shows its syntax; None where there is none."""
        return Text(f"{self.name}-usage") if self.form else None


def listed_commands(commands: Mapping[str, Command], platform: str, desk_url: str) -> list[Command]:
    """The commands that help and menus of a platform list; `desk_url` is "" where the desk is off."""
    return [one for one in commands.values() if one.platform in {"", platform} and (desk_url or not one.desk)]


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """Split a text into the command (lower case, no slash) and the words after it, without invisible characters."""
    words = without_marks(text).split()
    if not words:
        return "", ()
    return words[0].removeprefix("/").lower(), tuple(words[1:])


def choose_campaign(ask: Ask, word: str = "") -> Campaign:
    """The campaign of a request: the one named, else the only one the chat follows, else the only one there is.

    Of several, those in which the person has the role that the request needs. Raises a Refusal: with these campaigns as
    buttons where that is ambiguous, or where the word names none.
    """
    by_slug = {campaign.slug: campaign for campaign in ask.campaigns}
    if not by_slug:
        raise Refusal(Text("no-campaign"))
    if word:
        if word.lower() in by_slug:
            return by_slug[word.lower()]
        raise unknown_campaign(ask, word)
    meant = [campaign for campaign in ask.campaigns if campaign.slug in ask.follows] or list(ask.campaigns)
    if len(meant) > 1:
        meant = _open_to(ask, meant)
    if len(meant) == 1:
        return meant[0]
    raise which_campaign(ask, meant)


def unknown_campaign(ask: Ask, word: str) -> Refusal:
    """Say that the word names no campaign, with a button for each that the person may mean."""
    meant = _open_to(ask, ask.campaigns)
    unknown = Text("unknown-campaign", {"word": word, "known": listed(one.title for one in meant)})
    return Refusal(unknown, asked=_to_choose(ask, meant, word))


def _open_to(ask: Ask, campaigns: Sequence[Campaign]) -> list[Campaign]:
    """Those in which the person has the role that the request needs. Raises a Refusal where there are none."""
    if ask.needs is None:
        return list(campaigns)
    held = {slug for slug, role in ask.roles.items() if role.covers(ask.needs)}
    found = [one for one in campaigns if one.slug in held]
    if not found:
        raise _lacks_role(ask.needs, campaigns)
    return found


def _lacks_role(needed: Role, campaigns: Sequence[Campaign]) -> Refusal:
    named = listed(one.title for one in campaigns)
    return Refusal(Text("need-role", {"role": Text(f"role-{needed.value}"), "title": named}))


def which_campaign(ask: Ask, meant: Sequence[Campaign]) -> Refusal:
    """Ask which of these campaigns is meant; the answer does all that was asked for."""
    return Refusal(Text("which-campaign", {"known": listed(one.title for one in meant)}), asked=_to_choose(ask, meant))


def _to_choose(ask: Ask, campaigns: Sequence[Campaign], instead_of: str = "") -> Reply:
    """A button for each campaign, which does the whole command; where that is too long for one, how to write it."""
    lines = [_with(ask, one.slug, instead_of.split()) for one in campaigns]
    if any(len(" ".join(line).encode()) > LONGEST_COMMAND for line in lines):
        begun = (" ".join(line[: line.index(one.slug) + 1]) for line, one in zip(lines, campaigns, strict=True))
        return Reply(
            lines=(Text("which-campaign-write", {"known": listed(f"/{one}" for one in begun)}),), personal=True
        )
    buttons = (
        Button(Text("menu-campaign", {"title": one.title}), command=" ".join(line))
        for line, one in zip(lines, campaigns, strict=True)
    )
    return Reply(buttons=tuple((button,) for button in buttons), personal=True)


def _with(ask: Ask, slug: str, instead_of: Sequence[str]) -> list[str]:
    """The words of the request with a campaign's name where its command looks for it, or instead of these words."""
    name, (*words,) = split(ask.request.text)
    length = len(instead_of)
    for place in range(len(words) - length, -1, -1) if length else ():
        if words[place : place + length] == [*instead_of]:
            return [name, *words[:place], slug, *words[place + length :]]
    place = {"event": 1, "menu": len(words)}.get(name, 0)
    return [name, *words[:place], slug, *words[place:]]


async def need_role(ask: Ask, tx: Transaction, campaign: Campaign, needed: Role) -> Role:
    """The person's role in the campaign. Raises a Refusal where it is lower than `needed`."""
    request = ask.request
    role = await tx.people.role(campaign.slug, request.address.platform, request.person) if request.person else None
    if role is None or not role.covers(needed):
        raise _lacks_role(needed, [campaign])
    return role


async def end_question(ask: Ask, tx: Transaction, start: str) -> None:
    """End the questions in a person's private chat whose commands begin with these words: they need no answer now."""
    if ask.private:
        await tx.dialogues.end(ask.request.address.platform, ask.request.person, start)


async def note_act(ask: Ask, tx: Transaction, campaign: Campaign, role: Role, act: str, about: str = "") -> None:
    """Append the person's act to the audit log.

    Its time is rounded down to the hour if others could see the act in a group: else the time would identify them.
    """
    by = actor(ask, tx, campaign, role)
    await tx.audit.write(Act(noted_at(ask), campaign.slug, by.role, by.pseudonym, act, about))


def noted_at(ask: Ask) -> datetime:
    """The time under which an act of the person is kept, see `note_act`."""
    return ask.now if ask.private else coarse(ask.now, HOUR)


def actor(ask: Ask, tx: Transaction, campaign: Campaign, role: Role) -> Actor:
    """The person as the audit log names them."""
    return Actor(role.value, tx.people.pseudonym(campaign.slug, ask.request.address.platform, ask.request.person))


def with_link(text_id: str, request: Request, **values: Value) -> Text:
    """A text that asks the person to open the private chat, with its link where the platform has one."""
    if request.private_link:
        return Text(f"{text_id}-link", {**values, "link": request.private_link})
    return Text(text_id, values)
