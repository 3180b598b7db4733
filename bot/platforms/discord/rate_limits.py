"""The rate limits for Discord."""

from bot.core.delivery.limiter import Limits

LIMITS = Limits(per_second=46, per_chat=0.05, group_count=5, group_window=5.2)
"""Discord takes 50 requests a second, and 5 messages in 5 s in a channel unless its answers say otherwise.

Source: https://discord.com/developers/docs/topics/rate-limits
"""
