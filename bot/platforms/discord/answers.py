"""Answers to interactions: within Discord's three seconds, visible to the right people, also after a restart."""

import asyncio
from datetime import timedelta
from typing import Any

from structlog.typing import FilteringBoundLogger

from bot.core.commands.speech import Answer, recall
from bot.core.commands.suggestions import offers
from bot.core.model.chats import ChatKind
from bot.core.model.limits import OTHER_LIMITS
from bot.core.model.reply import Text, say
from bot.core.ports.clock import Clock
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.draw import Body, Renderer
from bot.platforms.discord.http import Answered, File
from bot.platforms.discord.incoming import EPHEMERAL, Asked, Place, Typing, Writing
from bot.platforms.discord.modal import window
from bot.platforms.discord.photos import Photos
from bot.platforms.discord.refusals import ACKNOWLEDGED
from bot.platforms.discord.responder import Responder
from bot.platforms.discord.send import NOBODY

# Discord accepts a first answer for 3 s: https://discord.com/developers/docs/interactions/receiving-and-responding
DEFER_AFTER = 1.0
# An interaction's token is valid for 15 minutes.
FRESH = timedelta(minutes=14)
MESSAGE, DEFERRED, OFFERS, WINDOW = 4, 5, 8, 9
LONGEST_OFFER = OTHER_LIMITS["discord"]["offer"]

Prepared = tuple[tuple[Body, File | None], ...]


class Answers:
    """Answers interactions. They do not count against the bot's rate limits, so none waits at the gate."""

    def __init__(
        self, responder: Responder, photos: Photos, renderer: Renderer, clock: Clock, log: FilteringBoundLogger
    ) -> None:
        self._responder = responder
        self._photos = photos
        self._renderer = renderer
        self._clock = clock
        self._log = log
        self.application = ""

    async def say(self, asked: Asked) -> None:
        """Work out the answer and send it; after one second without an answer, send a deferred response first."""
        work = asyncio.ensure_future(self._prepared(asked))
        try:
            await asyncio.wait([work], timeout=DEFER_AFTER)
            deferred = not work.done()
            if deferred:
                await self._first(asked.place, {"type": DEFERRED, "data": {"flags": self._guess_ephemeral(asked)}})
            prepared = await work
        finally:
            work.cancel()
        if prepared is None:
            return
        parts, personal = prepared
        if not parts:
            await self._acknowledge(asked.place, deferred=deferred)
        elif deferred and personal != self._guess_ephemeral(asked):
            await self._replace_deferred(asked.place, parts, personal)
        else:
            await self._send_parts(asked.place, parts, personal, deferred=deferred)
        await self._forget(asked.place.interaction)

    async def offer(self, typing: Typing) -> None:
        """Send the autocomplete choices that match the text typed so far."""
        services = self._responder.services
        async with services.store.reading() as tx:
            found = await offers(services, tx, typing.suggest, typing.typed)
        spoken = self._renderer.speak(await self._responder.language(typing.request))
        choices = [
            {"name": spoken(Text("cell", {"value": shown}))[:LONGEST_OFFER], "value": value[:LONGEST_OFFER]}
            for value, shown in found
        ]
        await self._first(typing.place, {"type": OFFERS, "data": {"choices": choices}})

    async def open(self, writing: Writing) -> None:
        """Open the modal in which a person writes what the bot asked for."""
        request = writing.request
        language = await self._responder.language(request, opening=True)
        questions = await self._responder.questions(request)
        waits = questions.marked(request.question) if request.question else questions.waits
        if request.question and not waits:
            over = await self._drawn(await self._responder.over(request))
            await self._send_parts(writing.place, over, EPHEMERAL if request.hidden else 0, deferred=False)
            return
        await self._first(writing.place, {"type": WINDOW, "data": window(waits, self._renderer.speak(language))})

    async def resume(self) -> None:
        """Send the unsent answers of an earlier process, if Discord still accepts them."""
        services = self._responder.services
        async with services.store.reading() as tx:
            waiting = await tx.inbox.waiting(NAME, self._clock.now() - FRESH)
            again = [(one, await recall(services.languages, one, ChatKind.GROUP, tx)) for one in waiting]
        for one, answered in again:
            flags, _, token = one.ticket.partition(":")
            personal = int(flags or 0) or (EPHEMERAL if answered.reply.personal else 0)
            await self._send_parts(Place(one.update, token), await self._drawn(answered), personal, deferred=False)
            await self._forget(one.update)

    async def _prepared(self, asked: Asked) -> tuple[Prepared, int] | None:
        answered = await self._responder.out(asked)
        if answered is None:
            return None
        return await self._drawn(answered), asked.flags or (EPHEMERAL if answered.reply.personal else 0)

    async def _drawn(self, answered: Answer) -> Prepared:
        language = answered.language or "en"
        try:
            return tuple([await self._photos.attach(body) for body in self._renderer(answered.reply, language)])
        except Exception as fault:  # noqa: BLE001 - whatever failed, the person needs an answer
            self._responder.services.report(fault)
            return tuple((body, None) for body in self._renderer(say("answer-not-rendered"), language))

    def _guess_ephemeral(self, asked: Asked) -> int:
        """Guess whether an answer that is not ready yet will be ephemeral (seen by this person only)."""
        return asked.flags or (0 if asked.known else EPHEMERAL)

    async def _send_parts(self, place: Place, parts: Prepared, flags: int, *, deferred: bool) -> None:
        """Send all parts: the first as the interaction's response, the others as follow-ups."""
        webhook = f"/webhooks/{self.application}/{place.token}"
        for at, (body, file) in enumerate(parts):
            said = {"allowed_mentions": NOBODY, **body}
            if at > 0:
                ended = await self._responder.insist("POST", webhook, {**said, "flags": flags}, file)
            elif deferred:
                ended = await self._responder.insist("PATCH", f"{webhook}/messages/@original", said, file)
            else:
                ended = await self._first(place, {"type": MESSAGE, "data": {**said, "flags": flags}}, file)
                if ended is not None and ended.code == ACKNOWLEDGED:
                    ended = await self._responder.insist("PATCH", f"{webhook}/messages/@original", said, file)
            if ended is None or not ended.well:
                reason = ended.said if ended is not None else "no answer"
                self._log.warning("an answer could not be given on Discord", reason=reason)
                return

    async def _replace_deferred(self, place: Place, parts: Prepared, flags: int) -> None:
        """Delete a deferred response with the wrong visibility and send the answer as a follow-up."""
        webhook = f"/webhooks/{self.application}/{place.token}"
        await self._responder.insist("DELETE", f"{webhook}/messages/@original")
        for body, file in parts:
            await self._responder.insist("POST", webhook, {"allowed_mentions": NOBODY, **body, "flags": flags}, file)

    async def _acknowledge(self, place: Place, *, deferred: bool) -> None:
        """Acknowledge an interaction that has no answer: Discord shows an error otherwise."""
        if not deferred:
            await self._first(place, {"type": DEFERRED, "data": {"flags": EPHEMERAL}})
        await self._replace_deferred(place, (), EPHEMERAL)

    async def _first(self, place: Place, body: dict[str, Any], file: File | None = None) -> Answered | None:
        return await self._responder.insist(
            "POST", f"/interactions/{place.interaction}/{place.token}/callback", body, file
        )

    async def _forget(self, update: str) -> None:
        async with self._responder.services.store.writing() as tx:
            await tx.inbox.answered(NAME, [update])
