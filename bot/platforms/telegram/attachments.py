"""What comes with a message: pictures that the bot asked for, or a file of counts."""

from dataclasses import replace
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.core.calls.pictures import MOST_PICTURES
from bot.core.commands.answer import Services, resolve
from bot.core.commands.request import Request
from bot.core.commands.uploads import SHEETS, SentFile, too_big
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.model.roles import Role
from bot.platforms.telegram.photos import find_file, look_at
from bot.platforms.telegram.ptb_adapter import FILES
from bot.platforms.telegram.updates.incoming import NAME, Asked, NotTaken, SentDocument


async def attach(bot: Bot, services: Services, asked: Asked) -> Request | NotTaken | None:
    """The request with what was sent with it, NotTaken for what the person is told about, None for the rest.

    Of pictures that nobody asked for, not even the bytes are fetched; of other files, once somebody may send them.
    """
    request = asked.request
    if asked.document is not None:
        sent = SentFile(asked.document.name, asked.document.size, partial(download, bot, asked.document))
        if sent.ending not in SHEETS and await _is_asked(services, request):
            return NotTaken(request, "only-words-and-pictures")
        return replace(request, file=sent)
    if not asked.files:
        return request
    answer_to_question = await resolve(services, request)
    if answer_to_question is request:
        return NotTaken(request, "import-photo", always=True) if await _organizes(services, request) else None
    # One more than there is room for is enough to say so.
    try:
        pictures = [await look_at(bot, file) for file in asked.files[: MOST_PICTURES + 1]]
    except Refusal as refusal:
        return NotTaken(request, refusal.text.id, always=True)
    fetched = tuple(picture for picture in pictures if picture is not None)
    if len(fetched) < len(pictures):
        return NotTaken(request, "picture-not-fetched")
    return replace(answer_to_question, pictures=fetched)


async def download(bot: Bot, sent: SentDocument) -> bytes:
    """The bytes of a file; raises Refusal where Telegram does not give them.

    A bot can download 20 MB at most: https://core.telegram.org/bots/api#getfile
    """
    try:
        file = await find_file(bot, sent.id)
        if file.text("file_path"):
            return bytes(await bot.request.retrieve(f"{FILES}{file.text('file_path')}"))
    except TelegramError as error:
        if "too big" in str(error).lower():
            raise Refusal(too_big()) from None
    raise Refusal(Text("import-not-fetched"))


async def _is_asked(services: Services, request: Request) -> bool:
    """Whether the bot waits for an answer of this person."""
    async with services.store.reading() as tx:
        return bool(await tx.dialogues.command(NAME, request.person))


async def _organizes(services: Services, request: Request) -> bool:
    """Whether the person organizes a campaign, and so may have meant to send numbers."""
    async with services.store.reading() as tx:
        roles = [await tx.people.role(one.slug, NAME, request.person) for one in await tx.campaigns.all()]
    return any(role is not None and role.covers(Role.ORGANIZER) for role in roles)
