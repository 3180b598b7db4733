"""Parses updates: a request, a picture, an edit, a chat that added or removed the bot, a chat that moved."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.core.commands.request import Request
from bot.core.model.chats import Address, ChatKind
from bot.core.model.input.letters import INVISIBLE_MARKS, without_marks
from bot.platforms.telegram.updates.fields import Fields
from bot.platforms.telegram.updates.markup import plain_words

NAME = "telegram"
# One account stands for all anonymous administrators of all groups: https://github.com/tdlib/telegram-bot-api/issues/667
ANONYMOUS = 1087968824
_KINDS = {
    "private": ChatKind.PRIVATE,
    "channel": ChatKind.CHANNEL,
    "group": ChatKind.GROUP,
    "supergroup": ChatKind.GROUP,
}
READS_FILES = "import"
"""The command that reads a file which comes without words."""

_BLANK = "".join(INVISIBLE_MARKS) + " \t\n"
_INSIDE = {"creator", "administrator", "member"}
_PICTURE_TYPES = {"image/png", "image/jpeg"}
# https://core.telegram.org/bots/api#message: what a person may send where words or a picture were asked for.
_VIDEOS = ("video", "video_note", "animation")
_UNREADABLE = (
    *_VIDEOS, "voice", "audio", "sticker", "document", "poll", "contact", "location", "venue",
    "dice", "story", "paid_media", "checklist", "game",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SentFile:
    """A picture that somebody sent, by the id of its file; `photo` says that it can be sent on as a photo by that id.

    Pictures that were sent together, as an album, have the same `album`.
    """

    id: str
    photo: bool
    size: int = 0
    album: str = ""


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A file that somebody sent in private, by the id of its file: its name, and its size in bytes, 0 if unknown."""

    id: str
    name: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks for something; `tap` is the callback query's id where it was a button.

    `files` are the pictures that they sent, several for an album; `document` is a file of another kind, for which the
    request's text is the command that reads files. `message` and `sent` are the id and the date (Unix seconds) of the
    message; `forwarded`: the words in it are somebody else's.
    """

    request: Request
    tap: str = ""
    files: tuple[SentFile, ...] = ()
    document: SentDocument | None = None
    message: int = 0
    sent: int = 0
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A private message of a kind that the bot cannot accept; `why` is the id of the text that says so.

    With `always` it is said in any case, else only where the bot had asked the person something.
    """

    request: Request
    why: str
    always: bool = False


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tapped button of a message whose chat is not known; only its loading indicator is stopped."""

    tap: str


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """The bot was added to a chat, or removed: `off` is why it may not speak there, "" where it may.

    `welcome` is the request that greets a group which has just added the bot.
    """

    chat: str
    off: str
    welcome: Request | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup and has a new id."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """An update's id, the bot that it came to, and when."""

    name: str
    username: str
    now: datetime

    def request(self, message: Fields, user: Fields, text: str) -> Request:
        """The request of `user` in the message's chat."""
        return Request(
            address=_address(message),
            kind=_kind(message.part("chat")),
            text=text,
            now=self.now,
            person=_person(user),
            update=self.name,
            hint=user.text("language_code"),
            private_link=private_link(self.username),
        )


Incoming: TypeAlias = Asked | NotTaken | Tapped | MembershipChanged | Migrated | None


def parse_update(update: Fields, username: str, now: datetime) -> Incoming:
    """Parse `update` for the bot called `username`; None if the bot does not handle it.

    Raises ValueError where the part that says who wrote what, and where, cannot be read.
    """
    seen = _Seen(str(update.number("update_id")), username, now)
    parsers = {"my_chat_member": _membership, "callback_query": _tap, "edited_message": _edited, "message": _message,
               "channel_post": _message}  # fmt: skip
    return next((parse(update.part(kind), seen) for kind, parse in parsers.items() if kind in update), None)


def ordering_chat(update: Fields) -> int:
    """The id of the chat in whose order the update is handled; news of a move is handled with the new chat's."""
    written = update.part("message") or update.part("edited_message") or update.part("channel_post")
    message = written or update.part("callback_query").part("message")
    chat = (message or update.part("my_chat_member")).part("chat")
    return message.number("migrate_to_chat_id") or chat.number("id")


def addressed(text: str, username: str) -> str | None:
    """A command's text without the name of the bot it is addressed to; None where that is another bot."""
    word, *rest = text.split(maxsplit=1) or [""]
    command, at, to = word.partition("@")
    if not at or not word.startswith("/"):
        return text
    return " ".join([command, *rest]) if to.lower() == username.lower() else None


def _unmarked(text: str) -> str:
    """The text; of a command, such as one that was copied, without invisible marks around its first word."""
    plain = text.lstrip(_BLANK)
    if not plain.startswith("/"):
        return text
    word, *rest = plain.split(maxsplit=1)
    return " ".join([without_marks(word), *rest])


def private_link(username: str) -> str:
    """The address that opens a private chat with the bot."""
    return f"https://t.me/{username}"


