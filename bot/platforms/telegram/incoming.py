"""What Telegram tells us, in our words: a request, a chat that took us in or threw us out, a chat that moved."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, PhotoSize, Update, User
from telegram.constants import ChatType

from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind

NAME = "telegram"
# One account stands for all anonymous administrators of all groups: https://github.com/tdlib/telegram-bot-api/issues/667
ANONYMOUS = 1087968824
_KINDS = {ChatType.PRIVATE: ChatKind.PRIVATE, ChatType.CHANNEL: ChatKind.CHANNEL}
_INSIDE = {ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks for something; `tap` is the callback query's id where it was a button, `photo` what they sent."""

    request: Request
    tap: str = ""
    photo: PhotoSize | None = None


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of a message that we cannot place; only its waiting sign is taken away."""

    tap: str


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """The bot's own place in a chat changed: `off` is why it may not speak there, "" where it may.

    `welcome` is the request that greets a group which has just taken the bot in.
    """

    chat: str
    off: str
    welcome: Request | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup and has a new id."""

    old: str
    new: str


Incoming: TypeAlias = Asked | Tapped | MembershipChanged | Migrated | None


def parse_update(update: Update, username: str, now: datetime) -> Incoming:
    """What `update` means to the bot called `username`; None where it means nothing."""
    name = str(update.update_id)
    if update.my_chat_member is not None:
        return _standing(update.my_chat_member, name, username, now)
    if update.callback_query is not None:
        return _tap(update.callback_query, name, username, now)
    message = update.message or update.channel_post
    return _message(message, name, username, now) if message is not None else None


def ordering_chat(update: Update) -> int:
    """The id of the chat in whose order the update stands; what tells of a move stands with the new chat."""
    message = update.message
    if message is not None and message.migrate_to_chat_id:
        return message.migrate_to_chat_id
    chat = update.effective_chat
    return chat.id if chat is not None else 0


def addressed(text: str, username: str) -> str | None:
    """A command's text without the name of the bot it is addressed to; None where that is another bot."""
    word, *rest = text.split(maxsplit=1) or [""]
    command, at, to = word.partition("@")
    if not at or not word.startswith("/"):
        return text
    return " ".join([command, *rest]) if to.lower() == username.lower() else None


def private_link(username: str) -> str:
    """The address that opens a private chat with the bot."""
    return f"https://t.me/{username}"


def _message(message: Message, name: str, username: str, now: datetime) -> Incoming:
    if message.migrate_to_chat_id:
        return Migrated(str(message.chat.id), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return Migrated(str(message.migrate_from_chat_id), str(message.chat.id))
    kind = _kind(message.chat)
    photo = message.photo[-1] if message.photo and kind is ChatKind.PRIVATE else None
    text = message.text or (message.caption if photo else "") or ""
    # A channel's post is copied into its discussion group, where it is nobody's command.
    if (
        not (text or photo)
        or message.is_automatic_forward
        or (kind is not ChatKind.PRIVATE and not text.startswith("/"))
    ):
        return None
    meant = addressed(text, username)
    user, sender = message.from_user, message.sender_chat
    if meant is None or (user is not None and user.is_bot and sender is None):
        return None
    anonymous = user is not None and user.id == ANONYMOUS and sender is not None and sender.id == message.chat.id
    person = user is not None and sender is None
    return Asked(
        Request(
            address=_address(message),
            kind=kind,
            text=meant,
            now=now,
            person=str(user.id) if user is not None and person else "",
            admin=anonymous or kind is ChatKind.CHANNEL,
            update=name,
            hint=_hint(user),
            private_link=private_link(username),
            typed=True,
        ),
        photo=photo,
    )


def _tap(query: CallbackQuery, name: str, username: str, now: datetime) -> Incoming:
    message = query.message
    if message is None or not query.data:
        return Tapped(query.id)
    request = Request(
        address=_address(message) if isinstance(message, Message) else Address(NAME, str(message.chat.id)),
        kind=_kind(message.chat),
        text=query.data,
        now=now,
        person=str(query.from_user.id),
        update=name,
        hint=_hint(query.from_user),
        private_link=private_link(username),
    )
    return Asked(request, query.id)


def _standing(change: ChatMemberUpdated, name: str, username: str, now: datetime) -> MembershipChanged:
    kind = _kind(change.chat)
    chat = str(change.chat.id)
    if not _inside(change.new_chat_member):
        left = change.new_chat_member.status != ChatMember.BANNED
        return MembershipChanged(chat, "left" if left else "blocked" if kind is ChatKind.PRIVATE else "kicked")
    if kind is not ChatKind.GROUP or _inside(change.old_chat_member):
        return MembershipChanged(chat, "")
    welcome = Request(
        address=Address(NAME, chat),
        kind=kind,
        text="/start",
        now=now,
        person=str(change.from_user.id),
        update=name,
        hint=_hint(change.from_user),
        private_link=private_link(username),
    )
    return MembershipChanged(chat, "", welcome)


def _inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or bool(getattr(member, "is_member", False))


def _kind(chat: Chat) -> ChatKind:
    return _KINDS.get(ChatType(chat.type), ChatKind.GROUP)


def _address(message: Message) -> Address:
    # The General topic has a thread id too, but a message that names it is refused.
    thread = message.message_thread_id if message.is_topic_message else None
    return Address(NAME, str(message.chat.id), str(thread or ""))


def _hint(user: User | None) -> str:
    return (user.language_code or "") if user is not None else ""
