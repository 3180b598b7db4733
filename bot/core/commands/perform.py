"""Commands for somebody who is not in a chat: several in one transaction, all of them or none."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands.answer import Services, check, make_ask, without_metadata
from bot.core.commands.command_rate import Verdict
from bot.core.commands.request import Request, split
from bot.core.model.errors import Refusal
from bot.core.model.reply import Reply, Text


class NotPerformed(Refusal):
    """The refusal of the request at index `at`; none of the requests took effect."""

    def __init__(self, refusal: Refusal, at: int) -> None:
        super().__init__(refusal.text, usage=refusal.usage)
        self.at = at


async def perform(services: Services, requests: Sequence[Request]) -> list[Reply]:
    """Run the commands of one person in one transaction and return their replies. Raises NotPerformed.

    What the bot asked the person in their chat still waits for its answer there afterwards.
    """
    requests = [await _prepared(services, request, at) for at, request in enumerate(requests)]
    replies: list[Reply] = []
    async with services.store.writing() as tx:
        for at, request in enumerate(requests):
            platform, person = request.address.platform, request.person
            questions = await tx.dialogues.open(platform, person)
            name, words = split(request.text)
            ask = await make_ask(services, request, words, tx)
            try:
                check(services.commands[name], ask)
                replies.append(await services.commands[name].run(ask, tx))
            except Refusal as refusal:
                raise NotPerformed(refusal, at) from None
            await tx.dialogues.put(platform, person, questions)
    return replies


async def _prepared(services: Services, request: Request, at: int) -> Request:
    """The request with a clean picture; refused where the person asks too much or the picture cannot be used."""
    name, words = split(request.text)
    command = services.commands[name]
    # What only reads may be asked again at once: a person reloads a page.
    counted = replace(command, reads=False)
    if services.budget and services.budget.spend(request, counted, words) is not Verdict.ANSWER:
        raise NotPerformed(Refusal(Text("a-moment")), at)
    return await without_metadata(services, request, name)
