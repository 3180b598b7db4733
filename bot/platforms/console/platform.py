"""The console platform: reads a line, prints the answer. Organizers rehearse a campaign with it."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core.commands.answer import Services, answer
from bot.core.commands.request import Request, SentPicture, split
from bot.core.commands.speech import Answer
from bot.core.counts.picture_address import localize
from bot.core.model.announcements import Action, Delivery, Outcome, Sent
from bot.core.model.chats import Address, ChatKind
from bot.core.model.input.letters import printable
from bot.core.model.reply import Button, Reply, Text, Value, listed
from bot.core.ports.language import Speak
from bot.platforms.console.draw import draw
from bot.platforms.console.rehearsal import Rehearsal, parse_clock
from bot.platforms.console.seat import NAME, PRIVATE, ROLES, Seat, set_role
from bot.platforms.copied_commands import without_isolates

# Buttons of earlier messages can still be pressed, as in a chat that is scrolled back.
REMEMBERED = 60
CROWD = 100_000


@dataclass(slots=True)
class Console:
    """One terminal. `settle` plans and delivers everything that is due now; `due` is when the next thing will be.

    `live` says that chats of other platforms are in the same database: then the clock must not be moved, since that
    would act on them.
    """

    services: Services
    speak: Callable[[str], Speak]
    clock: Rehearsal
    write: Callable[[str], None]
    settle: Callable[[], Awaitable[None]]
    due: Callable[[], Awaitable[datetime | None]]
    live: Callable[[], Awaitable[bool]]
    seat: Seat = field(default_factory=Seat)
    zone: str = "UTC"
    language: str = "en"
    name: str = NAME
    repeats: bool = False
    _buttons: dict[str, list[tuple[str, Button]]] = field(default_factory=dict)

    async def run(self, lines: AsyncIterator[str | None]) -> None:
        """Answer each line; on None (a pause without input) run what is due."""
        await self.sit(self.seat.role, self.seat.person, keep=True)
        async for line in lines:
            if line is not None and line.strip():
                await self.take(line.strip())
            await self.settle()

    async def take(self, line: str) -> None:
        """Answer one line: a command of the console's own, a button such as `[Confirm]`, or a command for the bot."""
        name, words = split(line)
        own = {
            "as": self._as,
            "in": self._in,
            "clock": self._clock,
            "press": self._press,
            "picture": self._picture,
            "crowd": self._crowd,
        }.get(name)
        if own is not None and line.startswith("/"):
            await own(" ".join(words))
        elif line.startswith("[") and line.endswith("]"):
            await self._press(line)
        else:
            await self._ask(line)

    async def sit(self, role: str, person: str, *, keep: bool = False) -> None:
        """Switch to a person. The role is granted in every loaded campaign; "member" and "admin" have no role.

        With `keep`, a person who names no role keeps the one that they claimed here earlier.
        """
        self.seat.role, self.seat.person = role, person
        async with self.services.store.writing() as tx:
            if self.zone == "UTC" and (campaigns := await tx.campaigns.all()):
                self.zone = campaigns[0].zone
            await set_role(tx, role, person, self.clock.now(), keep=keep)

    async def deliver(self, delivery: Delivery) -> Outcome:
        """Print what a chat would show; the message's id is the delivery's number."""
        reply = localize(delivery.content, delivery.language, delivery.zone)
        here = delivery.address == self.seat.address
        where = "" if here else f"[{self._place(delivery)}] "
        mark = {Action.SEND: "", Action.PIN: "(pinned) ", Action.EDIT: "(edited) ", Action.DELETE: "(deleted) "}[
            delivery.action
        ]
        self._show(delivery.address.chat, reply, delivery.language, f"{where}{mark}")
        return Sent(delivery.message or str(delivery.id))

    async def probe(self) -> bool:
        """Return True: a terminal is always there."""
        return True

    def _place(self, delivery: Delivery) -> str:
        return f"{PRIVATE} {delivery.address.chat}" if delivery.chat_kind is ChatKind.PRIVATE else delivery.address.chat

    async def _ask(self, text: str, *, typed: bool = True, pictures: tuple[SentPicture, ...] = ()) -> None:
        request = Request(
            address=self.seat.address,
            kind=self.seat.kind,
            text=text,
            now=self.clock.now(),
            person=self.seat.person,
            admin=self.seat.admin,
            hint=self.seat.language,
            typed=typed,
            pictures=pictures,
        )
        found = await answer(self.services, request)
        if found is not None:
            self._answer(found)

    def _answer(self, found: Answer) -> None:
        self.language = self.seat.language or found.language or "en"
        self._show(self.seat.address.chat, found.reply, self.language)

    def _show(self, chat: str, reply: Reply, language: str, before: str = "") -> None:
        speak = self.speak(self.seat.language or language)
        buttons = [button for row in reply.buttons for button in row]
        if buttons:
            shown = [(speak(button.label), button) for button in buttons]
            self._buttons[chat] = [*shown, *self._buttons.get(chat, [])][:REMEMBERED]
        self.write(f"{before}{draw(reply, speak)}\n")

    async def _as(self, words: str) -> None:
        role, _, person = words.partition(":")
        if role not in ROLES:
            self._say("console-as-how", roles=listed(ROLES))
            return
        await self.sit(role, person or self.seat.person)
        self._say("console-as", person=self.seat.person, role=role)

    async def _in(self, words: str) -> None:
        if not words:
            self._say("console-in-how")
            return
        self.seat.chat = words
        self._say("console-in-private" if words == PRIVATE else "console-in", chat=words)

    async def _clock(self, words: str) -> None:
        to = parse_clock(words, self.clock.now(), self.zone)
        if to is None:
            self._say("console-clock-how")
        elif await self.live():
            self._say("console-clock-live")
        else:
            await self.move(to)
            self._say("console-clock", at=f"{to.astimezone(ZoneInfo(self.zone)):%Y-%m-%d %H:%M}", zone=self.zone)

    async def move(self, to: datetime) -> None:
        """Set the clock; everything due before the new time runs at its own time, in order."""
        while (due := await self.due()) is not None and due <= to:
            self.clock.move(max(due, self.clock.now()))
            await self.settle()
            if await self.due() == due:  # a step that fails must not stop the clock
                break
        self.clock.move(to)
        await self.settle()

    async def _crowd(self, words: str) -> None:
        """Send the same text as many simulated people, each in a private chat; show the last person's answer.

        They are the same people each time, so that those who pledged can check in.
        """
        number, _, text = words.partition(" ")
        if not number.isdecimal() or not 0 < int(number) <= CROWD or not text:
            self._say("console-crowd-how", most=CROWD)
            return
        answered: Answer | None = None
        for place in range(int(number)):
            name = f"crowd-{place}"
            request = Request(
                Address(NAME, name), ChatKind.PRIVATE, text, self.clock.now(), name, hint=self.seat.language or "en",
                simulated=True,
            )  # fmt: skip
            answered = await answer(self.services, request)
        if answered is not None:
            self._say("console-crowd", people=int(number), text=text)
            self.write(f"{draw(answered.reply, self.speak(self.seat.language or self.language))}\n")

    async def _press(self, label: str) -> None:
        wanted = label.strip(" []").casefold()
        shown = self._buttons.get(self.seat.address.chat, [])
        for text, button in shown:
            if text.casefold() == wanted and button.command:
                await self._ask(button.command, typed=False)
                return
            if text.casefold() == wanted:
                self.write(button.url)
                return
        self._say("console-press-how", known=listed(dict.fromkeys(text for text, _ in shown)) or "-")

    async def _picture(self, words: str) -> None:
        try:
            data = await asyncio.to_thread(_read_file, words)
        except OSError as trouble:
            self._say("console-picture-how", path=words or "-", reason=trouble.strerror or "")
            return
        await self._ask("", pictures=(SentPicture(data),))

    def _say(self, text_id: str, **values: Value) -> None:
        self.write(printable(without_isolates(self.speak(self.seat.language or self.language)(Text(text_id, values)))))


def _read_file(path: str) -> bytes:
    # Of somebody who is not known, `~` stays a name.
    return Path(os.path.expanduser(path)).read_bytes()  # noqa: PTH111 - pathlib raises for such a one
