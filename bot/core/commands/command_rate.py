"""Rate limit for commands: per person and minute, and the same command in a chat once in ten seconds."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.core.commands.request import Command, Request
from bot.core.model.chats import ChatKind

MINUTE = timedelta(minutes=1)
SAME_QUESTION = timedelta(seconds=10)
REMEMBERED = 10_000
"""How many people, and how many commands, are remembered at most; the least recently seen are dropped first."""

UNCOUNTED = frozenset({"console"})


class Verdict(Enum):
    """The decision on a request: answer it, ask the person to wait, or ignore it."""

    ANSWER = auto()
    ASK_TO_WAIT = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Person:
    """The times of a person's last commands; `warned` is true once they were asked to wait."""

    asked: deque[datetime] = field(default_factory=deque)
    warned: bool = False


@dataclass
class Budget:
    """Counts commands per person in memory: at most `in_group` a minute in groups, `in_private` in private chats.

    A group counts an anonymous administrator and a channel as one person each. The console has no limit.
    """

    in_group: int = 6
    in_private: int = 60
    _people: OrderedDict[tuple[str, ...], _Person] = field(default_factory=OrderedDict)
    _questions: OrderedDict[tuple[str, ...], datetime] = field(default_factory=OrderedDict)

    def spend(self, request: Request, command: Command, words: tuple[str, ...]) -> Verdict:
        """Count a command and decide whether to answer it."""
        if request.address.platform in UNCOUNTED:
            return Verdict.ANSWER
        if self._repeated(request, command, words):
            return Verdict.SILENCE
        alone = request.kind is ChatKind.PRIVATE or request.hidden
        chat = "" if alone else request.address.chat
        person = self._person((request.address.platform, chat, request.person or request.address.chat))
        while person.asked and request.now - person.asked[0] >= MINUTE:
            person.asked.popleft()
        if len(person.asked) < (self.in_private if alone else self.in_group):
            person.asked.append(request.now)
            person.warned = False
            return Verdict.ANSWER
        warned, person.warned = person.warned, True
        return Verdict.SILENCE if warned else Verdict.ASK_TO_WAIT

    def _repeated(self, request: Request, command: Command, words: tuple[str, ...]) -> bool:
        """Whether this chat got the same answer a moment ago. False for a request with a ticket: it needs an answer."""
        if not command.reads or request.ticket:
            return False
        # Where the answer depends on the person, the same words of another person are another command.
        person = request.person if command.admin or command.role or command.private else ""
        address = request.address
        key = (address.platform, address.chat, address.thread, person, command.name, *words)
        last = self._questions.pop(key, None)
        repeated = last is not None and request.now - last < SAME_QUESTION
        self._questions[key] = last if repeated and last is not None else request.now
        if len(self._questions) > REMEMBERED:
            self._questions.popitem(last=False)
        return repeated

    def _person(self, key: tuple[str, ...]) -> _Person:
        person = self._people.pop(key, None) or _Person()
        self._people[key] = person
        if len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        return person