def _message(message: Fields, seen: _Seen) -> Incoming:
    chat = _chat(message)
    if moved := message.number("migrate_to_chat_id"):
        return Migrated(chat, str(moved))
    if moved := message.number("migrate_from_chat_id"):
        return Migrated(str(moved), chat)
    if "text" in message and not message.text("text"):
        raise ValueError("a message whose text is none")
    kind = _kind(message.part("chat"))
    private = kind is ChatKind.PRIVATE
    file = _file(message) if private else None
    words, formatted = plain_words(message, "text" if "text" in message else "caption")
    text = _unmarked(words) if "text" in message or file else ""
    # A channel's post is copied into its discussion group, where it is nobody's command.
    if message.flag("is_automatic_forward") or (not private and not text.startswith("/")):
        return None
    meant = addressed(text, seen.username)
    user, sender = message.part("from"), message.part("sender_chat")
    if meant is None or (user.flag("is_bot") and not sender):
        return None
    anonymous = user.number("id") == ANONYMOUS and bool(sender) and sender.number("id") == int(chat)
    request = replace(
        seen.request(message, user, meant),
        person=_person(user) if not sender else "",
        admin=anonymous or kind is ChatKind.CHANNEL,
        typed=True,
        formatted=formatted,
    )
    forwarded = _forwarded(message)
    if forwarded and text.startswith("/"):
        return NotTaken(request, "forwarded-command", always=True) if private else None
    document = message.part("document")
    # An animation is sent with a document of the same file.
    video = any(one in message for one in _VIDEOS) or document.text("mime_type").startswith("video/")
    if private and not file and not video and document.text("file_id"):
        sent = SentDocument(document.text("file_id"), document.text("file_name"), document.number("file_size"))
        return Asked(replace(request, text=READS_FILES, typed=False), document=sent)
    if text or file:
        files = (file,) if file else ()
        here = message.number("message_id"), message.number("date")
        return Asked(request, files=files, message=here[0], sent=here[1], forwarded=forwarded)
    unread = any(one in message for one in _UNREADABLE)
    why = "only-gif" if "animation" in message else "only-stills" if video else "only-words-and-pictures"
    return NotTaken(request, why) if unread else None


def _edited(message: Fields, seen: _Seen) -> NotTaken | None:
    """Other words in a private message. What the old ones asked for may be done already, so these ask for nothing."""
    words = "text" in message or "caption" in message
    # Updates of this kind also come where nothing changed that a person sees.
    if _kind(message.part("chat")) is not ChatKind.PRIVATE or not words or not message.number("edit_date"):
        return None
    return NotTaken(seen.request(message, message.part("from"), ""), "edited-message", always=True)


def _tap(query: Fields, seen: _Seen) -> Incoming:
    message, data = query.part("message"), query.text("data")
    user = query.part("from")
    if not message.part("chat").number("id") or not data or not user.number("id"):
        return Tapped(query.text("id"))
    return Asked(seen.request(message, user, data), query.text("id"))


def _membership(change: Fields, seen: _Seen) -> MembershipChanged | None:
    kind, chat = _kind(change.part("chat")), _chat(change)
    member = change.part("new_chat_member")
    if not member.text("status"):
        return None
    if not _inside(member):
        left = member.text("status") != "kicked"
        return MembershipChanged(chat, "left" if left else "blocked" if kind is ChatKind.PRIVATE else "kicked")
    if kind is not ChatKind.GROUP or _inside(change.part("old_chat_member")):
        return MembershipChanged(chat, "")
    return MembershipChanged(chat, "", seen.request(change, change.part("from"), "/start"))


def _inside(member: Fields) -> bool:
    return member.text("status") in _INSIDE or member.flag("is_member")


def _kind(chat: Fields) -> ChatKind:
    """The kind of a chat; one of a type that is not known is private where its id is positive, as private chats are."""
    return _KINDS.get(chat.text("type"), ChatKind.PRIVATE if chat.number("id") > 0 else ChatKind.GROUP)


def _chat(part: Fields) -> str:
    """The id of the chat that a part of an update names; raises ValueError where it names none."""
    number = part.part("chat").number("id")
    if not number:
        raise ValueError("an update without a chat")
    return str(number)


def _address(message: Fields) -> Address:
    # The General topic has a thread id too, but a message that names it is refused.
    thread = message.number("message_thread_id") if message.flag("is_topic_message") else 0
    return Address(NAME, _chat(message), str(thread or ""))


def _person(user: Fields) -> str:
    return str(user.number("id") or "")


def _file(message: Fields) -> SentFile | None:
    """The largest size of a photo, or a picture that was sent as a file."""
    album = message.text("media_group_id")
    if sizes := message.parts("photo"):
        return SentFile(sizes[-1].text("file_id"), photo=True, size=sizes[-1].number("file_size"), album=album)
    document = message.part("document")
    if document.text("mime_type") in _PICTURE_TYPES:
        return SentFile(document.text("file_id"), photo=False, size=document.number("file_size"), album=album)
    return None


def _forwarded(message: Fields) -> bool:
    """Whether somebody else's words were passed on; servers before Bot API 7.0 say so by `forward_date`."""
    return "forward_origin" in message or "forward_date" in message
