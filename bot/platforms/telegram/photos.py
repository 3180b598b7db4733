"""Pictures for Telegram: uploaded once, then referred to by file id."""

import json
from collections import deque

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.core.calls.content import LARGEST_PICTURE
from bot.core.commands.request import SentPicture
from bot.core.counts.picture_address import NO_STUDIO, Studio, is_drawn
from bot.core.model.errors import Refusal
from bot.core.model.reply import Text
from bot.core.ports.database import Store
from bot.platforms.telegram.ptb_adapter import FILES, Encoded
from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.incoming import NAME, SentFile

KEPT = 256


class Photos:
    """The file ids of pictures, stored or drawn. Each is uploaded once at a time; other sends wait for its id."""

    def __init__(self, bot: Bot, store: Store, studio: Studio = NO_STUDIO) -> None:
        self.bot = bot
        self._store = store
        self._studio = studio
        self._files: dict[str, str] = {}
        self._uploading: set[str] = set()
        self._drawn: deque[str] = deque()

    async def find(self, picture: str) -> str | bytes | None:
        """The picture's file id, else its bytes, to be uploaded now; None while another upload of it is under way.

        A caller that gets bytes must call `keep` or `lose`. A missing picture is b"".
        """
        if picture in self._files:
            return self._files[picture]
        if picture in self._uploading:
            return None
        self._uploading.add(picture)
        try:
            if is_drawn(picture):
                return await self._studio.picture(picture) or b""
            async with self._store.reading() as tx:
                file, stored = await tx.pictures.file(picture, NAME), await tx.pictures.get(picture)
        except BaseException:
            self.lose(picture)
            raise
        if file:
            self.lose(picture)
            self._files[picture] = file
            return file
        return stored.data if stored is not None else b""

    async def keep(self, picture: str, message: Message) -> None:
        """Store the file id of the picture in this message."""
        self._files[picture] = message.photo[-1].file_id
        self.lose(picture)
        if is_drawn(picture):
            # Drawn anew for the next figures, so its file id is worth nothing for long.
            self._drawn.append(picture)
            if len(self._drawn) > KEPT:
                self._files.pop(self._drawn.popleft(), None)
            return
        async with self._store.writing() as tx:
            await tx.pictures.remember(picture, NAME, self._files[picture])

    def lose(self, picture: str) -> None:
        """Record a failed upload, so that another send may try."""
        self._uploading.discard(picture)

    async def forget(self, picture: str) -> None:
        """Drop a file id that Telegram rejects because it belongs to another bot; the picture is uploaded again."""
        self._files.pop(picture, None)
        async with self._store.writing() as tx:
            await tx.pictures.remember(picture, NAME, "")


async def find_file(bot: Bot, file_id: str) -> Fields:
    """What Telegram says of a file, its `file_path` among it; raises TelegramError.

    Raises Refusal where the server keeps its files to itself, on its own disk: a server of one's own that runs with
    `--local`, https://core.telegram.org/bots/api#using-a-local-bot-api-server
    """
    file = Fields(await bot.request.post("getFile", Encoded(json.dumps({"file_id": file_id}).encode())))
    if file.text("file_path").startswith("/"):
        raise Refusal(Text("telegram-local"))
    return file


async def look_at(bot: Bot, sent: SentFile) -> SentPicture | None:
    """Download a picture that a person sent; empty bytes if it is too large, None if Telegram does not provide it.

    Raises what `find_file` refuses.

    Only a photo can be sent on by its id: https://core.telegram.org/bots/api#sending-files
    """
    if sent.size > LARGEST_PICTURE:
        return SentPicture(b"")
    try:
        file = await find_file(bot, sent.id)
        if file.number("file_size") > LARGEST_PICTURE:
            return SentPicture(b"")
        if not file.text("file_path"):
            return None
        data = await bot.request.retrieve(f"{FILES}{file.text('file_path')}")
    except TelegramError as error:
        return SentPicture(b"") if "too big" in str(error).lower() else None
    return SentPicture(data, sent.id if sent.photo else "")
