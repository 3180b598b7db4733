"""Telegram's refusals, sorted. They are told apart by their words alone, and the words are not documented in one place.

Sources: Client.cpp of https://github.com/tdlib/telegram-bot-api, https://core.telegram.org/bots/api and the errors of
https://core.telegram.org/method/messages.sendMessage, which the Bot API passes on.
"""

from collections.abc import Mapping

from bot.platforms.refusals import Sort

GONE: Mapping[str, str] = {
    "the group chat was deleted": "deleted",
    "group chat is deactivated": "deleted",
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "bot can't initiate conversation with a user": "not-started",
    "bot can't send messages to bots": "bot",
    "bot was kicked from the group chat": "kicked",
    "bot was kicked from the supergroup chat": "kicked",
    "bot was kicked from the channel chat": "kicked",
    "bot is not a member of the group chat": "left",
    "bot is not a member of the supergroup chat": "left",
    "bot is not a member of the channel chat": "left",
    "channel_private": "left",
    "chat not found": "not-found",
    "peer_id_invalid": "not-found",
    "chat_id_invalid": "not-found",
    "channel_invalid": "not-found",
    "user_is_blocked": "blocked",
    "user_is_bot": "bot",
    "input_user_deactivated": "deactivated",
}
"""Whole sentences, each with our reason: an unknown 403 or 400 must never switch a chat off."""

TOPIC_GONE_WORDS = ("message thread not found", "topic_deleted", "topic_id_invalid")
"""The topic was deleted; the rest of the chat is there."""

_PARTS: tuple[tuple[Sort, tuple[str, ...]], ...] = (
    (Sort.DONE, ("message is not modified", "not_modified")),
    (Sort.MOVED, ("group chat was upgraded to a supergroup chat", "group chat was migrated to a supergroup chat")),
    (
        Sort.MESSAGE_GONE,
        (
            "message to edit not found", "message to delete not found", "message to pin not found",
            "message_id_invalid", "message can't be edited", "in the message to edit",
            "message_author_required", "message_edit_time_expired",
        ),
    ),
    (
        Sort.NO_RIGHT,
        (
            "not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden",
            "chat_admin_required", "chat_restricted", "chat_send_", "chat_guest_send_forbidden", "topic_closed",
            "user_banned_in_channel", "right_forbidden", "message can't be deleted", "message_delete_forbidden",
            "privacy_premium_required", "allow_payment_required", "chat_forbidden",
        ),
    ),
    (
        Sort.MALFORMED,
        (
            "is too long", "_too_long", "text is empty", "text must be non-empty", "message must be non-empty",
            "message_empty",
            "can't parse", "button_",
            "inline keyboard button", "inline keyboard expected", "reply_markup_", "wrong http url",
            "wrong file identifier", "wrong remote file", "wrong type of the web page content",
            "failed to get http url content", "photo_invalid_dimensions", "photo_ext_invalid",
            "photo_save_file_invalid", "image_process_failed", "file is too big", "entity too large", "file must be",
            "entity_", "entities_too_long", "webpage_", "object expected", "unsupported url protocol",
            "parameter", "is not specified", "is empty", "strings must be encoded in utf-8", "media_",
        ),
    ),
    (Sort.WAIT, ("too many requests", "flood", "slowmode_wait", "retry after")),
    (
        Sort.LATER,
        ("internal server error", "bad gateway", "restart", "timeout", "timedout", "try again later", "rpc_call_fail",
         "msg_wait_failed"),
    ),
)  # fmt: skip


def sort(said: str) -> Sort:
    """What a refusal means; `said` is its sentence in lower case, without "forbidden:" or "bad request:"."""
    if said in GONE:
        return Sort.GONE
    return next((kind for kind, parts in _PARTS if any(part in said for part in parts)), Sort.OTHER)
