"""What happens to stored ids when a chat gets a new id, as a Telegram group does, or the bot gets a new account."""

from sqlalchemy import ColumnElement, delete, exists, select, update

from bot.core.model.announcements import OUT_OF_REACH, AnnouncementKind, State
from bot.core.model.chats import Address, Chat
from storage.deliveries.edits import POSTS, drop, repost
from storage.delivery_states import Step, taken, target
from storage.engine.codecs import CHAT, read_chat
from storage.engine.session import Cells, Link
from storage.inbox import InboxRows
from storage.tables import announcements, chats, deliveries, picture_files, subscriptions


async def move(link: Link, platform: str, old: str, new: str) -> None:
    """Change a chat's id in every table, topic by topic; merge it with rows that the new id already has."""
    if old == new:
        return
    taken = {row.thread: row for row in await _topics(link, platform, new)}
    for row in await _topics(link, platform, old):
        await _forget_messages(link, deliveries.c.chat_id == row.id, subscriptions.c.chat_id == row.id)
        if row.thread in taken:
            await _merge(link, row, taken[row.thread])
        else:
            await link.connection.execute(update(chats).where(chats.c.id == row.id).values(address=new))
    await InboxRows(link).move(platform, old, new)


async def forget_account(link: Link, platform: str) -> None:
    """Fill `bot.core.ports.chats.Chats.forget_account`."""
    there = select(chats.c.id).where(chats.c.platform == platform)
    await _forget_messages(link, deliveries.c.platform == platform, subscriptions.c.chat_id.in_(there))
    await link.connection.execute(delete(picture_files).where(picture_files.c.platform == platform))
    await InboxRows(link).clear(platform)


async def lose_topic(link: Link, platform: str, chat: str, topic: str) -> None:
    """Turn a topic's row into the row of its whole chat, or merge it with that row."""
    rows = {row.thread: row for row in await _topics(link, platform, chat)}
    if topic not in rows:
        return
    if "" in rows:
        await _merge(link, rows[topic], rows[""])
    else:
        await link.connection.execute(update(chats).where(chats.c.id == rows[topic].id).values(thread=""))


async def settings_of_group(link: Link, address: Address) -> dict[str, object]:
    """The settings with which a topic begins: those of its group's General topic; {} where that has no row."""
    settings = (chats.c.language, chats.c.zone, chats.c.quiet_start, chats.c.quiet_end)
    general = (chats.c.platform == address.platform, chats.c.address == address.chat, chats.c.thread == "")
    row = (await link.connection.execute(select(*settings).where(*general))).mappings().first()
    return {} if row is None else dict(row)


async def following(link: Link, address: Address, slug: str) -> list[Chat]:
    """The other topics of this group, General among them, that follow a campaign; none of them is off."""
    others = (chats.c.platform == address.platform, chats.c.address == address.chat, chats.c.thread != address.thread)
    follows = select(*CHAT).join(subscriptions, subscriptions.c.chat_id == chats.c.id)
    rows = await link.connection.execute(follows.where(*others, subscriptions.c.campaign == slug, chats.c.off == ""))
    return [read_chat(row) for row in rows]


async def _forget_messages(link: Link, sent: ColumnElement[bool], followed: ColumnElement[bool]) -> None:
    """Delete the stored message ids of these deliveries and subscriptions: such an id now belongs to another message.

    Posted messages can no longer be edited or deleted, and boards are posted again. Pending edits of an update's
    message become new messages; other pending edits and deletions fail.
    """
    posted = (sent, deliveries.c.message != "")
    update_of = (announcements.c.id == deliveries.c.announcement_id, announcements.c.kind == AnnouncementKind.UPDATE)
    is_on = (chats.c.id == deliveries.c.chat_id, chats.c.off == "")
    await repost(link, *posted, ~POSTS, exists().where(*update_of), exists().where(*is_on))
    # A delivery in `sending` gets the new id from the platform's answer.
    waits = (*posted, taken(Step.MOVE, to=State.FAILED), deliveries.c.leased_until.is_(None), ~POSTS)
    failed = target(Step.MOVE, State.FAILED)
    await link.connection.execute(update(deliveries).where(*waits).values(state=failed))
    await link.connection.execute(update(deliveries).where(*posted).values(message="", reason=OUT_OF_REACH))
    boards = update(subscriptions).where(followed, subscriptions.c.message != "")
    await link.connection.execute(boards.values(message="", shown=""))


async def _topics(link: Link, platform: str, chat: str) -> list[Cells]:
    # Only groups and channels get new ids, and theirs are stored unencrypted.
    topics = select(chats).where(chats.c.platform == platform, chats.c.address == chat)
    return list(await link.connection.execute(topics))


async def _merge(link: Link, old: Cells, new: Cells) -> None:
    """Merge two chats: settings of the new id win over those of the old one."""
    quiet = new if new.quiet_start is not None else old
    settings = {
        "language": new.language or old.language,
        "zone": new.zone or old.zone,
        "quiet_start": quiet.quiet_start,
        "quiet_end": quiet.quiet_end,
    }
    await link.connection.execute(update(chats).where(chats.c.id == new.id).values(**settings))
    followed = select(subscriptions.c.campaign).where(subscriptions.c.chat_id == new.id)
    kept = (subscriptions.c.chat_id == old.id, subscriptions.c.campaign.not_in(followed))
    await link.connection.execute(update(subscriptions).where(*kept).values(chat_id=new.id, off=bool(new.off)))
    # Of two deliveries of one announcement, keep the one that may have been posted, else the pending one.
    # Deliveries that are left under the old id are deleted with that chat.
    never_posted = (State.SKIPPED.value, State.FAILED.value)
    old_ones = (deliveries.c.chat_id == old.id, deliveries.c.state.not_in(never_posted))
    theirs = select(deliveries.c.announcement_id).where(*old_ones)
    twice = (
        deliveries.c.chat_id == new.id,
        deliveries.c.announcement_id.in_(theirs),
        deliveries.c.state == State.PENDING.value,
        deliveries.c.leased_until.is_(None),
    )
    await link.connection.execute(delete(deliveries).where(*twice))
    there = select(deliveries.c.announcement_id).where(deliveries.c.chat_id == new.id)
    moved = (deliveries.c.chat_id == old.id, deliveries.c.announcement_id.not_in(there))
    await link.connection.execute(update(deliveries).where(*moved).values(chat_id=new.id))
    await link.connection.execute(delete(chats).where(chats.c.id == old.id))
    if new.off:
        await drop(link, Step.SWITCH_OFF, new.off, deliveries.c.chat_id == new.id)
