"""The rate limits for Telegram."""

from bot.core.delivery.limiter import Limits

FREE_PER_SECOND = 30
"""The most requests in a second that Telegram takes without payment: https://core.telegram.org/bots/faq"""

LIMITS = Limits(per_second=29.5, per_chat=1.05, group_count=20, group_window=61.0)
"""Telegram takes 30 requests a second, one a second in a chat, and 20 a minute in a group; less a margin.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""
