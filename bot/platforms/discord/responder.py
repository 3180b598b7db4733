"""Works out the answer to a request, with retries."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.core.commands.allowed import open_to_all
from bot.core.commands.answer import Services, answer, language_for, move_over
from bot.core.commands.going_on import over
from bot.core.commands.likely import unknown_command
from bot.core.commands.request import Request, SentPicture, split
from bot.core.commands.speech import Answer, spoken
from bot.core.commands.uploads import LARGEST_UPLOAD, SentFile
from bot.core.delivery.retry import INTERACTION, Retry, pause
from bot.core.model.announcements import NotSent, Priority, Unknown
from bot.core.model.chats import Address, ChatKind, Questions
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text
from bot.core.ports.clock import Clock
from bot.core.ports.delivery import Gate
from bot.platforms.discord import modal
from bot.platforms.discord.commands import NAME
from bot.platforms.discord.errors import carry
from bot.platforms.discord.http import Answered, File, HttpClient, UnclearError, UndeliveredError
from bot.platforms.discord.incoming import Asked
from bot.platforms.discord.photos import LARGEST

KEPT = 10_000


class Responder:
    """Works out answers, and knows the private chats of the people who asked lately."""

    def __init__(self, http: HttpClient, services: Services, gate: Gate, clock: Clock) -> None:
        self.services = services
        self._http = http
        self._gate = gate
        self._clock = clock
        self._private: dict[str, str] = {}

    async def out(self, asked: Asked) -> Answer | None:
        """The answer; None if there is none. Retries while the store is unavailable."""
        answered, before = None, Questions()
        for failures in range(1, INTERACTION.tries + 1):
            try:
                request = await self._placed(asked)
                # What was answered is committed: only what failed after that is tried again.
                if answered is None:
                    before = await self.questions(request) if request.kind is ChatKind.PRIVATE else Questions()
                    answered = await answer(self.services, request)
                if answered is not None:
                    return await self._asking(asked, request, answered, before)
            except Exception as fault:  # noqa: BLE001 - whatever failed, the person needs an answer
                self.services.report(fault)
                await self._clock.sleep(pause(failures).total_seconds())
            else:
                return None if asked.known else await self._unknown(asked.request)
        return spoken(Reply(lines=(Text("went-wrong"),), personal=True), "", "UTC")

    async def questions(self, request: Request) -> Questions:
        """What is open with this person in private, also what was asked before a change of SECRET_KEY."""
        if self.services.moving:
            with suppress(UndeliveredError):
                await move_over(self.services, await self._in_private(request))
        async with self.services.store.reading() as tx:
            return await tx.dialogues.open(NAME, request.person)

    async def over(self, request: Request) -> Answer:
        """The answer to words, or a tap, for a question that is not open any more."""
        async with self.services.store.reading() as tx:
            reply = await over(request, tx)
        return spoken(reply, await self.language(request), "UTC")

    async def language(self, request: Request, *, opening: bool = False) -> str:
        """The language of what only this person sees: the one they chose, else their app's or the server's.

        A private chat that is not known is asked for only when `opening`: it takes a request.
        """
        private = request.address
        if request.hidden:
            if opening:
                with suppress(UndeliveredError):
                    await self.private_chat(request.person)
            private = Address(NAME, self._private.get(request.person, ""))
            request = replace(request, asked_in=request.address)
        return await language_for(self.services, replace(request, address=private, kind=ChatKind.PRIVATE))

    async def private_chat(self, person: str) -> str:
        """The id of the private chat with a person; raises UndeliveredError if it cannot be opened."""
        if person not in self._private:
            await self._gate.slot(Address(NAME, person), ChatKind.PRIVATE, Priority.ANSWER)
            opened = await self.insist("POST", "/users/@me/channels", {"recipient_id": person})
            if opened is None or not opened.well:
                raise UndeliveredError("no private chat")
            if len(self._private) >= KEPT:
                self._private.clear()
            self._private[person] = str(opened.data["id"])
        return self._private[person]

    async def insist(self, method: str, path: str, body: object = None, file: File | None = None) -> Answered | None:
        """Retry until Discord answers clearly, as often as `INTERACTION` allows; None if it never does.

        A later part may be sent twice, which is better than not at all; the first part is never duplicated.
        """
        retry = Retry(INTERACTION, self._clock)
        while True:
            result, answered = await carry(self._http, method, path, body, file)
            if not isinstance(result, NotSent | Unknown) and answered is not None:
                return answered
            wait = retry.wait(result)
            if wait is None:
                return None
            await self._clock.sleep(wait)

    async def _placed(self, asked: Asked) -> Request:
        """The request in the chat that it counts in, with the pictures that came with it."""
        request = asked.request
        if asked.pictures:
            shown = [SentPicture(await self._http.fetch(address, LARGEST)) for address in asked.pictures]
            request = replace(request, pictures=tuple(shown))
        if asked.file is not None:
            sent = SentFile(asked.file.name, asked.file.size, partial(self._download, asked.file.url))
            request = replace(request, file=sent)
        if asked.flags and request.kind is ChatKind.PRIVATE:
            return await self._in_private(request)
        return request

    async def _in_private(self, request: Request) -> Request:
        if request.asked_in is not None or (request.kind is ChatKind.PRIVATE and not request.hidden):
            return request
        private = Address(NAME, await self.private_chat(request.person))
        return replace(request, kind=ChatKind.PRIVATE, address=private, asked_in=request.address)

    async def _download(self, url: str) -> bytes:
        """The bytes of a file that a person uploaded; raises Refusal where Discord does not give them."""
        try:
            return await self._http.fetch(url, LARGEST_UPLOAD + 1)
        except UnclearError:
            raise Refusal(Text("import-not-fetched")) from None

    async def _asking(self, asked: Asked, request: Request, answered: Answer, before: Questions) -> Answer:
        """The answer, with a button to write if it asks for text: the bot does not receive channel messages.

        A command may ask for the words of another, as /menu does for a count and /fix for a call: what waited `before`
        is something else then, or the button that was tapped names that command. Words for another question than the
        one that waits leave it waiting; their own question is asked again as long as it is open.
        """
        if request.kind is not ChatKind.PRIVATE or (request.question and not before.marked(request.question)):
            return answered
        after = await self.questions(request)
        again = after.marked(request.question)
        waits = again or after.waits
        name, words = split(asked.request.text)
        newest = before.marked(request.question) in {"", before.waits}
        asks = newest if request.typed else split(waits)[0] in {name, *words}
        if not waits or not (again or asks or waits != before.waits):
            return answered
        return replace(answered, reply=modal.offered(answered.reply, waits))

    async def _unknown(self, request: Request) -> Answer:
        reply = replace(unknown_command(split(request.text)[0], open_to_all(self.services.commands)), personal=True)
        return spoken(reply, await self.language(request), "UTC")
