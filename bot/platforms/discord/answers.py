"""How people are answered: within Discord's three seconds, seen by whom it concerns, and also after a restart."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.core.announcements import Priority
from bot.core.chats import Address, ChatKind
from bot.core.command import Answer, Desk, answer, recall, split, spoken, unknown_command
from bot.core.limits import pause
from bot.core.offers import offers
from bot.core.ports import Clock, Gate
from bot.core.reply import Reply, Text, say
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Body
from bot.platforms.discord.faults import ACKNOWLEDGED
from bot.platforms.discord.hear import EPHEMERAL, Asked, Place, Typing
from bot.platforms.discord.send import NOBODY
from bot.platforms.discord.wire import Answered, UnclearError, UndeliveredError, Wire
from bot.platforms.drawings import Speaks

# Discord takes a first answer for 3 s: https://discord.com/developers/docs/interactions/receiving-and-responding
DEFER_AFTER = 1.0
TRIES = 4
# An interaction's token is good for 15 minutes.
FRESH = timedelta(minutes=14)
MESSAGE, DEFERRED, OFFERS = 4, 5, 8
LONGEST_OFFER = 100
KEPT = 10_000

Draw = Callable[[Reply, str], tuple[Body, ...]]


class Answers:
    """Answers interactions. They stand outside the bot's own limits, so none waits at the gate."""

    def __init__(
        self, wire: Wire, desk: Desk, draw: Draw, speak: Speaks, gate: Gate, clock: Clock, log: FilteringBoundLogger
    ) -> None:
        self._wire = wire
        self._desk = desk
        self._draw = draw
        self._speak = speak
        self._gate = gate
        self._clock = clock
        self._log = log
        self._private: dict[str, str] = {}
        self.application = ""

    async def say(self, asked: Asked) -> None:
        """Work the answer out and say it; what takes longer than a second is announced first."""
        work = asyncio.ensure_future(self._work_out(asked))
        try:
            await asyncio.wait([work], timeout=DEFER_AFTER)
            deferred = not work.done()
            if deferred:
                await self._first(asked.place, {"type": DEFERRED, "data": {"flags": self._guess(asked)}})
            answered = await work
        finally:
            work.cancel()
        if answered is None:
            return
        personal = asked.flags or (EPHEMERAL if answered.reply.personal else 0)
        bodies = self._drawn(answered)
        if not bodies:
            await self._hush(asked.place, deferred=deferred)
        elif deferred and personal != self._guess(asked):
            await self._instead(asked.place, bodies, personal)
        else:
            await self._whole(asked.place, bodies, personal, deferred=deferred)
        await self._forget(asked.place.interaction)

    async def offer(self, typing: Typing) -> None:
        """Offer what fits to what is typed so far."""
        async with self._desk.store.reading() as tx:
            found = await offers(self._desk, tx, typing.suggest, typing.typed)
        spoken = self._speak(typing.language)
        choices = [
            {"name": spoken(Text("cell", {"value": shown}))[:LONGEST_OFFER], "value": value[:LONGEST_OFFER]}
            for value, shown in found
        ]
        await self._first(typing.place, {"type": OFFERS, "data": {"choices": choices}})

    async def resume(self) -> None:
        """Say what a process that ended before us had worked out and not said, where Discord still takes it."""
        async with self._desk.store.reading() as tx:
            waiting = await tx.inbox.waiting(NAME, self._clock.now() - FRESH)
            again = [(one, await recall(self._desk, one, ChatKind.GROUP, tx)) for one in waiting]
        for one, answered in again:
            flags, _, token = one.ticket.partition(":")
            personal = int(flags or 0) or (EPHEMERAL if answered.reply.personal else 0)
            bodies = self._drawn(answered)
            await self._whole(Place(one.update, token), bodies, personal, deferred=False)
            await self._forget(one.update)

    async def private_chat(self, person: str) -> str:
        """The id of the private chat with a person; raises UndeliveredError or UnclearError where there is none now."""
        if person not in self._private:
            await self._gate.slot(Address(NAME, person), ChatKind.PRIVATE, Priority.ANSWER)
            opened = await self._insist("POST", "/users/@me/channels", {"recipient_id": person})
            if opened is None or not opened.well:
                raise UndeliveredError("no private chat")
            if len(self._private) >= KEPT:
                self._private.clear()
            self._private[person] = str(opened.data["id"])
        return self._private[person]

    async def _work_out(self, asked: Asked) -> Answer | None:
        """The answer; None where there is nothing to say. While the store is away, it is asked again and again."""
        request = asked.request
        for tries in range(1, TRIES + 1):
            try:
                if asked.flags and request.kind is ChatKind.PRIVATE:
                    chat = await self.private_chat(request.person)
                    request = replace(request, address=Address(NAME, chat))
                answered = await answer(self._desk, request)
            except Exception as fault:  # noqa: BLE001 - whatever it is, a person is waiting for one sentence
                self._desk.report(fault)
                await self._clock.sleep(pause(tries).total_seconds())
            else:
                if answered is None and asked.command is None:
                    return spoken(self._unknown(request.text), request.hint[:2], "UTC")
                return answered
        return spoken(Reply(lines=(Text("went-wrong"),), personal=True), "", "UTC")

    def _unknown(self, text: str) -> Reply:
        return replace(unknown_command(split(text)[0], self._desk.commands), personal=True)

    def _drawn(self, answered: Answer) -> tuple[Body, ...]:
        language = answered.language or "en"
        try:
            return self._draw(answered.reply, language)
        except Exception as fault:  # noqa: BLE001 - a person is waiting for one sentence
            self._desk.report(fault)
            return self._draw(say("went-wrong"), language)

    def _guess(self, asked: Asked) -> int:
        """Whether an answer that is not there yet will be for the person alone."""
        return asked.flags or (EPHEMERAL if asked.command is None or asked.command.role is not None else 0)

    async def _whole(self, place: Place, bodies: tuple[Body, ...], flags: int, *, deferred: bool) -> None:
        """Say all parts: the first in the interaction's own answer, the others after it."""
        webhook = f"/webhooks/{self.application}/{place.token}"
        for at, body in enumerate(bodies):
            said = {"allowed_mentions": NOBODY, **body}
            if at > 0:
                ended = await self._insist("POST", webhook, {**said, "flags": flags})
            elif deferred:
                ended = await self._insist("PATCH", f"{webhook}/messages/@original", said)
            else:
                ended = await self._first(place, {"type": MESSAGE, "data": {**said, "flags": flags}})
                if ended is not None and ended.code == ACKNOWLEDGED:
                    ended = await self._insist("PATCH", f"{webhook}/messages/@original", said)
            if ended is None or not ended.well:
                reason = ended.said if ended is not None else "no answer"
                self._log.warning("an answer could not be given on Discord", reason=reason)
                return

    async def _instead(self, place: Place, bodies: tuple[Body, ...], flags: int) -> None:
        """What was announced for all is for one alone, or the other way round: take it away and say it anew."""
        webhook = f"/webhooks/{self.application}/{place.token}"
        await self._insist("DELETE", f"{webhook}/messages/@original")
        for body in bodies:
            await self._insist("POST", webhook, {"allowed_mentions": NOBODY, **body, "flags": flags})

    async def _hush(self, place: Place, *, deferred: bool) -> None:
        """There is nothing to say, and yet Discord must hear that the person was heard."""
        if not deferred:
            await self._first(place, {"type": DEFERRED, "data": {"flags": EPHEMERAL}})
        await self._instead(place, (), EPHEMERAL)

    async def _first(self, place: Place, body: dict[str, Any]) -> Answered | None:
        return await self._insist("POST", f"/interactions/{place.interaction}/{place.token}/callback", body)

    async def _insist(self, method: str, path: str, body: object = None) -> Answered | None:
        """Ask until Discord answers clearly, four times at most; None where it does not.

        To say a later part of an answer twice is better than to leave a person without it; a first part is said once.
        """
        for tries in range(1, TRIES + 1):
            try:
                answered = await self._wire.ask(method, path, body)
            except (UndeliveredError, UnclearError):
                answered = Answered(500)
            if answered.status < 500 and answered.status != 429:  # noqa: PLR2004 - HTTP's own numbers
                return answered
            if tries < TRIES:
                await self._clock.sleep(answered.wait or pause(tries).total_seconds() / 4)
        return None

    async def _forget(self, update: str) -> None:
        async with self._desk.store.writing() as tx:
            await tx.inbox.answered(NAME, [update])
