"""Pictures of calls, and the file ids under which platforms keep them."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, exists, not_, or_, select

from bot.core.ports.pictures import Picture
from storage.engine.session import Link
from storage.tables import announcements, calls, campaigns, picture_files, pictures

_SHOWN_IN = ((calls, "script"), (announcements, "content"), (campaigns, "document"))


async def drop_unused(link: Link) -> None:
    """Delete unreferenced rows."""
    shown = [table.c[name].contains(pictures.c.id) for table, name in _SHOWN_IN]
    used = or_(*(exists().where(one) for one in shown))
    await link.connection.execute(delete(pictures).where(not_(used)))


@dataclass(frozen=True, slots=True)
class PictureRows:
    """Pictures, see `bot.core.ports.pictures.Pictures`."""

    link: Link

    async def add(self, picture: Picture) -> str:
        """Insert a picture once; its id."""
        name = hashlib.sha256(picture.data).hexdigest()
        new = self.link.insert(pictures).values(id=name, kind=picture.kind, data=picture.data)
        await self.link.connection.execute(new.on_conflict_do_nothing())
        return name

    async def get(self, picture_id: str) -> Picture | None:
        """Select the bytes of one picture."""
        found = select(pictures.c.kind, pictures.c.data).where(pictures.c.id == picture_id)
        row = (await self.link.connection.execute(found)).first()
        return None if row is None else Picture(row.kind, row.data)

    async def drop_unused(self) -> None:
        """Compare every picture's id with calls, announcements and campaigns."""
        await drop_unused(self.link)

    async def file(self, picture_id: str, platform: str) -> str:
        """Select the platform's file id of the picture, "" where it was never uploaded."""
        here = (picture_files.c.picture_id == picture_id, picture_files.c.platform == platform)
        return await self.link.connection.scalar(select(picture_files.c.file).where(*here)) or ""

    async def remember(self, picture_id: str, platform: str, file: str) -> None:
        """Upsert the platform's file id of the picture."""
        known = self.link.insert(picture_files).values(picture_id=picture_id, platform=platform, file=file)
        await self.link.connection.execute(
            known.on_conflict_do_update(
                index_elements=[picture_files.c.picture_id, picture_files.c.platform], set_={"file": file}
            )
        )
