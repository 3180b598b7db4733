"""How often messages that stand in chats are brought up to date: boards, digests, event cards, reports of progress."""

from datetime import time

from bot.core.model.schedule import Cadence

BOARD = Cadence(every=60)
"""A board, unless the subscriber names another cadence; never more often than once a minute."""

DIGEST = Cadence(daily=time(20))
"""A digest, at this local time."""

CARD_SECONDS = 5.0
"""The card of an open event."""

PROGRESS_SECONDS = 5.0
"""What a call's author is shown of its progress."""

PLANNER_SECONDS = min(CARD_SECONDS, PROGRESS_SECONDS)
"""How often the planner looks for cards and progress to refresh."""
