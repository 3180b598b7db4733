"""Pictures to attach to messages on Discord."""

from bot.core.calls.content import LARGEST_PICTURE, kind_of
from bot.core.counts.picture_address import NO_STUDIO, Studio, is_drawn
from bot.core.ports.database import Store
from bot.platforms.discord.draw import Body
from bot.platforms.discord.http import File

KEPT = 8
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


class Photos:
    """The bytes of pictures, stored or drawn; the last eight are kept, since a call shows one in every channel."""

    def __init__(self, store: Store, studio: Studio = NO_STUDIO) -> None:
        self._store = store
        self._studio = studio
        self._kept: dict[str, File] = {}

    async def attach(self, body: Body) -> tuple[Body, File | None]:
        """The message with its picture, and the file to attach; without both if the picture does not exist.

        Discord has no reusable id for an uploaded file, so each message uploads it again.
        """
        address = body.get("picture", "")
        plain = {name: value for name, value in body.items() if name != "picture"}
        file = await self._find(address) if address else None
        if file is None:
            return plain, None
        if embeds := plain.get("embeds"):
            plain["embeds"] = [embeds[0] | {"image": {"url": f"attachment://{file.name}"}}, *embeds[1:]]
        return plain, file

    async def _find(self, address: str) -> File | None:
        if address in self._kept:
            return self._kept[address]
        if is_drawn(address):
            data = await self._studio.picture(address) or b""
            ending = _ENDINGS.get(kind_of(data), "png")
        else:
            async with self._store.reading() as tx:
                stored = await tx.pictures.get(address)
            data, ending = (stored.data, _ENDINGS[stored.kind]) if stored is not None else (b"", "")
        if not data:
            return None
        self._kept[address] = File(f"picture.{ending}", data)
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return self._kept[address]


LARGEST = LARGEST_PICTURE + 1
"""How much of a picture that is handed in is read: enough to see that it is too large."""
