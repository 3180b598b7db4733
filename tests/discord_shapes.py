"""Discord's JSON as the tests' server gives it: servers, channels, members, messages and interactions."""

from typing import Any

Json = dict[str, Any]

BOT_ID = 42
APPLICATION_ID = 43
MANAGER = 7
OWNER = 8
TEXT, ANNOUNCEMENT, THREAD = 0, 5, 11
# View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Send Messages in Threads
ALLOWED = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 38
MANAGE_GUILD = 1 << 5
JOINED = "2026-11-01T12:00:00.000000+00:00"


def user(number: int) -> Json:
    """A person, or the bot."""
    name = "nolike" if number == BOT_ID else f"somebody{number}"
    return {"id": str(number), "username": name, "discriminator": "0", "global_name": None, "avatar": None,
            "bot": number == BOT_ID}  # fmt: skip


def member(number: int, permissions: int | None = None) -> Json:
    """A person in a server; `permissions` are told in interactions alone."""
    made: Json = {"user": user(number), "roles": [], "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0}
    return made if permissions is None else made | {"permissions": str(permissions)}


def channel(number: int, guild: int, kind: int = TEXT, **more: Any) -> Json:  # noqa: ANN401 - any field
    """A channel or, of kind THREAD, a thread."""
    made: Json = {
        "id": str(number), "guild_id": str(guild), "type": kind, "name": f"channel-{number}", "position": 0,
        "permission_overwrites": [], "nsfw": False, "parent_id": None, "topic": None, "rate_limit_per_user": 0,
        "last_message_id": None,
    }  # fmt: skip
    if kind == THREAD:
        made |= {
            "owner_id": str(OWNER), "message_count": 0, "member_count": 1,
            "thread_metadata": {"archived": False, "auto_archive_duration": 60, "archive_timestamp": JOINED,
                                "locked": False},
        }  # fmt: skip
    return made | more


def forbidden(guild: int, permissions: int = 1 << 11) -> Json:
    """An overwrite that takes permissions (Send Messages) from everyone in a channel."""
    return {"id": str(guild), "type": 0, "allow": "0", "deny": str(permissions)}


def guild(number: int, channels: list[Json], threads: list[Json], **more: Any) -> Json:  # noqa: ANN401 - any field
    """A server as GUILD_CREATE shows it."""
    everyone = {"id": str(number), "name": "@everyone", "color": 0, "hoist": False, "position": 0,
                "permissions": str(ALLOWED), "managed": False, "mentionable": False, "flags": 0}  # fmt: skip
    return {
        "id": str(number), "name": f"server-{number}", "owner_id": str(OWNER), "roles": [everyone], "emojis": [],
        "stickers": [], "features": [], "channels": channels, "threads": threads, "members": [member(BOT_ID)],
        "member_count": 10, "large": False, "unavailable": False, "joined_at": JOINED, "voice_states": [],
        "presences": [], "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": [],
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "afk_timeout": 300, "afk_channel_id": None, "system_channel_id": None, "system_channel_flags": 0,
        "rules_channel_id": None, "public_updates_channel_id": None, "safety_alerts_channel_id": None,
        "preferred_locale": "en-US", "premium_tier": 0, "premium_progress_bar_enabled": False, "nsfw_level": 0,
        "icon": None, "splash": None, "discovery_splash": None, "banner": None, "description": None,
        "vanity_url_code": None, "application_id": None,
    } | more  # fmt: skip


def application() -> Json:
    """The bot's application."""
    return {
        "id": str(APPLICATION_ID), "name": "nolike", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "0", "flags": 0, "owner": user(OWNER), "team": None,
        "rpc_origins": [], "summary": "", "interactions_endpoint_url": None, "redirect_uris": [],
    }  # fmt: skip


def message(number: int, where: str, body: Json, at: str) -> Json:
    """A message of the bot's."""
    return {
        "id": str(number), "channel_id": where, "author": user(BOT_ID), "content": body.get("content", ""),
        "embeds": body.get("embeds", []), "components": body.get("components", []), "timestamp": at,
        "edited_timestamp": None, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "pinned": False, "type": 0, "flags": body.get("flags", 0),
    }  # fmt: skip


def interaction(number: int, kind: int, data: Json, who: int, where: Json, **more: Any) -> Json:  # noqa: ANN401 - any field
    """Somebody uses a command (2), taps a button (3) or types an argument (4), in a channel or in private."""
    made: Json = {
        "id": str(number), "application_id": str(APPLICATION_ID), "type": kind, "data": data, "version": 1,
        "token": f"token-of-{number}", "channel": where, "channel_id": where["id"], "locale": "en-US",
        "app_permissions": str(ALLOWED), "entitlements": [], "authorizing_integration_owners": {},
        "attachment_size_limit": 10_485_760,
    }  # fmt: skip
    if "guild_id" in where:
        permissions = ALLOWED | (MANAGE_GUILD if who == MANAGER else 0)
        made |= {"guild_id": where["guild_id"], "member": member(who, permissions), "context": 0,
                 "guild": {"id": where["guild_id"], "locale": "en-US", "features": []}}  # fmt: skip
    else:
        made |= {"user": user(who), "context": 1}
    return made | more
