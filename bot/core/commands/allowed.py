"""Who may use which command, and where: no button is offered to a person whom its command would refuse."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.core.commands.request import Command, Request, split, with_link
from bot.core.model.campaign import Campaign
from bot.core.model.chats import ChatKind
from bot.core.model.input.digits import figure
from bot.core.model.reply import Reply, Text
from bot.core.model.roles import Role
from bot.core.ports.database import Transaction

ANY_NUMBER = "[number]"
"""Stands in a command's `acts` for any number."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the person of a request may use where it was made; `roles` are theirs, by campaign.

    `crowds` are the campaigns that ask everybody here.
    """

    request: Request
    commands: Mapping[str, Command]
    roles: Mapping[str, Role] = field(default_factory=dict)
    crowds: frozenset[str] = frozenset()

    def may(self, line: str) -> bool:
        """Whether a button with this command would not refuse the person."""
        name, words = split(line)
        command = self.commands.get(name)
        if command is None or command.platform not in {"", self.request.address.platform}:
            return False
        if not works_here(line, self.commands, self.request):
            return False
        if command.crowd and not self.crowds.isdisjoint(words):
            return True
        needed = needed_role(line, self.commands)
        named = [self.roles[word] for word in words if word in self.roles]
        return needed is None or any(role.covers(needed) for role in named or self.roles.values())

    def only(self, reply: Reply) -> Reply:
        """The reply without the buttons that would refuse the person."""
        rows = (tuple(one for one in row if not self._refuses(one.command)) for row in reply.buttons)
        kept = tuple(row for row in rows if row)
        return reply if kept == reply.buttons else replace(reply, buttons=kept)

    def _refuses(self, line: str) -> bool:
        return split(line)[0] in self.commands and not self.may(line)


async def allowed(
    request: Request,
    commands: Mapping[str, Command],
    campaigns: Collection[Campaign],
    tx: Transaction,
    follows: Collection[str] = (),
) -> Allowed:
    """What the person may use here, by their roles in these campaigns, of which this chat follows some."""
    crowds = frozenset(one.slug for one in campaigns if asks_crowd(one, request, follows))
    return Allowed(request, commands, await roles_of(request, campaigns, tx), crowds)


def asks_crowd(campaign: Campaign, request: Request, follows: Collection[str]) -> bool:
    """Whether the campaign takes a count from anybody where the request was made: while it runs, in its groups."""
    here = request.kind is ChatKind.GROUP and campaign.slug in follows
    return here and campaign.crowd is not None and not campaign.ended(request.now)


async def only_allowed(
    reply: Reply, request: Request, commands: Mapping[str, Command], campaigns: Iterable[Campaign], tx: Transaction
) -> Reply:
    """The same as `Allowed.only`; roles are looked up only where a button needs one."""
    lines = [button.command for row in reply.buttons for button in row if button.command]
    by_role = any(needed_role(line, commands) for line in lines)
    return Allowed(request, commands, await roles_of(request, campaigns, tx) if by_role else {}).only(reply)


def needed_role(line: str, commands: Mapping[str, Command]) -> Role | None:
    """The role that a command with its words needs, None where everybody may use it."""
    command = commands.get(split(line)[0])
    return (_role_of_act(line, command) or command.role) if command else None


def _role_of_act(line: str, command: Command) -> Role | None:
    """The role that a command needs because of its first word."""
    word = next(iter(split(line)[1]), "").lower()
    return command.acts.get(ANY_NUMBER if figure(word).isdecimal() else word)


def is_personal(line: str, commands: Mapping[str, Command]) -> bool:
    """Whether a command is for one person alone wherever a platform can hide it and its answer from the others."""
    command = commands.get(split(line)[0])
    if command is None:
        return False
    return command.private or command.whispers or _role_of_act(line, command) is not None


async def roles_of(request: Request, campaigns: Iterable[Campaign], tx: Transaction) -> dict[str, Role]:
    """The roles of the person who asks, by campaign."""
    if not request.person or not tx.people.knowable:
        return {}
    found = {one.slug: await tx.people.role(one.slug, request.address.platform, request.person) for one in campaigns}
    return {slug: role for slug, role in found.items() if role is not None}


def works_here(line: str, commands: Mapping[str, Command], request: Request) -> bool:
    """Whether a button with the command is taken where the request was made. Whoever taps is a person."""
    if request.hidden:
        # Only this person sees what they ask: a private command works here too, any other is the group's.
        request = replace(request, kind=ChatKind.PRIVATE if is_personal(line, commands) else ChatKind.GROUP)
    return _refused(commands[split(line)[0]], request) is None


def refused_here(command: Command, request: Request) -> Text | None:
    """Why this person may not use the command here, None where they may; roles are the handler's business."""
    if command.person and not request.person and not (command.private and request.kind is not ChatKind.PRIVATE):
        return with_link("only-a-person", request, command=f"/{command.name}")
    return _refused(command, request)


def _refused(command: Command, request: Request) -> Text | None:
    if request.kind is ChatKind.PRIVATE:
        return None
    if command.private:
        return with_link("only-in-private", request, command=f"/{command.name}")
    if command.admin and not request.admin:
        unknown = request.admin is None
        return Text("admin-unknown" if unknown else "only-administrators", {"command": f"/{command.name}"})
    return None


def open_to_all(commands: Mapping[str, Command]) -> dict[str, Command]:
    """The commands that everybody may use everywhere."""
    return {
        name: one
        for name, one in commands.items()
        if not one.private and not one.admin and not one.role and not one.desk
    }
